//! axe-core finds nothing on the demo pages, light and dark.

use anyhow::Result;
use readerly_browser_tests::accessibility;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::page::Page;
use readerly_browser_tests::session::Wishes;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::json;

use crate::demo::serve_demo;

stories_in_every_engine! {
    portal_light,
    three_light,
    sources_light,
    failure_notice,
    axe_sees_into_the_reader,
}

stories! {
    portal_dark [chromium, firefox],
    three_dark [chromium, firefox],
    sources_dark [chromium, firefox],
}

async fn portal_light(stage: &Stage) -> Result<()> {
    has_no_violation(stage, "/index.html", "light").await
}

async fn portal_dark(stage: &Stage) -> Result<()> {
    has_no_violation(stage, "/index.html", "dark").await
}

async fn three_light(stage: &Stage) -> Result<()> {
    has_no_violation(stage, "/three.html", "light").await
}

async fn three_dark(stage: &Stage) -> Result<()> {
    has_no_violation(stage, "/three.html", "dark").await
}

async fn sources_light(stage: &Stage) -> Result<()> {
    has_no_violation(stage, "/sources.html", "light").await
}

async fn sources_dark(stage: &Stage) -> Result<()> {
    has_no_violation(stage, "/sources.html", "dark").await
}

async fn failure_notice(stage: &Stage) -> Result<()> {
    let body = "<main><h1>Trang chủ</h1>\
        <readerly-article lang=\"vi\" src=\"/nowhere.json\"></readerly-article></main>";
    stage.embed(body).await?;
    stage.page.wait_for_text(".failure", "Thử lại").await?;
    assert_eq!(
        accessibility::violations(&stage.page).await?,
        Vec::<String>::new()
    );
    Ok(())
}

async fn axe_sees_into_the_reader(stage: &Stage) -> Result<()> {
    // The positive control: a fault inside the shadow root is found.
    crate::parts::show_article(stage, "Bài có lỗi cài sẵn", "").await?;
    stage
        .page
        .run(
            "const image = document.createElement('img'); image.src = '/favicon.ico';
             deepAll('article .body')[0].append(image);",
            Vec::new(),
        )
        .await?;
    let found = accessibility::violations(&stage.page).await?;
    assert!(
        found.iter().any(|line| line.starts_with("image-alt")),
        "{found:#?}"
    );
    Ok(())
}

async fn has_no_violation(stage: &Stage, path: &str, scheme: &str) -> Result<()> {
    match (stage.engine, scheme) {
        (Engine::Chromium, _) => {
            let media =
                json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            stage
                .page
                .driver()
                .cdp()
                .send_raw("Emulation.setEmulatedMedia", media)
                .await?;
            check(stage, &stage.page, path, scheme).await
        }
        (Engine::Firefox, "dark") => {
            // 0 is dark, 1 is light. A preference of the whole browser, so it
            // takes a browser of its own.
            let wishes = Wishes {
                firefox_preferences: vec![(
                    "layout.css.prefers-color-scheme.content-override".to_owned(),
                    json!(0),
                )],
                ..Wishes::default()
            };
            let session = stage.another_browser(&wishes).await?;
            let outcome = check(stage, &Page::new(session.driver.clone()), path, scheme).await;
            session.end().await;
            outcome
        }
        // WebKitGTK follows the desktop's theme, and a bare display has none.
        _ => check(stage, &stage.page, path, "light").await,
    }
}

async fn check(stage: &Stage, page: &Page, path: &str, scheme: &str) -> Result<()> {
    serve_demo(stage)?;
    page.open(&stage.site.url(path)).await?;
    let dark = page
        .run(
            "return matchMedia('(prefers-color-scheme: dark)').matches;",
            Vec::new(),
        )
        .await?;
    assert_eq!(dark, json!(scheme == "dark"));
    page.wait_until(
        "every reader with its article and its numbers",
        "const end = document.documentElement.scrollHeight - innerHeight - 1;
         scrollTo({ top: scrollY < end ? scrollY + innerHeight / 2 : 0, behavior: 'instant' });
         const readers = deepAll('readerly-article');
         return scrollY === 0 && readers.length > 0 && readers.every((reader) =>
           reader.shadowRoot?.querySelector('article') &&
           (!reader.hasAttribute('counter') || reader.shadowRoot.querySelector('section.counter dd')));",
    )
    .await?;
    page.run("scrollTo(0, 0);", Vec::new()).await?;
    assert_eq!(accessibility::violations(page).await?, Vec::<String>::new());
    Ok(())
}
