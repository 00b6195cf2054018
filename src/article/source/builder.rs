//! A foreign document and a table become article JSON.

use super::super::json::HtmlReader;
use super::super::warning::Warnings;
use super::blocks::{blocks_of, text_blocks};
use super::portable_text;
use super::shapes::{
    AUTHOR, BODY, BODY_HTML, BODY_TEXT, CREDIT, IMAGE, IMAGE_ALT, IMAGE_CAPTION, KICKER, LANG,
    LEAD, MEMBERS, MODIFIED, MODIFIED_UTC, PUBLISHED_UTC, ROLE, Shape, TAGS, TITLE, VIDEO,
    VIDEO_POSTER, VIDEO_TITLE, VIEWS,
};
use super::values::{
    Markup, figure_of, html_block, html_text, markup_of, push, rich, scalar, text_value, video_of,
};
use crate::json::{Object, Value};
use crate::shape::{self, Pointers};
use crate::text::word_index;

/// The most names of one field that are read: each may be HTML to be parsed,
/// and nobody has more authors or tags.
const MOST_NAMES: usize = 1000;

/// Article JSON in the making. What is filled in first stays.
pub(super) struct Builder<'a> {
    html: &'a dyn HtmlReader,
    pub(super) warnings: Warnings,
    /// Titles, names and leads may hold markup.
    has_markup: bool,
    article: Object,
    authors: Vec<Value>,
    roles: Option<Value>,
    figure: Option<Object>,
    /// What a field of its own says of the picture.
    figure_parts: Object,
    alt: Option<Value>,
    videos: Vec<Value>,
    video_parts: Object,
}

impl<'a> Builder<'a> {
    pub(super) fn new(html: &'a dyn HtmlReader, warnings: Warnings) -> Self {
        Self {
            html,
            warnings,
            has_markup: true,
            article: Object::default(),
            authors: Vec::new(),
            roles: None,
            figure: None,
            figure_parts: Object::default(),
            alt: None,
            videos: Vec::new(),
            video_parts: Object::default(),
        }
    }

    /// Fills in what a table finds. `root` is what its pointers begin at, and
    /// `prefix` the pointer of that in the whole document.
    pub(super) fn fill(&mut self, root: &Value, prefix: &str, shape: &Shape<'_>) {
        for (field, pointers) in shape.places {
            let found = Pointers::new(pointers).locate(root);
            let pointer = found.map_or(*pointers, |(pointer, _)| pointer);
            let place = [prefix, pointer].concat();
            match found {
                Some((_, value)) => self.put(*field, value, place, shape.has_markup),
                // Its absence is told of with the places that were tried.
                None if !is_part(*field) && !self.is_filled(*field) => {
                    self.warnings.add_origin(MEMBERS[*field], place);
                }
                None => {}
            }
        }
    }

    /// Fills in one field, unless it is filled already.
    pub(super) fn put(&mut self, field: usize, value: &Value, place: String, has_markup: bool) {
        let member = MEMBERS[field];
        if self.is_filled(field) {
            return;
        }
        if !is_part(field) {
            self.warnings.add_origin(member, place);
        }
        self.has_markup = has_markup;
        let made = match field {
            BODY => blocks_of(value, &mut self.warnings).map(Value::Array),
            BODY_HTML => scalar(value).map(|html| Value::Array(vec![html_block(&html)])),
            BODY_TEXT => scalar(value).map(|text| Value::Array(text_blocks(&text, false))),
            _ => {
                self.warnings.enter(member);
                let made = self.convert(field, value);
                self.warnings.leave();
                made
            }
        };
        push(&mut self.article, member, made);
    }

