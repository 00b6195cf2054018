//! The list of sections above a long article.

use super::scope::Scope;
use super::words::Element;
use crate::article::{Block, Heading};

/// Fewer sections than these are seen without a list.
const FEWEST: usize = 3;

/// The list of sections, closed until the reader wants it, so that the text
/// stays where it is; nothing where the article is short.
pub(super) fn render(scope: &mut Scope<'_, '_>) {
    if !is_shown(scope) {
        return;
    }
    let mut highest = u8::MAX;
    for section in &scope.sections {
        highest = highest.min(section.level);
    }
    let name = scope.context.words.contents;
    scope.steps.open(Element::Outline);
    // It names the list, whose entries may be in another language.
    scope.steps.line(Element::Contents, name);
    scope.steps.open(Element::Nav);
    scope.name("readerly-contents readerly-title");
    let steps = &mut scope.steps;
    steps.open(Element::BulletList);
    for (index, section) in scope.sections.iter().enumerate() {
        steps.open(match section.level.saturating_sub(highest) {
            0 => Element::Item,
            1 => Element::Deeper,
            _ => Element::Deepest,
        });
        steps.open(Element::Link);
        steps.fragment("", &id(scope.body.get(section.block), index));
        steps.text(&section.title);
        steps.close();
        steps.close();
    }
    for _ in 0..3 {
        steps.close();
    }
}

/// The name of the section that the n-th entry of the list leads to, from 0;
/// `None` where there is no list.
pub(super) fn section_id(block: &Block, index: usize, scope: &Scope<'_, '_>) -> Option<String> {
    is_shown(scope).then(|| id(Some(block), index))
}

/// The name that a heading brings, unless it is one of the reader's own.
pub(super) fn own_id(heading: &Heading) -> Option<&str> {
    let id = heading.id.as_deref()?;
    (!id.starts_with("readerly-")).then_some(id)
}

fn id(block: Option<&Block>, index: usize) -> String {
    let own = match block {
        Some(Block::Heading(heading)) => own_id(heading),
        _ => None,
    };
    match own {
        Some(id) => id.to_owned(),
        None => ["readerly-section-", &(index + 1).to_string()].concat(),
    }
}

fn is_shown(scope: &Scope<'_, '_>) -> bool {
    scope.sections.len() >= FEWEST
}
