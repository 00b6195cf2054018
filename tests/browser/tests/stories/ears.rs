//! For those who hear a page, or go through it by keys.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

stories_in_every_engine! {
    each_word_says_its_language,
}

/// Puts up a page with a reader of this article, and waits until it is there.
async fn show(stage: &Stage, article: &Value, attributes: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    let reader = format!(
        "<readerly-article id=\"reader\" loading=\"eager\" src=\"/article.json\" {attributes}></readerly-article>"
    );
    stage.embed(&reader).await?;
    stage.page.wait_for_event("readerly-ready").await?;
    Ok(())
}

/// WCAG 3.1.2: whoever has it read out hears each word in a voice of its language.
async fn each_word_says_its_language(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/v1/counter", Answer::json(crate::parts::counts(13, 99)));
    let heading = |text: &str| json!({ "type": "heading", "level": 2, "text": text });
    let article = json!({
        "version": 1, "lang": "ar", "title": "سوق", "published": "2024-05-20", "views": 12,
        "body": [
            heading("واحد"), heading("اثنان"), heading("ثلاثة"),
            { "type": "paragraph", "text": ["سوق", { "type": "note", "ref": "fee" }] },
            { "type": "table", "body": [["سوق"]] },
            { "type": "code", "text": "x" },
            { "type": "video", "url": "/film.mp4", "title": "فيلم" },
            { "type": "note", "id": "fee", "text": "سوق" },
        ],
    });
    // Of the element itself or of the nearest around it, as a voice is chosen.
    let script = "return arguments[0].map((selector) => {
            const [node] = deepAll(selector);
            return `${node.closest('[lang]').lang} ${getComputedStyle(node).direction}`;
        });";
    let check = async |expected: &[(&str, &str)]| -> Result<()> {
        let selectors: Vec<&str> = expected.iter().map(|(selector, _)| *selector).collect();
        let said = stage.page.run(script, vec![json!(selectors)]).await?;
        let wanted: Vec<&str> = expected.iter().map(|(_, said)| *said).collect();
        assert_eq!(said, json!(wanted), "{selectors:?}");
        Ok(())
    };
    let own = [
        ".published time",
        ".views",
        ".outline summary",
        ".note-reference",
        ".note-back",
        "#readerly-notes",
        ".table",
        ".counter h2",
    ];
    let theirs = [
        "article",
        ".title",
        ".outline a",
        ".body h2",
        ".notes p",
        "table",
        "video",
    ];
    for (lang, own_words) in [("lang=\"vi\"", "vi ltr"), ("", "ar rtl")] {
        show(stage, &article, &format!("counter=\"/v1/counter\" {lang}")).await?;
        stage
            .page
            .wait_for_count(".counter h2", |count| count == 1)
            .await?;
        let mut expected: Vec<(&str, &str)> = own.map(|selector| (selector, own_words)).into();
        expected.extend(theirs.map(|selector| (selector, "ar rtl")));
        check(&expected).await?;
        // Code runs from left to right whoever speaks.
        let code = [&own_words[..2], " ltr"].concat();
        check(&[(".code", &code), (".code code", "ar ltr")]).await?;
    }
    // There are no words in Persian, so these are English, and dates are not.
    let mut article = article;
    article["lang"] = json!("fa");
    show(stage, &article, "").await?;
    check(&[
        (".views", "en ltr"),
        (".published time", "fa rtl"),
        (".title", "fa rtl"),
    ])
    .await
}
