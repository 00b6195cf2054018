//! The lines at the end of a text by which its author signs, with name and
//! offices, as portals write them: in bold letters or on the right.

use super::super::super::dom::{Attribute, NodeId, ROOT, Tag, Tree};
use super::super::super::model::Author;
use super::authors::is_name_of_person;
use super::phrases::{holds_any, says};
use super::sums::{Sums, Text};
use crate::text::{
    collapsed, composed, count_digits, ends_with_sign, has_letters, lower_case, parted, trimmed,
};

/// The most lines of a signature.
const MOST_LINES: usize = 5;

/// The longest of them, in bytes.
const LONGEST_LINE: usize = 110;

/// Words of offices, which are in no name.
const OFFICES: &str = "chủ tịch|phó |trưởng|giám đốc|ubnd|ủy ban|uỷ ban|phường|quận|huyện|tỉnh|phòng |cán bộ|bí thư|\
tm.|kt.|theo |director|president|mayor|secretary|leiter";

/// Takes the signature out of the text, unless one line of several is no name.
pub(super) fn take(tree: &mut Tree<'_>) -> Option<Author> {
    let sums = Sums::of(tree);
    let mut lines: Vec<(String, bool)> = Vec::new();
    let mut parts: Vec<NodeId> = Vec::new();
    let mut is_new = true;
    for id in Text::of(tree, &sums).last..tree.len() {
        if tree.is_gone(id) {
            continue;
        }
        match tree.tag(id) {
            Some(tag) => is_new |= tag == Tag::Break || !tag.is_inline(),
            None => {
                let letters = collapsed(&composed(tree.letters(id)));
                if !has_letters(&letters) {
                    continue;
                }
                let (is_bold, is_right) = looks_of(tree, id);
                if is_new && says(&letters).is_some() || !(is_bold || is_right) {
                    break;
                }
                if is_new {
                    lines.push((String::new(), is_right));
                }
                is_new = false;
                if let Some((line, _)) = lines.last_mut() {
                    line.push_str(&letters);
                }
                parts.push(id);
            }
        }
    }
    let is_short = |(line, _): &(String, bool)| {
        line.len() <= LONGEST_LINE && !ends_with_sign(line, ".:!?") && count_digits(line) == 0
    };
    if !(1..=MOST_LINES).contains(&lines.len()) || !lines.iter().all(is_short) {
        return None;
    }
    // A word in bold letters alone may be anything.
    if let [(_, false)] = lines.as_slice() {
        return None;
    }
    let is_office = |line: &str| {
        let lower = lower_case(line);
        holds_any(&lower, OFFICES)
    };
    let place = lines
        .iter()
        .position(|(line, _)| !is_office(line) && is_name_of_person(line))?;
    let (name, _) = lines.remove(place);
    for part in parts {
        tree.take(part);
    }
    let mut author = Author {
        name,
        ..Author::default()
    };
    for (line, _) in lines {
        author.role.push(line);
    }
    Some(author)
}

/// Whether a text is in bold letters, and whether it stands on the right.
fn looks_of(tree: &Tree<'_>, id: NodeId) -> (bool, bool) {
    let (mut is_bold, mut is_right) = (false, false);
    let mut at = id;
    while at != ROOT {
        at = tree.node(at).parent;
        is_bold |= tree.tag(at) == Some(Tag::Strong);
        is_right |= tree.has_word(at, Attribute::Align, "right")
            || tree.attribute(at, Attribute::Style).is_some_and(|style| {
                let style = parted(style, "text-align:");
                style.is_some_and(|(_, value)| trimmed(value).starts_with("right"))
            });
    }
    (is_bold, is_right)
}
