//! Text and the spans inside it.

use super::blocks::{self, Scope};
use super::element::{Element, element, list, shared_text, text};
use crate::article::{Inline, LinkTarget};
use crate::locale;
use yew::Html;

/// Renders a run of inlines.
pub fn render(inlines: &[Inline], scope: &Scope) -> Html {
    match inlines {
        [only] => one(only, scope),
        several => list(several.iter().map(|inline| one(inline, scope)).collect()),
    }
}

/// The letters of a run, without markup, for names and labels.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn one(inline: &Inline, scope: &Scope) -> Html {
    let (element, content) = match inline {
        Inline::Text(text) => return shared_text(text),
        Inline::Break => return element("br").done(),
        Inline::Code(code) => return element("code").text(code).done(),
        Inline::NoteReference { id, label } => return note_reference(id, label.as_deref(), scope),
        Inline::Image(image) => return blocks::image(image, "lazy").done(),
        Inline::Ruby { text, annotation } => {
            let above = element("rt").child(render(annotation, scope));
            return element("ruby")
                .child(render(text, scope))
                .nest(above)
                .done();
        }
        Inline::Link(link) => (anchor(&link.target), &link.text),
        Inline::Strong(text) => (element("strong"), text),
        Inline::Emphasis(text) => (element("em"), text),
        Inline::Subscript(text) => (element("sub"), text),
        Inline::Superscript(text) => (element("sup"), text),
        Inline::Mark(text) => (element("mark"), text),
        Inline::Small(text) => (element("small"), text),
        Inline::Deleted(text) => (element("del"), text),
        Inline::Inserted(text) => (element("ins"), text),
        Inline::Abbreviation { title, text } => (element("abbr").attribute("title", title), text),
        Inline::Time { datetime, text } => (element("time").attribute("datetime", datetime), text),
        Inline::Span { lang, dir, text } => {
            let span = element("span").maybe("lang", lang.as_deref());
            (span.maybe("dir", dir.map(|dir| dir.as_attribute())), text)
        }
    };
    element.child(render(content, scope)).done()
}

/// A link without its text.
pub(super) fn anchor(target: &LinkTarget) -> Element {
    match target {
        LinkTarget::Fragment(id) => element("a").attribute("href", &["#", id].concat()),
        LinkTarget::Url { url, same_site } => {
            // A publisher vouches for its own pages, not for what others link to.
            let rel = if *same_site {
                None
            } else {
                Some("noopener nofollow ugc")
            };
            element("a")
                .attribute("href", url.as_str())
                .maybe("rel", rel)
        }
    }
}

fn note_reference(id: &str, label: Option<&str>, scope: &Scope) -> Html {
    let Some(number) = scope.note_number(id) else {
        // A reference to a note that does not exist stays as plain text.
        return element("sup").text(label.unwrap_or_default()).done();
    };
    let shown = label.map_or_else(|| scope.language.formats.number(number), str::to_owned);
    let name = locale::fill(scope.language.words.note_reference, &[("n", &shown)]);
    let mut link = element("a class=note-reference role=doc-noteref")
        .attribute("href", &["#note-", id].concat())
        .attribute("aria-label", &name);
    if scope.first_reference(id) {
        link = link.attribute("id", &["ref-", id].concat());
    }
    element("sup").nest(link.child(text(&shown))).done()
}

fn collect(inlines: &[Inline], into: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => into.push_str(text),
            Inline::Code(text) => into.push_str(text),
            Inline::Break => into.push(' '),
            Inline::Image(image) => into.push_str(&image.alt),
            Inline::NoteReference { .. } => {}
            Inline::Link(link) => collect(&link.text, into),
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
            | Inline::Span { text, .. } => collect(text, into),
        }
    }
}
