//! One look at a whole page: what its head says, what its elements hold.
//!
//! This is the part that is compiled for every kind of node, so it only
//! collects; the parts beside it decide.

use super::super::super::MAX_NODES;
use super::super::super::text::{collapsed, is_html_space, word_index};
use super::super::tag::{Tag, kind_of};
use super::super::tree::AttributeReader;
use super::super::{Node, NodeKind};
use super::clutter::is_clutter;

/// The most nodes that are looked at, as many as where the article is copied.
const LARGEST: usize = 4 * MAX_NODES;

/// The most nodes that are looked at for the text of one mark.
const LONGEST_MARK: usize = 50;

/// What a page says and holds.
#[derive(Default)]
pub(super) struct Page {
    /// In document order. The first is the document.
    pub(super) elements: Vec<Element>,
    /// All letters that a reader sees, without white space.
    pub(super) letters: String,
    /// How many of them stand in no link.
    pub(super) plain: usize,
    /// `<meta>`: name or property in lower case, and content.
    pub(super) metas: Vec<(String, String)>,
    /// The texts of `<script type="application/ld+json">`.
    pub(super) scripts: Vec<String>,
    /// The text of `<title>`.
    pub(super) title: String,
    /// `<link rel="canonical">`
    pub(super) canonical: Option<String>,
    /// `<base href>`
    pub(super) base: Option<String>,
    /// `<link rel="next">`
    pub(super) next: Option<String>,
    /// Microdata: names, value, and the element that it stands on or in.
    pub(super) properties: Vec<(String, String, usize)>,
    /// Texts that say what they are, and the element that they stand in.
    pub(super) marks: Vec<(MarkKind, String, usize)>,
    /// Whether there was more than is looked at.
    pub(super) is_cut: bool,
}

/// An element with text that a reader sees.
pub(super) struct Element {
    pub(super) role: Role,
    pub(super) parent: usize,
    /// The element after everything inside this one.
    pub(super) end: usize,
    /// Where its letters begin and end, and how many unlinked ones come before.
    pub(super) letters: (usize, usize),
    pub(super) plain: (usize, usize),
    /// Unlinked letters of its own, in no element inside it.
    pub(super) own: usize,
    /// Its class or name says that it is no part of an article.
    pub(super) is_clutter: bool,
    /// Its name and class, for messages.
    pub(super) label: String,
}

/// What an element is for, as far as it matters where to find an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `[itemprop=articleBody]`
    ArticleBody,
    Article,
    Main,
    Body,
    /// Anything else that groups blocks.
    Group,
    /// What groups none.
    Other,
}

/// What a text on the page says of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Headline,
    Published,
    Author,
    Views,
    Tag,
}

impl Page {
    /// How many unlinked letters an element holds.
    pub(super) fn plain_of(&self, element: usize) -> usize {
        let (start, end) = self.elements[element].plain;
        end - start
    }

    fn push_text(&mut self, text: &str, owner: usize, is_link: bool) {
        let before = self.letters.len();
        squeeze(text, &mut self.letters);
        if !is_link {
            let count = self.letters.len() - before;
            self.plain += count;
            self.elements[owner].own += count;
        }
    }

    #[inline(never)]
    fn push_element(&mut self, tag: Tag, role: Role, parent: usize, label: String) -> usize {
        let id = self.elements.len();
        self.elements.push(Element {
            is_clutter: is_clutter(tag, &label),
            role,
            parent,
            end: id + 1,
            letters: (self.letters.len(), 0),
            plain: (self.plain, 0),
            own: 0,
            label,
        });
        id
    }

    fn end_element(&mut self, id: usize) {
        let end = self.elements.len();
        let element = &mut self.elements[id];
        element.end = end;
        element.letters.1 = self.letters.len();
        element.plain.1 = self.plain;
    }

    #[inline(never)]
    fn push_meta(&mut self, name: Option<String>, content: Option<String>) {
        if let (Some(mut name), Some(content)) = (name, content) {
            name.make_ascii_lowercase();
            let content = collapsed(&content);
            if !content.is_empty() {
                self.metas.push((name, content));
            }
        }
    }
}

