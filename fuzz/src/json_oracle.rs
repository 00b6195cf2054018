//! serde_json beside our reader.

use readerly::json::{Value, parse};

/// Both readers accept the same texts and read the same out of them.
pub fn compare(text: &str) {
    // serde_json knows no byte order mark.
    let unmarked = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let expected: Result<serde_json::Value, _> = serde_json::from_str(unmarked);
    match (parse(text), expected) {
        (Ok(read), Ok(expected)) => assert_eq!(value(&read), expected, "{text:?}"),
        (Err(_), Err(_)) => {}
        (Ok(_), Err(error)) => {
            // What the grammar allows and serde_json has no room for.
            let message = error.to_string();
            let is_grammatical = message.contains("surrogate")
                || message.contains("number out of range")
                || message.contains("unexpected end of hex escape");
            assert!(is_grammatical, "{text:?} was read: {message}");
        }
        (Err(fault), Ok(_)) => {
            panic!("{text:?} was refused: {fault:?}");
        }
    }
    if let Err(fault) = parse(text) {
        assert!(fault.line >= 1 && fault.column <= text.len());
    }
}

/// The same value as serde_json has it; a number that is too large for it is
/// its text.
pub fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(written) => {
            serde_json::from_str(written).unwrap_or_else(|_| written.as_str().into())
        }
        Value::String(text) => text.as_str().into(),
        Value::Array(list) => list.iter().map(self::value).collect(),
        Value::Object(object) => object
            .members()
            .iter()
            .map(|(key, member)| (key.clone(), self::value(member)))
            .collect(),
    }
}
