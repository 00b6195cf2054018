//! One look at a whole page: what its head says, what its elements hold.
//!
//! It only collects; the parts beside it decide.

use super::super::super::MAX_NODES;
use super::super::super::dom::{
    Attribute, Node, Record, Tag, Words, first_part, has_part, push_label,
};
use super::clutter::{is_clutter, is_surrounding};
use super::sums::squeeze;
use crate::text::{collapsed, composed, word_index};
use std::borrow::Cow;

/// The most nodes that are looked at, as many as where the article is copied.
const LARGEST: usize = 4 * MAX_NODES;

/// The most nodes that are looked at for the text of one mark.
pub(super) const LONGEST_MARK: usize = 50;

/// What a page says and holds.
#[derive(Default)]
pub(super) struct Page<'a> {
    /// In document order. The first is the document.
    pub(super) elements: Vec<Element<'a>>,
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
    pub(super) canonical: Option<&'a str>,
    /// `<base href>`
    pub(super) base: Option<&'a str>,
    /// `<link rel="next">`
    pub(super) next: Option<&'a str>,
    /// Microdata: names, value, and the element that it stands on or in.
    pub(super) properties: Vec<(&'a str, Cow<'a, str>, usize)>,
    /// Texts that say what they are, and the element that they stand in.
    pub(super) marks: Vec<(MarkKind, Cow<'a, str>, usize)>,
    /// Whether there was more than is looked at.
    pub(super) is_cut: bool,
}

/// An element with text that a reader sees.
pub(super) struct Element<'a> {
    pub(super) source: Node<'a>,
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
}

impl Element<'_> {
    /// Its name, class, id and role.
    pub(super) fn label(&self) -> String {
        let mut label = String::new();
        push_label(
            self.source.local_name(),
            &|attribute| self.source.attribute(attribute),
            &mut label,
        );
        label
    }
}

/// Classes of what stands below an article.
pub(super) static FOOTERS: Words = Words::of("footer footers");

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
    /// A heading below that.
    Heading,
    Published,
    Changed,
    /// Called the day of a change by a class alone.
    LastDate,
    Author,
    Views,
    Tag,
}

impl MarkKind {
    pub(super) fn is_date(self) -> bool {
        matches!(self, Self::Published | Self::Changed | Self::LastDate)
    }
}

impl<'a> Page<'a> {
    /// How many unlinked letters an element holds.
    pub(super) fn plain_of(&self, element: usize) -> usize {
        let (start, end) = self.elements[element].plain;
        end - start
    }

