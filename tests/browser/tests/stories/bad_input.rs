//! Articles that cannot be had or read: a clear message in the reader's
//! language, a retry that works, and nothing else lost.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;

use crate::parts::{FALLBACK, article, article_answer, assert_in_order, reader};

stories! {
    not_json,
    truncated_json,
    a_page_without_an_article,
    wrong_types,
    twenty_megabytes,
    cut_connection,
    empty_body,
    not_found,
    server_error,
    refused_by_cors,
    never_answers,
    offline,
    newer_version,
    missing_title_still_reads,
    unknown_block_still_reads,
    wrong_types_inside_still_read,
    message_speaks_the_readers_language,
    nothing_to_fall_back_to,
    very_many_attributes,
}

/// Each is asked for among all of an element's, so a way that asks for each of
/// them would never come to an end.
async fn very_many_attributes(stage: &Stage) -> Result<()> {
    let attributes: String = (0..200_000).map(|number| format!(" a{number}")).collect();
    let page = format!(
        "<!doctype html><html lang=\"vi\"><title>Bài có nhiều thuộc tính</title><article><h1>Bài có nhiều thuộc tính</h1><p{attributes}>Đoạn văn vẫn đọc được, dù thẻ của nó dài hơn cả bài này rất nhiều lần.</p></article></html>"
    );
    stage.site.set("/article.html", Answer::html(page));
    stage
        .embed(&reader("src=\"/article.html\" loading=\"eager\""))
        .await?;
    stage
        .page
        .wait_for_text("article .body", "Đoạn văn vẫn đọc được")
        .await
        .map(drop)
}

const UNREADABLE: &str = "Không đọc được bài viết";
const UNREACHABLE: &str = "Chưa tải được bài viết";

async fn not_json(stage: &Stage) -> Result<()> {
    fails_and_heals(stage, Answer::json("this is not JSON"), UNREADABLE).await
}

async fn truncated_json(stage: &Stage) -> Result<()> {
    let whole = article("Một bài dài").to_string();
    let half = whole
        .char_indices()
        .nth(whole.chars().count() / 2)
        .map_or(0, |(at, _)| at);
    fails_and_heals(stage, Answer::json(&whole[..half]), UNREADABLE).await
}

async fn a_page_without_an_article(stage: &Stage) -> Result<()> {
    fails_and_heals(
        stage,
        Answer::html("<!doctype html><title>Sign in</title>"),
        "Bài viết chưa có nội dung",
    )
    .await
}

async fn wrong_types(stage: &Stage) -> Result<()> {
    fails_and_heals(stage, Answer::json("[1, 2, 3]"), UNREADABLE).await
}

async fn twenty_megabytes(stage: &Stage) -> Result<()> {
    fails_and_heals(stage, Answer::flood(21), "Bài viết quá lớn").await
}

async fn cut_connection(stage: &Stage) -> Result<()> {
    let whole = article("Một bài bị cắt").to_string();
    let cut = Answer::cut(
        "application/json",
        whole.len(),
        whole.as_bytes()[..40].to_vec(),
    );
    fails_and_heals(stage, cut, UNREACHABLE).await
}

async fn empty_body(stage: &Stage) -> Result<()> {
    fails_and_heals(stage, Answer::json(""), UNREADABLE).await?;
    let nothing = json!({ "version": 1, "body": [] }).to_string();
    fails_and_heals(stage, Answer::json(nothing), "Bài viết chưa có nội dung").await
}

async fn not_found(stage: &Stage) -> Result<()> {
    fails_and_heals(stage, Answer::status(404), "Không tìm thấy bài viết").await
}

async fn server_error(stage: &Stage) -> Result<()> {
    fails_and_heals(stage, Answer::status(500), "Máy chủ đang gặp sự cố").await
}

async fn refused_by_cors(stage: &Stage) -> Result<()> {
    stage.cdn.set(
        "/article.json",
        article_answer("Bài của nơi khác").without_cors(),
    );
    let address = stage.cdn.url("/article.json");
    stage
        .embed(&reader(&format!("lang=\"vi\" src=\"{address}\"")))
        .await?;
    failure_is_shown(stage, UNREACHABLE).await?;
    stage
        .cdn
        .set("/article.json", article_answer("Bài của nơi khác"));
    retry_heals(stage, "Bài của nơi khác").await
}

