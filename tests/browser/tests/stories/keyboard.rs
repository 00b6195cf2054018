//! The keyboard alone: everything that can be done, in reading order, and
//! always to be seen where one is.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::json;
use thirtyfour::Key;

use crate::parts::{article, article_answer, counts, reader};

stories_in_every_engine! {
    everything_in_reading_order,
    retry_by_key,
    youtube_by_key_keeps_the_focus,
    notes_there_and_back,
}

async fn everything_in_reading_order(stage: &Stage) -> Result<()> {
    let mut rich = article("Bài cho bàn phím");
    rich["authors"] = json!([{ "name": "Người viết", "role": ["Dòng một", "Dòng hai"], "url": "https://example.com/nguoi-viet" }]);
    rich["video"] = json!([{ "url": "https://youtu.be/dQw4w9WgXcQ", "title": "Phim" }]);
    stage
        .site
        .set("/article.json", Answer::json(rich.to_string()));
    stage.site.set("/counter.json", Answer::json(counts(1, 5)));
    let body = format!(
        "<a id=\"start\" href=\"#\">Đầu trang</a>{}<a id=\"end\" href=\"#\">Cuối trang</a>",
        reader("src=\"/article.json\" counter=\"/counter.json\"")
    );
    stage.embed(&body).await?;
    stage.page.wait_for_text("section.counter", "5").await?;
    stage
        .page
        .wait_for_count("section.video button.facade", |count| count == 1)
        .await?;
    next_stop(stage).await?;
    let start = stage
        .page
        .run("return deepActive().id;", Vec::new())
        .await?;
    assert_eq!(start, json!("start"));

    let mut stops = Vec::new();
    for _ in 0..20 {
        next_stop(stage).await?;
        let stop = stage.page.run(STOP, Vec::new()).await?;
        if stop["id"] == "end" {
            break;
        }
        assert_eq!(
            stop["visible"],
            json!(true),
            "the focus cannot be seen: {stop:#}"
        );
        assert_eq!(
            stop["drawn"],
            json!(true),
            "the focus is on something hidden: {stop:#}"
        );
        assert_eq!(
            stop["onScreen"],
            json!(true),
            "the focus is off the screen: {stop:#}"
        );
        stops.push(stop["name"].as_str().unwrap_or_default().to_owned());
    }
    let expected = [
        "liên kết",
        "Người viết",
        "Phát video: Phim, tải từ YouTube",
        "Xem trên YouTube",
        "Tạm dừng cập nhật",
    ];
    let found: Vec<&str> = stops
        .iter()
        .map(String::as_str)
        .filter(|stop| expected.contains(stop))
        .collect();
    assert_eq!(found, expected, "all stops: {stops:#?}");
    Ok(())
}

async fn retry_by_key(stage: &Stage) -> Result<()> {
    stage.site.set("/article.json", Answer::status(500));
    stage
        .embed(&reader("lang=\"vi\" src=\"/article.json\""))
        .await?;
    stage.page.wait_for_text(".failure", "Thử lại").await?;
    stage
        .site
        .set("/article.json", article_answer("Bài sau phím Enter"));
    next_stop(stage).await?;
    let stop = stage.page.run(STOP, Vec::new()).await?;
    assert_eq!(
        (&stop["name"], &stop["visible"]),
        (&json!("Thử lại"), &json!(true)),
        "{stop:#}"
    );
    stage.page.press(Key::Enter).await?;
    stage
        .page
        .wait_for_text("h1.title", "Bài sau phím Enter")
        .await?;
    Ok(())
}

async fn youtube_by_key_keeps_the_focus(stage: &Stage) -> Result<()> {
    let mut rich = article("Bài có phim");
    rich["video"] = json!([{ "url": "https://youtu.be/dQw4w9WgXcQ", "title": "Phim" }]);
    stage
        .site
        .set("/article.json", Answer::json(rich.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    let button = stage.page.find("section.video button.facade").await?;
    button.focus().await?;
    stage.page.press(Key::Space).await?;
    stage
        .page
        .wait_for_count("section.video iframe", |count| count == 1)
        .await?;
    stage
        .page
        .wait_until(
            "the focus on the player",
            "return deepActive()?.localName === 'iframe';",
        )
        .await
}

async fn notes_there_and_back(stage: &Stage) -> Result<()> {
    let mut noted = article("Bài có chú thích");
    noted["body"] = json!([
        { "type": "paragraph", "text": ["Câu có chú thích", { "type": "note", "ref": "a", "label": "1" }, "."] },
        { "type": "paragraph", "text": "Đoạn dài. ".repeat(900) },
        { "type": "note", "id": "a", "label": "1", "text": "Lời chú thích." },
    ]);
    stage
        .site
        .set("/article.json", Answer::json(noted.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    stage
        .page
        .wait_for_text("article", "Lời chú thích.")
        .await?;
    next_stop(stage).await?;
    let reference = stage.page.run(STOP, Vec::new()).await?;
    assert_eq!(reference["name"], json!("Chú thích 1"), "{reference:#}");
    stage.page.press(Key::Enter).await?;
    stage
        .page
        .wait_until(
            "the note on the screen",
            "const note = deepAll('article *').filter((element) => element.textContent.includes('Lời chú thích.')).pop();
             const box = note.getBoundingClientRect();
             return scrollY > 200 && box.top >= 0 && box.bottom <= innerHeight;",
        )
        .await?;
    next_stop(stage).await?;
    let back = stage.page.run(STOP, Vec::new()).await?;
    assert!(
        back["name"]
            .as_str()
            .unwrap_or_default()
            .contains("Trở lại"),
        "the next stop after a note leads back: {back:#}"
    );
    stage.page.press(Key::Enter).await?;
    stage
        .page
        .wait_until(
            "the reference on the screen",
            "const box = deepAll('.body p')[0].getBoundingClientRect();
             return box.top >= 0 && box.top < innerHeight;",
        )
        .await
}

async fn next_stop(stage: &Stage) -> Result<()> {
    stage.page.press(Key::Tab).await
}

const STOP: &str = "
    const stop = deepActive();
    const style = getComputedStyle(stop);
    const box = stop.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return {
      id: stop.id, tag: stop.localName, visible: outlined || style.boxShadow !== 'none',
      drawn: isDrawn(stop),
      onScreen: box.bottom > 0 && box.top < innerHeight,
      name: (stop.getAttribute('aria-label') || stop.title || stop.textContent).trim().replace(/\\s+/g, ' '),
      outline: `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
    };
";
