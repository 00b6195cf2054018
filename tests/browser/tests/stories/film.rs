//! Films of flat colour, and what stories about videos do with them.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::parts::{article, reader};

/// Red, green from 0:20, blue from 0:40; it ends at 1:00.
pub const FILM: &str = "/film/thirds.mp4";

pub const POSTER: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1280\" height=\"720\"><rect width=\"1280\" height=\"720\" fill=\"#245\"/></svg>";

/// A stranger that has nothing to do with any video.
const PARAGRAPH: &str =
    "Một đoạn dài để trang cao hơn cửa sổ, như mọi bài báo thật mà người ta đọc. ";

/// The folder of the films.
pub fn films() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/video")
}

/// One of the films as bytes.
pub fn film_bytes(name: &str) -> Result<Vec<u8>> {
    let file = films().join(name);
    std::fs::read(&file).with_context(|| format!("{} is missing", file.display()))
}

/// [`FILM`] as an entry of an article's list of videos.
pub fn film(title: &str) -> Value {
    json!({ "url": FILM, "title": title, "width": 160, "height": 90, "duration": 60 })
}

/// An article with these videos, and a text that is higher than the window.
pub fn article_with(videos: Value) -> Value {
    let mut with_videos = article("Bài có phim");
    with_videos["video"] = videos;
    with_videos
}

/// So many paragraphs.
pub fn long_text(paragraphs: usize) -> Vec<Value> {
    vec![json!(PARAGRAPH.repeat(6)); paragraphs]
}

/// A link inside a paragraph.
pub fn paragraph_with_link(url: &str, text: &str) -> Value {
    json!({ "type": "paragraph", "text": ["Nước lên nhanh, ", { "type": "link", "url": url, "text": text }, "."] })
}

/// Serves the films and a poster.
pub fn serve_films(stage: &Stage) {
    stage.site.mount(FileMount::new("/film/", &films()));
    stage
        .site
        .set("/poster.svg", Answer::new("image/svg+xml", POSTER));
}

/// Shows an article with films to a reader with these attributes, until the
/// module with the player has arrived.
pub async fn show(stage: &Stage, article: &Value, attributes: &str) -> Result<()> {
    serve_films(stage);
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    stage
        .embed(&reader(&format!("src=\"/article.json\" {attributes}")))
        .await?;
    player_arrives(stage).await
}

/// Waits for the browser's own player.
pub async fn player_arrives(stage: &Stage) -> Result<()> {
    stage
        .page
        .wait_for_count(".video-box video", |count| count > 0)
        .await
        .map(drop)
}

/// Plays as a person does with the browser's own controls. Before it knows
/// the film, Chromium's player hears the space bar but no click on the
/// picture, and WebKitGTK's the other way round.
pub async fn press_play(stage: &Stage, player: &str) -> Result<()> {
    if stage.engine == Engine::WebKit {
        return stage.page.click(player).await;
    }
    let player = stage.page.find(player).await?;
    stage
        .page
        .run(
            "arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' });",
            vec![player.to_json()?],
        )
        .await?;
    player.focus().await?;
    stage.page.press(Key::Space).await
}

/// Plays the only film, until it runs.
pub async fn play(stage: &Stage) -> Result<()> {
    press_play(stage, ".video-box video").await?;
    runs(stage).await
}

/// Waits until the first film runs.
pub async fn runs(stage: &Stage) -> Result<()> {
    stage
        .page
        .wait_until(
            "the film to run",
            "const film = deepAll('.video-box video')[0];
             return !film.paused && film.currentTime > 0 && film.readyState > 1;",
        )
        .await
}

/// Waits until the first element that matches shows a film of this colour:
/// `red`, `green` or `blue`, as a person sees it.
pub async fn shows(stage: &Stage, player: &str, colour: &str) -> Result<()> {
    wait::until(
        &format!("a picture in {colour}"),
        || stage.page.run(COLOUR, vec![json!(player)]),
        |seen| *seen == json!(colour),
    )
    .await
    .map(drop)
}

const COLOUR: &str = "
    const film = deepAll(arguments[0])[0];
    if (!film || film.readyState < 2) return 'nothing yet';
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const brush = canvas.getContext('2d', { willReadFrequently: true });
    brush.drawImage(film, 0, 0, 1, 1);
    const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
    const most = Math.max(red, green, blue);
    if (most < 60) return 'black';
    return most === red ? 'red' : most === green ? 'green' : 'blue';
";

/// Where the first film stands, in seconds.
pub async fn seconds(stage: &Stage) -> Result<f64> {
    let value = stage
        .page
        .run(
            "return deepAll('.video-box video')[0].currentTime;",
            Vec::new(),
        )
        .await?;
    value.as_f64().context("a film has a time")
}

/// Chooses from a menu as a person does, by what is written there.
pub async fn choose(stage: &Stage, menu: &str, words: &str) -> Result<()> {
    stage.page.find(menu).await?;
    let index = wait::until(
        &format!("{words:?} in the menu {menu}"),
        || {
            stage.page.run(
                "return [...deepAll(arguments[0])[0].options].findIndex((option) => option.text === arguments[1]);",
                vec![json!(menu), json!(words)],
            )
        },
        |index| index.as_i64().is_some_and(|index| index >= 0),
    )
    .await?;
    let option = format!(
        "{menu} option:nth-of-type({})",
        index.as_i64().unwrap_or_default() + 1
    );
    stage.page.find(&option).await?.click().await?;
    Ok(())
}
