//! HLS: by the browser where it can, by the owner's own hls.js, or a link.

use std::path::Path;

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;

use crate::film::{
    article_with, paragraph_with_link, player_arrives, press_play, runs, serve_films, shows,
};
use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    // Firefox on the desktop plays no HLS by itself.
    by_the_browser_itself [chromium, webkit],
    a_link_where_nobody_can,
    by_a_module,
    by_a_script_of_the_older_form,
    a_stream_whose_address_says_nothing,
    by_the_real_library,
    a_library_that_is_none,
    a_library_of_another_origin [chromium],
    a_library_that_gives_up,
    a_stream_that_stands_still [chromium],
}

const STREAM: &str = "/film/hls/index.m3u8";

/// A stand-in for hls.js that writes down what it is told.
const FAKE: &str = "
    window.told = [];
    class Hls {
      static isSupported() { window.told.push('isSupported'); return window.hlsWorks !== false; }
      static get Events() { return { ERROR: 'hlsError' }; }
      constructor(options) { window.told.push(['new', options]); window.hls = this; this.listeners = []; }
      on(name, listener) { window.told.push(['on', name]); this.listeners.push(listener); }
      loadSource(url) { window.told.push(['loadSource', new URL(url).pathname]); }
      attachMedia(element) { window.told.push(['attachMedia', element.localName]); this.media = element; }
      startLoad() { window.told.push('startLoad'); }
      recoverMediaError() { window.told.push('recoverMediaError'); }
      destroy() { window.told.push('destroy'); }
      fail(data) { for (const listener of this.listeners) listener('hlsError', data); }
    }";

/// WebKitGTK and Chromium that say they play HLS are asked to say that they do
/// not, and to have no better way of their own.
const NO_HLS: &str = "
    const can = HTMLMediaElement.prototype.canPlayType;
    HTMLMediaElement.prototype.canPlayType = function (type) {
      return /mpegurl/i.test(type) ? '' : can.call(this, type);
    };
    delete window.ManagedMediaSource;";

async fn by_the_browser_itself(stage: &Stage) -> Result<()> {
    show_stream(stage, "", "").await?;
    let says = stage
        .page
        .run(
            "return document.createElement('video').canPlayType('application/vnd.apple.mpegurl');",
            Vec::new(),
        )
        .await?;
    if says == json!("") && stage.engine == Engine::WebKit {
        // It has the parts of GStreamer that are on the machine.
        return stage
            .page
            .wait_for_count(".video-box a.facade", |count| count == 1)
            .await
            .map(drop);
    }
    player_arrives(stage).await?;
    wait::quiet_time(Duration::from_millis(600)).await;
    assert_eq!(stage.site.count(STREAM), 0, "nobody has pressed play");
    press_play(stage, ".video-box video").await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "red").await?;
    stage.page.click("article a[href='#t=9']").await?;
    shows(stage, ".video-box video", "blue").await?;
    assert!(stage.site.count("/film/hls/5.m4s") + stage.site.count("/film/hls/4.m4s") >= 1);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn a_link_where_nobody_can(stage: &Stage) -> Result<()> {
    show_stream(stage, NO_HLS, "").await?;
    let link = stage.page.find(".video-box a.facade").await?;
    wait::until_true("the module", || async {
        Ok(stage.cdn.count("/readerly_video.wasm") == 1)
    })
    .await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    assert_eq!(stage.page.count(".video-box video").await?, 0);
    assert_eq!(stage.page.role(&link).await?, "link");
    let address = link.attr("href").await?.unwrap_or_default();
    assert!(address.ends_with(STREAM), "{address}");
    assert_eq!(stage.site.count(STREAM), 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn by_a_module(stage: &Stage) -> Result<()> {
    stage.site.set(
        "/hls.mjs",
        Answer::script([FAKE, "export default Hls; export { Hls };"].concat()),
    );
    told_in_order(stage, "/hls.mjs").await
}

async fn by_a_script_of_the_older_form(stage: &Stage) -> Result<()> {
    // As bundlers write it for every kind of loader at once.
    let umd = format!(
        "(function (root) {{ {FAKE}\n
          'object' == typeof exports && 'undefined' != typeof module ? module.exports = Hls
          : 'function' == typeof define && define.amd ? define(Hls)
          : (root = 'undefined' != typeof globalThis ? globalThis : root || self).Hls = Hls;
        }})(this);"
    );
    stage.site.set("/hls.min.js", Answer::script(umd));
    told_in_order(stage, "/hls.min.js").await
}

