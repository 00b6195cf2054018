//! What real servers sent, recorded.

use super::*;

/// A recorded body.
macro_rules! recorded {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/fixtures/counters/",
            $name
        ))
    };
}

/// One answer to a counter that is asked at the address its owner wrote.
#[track_caller]
fn check_recorded(format: Format, url: &str, status: u16, body: &str, expected: &str) {
    for format in [format, Format::Auto] {
        let mut counter = dialogue(format, url);
        assert_eq!(poll(&mut counter, NOW_MS, &[(url, status, body)]), expected);
    }
}

#[test]
fn goatcounter() {
    const TOTAL: &str = "https://dem.goatcounter.com/counter/TOTAL.json";
    const PATH: &str = "https://dem.goatcounter.com/counter/bai/abc.json";
    for (url, status, body, expected) in [
        (
            TOTAL,
            200,
            recorded!("goatcounter/total.json"),
            "total 1238",
        ),
        (
            TOTAL,
            200,
            recorded!("goatcounter/total-zero.json"),
            "total 0",
        ),
        (
            PATH,
            200,
            recorded!("goatcounter/path.json"),
            "page-views 5",
        ),
        (
            PATH,
            200,
            recorded!("goatcounter/path-grouped.json"),
            "page-views 1233",
        ),
        (
            PATH,
            404,
            recorded!("goatcounter/unknown.json"),
            "page-views 0",
        ),
    ] {
        check_recorded(Format::GoatCounter, url, status, body, expected);
    }
}

#[test]
fn abacus() {
    let url = "https://abacus.example/get/song-xanh/dem";
    for (status, body, expected) in [
        (200, recorded!("abacus/value.json"), "total 5"),
        (
            404,
            recorded!("abacus/unknown.json"),
            "refused 404: the counter reports: status 404, Key not found",
        ),
        (
            400,
            recorded!("abacus/bad-namespace.json"),
            "refused 400: the counter reports: status 400, Invalid namespace: length must be between 3 and 64 characters inclusive",
        ),
        // Were it to come with a happy status, it would still be an error.
        (
            200,
            recorded!("abacus/rate-limited.json"),
            "failed: the counter reports: Too many requests. Try again in 9.999996736s",
        ),
    ] {
        check_recorded(Format::Abacus, url, status, body, expected);
    }
}

#[test]
fn vercount() {
    let first = "https://events.vercount.one/api/v1/log?url=https%3A%2F%2Fa.example%2F";
    let second = "https://events.vercount.one/api/v2/log?url=https%3A%2F%2Fa.example%2F";
    let counts = "visitors 1, page-views 4, total 4";
    let invalid =
        "failed: the counter reports: Invalid URL protocol. Only HTTP and HTTPS are supported.";
    let missing = "refused 400: the counter reports: status 400, Missing url parameter";
    let limited = "failed: the counter reports: Rate limit exceeded";
    for (url, status, body, expected) in [
        (first, 200, recorded!("vercount/v1.json"), counts),
        (first, 200, recorded!("vercount/v1-invalid.json"), invalid),
        (first, 400, recorded!("vercount/v1-missing.json"), missing),
        (
            first,
            200,
            recorded!("vercount/v1-rate-limited.json"),
            limited,
        ),
        (second, 200, recorded!("vercount/v2.json"), counts),
        (
            second,
            200,
            recorded!("vercount/v2-unknown.json"),
            "visitors 0, page-views 0, total 0",
        ),
        (second, 200, recorded!("vercount/v2-invalid.json"), invalid),
        (second, 400, recorded!("vercount/v2-missing.json"), missing),
        (
            second,
            200,
            recorded!("vercount/v2-rate-limited.json"),
            limited,
        ),
    ] {
        check_recorded(Format::Vercount, url, status, body, expected);
    }
}

#[test]
fn busuanzi() {
    let url = "https://busuanzi.example/api";
    for (body, expected) in [
        (
            recorded!("busuanzi/counts.json"),
            "visitors 1, page-visitors 1, page-views 4, total 4",
        ),
        (
            recorded!("busuanzi/other-page.json"),
            "visitors 1, page-visitors 0, page-views 0, total 4",
        ),
        (
            recorded!("busuanzi/no-header.json"),
            "failed: the counter reports: invalid referer; this page's site has to be among the CORS origins in the configuration of Busuanzi",
        ),
    ] {
        check_recorded(Format::Busuanzi, url, 200, body, expected);
    }
}

#[test]
fn waline() {
    let url = "https://waline.example/api/article?path=/bai/abc&type=time";
    for (status, body, expected) in [
        (200, recorded!("waline/views.json"), "page-views 4"),
        (200, recorded!("waline/unknown.json"), "page-views 0"),
        (200, recorded!("waline/first-address.json"), "page-views 4"),
        (
            200,
            recorded!("waline/not-found.json"),
            "failed: the counter reports: url `/api/nothing` not found.",
        ),
        (
            200,
            recorded!("waline/refused.json"),
            "failed: the counter's answer has 1001 at /errno, as it does when something went wrong",
        ),
    ] {
        check_recorded(Format::Waline, url, status, body, expected);
    }
}

#[test]
fn umami() {
    const SHARE: &str = "https://u.example/api/share/dem12345";
    const WEBSITE: &str = "https://u.example/api/websites/11111111-2222-4333-8444-555555555555";
    let active = [WEBSITE, "/active"].concat();
    let stats = format!("{WEBSITE}/stats?startAt=0&endAt={NOW_MS}");
    let share = (SHARE, 200, recorded!("umami/share.json"));
    let three = (&*active, 200, recorded!("umami/active.json"));
    for (script, expected) in [
        (
            vec![share, three, (&*stats, 200, recorded!("umami/stats.json"))],
            "online 3, visitors 3, total 6, window 300",
        ),
        (
            vec![
                share,
                three,
                (&*stats, 400, recorded!("umami/no-range.json")),
            ],
            "online 3, window 300; totals could not be had: the counter reports: status 400, Bad request",
        ),
        (
            vec![
                share,
                (&*active, 401, recorded!("umami/unauthorized.json")),
                share,
                three,
                (&*stats, 200, recorded!("umami/stats.json")),
            ],
            "online 3, visitors 3, total 6, window 300",
        ),
        (
            vec![(SHARE, 404, recorded!("umami/share-unknown.json"))],
            "refused 404: the counter reports: status 404, Not found; the share address has to be on in the settings of the website in Umami",
        ),
    ] {
        let mut counter = dialogue(Format::Auto, "https://u.example/share/dem12345");
        assert_eq!(poll(&mut counter, NOW_MS, &script), expected);
    }
}
