//! The positive control: without an allow-list the same traps see the same
//! payloads run, and the same oracle finds what should not be there.

use anyhow::Result;
use readerly_browser_tests::safety::{self, Arena, Way};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;

stories! { documents_fire, inner_html_fires }

async fn documents_fire(stage: &Stage) -> Result<()> {
    fires(stage, Way::Document, 20).await
}

async fn inner_html_fires(stage: &Stage) -> Result<()> {
    fires(stage, Way::InnerHtml, 15).await
}

/// Most payloads were written for browsers of long ago; of all, so many in a
/// hundred have to fire all the same.
async fn fires(stage: &Stage, way: Way, least: usize) -> Result<()> {
    let arena = Arena::open(stage, safety::sample()).await?;
    let all = arena.payloads().len();
    let outcome = arena.render(way).await?;
    safety::report_line(
        stage.engine,
        &format!(
            "control, {way:?}: {} of {all} payloads fired, {} found by the oracle, {} requests beyond pictures",
            outcome.fired(),
            outcome.problems.len(),
            arena.requests_beyond_pictures().len(),
        ),
    );
    assert!(outcome.fired() * 100 >= least * all, "{}", outcome.fired());
    assert!(outcome.problems.len() * 100 >= 75 * all);
    assert!(!arena.requests_beyond_pictures().is_empty());
    arena.close().await;
    Ok(())
}
