#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use proptest::prelude::*;

/// The same value as serde_json has it.
fn oracle_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(written) => serde_json::from_str(written).unwrap(),
        Value::String(text) => text.as_str().into(),
        Value::Array(list) => list.iter().map(oracle_value).collect(),
        Value::Object(object) => object
            .members()
            .iter()
            .map(|(key, value)| (key.clone(), oracle_value(value)))
            .collect(),
    }
}

/// Both readers accept the same texts and read the same out of them.
#[track_caller]
fn check_with_oracle(text: &str) {
    let expected: Result<serde_json::Value, _> = serde_json::from_str(text);
    let read = parse(text);
    match expected {
        Ok(expected) => assert_eq!(oracle_value(&read.unwrap()), expected, "{text:?}"),
        Err(error) => {
            let message = error.to_string();
            // What the grammar allows and serde_json has no room for.
            let is_grammatical =
                message.contains("surrogate") || message.contains("number out of range");
            if is_grammatical || message.contains("unexpected end of hex escape") {
                return;
            }
            let fault = read.unwrap_err();
            assert_eq!(
                fault.kind == FaultKind::EndsEarly,
                error.is_eof(),
                "{text:?}: {message}"
            );
        }
    }
}

#[track_caller]
fn check(text: &str, expected: Value) {
    assert_eq!(parse(text), Ok(expected), "{text:?}");
}

