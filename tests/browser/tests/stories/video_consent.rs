//! Who agrees before a provider is contacted: the reader by a click, once or
//! for good, the owner, or the page's own consent manager.

use anyhow::Result;
use readerly_browser_tests::provider::{PEERTUBE, VIMEO, YOUTUBE};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;

use crate::parts::{article, assert_quiet};
use crate::players::{
    FACADE, FRAME, PEERTUBE_PLAYER, SPEAKERS, VIMEO_PLAYER, YOUTUBE_PLAYER, article_with, consents,
    facade_arrives, leave, only_contacted, only_load, open, play, said, serve, set_attribute, show,
    state,
};

stories! {
    a_click_counts_once,
    a_provider_that_need_not_ask_again,
    the_owner_has_agreed,
    the_consent_manager_decides,
    leave_for_one_is_none_for_another,
    leave_that_is_there_from_the_start,
    leave_that_comes_before_the_player,
    a_wish_of_the_reader_does_not_go_round_the_manager,
    a_browser_that_keeps_nothing,
    a_reader_who_saves_data [chromium],
}

const KEPT: &str = "return Object.entries({ ...localStorage });";

async fn a_click_counts_once(stage: &Stage) -> Result<()> {
    let with_video = article_with(YOUTUBE_PLAYER.video("Phim"));
    show(stage, &with_video, "").await?;
    play(stage, &YOUTUBE_PLAYER).await?;
    said(stage, YOUTUBE_PLAYER.page, "play").await?;
    assert_eq!(stage.page.run(KEPT, Vec::new()).await?, json!([]));
    consents(stage, &[]).await?;
    leave(stage).await?;
    show(stage, &with_video, "").await?;
    only_contacted(stage, &[]).await?;
    assert_eq!(stage.page.count("iframe").await?, 0);
    Ok(())
}

async fn a_provider_that_need_not_ask_again(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let with_video = article_with(player.video("Phim"));
        show(stage, &with_video, "").await?;
        assert_eq!(
            stage.page.count(".video-tools input").await?,
            0,
            "who has not been contacted is nobody's question yet"
        );
        play(stage, &player).await?;
        let words = format!("Lần sau tự tải video từ {}, không hỏi lại", player.name);
        stage.page.wait_for_text(".video-tools", &words).await?;
        remember(stage, false).await?;
        consents(stage, &[[player.key, "granted"]]).await?;
        only_load(stage, player.host)?;
        assert_eq!(
            stage.page.run(KEPT, Vec::new()).await?,
            json!([["readerly.consent", player.key]])
        );

        // The next visit: it is there, and stands still.
        leave(stage).await?;
        open(stage, &with_video, "", "", &[]).await?;
        stage.page.wait_for_count(FRAME, |count| count == 1).await?;
        loaded(stage, player.host).await?;
        only_contacted(stage, &[player.host]).await?;
        let load = only_load(stage, player.host)?;
        assert_eq!(load.parameter("autoplay"), None);
        stands_still(stage, player.host).await?;
        // Another provider is still asked about.
        let other = if player.host == VIMEO {
            YOUTUBE_PLAYER
        } else {
            VIMEO_PLAYER
        };
        set_attribute(stage, "video", other.page).await?;
        facade_arrives(stage).await?;
        only_contacted(stage, &[player.host]).await?;

        // Taken back: the page after that asks again.
        open(stage, &with_video, "", "", &[]).await?;
        remember(stage, true).await?;
        consents(stage, &[[player.key, "withdrawn"]]).await?;
        assert_eq!(stage.page.run(KEPT, Vec::new()).await?, json!([]));
        leave(stage).await?;
        show(stage, &with_video, "").await?;
        only_contacted(stage, &[]).await?;
        assert_quiet(&stage.page.record().await?);
    }
    Ok(())
}

async fn the_owner_has_agreed(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let with_video = article_with(player.video("Phim"));
        open(stage, &with_video, "consent=\"always\"", "", &[]).await?;
        if player.host == PEERTUBE {
            // Any host can be a PeerTube's: this one has to be named or clicked.
            facade_arrives(stage).await?;
            only_contacted(stage, &[]).await?;
            continue;
        }
        loaded(stage, player.host).await?;
        let load = only_load(stage, player.host)?;
        assert_eq!(load.parameter("autoplay"), None);
        stands_still(stage, player.host).await?;
        // One click, in the frame itself.
        crate::players::press_in_frame(stage, "#play").await?;
        said(stage, player.page, "play").await?;
        only_contacted(stage, &[player.host]).await?;
        only_load(stage, player.host)?;
        consents(stage, &[]).await?;
        assert_quiet(&stage.page.record().await?);
        leave(stage).await?;
    }
    Ok(())
}

