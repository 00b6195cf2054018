//! The counters that people run, each told by its address and read as it
//! answers.

use std::time::Duration;

use anyhow::{Context as _, Result};
use readerly_browser_tests::host_page;
use readerly_browser_tests::origin::{Answer, Request};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};

use crate::counter::fast_head;
use crate::parts::{article_answer, assert_quiet, counts};

stories_in_every_engine! {
    a_page_of_the_same_site_under_a_strict_policy,
}

stories! {
    each_by_its_address,
    umami_in_two_steps,
    errors_in_disguise,
    two_counters_in_one_panel,
    what_would_count_is_not_asked,
}

async fn each_by_its_address(stage: &Stage) -> Result<()> {
    let cdn = &stage.cdn;
    cdn.set(
        "/goat/counter/TOTAL.json",
        Answer::json(
            "{\"count_unique\":\"2\u{202f}497\u{202f}859\", \"count\":\"2\u{202f}497\u{202f}859\"}",
        ),
    );
    cdn.set(
        "/goat/counter/never.json",
        Answer::json("{\"count_unique\":\"0\", \"count\":\"0\"}").with_status(404),
    );
    cdn.set(
        "/api/stats/site.example/current-visitors",
        Answer::json("13"),
    );
    cdn.set(
        "/api/stats/site.example/top-stats",
        Answer::json(r#"{"top_stats":[{"name":"Unique visitors","value":812},{"name":"Total pageviews","value":20455}]}"#),
    );
    cdn.set_each("/matomo/index.php", |request, _| {
        Answer::json(if request.query.contains("Live.getCounters") {
            r#"[{"visits":3,"actions":6,"visitors":"2","visitsConverted":0}]"#
        } else {
            r#"{"nb_visits":40,"nb_actions":903}"#
        })
    });
    cdn.set(
        "/vercount/api/v2/log",
        Answer::json("{\"status\":\"success\",\"message\":\"Data retrieved successfully\",\"data\":{\"site_uv\":11,\"site_pv\":22,\"page_pv\":33}}\n"),
    );
    cdn.set_each("/bsz/api", |request, _| {
        // Without this header it would not know what is asked for.
        Answer::json(if request.header("x-bsz-referer").is_some() {
            r#"{"data":{"page_pv":44,"page_uv":5,"site_pv":55,"site_uv":66},"message":"ok","success":true}"#
        } else {
            r#"{"success":false,"message":"invalid referer","data":{}}"#
        })
    });
    cdn.set("/get/portal/visits", Answer::json("{\"value\":123}"));
    cdn.set("/plain.txt", Answer::new("text/plain", "4711\n"));
    cdn.set(
        "/badge.json",
        Answer::json(r#"{"schemaVersion":1,"label":"visits","message":"2.5k","color":"green"}"#),
    );
    cdn.set(
        "/own.json",
        Answer::json(r#"{"data":{"now":7,"all":{"hits":"890"}}}"#),
    );
    let panels = [
        ("goat", "/goat", "counter-format=\"goatcounter\""),
        (
            "never",
            "/goat/counter/never.json",
            "counter-format=\"goatcounter\"",
        ),
        ("plausible", "/site.example", "counter-format=\"plausible\""),
        ("matomo", "/matomo/matomo.php?idsite=1", ""),
        ("vercount", "/vercount/api/v2/log", ""),
        ("busuanzi", "/bsz", "counter-format=\"busuanzi\""),
        ("abacus", "/get/portal/visits", ""),
        ("number", "/plain.txt", ""),
        ("shields", "/badge.json", ""),
        (
            "map",
            "/own.json",
            "counter-map='{\"online\": \"/data/now\", \"total\": \"/data/all/hits\"}'",
        ),
    ];
    show_panels(
        stage,
        &panels.map(|(id, path, more)| (id, cdn.url(path), more)),
    )
    .await?;
    for (id, expected) in [
        ("goat", json!({ "Tổng lượt truy cập": "2.497.859" })),
        ("never", json!({ "Lượt xem bài này": "0" })),
        (
            "plausible",
            json!({ "Đang online": "13", "Số người truy cập": "812", "Tổng lượt truy cập": "20.455" }),
        ),
        (
            "matomo",
            json!({ "Đang online": "2", "Tổng lượt truy cập": "903" }),
        ),
        (
            "vercount",
            json!({ "Số người truy cập": "11", "Tổng lượt truy cập": "22", "Lượt xem bài này": "33" }),
        ),
        (
            "busuanzi",
            json!({ "Số người truy cập": "66", "Số người đã đọc bài này": "5", "Lượt xem bài này": "44", "Tổng lượt truy cập": "55" }),
        ),
        ("abacus", json!({ "Tổng lượt truy cập": "123" })),
        ("number", json!({ "Tổng lượt truy cập": "4.711" })),
        ("shields", json!({ "Tổng lượt truy cập": "2.5k" })),
        (
            "map",
            json!({ "Đang online": "7", "Tổng lượt truy cập": "890" }),
        ),
    ] {
        shows(stage, id, &expected).await?;
    }
    let page = stage.site.url("/page.html");
    let asked = |path: &str| stage.cdn.requests(path);
    assert_eq!(
        asked("/bsz/api")
            .iter()
            .find_map(|request| request.header("x-bsz-referer")),
        Some(page.as_str())
    );
    let encoded = page.replace(':', "%3A").replace('/', "%2F");
    let vercount = &asked("/vercount/")[0].query;
    assert!(
        vercount.contains(&encoded) || vercount.contains(&page),
        "{vercount}"
    );
    // Only those that need a header of ours cost a preflight.
    let preflights: Vec<String> = asked("/")
        .into_iter()
        .filter(|request| request.method == "OPTIONS")
        .map(|request| request.path)
        .collect();
    assert!(
        preflights.iter().all(|path| path == "/bsz/api"),
        "{preflights:?}"
    );
    assert!(
        asked("/").iter().all(|request| request.method != "POST"),
        "a panel without hit tells nothing"
    );
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn umami_in_two_steps(stage: &Stage) -> Result<()> {
    let cdn = &stage.cdn;
    cdn.set(
        "/umami/api/share/aBcD1234",
        Answer::json(r#"{"shareId":"s","shareType":1,"websiteId":"w-1","token":"tok.1"}"#),
    );
    let with_token = |body: &'static str| {
        move |request: &Request, _| {
            if request.header("x-umami-share-token") == Some("tok.1") {
                Answer::json(body)
            } else {
                let error =
                    r#"{"error":{"message":"Unauthorized","code":"unauthorized","status":401}}"#;
                Answer::json(error).with_status(401)
            }
        }
    };
    cdn.set_each(
        "/umami/api/websites/w-1/active",
        with_token(r#"{"visitors":13}"#),
    );
    cdn.set_each(
        "/umami/api/websites/w-1/stats",
        with_token(r#"{"pageviews":{"value":42195,"prev":1},"visitors":{"value":801,"prev":1}}"#),
    );
    let address = cdn.url("/umami/share/aBcD1234/site.example");
    show_panels(stage, &[("umami", address, "")]).await?;
    let expected =
        json!({ "Đang online": "13", "Số người truy cập": "801", "Tổng lượt truy cập": "42.195" });
    shows(stage, "umami", &expected).await?;
    let requests = cdn.requests("/umami/api/websites/");
    let (preflights, asked): (Vec<&Request>, Vec<&Request>) = requests
        .iter()
        .partition(|request| request.method == "OPTIONS");
    assert!(
        !preflights.is_empty(),
        "a header of its own is asked for first"
    );
    for request in asked {
        assert_eq!(request.method, "GET");
        assert_eq!(request.header("x-umami-share-context"), Some("1"));
        assert_eq!(request.header("cookie"), None);
    }
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// Answers with status 200 that are no numbers.
async fn errors_in_disguise(stage: &Stage) -> Result<()> {
    let cdn = &stage.cdn;
    cdn.set(
        "/matomo/index.php",
        Answer::json(r#"{"result":"error","message":"You can't access this resource as it requires 'view' access for the website id = 1."}"#),
    );
    cdn.set(
        "/vercount/api/v2/log",
        Answer::json(r#"{"status":"success","message":"Invalid URL given","data":{"site_uv":0,"site_pv":0,"page_pv":0}}"#),
    );
    cdn.set(
        "/bsz/api",
        Answer::json(r#"{"success":false,"message":"invalid referer","data":{"project":"x"}}"#),
    );
    cdn.set(
        "/badge.json",
        Answer::json(r#"{"schemaVersion":1,"label":"visits","message":"invalid","isError":true}"#),
    );
    let panels = [
        ("matomo", "/matomo/matomo.php?idsite=1", ""),
        ("vercount", "/vercount/api/v2/log", ""),
        ("busuanzi", "/bsz", "counter-format=\"busuanzi\""),
        ("shields", "/badge.json", "counter-format=\"shields\""),
    ];
    show_panels(
        stage,
        &panels.map(|(id, path, more)| (id, cdn.url(path), more)),
    )
    .await?;
    for (id, _, _) in panels {
        let panel = stage
            .page
            .wait_for_text(&format!("#{id}"), "Chưa tải được số liệu truy cập")
            .await?;
        assert!(!panel.contains("Tổng lượt truy cập"), "{id}: {panel}");
    }
    let record = stage.page.record().await?;
    let lines = record.lines("warn").join("\n");
    // What the server says of itself helps its owner most.
    for words in ["requires 'view' access", "invalid referer"] {
        assert!(lines.contains(words), "{words:?} is missing in:\n{lines}");
    }
    Ok(())
}

async fn two_counters_in_one_panel(stage: &Stage) -> Result<()> {
    let cdn = &stage.cdn;
    cdn.set(
        "/online.json",
        Answer::json(r#"{"v":1,"online":{"value":13}}"#),
    );
    cdn.set(
        "/goat/counter/TOTAL.json",
        Answer::json(r#"{"count_unique":"42.123", "count":"42.123"}"#),
    );
    let both = format!("{}\n  {}", cdn.url("/online.json"), cdn.url("/goat"));
    let panels = [(
        "both",
        both,
        "counter-format=\"json goatcounter\" counter-every=\"5\"",
    )];
    show_panels_with(stage, &fast_head(stage), &panels).await?;
    let expected = json!({ "Đang online": "13", "Tổng lượt truy cập": "42.123" });
    shows(stage, "both", &expected).await?;
    // Each at its own pace: the second changes every few hours.
    wait::until_true("more polls of the first", || async {
        Ok(cdn.count("/online.json") >= 3)
    })
    .await?;
    assert_eq!(cdn.count("/goat/counter/TOTAL.json"), 1);
    // One that fails takes nothing from the other.
    cdn.set("/online.json", Answer::status(500));
    stage
        .page
        .wait_for_count("section.counter[data-state=stale]", |count| count == 1)
        .await?;
    shows(stage, "both", &expected).await
}

/// The panel of the portals: numbers in a page of the site itself, which is
/// read and not run.
async fn a_page_of_the_same_site_under_a_strict_policy(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // A handler that does not run is a violation of its own to Chromium.
    let handler = "<img src=\"/pixel.png\" onerror=\"fetch('/ran.js')\">";
    let portal = "<!doctype html><title>x</title><body><script src=\"/ran.js\"></script>\
        <div class=\"stats\">Đang online: <b id=\"now\">13</b></div>\
        <ul><li>Hôm nay: <span class=\"today\"> 1.365 </span></li>\
        <li>Tất cả: <span class=\"all\">2,497,859</span></li></ul>";
    stage
        .site
        .set("/article.json", article_answer("Bài dưới chính sách chặt"));
    let (site, cdn) = (stage.site.url(""), stage.cdn.url(""));
    let strict = format!(
        "default-src 'none'; script-src 'self' {cdn} 'wasm-unsafe-eval'; connect-src {cdn} {site}; \
         img-src *; base-uri 'none'"
    );
    let strictest = format!("{strict}; require-trusted-types-for 'script'; trusted-types 'none'");
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let body = "<readerly-article id=\"portal\" src=\"/article.json\" counter=\"/stats.html\" counter-format=\"html\" \
        counter-map='{\"online\": \"#now\", \"today\": \".today\", \"total\": \"li .all\"}' loading=\"eager\"></readerly-article>";
    for (policy, more) in [("", handler), (&strict, ""), (&strictest, "")] {
        stage
            .site
            .set("/stats.html", Answer::html([portal, more].concat()));
        let html = Answer::html(host_page::html(&head, body));
        stage.site.set(
            "/page.html",
            html.with_header("Content-Security-Policy", policy),
        );
        page.open(&stage.site.url("/page.html")).await?;
        let parses_safely = page
            .run(
                "return typeof Document.parseHTML === 'function';",
                Vec::new(),
            )
            .await?;
        let expected =
            json!({ "Đang online": "13", "Hôm nay": "1.365", "Tổng lượt truy cập": "2.497.859" });
        if policy == strictest && parses_safely != json!(true) {
            // Nothing reads HTML there: the owner is told, and no number is made up.
            page.wait_for_text("section.counter", "Chưa tải được số liệu truy cập")
                .await?;
            let record = page
                .wait_for_record("a line", |record| !record.lines("warn").is_empty())
                .await?;
            assert!(record.lines("warn")[0].contains("/stats.html"));
        } else {
            shows(stage, "portal", &expected).await?;
            assert_quiet(&page.record().await?);
        }
        for path in ["/ran.js", "/pixel.png"] {
            assert_eq!(stage.site.count(path), 0, "{path}");
        }
    }
    Ok(())
}

async fn what_would_count_is_not_asked(stage: &Stage) -> Result<()> {
    let cdn = &stage.cdn;
    let panels = [
        ("hit", "/hit/portal/visits", ""),
        ("goat", "/count", "counter-format=\"goatcounter\""),
        ("jsonp", "/jsonp", "counter-format=\"busuanzi\""),
        ("send", "/api/send", ""),
        (
            "page",
            "/stats.html",
            "counter-format=\"html\" counter-map='{\"online\": \"#now\"}'",
        ),
    ];
    // One that may be asked shows that the page does ask.
    stage.site.set("/counter.json", Answer::json(counts(3, 55)));
    let mut all: Vec<_> = panels
        .iter()
        .map(|(id, path, more)| (*id, cdn.url(path), *more))
        .collect();
    all.push(("good", stage.site.url("/counter.json"), ""));
    show_panels(stage, &all).await?;
    shows_some(stage, "good", "55").await?;
    let record = stage
        .page
        .wait_for_record("a line about each", |record| {
            record.lines("error").len() >= panels.len()
        })
        .await?;
    let lines = record.lines("error");
    for (_, path, _) in &panels {
        let line = lines.iter().find(|line| line.contains(path));
        let line = line.with_context(|| format!("{path} is not named in {lines:#?}"))?;
        let reason = if *path == "/stats.html" {
            "of another site"
        } else {
            "count"
        };
        assert!(line.contains(reason), "{line}");
    }
    wait::quiet_time(Duration::from_millis(500)).await;
    for (id, path, _) in panels {
        let asked: Vec<String> = cdn
            .requests(path)
            .into_iter()
            .map(|request| request.method)
            .collect();
        assert_eq!(asked, Vec::<String>::new(), "{path}");
        let panel = stage.page.text_of(&format!("#{id}")).await?;
        assert!(panel.contains("Chưa tải được"), "{id}: {panel}");
    }
    Ok(())
}

/// Puts up a page with a reader for each of these: its id, the address of its
/// counter, and more attributes.
async fn show_panels(stage: &Stage, panels: &[(&str, String, &str)]) -> Result<()> {
    let head = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    show_panels_with(stage, &head, panels).await
}

async fn show_panels_with(
    stage: &Stage,
    head: &str,
    panels: &[(&str, String, &str)],
) -> Result<()> {
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm"));
    let mut body = String::new();
    for (id, counter, more) in panels {
        let counter = counter.replace('&', "&amp;").replace('"', "&quot;");
        body.push_str(&format!(
            "<readerly-article id=\"{id}\" src=\"/article.json\" counter=\"{counter}\" {more} loading=\"eager\"></readerly-article>"
        ));
    }
    stage.show(head, &body).await
}

/// Waits until the panel of this element has just these rows.
async fn shows(stage: &Stage, id: &str, expected: &Value) -> Result<()> {
    wait::until(
        &format!("{expected} in the panel {id}"),
        || rows(stage, id),
        |rows| rows == expected,
    )
    .await
    .map(drop)
}

async fn shows_some(stage: &Stage, id: &str, number: &str) -> Result<()> {
    stage
        .page
        .wait_for_text(&format!("#{id}"), number)
        .await
        .map(drop)
}

/// Labels and numbers of one panel.
async fn rows(stage: &Stage, id: &str) -> Result<Value> {
    // As text: drivers put the members of an object in an order of their own.
    let text = stage
        .page
        .run(
            "const terms = deepAll('section.counter dt', document.getElementById(arguments[0]));
             return JSON.stringify(Object.fromEntries(terms.map((term) =>
               [term.textContent.trim(), term.nextElementSibling.textContent.trim()])));",
            vec![json!(id)],
        )
        .await?;
    Ok(serde_json::from_str(text.as_str().unwrap_or("{}"))?)
}
