//! The article's own fields: version, title, dates, authors and the rest.

use super::super::error::ReadError;
use super::super::model::{Article, Author};
use super::super::text::trimmed;
use super::super::url::UrlUse;
use super::media::for_each_object;
use super::reader::{Object, Reader, is_nothing, kind_of};
use serde_json::Value;

const FIELDS: [&str; 15] = [
    "version",
    "title",
    "kicker",
    "lang",
    "dir",
    "url",
    "published",
    "modified",
    "views",
    "authors",
    "lead",
    "image",
    "body",
    "video",
    "tags",
];

impl Reader<'_> {
    /// # Errors
    /// [`ReadError::UnsupportedVersion`]; nothing else stops the reading here.
    pub(super) fn article(&mut self, map: &Object) -> Result<Article, ReadError> {
        self.check_version(map)?;
        self.check_fields(map, &FIELDS);
        // The canonical address comes first: links in the text compare with it.
        let url = self.url(map, "url", UrlUse::Link, "the address was left out");
        if let Some(url) = &url {
            self.addresses.add_own(url.as_str());
        }
        let mut article = Article {
            title: self.plain(map, "title").unwrap_or_default(),
            kicker: self.plain(map, "kicker"),
            lang: self.language(map, "lang"),
            dir: self.direction(map),
            url,
            published: self.timestamp(map, "published"),
            modified: self.timestamp(map, "modified"),
            views: self.count(map, "views"),
            authors: self.authors(map),
            lead: self.text(map, "lead"),
            ..Article::default()
        };
        for_each_object(self, map, "image", "a figure", &mut |reader, figure| {
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
        article.video = self.videos(map);
        article.tags = self.strings(map, "tags");
        self.check_references();
        Ok(article)
    }

    fn check_version(&mut self, map: &Object) -> Result<(), ReadError> {
        let version = match map.get("version") {
            None => {
                self.warnings
                    .warn_field("version", "is missing; 1 was taken");
                return Ok(());
            }
            Some(version) => version,
        };
        match version {
            Value::Number(number) if number.as_u64() == Some(1) => Ok(()),
            Value::String(text) if text.trim() == "1" => {
                self.warnings
                    .warn_field("version", "is a string; write the number 1");
                Ok(())
            }
            value if is_nothing(value) => {
                self.warnings.warn_field("version", "is empty; 1 was taken");
                Ok(())
            }
            Value::String(text) => Err(ReadError::UnsupportedVersion {
                found: text.clone(),
            }),
            // `Value`'s own Display would bring the printing of floating-point
            // numbers, with 10 KB of tables, into the module.
            other => Err(ReadError::UnsupportedVersion {
                found: match other.as_u64() {
                    Some(number) => number.to_string(),
                    None => kind_of(other).to_owned(),
                },
            }),
        }
    }

    /// A list of names and objects; one alone counts as a list.
    fn authors(&mut self, map: &Object) -> Vec<Author> {
        let mut authors = Vec::new();
        let Some(value) = map.get("authors") else {
            return authors;
        };
        self.warnings.enter("authors");
        match value {
            Value::Null => {}
            Value::Array(list) => {
                for (index, entry) in list.iter().enumerate() {
                    self.warnings.enter_number(index + 1);
                    authors.extend(self.author(entry));
                    self.warnings.leave();
                }
            }
            single => authors.extend(self.author(single)),
        }
        self.warnings.leave();
        authors
    }

    fn author(&mut self, value: &Value) -> Option<Author> {
        let map = match value {
            Value::Object(map) => map,
            Value::String(_) if is_nothing(value) => return None,
            Value::String(name) => {
                return Some(Author {
                    name: trimmed(name).to_owned(),
                    ..Author::default()
                });
            }
            other => {
                self.wrong_type(other, "an author (a name or an object)");
                return None;
            }
        };
        self.check_fields(map, &["name", "role", "url"]);
        let name = self.required_string(map, "name", "the author was left out")?;
        Some(Author {
            name,
            role: self.strings(map, "role"),
            url: self.url(map, "url", UrlUse::Link, "the link was left out"),
        })
    }
}