async fn a_stream_whose_address_says_nothing(stage: &Stage) -> Result<()> {
    stage.site.set(
        "/hls.mjs",
        Answer::script([FAKE, "export default Hls;"].concat()),
    );
    let attributes = "hls-src=\"/hls.mjs\" video=\"/live/playlist?token=abc\" \
        video-type=\"application/vnd.apple.mpegurl\"";
    show_stream(stage, NO_HLS, attributes).await?;
    stage.page.click(".video-box button.facade").await?;
    told(stage, "attachMedia").await?;
    let list = stage.page.run("return window.told;", Vec::new()).await?;
    let loads = json!(["loadSource", "/live/playlist"]);
    assert!(
        list.as_array().is_some_and(|list| list.contains(&loads)),
        "{list:#?}"
    );
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn by_the_real_library(stage: &Stage) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/hls.js/dist");
    for name in ["hls.min.js", "hls.min.mjs"] {
        let file = folder.join(name);
        let script = std::fs::read_to_string(&file).with_context(|| {
            format!(
                "{} is missing. Install it with: npm ci, in tests/browser",
                file.display()
            )
        })?;
        let path = format!("/{name}");
        stage.site.set(&path, Answer::script(script));
        show_stream(stage, NO_HLS, &format!("hls-src=\"{path}\"")).await?;
        let has_media_source = stage
            .page
            .run("return 'MediaSource' in window;", Vec::new())
            .await?;
        assert_eq!(has_media_source, json!(true));
        let facade = stage.page.find(".video-box button.facade").await?;
        assert_eq!(stage.site.count(&path), 0, "190 KB before anybody asks");
        assert_eq!(
            stage.page.accessible_name(&facade).await?,
            "Phát video: Luồng phim, 0:12"
        );
        stage.page.click(".video-box .facade").await?;
        runs(stage).await?;
        shows(stage, ".video-box video", "red").await?;
        stage.page.click("article a[href='#t=9']").await?;
        shows(stage, ".video-box video", "blue").await?;
        assert!(stage.site.count(&path) >= 1);
        assert_quiet(&stage.page.record().await?);
    }
    Ok(())
}

async fn a_library_that_is_none(stage: &Stage) -> Result<()> {
    for (path, answer) in [
        ("/not-there.js", Answer::status(404)),
        ("/other.js", Answer::script("export const answer = 42;")),
        ("/broken.js", Answer::script("this is no script")),
    ] {
        stage.site.set(path, answer);
        show_stream(stage, NO_HLS, &format!("hls-src=\"{path}\"")).await?;
        stage.page.click(".video-box button.facade").await?;
        let said = stage
            .page
            .wait_for_text(".video-failed", "Mở tệp video")
            .await?;
        assert!(said.contains("Thử lại"), "{said}");
        let record = stage.page.record().await?;
        let about: Vec<&str> = record
            .lines("warn")
            .into_iter()
            .filter(|line| line.contains("hls-src") && line.contains(path))
            .collect();
        assert_eq!(about.len(), 1, "{record:#?}");
        assert_eq!(record.lines("error"), Vec::<&str>::new());
    }
    Ok(())
}

/// Markup brings no script of another origin but the folder of readerly.js.
async fn a_library_of_another_origin(stage: &Stage) -> Result<()> {
    let elsewhere = stage.site.other_name("/hls.mjs");
    show_stream(stage, NO_HLS, &format!("hls-src=\"{elsewhere}\"")).await?;
    stage.page.click(".video-box button.facade").await?;
    stage
        .page
        .wait_for_record("the cause", |record| {
            record
                .lines("warn")
                .concat()
                .contains("is on another origin")
        })
        .await?;
    assert_eq!(stage.site.count("/hls.mjs"), 0);
    Ok(())
}

async fn a_library_that_gives_up(stage: &Stage) -> Result<()> {
    stage.site.set(
        "/hls.mjs",
        Answer::script([FAKE, "export default Hls;"].concat()),
    );
    show_stream(stage, NO_HLS, "hls-src=\"/hls.mjs\"").await?;
    stage.page.click(".video-box button.facade").await?;
    told(stage, "attachMedia").await?;
    let fail = |data: Value| format!("window.hls.fail({data});");
    // What is not fatal is its own affair; what is, is tried once more.
    stage
        .page
        .run(
            &fail(json!({ "fatal": false, "type": "networkError", "details": "fragLoadError" })),
            Vec::new(),
        )
        .await?;
    stage
        .page
        .run(
            &fail(json!({ "fatal": true, "type": "networkError", "details": "fragLoadError" })),
            Vec::new(),
        )
        .await?;
    told(stage, "startLoad").await?;
    assert_eq!(stage.page.count(".video-failed").await?, 0);
    stage
        .page
        .run(
            &fail(json!({ "fatal": true, "type": "networkError", "details": "fragLoadError" })),
            Vec::new(),
        )
        .await?;
    stage.page.wait_for_text(".video-failed", "Thử lại").await?;
    // Another try is another player, and the one before is let go.
    stage.page.click(".video-failed button").await?;
    wait::until(
        "a second player instead of the first",
        || {
            stage.page.run(
                "return [window.told.filter((one) => one[0] === 'new').length,
                   window.told.filter((one) => one === 'destroy').length];",
                Vec::new(),
            )
        },
        |counts| *counts == json!([2, 1]),
    )
    .await?;
    stage
        .page
        .wait_for_count(".video-failed", |count| count == 0)
        .await?;
    Ok(())
}

