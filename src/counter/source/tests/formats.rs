//! Each format with the bodies that its servers send, byte for byte.

use super::*;

#[test]
fn counter_json() {
    let url = "https://stats.example/v1/counter/portal";
    let body = r#"{"v":1,"online":{"value":13,"window":300},"site":{"views":2497859},"ttl":15}"#;
    let expected = "online 13, total 2497859, window 300, ttl 15";
    check(Format::Json, url, url, body, expected);
    check(Format::Auto, url, url, body, expected);
    check(
        Format::Json,
        url,
        url,
        "{}",
        "failed: the counter's answer holds no number that could be shown; /v: missing; read as version 1",
    );
    check(
        Format::Auto,
        url,
        url,
        r#"{"v":2,"online":{"value":13}}"#,
        "failed: the counter's answer has version 2; this reader knows version 1",
    );
}

const GOAT: &str = "https://goat.example/counter/TOTAL.json";

#[test]
fn goatcounter() {
    #[track_caller]
    fn check_total(body: &str, expected: &str) {
        check(Format::GoatCounter, GOAT, GOAT, body, expected);
        check(Format::Auto, GOAT, GOAT, body, expected);
    }
    for separator in ["\u{202F}", "\u{A0}", ",", ".", "'", ""] {
        let number = ["2", "497", "859"].join(separator);
        let body = format!(r#"{{"count_unique":"{number}", "count":"{number}"}}"#);
        check_total(&body, "total 2497859");
    }
    check_total(
        r#"{"count":"42.123","count_unique":"42.123"}"#,
        "total 42123",
    );
    check_total(r#"{"count":"13","count_unique":"13"}"#, "total 13");
    check_total(
        r#"{"count":"1.5","count_unique":"1.5"}"#,
        "failed: the counter's answer holds no number that could be shown; /count | /count_unique: \"1.5\" is not a whole number of 0 or more; left out",
    );
}

#[test]
fn goatcounter_sends_its_zero_with_404() {
    let body = r#"{"count_unique":"0", "count":"0"}"#;
    for format in [Format::GoatCounter, Format::Auto] {
        let url = "https://goat.example/counter/TOTAL.json";
        let mut counter = dialogue(format, url);
        assert_eq!(poll(&mut counter, NOW_MS, &[(url, 404, body)]), "total 0");
        let not_found = "<!doctype html><title>404</title>";
        let end = poll(&mut counter, NOW_MS, &[(url, 404, not_found)]);
        assert!(end.starts_with("refused 404: "), "{end}");
    }
    // A counter that has no such habit is simply not there.
    let url = "https://stats.example/c.json";
    let mut counter = dialogue(Format::Json, url);
    let body = r#"{"v":1,"online":{"value":0}}"#;
    let end = poll(&mut counter, NOW_MS, &[(url, 404, body)]);
    assert_eq!(end, "refused 404: the counter reports: status 404");
}

#[test]
fn goatcounter_that_may_not_be_asked_says_why() {
    let body = "Need to enable the 'allow using the visitor counter' setting";
    let mut counter = dialogue(Format::GoatCounter, GOAT);
    assert_eq!(
        poll(&mut counter, NOW_MS, &[(GOAT, 403, body)]),
        "refused 403: the counter reports: status 403, Need to enable the 'allow using the visitor counter' setting; in the settings of GoatCounter, \"Allow adding visitor counts on your website\" has to be on"
    );
    assert!(counter.advice().contains("Allow adding visitor counts"));
}

#[test]
fn goatcounter_of_a_page_or_a_span() {
    let body = r#"{"count_unique":"1 365", "count":"1 365"}"#;
    for (url, expected) in [
        (
            "https://a.goatcounter.com/counter/bai/abc.json",
            "page-views 1365",
        ),
        (
            "https://a.goatcounter.com/counter/TOTAL.json?start=week",
            "week 1365",
        ),
        (
            "https://a.goatcounter.com/counter/TOTAL.json?start=month",
            "month 1365",
        ),
        (
            "https://a.goatcounter.com/counter/TOTAL.json?start=year",
            "year 1365",
        ),
        (
            "https://a.goatcounter.com/counter/TOTAL.json?start=2024-01-01&end=2025-01-01",
            "total 1365",
        ),
    ] {
        check(Format::Auto, url, url, body, expected);
    }
}

#[test]
fn plausible() {
    const NOW: &str = "https://plausible.example/api/stats/site.example/current-visitors";
    const ALL: &str = "https://plausible.example/api/stats/site.example/top-stats?period=all";
    let stats = r#"{"top_stats":[{"name":"Current visitors","value":2,"graph_metric":"current_visitors"},{"name":"Unique visitors","value":812345},{"name":"Total visits","value":900000},{"name":"Total pageviews","value":2497859},{"name":"Views per visit","value":1.5}],"interval":"month"}"#;
    let mut counter = dialogue(Format::Plausible, "https://plausible.example/site.example");
    assert_eq!(
        poll(&mut counter, NOW_MS, &[(NOW, 200, "2"), (ALL, 200, stats)]),
        "online 2, visitors 812345, total 2497859, window 300"
    );
    // The totals stay for five minutes.
    assert_eq!(
        poll(&mut counter, NOW_MS + 299_999, &[(NOW, 200, "3")]),
        "online 3, visitors 812345, total 2497859, window 300"
    );
    // Where they have moved, readers are still counted.
    let gone = r#"{"error":"not found"}"#;
    assert_eq!(
        poll(
            &mut counter,
            NOW_MS + 300_000,
            &[(NOW, 200, "4"), (ALL, 404, gone)]
        ),
        "online 4, visitors 812345, total 2497859, window 300; totals could not be had: the counter reports: status 404, not found"
    );
    let mut private = dialogue(Format::Auto, "https://plausible.io/site.example");
    let body = r#"{"error":"Site does not exist or user does not have sufficient access."}"#;
    let url = "https://plausible.io/api/stats/site.example/current-visitors";
    assert_eq!(
        poll(&mut private, NOW_MS, &[(url, 404, body)]),
        "refused 404: the counter reports: status 404, Site does not exist or user does not have sufficient access.; the dashboard has to be public, or its address needs the ?auth= of a shared link without a password"
    );
}

#[test]
fn matomo() {
    const LIVE: &str = "https://m.example/matomo/index.php?module=API&format=JSON&idSite=3&method=Live.getCounters&lastMinutes=5";
    const ALL: &str = "https://m.example/matomo/index.php?module=API&format=JSON&idSite=3&method=VisitsSummary.get&period=range&date=2000-01-01,today";
    let url = "https://m.example/matomo/index.php?module=CoreHome&idSite=3&period=day";
    let live = r#"[{"visits":3,"actions":6,"visitors":2,"visitsConverted":0}]"#;
    let strings = r#"[{"visits":"3","actions":"6","visitors":"2","visitsConverted":"0"}]"#;
    let stats = r#"{"nb_visits":900000,"nb_actions":2497859,"nb_visits_converted":0}"#;
    for format in [Format::Matomo, Format::Auto] {
        let mut counter = dialogue(format, url);
        assert_eq!(
            poll(
                &mut counter,
                NOW_MS,
                &[(LIVE, 200, live), (ALL, 200, stats)]
            ),
            "online 2, total 2497859, window 300"
        );
        assert_eq!(
            poll(&mut counter, NOW_MS + 15_000, &[(LIVE, 200, strings)]),
            "online 2, total 2497859, window 300"
        );
        let error = r#"{"result":"error","message":"You can't access this resource as it requires 'view' access for the website id = 3."}"#;
        let end = poll(&mut counter, NOW_MS + 30_000, &[(LIVE, 200, error)]);
        assert_eq!(
            end,
            "failed: the counter reports: You can't access this resource as it requires 'view' access for the website id = 3.; in Matomo the user \"anonymous\" has to have view access to the site, and this page's site has to be in cors_domains[] of its configuration"
        );
    }
    let mut counter = dialogue(Format::Matomo, url);
    let error = r#"{"result":"error","message":"No access."}"#;
    assert_eq!(
        poll(
            &mut counter,
            NOW_MS,
            &[(LIVE, 200, live), (ALL, 200, error)]
        ),
        "online 2, window 300; totals could not be had: the counter reports: No access."
    );
}

#[test]
fn swetrix() {
    let asked = "https://api.swetrix.com/v1/log/hb?pids=[%22aBcD1234%22]";
    let body = r#"{"aBcD1234":13}"#;
    let expected = "online 13, window 300";
    for url in [
        "https://swetrix.com/projects/aBcD1234",
        "https://www.swetrix.com/projects/aBcD1234?tab=traffic",
        "https://api.swetrix.com/v1/log/hb?pids=[%22aBcD1234%22]",
        "https://api.swetrix.com/v1/log/hb?pids=%5B%22aBcD1234%22%5D",
        "https://api.swetrix.com/v1/log/hb?pid=aBcD1234",
    ] {
        check(Format::Swetrix, url, asked, body, expected);
        check(Format::Auto, url, asked, body, expected);
    }
    let mut counter = dialogue(Format::Swetrix, "https://swetrix.com/projects/aBcD1234");
    let error =
        r#"{"statusCode":402,"message":"The data could not be loaded","error":"Payment Required"}"#;
    assert_eq!(
        poll(&mut counter, NOW_MS, &[(asked, 402, error)]),
        "refused 402: the counter reports: status 402, The data could not be loaded; the project has to be public in Swetrix"
    );
}

const VERCOUNT: &str = "https://events.vercount.one/api/v2/log?url=https%3A%2F%2Fsong-xanh.example%2Ftin%2Fb%25C3%25A0i-1%3Fa%3D1%26b%3D2";

#[test]
fn vercount() {
    let body = "{\"status\":\"success\",\"message\":\"Data retrieved successfully\",\"data\":{\"site_uv\":1,\"site_pv\":2,\"page_pv\":3}}\n";
    let expected = "visitors 1, page-views 3, total 2";
    check(
        Format::Vercount,
        "https://events.vercount.one/",
        VERCOUNT,
        body,
        expected,
    );
    check(
        Format::Auto,
        "https://events.vercount.one/api/v2/log",
        VERCOUNT,
        body,
        expected,
    );
    let given = "https://events.vercount.one/api/v2/log?url=https%3A%2F%2Fa.example%2F";
    check(Format::Auto, given, given, body, expected);
    let first = "https://events.vercount.one/api/v1/log?url=https%3A%2F%2Fa.example%2F";
    let body = r#"{"site_uv":1,"site_pv":2,"page_pv":3}"#;
    check(Format::Vercount, first, first, body, expected);
    // An owner's proxy for it is told by its looks.
    let proxy = "https://song-xanh.example/dem.json";
    check(Format::Auto, proxy, proxy, body, expected);
}

#[test]
fn vercount_says_success_and_means_an_error() {
    let body = r#"{"status":"success","message":"Invalid URL protocol. Only HTTP and HTTPS are supported.","data":{"site_uv":0,"site_pv":0,"page_pv":0}}"#;
    let expected =
        "failed: the counter reports: Invalid URL protocol. Only HTTP and HTTPS are supported.";
    check(
        Format::Vercount,
        "https://events.vercount.one",
        VERCOUNT,
        body,
        expected,
    );
    let first = "https://events.vercount.one/api/v1/log?url=x";
    let body = r#"{"error":"Invalid URL host","page_pv":0,"site_pv":0,"site_uv":0}"#;
    check(
        Format::Vercount,
        first,
        first,
        body,
        "failed: the counter reports: Invalid URL host",
    );
}

#[test]
fn busuanzi() {
    let asked = "https://bsz.example/api";
    let body = r#"{"data":{"page_pv":4,"page_uv":3,"site_pv":2,"site_uv":1},"message":"ok","success":true}"#;
    let expected = "visitors 1, page-visitors 3, page-views 4, total 2";
    for url in [
        "https://bsz.example",
        "https://bsz.example/",
        "https://bsz.example/api",
    ] {
        check(Format::Busuanzi, url, asked, body, expected);
    }
    let ask = dialogue(Format::Busuanzi, asked).begin(NOW_MS);
    let page = "https://song-xanh.example/tin/b%C3%A0i-1?a=1&b=2";
    assert_eq!(ask.headers, [("x-bsz-referer", page.to_owned())]);
    check(
        Format::Busuanzi,
        asked,
        asked,
        r#"{"success":false,"message":"invalid referer","data":{"project":"https://github.com/soxft/busuanzi"}}"#,
        "failed: the counter reports: invalid referer; this page's site has to be among the CORS origins in the configuration of Busuanzi",
    );
}

#[test]
fn abacus() {
    let asked = "https://abacus.jasoncameron.dev/get/site/visits";
    for url in [asked, "https://abacus.jasoncameron.dev/stream/site/visits"] {
        check(Format::Abacus, url, asked, r#"{"value":123}"#, "total 123");
        check(Format::Auto, url, asked, r#"{"value":123}"#, "total 123");
    }
    let mut counter = dialogue(Format::Abacus, asked);
    assert_eq!(
        poll(
            &mut counter,
            NOW_MS,
            &[(asked, 404, r#"{"error":"Key not found"}"#)]
        ),
        "refused 404: the counter reports: status 404, Key not found"
    );
}

#[test]
fn counterapi() {
    let url = "https://api.counterapi.dev/v2/team/visits";
    let body = r#"{"code":"200","data":{"created_at":"2025-01-01T00:00:00Z","down_count":4,"id":1,"name":"visits","slug":"visits","up_count":2497859,"workspace_id":1}}"#;
    check(Format::CounterApi, url, url, body, "total 2497859");
    check(Format::Auto, url, url, body, "total 2497859");
    let url = "https://api.counterapi.dev/v2/team/visits/stats";
    let body = r#"{"code":"200","data":{"up_count":9,"down_count":0,"stats":{"today":{"up":2,"down":0},"this_week":{"up":5,"down":0}}}}"#;
    check(
        Format::CounterApi,
        url,
        url,
        body,
        "today 2, week 5, total 9",
    );
    check(
        Format::CounterApi,
        url,
        url,
        r#"{"code":"404","message":"counter not found","data":{"up_count":0}}"#,
        "failed: the counter reports: counter not found; the counter has to be readable without a key",
    );
}

#[test]
fn waline() {
    let asked = "https://waline.example/api/article?path=/bai/abc&type=time";
    for (body, expected) in [
        (
            r#"{"errno":0,"errmsg":"","data":[{"time":12}]}"#,
            "page-views 12",
        ),
        (
            r#"{"errno":0,"errmsg":"","data":[{"time":0}]}"#,
            "page-views 0",
        ),
        (r#"[{"time":12}]"#, "page-views 12"),
        (r#"{"time":12}"#, "page-views 12"),
        ("[12]", "page-views 12"),
        ("12", "page-views 12"),
        ("0", "page-views 0"),
        (
            r#"{"errno":1000,"errmsg":"storage is away","data":[{"time":12}]}"#,
            "failed: the counter reports: storage is away",
        ),
    ] {
        check(
            Format::Waline,
            "https://waline.example/?path=/bai/abc",
            asked,
            body,
            expected,
        );
        check(Format::Auto, asked, asked, body, expected);
    }
    check(
        Format::Waline,
        "https://waline.example",
        "https://waline.example/api/article?path=/tin/b%C3%A0i-1&type=time",
        "7",
        "page-views 7",
    );
    check(
        Format::Waline,
        "https://waline.example/article?path=%2Fa",
        "https://waline.example/article?path=%2Fa&type=time",
        "7",
        "page-views 7",
    );
}
