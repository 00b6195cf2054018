//! The counter panel with a counter that answers.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};

use crate::parts::{article_answer, assert_in_order, assert_quiet, counts, reader};

stories! {
    shows_what_is_offered,
    exact_to_the_last_digit,
    an_unchanged_answer_changes_nothing,
    a_changed_answer_changes_only_the_panel,
    a_hidden_tab_does_not_poll,
    one_request_at_a_time,
    pause_and_resume,
    nothing_is_told_without_hit,
    hit_is_told_once,
    each_counter_has_a_visit_of_its_own,
}

/// A page whose clock is fast, with a counter that is polled every five of
/// its seconds, half a second of ours.
pub async fn show_fast(stage: &Stage, attributes: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm"));
    let head = fast_head(stage);
    let attributes =
        format!("src=\"/article.json\" counter=\"/counter.json\" counter-every=\"5\" {attributes}");
    stage.show(&head, &reader(&attributes)).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài có bộ đếm")
        .await?;
    Ok(())
}

/// The fast clock, then the reader.
pub fn fast_head(stage: &Stage) -> String {
    format!(
        "<script src=\"/fast-clock.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    )
}

/// Waits until the counter has been asked so many more times.
pub async fn polls(stage: &Stage, more: usize) -> Result<()> {
    let already = stage.site.count("/counter.json");
    wait::until(
        &format!("{more} more polls"),
        || async { Ok(stage.site.count("/counter.json") - already) },
        |polled| *polled >= more,
    )
    .await
    .map(drop)
}

async fn shows_what_is_offered(stage: &Stage) -> Result<()> {
    let everything = json!({
        "v": 1, "at": "2024-05-20T01:06:45Z",
        "online": { "value": 13, "window": 300 },
        "site": { "views": 2_497_859, "visitors": 801_243, "today": 1365, "yesterday": 0, "week": 9877, "month": 52_310, "year": null },
        "page": { "path": "/a", "views": 7321, "online": 2 },
        "since": "2013-04-02", "ttl": 15,
    });
    stage
        .site
        .set("/counter.json", Answer::json(everything.to_string()));
    show_fast(stage, "").await?;
    let panel = stage
        .page
        .wait_for_text("section.counter", "2.497.859")
        .await?;
    assert_in_order(
        &panel,
        &[
            "Thống kê truy cập",
            "Đang online",
            "13",
            "Hôm nay",
            "1.365",
            "Hôm qua",
            "0",
            "Tuần này",
            "9.877",
            "Tháng này",
            "52.310",
        ],
    );
    assert!(panel.contains("801.243"), "{panel}");
    assert!(
        !panel.contains("Năm nay"),
        "null is not offered, so not shown: {panel}"
    );

    let section = stage.page.find("section.counter").await?;
    assert_eq!(stage.page.role(&section).await?, "region");
    assert_eq!(
        stage.page.accessible_name(&section).await?,
        "Thống kê truy cập"
    );
    let marked = stage
        .page
        .run(
            "return deepAll('section.counter dd').every((cell) => cell.translate === false);",
            Vec::new(),
        )
        .await?;
    assert_eq!(marked, json!(true), "numbers are not to be translated");
    let request = &stage.site.requests("/counter.json")[0];
    assert_eq!(
        (request.method.as_str(), request.header("cookie")),
        ("GET", None)
    );
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn exact_to_the_last_digit(stage: &Stage) -> Result<()> {
    let huge = r#"{"v":1,"online":{"value":9007199254740993},"site":{"views":"18446744073709551615","today":18446744073709551614}}"#;
    stage.site.set("/counter.json", Answer::json(huge));
    show_fast(stage, "").await?;
    let panel = stage
        .page
        .wait_for_text("section.counter", "18.446.744.073.709.551.615")
        .await?;
    assert!(panel.contains("18.446.744.073.709.551.614"), "{panel}");
    assert!(panel.contains("9.007.199.254.740.993"), "{panel}");
    let record = stage.page.wait_for_event("readerly-count").await?;
    let event = &record.events("readerly-count")[0];
    assert!(
        event.detail.contains("18446744073709551615"),
        "{}",
        event.detail
    );
    Ok(())
}

async fn an_unchanged_answer_changes_nothing(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 2_497_859)));
    show_fast(stage, "").await?;
    stage
        .page
        .wait_for_text("section.counter", "2.497.859")
        .await?;
    polls(stage, 1).await?;
    watch_mutations(stage).await?;
    polls(stage, 5).await?;
    assert_eq!(mutations(stage).await?, json!([]));
    Ok(())
}

