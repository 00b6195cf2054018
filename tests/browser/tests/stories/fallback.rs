//! Where the reader cannot run, the page's own article stays readable, one
//! console line names cause and remedy, and `readerly-error` fires.

use anyhow::Result;
use readerly_browser_tests::host_page::{self, Record};
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;

use crate::parts::{FALLBACK, article, article_answer, assert_quiet, counts, reader, show_article};

stories_in_every_engine! {
    without_webassembly,
    wasm_is_missing,
    wasm_is_a_page,
    wasm_of_another_release,
    wasm_with_the_wrong_type,
    wasm_with_a_charset,
    glue_with_the_wrong_type,
    styles_are_missing,
    static_host_without_cors,
    policy_without_wasm,
    policy_without_the_host,
    one_reader_breaks_and_the_others_go_on,
    what_was_rendered_stays_readable,
    a_reader_that_always_breaks_is_left_alone,
    a_second_break_leaves_the_article_readable,
    others_keep_what_they_show,
    a_trap_of_other_webassembly_is_none_of_ours,
    a_policy_that_only_reports_is_not_blamed,
    glue_with_an_import_that_fails,
    styles_that_a_bundler_made_a_script_of,
    policy_without_the_glue,
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
    falls_back(stage, "missing-file", &["readerly_bg.", "404", "upload"]).await
}

async fn wasm_is_a_page(stage: &Stage) -> Result<()> {
    // What a host with a catch-all route answers: its start page, status 200.
    stage.cdn.set(
        "/readerly_bg.wasm",
        Answer::html("<!doctype html><title>Home</title>"),
    );
    show(stage, &tag(stage)).await?;
    falls_back(stage, "wrong-type", &["readerly_bg.", "text/html"]).await
}

async fn wasm_of_another_release(stage: &Stage) -> Result<()> {
    stage.cdn.set(
        "/readerly_bg.wasm",
        Answer::new("application/wasm", &b"\0asm\x01\0\0\0"[..]),
    );
    show(stage, &tag(stage)).await?;
    falls_back(stage, "refused", &["readerly_bg.", "integrity", "release"]).await
}

async fn wasm_with_the_wrong_type(stage: &Stage) -> Result<()> {
    // The bytes are right, so the article is worth more than the header: the
    // reader runs, and the owner is told once.
    let bytes = readerly_browser_tests::origin::dist_file("readerly_bg.wasm")?;
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
    let record = warned(stage).await?;
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_names(
        lines[0],
        &["readerly_bg.", "text/plain", "application/wasm"],
    );
    assert!(record.events("readerly-error").is_empty());
    Ok(())
}

/// Some servers add a charset to everything, and then a browser refuses to
/// compile what is still arriving.
async fn wasm_with_a_charset(stage: &Stage) -> Result<()> {
    let bytes = readerly_browser_tests::origin::dist_file("readerly_bg.wasm")?;
    stage.cdn.set(
        "/readerly_bg.wasm",
        Answer::new("application/wasm; charset=utf-8", bytes),
    );
    stage
        .site
        .set("/article.json", article_answer("Bài với bảng mã thừa"));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài với bảng mã thừa")
        .await?;
    let record = warned(stage).await?;
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_names(lines[0], &["application/wasm; charset=utf-8"]);
    Ok(())
}

async fn glue_with_the_wrong_type(stage: &Stage) -> Result<()> {
    let bytes = readerly_browser_tests::origin::dist_file("readerly-glue.js")?;
    stage
        .cdn
        .set("/readerly-glue.js", Answer::new("text/plain", bytes));
    show(stage, &tag(stage)).await?;
    falls_back(
        stage,
        "wrong-type",
        &["readerly-glue.", "text/plain", "text/javascript"],
    )
    .await
}

