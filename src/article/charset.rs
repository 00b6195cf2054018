//! In which letters a document is written, where that is not UTF-8.

use crate::text::{holds, trimmed};

/// How far into a document its own word on its encoding counts: as in
/// <https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>.
const PRESCANNED: usize = 1024;

/// The label of the encoding that a document claims, to be looked up by a
/// decoder; `None` leaves it to UTF-8. `content_type` is the whole header.
///
/// A byte order mark goes before the header, and the header before what stands
/// in the document. JSON is UTF-8 whatever is claimed, unless it is not: see
/// [`is_markup`].
pub fn label(bytes: &[u8], content_type: &str) -> Option<String> {
    let mark: &[(&[u8], &str)] = &[
        (b"\xEF\xBB\xBF", "utf-8"),
        (b"\xFE\xFF", "utf-16be"),
        (b"\xFF\xFE", "utf-16le"),
    ];
    for (mark, label) in mark {
        if bytes.starts_with(mark) {
            return Some((*label).to_owned());
        }
    }
    if let Some(label) = value_of(content_type.as_bytes(), b"charset") {
        return Some(label);
    }
    label_within(bytes)
}

/// The label that markup claims itself.
fn label_within(bytes: &[u8]) -> Option<String> {
    if !is_markup(bytes) {
        return None;
    }
    let label = prescan(bytes.get(..PRESCANNED).unwrap_or(bytes))?;
    // Whoever could read this far was not reading UTF-16, by whichever of its
    // names (<https://encoding.spec.whatwg.org/#names-and-labels>).
    if label.starts_with("utf-16") || holds(&label, "unicode") || holds(&label, "ucs-2") {
        return None;
    }
    Some(label)
}

/// Reads bytes in the encoding of a label; `None` where that is not known.
pub type Decode<'a> = &'a dyn Fn(&str, &[u8]) -> Option<String>;

/// The letters of a document, without a byte order mark. `decode` knows the
/// encodings that are not UTF-8.
///
/// `None` where there are bytes that are no letters, and nobody says what they are.
pub fn text_of(bytes: Vec<u8>, content_type: &str, decode: Decode<'_>) -> Option<String> {
    let label = label(&bytes, content_type);
    let is_markup = is_markup(&bytes);
    let is_utf8 = matches!(label.as_deref(), None | Some("utf-8" | "utf8"));
    let mut bytes = bytes;
    if is_utf8 || !is_markup {
        match String::from_utf8(bytes) {
            Ok(text) => {
                return Some(match text.strip_prefix('\u{feff}') {
                    Some(rest) => rest.to_owned(),
                    None => text,
                });
            }
            Err(error) => bytes = error.into_bytes(),
        }
    }
    // One broken letter costs a page, as in a browser, no more than itself.
    // Where JSON is what is broken, none can be trusted.
    if is_utf8 && !is_markup {
        return None;
    }
    // A name that nobody knows says nothing: what the markup says itself is next.
    for label in [label, label_within(&bytes)].into_iter().flatten() {
        let text = decode(&label, &bytes);
        if text.is_some() {
            return text;
        }
    }
    match String::from_utf8(bytes) {
        Err(error) if is_markup => decode(likely_label(error.as_bytes()), error.as_bytes()),
        text => text.ok(),
    }
}

/// What markup is in that claims nothing known and is no flawless UTF-8: UTF-8 where
/// most of its letters are, or else what browsers take in the west.
fn likely_label(bytes: &[u8]) -> &'static str {
    let (mut whole, mut broken) = (0, 0);
    for pair in bytes.windows(2) {
        if pair[0] >= 0xC2 {
            if matches!(pair[1], 0x80..=0xBF) {
                whole += 1;
            } else {
                broken += 1;
            }
        }
    }
    if whole < broken {
        "windows-1252"
    } else {
        "utf-8"
    }
}

