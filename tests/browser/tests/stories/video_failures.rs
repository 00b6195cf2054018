//! Players that do not play: a sentence, a way to the video all the same, and
//! another try.

use anyhow::{Context as _, Result};
use readerly_browser_tests::provider::{Act, Behaviour, VIMEO, YOUTUBE};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::json;
use std::time::Duration;

use crate::players::{
    FACADE, FRAME, PEERTUBE_PLAYER, Player, SPEAKERS, VIMEO_PLAYER, YOUTUBE_PLAYER, article_with,
    facade_arrives, leave, open, play, said, show, state,
};

stories_in_every_engine! {
    the_pages_policy,
}

stories! {
    what_youtube_says,
    what_vimeo_says,
    a_video_that_fails_while_it_plays,
    nobody_answers,
    a_password_is_asked_for_in_the_frame,
}

const PRIVATE: &str = "Video không còn trên YouTube, hoặc là video riêng tư. (YouTube 100)";
const FORBIDDEN: &str = "Chủ sở hữu không cho phép phát video trên trang này.";

async fn what_youtube_says(stage: &Stage) -> Result<()> {
    for (code, sentence, remedy) in [
        (
            2,
            "Địa chỉ video không đúng. (YouTube 2)",
            "correct the video's address",
        ),
        (
            5,
            "Trình phát của YouTube gặp lỗi. (YouTube 5)",
            "take another video",
        ),
        (100, PRIVATE, "take the video off the page"),
        (101, FORBIDDEN, "allow embedding"),
        (150, FORBIDDEN, "allow embedding"),
        (
            153,
            "YouTube không cho phát video tại đây. Mời bạn xem trên YouTube. (YouTube 153)",
            "Referrer-Policy: strict-origin-when-cross-origin",
        ),
        (
            4711,
            "Không phát được video này.",
            "watch the video at its own address",
        ),
    ] {
        stage.net.set(YOUTUBE, Behaviour::Error(code));
        fails_and_is_mended(stage, &YOUTUBE_PLAYER, sentence, remedy)
            .await
            .with_context(|| format!("YouTube's error {code}"))?;
    }
    Ok(())
}

async fn what_vimeo_says(stage: &Stage) -> Result<()> {
    for (name, sentence) in [
        ("PrivacyError", FORBIDDEN),
        (
            "NotFoundError",
            "Video không còn trên Vimeo, hoặc là video riêng tư.",
        ),
        ("UnheardOfError", "Không phát được video này."),
    ] {
        stage.net.set(VIMEO, Behaviour::ErrorNamed(name));
        fails_and_is_mended(stage, &VIMEO_PLAYER, sentence, "What to do: ")
            .await
            .with_context(|| format!("Vimeo's {name}"))?;
    }
    Ok(())
}

async fn a_video_that_fails_while_it_plays(stage: &Stage) -> Result<()> {
    show(stage, &article_with(YOUTUBE_PLAYER.video("Phim")), "").await?;
    play(stage, &YOUTUBE_PLAYER).await?;
    said(stage, YOUTUBE_PLAYER.page, "play").await?;
    stage.net.act(YOUTUBE, &Act::Seek(30.0));
    wait::quiet_time(Duration::from_millis(600)).await;
    stage.net.act(YOUTUBE, &Act::Error(5));
    stage
        .page
        .wait_for_text(".video-failed", "Trình phát của YouTube gặp lỗi.")
        .await?;
    said(stage, YOUTUBE_PLAYER.page, "error").await?;
    // The next try goes on where it stopped.
    stage.net.forget();
    stage.page.click(".video-failed button").await?;
    state(stage, YOUTUBE, "playing").await?;
    let loads = stage.net.loads(YOUTUBE);
    assert_eq!(loads.len(), 1);
    let start: Option<u32> = loads[0]
        .parameter("start")
        .and_then(|start| start.parse().ok());
    assert!(
        start.is_some_and(|start| (30..40).contains(&start)),
        "it began at {start:?}"
    );
    Ok(())
}

/// What a story sees of a browser with a clock that runs ten times as fast
/// stays the same: it waits less.
const FAST: &str = "<script src=\"/fast-clock.js\"></script>";

async fn nobody_answers(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        for behaviour in [
            Behaviour::Silent,
            Behaviour::Status(404),
            Behaviour::Refuses,
            Behaviour::Hangs,
        ] {
            let context = || format!("{} with {behaviour:?}", player.name);
            stage.net.set(player.host, behaviour.clone());
            leave(stage).await?;
            open(stage, &article_with(player.video("Phim")), "", FAST, &[]).await?;
            facade_arrives(stage).await?;
            stage.page.click(FACADE).await?;
            let sentence = format!("{} không phản hồi.", player.name);
            failed(stage, &player, &sentence, "see whether something keeps")
                .await
                .with_context(context)?;
            // The frame stays: it may be slow, or ask for something itself.
            assert_eq!(stage.page.count(FRAME).await?, 1);

            stage.net.set(player.host, Behaviour::Speaks);
            stage.page.click(".video-failed button").await?;
            let before = usize::from(behaviour != Behaviour::Refuses);
            mended(stage, &player, before).await.with_context(context)?;
        }
    }
    Ok(())
}