async fn a_changed_answer_changes_only_the_panel(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 2_497_859)));
    show_fast(stage, "").await?;
    stage
        .page
        .wait_for_text("section.counter", "2.497.859")
        .await?;
    watch_mutations(stage).await?;
    stage
        .site
        .set("/counter.json", Answer::json(counts(14, 2_497_871)));
    stage
        .page
        .wait_for_text("section.counter", "2.497.871")
        .await?;
    let seen = mutations(stage).await?;
    let seen = seen.as_array().expect("a list");
    assert!(!seen.is_empty(), "the observer saw nothing at all");
    assert!(
        seen.iter().all(|target| *target == json!("panel")),
        "outside the panel: {seen:?}"
    );
    Ok(())
}

async fn a_hidden_tab_does_not_poll(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    show_fast(stage, "").await?;
    polls(stage, 2).await?;
    let driver = stage.page.driver();
    driver.minimize_window().await?;
    stage
        .page
        .wait_until(
            "the tab to be hidden",
            "return document.visibilityState === 'hidden';",
        )
        .await?;
    // What was under way may still arrive.
    wait::quiet_time(Duration::from_millis(300)).await;
    let before = stage.site.count("/counter.json");
    // Six intervals of the page's clock; browsers slow the timers of hidden
    // tabs to one a second at most, which leaves three.
    wait::quiet_time(Duration::from_millis(3000)).await;
    assert_eq!(
        stage.site.count("/counter.json"),
        before,
        "a hidden tab polls"
    );

    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 101)));
    driver.set_window_rect(0, 0, 1280, 900).await?;
    stage
        .page
        .wait_until(
            "the tab to be shown",
            "return document.visibilityState === 'visible';",
        )
        .await?;
    stage.page.wait_for_text("section.counter", "101").await?;
    Ok(())
}

async fn one_request_at_a_time(stage: &Stage) -> Result<()> {
    // Each answer takes two intervals; the next poll waits for it. Half of
    // that tells the two apart even when the machine stumbles.
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)).after(1000));
    show_fast(stage, "").await?;
    wait::until_true("four polls", || async {
        Ok(stage.site.count("/counter.json") >= 4)
    })
    .await?;
    let requests = stage.site.requests("/counter.json");
    for pair in requests.windows(2) {
        let gap = pair[1].at.duration_since(pair[0].at);
        assert!(
            gap >= Duration::from_millis(700),
            "a second request after {gap:?}"
        );
    }
    Ok(())
}

async fn pause_and_resume(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    show_fast(stage, "").await?;
    stage.page.wait_for_text("section.counter", "100").await?;
    let page = &stage.page;
    let button = page.find("section.counter button").await?;
    assert_eq!(page.accessible_name(&button).await?, "Tạm dừng cập nhật");
    page.click("section.counter button").await?;
    page.wait_for_text(".counter-status", "Đã tạm dừng cập nhật")
        .await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    let before = stage.site.count("/counter.json");
    wait::quiet_time(Duration::from_millis(2000)).await;
    assert_eq!(
        stage.site.count("/counter.json"),
        before,
        "a paused panel polls"
    );
    assert!(page.text_of("section.counter").await?.contains("100"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 222)));
    page.click("section.counter button").await?;
    page.wait_for_text("section.counter", "222").await?;
    Ok(())
}

async fn nothing_is_told_without_hit(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    show_fast(stage, "").await?;
    polls(stage, 4).await?;
    stage.page.open(&stage.site.url("/favicon.ico")).await.ok();
    let other: Vec<String> = stage
        .site
        .requests("/counter.json")
        .iter()
        .filter(|request| request.method != "GET")
        .map(|request| format!("{} {}", request.method, request.body))
        .collect();
    assert_eq!(other, Vec::<String>::new());
    Ok(())
}

async fn hit_is_told_once(stage: &Stage) -> Result<()> {
    // On another origin, where a preflight would show.
    stage
        .cdn
        .set("/counter.json", Answer::json(counts(13, 100)));
    stage
        .site
        .set("/article.json", article_answer("Bài có báo lượt"));
    let counter = stage.cdn.url("/counter.json");
    let one = format!("src=\"/article.json\" counter=\"{counter}\" counter-every=\"5\" hit");
    // Two readers on a page are one visit.
    let body = format!(
        "{}<readerly-article {one}></readerly-article>",
        reader(&one)
    );
    stage.show(&fast_head(stage), &body).await?;
    wait::until_true("the hit", || async { Ok(!posts(stage).is_empty()) }).await?;
    wait::until_true("some polls", || async {
        Ok(stage.cdn.count("/counter.json") >= 8)
    })
    .await?;
    let told = posts(stage);
    let hits = told
        .iter()
        .filter(|(_, body)| body["event"] == "hit")
        .count();
    assert_eq!(hits, 1, "{told:#?}");
    for (kind, body) in &told {
        assert!(kind.starts_with("text/plain"), "{kind} needs a preflight");
        assert!(
            body["tab"]
                .as_str()
                .is_some_and(|tab| (8..=64).contains(&tab.len())),
            "{body}"
        );
        assert_eq!(body["path"], "/page.html");
    }
    assert!(
        stage
            .cdn
            .requests("/counter.json")
            .iter()
            .all(|request| request.method != "OPTIONS")
    );

    // Leaving is told, too, so that "online" is right at once.
    stage.page.open(&stage.site.url("/page.html?again")).await?;
    wait::until_true("the farewell", || async {
        Ok(posts(stage)
            .iter()
            .any(|(_, body)| body["event"] == "leave"))
    })
    .await?;
    Ok(())
}

