//! Where a reader stands: it takes the room that a container has for it, and
//! never makes the page wider than its window.

use anyhow::{Context as _, Result};
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};
use std::time::Duration;

use crate::parts::article;

stories_in_every_engine! {
    a_reader_finds_its_room_in_every_container,
}

/// Widths of the window, from a folding phone to a wide desktop.
const WINDOWS: [u64; 4] = [280, 360, 800, 1600];

/// More of them, for the table that `READERLY_TABLE=1` prints.
const MORE_WINDOWS: [u64; 3] = [320, 600, 1280];

/// A reader takes at least this, or what the window leaves.
const LEAST: u64 = 280;

async fn a_reader_finds_its_room_in_every_container(stage: &Stage) -> Result<()> {
    let mut whole = article("Bài đứng ở khắp nơi");
    whole["authors"] = json!([{ "name": "Lê Thị Mai" }]);
    stage
        .site
        .set("/article.json", Answer::json(whole.to_string()));
    stage.site.set(
        "/containers.js",
        Answer::script(include_str!("containers.js")),
    );
    // With the bar from the start, so that none comes and takes of the room.
    let head = format!(
        "<style>html {{ overflow-y: scroll }}</style><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let body = "<template id=\"ordinary\"><article><h1>Một bài thường của trang</h1>\
        <p>Một đoạn thường, đủ dài để thành nhiều dòng trên mọi màn hình, như bài nào trên báo cũng có, \
        và dài hơn cả bề rộng của một màn hình lớn.</p></article></template>\
        <div id=\"place\"></div><div id=\"parking\"><readerly-article id=\"reader\" src=\"/article.json\" \
        loading=\"eager\"></readerly-article></div><script src=\"/containers.js\"></script>";
    stage
        .site
        .set("/inside.html", Answer::html(host_page::html(&head, body)));
    stage
        .show("", "<iframe src=\"/inside.html\" height=\"800\"></iframe>")
        .await?;
    let page = &stage.page;
    page.wait_until(
        "the reader in the frame",
        "const inside = document.querySelector('iframe').contentDocument;
         return Boolean(inside.querySelector('#reader')?.shadowRoot?.querySelector('.title'));",
    )
    .await?;
    // Some seventy containers are laid out in one go for each window.
    page.driver()
        .set_script_timeout(Duration::from_secs(120))
        .await?;
    let is_printed = std::env::var_os("READERLY_TABLE").is_some();
    let more = MORE_WINDOWS.iter().filter(|_| is_printed);
    let mut faults = Vec::new();
    for window in WINDOWS.iter().chain(more) {
        let rows = page
            .run(
                "const frame = document.querySelector('iframe');
                 frame.width = arguments[0];
                 const inside = frame.contentWindow;
                 inside.document.querySelector('#parking').style.display = 'none';
                 return inside.measure(inside.document.querySelector('#reader'));",
                vec![json!(window)],
            )
            .await?;
        let rows = rows.as_array().context("a list of containers")?;
        assert!(rows.len() > 60, "{rows:?}");
        for row in rows {
            if is_printed {
                print_row(stage, *window, row);
            }
            let (number, name) = (|name: &str| row[name].as_u64().unwrap_or(0), &row["name"]);
            let fault = if number("reader") < LEAST.min(number("wanted")) {
                "has less than its room"
            } else if number("page") > number("narrowest").max(number("client")) {
                "makes the page too wide"
            } else if row["edges"]
                .as_array()
                .is_none_or(|edges| edges.iter().any(|edge| *edge != edges[0]))
            {
                "has no common edge"
            } else {
                continue;
            };
            faults.push(format!("{window} px, {name}: the reader {fault}: {row}"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} cases:\n{}",
        faults.len(),
        faults.join("\n")
    );
    Ok(())
}

/// One row of the table for people: `READERLY_TABLE=1 … --nocapture`.
fn print_row(stage: &Stage, window: u64, row: &Value) {
    println!(
        "TABLE\t{}\t{window}\t{}\t{}\t{}\t{}\t{}",
        stage.engine,
        row["name"].as_str().unwrap_or_default(),
        row["reader"],
        row["wanted"],
        row["ordinary"],
        row["page"],
    );
}
