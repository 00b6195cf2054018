//! Video files by the ending of their name.

/// Endings and the type to announce.
///
/// `None` marks files that browsers can often play but whose official type
/// they refuse: Chromium answers `canPlayType("video/quicktime")` with "" yet
/// plays a `.mov` with H.264 in it, so it must be left to look inside.
const TYPES: [(&str, Option<&str>); 10] = [
    ("mp4", Some("video/mp4")),
    ("m4v", Some("video/mp4")),
    ("mp4v", Some("video/mp4")),
    ("webm", Some("video/webm")),
    ("ogv", Some("video/ogg")),
    ("ogg", Some("video/ogg")),
    ("3gp", Some("video/3gpp")),
    ("m3u8", Some("application/vnd.apple.mpegurl")),
    ("mov", None),
    ("mkv", None),
];

/// The type of the file at `path`; `None` where the name is no video file's.
pub(super) fn mime_of(path: &str) -> Option<Option<&'static str>> {
    let name = after_last(path, '/');
    let ending = after_last(name, '.');
    // The full stop is there, and is not the name's first letter.
    if ending.len() + 1 >= name.len() {
        return None;
    }
    TYPES
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(ending))
        .map(|(_, mime)| mime)
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
