//! Strict sites: a policy that forbids all that can be forbidden, polluted
//! prototypes, clobbered names.

use anyhow::Result;
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{article, article_answer, assert_quiet, counts, reader};

stories! {
strictest_policy_is_enough,
html_blocks_under_trusted_types,
polluted_prototypes,
clobbered_names,
forms_whose_controls_stand_in }

async fn strictest_policy_is_enough(stage: &Stage) -> Result<()> {
    let mut rich = article("Bài dưới chính sách chặt");
    rich["image"] = json!({ "image": { "url": "/picture.svg", "alt": "Một hình", "width": 640, "height": 360 }, "credit": "Ai đó" });
    if let Some(body) = rich["body"].as_array_mut() {
        body.extend(every_block());
    }
    rich["video"] = json!([{ "url": "/clip.mp4", "title": "Một đoạn phim", "poster": "/picture.svg", "width": 640, "height": 360 }]);
    stage
        .site
        .set("/article.json", Answer::json(rich.to_string()));
    stage.site.set("/counter.json", Answer::json(counts(5, 77)));
    stage
        .site
        .set("/picture.svg", Answer::new("image/svg+xml", PICTURE));

    let (site, cdn) = (stage.site.url(""), stage.cdn.url(""));
    let policy = format!(
        "default-src 'none'; script-src 'self' {cdn} 'wasm-unsafe-eval'; connect-src {cdn} {site}; \
         img-src *; media-src *; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let body = reader("src=\"/article.json\" counter=\"/counter.json\"");
    let page =
        Answer::html(host_page::html(&head, &body)).with_header("Content-Security-Policy", &policy);
    stage.site.set("/strict.html", page);
    stage.page.open(&stage.site.url("/strict.html")).await?;
    stage.page.wait_for_text("section.counter", "77").await?;
    stage
        .page
        .wait_for_count("section.video video", |count| count == 1)
        .await?;
    stage.page.wait_for_text("article", "Ô bên phải").await?;
    // The styles are adopted, not inline: the policy does not reach them.
    let sheets = stage
        .page
        .run(
            "return deepAll('readerly-article')[0].shadowRoot.adoptedStyleSheets.length;",
            Vec::new(),
        )
        .await?;
    assert!(sheets.as_u64().is_some_and(|count| count >= 1), "{sheets}");
    let inline = stage.page.count("[style], style").await?;
    assert_eq!(inline, 0, "inline styles under a policy that forbids them");
    let record = stage.page.record().await?;
    assert_quiet(&record);
    // The positive control: this page does report a violation.
    stage
        .page
        .run("const frame = document.createElement('iframe'); frame.src = 'https://blocked.invalid/'; document.body.append(frame);", Vec::new())
        .await?;
    stage
        .page
        .wait_for_record("a violation made on purpose", |record| {
            !record.violations.is_empty()
        })
        .await?;
    Ok(())
}

