//! A new release over an old one: what browsers, proxies and service workers
//! have kept breaks nobody's visit, nor does a page that stood open meanwhile.

use std::io::Write as _;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use readerly_browser_tests::origin::{Answer, dist_file, dist_folder};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use sha2::{Digest as _, Sha256};

use crate::parts::{FALLBACK, article_answer, assert_quiet, reader, show_article};

stories_in_every_engine! {
    a_new_release_over_an_old_one,
    a_page_that_is_open_while_the_files_are_replaced,
    a_page_whose_files_are_gone_says_so,
    a_service_worker_that_keeps_everything,
    a_proxy_that_compresses_anew,
    a_file_that_a_cache_has_spoilt,
    a_file_that_was_missing_for_a_moment,
    a_glue_that_a_cache_has_kept,
    a_glue_that_was_cut_short,
}

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The files of every page, and their types.
const FILES: [(&str, &str); 3] = [
    ("readerly-glue.js", "text/javascript"),
    ("readerly_bg.wasm", "application/wasm"),
    ("readerly.css", "text/css"),
];

/// What tells the old release from the new one, to be asked of its styles.
const MARK: &str = ":host{--release:old}";

fn kept(bytes: impl Into<Vec<u8>>, content_type: &str) -> Answer {
    Answer::file(bytes.into(), content_type).with_header("Cache-Control", FOR_EVER)
}

/// A whole release that came before that of `dist/`: the same code, and yet
/// other bytes and names in every file.
struct OldRelease {
    loader: String,
    files: Vec<(String, Vec<u8>, &'static str)>,
}

impl OldRelease {
    fn make() -> Result<Self> {
        let mut loader = String::from_utf8(dist_file("readerly.js")?)?;
        let mut files = Vec::new();
        for (plain, content_type) in FILES {
            let now = dist_file(plain)?;
            let name_now = name_in_dist(plain)?;
            let mut then = now.clone();
            match content_type {
                "text/css" => then.extend_from_slice(MARK.as_bytes()),
                "text/javascript" => then.extend_from_slice(b"\n// old\n"),
                // A custom section: its id, its length, and a name alone.
                _ => then.extend_from_slice(b"\0\x04\x03old"),
            }
            let digest = Sha256::digest(&then);
            let hex: String = digest[..4]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            let (stem, ending) = plain.rsplit_once('.').context("an ending")?;
            let name_then = format!("{stem}.{hex}.{ending}");
            ensure!(
                loader.contains(&name_now),
                "{name_now} is not in the loader"
            );
            loader = loader
                .replace(&name_now, &name_then)
                .replace(&integrity(&now), &integrity(&then));
            files.push((format!("/{name_then}"), then, content_type));
        }
        Ok(Self { loader, files })
    }

    /// Puts it into the folder, in which the new one lies, too.
    fn upload(&self, stage: &Stage) {
        for (path, bytes, content_type) in &self.files {
            stage.cdn.set(path, kept(bytes.clone(), content_type));
        }
        self.upload_loader(stage);
    }

    fn upload_loader(&self, stage: &Stage) {
        let loader = Answer::script(self.loader.clone()).with_header("Cache-Control", "no-cache");
        stage.cdn.set("/readerly.js", loader);
    }

