//! What a reader that has left the page leaves behind: nothing.

use anyhow::{Context as _, Result};
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{article_answer, assert_quiet, counts, heap};

stories! {
    a_thousand_with_json,
    a_thousand_inline,
    a_thousand_with_a_counter,
    a_thousand_with_a_video,
    fifty_that_come_and_go,
    one_that_comes_back,
}

/// Rounds until everything that is made once has been made, and stages, code
/// and caches are what they will be.
const WARM_UP: usize = 300;

/// Shows readers one batch after the other, and waits for each until it is
/// ready and, when it has left, until it has been let go.
const ROUNDS: &str = r"
    window.rounds = async (times, size, html, event) => {
      for (let round = 0; round < times; round += 1) {
        const place = document.createElement('div');
        let ready;
        let left = size;
        const all = new Promise((done) => { ready = done; });
        place.addEventListener(event, () => { left -= 1; if (!left) ready(); });
        place.innerHTML = html.repeat(size);
        document.body.append(place);
        await all;
        place.remove();
        await new Promise((done) => setTimeout(done));
        __record.events.length = __record.layoutShifts.length = 0;
      }
    };";

/// What is there after a collection.
#[derive(Debug)]
struct Measures {
    nodes: i64,
    listeners: i64,
    heap: f64,
    memory: u64,
}

async fn measures(stage: &Stage) -> Result<Measures> {
    let cdp = stage.page.driver().cdp();
    let heap = heap(stage).await?;
    let counters: Value = cdp.send_raw("Memory.getDOMCounters", json!({})).await?;
    let memory = stage
        .page
        .run("return wasmMemory.buffer.byteLength;", Vec::new())
        .await?;
    Ok(Measures {
        nodes: counters["nodes"].as_i64().context("nodes")?,
        listeners: counters["jsEventListeners"].as_i64().context("listeners")?,
        heap,
        memory: memory.as_u64().context("the reader has a memory")?,
    })
}

async fn prepare(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài đến và đi"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    let head = format!(
        "<script src=\"/wasm-memory.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage.show(&head, "").await?;
    stage.page.run(ROUNDS, Vec::new()).await?;
    Ok(())
}

async fn rounds(stage: &Stage, times: usize, size: usize, html: &str, event: &str) -> Result<()> {
    // In parts of fifty readers, so that no single call takes longer than a driver
    // waits, on a slow machine either.
    let most = (50 / size).max(1);
    let mut left = times;
    while left > 0 {
        let part = left.min(most);
        stage
            .page
            .run(
                "return rounds(...arguments);",
                vec![json!(part), json!(size), json!(html), json!(event)],
            )
            .await?;
        left -= part;
    }
    Ok(())
}

/// `pages` is by how many pages the memory may grow: it is the most that was in
/// use at once, and of fifty readers more or fewer are under way together.
#[track_caller]
fn assert_flat(name: &str, [before, half, after]: [&Measures; 3], pages: u64) {
    println!("| {name} | {before:?} | {half:?} | {after:?} |");
    assert!(
        after.nodes <= before.nodes + 20,
        "{name}: {before:?} {after:?}"
    );
    assert!(
        after.listeners <= before.listeners + 5,
        "{name}: {before:?} {after:?}"
    );
    assert!(
        after.memory <= before.memory + pages * 65_536,
        "{name}: {before:?} {after:?}"
    );
    // What is left of each is left of all of them; the engine's own growth, of
    // code that it compiles and of its list of requests, comes once. An element
    // and its shadow root alone would be some 500 bytes for each of 500.
    let growth = (half.heap - before.heap).min(after.heap - half.heap);
    assert!(
        growth < 64.0 * 1024.0,
        "{name}: {before:?} {half:?} {after:?}"
    );
}

async fn a_thousand_with_json(stage: &Stage) -> Result<()> {
    let html = "<readerly-article loading=\"eager\" src=\"/article.json\"></readerly-article>";
    a_thousand(stage, "JSON", html, "readerly-ready").await
}

async fn a_thousand_inline(stage: &Stage) -> Result<()> {
    let html = format!(
        "<readerly-article loading=\"eager\" lang=\"vi\"><article><h1>Bài</h1>{}</article></readerly-article>",
        "<p>Một đoạn của bài.</p>".repeat(40)
    );
    a_thousand(stage, "inline", &html, "readerly-ready").await
}

async fn a_thousand_with_a_counter(stage: &Stage) -> Result<()> {
    let html = "<readerly-article loading=\"eager\" counter=\"/counter.json\"></readerly-article>";
    a_thousand(stage, "counter", html, "readerly-count").await
}

async fn a_thousand_with_a_video(stage: &Stage) -> Result<()> {
    let html = "<readerly-article loading=\"eager\" src=\"/article.json\" video=\"https://youtu.be/dQw4w9WgXcQ\" controls=\"+sticky\"></readerly-article>";
    a_thousand(stage, "video", html, "readerly-ready").await
}

async fn a_thousand(stage: &Stage, name: &str, html: &str, event: &str) -> Result<()> {
    prepare(stage).await?;
    rounds(stage, WARM_UP, 1, html, event).await?;
    let before = measures(stage).await?;
    rounds(stage, 500, 1, html, event).await?;
    let half = measures(stage).await?;
    rounds(stage, 500, 1, html, event).await?;
    assert_flat(name, [&before, &half, &measures(stage).await?], 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn fifty_that_come_and_go(stage: &Stage) -> Result<()> {
    prepare(stage).await?;
    let html = "<readerly-article loading=\"eager\" src=\"/article.json\" counter=\"/counter.json\"></readerly-article>";
    rounds(stage, 10, 50, html, "readerly-ready").await?;
    let before = measures(stage).await?;
    rounds(stage, 10, 50, html, "readerly-ready").await?;
    let half = measures(stage).await?;
    rounds(stage, 10, 50, html, "readerly-ready").await?;
    assert_flat("fifty", [&before, &half, &measures(stage).await?], 8);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn one_that_comes_back(stage: &Stage) -> Result<()> {
    prepare(stage).await?;
    let page = &stage.page;
    page.run(
        "document.body.innerHTML = '<readerly-article id=\"reader\" src=\"/article.json\" counter=\"/counter.json\"><article><p>Bài của trang.</p></article></readerly-article>';
         window.kept = document.getElementById('reader');",
        Vec::new(),
    )
    .await?;
    for number in 1..4 {
        page.wait_for_text("h1.title", "Bài đến và đi").await?;
        page.wait_for_text("section.counter", "100").await?;
        assert!(!page.text().await?.contains("Bài của trang."));
        let events = page.record().await?.events("readerly-ready").len();
        assert_eq!(events, number, "ready once each time");
        page.run(
            "kept.remove();
             return new Promise((done) => setTimeout(done, 20));",
            Vec::new(),
        )
        .await?;
        let left = page
            .run("return kept.shadowRoot.childElementCount;", Vec::new())
            .await?;
        assert_eq!(left, json!(1), "the slot alone");
        page.run("document.body.append(kept);", Vec::new()).await?;
    }
    assert_quiet(&page.record().await?);
    Ok(())
}
