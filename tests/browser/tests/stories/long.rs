//! Long articles: only what is near the window is laid out, and nobody can tell.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    what_is_far_away_is_not_laid_out,
    the_page_is_as_long_as_it_seems,
    its_end_is_led_to_and_read_upwards,
    all_of_it_is_found_selected_and_printed,
}

const SECTIONS: usize = 40;

/// What the scripts of these stories look at.
const LOOK: &str = "
    const root = document.getElementById('reader').shadowRoot;
    const body = root.querySelector('.body');
    const frames = async (count) => {
      for (let frame = 0; frame < count; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    };";

/// Paragraphs of many lengths, lists, quotes and tables under forty headings.
async fn show(stage: &Stage) -> Result<()> {
    let mut body = Vec::new();
    let sentence =
        "Ban quản lý chợ sắp xếp lại các gian hàng để người bán và người mua đi lại thuận tiện. ";
    for section in 0..SECTIONS {
        body.push(json!({ "type": "heading", "level": 2, "id": format!("muc-{section}"), "text": format!("Mục {section}") }));
        for paragraph in 0..8 {
            let length = 1 + (section * 7 + paragraph * 5) % 9;
            body.push(json!(sentence.repeat(length)));
        }
        body.push(json!({ "type": "list", "items": [sentence, sentence.repeat(2), "Ngắn"] }));
        body.push(json!({ "type": "quote", "text": sentence.repeat(2), "cite": "Bà Tư" }));
        body.push(json!({ "type": "table", "head": [["Ngày", "Giờ mở cửa"]], "body": [["Thứ hai", "6 giờ"], ["Thứ ba", "7 giờ"]] }));
    }
    body.push(json!("Câu cuối cùng của bài."));
    let article = json!({ "version": 1, "title": "Bài dài", "lang": "vi", "body": body });
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage.page.wait_for_text("h1.title", "Bài dài").await?;
    stage.page.wait_for_event("readerly-ready").await?;
    Ok(())
}

async fn look(stage: &Stage, script: &str) -> Result<Value> {
    let script = format!("{LOOK} return (async () => {{ {script} }})();");
    stage.page.run(&script, Vec::new()).await
}

async fn what_is_far_away_is_not_laid_out(stage: &Stage) -> Result<()> {
    show(stage).await?;
    let script = "
        const item = [...body.querySelectorAll('li')].at(-1);
        const isLaidOut = () => item.checkVisibility({ contentVisibilityAuto: true });
        await frames(3);
        const before = isLaidOut();
        item.scrollIntoView();
        await frames(10);
        const { top, bottom } = item.getBoundingClientRect();
        return [before, isLaidOut(), top >= -1 && bottom <= innerHeight + 1];";
    let [before, after, is_there]: [bool; 3] = serde_json::from_value(look(stage, script).await?)?;
    // WebKit would let the text jump under whoever reads upwards.
    assert_eq!(before, stage.engine == Engine::WebKit);
    assert!(after && is_there, "{after} {is_there}");
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// On a phone and on a desk, what is not laid out has about the height that it
/// will have.
async fn the_page_is_as_long_as_it_seems(stage: &Stage) -> Result<()> {
    show(stage).await?;
    for width in [360, 600, 1280] {
        let script = format!(
            "document.body.style.inlineSize = '{width}px';
             await frames(2);
             const seeming = body.offsetHeight;
             const sheet = new CSSStyleSheet();
             sheet.replaceSync('.body > * {{ content-visibility: visible !important }}');
             const sheets = root.adoptedStyleSheets;
             root.adoptedStyleSheets = [...sheets, sheet];
             const real = body.offsetHeight;
             root.adoptedStyleSheets = sheets;
             return seeming / real;"
        );
        let ratio = look(stage, &script).await?.as_f64().unwrap_or_default();
        assert!((0.9..1.1).contains(&ratio), "{width}: {ratio}");
    }
    Ok(())
}

/// A link to the last section leads there, and from there up again everything
/// moves by as much as the reader moves it.
async fn its_end_is_led_to_and_read_upwards(stage: &Stage) -> Result<()> {
    show(stage).await?;
    let script = format!(
        "root.querySelector('.outline').open = true;
         root.querySelector('.outline a[href=\"#muc-{last}\"]').click();
         await frames(10);
         const heading = root.getElementById('muc-{last}').getBoundingClientRect().top;
         const moved = [];
         for (let step = 0; step < 30; step += 1) {{
           const seen = [...body.children].find((block) => block.getBoundingClientRect().bottom > 0);
           const before = seen.getBoundingClientRect().top;
           scrollBy({{ top: -400, behavior: 'instant' }});
           await frames(3);
           moved.push(Math.abs(seen.getBoundingClientRect().top - before - 400));
         }}
         return [heading, Math.max(...moved)];",
        last = SECTIONS - 1
    );
    let [heading, most]: [f64; 2] = serde_json::from_value(look(stage, &script).await?)?;
    assert!((0.0..60.0).contains(&heading), "{heading}");
    assert!(most <= 2.0, "{most} px");
    Ok(())
}

async fn all_of_it_is_found_selected_and_printed(stage: &Stage) -> Result<()> {
    show(stage).await?;
    // What is found is brought to the edge of the window, and the blocks above it
    // may get their true size after that.
    let script = "
        const found = find('Câu cuối cùng của bài.');
        await frames(10);
        const place = body.lastElementChild.getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(body);
        return [found, place.bottom > 0 && place.top < innerHeight + 60,
          range.toString().length === body.textContent.length && body.innerText.includes('Câu cuối cùng của bài.')];";
    let all: [bool; 3] = serde_json::from_value(look(stage, script).await?)?;
    // WebKit's `find` does not look into a shadow root.
    let finds = stage.engine != Engine::WebKit;
    assert_eq!(all, [finds, finds, true]);
    if stage.engine != Engine::Chromium {
        return Ok(());
    }
    let cdp = stage.page.driver().cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await?;
    let skipped = look(
        stage,
        "return [...body.children].filter((block) => getComputedStyle(block).contentVisibility !== 'visible').length;",
    )
    .await?;
    cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "" }))
        .await?;
    assert_eq!(skipped, json!(0));
    Ok(())
}
