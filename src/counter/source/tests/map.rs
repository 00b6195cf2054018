//! The owner's own table.

use super::*;

const URL: &str = "https://song-xanh.example/thong-ke";

fn mapped(format: Format, map: &str) -> Result<Dialogue, Refusal> {
    Dialogue::new(&endpoint(format, URL, Some(map)), PAGE)
}

#[track_caller]
fn check_map(map: &str, body: &str, expected: &str) {
    for format in [Format::Auto, Format::Json] {
        let mut counter = mapped(format, map).unwrap();
        assert_eq!(poll(&mut counter, NOW_MS, &[(URL, 200, body)]), expected);
    }
}

#[track_caller]
fn check_page(map: &str, html: &str, expected: &str) {
    for format in [Format::Auto, Format::Html] {
        let mut counter = mapped(format, map).unwrap();
        assert_eq!(poll(&mut counter, NOW_MS, &[(URL, 200, html)]), expected);
    }
}

#[track_caller]
fn check_refused(format: Format, map: Option<&str>, reason: &str) {
    match Dialogue::new(&endpoint(format, URL, map), PAGE) {
        Ok(_) => panic!("{map:?} is taken"),
        Err(refusal) => assert!(refusal.to_string().contains(reason), "{refusal}"),
    }
}

#[test]
fn any_json_can_be_read() {
    let body =
        r#"{"ok":true,"data":{"now":13,"all":"2.497.859","today":"90","first":"2013-04-02"}}"#;
    check_map(
        r#"{"online":"/data/now","total":"/data/all","Today":"/x | /data/today","since":"/data/first","guard":{"/ok":true}}"#,
        body,
        "online 13, today 90, total 2497859, since \"2013-04-02\"",
    );
    check_map(r#"{"page-views":"/0"}"#, "[1365]", "page-views 1365");
    check_map(r#"{"online":""}"#, "13", "online 13");
    check_map(r#"{"message":"/n"}"#, r#"{"n":"2.5k"}"#, "total \"2.5k\"");
    check_map(
        r#"{"online":"/n","window":"/w","ttl":"/t"}"#,
        r#"{"n":1,"w":60,"t":9}"#,
        "online 1, window 60, ttl 9",
    );
}

#[test]
fn a_guard_that_does_not_hold_is_a_failure() {
    let map = r#"{"online":"/now","guard":{"/ok":true,"/error":null,"/code":0}}"#;
    check_map(map, r#"{"ok":true,"code":0,"now":13}"#, "online 13");
    check_map(map, r#"{"ok":true,"code":"0","now":13}"#, "online 13");
    check_map(
        map,
        r#"{"ok":false,"code":0,"now":13}"#,
        "failed: the counter's answer has false at /ok, as it does when something went wrong",
    );
    check_map(
        map,
        r#"{"code":0,"now":13}"#,
        "failed: the counter's answer has null at /ok, as it does when something went wrong",
    );
    check_map(
        map,
        r#"{"ok":true,"code":0,"error":"database is away","now":0}"#,
        "failed: the counter reports: database is away",
    );
}

#[test]
fn places_where_nothing_is_are_told() {
    check_map(
        r#"{"online":"/now","total":"/all"}"#,
        r#"{"now":13}"#,
        "online 13; counter-map field \"total\": /all found nothing",
    );
    check_map(
        r#"{"online":"/now","total":"/all"}"#,
        r#"{"now":13,"all":1.5}"#,
        "online 13; /all: 1.5 is not a whole number of 0 or more; left out",
    );
    check_map(
        r#"{"online":"/now"}"#,
        "{}",
        "failed: the counter's answer holds no number that could be shown; counter-map field \"online\": /now found nothing",
    );
}

#[test]
fn mistakes_are_named_and_the_rest_is_used() {
    check_map(
        r#"{"online":"/now","visits":"/v","total":"/a | b","today":7,"guard":{"ok":1}}"#,
        r#"{"now":13}"#,
        "online 13; counter-map field \"visits\" is not known here; known fields: online, page-online, today, yesterday, week, month, year, visitors, page-visitors, page-views, total, since, page-path, at, ttl, window, stream, label, message, guard; counter-map field \"today\" must be a text: a JSON Pointer such as \"/data/now\", or for a page a CSS selector such as \"#online\"; counter-map field \"guard\": \"ok\" is no JSON Pointer, which begins with \"/\"; the field was ignored; counter-map field \"total\": \"b\" is no JSON Pointer, which begins with \"/\"; the field was ignored",
    );
    check_refused(
        Format::Auto,
        Some("{"),
        "is not JSON: there is a mistake at line 1, column 1",
    );
    check_refused(Format::Auto, Some("[]"), "must be an object such as");
    check_refused(Format::Json, Some("{}"), "names no field");
    check_refused(
        Format::Json,
        Some(r#"{"online":"now"}"#),
        "is no JSON Pointer",
    );
}

#[test]
fn the_known_fields_are_all_named() {
    let refusal = mapped(Format::Auto, r#"{"x":""}"#).unwrap_err().to_string();
    for field in crate::counter::shapes::FIELDS {
        assert!(refusal.contains(field), "{field}");
    }
}

#[test]
fn a_page_is_read_by_selectors() {
    let html = r#"<div><span id="now">Đang online: 13</span><b id="day">90</b>
        <b id="all">2.497.859 lượt</b><i id="first">2013-04-02</i><i id="k">2.5k</i></div>"#;
    check_page(
        r##"{"online":"#now","today":"#day","total":"#all","since":"#first"}"##,
        html,
        "online 13, today 90, total 2497859, since \"2013-04-02\"",
    );
    check_page(
        r##"{"online":"#now","total":"#k","month":"#gone","since":"#day"}"##,
        html,
        "online 13; counter-map field \"total\": \"2.5k\" is not one whole number that could be told for certain; counter-map field \"month\": \"#gone\" found nothing on the page; counter-map field \"since\": \"90\" is not a day such as \"2013-04-02\"",
    );
    check_page(
        r##"{"online":"#gone"}"##,
        html,
        "failed: the counter's answer holds no number that could be shown; counter-map field \"online\": \"#gone\" found nothing on the page",
    );
    check_page(
        r#"{"online":"[["}"#,
        html,
        "failed: counter-map: \"[[\" is no CSS selector such as \"#online\"",
    );
    check_page(
        r##"{"online":"#now"}"##,
        "no parser",
        "failed: this page's policy (require-trusted-types-for) keeps this browser from reading another page; have the numbers sent as JSON",
    );
    check_page(
        r##"{"online":"#now","stream":"#x"}"##,
        html,
        "online 13; counter-map field \"stream\" cannot be read from a page; the field was ignored",
    );
    let mut counter = mapped(Format::Html, r##"{"online":"#now"}"##).unwrap();
    assert!(counter.begin(NOW_MS).max_bytes > crate::counter::read::BODY_LIMIT);
}

#[test]
fn only_pages_of_the_same_site_are_read() {
    let map = Some(r##"{"online":"#now"}"##);
    for url in [
        "https://other.example/",
        "http://song-xanh.example/",
        "https://song-xanh.example:8443/",
        "https://www.song-xanh.example/",
    ] {
        for format in [Format::Html, Format::Auto] {
            let refusal = Dialogue::new(&endpoint(format, url, map), PAGE).unwrap_err();
            assert!(
                refusal.to_string().contains("page of another site"),
                "{refusal}"
            );
        }
    }
    check_refused(Format::Html, None, "a page is read with selectors");
}

#[test]
fn a_map_says_what_a_bare_number_counts() {
    let mut counter = mapped(Format::Number, r#"{"online":""}"#).unwrap();
    assert_eq!(
        poll(&mut counter, NOW_MS, &[(URL, 200, "1,234")]),
        "online 1234"
    );
}

#[test]
fn formats_that_are_known_need_no_map() {
    let url = "https://abacus.example/get/a/b";
    let endpoint = endpoint(Format::Abacus, url, Some(r#"{"online":"/x"}"#));
    let mut counter = Dialogue::new(&endpoint, PAGE).unwrap();
    let script = [(url, 200, r#"{"value":7}"#)];
    assert_eq!(poll(&mut counter, NOW_MS, &script), "total 7");
}
