//! Every payload by the reader of the release build: no execution, no request
//! beyond pictures, nothing on the page but what the view makes.

use anyhow::Result;
use readerly_browser_tests::safety::{self, Arena, Outcome, Way};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;

stories_in_every_engine! { attacks_in_html_blocks, attacks_in_html_pages }

async fn attacks_in_html_blocks(stage: &Stage) -> Result<()> {
    let (arena, outcome) = render(stage, Way::HtmlBlock).await?;
    // Whatever stands in a block, the article around it is shown.
    assert_eq!(outcome.failed, []);
    arena.close().await;
    Ok(())
}

async fn attacks_in_html_pages(stage: &Stage) -> Result<()> {
    let (arena, outcome) = render(stage, Way::HtmlPage).await?;
    // A payload may close the page's article or bring one of its own, and a
    // page may be left without any: that has to be rare, and said.
    let most = arena.payloads().len() / 50;
    assert!(outcome.failed.len() <= most, "{:#?}", outcome.failed);
    arena.close().await;
    Ok(())
}

async fn render(stage: &Stage, way: Way) -> Result<(Arena<'_>, Outcome)> {
    let arena = Arena::open(stage, safety::payloads()).await?;
    let outcome = arena.render(way).await?;
    let beyond_pictures = arena.requests_beyond_pictures();
    safety::report_line(
        stage.engine,
        &format!(
            "{way:?}: {} payloads rendered, {} not; {} elements touched, {} executions, \
             {} requests beyond pictures, {} found by the oracle",
            outcome.rendered,
            outcome.failed.len(),
            outcome.touched,
            outcome.executions.len(),
            outcome.requests.len() + beyond_pictures.len(),
            outcome.problems.len(),
        ),
    );
    if !outcome.executions.is_empty() {
        let culprit = arena.name_culprit(way).await?;
        panic!("{:#?}\n{culprit}", outcome.executions);
    }
    assert_eq!(outcome.requests, Vec::<String>::new());
    assert_eq!(beyond_pictures, Vec::<String>::new());
    let named: Vec<_> = outcome
        .problems
        .iter()
        .map(|(n, problems)| (&arena.payloads()[*n], problems))
        .collect();
    assert!(named.is_empty(), "{named:#?}");
    // The person has met articles, not empty boxes.
    assert!(outcome.touched > 4 * outcome.rendered as u64);
    Ok((arena, outcome))
}