async fn never_answers(stage: &Stage) -> Result<()> {
    // The page's clock runs ten times as fast: nobody waits for the time-out.
    stage.site.set("/article.json", Answer::silence());
    let head = crate::counter::fast_head(stage);
    stage
        .show(&head, &reader("lang=\"vi\" src=\"/article.json\""))
        .await?;
    failure_is_shown(stage, "Tải bài viết quá lâu").await?;
    stage
        .site
        .set("/article.json", article_answer("Bài đến muộn"));
    retry_heals(stage, "Bài đến muộn").await
}

async fn offline(stage: &Stage) -> Result<()> {
    // The drivers cannot unplug all three browsers; a connection that breaks
    // on a device that says it has none is the same to a page.
    stage.site.set(
        "/unplugged.js",
        Answer::script("Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => window.plugged === true });"),
    );
    stage.site.set(
        "/article.json",
        Answer::cut("application/json", 900, &b"{"[..]),
    );
    let head = format!(
        "<script src=\"/unplugged.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(&head, &reader("lang=\"vi\" src=\"/article.json\""))
        .await?;
    failure_is_shown(stage, "Mất kết nối mạng").await?;
    stage
        .site
        .set("/article.json", article_answer("Bài khi có mạng"));
    stage
        .page
        .run(
            "window.plugged = true; dispatchEvent(new Event('online'));",
            Vec::new(),
        )
        .await?;
    // Nobody has to press anything once the connection is back.
    stage
        .page
        .wait_for_text("h1.title", "Bài khi có mạng")
        .await
        .map(drop)
}

async fn newer_version(stage: &Stage) -> Result<()> {
    let mut newer = article("Bài của mai sau");
    newer["version"] = json!(2);
    fails_and_heals(
        stage,
        Answer::json(newer.to_string()),
        "Chưa hiển thị được bài viết này",
    )
    .await
}

