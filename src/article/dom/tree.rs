//! Our own view of what the allow-list lets through of a record.
//!
//! It is made without recursion, so no nesting can exhaust the stack; its depth
//! and size are limited, so the walks over it may recurse.

use super::super::MAX_NODES;
use super::super::warning::Warnings;
use super::attribute::{Attribute, Attributes};
use super::record::{Node, Record};
use super::tag::{TOOLS, Tag, by_class, shares_word};
use crate::text::{is_blank, trimmed};

/// The deepest nesting that is kept. What lies deeper moves up to this depth:
/// its text stays, in order.
const MAX_DEPTH: usize = 200;

const TOO_MANY: &str = "holds more than 100000 elements and texts; the rest was left out";

/// Attributes that are read on every element.
const COMMON: Attributes = Attributes::named("class id itemprop lang dir");

/// The index of a node in its [`Tree`], in document order.
pub(in crate::article) type NodeId = usize;

/// The node whose children were taken over.
pub(in crate::article) const ROOT: NodeId = 0;

pub(in crate::article) struct Tree<'a> {
    record: &'a Record,
    nodes: Vec<TreeNode>,
    /// The elements that have attributes.
    marked: Vec<NodeId>,
}

pub(in crate::article) struct TreeNode {
    /// The node in the record.
    source: usize,
    /// Of an element; text has none.
    tag: Option<Tag>,
    pub(in crate::article) parent: NodeId,
    /// The node after everything below this one.
    end: NodeId,
    /// Read already (the headline, the byline): not part of the text any more.
    pub(in crate::article) is_taken: bool,
    /// It, or an element around it, was read already.
    is_gone: bool,
}

impl<'a> Tree<'a> {
    /// Takes over what stands below `root`, and its own language and direction.
    pub(in crate::article) fn of(root: Node<'a>, warnings: &mut Warnings) -> Self {
        let record = root.record();
        let mut tree = Self {
            record,
            nodes: Vec::with_capacity((root.end() - root.index()).min(MAX_NODES + 2)),
            marked: Vec::new(),
        };
        if record.is_cut() {
            warnings.warn(TOO_MANY);
        }
        tree.add(ROOT, root.index(), Some(Tag::Group));
        // The elements that are open: where each ends, and who owns what is in it.
        let mut open = vec![(root.end(), ROOT)];
        let mut visited = 0_usize;
        let mut at = root.index() + 1;
        while at < root.end() {
            while open.last().is_some_and(|(end, _)| *end <= at) {
                open.pop();
            }
            let parent = open.last().map_or(ROOT, |(_, owner)| *owner);
            // What is not kept takes time too.
            visited += 1;
            if visited > 4 * MAX_NODES || tree.nodes.len() > MAX_NODES {
                warnings.warn(TOO_MANY);
                break;
            }
            let node = record.node(at);
            at = node.end();
            if let Some(letters) = node.letters() {
                if !letters.is_empty() {
                    tree.add(parent, node.index(), None);
                }
                continue;
            }
            let Some(tag) = admit(node) else {
                continue;
            };
            let id = tree.add(parent, node.index(), Some(tag));
            if node.has_attributes() {
                tree.marked.push(id);
            }
            if !tag.is_leaf() {
                let owner = if open.len() < MAX_DEPTH { id } else { parent };
                open.push((at, owner));
                at = node.index() + 1;
            }
        }
        if record.lacks_attributes() {
            warnings.warn("holds more than 40 MB of attributes; the rest of them was left out");
        }
        tree.settle();
        tree
    }

