//! For those who hear a page, or go through it by keys.

use std::time::Duration;

use anyhow::Result;
use readerly_browser_tests::accessibility;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::origin::{Answer, Gate};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};

stories_in_every_engine! {
    each_word_says_its_language,
    headings_stand_below_those_of_the_page,
    dark_by_itself_only_where_the_page_can_be,
    the_focus_stays_through_another_try,
    a_note_leads_back_to_where_it_was_followed_from,
    an_abbreviation_opens_without_a_pointer,
    a_page_that_is_loaded_anew_keeps_its_place,
    a_page_without_a_state_keeps_its_place,
    paper_has_what_is_closed_and_where_links_lead,
}

/// Puts up a page with a reader of this article, and waits until it is there.
async fn show(stage: &Stage, article: &Value, attributes: &str) -> Result<()> {
    stage
        .site
        .set("/article.json", Answer::json(article.to_string()));
    let reader = format!(
        "<main><readerly-article id=\"reader\" loading=\"eager\" src=\"/article.json\" {attributes}></readerly-article></main>"
    );
    stage.embed(&reader).await?;
    stage.page.wait_for_event("readerly-ready").await?;
    Ok(())
}

/// WCAG 3.1.2: whoever has it read out hears each word in a voice of its language.
async fn each_word_says_its_language(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/v1/counter", Answer::json(crate::parts::counts(13, 99)));
    let heading = |text: &str| json!({ "type": "heading", "level": 2, "text": text });
    let article = json!({
        "version": 1, "lang": "ar", "title": "سوق", "published": "2024-05-20", "views": 12,
        "body": [
            heading("واحد"), heading("اثنان"), heading("ثلاثة"),
            { "type": "paragraph", "text": ["سوق", { "type": "note", "ref": "fee" }] },
            { "type": "table", "body": [["سوق"]] },
            { "type": "code", "text": "x" },
            { "type": "video", "url": "/film.mp4", "title": "فيلم" },
            { "type": "note", "id": "fee", "text": "سوق" },
        ],
    });
    // Of the element itself or of the nearest around it, as a voice is chosen.
    let script = "return arguments[0].map((selector) => {
            const [node] = deepAll(selector);
            return `${node.closest('[lang]').lang} ${getComputedStyle(node).direction}`;
        });";
    let check = async |expected: &[(&str, &str)]| -> Result<()> {
        let selectors: Vec<&str> = expected.iter().map(|(selector, _)| *selector).collect();
        let said = stage.page.run(script, vec![json!(selectors)]).await?;
        let wanted: Vec<&str> = expected.iter().map(|(_, said)| *said).collect();
        assert_eq!(said, json!(wanted), "{selectors:?}");
        Ok(())
    };
    let own = [
        ".published time",
        ".views",
        ".outline summary",
        ".note-reference",
        ".note-back",
        "#readerly-notes",
        ".counter h2",
    ];
    let theirs = [
        "article",
        ".title",
        ".outline a",
        ".body h2",
        ".notes p",
        "table",
        "video",
    ];
    for (lang, own_words) in [("lang=\"vi\"", "vi ltr"), ("", "ar rtl")] {
        show(stage, &article, &format!("counter=\"/v1/counter\" {lang}")).await?;
        stage
            .page
            .wait_for_count(".counter h2", |count| count == 1)
            .await?;
        let mut expected: Vec<(&str, &str)> = own.map(|selector| (selector, own_words)).into();
        expected.extend(theirs.map(|selector| (selector, "ar rtl")));
        check(&expected).await?;
        // Code runs from left to right whoever speaks.
        let code = [&own_words[..2], " ltr"].concat();
        // A table scrolls the way that its columns run.
        let table = [&own_words[..2], " rtl"].concat();
        check(&[(".table", &table)]).await?;
        check(&[(".code", &code), (".code code", "ar ltr")]).await?;
    }
    // There are no words in Persian, so these are English, and dates are not.
    let mut article = article;
    article["lang"] = json!("fa");
    show(stage, &article, "").await?;
    check(&[
        (".views", "en ltr"),
        (".published time", "fa rtl"),
        (".title", "fa rtl"),
    ])
    .await
}