async fn missing_title_still_reads(stage: &Stage) -> Result<()> {
    let mut untitled = article("");
    untitled.as_object_mut().expect("an object").remove("title");
    stage
        .site
        .set("/article.json", Answer::json(untitled.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("article .body", "Đoạn mở đầu")
        .await?;
    let record = stage.page.record().await?;
    let warnings = record.lines("warn");
    assert!(
        warnings.iter().any(|line| line.contains("title")),
        "{warnings:?}"
    );
    assert!(record.events("readerly-error").is_empty());
    Ok(())
}

async fn unknown_block_still_reads(stage: &Stage) -> Result<()> {
    let mut odd = article("Bài có khối lạ");
    odd["body"]
        .as_array_mut()
        .expect("a list")
        .insert(1, json!({ "type": "hologram", "depth": 3 }));
    stage
        .site
        .set("/article.json", Answer::json(odd.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    let text = stage
        .page
        .wait_for_text("article .body", "Mục thứ nhất")
        .await?;
    assert_in_order(&text, &["Đoạn mở đầu", "Mục thứ nhất", "liên kết"]);
    let record = stage.page.wait_for_event("readerly-ready").await?;
    let warnings = record.lines("warn");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].contains("block 2") && warnings[0].contains("hologram"),
        "{warnings:?}"
    );
    assert!(
        record.events("readerly-ready")[0]
            .detail
            .contains("hologram")
    );
    Ok(())
}

async fn wrong_types_inside_still_read(stage: &Stage) -> Result<()> {
    let odd = json!({
        "version": 1,
        "title": "Bài có trường sai kiểu",
        "kicker": 7,
        "published": { "year": 2024 },
        "views": -1,
        "authors": "Một người",
        "body": [
            "Đoạn lành.",
            { "type": "heading", "level": "two", "text": "Mục lành" },
            { "type": "table", "body": "không phải bảng" },
            { "type": "paragraph", "text": { "not": "text" } },
            { "type": "figure", "image": { "url": "javascript:alert(1)", "alt": "" } },
            42,
            "Đoạn cuối."
        ],
    });
    stage
        .site
        .set("/article.json", Answer::json(odd.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    let text = stage.page.wait_for_text("article", "Đoạn cuối.").await?;
    assert_in_order(
        &text,
        &[
            "Bài có trường sai kiểu",
            "Đoạn lành.",
            "Mục lành",
            "Đoạn cuối.",
        ],
    );
    let record = stage.page.record().await?;
    let warnings = record.lines("warn").join("\n");
    for word in ["views", "block 3", "block 5", "javascript:"] {
        assert!(
            warnings.contains(word),
            "{word:?} is not named in:\n{warnings}"
        );
    }
    assert!(record.events("readerly-error").is_empty());
    Ok(())
}

async fn message_speaks_the_readers_language(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", Answer::status(404));
    for (lang, title, retry) in [
        ("en", "Article not found", "Try again"),
        ("ar", "المقال غير موجود", "إعادة المحاولة"),
        ("vi", "Không tìm thấy bài viết", "Thử lại"),
    ] {
        stage
            .embed(&reader(&format!("lang=\"{lang}\" src=\"/article.json\"")))
            .await?;
        let text = stage.page.wait_for_text(".failure", retry).await?;
        assert_in_order(&text, &[title, retry]);
    }
    Ok(())
}

async fn nothing_to_fall_back_to(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", Answer::status(404));
    stage
        .embed(
            "<readerly-article id=\"reader\" lang=\"vi\" src=\"/article.json\"></readerly-article>",
        )
        .await?;
    failure_box(stage, "Không tìm thấy bài viết").await?;
    stage
        .site
        .set("/article.json", article_answer("Bài trở lại"));
    retry_heals(stage, "Bài trở lại").await
}

async fn fails_and_heals(stage: &Stage, answer: Answer, title: &str) -> Result<()> {
    stage.site.set("/article.json", answer);
    stage
        .site
        .set("/counter.json", Answer::json(crate::parts::counts(3, 55)));
    stage
        .embed(&reader(
            "lang=\"vi\" src=\"/article.json\" counter=\"/counter.json\"",
        ))
        .await?;
    failure_is_shown(stage, title).await?;
    // Nothing else is lost: the numbers are there without the article.
    stage.page.wait_for_text("section.counter", "55").await?;

    // A retry while the fault lasts says the same again.
    let asked = stage.site.count("/article.json");
    stage.page.click(".failure button").await?;
    wait::until_true("another request", || async {
        Ok(stage.site.count("/article.json") > asked)
    })
    .await?;
    failure_box(stage, title).await?;

    stage
        .site
        .set("/article.json", article_answer("Bài đã lành"));
    retry_heals(stage, "Bài đã lành").await
}

async fn failure_is_shown(stage: &Stage, title: &str) -> Result<()> {
    failure_box(stage, title).await?;
    let text = stage.page.text_of("readerly-article").await?;
    assert!(
        text.contains(FALLBACK),
        "the page's own article is lost:\n{text}"
    );
    let record = stage.page.wait_for_event("readerly-error").await?;
    let event = &record.events("readerly-error")[0];
    assert!(
        !event.code.is_empty() && !event.message.is_empty(),
        "{event:?}"
    );
    let lines = record.lines("error");
    assert_eq!(
        lines.len(),
        1,
        "one console line for one failure: {lines:?}"
    );
    assert!(
        lines[0].contains("article.json"),
        "which address? {lines:?}"
    );
    Ok(())
}

async fn failure_box(stage: &Stage, title: &str) -> Result<()> {
    let text = wait::until_within(
        Duration::from_secs(30),
        &format!("the message {title:?}"),
        || stage.page.text_of(".failure"),
        |text: &String| text.contains(title),
    )
    .await?;
    assert_in_order(&text, &[title, "Thử lại"]);
    let alert = stage.page.find(".failure > div").await?;
    assert_eq!(stage.page.role(&alert).await?, "alert");
    let button = stage.page.find(".failure button").await?;
    assert_eq!(stage.page.accessible_name(&button).await?, "Thử lại");
    Ok(())
}

async fn retry_heals(stage: &Stage, title: &str) -> Result<()> {
    stage.page.click(".failure button").await?;
    stage.page.wait_for_text("h1.title", title).await?;
    stage
        .page
        .wait_for_count(".failure", |count| count == 0)
        .await?;
    assert!(
        !stage.page.text().await?.contains(FALLBACK),
        "both articles are shown"
    );
    Ok(())
}
