#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;

#[test]
fn bodies() {
    #[track_caller]
    fn check(body: &str, expected: Result<Event, &str>) {
        match (parse(body.as_bytes()), expected) {
            (Ok((_, event)), Ok(expected)) => assert_eq!(event, expected),
            (Err(what), Err(part)) => assert!(what.contains(part), "{what}"),
            (outcome, expected) => panic!("{body}: {outcome:?}, expected {expected:?}"),
        }
    }
    let a = || "/a".parse().unwrap();
    check(
        r#"{"event":"hit","tab":"12345678","path":"/a"}"#,
        Ok(Event::Hit(a())),
    );
    check(
        r#" {"path":"/a?b","tab":"12345678","event":"heartbeat"} "#,
        Ok(Event::Heartbeat(a())),
    );
    check(
        r#"{"event":"leave","tab":"12345678","path":"/a"}"#,
        Ok(Event::Leave),
    );
    check(r#"{"event":"leave","tab":"12345678"}"#, Ok(Event::Leave));
    check(
        r#"{"event":"hit","tab":"12345678","path":"/a","more":[1]}"#,
        Ok(Event::Hit(a())),
    );
    check("", Err("EOF"));
    check("{", Err("EOF"));
    check("null", Err("invalid type"));
    check("[]", Err("invalid length"));
    check(r#"{"event":"hit"}"#, Err("missing field `tab`"));
    check(
        r#"{"event":"visit","tab":"12345678","path":"/a"}"#,
        Err("unknown variant `visit`"),
    );
    check(
        r#"{"event":"hit","tab":"12345678"}"#,
        Err("path is missing"),
    );
    check(
        r#"{"event":"hit","tab":"12345678","path":null}"#,
        Err("path is missing"),
    );
    check(
        r#"{"event":"hit","tab":"12345678","path":"a"}"#,
        Err("begin with a slash"),
    );
    check(
        r#"{"event":"hit","tab":"short","path":"/a"}"#,
        Err("8 to 64"),
    );
    check(
        r#"{"event":"hit","tab":12345678,"path":"/a"}"#,
        Err("invalid type"),
    );
    check(
        r#"{"event":"hit","tab":"12345678","path":"/a"} x"#,
        Err("trailing characters"),
    );
}

#[test]
fn content_types() {
    #[track_caller]
    fn check(value: Option<&str>, good: bool) {
        let mut headers = HeaderMap::new();
        if let Some(value) = value {
            headers.insert(header::CONTENT_TYPE, value.parse().unwrap());
        }
        assert_eq!(check_content_type(&headers).is_ok(), good, "{value:?}");
    }
    check(None, true);
    check(Some("text/plain;charset=UTF-8"), true);
    check(Some("Application/JSON ; charset=utf-8"), true);
    check(Some("application/x-www-form-urlencoded"), false);
    check(Some("text/plainer"), false);
    check(Some(""), false);
}

proptest! {
    #[test]
    fn no_body_breaks_the_parser(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(parse(&bytes).is_err());
    }

    #[test]
    fn a_body_that_is_read_holds_a_clean_path(path in any::<String>(), tab in "[ -~]{0,70}") {
        let body = serde_json::json!({"event": "hit", "tab": tab, "path": path}).to_string();
        if let Ok((_, event)) = parse(body.as_bytes()) {
            let Event::Hit(page) = event else { panic!("a hit became {event:?}") };
            prop_assert!(path.starts_with(page.as_str()));
            prop_assert!(!page.as_str().contains(['?', '#', '\n', '\0']));
        }
    }
}