    fn is_filled(&self, field: usize) -> bool {
        match field {
            ROLE => self.roles.is_some(),
            IMAGE_ALT => self.alt.is_some(),
            IMAGE_CAPTION => self.figure_parts.get("caption").is_some(),
            CREDIT => self.figure_parts.get("credit").is_some(),
            VIDEO_TITLE => self.video_parts.get("title").is_some(),
            VIDEO_POSTER => self.video_parts.get("poster").is_some(),
            AUTHOR => !self.authors.is_empty(),
            IMAGE => self.figure.is_some(),
            VIDEO => !self.videos.is_empty(),
            _ => self.article.get(MEMBERS[field]).is_some(),
        }
    }

    /// What a field becomes in the article; `None` where it is kept elsewhere.
    fn convert(&mut self, field: usize, value: &Value) -> Option<Value> {
        match field {
            TITLE | KICKER => self.title(value),
            VIEWS => Some(value.clone()),
            LEAD => match value {
                Value::Array(list) if portable_text::has_block(value) => {
                    portable_text::line_of(list, &mut self.warnings)
                }
                single => rich(single, self.has_markup),
            },
            TAGS => {
                let mut tags = Vec::new();
                self.tags(value, &mut tags);
                self.check_names(tags.len());
                (!tags.is_empty()).then_some(Value::Array(tags))
            }
            // The zone is known, but not written.
            PUBLISHED_UTC | MODIFIED_UTC => scalar(value).map(|mut text| {
                if !text.ends_with('Z') {
                    text.push('Z');
                }
                Value::String(text)
            }),
            // A value of the wrong type is left to the reader, which says so.
            LANG..=MODIFIED => Some(text_value(value).unwrap_or_else(|| value.clone())),
            _ => {
                match field {
                    AUTHOR => {
                        self.authors(value);
                        self.check_names(self.authors.len());
                    }
                    ROLE => self.roles = Some(value.clone()),
                    IMAGE => self.figure = figure_of(value),
                    IMAGE_ALT => self.alt = self.title(value),
                    IMAGE_CAPTION => push(&mut self.figure_parts, "caption", rich(value, true)),
                    CREDIT => push(&mut self.figure_parts, "credit", rich(value, true)),
                    VIDEO_TITLE => {
                        let title = self.title(value);
                        push(&mut self.video_parts, "title", title);
                    }
                    VIDEO_POSTER => push(&mut self.video_parts, "poster", text_value(value)),
                    _ => self.videos(value),
                }
                None
            }
        }
    }

    /// The article JSON; `None` where nothing was found.
    pub(super) fn finish(mut self) -> Option<(Value, Warnings)> {
        if let Some(Value::Object(first)) = self.authors.first_mut()
            && let Some(roles) = self.roles
        {
            first.push("role", roles);
        }
        if let Some(mut figure) = self.figure {
            if let (Some(alt), Some(Value::Object(image))) = (self.alt, figure.get("image")) {
                let mut image = image.clone();
                image.push("alt", alt);
                figure.push("image", Value::Object(image));
            }
            for (key, value) in self.figure_parts.members() {
                figure.push(key, value.clone());
            }
            self.article.push("image", Value::Object(figure));
        }
        if let Some(Value::Object(first)) = self.videos.first_mut() {
            for (key, value) in self.video_parts.members() {
                first.push(key, value.clone());
            }
        }
        for (member, list) in [("authors", self.authors), ("video", self.videos)] {
            if !list.is_empty() {
                self.article.push(member, Value::Array(list));
            }
        }
        if self.article.members().is_empty() {
            return None;
        }
        self.article.push("version", Value::Number("1".to_owned()));
        Some((Value::Object(self.article), self.warnings))
    }

    /// Says why this is only a part of the article: a name of [`Rest`].
    ///
    /// [`Rest`]: super::super::model::Rest
    pub(super) fn ends_early(&mut self, why: &str) {
        self.article.push("rest", Value::String(why.to_owned()));
    }

    /// Adds blocks after those of the body.
    pub(super) fn append(&mut self, blocks: Vec<Value>) {
        if blocks.is_empty() {
            return;
        }
        let mut body = match self.article.get("body") {
            Some(Value::Array(body)) => body.clone(),
            _ => Vec::new(),
        };
        body.extend(blocks);
        self.article.push("body", Value::Array(body));
    }

