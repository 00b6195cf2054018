//! Pictures of the demo pages for people to look at.
//!
//! `cargo run -p readerly-browser-tests --bin screenshots -- OUT_DIR` writes
//! one PNG for each page, width and colour scheme, whole pages, drawn by
//! Chromium from the built `dist/`. More page names after OUT_DIR replace the
//! default list.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::{Answer, FileMount, Origin};
use readerly_browser_tests::page::Page;
use readerly_browser_tests::session::{Session, Wishes};
use readerly_browser_tests::wait;
use serde_json::{Value, json};

const WIDTHS: [u32; 3] = [360, 768, 1280];
const SCHEMES: [&str; 2] = ["light", "dark"];
const PAGES: [&str; 3] = ["index.html", "three.html", "sources.html"];

/// Numbers of the size that a real portal shows.
const COUNTS: &str = r#"{"v":1,"online":{"value":13,"window":300},"site":{"views":2497859,"visitors":801243,"today":1365,"yesterday":4102,"week":9877,"month":52310,"year":603114},"page":{"path":"/","views":1365,"online":2},"since":"2013-04-02","ttl":15}"#;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context(
        "name the folder for the pictures: \
         cargo run -p readerly-browser-tests --bin screenshots -- OUT_DIR",
    )?);
    let named: Vec<String> = arguments.collect();
    let pages = if named.is_empty() {
        PAGES.map(str::to_owned).to_vec()
    } else {
        named
    };
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} could not be made", folder.display()))?;

    let site = Origin::start().await?;
    site.mount(FileMount::dist("/")?);
    for path in ["/v1/counter/demo", "/v1/counter/portal"] {
        site.set(path, Answer::json(COUNTS));
    }
    let session = Session::borrow(Engine::Chromium, &Wishes::default()).await?;
    let page = Page::new(session.driver.clone());
    for name in &pages {
        for width in WIDTHS {
            for scheme in SCHEMES {
                let stem = name.trim_end_matches(".html");
                let file = folder.join(format!("{stem}-{width}-{scheme}.png"));
                picture(&page, &site.url(&format!("/{name}")), width, scheme, &file).await?;
                println!("{}", file.display());
            }
        }
    }
    session.end().await;
    Ok(())
}

async fn picture(page: &Page, url: &str, width: u32, scheme: &str, file: &Path) -> Result<()> {
    let cdp = page.driver().cdp();
    let metrics = |height: u32| json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700 });
    cdp.send_raw("Emulation.setDeviceMetricsOverride", metrics(900))
        .await?;
    cdp.send_raw(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
    )
    .await?;
    page.open(url).await?;
    let arrived = wait::until_within(
        Duration::from_secs(10),
        "every reader on the page",
        || async { page.run(EVERY_READER, Vec::new()).await },
        |ready| *ready == Value::Bool(true),
    )
    .await;
    if let Err(error) = arrived {
        eprintln!("{url}: drawn as it is: {error:#}");
    }
    let height = page
        .run(
            "return Math.ceil(document.documentElement.scrollHeight);",
            Vec::new(),
        )
        .await?
        .as_u64()
        .and_then(|height| u32::try_from(height).ok())
        .unwrap_or(900);
    // As tall as the page, so that lazy pictures are near the viewport; then
    // the picture of a page that has them.
    cdp.send_raw(
        "Emulation.setDeviceMetricsOverride",
        metrics(height.clamp(900, 16_000)),
    )
    .await?;
    let drawn = wait::until_within(
        Duration::from_secs(10),
        "all pictures",
        || async { page.run(EVERY_PICTURE, Vec::new()).await },
        |ready| *ready == Value::Bool(true),
    )
    .await;
    if let Err(error) = drawn {
        eprintln!("{url}: {error:#}");
    }
    let bytes = page.driver().screenshot_as_png().await?;
    std::fs::write(file, bytes)
        .with_context(|| format!("{} could not be written", file.display()))?;
    Ok(())
}

/// Scrolls through the page so that readers below the fold start, too.
const EVERY_READER: &str = "
    const step = Math.round(innerHeight * 0.8);
    const end = document.documentElement.scrollHeight - innerHeight - 1;
    scrollTo({ top: scrollY < end ? scrollY + step : 0, behavior: 'instant' });
    const readers = deepAll('readerly-article');
    return readers.length > 0 && scrollY === 0
        && readers.every((reader) => reader.shadowRoot && reader.shadowRoot.querySelector('article h1, .failure'));
";

const EVERY_PICTURE: &str = "
    scrollTo({ top: 0, behavior: 'instant' });
    return deepAll('img').every((image) => image.complete);
";