    fn add(&mut self, parent: NodeId, source: usize, tag: Option<Tag>) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(TreeNode {
            source,
            tag,
            parent,
            end: id + 1,
            is_taken: false,
            is_gone: false,
        });
        id
    }

    /// Finds where each element ends: where the last node below it does.
    fn settle(&mut self) {
        for id in (1..self.nodes.len()).rev() {
            let node = &self.nodes[id];
            let (parent, end) = (node.parent, node.end);
            let parent = &mut self.nodes[parent];
            parent.end = parent.end.max(end);
        }
    }

    pub(in crate::article) fn node(&self, id: NodeId) -> &TreeNode {
        &self.nodes[id]
    }

    fn source(&self, id: NodeId) -> Node<'a> {
        self.record.node(self.nodes[id].source)
    }

    /// The node after everything below `id`.
    pub(in crate::article) fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id].end
    }

    /// The letters of a text; those of an element are none of its own.
    pub(in crate::article) fn letters(&self, id: NodeId) -> &'a str {
        self.source(id).letters().unwrap_or_default()
    }

    /// How many nodes there are.
    pub(in crate::article) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(in crate::article) fn take(&mut self, id: NodeId) {
        self.nodes[id].is_taken = true;
        let end = self.end(id);
        for node in &mut self.nodes[id..end] {
            node.is_gone = true;
        }
    }

    /// Whether an element, or one around it, is no part of the text any more.
    pub(in crate::article) fn is_gone(&self, id: NodeId) -> bool {
        self.nodes[id].is_gone
    }

    /// Every element with attributes in document order, without those already
    /// taken: a name, a class or a role is on no other.
    pub(in crate::article) fn marked(&self) -> impl Iterator<Item = NodeId> {
        let is_there = |id: &NodeId| !self.nodes[*id].is_gone;
        self.marked.iter().copied().filter(is_there)
    }

    pub(in crate::article) fn has_attributes(&self, id: NodeId) -> bool {
        self.source(id).has_attributes()
    }

    /// The first node from `start` on that is still part of the text.
    #[inline(never)]
    fn next_child(&self, start: NodeId, end: NodeId) -> Option<NodeId> {
        let mut id = start;
        while id < end {
            if !self.nodes[id].is_taken {
                return Some(id);
            }
            id = self.nodes[id].end;
        }
        None
    }

    /// The children that are still part of the text.
    pub(in crate::article) fn children(&self, id: NodeId) -> Children<'_> {
        Children {
            tree: self,
            at: id + 1,
            end: self.nodes[id].end,
        }
    }

    /// What follows `id` inside the same element.
    pub(in crate::article) fn siblings_after(&self, id: NodeId) -> Children<'_> {
        Children {
            tree: self,
            at: self.nodes[id].end,
            end: self.nodes[self.nodes[id].parent].end,
        }
    }

    /// The tag of an element; text is none.
    pub(in crate::article) fn tag(&self, id: NodeId) -> Option<Tag> {
        self.nodes[id].tag
    }

    /// The element's name, for messages.
    pub(in crate::article) fn name(&self, id: NodeId) -> &'a str {
        if id == ROOT {
            return "";
        }
        self.source(id).local_name()
    }

    /// The value of an attribute that means something on an element.
    #[inline(never)]
    pub(in crate::article) fn attribute(
        &self,
        id: NodeId,
        attribute: Attribute,
    ) -> Option<&'a str> {
        let node = self.source(id);
        if !node.has_attributes() {
            return None;
        }
        let mut known = COMMON;
        if id != ROOT {
            if !node.is_html() {
                return None;
            }
            // Before the attribute of that name, as in CSS.
            if attribute == Attribute::Align
                && let Some(style) = node.attribute(Attribute::Style)
                && let Some(place) = declared(style, "text-align").filter(|place| !place.is_empty())
            {
                return Some(place);
            }
            known = known.and(node.kind()?.attributes);
        }
        if !known.has(attribute) {
            return None;
        }
        node.attribute(attribute)
    }

    /// Whether a list of words, such as `class`, holds one of `words`.
    #[inline(never)]
    pub(in crate::article) fn has_word(
        &self,
        id: NodeId,
        attribute: Attribute,
        words: &str,
    ) -> bool {
        match self.attribute(id, attribute) {
            Some(list) => shares_word(list, words),
            None => false,
        }
    }

    /// Every element below `id` in document order, without those already taken.
    pub(in crate::article) fn descendants(&self, id: NodeId) -> Descendants<'_> {
        Descendants(self.children(id))
    }

    /// The first element below `id` that `matches`.
    #[inline(never)]
    pub(in crate::article) fn find(
        &self,
        id: NodeId,
        matches: &dyn Fn(&Self, NodeId) -> bool,
    ) -> Option<NodeId> {
        self.descendants(id).find(|child| matches(self, *child))
    }

    /// The first element below `id` with a tag.
    #[inline(never)]
    pub(in crate::article) fn find_tag(&self, id: NodeId, tag: Tag) -> Option<NodeId> {
        self.find(id, &|tree, child| tree.tag(child) == Some(tag))
    }

    /// All letters below `id`, as written; line breaks become "\n".
    #[inline(never)]
    pub(in crate::article) fn raw_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        self.each_text(id, &mut |letters| text.push_str(letters));
        text
    }

    /// How many bytes of letters there are below `id`, without white space.
    #[inline(never)]
    pub(in crate::article) fn count_letters(&self, id: NodeId) -> usize {
        let mut count = 0;
        self.each_text(id, &mut |letters| {
            for byte in letters.bytes() {
                count += usize::from(byte > b' ');
            }
        });
        count
    }

    /// Whether a reader sees no letters below `id`.
    #[inline(never)]
    pub(in crate::article) fn is_blank(&self, id: NodeId) -> bool {
        let mut is_empty = true;
        self.each_text(id, &mut |letters| is_empty = is_empty && is_blank(letters));
        is_empty
    }

    pub(super) fn each_text(&self, id: NodeId, visit: &mut dyn FnMut(&str)) {
        let mut at = id;
        while at < self.nodes[id].end {
            let node = &self.nodes[at];
            at += 1;
            match node.tag {
                None => visit(self.letters(at - 1)),
                Some(tag)
                    if at > id + 1
                        && (node.is_taken || matches!(tag, Tag::NoScript | Tag::Control)) =>
                {
                    at = node.end;
                }
                Some(Tag::Break) => visit("\n"),
                Some(_) => {}
            }
        }
    }
}