/// Whether a document begins as HTML and XML do. What does not is JSON, which
/// is UTF-8 (<https://www.rfc-editor.org/rfc/rfc8259#section-8.1>), so that a
/// server's wrong word on it is believed only where UTF-8 fails.
pub fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().first() == Some(&b'<')
}

fn prescan(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'<' {
            continue;
        }
        let is_comment = tail.starts_with(b"!--");
        let end = position(tail, if is_comment { b"-->" } else { b">" }).unwrap_or(tail.len());
        let tag = &tail[..end];
        let name = tag.get(..5).unwrap_or_default();
        let label = if name.eq_ignore_ascii_case(b"meta ") || name.eq_ignore_ascii_case(b"meta\n") {
            value_of(tag, b"charset")
        } else if name == b"?xml " {
            value_of(tag, b"encoding")
        } else {
            None
        };
        if label.is_some() {
            return label;
        }
        rest = &tail[end..];
    }
    None
}

/// What stands behind `name` and an equals sign, without its quotes, in lower
/// case.
#[inline(never)]
fn value_of(text: &[u8], name: &[u8]) -> Option<String> {
    let start = position(text, name)? + name.len();
    let rest = text[start..].trim_ascii_start().strip_prefix(b"=")?;
    let mut label = String::new();
    for byte in rest.trim_ascii_start() {
        match byte {
            b'"' | b'\'' if label.is_empty() => {}
            b'-' | b'_' | b':' | b'.' | b'+' | b'(' | b')' => label.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => {
                label.push(char::from(byte.to_ascii_lowercase()));
            }
            _ => break,
        }
    }
    (!trimmed(&label).is_empty()).then_some(label)
}

