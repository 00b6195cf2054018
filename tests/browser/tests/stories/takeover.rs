//! The moment in which the reader takes the place of the page's own article, or
//! of the room that was kept for it: nothing jumps.

use anyhow::Result;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::host_page::Record;
use readerly_browser_tests::origin::{Answer, Gate, dist_file};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use serde_json::{Value, json};

use crate::parts::{article_answer, assert_quiet, counts};

stories_in_every_engine! {
    an_article_that_is_being_read,
    an_article_that_nobody_has_seen,
    the_line_that_is_being_read,
    what_a_person_has_done,
    the_room_that_was_kept,
    the_style_sheet_for_the_own_article,
}

/// Holds the reader's WebAssembly back until the gate is opened.
fn hold(stage: &Stage) -> Result<Gate> {
    let gate = Gate::default();
    let module = Answer::new("application/wasm", dist_file("readerly_bg.wasm")?);
    stage.cdn.set("/readerly_bg.wasm", module.behind(&gate));
    Ok(gate)
}

/// Only Chromium tells of shifts, and so the story says so with a control.
fn assert_still(stage: &Stage, record: &Record) {
    if stage.engine == Engine::Chromium {
        assert!(
            record.layout_shifts.is_empty(),
            "{:#?}",
            record.layout_shifts
        );
    }
}

