//! A counter in trouble while its numbers are shown: they stay, whoever is in
//! trouble is left alone, and all is well again afterwards.

use std::time::Instant;

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::host_page::FAST_FACTOR;
use readerly_browser_tests::origin::{Answer, most_at_once};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;

use crate::counter::{self, fast_head, mutations, show_fast, watch_mutations};
use crate::parts::{article_answer, counts, reader};
use crate::side_by_side::{
    all_frames_show, askers, polls, row, set_frames, set_total, shows_total,
};

stories! {
    unchanged_numbers_cost_a_304,
    retry_after_as_a_date,
    a_storm_of_503_dies_down,
    every_trouble_passes,
    a_hundred_megabytes_are_cut_off,
}

async fn unchanged_numbers_cost_a_304(stage: &Stage) -> Result<()> {
    let tagged = |total: u64| Answer::json(counts(13, total)).with_etag(&format!("W/\"{total}\""));
    stage.site.set("/counter.json", tagged(101));
    show_fast(stage, "").await?;
    shows_total(&stage.page, 101).await?;
    counter::polls(stage, 1).await?;
    watch_mutations(stage).await?;
    counter::polls(stage, 5).await?;
    assert_eq!(mutations(stage).await?, json!([]));
    // WebKit's driver gives it a session without an HTTP cache, and so nothing
    // to ask about: there the equal numbers themselves are what changes nothing.
    let has_cache = stage.engine != Engine::WebKit;
    let polls = polls(stage);
    for poll in &polls[1..polls.len() - 1] {
        let asked = poll.header("if-none-match");
        assert_eq!(asked, has_cache.then_some("W/\"101\""));
        assert_eq!(poll.sent_bytes() == 0, has_cache, "a 304 has no body");
    }
    stage.site.set("/counter.json", tagged(102));
    shows_total(&stage.page, 102).await?;
    counter::polls(stage, 2).await?;
    let last = self::polls(stage).pop().context("a poll")?;
    let asked = last.header("if-none-match");
    assert_eq!(asked, has_cache.then_some("W/\"102\""));
    Ok(())
}

async fn retry_after_as_a_date(stage: &Stage) -> Result<()> {
    // The page's clock is far from the server's: the server's `Date` counts.
    stage
        .site
        .set_each("/counter.json", |_, before| match before {
            0 => Answer::json(counts(13, 101)),
            1 => Answer::status(503)
                .with_header("Date", "Mon, 20 May 2024 01:06:45 GMT")
                .with_header("Retry-After", "Mon, 20 May 2024 01:07:45 GMT"),
            _ => Answer::json(counts(13, 102)),
        });
    show_fast(stage, "").await?;
    shows_total(&stage.page, 102).await?;
    let polls = polls(stage);
    let waited = polls[2].at.duration_since(polls[1].at).as_secs_f64() * FAST_FACTOR;
    assert!(
        (59.0..200.0).contains(&waited),
        "asked again after {waited} s of the 60 that the server wanted"
    );
    Ok(())
}

async fn a_storm_of_503_dies_down(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 101);
    // Chance always says the middle, so that the story can reckon with it.
    stage
        .site
        .set("/chance.js", Answer::script("Math.random = () => 0.5;"));
    let head = "<script src=\"/chance.js\"></script>";
    set_frames(stage, head, 5, "counter-every=\"5\"");
    page.open(&stage.site.url("/frames.html")).await?;
    all_frames_show(page, 5, 101).await?;
    stage.site.set("/counter.json", Answer::status(503));
    let before = polls(stage).len();
    let polls = wait::until(
        "four failures",
        || async { Ok(polls(stage)) },
        |polls| polls.len() >= before + 4,
    )
    .await?;
    let times: Vec<Instant> = polls[before..].iter().map(|poll| poll.at).collect();
    let gaps: Vec<_> = times
        .windows(2)
        .map(|pair| pair[1].duration_since(pair[0]))
        .collect();
    for pair in gaps[..3].windows(2) {
        assert!(
            pair[1] > pair[0].mul_f64(1.4),
            "five panels wait no longer: {gaps:?}"
        );
    }
    assert_eq!(most_at_once(&polls), 1);
    assert_eq!(askers(&polls).len(), 1);
    all_frames_show(page, 5, 101).await?;
    set_total(stage, 102);
    all_frames_show(page, 5, 102).await
}

