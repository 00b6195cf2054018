//! The page that polls for all goes, and another takes over.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, most_at_once};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::json;

use crate::side_by_side::{
    all_frames_show, asker, come_back, gap_after, leader_after, poll_of_another, polls, set_frames,
    set_total, shows_total, visibility, watch_return,
};

// To crash, freeze or hang one page and not its neighbour takes a process of its
// own and a way to reach it. Only Chromium's driver gives both; the other two are
// shown a leader whose timers stand still.
stories_in_every_engine! {
    the_leading_window_is_closed,
}

stories! {
    the_leading_frame_is_removed,
    the_leading_window_crashes [chromium],
    the_leading_window_is_frozen [chromium],
    the_leading_window_hangs [chromium],
    the_timers_of_the_leader_stand_still,
    the_leader_goes_and_comes_back,
    a_heir_keeps_to_retry_after,
}

/// Seconds between two polls.
const EVERY: &str = "counter-every=\"20\"";

/// The longest time, in seconds of the pages, from the last poll of a page that
/// goes to the first of another: when that was due, and an interval more; and a
/// second of ours for a busy machine.
const LONGEST: f64 = 20.0 * 1.15 + 20.0 + 10.0;

async fn the_leading_frame_is_removed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    set_frames(stage, "", 3, EVERY);
    page.open(&stage.site.url("/frames.html")).await?;
    all_frames_show(page, 3, 101).await?;
    let leader = leader_after(stage, 2).await?;
    set_total(stage, 102);
    page.run(
        "document.querySelector(`iframe[src='${arguments[0]}']`).remove();",
        vec![json!(leader)],
    )
    .await?;
    all_frames_show(page, 2, 102).await?;
    assert_taken_over(stage, &leader).await?;

    // And again, to the last.
    let leader = leader_after(stage, 1).await?;
    set_total(stage, 103);
    page.run(
        "document.querySelector(`iframe[src='${arguments[0]}']`).remove();",
        vec![json!(leader)],
    )
    .await?;
    all_frames_show(page, 1, 103).await?;
    assert_taken_over(stage, &leader).await
}

async fn the_leading_window_is_closed(stage: &Stage) -> Result<()> {
    let (first, second) = two_windows(stage).await?;
    let driver = stage.page.driver();
    set_total(stage, 102);
    driver.switch_to_window(first).await?;
    driver.close_window().await?;
    driver.switch_to_window(second).await?;
    shows_total(&stage.page, 102).await?;
    assert_taken_over(stage, LEADER).await
}

async fn the_leading_window_crashes(stage: &Stage) -> Result<()> {
    let (first, second) = two_windows(stage).await?;
    let driver = stage.page.driver();
    set_total(stage, 102);
    driver.switch_to_window(first).await?;
    // The answer to this never comes.
    let crash = driver.cdp();
    let crash = crash.send_raw("Page.crash", json!({}));
    let _ = tokio::time::timeout(Duration::from_secs(2), crash).await;
    driver.switch_to_window(second).await?;
    shows_total(&stage.page, 102).await?;
    assert_taken_over(stage, LEADER).await
}

async fn the_leading_window_is_frozen(stage: &Stage) -> Result<()> {
    let (first, second) = two_windows(stage).await?;
    let (page, driver) = (&stage.page, stage.page.driver());
    set_total(stage, 102);
    driver.switch_to_window(first.clone()).await?;
    let state = |state: &str| json!({ "state": state });
    driver
        .cdp()
        .send_raw("Page.setWebLifecycleState", state("frozen"))
        .await?;
    driver.switch_to_window(second).await?;
    shows_total(page, 102).await?;
    assert_taken_over(stage, LEADER).await?;

    // It thaws as one of the others.
    driver.switch_to_window(first).await?;
    driver
        .cdp()
        .send_raw("Page.setWebLifecycleState", state("active"))
        .await?;
    shows_total(page, 102).await?;
    assert_one_at_a_time_from_now(stage).await
}

async fn the_leading_window_hangs(stage: &Stage) -> Result<()> {
    let (first, second) = two_windows(stage).await?;
    let (page, driver) = (&stage.page, stage.page.driver());
    set_total(stage, 102);
    driver.switch_to_window(first.clone()).await?;
    page.run(
        "setTimeout(() => { const end = performance.now() + 7000; while (performance.now() < end); });",
        Vec::new(),
    )
    .await?;
    driver.switch_to_window(second).await?;
    shows_total(page, 102).await?;
    assert_taken_over(stage, LEADER).await?;
    driver.switch_to_window(first).await?;
    shows_total(page, 102).await?;
    assert_one_at_a_time_from_now(stage).await
}

