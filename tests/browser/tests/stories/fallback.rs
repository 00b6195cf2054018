//! Where the reader cannot run, the page's own article stays readable, one
//! console line names cause and remedy, and `readerly-error` fires.

use anyhow::Result;
use readerly_browser_tests::host_page::{self, Record};
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;

use crate::parts::{FALLBACK, article, article_answer, assert_quiet, reader, show_article};

stories_in_every_engine! {
    without_webassembly,
    wasm_is_missing,
    wasm_is_a_page,
    wasm_of_another_release,
    wasm_with_the_wrong_type,
    glue_with_the_wrong_type,
    styles_are_missing,
    static_host_without_cors,
    policy_without_wasm,
    policy_without_the_host,
    panic_in_the_reader,
    a_failed_start_can_be_repeated,
}

async fn without_webassembly(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/no-wasm.js", Answer::script("delete window.WebAssembly;"));
    let head = format!(
        "<script src=\"/no-wasm.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    show(stage, &head).await?;
    falls_back(stage, "no-webassembly", &["WebAssembly"]).await?;
    assert_eq!(
        stage.cdn.count("/readerly_bg.wasm"),
        0,
        "nothing is fetched in vain"
    );
    Ok(())
}

async fn wasm_is_missing(stage: &Stage) -> Result<()> {
    stage.cdn.set("/readerly_bg.wasm", Answer::status(404));
    show(stage, &tag(stage)).await?;
    falls_back(
        stage,
        "missing-file",
        &["readerly_bg.wasm", "404", "upload"],
    )
    .await
}

async fn wasm_is_a_page(stage: &Stage) -> Result<()> {
    // What a host with a catch-all route answers: its start page, status 200.
    stage.cdn.set(
        "/readerly_bg.wasm",
        Answer::html("<!doctype html><title>Home</title>"),
    );
    show(stage, &tag(stage)).await?;
    falls_back(stage, "wrong-type", &["readerly_bg.wasm", "text/html"]).await
}

async fn wasm_of_another_release(stage: &Stage) -> Result<()> {
    stage.cdn.set(
        "/readerly_bg.wasm",
        Answer::new("application/wasm", &b"\0asm\x01\0\0\0"[..]),
    );
    show(stage, &tag(stage)).await?;
    falls_back(
        stage,
        "refused",
        &["readerly_bg.wasm", "integrity", "release"],
    )
    .await
}

async fn wasm_with_the_wrong_type(stage: &Stage) -> Result<()> {
    // The bytes are right, so the article is worth more than the header: the
    // reader runs, and the owner is told once.
    let bytes =
        std::fs::read(readerly_browser_tests::origin::dist_folder()?.join("readerly_bg.wasm"))?;
    stage
        .cdn
        .set("/readerly_bg.wasm", Answer::new("text/plain", bytes));
    stage
        .site
        .set("/article.json", article_answer("Bài với kiểu sai"));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài với kiểu sai")
        .await?;
    let record = stage.page.record().await?;
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_names(
        lines[0],
        &["readerly_bg.wasm", "text/plain", "application/wasm"],
    );
    assert!(record.events("readerly-error").is_empty());
    Ok(())
}

async fn glue_with_the_wrong_type(stage: &Stage) -> Result<()> {
    let bytes =
        std::fs::read(readerly_browser_tests::origin::dist_folder()?.join("readerly-glue.js"))?;
    stage
        .cdn
        .set("/readerly-glue.js", Answer::new("text/plain", bytes));
    show(stage, &tag(stage)).await?;
    falls_back(
        stage,
        "wrong-type",
        &["readerly-glue.js", "text/plain", "text/javascript"],
    )
    .await
}

async fn styles_are_missing(stage: &Stage) -> Result<()> {
    stage.cdn.set("/readerly.css", Answer::status(404));
    show(stage, &tag(stage)).await?;
    falls_back(stage, "missing-file", &["readerly.css", "404"]).await
}

async fn static_host_without_cors(stage: &Stage) -> Result<()> {
    stage.cdn.mount(FileMount::dist("/")?.without_cors());
    show(stage, &tag(stage)).await?;
    falls_back(stage, "cors", &["CORS", "Access-Control-Allow-Origin"]).await
}

async fn policy_without_wasm(stage: &Stage) -> Result<()> {
    let policy = format!("script-src 'self' {}", stage.cdn.url(""));
    show_with_policy(stage, &policy).await?;
    falls_back(
        stage,
        "csp",
        &[
            "Content-Security-Policy",
            "'wasm-unsafe-eval'",
            "script-src",
        ],
    )
    .await?;
    assert_eq!(
        stage.cdn.count("/readerly_bg.wasm"),
        0,
        "nothing is fetched in vain"
    );
    Ok(())
}

async fn policy_without_the_host(stage: &Stage) -> Result<()> {
    let cdn = stage.cdn.url("");
    show_with_policy(
        stage,
        &format!("script-src 'self' {cdn} 'wasm-unsafe-eval'; connect-src 'self'"),
    )
    .await?;
    falls_back(stage, "csp", &["Content-Security-Policy", "connect-src"]).await
}

async fn panic_in_the_reader(stage: &Stage) -> Result<()> {
    let mut other = article("Bài khác");
    other["body"] = serde_json::json!([
        { "type": "list", "items": ["một", "hai"] },
        { "type": "quote", "text": "Lời trích." },
        { "type": "table", "body": [["ô"]] },
    ]);
    stage
        .site
        .set("/other.json", Answer::json(other.to_string()));
    // Something of the page's own that has to live on.
    show_article(stage, "Bài trước khi hỏng", "").await?;
    stage
        .page
        .run(
            "const button = document.createElement('button');
             button.id = 'own'; button.textContent = 'own';
             document.body.append(button);
             button.addEventListener('click', () => { button.textContent = 'still alive'; });",
            Vec::new(),
        )
        .await?;
    // Breaks the page under the reader: whatever it inserts now throws.
    let sabotage = "const element = document.createElement('script'); element.src = '/sabotage.js'; document.head.append(element);";
    stage.site.set(
        "/sabotage.js",
        Answer::script(
            "for (const name of ['insertBefore', 'appendChild', 'replaceChild']) {
               const original = Node.prototype[name];
               Node.prototype[name] = function (...parts) {
                 if (this.getRootNode() instanceof ShadowRoot) throw new Error('broken on purpose');
                 return original.apply(this, parts);
               };
             }
             window.sabotaged = true;",
        ),
    );
    stage.page.run(sabotage, Vec::new()).await?;
    stage
        .page
        .wait_until("the sabotage", "return window.sabotaged === true;")
        .await?;
    stage
        .page
        .run(
            "document.getElementById('reader').setAttribute('src', '/other.json');",
            Vec::new(),
        )
        .await?;
    falls_back(stage, "panic", &["reload"]).await?;
    stage.page.click("#own").await?;
    stage.page.wait_for_text("#own", "still alive").await?;
    Ok(())
}