async fn each_counter_has_a_visit_of_its_own(stage: &Stage) -> Result<()> {
    let counters = ["/one.json", "/two.json"];
    let mut body = String::new();
    stage
        .site
        .set("/article.json", article_answer("Bài có hai nơi đếm"));
    for counter in counters {
        stage.site.set(counter, Answer::json(counts(1, 2)));
        body.push_str(&format!(
            "<readerly-article id=\"at{}\" src=\"/article.json\" counter=\"{counter}\" hit loading=\"eager\"></readerly-article>",
            &counter[1..4]
        ));
    }
    // A second panel of the first counter, which goes again: not the visit.
    body.push_str(
        "<readerly-article id=\"extra\" src=\"/article.json\" counter=\"/one.json?path=/a\" hit loading=\"eager\"></readerly-article>",
    );
    stage.embed(&body).await?;
    let told = |counter: &str, event: &str| -> Vec<String> {
        stage
            .site
            .requests(counter)
            .iter()
            .filter(|request| request.method == "POST")
            .filter_map(|request| serde_json::from_str::<Value>(&request.body).ok())
            .filter(|body| body["event"] == event)
            .filter_map(|body| body["tab"].as_str().map(str::to_owned))
            .collect()
    };
    wait::until_true("a sign of each panel", || async {
        Ok(
            told("/one.json", "heartbeat").len() + told("/one.json", "hit").len() >= 2
                && !told("/two.json", "hit").is_empty(),
        )
    })
    .await?;
    let page = &stage.page;
    page.run("document.getElementById('extra').remove();", Vec::new())
        .await?;
    page.run("document.getElementById('attwo').remove();", Vec::new())
        .await?;
    wait::until_true("the goodbye to the second", || async {
        Ok(!told("/two.json", "leave").is_empty())
    })
    .await?;
    assert_eq!(told("/one.json", "leave"), Vec::<String>::new());
    assert_eq!(told("/one.json", "hit").len(), 1);
    let (hits, goodbyes) = (told("/two.json", "hit"), told("/two.json", "leave"));
    assert!(
        goodbyes.iter().all(|name| *name == hits[0]),
        "{hits:?} {goodbyes:?}"
    );
    assert_ne!(hits[0], told("/one.json", "hit")[0]);
    Ok(())
}

fn posts(stage: &Stage) -> Vec<(String, Value)> {
    stage
        .cdn
        .requests("/counter.json")
        .iter()
        .filter(|request| request.method == "POST")
        .map(|request| {
            let kind = request
                .header("content-type")
                .unwrap_or_default()
                .to_owned();
            (
                kind,
                serde_json::from_str(&request.body).unwrap_or(Value::Null),
            )
        })
        .collect()
}

/// Watches the whole page and the reader's shadow root from now on.
pub async fn watch_mutations(stage: &Stage) -> Result<()> {
    stage
        .page
        .run(
            "window.__mutations = [];
             const root = document.getElementById('reader').shadowRoot;
             const observer = new MutationObserver((records) => {
               for (const record of records) {
                 const element = record.target.nodeType === 1 ? record.target : record.target.parentElement;
                 const panel = element?.closest('section.counter');
                 __mutations.push(panel ? 'panel' : `${record.type} of ${record.target.nodeName} ${record.attributeName ?? ''}`);
               }
             });
             const all = { subtree: true, childList: true, attributes: true, characterData: true };
             observer.observe(root, all);
             observer.observe(document, all);
             window.__observer = observer;",
            Vec::new(),
        )
        .await
        .map(drop)
}

/// What [`watch_mutations`] saw: `panel`, or what changed elsewhere.
pub async fn mutations(stage: &Stage) -> Result<Value> {
    stage
        .page
        .run("return window.__mutations;", Vec::new())
        .await
}
