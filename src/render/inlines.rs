//! Text and the spans inside it.

use super::scope::Scope;
use super::words::{Attribute, Element};
use crate::article::{Inline, LinkTarget, plain_text};
use crate::locale;

/// Renders a run of inlines.
pub(super) fn render(inlines: &[Inline], scope: &mut Scope<'_, '_>) {
    for inline in inlines {
        one(inline, scope);
    }
}

/// A whole element around a run of inlines.
#[inline(never)]
pub(super) fn line(element: Element, inlines: &[Inline], scope: &mut Scope<'_, '_>) {
    scope.steps.open(element);
    render(inlines, scope);
    scope.steps.close();
}

fn one(inline: &Inline, scope: &mut Scope<'_, '_>) {
    let (element, content) = match inline {
        Inline::Text(text) => return scope.steps.text(text),
        Inline::Code(code) => return scope.steps.line(Element::Code, code),
        Inline::Break => return scope.steps.empty(Element::Break),
        Inline::NoteReference { id, label } => {
            return note_reference(id, label.as_deref(), scope);
        }
        Inline::Image(image) => return scope.steps.image(image, Element::LinePicture),
        Inline::Ruby { text, annotation } => {
            // The parentheses are for whatever does not know ruby.
            scope.steps.open(Element::Ruby);
            render(text, scope);
            scope.steps.line(Element::RubyParenthesis, " (");
            line(Element::RubyText, annotation, scope);
            scope.steps.line(Element::RubyParenthesis, ")");
            return scope.steps.close();
        }
        Inline::Link(link) => {
            scope.steps.link(&link.target);
            if plain_text(&link.text).is_empty() {
                name_link(&link.target, &[], scope);
            }
            // A summary around the link goes on behind it.
            let outer = std::mem::replace(&mut scope.is_in_control, true);
            render(&link.text, scope);
            scope.is_in_control = outer;
            return scope.steps.close();
        }
        Inline::Abbreviation { title, text } => {
            scope.steps.open(match scope.is_in_control {
                true => Element::InnerAbbreviation,
                false => Element::Abbreviation,
            });
            scope.steps.attribute(Attribute::Title, title);
            (None, text)
        }
        Inline::Time { datetime, text } => {
            scope.steps.open(Element::Time);
            scope.steps.attribute(Attribute::DateTime, datetime);
            (None, text)
        }
        Inline::Span { lang, dir, text } => {
            scope.steps.open(Element::Span);
            scope.steps.maybe(Attribute::Lang, lang.as_deref());
            let dir = dir.map(|dir| dir.as_attribute());
            scope.steps.maybe(Attribute::Dir, dir);
            (None, text)
        }
        Inline::Strong(text) => (Some(Element::Strong), text),
        Inline::Emphasis(text) => (Some(Element::Emphasis), text),
        Inline::Subscript(text) => (Some(Element::Subscript), text),
        Inline::Superscript(text) => (Some(Element::Superscript), text),
        Inline::Mark(text) => (Some(Element::Mark), text),
        Inline::Small(text) => (Some(Element::Small), text),
        Inline::Deleted(text) => (Some(Element::Deleted), text),
        Inline::Inserted(text) => (Some(Element::Inserted), text),
    };
    if let Some(element) = element {
        scope.steps.open(element);
    }
    render(content, scope);
    scope.steps.close();
}

/// A link around nothing but a picture without words is named by the words
/// that belong to it, else by where it leads.
pub(super) fn name_link(target: &LinkTarget, words: &[Inline], scope: &mut Scope<'_, '_>) {
    let mut name = plain_text(words);
    if name.is_empty() {
        name.push_str(match target {
            LinkTarget::Fragment(id) => id,
            LinkTarget::Url { url, .. } => url.as_str(),
        });
    }
    scope.steps.attribute(Attribute::Label, &name);
}

/// A reference to a note.
fn note_reference(id: &str, label: Option<&str>, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::Superscript);
    match scope.note_number(id) {
        // A reference to a note that does not exist stays as plain text.
        None => scope.steps.text(label.unwrap_or_default()),
        Some(number) => {
            let shown = label.map_or_else(|| scope.context.page.number(number), str::to_owned);
            let name = locale::fill(scope.context.words.note_reference, &[("n", &shown)]);
            scope.steps.open(Element::NoteReference);
            scope.steps.fragment("note-", id);
            scope.steps.attribute(Attribute::Label, &name);
            if scope.is_first_reference(id) {
                scope.steps.id("ref-", id);
            }
            scope.steps.text(&shown);
            scope.steps.close();
        }
    }
    scope.steps.close();
}
