//! The video slot: a file, the owner's own player, a provider behind a
//! button.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use readerly_browser_tests::origin::{Answer, FileMount, dist_folder};
use readerly_browser_tests::provider::YOUTUBE;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};
use std::time::Duration;

use crate::film::{POSTER, press_play};
use crate::parts::{article, assert_quiet, reader};

stories_in_every_engine! {
    a_file_plays_after_a_click,
    youtube_is_not_contacted_before_the_click,
}

stories! {
    nothing_is_downloaded_before_play,
    its_box_has_its_height_at_once,
    a_file_that_is_missing,
    the_owners_own_player,
    attribute_video_goes_first,
}

async fn a_file_plays_after_a_click(stage: &Stage) -> Result<()> {
    show_clip(stage).await?;
    let page = &stage.page;
    let tracks = page
        .run(
            "return [...deepAll('section.video track')].map((track) => [track.kind, track.srclang]);",
            Vec::new(),
        )
        .await?;
    assert_eq!(tracks, json!([["captions", "vi"]]));
    let name = page.find("section.video video").await?;
    assert!(
        page.accessible_name(&name).await?.contains("Đoạn phim thử"),
        "the player does not say what it plays"
    );
    press_play(stage, "section.video video").await?;
    page.wait_until(
        "the film to run",
        "return deepAll('section.video video')[0].currentTime > 0.1;",
    )
    .await?;
    let record = page.wait_for_event("readerly-video").await?;
    let event = &record.events("readerly-video")[0];
    assert!(
        event.bubbles_and_is_composed && event.detail.contains("\"play\""),
        "{event:?}"
    );
    page.wait_until(
        "the captions",
        "const track = deepAll('section.video video')[0].textTracks[0];
         track.mode = 'showing';
         return (track.cues?.length ?? 0) > 0;",
    )
    .await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn nothing_is_downloaded_before_play(stage: &Stage) -> Result<()> {
    let clip = show_clip(stage).await?;
    stage
        .page
        .run(
            "deepAll('section.video')[0].scrollIntoView({ block: 'center' });",
            Vec::new(),
        )
        .await?;
    wait::until_true("the poster", || async {
        Ok(stage.site.count("/poster.svg") == 1)
    })
    .await?;
    wait::quiet_time(Duration::from_millis(1200)).await;
    assert_eq!(
        stage.site.count(&clip),
        0,
        "the film is downloaded before anybody plays it"
    );
    // The positive control: playing asks for it.
    press_play(stage, "section.video video").await?;
    wait::until_true("the film", || async { Ok(stage.site.count(&clip) >= 1) }).await?;
    Ok(())
}

async fn its_box_has_its_height_at_once(stage: &Stage) -> Result<()> {
    show_clip(stage).await?;
    let box_of = "const video = deepAll('section.video video')[0];
        const box = video.getBoundingClientRect();
        return [box.width, box.height, video.readyState];";
    let before = stage.page.run(box_of, Vec::new()).await?;
    let side = |value: &Value, at: usize| value[at].as_f64().unwrap_or_default();
    assert_eq!(
        before[2],
        json!(0),
        "this looks at the box before the metadata"
    );
    let ratio = side(&before, 0) / side(&before, 1);
    assert!((ratio - 16.0 / 9.0).abs() < 0.02, "the box is {before}");
    press_play(stage, "section.video video").await?;
    stage
        .page
        .wait_until(
            "the film to run",
            "return deepAll('section.video video')[0].currentTime > 0;",
        )
        .await?;
    let after = stage.page.run(box_of, Vec::new()).await?;
    assert!(
        (side(&before, 1) - side(&after, 1)).abs() < 1.0,
        "{before} became {after}"
    );
    Ok(())
}

async fn a_file_that_is_missing(stage: &Stage) -> Result<()> {
    let mut with_film = article("Bài có phim mất");
    with_film["video"] =
        json!([{ "url": "/gone.mp4", "title": "Phim mất", "width": 640, "height": 360 }]);
    show(stage, &with_film, "").await?;
    press_play(stage, "section.video video").await?;
    let text = stage
        .page
        .wait_for_text(
            "section.video",
            "Trình duyệt này không phát được video, hoặc tệp video không còn.",
        )
        .await?;
    assert!(text.contains("Mở tệp video"), "{text}");
    stage
        .page
        .wait_for_record("an error of the video", |record| {
            record
                .events("readerly-video")
                .iter()
                .any(|event| event.detail.contains("\"error\""))
        })
        .await?;
    assert_eq!(stage.page.text_of("h1.title").await?, "Bài có phim mất");
    Ok(())
}

async fn the_owners_own_player(stage: &Stage) -> Result<()> {
    let mut with_film = article("Bài có trình phát riêng");
    with_film["video"] = json!([{ "url": "/gone.mp4", "title": "Phim của bài" }]);
    stage
        .site
        .set("/article.json", Answer::json(with_film.to_string()));
    let body = "<readerly-article id=\"reader\" src=\"/article.json\">\
        <div slot=\"video\" id=\"own\"><button type=\"button\">Trình phát của trang</button></div>\
        </readerly-article>";
    stage.embed(body).await?;
    stage
        .page
        .wait_for_text("section.video", "Trình phát của trang")
        .await?;
    assert_eq!(
        stage.page.count("section.video video").await?,
        0,
        "two players"
    );
    let still_the_owners = stage
        .page
        .run(
            "return document.getElementById('own').parentElement.id;",
            Vec::new(),
        )
        .await?;
    assert_eq!(
        still_the_owners,
        json!("reader"),
        "the owner's player was moved"
    );
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn youtube_is_not_contacted_before_the_click(stage: &Stage) -> Result<()> {
    let mut with_film = article("Bài có phim YouTube");
    with_film["video"] = json!([{
        "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m5s", "title": "Phim ở xa", "poster": "/poster.svg"
    }]);
    stage
        .site
        .set("/article.json", Answer::json(with_film.to_string()));
    stage
        .site
        .set("/poster.svg", Answer::new("image/svg+xml", POSTER));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    let page = &stage.page;

    let button = page.find("section.video button.facade").await?;
    let name = page.accessible_name(&button).await?;
    assert_eq!(name, "Phát video: Phim ở xa, tải từ YouTube");
    assert_eq!(page.role(&button).await?, "button");
    page.run(
        "deepAll('section.video')[0].scrollIntoView({ block: 'center' });",
        Vec::new(),
    )
    .await?;
    page.driver()
        .action_chain()
        .move_to_element_center(&button)
        .perform()
        .await?;
    button.focus().await?;
    wait::quiet_time(Duration::from_millis(800)).await;
    assert_eq!(page.count("iframe").await?, 0);
    assert_eq!(
        foreign_hints(stage).await?,
        json!([]),
        "a connection is opened before the click"
    );
    assert_eq!(stage.net.contacted(), [""; 0]);

    page.click("section.video .facade").await?;
    page.wait_for_count("section.video iframe", |count| count == 1)
        .await?;
    let frame = page
        .run(
            "const frame = deepAll('section.video iframe')[0];
             const url = new URL(frame.src);
             return [url.host, url.pathname, url.searchParams.get('start'), frame.title,
               frame.referrerPolicy, frame.allow.includes('autoplay')];",
            Vec::new(),
        )
        .await?;
    assert_eq!(
        frame,
        json!([
            "www.youtube-nocookie.com",
            "/embed/dQw4w9WgXcQ",
            "65",
            "Phim ở xa",
            "strict-origin-when-cross-origin",
            true
        ])
    );
    // The positive control: whoever is contacted is noticed.
    wait::until_true("the provider's page", || async {
        Ok(stage.net.contacted().iter().any(|host| host == YOUTUBE))
    })
    .await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn attribute_video_goes_first(stage: &Stage) -> Result<()> {
    let mut with_film = article("Bài có hai phim");
    with_film["video"] = json!([{ "url": "/one.mp4", "title": "Phim của bài" }]);
    show(
        stage,
        &with_film,
        "video=\"/two.mp4\" video-title=\"Phim của trang\"",
    )
    .await?;
    let source = "return deepAll('section.video video source')[0].src.split('/').pop();";
    assert_eq!(stage.page.run(source, Vec::new()).await?, json!("two.mp4"));
    stage
        .page
        .run(
            "document.getElementById('reader').removeAttribute('video');",
            Vec::new(),
        )
        .await?;
    stage
        .page
        .wait_until(
            "the article's own film",
            "return deepAll('section.video video source')[0]?.src.endsWith('/one.mp4') === true;",
        )
        .await?;
    Ok(())
}

const CAPTIONS: &str = "WEBVTT\n\n00:00.000 --> 00:20.000\nLời thoại thử\n";

/// An article whose video is the demo's file, on the page's own origin.
/// Returns the file's path.
async fn show_clip(stage: &Stage) -> Result<String> {
    let folder = dist_folder()?.join("demo/video");
    let clip = std::fs::read_dir(&folder)
        .with_context(|| format!("{} has the demo's film", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path: &PathBuf| path.extension().is_some_and(|extension| extension == "mp4"))
        .context("the demo has no mp4")?;
    let name = clip
        .file_name()
        .and_then(|name| name.to_str())
        .context("the film has a name")?;
    stage.site.mount(FileMount::new("/film/", &folder));
    stage
        .site
        .set("/poster.svg", Answer::new("image/svg+xml", POSTER));
    stage
        .site
        .set("/captions.vtt", Answer::new("text/vtt", CAPTIONS));
    let path = format!("/film/{name}");
    let mut with_film = article("Bài có phim");
    with_film["video"] = json!([{
        "url": path, "title": "Đoạn phim thử", "poster": "/poster.svg", "width": 1280, "height": 720,
        "tracks": [{ "url": "/captions.vtt", "kind": "captions", "lang": "vi", "label": "Tiếng Việt", "default": true }],
    }]);
    show(stage, &with_film, "").await?;
    Ok(path)
}

async fn show(stage: &Stage, article: &Value, attributes: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    stage
        .embed(&reader(&format!("src=\"/article.json\" {attributes}")))
        .await?;
    stage
        .page
        .wait_for_count("section.video video", |count| count == 1)
        .await?;
    Ok(())
}

/// Hints to other hosts that were put into the page.
async fn foreign_hints(stage: &Stage) -> Result<Value> {
    stage
        .page
        .run(
            "return deepAll('link[rel=preconnect], link[rel=dns-prefetch], link[rel=preload], link[rel=prefetch]')
               .map((link) => link.href);",
            Vec::new(),
        )
        .await
}
