//! Strict sites: a policy that forbids all that can be forbidden, polluted
//! prototypes, clobbered names.

use anyhow::Result;
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{article, article_answer, assert_quiet, counts, reader};

stories_in_every_engine! {
strictest_policy_is_enough,
html_blocks_under_trusted_types,
frames_with_and_without_trusted_types,
sources_under_the_promised_policy,
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
    assert!(text.contains("Từ HTML"), "{text}");
    if parses_safely == json!(true) {
        assert_quiet(&record);
    } else {
        // Our own plain parser read it, so nothing is left out.
        assert_eq!(record.lines("warn"), [""; 0]);
    }
    Ok(())
}

async fn frames_with_and_without_trusted_types(stage: &Stage) -> Result<()> {
    // A sanitizer drops frames and scripts, and with them the videos and the
    // metadata: what holds some has to be read by another parser.
    let frame =
        "<p>Trước phim.</p><iframe src=\"https://www.youtube.com/embed/abcdefghijk\"></iframe>";
    let mut block = article("Bài có phim");
    block["body"] = json!([{ "type": "html", "html": frame }, "Hết bài."]);
    let page = "<!doctype html><title>Trang</title><script type=\"application/ld+json\">\
                {\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Bài từ một trang\",\
                \"author\":{\"@type\":\"Person\",\"name\":\"Nguyễn Văn Thử\"}}</script>\
                <article><h1>Bài từ một trang</h1><p>Một đoạn văn đủ dài để là một bài.</p></article>";
    let site = &stage.site;
    site.set("/block.json", Answer::json(block.to_string()));
    site.set("/page-source.html", Answer::html(page));
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let sources = [
        ("src=\"/block.json\"", ".facade"),
        ("src=\"/page-source.html\" format=\"html\"", ".author"),
    ];
    for policy in [None, Some("require-trusted-types-for 'script'")] {
        for (attributes, selector) in sources {
            let html = host_page::html(&head, &reader(&format!("loading=\"eager\" {attributes}")));
            let mut answer = Answer::html(html);
            if let Some(policy) = policy {
                answer = answer.with_header("Content-Security-Policy", policy);
            }
            site.set("/frames.html", answer);
            stage.page.open(&site.url("/frames.html")).await?;
            stage.page.wait_for_event("readerly-ready").await?;
            let count = stage.page.count(selector).await?;
            let record = stage.page.record().await?;
            assert_eq!(count, 1, "{policy:?} {attributes}: {record:#?}");
            // That a parser is refused is reported, once.
            let most = usize::from(policy.is_some());
            assert!(record.violations.len() <= most, "{record:#?}");
            assert_eq!(record.lines("error"), [""; 0], "{attributes}");
            assert_eq!(record.lines("warn"), [""; 0], "{attributes}");
        }
    }
    Ok(())
}

async fn sources_under_the_promised_policy(stage: &Stage) -> Result<()> {
    let mut block = article("Bài có khối HTML");
    block["body"] = json!([{ "type": "html", "html": "<p>Chữ của <b>khối</b>.</p>" }, "Hết bài."]);
    let page = "<!doctype html><title>Trang</title><article><h1>Bài từ một trang</h1>\
                <p>Chữ của <b>trang</b>, đủ dài để thành một đoạn văn thật sự.</p></article>";
    let post = json!({
        "id": 7, "date": "2024-05-20T08:06:45", "date_gmt": "2024-05-20T01:06:45", "slug": "bai", "type": "post",
        "link": "https://example.com/bai", "title": { "rendered": "Bài của WordPress" },
        "content": { "rendered": "<p>Chữ của <b>blog</b>.</p>", "protected": false },
        "excerpt": { "rendered": "", "protected": false },
    });
    let site = &stage.site;
    site.set("/block.json", Answer::json(block.to_string()));
    site.set("/page-source.html", Answer::html(page));
    site.set("/wp-json/wp/v2/posts/7", Answer::json(post.to_string()));
    let (own, cdn) = (site.url(""), stage.cdn.url(""));
    // 'self' among the scripts is for the recorder of this harness.
    let policy = format!(
        "default-src 'none'; script-src 'self' {cdn} 'wasm-unsafe-eval'; connect-src {cdn} {own}; \
         img-src *; media-src *; frame-src https:; require-trusted-types-for 'script'"
    );
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let sources = [
        ("src=\"/block.json\"", "Chữ của khối.", ""),
        (
            "src=\"/page-source.html\" format=\"html\"",
            "Chữ của trang",
            "",
        ),
        ("src=\"/wp-json/wp/v2/posts/7\"", "Chữ của blog.", ""),
        (
            "",
            crate::parts::FALLBACK,
            "field \"title\": is missing; the first heading took its place",
        ),
    ];
    for (attributes, words, warning) in sources {
        let html = host_page::html(&head, &reader(&format!("loading=\"eager\" {attributes}")));
        let strict = Answer::html(html).with_header("Content-Security-Policy", &policy);
        site.set("/promised.html", strict);
        stage.page.open(&site.url("/promised.html")).await?;
        stage.page.wait_for_event("readerly-ready").await?;
        stage.page.wait_for_text("article .body", words).await?;
        let record = stage.page.record().await?;
        // Whether a parser is refused, a browser without `parseHTML` tells
        // only by refusing, and reports that once.
        let script = "return typeof Document.parseHTML === 'function';";
        let parses_safely = stage.page.run(script, Vec::new()).await? == json!(true);
        let most = usize::from(!parses_safely);
        assert!(record.violations.len() <= most, "{attributes}: {record:#?}");
        assert_eq!(record.lines("error"), [""; 0], "{attributes}");
        // All of it is read, whatever read it.
        let expected = match warning {
            "" => Vec::new(),
            warning => vec![format!(
                "[readerly] article is shown with repairs:\n  {warning}"
            )],
        };
        assert_eq!(record.lines("warn"), expected, "{attributes}");
        assert_eq!(record.errors, Vec::<String>::new(), "{attributes}");
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
    assert_quiet(&record);
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
    // What was left out is said, and nothing else.
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{lines:?}");
    let said: Vec<&str> = lines[0].lines().skip(1).map(str::trim).collect();
    let expected: Vec<String> = [2, 1, 2, 2]
        .iter()
        .enumerate()
        .map(|(index, count)| {
            format!(
                "block {} (html): {count} button(s) or form field(s) were left out",
                index + 1
            )
        })
        .collect();
    assert_eq!(said, expected);
    assert_eq!(record.lines("error"), [""; 0], "{record:#?}");
    assert_eq!(record.errors, Vec::<String>::new(), "{record:#?}");
    assert_eq!(record.violations, Vec::<String>::new(), "{record:#?}");
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
