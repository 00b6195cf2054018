//! What an `<article>` says about itself: headline, kicker, dates, byline.
//!
//! What was recognised is taken out of the tree, so that the text does not
//! repeat it. Microdata names follow <https://schema.org/Article>.

use super::super::date::{Order, Timestamp, dates_in};
use super::super::model::{Article, Author};
use super::super::url::{Addresses, UrlUse};
use super::super::warning::Warnings;
use super::attribute::{Attribute, direction};
use super::flow::Flow;
use super::tag::Tag;
use super::tree::{NodeId, ROOT, Tree};
use crate::json::whole_number;
use crate::text::{collapsed, holds, language_tag, non_empty, trimmed};

/// The longest text around a date or a name that goes with it ("Published on …").
const LONGEST_LABEL: usize = 80;

/// The longest lead, in bytes of letters: what is longer is text.
const LONGEST_LEAD: usize = 600;

pub(super) fn extract(
    tree: &mut Tree,
    addresses: &Addresses<'_>,
    warnings: &mut Warnings,
) -> Article {
    let mut article = Article {
        lang: tree.attribute(ROOT, Attribute::Lang).and_then(language_tag),
        dir: direction(tree.attribute(ROOT, Attribute::Dir)),
        ..Article::default()
    };
    article.title = title(tree);
    if let Some(id) = find(tree, "kicker eyebrow overline", "articleSection") {
        article.kicker = non_empty(&take_text(tree, id));
    }
    views(tree, &mut article);
    dates(tree, &mut article, warnings);
    authors(tree, addresses, &mut article);
    // Some programs call the whole text its description too.
    if let Some(id) = find(tree, "lead standfirst sapo", "description")
        && !tree.has_word(id, Attribute::Itemprop, "articleBody")
        && tree.count_letters(id) <= LONGEST_LEAD
    {
        article.lead = Flow::new(tree, addresses, warnings).line_of(id);
        if !article.lead.is_empty() {
            tree.take(id);
        }
    }
    article
}

/// The headline: marked as such, or the first `h1`, or an `h2` in the header.
fn title(tree: &mut Tree) -> String {
    let headline =
        |id: &NodeId| tree.has_word(*id, Attribute::Itemprop, "headline") && !tree.is_blank(*id);
    let mut found = tree.marked().find(headline);
    for level in [1, 2] {
        found = found.or_else(|| {
            tree.find(ROOT, &|tree, id| {
                tree.tag(id) == Some(Tag::Heading(level))
                    && (level == 1 || is_in_header(tree, id))
                    && !tree.is_blank(id)
            })
        });
    }
    found.map_or_else(String::new, |id| take_text(tree, id))
}

/// The text of an element, as one line.
#[inline(never)]
fn text_of(tree: &Tree, id: NodeId) -> String {
    collapsed(&tree.raw_text(id))
}

/// The text of an element, which is read with this.
fn take_text(tree: &mut Tree, id: NodeId) -> String {
    let text = text_of(tree, id);
    tree.take(id);
    text
}

/// The first element with one of the classes or the property.
#[inline(never)]
fn find(tree: &Tree, classes: &str, property: &str) -> Option<NodeId> {
    tree.marked().find(|id| {
        tree.has_word(*id, Attribute::Itemprop, property)
            || tree.has_word(*id, Attribute::Class, classes)
    })
}

/// A view count counts only where a machine wrote it (`<data class="views"
/// value="1365">`): "1.365" means two different numbers in two languages.
fn views(tree: &mut Tree, article: &mut Article) {
    let Some(id) = find(tree, "views", "userInteractionCount") else {
        return;
    };
    article.views = count_of(tree, id);
    for child in tree.descendants(id) {
        if article.views.is_none() {
            article.views = count_of(tree, child);
        }
    }
    if article.views.is_some() {
        take_with_label(tree, id);
    }
}

#[inline(never)]
fn count_of(tree: &Tree, id: NodeId) -> Option<u64> {
    let written = tree
        .attribute(id, Attribute::Value)
        .or_else(|| tree.attribute(id, Attribute::Content))?;
    whole_number(trimmed(written))
}

fn dates(tree: &mut Tree, article: &mut Article, warnings: &mut Warnings) {
    for id in elements(tree, ROOT, &|id| tree.tag(id) == Some(Tag::Time)) {
        let is_modified = tree.has_word(id, Attribute::Itemprop, "dateModified")
            || tree.has_word(id, Attribute::Class, "updated modified");
        let is_marked = is_modified
            || tree.has_word(id, Attribute::Itemprop, "datePublished")
            || tree.has_word(id, Attribute::Class, "published")
            || is_in_header(tree, id);
        let place = if is_modified {
            &mut article.modified
        } else {
            &mut article.published
        };
        if !is_marked || place.is_some() {
            continue;
        }
        let shown = text_of(tree, id);
        let written = tree.attribute(id, Attribute::Datetime).unwrap_or(&shown);
        if trimmed(written).is_empty() {
            continue;
        }
        let (mut timestamp, problem) = Timestamp::parse(written);
        // What a page shows may be certain too.
        let order = Order::of_language(article.lang.as_deref().unwrap_or_default());
        let mut people = dates_in(written, order);
        people.extend(dates_in(&shown, order));
        if problem.is_some()
            && let Some(found) = people.into_iter().next()
        {
            timestamp = found.date;
        } else if let Some(problem) = problem {
            warnings.enter("time");
            warnings.warn_field("datetime", problem);
            warnings.leave();
            // What the page shows reads better than an attribute that failed.
            if !shown.is_empty() {
                timestamp = Timestamp::AsWritten(shown);
            }
        }
        *place = Some(timestamp);
        take_with_label(tree, id);
    }
}