    /// Whether an element stands in something that is no part of an article. The
    /// footer of one is a place for names and dates.
    pub(super) fn is_in_clutter(&self, element: usize) -> bool {
        let mut at = element;
        while at > 0 {
            let around = &self.elements[at];
            if around.is_clutter && !has_part(&around.label(), &FOOTERS) {
                return true;
            }
            at = around.parent;
        }
        false
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
    fn push_element(&mut self, source: Node<'a>, role: Role, parent: usize) -> usize {
        let id = self.elements.len();
        self.elements.push(Element {
            source,
            role,
            parent,
            end: id + 1,
            letters: (self.letters.len(), 0),
            plain: (self.plain, 0),
            own: 0,
            is_clutter: false,
        });
        id
    }

    /// Closes the open elements that end before or at a node of the record.
    fn end_elements(&mut self, open: &mut Vec<(usize, usize, bool)>, at: usize) {
        while let Some((_, id, _)) = open.pop_if(|(end, ..)| *end <= at) {
            // What stands in a head is the document's own.
            if open.last().is_some_and(|(_, outer, _)| *outer == id) {
                continue;
            }
            let end = self.elements.len();
            let element = &mut self.elements[id];
            element.end = end;
            element.letters.1 = self.letters.len();
            element.plain.1 = self.plain;
        }
    }

    #[inline(never)]
    fn push_meta(&mut self, name: Option<&str>, content: Option<&str>) {
        if let (Some(name), Some(content)) = (name, content) {
            let content = collapsed(&composed(content));
            if !content.is_empty() {
                self.metas.push((name.to_ascii_lowercase(), content));
            }
        }
    }
}

/// Looks at everything below the document.
pub(super) fn survey(record: &Record) -> Page<'_> {
    let document = record.root();
    let mut page = Page {
        is_cut: record.is_cut(),
        ..Page::default()
    };
    page.push_element(document, Role::Other, 0);
    // The elements that are open: where each ends, which holds what stands in
    // it, and whether that is in a link.
    let mut open = vec![(document.end(), 0, false)];
    let mut label = String::new();
    let mut visited = 0_usize;
    let mut at = 1;
    while at < document.end() {
        page.end_elements(&mut open, at);
        let Some((_, owner, is_link)) = open.last().copied() else {
            break;
        };
        visited += 1;
        if visited > LARGEST {
            page.is_cut = true;
            break;
        }
        let node = record.node(at);
        at = node.end();
        if let Some(letters) = node.letters() {
            page.push_text(letters, owner, is_link);
            continue;
        }
        if !node.is_html() {
            continue;
        }
        let Some(kind) = node.kind() else {
            if node.local_name() == "head" {
                open.push((at, owner, is_link));
                at = node.index() + 1;
            } else {
                head_element(node, &mut page, owner);
            }
            continue;
        };
        if node.attribute(Attribute::Hidden).is_some() {
            continue;
        }
        let tag = kind.tag;
        let property = node.attribute(Attribute::Itemprop);
        let role = role_of(node, tag, property);
        let id = page.push_element(node, role, owner);
        label.clear();
        push_label(
            node.local_name(),
            &|attribute| node.attribute(attribute),
            &mut label,
        );
        page.elements[id].is_clutter = is_clutter(tag, &label) || is_surrounding(tag, &label);
        let relation = node.attribute(Attribute::Rel);
        let mut mark = mark_of(tag, &label, relation.filter(|_| tag == Tag::Link));
        if mark == Some(MarkKind::Published) {
            if property.is_some_and(|property| word_index(property, "dateModified", true).is_some())
            {
                mark = Some(MarkKind::Changed);
            } else if has_part(&label, &CHANGES) && !has_part(&label, &PUBLISHED) {
                mark = Some(MarkKind::LastDate);
            }
        }
        if let Some(mark) = mark {
            let datetime = node.attribute(Attribute::Datetime);
            let text = match datetime.filter(|_| tag == Tag::Time) {
                Some(datetime) => Cow::Borrowed(datetime),
                None if mark.is_date() => Cow::Owned(line_of(node, " ")),
                None => Cow::Owned(text_of(node)),
            };
            page.marks.push((mark, text, id));
        }
        if let Some(property) = property
            && role != Role::ArticleBody
        {
            page.properties.push((property, microdata_value(node), id));
        }
        open.push((at, id, is_link || tag == Tag::Link));
        at = node.index() + 1;
    }
    page.end_elements(&mut open, usize::MAX);
    page
}

/// What stands in a head, and microdata that no reader sees.
fn head_element<'a>(node: Node<'a>, page: &mut Page<'a>, owner: usize) {
    match node.local_name() {
        "title" if page.title.is_empty() => page.title = text_of(node),
        "base" if page.base.is_none() => page.base = node.attribute(Attribute::Href),
        "script" => {
            let kind = node.attribute(Attribute::Type).unwrap_or_default();
            if kind.trim().eq_ignore_ascii_case("application/ld+json") {
                page.scripts.push(node.text());
            }
        }
        name @ ("meta" | "link") => {
            if let Some(property) = node.attribute(Attribute::Itemprop) {
                page.properties
                    .push((property, microdata_value(node), owner));
            }
            if name == "meta" {
                let key = node.attribute(Attribute::Property);
                let key = key.or_else(|| node.attribute(Attribute::Name));
                page.push_meta(key, node.attribute(Attribute::Content));
            } else {
                let relation = node.attribute(Attribute::Rel).unwrap_or_default();
                let place = match word_index("canonical next", relation, true) {
                    Some(0) => &mut page.canonical,
                    Some(_) => &mut page.next,
                    None => return,
                };
                *place = place.or(node.attribute(Attribute::Href));
            }
        }
        _ => {}
    }
}