async fn a_failed_start_can_be_repeated(stage: &Stage) -> Result<()> {
    // The network is down for the first attempt; `refresh()` tries again.
    stage.cdn.set("/readerly.css", Answer::status(503));
    stage.site.set(
        "/article.json",
        Answer::json(article("Bài sau khi thử lại").to_string()),
    );
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage.page.wait_for_event("readerly-error").await?;
    stage.cdn.set(
        "/readerly.css",
        Answer::style(std::fs::read_to_string(
            readerly_browser_tests::origin::dist_folder()?.join("readerly.css"),
        )?),
    );
    stage
        .page
        .run("document.getElementById('reader').refresh();", Vec::new())
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài sau khi thử lại")
        .await?;
    assert!(!stage.page.text().await?.contains(FALLBACK));
    // The positive control of every "one line" above: a good page has none.
    show_article(stage, "Bài lành", "").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

fn tag(stage: &Stage) -> String {
    format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    )
}

/// Two readers, so that "one line" means one for the page.
fn body() -> String {
    reader("src=\"/article.json\"")
        + "<readerly-article id=\"second\" src=\"/article.json\"><article><p>Second fallback</p></article></readerly-article>"
}

async fn show(stage: &Stage, head: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Không được hiện"));
    stage.show(head, &body()).await
}

async fn show_with_policy(stage: &Stage, policy: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Không được hiện"));
    let html = host_page::html(&tag(stage), &body());
    let page = Answer::html(html).with_header("Content-Security-Policy", policy);
    stage.site.set("/policy.html", page);
    stage.page.open(&stage.site.url("/policy.html")).await
}

/// The heart of these stories.
async fn falls_back(stage: &Stage, code: &str, names: &[&str]) -> Result<()> {
    let readers = stage.page.count("readerly-article").await?;
    let record: Record = stage
        .page
        .wait_for_record("readerly-error on every reader", |record| {
            record.events("readerly-error").len() as u64 >= readers
        })
        .await?;
    for event in record.events("readerly-error") {
        assert_eq!(event.code, code, "{record:#?}");
        assert!(event.bubbles_and_is_composed);
        assert_names(&event.message, names);
    }
    let lines = record.lines("error");
    let mut distinct = lines.clone();
    distinct.dedup();
    assert_eq!(distinct.len(), 1, "one cause, one line: {lines:#?}");
    assert_eq!(
        lines.len(),
        1,
        "one line for the page, not one for each reader: {lines:#?}"
    );
    assert_names(lines[0], names);
    assert!(
        lines[0].contains("What to do:"),
        "no remedy in {:?}",
        lines[0]
    );

    let text = stage.page.text().await?;
    assert!(
        text.contains(FALLBACK),
        "the page's own article is not shown:\n{text}"
    );
    assert!(!text.contains("Không được hiện"), "{text}");
    Ok(())
}

#[track_caller]
fn assert_names(line: &str, names: &[&str]) {
    for name in names {
        assert!(line.contains(name), "{name:?} is not named in {line:?}");
    }
}
