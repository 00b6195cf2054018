//! The reader is away: the computer sleeps, the page waits behind the back
//! button, or has not been opened yet.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::host_page::{self, FAST_FACTOR};
use readerly_browser_tests::origin::{Answer, Request};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};

use crate::counter::{self, show_fast};
use crate::parts::{article_answer, reader};
use crate::side_by_side::{come_back, polls, set_frames, set_total, shows_total, watch_return};

stories_in_every_engine! {
    behind_the_back_button,
}

stories! {
    the_computer_sleeps,
    // The others render no page before it is asked for.
    before_it_is_opened [chromium],
}

async fn the_computer_sleeps(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    show_fast(stage, "").await?;
    counter::polls(stage, 2).await?;
    page.run("fastClock.sleep();", Vec::new()).await?;
    // What was under way may still arrive.
    wait::quiet_time(Duration::from_millis(300)).await;
    let before = polls(stage).len();
    // Three intervals.
    wait::quiet_time(Duration::from_millis(1500)).await;
    assert_eq!(polls(stage).len(), before, "a sleeping computer polls");

    set_total(stage, 102);
    let night = "fastClock.wake(8 * 60 * 60 * 1000);";
    page.run(night, Vec::new()).await?;
    shows_total(page, 102).await?;
    // The polls of the night are not made up for.
    let since = wait::until(
        "four polls",
        || async { Ok(polls(stage).split_off(before)) },
        |since: &Vec<Request>| since.len() >= 4,
    )
    .await?;
    let passed = since[3].at.duration_since(since[0].at).as_secs_f64() * FAST_FACTOR;
    assert!(passed >= 3.0 * 5.0 * 0.6, "four polls within {passed} s");
    Ok(())
}

async fn behind_the_back_button(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    set_frames(stage, "", 0, "counter-every=\"5\"");
    stage
        .site
        .set("/elsewhere.html", Answer::html("<p>Nơi khác</p>"));
    page.open(&stage.site.url("/frame.html")).await?;
    shows_total(page, 101).await?;
    watch_return(page).await?;
    page.open(&stage.site.url("/elsewhere.html")).await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    let before = polls(stage).len();
    // Four intervals.
    wait::quiet_time(Duration::from_millis(2000)).await;
    assert_eq!(polls(stage).len(), before, "a page that was left polls");

    set_total(stage, 102);
    come_back(stage).await?;
    shows_total(page, 102).await?;
    set_total(stage, 103);
    shows_total(page, 103).await
}

async fn before_it_is_opened(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    stage
        .site
        .set("/article.json", article_answer("Bài mở sẵn"));
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let body = reader("src=\"/article.json\" counter=\"/counter.json\" hit loading=\"eager\"");
    stage
        .site
        .set("/next.html", Answer::html(host_page::html(&head, &body)));
    stage
        .show(
            "<script type=\"speculationrules\">{\"prerender\": [{\"source\": \"list\", \
             \"urls\": [\"/next.html\"], \"eagerness\": \"immediate\"}]}</script>",
            "<a id=\"go\" href=\"/next.html\">Sang bài</a>",
        )
        .await?;
    wait::until_true("the page to be rendered beforehand", || async {
        Ok(stage
            .site
            .requests("/next.html")
            .iter()
            .any(|request| request.header("sec-purpose").is_some_and(is_prerender))
            && stage.site.count("/article.json") > 0)
    })
    .await?;
    wait::quiet_time(Duration::from_millis(1500)).await;
    assert_eq!(
        stage.site.count("/counter.json"),
        0,
        "a page that nobody opened asks or tells the counter"
    );
    page.click("#go").await?;
    let visits = || {
        let mut told = stage.site.requests("/counter.json");
        told.retain(|request| request.method == "POST" && request.body.contains("\"hit\""));
        told.len()
    };
    wait::until_true("the visit", || async { Ok(visits() > 0) }).await?;
    wait::until_true("the numbers", || async { Ok(!polls(stage).is_empty()) }).await?;
    assert_eq!(visits(), 1);
    assert_eq!(
        stage.site.count("/next.html"),
        1,
        "the page was opened anew, so this story showed nothing"
    );
    Ok(())
}

fn is_prerender(purpose: &str) -> bool {
    purpose.contains("prerender")
}
