//! Pages that do something of their own with their elements: frameworks, caches,
//! resets, old modes. What holds in them is told here, so that it stays.

use std::path::Path;

use anyhow::{Context as _, Result};
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};

use crate::parts::{article_answer, assert_quiet, reader, show_article};

stories! {
    react_hydrates_without_a_warning,
    vue_keeps_it_alive,
    htmx_swaps_it_in_and_out,
    a_view_transition,
    a_page_that_was_translated,
}

stories_in_every_engine! {
    turbo_goes_back_to_one_article,
    a_saved_page_shows_one_article,
    an_address_against_base,
    links_within_an_article_against_base,
    a_sandboxed_frame,
    quirks_mode_and_resets,
}

/// Serves files of packages from npm, by their own names.
fn serve(stage: &Stage, files: &[&str]) -> Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules");
    let mut tags = String::new();
    for file in files {
        let bytes = std::fs::read(folder.join(file))
            .with_context(|| format!("{file} is missing; `npm ci` in tests/browser brings it"))?;
        let path = format!("/npm/{file}");
        if file.ends_with(".css") {
            tags.push_str(&format!("<link rel=\"stylesheet\" href=\"{path}\">"));
            stage.site.set(&path, Answer::file(bytes, "text/css"));
        } else {
            tags.push_str(&format!("<script src=\"{path}\"></script>"));
            stage
                .site
                .set(&path, Answer::file(bytes, "text/javascript"));
        }
    }
    Ok(tags)
}

fn loader(stage: &Stage) -> String {
    format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    )
}

fn one_tag(stage: &Stage) -> String {
    format!(
        "<script async src=\"{}\" data-src=\"/article.json\" data-loading=\"eager\"></script>",
        stage.cdn.url("/readerly.js")
    )
}

/// Nothing of anybody's on the console, React and Vue included.
async fn assert_silent(stage: &Stage) -> Result<()> {
    let record = stage.page.record().await?;
    let loud: Vec<_> = record
        .console
        .iter()
        .filter(|line| matches!(line.level.as_str(), "error" | "warn"))
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
    assert_quiet(&record);
    Ok(())
}