/// A heading as the browser's accessibility tree has it, and whether axe has a word to
/// say: two readers on a page that has a headline, then one on a page without.
async fn headings_stand_below_those_of_the_page(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/v1/counter", Answer::json(crate::parts::counts(13, 99)));
    let heading =
        |level: u8, text: &str| json!({ "type": "heading", "level": level, "text": text });
    let article = |title: &str| {
        json!({ "version": 1, "lang": "vi", "title": title, "body": [
            "Chữ.", heading(2, "Một"), heading(4, "Hai"), heading(2, "Ba"),
            { "type": "note", "id": "a", "text": "Chú thích." },
        ] })
    };
    for (path, title) in [("/one.json", "Bài một"), ("/two.json", "Bài hai")] {
        let article = article(title).to_string();
        stage.site.set(path, Answer::json(article));
    }
    let reader = |path: &str| {
        format!(
            "<readerly-article loading=\"eager\" counter=\"/v1/counter\" src=\"{path}\"></readerly-article>"
        )
    };
    let levels = "return deepAll('h1, h2, h3, h4, h5, h6').map((node) =>
        `${node.getAttribute('aria-level') ?? node.localName[1]} ${node.textContent}`);";
    let page = &stage.page;
    let body = format!(
        "<main><h1>Trang</h1>{}{}</main>",
        reader("/one.json"),
        reader("/two.json")
    );
    stage.embed(&body).await?;
    page.wait_for_count(".title", |count| count == 2).await?;
    page.wait_for_count(".counter dd", |count| count > 2)
        .await?;
    let of_one = |title: &str| {
        json!([
            format!("2 {title}"),
            "3 Một",
            "4 Hai",
            "3 Ba",
            "3 Chú thích"
        ])
    };
    let found = page.run(levels, Vec::new()).await?;
    let found: Vec<Value> = serde_json::from_value(found)?;
    assert_eq!(found[0], json!("1 Trang"));
    for title in ["Bài một", "Bài hai"] {
        let from = found
            .iter()
            .position(|line| *line == json!(format!("2 {title}")));
        let from = from.expect("the title, a level below the page's");
        assert_eq!(json!(found[from..from + 5]), of_one(title));
        assert!(
            found[from + 5]
                .as_str()
                .unwrap_or_default()
                .starts_with("3 ")
        );
    }
    let found = accessibility::violations(page).await?;
    assert_eq!(found, Vec::<String>::new());
    // The headline of an article that is taken over is not the page's.
    let own = "<main><readerly-article loading=\"eager\"><article lang=\"vi\"><h1>Bài</h1><p>Chữ.</p><h3>Mục</h3></article></readerly-article></main>";
    for (attribute, expected) in [
        ("", json!(["1 Bài", "2 Mục"])),
        ("heading-level=\"3\"", json!(["3 Bài", "4 Mục"])),
    ] {
        stage
            .embed(&own.replace("loading", &format!("{attribute} loading")))
            .await?;
        page.wait_for_count(".title", |count| count == 1).await?;
        let inside = levels
            .replace("'h1,", "'.reader h1,")
            .replace(", h", ", .reader h");
        assert_eq!(page.run(&inside, Vec::new()).await?, expected);
    }
    Ok(())
}

async fn dark_by_itself_only_where_the_page_can_be(stage: &Stage) -> Result<()> {
    let article = json!({ "version": 1, "lang": "vi", "title": "Theo trang", "body": ["Chữ."] });
    show(stage, &article, "").await?;
    let page = &stage.page;
    for (script, theme) in [
        ("", "light"),
        (
            "document.documentElement.style.colorScheme = 'light dark'",
            "auto",
        ),
        (
            "document.documentElement.style.colorScheme = 'dark'",
            "dark",
        ),
        (
            "document.documentElement.style.colorScheme = 'only light'",
            "light",
        ),
        ("document.documentElement.style.colorScheme = ''", "light"),
        (
            "document.getElementById('reader').setAttribute('theme', 'system')",
            "auto",
        ),
        (
            "document.getElementById('reader').setAttribute('theme', 'contrast-dark')",
            "contrast-dark",
        ),
    ] {
        page.run(script, Vec::new()).await?;
        let is_so = format!("return deepAll('.reader')[0].dataset.theme === '{theme}';");
        page.wait_until(&format!("{theme} after {script:?}"), &is_so)
            .await?;
    }
    assert_eq!(page.style(".reader", "color-scheme").await?, "dark");
    assert_eq!(
        page.style(".reader", "background-color").await?,
        "rgb(0, 0, 0)"
    );
    Ok(())
}

