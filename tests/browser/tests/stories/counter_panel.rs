//! The panel as a reader meets it: chosen rows, states, keyboard, chart,
//! translators.

use anyhow::Result;
use readerly_browser_tests::accessibility;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::counter::{self, fast_head, mutations, show_fast, watch_mutations};
use crate::parts::{article, assert_in_order, assert_quiet, counts, reader};
use crate::side_by_side::{row, set_total, shows_total};

stories_in_every_engine! {
    paused_by_keyboard,
    every_state_is_accessible,
}

stories! {
    rows_are_chosen,
    the_chart_is_told_in_words,
    nothing_is_read_out_by_itself,
    the_articles_own_line_takes_the_page_figure_once,
    translators_may_have_the_words,
}

async fn rows_are_chosen(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 100)));
    show_fast(stage, "counter-show=\"total, since  online hits\"").await?;
    shows_total(page, 100).await?;
    let panel = page.text_of("section.counter dl").await?;
    assert_in_order(
        &panel,
        &[
            "Tổng lượt truy cập",
            "100",
            "Tính từ ngày",
            "2013",
            "Đang online",
            "13",
        ],
    );
    assert!(!panel.contains("Hôm nay"), "{panel}");
    let record = page.record().await?;
    let lines = record.lines("warn");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("hits") && lines[0].contains("page-views"),
        "{lines:?}"
    );
    // The list is live: other rows, the same panel, no other poll.
    page.run(
        "deepAll('section.counter')[0].__marked = true;
         document.getElementById('reader').setAttribute('counter-show', 'today');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("section.counter dl", "Hôm nay").await?;
    assert_eq!(page.text_of("section.counter dl").await?, "Hôm nay\n1.365");
    page.wait_until(
        "the same panel",
        "return deepAll('section.counter')[0].__marked === true;",
    )
    .await
}

async fn paused_by_keyboard(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 100);
    show_fast(stage, "").await?;
    shows_total(page, 100).await?;
    wait::until(
        "the focus on the button that pauses",
        || async {
            page.press(Key::Tab).await?;
            page.run(
                "return deepActive()?.classList.contains('counter-toggle') ?? false;",
                Vec::new(),
            )
            .await
        },
        |focused| *focused == json!(true),
    )
    .await?;
    page.press(Key::Space).await?;
    page.wait_for_text(".counter-status", "Đã tạm dừng cập nhật")
        .await?;
    let button = page.find(".counter-toggle").await?;
    assert_eq!(page.role(&button).await?, "button");
    assert_eq!(page.accessible_name(&button).await?, "Tiếp tục cập nhật");
    set_total(stage, 101);
    // The focus is where it was.
    page.press(Key::Enter).await?;
    shows_total(page, 101).await?;
    page.wait_for_text(".counter-toggle", "Tạm dừng cập nhật")
        .await
        .map(drop)
}