async fn the_consent_manager_decides(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let with_video = article_with(player.video("Phim"));
        show(stage, &with_video, "consent=\"external\"").await?;
        stage.page.click(FACADE).await?;
        consents(stage, &[[player.key, "asked"]]).await?;
        only_contacted(stage, &[]).await?;
        assert_eq!(stage.page.count("iframe").await?, 0);
        let detail = stage.page.record().await?;
        let detail: Value = serde_json::from_str(&detail.events("readerly-consent")[0].detail)?;
        assert_eq!(detail["url"], player.page, "{detail}");

        // No is an answer; the reader may ask again.
        answer(stage, &[]).await?;
        only_contacted(stage, &[]).await?;
        stage.page.click(FACADE).await?;
        consents(stage, &[[player.key, "asked"], [player.key, "asked"]]).await?;

        // Yes plays what was asked for.
        answer(stage, &["dailymotion", player.key]).await?;
        state(stage, player.host, "playing").await?;
        said(stage, player.page, "play").await?;
        only_contacted(stage, &[player.host]).await?;
        only_load(stage, player.host)?;
        let attribute = "return document.getElementById('reader').getAttribute('consent');";
        assert_eq!(
            stage.page.run(attribute, Vec::new()).await?,
            json!(format!("external dailymotion {}", player.key))
        );
        // Said again, it is no news.
        answer(stage, &["dailymotion", player.key]).await?;
        wait::quiet_time(Duration::from_millis(500)).await;
        only_load(stage, player.host)?;

        // Taken back: the frame goes, and does not come back by itself.
        answer(stage, &["dailymotion"]).await?;
        facade_arrives(stage).await?;
        stage
            .page
            .wait_for_count("iframe", |count| count == 0)
            .await?;
        wait::quiet_time(Duration::from_millis(500)).await;
        only_load(stage, player.host)?;
        assert_eq!(
            stage.page.run(KEPT, Vec::new()).await?,
            json!([]),
            "the manager keeps such wishes itself"
        );
        assert_quiet(&stage.page.record().await?);
        leave(stage).await?;
    }
    Ok(())
}

