//! What can be done with the text of an address without a parser.

/// The value of a hexadecimal digit.
pub fn hex_digit(digit: u8) -> Option<u8> {
    // There are sixteen.
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// A part of an address with its percent signs decoded, as it stands where the
/// bytes are no UTF-8. A sign without two digits behind it stands for itself
/// (<https://url.spec.whatwg.org/#percent-decode>). In a form's value
/// (`is_form`) a plus sign is a blank.
#[inline(never)]
pub fn percent_decoded(text: &str, is_form: bool) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let mut byte = *first;
        if byte == b'+' && is_form {
            byte = b' ';
        }
        if byte == b'%'
            && let [high, low, after @ ..] = after
            && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
        {
            byte = high << 4 | low;
            rest = after;
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Host, with its port, and path of an address that has a host; two empty texts
/// of another.
#[inline(never)]
pub fn host_and_path(url: &str) -> (&str, &str) {
    let rest = url.strip_prefix("//");
    let rest = rest.or_else(|| url.split_once(':')?.1.strip_prefix("//"));
    let rest = rest.unwrap_or_default();
    let mut host = rest.len();
    let mut end = host;
    for (index, byte) in rest.bytes().enumerate() {
        if matches!(byte, b'/' | b'?' | b'#') {
            host = host.min(index);
            if byte != b'/' {
                end = index;
                break;
            }
        }
    }
    (
        rest.get(..host).unwrap_or_default(),
        rest.get(host..end).unwrap_or_default(),
    )
}

/// Whether a host is `known` or stands below it: `notexample.org` is not of
/// `example.org`.
pub fn is_host_of(host: &str, known: &str) -> bool {
    host.strip_suffix(known)
        .is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// Adds a text to an address, as the value of a parameter or a segment of a
/// path. The bytes in `kept` stay as they are.
#[inline(never)]
pub fn push_percent_encoded(url: &mut String, text: &str, kept: &[u8]) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || kept.contains(&byte)
        {
            url.push(char::from(byte));
        } else {
            url.push('%');
            for half in [byte >> 4, byte & 15] {
                let digit = if half < 10 { b'0' } else { b'A' - 10 };
                url.push(char::from(digit + half));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn percent_signs_are_decoded() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(percent_decoded(text, false), expected, "{text}");
        }
        check("a+b", "a+b");
        check("ki%E1%BA%BFn%20th%e1%bb%a9c", "kiến thức");
        check("%2525", "%25");
        check("%%41", "%A");
        for kept in ["", "kiến", "100%", "%", "%2", "%2x", "% 20", "%%"] {
            check(kept, kept);
        }
        // No UTF-8: a single byte of none, and a letter that breaks off.
        for kept in ["a%20%ffb", "%E1%BA"] {
            check(kept, kept);
        }
        assert_eq!(percent_decoded("a+b%2Bc", true), "a b+c");
    }

    #[test]
    fn hosts_and_paths_of_addresses() {
        #[track_caller]
        fn check(url: &str, host: &str, path: &str) {
            assert_eq!(host_and_path(url), (host, path), "{url}");
        }
        check("https://a.example/b/c?d=/e#f", "a.example", "/b/c");
        check("https://a.example:8443/b#c?d", "a.example:8443", "/b");
        check("//a.example/b:c", "a.example", "/b:c");
        check("https://a.example", "a.example", "");
        check("https://a.example?b=/c", "a.example", "");
        for other in ["", "b.webp", "/b//c", "mailto:a@b.example"] {
            check(other, "", "");
        }
    }

    #[test]
    fn hosts_and_those_below_them() {
        #[track_caller]
        fn check(host: &str, expected: bool) {
            assert_eq!(is_host_of(host, "example.org"), expected, "{host}");
        }
        check("example.org", true);
        check("www.example.org", true);
        check("notexample.org", false);
        check("example.org.evil.example", false);
        check("org", false);
        check("", false);
    }

    #[test]
    fn encoded_texts_come_back() {
        #[track_caller]
        fn check(text: &str, kept: &[u8], expected: &str) {
            let mut url = "?q=".to_owned();
            push_percent_encoded(&mut url, text, kept);
            assert_eq!(url, ["?q=", expected].concat());
            assert_eq!(percent_decoded(expected, true), text);
        }
        check("", b"", "");
        check("aZ09-._~", b"", "aZ09-._~");
        check("a b+c%&=/é", b"", "a%20b%2Bc%25%26%3D%2F%C3%A9");
        check("/a/*", b"/", "/a/%2A");
    }
}
