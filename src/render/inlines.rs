//! Text and the spans inside it.

use super::scope::Scope;
use super::words::{Attribute, Element};
use super::{blocks, notes};
use crate::article::{Inline, plain_text};

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
        Inline::Break => return blocks::empty(Element::Break, scope),
        Inline::NoteReference { id, label } => {
            return notes::reference(id, label.as_deref(), scope);
        }
        Inline::Image(image) => return blocks::image(image, Element::LinePicture, scope),
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
                blocks::name_link(&link.target, &[], scope);
            }
            (None, &link.text)
        }
        Inline::Abbreviation { title, text } => {
            scope.steps.open(Element::Abbreviation);
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
