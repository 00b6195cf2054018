//! Every way in: script tag, element, module, one tag, any static host.

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;
use std::time::Duration;

use crate::parts::{FALLBACK, article, article_answer, assert_quiet, reader};

stories_in_every_engine! {
    classic_async_defer_and_module,
    a_second_script_is_harmless,
    one_wasm_for_three_elements,
    nothing_is_fetched_until_near,
    sub_path_of_the_same_host,
    one_tag,
    mount_update_and_destroy,
    mount_from_a_module,
    events_bubble_and_are_composed,
    inline_article_is_the_article,
    an_article_that_is_still_arriving,
    refresh_while_starting,
}

async fn classic_async_defer_and_module(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài thử cửa vào"));
    for kind in [
        "",
        "async",
        "defer",
        "type=\"module\"",
        "type=\"module\" async",
    ] {
        let script = format!(
            "<script {kind} src=\"{}\"></script>",
            stage.cdn.url("/readerly.js")
        );
        stage
            .show(&script, &reader("src=\"/article.json\""))
            .await?;
        let page = &stage.page;
        page.wait_for_text("h1.title", "Bài thử cửa vào").await?;
        assert!(
            !page.text().await?.contains(FALLBACK),
            "{kind}: both articles are shown"
        );
        assert_quiet(&page.record().await?);
    }
    Ok(())
}

