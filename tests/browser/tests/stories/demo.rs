//! The two demo pages as a visitor sees them.

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{assert_in_order, assert_quiet, counts};

stories_in_every_engine! {
    shows_every_part,
    hostile_styles_stay_outside,
    nothing_shifts [chromium],
}

/// Serves the demo as a static host would, with numbers for its counter.
pub fn serve_demo(stage: &Stage) -> Result<()> {
    stage.site.mount(FileMount::dist("/")?.with_recorder());
    stage
        .site
        .set("/v1/counter/demo", Answer::json(counts(13, 2_497_859)));
    Ok(())
}

async fn open_demo(stage: &Stage, path: &str) -> Result<()> {
    serve_demo(stage)?;
    stage.page.open(&stage.site.url(path)).await
}

async fn shows_every_part(stage: &Stage) -> Result<()> {
    open_demo(stage, "/index.html").await?;
    let page = &stage.page;
    page.wait_for_count("article .byline", |count| count == 1)
        .await?;
    page.wait_for_text("section.counter", "2.497.859").await?;

    let text = page.text_of("readerly-article").await?;
    let measures = [
        "Một là:",
        "Hai là:",
        "Ba là:",
        "Bốn là:",
        "Năm là:",
        "Sáu là:",
    ];
    assert_in_order(&text, &measures);
    for selector in [
        ".kicker",
        "h1.title",
        "time",
        ".views",
        ".lead",
        "figure img",
        "figcaption",
        "blockquote",
        "table caption",
        "th",
        ".byline .name",
        "section.video",
        "section.counter",
    ] {
        assert!(
            page.count(selector).await? >= 1,
            "the demo has no {selector}:\n{text}"
        );
    }
    assert!(
        page.count(".body ul, .body ol").await? >= 1,
        "the demo has no list"
    );
    assert_eq!(
        page.count(".byline .role").await?,
        2,
        "the role has two lines"
    );
    assert_eq!(
        page.count("h1").await?,
        1,
        "the article's title is the only h1"
    );
    assert!(
        page.text_of("figure").await?.contains("Ảnh: "),
        "the picture has no credit"
    );
    assert_in_order(
        &page.text_of("section.counter").await?,
        &[
            "Thống kê truy cập",
            "Đang online",
            "13",
            "Hôm nay",
            "1.365",
            // The owner's own word for it.
            "Tất cả",
            "2.497.859",
            "Tính từ ngày",
        ],
    );
    let panel = page.text_of("section.counter").await?;
    assert!(
        !panel.contains("Hôm qua"),
        "offered, but not among the rows that the page names: {panel}"
    );

    let place = page
        .run(
            "return deepAll('readerly-article')[0].previousElementSibling.localName;",
            Vec::new(),
        )
        .await?;
    assert_eq!(
        place,
        json!("script"),
        "the one-tag form puts the reader after its script"
    );
    let hits = stage.site.requests("/v1/counter/demo");
    let hits = hits
        .iter()
        .filter(|request| request.method == "POST")
        .count();
    assert_eq!(
        hits, 1,
        "the demo asks for `hit`, so the visit is told once"
    );

    assert_quiet(&page.record().await?);
    assert_eq!(stage.site.missing(), Vec::<String>::new());
    Ok(())
}

async fn hostile_styles_stay_outside(stage: &Stage) -> Result<()> {
    open_demo(stage, "/three.html").await?;
    let page = &stage.page;
    page.run(
        "for (const reader of deepAll('readerly-article')) reader.setAttribute('loading', 'eager');
         scrollTo(0, document.documentElement.scrollHeight);",
        Vec::new(),
    )
    .await?;
    scroll_until_ready(stage, 3).await?;
    assert_eq!(page.count("readerly-article h1").await?, 0);

    let seen = page.run(STYLES_IN_READERS, Vec::new()).await?;
    let readers = seen.as_array().expect("a list");
    let summary: Vec<(&Value, &Value)> = readers
        .iter()
        .map(|reader| (&reader["lang"], &reader["direction"]))
        .collect();
    assert_eq!(
        summary,
        [
            (&json!("vi"), &json!("ltr")),
            (&json!("en"), &json!("ltr")),
            (&json!("ar"), &json!("rtl"))
        ]
    );
    for reader in readers {
        for part in ["title", "paragraph", "article"] {
            let style = &reader[part];
            let expected = json!({
                "transform": "none", "textTransform": "none", "float": "none", "position": "static",
                "fontFamilyIsHostile": false, "isMagenta": false, "isSpacedOut": false, "isDrawn": true,
            });
            for (name, value) in expected.as_object().expect("an object") {
                assert_eq!(&style[name], value, "{name} of the {part} in {reader:#}");
            }
        }
        let size = reader["paragraph"]["fontSize"].as_f64().unwrap_or_default();
        assert!(
            (14.0..=24.0).contains(&size),
            "a paragraph of {size}px in {reader:#}"
        );
        assert_eq!(reader["hiddenButtons"], json!(0), "{reader:#}");
        assert_eq!(reader["narrowImages"], json!(0), "{reader:#}");
    }
    // The positive control: the host's own paragraph is what the page made it.
    assert_eq!(
        seen_outside(stage).await?,
        json!(true),
        "the host's style sheet is not hostile"
    );

    let arabic = page.text_of("readerly-article[lang=ar]").await?;
    assert!(arabic.contains("إحصاءات الزيارات"), "{arabic}");
    let english = page.text_of("readerly-article[lang=en]").await?;
    assert_in_order(
        &english,
        &["A cleaner canal", "Visitor statistics", "Online now"],
    );
    assert_quiet(&page.record().await?);
    assert_eq!(stage.site.missing(), Vec::<String>::new());
    Ok(())
}