async fn a_stream_that_stands_still(stage: &Stage) -> Result<()> {
    // Chromium's player of HLS waits for ever for a segment that never comes,
    // without an event of any kind.
    stage.site.set("/film/hls/1.m4s", Answer::silence());
    stage.site.set("/film/hls/2.m4s", Answer::silence());
    show_stream(stage, "delete window.ManagedMediaSource;", "").await?;
    player_arrives(stage).await?;
    press_play(stage, ".video-box video").await?;
    // It is given time, and loaded anew once, before it is given up.
    let said = wait::until_within(
        Duration::from_secs(90),
        "a sentence",
        || stage.page.text_of(".video-failed"),
        |text: &String| text.contains("Thử lại"),
    )
    .await?;
    assert!(said.contains("Mở tệp video"), "{said}");
    // The server goes on, and so does the film.
    for name in ["1.m4s", "2.m4s"] {
        stage.site.set(
            &format!("/film/hls/{name}"),
            Answer::file(
                crate::film::film_bytes(&format!("hls/{name}"))?,
                "video/iso.segment",
            ),
        );
    }
    stage.page.click(".video-failed button").await?;
    runs(stage).await?;
    stage
        .page
        .wait_for_count(".video-failed", |count| count == 0)
        .await?;
    Ok(())
}

/// The stand-in is fetched on the click alone, and told what hls.js has to be
/// told.
async fn told_in_order(stage: &Stage, path: &str) -> Result<()> {
    show_stream(stage, NO_HLS, &format!("hls-src=\"{path}\"")).await?;
    stage.page.find(".video-box button.facade").await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    assert_eq!(stage.site.count(path), 0, "fetched before anybody asks");
    stage.page.click(".video-box .facade").await?;
    told(stage, "attachMedia").await?;
    let list = stage.page.run("return window.told;", Vec::new()).await?;
    let list = list.as_array().cloned().unwrap_or_default();
    let names: Vec<&str> = list
        .iter()
        .filter_map(|one| one.as_str().or_else(|| one[0].as_str()))
        .collect();
    let at = |name: &str| names.iter().position(|one| *one == name);
    assert!(
        at("isSupported") < at("new")
            && at("new") < at("on")
            && at("on") < at("loadSource")
            && at("loadSource").is_some()
            && at("attachMedia").is_some(),
        "{list:#?}"
    );
    assert!(list.contains(&json!(["loadSource", STREAM])), "{list:#?}");
    assert!(list.contains(&json!(["attachMedia", "video"])), "{list:#?}");
    assert_eq!(stage.site.count(path), 1);
    assert_eq!(
        stage.site.count(STREAM),
        0,
        "the browser must not fetch what the library plays"
    );
    assert_eq!(stage.page.count(".video-failed").await?, 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn told(stage: &Stage, name: &str) -> Result<()> {
    wait::until(
        &format!("hls.js to be told {name}"),
        || {
            stage.page.run(
                "return (window.told ?? []).map((one) => Array.isArray(one) ? one[0] : one);",
                Vec::new(),
            )
        },
        |seen| {
            seen.as_array()
                .is_some_and(|names| names.iter().any(|told| told == name))
        },
    )
    .await
    .map(drop)
}

/// A page with the stream, after a script of its own.
async fn show_stream(stage: &Stage, script: &str, attributes: &str) -> Result<()> {
    serve_films(stage);
    let mut with_stream = article_with(json!([{
        "url": STREAM, "title": "Luồng phim", "width": 160, "height": 90, "duration": 12
    }]));
    with_stream["body"] = json!([paragraph_with_link("#t=9", "xem 0:09")]);
    stage
        .site
        .set("/article.json", Answer::json(with_stream.to_string()));
    stage.site.set("/before.js", Answer::script(script));
    let head = format!(
        "<script src=\"/before.js\"></script><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &head,
            &reader(&format!("src=\"/article.json\" {attributes}")),
        )
        .await?;
    stage
        .page
        .wait_for_text("article", "xem 0:09")
        .await
        .map(drop)
}