async fn react_hydrates_without_a_warning(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài trong React"));
    stage
        .site
        .set("/other.json", article_answer("Bài sau khi đổi"));
    let head = loader(stage)
        + serve(
            stage,
            &[
                "react/umd/react.development.js",
                "react-dom/umd/react-dom.development.js",
            ],
        )?
        .as_str();
    // What the server sent; the reader is at work before React wakes it up.
    let body = "<div id=\"root\"><main><p>Trước</p><readerly-article id=\"reader\" src=\"/article.json\" loading=\"eager\">\
        <article lang=\"vi\"><p>Bài của trang.</p></article></readerly-article></main></div>";
    stage.show(&head, body).await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Bài trong React").await?;
    page.run(
        "const make = React.createElement;
         const app = (src) => make(React.StrictMode, null, make('main', null,
           make('p', null, 'Trước'),
           src && make('readerly-article', { id: 'reader', src, loading: 'eager' },
             make('article', { lang: 'vi' }, make('p', null, 'Bài của trang.')))));
         window.show = (src) => root.render(app(src));
         window.root = ReactDOM.hydrateRoot(document.getElementById('root'), app('/article.json'));",
        Vec::new(),
    )
    .await?;
    page.run("show('/other.json');", Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài sau khi đổi").await?;
    page.run("show(null);", Vec::new()).await?;
    page.wait_for_count("readerly-article", |count| count == 0)
        .await?;
    page.run("show('/article.json');", Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài trong React").await?;
    assert_silent(stage).await
}

async fn vue_keeps_it_alive(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài trong Vue"));
    let head = loader(stage) + serve(stage, &["vue/dist/vue.global.prod.js"])?.as_str();
    stage.show(&head, "<div id=\"app\"></div>").await?;
    let page = &stage.page;
    page.run(
        "const { createApp, h, ref, KeepAlive } = Vue;
         const Reading = { render: () => h('readerly-article', { id: 'reader', src: '/article.json', loading: 'eager' }) };
         const Other = { render: () => h('p', { id: 'other' }, 'Khác') };
         window.reading = ref(true);
         createApp({ render: () => h(KeepAlive, null, () => h(reading.value ? Reading : Other)) }).mount('#app');",
        Vec::new(),
    )
    .await?;
    for _ in 0..3 {
        page.wait_for_text("h1.title", "Bài trong Vue").await?;
        page.run("reading.value = false;", Vec::new()).await?;
        page.wait_for_text("#other", "Khác").await?;
        // The reader lets go in a task of its own.
        page.run(
            "return new Promise((done) => setTimeout(done, 50));",
            Vec::new(),
        )
        .await?;
        page.run("reading.value = true;", Vec::new()).await?;
    }
    page.wait_for_text("h1.title", "Bài trong Vue").await?;
    page.wait_for_count("h1.title", |count| count == 1).await?;
    assert_silent(stage).await
}

async fn htmx_swaps_it_in_and_out(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài qua htmx"));
    stage.site.set(
        "/fragment.html",
        Answer::html("<readerly-article id=\"reader\" src=\"/article.json\" loading=\"eager\"></readerly-article>"),
    );
    stage
        .site
        .set("/empty.html", Answer::html("<p id=\"empty\">Hết</p>"));
    let head = loader(stage) + serve(stage, &["htmx.org/dist/htmx.min.js"])?.as_str();
    let body = "<button id=\"in\" hx-get=\"/fragment.html\" hx-target=\"#place\">Đọc</button>\
        <button id=\"out\" hx-get=\"/empty.html\" hx-target=\"#place\">Thôi</button><div id=\"place\"></div>";
    stage.show(&head, body).await?;
    let page = &stage.page;
    for _ in 0..2 {
        page.click("#in").await?;
        page.wait_for_text("h1.title", "Bài qua htmx").await?;
        page.click("#out").await?;
        page.wait_for_text("#empty", "Hết").await?;
        page.wait_for_count("h1.title", |count| count == 0).await?;
    }
    assert_silent(stage).await
}

async fn a_view_transition(stage: &Stage) -> Result<()> {
    show_article(stage, "Bài chuyển cảnh", "").await?;
    let page = &stage.page;
    page.run(
        "window.moved = false;
         const place = document.createElement('section');
         const change = () => { document.body.append(place); place.append(document.getElementById('reader')); };
         document.startViewTransition(change).finished.then(() => { window.moved = true; });",
        Vec::new(),
    )
    .await?;
    page.wait_until("the transition", "return window.moved;")
        .await?;
    page.wait_for_text("h1.title", "Bài chuyển cảnh").await?;
    page.wait_for_count("section > readerly-article", |count| count == 1)
        .await?;
    assert_eq!(
        stage.site.count("/article.json"),
        1,
        "a move is no new visit"
    );
    assert_silent(stage).await
}

/// A translator puts its own elements in the place of every text.
async fn a_page_that_was_translated(stage: &Stage) -> Result<()> {
    show_article(stage, "Bài được dịch", "").await?;
    let page = &stage.page;
    page.run(
        "const root = document.getElementById('reader').shadowRoot;
         const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
         const texts = [];
         while (walker.nextNode()) texts.push(walker.currentNode);
         for (const text of texts) {
           const font = document.createElement('font');
           font.append(document.createElement('font'));
           font.firstChild.textContent = `[${text.data}]`;
           text.replaceWith(font);
         }",
        Vec::new(),
    )
    .await?;
    stage.site.set("/other.json", article_answer("Bài kế tiếp"));
    page.run(
        "document.getElementById('reader').setAttribute('src', '/other.json');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("h1.title", "Bài kế tiếp").await?;
    assert_silent(stage).await
}

async fn turbo_goes_back_to_one_article(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài qua Turbo"));
    let turbo = serve(stage, &["@hotwired/turbo/dist/turbo.es2017-umd.js"])?;
    stage.site.set(
        "/second.html",
        Answer::html(format!(
            "<!doctype html><title>Second</title><script src=\"/recorder.js\"></script>{turbo}<body><p id=\"second\">Trang hai</p></body>"
        )),
    );
    let body = format!(
        "<a id=\"on\" href=\"/second.html\">Trang hai</a><main>{}</main>",
        one_tag(stage)
    );
    stage.show(&turbo, &body).await?;
    let page = &stage.page;
    for _ in 0..2 {
        page.wait_for_text("h1.title", "Bài qua Turbo").await?;
        page.wait_for_count("readerly-article", |count| count == 1)
            .await?;
        page.click("#on").await?;
        page.wait_for_text("#second", "Trang hai").await?;
        page.run("history.back();", Vec::new()).await?;
    }
    page.wait_for_text("h1.title", "Bài qua Turbo").await?;
    page.wait_for_count("h1.title", |count| count == 1).await?;
    page.wait_for_count("readerly-article", |count| count == 1)
        .await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn a_saved_page_shows_one_article(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài đã lưu"));
    let page = &stage.page;
    for head_form in [false, true] {
        let (head, body) = if head_form {
            (one_tag(stage), "<main><p>Trang</p></main>".to_owned())
        } else {
            (
                String::new(),
                format!("<main>{}<p>Sau</p></main>", one_tag(stage)),
            )
        };
        stage.show(&head, &body).await?;
        page.wait_for_text("h1.title", "Bài đã lưu").await?;
        let saved = page
            .run("return document.documentElement.outerHTML;", Vec::new())
            .await?;
        let saved = saved.as_str().context("the page's text")?;
        assert_eq!(saved.matches("<readerly-article").count(), 1, "{saved}");
        stage.site.set(
            "/saved.html",
            Answer::html(format!("<!doctype html>{saved}")),
        );
        page.open(&stage.site.url("/saved.html")).await?;
        page.wait_for_text("h1.title", "Bài đã lưu").await?;
        page.wait_for_count("readerly-article", |count| count == 1)
            .await?;
    }
    Ok(())
}

async fn an_address_against_base(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/tin/bai/article.json", article_answer("Bài theo base"));
    let head = format!("<base href=\"/tin/bai/\">{}", loader(stage));
    stage.show(&head, &reader("src=\"article.json\"")).await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Bài theo base").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn links_within_an_article_against_base(stage: &Stage) -> Result<()> {
    let head = format!("<base href=\"/tin/bai/\">{}", loader(stage));
    let body = "<readerly-article><article><h1>Quy chế chợ</h1>
        <p>Xem <a href=\"#muc-hai\">mục hai</a>.</p><h2 id=\"muc-hai\">Mục hai</h2><p>Hai.</p>
        </article></readerly-article>";
    stage.show(&head, body).await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Quy chế chợ").await?;
    page.click(".body a").await?;
    let here = page.run("return location.href;", Vec::new()).await?;
    assert_eq!(here, stage.site.url("/page.html#muc-hai"));
    // Loaded anew, it is the same page at the same place.
    page.driver().refresh().await?;
    page.wait_for_text("h1.title", "Quy chế chợ").await?;
    Ok(())
}

async fn a_sandboxed_frame(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài trong khung"));
    stage.site.set(
        "/framed.html",
        Answer::html(format!(
            "<!doctype html><meta charset=\"utf-8\"><script>addEventListener('readerly-ready', ({{ target, detail }}) => {{
               parent.postMessage([detail.title, target.shadowRoot.querySelector('h1').textContent], '*');
             }});</script>{}{}",
            loader(stage),
            reader("src=\"/article.json\" loading=\"eager\"")
        )),
    );
    let body = "<script>addEventListener('message', ({ data }) => { window.told = data; });</script>\
        <iframe sandbox=\"allow-scripts\" src=\"/framed.html\" width=\"360\" height=\"600\"></iframe>";
    stage.show("", body).await?;
    stage
        .page
        .wait_until("word from the frame", "return Array.isArray(window.told);")
        .await?;
    let told = stage.page.run("return window.told;", Vec::new()).await?;
    assert_eq!(told, json!(["Bài trong khung", "Bài trong khung"]));
    Ok(())
}

/// How the parts of a reader look: what a page's own rules could change.
const LOOKS: &str = "return ['.reader', 'h1.title', '.facts', '.body p', '.body h2', '.body a'].map((selector) => {
    const style = getComputedStyle(deepAll(selector)[0]);
    return [selector, ...['display', 'fontSize', 'lineHeight', 'fontWeight', 'textAlign', 'marginTop', 'boxSizing', 'textDecorationLine', 'borderTopWidth', 'width']
      .map((name) => style[name])];
  });";