async fn nothing_shifts(stage: &Stage) -> Result<()> {
    open_demo(stage, "/index.html").await?;
    let page = &stage.page;
    page.wait_for_text("section.counter", "2.497.859").await?;
    page.wait_until(
        "the end of the page, step by step",
        "scrollBy({ top: innerHeight / 2, behavior: 'instant' });
         return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;",
    )
    .await?;
    page.wait_until(
        "all pictures",
        "return deepAll('img').every((image) => image.complete);",
    )
    .await?;
    let record = page.record().await?;
    assert!(
        record.layout_shifts.is_empty(),
        "{:#?}",
        record.layout_shifts
    );
    // The positive control: the observer does see a shift.
    page.run(
        "scrollTo(0, 0); const block = document.createElement('div'); block.style.height = '300px';
         setTimeout(() => document.body.prepend(block), 800);",
        Vec::new(),
    )
    .await?;
    page.wait_for_record("a shift made on purpose", |record| {
        !record.layout_shifts.is_empty()
    })
    .await?;
    Ok(())
}

/// Goes down the page until so many readers show an article: they start only
/// when they come near the viewport.
async fn scroll_until_ready(stage: &Stage, readers: u64) -> Result<()> {
    let script = format!(
        "const end = document.documentElement.scrollHeight - innerHeight - 1;
         scrollTo({{ top: scrollY < end ? scrollY + innerHeight / 2 : 0, behavior: 'instant' }});
         return deepAll('readerly-article').filter((reader) =>
           reader.shadowRoot.querySelector('article h1') && reader.shadowRoot.querySelector('section.counter dd')).length === {readers};"
    );
    stage
        .page
        .wait_until("every reader with its article and its numbers", &script)
        .await
}

/// Whether the host's own paragraph shows what the hostile sheet does.
async fn seen_outside(stage: &Stage) -> Result<Value> {
    stage
        .page
        .run(
            "const style = getComputedStyle(document.querySelector('.specimen p'));
             return style.textTransform === 'uppercase' || style.color === 'rgb(255, 0, 255)' || style.fontFamily.includes('cursive');",
            Vec::new(),
        )
        .await
}

const STYLES_IN_READERS: &str = "
    const describe = (element) => {
      const style = getComputedStyle(element);
      return {
        transform: style.transform, textTransform: style.textTransform, float: style.cssFloat,
        position: style.position, fontSize: parseFloat(style.fontSize),
        fontFamilyIsHostile: /cursive|fantasy|papyrus|comic/i.test(style.fontFamily),
        isMagenta: style.color === 'rgb(255, 0, 255)',
        isSpacedOut: parseFloat(style.letterSpacing) > 1,
        isDrawn: isDrawn(element),
      };
    };
    return deepAll('readerly-article').map((reader) => {
      const root = reader.shadowRoot;
      return {
        lang: reader.getAttribute('lang'),
        direction: getComputedStyle(root.querySelector('article')).direction,
        article: describe(root.querySelector('article')),
        title: describe(root.querySelector('h1')),
        paragraph: describe(root.querySelector('.body p')),
        hiddenButtons: [...root.querySelectorAll('button')].filter((button) => !isDrawn(button)).length,
        narrowImages: [...root.querySelectorAll('img')].filter((image) => image.getBoundingClientRect().width < 100).length,
      };
    });
";
