//! An item of a feed: RSS 2.0 (<https://www.rssboard.org/rss-specification>),
//! RSS 1.0, and Atom (<https://www.rfc-editor.org/rfc/rfc4287>).

mod extras;

use super::super::dom;
use super::super::dom::{Attribute, Node};
use super::super::error::ReadError;
use super::super::finish::finish;
use super::super::json;
use super::super::markup::{self, Syntax};
use super::super::model::Article;
use super::super::warning::{Warning, Warnings};
use super::blocks::text_blocks;
use super::document::{Context, Format};
use super::foreign::{drop_repeated_lead, drop_repeated_picture, find_direction};
use super::plain::PlainHtml;
use super::values::{Markup as Looks, html_block, markup_of, push, rich};
use crate::json::{Object, Value};
use crate::text::{collapsed, holds, non_empty, trimmed, word_index};

/// The most entries of a list: authors, tags, recordings.
const MOST: usize = 100;

/// Reads one item of a feed.
///
/// # Errors
/// Where the text is no feed, or holds no such item.
pub(super) fn read(
    text: &str,
    format: Format,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let mut warnings = Warnings::new();
    let mut markup = markup::parse(text, Syntax::Xml);
    if let Some(prefix) = prefix_of(markup.root()) {
        let text = without_prefix(text, &prefix);
        markup = markup::parse(&text, Syntax::Xml);
    }
    if markup.is_cut() {
        warnings.warn("the feed holds more than 400000 elements and texts; the rest was left out");
    }
    let name = if format == Format::Atom {
        "atom"
    } else {
        "rss"
    };
    let (feed, items) = items_of(markup.root()).ok_or(ReadError::WrongFormat {
        name,
        said: String::new(),
    })?;
    let item = choose(&items, context, &mut warnings)?;
    let mut base = context.base.to_owned();
    for node in [feed, item] {
        rebase(&mut base, node, context);
    }
    let mut made = Made {
        feed,
        item,
        is_atom: item.name() == "entry",
        text_base: base.clone(),
        base,
        nested: None,
        article: Object::default(),
        body: Vec::new(),
        videos: Vec::new(),
        image: None,
    };
    made.words(context);
    made.people(&mut warnings);
    made.text(context, &mut warnings);
    made.media();
    made.finish(context, warnings)
}

/// The prefix that all of a feed's own elements have ("ns0:" of "ns0:feed"), as
/// some libraries write it. That of RSS 1.0 is no such one.
fn prefix_of(root: Node<'_>) -> Option<String> {
    for node in root.children() {
        if let Some((prefix, "feed" | "entry" | "rss")) = node.name().split_once(':') {
            return Some([prefix, ":"].concat());
        }
    }
    None
}

/// Markup without a prefix of names; what only looks like a tag inside CDATA
/// loses it too.
fn without_prefix(text: &str, prefix: &str) -> String {
    let mut parts = text.split('<');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push('<');
        let (slash, name) = match part.strip_prefix('/') {
            Some(name) => ("/", name),
            None => ("", part),
        };
        plain.push_str(slash);
        plain.push_str(name.strip_prefix(prefix).unwrap_or(name));
    }
    plain
}

/// The element that speaks for the whole feed, and its items.
fn items_of(root: Node<'_>) -> Option<(Node<'_>, Vec<Node<'_>>)> {
    for node in root.children() {
        let (feed, holder, name) = match node.name() {
            "feed" => (node, node, "entry"),
            // An Atom document may be one entry.
            "entry" => return Some((node, vec![node])),
            "rss" => {
                let channel = child(node, "channel")?;
                (channel, channel, "item")
            }
            "rdf:RDF" => (child(node, "channel").unwrap_or(node), node, "item"),
            _ => continue,
        };
        let mut items = Vec::new();
        for entry in holder.children() {
            if entry.name() == name {
                items.push(entry);
            }
        }
        return Some((feed, items));
    }
    None
}

/// The item that is wanted by its id or address, or the first.
fn choose<'m>(
    items: &[Node<'m>],
    context: &Context<'_>,
    warnings: &mut Warnings,
) -> Result<Node<'m>, ReadError> {
    let Some(first) = items.first() else {
        return Err(ReadError::Empty);
    };
    let Some(wanted) = context.item else {
        if items.len() > 1 {
            warnings.warn(
                "the feed holds several items and the first was taken; name one by its id or address after \"#\" in src",
            );
        }
        return Ok(*first);
    };
    let wanted = trimmed(wanted);
    let whole = address(wanted, context.base, context);
    for item in items {
        for node in item.children() {
            let text = match node.name() {
                "guid" | "id" => node.text(),
                "link" => link_of(node),
                _ => continue,
            };
            let text = trimmed(&text);
            if text == wanted || (whole.is_some() && address(text, context.base, context) == whole)
            {
                return Ok(*item);
            }
        }
    }
    Err(ReadError::NoSuchItem {
        wanted: wanted.to_owned(),
    })
}

