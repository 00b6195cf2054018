//! Where a page has no article of its own, its reader's place is never blank for
//! long: who waits is told so, and who waits in vain is told that.

use anyhow::Result;
use readerly_browser_tests::accessibility;
use readerly_browser_tests::origin::{Answer, Gate, dist_file};
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::json;
use std::time::Duration;

use crate::parts::{
    FALLBACK, article, article_answer, assert_quiet, assert_still, reader, show_then_load,
};

stories_in_every_engine! {
    who_waits_is_told_so,
    nobody_is_told_who_has_something_to_read,
    a_line_is_there_before_it_speaks,
    who_waits_in_vain_may_try_again,
    who_waits_in_vain_is_shown_a_button_and_words,
}

/// Language, and what is said while and after waiting.
const WORDS: [(&str, &str, &str, &str); 3] = [
    (
        "vi",
        "Đang tải bài viết…",
        "Chưa mở được bài viết.",
        "Thử lại",
    ),
    (
        "en-GB",
        "Loading…",
        "The article could not be opened.",
        "Try again",
    ),
    ("ar", "جار التحميل…", "تعذر فتح المقال.", "إعادة المحاولة"),
];

const LINE: &str = "[role=status]";

fn glue() -> Result<Answer> {
    Ok(Answer::new(
        "text/javascript",
        dist_file("readerly-glue.js")?,
    ))
}

/// An element with nothing inside.
fn empty(lang: &str) -> String {
    format!(
        "<readerly-article id=\"reader\" src=\"/article.json\" lang=\"{lang}\"></readerly-article>"
    )
}

async fn who_waits_is_told_so(stage: &Stage) -> Result<()> {
    // Longer than a window, as the room that is kept for it: a scroll bar that
    // went away with a short one would widen the page.
    let mut long = article("Bài đến muộn");
    let paragraph = "Đoạn của một bài đủ dài để trang phải cuộn xuống mới đọc được hết.";
    long["body"] = json!(vec![paragraph; 40]);
    stage
        .site
        .set("/article.json", Answer::json(long.to_string()));
    let page = &stage.page;
    for (lang, loading, ..) in WORDS {
        let gate = Gate::default();
        stage.cdn.set("/readerly-glue.js", glue()?.behind(&gate));
        // On a dark page it is as readable as all the rest.
        let body = format!(
            "<style>body {{ background: #111; color: #eee }}</style><header>Đầu trang</header>{}",
            empty(lang)
        );
        show_then_load(stage, &body).await?;
        page.wait_for_text(LINE, loading).await?;
        let colour = "return getComputedStyle(deepAll('[role=status]')[0]).color;";
        let colour = page.run(colour, Vec::new()).await?;
        assert_eq!(colour, json!("rgb(238, 238, 238)"));
        gate.open();
        page.wait_for_text("h1.title", "Bài đến muộn").await?;
        assert!(!page.text().await?.contains(loading));
        let record = page.record().await?;
        assert_still(&record);
        assert_quiet(&record);
    }
    Ok(())
}

async fn nobody_is_told_who_has_something_to_read(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài đến muộn"));
    let gate = Gate::default();
    stage.cdn.set("/readerly-glue.js", glue()?.behind(&gate));
    let panel = "<readerly-article counter=\"/counter.json\"></readerly-article>";
    show_then_load(stage, &(reader("src=\"/article.json\"") + panel)).await?;
    wait::quiet_time(Duration::from_millis(600)).await;
    assert_eq!(stage.page.count(LINE).await?, 0);
    gate.open();
    stage.page.wait_for_text("h1.title", "Bài đến muộn").await?;
    // Nor where the reader cannot start.
    stage.cdn.set("/readerly-glue.js", Answer::status(503));
    show_then_load(stage, &reader("src=\"/article.json\"")).await?;
    stage.page.wait_for_event("readerly-error").await?;
    assert_eq!(stage.page.count(LINE).await?, 0);
    assert!(stage.page.text().await?.contains(FALLBACK));
    Ok(())
}