async fn the_chart_is_told_in_words(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage
        .site
        .set("/counter.json", Answer::json(counts(5, 100)));
    show_fast(stage, "").await?;
    shows_total(page, 100).await?;
    assert_eq!(page.count("figure.counter-chart").await?, 0);
    let unfold = page.find("button[aria-expanded=false]").await?;
    assert_eq!(page.accessible_name(&unfold).await?, "Biểu đồ");
    page.click("button[aria-expanded]").await?;
    for (online, total) in [(3, 101), (9, 102), (4, 103)] {
        stage
            .site
            .set("/counter.json", Answer::json(counts(online, total)));
        shows_total(page, total).await?;
    }
    let words = page
        .wait_for_text("figcaption", "hiện có 4 người đang truy cập")
        .await?;
    assert_in_order(&words, &["thấp nhất 3", "cao nhất 9"]);
    // The drawing is for the eye: a line within its frame, and
    // nothing for a screen reader.
    let drawn = page
        .run(
            "const drawing = deepAll('figure.counter-chart svg')[0];
             const line = drawing.querySelector('path');
             const { width, height } = line.getBBox();
             const box = drawing.getBoundingClientRect();
             return [drawing.closest('[aria-hidden=true]') !== null, width > 0 && height > 0, box.width > 50 && box.height > 20];",
            Vec::new(),
        )
        .await?;
    assert_eq!(drawn, json!([true, true, true]));
    page.click("button[aria-expanded=true]").await?;
    page.wait_for_count("figure.counter-chart", |count| count == 0)
        .await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn nothing_is_read_out_by_itself(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 100);
    show_fast(stage, "").await?;
    shows_total(page, 100).await?;
    // Whatever is ever said in a live region.
    page.run(
        "window.__said = [];
         const regions = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
         const observer = new MutationObserver(() => {
           for (const region of deepAll(regions)) if (region.textContent.trim()) __said.push(region.textContent.trim());
         });
         observer.observe(document.getElementById('reader').shadowRoot, { subtree: true, childList: true, characterData: true });
         window.__regions = regions;",
        Vec::new(),
    )
    .await?;
    let inside = page
        .run(
            "return deepAll('section.counter dd, .counter-status, .counter-buttons').filter((element) => element.closest(__regions)).length;",
            Vec::new(),
        )
        .await?;
    assert_eq!(inside, json!(0), "numbers and their state in a live region");
    for total in [101, 102] {
        set_total(stage, total);
        shows_total(page, total).await?;
    }
    stage.site.set("/counter.json", Answer::status(500));
    page.wait_for_count("section.counter[data-state=stale]", |count| count == 1)
        .await?;
    set_total(stage, 103);
    shows_total(page, 103).await?;
    assert_eq!(
        said(stage).await?,
        json!([]),
        "the reader has touched nothing"
    );

    // Whoever has used the panel hears of its state, not of its numbers.
    page.click(".counter-toggle").await?;
    page.wait_for_text(".counter-status", "Đã tạm dừng cập nhật")
        .await?;
    page.click(".counter-toggle").await?;
    stage.site.set("/counter.json", Answer::status(500));
    wait::until(
        "something said",
        || said(stage),
        |said| said.as_array().is_some_and(|said| !said.is_empty()),
    )
    .await?;
    set_total(stage, 104);
    shows_total(page, 104).await?;
    for said in said(stage).await?.as_array().into_iter().flatten() {
        let said = said.as_str().unwrap_or_default();
        assert!(
            !said.contains(|letter: char| letter.is_ascii_digit()),
            "{said}"
        );
    }
    Ok(())
}

async fn said(stage: &Stage) -> Result<Value> {
    stage.page.run("return __said;", Vec::new()).await
}

async fn the_articles_own_line_takes_the_page_figure_once(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let mut with_views = article("Bài có lượt xem");
    with_views["views"] = json!(1365);
    stage
        .site
        .set("/article.json", Answer::json(with_views.to_string()));
    let page_views = |views: u64| {
        let object = json!({ "v": 1, "site": { "views": 50_000 }, "page": { "path": "/page.html", "views": views } });
        Answer::json(object.to_string())
    };
    stage.site.set("/counter.json", page_views(7321));
    let body = reader("src=\"/article.json\" counter=\"/counter.json\" counter-every=\"5\"");
    stage.show(&fast_head(stage), &body).await?;
    page.wait_for_text("header .views", "7.321").await?;
    watch_mutations(stage).await?;
    stage.site.set("/counter.json", page_views(7400));
    wait::until(
        "the panel's own row",
        || row(page, "Lượt xem bài này"),
        |views| views == "7.400",
    )
    .await?;
    counter::polls(stage, 1).await?;
    let views = page.text_of("header .views").await?;
    assert!(views.contains("7.321"), "{views}");
    let seen = mutations(stage).await?;
    assert!(
        seen.as_array()
            .is_some_and(|seen| seen.iter().all(|target| target == "panel")),
        "outside the panel: {seen}"
    );
    Ok(())
}