async fn the_pages_policy(stage: &Stage) -> Result<()> {
    let (site, cdn) = (stage.site.url(""), stage.cdn.url(""));
    let ours = format!("'self' {site} {cdn}");
    let policy = format!(
        "default-src {ours}; script-src {ours} 'wasm-unsafe-eval'; frame-src 'none'; img-src {ours}; connect-src {ours}"
    );
    for player in SPEAKERS {
        leave(stage).await?;
        let headers = [("Content-Security-Policy", policy.as_str())];
        let with_video = article_with(player.video("Phim"));
        open(stage, &with_video, "", "", &headers).await?;
        facade_arrives(stage).await?;
        assert_eq!(
            stage.page.record().await?.violations,
            Vec::<String>::new(),
            "before the click there is nothing to forbid"
        );
        let sentence = format!("Trang này không cho phép mở {}.", player.name);
        let remedy = format!("add https://{} to the frame-src", player.host);
        stage.page.click(FACADE).await?;
        failed(stage, &player, &sentence, &remedy).await?;
        // Nothing is left of the frame but the way to play it.
        stage
            .page
            .wait_for_count("iframe", |count| count == 0)
            .await?;
        facade_arrives(stage).await?;
        let tries = |record: &readerly_browser_tests::host_page::Record| record.violations.len();
        let before = tries(&stage.page.record().await?);
        stage.page.click(".video-failed button").await?;
        stage
            .page
            .wait_for_record("another try, refused again", |record| {
                tries(record) > before
            })
            .await?;
        stage.page.wait_for_text(".video-failed", &sentence).await?;
        // Chromium may open a connection for a frame, after the click, before it
        // looks at the policy; it asks for nothing.
        assert!(
            stage
                .net
                .contacted()
                .iter()
                .all(|host| *host == player.host)
        );
        assert_eq!(stage.net.requests().len(), 0, "the browser asks nobody");
    }
    Ok(())
}

async fn a_password_is_asked_for_in_the_frame(stage: &Stage) -> Result<()> {
    // The frame has a form for it, which must not be taken away or judged.
    for player in [VIMEO_PLAYER, PEERTUBE_PLAYER] {
        let behaviour = match player.host {
            VIMEO => Behaviour::ErrorNamed("PasswordError"),
            _ => Behaviour::Error(0),
        };
        stage.net.set(player.host, behaviour);
        open(stage, &article_with(player.video("Phim")), "", FAST, &[]).await?;
        facade_arrives(stage).await?;
        stage.page.click(FACADE).await?;
        stage
            .net
            .wait_for_told(player.host, "its load", |told| {
                told.iter().any(|told| told.what["loaded"].is_object())
            })
            .await?;
        wait::quiet_time(Duration::from_millis(3000)).await;
        assert_eq!(
            stage.page.count(".video-failed").await?,
            0,
            "{}",
            player.name
        );
        assert_eq!(stage.page.count(FRAME).await?, 1);
        assert_eq!(stage.net.loads(player.host).len(), 1);
    }
    Ok(())
}

/// Shows a video that fails so, mends it, and tries again.
async fn fails_and_is_mended(
    stage: &Stage,
    player: &Player,
    sentence: &str,
    remedy: &str,
) -> Result<()> {
    leave(stage).await?;
    show(stage, &article_with(player.video("Phim")), "").await?;
    stage.page.click(FACADE).await?;
    failed(stage, player, sentence, remedy).await?;
    stage.net.set(player.host, Behaviour::Speaks);
    stage.page.click(".video-failed button").await?;
    mended(stage, player, 1).await
}

/// The reader is told in a sentence, the page's scripts by an event, and the
/// owner by one line of the console.
async fn failed(stage: &Stage, player: &Player, sentence: &str, remedy: &str) -> Result<()> {
    let page = &stage.page;
    let words = page.wait_for_text(".video-failed", sentence).await?;
    crate::parts::assert_in_order(
        &words,
        &[sentence, &format!("Xem trên {}", player.name), "Thử lại"],
    );
    let ways = page
        .run(
            "const sentence = deepAll('.video-failed')[0];
             const link = sentence.querySelector('a');
             return [sentence.getAttribute('role'), link.href, link.relList.contains('noreferrer'), link.relList.contains('noopener')];",
            Vec::new(),
        )
        .await?;
    assert_eq!(ways, json!(["alert", player.page, false, true]));
    said(stage, player.page, "error").await?;
    let record = page.record().await?;
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(
        lines[0].contains(player.page) && lines[0].contains(remedy),
        "{lines:#?}"
    );
    assert_eq!(record.lines("error"), Vec::<&str>::new());
    let errors = record
        .events("readerly-video")
        .iter()
        .filter(|event| event.detail.contains("\"error\""))
        .count();
    assert_eq!(errors, 1, "{:#?}", record.events("readerly-video"));
    Ok(())
}

/// After another try it plays, in one more frame, and nothing is said of the
/// failure any more.
async fn mended(stage: &Stage, player: &Player, loads_before: usize) -> Result<()> {
    state(stage, player.host, "playing").await?;
    said(stage, player.page, "play").await?;
    stage
        .page
        .wait_for_count(".video-failed", |count| count == 0)
        .await?;
    // One load for each try that came through.
    let loads = stage.net.loads(player.host).len();
    anyhow::ensure!(
        loads == loads_before + 1,
        "{loads_before} loads, then {loads}"
    );
    Ok(())
}