/// What is inserted together with its text, screen readers may pass over.
async fn a_line_is_there_before_it_speaks(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    stage.cdn.set("/readerly-glue.js", Answer::status(503));
    stage.show("", &empty("vi")).await?;
    let watch = "window.said = []; const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (options) {
          const root = attach.call(this, options);
          new MutationObserver((records) => { for (const { target, addedNodes } of records) for (const node of addedNodes) said.push(target === root ? node.localName : node.data); })
            .observe(root, { childList: true, subtree: true });
          return root;
        };
        const tag = document.createElement('script'); tag.src = arguments[0]; document.head.append(tag);";
    let address = stage.cdn.url("/readerly.js");
    page.run(watch, vec![json!(address)]).await?;
    page.wait_for_text(LINE, "Chưa mở được").await?;
    let said = page.run("return said;", Vec::new()).await?;
    let said = said.as_array().cloned().unwrap_or_default();
    let place = |word: &str| said.iter().position(|node| node == word);
    let line = place("div");
    assert!(
        line.is_some() && line < place("Chưa mở được bài viết."),
        "{said:?}"
    );
    Ok(())
}

async fn who_waits_in_vain_may_try_again(stage: &Stage) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài sau khi thử lại"));
    let page = &stage.page;
    for (lang, loading, failed, again) in WORDS {
        // Nothing of ours is to be had but the loader.
        stage.cdn.set("/readerly-glue.js", Answer::status(503));
        stage.cdn.set("/readerly-faults.js", Answer::status(503));
        show_then_load(stage, &empty(lang)).await?;
        page.wait_for_text(LINE, failed).await?;
        page.wait_for_text("slot ~ button", again).await?;
        let link = "const link = deepAll('slot ~ a')[0]; return link.href === link.textContent && link.href;";
        let link = page.run(link, Vec::new()).await?;
        assert_eq!(link, json!(stage.site.url("/article.json")));
        let record = page.wait_for_event("readerly-error").await?;
        let line = record.lines("error").concat();
        assert!(
            line.contains("readerly-glue.") && line.contains("What to do:"),
            "{line}"
        );
        // In vain once more: the line is the same, and the focus where it was.
        let gate = Gate::default();
        stage
            .cdn
            .set("/readerly-glue.js", Answer::status(503).behind(&gate));
        page.run(
            "window.line = deepAll('[role=status]')[0]; const again = deepAll('slot ~ button')[0]; again.focus(); again.click();",
            Vec::new(),
        )
        .await?;
        page.wait_for_text(LINE, loading).await?;
        gate.open();
        page.wait_for_text(LINE, failed).await?;
        let same = "return [deepAll('[role=status]')[0] === line, deepActive() === deepAll('slot ~ button')[0]];";
        assert_eq!(page.run(same, Vec::new()).await?, json!([true, true]));
        stage.cdn.set("/readerly-glue.js", glue()?);
        page.click("slot ~ button").await?;
        page.wait_for_text("h1.title", "Bài sau khi thử lại")
            .await?;
        page.wait_until(
            "the focus on the headline",
            "return deepActive()?.matches('h1.title') ?? false;",
        )
        .await?;
        assert!(!page.text().await?.contains(failed));
    }
    Ok(())
}

/// Not the browser's own little button, and not the address of some JSON.
async fn who_waits_in_vain_is_shown_a_button_and_words(stage: &Stage) -> Result<()> {
    stage.cdn.set("/readerly-glue.js", Answer::status(503));
    for (lang, words) in [
        ("vi", "Địa chỉ của bài viết"),
        ("en-GB", "The article's address"),
        ("ar", "عنوان المقال"),
    ] {
        let body = format!("<main><h1>Trang</h1>{}</main>", empty(lang));
        show_then_load(stage, &body).await?;
        let page = &stage.page;
        page.wait_for_event("readerly-error").await?;
        page.wait_for_text("[role=status] ~ a", words).await?;
        let script = "const root = document.getElementById('reader').shadowRoot;
            const { height } = root.querySelector('button').getBoundingClientRect();
            return [height >= 24, root.querySelector('a').href];";
        let all = page.run(script, Vec::new()).await?;
        let address = stage.site.url("/article.json");
        assert_eq!(all, json!([true, address]), "{lang}");
        let found = accessibility::violations(page).await?;
        assert_eq!(found, Vec::<String>::new(), "{lang}");
    }
    Ok(())
}