async fn every_trouble_passes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // On another origin, which may lose its CORS headers.
    let counter = stage.cdn.url("/far.json");
    let far = |total: u64| Answer::json(counts(13, total));
    stage.cdn.set("/far.json", far(100));
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm xa"));
    let attributes = format!("src=\"/article.json\" counter=\"{counter}\" counter-every=\"5\"");
    stage.show(&fast_head(stage), &reader(&attributes)).await?;
    shows_total(page, 100).await?;
    let mut shown = 100;
    for (trouble, answer) in [
        ("a server error", Answer::status(500)),
        ("no CORS any more", far(666).without_cors()),
        (
            "garbage",
            Answer::json("{\"v\":1,\"site\":{\"views\":\"666"),
        ),
        ("a page of the hotel", Answer::html("<h1>666</h1>")),
        (
            "a body that drips",
            Answer::drip("application/json", 40, counts(13, 666)),
        ),
        (
            "a connection that breaks",
            Answer::cut("application/json", 500, counts(13, 666)),
        ),
        ("silence", Answer::silence()),
    ] {
        stage.cdn.set("/far.json", answer);
        page.wait_for_count("section.counter[data-state=stale]", |count| count == 1)
            .await
            .with_context(|| trouble)?;
        assert_eq!(
            row(page, "Tổng lượt truy cập").await?,
            shown.to_string(),
            "{trouble}"
        );
        let said = page.text_of("section.counter").await?;
        assert!(said.contains("Chưa có số liệu mới"), "{said}");
        shown += 1;
        stage.cdn.set("/far.json", far(shown));
        shows_total(page, shown).await.with_context(|| trouble)?;
        page.wait_for_count("section.counter[data-state=live]", |count| count == 1)
            .await?;
        let said = page.text_of("section.counter").await?;
        assert!(!said.contains("Chưa cập nhật"), "{trouble}: {said}");
    }
    let asked = stage.cdn.requests("/far.json");
    assert_eq!(most_at_once(&asked), 1);
    assert!(
        asked.iter().all(|request| request.method == "GET"),
        "a poll needs no preflight"
    );
    // The owner hears of it, and not each time.
    let lines = page.record().await?.lines("warn").len();
    assert!((1..=2).contains(&lines), "{lines} lines on the console");
    Ok(())
}

async fn a_hundred_megabytes_are_cut_off(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm"));
    set_total(stage, 100);
    let head = format!(
        "<script src=\"/wasm-memory.js\"></script>{}",
        fast_head(stage)
    );
    let body = reader("src=\"/article.json\" counter=\"/counter.json\" counter-every=\"5\"");
    stage.show(&head, &body).await?;
    shows_total(page, 100).await?;
    let mut sizes = Vec::new();
    for total in 101..=104 {
        stage.site.set("/counter.json", Answer::flood(100));
        page.wait_for_count("section.counter[data-state=stale]", |count| count == 1)
            .await?;
        set_total(stage, total);
        shows_total(page, total).await?;
        let size = page
            .run("return wasmMemory.buffer.byteLength;", Vec::new())
            .await?;
        sizes.push(size.as_u64().context("the reader has a memory")?);
    }
    // Room for some of the 64 KB that are read of each, and not for 100 MB.
    let grown = sizes.iter().max().zip(sizes.first());
    assert!(
        grown.is_some_and(|(most, first)| most - first <= 1 << 20),
        "bytes after each: {sizes:?}"
    );
    // What the network has taken by the time that the reader hangs up: buffers
    // on both sides hold some megabytes.
    let floods = wait::until(
        "the ends of the floods",
        || async {
            let mut polls = polls(stage);
            polls.retain(|poll| poll.sent_bytes() > 1 << 16);
            Ok(polls)
        },
        |floods| floods.iter().all(|flood| flood.ended_at().is_some()),
    )
    .await?;
    assert!(!floods.is_empty());
    for flood in floods {
        let megabytes = flood.sent_bytes() >> 20;
        assert!(megabytes < 50, "{megabytes} MB were taken");
    }
    Ok(())
}
