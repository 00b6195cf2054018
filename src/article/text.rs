//! Small helpers for strings and runs of text, shared by every source.

use super::model::Inline;

/// Whether a reader sees nothing of `character`: white space, and the marks
/// that editors leave behind in "empty" paragraphs.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a reader sees nothing of `text`.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_invisible)
}

/// `text` without what is invisible at its ends.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(is_invisible)
}

/// `text` in double quotes on one line, short enough for a message.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut excerpt = String::from("\"");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            excerpt.push('…');
            break;
        }
        excerpt.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    excerpt.push('"');
    excerpt
}

/// Adds a number that is not negative, with leading zeros up to `width`.
pub(super) fn push_padded(text: &mut String, number: i64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = number.unsigned_abs();
    let mut start = digits.len();
    while rest > 0 {
        start -= 1;
        // The remainder of a division by ten is one digit.
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let start = start.min(digits.len() - width);
    for digit in &digits[start..] {
        text.push(char::from(*digit));
    }
}

/// Adds a number in digits.
pub(super) fn push_number(text: &mut String, number: usize) {
    push_padded(text, i64::try_from(number).unwrap_or(i64::MAX), 1);
}

/// A BCP 47 language tag in its usual form: "vi_VN" becomes "vi-VN". Absent
/// where the text is no such tag, because `Intl` throws on one.
pub(super) fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let mut subtags = tag.split('-');
    let first = subtags.next()?;
    let is_language =
        (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let are_subtags = subtags.all(|subtag| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    (is_language && are_subtags).then_some(tag)
}

/// Runs of white space, as HTML counts it, become one space; the ends are cut.
pub(super) fn collapsed(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for word in text.split(is_html_space) {
        if word.is_empty() {
            continue;
        }
        if !result.is_empty() {
            result.push(' ');
        }
        result.push_str(word);
    }
    result
}

/// White space that HTML collapses; a no-break space is not part of it.
pub(super) fn is_html_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Whether a reader sees anything of a run of text.
pub(super) fn is_visible(run: &[Inline]) -> bool {
    run.iter().any(|inline| match inline {
        Inline::Text(text) => !is_blank(text),
        Inline::Code(code) => !is_blank(code),
        Inline::Break => false,
        Inline::NoteReference { .. } => true,
        other => is_visible(children(other)),
    })
}

/// Cuts white space and line breaks at both ends of a run; a run of which
/// nothing is visible becomes empty.
pub(super) fn trim_run(run: &mut Vec<Inline>) {
    if !is_visible(run) {
        run.clear();
        return;
    }
    let is_empty_edge = |inline: &Inline| match inline {
        Inline::Text(text) => is_blank(text),
        Inline::Break => true,
        _ => false,
    };
    while run.last().is_some_and(is_empty_edge) {
        run.pop();
    }
    let leading = run
        .iter()
        .take_while(|inline| is_empty_edge(inline))
        .count();
    run.drain(..leading);
    if let Some(Inline::Text(text)) = run.first_mut() {
        let cut = text.trim_start_matches(is_invisible);
        if cut.len() < text.len() {
            *text = cut.into();
        }
    }
    if let Some(Inline::Text(text)) = run.last_mut() {
        let cut = text.trim_end_matches(is_invisible);
        if cut.len() < text.len() {
            *text = cut.into();
        }
    }
}

/// The letters of a run without its marks; line breaks become spaces.
pub(super) fn plain_text(run: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(run, &mut text);
    collapsed(&text)
}

fn push_plain_text(run: &[Inline], text: &mut String) {
    for inline in run {
        match inline {
            Inline::Text(letters) => text.push_str(letters),
            Inline::Code(code) => text.push_str(code),
            Inline::Break => text.push(' '),
            Inline::NoteReference { .. } => {}
            other => push_plain_text(children(other), text),
        }
    }
}

/// What stands inside an inline that wraps others.
pub(super) fn children(inline: &Inline) -> &[Inline] {
    match inline {
        Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Subscript(text)
        | Inline::Superscript(text)
        | Inline::Mark(text)
        | Inline::Abbreviation { text, .. }
        | Inline::Time { text, .. }
        | Inline::Span { text, .. } => text,
        Inline::Link(link) => &link.text,
        Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::NoteReference { .. } => &[],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn language_tags() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(language_tag(text).as_deref(), expected);
        }
        check("vi", Some("vi"));
        check(" vi_VN ", Some("vi-VN"));
        check("zh-Hant-TW", Some("zh-Hant-TW"));
        check("", None);
        check("v", None);
        check("vi-", None);
        check("tiếng Việt", None);
        check("vi\" onload=", None);
    }

    #[test]
    fn quoting_is_short_and_on_one_line() {
        assert_eq!(quoted("a\nb"), "\"a b\"");
        let long = quoted(&"ữ".repeat(500));
        assert_eq!(long.chars().count(), 63);
        assert!(long.ends_with("…\""));
    }

    #[test]
    fn padded_numbers() {
        #[track_caller]
        fn check(number: i64, width: usize, expected: &str) {
            let mut text = String::new();
            push_padded(&mut text, number, width);
            assert_eq!(text, expected);
        }
        check(0, 1, "0");
        check(0, 2, "00");
        check(7, 4, "0007");
        check(12345, 2, "12345");
        check(i64::MAX, 1, "9223372036854775807");
    }

    #[test]
    fn runs_are_trimmed_at_their_ends_only() {
        let text = |letters: &str| Inline::Text(letters.into());
        let mut run = vec![
            text(" "),
            Inline::Break,
            text(" a "),
            Inline::Strong(vec![text(" b ")]),
            text(" c\u{A0}"),
            Inline::Break,
        ];
        trim_run(&mut run);
        assert_eq!(
            run,
            [text("a "), Inline::Strong(vec![text(" b ")]), text(" c")]
        );
        assert_eq!(plain_text(&run), "a b c");

        let mut nothing = vec![text(" \u{200B}"), Inline::Strong(vec![text("\u{A0}")])];
        trim_run(&mut nothing);
        assert_eq!(nothing, []);
    }
}
