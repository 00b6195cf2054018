//! Attributes are live: a change updates in place and never remounts.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;
use std::time::Duration;

use crate::parts::{article, article_answer, assert_quiet, counts, show_article};

stories! {
    theme_and_language_change_in_place,
    another_source_in_place,
    another_counter_in_place,
    a_move_is_not_an_end,
    leaving_the_page_ends_the_polling,
    unknown_attributes_are_named,
    a_late_article_never_replaces_a_newer_one,
}

/// Marks what must survive, to recognise it afterwards.
const MARK: &str = "
    const root = document.getElementById('reader').shadowRoot;
    for (const selector of ['.reader', 'article', 'h1', '.body p', 'video', 'section.counter']) {
      const element = root.querySelector(selector);
      if (element) element.__marked = true;
    }
    return true;
";

const UNMARKED: &str = "
    const root = document.getElementById('reader').shadowRoot;
    return ['.reader', 'article', 'h1', '.body p', 'video', 'section.counter']
      .filter((selector) => root.querySelector(selector) && !root.querySelector(selector).__marked);
";

async fn theme_and_language_change_in_place(stage: &Stage) -> Result<()> {
    show_rich(stage).await?;
    let page = &stage.page;
    page.run(
        "document.body.style.minHeight = '4000px'; scrollTo({ top: 120, behavior: 'instant' });",
        Vec::new(),
    )
    .await?;
    page.run(MARK, Vec::new()).await?;
    let light = page.style(".reader", "background-color").await?;

    page.run(
        "document.getElementById('reader').setAttribute('theme', 'dark');",
        Vec::new(),
    )
    .await?;
    page.wait_until(
        "the dark theme",
        "return deepAll('.reader')[0].dataset.theme === 'dark';",
    )
    .await?;
    let colours = page
        .run(
            "const of = (element) => getComputedStyle(element);
             const reader = deepAll('.reader')[0];
             return [of(reader).backgroundColor, of(deepAll('h1')[0]).color, of(deepAll('.body p')[0]).color];",
            Vec::new(),
        )
        .await?;
    assert!(
        colours[0] != json!(light) && colours[1] != colours[0] && colours[2] != colours[0],
        "the dark theme looks like the light one: {colours}"
    );

    page.run(
        "document.getElementById('reader').setAttribute('lang', 'en');",
        Vec::new(),
    )
    .await?;
    let panel = page
        .wait_for_text("section.counter", "Visitor statistics")
        .await?;
    assert!(
        panel.contains("2,497,859"),
        "numbers follow the language: {panel}"
    );
    page.run(
        "document.getElementById('reader').removeAttribute('lang');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("section.counter", "Thống kê truy cập")
        .await?;
    page.run(
        "document.getElementById('reader').setAttribute('lang', ' AR ');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("section.counter", "إحصاءات الزيارات")
        .await?;
    page.wait_until(
        "the direction of the page around the article",
        "return getComputedStyle(deepAll('section.counter')[0]).direction === 'rtl';",
    )
    .await?;

    assert_eq!(
        page.run(UNMARKED, Vec::new()).await?,
        json!([]),
        "these were made anew"
    );
    assert_eq!(page.run("return scrollY;", Vec::new()).await?, json!(120));
    assert_eq!(
        stage.site.count("/article.json"),
        1,
        "nothing is fetched again"
    );
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn another_source_in_place(stage: &Stage) -> Result<()> {
    show_rich(stage).await?;
    stage
        .site
        .set("/second.json", article_answer("Bài thứ hai"));
    let page = &stage.page;
    page.run(
        "const reader = document.getElementById('reader');
         reader.shadowRoot.querySelector('.reader').__marked = true;
         reader.shadowRoot.querySelector('section.counter').__marked = true;
         reader.setAttribute('src', '  /second.json  ');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("h1.title", "Bài thứ hai").await?;
    assert_eq!(page.count("h1.title").await?, 1);
    let kept = page
        .run(
            "return deepAll('.reader')[0].__marked === true;",
            Vec::new(),
        )
        .await?;
    assert_eq!(kept, json!(true), "the reader was mounted anew");
    assert!(!page.text().await?.contains("Bài phong phú"));
    Ok(())
}

async fn another_counter_in_place(stage: &Stage) -> Result<()> {
    show_rich(stage).await?;
    stage
        .site
        .set("/other-counter.json", Answer::json(counts(1, 4242)));
    let page = &stage.page;
    page.run(MARK, Vec::new()).await?;
    let set = "document.getElementById('reader').setAttribute('counter', '/other-counter.json');";
    page.run(set, Vec::new()).await?;
    page.wait_for_text("section.counter", "4.242").await?;
    let before = stage.site.count("/counter.json");
    page.run(
        "document.getElementById('reader').removeAttribute('counter');",
        Vec::new(),
    )
    .await?;
    page.wait_for_count("section.counter", |count| count == 0)
        .await?;
    page.run(
        "document.getElementById('reader').setAttribute('counter', '/counter.json');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("section.counter", "2.497.859").await?;
    assert!(stage.site.count("/counter.json") > before);
    assert_eq!(
        stage.site.count("/article.json"),
        1,
        "the article is not fetched for a counter"
    );
    let unmarked = page.run(UNMARKED, Vec::new()).await?;
    assert_eq!(
        unmarked,
        json!(["section.counter"]),
        "only the panel is new"
    );
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn a_move_is_not_an_end(stage: &Stage) -> Result<()> {
    show_rich(stage).await?;
    let page = &stage.page;
    page.run(MARK, Vec::new()).await?;
    page.run(
        "const box = document.createElement('section'); document.body.prepend(box);
         const reader = document.getElementById('reader');
         box.append(reader); document.body.append(reader);",
        Vec::new(),
    )
    .await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    page.wait_for_text("h1.title", "Bài phong phú").await?;
    assert_eq!(
        page.run(UNMARKED, Vec::new()).await?,
        json!([]),
        "a move made these anew"
    );
    // It still lives: attributes and counts go on.
    page.run(
        "document.getElementById('reader').setAttribute('lang', 'en');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("section.counter", "Visitor statistics")
        .await?;
    stage.site.set("/counter.json", Answer::json(counts(2, 31)));
    page.run("document.getElementById('reader').refresh();", Vec::new())
        .await?;
    page.wait_for_text("section.counter", "31").await?;

    // Out for a while and in again: that is an end and a new beginning.
    page.run(
        "window.kept = document.getElementById('reader'); kept.remove();",
        Vec::new(),
    )
    .await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    page.run("document.body.append(kept);", Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài phong phú").await?;
    page.wait_for_text("section.counter", "31").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn leaving_the_page_ends_the_polling(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài sẽ rời trang"));
    stage.site.set("/counter.json", Answer::json(counts(2, 31)));
    let head = crate::counter::fast_head(stage);
    let body =
        crate::parts::reader("src=\"/article.json\" counter=\"/counter.json\" counter-every=\"5\"");
    stage.show(&head, &body).await?;
    wait::until_true("several polls", || async {
        Ok(stage.site.count("/counter.json") >= 3)
    })
    .await?;
    stage
        .page
        .run("document.getElementById('reader').remove();", Vec::new())
        .await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    let polls = stage.site.count("/counter.json");
    // Four intervals of the page's clock.
    wait::quiet_time(Duration::from_millis(2000)).await;
    assert_eq!(stage.site.count("/counter.json"), polls);
    Ok(())
}

async fn unknown_attributes_are_named(stage: &Stage) -> Result<()> {
    show_article(
        stage,
        "Bài có thuộc tính lạ",
        "conter=\"/counter.json\" class=\"mine\" data-x=\"1\" aria-label=\"x\" style=\"margin:0\"",
    )
    .await?;
    let record = stage
        .page
        .wait_for_record("a warning", |record| !record.lines("warn").is_empty())
        .await?;
    let warnings = record.lines("warn");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for word in ["conter", "counter", "src", "theme"] {
        assert!(warnings[0].contains(word), "{word} is not in {warnings:?}");
    }
    for word in ["class", "data-x", "aria-label", "style"] {
        assert!(
            !warnings[0].contains(word),
            "{word} is an attribute of HTML: {warnings:?}"
        );
    }
    Ok(())
}

async fn a_late_article_never_replaces_a_newer_one(stage: &Stage) -> Result<()> {
    show_article(stage, "Bài đầu", "").await?;
    stage
        .site
        .set("/slow.json", article_answer("Bài chậm").after(1200));
    stage.site.set("/quick.json", article_answer("Bài nhanh"));
    let page = &stage.page;
    page.run(
        "document.getElementById('reader').setAttribute('src', '/slow.json');",
        Vec::new(),
    )
    .await?;
    wait::until_true("the slow request", || async {
        Ok(stage.site.count("/slow.json") == 1)
    })
    .await?;
    page.run(
        "document.getElementById('reader').setAttribute('src', '/quick.json');",
        Vec::new(),
    )
    .await?;
    page.wait_for_text("h1.title", "Bài nhanh").await?;
    wait::quiet_time(Duration::from_millis(1500)).await;
    assert_eq!(page.text_of("h1.title").await?, "Bài nhanh");
    assert_quiet(&page.record().await?);
    Ok(())
}

/// An article with a video and a counter beside it.
async fn show_rich(stage: &Stage) -> Result<()> {
    let mut rich = article("Bài phong phú");
    rich["video"] =
        json!([{ "url": "/clip.mp4", "title": "Đoạn phim", "width": 640, "height": 360 }]);
    stage
        .site
        .set("/article.json", Answer::json(rich.to_string()));
    stage
        .site
        .set("/counter.json", Answer::json(counts(13, 2_497_859)));
    stage
        .embed(&crate::parts::reader(
            "src=\"/article.json\" counter=\"/counter.json\"",
        ))
        .await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài phong phú")
        .await?;
    stage
        .page
        .wait_for_text("section.counter", "2.497.859")
        .await?;
    Ok(())
}
