//! Pictures of which nobody has said how large they are: what is read below them
//! stays where it is.

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, Gate};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{assert_quiet, assert_still};

stories_in_every_engine! {
    pictures_without_a_size,
    none_is_larger_than_its_own_pixels,
    a_tall_one_can_be_opened,
}

/// A picture of this form.
fn picture(width: u32, height: u32) -> Answer {
    Answer::new(
        "image/svg+xml",
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"100%\" height=\"100%\" fill=\"teal\"/></svg>"
        ),
    )
}

async fn pictures_without_a_size(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.driver().set_window_rect(0, 0, 400, 900).await?;
    let gate = Gate::default();
    for (name, width, height) in [
        ("wide", 1600, 900),
        ("tall", 600, 800),
        ("far", 800, 800),
        ("sized", 400, 400),
    ] {
        let path = format!("/{name}.svg");
        stage.site.set(&path, picture(width, height).behind(&gate));
    }
    let figure = |name: &str| json!({ "type": "figure", "image": { "url": format!("/{name}.svg"), "alt": name } });
    let words = |number: usize| {
        json!(format!(
            "Đoạn thứ {number}. {}",
            "Chữ của đoạn này. ".repeat(20)
        ))
    };
    let mut body: Vec<Value> = vec![figure("wide"), json!("Một câu."), figure("tall")];
    body.extend((2..30).map(words));
    body.extend([figure("far"), words(30)]);
    body.push(json!({ "type": "figure", "image": { "url": "/sized.svg", "alt": "", "width": 400, "height": 400 } }));
    let article = json!({ "version": 1, "title": "Ảnh không ghi cỡ", "lang": "vi", "body": body });
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    stage
        .embed("<readerly-article id=\"reader\" src=\"/article.json\"></readerly-article>")
        .await?;
    page.wait_for_text("h1.title", "Ảnh không ghi cỡ").await?;
    // Far pictures are asked for late; all are asked for now.
    page.run(
        "for (const image of deepAll('img')) image.loading = 'eager';",
        Vec::new(),
    )
    .await?;
    let places = "return deepAll('.body > *').map((block) => Math.round(block.getBoundingClientRect().top));";
    let before = page.run(places, Vec::new()).await?;
    gate.open();
    page.wait_until(
        "all pictures",
        "return deepAll('img').every(({ complete, naturalWidth }) => complete && naturalWidth);",
    )
    .await?;
    let after = page.run(places, Vec::new()).await?;
    let blocks = 31;
    let top = |list: &Value, index: usize| list[index].as_i64().unwrap_or(-1);
    for index in 0..blocks {
        assert_eq!(top(&after, index), top(&before, index), "block {index}");
    }
    // What stands below is out of sight for one that came there: it has its form.
    page.wait_until(
        "the form of the far picture",
        "const { width, height } = deepAll('img[alt=far]')[0].getBoundingClientRect(); return Math.abs(width - height) < 2;",
    )
    .await?;
    // One that is seen stands whole in the place that was kept for it.
    let forms = "return ['wide', 'tall'].map((name) => { const image = deepAll(`img[alt=${name}]`)[0]; const { width, height } = image.getBoundingClientRect();
        return [Math.round(width * 20 / height), getComputedStyle(image).objectFit]; });";
    assert_eq!(
        page.run(forms, Vec::new()).await?,
        json!([[30, "scale-down"], [30, "scale-down"]])
    );
    let record = page.record().await?;
    assert_still(&record);
    assert_quiet(&record);
    Ok(())
}