/// Adds letters without their white space, to compare texts by.
#[inline(never)]
pub(super) fn squeeze(text: &str, letters: &mut String) {
    for character in text.chars() {
        if !is_html_space(character) && character != '\u{A0}' {
            letters.push(character);
        }
    }
}

/// Looks at everything below `document`. The nodes of elements that group
/// blocks come with their numbers.
pub(super) fn survey<N: Node>(document: &N) -> (Page, Vec<(usize, N)>) {
    let mut page = Page::default();
    let mut nodes = Vec::new();
    let root = page.push_element(Tag::Group, Role::Other, 0, String::new());
    // The elements that are open: what comes next in each, and whether in a link.
    let mut open = vec![(document.first_child(), root, false)];
    let mut visited = 0_usize;
    page.is_cut = document.is_cut();
    let mut reader = AttributeReader::new();
    while let Some((next, owner, is_link)) = open.last_mut() {
        let (owner, is_link) = (*owner, *is_link);
        let Some(node) = next.take() else {
            let is_own = open.len() == 1 || open[open.len() - 2].1 != owner;
            if is_own {
                page.end_element(owner);
            }
            open.pop();
            continue;
        };
        *next = node.next_sibling();
        visited += 1;
        if visited > LARGEST {
            page.is_cut = true;
            *next = None;
            continue;
        }
        let name = match node.kind() {
            NodeKind::Text(text) => {
                page.push_text(&text, owner, is_link);
                continue;
            }
            NodeKind::Element {
                name,
                is_html: true,
            } => name,
            _ => continue,
        };
        let Some(kind) = kind_of(&name) else {
            if name == "head" {
                open.push((node.first_child(), owner, is_link));
            } else {
                head_element(&node, &name, &mut page, owner);
            }
            continue;
        };
        let mut label = name;
        let mut role = role_of(kind.tag, &label);
        let mut property = None;
        let mut relation = None;
        if node.has_attributes() {
            if reader.read(&node, "hidden").is_some() {
                continue;
            }
            for attribute in ["class", "id", "role"] {
                if let Some(value) = reader.read(&node, attribute) {
                    label.push(' ');
                    label.push_str(&value);
                }
            }
            property = reader.read(&node, "itemprop");
            if kind.tag == Tag::Link {
                relation = reader.read(&node, "rel");
            }
        }
        if word_index(&label, "main", false).is_some() && role == Role::Group {
            let is_main = node.attribute("role");
            if is_main.is_some_and(|role| role.eq_ignore_ascii_case("main")) {
                role = Role::Main;
            }
        }
        if let Some(property) = &property
            && word_index(property, "articleBody", true).is_some()
        {
            role = Role::ArticleBody;
        }
        let mark = mark_of(kind.tag, &label, relation.as_deref());
        let id = page.push_element(kind.tag, role, owner, label);
        if let Some(mark) = mark {
            let datetime = (kind.tag == Tag::Time).then(|| node.attribute("datetime"));
            let text = datetime.flatten().unwrap_or_else(|| text_of(&node));
            page.marks.push((mark, text, id));
        }
        if let Some(property) = property
            && role != Role::ArticleBody
        {
            let value = microdata_value(&node);
            page.properties.push((property, value, id));
        }
        open.push((node.first_child(), id, is_link || kind.tag == Tag::Link));
        if role != Role::Other || page.elements[id].label.starts_with("html") {
            nodes.push((id, node));
        }
    }
    (page, nodes)
}

