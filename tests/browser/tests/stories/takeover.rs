//! The moment in which the reader takes the place of the page's own article, or
//! of the room that was kept for it: nothing jumps.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::host_page::Record;
use readerly_browser_tests::origin::{Answer, Gate, dist_file};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;

use crate::parts::{article_answer, assert_quiet};

stories_in_every_engine! {
    an_article_that_is_being_read,
    the_room_that_was_kept,
}

/// Holds the reader's WebAssembly back until the gate is opened.
fn hold(stage: &Stage) -> Result<Gate> {
    let gate = Gate::default();
    let module = Answer::new("application/wasm", dist_file("readerly_bg.wasm")?);
    stage.cdn.set("/readerly_bg.wasm", module.behind(&gate));
    Ok(gate)
}

/// Only Chromium tells of shifts, and so the story says so with a control.
fn assert_still(stage: &Stage, record: &Record) {
    if stage.engine == Engine::Chromium {
        assert!(
            record.layout_shifts.is_empty(),
            "{:#?}",
            record.layout_shifts
        );
    }
}

/// Somebody is far down in the page's own article when the reader comes.
async fn an_article_that_is_being_read(stage: &Stage) -> Result<()> {
    let gate = hold(stage)?;
    let page = &stage.page;
    let paragraphs: String = (0..60)
        .map(|number| {
            format!("<p>Đoạn thứ {number} của bài, đủ dài để trang phải cuộn xuống mới đọc được hết cả bài này.</p>")
        })
        .collect();
    stage
        .embed(&format!(
            "<style>readerly-article:not(:defined) {{ display: block }}</style><header>Đầu trang</header><readerly-article id=\"reader\" loading=\"eager\"><article lang=\"vi\"><h1>Bài đang đọc</h1>{paragraphs}</article></readerly-article><footer id=\"end\">Chân trang</footer>"
        ))
        .await?;
    page.wait_until(
        "the place that is read",
        "scrollTo(0, 700); return scrollY === 700 && !!customElements.get('readerly-article');",
    )
    .await?;
    gate.open();
    page.wait_for_text("h1.title", "Bài đang đọc").await?;
    page.wait_for_event("readerly-ready").await?;
    // Margins of the page's own headline may go, and browsers make up for them.
    let now = page.run("return scrollY;", Vec::new()).await?;
    let now = now.as_f64().unwrap_or_default();
    assert!((now - 700.0).abs() < 40.0, "{now}");
    let record = page.record().await?;
    assert_still(stage, &record);
    assert_quiet(&record);
    if stage.engine == Engine::Chromium {
        page.run(
            "document.body.prepend(Object.assign(document.createElement('div'), { style: 'block-size: 300px' })); scrollTo(0, 0);",
            Vec::new(),
        )
        .await?;
        page.wait_for_record("a shift made on purpose", |record| {
            !record.layout_shifts.is_empty()
        })
        .await?;
    }
    Ok(())
}

/// An element without an article of its own, with the line of CSS that the
/// documents give: what is below stays out of sight until the article is there.
async fn the_room_that_was_kept(stage: &Stage) -> Result<()> {
    let gate = hold(stage)?;
    stage
        .site
        .set("/article.json", article_answer("Bài vào chỗ đã giữ"));
    let head = format!(
        "<style>readerly-article:not(:defined) {{ display: block; min-block-size: 100vh }}</style><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &head,
            "<readerly-article id=\"reader\" src=\"/article.json\"></readerly-article><footer id=\"end\">Chân trang</footer>",
        )
        .await?;
    let page = &stage.page;
    // Looked at in each frame, since a jump that is taken back is one, too.
    page.run(
        "window.least = Infinity; const look = () => {
           const reader = document.getElementById('reader');
           if (!reader.shadowRoot?.querySelector('h1')) window.least = Math.min(window.least, reader.getBoundingClientRect().height / innerHeight);
           requestAnimationFrame(look);
         }; look();",
        Vec::new(),
    )
    .await?;
    gate.open();
    page.wait_for_text("h1.title", "Bài vào chỗ đã giữ").await?;
    let least = page.run("return window.least;", Vec::new()).await?;
    let least = least.as_f64().unwrap_or_default();
    assert!(least >= 0.99, "{least} of a screen");
    assert_quiet(&page.record().await?);
    Ok(())
}