async fn the_timers_of_the_leader_stand_still(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    set_frames(stage, "", 3, EVERY);
    page.open(&stage.site.url("/frames.html")).await?;
    all_frames_show(page, 3, 101).await?;
    let leader = leader_after(stage, 2).await?;
    set_total(stage, 102);
    let clock = "document.querySelector(`iframe[src='${arguments[0]}']`).contentWindow.fastClock";
    page.run(&format!("{clock}.sleep();"), vec![json!(leader)])
        .await?;
    poll_of_another(stage, &leader).await?;
    assert_taken_over(stage, &leader).await?;
    page.run(&format!("{clock}.wake(0);"), vec![json!(leader)])
        .await?;
    set_total(stage, 103);
    all_frames_show(page, 3, 103).await?;
    assert_one_at_a_time_from_now(stage).await
}

async fn the_leader_goes_and_comes_back(stage: &Stage) -> Result<()> {
    let (first, second) = two_windows(stage).await?;
    let (page, driver) = (&stage.page, stage.page.driver());
    stage
        .site
        .set("/elsewhere.html", Answer::html("<p>Nơi khác</p>"));
    set_total(stage, 102);
    driver.switch_to_window(first.clone()).await?;
    watch_return(page).await?;
    page.open(&stage.site.url("/elsewhere.html")).await?;
    driver.switch_to_window(second.clone()).await?;
    shows_total(page, 102).await?;
    assert_taken_over(stage, LEADER).await?;
    let before = polls(stage).len();
    wait::until_true("two more polls", || async {
        Ok(polls(stage).len() >= before + 2)
    })
    .await?;
    assert!(
        polls(stage)[before..]
            .iter()
            .all(|poll| asker(poll) != LEADER),
        "a page that was left polls"
    );

    // Neither lock nor request nor channel keeps it from the browser's memory.
    driver.switch_to_window(first).await?;
    come_back(stage).await?;
    shows_total(page, 102).await?;
    set_total(stage, 103);
    shows_total(page, 103).await?;
    driver.switch_to_window(second).await?;
    shows_total(page, 103).await?;
    assert_eq!(most_at_once(&polls(stage)), 1);
    Ok(())
}

async fn a_heir_keeps_to_retry_after(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.site.queue(
        "/counter.json",
        [
            Answer::json(crate::parts::counts(13, 101)),
            Answer::status(429).with_header("Retry-After", "60"),
            Answer::json(crate::parts::counts(13, 102)),
        ],
    );
    set_frames(stage, "", 3, EVERY);
    page.open(&stage.site.url("/frames.html")).await?;
    all_frames_show(page, 3, 101).await?;
    let leader = leader_after(stage, 2).await?;
    page.run(
        "document.querySelector(`iframe[src='${arguments[0]}']`).remove();",
        vec![json!(leader)],
    )
    .await?;
    all_frames_show(page, 2, 102).await?;
    let polls = polls(stage);
    let waited = gap_after(&polls, &leader);
    assert!(
        waited >= 59.0,
        "asked again after {waited} s of the 60 that the server wanted"
    );
    Ok(())
}

/// The page that polls in [`two_windows`].
const LEADER: &str = "/frame.html?first";

/// Two windows side by side, of which the first polls; and the second is the
/// current one.
async fn two_windows(
    stage: &Stage,
) -> Result<(thirtyfour::WindowHandle, thirtyfour::WindowHandle)> {
    let (page, driver) = (&stage.page, stage.page.driver());
    set_total(stage, 101);
    set_frames(stage, "", 0, EVERY);
    let first = driver.window().await?;
    page.open(&stage.site.url(LEADER)).await?;
    shows_total(page, 101).await?;
    let second = driver.new_window().await?;
    driver.switch_to_window(second.clone()).await?;
    page.open(&stage.site.url("/frame.html?second")).await?;
    shows_total(page, 101).await?;
    assert_eq!(visibility(page).await?, "visible");
    assert_eq!(leader_after(stage, 2).await?, LEADER);
    Ok((first, second))
}

/// Fails unless another page polls in time for the one that is gone.
async fn assert_taken_over(stage: &Stage, gone: &str) -> Result<()> {
    let polls = poll_of_another(stage, gone).await?;
    let gap = gap_after(&polls, gone);
    assert!(
        gap <= LONGEST,
        "{gap} s without a poll after {gone} had gone"
    );
    assert_eq!(most_at_once(&polls), 1);
    Ok(())
}

/// Fails when several pages poll, each for itself.
async fn assert_one_at_a_time_from_now(stage: &Stage) -> Result<()> {
    let before = polls(stage).len();
    wait::until_true("three more polls", || async {
        Ok(polls(stage).len() >= before + 3)
    })
    .await?;
    let since = &polls(stage)[before..];
    let askers = crate::side_by_side::askers(since);
    assert_eq!(askers.len(), 1, "{askers:?}");
    Ok(())
}