async fn translators_may_have_the_words(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    set_total(stage, 100);
    show_fast(stage, "").await?;
    shows_total(page, 100).await?;
    page.click("button[aria-expanded]").await?;
    for total in [101, 102, 103] {
        set_total(stage, total);
        shows_total(page, total).await?;
    }
    page.wait_for_count("figcaption", |count| count == 1)
        .await?;
    translate(stage).await?;
    set_total(stage, 104);
    wait::until(
        "the new number beside a translated label",
        || async { page.text_of("section.counter .total").await },
        |row| row == "[Tổng lượt truy cập]\n104",
    )
    .await?;
    // Every state after this one writes over translated words.
    stage.site.set("/counter.json", Answer::status(500));
    page.wait_for_text(".counter-status", "Chưa có số liệu mới")
        .await?;
    translate(stage).await?;
    set_total(stage, 105);
    page.wait_for_text("section.counter .total", "105").await?;
    page.wait_for_count("section.counter[data-state=live]", |count| count == 1)
        .await?;
    translate(stage).await?;
    page.click(".counter-toggle").await?;
    let status = page
        .wait_for_text(".counter-status", "Đã tạm dừng cập nhật")
        .await?;
    assert_eq!(status, "Đã tạm dừng cập nhật", "words of an earlier state");
    translate(stage).await?;
    set_total(stage, 106);
    page.click(".counter-toggle").await?;
    page.wait_for_text("section.counter .total", "106").await?;
    let button = page.text_of(".counter-toggle").await?;
    assert_eq!(button, "Tạm dừng cập nhật");
    page.click("button[aria-expanded]").await?;
    page.wait_for_count("figure.counter-chart", |count| count == 0)
        .await?;
    let record = page.record().await?;
    assert_eq!(record.errors, Vec::<String>::new());
    assert_eq!(record.lines("error"), Vec::<&str>::new());
    Ok(())
}

/// What Chromium's and Google's translators do to a page: each text, unless it
/// is marked, goes into two `font` elements that take its place.
async fn translate(stage: &Stage) -> Result<()> {
    stage
        .page
        .run(
            "const walk = (node) => {
               if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
                 const outer = document.createElement('font');
                 const inner = document.createElement('font');
                 inner.textContent = `[${node.data}]`;
                 outer.append(inner);
                 node.replaceWith(outer);
               } else if (node.nodeType === Node.ELEMENT_NODE && node.translate !== false && node.localName !== 'font') {
                 [...node.childNodes].forEach(walk);
               }
             };
             deepAll('section.counter').forEach(walk);",
            Vec::new(),
        )
        .await
        .map(drop)
}

async fn every_state_is_accessible(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.site.set(
        "/article.json",
        Answer::json(article("Bài có bộ đếm").to_string()),
    );
    stage.site.set("/counter.json", Answer::status(503));
    let attributes = "src=\"/article.json\" counter=\"/counter.json\" counter-every=\"5\"";
    let body = format!("<main>{}</main>", reader(attributes));
    stage.show(&fast_head(stage), &body).await?;
    has_no_violation(stage, "unreachable").await?;
    for (online, total) in [(3, 100), (9, 101), (4, 102)] {
        stage
            .site
            .set("/counter.json", Answer::json(counts(online, total)));
        shows_total(page, total).await?;
    }
    page.click("button[aria-expanded]").await?;
    page.wait_for_count("figcaption", |count| count == 1)
        .await?;
    has_no_violation(stage, "live").await?;
    stage.site.set("/counter.json", Answer::status(500));
    has_no_violation(stage, "stale").await?;
    page.click(".counter-toggle").await?;
    has_no_violation(stage, "paused").await
}

/// In both themes where the colours of the state are its own; and the state has
/// a sign and words, not a colour alone.
async fn has_no_violation(stage: &Stage, state: &str) -> Result<()> {
    let page = &stage.page;
    let selector = format!("section.counter[data-state={state}]");
    let themes: &[&str] = match state {
        "live" | "stale" => &["dark", "light"],
        _ => &["light"],
    };
    for theme in themes {
        page.run(
            "document.getElementById('reader').setAttribute('theme', arguments[0]);
             document.documentElement.style.background = arguments[0] === 'dark' ? '#111' : '#fff';",
            vec![json!(theme)],
        )
        .await?;
        page.wait_for_count(&selector, |count| count == 1).await?;
        let found = accessibility::violations(page).await?;
        assert_eq!(found, Vec::<String>::new(), "{state}, {theme}");
    }
    // The next poll may be under way on a busy machine, and the state with it.
    page.wait_for_count(
        &format!("{selector} .counter-status .counter-sign path"),
        |count| count == 1,
    )
    .await?;
    assert!(!page.text_of(".counter-status").await?.is_empty());
    Ok(())
}