    /// Deletes all of it but the loader.
    fn delete(&self, stage: &Stage) {
        for (path, ..) in &self.files {
            stage.cdn.set(path, Answer::status(404));
        }
    }
}

/// Puts the loader of the release in `dist/` over the other one.
fn deploy(stage: &Stage) -> Result<()> {
    let loader = Answer::script(String::from_utf8(dist_file("readerly.js")?)?)
        .with_header("Cache-Control", "no-cache");
    stage.cdn.set("/readerly.js", loader);
    Ok(())
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

fn name_in_dist(plain: &str) -> Result<String> {
    let (stem, ending) = plain.rsplit_once('.').context("an ending")?;
    for entry in std::fs::read_dir(dist_folder()?)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let middle = name
            .strip_prefix(&format!("{stem}."))
            .and_then(|rest| rest.strip_suffix(&format!(".{ending}")));
        if middle.is_some_and(|digest| digest.len() == 8) {
            return Ok(name);
        }
    }
    anyhow::bail!("{plain} is not in dist")
}

/// Which release the reader on the page is of.
async fn release(stage: &Stage) -> Result<String> {
    let mark = "return getComputedStyle(document.getElementById('reader')).getPropertyValue('--release') || 'new';";
    Ok(stage
        .page
        .run(mark, Vec::new())
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

/// Browsers were told to keep all files of the old one for ever.
async fn a_new_release_over_an_old_one(stage: &Stage) -> Result<()> {
    let old = OldRelease::make()?;
    old.upload(stage);
    show_article(stage, "Bài của bản cũ", "").await?;
    assert_eq!(release(stage).await?, "old");
    deploy(stage)?;
    show_article(stage, "Bài của bản mới", "").await?;
    assert_eq!(release(stage).await?, "new");
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// A reader far below is reached after the deploy: what it needs still lies
/// beside the new files.
async fn a_page_that_is_open_while_the_files_are_replaced(stage: &Stage) -> Result<()> {
    let old = OldRelease::make()?;
    old.upload(stage);
    stage
        .site
        .set("/article.json", article_answer("Bài ở dưới"));
    stage.embed(&below("src=\"/article.json\"")).await?;
    registered(stage).await?;
    deploy(stage)?;
    scroll_down(stage).await?;
    stage.page.wait_for_text("h1.title", "Bài ở dưới").await?;
    assert_eq!(release(stage).await?, "old");
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// The old files were deleted with the deploy: the page's own article stays,
/// and the owner is told the cause.
async fn a_page_whose_files_are_gone_says_so(stage: &Stage) -> Result<()> {
    let old = OldRelease::make()?;
    old.upload(stage);
    stage
        .site
        .set("/article.json", article_answer("Không được hiện"));
    stage.embed(&below("src=\"/article.json\"")).await?;
    registered(stage).await?;
    old.delete(stage);
    deploy(stage)?;
    scroll_down(stage).await?;
    let record = stage.page.wait_for_event("readerly-error").await?;
    let line = record.lines("error").concat();
    for part in ["answered 404", "beside those of the release before"] {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    assert!(stage.page.text().await?.contains(FALLBACK));
    Ok(())
}

/// It answers everything that it has seen once from its own cache, the loader
/// included: readers stay with the old release, whole.
async fn a_service_worker_that_keeps_everything(stage: &Stage) -> Result<()> {
    let old = OldRelease::make()?;
    old.upload(stage);
    let worker = "addEventListener('install', () => skipWaiting());
        addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) => event.respondWith((async () => {
          const store = await caches.open('all');
          const known = await store.match(event.request, { ignoreSearch: true });
          if (known) return known;
          const answer = await fetch(event.request);
          if (answer.ok && event.request.method === 'GET') await store.put(event.request, answer.clone());
          return answer;
        })()));";
    stage.site.set("/worker.js", Answer::script(worker));
    stage.show("", "<p>Trước</p>").await?;
    let claimed = "navigator.serviceWorker.register('/worker.js'); return null;";
    stage.page.run(claimed, Vec::new()).await?;
    stage
        .page
        .wait_until("the worker", "return !!navigator.serviceWorker.controller;")
        .await?;
    let body = reader("src=\"/article.json\"");
    let head = format!(
        "<script async crossorigin src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .site
        .set("/article.json", article_answer("Bài được giữ lại"));
    stage.site.set(
        "/kept.html",
        Answer::html(readerly_browser_tests::host_page::html(&head, &body)),
    );
    stage.page.open(&stage.site.url("/kept.html")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài được giữ lại")
        .await?;
    old.delete(stage);
    deploy(stage)?;
    stage.cdn.forget_requests();
    stage.page.open(&stage.site.url("/kept.html?again")).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài được giữ lại")
        .await?;
    assert_eq!(release(stage).await?, "old");
    assert_eq!(stage.cdn.requests("/").len(), 0, "all of it was kept");
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// The digests are of what is inside.
async fn a_proxy_that_compresses_anew(stage: &Stage) -> Result<()> {
    for (file, content_type) in FILES {
        let mut smaller = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        smaller.write_all(&dist_file(file)?)?;
        let answer = kept(smaller.finish()?, content_type)
            .with_header("Content-Encoding", "gzip")
            .with_header("ETag", "W/\"anew\"");
        stage.cdn.set(&format!("/{file}"), answer);
    }
    show_article(stage, "Bài qua máy chủ trung gian", "").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// What was cut short, or answered for another address, is asked for once more,
/// past the cache.
async fn a_file_that_a_cache_has_spoilt(stage: &Stage) -> Result<()> {
    heals(stage, |bytes, content_type| {
        kept(&bytes[..bytes.len() / 2], content_type)
    })
    .await
}

/// A deploy was under way, and a proxy has kept the answer of that moment.
async fn a_file_that_was_missing_for_a_moment(stage: &Stage) -> Result<()> {
    heals(stage, |_, _| {
        Answer::status(404).with_header("Cache-Control", FOR_EVER)
    })
    .await
}

/// Each file is answered by `spoil` first; the reader comes all the same.
async fn heals(stage: &Stage, spoil: fn(&[u8], &str) -> Answer) -> Result<()> {
    for (file, content_type) in FILES {
        let bytes = dist_file(file)?;
        let spoilt = spoil(&bytes, content_type);
        stage
            .cdn
            .queue(&format!("/{file}"), [spoilt, kept(bytes, content_type)]);
    }
    show_article(stage, "Bài sau khi lành", "").await?;
    for (file, _) in FILES {
        assert_eq!(stage.cdn.count(&format!("/{file}")), 2, "{file}");
    }
    let record = stage.page.record().await?;
    assert!(record.events("readerly-error").is_empty(), "{record:#?}");
    Ok(())
}

/// A cache answers with the glue of another release.
async fn a_glue_that_a_cache_has_kept(stage: &Stage) -> Result<()> {
    let old = "export const base = import.meta.url; export default () => { throw new Error('the old one'); };";
    glue_heals(stage, kept(old, "text/javascript")).await
}

async fn a_glue_that_was_cut_short(stage: &Stage) -> Result<()> {
    let bytes = dist_file("readerly-glue.js")?;
    let half = bytes[..bytes.len() / 2].to_vec();
    glue_heals(stage, kept(half, "text/javascript")).await
}

async fn glue_heals(stage: &Stage, first: Answer) -> Result<()> {
    let second = kept(dist_file("readerly-glue.js")?, "text/javascript");
    stage.cdn.queue("/readerly-glue.js", [first, second]);
    show_article(stage, "Bài sau khi lành", "").await?;
    assert_eq!(stage.cdn.count("/readerly-glue.js"), 2);
    let record = stage.page.record().await?;
    assert!(record.events("readerly-error").is_empty(), "{record:#?}");
    Ok(())
}

/// A reader that nobody sees before scrolling.
fn below(attributes: &str) -> String {
    format!(
        "<div style=\"block-size: 5000px\">Trên</div>{}",
        reader(attributes)
    )
}

async fn registered(stage: &Stage) -> Result<()> {
    stage
        .page
        .wait_until(
            "the loader",
            "return !!customElements.get('readerly-article');",
        )
        .await
}

async fn scroll_down(stage: &Stage) -> Result<()> {
    let down = "document.getElementById('reader').scrollIntoView();";
    stage.page.run(down, Vec::new()).await.map(drop)
}
