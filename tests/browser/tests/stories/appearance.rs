//! How a reader fits the page around it: where its column stands, whose colours
//! it has, and what of it comes onto paper.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;

use crate::parts::{article, article_answer, counts};

stories_in_every_engine! {
    one_column_with_one_edge,
    own_paper_and_full_measure,
    the_main_picture_stands_out_a_little,
    colours_of_the_page,
    printed_before_it_was_reached [chromium],
}

/// The edges of what stands in the column of text, from the reader's own edges
/// on, and the reader's width: `[left, right]` of each.
const EDGES: &str = "const host = document.querySelector('readerly-article').getBoundingClientRect();
    return ['.title', '.facts', '.lead', '.outline', '.body > p', '.body > h2', '.notes', '.byline', '.tags'].map((selector) => {
      const box = deepAll(selector)[0].getBoundingClientRect();
      return [Math.round(box.left - host.left), Math.round(host.right - box.right)];
    });";

/// An article with everything that stands in the column.
fn whole_article() -> Value {
    let mut whole = article("Một cột cho cả bài");
    whole["lead"] = json!(
        "Lời mở đầu của bài, với chữ to hơn phần còn lại của bài một chút, và dài hơn một dòng chữ ở màn hình nào cũng vậy."
    );
    whole["authors"] = json!([{ "name": "Lê Thị Mai" }]);
    whole["tags"] = json!(["phường", "chợ"]);
    let body = whole["body"].as_array_mut().expect("a body is a list");
    for number in 2..5 {
        body.push(json!({ "type": "heading", "level": 2, "text": format!("Mục {number}") }));
        body.push(json!("Một đoạn đủ dài để thành một dòng chữ thật sự, và thành hơn một dòng ở màn hình nào cũng vậy, dù rộng đến đâu."));
    }
    body.push(json!({ "type": "paragraph", "text": ["Có chú thích", { "type": "note", "ref": "1" }, "."] }));
    body.push(json!({ "type": "note", "id": "1", "text": "Chú thích của bài." }));
    whole
}

async fn edges(stage: &Stage) -> Result<(i64, i64)> {
    let found: Vec<(i64, i64)> = serde_json::from_value(stage.page.run(EDGES, Vec::new()).await?)?;
    assert!(
        found.iter().all(|edges| *edges == found[0]),
        "not one edge: {found:?}"
    );
    Ok(found[0])
}

async fn one_column_with_one_edge(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", Answer::json(whole_article().to_string()));
    stage.site.set("/counter.json", Answer::json(counts(13, 1)));
    stage
        .embed("<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article>")
        .await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Một cột").await?;
    let set = async |name: &str, value: Option<&str>, width: u64| {
        page.run(
            "const [name, value, width] = arguments;
             const element = document.querySelector('readerly-article');
             document.body.style.width = `${width}px`;
             if (value === null) element.removeAttribute(name); else element.setAttribute(name, value);",
            vec![json!(name), json!(value), json!(width)],
        )
        .await
    };
    // Alone, the column stands in the middle, and nowhere is there more room on
    // one side than on the other.
    set("align", None, 1200).await?;
    let (left, right) = edges(stage).await?;
    assert!(left > 200 && (left - right).abs() < 2, "{left}, {right}");
    set("align", Some("start"), 1200).await?;
    page.wait_until(
        "the start",
        "return deepAll('.reader')[0].dataset.align === 'start';",
    )
    .await?;
    let (left, right) = edges(stage).await?;
    assert!(left < 50 && right > 400, "{left}, {right}");
    // Where a panel stands beside it, the column keeps to its start.
    set("align", None, 1200).await?;
    set("counter", Some("/counter.json"), 1200).await?;
    page.wait_for_count("section.counter", |count| count == 1)
        .await?;
    page.wait_until(
        "the default",
        "return deepAll('.reader')[0].dataset.align === 'auto';",
    )
    .await?;
    let (left, _) = edges(stage).await?;
    assert!(left < 50, "{left}");
    set("align", Some("center"), 1200).await?;
    page.wait_until(
        "the middle",
        "return deepAll('.reader')[0].dataset.align === 'center';",
    )
    .await?;
    let (middle, _) = edges(stage).await?;
    assert!(middle > left, "{middle}");
    // The panel is below: nothing stands beside the column.
    set("align", None, 800).await?;
    page.wait_until(
        "the default",
        "return deepAll('.reader')[0].dataset.align === 'auto';",
    )
    .await?;
    let (left, right) = edges(stage).await?;
    assert!(left > 50 && (left - right).abs() < 2, "{left}, {right}");
    // On a phone the column is all there is.
    set("align", None, 360).await?;
    assert_eq!(edges(stage).await?, (16, 16));
    Ok(())
}

