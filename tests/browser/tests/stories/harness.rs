//! The harness itself: what it reports as absent, it would have seen.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::json;
use thirtyfour::Key;

stories_in_every_engine! {
    sees_what_a_person_sees,
    works_under_a_strict_policy,
    sees_what_went_wrong,
    a_minimised_window_is_hidden,
}

const SHADOW_PAGE: &str = r#"
    <p>Outside <span style="display: none">never drawn</span></p>
    <x-box id="box"><em>slotted words</em></x-box>
    <script src="/box.js"></script>
"#;

const SHADOW_SCRIPT: &str = r#"
    const root = document.getElementById("box").attachShadow({ mode: "open" });
    const button = document.createElement("button");
    button.setAttribute("aria-label", "Press me");
    button.addEventListener("click", (event) => { button.textContent = `pressed ${event.isTrusted}`; });
    const slot = document.createElement("slot");
    const heading = document.createElement("h2");
    heading.textContent = "Inside";
    root.append(heading, button, slot);
"#;

async fn sees_what_a_person_sees(stage: &Stage) -> Result<()> {
    stage.site.set("/box.js", Answer::script(SHADOW_SCRIPT));
    stage.show("", SHADOW_PAGE).await?;
    let page = &stage.page;
    assert_eq!(page.text().await?, "Outside\nInside\nslotted words");

    let button = page.find("button").await?;
    assert_eq!(page.role(&button).await?, "button");
    assert_eq!(page.accessible_name(&button).await?, "Press me");
    page.click("button").await?;
    page.wait_for_text("button", "pressed true").await?;

    page.open(&stage.site.url("/page.html")).await?;
    page.press(Key::Tab).await?;
    let active = page
        .run("return deepActive().localName;", Vec::new())
        .await?;
    assert_eq!(active, json!("button"));
    Ok(())
}

async fn works_under_a_strict_policy(stage: &Stage) -> Result<()> {
    let html = readerly_browser_tests::host_page::html("", "<p>Strict</p>");
    let strict = Answer::html(html).with_header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
    );
    stage.site.set("/strict.html", strict);
    stage.page.open(&stage.site.url("/strict.html")).await?;
    assert_eq!(stage.page.text().await?, "Strict");
    stage
        .page
        .run(
            "const image = new Image(); image.src = '/x.png'; document.body.append(image);",
            Vec::new(),
        )
        .await?;
    stage
        .page
        .wait_for_record("the blocked picture", |record| {
            !record.violations.is_empty()
        })
        .await?;
    assert_eq!(stage.site.count("/x.png"), 0);
    Ok(())
}

async fn sees_what_went_wrong(stage: &Stage) -> Result<()> {
    let trouble = r#"<p id="here">Here</p><script>
        console.error("[readerly] no", "way");
        const detail = { code: "x", message: "y" };
        here.dispatchEvent(new CustomEvent("readerly-error", { bubbles: true, composed: true, detail }));
        throw new Error("loose");
    </script>"#;
    stage.show("", trouble).await?;
    let record = stage
        .page
        .wait_for_record("the loose error", |record| !record.errors.is_empty())
        .await?;
    assert_eq!(record.lines("error"), ["[readerly] no way"]);
    let event = &record.events("readerly-error")[0];
    assert_eq!((event.target.as_str(), event.code.as_str()), ("here", "x"));
    assert!(event.bubbles_and_is_composed);
    Ok(())
}

async fn a_minimised_window_is_hidden(stage: &Stage) -> Result<()> {
    stage.show("", "<p>First</p>").await?;
    let driver = stage.page.driver();
    driver.minimize_window().await?;
    stage
        .page
        .wait_until("hidden", "return document.visibilityState === 'hidden';")
        .await?;
    driver.set_window_rect(0, 0, 1280, 900).await?;
    stage
        .page
        .wait_until("visible", "return document.visibilityState === 'visible';")
        .await
}
