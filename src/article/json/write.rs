//! An [`Article`] as article JSON, version 1, from which [`super::read`] makes
//! the same article again. Nothing that browsers load writes articles.

use super::super::date::Timestamp;
use super::super::model::{
    Alignment, Article, Audio, Author, Block, Cell, CellKind, Code, DefinitionGroup, Details,
    Direction, Figure, Gallery, Heading, Image, Inline, Link, List, Quote, Rest, Table, Track,
    TrackKind, Video,
};
use super::super::url::{LinkTarget, SafeUrl};
use crate::json::{Object, Value};
use crate::text::{is_blank, push_percent_encoded};

/// The greatest number that JavaScript keeps exactly; above it digits go into a
/// string (docs/article-json.md).
const SAFE_NUMBER: u64 = (1 << 53) - 1;

/// Writes article JSON, version 1. What is absent is left out, and addresses
/// are absolute.
///
/// An article that is nested deeper than article JSON can be is written all the
/// same; reading leaves out what is too deep, with a warning.
pub fn write(article: &Article) -> Value {
    let mut json = Fields::default();
    json.number("version", Some(1));
    json.text("title", some(&article.title));
    json.text("kicker", article.kicker.as_deref());
    json.text("lang", article.lang.as_deref());
    json.text("dir", article.dir.map(Direction::as_attribute));
    json.text("url", address(&article.url));
    json.date("published", article.published.as_ref());
    json.date("modified", article.modified.as_ref());
    match article.views {
        Some(views) if views > SAFE_NUMBER => json.text("views", Some(&views.to_string())),
        views => json.number("views", views),
    }
    json.list("authors", article.authors.iter().map(author));
    json.run("lead", &article.lead);
    if let Some(image) = &article.image {
        json.push("image", figure(image).finish());
    }
    json.list("body", article.body.iter().map(block));
    json.list(
        "video",
        article.video.iter().map(|film| video(film).finish()),
    );
    json.list("tags", article.tags.iter().map(|tag| string(tag)));
    json.text("rest", article.rest.map(name_of_rest));
    json.finish()
}

fn author(author: &Author) -> Value {
    if author.role.is_empty() && author.url.is_none() {
        return string(&author.name);
    }
    let mut json = Fields::default();
    json.text("name", Some(&author.name));
    json.list("role", author.role.iter().map(|line| string(line)));
    json.text("url", address(&author.url));
    json.finish()
}

fn name_of_rest(rest: Rest) -> &'static str {
    nth_word(Rest::NAMES, rest as usize)
}

/// A block in a list of nothing but blocks, where a bare string is a paragraph.
fn block(block: &Block) -> Value {
    match block {
        Block::Paragraph(text) if matches!(text[..], [Inline::Text(_)]) => run(text),
        block => block_object(block),
    }
}

fn block_object(block: &Block) -> Value {
    match block {
        Block::Paragraph(text) => Fields::of("paragraph").with_run("text", text),
        Block::Heading(Heading { level, id, text }) => {
            let mut json = Fields::of("heading");
            json.number("level", Some(u64::from(*level)));
            json.text("id", id.as_deref());
            json.with_run("text", text)
        }
        Block::List(list) => self::list(list),
        Block::Quote(Quote { body, citation }) => {
            let mut json = Fields::of("quote");
            json.body(body);
            json.with_run("cite", citation)
        }
        Block::Figure(figure) => self::figure(figure).typed("figure"),
        Block::Gallery(gallery) => self::gallery(gallery),
        Block::Table(table) => self::table(table),
        Block::Code(Code { text, language }) => {
            let mut json = Fields::of("code");
            json.text("language", language.as_deref());
            json.with_text("text", text)
        }
        Block::Divider => Fields::of("divider").finish(),
        Block::Note(note) => {
            let mut json = Fields::of("note");
            json.text("id", Some(&note.id));
            json.text("label", note.label.as_deref());
            json.body(&note.body);
            json.finish()
        }
        Block::Video(video) => self::video(video).typed("video"),
        Block::Audio(Audio {
            url,
            title,
            caption,
        }) => {
            let mut json = Fields::of("audio");
            json.text("url", Some(url.as_str()));
            json.text("title", title.as_deref());
            json.with_run("caption", caption)
        }
        Block::Definitions(groups) => {
            let mut json = Fields::of("definitions");
            json.list("groups", groups.iter().map(definitions));
            json.finish()
        }
        Block::Details(Details {
            summary,
            body,
            is_open,
        }) => {
            let mut json = Fields::of("details");
            json.run("summary", summary);
            json.flag("open", *is_open);
            json.body(body);
            json.finish()
        }
    }
}

fn list(list: &List) -> Value {
    let mut json = Fields::of("list");
    json.flag("ordered", list.ordered);
    if let Some(start) = list.start {
        json.push("start", Value::Number(start.to_string()));
    }
    json.flag("reversed", list.reversed);
    json.list("items", list.items.iter().map(|blocks| item(blocks)));
    json.finish()
}

