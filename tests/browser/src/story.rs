//! Telling one story in one engine.

use std::any::Any;
use std::io::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use futures_util::FutureExt as _;
use tokio::runtime::Runtime;

use crate::engine::Engine;
use crate::host_page;
use crate::origin::{Answer, FileMount, Origin};
use crate::page::Page;
use crate::provider::Providers;
use crate::session::{Session, Wishes};

/// No story takes this long, not even on a machine that does other work too.
const LONGEST_STORY: Duration = Duration::from_secs(600);

/// What a story is told on: a browser, two origins, and the rest of the network.
#[derive(Debug)]
pub struct Stage {
    /// The engine of the browser.
    pub engine: Engine,
    /// The page in its current window.
    pub page: Page,
    /// The owner's site: host pages, articles, counters, faults.
    pub site: Origin,
    /// Another origin that serves the built reader at its root, as a static
    /// host with CORS does.
    pub cdn: Origin,
    /// Everybody else: video providers played by stubs, and a log of whoever
    /// else the browser tried to reach.
    pub net: Providers,
}

impl Stage {
    /// Puts up a host page that loads the reader from the other origin, as
    /// most owners will, with this body; and goes there.
    ///
    /// # Errors
    /// When the browser cannot open it.
    pub async fn embed(&self, body: &str) -> Result<()> {
        let script = format!(
            "<script async src=\"{}\"></script>",
            self.cdn.url("/readerly.js")
        );
        self.show(&script, body).await
    }

    /// Puts up a host page with this head and body, and goes there.
    ///
    /// # Errors
    /// When the browser cannot open it.
    pub async fn show(&self, head: &str, body: &str) -> Result<()> {
        self.site
            .set("/page.html", Answer::html(host_page::html(head, body)));
        self.page.open(&self.site.url("/page.html")).await
    }

    /// Starts one more browser, with wishes of its own. It ends with the
    /// value.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn another_browser(&self, wishes: &Wishes) -> Result<Session> {
        Session::borrow(self.engine, wishes).await
    }
}

/// Runs a story in an engine, on a stage of its own, and fails the test when
/// it fails. Browsers are lent from a pool; the stage is new.
///
/// A browser under WebDriver on a busy machine loses the odd event, so a story
/// that fails is told once more in a new browser. Nothing is retold in silence:
/// the story and both outcomes are written down for the summary of
/// `cargo xtask test`, which fails when more than a few needed it.
///
/// # Panics
/// When the story fails: that is how a test fails.
pub fn tell<F>(name: &str, engine: Engine, story: F)
where
    F: AsyncFn(&Stage) -> Result<()>,
{
    if !engine.is_wanted() {
        eprintln!("{name}: READERLY_ENGINES leaves {engine} out");
        return;
    }
    // All sessions and servers live on one runtime: connections in the pool
    // outlive the test that opened them.
    static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(Runtime::new);
    let started = Instant::now();
    let mut first_error = None;
    let outcome = match &*RUNTIME {
        Ok(runtime) => runtime.block_on(async {
            let Err(error) = tell_on_stage(name, engine, &story).await else {
                return Ok(());
            };
            // Not by `eprintln!`, which a passing test swallows.
            let _ = writeln!(
                std::io::stderr(),
                "{name} is told once more, having failed: {error:#}"
            );
            first_error = Some(format!("{error:#}"));
            tell_on_stage(name, engine, &story).await
        }),
        Err(error) => Err(anyhow!("the runtime did not start: {error}")),
    };
    let second_error = outcome.as_ref().err().map(|error| format!("{error:#}"));
    write_down(
        name,
        started.elapsed(),
        first_error,
        second_error.as_deref(),
    );
    if let Some(error) = second_error {
        panic!("{name}: {error}");
    }
}

