//! Nothing jumps, nothing sticks out, and nobody is shut out.

use anyhow::Result;
use readerly_browser_tests::accessibility;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::{Answer, Gate, dist_file};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};

use crate::film::{
    FILM, article_with, film, long_text, play, player_arrives, runs, serve_films, show,
};
use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    axe_finds_nothing,
}

stories! {
    nothing_jumps_when_the_module_comes,
    nothing_jumps_while_it_is_used,
    it_is_the_same_film_in_other_colours_and_words,
    a_phone_has_room_for_it,
}

const CAPTIONS: &str = "WEBVTT\n\n00:00.000 --> 00:30.000\nNước lên nhanh, đường đi còn ướt, chợ phường vẫn mở.\n\n00:30.000 --> 01:00.000\nTrời quang trở lại.\n";

const MODULE: &str = "/readerly_video.wasm";

/// Everything that stands in and around the players, with its place on the page.
/// The symbol of play counts where it stays: a file's player has its own.
const PLACES: &str = "
    return deepAll('.video-box, .play, .video-title, .video-float, article, article .body > *, footer, #after')
      .filter((one) => isDrawn(one) && !(arguments[0] && one.matches('.play')))
      .map((one) => {
        const box = one.getBoundingClientRect();
        return [one.className || one.localName, ...[box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round)].join(' ');
      });";