/// What no frame has shown need not keep its place, nor be laid out for that.
async fn an_article_that_nobody_has_seen(stage: &Stage) -> Result<()> {
    let first = "<readerly-article id=\"reader\" loading=\"eager\"><article lang=\"vi\"><h1>Bài đầu</h1><p>Một đoạn.</p></article></readerly-article>";
    stage.embed(first).await?;
    stage.page.wait_for_event("readerly-ready").await?;
    for (is_shown, keeps_place) in [(false, false), (true, true)] {
        // The next frame never comes, or has come before the reader is asked for.
        let script = "const [isShown] = arguments;
            const frame = requestAnimationFrame;
            if (!isShown) window.requestAnimationFrame = () => 0;
            const element = document.createElement('readerly-article');
            element.innerHTML = '<article><h1>Bài thêm vào</h1><p>Một đoạn.</p></article>';
            element.setAttribute('takeover', 'never');
            document.body.append(element);
            if (isShown) await new Promise((done) => frame(() => frame(done)));
            const slot = element.shadowRoot.querySelector('slot');
            const kept = [];
            new MutationObserver((records) => kept.push(...records.map(({ attributeName }) => attributeName)))
              .observe(slot, { attributes: true });
            element.removeAttribute('takeover');
            while (!slot.hidden) await new Promise((done) => setTimeout(done, 10));
            await new Promise((done) => setTimeout(done, 10));
            window.requestAnimationFrame = frame;
            element.remove();
            return kept.includes('inert');";
        let script = format!("return (async (...arguments) => {{ {script} }})(arguments[0]);");
        let kept = stage.page.run(&script, vec![json!(is_shown)]).await?;
        assert_eq!(kept, json!(keeps_place), "shown before: {is_shown}");
    }
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// Somebody is far down in the page's own article when the reader comes.
async fn an_article_that_is_being_read(stage: &Stage) -> Result<()> {
    let gate = hold(stage)?;
    let page = &stage.page;
    let paragraphs: String = (0..60)
        .map(|number| {
            format!("<p>Đoạn thứ {number} của bài, đủ dài để trang phải cuộn xuống mới đọc được hết cả bài này.</p>")
        })
        .collect();
    stage
        .embed(&format!(
            "<style>readerly-article:not(:defined) {{ display: block }}</style><header>Đầu trang</header><readerly-article id=\"reader\" loading=\"eager\"><article lang=\"vi\"><h1>Bài đang đọc</h1>{paragraphs}</article></readerly-article><footer id=\"end\">Chân trang</footer>"
        ))
        .await?;
    page.wait_until(
        "the place that is read",
        "scrollTo(0, 700); return scrollY === 700 && !!customElements.get('readerly-article');",
    )
    .await?;
    let first = "for (const paragraph of document.querySelectorAll('#reader p')) { const { top } = paragraph.getBoundingClientRect(); if (top >= 0) return [paragraph.textContent, top]; }";
    let before = page.run(first, Vec::new()).await?;
    gate.open();
    page.wait_for_text("h1.title", "Bài đang đọc").await?;
    page.wait_for_event("readerly-ready").await?;
    let same = "return [...document.getElementById('reader').shadowRoot.querySelectorAll('.body > p')].find(({ textContent }) => textContent === arguments[0]).getBoundingClientRect().top;";
    let now = page.run(same, vec![before[0].clone()]).await?;
    let far = |top: &Value| top.as_f64().unwrap_or_default();
    assert!((far(&now) - far(&before[1])).abs() < 2.0, "{before} {now}");
    let record = page.record().await?;
    assert_still(stage, &record);
    assert_quiet(&record);
    if stage.engine == Engine::Chromium {
        page.run(
            "document.body.prepend(Object.assign(document.createElement('div'), { style: 'block-size: 300px' })); scrollTo(0, 0);",
            Vec::new(),
        )
        .await?;
        page.wait_for_record("a shift made on purpose", |record| {
            !record.layout_shifts.is_empty()
        })
        .await?;
    }
    Ok(())
}

/// What a paragraph says, and as how many.
const PARAGRAPHS: [(&str, &str); 3] = [
    ("vi", "Đoạn này của bài kể tiếp câu chuyện về con nước. "),
    (
        "en",
        "This paragraph goes on with the story of the water level. ",
    ),
    ("ar", "تتابع هذه الفقرة قصة منسوب المياه في النهر. "),
];

/// Whatever the page's own article looks like, the paragraph at the top of the
/// window is there again: by its words, and of several with the same words by its
/// number.
async fn the_line_that_is_being_read(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (index, (lang, words)) in PARAGRAPHS.into_iter().enumerate() {
        let gate = hold(stage)?;
        // Every third has the same words as all of its kind.
        let paragraphs: String = (0..60)
            .map(|number| {
                let (kind, length) = (number % 3, number % 7 + 2);
                let name = if kind == 0 {
                    String::new()
                } else {
                    number.to_string()
                };
                format!(
                    "<p>{name} {}</p>",
                    words.repeat(if kind == 0 { 3 } else { length })
                )
            })
            .collect();
        // In a box of its own, the box is what scrolls.
        let (style, scroller) = match index {
            0 => (
                "html { scroll-behavior: smooth }",
                "document.documentElement",
            ),
            1 => (
                "main { block-size: 100vh; overflow: auto }",
                "document.querySelector('main')",
            ),
            _ => ("", "document.documentElement"),
        };
        stage
            .embed(&format!(
                "<style>readerly-article:not(:defined) {{ display: block }} body {{ margin: 0 }} article {{ font-size: 13px; line-height: 1.2 }} {style}</style><main><readerly-article id=\"reader\" loading=\"eager\"><article lang=\"{lang}\" dir=\"auto\"><h1>{words}</h1>{paragraphs}</article></readerly-article></main>"
            ))
            .await?;
        let own = "document.querySelectorAll('#reader p')[33].getBoundingClientRect()";
        page.wait_until(
            "the place that is read",
            &format!(
                "{scroller}.scrollBy({{ top: {own}.top - 10, behavior: 'instant' }}); return Math.abs({own}.top - 10) < 1 && !!customElements.get('readerly-article');"
            ),
        )
        .await?;
        gate.open();
        page.wait_for_event("readerly-ready").await?;
        let now = "return document.getElementById('reader').shadowRoot.querySelectorAll('.body > p')[33].getBoundingClientRect().top;";
        let now = page
            .run(now, Vec::new())
            .await?
            .as_f64()
            .unwrap_or_default();
        assert!((now - 10.0).abs() < 2.0, "{lang}: {now}");
        let record = page.record().await?;
        assert_still(stage, &record);
        assert_quiet(&record);
    }
    Ok(())
}

/// A selection, the focus and what was opened are in the reader's article what
/// they were in the page's own.
async fn what_a_person_has_done(stage: &Stage) -> Result<()> {
    let gate = hold(stage)?;
    let page = &stage.page;
    stage
        .embed(
            "<readerly-article id=\"reader\" loading=\"eager\"><article lang=\"vi\"><h1>Bài đang đọc</h1>
             <p>Một câu với <a href=\"/mot\">liên kết</a> và <a href=\"/hai\">liên kết</a> nữa.</p>
             <details><summary>Phụ lục thứ nhất</summary><p>Trong phụ lục.</p></details>
             <details id=\"opened\"><summary>Phụ lục thứ hai</summary><p>Cũng trong phụ lục.</p></details>
             <p>Câu được chọn   một phần
             ở đây.</p></article></readerly-article>",
        )
        .await?;
    page.wait_until(
        "the loader",
        "return !!customElements.get('readerly-article');",
    )
    .await?;
    let act = "const own = document.querySelector('#reader article');
        own.querySelector('#opened').open = true;
        own.querySelectorAll('a')[1].focus();
        const text = own.lastElementChild.firstChild;
        const first = text.data.indexOf('chọn');
        getSelection().setBaseAndExtent(text, text.data.indexOf('đây'), text, first);
        return getSelection().toString();";
    let chosen = page.run(act, Vec::new()).await?;
    assert!(
        chosen
            .as_str()
            .is_some_and(|chosen| chosen.contains("một phần")),
        "{chosen}"
    );
    gate.open();
    page.wait_for_event("readerly-ready").await?;
    let focused = "const active = deepActive(); return active.getRootNode() === document.getElementById('reader').shadowRoot && active.getAttribute('href');";
    let focused = page.run(focused, Vec::new()).await?;
    assert!(
        focused.as_str().is_some_and(|href| href.ends_with("/hai")),
        "{focused}"
    );
    let open = "return [...document.getElementById('reader').shadowRoot.querySelectorAll('article details')].map(({ open }) => open);";
    assert_eq!(page.run(open, Vec::new()).await?, json!([false, true]));
    // Engines differ in how a selection within a shadow root is asked for.
    let selected = "const root = document.getElementById('reader').shadowRoot;
        const selection = root.getSelection?.() ?? getSelection();
        const range = selection.getComposedRanges?.({ shadowRoots: [root] })[0] ?? selection.getRangeAt(0);
        return [range.startContainer.getRootNode() === root, range.startContainer.data.slice(range.startOffset), range.endContainer.data.slice(0, range.endOffset)];";
    let selected = page.run(selected, Vec::new()).await?;
    let words = |index: usize| {
        selected[index]
            .as_str()
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    assert_eq!(selected[0], json!(true), "{selected}");
    assert!(
        words(1).starts_with("chọn") && words(2).ends_with("ở"),
        "{selected}"
    );
    assert_quiet(&page.record().await?);
    Ok(())
}

/// An element without an article of its own, with the line of CSS that the
/// documents give: what is below stays out of sight until the article is there.
async fn the_room_that_was_kept(stage: &Stage) -> Result<()> {
    let gate = hold(stage)?;
    stage
        .site
        .set("/article.json", article_answer("Bài vào chỗ đã giữ"));
    let head = format!(
        "<style>readerly-article:not(:defined) {{ display: block; min-block-size: 100vh }}</style><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    stage
        .show(
            &head,
            "<readerly-article id=\"reader\" src=\"/article.json\"></readerly-article><footer id=\"end\">Chân trang</footer>",
        )
        .await?;
    let page = &stage.page;
    // Looked at in each frame, since a jump that is taken back is one, too.
    page.run(
        "window.least = Infinity; const look = () => {
           const reader = document.getElementById('reader');
           if (!reader.shadowRoot?.querySelector('h1')) window.least = Math.min(window.least, reader.getBoundingClientRect().height / innerHeight);
           requestAnimationFrame(look);
         }; look();",
        Vec::new(),
    )
    .await?;
    gate.open();
    page.wait_for_text("h1.title", "Bài vào chỗ đã giữ").await?;
    let least = page.run("return window.least;", Vec::new()).await?;
    let least = least.as_f64().unwrap_or_default();
    assert!(least >= 0.99, "{least} of a screen");
    assert_quiet(&page.record().await?);
    Ok(())
}

/// With `readerly-inline.css` the page's own article already has the reader's
/// measure, sizes and rhythm, whatever the page says of its articles.
async fn the_style_sheet_for_the_own_article(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let hostile = "body { margin: 0; font: 13px/1.1 monospace } article p { margin: 3em; text-indent: 2em } h1 { font-size: 90px }";
    let head = format!(
        "<style>{hostile}</style><link rel=\"stylesheet\" href=\"{}\"><script async src=\"{}\"></script>",
        stage.cdn.url("/readerly-inline.css"),
        stage.cdn.url("/readerly.js")
    );
    for width in [1280, 360] {
        page.driver().set_window_rect(0, 0, width, 900).await?;
        for (lang, words) in PARAGRAPHS {
            for attributes in ["", "counter=\"/counter.json\""] {
                stage.site.set("/counter.json", Answer::json(counts(3, 5)));
                let gate = hold(stage)?;
                let direction = if lang == "ar" { "rtl" } else { "ltr" };
                let body = format!(
                    "<readerly-article id=\"reader\" loading=\"eager\" {attributes}><article lang=\"{lang}\" dir=\"{direction}\">
                     <header><p class=\"kicker\">{words}</p><h1>{words}{words}</h1><p><time datetime=\"2024-05-20\">20-05-2024</time></p></header>
                     <p>1 {}</p><h2>2 {words}</h2><ul><li>3 {}</li><li>4 {words}</li></ul>
                     <blockquote><p>5 {words}</p></blockquote><p>6 {words}</p>
                     <table><tr><th>7 {words}</th></tr><tr><td>8 {words}</td></tr></table><p>9 {words}</p>
                     <table><tr><th>15 {words}</th><th>16 {words}</th><th>17 {words}</th><th>18 {words}</th><th>19 {words}</th></tr>
                     <tr><td>20 {words}</td><td>21 {words}</td><td>22 {words}</td><td>23 {words}</td><td>24 {words}</td></tr></table>
                     <h2>10 {words}</h2><details><summary>11 {words}</summary><p>12 {words}</p></details><h2>13 {words}</h2><p>14 {words}</p>
                     </article></readerly-article><footer id=\"end\">Chân trang</footer>",
                    words.repeat(5), words.repeat(3)
                );
                stage.show(&head, &body).await?;
                page.wait_until(
                    "the loader",
                    "return !!customElements.get('readerly-article');",
                )
                .await?;
                // Words that stand once, and where they begin.
                let places = "const owners = [...arguments[0].querySelectorAll(':is(h1, h2, p, li, th, td, summary, .kicker)')]
                    .filter((owner) => !owner.querySelector('p') && !owner.closest('.outline') && owner.getBoundingClientRect().height);
                    return owners.map((owner) => { const { top, left, width } = owner.getBoundingClientRect();
                      return [owner.textContent.trim(), Math.round(top), Math.round(left), Math.round(width)]; });";
                let before = page
                    .run(
                        &places
                            .replace("arguments[0]", "document.querySelector('#reader article')"),
                        Vec::new(),
                    )
                    .await?;
                gate.open();
                page.wait_for_event("readerly-ready").await?;
                let after = page
                    .run(
                        &places.replace(
                            "arguments[0]",
                            "document.getElementById('reader').shadowRoot.querySelector('article')",
                        ),
                        Vec::new(),
                    )
                    .await?;
                let compared = compare(&before, &after);
                assert!(compared.0 >= 15, "{before:#} {after:#}");
                assert!(
                    compared.1 <= 18,
                    "{lang} {width} {attributes}: {} of 900 pixels\n{before}\n{after}",
                    compared.1
                );
                let record = page.record().await?;
                let shift: f64 = record
                    .layout_shifts
                    .iter()
                    .filter_map(|shift| shift["value"].as_f64())
                    .sum();
                assert!(shift <= 0.02, "{:#?}", record.layout_shifts);
                assert_quiet(&record);
            }
        }
    }
    Ok(())
}

/// How many of the same words there are in both lists of places, and how far the
/// farthest has moved, in pixels.
fn compare(before: &Value, after: &Value) -> (usize, i64) {
    let places = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let (mut count, mut farthest) = (0, 0);
    for old in places(before) {
        let Some(new) = places(after).into_iter().find(|new| new[0] == old[0]) else {
            continue;
        };
        count += 1;
        for side in [1, 2] {
            let moved = new[side].as_i64().unwrap_or(i64::MAX) - old[side].as_i64().unwrap_or(0);
            farthest = farthest.max(moved.abs());
        }
    }
    (count, farthest)
}
