//! A provider's player and the page around it: what steers it, what follows
//! it, what must not disturb it, and whom neither believes.

use anyhow::{Context as _, Result};
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::provider::{Act, Behaviour, PEERTUBE, VIMEO, YOUTUBE};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::Key;

use crate::film::{choose, long_text, paragraph_with_link};
use crate::parts::{article, assert_quiet, counts};
use crate::players::{
    FACADE, Player, SPEAKERS, YOUTUBE_PLAYER, article_with, facade_arrives, leave, only_contacted,
    only_load, open, place_of, play, press_in_frame, said, serve, set_attribute, show, state,
};

stories_in_every_engine! {
    forgers_are_not_believed,
    a_frame_that_has_gone_elsewhere,
}

stories! {
    the_page_follows_the_player,
    lines_and_links_lead_into_the_frame,
    a_link_before_the_click,
    a_link_in_the_pages_address,
    one_plays_at_a_time,
    how_fast_it_plays,
    the_frame_is_loaded_once,
    the_small_player,
}

async fn the_page_follows_the_player(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let with_video = article_with(player.video_with_lines("Phim"));
        show(stage, &with_video, "").await?;
        open_lines(stage).await?;
        only_contacted(stage, &[]).await?;
        play(stage, &player).await?;
        line_is_said(stage, "Chợ phường mở từ sáng sớm.").await?;
        stage.net.act(player.host, &Act::Seek(41.0));
        line_is_said(stage, "Trời quang trở lại.").await?;
        // A person at the player's own buttons.
        press_in_frame(stage, "#pause").await?;
        said(stage, player.page, "pause").await?;
        press_in_frame(stage, "#play").await?;
        said(stage, player.page, "play").await?;
        stage.net.act(player.host, &Act::End);
        said(stage, player.page, "ended").await?;
        only_load(stage, player.host)?;
        // Where autoplay takes its time, the player is told to play as well.
        let mut commands = stage.net.commands(player.host);
        commands.retain(|command| command[0] != player.play);
        assert!(commands.is_empty(), "nobody ordered {commands:?}");
        assert_quiet(&stage.page.record().await?);
        leave(stage).await?;
    }
    Ok(())
}

async fn lines_and_links_lead_into_the_frame(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let mut with_video = article_with(player.video_with_lines("Phim"));
        with_video["body"] = json!([
            "Đoạn.",
            paragraph_with_link("#t=45", "xem 0:45"),
            paragraph_with_link(&at(&player, 5), "xem 0:05"),
        ]);
        show(stage, &with_video, "").await?;
        open_lines(stage).await?;
        play(stage, &player).await?;
        said(stage, player.page, "play").await?;

        stage.page.click("ol.video-lines li:nth-child(2) a").await?;
        sought(stage, &player, 20.0).await?;
        line_is_said(stage, "Nước lên nhanh.").await?;
        stage.page.click("article a[href='#t=45']").await?;
        sought(stage, &player, 45.0).await?;
        line_is_said(stage, "Trời quang trở lại.").await?;
        // A link to the very video at another moment means this player too.
        stage
            .page
            .click("article p:nth-of-type(3) a, article p:last-of-type a")
            .await?;
        sought(stage, &player, 5.0).await?;
        line_is_said(stage, "Chợ phường mở từ sáng sớm.").await?;

        // A moment is asked for to be seen: one that stood still plays again.
        press_in_frame(stage, "#pause").await?;
        said(stage, player.page, "pause").await?;
        stage.page.click("article a[href='#t=45']").await?;
        state(stage, player.host, "playing").await?;
        said(stage, player.page, "play").await?;
        only_load(stage, player.host)?;
        // A link in the text is a link: Chromium opens a connection to where it
        // leads when it is pressed, and asks for nothing.
        let asked = stage.net.requests();
        assert!(
            asked.iter().all(|request| request.host == player.host),
            "{asked:#?}"
        );
        let url = stage.page.driver().current_url().await?;
        assert_eq!(url.fragment(), None);
        assert_quiet(&stage.page.record().await?);
        leave(stage).await?;
    }
    Ok(())
}