/// <https://html.spec.whatwg.org/multipage/microdata.html#values>, with the text
/// last and without nested items, whose parts are properties themselves.
fn microdata_value(node: Node<'_>) -> Cow<'_, str> {
    for attribute in [
        Attribute::Content,
        Attribute::Datetime,
        Attribute::Src,
        Attribute::Href,
    ] {
        if let Some(value) = node.attribute(attribute) {
            return Cow::Borrowed(value);
        }
    }
    if node.attribute(Attribute::Itemscope).is_some() {
        return Cow::Borrowed("");
    }
    Cow::Owned(text_of(node))
}

/// The opening text of an element on one line.
fn text_of(element: Node<'_>) -> String {
    line_of(element, "")
}

/// The opening text of an element on one line, with `joint` where an element
/// begins: "26.02.2020<b>12:44</b>" are two words.
pub(super) fn line_of(element: Node<'_>, joint: &str) -> String {
    let mut text = String::new();
    let mut at = element.index() + 1;
    let mut visited = 0;
    while at < element.end() && visited < LONGEST_MARK {
        let node = element.record().node(at);
        at = node.end();
        visited += 1;
        if let Some(letters) = node.letters() {
            text.push_str(letters);
        } else if node.is_html()
            && let Some(kind) = node.kind()
            && kind.tag != Tag::RubyText
        {
            // "16/03/2020<br>08:06" are two words.
            text.push_str(if node.local_name() == "br" {
                " "
            } else {
                joint
            });
            at = node.index() + 1;
        }
    }
    collapsed(&composed(&text))
}

#[inline(never)]
fn role_of(node: Node<'_>, tag: Tag, property: Option<&str>) -> Role {
    if property.is_some_and(|property| word_index(property, "articleBody", true).is_some()) {
        return Role::ArticleBody;
    }
    match node.local_name() {
        "article" => Role::Article,
        "main" => Role::Main,
        "body" => Role::Body,
        "nav" | "aside" | "html" => Role::Other,
        _ if !matches!(tag, Tag::Group | Tag::Cell) => Role::Other,
        _ => match node.attribute(Attribute::Role) {
            Some(role) if role.eq_ignore_ascii_case("main") => Role::Main,
            _ => Role::Group,
        },
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
        Tag::Heading(2..=3) => return Some(MarkKind::Heading),
        Tag::Time => return Some(MarkKind::Published),
        Tag::Span
        | Tag::Group
        | Tag::Paragraph
        | Tag::Item
        | Tag::Small
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Meaning
        | Tag::Cell
        | Tag::Heading(4..)
        | Tag::Abbreviation => {}
        _ => return None,
    }
    let kinds = [MarkKind::Published, MarkKind::Author, MarkKind::Views];
    Some(kinds[first_part(label, &MARKS)?])
}

/// Classes of the day of a change; many themes write "published updated" where
/// both are the same day.
static CHANGES: Words = Words::of("updated modified lastmod lastupdate lastupdated capnhat");
static PUBLISHED: Words = Words::of("published entrydate pubdate postdate");

/// Parts of class names that say what a text is.
static MARKS: [Words; 3] = [
    Words::of(
        "date datetime time ngay ngaydang thoigian published publishdate pubdate postdate \
        newsdate articledate postedon datum timestamp dateline created createdate fecha",
    ),
    Words::of("author authorname byline tacgia nguoiviet"),
    Words::of("views viewcount luotxem luotdoc hits"),
];
