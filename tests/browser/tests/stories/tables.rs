//! Tables and lists where there is little room, and where there is much.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{assert_quiet, assert_still};

stories_in_every_engine! {
    a_long_table_where_there_is_little_room,
    a_wide_table_where_there_is_room,
    lists_where_there_is_little_room,
    large_letters_widen_no_page,
}

/// Thirty rows and four columns, and a table of two numbers.
fn tables() -> Value {
    let rows: Vec<Value> = (1..31)
        .map(|number| json!([{ "text": format!("Tổ {number}"), "header": "row" }, format!("Trường Tiểu học Sông Xanh {number}"), format!("{number}.000"), "Nguyễn Văn Bình"]))
        .collect();
    let columns: Vec<String> = (0..12).map(|number| format!("Cột thứ {number}")).collect();
    json!({ "version": 1, "title": "Bảng lớn", "lang": "vi", "body": [
        "Một câu trước bảng.",
        { "type": "table", "caption": "Ba mươi tổ", "head": [["Tổ dân phố", "Điểm tập kết", "Sức chứa", "Người phụ trách"]], "body": rows },
        { "type": "table", "head": [["Năm", "Thu"]], "body": [["2021", "1.234,5"]] },
        { "type": "table", "head": [columns], "body": [columns] },
        "Một câu sau bảng.",
    ] })
}

/// Shows an article in a place of this width, and waits for its title.
async fn show(stage: &Stage, article: &Value, width: u32, style: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    let head = format!(
        "<style>body {{ margin: 0; width: {width}px }} {style}</style><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &head,
            "<readerly-article src=\"/article.json\" loading=\"eager\"></readerly-article>",
        )
        .await?;
    let title = article["title"].as_str().unwrap_or_default();
    stage.page.wait_for_text("h1.title", title).await?;
    Ok(())
}

/// Whether the tables have the focus, a role and a name, as letters: `x` or `-`.
const FRAMES: &str = "return deepAll('.table').map((frame) => {
    const said = ['tabindex', 'role', 'aria-label'].map((name) => frame.hasAttribute(name));
    return said.every(Boolean) ? 'x' : said.some(Boolean) ? '?' : '-';
  }).join('')";

async fn a_long_table_where_there_is_little_room(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    show(stage, &tables(), 360, "").await?;
    page.wait_until("the frames", &format!("{FRAMES} === 'x-x';"))
        .await?;
    // No higher than the window, its columns wide enough for words, and numbers as
    // narrow as they are.
    let measures = "const [frame] = deepAll('.table');
        const em = parseFloat(getComputedStyle(frame.querySelector('td')).fontSize);
        const widths = [...frame.querySelectorAll('thead th')].map(({ offsetWidth }) => offsetWidth / em);
        return [frame.offsetHeight / innerHeight <= 0.86, document.documentElement.scrollWidth <= innerWidth,
          frame.getBoundingClientRect().right <= 361,
          widths.map((width, index) => index === 2 ? width < 9 : width > 8.9 && width < 14),
          getComputedStyle(frame.querySelectorAll('td')[1]).textAlign, getComputedStyle(frame.querySelectorAll('td')[0]).textAlign];";
    assert_eq!(
        page.run(measures, Vec::new()).await?,
        json!([true, true, true, [true, true, true, true], "right", "start"])
    );
    // Head and first column stay where they are.
    let kept = "const [frame] = deepAll('.table');
        frame.scrollTo(100, 500);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const { left, top } = frame.getBoundingClientRect();
        const head = frame.querySelector('thead').getBoundingClientRect();
        const corner = frame.querySelector('thead th').getBoundingClientRect();
        const [first] = [...frame.querySelectorAll('tbody th')].slice(-1);
        return [frame.scrollLeft, frame.scrollTop, Math.round(head.top - top), Math.round(corner.left - left), Math.round(first.getBoundingClientRect().left - left),
          getComputedStyle(first).backgroundColor !== 'rgba(0, 0, 0, 0)'];";
    let kept = format!("return (async () => {{ {kept} }})();");
    assert_eq!(
        page.run(&kept, Vec::new()).await?,
        json!([100, 500, 0, 0, 0, true])
    );
    // The table has its caption for a name; what scrolls says that it does.
    let names = "const [frame] = deepAll('.table'); return [frame.ariaLabel ?? frame.getAttribute('aria-label'), frame.querySelector('caption').textContent];";
    let names = page.run(names, Vec::new()).await?;
    assert_ne!(names[0], names[1]);
    assert_eq!(names[1], "Ba mươi tổ");
    let record = page.record().await?;
    assert_still(&record);
    assert_quiet(&record);
    Ok(())
}