/// A small one has the edge of the text, a large one its width, whether its size
/// is named or not, and with `readerly-inline.css` so in the page's own article.
async fn none_is_larger_than_its_own_pixels(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (name, width, height) in [("small", 160, 120), ("large", 1600, 1200)] {
        stage
            .site
            .set(&format!("/{name}.svg"), picture(width, height));
    }
    let figure = |name: &str, width: u32| json!({ "type": "figure", "image": { "url": format!("/{name}.svg"), "alt": name, "width": width, "height": width * 3 / 4 }, "caption": name });
    let mut body = vec![figure("small", 160), figure("large", 1600)];
    body.extend((0..30).map(|_| json!("Chữ của đoạn này. ".repeat(20))));
    // Out of sight, so that it takes its own form.
    body.push(
        json!({ "type": "figure", "image": { "url": "/small.svg", "alt": "far" }, "caption": "far" }),
    );
    let article = json!({ "version": 1, "title": "Ảnh nhỏ", "lang": "vi", "body": body });
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    for width in [360, 1280] {
        page.driver().set_window_rect(0, 0, width, 900).await?;
        stage
            .embed("<readerly-article id=\"reader\" src=\"/article.json\"></readerly-article>")
            .await?;
        page.wait_for_text("h1.title", "Ảnh nhỏ").await?;
        page.run(
            "for (const image of deepAll('img')) image.loading = 'eager';",
            Vec::new(),
        )
        .await?;
        page.wait_until(
            "all pictures",
            "return deepAll('img').every(({ complete, naturalWidth }) => complete && naturalWidth) && deepAll('img[alt=far]')[0].hasAttribute('width');",
        )
        .await?;
        let places = "return ['small', 'large', 'far'].map((name) => {
            const image = deepAll(`img[alt=${name}]`)[0].getBoundingClientRect();
            const text = deepAll('.body > p')[0].getBoundingClientRect();
            return [image.left === text.left, Math.round(image.width - (name === 'large' ? text.width : 160)), Math.round(image.width * 3 - image.height * 4)];
          });";
        let fits = json!([true, 0, 0]);
        assert_eq!(
            page.run(places, Vec::new()).await?,
            json!([fits, fits, fits]),
            "{width}"
        );
    }
    assert_quiet(&page.record().await?);
    Ok(())
}

/// A bitmap of this form, black: WebKit says of a drawing that it is as large as it
/// is shown.
fn bitmap(width: u32, height: u32) -> Answer {
    let row = width.div_ceil(32) * 4;
    let mut bytes = b"BM".to_vec();
    for number in [
        62 + row * height,
        0,
        62,
        40,
        width,
        height,
        1 << 16 | 1,
        0,
        row * height,
        0,
        0,
        2,
        0,
        0,
        0xff_ff_ff,
    ] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.resize((62 + row * height) as usize, 0);
    Answer::new("image/bmp", bytes)
}

/// None is higher than the window, and one that cannot be read there leads to itself,
/// whether anybody has said how large it is or not.
async fn a_tall_one_can_be_opened(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.site.set("/tall.bmp", bitmap(800, 6000));
    stage.site.set("/portrait.bmp", bitmap(900, 1600));
    let figure = |name: &str, alt: &str, sized: bool| {
        let mut image = json!({ "url": format!("/{name}.bmp"), "alt": alt });
        if sized {
            image["width"] = json!(if name == "tall" { 800 } else { 900 });
            image["height"] = json!(if name == "tall" { 6000 } else { 1600 });
        }
        json!({ "type": "figure", "image": image, "caption": "Đồ họa" })
    };
    let mut linked = figure("tall", "Có đích", true);
    linked["link"] = json!("https://example.com/");
    let article = json!({ "version": 1, "title": "Ảnh cao", "lang": "vi", "body": [
        figure("tall", "Cao", true), figure("tall", "", true), figure("tall", "Không ghi cỡ", false),
        figure("portrait", "Đứng", true), linked,
    ] });
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    stage
        .embed("<readerly-article id=\"reader\" src=\"/article.json\"></readerly-article>")
        .await?;
    page.wait_for_text("h1.title", "Ảnh cao").await?;
    page.run(
        "for (const image of deepAll('img')) image.loading = 'eager';",
        Vec::new(),
    )
    .await?;
    page.wait_until(
        "all pictures",
        "return deepAll('.figure img').every(({ complete, naturalWidth }) => complete && naturalWidth) && deepAll('.figure > a').length === 4;",
    )
    .await?;
    let found = "return deepAll('.figure img').map((image) => {
        const { width, height } = image.getBoundingClientRect();
        return [height <= innerHeight * 0.9 + 1, width > 100, getComputedStyle(image).objectFit,
          image.closest('a') && new URL(image.closest('a').href).pathname, image.closest('a')?.getAttribute('aria-label') ?? null];
      });";
    let own = |name: &Value| json!([true, true, "scale-down", "/tall.bmp", name]);
    assert_eq!(
        page.run(found, Vec::new()).await?,
        json!([
            own(&Value::Null),
            own(&json!("Đồ họa")),
            own(&Value::Null),
            [true, true, "scale-down", null, null],
            [true, true, "scale-down", "/", null],
        ])
    );
    assert_quiet(&page.record().await?);
    Ok(())
}