async fn a_link_before_the_click(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let mut with_video = article_with(player.video_with_lines("Phim"));
        let mut body = long_text(8);
        body.push(paragraph_with_link("#t=25", "xem 0:25"));
        with_video["body"] = json!(body);
        show(stage, &with_video, "").await?;
        stage.page.click("article a[href='#t=25']").await?;
        stage
            .page
            .wait_until(
                "the focus on the button, in sight",
                "const box = deepAll('.facade')[0].getBoundingClientRect();
                 return deepActive()?.matches('.facade') === true && box.top >= -1 && box.bottom <= innerHeight + 1;",
            )
            .await?;
        let facade = stage.page.find(FACADE).await?;
        let name = stage.page.accessible_name(&facade).await?;
        assert_eq!(
            name,
            format!("Phát video: Phim, 2:15, từ 0:25, tải từ {}", player.name)
        );
        only_contacted(stage, &[]).await?;
        // Another moment, by a line of the transcript.
        open_lines(stage).await?;
        stage.page.click("ol.video-lines li:nth-child(3) a").await?;
        wait::until(
            "the button to say so",
            || async {
                let facade = stage.page.find(FACADE).await?;
                stage.page.accessible_name(&facade).await
            },
            |name| name.contains("từ 0:40"),
        )
        .await?;
        only_contacted(stage, &[]).await?;
        stage
            .page
            .wait_until(
                "the focus on the button",
                "return deepActive()?.matches('.facade') === true;",
            )
            .await?;
        stage.page.press(Key::Enter).await?;
        state(stage, player.host, "playing").await?;
        line_is_said(stage, "Trời quang trở lại.").await?;
        let told = stage.net.told(player.host);
        let from = told
            .iter()
            .find(|told| told.what["state"] == "playing")
            .and_then(|told| told.what["at"].as_f64());
        assert!(
            from.is_some_and(|from| (39.5..45.0).contains(&from)),
            "it began at {from:?}"
        );
        only_load(stage, player.host)?;
        assert_quiet(&stage.page.record().await?);
        leave(stage).await?;
    }
    Ok(())
}

async fn a_link_in_the_pages_address(stage: &Stage) -> Result<()> {
    let with_video = article_with(YOUTUBE_PLAYER.video("Phim"));
    // Goes there once for the page itself, which the fragment alone would not
    // load anew.
    open(stage, &with_video, "", "", &[]).await?;
    stage.page.open("about:blank").await?;
    let url = stage.site.url("/page.html#t=25");
    stage.page.open(&url).await?;
    facade_arrives(stage).await?;
    wait::until(
        "the button to say from when",
        || async {
            let facade = stage.page.find(FACADE).await?;
            stage.page.accessible_name(&facade).await
        },
        |name| name.contains("từ 0:25"),
    )
    .await?;
    only_contacted(stage, &[]).await?;
    play(stage, &YOUTUBE_PLAYER).await?;
    let load = only_load(stage, YOUTUBE)?;
    assert_eq!(load.parameter("start"), Some("25"));
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn one_plays_at_a_time(stage: &Stage) -> Result<()> {
    let mut with_videos = article("Bài có ba phim ở xa");
    let mut body: Vec<Value> = Vec::new();
    for player in SPEAKERS {
        let mut block = player.video(player.name);
        block["type"] = json!("video");
        body.push(block);
    }
    let mut file = crate::film::film("Phim của trang");
    file["type"] = json!("video");
    body.push(file);
    with_videos["body"] = json!(body);
    crate::film::serve_films(stage);
    open(stage, &with_videos, "", "", &[]).await?;
    let page = &stage.page;
    page.wait_for_count(FACADE, |count| count == 3).await?;
    let mut before: Option<Player> = None;
    for player in SPEAKERS {
        // The facades of those that play already are gone.
        page.click(FACADE).await?;
        state(stage, player.host, "playing").await?;
        said(stage, player.page, "play").await?;
        if let Some(before) = before.replace(player) {
            state(stage, before.host, "paused").await?;
            said(stage, before.page, "pause").await?;
        }
    }
    // A file of the site joins in.
    crate::film::press_play(stage, ".video-box video").await?;
    crate::film::runs(stage).await?;
    state(stage, PEERTUBE, "paused").await?;
    // And a person at one of the players' own buttons, who ends it.
    stage.net.act(VIMEO, &Act::Play);
    page.wait_until(
        "the file to stand still",
        "return deepAll('.video-box video')[0].paused;",
    )
    .await?;
    for player in SPEAKERS {
        only_load(stage, player.host)?;
        let expected = if player.host == VIMEO {
            "playing"
        } else {
            "paused"
        };
        state(stage, player.host, expected).await?;
    }
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn how_fast_it_plays(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        show(stage, &article_with(player.video("Phim")), "").await?;
        assert_eq!(stage.page.count(".video-tools").await?, 0);
        play(stage, &player).await?;
        choose(stage, ".video-tools select", "1,5×").await?;
        let rate = stage.net.wait_for_command(player.host, player.rate).await?;
        let rate = rate
            .as_array()
            .and_then(|rates| rates.first())
            .cloned()
            .unwrap_or(rate);
        assert_eq!(rate, json!(1.5));
        only_load(stage, player.host)?;
        leave(stage).await?;
    }
    Ok(())
}

async fn forgers_are_not_believed(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        stage.net.set(player.host, Behaviour::WithForgers);
        show(
            stage,
            &article_with(player.video_with_lines("Phim")),
            "controls=\"+resume\"",
        )
        .await?;
        open_lines(stage).await?;
        play(stage, &player).await?;
        said(stage, player.page, "play").await?;
        for host in [player.host, "forger.example"] {
            stage
                .net
                .wait_for_told(host, "the forger to have spoken", |told| {
                    told.iter().any(|told| told.what["forged"].is_string())
                })
                .await?;
        }
        nothing_is_believed(stage, &player).await?;
        // The true one is still heard.
        stage.net.act(player.host, &Act::Pause);
        said(stage, player.page, "pause").await?;
        leave(stage).await?;
    }
    Ok(())
}

