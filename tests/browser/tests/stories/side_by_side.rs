//! Several pages of one site at the same time: frames of one page, which are
//! all visible, each with a document, locks and a channel of its own; and
//! windows side by side.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::{Answer, Request};
use readerly_browser_tests::page::Page;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};

use crate::counter::fast_head;
use crate::parts::{article_answer, counts};

/// What the counter says from now on.
pub fn set_total(stage: &Stage, total: u64) {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, total)));
}

/// Puts up `/frame.html`, a page with a reader, a fast clock and this head, and
/// `/frames.html`, a page with so many of them. Neither forbids the browser to
/// keep it for the back button.
pub fn set_frames(stage: &Stage, head: &str, frames: usize, attributes: &str) {
    stage
        .site
        .set("/article.json", article_answer("Bài trong khung"));
    let reader = format!(
        "<readerly-article id=\"reader\" src=\"/article.json\" counter=\"/counter.json\" \
         loading=\"eager\" {attributes}></readerly-article>"
    );
    let head = format!("{head}{}", fast_head(stage));
    let frame = |number: usize| {
        format!("<iframe src=\"/frame.html?{number}\" width=\"200\" height=\"150\"></iframe>")
    };
    let all: String = (1..=frames).map(frame).collect();
    for (path, page) in [
        ("/frame.html", host_page::html(&head, &reader)),
        ("/frames.html", host_page::html("", &all)),
    ] {
        let page = Answer::html(page).with_header("Cache-Control", "no-cache");
        stage.site.set(path, page);
    }
}

/// Waits until each of so many frames shows this total.
pub async fn all_frames_show(page: &Page, frames: usize, total: u64) -> Result<()> {
    let wanted = vec![total.to_string(); frames];
    wait::until(
        &format!("{total} in each of {frames} frames"),
        || totals_in_frames(page),
        |totals| *totals == wanted,
    )
    .await
    .map(drop)
}

async fn totals_in_frames(page: &Page) -> Result<Vec<String>> {
    let totals = page
        .run(
            "return [...document.querySelectorAll('iframe')].map((frame) => {
               const terms = deepAll('section.counter dt', frame.contentDocument);
               const total = terms.find((term) => term.textContent.trim() === 'Tổng lượt truy cập');
               return total ? total.nextElementSibling.textContent.trim() : '';
             });",
            Vec::new(),
        )
        .await?;
    Ok(serde_json::from_value(totals)?)
}

/// Waits until the panel of the page shows this total.
pub async fn shows_total(page: &Page, total: u64) -> Result<()> {
    wait::until(
        &format!("a total of {total}"),
        || row(page, "Tổng lượt truy cập"),
        |shown| *shown == total.to_string(),
    )
    .await
    .map(drop)
}

/// The number beside a label of the first panel; empty while there is none.
pub async fn row(page: &Page, label: &str) -> Result<String> {
    let value = page
        .run(
            "const label = deepAll('section.counter dt').find((term) => term.textContent.trim() === arguments[0]);
             return label ? label.nextElementSibling.textContent.trim() : '';",
            vec![json!(label)],
        )
        .await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// The polls so far.
pub fn polls(stage: &Stage) -> Vec<Request> {
    let mut requests = stage.site.requests("/counter.json");
    requests.retain(|request| request.method == "GET");
    requests
}

/// The page that a poll came from, as `/frame.html?3`.
pub fn asker(request: &Request) -> String {
    let referer = request.header("referer").unwrap_or_default();
    let path = referer.splitn(4, '/').nth(3).unwrap_or_default();
    format!("/{path}")
}

/// The pages that polls came from.
pub fn askers(requests: &[Request]) -> BTreeSet<String> {
    requests.iter().map(asker).collect()
}

/// The page that polls at present, once it has polled so many times.
pub async fn leader_after(stage: &Stage, times: usize) -> Result<String> {
    let polls = wait::until(
        &format!("{times} polls"),
        || async { Ok(polls(stage)) },
        |polls| polls.len() >= times,
    )
    .await?;
    polls.last().map(asker).context("there are polls")
}

/// Waits for a poll that does not come from this page, and returns all polls.
pub async fn poll_of_another(stage: &Stage, gone: &str) -> Result<Vec<Request>> {
    wait::until(
        &format!("a poll by another than {gone}"),
        || async { Ok(polls(stage)) },
        |polls| polls.last().is_some_and(|last| asker(last) != gone),
    )
    .await
}

/// Seconds of the pages' clock between the last poll of one page and the first
/// poll of another after it.
pub fn gap_after(polls: &[Request], gone: &str) -> f64 {
    let last = polls.iter().rposition(|poll| asker(poll) == gone);
    match last.map(|last| (&polls[last], polls.get(last + 1))) {
        Some((last, Some(next))) => {
            next.at.duration_since(last.at).as_secs_f64() * host_page::FAST_FACTOR
        }
        _ => f64::INFINITY,
    }
}

/// Notes whether the page is taken out of the browser's memory when the reader
/// comes back to it.
pub async fn watch_return(page: &Page) -> Result<()> {
    page.run(
        "window.__left = true; addEventListener('pageshow', (event) => { window.__persisted = event.persisted; });",
        Vec::new(),
    )
    .await
    .map(drop)
}

/// Goes back to the page that [`watch_return`] watches, which is to come out of
/// the browser's memory. Firefox 153 puts no page there that holds a lock when
/// the reader leaves, not even one that lets go of it in `pagehide`: so a page
/// that polls for the others is loaded anew there.
pub async fn come_back(stage: &Stage) -> Result<()> {
    stage.page.driver().back().await?;
    let script = if stage.engine == Engine::Firefox {
        "return window.__persisted === true || (!window.__left && document.readyState === 'complete');"
    } else {
        "return window.__persisted === true;"
    };
    stage
        .page
        .wait_until("the page to be restored, not loaded anew", script)
        .await
}

/// How the page can be seen: `visible` or `hidden`.
pub async fn visibility(page: &Page) -> Result<Value> {
    page.run("return document.visibilityState;", Vec::new())
        .await
}
