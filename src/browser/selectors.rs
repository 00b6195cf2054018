//! Texts out of HTML pages, by CSS selectors.

use super::inert;

/// Per selector the text of the first element that it finds in `html`, white
/// space collapsed; `None` where it finds none.
///
/// # Errors
/// The first of `selectors` that is no selector; `None` where the page's policy
/// keeps the browser's parser away.
pub fn texts(html: &str, selectors: &[&str]) -> Result<Vec<Option<String>>, Option<String>> {
    let document = inert::parse(html).ok_or(None)?;
    let mut texts = Vec::new();
    for selector in selectors {
        let found = document
            .query_selector(selector)
            .map_err(|_| Some(String::from(*selector)))?;
        let text = found.and_then(|element| element.text_content());
        texts.push(text.as_deref().map(collapsed));
    }
    Ok(texts)
}

/// A text as a person reads it: one blank between words. The blanks that do not
/// break stay, since they part the digits of one number; a gap wider than one
/// blank becomes the end of a line, since it does not: what stands in two lines
/// of the source may be two numbers.
fn collapsed(text: &str) -> String {
    let mut collapsed = String::new();
    let mut gap = "";
    for letter in text.chars() {
        if letter.is_ascii_whitespace() {
            gap = if letter == ' ' && gap.is_empty() {
                " "
            } else {
                "\n"
            };
            continue;
        }
        if !collapsed.is_empty() {
            collapsed.push_str(gap);
        }
        gap = "";
        collapsed.push(letter);
    }
    collapsed
}
