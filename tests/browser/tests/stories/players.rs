//! Videos that a provider plays, and what stories about them do with them.

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::provider::{PEERTUBE, ProviderRequest, VIMEO, YOUTUBE};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;

use crate::film::POSTER;
use crate::parts::{article, reader};

/// A provider's player, in the words of its protocol.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    /// Where the frame goes.
    pub host: &'static str,
    /// As readers know it.
    pub name: &'static str,
    /// As owners write it in `consent`.
    pub key: &'static str,
    /// A video's own page.
    pub page: &'static str,
    /// The order to play.
    pub play: &'static str,
    /// The order to stand still.
    pub pause: &'static str,
    /// The order to go to a moment.
    pub seek: &'static str,
    /// The order to run at another speed.
    pub rate: &'static str,
}

pub const YOUTUBE_PLAYER: Player = Player {
    host: YOUTUBE,
    name: "YouTube",
    key: "youtube",
    page: "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    play: "playVideo",
    pause: "pauseVideo",
    seek: "seekTo",
    rate: "setPlaybackRate",
};

pub const VIMEO_PLAYER: Player = Player {
    host: VIMEO,
    name: "Vimeo",
    key: "vimeo",
    page: "https://vimeo.com/76979871",
    play: "play",
    pause: "pause",
    seek: "setCurrentTime",
    rate: "setPlaybackRate",
};

pub const PEERTUBE_PLAYER: Player = Player {
    host: PEERTUBE,
    name: "tube.example",
    key: "tube.example",
    page: "https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    play: "play",
    pause: "pause",
    seek: "seek",
    rate: "setPlaybackRate",
};

/// A video at Dailymotion's, whose player takes no orders.
pub const DAILYMOTION_PAGE: &str = "https://www.dailymotion.com/video/x8mtpzu";

/// The players that take orders.
pub const SPEAKERS: [Player; 3] = [YOUTUBE_PLAYER, VIMEO_PLAYER, PEERTUBE_PLAYER];

/// The picture that plays, once it does so by its role too.
pub const FACADE: &str = ".facade:is(button, [role=button])";

/// The frame of a player.
pub const FRAME: &str = ".video-box iframe";

/// What is said in a video of one minute.
const LINES: &str = "WEBVTT

00:00.000 --> 00:20.000
Chợ phường mở từ sáng sớm.

00:20.000 --> 00:40.000
Nước lên nhanh.

00:40.000 --> 01:00.000
Trời quang trở lại.
";

impl Player {
    /// An entry of an article's list of videos.
    pub fn video(&self, title: &str) -> Value {
        json!({ "url": self.page, "title": title, "duration": 135, "poster": "/poster.svg" })
    }

    /// The same with the owner's transcript.
    pub fn video_with_lines(&self, title: &str) -> Value {
        let mut video = self.video(title);
        video["tracks"] = json!([{ "url": "/lines.vtt", "kind": "captions", "lang": "vi", "label": "Tiếng Việt" }]);
        video
    }
}

/// An article with this video in its slot.
pub fn article_with(video: Value) -> Value {
    let mut with_video = article("Bài có phim ở xa");
    with_video["video"] = json!([video]);
    with_video
}

/// Puts up the article, without going anywhere.
pub fn serve(stage: &Stage, article: &Value) {
    stage
        .site
        .set("/poster.svg", Answer::new("image/svg+xml", POSTER));
    stage.site.set("/lines.vtt", Answer::new("text/vtt", LINES));
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
}

/// Shows an article to a reader with these attributes, until its video is a
/// button.
pub async fn show(stage: &Stage, article: &Value, attributes: &str) -> Result<()> {
    open(stage, article, attributes, "", &[]).await?;
    facade_arrives(stage).await
}

/// Leaves the page, whose frames would go on asking, and forgets what was asked.
pub async fn leave(stage: &Stage) -> Result<()> {
    stage.page.open("about:blank").await?;
    // The last report of a frame may outlive it.
    wait::quiet_time(Duration::from_millis(300)).await;
    stage.net.forget();
    Ok(())
}

/// Goes to a page with a reader of this article; `head` stands before the
/// reader's script, and the page is sent with these headers.
pub async fn open(
    stage: &Stage,
    article: &Value,
    attributes: &str,
    head: &str,
    headers: &[(&str, &str)],
) -> Result<()> {
    serve(stage, article);
    // On an isolated page a script of another origin has to be asked for so.
    let head = format!(
        "{head}<script async crossorigin src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let main = format!(
        "<main><h1>Trang của phường</h1>{}</main>",
        reader(&format!("src=\"/article.json\" {attributes}"))
    );
    let mut page = Answer::html(host_page::html(&head, &main));
    for (name, value) in headers {
        page = page.with_header(name, value);
    }
    stage.site.set("/page.html", page);
    stage.page.open(&stage.site.url("/page.html")).await
}

