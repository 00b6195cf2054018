//! The blocks of an article's body, in reading order.

use super::element::{Element, element, list, text};
use super::inlines;
use super::language::Language;
use super::outline;
use super::part::{Given, part};
use super::settings::VideoSettings;
use super::table;
use super::video::Player;
use crate::article::names::Names;
use crate::article::outline::Section;
use crate::article::{
    Audio, Block, Code, DefinitionGroup, Details, Figure, Gallery, Heading, Image, Inline,
    LinkTarget, List, Note, Quote, plain_text,
};
use crate::browser::host::Host;
use crate::locale;
use std::cell::RefCell;
use yew::Html;

/// What a block needs to know about the article it stands in.
#[derive(Debug)]
pub struct Scope<'a> {
    /// Words and numbers around the text.
    pub language: &'a Language,
    /// The element that events are dispatched on.
    pub host: &'a Host,
    /// How videos are shown.
    pub player: &'a VideoSettings,
    body: &'a [Block],
    /// What the body's sections open with.
    sections: Vec<Section>,
    notes: Vec<&'a Note>,
    /// The names of the notes, at the same places.
    names: Names,
    /// The notes that were referred to.
    referred: RefCell<Names>,
}

impl<'a> Scope<'a> {
    /// The scope of an article with this body.
    pub fn new(
        body: &'a [Block],
        language: &'a Language,
        host: &'a Host,
        player: &'a VideoSettings,
    ) -> Self {
        let mut notes = Vec::new();
        gather_notes(body, &mut notes);
        let mut names = Names::default();
        for note in &notes {
            names.insert(&note.id);
        }
        Self {
            language,
            host,
            player,
            body,
            sections: crate::article::outline::outline(body),
            notes,
            names,
            referred: RefCell::default(),
        }
    }

    /// The body of the article.
    pub fn body(&self) -> &'a [Block] {
        self.body
    }

    /// The sections of the body, in reading order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Place of a note among the notes, from 1.
    pub fn note_number(&self, id: &str) -> Option<u64> {
        Some(self.names.position(id)? as u64 + 1)
    }

    /// Whether this is the first reference to the note: the one that the note
    /// leads back to.
    pub fn first_reference(&self, id: &str) -> bool {
        self.referred.borrow_mut().insert(id)
    }
}

