//! Sources that are larger, deeper or longer than any article: the reader says
//! what it left out, and the tab lives.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::host_page::Record;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};

use crate::parts::{FALLBACK, reader};

stories! {
    a_body_of_21_mebibytes,
    html_nested_200_000_deep,
    paragraphs_150_000,
    one_paragraph_of_5_megabytes,
}

/// A browser that parses and lays out all of this has much to do, and on a
/// machine that has other work too, for long.
const LONG: Duration = Duration::from_secs(240);

async fn a_body_of_21_mebibytes(stage: &Stage) -> Result<()> {
    for format in ["", "format=\"html\""] {
        stage.site.set("/article.json", Answer::flood(21));
        stage
            .embed(&reader(&format!(
                "loading=\"eager\" lang=\"vi\" src=\"/article.json\" {format}"
            )))
            .await?;
        let record = settled(stage).await?;
        let event = &record.events("readerly-error")[0];
        assert_eq!(event.code, "too-large");
        let lines = record.lines("error");
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(
            lines[0].contains("article.json") && lines[0].contains("20 MiB"),
            "{lines:?}"
        );
        assert_eq!(record.errors, Vec::<String>::new());
        let text = stage.page.text_of("readerly-article").await?;
        for words in ["Bài viết quá lớn", "Thử lại", FALLBACK] {
            assert!(text.contains(words), "{words:?} is missing in:\n{text}");
        }
        // The tab lives: the same reader shows the next article.
        stage.site.set("/article.json", block("<p>Bài ngắn.</p>"));
        stage.page.click(".failure button").await?;
        stage
            .page
            .wait_for_text("article .body", "Bài ngắn.")
            .await?;
    }
    Ok(())
}

async fn html_nested_200_000_deep(stage: &Stage) -> Result<()> {
    // Deep, and with all of its text: no parser keeps it so deep.
    let inside = format!(
        "{}trong cùng{}",
        "<div>".repeat(5000),
        "</div>".repeat(5000)
    );
    let seen = show(stage, &inside).await?;
    assert_eq!(seen.words(), "trong cùngHết bài.");
    assert_eq!(seen.record.lines("warn"), Vec::<&str>::new());
    // Deeper than parsers take without delay: what is inside is not read, and
    // that is said.
    let seen = show(stage, &format!("{}trong cùng", "<div>".repeat(200_000))).await?;
    assert_eq!(seen.words(), "Hết bài.");
    seen.assert_left_out("nests more than 5000 elements");
    Ok(())
}

async fn paragraphs_150_000(stage: &Stage) -> Result<()> {
    let mut html = String::new();
    for number in 1..=150_000 {
        write!(html, "<p>{number}")?;
    }
    let seen = show(stage, &html).await?;
    seen.assert_left_out("more than 100000 elements and texts");
    // An element and its text count as two.
    assert!(
        (49_000..=50_002).contains(&seen.paragraphs),
        "{} paragraphs",
        seen.paragraphs
    );
    assert!(
        seen.beginning.starts_with("1234567891011"),
        "{}",
        seen.beginning
    );
    Ok(())
}

async fn one_paragraph_of_5_megabytes(stage: &Stage) -> Result<()> {
    let text = "năm chữ mỗi lần ".repeat(250_000);
    let characters = text.trim_end().chars().count() as u64;
    for body in [
        json!({ "type": "html", "html": format!("<p>{text}") }),
        json!(text),
    ] {
        let seen = show_body(stage, body).await?;
        assert_eq!(seen.paragraphs, 2);
        // Letters of this text are one UTF-16 unit each, as a page counts them.
        assert_eq!(seen.length, characters + "Hết bài.".chars().count() as u64);
        assert_eq!(seen.record.lines("warn"), Vec::<&str>::new());
    }
    Ok(())
}

/// What is on the page.
struct Seen {
    record: Record,
    paragraphs: u64,
    length: u64,
    beginning: String,
}

impl Seen {
    /// The words of a short body, one block behind the other.
    fn words(&self) -> &str {
        self.beginning.trim()
    }

    #[track_caller]
    fn assert_left_out(&self, limit: &str) {
        let warnings = self.record.lines("warn");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(
            warnings[0].contains("block 1") && warnings[0].contains(limit),
            "{warnings:?}"
        );
        assert_eq!(self.record.lines("error"), Vec::<&str>::new());
        assert_eq!(self.record.errors, Vec::<String>::new());
    }
}

async fn show(stage: &Stage, html: &str) -> Result<Seen> {
    show_body(stage, json!({ "type": "html", "html": html })).await
}

async fn show_body(stage: &Stage, first: Value) -> Result<Seen> {
    stage.site.set("/article.json", article(&first));
    let driver = stage.page.driver();
    driver.set_script_timeout(LONG).await?;
    stage
        .embed(&reader("loading=\"eager\" src=\"/article.json\""))
        .await?;
    let record = settled(stage).await?;
    assert_eq!(record.events("readerly-error").len(), 0, "{record:#?}");
    // Not the words of the whole body: five megabytes are much for a driver.
    let script = "const body = deepAll('article .body')[0], text = body.textContent;
        return JSON.stringify([body.querySelectorAll('p').length, text.length, text.slice(0, 400)]);";
    let seen = stage.page.run(script, Vec::new()).await?;
    let seen: (u64, u64, String) = serde_json::from_str(seen.as_str().unwrap_or_default())?;
    driver.set_script_timeout(Duration::from_secs(30)).await?;
    Ok(Seen {
        record,
        paragraphs: seen.0,
        length: seen.1,
        beginning: seen.2,
    })
}

fn block(html: &str) -> Answer {
    article(&json!({ "type": "html", "html": html }))
}

fn article(first: &Value) -> Answer {
    let article =
        json!({ "version": 1, "title": "Bài quá khổ", "lang": "vi", "body": [first, "Hết bài."] });
    Answer::json(article.to_string())
}

/// Waits until the reader has shown its article or has said why not. A page
/// that is busy for long does not answer; that is no failure of the reader.
async fn settled(stage: &Stage) -> Result<Record> {
    let record = wait::until_within(
        LONG,
        "the article or the failure",
        || async { Ok(stage.page.record().await.ok()) },
        |record| {
            record.as_ref().is_some_and(|record| {
                ["readerly-ready", "readerly-error"]
                    .iter()
                    .any(|kind| !record.events(kind).is_empty())
            })
        },
    )
    .await?;
    Ok(record.unwrap_or_default())
}