async fn the_focus_stays_through_another_try(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.site.set("/article.json", Answer::status(503));
    stage
        .embed("<readerly-article id=\"reader\" lang=\"vi\" loading=\"eager\" src=\"/article.json\"></readerly-article>")
        .await?;
    page.wait_for_text(".failure", "Thử lại").await?;
    let height = "return deepAll('.failure')[0].getBoundingClientRect().height;";
    let before = page.run(height, Vec::new()).await?;
    let gate = Gate::default();
    stage
        .site
        .set("/article.json", Answer::status(503).behind(&gate));
    page.run(
        "window.button = deepAll('.failure button')[0]; window.notice = deepAll('.failure [role=alert]')[0]; button.focus(); button.click();",
        Vec::new(),
    )
    .await?;
    // Said in a region that was there before it said anything.
    page.wait_for_text(".failure > [role=status]", "Đang tải")
        .await?;
    let kept = "return deepActive() === button && button.isConnected;";
    assert_eq!(page.run(kept, Vec::new()).await?, json!(true));
    assert_eq!(page.run(height, Vec::new()).await?, before, "it moved");
    gate.open();
    page.wait_until(
        "the second failure, read out as the first was",
        "const [now] = deepAll('.failure [role=alert]'); return now !== notice && !deepAll('.failure > [role=status]')[0].textContent;",
    )
    .await?;
    assert_eq!(page.run(kept, Vec::new()).await?, json!(true));
    stage.site.set(
        "/article.json",
        crate::parts::article_answer("Bài sau khi thử lại"),
    );
    page.run("button.click();", Vec::new()).await?;
    page.wait_until(
        "the focus on the headline",
        "return deepActive()?.matches('.title') ?? false;",
    )
    .await
}

async fn a_note_leads_back_to_where_it_was_followed_from(stage: &Stage) -> Result<()> {
    let reference = json!({ "type": "note", "ref": "fee" });
    let paragraph = |text: &str| json!({ "type": "paragraph", "text": [text, reference] });
    let article = json!({ "version": 1, "lang": "vi", "title": "Chú thích", "body": [
        paragraph("Một"), paragraph("Hai"), paragraph("Ba"),
        { "type": "note", "id": "fee", "text": "Phí đổi hằng năm." },
    ] });
    show(stage, &article, "").await?;
    let page = &stage.page;
    for index in [1, 2, 0] {
        let follow = format!("deepAll('.note-reference')[{index}].click();");
        page.run(&follow, Vec::new()).await?;
        let there = "return deepActive()?.closest('li')?.id === 'note-fee';";
        page.wait_until("the note", there).await?;
        page.run("deepAll('.note-back')[0].click();", Vec::new())
            .await?;
        let back = format!("return deepActive() === deepAll('.note-reference')[{index}];");
        page.wait_until("the reference that was followed", &back)
            .await?;
    }
    Ok(())
}

async fn an_abbreviation_opens_without_a_pointer(stage: &Stage) -> Result<()> {
    let short = json!({ "type": "abbr", "title": "Ủy ban nhân dân", "text": "UBND" });
    let article = json!({ "version": 1, "lang": "vi", "title": "Viết tắt", "body": [
        { "type": "paragraph", "text": ["Theo ", short, " phường, ", { "type": "link", "url": "/a", "text": [short] }, "."] },
    ] });
    show(stage, &article, "").await?;
    let page = &stage.page;
    let open = "return getComputedStyle(deepAll('abbr')[0], '::after').content !== 'none';";
    assert_eq!(page.run(open, Vec::new()).await?, json!(false));
    // A finger's tap is a click.
    page.click("abbr").await?;
    page.wait_until("the long form", open).await?;
    page.run(
        "deepActive().blur(); deepAll('abbr')[0].focus();",
        Vec::new(),
    )
    .await?;
    page.wait_until("the long form", open).await?;
    // What is in a link is opened by following that.
    let inner = page
        .run("return deepAll('a abbr')[0].tabIndex;", Vec::new())
        .await?;
    assert_eq!(inner, json!(-1));
    assert_eq!(accessibility::violations(page).await?, Vec::<String>::new());
    Ok(())
}

async fn a_page_that_is_loaded_anew_keeps_its_place(stage: &Stage) -> Result<()> {
    // What the page keeps there itself stays.
    let kept = "return history.state.readerly?.length === 3 && history.state.own === 1;";
    keeps_its_place(stage, "history.replaceState({ own: 1 }, '');", kept).await
}

async fn a_page_without_a_state_keeps_its_place(stage: &Stage) -> Result<()> {
    let kept = "return history.state === null && Object.keys(sessionStorage).length === 1;";
    keeps_its_place(stage, "", kept).await
}

