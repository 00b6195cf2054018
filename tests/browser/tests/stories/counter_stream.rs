//! A counter that offers a live stream, and those whose stream is none.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::counter_endpoint::CounterEndpoint;
use readerly_browser_tests::origin::{Answer, Feed};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};

use crate::counter::{self, mutations, show_fast, watch_mutations};
use crate::parts::{article_answer, assert_quiet, counts, reader};
use crate::side_by_side::{
    all_frames_show, come_back, polls, row, set_frames, shows_total, watch_return,
};

stories_in_every_engine! {
    numbers_come_by_the_stream,
}

stories! {
    it_ends_and_is_tried_again,
    nobody_listens_unseen,
    polls_where_there_is_no_stream,
    a_silent_stream_is_given_up,
    five_pages_listen_as_one,
    a_visit_is_seen_by_the_others_at_once,
}

/// A heartbeat as it goes over the wire.
const HEARTBEAT: &str = ": hb\n\n";

async fn numbers_come_by_the_stream(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let feed = offer(stage, 100);
    show_fast(stage, "").await?;
    listeners(&feed, 1).await?;
    // By the stream, for the counter goes on saying 100.
    feed.say(&event(101));
    shows_total(page, 101).await?;
    let before = polls(stage).len();
    watch_mutations(stage).await?;
    // Four intervals, and twice the same again.
    for _ in 0..2 {
        feed.whisper(HEARTBEAT);
        feed.say(&event(101));
        wait::quiet_time(Duration::from_millis(1000)).await;
    }
    assert_eq!(polls(stage).len(), before, "polls beside a living stream");
    assert_eq!(mutations(stage).await?, json!([]));
    feed.say(&event(102));
    shows_total(page, 102).await?;
    let seen = mutations(stage).await?;
    let seen = seen.as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(!seen.is_empty() && seen.iter().all(|target| target == "panel"));
    let request = &stage.site.requests("/events")[0];
    assert_eq!(
        (request.method.as_str(), request.header("cookie")),
        ("GET", None)
    );
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn it_ends_and_is_tried_again(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let feed = offer(stage, 100);
    show_fast(stage, "").await?;
    listeners(&feed, 1).await?;
    // The server restarts: the stream ends and is refused, polls are answered.
    stage.site.set("/events", Answer::status(503));
    stage.site.set("/counter.json", offering(stage, 201));
    feed.close();
    shows_total(page, 201).await?;
    counter::polls(stage, 2).await?;
    stage.site.set("/events", Answer::events(&feed));
    listeners(&feed, 1).await?;
    feed.say(&event(202));
    shows_total(page, 202).await?;
    page.wait_for_count("section.counter[data-state=live]", |count| count == 1)
        .await?;
    Ok(())
}

async fn nobody_listens_unseen(stage: &Stage) -> Result<()> {
    let (page, driver) = (&stage.page, stage.page.driver());
    let feed = offer(stage, 100);
    set_frames(stage, "", 0, "counter-every=\"5\"");
    stage
        .site
        .set("/elsewhere.html", Answer::html("<p>Nơi khác</p>"));
    page.open(&stage.site.url("/frame.html")).await?;
    listeners(&feed, 1).await?;
    driver.minimize_window().await?;
    listeners(&feed, 0).await?;
    feed.say(&event(101));
    stage.site.set("/counter.json", offering(stage, 101));
    driver.set_window_rect(0, 0, 1280, 900).await?;
    listeners(&feed, 1).await?;
    shows_total(page, 101).await?;

    // An open stream would keep the page from the browser's memory.
    watch_return(page).await?;
    page.open(&stage.site.url("/elsewhere.html")).await?;
    listeners(&feed, 0).await?;
    come_back(stage).await?;
    listeners(&feed, 1).await?;
    feed.say(&event(102));
    shows_total(page, 102).await
}

async fn polls_where_there_is_no_stream(stage: &Stage) -> Result<()> {
    for (what, answer) in [
        ("503", Answer::status(503)),
        ("404", Answer::status(404)),
        (
            "204, never again",
            Answer::new("text/plain", "").with_status(204),
        ),
        ("a page", Answer::html("<!doctype html><p>data: 666</p>")),
        (
            "nonsense",
            Answer::new("text/event-stream", "data: 666\n\ndata: {\n\n"),
        ),
    ] {
        stage.site.forget_requests();
        stage.site.set("/counter.json", offering(stage, 100));
        stage.site.set("/events", answer);
        show_fast(stage, "").await?;
        wait::until_true(&format!("a try of the stream ({what})"), || async {
            Ok(stage.site.count("/events") > 0)
        })
        .await?;
        stage.site.set("/counter.json", offering(stage, 101));
        shows_total(&stage.page, 101).await?;
        counter::polls(stage, 2).await?;
        let tries = stage.site.count("/events");
        assert!(
            tries <= polls(stage).len(),
            "{what}: {tries} tries of the stream"
        );
        let state = stage.page.count("section.counter[data-state=live]").await?;
        assert_eq!(state, 1, "{what}: the numbers are as good as any");
    }
    Ok(())
}

async fn a_silent_stream_is_given_up(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let feed = offer(stage, 100);
    show_fast(stage, "").await?;
    listeners(&feed, 1).await?;
    let before = polls(stage).len();
    // A heartbeat keeps it, for a minute of the page; then it is dead.
    feed.whisper(HEARTBEAT);
    stage.site.set("/counter.json", offering(stage, 101));
    stage.site.set("/events", Answer::status(503));
    shows_total(page, 101).await?;
    listeners(&feed, 0).await?;
    assert!(polls(stage).len() > before);
    counter::polls(stage, 2).await
}

async fn five_pages_listen_as_one(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let feed = offer(stage, 100);
    set_frames(stage, "", 5, "counter-every=\"5\"");
    page.open(&stage.site.url("/frames.html")).await?;
    all_frames_show(page, 5, 100).await?;
    listeners(&feed, 1).await?;
    for total in [101, 102] {
        feed.say(&event(total));
        all_frames_show(page, 5, total).await?;
        assert_eq!(feed.listeners(), 1);
    }
    // Who listens goes; another takes its place.
    let leader = crate::side_by_side::leader_after(stage, 1).await?;
    page.run(
        "document.querySelector(`iframe[src='${arguments[0]}']`).remove();",
        vec![Value::from(leader)],
    )
    .await?;
    wait::until(
        "another listener",
        || async { Ok((stage.site.count("/events"), feed.listeners())) },
        |(asked, listeners)| *asked >= 2 && *listeners == 1,
    )
    .await?;
    feed.say(&event(103));
    all_frames_show(page, 4, 103).await
}

/// With the real endpoint: one window sees the visit of another without asking.
async fn a_visit_is_seen_by_the_others_at_once(stage: &Stage) -> Result<()> {
    let (page, driver) = (&stage.page, stage.page.driver());
    let endpoint = CounterEndpoint::start(30).await?;
    stage
        .site
        .set("/article.json", article_answer("Bài được đếm"));
    // Ten minutes between polls: what comes sooner comes by the stream.
    let body = reader(&format!(
        "src=\"/article.json\" counter=\"{}\" counter-every=\"600\" hit",
        endpoint.counter_url("portal")
    ));
    stage.site.set("/asked.js", Answer::script(ASKED));
    let head = format!(
        "<script src=\"/asked.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage.show(&head, &body).await?;
    let first = driver.window().await?;
    becomes(stage, "1").await?;
    wait::until(
        "the stream to be asked for",
        || asked(stage),
        |asked| asked.to_string().contains("/events"),
    )
    .await?;
    let asked = asked(stage).await?;
    let second = driver.new_window().await?;
    driver.switch_to_window(second).await?;
    page.open(&stage.site.url("/page.html?second")).await?;
    driver.switch_to_window(first).await?;
    becomes(stage, "2").await?;
    wait::until(
        "two readers",
        || row(page, "Đang online"),
        |online| online == "2",
    )
    .await?;
    assert_eq!(self::asked(stage).await?, asked, "it polled");
    assert_quiet(&page.record().await?);
    Ok(())
}

/// Waits until the endpoint has counted so many views.
async fn becomes(stage: &Stage, views: &str) -> Result<()> {
    wait::until(
        &format!("{views} views"),
        || row(&stage.page, "Tổng lượt truy cập"),
        |shown| shown == views,
    )
    .await
    .map(drop)
}

/// Counts what this page asks the endpoint for, which keeps no log for us.
const ASKED: &str = "
    const original = window.fetch.bind(window);
    window.__asked = [];
    window.fetch = (address, options) => {
      if (options?.method === 'GET') __asked.push(String(address).replace(/.*\\/v1/, ''));
      return original(address, options);
    };";

async fn asked(stage: &Stage) -> Result<Value> {
    stage.page.run("return __asked.sort();", Vec::new()).await
}

/// A counter with this total, and a stream that says the same.
fn offer(stage: &Stage, total: u64) -> Feed {
    let feed = Feed::new(&format!("retry: 1000\n\n{}", event(total)));
    stage.site.set("/counter.json", offering(stage, total));
    stage.site.set("/events", Answer::events(&feed));
    feed
}

fn offering(stage: &Stage, total: u64) -> Answer {
    Answer::json(object(total, Some(stage.site.url("/events"))))
}

fn event(total: u64) -> String {
    format!("id: 1\nevent: count\ndata: {}\n\n", object(total, None))
}

fn object(total: u64, stream: Option<String>) -> String {
    let mut object: Value = serde_json::from_str(&counts(13, total)).unwrap_or_default();
    object["stream"] = stream.into();
    object.to_string()
}

async fn listeners(feed: &Feed, expected: usize) -> Result<()> {
    wait::until(
        &format!("{expected} listeners"),
        || async { Ok(feed.listeners()) },
        |listeners| *listeners == expected,
    )
    .await
    .map(drop)
}
