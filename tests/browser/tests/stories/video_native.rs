//! Films in the browser's own player: which file is taken, how it is fetched,
//! what happens when none plays.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;

use crate::film::{
    FILM, article_with, choose, film, film_bytes, paragraph_with_link, play, press_play, runs,
    show, shows,
};
use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    the_first_that_plays_is_taken,
    every_common_kind_plays,
    only_when_all_fail,
    another_try_after_the_server_has_healed,
    a_film_that_breaks_off,
    seeking_asks_for_the_part_alone,
    speed_stays_from_film_to_film,
    a_window_of_its_own,
    keys_of_a_headset,
    without_the_module,
}

async fn the_first_that_plays_is_taken(stage: &Stage) -> Result<()> {
    let mut video = film("Phim nhiều dạng");
    video["url"] = json!(null);
    video["sources"] = json!([
        { "url": "/film/unknown.xyz", "type": "video/x-nobody-knows" },
        { "url": "/film/not-there.webm", "type": "video/webm" },
        { "url": "/film/thirds.webm", "type": "video/webm; codecs=vp9" },
        { "url": FILM, "type": "video/mp4" },
    ]);
    show(stage, &article_with(json!([video])), "").await?;
    play(stage).await?;
    shows(stage, ".video-box video", "red").await?;
    let source = stage
        .page
        .run(
            "return deepAll('.video-box video')[0].currentSrc.split('/').pop();",
            Vec::new(),
        )
        .await?;
    assert_eq!(source, json!("thirds.webm"));
    assert_eq!(
        stage.site.count("/film/unknown.xyz"),
        0,
        "a browser was offered a type without being told so"
    );
    assert!(stage.site.count("/film/not-there.webm") >= 1);
    assert_eq!(stage.site.count(FILM), 0);
    assert_eq!(stage.page.count(".video-failed").await?, 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn every_common_kind_plays(stage: &Stage) -> Result<()> {
    for (name, kind) in [
        ("thirds.webm", "video/webm; codecs=\"vp9\""),
        ("thirds.mp4", "video/mp4; codecs=\"avc1.42E01E\""),
        ("thirds-av1.mp4", "video/mp4; codecs=\"av01.0.00M.08\""),
    ] {
        let mut video = film(name);
        video["url"] = json!(format!("/film/{name}"));
        show(stage, &article_with(json!([video])), "").await?;
        let says = stage
            .page
            .run(
                "return document.createElement('video').canPlayType(arguments[0]);",
                vec![json!(kind)],
            )
            .await?;
        press_play(stage, ".video-box video").await?;
        if says == json!("") {
            // WebKitGTK has the decoders of the machine that it runs on.
            assert_eq!(stage.engine, Engine::WebKit, "{name}");
            stage
                .page
                .wait_for_count(".video-failed", |count| count == 1)
                .await?;
            continue;
        }
        runs(stage).await?;
        shows(stage, ".video-box video", "red").await?;
    }
    Ok(())
}

async fn only_when_all_fail(stage: &Stage) -> Result<()> {
    stage.site.set(
        "/film/no-film.mp4",
        Answer::file("This is no film.", "video/mp4"),
    );
    let mut video = film("Phim hỏng cả");
    video["url"] = json!("/film/not-there.webm");
    video["sources"] = json!([{ "url": "/film/no-film.mp4", "type": "video/mp4" }]);
    show(stage, &article_with(json!([video])), "").await?;
    press_play(stage, ".video-box video").await?;
    let said = stage
        .page
        .wait_for_text(".video-failed", "Mở tệp video")
        .await?;
    assert!(said.contains("Thử lại"), "{said}");
    wait::until_true("both files to be asked for", || async {
        Ok(stage.site.count("/film/not-there.webm") >= 1
            && stage.site.count("/film/no-film.mp4") >= 1)
    })
    .await?;
    // Said once, on the page and on the console: what happened, what to do.
    assert_eq!(stage.page.count(".video-failed").await?, 1);
    let record = stage.page.record().await?;
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{record:#?}");
    assert!(
        lines[0].contains("/film/not-there.webm") && lines[0].contains("What to do: "),
        "{lines:?}"
    );
    assert_eq!(record.lines("error"), Vec::<&str>::new(), "{record:#?}");
    let role = stage
        .page
        .run(
            "return deepAll('.video-failed')[0].getAttribute('role');",
            Vec::new(),
        )
        .await?;
    assert_eq!(
        role,
        json!("alert"),
        "what was asked for has to be answered"
    );
    Ok(())
}

async fn another_try_after_the_server_has_healed(stage: &Stage) -> Result<()> {
    stage.site.set(FILM, Answer::status(503));
    show(stage, &article_with(json!([film("Phim tạm mất")])), "").await?;
    press_play(stage, ".video-box video").await?;
    stage.page.wait_for_text(".video-failed", "Thử lại").await?;
    // It is of no use yet, and says so once more.
    let before = stage.site.count(FILM);
    stage.page.click(".video-failed button").await?;
    wait::until_true("another request", || async {
        Ok(stage.site.count(FILM) > before)
    })
    .await?;
    stage.page.wait_for_text(".video-failed", "Thử lại").await?;
    stage
        .site
        .set(FILM, Answer::file(film_bytes("thirds.mp4")?, "video/mp4"));
    stage.page.click(".video-failed button").await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "red").await?;
    stage
        .page
        .wait_for_count(".video-failed", |count| count == 0)
        .await?;
    Ok(())
}

async fn a_film_that_breaks_off(stage: &Stage) -> Result<()> {
    // The beginning is a film; after it come bytes that no decoder can read,
    // at every other request, too.
    let mut bytes = film_bytes("thirds.webm")?;
    let place = bytes.len() / 3;
    for byte in &mut bytes[place..] {
        *byte = 0xff;
    }
    stage
        .site
        .set("/film/damaged.webm", Answer::file(bytes, "video/webm"));
    let mut video = film("Phim hỏng giữa chừng");
    video["url"] = json!("/film/damaged.webm");
    video["sources"] = json!([{ "url": FILM, "type": "video/mp4" }]);
    show(stage, &article_with(json!([video])), "").await?;
    press_play(stage, ".video-box video").await?;
    // Whatever an engine makes of it: it never stands there as if it played,
    // without a word. Those that play what is left come to its end.
    stage
        .page
        .wait_until(
            "a sentence, or the end of what is left",
            "const film = deepAll('.video-box video')[0];
             if (film && film.currentTime < 19 && film.readyState > 1) film.playbackRate = 4;
             return deepAll('.video-failed').length === 1 || film.ended || film.currentTime > 19;",
        )
        .await
}

async fn seeking_asks_for_the_part_alone(stage: &Stage) -> Result<()> {
    // The film's index is at its end, behind so much of nothing that nobody
    // reads through it who can ask for the end.
    const NOTHING: u32 = 48 << 20;
    let film_itself = film_bytes("thirds.mp4")?;
    let index = film_itself
        .windows(4)
        .position(|name| name == b"moov")
        .map_or(0, |place| place - 4);
    let (pictures, index) = film_itself.split_at(index);
    let mut bytes = pictures.to_vec();
    bytes.extend_from_slice(&NOTHING.to_be_bytes());
    bytes.extend_from_slice(b"free");
    bytes.resize(pictures.len() + NOTHING as usize, 0);
    bytes.extend_from_slice(index);
    stage
        .site
        .set("/film/large.mp4", Answer::file(bytes, "video/mp4"));
    let mut video = film("Phim lớn");
    video["url"] = json!("/film/large.mp4");
    let mut with_film = article_with(json!([video]));
    with_film["body"] = json!([
        "Đoạn mở đầu.",
        paragraph_with_link("#t=45", "xem 0:45"),
        paragraph_with_link("#t=0:25", "xem 0:25"),
    ]);
    show(stage, &with_film, "").await?;
    play(stage).await?;
    shows(stage, ".video-box video", "red").await?;
    stage.page.click("article a[href='#t=45']").await?;
    shows(stage, ".video-box video", "blue").await?;
    stage.page.click("article a[href='#t=0:25']").await?;
    shows(stage, ".video-box video", "green").await?;

    let asked = stage.site.requests("/film/large.mp4");
    let from_the_end = |request: &&readerly_browser_tests::origin::Request| {
        request.status() == Some(206)
            && request
                .range()
                .and_then(|range| range.strip_prefix("bytes="))
                .and_then(|range| range.split('-').next())
                .and_then(|first| first.parse::<u32>().ok())
                .is_some_and(|first| first >= NOTHING / 2)
    };
    assert!(
        asked.iter().any(|request| from_the_end(&request)),
        "nobody asked for the end: {:#?}",
        asked
            .iter()
            .map(|request| (request.range(), request.status()))
            .collect::<Vec<_>>()
    );
    Ok(())
}

async fn speed_stays_from_film_to_film(stage: &Stage) -> Result<()> {
    let videos = json!([film("Phim thứ nhất"), film("Phim thứ hai")]);
    show(stage, &article_with(videos), "").await?;
    assert_eq!(
        stage.page.count(".video-tools").await?,
        0,
        "tools for a film that nobody plays"
    );
    play(stage).await?;
    stage.page.wait_for_text(".video-tools", "Tốc độ").await?;
    choose(stage, ".video-tools select", "1,5×").await?;
    let rate = "return deepAll('.video-box video')[0].playbackRate === 1.5;";
    stage.page.wait_until("the speed", rate).await?;
    stage
        .page
        .click("ol.playlist li:nth-child(2) button")
        .await?;
    stage
        .page
        .wait_for_text(".video-title", "Phim thứ hai")
        .await?;
    runs(stage).await?;
    stage
        .page
        .wait_until("the same speed for the next film", rate)
        .await?;
    stage
        .page
        .wait_until(
            "a menu that says so",
            "const menu = deepAll('.video-tools select')[0];
             return menu.options[menu.selectedIndex].text === '1,5×';",
        )
        .await
}

async fn a_window_of_its_own(stage: &Stage) -> Result<()> {
    show(stage, &article_with(json!([film("Phim")])), "").await?;
    play(stage).await?;
    stage.page.wait_for_text(".video-tools", "Tốc độ").await?;
    let is_offered = stage
        .page
        .text_of(".video-tools")
        .await?
        .contains("Cửa sổ nổi");
    if stage.engine != Engine::Chromium {
        // Firefox has a button of its own and no way for a page; WebKitGTK
        // says what the machine can do.
        let is_possible = stage
            .page
            .run(
                "const film = deepAll('.video-box video')[0];
                 return Boolean(document.pictureInPictureEnabled
                   || film.webkitSupportsPresentationMode?.('picture-in-picture'));",
                Vec::new(),
            )
            .await?;
        assert_eq!(json!(is_offered), is_possible);
        return Ok(());
    }
    assert!(is_offered);
    let is_in_it =
        "return deepAll('.video-box video')[0].getRootNode().pictureInPictureElement !== null;";
    let is_pressed =
        "return deepAll('.video-tools button')[0].getAttribute('aria-pressed') === 'true';";
    stage.page.click(".video-tools button").await?;
    stage.page.wait_until("the other window", is_in_it).await?;
    stage
        .page
        .wait_until("a button that says so", is_pressed)
        .await?;
    stage.page.click(".video-tools button").await?;
    stage
        .page
        .wait_until(
            "the film back in its place",
            "return deepAll('.video-box video')[0].getRootNode().pictureInPictureElement === null
               && deepAll('.video-tools button')[0].getAttribute('aria-pressed') === 'false';",
        )
        .await
}

async fn keys_of_a_headset(stage: &Stage) -> Result<()> {
    // No driver presses such keys: what they would call is kept.
    let keep = "
        window.keys = {};
        const set = MediaSession.prototype.setActionHandler;
        MediaSession.prototype.setActionHandler = function (action, handler) {
          if (handler) window.keys[action] = handler; else delete window.keys[action];
          set.call(this, action, handler);
        };";
    stage.site.set("/keep.js", Answer::script(keep));
    crate::film::serve_films(stage);
    let mut first = film("Phim thứ nhất");
    first["poster"] = json!("/poster.svg");
    let videos = json!([first, film("Phim thứ hai")]);
    stage.site.set(
        "/article.json",
        Answer::json(article_with(videos).to_string()),
    );
    let head = format!(
        "<script src=\"/keep.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage.show(&head, &reader("src=\"/article.json\"")).await?;
    crate::film::player_arrives(stage).await?;
    let nothing = stage
        .page
        .run(
            "return [Object.keys(window.keys).length, navigator.mediaSession.metadata];",
            Vec::new(),
        )
        .await?;
    assert_eq!(nothing, json!([0, null]), "before anybody has played");
    play(stage).await?;
    stage
        .page
        .wait_until(
            "the film's name on the lock screen",
            "const about = navigator.mediaSession.metadata;
             return about?.title === 'Phim thứ nhất' && about.artwork[0]?.src.endsWith('/poster.svg') === true;",
        )
        .await?;
    let press = |action: &str| {
        format!(
            "window.keys[{action:?}]({{ action: {action:?}, seekTime: 45, seekOffset: null }}); return true;"
        )
    };
    stage.page.run(&press("pause"), Vec::new()).await?;
    stage
        .page
        .wait_until("a pause", "return deepAll('.video-box video')[0].paused;")
        .await?;
    stage.page.run(&press("seekto"), Vec::new()).await?;
    shows(stage, ".video-box video", "blue").await?;
    stage.page.run(&press("play"), Vec::new()).await?;
    runs(stage).await?;
    stage.page.run(&press("seekbackward"), Vec::new()).await?;
    stage
        .page
        .wait_until(
            "some seconds back",
            "return deepAll('.video-box video')[0].currentTime < 44;",
        )
        .await?;
    stage.page.run(&press("nexttrack"), Vec::new()).await?;
    stage
        .page
        .wait_until(
            "the next film on the lock screen",
            "return navigator.mediaSession.metadata?.title === 'Phim thứ hai';",
        )
        .await
}

async fn without_the_module(stage: &Stage) -> Result<()> {
    crate::film::serve_films(stage);
    stage.cdn.set("/readerly_video.wasm", Answer::status(404));
    let mut far = film("Phim ở xa");
    far["type"] = json!("video");
    far["url"] = json!("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
    let mut with_films = article_with(json!([film("Phim của bài")]));
    with_films["body"] = json!(["Đoạn mở đầu.", far, "Đoạn cuối."]);
    stage
        .site
        .set("/article.json", Answer::json(with_films.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage.page.wait_for_text("article", "Đoạn cuối.").await?;
    // A provider's video is a link to its own page.
    let facade = stage.page.find("article .video-box .facade").await?;
    stage
        .page
        .driver()
        .action_chain()
        .move_to_element_center(&facade)
        .perform()
        .await?;
    stage
        .page
        .wait_for_record("a line about the module", |record| {
            !record.lines("error").is_empty()
        })
        .await?;
    stage
        .page
        .wait_for_count("article .video-box a.facade", |count| count == 1)
        .await?;
    let link = stage.page.find("article .video-box a.facade").await?;
    assert_eq!(stage.page.role(&link).await?, "link");
    assert!(
        stage
            .page
            .accessible_name(&link)
            .await?
            .contains("Phim ở xa")
    );
    assert_eq!(
        link.attr("href").await?.as_deref(),
        Some("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    );
    // A file plays in the browser's own player all the same.
    play(stage).await?;
    shows(stage, ".video-box video", "red").await?;
    let record = stage.page.record().await?;
    let lines = record.lines("error");
    assert!(
        !lines.is_empty() && lines.len() <= 4 && lines.iter().all(|line| line.contains("video")),
        "one line for each player and try: {record:#?}"
    );
    assert_eq!(record.errors, Vec::<String>::new());
    let text = stage.page.text_of("article").await?;
    assert!(
        text.contains("Đoạn mở đầu.") && text.contains("Đoạn cuối."),
        "{text}"
    );
    assert_eq!(stage.net.contacted(), [""; 0]);
    Ok(())
}