/// By a quarter of the measure at most, or as far as the owner says; a small one
/// begins where the text does.
async fn the_main_picture_stands_out_a_little(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let picture = |width: u32| {
        let height = width / 2;
        Answer::new(
            "image/svg+xml",
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>"
            ),
        )
    };
    let edges = "const box = (selector) => { const { left, right } = deepAll(selector)[0].getBoundingClientRect(); return [Math.round(left), Math.round(right)]; };
        return [...box('.body > p'), ...box('.main-picture img'), ...box('article')];";
    for (width, style, expected) in [
        (2000, "", 1.25),
        (2000, "readerly-article { --readerly-picture: none }", 1.86),
        (2000, "readerly-article { --readerly-picture: 612px }", 1.0),
        (700, "", 700.0 / 612.0),
    ] {
        stage.site.set("/picture.svg", picture(width));
        let mut whole = whole_article();
        whole["image"] = json!({ "image": { "url": "/picture.svg", "alt": "", "width": width, "height": width / 2 }, "caption": "Một chú thích dài hơn ảnh nhiều, ".repeat(10) });
        stage
            .site
            .set("/article.json", Answer::json(whole.to_string()));
        let head = format!(
            "<style>body {{ margin: 0; width: 1280px }} {style}</style><script async src=\"{}\"></script>",
            stage.cdn.url("/readerly.js")
        );
        stage
            .show(
                &head,
                "<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article>",
            )
            .await?;
        page.wait_for_text("h1.title", "Một cột").await?;
        let found: [f64; 6] = serde_json::from_value(page.run(edges, Vec::new()).await?)?;
        let [text_left, text_right, left, right, ..] = found;
        let share = (right - left) / (text_right - text_left);
        assert!(
            (share - expected).abs() < 0.02,
            "{width} {style}: {share}, {found:?}"
        );
        // As much at one side as at the other.
        let sides = (text_left - left) - (right - text_right);
        assert!(sides.abs() < 3.0, "{width} {style}: {found:?}");
    }
    Ok(())
}

async fn own_paper_and_full_measure(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", Answer::json(whole_article().to_string()));
    // As the documentation says it.
    let style = "<style>readerly-article { --readerly-paper: transparent; --readerly-paper-dark: transparent; \
        --readerly-measure: none; --readerly-width: none; --readerly-padding: 0px; }</style>";
    let script = format!(
        "{style}<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &script,
            "<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article>",
        )
        .await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Một cột").await?;
    assert_eq!(edges(stage).await?, (0, 0));
    for theme in ["light", "dark"] {
        page.run(
            "document.querySelector('readerly-article').setAttribute('theme', arguments[0]);",
            vec![json!(theme)],
        )
        .await?;
        let script = format!("return deepAll('.reader')[0].dataset.theme === '{theme}';");
        page.wait_until("the theme", &script).await?;
        assert_eq!(
            page.style(".reader", "background-color").await?,
            "rgba(0, 0, 0, 0)"
        );
    }
    Ok(())
}

