//! For those who hear a page, or go through it by keys.

use anyhow::Result;
use readerly_browser_tests::accessibility;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

stories_in_every_engine! {
    each_word_says_its_language,
    headings_stand_below_those_of_the_page,
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

/// A heading as the browser's accessibility tree has it, and whether axe has a word to
/// say: two readers on a page that has a headline, then one on a page without.
async fn headings_stand_below_those_of_the_page(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/v1/counter", Answer::json(crate::parts::counts(13, 99)));
    let heading =
        |level: u8, text: &str| json!({ "type": "heading", "level": level, "text": text });
    let article = |title: &str| {
        json!({ "version": 1, "lang": "vi", "title": title, "body": [
            "Chữ.", heading(2, "Một"), heading(4, "Hai"), heading(2, "Ba"),
            { "type": "note", "id": "a", "text": "Chú thích." },
        ] })
    };
    for (path, title) in [("/one.json", "Bài một"), ("/two.json", "Bài hai")] {
        let article = article(title).to_string();
        stage.site.set(path, Answer::json(article));
    }
    let reader = |path: &str| {
        format!(
            "<readerly-article loading=\"eager\" counter=\"/v1/counter\" src=\"{path}\"></readerly-article>"
        )
    };
    let levels = "return deepAll('h1, h2, h3, h4, h5, h6').map((node) =>
        `${node.getAttribute('aria-level') ?? node.localName[1]} ${node.textContent}`);";
    let page = &stage.page;
    let body = format!(
        "<main><h1>Trang</h1>{}{}</main>",
        reader("/one.json"),
        reader("/two.json")
    );
    stage.embed(&body).await?;
    page.wait_for_count(".title", |count| count == 2).await?;
    page.wait_for_count(".counter dd", |count| count > 2)
        .await?;
    let of_one = |title: &str| {
        json!([
            format!("2 {title}"),
            "3 Một",
            "4 Hai",
            "3 Ba",
            "3 Chú thích"
        ])
    };
    let found = page.run(levels, Vec::new()).await?;
    let found: Vec<Value> = serde_json::from_value(found)?;
    assert_eq!(found[0], json!("1 Trang"));
    for title in ["Bài một", "Bài hai"] {
        let from = found
            .iter()
            .position(|line| *line == json!(format!("2 {title}")));
        let from = from.expect("the title, a level below the page's");
        assert_eq!(json!(found[from..from + 5]), of_one(title));
        assert!(
            found[from + 5]
                .as_str()
                .unwrap_or_default()
                .starts_with("3 ")
        );
    }
    let found = accessibility::violations(page).await?;
    assert_eq!(found, Vec::<String>::new());
    // The headline of an article that is taken over is not the page's.
    let own = "<main><readerly-article loading=\"eager\"><article lang=\"vi\"><h1>Bài</h1><p>Chữ.</p><h3>Mục</h3></article></readerly-article></main>";
    for (attribute, expected) in [
        ("", json!(["1 Bài", "2 Mục"])),
        ("heading-level=\"3\"", json!(["3 Bài", "4 Mục"])),
    ] {
        stage
            .embed(&own.replace("loading", &format!("{attribute} loading")))
            .await?;
        page.wait_for_count(".title", |count| count == 1).await?;
        let inside = levels
            .replace("'h1,", "'.reader h1,")
            .replace(", h", ", .reader h");
        assert_eq!(page.run(&inside, Vec::new()).await?, expected);
    }
    Ok(())
}