/// An item of a list: text, or a run of blocks, of which text is a paragraph
/// only where it says so.
fn item(blocks: &[Block]) -> Value {
    match blocks {
        [Block::Paragraph(text)] => run(text),
        [only] => item_block(only),
        several => Value::Array(several.iter().map(item_block).collect()),
    }
}

/// A block among the items of a list, where `code` without a language, even an
/// absent one, is code in a line.
fn item_block(block: &Block) -> Value {
    let mut value = block_object(block);
    if let (Block::Code(Code { language: None, .. }), Value::Object(json)) = (block, &mut value) {
        json.push("language", Value::Null);
    }
    value
}

fn definitions(group: &DefinitionGroup) -> Value {
    let mut json = Fields::default();
    json.list("terms", group.terms.iter().map(|term| run(term)));
    json.list("details", group.details.iter().map(|blocks| item(blocks)));
    json.finish()
}

fn figure(figure: &Figure) -> Fields {
    let mut json = Fields::default();
    json.push("image", image(&figure.image).finish());
    json.run("caption", &figure.caption);
    json.text("credit", figure.credit.as_deref());
    json.text("link", figure.target.as_ref().map(target).as_deref());
    json
}

fn image(image: &Image) -> Fields {
    let mut json = Fields::default();
    json.text("url", Some(image.url.as_str()));
    // Even an empty one says something: the picture only decorates.
    json.text("alt", Some(&image.alt));
    json.size(image.size);
    json.list(
        "candidates",
        image.candidates.iter().map(|candidate| {
            let mut json = Fields::default();
            json.text("url", Some(candidate.url.as_str()));
            json.number("width", Some(candidate.width.into()));
            json.finish()
        }),
    );
    json
}

fn gallery(gallery: &Gallery) -> Value {
    let mut json = Fields::of("gallery");
    json.list(
        "figures",
        gallery.figures.iter().map(|one| figure(one).finish()),
    );
    json.run("caption", &gallery.caption);
    json.number("columns", gallery.columns.map(u64::from));
    json.finish()
}

fn table(table: &Table) -> Value {
    let mut json = Fields::of("table");
    json.run("caption", &table.caption);
    for (key, rows, kind) in [
        ("head", &table.head, CellKind::ColumnHeader),
        ("body", &table.body, CellKind::Data),
    ] {
        let row = |row: &Vec<Cell>| Value::Array(row.iter().map(|one| cell(one, kind)).collect());
        json.list(key, rows.iter().map(row));
    }
    json.finish()
}

/// A cell; `usual` is what one in its part of the table is without a word.
fn cell(cell: &Cell, usual: CellKind) -> Value {
    let mut json = Fields::default();
    if cell.kind != usual {
        json.text(
            "header",
            match cell.kind {
                CellKind::RowHeader => Some("row"),
                CellKind::ColumnHeader => Some("column"),
                // No source has one in the head, where this would be needed.
                CellKind::Data => None,
            },
        );
    }
    let span = |span: u32| Some(u64::from(span)).filter(|span| *span != 1);
    json.number("colspan", span(cell.column_span));
    json.number("rowspan", span(cell.row_span));
    json.text("align", cell.align.map(Alignment::as_attribute));
    match (json.is_empty(), &cell.text[..]) {
        (true, []) => string(""),
        (true, text) => run(text),
        (false, text) => json.with_run("text", text),
    }
}

fn video(video: &Video) -> Fields {
    let mut json = Fields::default();
    let source = |url: &SafeUrl, mime: Option<&str>| {
        let mut json = Fields::default();
        json.text("url", Some(url.as_str()));
        json.text("type", mime);
        json.finish()
    };
    let mut sources = Vec::new();
    match video.mime.as_deref() {
        None => json.text("url", Some(video.url.as_str())),
        // Only a source has a type; the first of them leads.
        mime => sources.push(source(&video.url, mime)),
    }
    sources.extend(
        video
            .sources
            .iter()
            .map(|one| source(&one.url, one.mime.as_deref())),
    );
    json.list("sources", sources);
    json.text("title", video.title.as_deref());
    json.text("poster", address(&video.poster));
    json.size(video.size);
    json.number("duration", video.duration.map(u64::from));
    json.list("tracks", video.tracks.iter().map(track));
    json.run("caption", &video.caption);
    json
}

fn track(track: &Track) -> Value {
    let mut json = Fields::default();
    json.text("url", Some(track.url.as_str()));
    json.text(
        "kind",
        Some(nth_word(TrackKind::NAMES, track.kind as usize)),
    );
    json.text("lang", track.lang.as_deref());
    json.text("label", track.label.as_deref());
    json.flag("default", track.default);
    json.finish()
}

/// Text: a string or an inline alone, or a list of several. A list counts as a
/// level of nesting, so none is written around one inline.
fn run(text: &[Inline]) -> Value {
    match text {
        [only] => inline(only),
        several => Value::Array(several.iter().map(inline).collect()),
    }
}

