//! A new release over an old one: what browsers and proxies have kept breaks
//! nobody's first visit.

use anyhow::{Context as _, Result};
use readerly_browser_tests::origin::{Answer, dist_folder};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;

use crate::parts::{assert_quiet, show_article};

stories_in_every_engine! {
    what_an_older_release_left_in_the_cache,
    a_file_that_a_cache_has_spoilt,
    a_glue_that_a_cache_has_kept,
}

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The files of every page, and their types.
const FILES: [(&str, &str); 3] = [
    ("readerly-glue.js", "text/javascript"),
    ("readerly_bg.wasm", "application/wasm"),
    ("readerly.css", "text/css"),
];

fn real(file: &str) -> Result<Vec<u8>> {
    std::fs::read(dist_folder()?.join(file)).with_context(|| format!("{file} is not in dist"))
}

fn kept(bytes: impl Into<Vec<u8>>, content_type: &str) -> Answer {
    Answer::file(bytes.into(), content_type).with_header("Cache-Control", FOR_EVER)
}

/// An owner told browsers to keep all files, and put a new release over them.
async fn what_an_older_release_left_in_the_cache(stage: &Stage) -> Result<()> {
    for (file, content_type) in FILES {
        let old = if content_type == "text/javascript" {
            "export default () => { throw new Error('the old one'); };"
        } else {
            "old"
        };
        stage.cdn.set(&format!("/{file}"), kept(old, content_type));
    }
    // The visit before: these addresses are in the cache now.
    stage.show("", "<p>Trước</p>").await?;
    stage
        .page
        .run(
            "return Promise.all([fetch(arguments[0] + 'readerly_bg.wasm'), fetch(arguments[0] + 'readerly.css'), import(arguments[0] + 'readerly-glue.js')]).then(() => null);",
            vec![stage.cdn.url("/").into()],
        )
        .await?;
    for (file, content_type) in FILES {
        stage
            .cdn
            .set(&format!("/{file}"), kept(real(file)?, content_type));
    }
    show_article(stage, "Bản mới", "").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// What was cut short, or answered for another address, is asked for once more,
/// past the cache.
async fn a_file_that_a_cache_has_spoilt(stage: &Stage) -> Result<()> {
    for (file, content_type) in FILES {
        if content_type != "text/javascript" {
            let bytes = real(file)?;
            let half = bytes[..bytes.len() / 2].to_vec();
            stage.cdn.queue(
                &format!("/{file}"),
                [kept(half, content_type), kept(bytes, content_type)],
            );
        }
    }
    show_article(stage, "Bài sau khi lành", "").await?;
    for (file, content_type) in FILES {
        let expected = if content_type == "text/javascript" {
            1
        } else {
            2
        };
        assert_eq!(stage.cdn.count(&format!("/{file}")), expected, "{file}");
    }
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// The loader of a new release came before its glue, and a cache kept the old
/// one under the new address.
async fn a_glue_that_a_cache_has_kept(stage: &Stage) -> Result<()> {
    let old = "export const base = import.meta.url; export default () => { throw new Error('the old one'); };";
    stage.cdn.queue(
        "/readerly-glue.js",
        [
            kept(old, "text/javascript"),
            kept(real("readerly-glue.js")?, "text/javascript"),
        ],
    );
    show_article(stage, "Bài sau khi lành", "").await?;
    assert_eq!(stage.cdn.count("/readerly-glue.js"), 2);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}
