//! Films among others: one plays at a time, lists of films, the small player,
//! and what is kept of a film for the next visit.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::Key;

use crate::film::{
    FILM, article_with, film, long_text, play, press_play, runs, seconds, serve_films, show, shows,
};
use crate::parts::assert_quiet;

stories! {
    one_plays_at_a_time,
    a_list_of_films,
    the_next_plays_by_itself,
    the_small_player,
    no_small_player_unless_the_owner_wants_it,
    a_film_goes_on_where_it_was_left,
    nothing_is_kept_unless_the_owner_wants_it,
    a_hidden_page_pauses,
}

async fn one_plays_at_a_time(stage: &Stage) -> Result<()> {
    serve_films(stage);
    stage
        .site
        .set("/silence.wav", Answer::file(silence(60), "audio/wav"));
    let mut first = article_with(json!([film("Phim một")]));
    first["body"] = json!([
        "Đoạn.",
        { "type": "audio", "url": "/silence.wav", "title": "Bản ghi âm" }
    ]);
    stage
        .site
        .set("/first.json", Answer::json(first.to_string()));
    stage.site.set(
        "/second.json",
        Answer::json(article_with(json!([film("Phim hai")])).to_string()),
    );
    let mut third = crate::parts::article("Bài ba");
    let mut block = film("Phim trong bài");
    block["type"] = json!("video");
    third["body"] = json!(["Đoạn.", block]);
    stage
        .site
        .set("/third.json", Answer::json(third.to_string()));
    let body = format!(
        "<readerly-article src=\"/first.json\" loading=\"eager\"></readerly-article>\
         <readerly-article src=\"/second.json\" loading=\"eager\"></readerly-article>\
         <readerly-article src=\"/third.json\" loading=\"eager\">\
         <video slot=\"video\" id=\"own\" controls width=\"320\" height=\"180\" src=\"{FILM}\"></video></readerly-article>"
    );
    stage.embed(&body).await?;
    stage
        .page
        .wait_for_count(".video-box video", |count| count == 3)
        .await?;
    stage
        .page
        .wait_for_count("article audio", |count| count == 1)
        .await?;
    stage
        .page
        .run(
            "const films = deepAll('.video-box video');
             films[0].setAttribute('data-who', 'one');
             films[1].setAttribute('data-who', 'two');
             films[2].setAttribute('data-who', 'three');
             deepAll('#own')[0].setAttribute('data-who', 'own');
             deepAll('article audio')[0].setAttribute('data-who', 'sound');",
            Vec::new(),
        )
        .await?;
    // Whoever comes near a reader's video makes it one of the players.
    stage
        .page
        .run(
            "deepAll('[data-who=three]')[0].dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));",
            Vec::new(),
        )
        .await?;
    stage
        .page
        .wait_for_count("[data-player]", |count| count == 1)
        .await?;
    press_play(stage, "[data-who=one]").await?;
    alone(stage, "one").await?;
    press_play(stage, "[data-who=two]").await?;
    alone(stage, "two").await?;
    // What is not ours: the owner's own player, the recording of an article.
    // Their controls differ from engine to engine, so a script presses.
    begin(stage, "own").await?;
    alone(stage, "own").await?;
    begin(stage, "sound").await?;
    alone(stage, "sound").await?;
    begin(stage, "one").await?;
    alone(stage, "one").await?;
    begin(stage, "own").await?;
    alone(stage, "own").await?;
    press_play(stage, "[data-who=three]").await?;
    alone(stage, "three").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn a_list_of_films(stage: &Stage) -> Result<()> {
    let mut first = film("Phim một");
    first["poster"] = json!("/poster.svg");
    let mut second = film("Phim hai");
    second["url"] = json!("/film/thirds.webm");
    second["duration"] = json!(65);
    show(
        stage,
        &article_with(json!([first, second, film("Phim ba")])),
        "",
    )
    .await?;
    let words = stage.page.wait_for_text("ol.playlist", "Phim ba").await?;
    crate::parts::assert_in_order(
        &words,
        &["Phim một", "1:00", "Phim hai", "1:05", "Phim ba", "1:00"],
    );
    current(stage, 0).await?;
    assert_eq!(stage.page.count(".video-box video").await?, 1);
    assert_eq!(stage.site.count("/film/thirds.webm"), 0);

    stage
        .page
        .click("ol.playlist li:nth-child(2) button")
        .await?;
    runs(stage).await?;
    current(stage, 1).await?;
    assert!(stage.site.count("/film/thirds.webm") >= 1);
    assert_eq!(stage.page.text_of(".video-title").await?, "Phim hai");
    // By key, and back.
    stage
        .page
        .find("ol.playlist li:nth-child(1) button")
        .await?
        .focus()
        .await?;
    stage.page.press(Key::Enter).await?;
    runs(stage).await?;
    current(stage, 0).await?;
    assert_eq!(stage.page.text_of(".video-title").await?, "Phim một");
    // Whoever goes through it by keys sees all of each.
    for index in [2, 1, 0, 1, 2] {
        let whole = format!(
            "const [button, list] = [deepAll('ol.playlist button')[{index}], deepAll('ol.playlist')[0]];
             button.focus({{ preventScroll: true }});
             const [item, room] = [button, list].map((one) => one.getBoundingClientRect());
             return list.scrollWidth > list.clientWidth && item.left >= room.left - 1 && item.right <= room.right + 1;"
        );
        stage
            .page
            .wait_until(&format!("item {index} as a whole"), &whole)
            .await?;
    }
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// A window of 1280 by 1024 pixels at 400 %: the corner would be all of it.
async fn in_a_low_window_it_stays_away(stage: &Stage) -> Result<()> {
    if stage.engine != Engine::Chromium {
        return Ok(());
    }
    let cdp = stage.page.driver().cdp();
    let low = json!({ "width": 320, "height": 256, "deviceScaleFactor": 1, "mobile": false });
    cdp.send_raw("Emulation.setDeviceMetricsOverride", low)
        .await?;
    let covers = "const [mini] = deepAll('.video-float');
        return [innerHeight, getComputedStyle(mini).position, deepAll('.mini-close').some((close) => close.checkVisibility()),
          deepAll('.video-box').filter((box) => box.checkVisibility()).length];";
    wait::until(
        "the film back in its place",
        || stage.page.run(covers, Vec::new()),
        |seen| *seen == json!([256, "static", false, 1]),
    )
    .await?;
    cdp.send_raw("Emulation.clearDeviceMetricsOverride", json!({}))
        .await?;
    stage
        .page
        .wait_for_count(".video-float.mini", |count| count == 1)
        .await
        .map(drop)
}

async fn the_next_plays_by_itself(stage: &Stage) -> Result<()> {
    let mut second = film("Phim hai");
    second["url"] = json!("/film/thirds.webm");
    let videos = json!([film("Phim một"), second]);
    // Not unless the owner wants it.
    show(stage, &article_with(videos.clone()), "").await?;
    play(stage).await?;
    to_the_end(stage).await?;
    stage
        .page
        .wait_until("the end", "return deepAll('.video-box video')[0].ended;")
        .await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    current(stage, 0).await?;
    assert_eq!(stage.site.count("/film/thirds.webm"), 0);

    show(stage, &article_with(videos), "controls=\"+next\"").await?;
    play(stage).await?;
    to_the_end(stage).await?;
    current(stage, 1).await?;
    runs(stage).await?;
    assert!(stage.site.count("/film/thirds.webm") >= 1);
    // After the last one there is silence.
    to_the_end(stage).await?;
    stage
        .page
        .wait_until(
            "the end of all",
            "return deepAll('.video-box video')[0].ended;",
        )
        .await?;
    current(stage, 1).await
}

async fn the_small_player(stage: &Stage) -> Result<()> {
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = json!(long_text(30));
    show(stage, &with_film, "controls=\"+sticky\"").await?;
    // A film that nobody plays stays where it is.
    scroll(stage, "deepAll('.body')[0].getBoundingClientRect().bottom").await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    assert_eq!(stage.page.count(".video-float.mini").await?, 0);
    scroll(stage, "-9e9").await?;

    play(stage).await?;
    stage
        .page
        .run(
            "window.node = deepAll('.video-box video')[0];
             window.stops = 0;
             for (const name of ['pause', 'emptied']) window.node.addEventListener(name, () => { window.stops += 1; });
             window.place = deepAll('.video-place')[0].getBoundingClientRect().height;
             window.height = document.documentElement.scrollHeight;",
            Vec::new(),
        )
        .await?;
    let asked = stage.site.count(FILM);
    scroll(stage, "deepAll('.body')[0].getBoundingClientRect().bottom").await?;
    stage
        .page
        .wait_for_count(".video-float.mini", |count| count == 1)
        .await?;
    stage
        .page
        .wait_until(
            "the same film, playing on in the corner",
            "const film = deepAll('.mini video')[0];
             const box = deepAll('.mini .video-box:has(video)')[0].getBoundingClientRect();
             const start = film.currentTime;
             return film === window.node && !film.paused
               && getComputedStyle(deepAll('.mini')[0]).position === 'fixed'
               && box.width >= 200 && box.height >= 200 && box.right <= innerWidth && box.bottom <= innerHeight
               && box.left > innerWidth / 2 && box.top > innerHeight / 3;",
        )
        .await?;
    let kept = stage
        .page
        .run(
            "const [close, box] = [deepAll('.mini-close')[0], deepAll('.mini .video-box:has(video)')[0]].map((one) => one.getBoundingClientRect());
             return [window.stops, Math.abs(deepAll('.video-place')[0].getBoundingClientRect().height - window.place) < 1,
               document.documentElement.scrollHeight - window.height,
               close.bottom <= box.top + 1, close.height >= 24];",
            Vec::new(),
        )
        .await?;
    assert_eq!(
        kept,
        json!([0, true, 0, true, true]),
        "stopped, room of its place, height of the page, the button outside of the picture, its size"
    );
    assert_eq!(stage.site.count(FILM), asked, "it was loaded again");
    in_a_low_window_it_stays_away(stage).await?;

    // Back by scrolling: it plays on.
    scroll(stage, "-9e9").await?;
    stage
        .page
        .wait_for_count(".video-float.mini", |count| count == 0)
        .await?;
    let back = stage
        .page
        .run(
            "const film = deepAll('.video-box video')[0];
             return [film === window.node, film.paused, window.stops];",
            Vec::new(),
        )
        .await?;
    assert_eq!(back, json!([true, false, 0]));

    // Away by its button: it pauses, and stays in its place from now on.
    scroll(stage, "deepAll('.body')[0].getBoundingClientRect().bottom").await?;
    let button = stage.page.find("button.mini-close").await?;
    assert_eq!(
        stage.page.accessible_name(&button).await?,
        "Đóng video thu nhỏ"
    );
    stage.page.click("button.mini-close").await?;
    stage
        .page
        .wait_until(
            "the film to rest in its place",
            "const film = deepAll('.video-box video')[0];
             return deepAll('.mini').length === 0 && film === window.node && film.paused;",
        )
        .await?;
    let top = stage.page.run("return scrollY;", Vec::new()).await?;
    assert!(
        top.as_f64().is_some_and(|top| top > 500.0),
        "closing it must not throw the reader back: {top}"
    );
    assert_eq!(stage.site.count(FILM), asked, "it was loaded again");
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn no_small_player_unless_the_owner_wants_it(stage: &Stage) -> Result<()> {
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = json!(long_text(30));
    show(stage, &with_film, "").await?;
    play(stage).await?;
    scroll(stage, "deepAll('.body')[0].getBoundingClientRect().bottom").await?;
    wait::quiet_time(Duration::from_millis(600)).await;
    assert_eq!(stage.page.count(".mini, .mini-close").await?, 0);
    // It plays on, unseen: that is the browser's and the reader's affair.
    runs(stage).await
}

async fn a_film_goes_on_where_it_was_left(stage: &Stage) -> Result<()> {
    let attributes = "controls=\"+resume\"";
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = json!([crate::film::paragraph_with_link("#t=25", "xem 0:25")]);
    show(stage, &with_film, attributes).await?;
    play(stage).await?;
    stage.page.click("article a[href='#t=25']").await?;
    shows(stage, ".video-box video", "green").await?;
    stage
        .page
        .run("deepAll('.video-box video')[0].pause();", Vec::new())
        .await?;
    let left = seconds(stage).await?;
    stage
        .page
        .wait_until(
            "the place to be kept",
            "return Object.values({ ...localStorage }).some((kept) => /^2[4-9]$/.test(kept));",
        )
        .await?;
    let names = stage
        .page
        .run(
            "return Object.keys(localStorage).every((name) => name.startsWith('readerly'));",
            Vec::new(),
        )
        .await?;
    assert_eq!(names, json!(true));

    show(stage, &with_film, attributes).await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    play(stage).await?;
    shows(stage, ".video-box video", "green").await?;
    let again = seconds(stage).await?;
    assert!(
        again >= left - 6.0 && again < left + 10.0,
        "left at {left}, begun at {again}"
    );

    // What has been seen to its end begins at its beginning.
    to_the_end(stage).await?;
    stage
        .page
        .wait_until(
            "nothing to be kept",
            "return deepAll('.video-box video')[0].ended && localStorage.length === 0;",
        )
        .await?;
    show(stage, &with_film, attributes).await?;
    play(stage).await?;
    shows(stage, ".video-box video", "red").await
}

async fn nothing_is_kept_unless_the_owner_wants_it(stage: &Stage) -> Result<()> {
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = json!([crate::film::paragraph_with_link("#t=25", "xem 0:25")]);
    show(stage, &with_film, "").await?;
    play(stage).await?;
    stage.page.click("article a[href='#t=25']").await?;
    shows(stage, ".video-box video", "green").await?;
    stage
        .page
        .run("deepAll('.video-box video')[0].pause();", Vec::new())
        .await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    let kept = stage
        .page
        .run("return localStorage.length;", Vec::new())
        .await?;
    assert_eq!(kept, json!(0));
    Ok(())
}

async fn a_hidden_page_pauses(stage: &Stage) -> Result<()> {
    for (attributes, pauses) in [("", false), ("controls=\"+pause-hidden\"", true)] {
        let mut video = film("Phim");
        video["url"] = json!("/film/thirds.webm");
        show(stage, &article_with(json!([video])), attributes).await?;
        play(stage).await?;
        let driver = stage.page.driver();
        driver.minimize_window().await?;
        stage
            .page
            .wait_until(
                "the page to be hidden",
                "return document.visibilityState === 'hidden';",
            )
            .await?;
        let paused = "return deepAll('.video-box video')[0].paused;";
        if pauses {
            stage.page.wait_until("a pause", paused).await?;
        } else {
            wait::quiet_time(Duration::from_millis(600)).await;
            // WebKitGTK may rest what is not drawn by itself.
            if stage.engine != Engine::WebKit {
                assert_eq!(stage.page.run(paused, Vec::new()).await?, json!(false));
            }
        }
        driver.set_window_rect(0, 0, 1280, 900).await?;
        stage
            .page
            .wait_until(
                "the page to be shown",
                "return document.visibilityState === 'visible';",
            )
            .await?;
    }
    Ok(())
}

/// Seconds of silence, as a WAV file.
fn silence(seconds: u32) -> Vec<u8> {
    const RATE: u32 = 8000;
    let length = seconds * RATE;
    let mut bytes = Vec::new();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(36 + length).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt ");
    bytes.extend_from_slice(&16_u32.to_le_bytes());
    // Numbers as they are, one channel, one byte each.
    bytes.extend_from_slice(&1_u16.to_le_bytes());
    bytes.extend_from_slice(&1_u16.to_le_bytes());
    bytes.extend_from_slice(&RATE.to_le_bytes());
    bytes.extend_from_slice(&RATE.to_le_bytes());
    bytes.extend_from_slice(&1_u16.to_le_bytes());
    bytes.extend_from_slice(&8_u16.to_le_bytes());
    bytes.extend_from_slice(b"data");
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.resize(bytes.len() + length as usize, 0x80);
    bytes
}

async fn begin(stage: &Stage, who: &str) -> Result<()> {
    stage
        .page
        .run(
            "deepAll(`[data-who=${arguments[0]}]`)[0].play();",
            vec![json!(who)],
        )
        .await
        .map(drop)
}

/// Waits until this one plays and no other.
async fn alone(stage: &Stage, who: &str) -> Result<()> {
    wait::until(
        &format!("{who:?} to play, and nothing else"),
        || {
            stage.page.run(
                "return deepAll('[data-who]').filter((one) => !one.paused && one.currentTime > 0).map((one) => one.dataset.who);",
                Vec::new(),
            )
        },
        |seen| *seen == json!([who]),
    )
    .await
    .map(drop)
}

/// Waits until the n-th of the list, from 0, is the one that is marked.
async fn current(stage: &Stage, index: usize) -> Result<()> {
    wait::until(
        &format!("film {index} to be marked in the list"),
        || {
            stage.page.run(
                "return deepAll('ol.playlist button').flatMap((button, index) =>
                   button.getAttribute('aria-current') === 'true' ? [index] : []);",
                Vec::new(),
            )
        },
        |seen: &Value| *seen == json!([index]),
    )
    .await
    .map(drop)
}

async fn to_the_end(stage: &Stage) -> Result<()> {
    stage
        .page
        .run(
            "const film = deepAll('.video-box video')[0]; film.currentTime = film.duration - 0.5;",
            Vec::new(),
        )
        .await
        .map(drop)
}

/// Scrolls by so many pixels, as an expression.
async fn scroll(stage: &Stage, pixels: &str) -> Result<()> {
    stage
        .page
        .run(
            &format!("scrollBy({{ top: {pixels}, behavior: 'instant' }});"),
            Vec::new(),
        )
        .await
        .map(drop)
}
