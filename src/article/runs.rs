//! Runs of text: what stands in one line, from every source.

use super::model::{Inline, Link};
use crate::text::{collapsed, is_blank, trimmed_at};

/// Whether a reader sees anything of a run of text.
#[inline(never)]
pub(super) fn is_visible(run: &[Inline]) -> bool {
    for inline in run {
        let is_visible = match inline {
            Inline::Text(text) => !is_blank(text),
            Inline::Code(code) => !is_blank(code),
            Inline::NoteReference { .. } | Inline::Image(_) => true,
            other => is_visible(children(other)),
        };
        if is_visible {
            return true;
        }
    }
    false
}

/// Cuts white space and line breaks at both ends of a run; a run of which
/// nothing is visible becomes empty.
#[inline(never)]
pub(super) fn trim_run(run: &mut Vec<Inline>) {
    if !is_visible(run) {
        run.clear();
        return;
    }
    while run.last().is_some_and(is_empty_edge) {
        run.pop();
    }
    let mut leading = 0;
    while run.get(leading).is_some_and(is_empty_edge) {
        leading += 1;
    }
    run.drain(..leading);
    trim_text(run.first_mut(), true);
    trim_text(run.last_mut(), false);
}

fn is_empty_edge(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => is_blank(text),
        Inline::Break => true,
        _ => false,
    }
}

#[inline(never)]
fn trim_text(inline: Option<&mut Inline>, at_start: bool) {
    if let Some(Inline::Text(text)) = inline {
        let cut = trimmed_at(text, at_start, !at_start);
        if cut.len() < text.len() {
            *text = cut.into();
        }
    }
}

/// The letters of a run without its marks; line breaks become spaces.
pub fn plain_text(run: &[Inline]) -> String {
    first_letters(run, usize::MAX)
}

/// The same as far as `most` bytes of the run go.
pub(super) fn first_letters(run: &[Inline], most: usize) -> String {
    let mut text = String::new();
    push_letters(run, most, &mut text);
    collapsed(&text)
}

fn push_letters(run: &[Inline], most: usize, text: &mut String) {
    for inline in run {
        let letters: &str = match inline {
            Inline::Text(letters) => letters,
            Inline::Code(code) => code,
            Inline::Break => " ",
            Inline::Image(image) => &image.alt,
            other => {
                push_letters(children(other), most, text);
                continue;
            }
        };
        let left = most.saturating_sub(text.len());
        let mut end = left.min(letters.len());
        while !letters.is_char_boundary(end) {
            end -= 1;
        }
        text.push_str(&letters[..end]);
        if end < letters.len() {
            return;
        }
    }
}

/// What stands inside an inline that wraps others.
#[inline(never)]
pub(super) fn children(inline: &Inline) -> &[Inline] {
    match inline {
        Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Subscript(text)
        | Inline::Superscript(text)
        | Inline::Mark(text)
        | Inline::Small(text)
        | Inline::Deleted(text)
        | Inline::Inserted(text)
        | Inline::Ruby { text, .. }
        | Inline::Abbreviation { text, .. }
        | Inline::Time { text, .. }
        | Inline::Span { text, .. } => text,
        Inline::Link(link) => &link.text,
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Break
        | Inline::NoteReference { .. }
        | Inline::Image(_) => &[],
    }
}

/// The place of what stands inside an inline that wraps others.
#[inline(never)]
pub(super) fn children_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Strong(inside)
        | Inline::Emphasis(inside)
        | Inline::Subscript(inside)
        | Inline::Superscript(inside)
        | Inline::Mark(inside)
        | Inline::Small(inside)
        | Inline::Deleted(inside)
        | Inline::Inserted(inside)
        | Inline::Ruby { text: inside, .. }
        | Inline::Abbreviation { text: inside, .. }
        | Inline::Time { text: inside, .. }
        | Inline::Span { text: inside, .. }
        | Inline::Link(Link { text: inside, .. }) => Some(inside),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Break
        | Inline::NoteReference { .. }
        | Inline::Image(_) => None,
    }
}

/// Adds `text` inside `mark`, an inline that wraps nothing yet. A mark around
/// nothing visible leaves no trace but its spaces.
#[inline(never)]
pub(super) fn push_marked(run: &mut Vec<Inline>, mark: Option<Inline>, text: Vec<Inline>) {
    if let Some(mut mark) = mark
        && is_visible(&text)
    {
        if let Some(inside) = children_mut(&mut mark) {
            *inside = text;
        }
        run.push(mark);
    } else {
        run.extend(text);
    }
}

/// A run that is one text.
#[inline(never)]
pub(super) fn text_run(letters: &str) -> Vec<Inline> {
    vec![Inline::Text(letters.into())]
}

#[cfg(test)]
mod tests {
    use super::*;

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