    /// Text without marks, of a value that may hold some.
    fn title(&mut self, value: &Value) -> Option<Value> {
        // The uncategorised have a category of their own, which says nothing. It is the
        // first of a site, but many sites have given that one a name that does.
        const NOTHING: &str = "uncategorized uncategorised chua-phan-loai chua-duoc-phan-loai \
            khong-phan-loai sin-categoria sem-categoria senza-categoria non-classe unkategorisiert \
            nicht-kategorisiert geen-categorie bez-kategorii okategoriserade";
        let slug = value.get("slug").and_then(Value::as_str);
        if slug.is_some_and(|slug| word_index(NOTHING, slug, false).is_some()) {
            return None;
        }
        let text = scalar(value)?;
        if self.has_markup && markup_of(&text) != Markup::None {
            let plain = html_text(self.html, &text, &mut self.warnings);
            // Where no HTML can be parsed, the text as written is better than none.
            return Some(Value::String(plain.unwrap_or(text)));
        }
        Some(Value::String(text))
    }

    fn check_names(&mut self, count: usize) {
        if count == MOST_NAMES {
            self.warnings
                .warn("holds 1000 names or more; the rest was left out");
        }
    }

    /// A name, an object, or a list of them.
    fn authors(&mut self, value: &Value) {
        if self.authors.len() == MOST_NAMES {
            return;
        }
        if let Value::Array(list) = value {
            for entry in list {
                self.authors(entry);
            }
            return;
        }
        let mut author = Object::default();
        let mut roles = Vec::new();
        let mut name = Some(value);
        if let Value::Object(map) = value {
            name = shape::find(value, "/name | /display_name | /displayName | /title");
            let url = shape::find(value, "/link | /url").and_then(text_value);
            push(&mut author, "url", url);
            push_role(shape::find(value, "/role | /jobTitle"), &mut roles);
            push_role(shape::find(value, "/worksFor | /affiliation"), &mut roles);
            for (key, extension) in map.members() {
                if key.starts_with('_') {
                    push_role(extension.get("role"), &mut roles);
                }
            }
        }
        push(&mut author, "name", name.and_then(|name| self.title(name)));
        if !roles.is_empty() {
            author.push("role", Value::Array(roles));
        }
        self.authors.push(Value::Object(author));
    }

    /// Names, objects with names, lists of them, or names between commas.
    fn tags(&mut self, value: &Value, tags: &mut Vec<Value>) {
        match value {
            Value::Array(list) => {
                for entry in list {
                    match entry {
                        _ if tags.len() == MOST_NAMES => return,
                        Value::Array(_) => self.tags(entry, tags),
                        // A tag that its system keeps to itself.
                        _ if entry.get("visibility").and_then(Value::as_str)
                            == Some("internal") => {}
                        _ => tags.extend(self.title(entry)),
                    }
                }
            }
            Value::String(names) => {
                for name in names.split(',') {
                    if tags.len() == MOST_NAMES {
                        return;
                    }
                    tags.extend(self.title(&Value::String(name.to_owned())));
                }
            }
            other => tags.extend(self.title(other)),
        }
    }

    fn videos(&mut self, value: &Value) {
        if let Value::Array(list) = value {
            for entry in list {
                self.videos(entry);
            }
        } else {
            self.videos.extend(video_of(value));
        }
    }
}

/// Whether a field only adds to another one.
fn is_part(field: usize) -> bool {
    matches!(
        field,
        ROLE | IMAGE_ALT | IMAGE_CAPTION | CREDIT | VIDEO_TITLE | VIDEO_POSTER
    )
}

/// Adds roles: strings, or objects with a name.
fn push_role(value: Option<&Value>, roles: &mut Vec<Value>) {
    match value {
        Some(Value::Array(list)) => {
            for entry in list {
                roles.extend(text_value(entry));
            }
        }
        Some(single) => roles.extend(text_value(single)),
        None => {}
    }
}
