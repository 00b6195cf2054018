//! Who speaks which language: an article, and the reader around it.

use crate::locale;

/// Languages and directions for what `lang` names in
/// [`ELEMENTS`](super::ELEMENTS), with NUL between them: of the reader's words for
/// the tag `reader`, of its dates and numbers, and of the article. Empty where all
/// are the same, since then nothing needs to be said.
pub fn tongues(reader: &str, (article, dir): (&str, &str)) -> String {
    let words = locale::spoken(reader);
    let dates_dir = locale::direction(reader);
    if words == reader && article == reader && dir == dates_dir {
        return String::new();
    }
    [
        words,
        locale::direction(words),
        reader,
        dates_dir,
        article,
        dir,
    ]
    .join("\0")
}
