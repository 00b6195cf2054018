//! Text and the spans inside it.

use super::blocks::{self, Scope};
use super::element::{Element, element, list, shared_text, text};
use crate::article::{Inline, LinkTarget, plain_text};
use crate::locale;
use yew::Html;

/// The `rel` of links that lead away from the article's own site.
pub(super) const FOREIGN: &str = "noopener nofollow ugc";

/// Renders a run of inlines.
pub fn render(inlines: &[Inline], scope: &Scope) -> Html {
    match inlines {
        [only] => one(only, scope),
        several => list(several.iter().map(|inline| one(inline, scope)).collect()),
    }
}

fn one(inline: &Inline, scope: &Scope) -> Html {
    let (element, content) = match inline {
        Inline::Text(text) => return shared_text(text),
        Inline::Break => return element("br").done(),
        Inline::Code(code) => return element("code").text(code).done(),
        Inline::NoteReference { id, label } => return note_reference(id, label.as_deref(), scope),
        Inline::Image(image) => {
            let picture = blocks::image(image, "lazy");
            return picture.with("class", "line-picture").done();
        }
        Inline::Ruby { text, annotation } => {
            // The parentheses are for whatever does not know ruby.
            return element("ruby")
                .child(render(text, scope))
                .nest(element("rp").text(" ("))
                .nest(element("rt").child(render(annotation, scope)))
                .nest(element("rp").text(")"))
                .done();
        }
        Inline::Link(link) => {
            let mut anchor = anchor(&link.target);
            if plain_text(&link.text).is_empty() {
                anchor = blocks::named_link(anchor, &link.target, &[]);
            }
            (anchor, &link.text)
        }
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
            let link = element("a").attribute("href", url.as_str());
            // A publisher vouches for its own pages, not for what others link to.
            if *same_site {
                link
            } else {
                link.with("rel", FOREIGN)
            }
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
