//! Rendering attacks in real browsers: payloads, the page with the traps, and
//! what the traps and the structural oracle saw.
//!
//! - `traps.js` writes down whatever a payload does when it runs.
//! - `oracle.js` walks what was rendered: only what the view makes may be there.
//! - `person.js` touches every rendered element.
//! - `runner.js` renders a batch: by the reader, by a copier with a planted
//!   fault (`copiers.js`), or with no allow-list at all (`inner.js`).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use readerly::article::Warnings;
use readerly::article::json::HtmlReader as _;
use readerly::article::native::{NativeHtml, html_of};
use readerly::article::testing::corpus;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::origin::Answer;
use crate::page::Page;
use crate::session::{Session, Wishes};
use crate::story::Stage;
use crate::wait;

/// One attack.
#[derive(Clone, Debug)]
pub struct Payload {
    /// What it tries.
    pub name: String,
    /// The markup.
    pub html: String,
}

impl Payload {
    fn of((name, html): (String, String)) -> Self {
        Self { name, html }
    }
}

/// Our own attacks and those from outside, where there are any.
/// `READERLY_ATTACKS` picks those whose name contains it, to look at a few.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn payloads() -> Vec<Payload> {
    let mut all: Vec<Payload> = corpus::attacks().into_iter().map(Payload::of).collect();
    if let Ok(part) = std::env::var("READERLY_ATTACKS") {
        all.retain(|payload| payload.name.contains(&part));
    }
    all
}

/// Every third payload: enough to show that traps and oracle see what attacks
/// do, which is no question of this one or that.
#[must_use]
pub fn sample() -> Vec<Payload> {
    payloads().into_iter().step_by(3).collect()
}

/// The bodies of whole articles: our own, and those from outside where there
/// are any.
///
/// # Panics
/// When one cannot be read.
#[must_use]
pub fn article_bodies() -> Vec<Payload> {
    let bodies = corpus::article_bodies();
    bodies.into_iter().map(Payload::of).collect()
}

/// Payloads longer than this, in bytes and on average, are articles.
const LONG_ON_AVERAGE: usize = 2_000;

/// How payloads are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By the reader, as an `html` block of article JSON.
    HtmlBlock,
    /// By the reader, as a page that `src` names.
    HtmlPage,
    /// By the reader twice: as an `html` block, and as the blocks that
    /// html5ever and the reader make of it natively, written as plain HTML.
    Twins,
    /// By a copier of `copiers.js`, faulty or not.
    Copier(&'static str),
    /// As a document of its own: the positive control.
    Document,
    /// By `innerHTML` in a shadow root: the positive control's other half.
    InnerHtml,
}

impl Way {
    fn batch_size(self) -> usize {
        match self {
            Self::HtmlBlock | Self::HtmlPage => 100,
            Self::Twins => 50,
            Self::Copier(_) => 300,
            Self::Document | Self::InnerHtml => 40,
        }
    }

    fn batch(self) -> Value {
        match self {
            Self::HtmlBlock => json!({ "mode": "reader", "source": "/attack/block/#.json" }),
            Self::HtmlPage => {
                json!({ "mode": "reader", "source": "/attack/page/#.html", "format": "html" })
            }
            Self::Twins => {
                json!({ "mode": "twins", "source": "/attack/block/#.json", "twin": "/attack/twin/#.json" })
            }
            Self::Copier(copy) => json!({ "mode": "copier", "copy": copy }),
            Self::Document => json!({ "mode": "frames", "source": "/attack/document/#.html" }),
            Self::InnerHtml => json!({ "mode": "frames", "source": "/attack/inner/#.html" }),
        }
    }

    /// What the server answers for a payload that is rendered this way.
    fn answer(self, payload: &Payload, traps: &str) -> Option<(&'static str, Answer)> {
        match self {
            Self::HtmlBlock | Self::Twins => {
                Some(("/attack/block/#.json", block_article(&payload.html)))
            }
            Self::HtmlPage => {
                let page = format!(
                    "<!doctype html><title>An attack</title><article><h1>An attack</h1>\
                     <p>The beginning of an article.</p>{}<p>The end.</p></article>",
                    payload.html
                );
                Some(("/attack/page/#.html", Answer::html(page)))
            }
            Self::Copier(_) => None,
            Self::Document => {
                let page = format!("<!doctype html>{traps}{}", payload.html);
                Some(("/attack/document/#.html", Answer::html(page)))
            }
            Self::InnerHtml => {
                let text = json!(payload.html).to_string().replace('<', "\\u003c");
                let page = format!(
                    "<!doctype html>{traps}<div id=inner></div>\
                     <script type=application/json id=payload>{text}</script>\
                     <script src=/attack/inner.js></script>"
                );
                Some(("/attack/inner/#.html", Answer::html(page)))
            }
        }
    }
}