/// What stands in a head, and microdata that no reader sees.
fn head_element<N: Node>(node: &N, name: &str, page: &mut Page, owner: usize) {
    match name {
        "title" if page.title.is_empty() => page.title = text_of(node),
        "base" if page.base.is_none() => page.base = node.attribute("href"),
        "script" => {
            let kind = node.attribute("type").unwrap_or_default();
            if kind.trim().eq_ignore_ascii_case("application/ld+json") {
                page.scripts.push(raw_text_of(node));
            }
        }
        "meta" | "link" => {
            if let Some(property) = node.attribute("itemprop") {
                let value = microdata_value(node);
                page.properties.push((property, value, owner));
            }
            if name == "meta" {
                let content = node.attribute("content");
                let key = node.attribute("property");
                page.push_meta(key.or_else(|| node.attribute("name")), content);
            } else {
                let relation = node.attribute("rel").unwrap_or_default();
                let place = match word_index("canonical next", &relation, true) {
                    Some(0) => &mut page.canonical,
                    Some(_) => &mut page.next,
                    None => return,
                };
                if place.is_none() {
                    *place = node.attribute("href");
                }
            }
        }
        _ => {}
    }
}

/// <https://html.spec.whatwg.org/multipage/microdata.html#values>, with the text
/// last and without nested items, whose parts are properties themselves.
fn microdata_value<N: Node>(node: &N) -> String {
    for attribute in ["content", "datetime", "src", "href"] {
        if let Some(value) = node.attribute(attribute) {
            return value;
        }
    }
    if node.attribute("itemscope").is_some() {
        return String::new();
    }
    text_of(node)
}

/// The opening text of an element on one line.
fn text_of<N: Node>(node: &N) -> String {
    let mut text = String::new();
    let mut open = vec![node.first_child()];
    let mut visited = 0;
    while let Some(next) = open.last_mut() {
        let Some(node) = next.take() else {
            open.pop();
            continue;
        };
        *next = node.next_sibling();
        visited += 1;
        if visited > LONGEST_MARK {
            break;
        }
        match node.kind() {
            NodeKind::Text(letters) => text.push_str(&letters),
            NodeKind::Element {
                name,
                is_html: true,
            } if kind_of(&name).is_some() => {
                // "16/03/2020<br>08:06" are two words.
                text.push_str(if name == "br" { " " } else { "" });
                open.push(node.first_child());
            }
            _ => {}
        }
    }
    collapsed(&text)
}

/// The text of a script, which holds nothing else.
fn raw_text_of<N: Node>(node: &N) -> String {
    let mut text = String::new();
    let mut next = node.first_child();
    while let Some(child) = next {
        if let NodeKind::Text(letters) = child.kind() {
            text.push_str(&letters);
        }
        next = child.next_sibling();
    }
    text
}

#[inline(never)]
fn role_of(tag: Tag, name: &str) -> Role {
    match name {
        "article" => Role::Article,
        "main" => Role::Main,
        "body" => Role::Body,
        "nav" | "aside" | "html" => Role::Other,
        _ if matches!(tag, Tag::Group | Tag::Cell) => Role::Group,
        _ => Role::Other,
    }
}

/// A mark is clear where a word of the class is nothing else.
#[inline(never)]
fn mark_of(tag: Tag, label: &str, relation: Option<&str>) -> Option<MarkKind> {
    if let Some(relation) = relation {
        for (word, kind) in [("author", MarkKind::Author), ("tag", MarkKind::Tag)] {
            if word_index(relation, word, true).is_some() {
                return Some(kind);
            }
        }
    }
    match tag {
        Tag::Heading(1) => return Some(MarkKind::Headline),
        Tag::Time => return Some(MarkKind::Published),
        Tag::Span
        | Tag::Group
        | Tag::Paragraph
        | Tag::Item
        | Tag::Small
        | Tag::Emphasis
        | Tag::Strong => {}
        _ => return None,
    }
    for (words, kind) in [
        (
            "date datetime time ngay ngaydang thoigian published publishdate pubdate postdate \
            newsdate articledate postedon",
            MarkKind::Published,
        ),
        ("author byline tacgia nguoiviet", MarkKind::Author),
        ("views viewcount luotxem luotdoc hits", MarkKind::Views),
    ] {
        if super::clutter::has_part(label, words) {
            return Some(kind);
        }
    }
    None
}