async fn quirks_mode_and_resets(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài giữ dáng"));
    let page = &stage.page;
    let reader = "<div style=\"width: 640px\"><readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article></div>";
    let mut plain = Value::Null;
    for (name, head) in [
        ("plain", String::new()),
        (
            "Bootstrap",
            serve(stage, &["bootstrap/dist/css/bootstrap.min.css"])?,
        ),
        ("Tailwind", serve(stage, &["tailwindcss/preflight.css"])?),
        ("quirks mode", String::new()),
    ] {
        let script = loader(stage);
        if name == "quirks mode" {
            let html = format!(
                "<html lang=\"en\"><script src=\"/recorder.js\"></script>{script}<body>{reader}"
            );
            stage.site.set("/quirks.html", Answer::html(html));
            page.open(&stage.site.url("/quirks.html")).await?;
            let mode = page.run("return document.compatMode;", Vec::new()).await?;
            assert_eq!(mode, json!("BackCompat"));
        } else {
            stage.show(&(head + script.as_str()), reader).await?;
        }
        page.wait_for_text("h1.title", "Bài giữ dáng").await?;
        let looks = page.run(LOOKS, Vec::new()).await?;
        if plain == Value::Null {
            plain = looks;
        } else {
            assert_eq!(looks, plain, "{name}");
        }
        assert_quiet(&page.record().await?);
    }
    Ok(())
}
