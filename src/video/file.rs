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
    let name = path.rsplit('/').next().unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.')?;
    if stem.is_empty() {
        return None;
    }
    TYPES
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(ending))
        .map(|(_, mime)| mime)
}
