//! The type of a media file.

use crate::text::trimmed;

/// What is wrong with a text that is no media type, and what becomes of it.
pub const NO_MEDIA_TYPE: &str =
    " is no type such as \"video/webm\" or \"video/mp4; codecs=av01.0.05M.08\"; it was left out";

/// The type of a file as `<source type>` has it: two names with a slash
/// between them, and perhaps the codecs. Absent where the text can be none; a
/// browser passes over one that it does not know.
///
/// <https://www.rfc-editor.org/rfc/rfc6838#section-4.2>,
/// <https://www.rfc-editor.org/rfc/rfc6381>
#[inline(never)]
pub fn media_type(text: &str) -> Option<String> {
    let text = trimmed(text);
    let mut slashes = 0;
    for byte in text.bytes() {
        match byte {
            b'/' => slashes += 1,
            b'-' | b'.' | b'+' | b';' | b'=' | b'"' | b',' | b' ' => {}
            _ if byte.is_ascii_alphanumeric() => {}
            _ => return None,
        }
    }
    (slashes == 1).then(|| text.to_owned())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(media_type(text).as_deref(), expected, "{text}");
        }
        for sound in [
            "video/webm",
            "application/vnd.apple.mpegurl",
            "image/svg+xml",
            "video/mp4; codecs=av01.0.05M.08",
            "video/mp4;codecs=\"avc1.42E01E, mp4a.40.2\"",
            "VIDEO/MP4; CODECS=\"hvc1\"",
        ] {
            check(sound, Some(sound));
        }
        check(" video/mp4\n", Some("video/mp4"));
        for broken in [
            "",
            "mp4",
            "video/mp4/x",
            "vidéo/mp4",
            "video/mp4<b>",
            "video/mp4\nvideo/webm",
        ] {
            check(broken, None);
        }
    }
}