async fn nothing_jumps_when_the_module_comes(stage: &Stage) -> Result<()> {
    let module = dist_file("readerly_video.wasm")?;
    let mut portrait = film("Phim đứng");
    portrait["width"] = json!(90);
    portrait["height"] = json!(160);
    let mut in_text = film("Phim trong bài");
    in_text["type"] = json!("video");
    in_text["tracks"] = tracks();
    let youtube = json!({ "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "Phim ở xa", "poster": "/poster.svg" });
    let short =
        json!({ "url": "https://www.youtube.com/shorts/dQw4w9WgXcQ", "title": "Phim ngắn" });
    let far_block = json!({ "type": "video", "url": "https://vimeo.com/76979871", "title": "Phim ở xa", "tracks": tracks() });
    let unknown = json!({ "url": "https://video.example/xem/1", "title": "Không rõ" });
    for (what, videos, block) in [
        ("a film", json!([full_film()]), None),
        (
            "three films",
            json!([full_film(), film("Phim hai"), film("Phim ba")]),
            None,
        ),
        ("a film that stands upright", json!([portrait]), None),
        ("films in the text", Value::Null, Some(in_text)),
        ("a provider's", json!([youtube]), Some(far_block)),
        ("a short one", json!([short]), None),
        ("one that nobody knows", json!([unknown]), None),
    ] {
        serve_films(stage);
        serve_texts(stage);
        // It comes when the reader has long been reading.
        let gate = Gate::default();
        stage.cdn.set(
            MODULE,
            Answer::new("application/wasm", module.clone()).behind(&gate),
        );
        let mut with_videos = article_with(videos);
        let mut body = vec![json!("Đoạn đầu.")];
        body.extend(block);
        body.extend(long_text(2));
        with_videos["body"] = json!(body);
        stage
            .site
            .set("/article.json", Answer::json(with_videos.to_string()));
        let body = format!(
            "{}<p id=\"after\">Sau bài.</p>",
            reader("src=\"/article.json\"")
        );
        stage.embed(&body).await?;
        stage.page.wait_for_text("article", "Đoạn đầu.").await?;
        stage
            .page
            .wait_for_count(".video-box :is(a, video)", |count| count > 0)
            .await?;
        stage
            .page
            .wait_until("the fonts", "return document.fonts.status === 'loaded';")
            .await?;
        let is_file =
            json!(!what.ends_with("'s") && !what.ends_with("one") && !what.ends_with("knows"));
        let since = now(stage).await?;
        let before = stage.page.run(PLACES, vec![is_file.clone()]).await?;
        assert_eq!(
            stage.page.count("[data-player]").await?,
            0,
            "{what}: this looks at the page before the module"
        );
        gate.open();
        arrived(stage).await?;
        let after = stage.page.run(PLACES, vec![is_file]).await?;
        assert_eq!(before, after, "{what} jumped");
        no_shift(stage, what, since).await?;
    }
    Ok(())
}

async fn nothing_jumps_while_it_is_used(stage: &Stage) -> Result<()> {
    serve_texts(stage);
    let mut with_films = article_with(json!([full_film(), film("Phim hai")]));
    with_films["body"] = json!(long_text(3));
    show(stage, &with_films, "").await?;
    let frame = "
        const box = deepAll('.video-box')[0].getBoundingClientRect();
        return [box.left, box.top + scrollY, box.width, box.height].map(Math.round);";
    let since = now(stage).await?;
    let before = stage.page.run(frame, Vec::new()).await?;
    play(stage).await?;
    stage.page.wait_for_text(".video-tools", "Tốc độ").await?;
    assert_eq!(
        stage.page.run(frame, Vec::new()).await?,
        before,
        "by playing"
    );
    for number in [1, 2] {
        stage
            .page
            .click(&format!(
                "details.video-text:nth-last-of-type({number}) > summary"
            ))
            .await?;
    }
    stage
        .page
        .wait_for_text("details[open] ol.video-lines", "Trời quang")
        .await?;
    assert_eq!(
        stage.page.run(frame, Vec::new()).await?,
        before,
        "by opening what is said"
    );
    stage
        .page
        .click("ol.playlist li:nth-child(2) button")
        .await?;
    runs(stage).await?;
    assert_eq!(
        stage.page.run(frame, Vec::new()).await?,
        before,
        "by another film"
    );
    no_shift(stage, "using it", since).await
}

async fn it_is_the_same_film_in_other_colours_and_words(stage: &Stage) -> Result<()> {
    serve_texts(stage);
    show(stage, &article_with(json!([full_film()])), "lang=\"vi\"").await?;
    play(stage).await?;
    stage.page.wait_for_text(".video-tools", "Tốc độ").await?;
    stage
        .page
        .run(
            "window.film = deepAll('.video-box video')[0];
             window.stops = 0;
             for (const name of ['pause', 'emptied', 'loadstart']) {
               window.film.addEventListener(name, () => { window.stops += 1; });
             }",
            Vec::new(),
        )
        .await?;
    let asked = stage.site.count(FILM);
    let reader = "document.getElementById('reader')";
    for change in [
        "setAttribute('theme', 'dark')",
        "setAttribute('lang', 'en')",
        "setAttribute('theme', 'light')",
        "setAttribute('controls', '+sticky')",
        "setAttribute('lang', 'ar')",
    ] {
        stage
            .page
            .run(&format!("{reader}.{change};"), Vec::new())
            .await?;
    }
    stage.page.wait_for_text(".video-tools", "السرعة").await?;
    let same = stage
        .page
        .run(
            "const film = deepAll('.video-box video')[0];
             return [film === window.film, film.paused, window.stops];",
            Vec::new(),
        )
        .await?;
    assert_eq!(same, json!([true, false, 0]));
    assert_eq!(stage.site.count(FILM), asked, "it was loaded again");
    runs(stage).await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn axe_finds_nothing(stage: &Stage) -> Result<()> {
    serve_films(stage);
    serve_texts(stage);
    stage.site.set("/gone.mp4", Answer::status(404));
    let mut gone = film("Phim mất");
    gone["url"] = json!("/gone.mp4");
    let far = json!({ "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "Phim ở xa", "poster": "/poster.svg" });
    let unknown = json!({ "url": "https://video.example/xem/1", "title": "Không rõ" });

    show_in_main(
        stage,
        json!([full_film(), film("Phim hai")]),
        "controls=\"+sticky\"",
    )
    .await?;
    player_arrives(stage).await?;
    clean(stage, "before it plays").await?;
    play(stage).await?;
    stage.page.wait_for_text(".video-tools", "Tốc độ").await?;
    for number in [1, 2] {
        stage
            .page
            .click(&format!(
                "details.video-text:nth-last-of-type({number}) > summary"
            ))
            .await?;
    }
    stage
        .page
        .wait_for_text("details[open] ol.video-lines", "Trời quang")
        .await?;
    clean(stage, "while it plays, with all that is said").await?;
    stage
        .page
        .run(
            "scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });",
            Vec::new(),
        )
        .await?;
    stage
        .page
        .wait_for_count(".video-float.mini", |count| count == 1)
        .await?;
    clean(stage, "while it is small").await?;

    show_in_main(stage, json!([gone]), "").await?;
    player_arrives(stage).await?;
    crate::film::press_play(stage, ".video-box video").await?;
    stage.page.wait_for_text(".video-failed", "Thử lại").await?;
    clean(stage, "when it has failed").await?;

    show_in_main(stage, json!([far]), "").await?;
    stage
        .page
        .wait_for_count("button.facade", |count| count == 1)
        .await?;
    clean(stage, "before a provider is asked").await?;

    show_in_main(stage, json!([unknown]), "").await?;
    arrived(stage).await?;
    clean(stage, "where there is only a link").await
}

async fn a_phone_has_room_for_it(stage: &Stage) -> Result<()> {
    serve_films(stage);
    serve_texts(stage);
    let mut in_text = json!({
        "type": "video", "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "title": "Một phim có tên rất dài để xem có vừa bề ngang của một chiếc điện thoại nhỏ hay không", "poster": "/poster.svg"
    });
    in_text["tracks"] = tracks();
    let mut with_films = article_with(json!([
        full_film(),
        film("Phim thứ hai của bài"),
        film("Phim thứ ba")
    ]));
    with_films["body"] = json!(["Đoạn.", in_text]);
    with_films["body"]
        .as_array_mut()
        .into_iter()
        .for_each(|body| body.extend(long_text(10)));
    stage
        .site
        .set("/article.json", Answer::json(with_films.to_string()));
    let script = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage.site.set(
        "/phone.html",
        Answer::html(host_page::html(
            &script,
            &reader("src=\"/article.json\" controls=\"+sticky +resume\""),
        )),
    );
    // No engine makes its window so narrow; a frame is a window of its own.
    stage
        .show(
            "",
            "<iframe id=\"phone\" title=\"Phone\" width=\"360\" height=\"740\" src=\"/phone.html\"></iframe>",
        )
        .await?;
    let phone = stage.page.find("#phone").await?;
    phone.enter_frame().await?;
    player_arrives(stage).await?;
    arrived(stage).await?;
    assert_eq!(
        stage.page.run("return innerWidth;", Vec::new()).await?,
        json!(360)
    );
    fits(stage, "before it plays").await?;
    play(stage).await?;
    stage.page.wait_for_text(".video-tools", "Tốc độ").await?;
    for number in [1, 2] {
        stage
            .page
            .click(&format!(
                "section.video details.video-text:nth-last-of-type({number}) > summary"
            ))
            .await?;
    }
    stage
        .page
        .wait_for_text("details[open] ol.video-lines", "Trời quang")
        .await?;
    fits(stage, "while it plays, with all that is said").await?;
    // In one column the article comes first.
    stage
        .page
        .run("scrollTo({ top: 0, behavior: 'instant' });", Vec::new())
        .await?;
    stage
        .page
        .wait_for_count(".video-float.mini", |count| count == 1)
        .await?;
    fits(stage, "while it is small").await?;
    stage.page.driver().enter_default_frame().await?;
    Ok(())
}

/// A film with everything.
fn full_film() -> Value {
    let mut full = film("Phim có lời");
    full["poster"] = json!("/poster.svg");
    full["tracks"] = tracks();
    full
}

fn tracks() -> Value {
    json!([
        { "url": "/vi.vtt", "kind": "captions", "lang": "vi", "label": "Tiếng Việt" },
        { "url": "/en.vtt", "kind": "captions", "lang": "en", "label": "English" },
        { "url": "/chapters.vtt", "kind": "chapters", "lang": "vi" },
    ])
}

fn serve_texts(stage: &Stage) {
    for path in ["/vi.vtt", "/en.vtt", "/chapters.vtt"] {
        stage.site.set(path, Answer::new("text/vtt", CAPTIONS));
    }
}

async fn show_in_main(stage: &Stage, videos: Value, attributes: &str) -> Result<()> {
    let mut with_videos = article_with(videos);
    with_videos["body"] = json!(long_text(12));
    stage
        .site
        .set("/article.json", Answer::json(with_videos.to_string()));
    let body = format!(
        "<main>{}</main>",
        reader(&format!("src=\"/article.json\" lang=\"vi\" {attributes}"))
    );
    stage.embed(&body).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài có phim")
        .await
        .map(drop)
}

/// Comes near to each player, and waits until it is at work.
async fn arrived(stage: &Stage) -> Result<()> {
    stage
        .page
        .run(
            "for (const player of deepAll('.video-player')) {
               player.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
             }",
            Vec::new(),
        )
        .await?;
    stage
        .page
        .wait_until(
            "the players",
            "return deepAll('.video-player').length > 0 && deepAll('.video-player:not([data-player])').length === 0;",
        )
        .await
}

/// The page's own clock, once all that was laid out so far has been drawn.
async fn now(stage: &Stage) -> Result<f64> {
    let drawn = "
        window.drawn ??= requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
        return window.drawnAt ?? 0;";
    let at = wait::until(
        "a frame to be drawn",
        || stage.page.run(drawn, Vec::new()),
        |at| at.as_f64().is_some_and(|at| at > 0.0),
    )
    .await?;
    Ok(at.as_f64().unwrap_or_default())
}

/// Chromium alone tells of layout shifts; those right after a key or a click
/// are what the reader asked for.
async fn no_shift(stage: &Stage, what: &str, since: f64) -> Result<()> {
    if stage.engine != Engine::Chromium {
        return Ok(());
    }
    let record = stage.page.record().await?;
    let unasked: Vec<&Value> = record
        .layout_shifts
        .iter()
        .filter(|shift| {
            shift["recentInput"] != true && shift["at"].as_f64().is_some_and(|at| at > since)
        })
        .collect();
    assert!(unasked.is_empty(), "{what}: {unasked:#?}");
    Ok(())
}

async fn clean(stage: &Stage, when: &str) -> Result<()> {
    assert_eq!(
        accessibility::violations(&stage.page).await?,
        Vec::<String>::new(),
        "{when}"
    );
    Ok(())
}

/// Nothing scrolls sideways, and nothing in a player is cut off at its side.
async fn fits(stage: &Stage, when: &str) -> Result<()> {
    let found = stage
        .page
        .run(
            "const out = deepAll('.video-player, .video-player *, .mini-close')
               .filter((one) => !one.closest('ol.playlist') || one.matches('ol.playlist'))
               .filter((one) => {
                 const box = one.getBoundingClientRect();
                 return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
               })
               .map((one) => `${one.localName}.${one.className} to ${one.getBoundingClientRect().right}`);
             return [document.documentElement.scrollWidth, out];",
            Vec::new(),
        )
        .await?;
    assert_eq!(found[1], json!([]), "{when}");
    assert!(
        found[0].as_f64().is_some_and(|width| width <= 360.0),
        "{when}: the page is {} wide",
        found[0]
    );
    Ok(())
}
