//! One poll for all panels of a browser that show the same counter.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::host_page::FAST_FACTOR;
use readerly_browser_tests::origin::{Answer, Request, most_at_once};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;

use crate::counter::fast_head;
use crate::parts::{article_answer, counts};
use crate::side_by_side::{
    all_frames_show, asker, askers, polls, set_frames, set_total, shows_total,
};

stories! {
    ten_pages_poll_as_one,
    three_panels_of_a_page_poll_as_one,
    a_hidden_page_neither_polls_nor_leads,
    each_alone_where_they_cannot_agree,
}

/// Seconds between two polls of the pages below.
const EVERY: f64 = 5.0;

async fn ten_pages_poll_as_one(stage: &Stage) -> Result<()> {
    let (page, driver) = (&stage.page, stage.page.driver());
    set_total(stage, 101);
    set_frames(stage, "", 5, "counter-every=\"5\"");
    let first = driver.window().await?;
    page.open(&stage.site.url("/frames.html")).await?;
    let second = driver.new_window().await?;
    driver.switch_to_window(second.clone()).await?;
    page.open(&stage.site.url("/frames.html")).await?;
    for total in [101, 102, 103] {
        set_total(stage, total);
        for window in [&first, &second] {
            driver.switch_to_window(window.clone()).await?;
            all_frames_show(page, 5, total).await?;
        }
    }
    let polls = enough_polls(stage, 8).await?;
    assert_those_of_one(&polls);
    // A machine that stalls for half a second stalls for five on this clock, and
    // a leader that is silent for so long is replaced, as it should be.
    assert!(
        askers(&polls).len() <= 3,
        "nearly everybody asks in turn: {:?}",
        askers(&polls)
    );
    Ok(())
}

async fn three_panels_of_a_page_poll_as_one(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    stage.site.set("/other.json", Answer::json(counts(1, 555)));
    stage
        .site
        .set("/article.json", article_answer("Bài có bốn bộ đếm"));
    let panel = |id: &str, counter: &str| {
        format!(
            "<readerly-article id=\"{id}\" src=\"/article.json\" counter=\"{counter}\" \
             counter-every=\"5\" loading=\"eager\"></readerly-article>"
        )
    };
    let body = [
        panel("one", "/counter.json"),
        panel("two", "/counter.json"),
        panel("three", "/counter.json"),
        panel("other", "/other.json"),
    ];
    stage.show(&fast_head(stage), &body.concat()).await?;
    for total in [101, 102] {
        set_total(stage, total);
        for id in ["one", "two", "three"] {
            page.wait_for_text(&format!("#{id}"), &total.to_string())
                .await?;
        }
    }
    page.wait_for_text("#other", "555").await?;
    assert_those_of_one(&enough_polls(stage, 8).await?);

    // One that is paused stands still, and the others go on.
    let pause =
        "document.getElementById('one').shadowRoot.querySelector('.counter-toggle').click();";
    page.run(pause, Vec::new()).await?;
    page.wait_for_text("#one .counter-status, #one", "Đã tạm dừng")
        .await?;
    set_total(stage, 103);
    for id in ["two", "three"] {
        page.wait_for_text(&format!("#{id}"), "103").await?;
    }
    let paused = page.text_of("#one").await?;
    assert!(paused.contains("102"), "a paused panel changes: {paused}");
    page.run(pause, Vec::new()).await?;
    page.wait_for_text("#one", "103").await?;
    Ok(())
}

async fn a_hidden_page_neither_polls_nor_leads(stage: &Stage) -> Result<()> {
    let (page, driver) = (&stage.page, stage.page.driver());
    set_total(stage, 101);
    set_frames(stage, "", 0, "counter-every=\"5\"");
    let first = driver.window().await?;
    page.open(&stage.site.url("/frame.html?first")).await?;
    shows_total(page, 101).await?;
    let second = driver.new_window().await?;
    driver.switch_to_window(second.clone()).await?;
    page.open(&stage.site.url("/frame.html?second")).await?;
    shows_total(page, 101).await?;

    driver.switch_to_window(first.clone()).await?;
    driver.minimize_window().await?;
    page.wait_until(
        "the first to be hidden",
        "return document.visibilityState === 'hidden';",
    )
    .await?;
    driver.switch_to_window(second.clone()).await?;
    set_total(stage, 102);
    shows_total(page, 102).await?;
    let before = polls(stage).len();
    let polls = enough_polls(stage, before + 4).await?;
    let since: Vec<String> = polls[before..].iter().map(asker).collect();
    assert!(
        since.iter().all(|asker| asker == "/frame.html?second"),
        "a hidden page polls: {since:?}"
    );

    set_total(stage, 103);
    shows_total(page, 103).await?;
    driver.switch_to_window(first).await?;
    driver.set_window_rect(0, 0, 1280, 900).await?;
    shows_total(page, 103).await?;
    assert_eq!(most_at_once(&polls), 1);
    Ok(())
}

async fn each_alone_where_they_cannot_agree(stage: &Stage) -> Result<()> {
    for (what, script) in [
        (
            "no locks",
            "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });",
        ),
        ("no channel", "delete window.BroadcastChannel;"),
        (
            "locks that are refused, as in a sandbox",
            "LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));",
        ),
        (
            "a channel that throws",
            "window.BroadcastChannel = class { constructor() { throw new Error('no'); } };",
        ),
    ] {
        set_total(stage, 101);
        stage.site.set("/lonely.js", Answer::script(script));
        set_frames(
            stage,
            "<script src=\"/lonely.js\"></script>",
            3,
            "counter-every=\"5\"",
        );
        stage.site.forget_requests();
        stage.page.open(&stage.site.url("/frames.html")).await?;
        all_frames_show(&stage.page, 3, 101).await?;
        wait::until(
            &format!("a poll of each with {what}"),
            || async { Ok(askers(&polls(stage))) },
            |askers| askers.len() == 3,
        )
        .await?;
        set_total(stage, 102);
        all_frames_show(&stage.page, 3, 102).await?;
    }
    Ok(())
}

async fn enough_polls(stage: &Stage, enough: usize) -> Result<Vec<Request>> {
    wait::until(
        &format!("{enough} polls"),
        || async { Ok(polls(stage)) },
        |polls| polls.len() >= enough,
    )
    .await
}

/// One panel waits an interval, or 15 percent less, between two polls. Half of
/// that on the average tells it from two panels, even on a busy machine.
#[track_caller]
fn assert_those_of_one(polls: &[Request]) {
    assert_eq!(most_at_once(polls), 1);
    let (first, last) = (&polls[0], &polls[polls.len() - 1]);
    let passed = last.at.duration_since(first.at);
    let least = Duration::from_secs_f64(EVERY * 0.6 / FAST_FACTOR);
    assert!(
        passed >= least * u32::try_from(polls.len() - 1).expect("few"),
        "{} polls within {passed:?}",
        polls.len()
    );
}