async fn leave_for_one_is_none_for_another(stage: &Stage) -> Result<()> {
    let mut with_videos = article("Bài có ba phim");
    let block = |player: crate::players::Player, title: &str| {
        let mut block = player.video(title);
        block["type"] = json!("video");
        block
    };
    with_videos["body"] = json!([
        block(YOUTUBE_PLAYER, "Phim một"),
        block(YOUTUBE_PLAYER, "Phim hai"),
        block(VIMEO_PLAYER, "Phim ba"),
    ]);
    open(stage, &with_videos, "consent=\"external\"", "", &[]).await?;
    let page = &stage.page;
    page.wait_for_count(FACADE, |count| count == 3).await?;
    page.click(FACADE).await?;
    consents(stage, &[["youtube", "asked"]]).await?;
    set_attribute(stage, "consent", "external youtube").await?;
    // The one that was asked for plays; the other of the same provider is
    // there and stands still; another provider has not been let in.
    said(stage, YOUTUBE_PLAYER.page, "play").await?;
    page.run(
        "deepAll('.video-player')[1].scrollIntoView({ block: 'center', behavior: 'instant' });",
        Vec::new(),
    )
    .await?;
    wait::until_true("both players", || async {
        Ok(stage.net.loads(YOUTUBE).len() == 2)
    })
    .await?;
    let mut starts: Vec<bool> = stage
        .net
        .loads(YOUTUBE)
        .iter()
        .map(|load| load.parameter("autoplay").is_some())
        .collect();
    starts.sort_unstable();
    assert_eq!(starts, [false, true]);
    only_contacted(stage, &[YOUTUBE]).await?;
    assert_eq!(page.count(FACADE).await?, 1);
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn leave_that_is_there_from_the_start(stage: &Stage) -> Result<()> {
    let with_video = article_with(PEERTUBE_PLAYER.video("Phim"));
    let attributes = "consent=\"external vimeo tube.example\"";
    open(stage, &with_video, attributes, "", &[]).await?;
    loaded(stage, PEERTUBE_PLAYER.host).await?;
    stands_still(stage, PEERTUBE_PLAYER.host).await?;
    let load = only_load(stage, PEERTUBE_PLAYER.host)?;
    assert_eq!(load.parameter("autoplay"), None);
    consents(stage, &[]).await?;
    set_attribute(stage, "video", YOUTUBE_PLAYER.page).await?;
    facade_arrives(stage).await?;
    only_contacted(stage, &[PEERTUBE_PLAYER.host]).await?;
    stage.page.click(FACADE).await?;
    consents(stage, &[["youtube", "asked"]]).await?;
    only_contacted(stage, &[PEERTUBE_PLAYER.host]).await
}

async fn leave_that_comes_before_the_player(stage: &Stage) -> Result<()> {
    // A consent manager may answer before the reader is there at all, and its
    // owner may call the method as soon as the element is defined.
    serve(stage, &article_with(YOUTUBE_PLAYER.video("Phim")));
    let head = "<script>
        customElements.whenDefined('readerly-article').then(() => {
          document.getElementById('reader').consent('youtube');
        });
        </script>";
    let with_video = article_with(YOUTUBE_PLAYER.video("Phim"));
    open(stage, &with_video, "consent=\"external\"", head, &[]).await?;
    loaded(stage, YOUTUBE).await?;
    stands_still(stage, YOUTUBE).await?;
    only_load(stage, YOUTUBE)?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn a_wish_of_the_reader_does_not_go_round_the_manager(stage: &Stage) -> Result<()> {
    let with_video = article_with(YOUTUBE_PLAYER.video("Phim"));
    show(stage, &with_video, "").await?;
    stage
        .page
        .run(
            "localStorage.setItem('readerly.consent', 'vimeo youtube');",
            Vec::new(),
        )
        .await?;
    show(stage, &with_video, "consent=\"external\"").await?;
    stage.page.click(FACADE).await?;
    consents(stage, &[["youtube", "asked"]]).await?;
    only_contacted(stage, &[]).await?;
    // The positive control: without a manager it counts.
    open(stage, &with_video, "", "", &[]).await?;
    loaded(stage, YOUTUBE).await
}

async fn a_browser_that_keeps_nothing(stage: &Stage) -> Result<()> {
    let head = "<script>
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('No', 'SecurityError'); } });
        </script>";
    let with_video = article_with(YOUTUBE_PLAYER.video("Phim"));
    open(stage, &with_video, "controls=\"+resume\"", head, &[]).await?;
    facade_arrives(stage).await?;
    play(stage, &YOUTUBE_PLAYER).await?;
    said(stage, YOUTUBE_PLAYER.page, "play").await?;
    stage
        .page
        .click(".video-tools input[type=checkbox]")
        .await?;
    consents(stage, &[["youtube", "granted"]]).await?;
    only_load(stage, YOUTUBE)?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn a_reader_who_saves_data(stage: &Stage) -> Result<()> {
    let with_video = article_with(YOUTUBE_PLAYER.video("Phim"));
    stage
        .page
        .driver()
        .cdp()
        .send_raw(
            "Emulation.setDataSaverOverride",
            json!({ "dataSaverEnabled": true }),
        )
        .await?;
    for attributes in ["consent=\"always\"", "consent=\"external youtube\""] {
        show(stage, &with_video, attributes).await?;
        let saves = stage
            .page
            .run("return navigator.connection.saveData;", Vec::new())
            .await?;
        assert_eq!(saves, json!(true));
        only_contacted(stage, &[]).await?;
        // A click is a click.
        play(stage, &YOUTUBE_PLAYER).await?;
        said(stage, YOUTUBE_PLAYER.page, "play").await?;
        only_load(stage, YOUTUBE)?;
        leave(stage).await?;
    }
    stage
        .page
        .driver()
        .cdp()
        .send_raw("Emulation.setDataSaverOverride", json!({}))
        .await?;
    // The positive control: without the wish it comes by itself.
    open(stage, &with_video, "consent=\"always\"", "", &[]).await?;
    loaded(stage, YOUTUBE).await
}

/// The page's consent manager answers: who may be contacted.
async fn answer(stage: &Stage, allowed: &[&str]) -> Result<()> {
    stage
        .page
        .run(
            "document.getElementById('reader').consent(...arguments[0]);",
            vec![json!(allowed)],
        )
        .await
        .map(drop)
}

/// Ticks the box that is there when the provider is, or takes the tick away.
async fn remember(stage: &Stage, before: bool) -> Result<()> {
    let ticked = "return deepAll('.video-tools input[type=checkbox]')[0]?.checked;";
    for expected in [before, !before] {
        if expected != before {
            stage
                .page
                .click(".video-tools input[type=checkbox]")
                .await?;
        }
        wait::until(
            &format!("the box to be ticked: {expected}"),
            || stage.page.run(ticked, Vec::new()),
            |seen| *seen == json!(expected),
        )
        .await?;
    }
    Ok(())
}

/// Waits until a player of this host has loaded.
async fn loaded(stage: &Stage, host: &str) -> Result<()> {
    stage
        .net
        .wait_for_told(host, &format!("a load of {host}"), |told| {
            told.iter().any(|told| told.what["loaded"].is_object())
        })
        .await
        .map(drop)
}

/// Nothing plays, after a while too.
async fn stands_still(stage: &Stage, host: &str) -> Result<()> {
    wait::quiet_time(Duration::from_millis(1200)).await;
    let told = stage.net.told(host);
    anyhow::ensure!(
        !told.iter().any(|told| told.what["state"] == "playing"),
        "{told:#?}"
    );
    let commands = stage.net.commands(host);
    anyhow::ensure!(commands.is_empty(), "it was told to {commands:?}");
    Ok(())
}