#[track_caller]
fn check_fault(text: &str, kind: FaultKind, line: usize, column: usize) {
    let fault = parse(text).unwrap_err();
    assert_eq!(
        (fault.kind, fault.line, fault.column),
        (kind, line, column),
        "{text:?}"
    );
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn values() {
    check(" null ", Value::Null);
    check("\u{FEFF}true", Value::Bool(true));
    check("[]", Value::Array(Vec::new()));
    check("{ }", Value::Object(Object::default()));
    check("-0.10e+7", Value::Number("-0.10e+7".to_owned()));
    check(
        "[1, \"a\"]",
        Value::Array(vec![Value::Number("1".to_owned()), string("a")]),
    );
    let object = parse(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
    assert_eq!(object.get("a").unwrap().as_u64(), Some(3));
    assert_eq!(object.get("c"), None);
}

#[test]
fn escapes() {
    check(r#""\"\\\/\b\f\n\r\t""#, string("\"\\/\u{8}\u{C}\n\r\t"));
    check(r#""\u0041\u00e9\u1EEF""#, string("Aéữ"));
    check(r#""\ud83d\uDE00!""#, string("😀!"));
    check(r#""a\ud83d""#, string("a\u{FFFD}"));
    check(r#""\ud83d\n""#, string("\u{FFFD}\n"));
    check(r#""\ud83d\u0041""#, string("\u{FFFD}A"));
    check(r#""\ud83d\ud83d\ude00""#, string("\u{FFFD}😀"));
    check(r#""\ude00x""#, string("\u{FFFD}x"));
    check_fault(r#""\ud83d\u00""#, FaultKind::Unexpected, 1, 12);
    check_fault(r#""\ud83d\x""#, FaultKind::Unexpected, 1, 9);
}

#[test]
fn faults() {
    check_fault("", FaultKind::EndsEarly, 1, 0);
    check_fault("\n", FaultKind::EndsEarly, 2, 0);
    check_fault("[1,\n2", FaultKind::EndsEarly, 2, 1);
    check_fault("{\"a\": nul", FaultKind::EndsEarly, 1, 9);
    check_fault("[1, ]", FaultKind::TrailingComma, 1, 5);
    check_fault("{\"a\":1,\n}", FaultKind::TrailingComma, 2, 1);
    check_fault("{'a':1}", FaultKind::Unexpected, 1, 2);
    check_fault("\"a\tb\"", FaultKind::Unexpected, 1, 3);
    check_fault("1 2", FaultKind::Unexpected, 1, 3);
    check_fault("1\0", FaultKind::Unexpected, 1, 2);
    check_fault(&"[".repeat(500), FaultKind::TooDeep, 1, 128);
    let deep = ["[".repeat(127), "]".repeat(127)].concat();
    assert!(parse(&deep).is_ok());
}

/// Each kind of depth stops at the limit, whatever comes after it.
#[test]
fn depth_is_limited() {
    let deepest = MAX_DEPTH as usize - 1;
    for (open, close) in [
        ("[", "]"),
        ("{\"a\":", "}"),
        ("[0,", "]"),
        ("{\"a\":0,\"b\":", "}"),
    ] {
        let text = [&open.repeat(deepest), "1", &close.repeat(deepest)].concat();
        assert!(parse(&text).is_ok(), "{open}");
        let deeper = [&open.repeat(deepest + 1), "1", &close.repeat(deepest + 1)].concat();
        let fault = parse(&deeper).unwrap_err();
        assert_eq!(fault.kind, FaultKind::TooDeep, "{open}");
        assert_eq!(fault.column, open.len() * deepest + 1, "{open}");
        assert_eq!(parse(&open.repeat(1_000_000)).unwrap_err(), fault, "{open}");
    }
    // What is closed again is no depth.
    let wide = ["[", &"[],".repeat(1_000_000), "{}]"].concat();
    assert!(matches!(parse(&wide), Ok(Value::Array(list)) if list.len() == 1_000_001));
}

#[test]
fn numbers_stay_as_they_are_written() {
    for written in [
        "-0",
        "1e999999",
        "-1E-999999",
        "1e+308",
        "0.1000000000000000055511151231257827",
        "18446744073709551616",
    ] {
        check(written, Value::Number(written.to_owned()));
        assert_eq!(parse(written).unwrap().as_u64(), None);
    }
    let digits = "9".repeat(1_000_000);
    check(&digits, Value::Number(digits.clone()));
    assert_eq!(
        parse("18446744073709551615").unwrap().as_u64(),
        Some(u64::MAX)
    );
}

#[test]
fn marks_and_controls() {
    check("\u{FEFF} \t\r\n1", Value::Number("1".to_owned()));
    check_fault("\u{FEFF}\u{FEFF}1", FaultKind::Unexpected, 1, 1);
    check_fault(" \u{FEFF}1", FaultKind::Unexpected, 1, 2);
    check_fault("\"a\0\"", FaultKind::Unexpected, 1, 3);
    check_fault("\0", FaultKind::Unexpected, 1, 1);
    check("\"\\u0000\"", string("\0"));
    check(
        "\"\u{FEFF}\u{FFFF}\u{10FFFF}\"",
        string("\u{FEFF}\u{FFFF}\u{10FFFF}"),
    );
}

/// The last of several members of one name counts, even among a million.
#[test]
fn members_of_one_name() {
    let text = ["{", &"\"a\":1,".repeat(1_000_000), "\"a\":2,\"b\":3}"].concat();
    let Value::Object(object) = parse(&text).unwrap() else {
        panic!("no object")
    };
    assert_eq!(object.members().len(), 1_000_002);
    assert_eq!(object.get("a"), Some(&Value::Number("2".to_owned())));
    assert_eq!(object.get("c"), None);
}

#[test]
fn what_is_and_is_not_json_is_what_serde_json_says() {
    for text in [
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "1_0",
        "NaN",
        "Infinity",
        "-0",
        "0",
        "0.0",
        "1E5",
        "1e-5",
        "tru",
        "True",
        "truee",
        "nulll",
        "[1 2]",
        "[,1]",
        "{,}",
        "{1:2}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "[1]]",
        "}",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\u{7F}\u{2028}\"",
        "// a\n1",
        "\u{A0}1",
        "\u{C}1",
        "[\"a\",]",
        "\"a",
        "\"\\",
        "'a'",
        "18446744073709551616",
        "123456789012345678901234567890.5",
    ] {
        check_with_oracle(text);
    }
}

#[test]
fn whole_numbers() {
    assert_eq!(whole_number("0"), Some(0));
    assert_eq!(whole_number("007"), Some(7));
    assert_eq!(whole_number("18446744073709551615"), Some(u64::MAX));
    for refused in [
        "18446744073709551616",
        "99999999999999999999",
        "",
        "+1",
        "-1",
        " 1",
        "1.0",
        "1e3",
        "١",
    ] {
        assert_eq!(whole_number(refused), None, "{refused}");
    }
}

#[test]
fn values_as_text() {
    #[track_caller]
    fn check(text: &str, compact: &str, indented: &str) {
        let value = parse(text).unwrap();
        assert_eq!(value.to_text(false), compact);
        assert_eq!(value.to_text(true), indented);
    }
    check(
        "[1, {\"a\": [], \"b\": {}, \"c\": null}, -2.50e3, true]",
        "[1,{\"a\":[],\"b\":{},\"c\":null},-2.50e3,true]",
        "[\n  1,\n  {\n    \"a\": [],\n    \"b\": {},\n    \"c\": null\n  },\n  -2.50e3,\n  true\n]",
    );
    let letters = "\"\\u0000\\n\\\"\\\\/\\u001fé\\u007f\"";
    let written = "\"\\u0000\\n\\\"\\\\/\\u001fé\u{7f}\"";
    check(letters, written, written);
}

fn any_document() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner), 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn every_document_is_read_as_serde_json_wrote_it(document in any_document()) {
        let compact = parse(&document.to_string()).unwrap();
        // Not the document itself: serde_json reads some fractions a little off.
        let expected: serde_json::Value = serde_json::from_str(&document.to_string()).unwrap();
        prop_assert_eq!(oracle_value(&compact), expected);
        let pretty = parse(&serde_json::to_string_pretty(&document).unwrap()).unwrap();
        prop_assert_eq!(pretty, compact);
    }

    #[test]
    fn what_is_written_is_read_again(document in any_document(), is_indented: bool) {
        let value = parse(&document.to_string()).unwrap();
        let text = value.to_text(is_indented);
        prop_assert_eq!(parse(&text).unwrap(), value);
        // Another reader finds the same in it.
        let expected: serde_json::Value = serde_json::from_str(&document.to_string()).unwrap();
        prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), expected);
    }

    #[test]
    fn both_readers_agree_on_damaged_documents(
        document in any_document(),
        at: prop::sample::Index,
        damage in "[\\]\\[{}:,\"\\\\ueE.0-9 +ntf\n\u{1}é-]{0,3}",
    ) {
        let whole = document.to_string();
        let mut end = at.index(whole.len() + 1);
        while !whole.is_char_boundary(end) {
            end -= 1;
        }
        check_with_oracle(&whole[..end]);
        check_with_oracle(&[&whole[..end], &damage, &whole[end..]].concat());
    }

    #[test]
    fn both_readers_agree_on_words_of_json(text in "([\\]\\[{}:,]|\"a\"|\"\\\\u[0-9a-f]{3,4}\"|-?[01][.]?[0-9]?|e5|true|null| ){0,12}") {
        check_with_oracle(&text);
    }

    #[test]
    fn pointers_find_what_serde_json_finds(
        document in any_document(),
        pointer in "(/([0-9]{1,2}|~[01]|[a-c]|))*|.{0,6}",
    ) {
        let text = document.to_string();
        let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
        let found = parse(&text).unwrap().pointer(&pointer).map(oracle_value);
        prop_assert_eq!(found.as_ref(), expected.pointer(&pointer));
    }
}