async fn a_second_script_is_harmless(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài thử hai thẻ"));
    // Two tags, and two copies from two hosts.
    let scripts = format!(
        "<script async src=\"{0}\"></script><script async src=\"{0}?again\"></script>\
         <script type=\"module\" src=\"{0}\"></script><script defer src=\"{1}\"></script>",
        stage.cdn.url("/readerly.js"),
        stage.cdn.other_name("/readerly.js"),
    );
    stage
        .show(&scripts, &reader("src=\"/article.json\""))
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài thử hai thẻ")
        .await?;
    stage
        .page
        .wait_until("all scripts", "return document.readyState === 'complete';")
        .await?;
    assert_eq!(stage.page.count("h1.title").await?, 1);
    assert_eq!(stage.cdn.count("/readerly_bg.wasm"), 1);
    assert_eq!(stage.site.count("/article.json"), 1);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn one_wasm_for_three_elements(stage: &Stage) -> Result<()> {
    for number in 1..=3 {
        stage.site.set(
            &format!("/{number}.json"),
            article_answer(&format!("Bài số {number}")),
        );
    }
    let body: String = (1..=3)
        .map(|number| {
            format!(
                "<readerly-article src=\"/{number}.json\" loading=\"eager\"></readerly-article>"
            )
        })
        .collect();
    stage.embed(&body).await?;
    stage
        .page
        .wait_for_count("h1.title", |count| count == 3)
        .await?;
    let text = stage.page.text().await?;
    crate::parts::assert_in_order(&text, &["Bài số 1", "Bài số 2", "Bài số 3"]);
    assert_eq!(stage.cdn.count("/readerly_bg.wasm"), 1);
    assert_eq!(stage.cdn.count("/readerly-glue.js"), 1);
    assert_eq!(stage.cdn.count("/readerly.css"), 1);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn nothing_is_fetched_until_near(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", article_answer("Bài ở xa"));
    let far = format!(
        "<div style=\"height: 6000px\">Xa</div>{}",
        reader("src=\"/article.json\"")
    );
    stage.embed(&far).await?;
    stage
        .page
        .wait_until(
            "the element",
            "return !!customElements.get('readerly-article');",
        )
        .await?;
    wait::quiet_time(Duration::from_millis(700)).await;
    assert_eq!(stage.cdn.count("/readerly_bg.wasm"), 0);
    assert_eq!(stage.site.count("/article.json"), 0);

    stage
        .page
        .run("scrollTo({ top: 5600, behavior: 'instant' });", Vec::new())
        .await?;
    stage.page.wait_for_text("h1.title", "Bài ở xa").await?;
    assert_eq!(stage.cdn.count("/readerly_bg.wasm"), 1);

    // The owner may insist.
    let eager = far.replace("src=", "loading=\"eager\" src=");
    stage.embed(&eager).await?;
    stage.page.wait_for_text("h1.title", "Bài ở xa").await?;
    assert_eq!(
        stage.page.run("return scrollY;", Vec::new()).await?,
        json!(0)
    );
    Ok(())
}

async fn sub_path_of_the_same_host(stage: &Stage) -> Result<()> {
    stage
        .site
        .mount(FileMount::dist("/some/sub/path/")?.without_cors());
    stage
        .site
        .set("/article.json", article_answer("Bài ở thư mục con"));
    stage
        .show(
            "<script async src=\"/some/sub/path/readerly.js\"></script>",
            &reader("src=\"article.json\""),
        )
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài ở thư mục con")
        .await?;
    assert_eq!(stage.site.count("/some/sub/path/readerly_bg.wasm"), 1);

    // And the demo page itself, from a folder.
    stage
        .site
        .mount(FileMount::dist("/demo/ward/")?.with_recorder());
    stage.page.open(&stage.site.url("/demo/ward/")).await?;
    stage
        .page
        .wait_for_count("article .byline", |count| count == 1)
        .await?;
    let missing = stage.site.missing();
    assert!(
        missing
            .iter()
            .all(|path| path == "/demo/ward/v1/counter/demo"),
        "only the counter may be missing on a plain static host: {missing:?}"
    );
    Ok(())
}

async fn one_tag(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài một thẻ"));
    stage
        .site
        .set("/counter.json", Answer::json(crate::parts::counts(4, 90)));
    let body = format!(
        "<p id=\"before\">Trước</p><script async src=\"{}\" data-src=\"/article.json\" \
         data-counter=\"/counter.json\" data-theme=\"dark\" data-lang=\"en\"></script><p>Sau</p>",
        stage.cdn.url("/readerly.js")
    );
    stage.show("", &body).await?;
    stage.page.wait_for_text("section.counter", "90").await?;
    let text = stage.page.text().await?;
    crate::parts::assert_in_order(
        &text,
        &["Trước", "Bài một thẻ", "Visitor statistics", "Sau"],
    );
    let theme = stage
        .page
        .run("return deepAll('.reader')[0].dataset.theme;", Vec::new())
        .await?;
    assert_eq!(theme, json!("dark"));
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn mount_update_and_destroy(stage: &Stage) -> Result<()> {
    stage.site.set("/a.json", article_answer("Bài A"));
    stage.site.set("/b.json", article_answer("Bài B"));
    stage
        .site
        .set("/counter.json", Answer::json(crate::parts::counts(4, 90)));
    stage.embed("<main id=\"place\"></main>").await?;
    let page = &stage.page;
    page.wait_until(
        "the door",
        "return typeof window.Readerly?.mount === 'function';",
    )
    .await?;
    page.driver()
        .execute_async(
            "const done = arguments[0];
             Readerly.mount('#place', { src: '/a.json', counterEvery: 5, counter: '/counter.json' })
               .then((reader) => { window.reader = reader; done(true); }, (error) => done(String(error)));",
            Vec::new(),
        )
        .await?;
    page.wait_for_text("h1.title", "Bài A").await?;
    page.wait_for_text("section.counter", "90").await?;

    page.run(
        "reader.update({ src: '/b.json', theme: 'dark' });",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("h1.title", "Bài B").await?;
    page.wait_until(
        "the theme",
        "return deepAll('.reader')[0].dataset.theme === 'dark';",
    )
    .await?;

    stage.site.set("/b.json", article_answer("Bài B, sửa lại"));
    page.run("reader.refresh();", Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài B, sửa lại").await?;

    page.run("reader.destroy();", Vec::new()).await?;
    page.wait_for_count("readerly-article", |count| count == 0)
        .await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    let polls = stage.site.count("/counter.json");
    // One interval is at most 5.75 s.
    wait::quiet_time(Duration::from_millis(6500)).await;
    assert_eq!(
        stage.site.count("/counter.json"),
        polls,
        "a destroyed reader still polls"
    );

    // A place that is not there is an error that says so.
    let answer = page
        .driver()
        .execute_async(
            "const done = arguments[0];
             Readerly.mount('#nowhere', {}).then(() => done('mounted'), (error) => done(error.message));",
            Vec::new(),
        )
        .await?;
    assert!(
        answer
            .json()
            .as_str()
            .unwrap_or_default()
            .contains("#nowhere"),
        "{:?}",
        answer.json()
    );
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn mount_from_a_module(stage: &Stage) -> Result<()> {
    stage.site.set("/a.json", article_answer("Bài từ mô-đun"));
    let module = format!(
        "import {{ mount, version }} from \"{}\";
         window.version = version;
         window.reader = await mount(document.getElementById(\"place\"), {{ src: \"/a.json\" }});",
        stage.cdn.url("/readerly.mjs")
    );
    stage.site.set("/app.js", Answer::script(module));
    stage
        .show(
            "<script type=\"module\" src=\"/app.js\"></script>",
            "<main id=\"place\"></main>",
        )
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài từ mô-đun")
        .await?;
    let version = stage.page.run("return window.version;", Vec::new()).await?;
    assert!(
        version
            .as_str()
            .is_some_and(|version| version.starts_with(char::is_numeric)),
        "{version}"
    );
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn events_bubble_and_are_composed(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/counter.json", Answer::json(crate::parts::counts(4, 90)));
    let mut long = article("Bài có sự kiện");
    long["body"] = json!(["Một đoạn dài. ".repeat(600), "Đoạn cuối."]);
    stage
        .site
        .set("/article.json", Answer::json(long.to_string()));
    let attributes = "src=\"/article.json\" counter=\"/counter.json\"";
    stage.embed(&reader(attributes)).await?;
    // Either may come first: the numbers do not wait for the article.
    stage.page.wait_for_event("readerly-count").await?;
    let record = stage.page.wait_for_event("readerly-ready").await?;
    let ready = &record.events("readerly-ready")[0];
    assert_eq!(ready.target, "reader");
    assert!(ready.bubbles_and_is_composed);
    assert!(ready.detail.contains("Bài có sự kiện"), "{}", ready.detail);
    assert_eq!(record.events("readerly-ready").len(), 1);
    let count = &record.events("readerly-count")[0];
    assert!(count.bubbles_and_is_composed);
    assert!(
        count.detail.contains("\"online\":4") && count.detail.contains("\"total\":90"),
        "{}",
        count.detail
    );
    stage
        .page
        .run(
            "scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });",
            Vec::new(),
        )
        .await?;
    let record = stage.page.wait_for_event("readerly-progress").await?;
    assert!(record.events("readerly-error").is_empty());
    Ok(())
}

async fn an_article_that_is_still_arriving(stage: &Stage) -> Result<()> {
    // A script that is slow to come holds the parser up in the middle of it,
    // long after the reader could have begun to read.
    stage.site.set(
        "/slow.js",
        Answer::script("window.slow = true;").after(3_000),
    );
    let body = "<readerly-article id=\"reader\" lang=\"en\" loading=\"eager\"><article>\
        <header><h2>Half an article</h2></header><p>The first words.</p>\
        <script src=\"/slow.js\"></script>\
        <p>The last words.</p></article></readerly-article>";
    stage.embed(body).await?;
    stage
        .page
        .wait_for_text("h1.title", "Half an article")
        .await?;
    stage.page.wait_for_text(".body", "The last words.").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn refresh_while_starting(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài được làm mới sớm"));
    stage.site.set(
        "/early.js",
        Answer::script(
            "customElements.whenDefined('readerly-article').then(() => {
               const reader = document.getElementById('reader');
               reader.refresh();
               reader.refresh();
             });",
        ),
    );
    let body = format!(
        "{}<script src=\"/early.js\"></script>",
        reader("src=\"/article.json\"")
    );
    stage.embed(&body).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài được làm mới sớm")
        .await?;
    stage
        .page
        .wait_for_count(".reader", |count| count == 1)
        .await?;
    assert_eq!(stage.cdn.count("/readerly_bg.wasm"), 1);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn inline_article_is_the_article(stage: &Stage) -> Result<()> {
    let body = "<readerly-article lang=\"en\"><article>\
        <header><h2>Written in the page</h2></header>\
        <p>First <em>paragraph</em> of it.</p>\
        <ul><li>one</li><li>two</li></ul>\
        <p><a href=\"javascript:alert(1)\">a link that must not be one</a></p>\
        <script>window.ran = (window.ran ?? 0) + 1;</script>\
        </article></readerly-article>";
    stage.embed(body).await?;
    stage
        .page
        .wait_for_text("h1.title", "Written in the page")
        .await?;
    let text = stage.page.text().await?;
    crate::parts::assert_in_order(
        &text,
        &[
            "Written in the page",
            "First paragraph of it.",
            "one",
            "two",
        ],
    );
    assert_eq!(
        text.matches("Written in the page").count(),
        1,
        "both articles are drawn:\n{text}"
    );
    let seen = stage
        .page
        .run(
            "const root = deepAll('readerly-article')[0].shadowRoot;
             return [window.ran, root.querySelectorAll('a[href^=\"javascript\" i], script').length];",
            Vec::new(),
        )
        .await?;
    assert_eq!(seen, json!([1, 0]));
    assert_eq!(
        stage
            .site
            .requests("/")
            .iter()
            .filter(|request| request.path.ends_with(".json"))
            .count(),
        0
    );
    Ok(())
}