/// Article JSON in the making.
struct Made<'m> {
    feed: Node<'m>,
    item: Node<'m>,
    is_atom: bool,
    /// What relative addresses of the item refer to, and those of its text.
    base: String,
    text_base: String,
    /// The element whose children are the text.
    nested: Option<Node<'m>>,
    article: Object,
    body: Vec<Value>,
    videos: Vec<Value>,
    image: Option<Object>,
}

impl<'m> Made<'m> {
    /// Title, address, dates, language, tags.
    fn words(&mut self, context: &Context<'_>) {
        let item = self.item;
        if let Some(title) = child(item, "title") {
            self.put("title", plain(title, self.is_atom));
        }
        let group = child(item, "media:group").unwrap_or(item);
        for (node, name) in [
            (item, "dc:title"),
            (item, "media:title"),
            (group, "media:title"),
        ] {
            if let Some(title) = child(node, name) {
                self.put("title", plain(title, false));
            }
        }
        let mut url = child(item, "feedburner:origLink").and_then(|link| non_empty(&link.text()));
        for node in item.children() {
            let is_link = match node.name() {
                "link" => matches!(node.attribute(Attribute::Rel), None | Some("alternate")),
                "guid" => node.attribute(Attribute::IsPermaLink) != Some("false"),
                _ => false,
            };
            if is_link && url.is_none() {
                let written = link_of(node);
                // Many a guid is a number that nobody marked as one.
                if node.name() != "guid" || holds(&written, "://") {
                    url = non_empty(&written);
                }
            }
        }
        let url = url.and_then(|url| address(&url, &self.base, context));
        self.put("url", url.unwrap_or_default());
        for (member, names) in [
            (
                "published",
                "published pubDate dc:date dcterms:created updated",
            ),
            ("modified", "updated dcterms:modified"),
        ] {
            for name in names.split(' ') {
                if let Some(date) = child(item, name) {
                    self.put(member, date.text());
                }
            }
        }
        if self.article.get("modified") == self.article.get("published") {
            // One moment is no change.
            self.article.push("modified", Value::Null);
        }
        for node in [child(item, "content").unwrap_or(item), item, self.feed] {
            self.put(
                "lang",
                node.attribute(Attribute::XmlLang)
                    .unwrap_or_default()
                    .to_owned(),
            );
        }
        for node in [item, self.feed] {
            for name in ["dc:language", "language"] {
                if let Some(language) = child(node, name) {
                    self.put("lang", language.text());
                }
            }
        }
        let mut tags = Vec::new();
        for node in item.children() {
            if !matches!(node.name(), "category" | "dc:subject") || tags.len() == MOST {
                continue;
            }
            let named = node
                .attribute(Attribute::Label)
                .or_else(|| node.attribute(Attribute::Term));
            let tag = match named {
                Some(name) => collapsed(name),
                None => plain(node, self.is_atom),
            };
            let tag = Value::String(tag);
            if tag.as_str() != Some("") && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        if !tags.is_empty() {
            self.article.push("tags", Value::Array(tags));
        }
    }

    /// Adds a text where there is one and none stands there yet.
    #[inline(never)]
    fn put(&mut self, member: &str, text: String) {
        let text = trimmed(&text);
        if !text.is_empty() && self.article.get(member).is_none() {
            self.article.push(member, Value::String(text.to_owned()));
        }
    }

    /// The text: the whole one if there is any, and then a summary as the lead.
    fn text(&mut self, context: &Context<'_>, warnings: &mut Warnings) {
        let item = self.item;
        if let Some(whole) = child(item, "content:encoded") {
            self.push_html(&whole.text());
        } else if let Some(content) = child(item, "content") {
            rebase(&mut self.text_base, content, context);
            self.atom_content(content, warnings);
        }
        // Podcasts leave the others empty.
        let mut summaries = ["description", "summary", "itunes:summary"].into_iter();
        let summary = summaries.find_map(|name| {
            child(item, name).filter(|summary| summary.children().next().is_some())
        });
        let Some(summary) = summary else {
            return;
        };
        if self.body.is_empty() {
            rebase(&mut self.text_base, summary, context);
            if summary.name() == "summary" {
                self.atom_content(summary, warnings);
            } else {
                self.push_html(&summary.text());
            }
        } else {
            let has_markup = match summary.attribute(Attribute::Type) {
                Some(kind) => matches!(kind, "html" | "text/html"),
                None => !self.is_atom,
            };
            let mut text = summary.text();
            if !has_markup {
                text = collapsed(&text);
            }
            let lead = rich(&Value::String(text), has_markup);
            push(&mut self.article, "lead", lead);
        }
    }

    fn push_html(&mut self, text: &str) {
        if trimmed(text).is_empty() {
            return;
        }
        if markup_of(text) == Looks::None {
            self.body.extend(text_blocks(text, false));
        } else {
            self.body.push(html_block(text));
        }
    }

    /// <https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3>
    fn atom_content(&mut self, content: Node<'m>, warnings: &mut Warnings) {
        if content.attribute(Attribute::Src).is_some() {
            warnings.warn_field(
                content.name(),
                "is kept at another address, which is not loaded; the summary took its place",
            );
            return;
        }
        match content.attribute(Attribute::Type).unwrap_or("text") {
            "xhtml" | "application/xhtml+xml" => {
                self.nested = Some(content);
                // Holds the number of what is read where it stands.
                self.body.push(Value::Null);
            }
            "html" | "text/html" => self.push_html(&content.text()),
            "text" | "text/plain" => self.body.extend(text_blocks(&content.text(), false)),
            other => warnings.add(
                content.name(),
                Some(other),
                &[" is a type of text that is not read here; it was left out"],
            ),
        }
    }

    fn finish(
        mut self,
        context: &Context<'_>,
        mut warnings: Warnings,
    ) -> Result<(Article, Vec<Warning>), ReadError> {
        for (member, list) in [("body", self.body), ("video", self.videos)] {
            if !list.is_empty() {
                self.article.push(member, Value::Array(list));
            }
        }
        push(&mut self.article, "image", self.image.map(Value::Object));
        let plain = PlainHtml(dom::Context {
            base: &self.text_base,
            urls: context.urls,
        });
        let reader = json::Context {
            base: &self.base,
            urls: context.urls,
            // The reader of the surroundings knows no other base than theirs.
            html: if self.text_base == context.base {
                context.html
            } else {
                &plain
            },
        };
        let mut article = json::read_part(&self.article, &reader, &mut warnings);
        if let Some(node) = self.nested {
            // Behind the fields, whose base its addresses need not share; the
            // reader of elements has a limit of its own.
            warnings.begin_block(1, "html");
            let mut body = dom::read_blocks(node, &plain.0, &mut warnings);
            warnings.end_block();
            body.append(&mut article.body);
            article.body = body;
        }
        finish(&mut article, &mut warnings)?;
        drop_repeated_lead(&mut article);
        drop_repeated_picture(&mut article);
        find_direction(&mut article);
        Ok((article, warnings.finish()))
    }
}

/// The first element of a name; RSS borrows elements of Atom, with a prefix.
fn child<'m>(node: Node<'m>, name: &str) -> Option<Node<'m>> {
    let mut borrowed = None;
    for child in node.children() {
        if child.name() == name {
            return Some(child);
        }
        if borrowed.is_none() && is_borrowed(child.name(), name) {
            borrowed = Some(child);
        }
    }
    borrowed
}