/// See [`Tree::children`].
#[derive(Clone)]
pub(in crate::article) struct Children<'a> {
    tree: &'a Tree<'a>,
    at: NodeId,
    end: NodeId,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.tree.next_child(self.at, self.end)?;
        self.at = self.tree.nodes[id].end;
        Some(id)
    }
}

/// See [`Tree::descendants`].
pub(in crate::article) struct Descendants<'a>(Children<'a>);

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    #[inline(never)]
    fn next(&mut self) -> Option<NodeId> {
        loop {
            let id = self.0.tree.next_child(self.0.at, self.0.end)?;
            self.0.at = id + 1;
            if self.0.tree.tag(id).is_some() {
                return Some(id);
            }
        }
    }
}

/// What becomes of an element; nothing of what the allow-list drops.
fn admit(node: Node<'_>) -> Option<Tag> {
    let tag = node.kind()?.tag;
    if !node.has_attributes() || !node.is_html() {
        return Some(tag);
    }
    if let Some(value) = node.attribute(Attribute::Hidden)
        && !value.eq_ignore_ascii_case("until-found")
    {
        return None;
    }
    // The twin of a formula for machines, the text of a tracker.
    if let Some(style) = node.attribute(Attribute::Style)
        && declared(style, "display").is_some_and(|value| value.eq_ignore_ascii_case("none"))
    {
        return None;
    }
    let tag = match node.attribute(Attribute::Style) {
        Some(style) if tag == Tag::Span => by_style(style),
        _ => tag,
    };
    let Some(class) = node.attribute(Attribute::Class) else {
        return Some(tag);
    };
    (!shares_word(class, TOOLS)).then(|| by_class(tag, class))
}

/// What a span is whose letters are slanted or bold by its style alone, as some
/// editors write them.
fn by_style(style: &str) -> Tag {
    if declared(style, "font-style").is_some_and(|value| value.eq_ignore_ascii_case("italic")) {
        return Tag::Emphasis;
    }
    match declared(style, "font-weight") {
        Some("bold" | "700" | "800" | "900") => Tag::Strong,
        _ => Tag::Span,
    }
}

/// What a `style` says last of a property.
#[inline(never)]
fn declared<'a>(style: &'a str, wanted: &str) -> Option<&'a str> {
    let mut found = None;
    for declaration in style.split(';') {
        if let Some((property, value)) = declaration.split_once(':')
            && trimmed(property).eq_ignore_ascii_case(wanted)
        {
            found = Some(trimmed(value.split('!').next().unwrap_or_default()));
        }
    }
    found
}