/// Where `part` stands in `text`, whatever its case.
#[inline(never)]
fn position(text: &[u8], part: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(found) = text.get(start..start + part.len()) {
        if found.eq_ignore_ascii_case(part) {
            return Some(start);
        }
        start += 1;
    }
    None
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(document: &[u8], content_type: &str, expected: Option<&str>) {
        assert_eq!(label(document, content_type).as_deref(), expected);
    }

    #[test]
    fn marks_and_headers() {
        check(b"", "", None);
        check(b"{}", "application/json", None);
        check(b"{}", "application/json; charset=utf-8", Some("utf-8"));
        check(
            b"x",
            "text/html;Charset = \"Windows-1258\"; q=1",
            Some("windows-1258"),
        );
        check(b"x", "text/html; charset=", None);
        check(b"x", "text/html; charset=\"", None);
        check(b"\xEF\xBB\xBFx", "text/html; charset=koi8-r", Some("utf-8"));
        check(b"\xFF\xFEx\0", "", Some("utf-16le"));
        check(b"\xFE\xFF\0x", "", Some("utf-16be"));
    }

    #[test]
    fn what_the_document_says() {
        check(
            b"<!doctype html><meta charset=windows-1258>",
            "text/html",
            Some("windows-1258"),
        );
        check(b" <META CHARSET='ISO-8859-1' >", "", Some("iso-8859-1"));
        check(
            b"<head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">",
            "",
            Some("gb2312"),
        );
        check(
            b"<?xml version=\"1.0\" encoding=\"Windows-1252\"?><rss>",
            "",
            Some("windows-1252"),
        );
        // The header is believed before the document.
        check(
            b"<meta charset=koi8-r>",
            "text/html; charset=utf-8",
            Some("utf-8"),
        );
        // A document that could be read so far is not UTF-16.
        for label in [
            "utf-16le",
            "unicode",
            "csUnicode",
            "ucs-2",
            "ISO-10646-UCS-2",
            "unicodefeff",
        ] {
            check(format!("<meta charset={label}>").as_bytes(), "", None);
        }
        check(
            b"<!-- <meta charset=koi8-r> --><p>charset=big5<meta name=a content=b>",
            "",
            None,
        );
        check(b"<title>charset=koi8-r</title>", "", None);
        check(b"<!-- ", "", None);
        check(b"<metadata charset=koi8-r>", "", None);
        // Not markup: JSON may speak of encodings as it likes.
        check(b"{\"html\": \"<meta charset=koi8-r>\"}", "", None);
    }

    #[test]
    fn letters_of_bytes() {
        /// An encoding that everybody knows, and two that nobody does.
        fn decode(label: &str, bytes: &[u8]) -> Option<String> {
            let letters = bytes.iter().map(|byte| char::from(*byte));
            match label {
                "iso-8859-1" => Some(letters.collect()),
                "utf-8" | "windows-1252" => Some(format!("{label}: {}", bytes.len())),
                _ => None,
            }
        }
        #[track_caller]
        fn check(bytes: &[u8], content_type: &str, expected: Option<&str>) {
            let text = text_of(bytes.to_vec(), content_type, &decode);
            assert_eq!(text.as_deref(), expected);
        }
        check(b"", "", Some(""));
        check("é".as_bytes(), "", Some("é"));
        check(b"\xEF\xBB\xBF{}", "", Some("{}"));
        check(b"<p>\xe9", "text/html; charset=iso-8859-1", Some("<p>é"));
        // JSON is UTF-8 whatever a server says, unless it is not.
        check(
            "\"é\"".as_bytes(),
            "text/json; charset=iso-8859-1",
            Some("\"é\""),
        );
        check(b"\"\xe9\"", "text/json; charset=iso-8859-1", Some("\"é\""));
        check(b"\"\xe9\"", "text/json; charset=utf-8", None);
        // Markup is read whatever it lacks: most of this one is UTF-8.
        check("<p>é".as_bytes(), "", Some("<p>é"));
        check(
            &[b"<p>", "éé".as_bytes(), b"\xff"].concat(),
            "",
            Some("utf-8: 8"),
        );
        check(b"<p>\xe9t\xe9", "", Some("windows-1252: 6"));
        check(b"<p>\x80", "", Some("utf-8: 4"));
        // An unknown name says nothing.
        check(
            "<p>é".as_bytes(),
            "text/html; charset=klingon",
            Some("<p>é"),
        );
        let unknown = "text/html; charset=klingon";
        check(b"<p>\xe9t", unknown, Some("windows-1252: 5"));
        check("<p>é\u{301}".as_bytes(), unknown, Some("<p>é\u{301}"));
        check(
            &["<p>éé".as_bytes(), b"\xff"].concat(),
            "text/html; charset=utf8mb4",
            Some("utf-8: 8"),
        );
        check(
            b"<meta charset=iso-8859-1>\xe9",
            "text/html; charset=none",
            Some("<meta charset=iso-8859-1>é"),
        );
        check(b"<meta charset=x>\xe9t", "", Some("windows-1252: 18"));
        check(b"<meta charset=x>\xe9t", unknown, Some("windows-1252: 18"));
        check(b"\"\xe9\"", "text/json; charset=klingon", None);
    }

    #[test]
    fn only_the_first_kilobyte_counts() {
        let page =
            |gap: usize| [b"<p>", " ".repeat(gap).as_bytes(), b"<meta charset=koi8-r>"].concat();
        check(&page(900), "", Some("koi8-r"));
        check(&page(1100), "", None);
    }

    #[test]
    fn markup_behind_a_mark() {
        assert!(is_markup(b"\xEF\xBB\xBF\n<!doctype html>"));
        assert!(!is_markup(b"\xEF\xBB\xBF{}"));
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_label_or_none(bytes in prop::collection::vec(any::<u8>(), 0..200), header in "\\PC{0,40}") {
            if let Some(label) = label(&bytes, &header) {
                prop_assert!(!label.is_empty() && label.is_ascii());
            }
        }

        #[test]
        fn any_markup_has_a_label_or_none(page in "(<|!--|-->|meta |charset|=|\"|x|>|\\?xml |encoding| ){0,40}") {
            let _ = label(["<", &page].concat().as_bytes(), "");
        }
    }
}
