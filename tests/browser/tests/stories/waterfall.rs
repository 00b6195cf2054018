//! Nothing waits in line: what a reader will certainly need is asked for in the
//! moment in which it comes near, each file once.

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, Gate, dist_file};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use std::time::Duration;

use crate::parts::{article_answer, assert_quiet, counts, reader, show_then_load};

stories_in_every_engine! {
    all_is_asked_for_at_once,
    each_reader_asks_for_its_own_article,
    an_early_failure_is_told_like_a_late_one,
    another_article_while_starting,
    a_reader_that_leaves_while_starting,
}

const MORE: &str = "/readerly_more.wasm";
const COUNTER: &str = "/readerly_counter.wasm";
const FIRST: [&str; 3] = ["/readerly-glue.js", "/readerly_bg.wasm", "/readerly.css"];

/// Nothing of ours can run before the gate is open.
fn hold(stage: &Stage) -> Result<Gate> {
    let gate = Gate::default();
    let glue = Answer::new("text/javascript", dist_file("readerly-glue.js")?);
    stage.cdn.set("/readerly-glue.js", glue.behind(&gate));
    Ok(gate)
}

/// A body, which files come with the first ones, and the title of the article.
async fn check(stage: &Stage, body: &str, beside: &[&str], title: &str) -> Result<()> {
    stage.site.forget_requests();
    stage.cdn.forget_requests();
    let gate = hold(stage)?;
    show_then_load(stage, body).await?;
    let asked = |path: &str| stage.cdn.count(path) + stage.site.count(path);
    let all: Vec<&str> = FIRST.iter().chain(beside).copied().collect();
    wait::until_true(&format!("{all:?} before there is any module"), || async {
        Ok(all.iter().all(|path| asked(path) == 1))
    })
    .await?;
    gate.open();
    stage.page.wait_for_text("h1.title", title).await?;
    stage.page.wait_for_event("readerly-ready").await?;
    for path in all.iter().chain(&[MORE, COUNTER]) {
        let expected = usize::from(all.contains(path));
        assert_eq!(asked(path), expected, "{path} of {body}");
    }
    assert_eq!(asked("/readerly-faults.js"), 0, "a visit without a failure");
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn all_is_asked_for_at_once(stage: &Stage) -> Result<()> {
    let site = &stage.site;
    site.set("/article.json", article_answer("Bài JSON"));
    site.set("/counter.json", Answer::json(counts(13, 100)));
    let page = "<!doctype html><title>Trang</title><article><h1>Bài từ một trang</h1>\
                <p>Chữ của trang, đủ dài để thành một đoạn văn thật sự.</p></article>";
    site.set("/trang", Answer::html(page));
    let inline = "<readerly-article><article><h1>Bài trong trang</h1><p>Một đoạn.</p></article></readerly-article>";
    for (body, beside, title) in [
        (
            reader("src=\"/article.json#1\""),
            &["/article.json"][..],
            "Bài JSON",
        ),
        (
            reader("src=\" article.json \" format=\"json\" counter=\"/counter.json\""),
            &["/article.json", COUNTER],
            "Bài JSON",
        ),
        (inline.to_owned(), &[MORE], "Bài trong trang"),
        (
            reader("src=\"/trang\" format=\"html\""),
            &["/trang", MORE],
            "Bài từ một trang",
        ),
    ] {
        check(stage, &body, beside, title).await?;
    }
    Ok(())
}

/// One request each, and a new one for each refresh.
async fn each_reader_asks_for_its_own_article(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", article_answer("Bài chung"));
    let one = "<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article>";
    stage.embed(&one.repeat(2)).await?;
    let page = &stage.page;
    page.wait_for_count("h1.title", |count| count == 2).await?;
    assert_eq!(stage.site.count("/article.json"), 2);
    for asked in [3, 4] {
        let title = format!("Bài lần thứ {asked}");
        stage.site.set("/article.json", article_answer(&title));
        let again = "document.querySelector('readerly-article').refresh();";
        page.run(again, Vec::new()).await?;
        page.wait_for_text("h1.title", &title).await?;
        assert_eq!(stage.site.count("/article.json"), asked);
    }
    assert_quiet(&page.record().await?);
    Ok(())
}

/// The first time by the loader, the second time by the module.
async fn an_early_failure_is_told_like_a_late_one(stage: &Stage) -> Result<()> {
    let answers = [
        Answer::status(404),
        Answer::status(503),
        Answer::json("no JSON"),
        Answer::new("application/json", &b"{\"title\":\"\xff\"}"[..]),
        Answer::cut("application/json", 900, &b"{"[..]),
        Answer::flood(21),
    ];
    for answer in answers {
        stage.site.set("/article.json", answer);
        stage.embed(&reader("src=\"/article.json\"")).await?;
        stage.page.wait_for_event("readerly-error").await?;
        stage
            .page
            .run("document.getElementById('reader').refresh();", Vec::new())
            .await?;
        let record = stage
            .page
            .wait_for_record("the second failure", |record| {
                record.events("readerly-error").len() == 2
            })
            .await?;
        let events = record.events("readerly-error");
        assert_eq!(events[0].message, events[1].message);
        assert_eq!(events[0].code, events[1].code);
    }
    Ok(())
}

/// What was asked for is of no use then, and nobody reads it.
async fn another_article_while_starting(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", article_answer("Bài cũ"));
    stage.site.set("/new.json", article_answer("Bài mới"));
    let gate = hold(stage)?;
    show_then_load(stage, &reader("src=\"/article.json\"")).await?;
    asked(stage, "/article.json", 1).await?;
    let script = "document.getElementById('reader').setAttribute('src', arguments[0]);";
    stage.page.run(script, vec!["/new.json".into()]).await?;
    gate.open();
    stage.page.wait_for_text("h1.title", "Bài mới").await?;
    stage.page.run(script, vec!["/article.json".into()]).await?;
    stage.page.wait_for_text("h1.title", "Bài cũ").await?;
    assert_eq!(
        stage.site.count("/article.json"),
        2,
        "what was early is gone"
    );
    assert_eq!(stage.site.count("/new.json"), 1);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// Its request ends with it, and it asks anew when it is put back.
async fn a_reader_that_leaves_while_starting(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", Answer::silence());
    let gate = hold(stage)?;
    show_then_load(stage, &reader("src=\"/article.json\"")).await?;
    asked(stage, "/article.json", 1).await?;
    let page = &stage.page;
    page.run(
        "window.gone = document.getElementById('reader'); gone.remove();",
        Vec::new(),
    )
    .await?;
    wait::until_true("the end of the request", || async {
        let requests = stage.site.requests("/article.json");
        Ok(requests.iter().all(|request| request.ended_at().is_some()))
    })
    .await?;
    stage
        .site
        .set("/article.json", article_answer("Bài trở lại"));
    gate.open();
    wait::quiet_time(Duration::from_millis(300)).await;
    page.run("document.body.append(gone);", Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài trở lại").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn asked(stage: &Stage, path: &str, times: usize) -> Result<()> {
    wait::until_true("the request", || async {
        Ok(stage.site.count(path) == times)
    })
    .await
}