/// `state` is what the page does with its history; `kept` says whether the place is.
async fn keeps_its_place(stage: &Stage, state: &str, kept: &str) -> Result<()> {
    let words = "Một câu đủ dài để thành vài dòng trên trang, dù màn hình rộng hay hẹp. ".repeat(5);
    let body: Vec<String> = (1..60).map(|number| format!("{number}. {words}")).collect();
    let article = json!({ "version": 1, "lang": "vi", "title": "Bài dài", "body": body });
    show(stage, &article, "").await?;
    let page = &stage.page;
    page.run(&format!("{state} scrollTo(0, 2400);"), Vec::new())
        .await?;
    page.wait_until("the place to be kept", kept).await?;
    let place = "const blocks = deepAll('.body > *');
        const block = blocks.findIndex((one) => one.getBoundingClientRect().bottom > 0);
        return blocks.length ? [block, Math.round(blocks[block].getBoundingClientRect().top)] : null;";
    let before: (i64, i64) = serde_json::from_value(page.run(place, Vec::new()).await?)?;
    assert!(before.0 > 5, "{before:?}");
    // An article that comes late is one that the browser does not wait for.
    let gate = Gate::default();
    stage.site.set(
        "/article.json",
        Answer::json(article.to_string()).behind(&gate),
    );
    page.driver().refresh().await?;
    page.wait_until("the page", "return document.readyState === 'complete';")
        .await?;
    gate.open();
    page.wait_for_event("readerly-ready").await?;
    page.wait_until(
        "the place",
        &format!(
            "const find = () => {{ {place} }}; const now = find();
             return now?.[0] === {} && Math.abs(now[1] - {}) < 4;",
            before.0, before.1
        ),
    )
    .await?;
    // One that comes by a link begins at its beginning.
    let gate = Gate::default();
    stage.site.set(
        "/article.json",
        Answer::json(article.to_string()).behind(&gate),
    );
    page.open(&stage.site.url("/page.html")).await?;
    gate.open();
    page.wait_for_event("readerly-ready").await?;
    wait::quiet_time(Duration::from_millis(300)).await;
    assert_eq!(page.run("return scrollY;", Vec::new()).await?, json!(0));
    Ok(())
}

async fn paper_has_what_is_closed_and_where_links_lead(stage: &Stage) -> Result<()> {
    let link = |url: &str| json!({ "type": "link", "url": url, "text": "liên kết" });
    let article = json!({ "version": 1, "lang": "vi", "title": "Bài in", "url": "https://ward.example/bai",
        "video": [{ "url": "https://youtu.be/dQw4w9WgXcQ", "title": "Một" }, { "url": "/hai.mp4", "title": "Hai" }], "body": [
        { "type": "paragraph", "text": ["Theo ", link("https://ward.example/a"), " và ", link("https://ward.example/b"), " và ", link("https://ward.example/a"), "."] },
        { "type": "details", "summary": "Xem thêm", "body": ["Phần gập lại."] },
        { "type": "audio", "url": "https://ward.example/tin.mp3", "title": "Bản tin" },
        { "type": "video", "url": "https://ward.example/phim.mp4", "title": "Phim", "poster": "/cho.png" },
    ] });
    show(stage, &article, "").await?;
    let page = &stage.page;
    page.wait_for_count("ol.playlist button", |count| count == 2)
        .await?;
    let seen = "return {
        open: deepAll('.body details').map((part) => part.open),
        marks: deepAll('[data-link]').map((link) => link.dataset.link),
        addresses: deepAll('ol.paper > li').map((item) => item.textContent),
        stills: deepAll('video + .still').map((still) => new URL(still.src).pathname),
        foot: deepAll('p.paper').map((foot) => foot.textContent.includes('https://ward.example/bai')),
    };";
    let before = page.run(seen, Vec::new()).await?;
    assert_eq!(
        before,
        json!({ "open": [false], "marks": [], "addresses": [], "stills": [], "foot": [] })
    );
    for _ in 0..2 {
        page.run("dispatchEvent(new Event('beforeprint'));", Vec::new())
            .await?;
        assert_eq!(
            page.run(seen, Vec::new()).await?,
            json!({
                "open": [true], "marks": ["1", "2", "1"],
                "addresses": ["https://ward.example/a", "https://ward.example/b"],
                "stills": ["/cho.png"], "foot": [true],
            })
        );
        let media = "return deepAll('[data-address]').map((media) => media.dataset.address);";
        assert_eq!(
            page.run(media, Vec::new()).await?,
            json!([
                "Bản tin https://ward.example/tin.mp3",
                "https://ward.example/phim.mp4",
                "https://youtu.be/dQw4w9WgXcQ"
            ])
        );
        page.run("dispatchEvent(new Event('afterprint'));", Vec::new())
            .await?;
        assert_eq!(page.run(seen, Vec::new()).await?, before);
    }
    if stage.engine != Engine::Chromium {
        return Ok(());
    }
    // With all sheets at work, of which some come after the one that speaks of paper.
    let cdp = page.driver().cdp();
    cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await?;
    let left = "return deepAll('.playlist, .play, .video-notice, .video-box, .outline, .original, audio, button, iframe')
        .filter((one) => one.checkVisibility()).map((one) => one.className || one.localName);";
    let left = page.run(left, Vec::new()).await?;
    cdp.send_raw("Emulation.setEmulatedMedia", json!({ "media": "" }))
        .await?;
    assert_eq!(left, json!([]));
    Ok(())
}
