//! The parts of an address that tell counters apart.

use crate::text::is_host_of;

/// An `http` or `https` address out of a conforming parser, taken apart. Path
/// and query are still percent-encoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    /// Scheme, host and port: "https://stats.example".
    pub origin: &'a str,
    /// Host, with the port where it is not the usual one.
    pub host: &'a str,
    /// Path with its leading slash, or empty.
    pub path: &'a str,
    /// Query without `?`.
    pub query: &'a str,
}

impl<'a> Address<'a> {
    /// `None` where it is no such address.
    pub fn of(url: &'a str) -> Option<Self> {
        let after_scheme = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))?;
        let scheme_length = url.len() - after_scheme.len();
        let (rest, _) = cut(after_scheme, b"#");
        let (rest, query) = cut(rest, b"?");
        let (host, _) = cut(rest, b"/");
        let path = rest.get(host.len()..)?;
        (!host.is_empty()).then_some(Self {
            origin: url.get(..scheme_length + host.len())?,
            host,
            path,
            query: query.get(1..).unwrap_or_default(),
        })
    }

    /// The value of a query parameter, still encoded.
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.query;
        while !rest.is_empty() {
            let (pair, others) = cut(rest, b"&");
            let (key, value) = cut(pair, b"=");
            if key.eq_ignore_ascii_case(name) {
                return value.get(1..);
            }
            rest = others.get(1..).unwrap_or_default();
        }
        None
    }

    /// Whether one of the rules fits, which `|` parts. Each consists of
    /// conditions that blanks part; a sign says what each is about:
    ///
    /// - `@`: the host, or one above it,
    /// - `^`, `<`, `>`: how the host begins, how the path begins, how it ends,
    /// - `~`: what is in the path,
    /// - `*`, `2`: the same, followed by an id of Umami, by a [`pair`],
    /// - `?`: the name of a parameter,
    /// - `=`: `format`, the format's name.
    ///
    /// A text for all of them weighs a third of what code for each does.
    pub fn fits(&self, rules: &str, format: &str) -> bool {
        let mut rest = rules;
        let mut fits = true;
        while !rest.is_empty() {
            let (condition, others) = cut(rest, b" |");
            let (sign, text) = condition.split_at_checked(1).unwrap_or_default();
            fits = fits
                && match sign.as_bytes() {
                    b"@" => self.is_at(text),
                    b"^" => self.host.starts_with(text),
                    b"<" => self.path.starts_with(text),
                    b">" => self.path.ends_with(text),
                    b"?" => self.parameter(text).is_some(),
                    b"=" => format == text,
                    sign => around(self.path, &[text]).is_some_and(|(_, rest)| match sign {
                        b"*" => segment(rest).is_some_and(is_share_id),
                        b"2" => pair(rest).is_some(),
                        _ => true,
                    }),
                };
            if others.starts_with('|') {
                if fits {
                    return true;
                }
                fits = true;
            }
            rest = others.get(1..).unwrap_or_default();
        }
        fits
    }

    /// Whether the host is `name` or stands below it.
    pub fn is_at(&self, name: &str) -> bool {
        let (host, _) = cut(self.host, b":");
        is_host_of(host, name)
    }
}

/// The text before the first of these bytes, and the text from it on.
pub(super) fn cut<'a>(text: &'a str, marks: &[u8]) -> (&'a str, &'a str) {
    let mut at = 0;
    for byte in text.bytes() {
        if marks.contains(&byte) {
            break;
        }
        at += 1;
    }
    // The marks are ASCII, so this is a border of characters.
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// What stands before and after the first of `marks` that is in `text`. The
/// library's search for a text in a text weighs ten times as much.
pub(super) fn around<'a>(text: &'a str, marks: &[&str]) -> Option<(&'a str, &'a str)> {
    for mark in marks {
        for (at, _) in text.char_indices() {
            let (before, rest) = text.split_at_checked(at)?;
            if let Some(after) = rest.strip_prefix(mark) {
                return Some((before, after));
            }
        }
    }
    None
}

/// The first segment of a path without its leading slash; `None` where it is empty.
pub(super) fn segment(path: &str) -> Option<&str> {
    let (segment, _) = cut(path, b"/");
    (!segment.is_empty()).then_some(segment)
}

/// Two segments of a path without its leading slash, where it has no third.
pub(super) fn pair(path: &str) -> Option<&str> {
    let (first, rest) = cut(path, b"/");
    let second = segment(rest.get(1..)?)?;
    let length = first.len() + 1 + second.len();
    let is_all = path.len() <= length + 1 && !first.is_empty();
    path.get(..length).filter(|_| is_all)
}

/// Umami's ids are letters and digits; a file or a folder of that name is another's.
fn is_share_id(id: &str) -> bool {
    id.len() >= 8 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
