//! Letters and lines: each language has the air between its lines that its marks
//! need.

use anyhow::{Context as _, Result};
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    each_language_has_the_air_it_needs,
    vietnamese_words_have_one_face [chromium],
    each_language_has_its_own_ways,
    many_authors_are_one_text_and_long_titles_small,
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

/// Every letter that Vietnamese is written with.
fn vietnamese_letters() -> String {
    const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
    let mut letters = String::from("b c d đ g h k l m n p q r s t v x ");
    for vowel in "aăâeêioôơuưy".chars() {
        for tone in TONES {
            letters.push_str(&format!("{vowel}{tone} "));
        }
    }
    letters.push_str(&letters.to_uppercase());
    letters
}

/// The faces that a browser takes for the letters of an element, by its script.
async fn faces(stage: &Stage, element: &str) -> Result<Vec<String>> {
    let cdp = stage.page.driver().cdp();
    for domain in ["DOM.enable", "CSS.enable"] {
        cdp.send_raw(domain, json!({})).await?;
    }
    cdp.send_raw("DOM.getDocument", json!({})).await?;
    let found = cdp
        .send_raw("Runtime.evaluate", json!({ "expression": element }))
        .await?;
    let node = cdp
        .send_raw(
            "DOM.requestNode",
            json!({ "objectId": found["result"]["objectId"] }),
        )
        .await?;
    let fonts = cdp
        .send_raw(
            "CSS.getPlatformFontsForNode",
            json!({ "nodeId": node["nodeId"] }),
        )
        .await?;
    let fonts = fonts["fonts"].as_array().context("a list of fonts")?;
    Ok(fonts
        .iter()
        .filter_map(|font| font["familyName"].as_str())
        .map(str::to_owned)
        .collect())
}

/// Text, titles and code have a face for themselves that holds every letter, and so
/// has each face that the style sheet names, where it is installed.
async fn vietnamese_words_have_one_face(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let letters = vietnamese_letters();
    // As precomposed letters, which sites write.
    let letters = page
        .run(
            "return arguments[0].normalize('NFC');",
            vec![json!(letters)],
        )
        .await?;
    assert_eq!(
        letters.as_str().unwrap_or_default().chars().count(),
        2 * 2 * (17 + 12 * 6)
    );
    let article = json!({ "version": 1, "title": letters, "lang": "vi", "body": [
        letters, { "type": "code", "text": letters },
    ] });
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    page.wait_for_text("h1.title", "Ă").await?;
    let inside = |selector: &str| {
        format!("document.getElementById('reader').shadowRoot.querySelector('{selector}')")
    };
    for selector in ["h1.title", ".body > p", ".code code"] {
        let faces = faces(stage, &inside(selector)).await?;
        assert_eq!(faces.len(), 1, "{selector}: {faces:?}");
    }
    // A face without them shows that this can be seen.
    let take = |face: &str| {
        format!(
            "document.getElementById('reader').style.setProperty('--readerly-font', '\"{face}\"');"
        )
    };
    page.run(&take("Noto Sans Arabic"), Vec::new()).await?;
    assert!(faces(stage, &inside(".body > p")).await?.len() > 1);
    let mut tried = Vec::new();
    let sheet = include_str!("../../../../styles/tokens.css");
    for stack in sheet.split("font: var(--readerly-").skip(1) {
        let stack = stack.split(';').next().unwrap_or_default();
        for face in stack.split('"').skip(1).step_by(2) {
            page.run(&take(face), Vec::new()).await?;
            let faces = faces(stage, &inside(".body > p")).await?;
            // One for Arabic has none of them, or few, and stands behind one that has.
            if face.contains("Arabic") || faces[0] != face {
                continue;
            }
            assert_eq!(faces, [face]);
            tried.push(face);
        }
    }
    assert!(tried.len() >= 3, "{tried:?}");
    assert_quiet(&page.record().await?);
    Ok(())
}

