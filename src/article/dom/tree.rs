//! Our own copy of what the allow-list lets through.
//!
//! The copy is made without recursion, so no nesting can exhaust the stack;
//! its depth and size are limited, so the walks over it may recurse.

use super::super::MAX_NODES;
use super::super::text::trimmed;
use super::super::warning::Warnings;
use super::tag::{Tag, any_kind_of, by_class, shares_word};
use super::{Node, NodeKind};

/// The deepest nesting that is kept. What lies deeper moves up to this depth:
/// its text stays, in order.
const MAX_DEPTH: usize = 200;

/// The most bytes of attributes that are read, twice those of the largest
/// source: a parser copies the attributes of an open `b` or `a` into every
/// paragraph behind it, so a short text can hold very many of them.
const MAX_ATTRIBUTE_BYTES: usize = 40_000_000;

const TOO_MANY: &str = "holds more than 100000 elements and texts; the rest was left out";

/// The most bytes that are kept of a list of classes.
const MAX_CLASS_BYTES: usize = 1_000;

/// Attributes that are read on every element.
pub(super) const COMMON_ATTRIBUTES: &str = "class id itemprop lang dir";

/// The index of a node in its [`Tree`], in document order.
pub(super) type NodeId = usize;

/// The node whose children were copied.
pub(super) const ROOT: NodeId = 0;

pub(super) struct Tree {
    nodes: Vec<TreeNode>,
}

/// Reads attributes until they are too many bytes; from there on no element
/// has any.
pub(super) struct AttributeReader {
    left: usize,
}

impl AttributeReader {
    pub(super) fn new() -> Self {
        Self {
            left: MAX_ATTRIBUTE_BYTES,
        }
    }

    #[inline(never)]
    pub(super) fn read<N: Node>(&mut self, node: &N, name: &str) -> Option<String> {
        if self.is_spent() {
            return None;
        }
        let mut value = node.attribute(name)?;
        self.left = self.left.saturating_sub(value.len());
        if name == "class" {
            shorten(&mut value);
        }
        Some(value)
    }

    fn is_spent(&self) -> bool {
        self.left == 0
    }

    #[inline(never)]
    fn copy<N: Node>(
        &mut self,
        node: &N,
        names: &'static str,
        attributes: &mut Vec<(&'static str, String)>,
    ) {
        if names.is_empty() {
            return;
        }
        for name in names.split(' ') {
            if let Some(value) = self.read(node, name) {
                attributes.push((name, value));
            }
        }
    }
}

/// Keeps the classes at the start of a list that is longer than any real one.
#[inline(never)]
fn shorten(classes: &mut String) {
    let mut end = MAX_CLASS_BYTES;
    if classes.len() > end {
        while !classes.is_char_boundary(end) {
            end -= 1;
        }
        classes.truncate(end);
        classes.shrink_to_fit();
    }
}

pub(super) struct TreeNode {
    pub(super) content: Content,
    pub(super) parent: NodeId,
    /// The node after everything below this one.
    end: NodeId,
    /// Read already (the headline, the byline): not part of the text any more.
    pub(super) is_taken: bool,
}

pub(super) enum Content {
    Text(String),
    Element {
        tag: Tag,
        name: String,
        attributes: Vec<(&'static str, String)>,
    },
}

impl Tree {
    /// Copies the children of `root`, and its own language and direction.
    pub(super) fn copy<N: Node>(root: &N, warnings: &mut Warnings) -> Self {
        let mut tree = Self { nodes: Vec::new() };
        let mut reader = AttributeReader::new();
        let mut attributes = Vec::new();
        if root.is_cut() {
            warnings.warn(TOO_MANY);
        }
        if let NodeKind::Element { .. } = root.kind() {
            reader.copy(root, COMMON_ATTRIBUTES, &mut attributes);
        }
        tree.add(
            ROOT,
            Content::Element {
                tag: Tag::Group,
                name: String::new(),
                attributes,
            },
        );
        // The elements whose children are being copied, and what comes next in each.
        let mut open = vec![(root.first_child(), ROOT)];
        let mut visited = 0_usize;
        while let Some((next, parent)) = open.last_mut() {
            let Some(node) = next.take() else {
                open.pop();
                continue;
            };
            *next = node.next_sibling();
            let parent = *parent;
            // Comments and the like are not kept, but looking at them takes time too.
            visited += 1;
            let too_many = visited > 4 * MAX_NODES || tree.nodes.len() > MAX_NODES;
            if too_many {
                warnings.warn(TOO_MANY);
                break;
            }
            let Some(content) = admit(&node, &mut reader) else {
                continue;
            };
            let has_children = matches!(&content, Content::Element { tag, .. } if !tag.is_leaf());
            let id = tree.add(parent, content);
            if has_children {
                let owner = if open.len() < MAX_DEPTH { id } else { parent };
                open.push((node.first_child(), owner));
            }
        }
        if reader.is_spent() {
            warnings.warn("holds more than 40 MB of attributes; the rest of them was left out");
        }
        tree.settle();
        tree
    }

    fn add(&mut self, parent: NodeId, content: Content) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(TreeNode {
            content,
            parent,
            end: id + 1,
            is_taken: false,
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

    pub(super) fn node(&self, id: NodeId) -> &TreeNode {
        &self.nodes[id]
    }

    /// The node after everything below `id`.
    pub(super) fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id].end
    }