async fn a_wide_table_where_there_is_room(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.driver().set_window_rect(0, 0, 1300, 1600).await?;
    let article = tables();
    show(stage, &article, 1280, "").await?;
    page.wait_until("the frames", &format!("{FRAMES}.slice(1) === '-x';"))
        .await?;
    // Where the text stands, how far the tables go, and where the reader ends.
    let edges = "const box = (element) => { const { left, right } = element.getBoundingClientRect(); return [Math.round(left), Math.round(right)]; };
        return [deepAll('.body > p')[0], ...deepAll('.table'), deepAll('article')[0]].map(box);";
    let edges: Vec<(i64, i64)> = serde_json::from_value(page.run(edges, Vec::new()).await?)?;
    let [text, wide, small, widest, article_edges] = edges[..] else {
        panic!("{edges:?}");
    };
    assert_eq!(small, text);
    assert_eq!(widest, article_edges);
    assert!(wide.0 < text.0 && wide.1 > text.1, "{wide:?} {text:?}");
    assert!(
        ((text.0 - wide.0) - (wide.1 - text.1)).abs() < 3,
        "{wide:?}"
    );
    // What is hidden later can be reached then.
    page.run("document.body.style.width = '360px';", Vec::new())
        .await?;
    page.wait_until("the frames", &format!("{FRAMES} === 'x-x';"))
        .await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn lists_where_there_is_little_room(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let mut list = json!({ "type": "list", "items": ["Cấp cuối cùng"] });
    for level in (1..11).rev() {
        list = json!({ "type": "list", "ordered": level % 2 == 0, "items": [[format!("Cấp {level}: một mục có nội dung dài vừa phải"), list]] });
    }
    let numbered = |start: i32| json!({ "type": "list", "ordered": true, "start": start, "items": ["Một mục.", "Một mục nữa."] });
    let article = json!({ "version": 1, "title": "Danh sách", "lang": "vi",
        "body": [list, numbered(998), numbered(9_998), numbered(99_999), numbered(i32::MAX - 1)] });
    show(stage, &article, 320, "").await?;
    // The innermost item still has room for words, and each number stands within
    // the page, as far as its letters can tell.
    let rooms = "const items = deepAll('.body > ul li');
        const last = items[items.length - 1];
        const rooms = deepAll('.body > ol').map((list) => {
          const item = list.querySelector('li');
          const number = document.createElement('b');
          number.style.cssText = 'position: absolute; font-weight: 600';
          number.textContent = `${list.start + 1}. `;
          item.append(number);
          const { width } = number.getBoundingClientRect();
          number.remove();
          return item.getBoundingClientRect().left - width;
        });
        return [last.getBoundingClientRect().width / parseFloat(getComputedStyle(last).fontSize) > 7,
          document.documentElement.scrollWidth <= Math.max(320, innerWidth), rooms.map((room) => room >= 0)];";
    assert_eq!(
        page.run(rooms, Vec::new()).await?,
        json!([true, true, [true, true, true, true]])
    );
    assert_quiet(&page.record().await?);
    Ok(())
}

/// Somebody has letters twice as large as others have, on a phone.
async fn large_letters_widen_no_page(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let mut article = tables();
    article["views"] = json!(u64::MAX);
    article["kicker"] = json!("Bundesverfassungsgerichtsentscheidungskommentar");
    article["lead"] = json!("Straßenentwässerungsinvestitionskostenschuldendienstumlage");
    article["authors"] = json!([{ "name": "Straßenentwässerungsinvestitionskosten", "role": ["Grundstücksverkehrsgenehmigungszuständigkeit"] }]);
    article["tags"] = json!(["Grundstücksverkehrsgenehmigungszuständigkeit"]);
    let style = "readerly-article { --readerly-text-size: 36px }";
    show(stage, &article, 320, style).await?;
    // Nothing but what scrolls by itself goes beyond the reader's edge.
    let beyond = "const range = document.createRange();
        return deepAll('article *').filter((element) => {
          range.selectNodeContents(element);
          return !element.closest('.table') && !element.querySelector('.table')
            && [element, range].some((one) => one.getBoundingClientRect().right > 321);
        }).map(({ tagName, className }) => `${tagName}.${className}`);";
    assert_eq!(page.run(beyond, Vec::new()).await?, json!([]));
    assert_quiet(&page.record().await?);
    Ok(())
}
