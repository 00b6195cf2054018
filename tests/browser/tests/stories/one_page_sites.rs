//! Sites that change pages without loading them: the counter and the visit are of
//! the page whose address is shown.

use anyhow::Result;
use readerly_browser_tests::counter_endpoint::CounterEndpoint;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::page::Page;
use readerly_browser_tests::stories_in_every_engine;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};

use crate::parts::{article, article_answer, assert_quiet, reader};

stories_in_every_engine! {
    the_numbers_are_of_the_page_that_is_shown,
    each_page_of_a_visit_is_counted_once,
    a_page_with_another_reader_is_counted,
}

const PANEL: &str = "section.counter";
const SITE: &str = "portal";

async fn the_numbers_are_of_the_page_that_is_shown(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (path, title) in [("/a.json", "Bài thứ nhất"), ("/b.json", "Bài thứ hai")] {
        let mut article = article(title);
        // As many as when its page was made; the counter knows better.
        article["views"] = json!(7);
        stage.site.set(path, Answer::json(article.to_string()));
    }
    stage.cdn.set_each("/bsz/api", |request, _| {
        let views = match request.header("x-bsz-referer") {
            Some(asked) if asked.ends_with("/b") => 222,
            _ => 111,
        };
        let numbers = json!({ "page_pv": views, "page_uv": 5, "site_pv": 999, "site_uv": 66 });
        Answer::json(json!({ "success": true, "message": "ok", "data": numbers }).to_string())
    });
    let counter = stage.cdn.url("/bsz");
    let attributes = format!(
        "src=\"/a.json\" counter=\"{counter}\" counter-format=\"busuanzi\" counter-every=\"0\""
    );
    stage.embed(&reader(&attributes)).await?;
    page.wait_for_text(PANEL, "111").await?;

    // The address first, then the article.
    let go = "history.pushState(null, '', '/b'); reader.setAttribute('src', '/b.json');";
    page.run(go, Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài thứ hai").await?;
    page.wait_for_text(PANEL, "222").await?;
    page.wait_for_text(".facts", "222").await?;

    // A query and a fragment are no other page.
    let asked = stage.cdn.count("/bsz/api");
    let search = "history.replaceState(null, '', '?tim=cho'); location.hash = 'muc-hai';";
    page.run(search, Vec::new()).await?;
    page.run("history.back();", Vec::new()).await?;
    page.wait_until("the fragment to go", "return location.hash === '';")
        .await?;
    assert_eq!(stage.cdn.count("/bsz/api"), asked);

    // The browser's own Back, which says nothing to the element.
    page.run("history.back();", Vec::new()).await?;
    page.wait_for_text(PANEL, "111").await?;
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn each_page_of_a_visit_is_counted_once(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let endpoint = show_counted(stage).await?;
    // The address alone, as a shell does that keeps one reader on all its pages.
    let go = "history.pushState(null, '', '/b'); reader.refresh();";
    page.run(go, Vec::new()).await?;
    views_become(page, &endpoint, "/b", 1).await?;
    // And to where one has been.
    page.run("history.back();", Vec::new()).await?;
    views_become(page, &endpoint, "/page.html", 2).await?;
    // Which is one reader all the time.
    assert_eq!(counts(page, &endpoint, "/b").await?["online"]["value"], 1);
    views_become(page, &endpoint, "/b", 1).await
}

async fn a_page_with_another_reader_is_counted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let endpoint = show_counted(stage).await?;
    // The address after the article, as some routers do.
    let swap = "const next = reader.cloneNode(); reader.replaceWith(next);
        next.setAttribute('src', '/b.json'); history.pushState(null, '', '/b');";
    page.run(swap, Vec::new()).await?;
    page.wait_for_text("h1.title", "Bài thứ hai").await?;
    views_become(page, &endpoint, "/b", 1).await?;
    assert_eq!(counts(page, &endpoint, "/b").await?["online"]["value"], 1);
    views_become(page, &endpoint, "/page.html", 1).await
}

/// A reader that tells the endpoint of its visit, which has been counted.
async fn show_counted(stage: &Stage) -> Result<CounterEndpoint> {
    let page = &stage.page;
    let endpoint = CounterEndpoint::start(30).await?;
    stage
        .site
        .set("/article.json", article_answer("Bài thứ nhất"));
    stage.site.set("/b.json", article_answer("Bài thứ hai"));
    let attributes = format!(
        "src=\"/article.json\" counter=\"{}\" hit",
        endpoint.counter_url(SITE)
    );
    stage.embed(&reader(&attributes)).await?;
    views_become(page, &endpoint, "/page.html", 1).await?;
    Ok(endpoint)
}

async fn views_become(
    page: &Page,
    endpoint: &CounterEndpoint,
    path: &str,
    views: u64,
) -> Result<()> {
    wait::until(
        &format!("{views} views of {path}"),
        || counts(page, endpoint, path),
        |counts: &Value| counts["page"]["views"] == views,
    )
    .await?;
    Ok(())
}

async fn counts(page: &Page, endpoint: &CounterEndpoint, path: &str) -> Result<Value> {
    let address = format!("{}?path={path}", endpoint.counter_url(SITE));
    let script = "return fetch(arguments[0]).then((answer) => answer.json());";
    page.run(script, vec![json!(address)]).await
}
