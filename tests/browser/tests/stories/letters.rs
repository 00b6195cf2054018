//! Letters and lines: each language has the air between its lines that its marks
//! need.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::json;

use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    each_language_has_the_air_it_needs,
}

/// Language of the words around the article, its own, a line of it, and what the
/// lines of text, titles and cells measure in letters.
const LINES: [(&str, &str, &str, [f64; 3]); 4] = [
    ("vi", "vi", "Những ngữ điệu ở Đà Nẵng", [1.7, 1.35, 1.5]),
    ("en", "en", "What the market sells", [1.7, 1.35, 1.5]),
    ("ar", "ar-EG", "السوق على ضفة النهر", [2.0, 1.7, 1.8]),
    // Each by its own language.
    ("ar", "vi", "Những ngữ điệu ở Đà Nẵng", [1.7, 1.35, 1.5]),
];

/// Selectors, and which of the three measures they have.
const PARTS: [(&str, usize); 8] = [
    ("h1.title", 1),
    (".lead", 0),
    (".body > p", 0),
    (".body h2", 1),
    (".body li", 0),
    (".quote p", 0),
    ("figcaption", 0),
    ("td", 2),
];

async fn each_language_has_the_air_it_needs(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (around, lang, line, measures) in LINES {
        let article = json!({
            "version": 1, "title": line, "lang": lang, "lead": line,
            "body": [
                line,
                { "type": "heading", "level": 2, "text": line },
                { "type": "list", "items": [line] },
                { "type": "quote", "text": line },
                { "type": "figure", "image": { "url": "/cho.png", "alt": "" }, "caption": line },
                { "type": "table", "body": [[line]] },
            ],
        });
        stage
            .site
            .set("/article.json", Answer::json(article.to_string()));
        let attributes = format!("src=\"/article.json\" lang=\"{around}\"");
        stage.embed(&reader(&attributes)).await?;
        page.wait_for_text("h1.title", line).await?;
        for (selector, measure) in PARTS {
            let script = "const style = getComputedStyle(deepAll(arguments[0])[0]);
                return [parseFloat(style.lineHeight) / parseFloat(style.fontSize), parseFloat(style.letterSpacing) || 0];";
            let found = page.run(script, vec![json!(selector)]).await?;
            let [leading, spacing]: [f64; 2] = serde_json::from_value(found)?;
            let expected = measures[measure];
            assert!(
                (leading - expected).abs() < 0.02,
                "{lang} within {around}, {selector}: {leading}, not {expected}"
            );
            // What is joined may not be pulled together.
            assert!(spacing == 0.0 || lang != "ar-EG", "{selector}: {spacing}");
        }
    }
    assert_quiet(&page.record().await?);
    Ok(())
}
