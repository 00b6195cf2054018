//! The article's own fields: version, title, dates, authors and the rest.

use super::super::error::ReadError;
use super::super::model::{Article, Author, Rest};
use super::super::url::UrlUse;
use super::reader::{Object, Reader, is_nothing, kind_of};
use crate::json::Value;
use crate::text::{non_empty, trimmed};

impl Reader<'_> {
    /// Every field but the version.
    pub(super) fn article(&mut self, map: &Object) -> Article {
        self.check_fields(
            map,
            "version, title, kicker, lang, dir, url, published, modified, views, authors, lead, image, body, video, tags, rest",
        );
        // The canonical address comes first: links in the text compare with it.
        let url = self.url(map, "url", UrlUse::Link, "the address was left out");
        if let Some(url) = &url {
            self.addresses.add_own(url.as_str());
        }
        let mut article = Article {
            title: self.plain(map, "title").unwrap_or_default(),
            kicker: self.plain(map, "kicker"),
            lang: self.language(map),
            dir: self.direction(map),
            url,
            published: self.timestamp(map, "published"),
            modified: self.timestamp(map, "modified"),
            views: self.count(map, "views"),
            lead: self.text(map, "lead"),
            ..Article::default()
        };
        self.each(map, "authors", &mut |reader, entry| {
            if reader.count_node() {
                article.authors.extend(reader.author(entry));
            }
        });
        self.each_object(map, "image", &mut |reader, figure| {
            if article.image.is_none() {
                article.image = reader.figure(figure);
            } else {
                reader
                    .warnings
                    .warn("only one main picture is shown; it was left out");
            }
        });
        if let Some(body) = map.get("body") {
            article.body = self.body(body);
        }
        self.each_object(map, "video", &mut |reader, entry| {
            if reader.count_node() {
                article.video.extend(reader.video(entry));
            }
        });
        article.tags = self.strings(map, "tags");
        article.rest = self.choice(map, "rest", Rest::NAMES).map(Rest::nth);
        self.check_references();
        article
    }

    /// # Errors
    /// [`ReadError::UnsupportedVersion`]; nothing else stops the reading here.
    pub(super) fn check_version(&mut self, map: &Object) -> Result<(), ReadError> {
        let problem = match map.get("version") {
            None => "is missing; 1 was taken",
            Some(value) if is_nothing(value) => "is missing; 1 was taken",
            Some(Value::Number(text)) if text == "1" => return Ok(()),
            Some(Value::String(text)) if trimmed(text) == "1" => "is a string; write the number 1",
            Some(Value::Number(text) | Value::String(text)) => {
                return Err(ReadError::UnsupportedVersion {
                    found: text.clone(),
                });
            }
            Some(other) => {
                return Err(ReadError::UnsupportedVersion {
                    found: kind_of(other).to_owned(),
                });
            }
        };
        self.warnings.warn_field("version", problem);
        Ok(())
    }

    /// A name, or an object.
    fn author(&mut self, value: &Value) -> Option<Author> {
        let mut author = Author::default();
        match value {
            Value::String(name) => author.name = non_empty(name)?,
            Value::Object(map) => {
                self.check_fields(map, "name, role, url");
                author.name = self.required_string(map, "name", "the author was left out")?;
                author.role = self.strings(map, "role");
                author.url = self.url(map, "url", UrlUse::Link, "the link was left out");
            }
            other => {
                self.wrong_type(other, "an author (a name or an object)");
                return None;
            }
        }
        Some(author)
    }
}
