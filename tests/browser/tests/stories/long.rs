//! Long articles: only what is near the window is laid out, and nobody can tell.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{assert_quiet, assert_still, reader};

stories_in_every_engine! {
    what_is_far_away_is_not_laid_out,
    the_page_is_as_long_as_it_seems,
    its_end_is_led_to_and_read_upwards,
    all_of_it_is_found_selected_and_printed,
    its_first_screens_come_first,
    who_asks_for_the_rest_need_not_wait,
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
fn article(title: &str) -> Value {
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
    json!({ "version": 1, "title": title, "lang": "vi", "body": body })
}

async fn show(stage: &Stage) -> Result<()> {
    let article = article("Bài dài");
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

/// How many blocks of the body stand there in each frame, from the first in which
/// there are some; what happens in that is in the arguments.
const WATCH: &str = "
    window.counts = [];
    const look = () => {
      const root = document.getElementById('reader').shadowRoot;
      const body = root?.querySelector('.body');
      const isFirst = body && !counts.length;
      if (body) counts.push(body.children.length);
      if (isFirst) {
        new Function('root', arguments[1])(root);
        counts.push(body.children.length);
      }
      requestAnimationFrame(look);
    };
    look();
    addEventListener('readerly-ready', () => { window.atReady = document.getElementById('reader').shadowRoot.querySelector('.body').children.length; });
    const tag = document.createElement('script');
    tag.src = arguments[0];
    document.head.append(tag);";

/// Blocks of all that [`article`] makes, and of what is built at once.
const ALL: usize = SECTIONS * 12 + 1;
const AT_ONCE: usize = 64;

/// Has the article come where there is none before, and does `then` in the first
/// frame in which it is there. Answers how many blocks there were in this frame
/// before and after it.
async fn come_and(stage: &Stage, fragment: &str, then: &str) -> Result<[usize; 2]> {
    let article = article("Bài dài");
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    let page = &stage.page;
    stage
        .show(
            "",
            "<readerly-article id=\"reader\" src=\"/article.json\"></readerly-article>",
        )
        .await?;
    page.run(&format!("location.hash = '{fragment}';"), Vec::new())
        .await?;
    let address = stage.cdn.url("/readerly.js");
    page.run(WATCH, vec![json!(address), json!(then)]).await?;
    page.wait_until(
        "all of the article",
        &format!("return window.counts?.at(-1) === {ALL};"),
    )
    .await?;
    let counts = page.run("return counts.slice(0, 2);", Vec::new()).await?;
    Ok(serde_json::from_value(counts)?)
}

async fn its_first_screens_come_first(stage: &Stage) -> Result<()> {
    assert_eq!(come_and(stage, "", "").await?, [AT_ONCE; 2]);
    // Whoever is told that the article is there finds all of it.
    stage.page.wait_for_event("readerly-ready").await?;
    let told = stage.page.run("return window.atReady;", Vec::new()).await?;
    assert_eq!(told, json!(ALL));
    let text = stage.page.text().await?;
    let end = "Mục 39";
    let rest = text.rsplit_once(end).map(|(_, rest)| rest);
    assert!(
        rest.is_some_and(|rest| rest.contains("Câu cuối cùng của bài.")),
        "{text}"
    );
    let record = stage.page.record().await?;
    assert_still(&record);
    assert_quiet(&record);
    Ok(())
}

/// Links, addresses with a fragment, paper and a new reading find all of it.
async fn who_asks_for_the_rest_need_not_wait(stage: &Stage) -> Result<()> {
    let click = "root.querySelector('.outline a[href=\"#muc-39\"]').click();";
    assert_eq!(come_and(stage, "", click).await?, [AT_ONCE, ALL]);
    let print = "dispatchEvent(new Event('beforeprint'));";
    assert_eq!(come_and(stage, "", print).await?, [AT_ONCE, ALL]);
    assert_eq!(come_and(stage, "muc-39", "").await?, [ALL; 2]);
    let heading = "return deepAll('#muc-39')[0].getBoundingClientRect().top;";
    let top = stage.page.run(heading, Vec::new()).await?;
    assert!(
        top.as_f64().is_some_and(|top| (-1.0..60.0).contains(&top)),
        "{top}"
    );
    assert_quiet(&stage.page.record().await?);

    // Another text under the same title, while the rest never comes by itself.
    let mut another = article("Bài dài");
    if let Some(body) = another["body"].as_array_mut() {
        body.pop();
        body.push(json!("Câu cuối cùng đã sửa."));
    }
    stage
        .site
        .set("/another.json", Answer::json(another.to_string()));
    let anew = "const wait = setTimeout;
        window.setTimeout = (work, time, ...given) => given[0] === 2000 ? 0 : wait(work, time, ...given);
        document.getElementById('reader').setAttribute('src', '/another.json');";
    assert_eq!(come_and(stage, "", anew).await?, [AT_ONCE; 2]);
    stage
        .page
        .wait_for_text(".body > p:last-child", "Câu cuối cùng đã sửa.")
        .await?;
    assert_eq!(stage.page.count(".body > *").await?, ALL as u64);
    Ok(())
}
