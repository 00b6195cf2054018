//! The list of sections above a long article.

use super::blocks::Scope;
use super::element::element;
use crate::article::outline::Section;
use crate::article::{Block, Heading};
use yew::Html;

/// Fewer sections than these are seen without a list.
const FEWEST: usize = 3;

/// The list of sections, closed until the reader wants it, so that the text
/// stays where it is; `None` where the article is short.
pub fn render(scope: &Scope) -> Option<Html> {
    if !is_shown(scope) {
        return None;
    }
    let mut highest = u8::MAX;
    for section in scope.sections() {
        highest = highest.min(section.level);
    }
    let mut items = element("ul");
    for (index, section) in scope.sections().iter().enumerate() {
        let item = match section.level.saturating_sub(highest) {
            0 => element("li"),
            1 => element("li class=deeper"),
            _ => element("li class=deepest"),
        };
        let Some(id) = id(section, index, scope) else {
            continue;
        };
        let link = element("a").attribute("href", &["#", &id].concat());
        items = items.nest(item.nest(link.text(&section.title)));
    }
    let name = scope.language.words.contents;
    let list = element("nav").with("aria-label", name).nest(items);
    let whole = element("details class=outline part=outline");
    Some(whole.nest(element("summary").text(name)).nest(list).done())
}

/// The name of the section that the n-th entry of the list leads to, from 0.
pub fn id(section: &Section, index: usize, scope: &Scope) -> Option<String> {
    if !is_shown(scope) {
        return None;
    }
    let own = match scope.body().get(section.block) {
        Some(Block::Heading(heading)) => own_id(heading),
        _ => None,
    };
    Some(match own {
        Some(id) => id.to_owned(),
        None => ["readerly-section-", &(index + 1).to_string()].concat(),
    })
}

/// The name that a heading brings, unless it is one of the reader's own.
pub fn own_id(heading: &Heading) -> Option<&str> {
    let id = heading.id.as_deref()?;
    (!id.starts_with("readerly-")).then_some(id)
}

fn is_shown(scope: &Scope) -> bool {
    scope.sections().len() >= FEWEST
}
