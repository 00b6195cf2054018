//! Video files by the ending of their name.

use super::source::Source;

/// Endings and the type to announce.
///
/// `None` marks files that browsers can often play but whose official type
/// they refuse: Chromium answers `canPlayType("video/quicktime")` with "" yet
/// plays a `.mov` with H.264 in it, so it must be left to look inside.
const TYPES: [(&str, Option<&str>); 9] = [
    ("mp4", Some("video/mp4")),
    ("m4v", Some("video/mp4")),
    ("mp4v", Some("video/mp4")),
    ("webm", Some("video/webm")),
    ("ogv", Some("video/ogg")),
    ("ogg", Some("video/ogg")),
    ("3gp", Some("video/3gpp")),
    ("mov", None),
    ("mkv", None),
];

/// How the file at `path` is played; unknown where the name is no video's.
pub(super) fn source_of(path: &str) -> Source {
    let name = after_last(path, '/');
    let ending = after_last(name, '.');
    // The full stop is there, and is not the name's first letter.
    if ending.len() + 1 >= name.len() {
        return Source::Unknown;
    }
    if ending.eq_ignore_ascii_case("m3u8") {
        return Source::Hls;
    }
    for (known, mime) in TYPES {
        if known.eq_ignore_ascii_case(ending) {
            return Source::File { mime };
        }
    }
    Source::Unknown
}

/// What follows the last `mark`, or the whole text. The library's own search
/// from the end weighs three times as much as this loop.
fn after_last(text: &str, mark: char) -> &str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(mark) {
        rest = after;
    }
    rest
}