async fn html_blocks_under_trusted_types(stage: &Stage) -> Result<()> {
    let mut with_html = article("Bài có khối HTML");
    with_html["body"] = json!([
        { "type": "html", "html": "<p>Từ <b>HTML</b></p>" },
        "Đoạn cuối.",
    ]);
    stage
        .site
        .set("/article.json", Answer::json(with_html.to_string()));
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let html = host_page::html(&head, &reader("src=\"/article.json\""));
    let strict = Answer::html(html).with_header(
        "Content-Security-Policy",
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
    stage.site.set("/strict.html", strict);
    stage.page.open(&stage.site.url("/strict.html")).await?;
    let text = stage
        .page
        .wait_for_text("article .body", "Đoạn cuối.")
        .await?;
    let parses_safely = stage
        .page
        .run(
            "return typeof Document.parseHTML === 'function';",
            Vec::new(),
        )
        .await?;
    let record = stage.page.record().await?;
    if parses_safely == json!(true) {
        assert!(text.contains("Từ HTML"), "{text}");
        assert_quiet(&record);
    } else {
        // Nothing in this browser reads HTML under such a policy: the block
        // is left out, the owner is told, and the rest is there.
        let warnings = record.lines("warn");
        assert!(
            warnings.len() == 1 && warnings[0].contains("Trusted Types"),
            "{warnings:?}"
        );
    }
    Ok(())
}

async fn polluted_prototypes(stage: &Stage) -> Result<()> {
    // What broken or hostile scripts leave behind on pages.
    let pollution = "
        Object.prototype.mode = 'no-cors';
        Object.prototype.method = 'DELETE';
        Object.prototype.integrity = 'sha384-AAAA';
        Object.prototype.headers = { 'X-Polluted': '1' };
        Object.prototype.slotAssignment = 'manual';
        Object.prototype.delegatesFocus = true;
        Object.prototype.rootMargin = '-4000px';
        Object.prototype.capture = true;
        Object.prototype.style = 'unit';
        Array.prototype.extra = function () {};
    ";
    stage.site.set("/pollution.js", Answer::script(pollution));
    stage
        .site
        .set("/article.json", article_answer("Bài trên trang bẩn"));
    stage.site.set("/counter.json", Answer::json(counts(5, 77)));
    let head = format!(
        "<script src=\"/pollution.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &head,
            &reader("src=\"/article.json\" counter=\"/counter.json\""),
        )
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài trên trang bẩn")
        .await?;
    stage.page.wait_for_text("section.counter", "77").await?;
    for request in stage
        .site
        .requests("/article.json")
        .iter()
        .chain(&stage.site.requests("/counter.json"))
    {
        assert_eq!(request.method, "GET");
        assert_eq!(request.header("x-polluted"), None);
    }
    let record = stage.page.record().await?;
    assert_eq!(record.lines("error"), Vec::<&str>::new());
    Ok(())
}

async fn clobbered_names(stage: &Stage) -> Result<()> {
    // Elements whose names stand in for properties of the document.
    stage
        .site
        .set("/article.json", article_answer("Bài giữa các tên trùng"));
    let head = format!(
        "<script defer src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let body = format!(
        "<img name=\"currentScript\" alt=\"\"><img name=\"querySelectorAll\" alt=\"\">\
         <form name=\"head\"></form><form id=\"Readerly\"></form>{}",
        reader("src=\"/article.json\"")
    );
    let body = body.replace("<img name=\"querySelectorAll\" alt=\"\">", "");
    stage.show(&head, &body).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài giữa các tên trùng")
        .await?;
    let door = stage
        .page
        .run("return typeof window.Readerly.mount;", Vec::new())
        .await?;
    assert_eq!(door, json!("function"));
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn forms_whose_controls_stand_in(stage: &Stage) -> Result<()> {
    // A form's named controls hide its own properties: reading a tree through
    // them would loop for ever, throw, or read beyond the memory.
    let traps = [
        "<input form=f name=nextSibling><form id=f><input name=nodeType></form>",
        "<form><input name=localName></form>",
        "<form><input name=getAttribute><input name=hasAttributes></form>",
        "<form id=g><input name=firstChild></form><input form=g name=nextSibling>",
        "<form name=body><p>stands in for the body</p></form>",
    ];
    let mut rich = article("Bài có biểu mẫu");
    rich["body"] = traps
        .iter()
        .enumerate()
        .map(|(number, trap)| {
            json!({ "type": "html", "html": format!("{trap}<p>Sau bẫy số {number}.</p>") })
        })
        .chain([json!("Đoạn cuối cùng.")])
        .collect();
    stage
        .site
        .set("/article.json", Answer::json(rich.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài có biểu mẫu")
        .await?;
    let text = stage.page.text().await?;
    for number in 0..traps.len() {
        assert!(text.contains(&format!("Sau bẫy số {number}.")), "{text}");
    }
    assert!(text.contains("Đoạn cuối cùng."), "{text}");
    let record = stage.page.wait_for_event("readerly-ready").await?;
    assert_eq!(record.errors, Vec::<String>::new(), "{record:#?}");
    assert_eq!(record.events("readerly-ready").len(), 1);
    Ok(())
}

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"360\"><rect width=\"640\" height=\"360\" fill=\"#467\"/></svg>";

fn every_block() -> Vec<Value> {
    let figure = json!({ "image": { "url": "/picture.svg", "alt": "Một hình", "width": 640, "height": 360 }, "caption": "Chú thích ảnh" });
    let mut block = figure.clone();
    block["type"] = json!("figure");
    vec![
        block,
        json!({ "type": "list", "ordered": true, "start": 3, "items": ["ba", "bốn"] }),
        json!({ "type": "quote", "text": "Lời trích.", "cite": "Người nói" }),
        json!({ "type": "gallery", "figures": [figure.clone(), figure], "caption": "Hai hình" }),
        json!({ "type": "code", "text": "let x = 1;", "language": "rust" }),
        json!({ "type": "divider" }),
        json!({ "type": "note", "id": "1", "label": "1", "text": "Một chú thích." }),
        json!({ "type": "table", "caption": "Bảng", "head": [["Cột", "Cột"]], "body": [["Ô bên trái", "Ô bên phải"]] }),
    ]
}
