//! The reader with the real counter endpoint.

use anyhow::{Context as _, Result};
use readerly_browser_tests::counter_endpoint::CounterEndpoint;
use readerly_browser_tests::page::Page;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::json;

use crate::counter::fast_head;
use crate::parts::{article_answer, assert_quiet, reader};

stories_in_every_engine! {
    two_tabs,
}

stories! {
    totals_survive_a_restart,
    watching_counts_nothing,
}

const WINDOW: u32 = 30;

async fn two_tabs(stage: &Stage) -> Result<()> {
    let endpoint = CounterEndpoint::start(WINDOW).await?;
    let driver = stage.page.driver();
    show_counted(stage, &endpoint).await?;
    let first = driver.window().await?;
    online_becomes(&stage.page, "1").await?;
    let views = row(&stage.page, "Tổng lượt truy cập").await?;
    assert_eq!(views, "1");

    let second = driver.new_window().await?;
    driver.switch_to_window(second).await?;
    stage
        .page
        .open(&stage.site.url("/page.html?second"))
        .await?;
    online_becomes(&stage.page, "2").await?;
    driver.switch_to_window(first.clone()).await?;
    online_becomes(&stage.page, "2").await?;
    assert_eq!(row(&stage.page, "Tổng lượt truy cập").await?, "2");

    let others: Vec<_> = driver
        .windows()
        .await?
        .into_iter()
        .filter(|window| *window != first)
        .collect();
    for window in others {
        driver.switch_to_window(window).await?;
        driver.close_window().await?;
    }
    driver.switch_to_window(first).await?;
    online_becomes_in_the_end(&stage.page, "1").await?;
    assert_eq!(
        row(&stage.page, "Tổng lượt truy cập").await?,
        "2",
        "a total does not shrink"
    );

    // A reload is the same reader, once more.
    driver.refresh().await?;
    wait::until(
        "the third view",
        || row(&stage.page, "Tổng lượt truy cập"),
        |views| views == "3",
    )
    .await?;
    online_becomes_in_the_end(&stage.page, "1").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// Firefox 140 on a busy machine loses what a page sends while its tab closes,
/// the beacon and the request beside it. The endpoint then forgets the tab when
/// its window has passed, which is longer than one wait.
async fn online_becomes_in_the_end(page: &Page, expected: &str) -> Result<()> {
    if online_becomes(page, expected).await.is_err() {
        online_becomes(page, expected).await?;
    }
    Ok(())
}

async fn totals_survive_a_restart(stage: &Stage) -> Result<()> {
    let endpoint = CounterEndpoint::start(WINDOW).await?;
    show_counted(stage, &endpoint).await?;
    for expected in ["1", "2", "3"] {
        wait::until(
            "one more view",
            || row(&stage.page, "Tổng lượt truy cập"),
            |views| views == expected,
        )
        .await?;
        stage.page.driver().refresh().await?;
    }
    wait::until(
        "the fourth view",
        || row(&stage.page, "Tổng lượt truy cập"),
        |views| views == "4",
    )
    .await?;
    let endpoint = endpoint.restart(WINDOW).await?;
    stage.page.driver().refresh().await?;
    wait::until(
        "the fifth view",
        || row(&stage.page, "Tổng lượt truy cập"),
        |views| views == "5",
    )
    .await?;
    drop(endpoint);
    Ok(())
}

async fn watching_counts_nothing(stage: &Stage) -> Result<()> {
    let endpoint = CounterEndpoint::start(WINDOW).await?;
    show_counted(stage, &endpoint).await?;
    wait::until(
        "the first view",
        || row(&stage.page, "Tổng lượt truy cập"),
        |views| views == "1",
    )
    .await?;
    // The same page without `hit`: it sees the numbers and adds none.
    let body = reader(&format!(
        "src=\"/article.json\" counter=\"{}\"",
        endpoint.counter_url("portal")
    ));
    for _ in 0..3 {
        stage.embed(&body).await?;
        wait::until(
            "the number",
            || row(&stage.page, "Tổng lượt truy cập"),
            |views| views == "1",
        )
        .await?;
    }
    Ok(())
}

async fn show_counted(stage: &Stage, endpoint: &CounterEndpoint) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài được đếm"));
    let counter = endpoint.counter_url("portal");
    // The endpoint asks for fifteen seconds between polls: the page's are fast.
    let body = reader(&format!("src=\"/article.json\" counter=\"{counter}\" hit"));
    stage.show(&fast_head(stage), &body).await?;
    stage.page.wait_for_text("h1.title", "Bài được đếm").await?;
    Ok(())
}

async fn online_becomes(page: &Page, expected: &str) -> Result<()> {
    wait::until(
        &format!("{expected} online"),
        || row(page, "Đang online"),
        |value| value == expected,
    )
    .await
    .map(drop)
    .context("the number of readers")
}

/// The number beside a label of the panel; empty while there is none.
async fn row(page: &Page, label: &str) -> Result<String> {
    let value = page
        .run(
            "const label = deepAll('section.counter dt').find((term) => term.textContent.trim() === arguments[0]);
             return label ? label.nextElementSibling.textContent.trim() : '';",
            vec![json!(label)],
        )
        .await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}
