//! Who and what comes with an item: people, pictures, recordings, videos.

use super::super::super::dom::{Attribute, Node};
use super::super::super::warning::Warnings;
use super::super::blocks::text_blocks;
use super::super::values::{self, object, push};
use super::{MOST, Made, child, is_borrowed, plain};
use crate::json::{Object, Value, whole_number};
use crate::providers::is_player;
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
        let has_text = !self.body.is_empty();
        for node in item.children() {
            match node.name() {
                "enclosure" => self.medium(node, node.attribute(Attribute::Url), item),
                "link" if node.attribute(Attribute::Rel) == Some("enclosure") => {
                    self.medium(node, node.attribute(Attribute::Href), item);
                }
                "media:content" => self.medium(node, node.attribute(Attribute::Url), node),
                "media:group" => {
                    self.group(node);
                    if let Some(small) = child(node, "media:thumbnail") {
                        self.picture(small, small.attribute(Attribute::Url), node);
                    }
                }
                _ => {}
            }
        }
        // Where nothing else is said, it is the text.
        let group = child(item, "media:group").unwrap_or(item);
        if !has_text
            && self.image.is_none()
            && let Some(words) = child(group, "media:description")
            && words.attribute(Attribute::Type) != Some("html")
        {
            let mut body = text_blocks(&words.text(), false);
            body.append(&mut self.body);
            self.body = body;
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

    /// Media that are the same in several forms
    /// (<https://www.rssboard.org/media-rss#media-group>): of a film one player,
    /// which has the tallest first and the others as further files.
    fn group(&mut self, group: Node<'m>) {
        let mut films: Vec<Node<'m>> = Vec::new();
        let mut tallest = (0, 0);
        for node in group.children() {
            if node.name() != "media:content" {
                continue;
            }
            if kind_of(node) != "video" {
                self.medium(node, node.attribute(Attribute::Url), group);
            } else if films.len() < MOST {
                let height = node.attribute(Attribute::Height).and_then(whole_number);
                let height = height.unwrap_or_default();
                if height > tallest.0 {
                    tallest = (height, films.len());
                }
                films.push(node);
            }
        }
        if films.is_empty() {
            return;
        }
        let first = films.remove(tallest.1);
        let count = self.videos.len();
        self.medium(first, first.attribute(Attribute::Url), group);
        let mut sources = Vec::new();
        for node in films {
            let mut source = Object::default();
            let attribute = |name| node.attribute(name).and_then(text_of);
            push(&mut source, "url", attribute(Attribute::Url));
            push(&mut source, "type", attribute(Attribute::Type));
            if source.get("url").is_some() {
                sources.push(Value::Object(source));
            }
        }
        if self.videos.len() > count
            && !sources.is_empty()
            && let Some(Value::Object(film)) = self.videos.last_mut()
        {
            film.push("sources", Value::Array(sources));
        }
    }

    /// One medium; `words` is the element that holds what is said about it.
    fn medium(&mut self, node: Node<'m>, url: Option<&str>, words: Node<'m>) {
        let kind = kind_of(node);
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
        let caption = child(node, "media:description").map(|node| plain(node, false));
        push(
            &mut medium,
            "caption",
            caption.and_then(|caption| text_of(&caption)),
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
        // A provider's own is loaded with the player, and not before.
        let Some(url) = values::poster(url.and_then(text_of)) else {
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

/// What a medium is: the first part of its type. A provider's player, which
/// calls itself a program, is a video.
fn kind_of(node: Node<'_>) -> &str {
    let kind = node
        .attribute(Attribute::Medium)
        .or_else(|| node.attribute(Attribute::Type));
    let kind = kind.unwrap_or_default();
    let kind = kind.split_once('/').map_or(kind, |(kind, _)| kind);
    match node.attribute(Attribute::Url) {
        Some(url) if kind == "application" && is_player(url) => "video",
        _ => kind,
    }
}

/// Names, without the mail addresses that feeds put beside them.
fn push_people(node: Node<'_>, wanted: &str, authors: &mut Vec<Value>) {
    for person in node.children() {
        // One more than are kept tells that there were more.
        let is_wanted = person.name() == wanted || is_borrowed(person.name(), wanted);
        if !is_wanted || authors.len() > MOST {
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
