//! What owners have at hand, and what must not be asked.

use super::*;

/// The first request for an address.
#[track_caller]
fn check_ask(format: Format, url: &str, expected: &str) {
    assert_eq!(dialogue(format, url).begin(NOW_MS).url, expected);
}

#[track_caller]
fn check_refused(format: Format, url: &str, reason: &str) {
    match Dialogue::new(&endpoint(format, url, None), PAGE) {
        Ok(_) => panic!("{url} is asked"),
        Err(refusal) => {
            let text = refusal.to_string();
            assert!(text.contains(reason), "{text}");
            assert!(
                text.starts_with("counter \"") && text.ends_with('.'),
                "{text}"
            );
        }
    }
}

#[test]
fn goatcounter_in_all_its_forms() {
    let total = "https://a.goatcounter.com/counter/TOTAL.json";
    for url in [
        "https://a.goatcounter.com",
        "https://a.goatcounter.com/",
        "https://a.goatcounter.com/?hl-period=week",
        total,
        "https://a.goatcounter.com/counter/TOTAL.svg",
        "https://a.goatcounter.com/counter/TOTAL.html?no_branding=1",
        "https://a.goatcounter.com/counter/TOTAL.png#x",
    ] {
        check_ask(Format::GoatCounter, url, total);
        check_ask(Format::Auto, url, total);
    }
    check_ask(
        Format::GoatCounter,
        "https://stats.example/counter/tin/a.html.json",
        "https://stats.example/counter/tin/a.html.json",
    );
    check_ask(
        Format::GoatCounter,
        "https://stats.example/goat/counter/tin/a.svg",
        "https://stats.example/goat/counter/tin/a.json",
    );
}

#[test]
fn share_addresses_of_umami() {
    for (url, asked) in [
        (
            "https://u.example/share/aBcD1234eFgH5678",
            "https://u.example/api/share/aBcD1234eFgH5678",
        ),
        (
            "https://u.example/share/aBcD1234eFgH5678/site.example",
            "https://u.example/api/share/aBcD1234eFgH5678",
        ),
        (
            "https://u.example/share/aBcD1234eFgH5678/site?view=pages#x",
            "https://u.example/api/share/aBcD1234eFgH5678",
        ),
        (
            "https://u.example/api/share/aBcD1234eFgH5678",
            "https://u.example/api/share/aBcD1234eFgH5678",
        ),
        (
            "https://cloud.umami.is/analytics/us/share/aBcD1234eFgH5678",
            "https://cloud.umami.is/analytics/us/api/share/aBcD1234eFgH5678",
        ),
    ] {
        check_ask(Format::Umami, url, asked);
        check_ask(Format::Auto, url, asked);
    }
    check_refused(
        Format::Umami,
        "https://u.example/websites/1",
        "share address",
    );
    check_refused(Format::Umami, "https://u.example/share/", "share address");
    // Files in a folder of that name are nobody's share address.
    check_ask(
        Format::Auto,
        "https://a.example/share/counter.json",
        "https://a.example/share/counter.json",
    );
}

#[test]
fn dashboards_of_plausible() {
    let asked = "https://plausible.example/api/stats/site.example/current-visitors";
    for url in [
        "https://plausible.example/site.example",
        "https://plausible.example/site.example/",
        "https://plausible.example/site.example?period=day",
        "https://plausible.example/api/stats/site.example/top-stats",
    ] {
        check_ask(Format::Plausible, url, asked);
        check_ask(Format::Auto, url, asked);
    }
    check_ask(
        Format::Plausible,
        "https://dem.example/share/site.example?auth=abC-1",
        "https://dem.example/api/stats/site.example/current-visitors?auth=abC-1",
    );
    check_refused(
        Format::Plausible,
        "https://dem.example/",
        "public dashboard",
    );
    check_refused(
        Format::Plausible,
        "https://plausible.io/api/v1/stats/realtime/visitors?site_id=a",
        "needs a key",
    );
}

#[test]
fn matomo_by_any_of_its_addresses() {
    let tail = "index.php?module=API&format=JSON&idSite=1&method=Live.getCounters&lastMinutes=5";
    for (url, base) in [
        ("https://m.example", "https://m.example/"),
        ("https://m.example/", "https://m.example/"),
        ("https://m.example/matomo/", "https://m.example/matomo/"),
        (
            "https://m.example/matomo/index.php",
            "https://m.example/matomo/",
        ),
        (
            "https://m.example/piwik.php?idsite=1&rec=1",
            "https://m.example/",
        ),
    ] {
        check_ask(Format::Matomo, url, &[base, tail].concat());
    }
    check_ask(
        Format::Auto,
        "https://m.example/matomo.php?idsite=1&rec=1",
        &["https://m.example/", tail].concat(),
    );
}

#[test]
fn whatever_is_not_known_is_asked_as_it_is() {
    for url in [
        "https://stats.example/v1/counter/portal",
        "https://stats.example/v1/counter/portal.json",
        "https://stats.example/counter/portal.json",
        "http://127.0.0.1:8080/api/count?site=1&page=/a",
        "https://song-xanh.example/get/it/from/here",
    ] {
        check_ask(Format::Auto, url, url);
        check_ask(Format::Json, url, url);
    }
    check_ask(Format::Auto, "https://a.example/c#x", "https://a.example/c");
}

