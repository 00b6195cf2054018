//! The pages of `docs/recipes/` that need no more than a web server, put up as
//! they are written there: the files come out of the pages. Those that a bundler
//! builds are in `tests/apps/recipes.js`, and told here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use readerly_browser_tests::host_page::RECORDER;
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::parts::assert_quiet;

stories_in_every_engine! {
    no_build,
    script_box,
    turbo,
}

stories! {
    react,
    vue,
    nextjs [chromium],
}

const LIBRARY: &str = "Thư viện bên sông mở cửa buổi tối";
const LIBRARY_TEXT: &str = "Từ tuần này thư viện mở cửa đến chín giờ tối.";
const MARKET: &str = "Chợ trên sông họp lại";

/// The files of a recipe, in a folder that goes with the value.
struct Recipe {
    folder: TempDir,
    files: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn recipe(page: &str) -> Result<Recipe> {
    let folder = tempfile::tempdir()?;
    let output = Command::new("node")
        .arg(root().join("docs/recipes/files.mjs"))
        .arg(root().join("docs/recipes").join(page))
        .arg(folder.path())
        .output()
        .context("node does not start")?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let files = String::from_utf8(output.stdout)?
        .lines()
        .map(str::to_owned)
        .collect();
    Ok(Recipe { folder, files })
}

impl Recipe {
    /// The site as its owner has uploaded it: the recipe's files, and those of
    /// the release in a folder of their own.
    fn put_up(&self, stage: &Stage) -> Result<()> {
        stage
            .site
            .mount(FileMount::new("/", self.folder.path()).with_recorder());
        stage.site.mount(FileMount::dist("/readerly/")?);
        Ok(())
    }

    fn text(&self, name: &str) -> Result<String> {
        std::fs::read_to_string(self.folder.path().join(name))
            .with_context(|| format!("the recipe shows no {name}"))
    }