/// An article whose body is an `html` block and a last paragraph.
fn block_article(html: &str) -> Answer {
    let article = json!({
        "version": 1,
        "title": "An attack",
        "body": [{ "type": "html", "html": html }, "The end."],
    });
    Answer::json(article.to_string())
}

/// What the native reader makes of this HTML, as HTML that every parser reads
/// alike: no markup in it is left to interpretation.
fn native_twin(html: &str, base: &str) -> String {
    html_of(&NativeHtml { base }.read(html, &mut Warnings::new()))
}

/// What was seen while payloads were rendered.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How many were rendered.
    pub rendered: usize,
    /// Payloads that the reader did not show, with what it said.
    pub failed: Vec<(usize, String)>,
    /// What ran: the payload where it is known, and what it did.
    pub executions: Vec<(Option<usize>, String)>,
    /// Requests for anything but pictures.
    pub requests: Vec<String>,
    /// What the oracle found, for each payload.
    pub problems: BTreeMap<usize, Vec<String>>,
    /// What the browser's model shows, and what the native one does, from the
    /// first difference on, for each payload where there is one.
    pub differences: BTreeMap<usize, (String, String)>,
    /// How many elements were touched.
    pub touched: u64,
}

impl Outcome {
    /// How many payloads did something.
    #[must_use]
    pub fn fired(&self) -> usize {
        let known: BTreeSet<usize> = self.executions.iter().filter_map(|(n, _)| *n).collect();
        known.len()
    }

    fn add(&mut self, report: &Value) -> Result<()> {
        if let Some(error) = report["broken"].as_str() {
            bail!("the page's own script failed: {error}");
        }
        let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
        let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.rendered += number(&report["rendered"]).context("a report without a number")?;
        self.touched += report["touched"].as_u64().unwrap_or_default();
        for entry in list("failed") {
            self.failed
                .push((number(&entry[0]).unwrap_or_default(), text(&entry[1])));
        }
        for entry in list("executions") {
            self.executions
                .push((number(&entry["during"]), text(&entry["what"])));
        }
        self.requests.extend(list("requests").iter().map(text));
        for (n, found) in report["problems"].as_object().into_iter().flatten() {
            let found = found.as_array().cloned().unwrap_or_default();
            self.problems
                .insert(n.parse()?, found.iter().map(text).collect());
        }
        for (n, pair) in report["differences"].as_object().into_iter().flatten() {
            self.differences
                .insert(n.parse()?, (text(&pair[0]), text(&pair[1])));
        }
        Ok(())
    }
}

/// A browser of its own that renders attacks, so that whatever one of them
/// leaves behind ends with the story.
#[derive(Debug)]
pub struct Arena<'a> {
    /// The page.
    pub page: Page,
    session: Session,
    stage: &'a Stage,
    payloads: Vec<Payload>,
}