fn authors(tree: &mut Tree, addresses: &Addresses<'_>, article: &mut Article) {
    for id in elements(tree, ROOT, &|id| is_byline(tree, id) || is_author(tree, id)) {
        if tree.is_gone(id) {
            continue;
        }
        let is_byline = is_byline(tree, id);
        let mut inner = elements(tree, id, &|child| is_author(tree, child));
        if inner.len() < 2 {
            inner = vec![id];
        }
        let count = article.authors.len();
        for author in inner {
            article.authors.extend(author_of(tree, addresses, author));
        }
        if article.authors.len() == count {
            continue;
        }
        if is_byline {
            tree.take(id);
        } else {
            take_with_label(tree, id);
        }
    }
}

fn is_byline(tree: &Tree, id: NodeId) -> bool {
    tree.has_word(id, Attribute::Class, "byline")
        || (tree.tag(id) == Some(Tag::Address) && is_about_article(tree, id))
}

#[inline(never)]
fn is_author(tree: &Tree, id: NodeId) -> bool {
    tree.has_word(id, Attribute::Itemprop, "author") || tree.has_word(id, Attribute::Rel, "author")
}

/// Elements below `id`, for a walk that takes some of them.
#[inline(never)]
fn elements(tree: &Tree, id: NodeId, is_wanted: &dyn Fn(NodeId) -> bool) -> Vec<NodeId> {
    let mut elements = Vec::new();
    for child in tree.descendants(id) {
        if is_wanted(child) {
            elements.push(child);
        }
    }
    elements
}

/// A name and a role: from microdata, or the first line and those after it.
fn author_of(tree: &Tree, addresses: &Addresses<'_>, id: NodeId) -> Option<Author> {
    let with_property = |property: &str| {
        tree.find(id, &|tree, child| {
            tree.has_word(child, Attribute::Itemprop, property)
        })
    };
    let mut author = Author {
        role: lines_of(tree, id),
        ..Author::default()
    };
    let name = with_property("name")
        .or_else(|| {
            tree.find(id, &|tree, child| {
                tree.has_word(child, Attribute::Rel, "author")
            })
        })
        .or_else(|| with_property("author"));
    if let Some(name) = name {
        author.name = text_of(tree, name);
        // "By Ann" on the first line is the name with a word around it.
        author.role.retain(|line| !holds(line, &author.name));
    } else if !author.role.is_empty() {
        author.name = author.role.remove(0);
    }
    if let Some(role) = with_property("jobTitle") {
        author.role = lines_of(tree, role);
    }
    let mut links = vec![id];
    links.extend(tree.descendants(id));
    for link in links {
        if let (None, Some(href)) = (&author.url, tree.attribute(link, Attribute::Href)) {
            author.url = addresses.resolve(href, UrlUse::Link).ok();
        }
    }
    (!author.name.is_empty()).then_some(author)
}

/// The text of an element line by line, as a browser would break it.
#[inline(never)]
fn lines_of(tree: &Tree, id: NodeId) -> Vec<String> {
    let mut text = String::new();
    push_lines(tree, id, &mut text);
    let mut lines = Vec::new();
    for line in text.split('\0') {
        let line = collapsed(line);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

/// A line ends with U+0000, which no HTML text holds: a line break inside one
/// is only white space.
fn push_lines(tree: &Tree, id: NodeId, text: &mut String) {
    for child in tree.children(id) {
        match tree.tag(child) {
            None => text.push_str(tree.letters(child)),
            Some(tag) => {
                let is_line = matches!(
                    tag,
                    Tag::Break
                        | Tag::Group
                        | Tag::Paragraph
                        | Tag::Item
                        | Tag::BulletList
                        | Tag::Address
                );
                if is_line {
                    text.push('\0');
                }
                push_lines(tree, child, text);
                if is_line {
                    text.push('\0');
                }
            }
        }
    }
}

/// Takes an element, and the paragraph or line around it where that holds
/// nothing but a short label.
#[inline(never)]
fn take_with_label(tree: &mut Tree, id: NodeId) {
    tree.take(id);
    let mut parent = tree.node(id).parent;
    while is_word(tree, parent) {
        parent = tree.node(parent).parent;
    }
    let is_line = matches!(
        tree.tag(parent),
        Some(Tag::Paragraph | Tag::Item | Tag::Group)
    );
    // Looking through a whole article for each of its dates takes too long.
    if tree.end(parent) - parent > LONGEST_LABEL {
        return;
    }
    let has_more = tree.find(parent, &|tree, child| {
        !is_word(tree, child) && tree.tag(child) != Some(Tag::Break)
    });
    if parent != ROOT
        && is_line
        && has_more.is_none()
        && text_of(tree, parent).chars().count() <= LONGEST_LABEL
    {
        tree.take(parent);
    }
}

fn is_word(tree: &Tree, id: NodeId) -> bool {
    matches!(
        tree.tag(id),
        Some(Tag::Span | Tag::Small | Tag::Strong | Tag::Emphasis)
    )
}

#[inline(never)]
fn is_in_header(tree: &Tree, id: NodeId) -> bool {
    let mut current = id;
    while current != ROOT {
        current = tree.node(current).parent;
        if tree.tag(current) == Some(Tag::Header) {
            return true;
        }
    }
    false
}

/// An `address` names the article's author in its header or footer or straight
/// inside it; elsewhere it may be any address that the text mentions.
fn is_about_article(tree: &Tree, id: NodeId) -> bool {
    let parent = tree.node(id).parent;
    parent == ROOT || matches!(tree.tag(parent), Some(Tag::Header | Tag::Footer))
}