async fn styles_are_missing(stage: &Stage) -> Result<()> {
    stage.cdn.set("/readerly.css", Answer::status(404));
    show(stage, &tag(stage)).await?;
    falls_back(stage, "missing-file", &["readerly.", "404"]).await
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

/// Breaks the page under readers of this id, so many times: whatever such a
/// reader inserts then throws.
fn sabotage(stage: &Stage, id: &str, times: u32) {
    stage.site.set(
        "/sabotage.js",
        Answer::script(format!(
            "window.faults = {times};
             for (const name of ['insertBefore', 'appendChild', 'replaceChild']) {{
               const original = Node.prototype[name];
               Node.prototype[name] = function (...parts) {{
                 const host = this.getRootNode().host;
                 if (host?.id === '{id}' && this !== host.shadowRoot && faults > 0) {{
                   faults -= 1;
                   throw new Error('broken on purpose');
                 }}
                 return original.apply(this, parts);
               }};
             }}
             window.sabotaged = true;"
        )),
    );
}

async fn commit_sabotage(stage: &Stage) -> Result<()> {
    stage
        .page
        .run(
            "const element = document.createElement('script'); element.src = '/sabotage.js'; document.head.append(element);",
            Vec::new(),
        )
        .await?;
    stage
        .page
        .wait_until("the sabotage", "return window.sabotaged === true;")
        .await
}

/// Titles of two readers, the second of which is always at work.
async fn two_readers(stage: &Stage, first: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài trước khi hỏng"));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    stage
        .site
        .set("/other.json", Answer::json(whole("Bài khác").to_string()));
    let second = "<readerly-article id=\"second\" src=\"/article.json\" counter=\"/counter.json\" hit loading=\"eager\"><article><p>Second fallback</p></article></readerly-article>";
    stage.embed(&(first.to_owned() + second)).await?;
    stage
        .page
        .wait_for_count("h1.title", |count| count >= 2)
        .await
        .map(drop)
}

/// An article whose parts differ from those of the small one.
fn whole(title: &str) -> serde_json::Value {
    let mut whole = article(title);
    whole["body"] = serde_json::json!([
        { "type": "list", "items": ["một", "hai"] },
        { "type": "quote", "text": "Lời trích." },
        { "type": "table", "body": [["ô"]] },
    ]);
    whole
}

async fn set_source(stage: &Stage, id: &str) -> Result<()> {
    stage
        .page
        .run(
            "document.getElementById(arguments[0]).setAttribute('src', '/other.json');",
            vec![serde_json::json!(id)],
        )
        .await
        .map(drop)
}

/// How often the counter was told of this.
fn told(stage: &Stage, event: &str) -> usize {
    let requests = stage.site.requests("/counter.json");
    let tells = |body: &str| {
        serde_json::from_str::<serde_json::Value>(body).is_ok_and(|body| body["event"] == event)
    };
    requests
        .iter()
        .filter(|request| tells(&request.body))
        .count()
}

/// How many modules were started.
fn modules(stage: &Stage) -> usize {
    stage.cdn.requests("/readerly-glue.js").len()
}

/// Waits until the second reader shows an article with this title.
async fn second_shows(stage: &Stage, title: &str) -> Result<()> {
    stage
        .page
        .wait_until(
            &format!("{title:?} in the other reader"),
            &format!(
                "return document.getElementById('second').shadowRoot.querySelector('h1')?.textContent === '{title}';"
            ),
        )
        .await
}

/// One reader breaks the module: it gives its place to the page's own article,
/// and says so; the other goes on as if nothing had been.
async fn one_reader_breaks_and_the_others_go_on(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    two_readers(stage, &reader("src=\"/article.json\" lang=\"vi\"")).await?;
    sabotage(stage, "reader", 1);
    commit_sabotage(stage).await?;
    set_source(stage, "reader").await?;
    let record = page.wait_for_event("readerly-error").await?;
    page.wait_for_text(".notice", "Trình đọc chưa hoạt động")
        .await?;
    assert!(page.text().await?.contains(FALLBACK));
    // The other is read again, in a module of its own, and follows its owner.
    second_shows(stage, "Bài trước khi hỏng").await?;
    set_source(stage, "second").await?;
    second_shows(stage, "Bài khác").await?;
    page.wait_for_text("section.counter", "100").await?;
    assert_eq!(modules(stage), 2, "another one, once");
    // Its visit goes on: it is told of twice, and counted once.
    wait::until_true("a sign of life", || async {
        Ok(told(stage, "heartbeat") > 0)
    })
    .await?;
    assert_eq!(told(stage, "hit"), 1);
    let errors = record.events("readerly-error");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(
        (errors[0].target.as_str(), errors[0].code.as_str()),
        ("reader", "panic")
    );
    assert!(errors[0].message.contains("What to do"), "{errors:#?}");
    // A person may ask for another try.
    page.click(".notice button").await?;
    page.wait_for_text("h1.title", "Bài khác").await?;
    page.wait_for_count(".notice", |count| count == 0).await?;
    // It goes when ours has been shown, which may be a frame later.
    wait::until_true("the page's own article to go", || async {
        Ok(!page.text().await?.contains(FALLBACK))
    })
    .await?;
    let record = page.record().await?;
    assert_eq!(record.events("readerly-error").len(), 1);
    assert_eq!(record.lines("error").len(), 1, "{record:#?}");
    Ok(())
}

/// Without an article of the page's own, what was rendered stays readable.
async fn what_was_rendered_stays_readable(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    two_readers(
        stage,
        "<readerly-article id=\"reader\" src=\"/article.json\" lang=\"vi\" loading=\"eager\"></readerly-article>",
    )
    .await?;
    sabotage(stage, "reader", 1);
    commit_sabotage(stage).await?;
    set_source(stage, "reader").await?;
    page.wait_for_event("readerly-error").await?;
    page.wait_for_text(".failure", "Trình đọc chưa hoạt động")
        .await?;
    assert!(page.text().await?.contains("đủ dài để thành một dòng chữ"));
    page.click(".failure button").await?;
    page.wait_until(
        "the article alone",
        "return deepAll('.failure, h1.title').map((node) => node.textContent).sort().join() === 'Bài khác,Bài trước khi hỏng';",
    )
    .await?;
    Ok(())
}

/// One that cannot even say that it stopped is left alone, without a loop.
async fn a_reader_that_always_breaks_is_left_alone(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    two_readers(stage, &reader("src=\"/article.json\" lang=\"vi\"")).await?;
    sabotage(stage, "reader", 1_000_000);
    commit_sabotage(stage).await?;
    set_source(stage, "reader").await?;
    page.wait_for_event("readerly-error").await?;
    second_shows(stage, "Bài trước khi hỏng").await?;
    wait::until_true("the last module", || async { Ok(modules(stage) == 3) }).await?;
    second_shows(stage, "Bài trước khi hỏng").await?;
    set_source(stage, "second").await?;
    second_shows(stage, "Bài khác").await?;
    assert!(page.text().await?.contains(FALLBACK));
    assert_eq!(modules(stage), 3, "no loop");
    let record = page.record().await?;
    assert_eq!(record.events("readerly-error").len(), 1, "{record:#?}");
    Ok(())
}

/// A person asks for another try, and it breaks again.
async fn a_second_break_leaves_the_article_readable(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    two_readers(stage, &reader("src=\"/article.json\" lang=\"vi\"")).await?;
    sabotage(stage, "reader", 1);
    commit_sabotage(stage).await?;
    set_source(stage, "reader").await?;
    page.wait_for_text(".notice", "Trình đọc chưa hoạt động")
        .await?;
    page.run("window.faults = 1;", Vec::new()).await?;
    page.click(".notice button").await?;
    wait::until_true("another module", || async { Ok(modules(stage) == 3) }).await?;
    page.wait_until(
        "the page's own article",
        "const slot = document.getElementById('reader').shadowRoot.querySelector('slot:not([name])');
         return !slot.hidden && slot.assignedNodes().some((node) => node.getClientRects?.().length);",
    )
    .await?;
    second_shows(stage, "Bài trước khi hỏng").await?;
    assert!(page.text().await?.contains(FALLBACK));
    Ok(())
}

/// A reader without an article of its own, beside one that breaks, while the
/// network is gone: its text stays.
async fn others_keep_what_they_show(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    two_readers(
        stage,
        &(reader("src=\"/article.json\" lang=\"vi\"")
            + "<readerly-article id=\"third\" src=\"/article.json\" loading=\"eager\"></readerly-article>"),
    )
    .await?;
    page.wait_for_count("h1.title", |count| count == 3).await?;
    stage.cdn.set("/readerly-glue.js", Answer::status(503));
    sabotage(stage, "reader", 1);
    commit_sabotage(stage).await?;
    set_source(stage, "reader").await?;
    page.wait_for_record("that no module comes", |record| {
        record
            .events("readerly-error")
            .iter()
            .any(|event| event.target == "third")
    })
    .await?;
    let kept = "return document.getElementById('third').shadowRoot.querySelector('h1')?.textContent ?? '';";
    assert_eq!(page.run(kept, Vec::new()).await?, "Bài trước khi hỏng");
    assert!(page.text().await?.contains(FALLBACK));
    Ok(())
}

/// Other WebAssembly of the page traps: no reader of ours is touched.
async fn a_trap_of_other_webassembly_is_none_of_ours(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    show_article(stage, "Bài không liên quan", "").await?;
    // As a script of the page: what a driver runs is no part of it in Firefox.
    stage.site.set(
        "/trap.js",
        Answer::script(
            "const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11));
             const { t } = new WebAssembly.Instance(module).exports;
             for (let times = 0; times < 3; times += 1) setTimeout(() => t());
             setTimeout(() => { window.trapped = true; }, 50);",
        ),
    );
    page.run(
        "const element = document.createElement('script'); element.src = '/trap.js'; document.head.append(element);",
        Vec::new(),
    )
    .await?;
    page.wait_until("the traps", "return window.trapped === true;")
        .await?;
    let record = page.record().await?;
    assert_eq!(record.errors.len(), 3, "the traps are real: {record:#?}");
    assert!(record.events("readerly-error").is_empty(), "{record:#?}");
    assert_eq!(modules(stage), 1);
    page.wait_for_text("h1.title", "Bài không liên quan")
        .await?;
    Ok(())
}

/// A policy that is only tried out keeps nothing away.
async fn a_policy_that_only_reports_is_not_blamed(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Không được hiện"));
    stage.cdn.set("/readerly.css", Answer::status(404));
    let html = host_page::html(&tag(stage), &body());
    let page = Answer::html(html).with_header(
        "Content-Security-Policy-Report-Only",
        "connect-src 'self'; script-src 'self'",
    );
    stage.site.set("/policy.html", page);
    stage.page.open(&stage.site.url("/policy.html")).await?;
    falls_back(stage, "missing-file", &["readerly.", "404"]).await
}

/// The glue imports something that is not there: the policy has no part in it.
async fn glue_with_an_import_that_fails(stage: &Stage) -> Result<()> {
    stage.cdn.set(
        "/readerly-glue.js",
        Answer::script("import \"./gone.js\"; export default () => {};"),
    );
    show(stage, &tag(stage)).await?;
    falls_back(stage, "refused", &["readerly-glue.", "does not run"]).await?;
    let record = stage.page.record().await?;
    assert!(
        !record.lines("error").concat().contains("Policy"),
        "{record:#?}"
    );
    Ok(())
}

async fn styles_that_a_bundler_made_a_script_of(stage: &Stage) -> Result<()> {
    stage.cdn.set(
        "/readerly.css",
        Answer::script("export default \":host{}\";"),
    );
    show(stage, &tag(stage)).await?;
    falls_back(stage, "wrong-type", &["bundler", ".css", "public/"]).await
}

/// Of `script-src`, which keeps the glue away and not the WebAssembly.
async fn policy_without_the_glue(stage: &Stage) -> Result<()> {
    let loader = stage.cdn.url("/readerly.js");
    let cdn = stage.cdn.url("");
    show_with_policy(
        stage,
        &format!("script-src 'self' {loader} 'wasm-unsafe-eval'; connect-src 'self' {cdn}"),
    )
    .await?;
    falls_back(
        stage,
        "csp",
        &["Content-Security-Policy", "script-src", "readerly-glue."],
    )
    .await
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
        Answer::style(String::from_utf8(
            readerly_browser_tests::origin::dist_file("readerly.css")?,
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

/// The words for a warning come in a file of their own.
async fn warned(stage: &Stage) -> Result<Record> {
    let page = &stage.page;
    page.wait_for_record("the warning", |record| !record.lines("warn").is_empty())
        .await
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
