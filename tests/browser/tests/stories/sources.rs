//! Every source that `src` can name, over the demo page that shows them all.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::json;

use crate::demo::serve_demo;
use crate::parts::{article, assert_in_order, assert_quiet, reader};

stories_in_every_engine! {
    an_old_portal_page_keeps_its_letters,
}

stories! {
    every_source_is_read_as_it_is,
    an_item_is_named_by_the_fragment,
    a_forced_format_that_does_not_fit_is_named,
    the_map_is_live,
    a_contents_list_leads_to_its_sections,
}

/// The sections of the demo page, and words that must stand in each in this order.
const SOURCES: [(&str, &[&str]); 9] = [
    (
        "wordpress",
        &[
            "Đời sống",
            "Vườn rau trên sân thượng chợ cũ – bữa trưa",
            "Bóng cây ven kênh",
            "Ai trồng, ai ăn",
            "Tổ dân phố 4",
            "Cháu biết cây rau dền",
            "Một học sinh lớp 4A",
            "3.640",
            "cách đăng ký",
            "Đỗ Thu Hà",
        ],
    ),
    (
        "ghost",
        &[
            "Neighbourhood notes",
            "The bridge that learned to whistle",
            "An accident in the railings",
            "The bridge at the hour",
            "Why it sings",
            "five metres a second",
            "Stand at the third lamp",
            "Will it be silenced?",
            "Helen Marsh",
        ],
    ),
    (
        "html",
        &[
            "Nạo vét kênh Cây Gạo trước mùa mưa",
            "hai máy xúc gàu dài",
            "Một là:",
            "Hai là:",
            "Ba là:",
            "Đoạn kênh gần cầu Kiệu.",
            "Công việc dự kiến xong",
            "Lê Hoài Nam",
        ],
    ),
    (
        "json-feed",
        &[
            "Bốn lớp bơi miễn phí",
            "1.365",
            "Một là:",
            "Ba là:",
            "Nguyễn Văn Lâm",
            "Tổ trưởng tổ cứu hộ",
        ],
    ),
    (
        "rss",
        &[
            "سوق الصباح يعود",
            "متى وأين",
            "بين الجسرين",
            "Chợ sớm",
            "سلمى حداد",
        ],
    ),
    (
        "json-ld",
        &[
            "Getting around",
            "Night ferry returns after eleven years",
            "The bell rings twice",
            "thirty people, eight bicycles",
            "The fare is what it was",
            "Arun Mehta",
        ],
    ),
    (
        "portable-text",
        &[
            "A library of borrowed umbrellas",
            "forty umbrellas",
            "The rules",
            "Open it outside.",
            "the map",
            "We started with twelve",
            "Linh Tran",
        ],
    ),
    (
        "editor-js",
        &[
            "Ba góc đọc sách mới",
            "thứ Bảy",
            "Góc bên cửa sổ",
            "Mượn tại chỗ",
            "làm thẻ mất năm phút",
            "8–21",
            "Ngồi một lát",
            "Cô Mai, bán hoa",
        ],
    ),
    (
        "map",
        &[
            "Giờ tiếp dân thay đổi",
            "Bộ phận một cửa làm việc thêm",
            "mở cửa thêm từ 7 giờ 30",
            "Hồ sơ nộp qua mạng",
            "Trần Minh Châu",
            "Phó Chủ tịch",
        ],
    ),
];

async fn every_source_is_read_as_it_is(stage: &Stage) -> Result<()> {
    serve_demo(stage)?;
    stage.page.open(&stage.site.url("/sources.html")).await?;
    for (section, words) in SOURCES {
        // Each reader waits until somebody comes near.
        stage
            .page
            .run(
                "document.getElementById(arguments[0]).scrollIntoView();",
                vec![json!(section)],
            )
            .await?;
        let article = format!("#{section} readerly-article");
        let last = words[words.len() - 1];
        let text = stage.page.wait_for_text(&article, last).await?;
        assert_in_order(&text, words);
        // One headline: neither the page's own nor the body's stands again.
        let titles = stage
            .page
            .run(
                "return document.querySelector(arguments[0]).shadowRoot.querySelectorAll('h1').length;",
                vec![json!(article)],
            )
            .await?;
        assert_eq!(titles, json!(1), "{section}");
    }
    let record = stage.page.record().await?;
    assert_eq!(record.lines("error"), Vec::<&str>::new(), "{record:#?}");
    assert_eq!(record.errors, Vec::<String>::new(), "{record:#?}");
    Ok(())
}

async fn an_item_is_named_by_the_fragment(stage: &Stage) -> Result<()> {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tin",
        "items": [
            { "id": "1", "url": "https://example.com/mot", "title": "Tin thứ nhất", "content_text": "Một." },
            { "id": "2", "url": "https://example.com/hai?a=1", "title": "Tin thứ hai", "content_html": "<p>Hai.</p>" },
        ],
    });
    stage.site.set("/feed.json", Answer::json(feed.to_string()));
    stage
        .embed(&reader(
            "src=\"/feed.json#https://example.com/hai?a=1\" format=\"json-feed\"",
        ))
        .await?;
    stage.page.wait_for_text("h1.title", "Tin thứ hai").await?;
    assert_quiet(&stage.page.record().await?);
    set_attribute(stage, "src", "/feed.json#1").await?;
    stage.page.wait_for_text("h1.title", "Tin thứ nhất").await?;
    Ok(())
}

