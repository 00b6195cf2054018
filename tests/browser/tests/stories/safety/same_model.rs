//! The same model everywhere: what a browser's parser and the reader make of
//! the attacks and of real articles is what html5ever and the reader make of
//! them natively. So what the native tests show holds in browsers, but for the
//! differences that are listed here.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::safety::{self, Arena, Way};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;

stories_in_every_engine! { attacks_become_the_same_model, articles_become_the_same_model }

/// A kind of HTML that becomes something else in some engines.
struct Difference {
    /// Whether HTML is of the kind.
    is: fn(&str) -> bool,
    /// The engines where it may differ.
    engines: &'static [Engine],
    /// Why.
    #[expect(dead_code, reason = "for whoever reads the list")]
    why: &'static str,
}

const KNOWN: &[Difference] = &[
    Difference {
        is: nests_deep,
        engines: &[Engine::Chromium, Engine::Firefox, Engine::WebKit],
        why: "Browsers put what stands more than 512 elements deep (Firefox: 200) beside the \
              element it stood in; html5ever keeps the depth, and the reader's own limit of \
              200 comes first. A quote is two elements when it is written out, so what was \
              read natively comes to the browser's limit twice as soon.",
    },
    Difference {
        is: holds_select,
        engines: &[Engine::WebKit],
        why: "The parser of WebKitGTK still ignores most tags inside select, as the rules were \
              until 2025; html5ever and the other browsers make elements of them. The reader \
              takes nothing from a select, but where it ends depends on these tags.",
    },
];

fn holds_select(html: &str) -> bool {
    html.to_ascii_lowercase().contains("<select")
}

fn nests_deep(html: &str) -> bool {
    let mut depth = 0_i32;
    html.split('<').skip(1).any(|tag| {
        depth += if tag.starts_with('/') { -1 } else { 1 };
        depth > 190
    })
}

async fn attacks_become_the_same_model(stage: &Stage) -> Result<()> {
    compare(stage, "attacks", safety::payloads()).await
}

async fn articles_become_the_same_model(stage: &Stage) -> Result<()> {
    compare(stage, "articles", safety::article_bodies()).await
}

async fn compare(stage: &Stage, what: &str, payloads: Vec<safety::Payload>) -> Result<()> {
    let arena = Arena::open(stage, payloads).await?;
    let outcome = arena.render(Way::Twins).await?;
    safety::report_line(
        stage.engine,
        &format!(
            "models, {what}: {} compared, {} differ from the native reader's",
            outcome.rendered,
            outcome.differences.len(),
        ),
    );
    assert_eq!(outcome.failed, []);
    assert_eq!(outcome.rendered, arena.payloads().len());
    let is_known = |html: &str| {
        KNOWN
            .iter()
            .any(|known| (known.is)(html) && known.engines.contains(&stage.engine))
    };
    let unknown: Vec<_> = outcome
        .differences
        .iter()
        .map(|(n, difference)| (&arena.payloads()[*n], difference))
        .filter(|(payload, _)| !is_known(&payload.html))
        .collect();
    assert!(
        unknown.is_empty(),
        "payload, then browser and native: {unknown:#?}"
    );
    arena.close().await;
    Ok(())
}
