//! What reads HTML, what polls counters and what explains a failure come in files
//! of their own, and only when they are needed.

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, Gate};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use serde_json::json;

use crate::parts::{FALLBACK, article_answer, assert_quiet, counts, reader};

stories! {
    article_json_never_fetches_it,
    three_articles_fetch_it_once,
    it_is_of_another_release,
    it_is_there_the_second_time,
    three_panels_fetch_the_counter_once,
    a_counter_of_another_release,
    the_counter_is_there_the_second_time,
    why_an_article_is_missing_comes_when_it_is,
    the_words_for_a_failure_are_a_long_time_coming,
    nobody_can_say_why_an_article_is_missing,
}

const FILE: &str = "/readerly_more.wasm";

const COUNTER: &str = "/readerly_counter.wasm";

const PAGE: &str = "/readerly_page.wasm";

const FAILURE: &str = "/readerly_failure.wasm";

fn with_html(title: &str) -> Answer {
    Answer::json(
        json!({
            "version": 1,
            "title": title,
            "body": [{ "type": "html", "html": "<h2>Từ HTML</h2><p>Một <em>đoạn</em>.</p>" }],
        })
        .to_string(),
    )
}

async fn article_json_never_fetches_it(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Chỉ có JSON"));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage.page.wait_for_text("h1.title", "Chỉ có JSON").await?;
    assert_eq!(stage.cdn.count(FILE), 0);
    assert_eq!(stage.cdn.count(COUNTER), 0);
    assert_eq!(stage.cdn.count(FAILURE), 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn three_articles_fetch_it_once(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", with_html("Có HTML"));
    let one = "<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article>";
    stage.embed(&one.repeat(3)).await?;
    stage.page.wait_for_count("h2", |count| count == 3).await?;
    assert_eq!(stage.cdn.count(FILE), 1);
    assert_eq!(stage.cdn.count(PAGE), 0);
    assert_eq!(stage.cdn.count(COUNTER), 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn it_is_of_another_release(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", with_html("Có HTML"));
    stage.cdn.set(
        FILE,
        Answer::new("application/wasm", &b"\0asm\x01\0\0\0"[..]),
    );
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_count(".notice button", |count| count == 1)
        .await?;
    assert_eq!(stage.page.count("h1.title").await?, 0);
    // The article of the page is whole, and nobody's connection is to blame.
    let text = stage.page.text().await?;
    assert!(text.contains(FALLBACK), "{text}");
    assert_eq!(
        stage.page.text_of(".notice p").await?,
        "The reader is not working"
    );
    assert_eq!(stage.page.count(".failure").await?, 0);
    Ok(())
}

async fn it_is_there_the_second_time(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", with_html("Có HTML"));
    stage.cdn.set(FILE, Answer::status(404));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_count(".notice button", |count| count == 1)
        .await?;
    let bytes = readerly_browser_tests::origin::dist_file("readerly_more.wasm")?;
    stage.cdn.set(FILE, Answer::new("application/wasm", bytes));
    stage.page.click(".notice button").await?;
    stage.page.wait_for_text("h1.title", "Có HTML").await?;
    Ok(())
}

async fn three_panels_fetch_the_counter_once(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", article_answer("Có bộ đếm"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    let one = "<readerly-article src=\"/article.json\" counter=\"/counter.json\" loading=\"eager\"></readerly-article>";
    stage.embed(&one.repeat(3)).await?;
    stage
        .page
        .wait_for_count("section.counter dl .total", |count| count == 3)
        .await?;
    assert_eq!(stage.cdn.count(COUNTER), 1);
    assert_eq!(stage.cdn.count(FILE), 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn a_counter_of_another_release(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài vẫn đọc được"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    stage.cdn.set(
        COUNTER,
        Answer::new("application/wasm", &b"\0asm\x01\0\0\0"[..]),
    );
    stage
        .embed(&reader("src=\"/article.json\" counter=\"/counter.json\""))
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài vẫn đọc được")
        .await?;
    stage
        .page
        .wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
        .await?;
    let record = stage.page.record().await?;
    assert_eq!(record.lines("error").len(), 1, "{record:#?}");
    assert_eq!(stage.site.count("/counter.json"), 0);
    Ok(())
}

async fn the_counter_is_there_the_second_time(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", article_answer("Có bộ đếm"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    stage.cdn.set(COUNTER, Answer::status(404));
    stage
        .embed(&reader("src=\"/article.json\" counter=\"/counter.json\""))
        .await?;
    stage
        .page
        .wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
        .await?;
    let bytes = readerly_browser_tests::origin::dist_file("readerly_counter.wasm")?;
    stage
        .cdn
        .set(COUNTER, Answer::new("application/wasm", bytes));
    let again = "document.getElementById('reader').setAttribute('counter', '/counter.json?again');";
    stage.page.run(again, Vec::new()).await?;
    stage
        .page
        .wait_for_text("section.counter .total", "100")
        .await
        .map(drop)
}

async fn why_an_article_is_missing_comes_when_it_is(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", Answer::status(404));
    let one =
        "<readerly-article src=\"/article.json\" lang=\"vi\" loading=\"eager\"></readerly-article>";
    stage.embed(&one.repeat(2)).await?;
    stage
        .page
        .wait_for_count(".failure", |count| count == 2)
        .await?;
    assert_eq!(
        stage.page.text_of(".failure-title").await?,
        "Không tìm thấy bài viết"
    );
    assert_eq!(stage.cdn.count(FAILURE), 1);
    // The words follow the language, and are asked for no second time.
    let english =
        "for (const one of document.querySelectorAll('readerly-article')) one.lang = 'en';";
    stage.page.run(english, Vec::new()).await?;
    stage
        .page
        .wait_for_text(".failure-title", "Article not found")
        .await?;
    assert_eq!(stage.cdn.count(FAILURE), 1);
    Ok(())
}

async fn the_words_for_a_failure_are_a_long_time_coming(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.site.set("/article.json", Answer::status(403));
    let bytes = readerly_browser_tests::origin::dist_file("readerly_failure.wasm")?;
    let gate = Gate::default();
    stage.cdn.set(
        FAILURE,
        Answer::new("application/wasm", bytes).behind(&gate),
    );
    stage
        .embed(
            "<readerly-article id=\"reader\" src=\"/article.json\" lang=\"vi\"></readerly-article>",
        )
        .await?;
    // What is true of any failure, and a button, in the meantime.
    page.wait_for_text(".failure", "Lỗi không do thiết bị của bạn")
        .await?;
    page.wait_for_count(".failure button", |count| count == 1)
        .await?;
    gate.open();
    page.wait_for_text(".failure-title", "Bạn chưa có quyền xem bài viết này")
        .await?;
    let record = page.wait_for_event("readerly-error").await?;
    assert_eq!(record.events("readerly-error").len(), 1);
    Ok(())
}

async fn nobody_can_say_why_an_article_is_missing(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", Answer::status(403));
    stage.cdn.set(FAILURE, Answer::status(404));
    stage
        .embed(
            "<readerly-article id=\"reader\" src=\"/article.json\" lang=\"vi\"></readerly-article>",
        )
        .await?;
    stage
        .page
        .wait_for_text(".failure-title", "Chưa tải được bài viết")
        .await?;
    let record = stage.page.wait_for_event("readerly-error").await?;
    assert_eq!(record.events("readerly-error")[0].code, "status");
    let lines = record.lines("error");
    assert!(
        lines.len() == 1 && lines[0].contains("article.json: status"),
        "{lines:?}"
    );
    // Another try finds both.
    let bytes = readerly_browser_tests::origin::dist_file("readerly_failure.wasm")?;
    stage
        .cdn
        .set(FAILURE, Answer::new("application/wasm", bytes));
    stage.page.click(".failure button").await?;
    stage
        .page
        .wait_for_text(".failure-title", "Bạn chưa có quyền xem bài viết này")
        .await
        .map(drop)
}