async fn a_frame_that_has_gone_elsewhere(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        show(
            stage,
            &article_with(player.video_with_lines("Phim")),
            "controls=\"+resume\"",
        )
        .await?;
        open_lines(stage).await?;
        play(stage, &player).await?;
        said(stage, player.page, "play").await?;
        line_is_said(stage, "Chợ phường mở từ sáng sớm.").await?;
        // What is not of its protocol is nothing, whatever it is.
        for nonsense in ["", "{", "null", "[]", "{\"event\":{}}", "{\"method\":7}"] {
            stage.net.act(player.host, &Act::Say(nonsense.to_owned()));
        }
        let huge = format!("{{\"event\":\"{}\"}}", "x".repeat(1 << 20));
        stage.net.act(player.host, &Act::Say(huge));
        stage.net.act(player.host, &Act::Leave);
        stage
            .net
            .wait_for_told("forger.example", "the frame to be elsewhere", |told| {
                told.iter().any(|told| told.what["forged"].is_string())
            })
            .await?;
        nothing_is_believed(stage, &player).await?;
        leave(stage).await?;
    }
    Ok(())
}

async fn the_frame_is_loaded_once(stage: &Stage) -> Result<()> {
    stage.site.set("/counter.json", Answer::json(counts(5, 77)));
    for player in SPEAKERS {
        let mut with_video = article_with(player.video_with_lines("Phim"));
        with_video["body"] = json!(long_text(6));
        let attributes = "controls=\"+sticky\" counter=\"/counter.json\" counter-every=\"15\"";
        serve(stage, &with_video);
        let head = "<script src=\"/fast-clock.js\"></script>";
        open(stage, &with_video, attributes, head, &[]).await?;
        facade_arrives(stage).await?;
        play(stage, &player).await?;
        said(stage, player.page, "play").await?;
        let page = &stage.page;
        page.run(
            "window.frame = deepAll('.video-box iframe')[0];",
            Vec::new(),
        )
        .await?;
        for (name, value) in [
            ("theme", "dark"),
            ("lang", "en"),
            ("video-title", "Một tên khác"),
            ("consent", "click"),
            ("consent", "always"),
            ("controls", "+sticky +resume -pip"),
            ("lang", "ar"),
            ("lang", "vi"),
            ("theme", "light"),
        ] {
            set_attribute(stage, name, value).await?;
            wait::quiet_time(Duration::from_millis(150)).await;
        }
        open_lines(stage).await?;
        let driver = page.driver();
        driver.set_window_rect(0, 0, 500, 800).await?;
        wait::quiet_time(Duration::from_millis(300)).await;
        driver.set_window_rect(0, 0, 1280, 900).await?;
        // The counter is polled, and shows something new.
        let asked = stage.site.count("/counter.json");
        stage
            .site
            .set("/counter.json", Answer::json(counts(6, 4321)));
        page.wait_for_text("section.counter", "4.321").await?;
        assert!(stage.site.count("/counter.json") > asked);
        stage.site.set("/counter.json", Answer::json(counts(5, 77)));
        // The same article again: nothing of the video is new.
        page.run("document.getElementById('reader').refresh();", Vec::new())
            .await?;
        wait::quiet_time(Duration::from_millis(600)).await;
        let is_same = "const frame = deepAll('.video-box iframe')[0]; return frame === window.frame && frame.isConnected;";
        assert_eq!(page.run(is_same, Vec::new()).await?, json!(true));
        only_load(stage, player.host)?;
        state(stage, player.host, "playing").await?;
        let states: Vec<Value> = stage
            .net
            .told(player.host)
            .iter()
            .filter(|told| told.what["state"].is_string())
            .map(|told| told.what["state"].clone())
            .collect();
        assert_eq!(states, [json!("playing")], "it stopped in between");
        leave(stage).await?;
    }
    Ok(())
}

