//! What an `<article>` says about itself: headline, kicker, dates, byline.
//!
//! What was recognised is taken out of the tree, so that the text does not
//! repeat it. Microdata names follow <https://schema.org/Article>.

use super::super::date::Timestamp;
use super::super::model::{Article, Author};
use super::super::text::{collapsed, language_tag};
use super::super::url::{Addresses, SafeUrl, UrlUse};
use super::super::warning::Warnings;
use super::flow::Flow;
use super::inline::direction;
use super::tag::Tag;
use super::tree::{NodeId, ROOT, Tree};

/// The longest text around a date or a name that goes with it ("Published on …").
const LONGEST_LABEL: usize = 80;

pub(super) fn extract(
    tree: &mut Tree,
    addresses: &Addresses<'_>,
    warnings: &mut Warnings,
) -> Article {
    let mut article = Article {
        lang: tree.attribute(ROOT, "lang").and_then(language_tag),
        dir: direction(tree.attribute(ROOT, "dir")),
        ..Article::default()
    };
    article.title = title(tree);
    article.kicker = take_text(tree, &["kicker", "eyebrow", "overline"], "articleSection");
    views(tree, &mut article);
    dates(tree, &mut article, warnings);
    authors(tree, addresses, &mut article);
    lead(tree, addresses, warnings, &mut article);
    article
}

/// The headline: marked as such, or the first `h1`, or an `h2` in the header.
fn title(tree: &mut Tree) -> String {
    let below: Vec<NodeId> = tree.descendants(ROOT).collect();
    let is_title: [fn(&Tree, NodeId) -> bool; 3] = [
        |tree, id| tree.has_word(id, "itemprop", "headline"),
        |tree, id| tree.tag(id) == Some(Tag::Heading(1)),
        |tree, id| tree.tag(id) == Some(Tag::Heading(2)) && is_in_header(tree, id),
    ];
    for matches in is_title {
        for id in &below {
            if matches(tree, *id) {
                let text = collapsed(&tree.raw_text(*id));
                if !text.is_empty() {
                    tree.take(*id);
                    return text;
                }
            }
        }
    }
    String::new()
}

/// The text of the first element with one of the classes or the property.
fn take_text(tree: &mut Tree, classes: &[&str], property: &str) -> Option<String> {
    let id = find(tree, classes, property)?;
    let text = collapsed(&tree.raw_text(id));
    tree.take(id);
    (!text.is_empty()).then_some(text)
}

fn find(tree: &Tree, classes: &[&str], property: &str) -> Option<NodeId> {
    tree.descendants(ROOT).find(|id| {
        tree.has_word(*id, "itemprop", property)
            || classes
                .iter()
                .any(|class| tree.has_word(*id, "class", class))
    })
}

/// A view count counts only where a machine wrote it (`<data class="views"
/// value="1365">`): "1.365" means two different numbers in two languages.
fn views(tree: &mut Tree, article: &mut Article) {
    let Some(id) = find(tree, &["views"], "userInteractionCount") else {
        return;
    };
    let inside = tree.descendants(id);
    let count = std::iter::once(id)
        .chain(inside)
        .filter_map(|node| {
            let value = tree.attribute(node, "value");
            value.or_else(|| tree.attribute(node, "content"))
        })
        .find_map(|value| {
            let digits = value.trim();
            let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
            is_digits.then(|| digits.parse().ok()).flatten()
        });
    if count.is_some() {
        article.views = count;
        take_with_label(tree, id);
    }
}

fn dates(tree: &mut Tree, article: &mut Article, warnings: &mut Warnings) {
    let below: Vec<NodeId> = tree.descendants(ROOT).collect();
    for id in below {
        if tree.tag(id) != Some(Tag::Time) {
            continue;
        }
        let is_modified = tree.has_word(id, "itemprop", "dateModified")
            || ["updated", "modified"]
                .iter()
                .any(|class| tree.has_word(id, "class", class));
        let is_marked = is_modified
            || tree.has_word(id, "itemprop", "datePublished")
            || tree.has_word(id, "class", "published");
        if !is_marked && !is_in_header(tree, id) {
            continue;
        }
        let place = if is_modified {
            &mut article.modified
        } else {
            &mut article.published
        };
        if place.is_some() {
            continue;
        }
        let shown = collapsed(&tree.raw_text(id));
        let written = tree
            .attribute(id, "datetime")
            .map_or(shown.as_str(), str::trim);
        if written.is_empty() {
            continue;
        }
        let (timestamp, problem) = Timestamp::parse(written);
        *place = Some(match (timestamp, problem) {
            // What the page shows reads better than an attribute that failed.
            (Timestamp::AsWritten(written), Some(problem)) => {
                warnings.enter("time");
                warnings.warn_field("datetime", problem);
                warnings.leave();
                Timestamp::AsWritten(if shown.is_empty() { written } else { shown })
            }
            (timestamp, _) => timestamp,
        });
        take_with_label(tree, id);
    }
}