async fn a_forced_format_that_does_not_fit_is_named(stage: &Stage) -> Result<()> {
    let ghost = json!({ "posts": [{ "title": "Bài Ghost", "html": "<p>Chữ.</p>" }] });
    stage
        .site
        .set("/post.json", Answer::json(ghost.to_string()));
    stage
        .embed(&reader("src=\"/post.json\" format=\"wordpress\""))
        .await?;
    stage.page.find(".failure").await?;
    let record = stage
        .page
        .wait_for_record("the error", |record| {
            !record.events("readerly-error").is_empty()
        })
        .await?;
    let line = record.lines("error").join("\n");
    assert!(
        line.contains("WordPress") || line.contains("wordpress"),
        "{line}"
    );
    // The remedy works without a reload.
    set_attribute(stage, "format", "auto").await?;
    stage.page.wait_for_text("h1.title", "Bài Ghost").await?;
    Ok(())
}

async fn the_map_is_live(stage: &Stage) -> Result<()> {
    let own = json!({ "a": { "ten": "Tên đầu", "chu": "<p>Nội dung <b>riêng</b>.</p>" }, "b": "Tên sau" });
    stage.site.set("/own.json", Answer::json(own.to_string()));
    let map = "{&quot;title&quot;:&quot;/a/ten&quot;,&quot;body&quot;:&quot;/a/chu&quot;,&quot;kicker&quot;:&quot;/khong/co&quot;}";
    stage
        .embed(&reader(&format!("src=\"/own.json\" map=\"{map}\"")))
        .await?;
    stage.page.wait_for_text("h1.title", "Tên đầu").await?;
    stage
        .page
        .wait_for_text("article .body", "Nội dung riêng.")
        .await?;
    let warnings = stage.page.record().await?.lines("warn").join("\n");
    assert!(
        warnings.contains("kicker") && warnings.contains("/khong/co"),
        "{warnings}"
    );
    set_attribute(stage, "map", r#"{"title":"/b","body":"/a/chu"}"#).await?;
    stage.page.wait_for_text("h1.title", "Tên sau").await?;
    Ok(())
}

async fn an_old_portal_page_keeps_its_letters(stage: &Stage) -> Result<()> {
    // "Tin thời sự" in windows-1258: the tone marks are letters of their own.
    let mut page = b"<!DOCTYPE html><html lang=vi><head><meta charset=windows-1258><title>x</title></head><body><main><h1>Tin th\xF5\xCCi s\xFD\xF2</h1><p>".to_vec();
    page.extend(
        b"M\xF4\xF2t \xF0oa\xF2n d\xE0i cho ng\xFD\xF5\xCCi \xF0o\xF2c.</p></main></body></html>",
    );
    stage.site.set("/cu.html", Answer::new("text/html", page));
    stage.embed(&reader("src=\"/cu.html\"")).await?;
    let title = stage.page.wait_for_text("h1.title", "Tin").await?;
    let composed = stage
        .page
        .run("return arguments[0].normalize('NFC');", vec![json!(title)])
        .await?;
    assert_eq!(composed, json!("Tin thời sự"));
    Ok(())
}

async fn a_contents_list_leads_to_its_sections(stage: &Stage) -> Result<()> {
    let filler = "Một đoạn dài vừa phải để trang phải cuộn. ".repeat(60);
    let mut with_measures = article("Ba việc cần làm");
    with_measures["body"] = json!([
        "Mở đầu.",
        "Một là: dọn cống trước nhà.",
        filler,
        "Hai là: cắt tỉa cành khô.",
        filler,
        "Ba là: buộc lại mái tôn.",
        filler,
    ]);
    stage
        .site
        .set("/article.json", Answer::json(with_measures.to_string()));
    stage.embed(&reader("src=\"/article.json\"")).await?;
    let page = &stage.page;
    page.wait_for_text(".outline summary", "Mục lục").await?;
    page.click(".outline summary").await?;
    page.wait_for_count(".outline a", |count| count == 3)
        .await?;
    page.click(".outline li:nth-child(3) a").await?;
    page.wait_until(
        "the third section on the screen",
        "const target = deepAll('.measure')[2].getBoundingClientRect();
         return target.top >= 0 && target.top < innerHeight / 2;",
    )
    .await
}

async fn set_attribute(stage: &Stage, name: &str, value: &str) -> Result<()> {
    stage
        .page
        .run(
            "document.getElementById('reader').setAttribute(arguments[0], arguments[1]);",
            vec![json!(name), json!(value)],
        )
        .await?;
    Ok(())
}