impl<'a> Arena<'a> {
    /// Starts the browser, without a way to hosts other than the stage's, and
    /// puts up the page.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn open(stage: &'a Stage, payloads: Vec<Payload>) -> Result<Self> {
        let session = stage.another_browser(&offline()).await?;
        session
            .driver
            .set_script_timeout(Duration::from_secs(60))
            .await?;
        let site = &stage.site;
        for (path, script) in [
            ("/attack/traps.js", include_str!("traps.js")),
            ("/attack/person.js", include_str!("person.js")),
            ("/attack/oracle.js", include_str!("oracle.js")),
            ("/attack/copiers.js", include_str!("copiers.js")),
            ("/attack/inner.js", include_str!("inner.js")),
            ("/attack/runner.js", include_str!("runner.js")),
        ] {
            site.set(path, Answer::script(script));
        }
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"/>";
        site.set("/picture.svg", Answer::new("image/svg+xml", picture));
        let page = Page::new(session.driver.clone());
        Ok(Self {
            page,
            session,
            stage,
            payloads,
        })
    }

    /// The payloads in the order of their numbers.
    #[must_use]
    pub fn payloads(&self) -> &[Payload] {
        &self.payloads
    }

    /// Renders all payloads this way.
    ///
    /// # Errors
    /// When the page does not come to an end: then a payload has taken it
    /// elsewhere, or hangs it. The message names the payload.
    pub async fn render(&self, way: Way) -> Result<Outcome> {
        let all: Vec<usize> = (0..self.payloads.len()).collect();
        self.render_some(way, &all).await
    }

    /// Renders some of them, by their numbers.
    ///
    /// # Errors
    /// As [`Arena::render`].
    pub async fn render_some(&self, way: Way, numbers: &[usize]) -> Result<Outcome> {
        for (n, payload) in self.payloads.iter().enumerate() {
            let site = &self.stage.site;
            if let Some((path, answer)) = way.answer(payload, &self.traps_in_frames()) {
                let path = path.replace('#', &n.to_string());
                if way == Way::Twins {
                    let twin = native_twin(&payload.html, &site.url(&path));
                    site.set(&format!("/attack/twin/{n}.json"), block_article(&twin));
                }
                site.set(&path, answer);
            }
        }
        let mut outcome = Outcome::default();
        for batch in numbers.chunks(self.batch_size(way)) {
            match self.render_batch(way, batch).await {
                Ok(report) => outcome.add(&report)?,
                Err(error) => {
                    // To name the culprit takes minutes.
                    report_line(self.stage.engine, &format!("lost: {way:?}: {error:#}"));
                    let culprit = self.bisect(way, batch).await;
                    return Err(error.context(format!("{way:?}: the page was lost{culprit}")));
                }
            }
        }
        Ok(outcome)
    }

    /// Whole articles are many times as long as attacks: a busy browser would
    /// need longer for a batch of them than a reader waits for its article.
    fn batch_size(&self, way: Way) -> usize {
        let bytes: usize = self.payloads.iter().map(|one| one.html.len()).sum();
        let are_articles = bytes > LONG_ON_AVERAGE * self.payloads.len();
        if are_articles { 8 } else { way.batch_size() }
    }

    /// The first payload of these that does something when it is rendered
    /// alone, with what it does.
    ///
    /// # Errors
    /// When the page is lost.
    pub async fn name_culprit(&self, way: Way) -> Result<String> {
        let mut suspects: Vec<usize> = (0..self.payloads.len()).collect();
        while suspects.len() > 1 {
            let (left, right) = suspects.split_at(suspects.len() / 2);
            let seen = self.render_some(way, left).await?;
            suspects = if seen.executions.is_empty() {
                right.to_vec()
            } else {
                left.to_vec()
            };
        }
        let alone = self.render_some(way, &suspects).await?;
        Ok(suspects
            .iter()
            .filter_map(|n| self.payloads.get(*n))
            .map(|payload| format!("{payload:?} does {:?}", alone.executions))
            .collect())
    }

    /// Ends the browser.
    pub async fn close(self) {
        self.session.end().await;
    }

    /// What was asked of the site that a page may not ask for: anything but
    /// pictures, by the destination that browsers name in a header.
    #[must_use]
    pub fn requests_beyond_pictures(&self) -> Vec<String> {
        let asked = self.stage.site.requests("/");
        asked
            .iter()
            .filter(|request| !request.path.starts_with("/attack/"))
            .filter(|request| request.path != "/favicon.ico" && request.path != "/arena.html")
            .filter(|request| request.header("sec-fetch-dest") != Some("image"))
            // A person who opens a transcript asks for its text.
            .filter(|request| request.header("sec-fetch-dest") != Some("track"))
            .map(|request| {
                let destination = request.header("sec-fetch-dest").unwrap_or("?");
                format!("{destination} {}", request.path)
            })
            .collect()
    }

    async fn render_batch(&self, way: Way, numbers: &[usize]) -> Result<Value> {
        self.stage
            .site
            .set("/arena.html", Answer::html(self.arena_page(way)));
        self.page.open(&self.stage.site.url("/arena.html")).await?;
        let with_markup = matches!(way, Way::Copier(_));
        let mut batch = way.batch();
        batch["payloads"] = numbers
            .iter()
            .filter_map(|n| Some((n, self.payloads.get(*n)?)))
            .map(|(n, payload)| {
                if with_markup {
                    json!({ "n": n, "html": payload.html })
                } else {
                    json!({ "n": n })
                }
            })
            .collect();
        self.page
            .run("__attacks.start(arguments[0]);", vec![batch])
            .await?;
        let report = wait::until_within(
            Duration::from_secs(240),
            "the report of a batch",
            || async {
                let script = "return window.__attacks === undefined ? 'gone' : JSON.stringify(__attacks.report);";
                match self.page.run(script, Vec::new()).await {
                    // A plug-in's own document has no traps; its dialog is
                    // dismissed by the driver, which says so once.
                    Err(error) if format!("{error:#}").contains("alert") => Ok(Value::Null),
                    other => other,
                }
            },
            |report| report.as_str().is_some_and(|text| text != "null"),
        )
        .await?;
        let text = report.as_str().unwrap_or_default();
        if text == "gone" {
            let address = self.session.driver.current_url().await?;
            bail!("the page has been taken to {address}");
        }
        Ok(serde_json::from_str(text)?)
    }

    /// Whether these lose the page of a new browser too.
    async fn is_lost_by(&self, way: Way, numbers: &[usize]) -> bool {
        let Ok(arena) = Self::open(self.stage, self.payloads.clone()).await else {
            return false;
        };
        let is_lost = arena.render_batch(way, numbers).await.is_err();
        arena.close().await;
        is_lost
    }

    /// Names the one payload of a batch that loses the page.
    async fn bisect(&self, way: Way, numbers: &[usize]) -> String {
        let mut suspects = numbers;
        while suspects.len() > 1 {
            let (left, right) = suspects.split_at(suspects.len() / 2);
            suspects = if self.is_lost_by(way, left).await {
                left
            } else {
                right
            };
        }
        suspects
            .first()
            .and_then(|n| self.payloads.get(*n))
            .map(|payload| format!(", perhaps by {payload:?}"))
            .unwrap_or_default()
    }

    fn own_addresses(&self) -> String {
        let (site, cdn) = (&self.stage.site, &self.stage.cdn);
        format!(
            "{} {} {}",
            site.url("/attack/"),
            cdn.url("/readerly"),
            site.url("/favicon.ico")
        )
    }

    fn traps_in_frames(&self) -> String {
        format!(
            "<script src=/attack/traps.js data-own=\"{}\"></script><script src=/attack/person.js></script>",
            self.own_addresses()
        )
    }

    fn arena_page(&self, way: Way) -> String {
        let reader = match way {
            Way::HtmlBlock | Way::HtmlPage | Way::Twins => {
                format!(
                    "<script src=\"{}\"></script>",
                    self.stage.cdn.url("/readerly.js")
                )
            }
            // A kept object is seen by the policy's report. Its document would
            // have dialogs of its own, without traps, that hold Firefox up.
            _ => "<meta http-equiv=Content-Security-Policy content=\"object-src 'none'\">\
                  <script src=/attack/copiers.js></script>"
                .to_owned(),
        };
        format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>An arena</title>{}\
             <script src=/attack/oracle.js></script>{reader}<main id=place></main>\
             <script src=/attack/runner.js></script>",
            self.traps_in_frames()
        )
    }
}

/// The hosts that payloads name are nobody's business: where the browser can
/// be told so, it does not even look their names up.
fn offline() -> Wishes {
    let proxy = |kind: &str| format!("network.proxy.{kind}");
    Wishes {
        chromium_flags: vec![
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
                .to_owned(),
        ],
        firefox_preferences: vec![
            (proxy("type"), json!(1)),
            (proxy("http"), json!("127.0.0.1")),
            (proxy("http_port"), json!(9)),
            (proxy("ssl"), json!("127.0.0.1")),
            (proxy("ssl_port"), json!(9)),
            (proxy("no_proxies_on"), json!("127.0.0.1, localhost")),
        ],
    }
}

/// One line of the table that every engine's stories print, whether they pass
/// or not: not by `eprintln!`, which a passing test swallows.
pub fn report_line(engine: Engine, words: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "| {engine:<8} | {words} |");
}