/// Notes stand at the end of the article, wherever they were written.
fn gather_notes<'a>(blocks: &'a [Block], notes: &mut Vec<&'a Note>) {
    for block in blocks {
        match block {
            Block::Note(note) => {
                notes.push(note);
                gather_notes(&note.body, notes);
            }
            Block::List(list) => {
                for item in &list.items {
                    gather_notes(item, notes);
                }
            }
            Block::Quote(quote) => gather_notes(&quote.body, notes),
            Block::Details(details) => gather_notes(&details.body, notes),
            Block::Definitions(groups) => {
                for group in groups {
                    for meaning in &group.details {
                        gather_notes(meaning, notes);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Renders blocks; notes are left out, since [`notes`] gathers them at the end.
pub fn render(blocks: &[Block], scope: &Scope) -> Html {
    let mut nodes = Vec::with_capacity(blocks.len());
    for block in blocks {
        if !matches!(block, Block::Note(_)) {
            nodes.push(one(block, scope));
        }
    }
    list(nodes)
}

/// Renders the body of the article, whose sections the list above it leads to.
pub fn whole(scope: &Scope) -> Html {
    let mut nodes = Vec::with_capacity(scope.body.len());
    let mut next = 0;
    for (index, block) in scope.body.iter().enumerate() {
        let mut node = None;
        if let Some(section) = scope.sections.get(next)
            && section.block == index
        {
            let id = outline::id(section, next, scope);
            next += 1;
            node = opening(block, id.as_deref(), scope);
        }
        match node {
            Some(node) => nodes.push(node),
            None if matches!(block, Block::Note(_)) => {}
            None => nodes.push(one(block, scope)),
        }
    }
    list(nodes)
}

/// What a section opens with: a heading, or a numbered paragraph ("Một là: …").
fn opening(block: &Block, id: Option<&str>, scope: &Scope) -> Option<Html> {
    match block {
        Block::Heading(heading) => Some(self::heading(
            heading,
            id.or(outline::own_id(heading)),
            scope,
        )),
        Block::Paragraph(text) => {
            let class = match text.first() {
                Some(Inline::Strong(_)) => "measure",
                _ => "measure counted",
            };
            let paragraph = element("p").with("class", class).maybe("id", id);
            Some(paragraph.child(inlines::render(text, scope)).done())
        }
        _ => None,
    }
}

/// The picture above the text: it is on the first screen, so it may not wait.
pub fn main_picture(figure: &Figure, scope: &Scope) -> Html {
    picture(figure, scope, "main-picture", "eager")
}

/// All notes of the article, with a way back to where they were referred to.
pub fn notes(scope: &Scope) -> Option<Html> {
    if scope.notes.is_empty() {
        return None;
    }
    let words = scope.language.words;
    let mut items = element("ol");
    let mut number = 0;
    for note in &scope.notes {
        number += 1;
        let name = locale::fill(
            words.note_back,
            &[("n", &scope.language.formats.number(number))],
        );
        let back = element("a class=note-back role=doc-backlink")
            .attribute("href", &["#ref-", &note.id].concat())
            .attribute("aria-label", &name)
            .text("↩");
        let mut item = element("li");
        // Of two notes with one name, references lead to the first.
        if scope.note_number(&note.id) == Some(number) {
            item = item.attribute("id", &["note-", &note.id].concat());
        }
        items = items.nest(item.child(render(&note.body, scope)).nest(back));
    }
    let heading = element("h2 id=readerly-notes").text(words.notes_heading);
    let section = element("section class=notes role=doc-endnotes aria-labelledby=readerly-notes");
    Some(section.nest(heading).nest(items).done())
}

fn one(block: &Block, scope: &Scope) -> Html {
    match block {
        Block::Paragraph(text) => element("p").child(inlines::render(text, scope)).done(),
        Block::Heading(heading) => self::heading(heading, outline::own_id(heading), scope),
        Block::List(list) => self::items(list, scope),
        Block::Quote(quote) => self::quote(quote, scope),
        Block::Figure(figure) => picture(figure, scope, "figure", "lazy"),
        Block::Gallery(gallery) => self::gallery(gallery, scope),
        Block::Table(table) => table::render(table, scope),
        Block::Code(code) => self::code(code, scope),
        Block::Divider => element("hr").done(),
        Block::Note(_) => Html::default(),
        Block::Video(video) => part(
            Given::Video(Player::in_text(
                video,
                scope.player,
                scope.language,
                scope.host,
            )),
            None,
        ),
        Block::Audio(audio) => self::audio(audio, scope),
        Block::Definitions(groups) => definitions(groups, scope),
        Block::Details(details) => self::details(details, scope),
    }
}

fn heading(heading: &Heading, id: Option<&str>, scope: &Scope) -> Html {
    let name = match heading.level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    };
    element(name)
        .maybe("id", id)
        .child(inlines::render(&heading.text, scope))
        .done()
}

fn items(items: &List, scope: &Scope) -> Html {
    let mut group = if items.ordered {
        element("ol")
            .maybe(
                "start",
                items.start.map(|start| start.to_string()).as_deref(),
            )
            .switch("reversed", items.reversed)
    } else {
        element("ul")
    };
    for item in &items.items {
        let name = if is_task(item) { "li class=task" } else { "li" };
        group = group.nest(element(name).child(item_content(item, scope)));
    }
    group.done()
}

/// Whether an item begins with a box to tick: it needs no bullet before it.
fn is_task(item: &[Block]) -> bool {
    match item.first() {
        Some(Block::Paragraph(text)) => match text.first() {
            Some(Inline::Text(letters)) => letters.starts_with('☐') || letters.starts_with('☑'),
            _ => false,
        },
        _ => false,
    }
}

/// A paragraph that is all of an item, or stands before its inner lists, needs
/// no `<p>` of its own.
fn item_content(item: &[Block], scope: &Scope) -> Html {
    match item {
        [Block::Paragraph(text), rest @ ..]
            if rest.iter().all(|block| matches!(block, Block::List(_))) =>
        {
            list(vec![inlines::render(text, scope), render(rest, scope)])
        }
        blocks => render(blocks, scope),
    }
}

fn quote(quote: &Quote, scope: &Scope) -> Html {
    let said = element("blockquote").child(render(&quote.body, scope));
    let figure = element("figure class=quote").nest(said);
    figure
        .child_if(caption(&quote.citation, None, scope))
        .done()
}

/// Nothing is fetched before the reader asks for it: the file may be long.
fn audio(audio: &Audio, scope: &Scope) -> Html {
    let player = element("audio controls preload=none")
        .maybe("aria-label", audio.title.as_deref())
        .attribute("src", audio.url.as_str());
    element("figure class=audio")
        .nest(player)
        .child_if(caption(&audio.caption, None, scope))
        .done()
}

fn definitions(groups: &[DefinitionGroup], scope: &Scope) -> Html {
    let mut whole = element("dl");
    for group in groups {
        for term in &group.terms {
            whole = whole.nest(element("dt").child(inlines::render(term, scope)));
        }
        for meaning in &group.details {
            whole = whole.nest(element("dd").child(item_content(meaning, scope)));
        }
    }
    whole.done()
}

fn details(details: &Details, scope: &Scope) -> Html {
    let mut whole = element("details").switch("open", details.is_open);
    if !details.summary.is_empty() {
        whole = whole.nest(element("summary").child(inlines::render(&details.summary, scope)));
    }
    whole.child(render(&details.body, scope)).done()
}

fn picture(figure: &Figure, scope: &Scope, class: &'static str, loading: &'static str) -> Html {
    let mut picture = image(&figure.image, loading);
    if let Some(target) = &figure.target {
        let mut link = inlines::anchor(target);
        if figure.image.alt.is_empty() {
            link = named_link(link, target, &figure.caption);
        }
        picture = link.nest(picture);
    }
    let caption = caption(&figure.caption, figure.credit.as_deref(), scope);
    element("figure")
        .with("class", class)
        .nest(picture)
        .child_if(caption)
        .done()
}

/// A link around nothing but a picture without words is named by the words
/// that belong to it, else by where it leads.
pub(super) fn named_link(link: Element, target: &LinkTarget, words: &[Inline]) -> Element {
    let mut name = plain_text(words);
    if name.is_empty() {
        name.push_str(match target {
            LinkTarget::Fragment(id) => id,
            LinkTarget::Url { url, .. } => url.as_str(),
        });
    }
    link.attribute("aria-label", &name)
}

/// A picture by itself, in a figure or in a line.
pub(super) fn image(image: &Image, loading: &'static str) -> Element {
    let mut candidates = String::new();
    for candidate in &image.candidates {
        if !candidates.is_empty() {
            candidates.push_str(", ");
        }
        candidates.push_str(candidate.url.as_str());
        candidates.push(' ');
        candidates.push_str(&candidate.width.to_string());
        candidates.push('w');
    }
    let (width, height) = image.size.unzip();
    let mut picture = element("img")
        .attribute("alt", &image.alt)
        .number("width", width)
        .number("height", height)
        .with("loading", loading)
        .with("decoding", "async");
    if !candidates.is_empty() {
        picture = picture
            .attribute("srcset", &candidates)
            .with("sizes", "(min-width: 48rem) 44rem, 100vw");
    }
    // The address comes last: what is said of a picture must be known before it is fetched.
    picture.attribute("src", image.url.as_str())
}

fn caption(words: &[Inline], credit: Option<&str>, scope: &Scope) -> Option<Html> {
    if words.is_empty() && credit.is_none() {
        return None;
    }
    let caption = element("figcaption").child(inlines::render(words, scope));
    let credit = credit.map(|credit| {
        let credit = locale::fill(scope.language.words.photo_credit, &[("credit", credit)]);
        list(vec![
            text(" "),
            element("span class=credit").text(&credit).done(),
        ])
    });
    Some(caption.child_if(credit).done())
}

fn gallery(gallery: &Gallery, scope: &Scope) -> Html {
    let mut pictures =
        element("div class=gallery-pictures").number("data-columns", gallery.columns);
    for figure in &gallery.figures {
        pictures = pictures.child(picture(figure, scope, "figure", "lazy"));
    }
    let whole = element("figure class=gallery").nest(pictures);
    whole
        .child_if(caption(&gallery.caption, None, scope))
        .done()
}

fn code(code: &Code, scope: &Scope) -> Html {
    // Long lines scroll inside the box, and what scrolls must take the focus.
    element("pre class=code tabindex=0 role=group dir=ltr translate=no")
        .attribute("aria-label", scope.language.words.code_region)
        .maybe("data-language", code.language.as_deref())
        .nest(element("code").text(&code.text))
        .done()
}
