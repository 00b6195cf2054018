//! `takeover="never"`: the page's own article stays, and what comes is a counter, a
//! video and the events.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::json;

use crate::parts::{FALLBACK, article_answer, assert_quiet, counts, reader};

stories_in_every_engine! {
    an_article_that_is_to_stay,
    a_mind_that_changes,
}

async fn an_article_that_is_to_stay(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.site.set("/counter.json", Answer::json(counts(3, 5)));
    stage
        .site
        .set("/article.json", article_answer("Bài không ai hỏi"));
    let style = "<style>readerly-article:not(:defined) { display: block } article { block-size: 3000px }</style>";
    let body = reader(
        "src=\"/article.json\" counter=\"/counter.json\" takeover=\"never\" loading=\"eager\"",
    )
    .replace("h2>", "h1>");
    stage.embed(&format!("{style}{body}")).await?;
    page.wait_for_count("[part=counter]", |count| count == 1)
        .await?;
    let record = page.wait_for_event("readerly-ready").await?;
    let ready = record
        .events
        .iter()
        .find(|event| event.kind == "readerly-ready");
    assert_eq!(
        ready.map(|event| event.detail.clone()),
        Some("{\"title\":\"Tiêu đề dự phòng\",\"lang\":\"vi\",\"warnings\":[]}".to_owned())
    );
    let text = page.text().await?;
    assert!(text.contains(FALLBACK), "{text}");
    assert_eq!(page.count("h1.title").await?, 0);
    // Panels come after it, and it is where it was.
    let places = "const own = document.querySelector('#reader article').getBoundingClientRect();
        const panel = deepAll('[part=counter]')[0].getBoundingClientRect();
        return [own.top === document.getElementById('reader').getBoundingClientRect().top, own.height, panel.top >= own.bottom];";
    assert_eq!(
        page.run(places, Vec::new()).await?,
        json!([true, 3000, true])
    );
    assert_eq!(stage.site.count("/article.json"), 0);
    assert_eq!(stage.cdn.count("/readerly_more.wasm"), 0);
    page.run("scrollTo(0, 900);", Vec::new()).await?;
    let record = page.wait_for_event("readerly-progress").await?;
    assert!(record.layout_shifts.is_empty(), "{record:#?}");
    assert_quiet(&record);
    Ok(())
}

async fn a_mind_that_changes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage
        .site
        .set("/article.json", article_answer("Bài thay chỗ"));
    stage
        .embed(&reader(
            "src=\"/article.json\" takeover=\"never\" loading=\"eager\"",
        ))
        .await?;
    page.wait_for_event("readerly-ready").await?;
    // Without a panel there is nothing of ours to see.
    let below = "return deepAll('.page').filter(isDrawn).length;";
    assert_eq!(page.run(below, Vec::new()).await?, json!(0));
    for _ in 0..2 {
        page.run("reader.takeover = 'auto';", Vec::new()).await?;
        page.wait_for_text("h1.title", "Bài thay chỗ").await?;
        assert!(!page.text().await?.contains(FALLBACK));
        page.run("reader.takeover = 'never';", Vec::new()).await?;
        page.wait_for_count("h1.title", |count| count == 0).await?;
        assert!(page.text().await?.contains(FALLBACK));
    }
    // Where there is nothing to keep, there is an article all the same.
    stage
        .embed("<readerly-article id=\"reader\" src=\"/article.json\" takeover=\"never\"></readerly-article>")
        .await?;
    page.wait_for_text("h1.title", "Bài thay chỗ").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}
