//! The apps of `tests/apps`, which bundlers have built from the npm package.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use readerly_browser_tests::origin::{Answer, FileMount};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;

use crate::parts::{article_answer, assert_quiet, counts};

stories_in_every_engine! {
    vite,
}

stories! {
    vite_in_development,
    older_vite_in_development,
    webpack,
    rollup,
    esbuild,
    next,
    a_strict_policy,
}

const TITLE: &str = "Bài trong ứng dụng";

fn folder(app: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../apps")
        .join(app)
}

/// Serves what a bundler built, and what its app asks for.
fn serve(stage: &Stage, built: &str) -> Result<()> {
    let folder = folder(built);
    ensure!(
        folder.join("index.html").is_file(),
        "{} is not built; `cargo xtask test --story bundlers::` builds it",
        folder.display()
    );
    stage
        .site
        .mount(FileMount::new("/", &folder).with_recorder());
    stage.site.set("/article.json", article_answer(TITLE));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 2_497_859)));
    Ok(())
}

/// Opens the app and reads along: the article and the numbers, in silence.
async fn reads(stage: &Stage, built: &str) -> Result<()> {
    serve(stage, built)?;
    stage.page.open(&stage.site.url("/index.html")).await?;
    shows(stage).await?;
    assert_quiet(&stage.page.record().await?);
    assert_eq!(stage.site.missing(), Vec::<String>::new());
    Ok(())
}

async fn shows(stage: &Stage) -> Result<()> {
    stage.page.wait_for_text("h1.title", TITLE).await?;
    stage
        .page
        .wait_for_text("section.counter .online", "13")
        .await?;
    Ok(())
}

/// React 19: properties, attributes and events.
async fn vite(stage: &Stage) -> Result<()> {
    reads(stage, "vite/dist").await?;
    drive_react(stage).await
}

async fn drive_react(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.wait_for_text("#heard", TITLE).await?;
    page.click("button").await?;
    page.wait_until(
        "the other theme",
        "return document.getElementById('reader').theme === 'dark';",
    )
    .await
}

/// Nothing to configure: the server finds the files in the package.
async fn vite_in_development(stage: &Stage) -> Result<()> {
    in_development(stage, "vite").await
}

/// It bundles dependencies for development, and leaves their files behind.
async fn older_vite_in_development(stage: &Stage) -> Result<()> {
    in_development(stage, "vite-7").await
}

async fn in_development(stage: &Stage, version: &str) -> Result<()> {
    stage.site.set("/article.json", article_answer(TITLE));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 2_497_859)));
    let program = format!("../node_modules/{version}/bin/vite.js");
    let mut server = Command::new("node")
        .args([&program, "--port", "0", "--host", "127.0.0.1"])
        .current_dir(folder("vite"))
        .env("READERLY_SITE", stage.site.url(""))
        .env(
            "READERLY_CACHE",
            format!("../node_modules/.vite-of-{version}"),
        )
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("Vite does not start")?;
    let mut lines = BufReader::new(server.stdout.take().context("its output")?).lines();
    let address = loop {
        let line = lines.next_line().await?.context("Vite ended")?;
        if let Some((_, address)) = line.split_once("Local:") {
            break address.trim().to_owned();
        }
    };
    stage.page.open(&address).await?;
    shows(stage).await?;
    drive_react(stage).await?;
    server.start_kill()?;
    let said = String::from_utf8(server.wait_with_output().await?.stderr)?;
    assert!(!said.to_ascii_lowercase().contains("warn"), "{said}");
    Ok(())
}

async fn webpack(stage: &Stage) -> Result<()> {
    reads(stage, "webpack/dist").await
}

async fn rollup(stage: &Stage) -> Result<()> {
    reads(stage, "rollup/dist").await
}

async fn esbuild(stage: &Stage) -> Result<()> {
    reads(stage, "esbuild/dist").await
}

/// Written on the server, and taken over in the browser.
async fn next(stage: &Stage) -> Result<()> {
    let page = std::fs::read_to_string(folder("next/out/index.html"))?;
    assert!(page.contains("Đoạn văn do máy chủ viết."), "{page}");
    reads(stage, "next/out").await?;
    drive_react(stage).await
}

/// What the package's README says a page has to allow is enough.
async fn a_strict_policy(stage: &Stage) -> Result<()> {
    serve(stage, "vite/dist")?;
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; style-src 'none'";
    stage.site.mount(
        FileMount::new("/", &folder("vite/dist"))
            .with_recorder()
            .with_header("Content-Security-Policy", policy),
    );
    stage.page.open(&stage.site.url("/index.html")).await?;
    shows(stage).await?;
    assert_quiet(&stage.page.record().await?);
    let inlined = "return performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('data:')).length;";
    assert_eq!(stage.page.run(inlined, Vec::new()).await?, json!(0));
    Ok(())
}