    /// The letters of a text; those of an element are none of its own.
    pub(super) fn letters(&self, id: NodeId) -> &str {
        match &self.nodes[id].content {
            Content::Text(letters) => letters,
            Content::Element { .. } => "",
        }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn take(&mut self, id: NodeId) {
        self.nodes[id].is_taken = true;
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
    pub(super) fn children(&self, id: NodeId) -> Children<'_> {
        Children {
            tree: self,
            at: id + 1,
            end: self.nodes[id].end,
        }
    }

    /// What follows `id` inside the same element.
    pub(super) fn siblings_after(&self, id: NodeId) -> Children<'_> {
        Children {
            tree: self,
            at: self.nodes[id].end,
            end: self.nodes[self.nodes[id].parent].end,
        }
    }

    /// The tag of an element; text is none.
    #[inline(never)]
    pub(super) fn tag(&self, id: NodeId) -> Option<Tag> {
        match &self.nodes[id].content {
            Content::Element { tag, .. } => Some(*tag),
            Content::Text(_) => None,
        }
    }

    /// The element's name, for messages.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].content {
            Content::Element { name, .. } => name,
            Content::Text(_) => "",
        }
    }

    #[inline(never)]
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        if let Content::Element { attributes, .. } = &self.nodes[id].content {
            for (key, value) in attributes {
                if *key == name {
                    return Some(value);
                }
            }
        }
        None
    }

    /// Whether a list of words, such as `class`, holds one of `words`.
    #[inline(never)]
    pub(super) fn has_word(&self, id: NodeId, attribute: &str, words: &str) -> bool {
        match self.attribute(id, attribute) {
            Some(list) => shares_word(list, words),
            None => false,
        }
    }

    /// Every element below `id` in document order, without those already taken.
    pub(super) fn descendants(&self, id: NodeId) -> Descendants<'_> {
        Descendants(self.children(id))
    }

    /// The first element below `id` that `matches`.
    #[inline(never)]
    pub(super) fn find(
        &self,
        id: NodeId,
        matches: &dyn Fn(&Self, NodeId) -> bool,
    ) -> Option<NodeId> {
        self.descendants(id).find(|child| matches(self, *child))
    }

    /// The first element below `id` with a tag.
    #[inline(never)]
    pub(super) fn find_tag(&self, id: NodeId, tag: Tag) -> Option<NodeId> {
        self.find(id, &|tree, child| tree.tag(child) == Some(tag))
    }

    /// All letters below `id`, as written; line breaks become "\n".
    #[inline(never)]
    pub(super) fn raw_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut at = id;
        while at < self.nodes[id].end {
            let node = &self.nodes[at];
            at += 1;
            match &node.content {
                Content::Text(letters) => text.push_str(letters),
                Content::Element { tag, .. }
                    if at > id + 1
                        && (node.is_taken || matches!(tag, Tag::NoScript | Tag::Control)) =>
                {
                    at = node.end;
                }
                Content::Element {
                    tag: Tag::Break, ..
                } => text.push('\n'),
                Content::Element { .. } => {}
            }
        }
        text
    }
}

/// See [`Tree::children`].
#[derive(Clone)]
pub(super) struct Children<'a> {
    tree: &'a Tree,
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
pub(super) struct Descendants<'a>(Children<'a>);

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

/// What is copied of a node; nothing of what the allow-list drops.
fn admit<N: Node>(node: &N, reader: &mut AttributeReader) -> Option<Content> {
    let (name, is_html) = match node.kind() {
        NodeKind::Text(text) => return (!text.is_empty()).then_some(Content::Text(text)),
        NodeKind::Element { name, is_html } => (name, is_html),
        NodeKind::Other => return None,
    };
    let kind = any_kind_of(&name, is_html)?;
    let mut tag = kind.tag;
    let mut attributes = Vec::new();
    if is_html && node.has_attributes() {
        if let Some(value) = reader.read(node, "hidden")
            && !value.eq_ignore_ascii_case("until-found")
        {
            return None;
        }
        let mut style = reader.read(node, "style").unwrap_or_default();
        if hides(&mut style) {
            return None;
        }
        reader.copy(node, COMMON_ATTRIBUTES, &mut attributes);
        if let Some(("class", class)) = attributes.first() {
            tag = by_class(tag, class);
        }
        // Before the attribute of that name, as in CSS.
        if !style.is_empty() {
            attributes.push(("align", style));
        }
        reader.copy(node, kind.attributes, &mut attributes);
    }
    Some(Content::Element {
        tag,
        name,
        attributes,
    })
}

/// Whether a `style` keeps an element from being seen: the twin of a formula
/// for machines, the text of a tracker. All that stays of it is where text is
/// to stand.
#[inline(never)]
fn hides(style: &mut String) -> bool {
    let mut is_hidden = false;
    let mut place = "";
    for declaration in style.split(';') {
        if let Some((property, value)) = declaration.split_once(':') {
            let property = trimmed(property);
            let value = trimmed(value.split('!').next().unwrap_or_default());
            if property.eq_ignore_ascii_case("display") {
                is_hidden = value.eq_ignore_ascii_case("none");
            } else if property.eq_ignore_ascii_case("text-align") {
                place = value;
            }
        }
    }
    *style = place.to_owned();
    is_hidden
}
