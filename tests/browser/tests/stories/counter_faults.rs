//! The counter panel with a counter that fails: last good numbers stay, a
//! failure is never a zero, and a server in trouble is left alone.

use std::time::{Duration, Instant};

use anyhow::Result;
use readerly_browser_tests::host_page::FAST_FACTOR;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;

use crate::counter::{fast_head, polls, show_fast};
use crate::parts::{article_answer, counts, reader};

stories! {
    last_numbers_stay,
    never_had_numbers,
    bad_bodies,
    never_answers,
    retry_after_is_honoured,
    errors_back_off,
    refused_by_cors,
}

async fn last_numbers_stay(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 2_497_859)));
    show_fast(stage, "").await?;
    stage
        .page
        .wait_for_text("section.counter", "2.497.859")
        .await?;
    let good = numbers(stage).await?;
    stage.site.set("/counter.json", Answer::status(500));
    let status = stage.page.wait_for_text(".counter-status", "trước").await?;
    assert!(status.contains("Chưa có số liệu mới"), "{status}");
    assert_eq!(numbers(stage).await?, good);
    polls(stage, 2).await?;
    assert_eq!(numbers(stage).await?, good);

    stage
        .site
        .set("/counter.json", Answer::json(counts(21, 2_497_900)));
    stage
        .page
        .wait_for_text("section.counter", "2.497.900")
        .await?;
    stage
        .page
        .wait_until(
            "the note to go",
            "return deepAll('section.counter')[0].dataset.state === 'live';",
        )
        .await?;
    Ok(())
}

async fn never_had_numbers(stage: &Stage) -> Result<()> {
    stage.site.set("/counter.json", Answer::status(503));
    show_fast(stage, "").await?;
    let panel = stage
        .page
        .wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
        .await?;
    assert!(
        !panel.contains(|letter: char| letter.is_ascii_digit()),
        "numbers nobody sent: {panel}"
    );
    stage.site.set("/counter.json", Answer::json(counts(3, 55)));
    stage.page.wait_for_text("section.counter", "55").await?;
    Ok(())
}

async fn bad_bodies(stage: &Stage) -> Result<()> {
    let too_large = format!(
        "{{\"v\":1,\"online\":{{\"value\":7}},\"padding\":\"{}\"}}",
        "x".repeat(66_000)
    );
    for (name, answer) in [
        ("not JSON", Answer::json("online: 7")),
        (
            "truncated JSON",
            Answer::json("{\"v\":1,\"online\":{\"value\":7"),
        ),
        ("a page", Answer::html("<!doctype html><p>7 online</p>")),
        ("a list", Answer::json("[7]")),
        (
            "another version",
            Answer::json("{\"v\":9,\"online\":{\"value\":7}}"),
        ),
        ("nothing offered", Answer::json("{\"v\":1}")),
        (
            "wrong types",
            Answer::json("{\"v\":1,\"online\":{\"value\":\"seven\"},\"site\":7}"),
        ),
        ("over 64 KB", Answer::json(too_large)),
        ("an endless stream", Answer::flood(3)),
        (
            "cut short",
            Answer::cut("application/json", 500, &b"{\"v\":1,"[..]),
        ),
        ("empty", Answer::json("")),
    ] {
        stage.site.set("/counter.json", answer);
        show_fast(stage, "").await?;
        let panel = stage
            .page
            .wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
            .await?;
        assert!(
            !panel.contains(|letter: char| letter.is_ascii_digit()),
            "{name}: {panel}"
        );
    }
    Ok(())
}

async fn never_answers(stage: &Stage) -> Result<()> {
    stage.site.set("/counter.json", Answer::silence());
    show_fast(stage, "").await?;
    stage
        .page
        .wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
        .await?;
    stage.site.set("/counter.json", Answer::json(counts(3, 55)));
    stage.page.wait_for_text("section.counter", "55").await?;
    Ok(())
}

async fn retry_after_is_honoured(stage: &Stage) -> Result<()> {
    stage.site.queue(
        "/counter.json",
        [
            Answer::json(counts(13, 100)),
            Answer::status(429).with_header("Retry-After", "60"),
            Answer::json(counts(13, 101)),
        ],
    );
    show_fast(stage, "").await?;
    stage.page.wait_for_text("section.counter", "101").await?;
    let requests = stage.site.requests("/counter.json");
    let waited = requests[2].at.duration_since(requests[1].at).as_secs_f64() * FAST_FACTOR;
    assert!(
        waited >= 59.0,
        "asked again after {waited} s of the 60 that the server wanted"
    );
    Ok(())
}

async fn errors_back_off(stage: &Stage) -> Result<()> {
    stage.site.set("/counter.json", Answer::status(500));
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm"));
    // Chance always says the middle, so that the story can reckon with it.
    stage
        .site
        .set("/chance.js", Answer::script("Math.random = () => 0.5;"));
    let head = format!("<script src=\"/chance.js\"></script>{}", fast_head(stage));
    let body = reader("src=\"/article.json\" counter=\"/counter.json\" counter-every=\"5\"");
    stage.show(&head, &body).await?;
    wait::until_true("five polls", || async {
        Ok(stage.site.count("/counter.json") >= 5)
    })
    .await?;
    let times: Vec<Instant> = stage
        .site
        .requests("/counter.json")
        .iter()
        .map(|request| request.at)
        .collect();
    let gaps: Vec<Duration> = times
        .windows(2)
        .map(|pair| pair[1].duration_since(pair[0]))
        .collect();
    // Each wait is twice the last one; less leaves room for a busy machine.
    for pair in gaps[..4].windows(2) {
        assert!(
            pair[1] > pair[0].mul_f64(1.4),
            "the waits do not grow: {gaps:?}"
        );
    }
    Ok(())
}

async fn refused_by_cors(stage: &Stage) -> Result<()> {
    stage.cdn.set(
        "/foreign.json",
        Answer::json(counts(13, 100)).without_cors(),
    );
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm xa"));
    let counter = stage.cdn.url("/foreign.json");
    stage
        .embed(&reader(&format!(
            "src=\"/article.json\" counter=\"{counter}\""
        )))
        .await?;
    stage
        .page
        .wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
        .await?;
    // The article does not suffer.
    assert_eq!(stage.page.text_of("h1.title").await?, "Bài có bộ đếm xa");
    let names_it = |line: &&str| line.contains("foreign.json");
    let record = stage
        .page
        .wait_for_record("a console line about the counter", |record| {
            record.lines("warn").iter().any(names_it)
        })
        .await?;
    assert_eq!(
        record
            .lines("warn")
            .iter()
            .filter(|line| names_it(line))
            .count(),
        1
    );
    Ok(())
}

async fn numbers(stage: &Stage) -> Result<serde_json::Value> {
    stage
        .page
        .run(
            "return deepAll('section.counter dd').map((cell) => cell.textContent);",
            Vec::new(),
        )
        .await
}