fn inline(inline: &Inline) -> Value {
    let (kind, text) = match inline {
        Inline::Text(letters) => return string(letters),
        Inline::Strong(text) => ("strong", text),
        Inline::Emphasis(text) => ("em", text),
        Inline::Subscript(text) => ("sub", text),
        Inline::Superscript(text) => ("sup", text),
        Inline::Mark(text) => ("mark", text),
        Inline::Small(text) => ("small", text),
        Inline::Deleted(text) => ("del", text),
        Inline::Inserted(text) => ("ins", text),
        Inline::Code(code) => return Fields::of("code").with_text("text", code),
        Inline::Break => return Fields::of("break").finish(),
        Inline::Image(picture) => return image(picture).typed("image"),
        Inline::Link(Link { target, text }) => {
            let mut json = Fields::of("link");
            json.text("url", Some(&self::target(target)));
            return json.with_run("text", text);
        }
        Inline::NoteReference { id, label } => {
            let mut json = Fields::of("note");
            json.text("ref", Some(id));
            json.text("label", label.as_deref());
            return json.finish();
        }
        Inline::Ruby { text, annotation } => {
            let mut json = Fields::of("ruby");
            json.run("text", text);
            return json.with_run("annotation", annotation);
        }
        Inline::Abbreviation { title, text } => {
            let mut json = Fields::of("abbr");
            json.text("title", Some(title));
            return json.with_run("text", text);
        }
        Inline::Time { datetime, text } => {
            let mut json = Fields::of("time");
            json.text("datetime", Some(datetime));
            return json.with_run("text", text);
        }
        Inline::Span { lang, dir, text } => {
            let mut json = Fields::of("span");
            json.text("lang", lang.as_deref());
            json.text("dir", dir.map(Direction::as_attribute));
            return json.with_run("text", text);
        }
    };
    Fields::of(kind).with_run("text", text)
}

fn address(url: &Option<SafeUrl>) -> Option<&str> {
    url.as_ref().map(SafeUrl::as_str)
}

/// Where a link leads. A fragment stays readable; only what a parser of
/// addresses would drop or decode is written in another way.
fn target(target: &LinkTarget) -> String {
    let fragment = match target {
        LinkTarget::Url { url, .. } => return url.as_str().to_owned(),
        LinkTarget::Fragment(fragment) => fragment,
    };
    let mut written = "#".to_owned();
    for letter in fragment.chars() {
        let mut bytes = [0; 4];
        let text: &str = letter.encode_utf8(&mut bytes);
        if letter.is_control() || letter == '%' || is_blank(text) {
            push_percent_encoded(&mut written, text, b"");
        } else {
            written.push(letter);
        }
    }
    written
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The n-th word of a list of names.
fn nth_word(names: &'static str, index: usize) -> &'static str {
    names.split(", ").nth(index).unwrap_or_default()
}

/// An object in the making; what is absent leaves no member.
#[derive(Default)]
struct Fields(Object);

impl Fields {
    fn of(kind: &str) -> Self {
        let mut fields = Self::default();
        fields.text("type", Some(kind));
        fields
    }

    fn is_empty(&self) -> bool {
        self.0.members().is_empty()
    }

    fn push(&mut self, key: &str, value: Value) {
        self.0.push(key, value);
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.push(key, string(text));
        }
    }

    fn number(&mut self, key: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.push(key, Value::Number(number.to_string()));
        }
    }

    fn flag(&mut self, key: &str, flag: bool) {
        if flag {
            self.push(key, Value::Bool(true));
        }
    }

    fn size(&mut self, size: Option<(u32, u32)>) {
        let (width, height) = size.unzip();
        self.number("width", width.map(u64::from));
        self.number("height", height.map(u64::from));
    }

    fn date(&mut self, key: &str, date: Option<&Timestamp>) {
        match date {
            Some(Timestamp::AsWritten(written)) => self.text(key, Some(written)),
            date => self.text(key, date.and_then(Timestamp::machine_form).as_deref()),
        }
    }

    fn run(&mut self, key: &str, text: &[Inline]) {
        if !text.is_empty() {
            self.push(key, run(text));
        }
    }

    fn list(&mut self, key: &str, values: impl IntoIterator<Item = Value>) {
        let values: Vec<Value> = values.into_iter().collect();
        if !values.is_empty() {
            self.push(key, Value::Array(values));
        }
    }

    /// What stands in a quote, note or details: blocks, or text where that is all.
    fn body(&mut self, blocks: &[Block]) {
        match blocks {
            [Block::Paragraph(text)] => self.run("text", text),
            blocks => self.list("body", blocks.iter().map(block)),
        }
    }

    fn with_run(mut self, key: &str, text: &[Inline]) -> Value {
        self.run(key, text);
        self.finish()
    }

    fn with_text(mut self, key: &str, text: &str) -> Value {
        self.text(key, Some(text));
        self.finish()
    }

    /// The same with a type before everything else.
    fn typed(self, kind: &str) -> Value {
        let mut fields = Self::of(kind);
        for (key, value) in self.0.members() {
            fields.push(key, value.clone());
        }
        fields.finish()
    }

    fn finish(self) -> Value {
        Value::Object(self.0)
    }
}
