//! A tab that stays open for a day.

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;

use crate::parts::{article_answer, assert_quiet, counts, heap, reader};
use crate::side_by_side::shows_total;

stories! { ten_thousand_polls }

/// Polls until everything that is kept for a while has been kept: samples of
/// the chart, the browser's list of requests.
const WARM_UP: usize = 1000;

/// Polls whose numbers all differ.
const POLLS: usize = 10_000;

/// Polls whose numbers are all the same.
const UNCHANGED: usize = 200;

/// The numbers wander from poll to poll: a chart has something to draw, a panel
/// to write.
const WANDER: &str = "
    leapingClock.answer = (before) => {
      const wave = before % 1000;
      return JSON.stringify({ v: 1, online: { value: 10 + wave % 40, window: 300 }, site: { views: 1000000 + wave, today: wave } });
    };
    leapingClock.leap();";

/// Counts what changes in the page and in the reader: a list would itself be
/// what grows.
const WATCH: &str = "
    window.__seen = { inside: 0, outside: [] };
    const observer = new MutationObserver((records) => {
      for (const { target, type } of records) {
        const element = target.nodeType === 1 ? target : target.parentElement;
        if (element?.closest('section.counter')) __seen.inside += 1;
        else __seen.outside.push(`${type} of ${target.nodeName}`);
      }
    });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document.getElementById('reader').shadowRoot, all);
    observer.observe(document, all);
    window.__watch = observer;";

async fn ten_thousand_polls(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage
        .site
        .set("/article.json", article_answer("Bài mở cả ngày"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    let head = format!(
        "<script src=\"/leaping-clock.js\"></script><script src=\"/wasm-memory.js\"></script>\
         <script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &head,
            &reader("src=\"/article.json\" counter=\"/counter.json\""),
        )
        .await?;
    shows_total(page, 100).await?;

    page.run(WANDER, Vec::new()).await?;
    polled(stage, WARM_UP).await?;
    page.run(WATCH, Vec::new()).await?;
    let before = measures(stage).await?;
    polled(stage, POLLS / 2).await?;
    let half = measures(stage).await?;
    polled(stage, POLLS / 2).await?;
    let seen = page.run("return __seen;", Vec::new()).await?;
    assert_eq!(seen["outside"], json!([]), "changes outside the panel");
    assert!(
        seen["inside"].as_u64() > Some(1000),
        "the numbers hardly changed: {seen}"
    );
    let after = measures(stage).await?;
    assert_eq!(after.memory, before.memory, "bytes of the reader's memory");
    assert_eq!(after.elements, before.elements, "elements of the page");
    if let (Some(before), Some(half), Some(after)) = (before.heap, half.heap, after.heap) {
        // What is left of each poll is left of all of them; the engine's own
        // growth, of code that it compiles for instance, comes once.
        let growth = (half - before).min(after - half);
        assert!(
            growth < 128.0 * 1024.0,
            "the heap grew from {before} by way of {half} to {after} bytes"
        );
    }

    // From the network again, and the same numbers each time.
    page.run("leapingClock.answer = null;", Vec::new()).await?;
    shows_total(page, 100).await?;
    unchanged_polls(stage, 2).await?;
    page.run("__watch.takeRecords(); __seen.inside = 0;", Vec::new())
        .await?;
    unchanged_polls(stage, UNCHANGED).await?;
    let seen = page.run("return __seen;", Vec::new()).await?;
    assert_eq!(seen, json!({ "inside": 0, "outside": [] }));
    assert_quiet(&page.record().await?);
    Ok(())
}

/// Waits for so many more polls that the page answers itself.
async fn polled(stage: &Stage, times: usize) -> Result<()> {
    let asked = || async {
        let asked = stage.page.run("return leapingClock.asked;", Vec::new());
        Ok(asked.await?.as_u64().unwrap_or_default())
    };
    let enough = asked().await? + u64::try_from(times)?;
    wait::until_within(
        wait::patience() * 12,
        &format!("{times} polls"),
        asked,
        |asked| *asked >= enough,
    )
    .await
    .map(drop)
}

async fn unchanged_polls(stage: &Stage, times: usize) -> Result<()> {
    stage.site.forget_requests();
    wait::until_within(
        wait::patience() * 3,
        &format!("{times} polls"),
        || async { Ok(stage.site.count("/counter.json")) },
        |polled| *polled >= times,
    )
    .await
    .map(drop)
}

#[derive(Debug)]
struct Measures {
    /// Bytes of WebAssembly memory.
    memory: u64,
    /// Elements, the reader's included.
    elements: u64,
    /// Bytes of the script engine's heap after a collection, where an engine
    /// tells: only Chromium does.
    heap: Option<f64>,
}

async fn measures(stage: &Stage) -> Result<Measures> {
    let found = stage
        .page
        .run(
            // The recorder keeps every event, which is none of the reader's.
            "__record.events.length = 0;
             return [wasmMemory.buffer.byteLength, deepAll('*').length];",
            Vec::new(),
        )
        .await?;
    let heap = if stage.engine == Engine::Chromium {
        Some(heap(stage).await?)
    } else {
        None
    };
    Ok(Measures {
        memory: found[0].as_u64().context("the reader has a memory")?,
        elements: found[1].as_u64().context("the page has elements")?,
        heap,
    })
}