/// Whether an element is Atom's of a name, by the prefixes that are usual for it.
fn is_borrowed(found: &str, name: &str) -> bool {
    matches!(found.split_once(':'), Some(("atom" | "a10", local)) if local == name)
}

/// The letters of an element that may hold markup as text. Atom says whether
/// it does, in an attribute; RSS leaves it open.
fn plain(node: Node<'_>, is_atom: bool) -> String {
    let text = node.text();
    let is_markup = match node.attribute(Attribute::Type) {
        Some(kind) => matches!(kind, "html" | "text/html"),
        None => !is_atom && markup_of(&text) != Looks::None,
    };
    if is_markup {
        let parsed = markup::parse(&text, Syntax::Html);
        // A line speaks of "<head>" more often than it has one.
        let is_line =
            || text.len() <= LONGEST_LINE && is_line(parsed.root(), &text.to_ascii_lowercase());
        if node.attribute(Attribute::Type).is_some() || is_line() {
            return collapsed(&parsed.root().text());
        }
    }
    collapsed(&text)
}

/// The longest line whose markup is looked at, in bytes.
const LONGEST_LINE: usize = 2048;

/// Whether all elements of a line of text, in small letters, are such as stand
/// in a line, and end.
fn is_line(root: Node<'_>, text: &str) -> bool {
    const INLINE: &str = "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var";
    root.children().all(|node| {
        let name = node.name();
        match name {
            // Text.
            "" => true,
            "br" | "img" | "wbr" => true,
            _ => {
                word_index(INLINE, name, false).is_some()
                    && holds(text, &["</", name].concat())
                    && is_line(node, text)
            }
        }
    })
}

/// The address that a link names: by attribute in Atom, by text in RSS.
fn link_of(node: Node<'_>) -> String {
    match node.attribute(Attribute::Href) {
        Some(href) => href.to_owned(),
        None => node.text(),
    }
}

fn address(written: &str, base: &str, context: &Context<'_>) -> Option<String> {
    let base = (!base.is_empty()).then_some(base);
    Some(context.urls.parse(trimmed(written), base)?.href)
}

/// Follows `xml:base`; only the web's own addresses can be one.
fn rebase(base: &mut String, node: Node<'_>, context: &Context<'_>) {
    if let Some(written) = node.attribute(Attribute::XmlBase) {
        let known = (!base.is_empty()).then_some(base.as_str());
        if let Some(parts) = context.urls.parse(trimmed(written), known)
            && matches!(parts.scheme.as_str(), "http" | "https")
        {
            *base = parts.href;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
