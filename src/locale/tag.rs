//! Language tags.

/// The first subtag of a language tag and the others, whichever separator is used.
pub(super) fn split_tag(tag: &str) -> (&str, &str) {
    for (index, byte) in tag.bytes().enumerate() {
        if matches!(byte, b'-' | b'_') {
            return (&tag[..index], &tag[index + 1..]);
        }
    }
    (tag, "")
}