#[test]
fn counting_addresses_are_refused_with_the_reason() {
    const COUNTS: &str = "counts a visit each time";
    for url in [
        "https://abacus.jasoncameron.dev/hit/site/visits",
        "https://busuanzi.ibruce.info/busuanzi?jsonpCallback=BusuanziCallback_1",
        "https://busuanzi.ibruce.info/",
        "https://bsz.example/jsonp?jsonpCallback=x",
        "https://api.counterapi.dev/v2/team/visits/up",
        "https://api.counterapi.dev/v2/team/visits/down/",
        "https://hits.sh/a.example.svg",
        "https://hits.seeyoufarm.com/api/count/incr/badge.svg?url=x",
        "https://site.goatcounter.com/count?p=/a",
        "https://count.getloli.com/get/@me",
        "https://moe.example/get/@me?theme=gelbooru",
        "https://moe.example/record/@me",
        "https://komarev.com/ghpvc/?username=me",
    ] {
        check_refused(Format::Auto, url, COUNTS);
        check_refused(Format::Json, url, COUNTS);
    }
    check_refused(Format::GoatCounter, "https://stats.example/count", COUNTS);
    check_refused(Format::Busuanzi, "https://bsz.example/jsonp", COUNTS);
    check_refused(Format::CounterApi, "https://c.example/v2/a/b/set", COUNTS);
    for (url, reason) in [
        (
            "https://abacus.jasoncameron.dev/hit/a/b",
            "write /get/ in place of /hit/",
        ),
        ("https://api.countapi.xyz/get/a/b", "shut down"),
        ("https://api.counterapi.dev/v1/a/b", "retired"),
        ("https://u.example/api/send", "Umami counts visits there"),
        (
            "https://plausible.io/api/event",
            "Plausible counts visits there",
        ),
        ("https://badges.example/visitors.svg", "this is a picture"),
        (
            "https://badges.example/visitors.png?page=1",
            "this is a picture",
        ),
    ] {
        check_refused(Format::Auto, url, reason);
    }
    // Names that merely look like them are nobody's business.
    for url in [
        "https://a.example/count",
        "https://a.example/tin/hit/1.json",
        "https://nothits.sh.example/a",
        "https://a.example/up",
    ] {
        check_ask(Format::Auto, url, url);
    }
}

#[test]
fn addresses_that_say_too_little_are_refused() {
    check_refused(
        Format::Abacus,
        "https://abacus.example/get/a",
        "/get/namespace/key",
    );
    check_refused(
        Format::Abacus,
        "https://abacus.example/",
        "/get/namespace/key",
    );
    check_refused(
        Format::CounterApi,
        "https://api.counterapi.dev/v2/team",
        "/v2/workspace/name",
    );
    check_refused(Format::Swetrix, "https://swetrix.com/", "/projects/");
    check_refused(
        Format::Swetrix,
        "https://own.example/projects/aBcD1234",
        "/v1/log/hb",
    );
    check_refused(
        Format::Swetrix,
        "https://api.swetrix.com/v1/log/hb?pids=[%22a%2Fb%22]",
        "/v1/log/hb",
    );
    check_refused(Format::Json, "ftp://a.example/", "no http or https address");
    check_refused(Format::Json, "https://", "no http or https address");
}

#[test]
fn nobody_is_asked_more_often_than_is_of_use() {
    for (format, url, seconds) in [
        (Format::Json, "https://a.example/c", 5),
        (Format::Auto, "https://a.example/c", 5),
        (Format::GoatCounter, "https://a.example/", 300),
        (Format::Umami, "https://u.example/share/aBcD1234", 15),
        (Format::Plausible, "https://p.example/a", 15),
        (Format::Matomo, "https://m.example/", 15),
        (Format::Swetrix, "https://swetrix.com/projects/a1", 15),
        (Format::Vercount, "https://events.vercount.one", 60),
        (Format::Busuanzi, "https://b.example", 60),
        (Format::Abacus, "https://a.example/get/a/b", 60),
        (Format::CounterApi, "https://api.counterapi.dev/v2/a/b", 60),
        (Format::Waline, "https://w.example", 60),
        (Format::Shields, "https://a.example/b.json", 60),
        (Format::Number, "https://a.example/n", 15),
    ] {
        let least_ms = dialogue(format, url).least_interval_ms();
        assert_eq!(least_ms, seconds * 1000, "{}", format.name());
    }
    // What is found out later counts from then on.
    let mut counter = dialogue(Format::Auto, "https://a.example/c");
    let body = r#"{"count_unique":"1","count":"1"}"#;
    poll(&mut counter, NOW_MS, &[("https://a.example/c", 200, body)]);
    assert_eq!(counter.least_interval_ms(), 300_000);
}

#[test]
fn panels_that_ask_the_same_share_a_key() {
    let key = |format, url, map, page| {
        Dialogue::new(&endpoint(format, url, map), page)
            .unwrap()
            .key()
    };
    let (a, b) = ("https://a.example/1", "https://a.example/2");
    let goat = "https://x.goatcounter.com/";
    let same = key(Format::GoatCounter, goat, None, a);
    assert_eq!(same, key(Format::GoatCounter, goat, None, b));
    assert_eq!(
        same,
        key(
            Format::Auto,
            "https://x.goatcounter.com/counter/TOTAL.svg",
            None,
            b
        )
    );
    assert_ne!(
        same,
        key(Format::GoatCounter, "https://y.goatcounter.com/", None, a)
    );
    // What is asked about the page is not the same on another page.
    for (format, url) in [
        (Format::Vercount, "https://events.vercount.one/"),
        (Format::Busuanzi, "https://b.example/"),
        (Format::Waline, "https://w.example/"),
    ] {
        assert_ne!(key(format, url, None, a), key(format, url, None, b));
    }
    let json = "https://a.example/c";
    let map = Some(r#"{"online":"/a"}"#);
    assert_ne!(
        key(Format::Auto, json, map, a),
        key(Format::Auto, json, None, a)
    );
    assert_ne!(
        key(Format::Auto, json, None, a),
        key(Format::Json, json, None, a)
    );
}