/// Appends a line to the file that `READERLY_RECORD` names: `story`, name,
/// seconds, outcome and, where it was told twice, the first error; parted by tabs.
fn write_down(name: &str, took: Duration, first_error: Option<String>, error: Option<&str>) {
    let Some(file) = std::env::var_os("READERLY_RECORD").filter(|file| !file.is_empty()) else {
        return;
    };
    let mut fields = vec![
        "story".to_owned(),
        name.split_once("::")
            .map_or(name, |(_, rest)| rest)
            .to_owned(),
        format!("{:.1}", took.as_secs_f64()),
        error.map_or_else(|| "passed".to_owned(), |error| format!("failed: {error}")),
    ];
    fields.extend(first_error);
    let line: Vec<String> = fields
        .iter()
        .map(|field| field.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    // One write, so that lines of stories told side by side do not mix.
    let line = format!("{}\n", line.join("\t"));
    let written = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&file)
        .and_then(|mut file| file.write_all(line.as_bytes()));
    if let Err(error) = written {
        panic!("{} could not be written: {error}", file.display());
    }
}

async fn tell_on_stage<F>(name: &str, engine: Engine, story: &F) -> Result<()>
where
    F: AsyncFn(&Stage) -> Result<()>,
{
    let site = Origin::start().await?;
    let cdn = Origin::start().await?;
    cdn.mount(FileMount::dist("/")?);
    let session = Session::borrow(engine, &Wishes::default()).await?;
    let stage = Stage {
        engine,
        page: Page::new(session.driver.clone()),
        site,
        cdn,
        net: session.providers().clone(),
    };

    let telling = tokio::time::timeout(
        LONGEST_STORY,
        AssertUnwindSafe(story(&stage)).catch_unwind(),
    );
    match telling.await {
        Ok(Ok(Ok(()))) => {
            session.give_back().await;
            Ok(())
        }
        Ok(Ok(Err(error))) => {
            let evidence = keep_evidence(name, &stage).await;
            session.end().await;
            Err(error.context(evidence))
        }
        Ok(Err(panic)) => {
            let evidence = keep_evidence(name, &stage).await;
            session.end().await;
            Err(anyhow!("{}", words_of(&*panic))).context(evidence)
        }
        Err(_) => {
            let evidence = keep_evidence(name, &stage).await;
            session.end().await;
            Err(anyhow!(
                "the story did not end within {} s",
                LONGEST_STORY.as_secs()
            ))
            .context(evidence)
        }
    }
}

/// What an assertion said.
fn words_of(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("an assertion failed")
}

/// Writes down what the page showed when the story failed, and says where.
async fn keep_evidence(name: &str, stage: &Stage) -> String {
    let looking = async {
        let folder = evidence_folder()?;
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(name.replace("::", "-"));
        if let Ok(picture) = stage.page.driver().screenshot_as_png().await {
            std::fs::write(file.with_extension("png"), picture)?;
        }
        let address = stage.page.driver().current_url().await.map(String::from);
        let text = stage.page.text().await;
        let record = stage.page.record().await;
        let requests: Vec<String> = [&stage.site, &stage.cdn]
            .iter()
            .flat_map(|origin| origin.requests("/"))
            .map(|request| format!("{} {}?{}", request.method, request.path, request.query))
            .collect();
        let elsewhere: Vec<String> = stage
            .net
            .requests()
            .iter()
            .map(|request| {
                format!(
                    "{} {}{}?{}",
                    request.method, request.host, request.path, request.query
                )
            })
            .collect();
        let connections: Vec<String> = stage
            .net
            .connections()
            .into_iter()
            .map(|connection| connection.target)
            .collect();
        let report = format!(
            "address: {address:?}\n\nrecord: {record:#?}\n\nrequests: {requests:#?}\n\n\
             elsewhere: {elsewhere:#?}\n\nconnections: {connections:#?}\n\ntext:\n{}\n",
            text.unwrap_or_else(|error| format!("{error:#}"))
        );
        std::fs::write(file.with_extension("txt"), &report)?;
        anyhow::Ok(format!(
            "the page when it failed is in {}.{{png,txt}}",
            file.display()
        ))
    };
    match tokio::time::timeout(Duration::from_secs(20), looking).await {
        Ok(Ok(said)) => said,
        Ok(Err(error)) => format!("the page could not be looked at: {error:#}"),
        Err(_) => "the browser did not answer any more".to_owned(),
    }
}

fn evidence_folder() -> Result<PathBuf> {
    // The test binary is in target/debug/deps.
    let program = std::env::current_exe()?;
    let target = program
        .ancestors()
        .nth(3)
        .context("the test binary has no target folder")?;
    Ok(target.join("browser-failures"))
}