async fn the_small_player(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let mut with_video = article_with(player.video("Phim"));
        with_video["body"] = json!(long_text(30));
        show(stage, &with_video, "controls=\"+sticky\"").await?;
        play(stage, &player).await?;
        said(stage, player.page, "play").await?;
        let page = &stage.page;
        page.run(
            "window.frame = deepAll('.video-box iframe')[0];
             window.height = document.documentElement.scrollHeight;",
            Vec::new(),
        )
        .await?;
        let box_ = place_of(stage, ".video-place").await?;
        scroll(stage, "deepAll('.body')[0].getBoundingClientRect().bottom").await?;
        page.wait_until(
            "the same frame in the corner, its button above it",
            "const [frame] = deepAll('.mini iframe');
             if (frame !== window.frame) return false;
             const [box, close] = [frame, deepAll('.mini-close')[0]].map((one) => one.getBoundingClientRect());
             return getComputedStyle(deepAll('.mini')[0]).position === 'fixed'
               && box.width >= 200 && box.height >= 200 && box.right <= innerWidth && box.bottom <= innerHeight
               && close.bottom <= box.top + 1 && document.documentElement.scrollHeight === window.height;",
        )
        .await?;
        assert_eq!(place_of(stage, ".video-place").await?, box_);
        scroll(stage, "-9e9").await?;
        page.wait_for_count(".mini", |count| count == 0).await?;
        only_load(stage, player.host)?;
        let stopped = stage
            .net
            .told(player.host)
            .iter()
            .any(|told| told.what["state"] == "paused");
        assert!(!stopped, "it stopped on its way");

        // Its button pauses it and sends it back.
        scroll(stage, "deepAll('.body')[0].getBoundingClientRect().bottom").await?;
        page.click("button.mini-close").await?;
        stage
            .net
            .wait_for_command(player.host, player.pause)
            .await?;
        said(stage, player.page, "pause").await?;
        page.wait_for_count(".mini", |count| count == 0).await?;
        assert_eq!(
            page.run(
                "return deepAll('.video-box iframe')[0] === window.frame;",
                Vec::new()
            )
            .await?,
            json!(true)
        );
        only_load(stage, player.host)?;
        // A link from far away brings it back and plays.
        assert_quiet(&page.record().await?);
        leave(stage).await?;
    }
    Ok(())
}

/// The video's page at a moment, as people copy it.
fn at(player: &Player, seconds: u32) -> String {
    match player.host {
        YOUTUBE => format!("{}&t={seconds}s", player.page),
        VIMEO => format!("{}#t={seconds}s", player.page),
        _ => format!("{}?start={seconds}s", player.page),
    }
}

/// Opens the transcript, which the site itself serves.
async fn open_lines(stage: &Stage) -> Result<()> {
    stage.page.click("details.video-text summary").await?;
    stage
        .page
        .wait_for_text("ol.video-lines", "Trời quang trở lại.")
        .await
        .map(drop)
}

/// Waits until this line of the transcript is the one that is said.
async fn line_is_said(stage: &Stage, words: &str) -> Result<()> {
    wait::until(
        &format!("{words:?} to be marked"),
        || {
            stage.page.run(
                "return deepAll('ol.video-lines [aria-current]').map((line) => line.textContent.includes(arguments[0]));",
                vec![json!(words)],
            )
        },
        |seen| *seen == json!([true]),
    )
    .await
    .map(drop)
}

/// Waits until the player was last sent to this moment.
async fn sought(stage: &Stage, player: &Player, seconds: f64) -> Result<()> {
    wait::until(
        &format!("{} to go to {seconds} s", player.name),
        || async {
            let commands = stage.net.commands(player.host);
            let last = commands
                .iter()
                .rev()
                .find(|command| command[0] == player.seek);
            Ok(last.map(|command| match &command[1] {
                Value::Array(arguments) => arguments[0].as_f64(),
                single => single.as_f64(),
            }))
        },
        |seen| *seen == Some(Some(seconds)),
    )
    .await
    .map(drop)
}

/// The page shows nothing of what the forgers say: far on, ended, failed.
async fn nothing_is_believed(stage: &Stage, player: &Player) -> Result<()> {
    wait::quiet_time(Duration::from_millis(600)).await;
    let record = stage.page.record().await?;
    let states: Vec<Value> = record
        .events("readerly-video")
        .iter()
        .filter_map(|event| serde_json::from_str::<Value>(&event.detail).ok())
        .map(|detail| detail["state"].clone())
        .collect();
    anyhow::ensure!(states == [json!("play")], "{}: {states:?}", player.name);
    anyhow::ensure!(stage.page.count(".video-failed").await? == 0);
    line_is_said(stage, "Chợ phường mở từ sáng sớm.").await?;
    let kept = stage
        .page
        .run("return JSON.stringify({ ...localStorage });", Vec::new())
        .await?;
    let kept = kept.as_str().context("a text")?;
    anyhow::ensure!(!kept.contains("4242"), "{kept}");
    assert_quiet(&record);
    Ok(())
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