/// Waits until the first video is a button.
pub async fn facade_arrives(stage: &Stage) -> Result<()> {
    stage
        .page
        .wait_for_count(FACADE, |count| count > 0)
        .await
        .map(drop)
}

/// Plays the first video as a person does, until it runs.
pub async fn play(stage: &Stage, player: &Player) -> Result<()> {
    stage.page.click(FACADE).await?;
    state(stage, player.host, "playing").await
}

/// Waits until the last report of what the player does is this.
pub async fn state(stage: &Stage, host: &str, expected: &str) -> Result<()> {
    stage
        .net
        .wait_for_told(host, &format!("{host} to be {expected}"), |told| {
            let last = told
                .iter()
                .rev()
                .find(|told| told.what["state"].is_string());
            last.is_some_and(|told| told.what["state"] == expected)
        })
        .await
        .map(drop)
}

/// Waits until the reader knows that a video plays (`play`), stands still
/// (`pause`) or has failed (`error`): the last it said of this page's address.
pub async fn said(stage: &Stage, url: &str, state: &str) -> Result<()> {
    let state = format!("\"state\":\"{state}\"");
    stage
        .page
        .wait_for_record(&format!("{state} of {url}"), |record| {
            let events = record.events("readerly-video");
            let last = events.iter().rev().find(|event| event.detail.contains(url));
            last.is_some_and(|event| event.detail.contains(&state))
        })
        .await
        .map(drop)
}

/// The only load of this host's player.
pub fn only_load(stage: &Stage, host: &str) -> Result<ProviderRequest> {
    let mut loads = stage.net.loads(host);
    anyhow::ensure!(loads.len() == 1, "{host} is not loaded once: {loads:#?}");
    loads.pop().context("there is one")
}

/// Nobody else has been asked for anything, after a while too.
pub async fn only_contacted(stage: &Stage, hosts: &[&str]) -> Result<()> {
    wait::quiet_time(Duration::from_millis(700)).await;
    anyhow::ensure!(
        stage.net.contacted() == hosts,
        "contacted instead of {hosts:?}: {:#?}",
        stage.net.connections()
    );
    Ok(())
}

/// Waits for the reader's events of consent: each as provider and state.
pub async fn consents(stage: &Stage, expected: &[[&str; 2]]) -> Result<()> {
    let expected: Vec<String> = expected
        .iter()
        .map(|[provider, state]| format!("{provider} {state}"))
        .collect();
    stage
        .page
        .wait_for_record(&format!("{expected:?}"), |record| {
            let seen: Vec<String> = record
                .events("readerly-consent")
                .iter()
                .filter_map(|event| serde_json::from_str::<Value>(&event.detail).ok())
                .map(|detail| {
                    let text = |name: &str| detail[name].as_str().unwrap_or_default().to_owned();
                    [text("provider"), text("state")].join(" ")
                })
                .collect();
            seen == expected
        })
        .await
        .map(drop)
}

/// Sets an attribute of the reader.
pub async fn set_attribute(stage: &Stage, name: &str, value: &str) -> Result<()> {
    stage
        .page
        .run(
            "document.getElementById('reader').setAttribute(arguments[0], arguments[1]);",
            vec![json!(name), json!(value)],
        )
        .await
        .map(drop)
}

/// The box of the first element that matches, to a tenth of a pixel, relative
/// to the page.
pub async fn place_of(stage: &Stage, selector: &str) -> Result<Value> {
    stage
        .page
        .run(
            "const box = deepAll(arguments[0])[0].getBoundingClientRect();
             return [box.left + scrollX, box.top + scrollY, box.width, box.height].map((side) => Math.round(side * 10));",
            vec![json!(selector)],
        )
        .await
}

/// Presses a button inside the frame, with a trusted pointer.
pub async fn press_in_frame(stage: &Stage, button: &str) -> Result<()> {
    let driver = stage.page.driver();
    let frame = stage.page.find(FRAME).await?;
    frame.enter_frame().await?;
    let pressed = async {
        driver
            .find(thirtyfour::By::Css(button))
            .await?
            .click()
            .await
    }
    .await;
    driver.enter_default_frame().await?;
    Ok(pressed?)
}

/// Moves the focus by the keyboard until it is on what matches.
pub async fn tab_to(stage: &Stage, selector: &str) -> Result<()> {
    for _ in 0..40 {
        stage.page.press(thirtyfour::Key::Tab).await?;
        let is_there = stage
            .page
            .run(
                "return deepActive()?.matches(arguments[0]) === true;",
                vec![json!(selector)],
            )
            .await?;
        if is_there == json!(true) {
            return Ok(());
        }
    }
    anyhow::bail!("the Tab key never comes to {selector}")
}

/// Whether this engine has frames without credentials.
pub fn has_credentialless_frames(engine: Engine) -> bool {
    engine == Engine::Chromium
}