async fn colours_of_the_page(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Theo màu của trang"));
    let head = format!(
        "<meta name=\"color-scheme\" content=\"dark\"><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let body = "<div id=\"near\"><readerly-article src=\"/article.json\" theme=\"host\" loading=\"eager\">\
        </readerly-article></div>";
    stage.show(&head, body).await?;
    let page = &stage.page;
    page.wait_for_text("h1.title", "Theo màu").await?;
    let shows = async |what: &str, script: &str, theme: &str| -> Result<()> {
        page.run(script, Vec::new()).await?;
        let is_so = format!("return deepAll('.reader')[0].dataset.theme === '{theme}';");
        page.wait_until(&format!("{theme} for {what}"), &is_so)
            .await
    };
    shows("the page's meta element", "", "dark").await?;
    for (what, script, theme) in [
        (
            "a scheme on html",
            "document.documentElement.style.colorScheme = 'light'",
            "light",
        ),
        (
            "a class on html",
            "document.documentElement.classList.add('dark')",
            "dark",
        ),
        (
            "its end",
            "document.documentElement.classList.remove('dark')",
            "light",
        ),
        (
            "data-theme on body",
            "document.body.dataset.theme = 'dark'",
            "dark",
        ),
        ("another", "document.body.dataset.theme = 'light'", "light"),
        (
            "data-bs-theme nearby",
            "document.getElementById('near').dataset.bsTheme = 'dark'",
            "dark",
        ),
        (
            "another place",
            "document.body.append(document.querySelector('readerly-article'))",
            "light",
        ),
        (
            "no mark at all",
            "delete document.body.dataset.theme; document.documentElement.style.colorScheme = ''",
            "dark",
        ),
        (
            "its own class",
            "document.querySelector('readerly-article').className = 'light'",
            "light",
        ),
    ] {
        shows(what, script, theme).await?;
    }
    // Out of a shadow root, too, and without what it stood in before.
    shows(
        "an element around its shadow root",
        "const reader = document.querySelector('readerly-article');
         reader.className = '';
         const box = document.createElement('div');
         box.id = 'box';
         document.body.append(box);
         box.attachShadow({ mode: 'open' }).append(reader);
         document.body.className = 'dark';
         box.className = 'light-mode';",
        "light",
    )
    .await?;
    shows(
        "its end",
        "document.getElementById('box').className = ''",
        "dark",
    )
    .await?;
    // A reader that no longer asks follows no longer.
    shows(
        "the reader's own theme",
        "deepAll('readerly-article')[0].setAttribute('theme', 'light')",
        "light",
    )
    .await?;
    Ok(())
}

async fn printed_before_it_was_reached(stage: &Stage) -> Result<()> {
    for name in ["own", "bare"] {
        stage
            .site
            .set(&format!("/{name}.json"), article_answer("Bài ở cuối trang"));
    }
    stage
        .embed(
            "<div style=\"height: 6000px\">Xa</div><readerly-article src=\"/own.json\">\
             <article><p>Bài của <a href=\"/trang-nay\">trang</a>.</p></article></readerly-article>\
             <readerly-article src=\"/bare.json\">\n</readerly-article>",
        )
        .await?;
    let page = &stage.page;
    page.wait_until(
        "the loader",
        "return Boolean(customElements.get('readerly-article')) && document.readyState === 'complete';",
    )
    .await?;
    assert_eq!(stage.site.count("/own.json"), 0, "it was not lazy");
    // The links of the page's own article, of the two articles, and the address
    // of the one that the page has nothing of.
    let links = ["/trang-nay", "/lien-ket", "/bare.json"];
    assert_eq!(links_on_paper(stage, links).await?, [1, 0, 1]);
    // What could not come in time comes all the same, and is on the next paper.
    page.wait_for_count("h1.title", |count| count == 2).await?;
    assert_eq!(links_on_paper(stage, links).await?, [0, 2, 0]);
    assert_eq!(page.count("a[href$='.json']").await?, 0, "an address stays");
    Ok(())
}

/// How often the printed page leads to each of these: links are what Chromium
/// writes into a PDF as they are.
async fn links_on_paper<const N: usize>(stage: &Stage, links: [&str; N]) -> Result<[usize; N]> {
    let paper = stage
        .page
        .driver()
        .print_page(PrintParameters::default())
        .await?;
    let text = String::from_utf8_lossy(&paper);
    let targets: Vec<&str> = text.split("/URI (").skip(1).collect();
    Ok(links.map(|link| {
        let leads_there = |target: &&&str| {
            target
                .split(')')
                .next()
                .is_some_and(|url| url.ends_with(link))
        };
        targets.iter().filter(leads_there).count()
    }))
}