/// Language of an article, a word of it, how its words are parted, how they are
/// stressed, and whether its titles have a face of their own.
const WAYS: [(&str, &str, &str, &str, bool); 6] = [
    ("vi", "nghiêng", "manual", "italic", true),
    ("en", "slanted", "auto", "italic", true),
    ("de", "schräg", "auto", "italic", true),
    ("ar", "مائل", "auto", "normal", true),
    ("ja", "斜体", "auto", "normal", false),
    ("zh-CN", "斜体", "auto", "normal", false),
];

async fn each_language_has_its_own_ways(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (lang, word, hyphens, style, has_title_face) in WAYS {
        let article = json!({ "version": 1, "title": word, "lang": lang, "body": [
            // Marks stay as they were written.
            { "type": "paragraph", "text": ["\"", { "type": "em", "text": word }, "\" »", word, "« 「", word, "」"] },
        ] });
        stage
            .site
            .set("/article.json", Answer::json(article.to_string()));
        // In an article of the page, too.
        let own =
            format!("<article lang=\"{lang}\"><h1>{word}</h1><p><em>{word}</em></p></article>");
        let head = format!(
            "<link rel=\"stylesheet\" href=\"{}\"><script async src=\"{}\"></script>",
            stage.cdn.url("/readerly-inline.css"),
            stage.cdn.url("/readerly.js")
        );
        let body = format!(
            "<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article><readerly-article id=\"own\">{own}</readerly-article>"
        );
        stage.show(&head, &body).await?;
        page.wait_for_text(".body em", word).await?;
        let found = "const style = (element, name) => getComputedStyle(element).getPropertyValue(name);
            return [deepAll('.body > p')[0].parentElement.parentElement, document.querySelector('#own > article')].map((article) => {
              const [title, text, em] = [article.querySelector('h1'), article.querySelector('p:has(em)'), article.querySelector('em')];
              const hyphens = (element) => style(element, 'hyphens') || style(element, '-webkit-hyphens');
              return [hyphens(text), hyphens(title), style(em, 'font-style'), style(em, 'font-weight') === '700',
                style(title, 'font-family') !== style(text, 'font-family')];
            });";
        let one = json!([hyphens, "manual", style, style == "normal", has_title_face]);
        assert_eq!(
            page.run(found, Vec::new()).await?,
            json!([one, one]),
            "{lang}"
        );
        assert_eq!(
            page.text_of(".body > p").await?,
            format!("\"{word}\" »{word}« 「{word}」")
        );
    }
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn many_authors_are_one_text_and_long_titles_small(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let mut before: Option<(f64, f64)> = None;
    for (authors, letters) in [(3, 60), (40, 300)] {
        let authors: Vec<Value> = (0..authors)
            .map(|number| json!({ "name": format!("Trần Văn {number}"), "role": ["Kỹ sư", "Đại học Sông Xanh"] }))
            .collect();
        let count = authors.len();
        let title = "Bài dài ".repeat(letters / 8);
        let article = json!({ "version": 1, "title": title, "lang": "vi", "authors": authors, "body": ["Một câu."] });
        stage
            .site
            .set("/article.json", Answer::json(article.to_string()));
        stage.embed(&reader("src=\"/article.json\"")).await?;
        page.wait_for_text("h1.title", "Bài dài").await?;
        let found = "const [title] = deepAll('h1.title');
            const authors = deepAll('.author');
            return [parseFloat(getComputedStyle(title).fontSize), deepAll('.byline')[0].offsetHeight / authors.length];";
        let found: (f64, f64) = serde_json::from_value(page.run(found, Vec::new()).await?)?;
        match before {
            None => before = Some(found),
            Some((size, height)) => {
                assert!(found.0 < 0.8 * size, "{} after {size}", found.0);
                // Each with less than a third of a block.
                assert!(found.1 < height / 3.0, "{} after {height}", found.1);
                let text = page.text_of(".byline").await?;
                assert!(text.contains(&format!("Trần Văn {}", count - 1)), "{text}");
            }
        }
    }
    assert_quiet(&page.record().await?);
    Ok(())
}
