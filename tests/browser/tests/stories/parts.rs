//! Small articles and counts that the stories share.

use anyhow::{Context as _, Result};
use readerly_browser_tests::host_page::Record;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

/// The words of the light-DOM article in [`reader`].
pub const FALLBACK: &str = "Bài dự phòng của trang.";

/// An article of Readerly JSON with a title and some text.
pub fn article(title: &str) -> Value {
    json!({
        "version": 1,
        "title": title,
        "lang": "vi",
        "kicker": "Thông báo",
        "published": "2024-05-20 08:06:45",
        "body": [
            "Đoạn mở đầu của bài thử, đủ dài để thành một dòng chữ thật sự trên trang.",
            { "type": "heading", "level": 2, "text": "Mục thứ nhất" },
            { "type": "paragraph", "text": [
                "Câu này có một ",
                { "type": "link", "url": "https://example.com/lien-ket", "text": "liên kết" },
                " ở giữa."
            ] },
        ],
    })
}

/// The article as a server answers it.
pub fn article_answer(title: &str) -> Answer {
    Answer::json(article(title).to_string())
}

/// Counter JSON, version 1, with these totals.
pub fn counts(online: u64, views: u64) -> String {
    json!({
        "v": 1,
        "at": "2024-05-20T01:06:45Z",
        "online": { "value": online, "window": 300 },
        "site": { "views": views, "today": 1365, "yesterday": 0 },
        "since": "2013-04-02",
    })
    .to_string()
}

/// A reader with these attributes and a light-DOM article as its fallback.
pub fn reader(attributes: &str) -> String {
    format!(
        "<readerly-article id=\"reader\" {attributes}>\n\
         <article lang=\"vi\"><h2>Tiêu đề dự phòng</h2><p>{FALLBACK}</p></article>\n\
         </readerly-article>"
    )
}

/// Puts up a page with a reader that shows an article with this title, and
/// waits until it does.
pub async fn show_article(stage: &Stage, title: &str, attributes: &str) -> Result<()> {
    stage.site.set("/article.json", article_answer(title));
    stage
        .embed(&reader(&format!("src=\"/article.json\" {attributes}")))
        .await?;
    stage.page.wait_for_text("h1.title", title).await?;
    Ok(())
}

/// Puts up a page with this body, and then the loader: while our files are held
/// back, an engine may wait for them with the page.
pub async fn show_then_load(stage: &Stage, body: &str) -> Result<()> {
    stage.show("", body).await?;
    let script = "const tag = document.createElement('script'); tag.src = arguments[0]; document.head.append(tag);";
    let address = stage.cdn.url("/readerly.js");
    stage.page.run(script, vec![json!(address)]).await?;
    Ok(())
}

/// Fails when the page reported anything that nobody expects: errors of the
/// reader, exceptions, violations of the page's policy.
#[track_caller]
pub fn assert_quiet(record: &Record) {
    assert_eq!(record.lines("error"), Vec::<&str>::new(), "{record:#?}");
    assert_eq!(record.lines("warn"), Vec::<&str>::new(), "{record:#?}");
    assert_eq!(record.errors, Vec::<String>::new(), "{record:#?}");
    assert_eq!(record.violations, Vec::<String>::new(), "{record:#?}");
}

/// Fails when anything on the page has jumped. Only Chromium tells of that.
#[track_caller]
pub fn assert_still(record: &Record) {
    let shifts = &record.layout_shifts;
    assert!(shifts.is_empty(), "{shifts:#?}");
}

/// Fails unless the text holds these words, in this order.
#[track_caller]
pub fn assert_in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        match rest.split_once(word) {
            Some((_, after)) => rest = after,
            None => panic!("{word:?} is missing, or not in its place, in:\n{text}"),
        }
    }
}

/// Bytes of Chromium's script heap in use once nothing more is found to collect: what hangs on a weak
/// reference or a finaliser goes only after a later turn of the loop.
pub async fn heap(stage: &Stage) -> Result<f64> {
    let cdp = stage.page.driver().cdp();
    let mut least = f64::INFINITY;
    loop {
        cdp.send_raw("HeapProfiler.collectGarbage", json!({}))
            .await?;
        let usage: Value = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?;
        let used = usage["usedSize"].as_f64().context("a size of the heap")?;
        if used > least * 0.98 {
            return Ok(used.min(least));
        }
        least = used;
    }
}
