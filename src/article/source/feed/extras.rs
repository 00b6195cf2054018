//! Who and what comes with an item: people, pictures, recordings, videos.

use super::super::super::dom::{Attribute, Node};
use super::super::super::warning::Warnings;
use super::super::values::{self, object, push};
use super::{MOST, Made, child, plain};
use crate::json::{Object, Value, whole_number};
use crate::text::{collapsed, holds, non_empty, trimmed};

impl<'m> Made<'m> {
    /// Who wrote it: by the item, or else by the whole Atom feed.
    pub(super) fn people(&mut self, warnings: &mut Warnings) {
        let mut authors: Vec<Value> = Vec::new();
        for (node, name) in [
            (self.item, "dc:creator"),
            (self.item, "author"),
            (self.item, "itunes:author"),
            (self.feed, "author"),
            (self.item, "contributor"),
        ] {
            if authors.is_empty() || name == "contributor" {
                push_people(node, name, &mut authors);
            }
        }
        if authors.len() > MOST {
            warnings.warn_field("authors", "are more than 100; the rest was left out");
            authors.truncate(MOST);
        }
        if !authors.is_empty() {
            self.article.push("authors", Value::Array(authors));
        }
    }

    /// Pictures, recordings and videos that come with the item.
    pub(super) fn media(&mut self) {
        let item = self.item;
        for node in item.children() {
            match node.name() {
                "enclosure" => self.medium(node, node.attribute(Attribute::Url), item),
                "link" if node.attribute(Attribute::Rel) == Some("enclosure") => {
                    self.medium(node, node.attribute(Attribute::Href), item);
                }
                "media:content" => self.medium(node, node.attribute(Attribute::Url), node),
                "media:group" => {
                    for inner in node.children() {
                        if inner.name() == "media:content" {
                            self.medium(inner, inner.attribute(Attribute::Url), node);
                        }
                    }
                    if let Some(small) = child(node, "media:thumbnail") {
                        self.picture(small, small.attribute(Attribute::Url), node);
                    }
                }
                _ => {}
            }
        }
        for name in ["media:thumbnail", "itunes:image"] {
            if let Some(node) = child(item, name) {
                let url = node
                    .attribute(Attribute::Url)
                    .or_else(|| node.attribute(Attribute::Href));
                self.picture(node, url, item);
            }
        }
    }

    /// One medium; `words` is the element that holds what is said about it.
    fn medium(&mut self, node: Node<'m>, url: Option<&str>, words: Node<'m>) {
        let kind = node
            .attribute(Attribute::Medium)
            .or_else(|| node.attribute(Attribute::Type));
        let kind = kind.unwrap_or_default();
        let kind = kind.split_once('/').map_or(kind, |(kind, _)| kind);
        if kind == "image" {
            self.picture(node, url, words);
            return;
        }
        let Some(url) = url.and_then(non_empty) else {
            return;
        };
        if !matches!(kind, "audio" | "video") || self.body.len() + self.videos.len() > MOST {
            return;
        }
        let mut medium = Object::default();
        medium.push("url", Value::String(url));
        let title = child(words, "media:title").map(|node| plain(node, false));
        let title = title.or_else(|| node.attribute(Attribute::Title).map(collapsed));
        push(
            &mut medium,
            "title",
            title.and_then(|title| text_of(&title)),
        );
        if kind == "audio" {
            medium.push("type", Value::String(kind.to_owned()));
            self.body.push(Value::Object(medium));
            return;
        }
        let poster =
            child(words, "media:thumbnail").and_then(|small| small.attribute(Attribute::Url));
        push(
            &mut medium,
            "poster",
            values::poster(poster.and_then(text_of)),
        );
        let seconds = node
            .attribute(Attribute::Duration)
            .filter(|digits| whole_number(digits).is_some());
        let seconds = seconds.map(|digits| Value::Number(digits.to_owned()));
        push(&mut medium, "duration", seconds);
        self.videos.push(Value::Object(medium));
    }

    /// The main picture, which the first one is.
    fn picture(&mut self, node: Node<'m>, url: Option<&str>, words: Node<'m>) {
        let Some(url) = url.and_then(text_of) else {
            return;
        };
        if self.image.is_some() {
            return;
        }
        let mut image = Object::default();
        image.push("url", url);
        // Feeds have no room for it: its absence is no mistake of the owner.
        let alt = Value::String(String::new());
        image.push("alt", alt);
        for (member, length) in [
            ("width", node.attribute(Attribute::Width)),
            ("height", node.attribute(Attribute::Height)),
        ] {
            let length = length.unwrap_or_default();
            if whole_number(length).is_some_and(|length| (1..=100_000).contains(&length)) {
                image.push(member, Value::Number(length.to_owned()));
            }
        }
        let mut figure = Object::default();
        figure.push("image", Value::Object(image));
        for (member, name) in [("caption", "media:description"), ("credit", "media:credit")] {
            let text = child(words, name).map(|node| plain(node, false));
            push(&mut figure, member, text.and_then(|text| text_of(&text)));
        }
        self.image = Some(figure);
    }
}

/// Names, without the mail addresses that feeds put beside them.
fn push_people(node: Node<'_>, wanted: &str, authors: &mut Vec<Value>) {
    for person in node.children() {
        // One more than are kept tells that there were more.
        if person.name() != wanted || authors.len() > MOST {
            continue;
        }
        let name = match child(person, "name") {
            Some(name) => name.text(),
            None => plain(person, false),
        };
        let name = without_mail(&name);
        if name.is_empty() {
            continue;
        }
        let url = child(person, "uri").map(Node::text);
        let mut author = object(&[("name", &name)]);
        if let (Value::Object(author), Some(url)) = (&mut author, url) {
            author.push("url", Value::String(trimmed(&url).to_owned()));
        }
        let is_known = authors
            .iter()
            .any(|known| known.get("name") == author.get("name"));
        if !is_known {
            authors.push(author);
        }
    }
}

/// "an@example.vn (An Nguyễn)" and "An Nguyễn <an@example.vn>" are An Nguyễn;
/// an address alone is nobody's name.
fn without_mail(written: &str) -> String {
    let mut name = String::new();
    for word in written.split([' ', '\t', '\n', '\r', '<', '>', '(', ')']) {
        if !word.is_empty() && !word.contains('@') {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
    }
    if holds(written, "@") {
        name
    } else {
        collapsed(written)
    }
}

fn text_of(text: &str) -> Option<Value> {
    non_empty(text).map(Value::String)
}