    /// Fails when the recipe shows a file that no browser has asked for: then
    /// nobody has tried it.
    fn assert_all_used(&self, stage: &Stage) {
        for name in &self.files {
            assert!(stage.site.count(&format!("/{name}")) > 0, "{name}");
        }
        assert_eq!(stage.site.missing(), Vec::<String>::new());
    }
}

/// One reader with this title, and no article beside it that is still drawn.
async fn shows(stage: &Stage, title: &str) -> Result<()> {
    let page = &stage.page;
    page.wait_for_text("h1.title", title).await?;
    page.wait_for_count("h1.title", |count| count == 1).await?;
    page.wait_for_count("readerly-article", |count| count == 1)
        .await?;
    let drawn = "return [...document.querySelectorAll('readerly-article > article')]
        .filter((article) => article.checkVisibility({ visibilityProperty: true })).length;";
    assert_eq!(page.run(drawn, Vec::new()).await?, json!(0));
    Ok(())
}

async fn no_build(stage: &Stage) -> Result<()> {
    let recipe = recipe("no-build.md")?;
    recipe.put_up(stage)?;
    let page = &stage.page;
    page.open(&stage.site.url("/index.html")).await?;
    shows(stage, LIBRARY).await?;
    page.wait_for_text(".body", LIBRARY_TEXT).await?;
    page.wait_for_text(".kicker", "Tin phường").await?;
    page.wait_for_text(".facts", "Thứ Hai, 20/5/2024").await?;
    page.wait_for_text(".byline", "Trần Minh Châu").await?;
    assert_quiet(&page.record().await?);
    let inline = page.text().await?;

    page.open(&stage.site.url("/from-file.html")).await?;
    shows(stage, LIBRARY).await?;
    page.wait_for_text(".byline", "Trần Minh Châu").await?;
    assert_quiet(&page.record().await?);
    // Both ways of one recipe show the same.
    assert_eq!(page.text().await?, inline);
    recipe.assert_all_used(stage);
    Ok(())
}

/// A page of a system that lets its authors paste into a box; the files lie on
/// another host. The recipe says to write one's own host in place of its.
async fn script_box(stage: &Stage) -> Result<()> {
    let recipe = recipe("script-box.md")?;
    // As the zip's own file for Apache does it: CORS for its folder, and no other.
    let files = recipe.folder.path();
    stage
        .cdn
        .mount(FileMount::new("/", files).with_recorder().without_cors());
    stage
        .cdn
        .mount(FileMount::new("/readerly/", &files.join("readerly")));
    stage.cdn.mount(FileMount::dist("/readerly/")?);
    let page = &stage.page;
    let put_up = |name: &str| -> Result<()> {
        let pasted = recipe.text(name)?;
        assert!(pasted.contains("https://files.example/"), "{pasted}");
        let pasted = pasted.replace("https://files.example", &stage.cdn.url(""));
        let html = format!(
            "<!DOCTYPE html>\n<html dir='ltr' xmlns='http://www.w3.org/1999/xhtml' xmlns:b='http://www.google.com/2005/gml/b'>\
             <head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><title>Blog</title>\
             <script src='/recorder.js'></script></head><body class='item-view'>\
             <div class='main section' id='main'><div class='widget Blog'><div class='post hentry'>\
             <h3 class='post-title entry-title'>Bài của blog</h3>\
             <div class='post-body entry-content' id='post-body-1'>{pasted}<div style='clear: both;'></div></div>\
             </div></div></div></body></html>"
        );
        stage.site.set("/2024/05/library.html", Answer::html(html));
        Ok(())
    };
    let address = stage.site.url("/2024/05/library.html");

    for name in ["box-inline.html", "box-from-file.html"] {
        put_up(name)?;
        page.open(&address).await?;
        shows(stage, LIBRARY).await?;
        page.wait_for_text(".body", LIBRARY_TEXT).await?;
        assert_quiet(&page.record().await?);
    }

    put_up("box-frame.html")?;
    page.open(&address).await?;
    let frame = page.find(".post-body iframe").await?;
    frame.enter_frame().await?;
    shows(stage, LIBRARY).await?;
    page.wait_for_text(".body", LIBRARY_TEXT).await?;
    assert_quiet(&page.record().await?);
    page.driver().enter_default_frame().await?;
    assert!(stage.cdn.count("/reader.html") > 0);
    assert!(stage.cdn.count("/articles/library.json") > 0);
    assert_eq!(recipe.files.len(), 5, "{:?}", recipe.files);
    assert_eq!(stage.cdn.missing(), Vec::<String>::new());

    // Where scripts are taken out, the article of the first box is still there.
    let stripped = recipe.text("box-inline.html")?;
    let (_, stripped) = stripped.split_once("</script>").context("the tag's end")?;
    stage.show("", stripped).await?;
    let text = page.text().await?;
    assert!(
        text.contains(LIBRARY) && text.contains(LIBRARY_TEXT),
        "{text}"
    );
    Ok(())
}

async fn turbo(stage: &Stage) -> Result<()> {
    let recipe = recipe("turbo.md")?;
    recipe.put_up(stage)?;
    let file = "node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js";
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .with_context(|| format!("{file} is missing; `npm ci` in tests/browser brings it"))?;
    stage
        .site
        .set("/turbo.js", Answer::file(bytes, "text/javascript"));
    let page = &stage.page;
    page.open(&stage.site.url("/index.html")).await?;
    shows(stage, LIBRARY).await?;
    page.run("window.stayed = true;", Vec::new()).await?;
    for _ in 0..2 {
        page.click("a[href='/market.html']").await?;
        shows(stage, MARKET).await?;
        page.run("history.back();", Vec::new()).await?;
        shows(stage, LIBRARY).await?;
        page.wait_for_text(".body", LIBRARY_TEXT).await?;
    }
    page.run("history.forward();", Vec::new()).await?;
    shows(stage, MARKET).await?;
    page.click("a[href='/index.html']").await?;
    shows(stage, LIBRARY).await?;
    assert_quiet(&page.record().await?);
    // Turbo has led all the way, and the page says which version it was.
    let stayed = "return window.stayed === true;";
    assert_eq!(page.run(stayed, Vec::new()).await?, json!(true));
    assert_eq!(stage.site.count("/readerly_bg.wasm"), 1);
    recipe.assert_all_used(stage);
    version_is_said("turbo.md", "@hotwired/turbo", "Turbo")
}

/// Where `tests/apps/recipes.js` has built a recipe.
fn built(name: &str) -> Result<PathBuf> {
    let folder = root().join("tests/apps/recipes").join(name);
    ensure!(
        folder.is_dir(),
        "{} is not built; `cargo xtask test --story recipes::` builds it",
        folder.display()
    );
    Ok(folder)
}

/// From the article that the app has to the one with an address, and back.
async fn drives_an_app(stage: &Stage, name: &str) -> Result<()> {
    stage
        .site
        .mount(FileMount::new("/", &built(name)?.join("dist")).with_recorder());
    let page = &stage.page;
    page.open(&stage.site.url("/index.html")).await?;
    for _ in 0..2 {
        shows(stage, LIBRARY).await?;
        page.wait_for_text(".body", LIBRARY_TEXT).await?;
        page.click("button + button").await?;
        shows(stage, MARKET).await?;
        let told = format!("return document.title === '{MARKET}';");
        page.wait_until("the event's title", &told).await?;
        page.run("document.title = '';", Vec::new()).await?;
        page.click("button").await?;
    }
    shows(stage, LIBRARY).await?;
    assert_silent(stage).await?;
    assert_eq!(stage.site.missing(), Vec::<String>::new());
    Ok(())
}

/// Neither reader nor framework remarks anything.
async fn assert_silent(stage: &Stage) -> Result<()> {
    let record = stage.page.record().await?;
    assert_quiet(&record);
    let loud = |level: &str| matches!(level, "error" | "warn");
    let lines: Vec<_> = record
        .console
        .iter()
        .filter(|line| loud(&line.level))
        .collect();
    assert!(lines.is_empty(), "{lines:#?}");
    Ok(())
}

async fn react(stage: &Stage) -> Result<()> {
    drives_an_app(stage, "react").await
}

async fn vue(stage: &Stage) -> Result<()> {
    drives_an_app(stage, "vue").await
}

/// By the server that the recipe says to start.
async fn nextjs(stage: &Stage) -> Result<()> {
    let mut server = tokio::process::Command::new("node")
        .arg(root().join("tests/apps/node_modules/next/dist/bin/next"))
        .args(["start", "--port", "0", "--hostname", "127.0.0.1"])
        .current_dir(built("nextjs")?)
        .env("NEXT_TELEMETRY_DISABLED", "1")
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("Next.js does not start")?;
    let mut lines = BufReader::new(server.stdout.take().context("its output")?).lines();
    let address = loop {
        let line = lines.next_line().await?.context("Next.js ended")?;
        if let Some((_, address)) = line.split_once("Local:") {
            break address.trim().to_owned();
        }
    };
    let page = &stage.page;
    // Its pages are its own, so the recorder comes by another way.
    let cdp = page.driver().cdp();
    let add = "Page.addScriptToEvaluateOnNewDocument";
    let added: Value = cdp.send_raw(add, json!({ "source": RECORDER })).await?;
    page.open(&format!("{address}/articles/library")).await?;
    let source = "return fetch(location.href).then((answer) => answer.text());";
    let source = page.run(source, Vec::new()).await?;
    let source = source.as_str().context("the page's source")?;
    assert!(
        source.contains(&format!("<p>{LIBRARY_TEXT}</p>")),
        "{source}"
    );
    shows(stage, LIBRARY).await?;
    page.wait_for_text(".body", LIBRARY_TEXT).await?;
    page.run("window.stayed = true;", Vec::new()).await?;
    for _ in 0..2 {
        page.click("a[href='/articles/market']").await?;
        shows(stage, MARKET).await?;
        page.click("a[href='/articles/library']").await?;
        shows(stage, LIBRARY).await?;
    }
    let stayed = "return window.stayed === true;";
    assert_eq!(page.run(stayed, Vec::new()).await?, json!(true));
    assert_silent(stage).await?;
    page.open(&address).await?;
    shows(stage, "Thông báo của phường").await?;
    assert_silent(stage).await?;
    let remove = "Page.removeScriptToEvaluateOnNewDocument";
    cdp.send_raw::<Value>(remove, added).await?;
    server.start_kill()?;
    Ok(())
}

/// A recipe names the version that was tried: that of the package here.
fn version_is_said(page: &str, package: &str, name: &str) -> Result<()> {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("package.json");
    let lock: Value = serde_json::from_slice(&std::fs::read(lock)?)?;
    let version = lock["dependencies"][package]
        .as_str()
        .context("the package is not among those of the tests")?;
    let said = std::fs::read_to_string(root().join("docs/recipes").join(page))?;
    assert!(
        said.contains(&format!("{name} {version}")),
        "docs/recipes/{page} does not say that {name} {version} was tried"
    );
    Ok(())
}