fn authors(tree: &mut Tree, addresses: &Addresses<'_>, article: &mut Article) {
    let below: Vec<NodeId> = tree.descendants(ROOT).collect();
    let is_byline = |tree: &Tree, id: NodeId| {
        tree.has_word(id, "class", "byline")
            || (tree.tag(id) == Some(Tag::Address) && is_about_article(tree, id))
    };
    let is_author = |tree: &Tree, id: NodeId| {
        tree.has_word(id, "itemprop", "author") || tree.has_word(id, "rel", "author")
    };
    for id in below {
        if is_gone(tree, id) || !(is_byline(tree, id) || is_author(tree, id)) {
            continue;
        }
        let inner: Vec<NodeId> = tree
            .descendants(id)
            .filter(|child| is_author(tree, *child))
            .collect();
        let count = article.authors.len();
        if inner.len() > 1 {
            for author in inner {
                article.authors.extend(author_of(tree, addresses, author));
            }
        } else {
            article.authors.extend(author_of(tree, addresses, id));
        }
        if article.authors.len() == count {
            continue;
        }
        if is_byline(tree, id) {
            tree.take(id);
        } else {
            take_with_label(tree, id);
        }
    }
}

/// A name and a role: from microdata, or the first line and those after it.
fn author_of(tree: &Tree, addresses: &Addresses<'_>, id: NodeId) -> Option<Author> {
    let below: Vec<NodeId> = tree.descendants(id).collect();
    let with_property = |property: &str| {
        below
            .iter()
            .copied()
            .find(|child| tree.has_word(*child, "itemprop", property))
    };
    let with_rel = below
        .iter()
        .copied()
        .find(|child| tree.has_word(*child, "rel", "author"));
    let mut lines = lines_of(tree, id);
    let mut author = Author::default();
    match with_property("name")
        .or(with_rel)
        .or(with_property("author"))
    {
        Some(name) => {
            author.name = collapsed(&tree.raw_text(name));
            // "By Ann" on the first line is the name with a word around it.
            lines.retain(|line| !line.contains(&author.name));
        }
        None if !lines.is_empty() => author.name = lines.remove(0),
        None => return None,
    }
    author.role = match with_property("jobTitle") {
        Some(role) => lines_of(tree, role),
        None => lines,
    };
    author.url = std::iter::once(id)
        .chain(below)
        .find_map(|child| link_of(tree, addresses, child));
    (!author.name.is_empty()).then_some(author)
}

fn link_of(tree: &Tree, addresses: &Addresses<'_>, id: NodeId) -> Option<SafeUrl> {
    addresses
        .resolve(tree.attribute(id, "href")?, UrlUse::Link)
        .ok()
}

/// The text of an element line by line, as a browser would break it.
fn lines_of(tree: &Tree, id: NodeId) -> Vec<String> {
    let mut lines = vec![String::new()];
    push_lines(tree, id, &mut lines);
    lines
        .iter()
        .map(|line| collapsed(line))
        .filter(|line| !line.is_empty())
        .collect()
}

fn push_lines(tree: &Tree, id: NodeId, lines: &mut Vec<String>) {
    for child in tree.children(id) {
        match tree.tag(child) {
            None => {
                if let (super::tree::Content::Text(letters), Some(line)) =
                    (&tree.node(child).content, lines.last_mut())
                {
                    line.push_str(letters);
                }
            }
            Some(Tag::Break) => lines.push(String::new()),
            Some(Tag::Group | Tag::Paragraph | Tag::Item | Tag::BulletList | Tag::Address) => {
                lines.push(String::new());
                push_lines(tree, child, lines);
                lines.push(String::new());
            }
            Some(_) => push_lines(tree, child, lines),
        }
    }
}

fn lead(
    tree: &mut Tree,
    addresses: &Addresses<'_>,
    warnings: &mut Warnings,
    article: &mut Article,
) {
    if let Some(id) = find(tree, &["lead", "standfirst", "sapo"], "description") {
        article.lead = Flow::new(tree, addresses, warnings).line_of(id);
        if !article.lead.is_empty() {
            tree.take(id);
        }
    }
}

/// Takes an element, and the paragraph or line around it where that holds
/// nothing but a short label.
fn take_with_label(tree: &mut Tree, id: NodeId) {
    tree.take(id);
    let mut parent = tree.node(id).parent;
    while matches!(
        tree.tag(parent),
        Some(Tag::Span | Tag::Small | Tag::Strong | Tag::Emphasis)
    ) {
        parent = tree.node(parent).parent;
    }
    let is_line = matches!(
        tree.tag(parent),
        Some(Tag::Paragraph | Tag::Item | Tag::Group)
    );
    let holds_only_words = tree.descendants(parent).all(|child| {
        matches!(
            tree.tag(child),
            Some(Tag::Span | Tag::Small | Tag::Strong | Tag::Emphasis | Tag::Break)
        )
    });
    if parent != ROOT
        && is_line
        && holds_only_words
        && collapsed(&tree.raw_text(parent)).chars().count() <= LONGEST_LABEL
    {
        tree.take(parent);
    }
}

fn is_in_header(tree: &Tree, id: NodeId) -> bool {
    has_ancestor(tree, id, &|tree, id| tree.tag(id) == Some(Tag::Header))
}

fn is_gone(tree: &Tree, id: NodeId) -> bool {
    tree.node(id).is_taken || has_ancestor(tree, id, &|tree, id| tree.node(id).is_taken)
}

/// An `address` names the article's author in its header or footer or straight
/// inside it; elsewhere it may be any address that the text mentions.
fn is_about_article(tree: &Tree, id: NodeId) -> bool {
    let parent = tree.node(id).parent;
    parent == ROOT || matches!(tree.tag(parent), Some(Tag::Header | Tag::Footer))
}

fn has_ancestor(tree: &Tree, id: NodeId, matches: &dyn Fn(&Tree, NodeId) -> bool) -> bool {
    let mut current = id;
    while current != ROOT {
        current = tree.node(current).parent;
        if matches(tree, current) {
            return true;
        }
    }
    false
}
