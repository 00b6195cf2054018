//! Our own copy of what the allow-list lets through.
//!
//! The copy is made without recursion, so no nesting can exhaust the stack;
//! its depth and size are limited, so the walks over it may recurse.

use super::super::MAX_NODES;
use super::super::warning::Warnings;
use super::tag::{Tag, tag_of};
use super::{Node, NodeKind};

/// The deepest nesting that is kept. What lies deeper moves up to this depth:
/// its text stays, in order.
const MAX_DEPTH: usize = 200;

/// Attributes that are read on every element.
const COMMON_ATTRIBUTES: [&str; 4] = ["class", "itemprop", "lang", "dir"];

/// The index of a node in its [`Tree`].
pub(super) type NodeId = usize;

/// The node whose children were copied.
pub(super) const ROOT: NodeId = 0;

pub(super) struct Tree {
    nodes: Vec<TreeNode>,
}

pub(super) struct TreeNode {
    pub(super) content: Content,
    pub(super) parent: NodeId,
    pub(super) children: Vec<NodeId>,
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

/// An element whose children are being copied.
struct Open<N> {
    next: Option<N>,
    id: NodeId,
}

impl Tree {
    /// Copies the children of `root`, and its own language and direction.
    pub(super) fn copy<N: Node>(root: &N, warnings: &mut Warnings) -> Self {
        let mut tree = Self { nodes: Vec::new() };
        let attributes = match root.kind() {
            NodeKind::Element { .. } => attributes_of(root, Tag::Group),
            NodeKind::Text(_) | NodeKind::Other => Vec::new(),
        };
        tree.add(ROOT, element(Tag::Group, String::new(), attributes));
        let mut open = vec![Open {
            next: root.first_child(),
            id: ROOT,
        }];
        while let Some(current) = open.last_mut() {
            let Some(node) = current.next.take() else {
                open.pop();
                continue;
            };
            current.next = node.next_sibling();
            let parent = current.id;
            let Some(content) = admit(&node) else {
                continue;
            };
            if tree.nodes.len() > MAX_NODES {
                warnings.warn("holds more than 100000 elements and texts; the rest was left out");
                break;
            }
            // What is left out aloud stays as a leaf, so that its warning has a place.
            let has_children = matches!(
                &content,
                Content::Element { tag, .. } if *tag != Tag::DroppedAloud
            );
            let id = tree.add(parent, content);
            if has_children {
                let first = node.first_child();
                if open.len() < MAX_DEPTH {
                    open.push(Open { next: first, id });
                } else if first.is_some() {
                    open.push(Open {
                        next: first,
                        id: parent,
                    });
                }
            }
        }
        tree
    }

    fn add(&mut self, parent: NodeId, content: Content) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(TreeNode {
            content,
            parent,
            children: Vec::new(),
            is_taken: false,
        });
        if id != parent {
            self.nodes[parent].children.push(id);
        }
        id
    }

    pub(super) fn node(&self, id: NodeId) -> &TreeNode {
        &self.nodes[id]
    }

    pub(super) fn take(&mut self, id: NodeId) {
        self.nodes[id].is_taken = true;
    }

    /// The children that are still part of the text.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes[id]
            .children
            .iter()
            .copied()
            .filter(|child| !self.nodes[*child].is_taken)
    }

    /// The tag of an element; text is none.
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

    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Element { attributes, .. } => attributes
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.as_str()),
            Content::Text(_) => None,
        }
    }

    /// Whether a list of words, such as `class`, holds `word`.
    pub(super) fn has_word(&self, id: NodeId, attribute: &str, word: &str) -> bool {
        self.attribute(id, attribute).is_some_and(|words| {
            words
                .split_ascii_whitespace()
                .any(|entry| entry.eq_ignore_ascii_case(word))
        })
    }

    /// Every element below `id` in document order, without those already taken.
    pub(super) fn descendants(&self, id: NodeId) -> Descendants<'_> {
        Descendants {
            tree: self,
            stack: self.nodes[id].children.iter().rev().copied().collect(),
        }
    }

    /// All letters below `id`, as written; line breaks become "\n".
    pub(super) fn raw_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut stack = vec![id];
        while let Some(current) = stack.pop() {
            match &self.nodes[current].content {
                Content::Text(letters) => text.push_str(letters),
                Content::Element {
                    tag: Tag::Break, ..
                } => text.push('\n'),
                Content::Element { .. } => {}
            }
            let at = stack.len();
            stack.extend(self.children(current));
            stack[at..].reverse();
        }
        text
    }
}

/// See [`Tree::descendants`]. Lazy, because most searches end early.
pub(super) struct Descendants<'a> {
    tree: &'a Tree,
    stack: Vec<NodeId>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        loop {
            let id = self.stack.pop()?;
            let node = &self.tree.nodes[id];
            if node.is_taken {
                continue;
            }
            self.stack.extend(node.children.iter().rev());
            if matches!(node.content, Content::Element { .. }) {
                return Some(id);
            }
        }
    }
}

/// What is copied of a node; nothing of what the allow-list drops.
fn admit<N: Node>(node: &N) -> Option<Content> {
    let (name, is_html) = match node.kind() {
        NodeKind::Text(text) => return (!text.is_empty()).then_some(Content::Text(text)),
        NodeKind::Other => return None,
        NodeKind::Element { name, is_html } => (name, is_html),
    };
    let tag = if is_html { tag_of(&name) } else { Tag::Dropped };
    match tag {
        Tag::Dropped => None,
        tag => {
            let has_attributes = node.has_attributes();
            if has_attributes
                && node
                    .attribute("hidden")
                    .is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
            {
                return None;
            }
            let attributes = if has_attributes {
                attributes_of(node, tag)
            } else {
                Vec::new()
            };
            Some(element(tag, name, attributes))
        }
    }
}

fn attributes_of<N: Node>(node: &N, tag: Tag) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    for name in COMMON_ATTRIBUTES.iter().chain(tag.attributes()) {
        if let Some(value) = node.attribute(name) {
            attributes.push((*name, value));
        }
    }
    attributes
}

fn element(tag: Tag, name: String, attributes: Vec<(&'static str, String)>) -> Content {
    Content::Element {
        tag,
        name,
        attributes,
    }
}
