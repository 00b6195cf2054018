//! The blocks of an article's body, in reading order.

use super::inlines;
use super::outline;
use super::scope::Scope;
use super::table;
use super::words::{Attribute, Element};
use crate::article::{
    Audio, Block, Code, DefinitionGroup, Details, Figure, Gallery, Heading, Inline, List, Quote,
};

/// Blocks that a browser lays out at once: the first screens of any article.
const FIRST_SCREENS: usize = 16;

/// Renders blocks; notes are left out, since they stand at the end.
pub(super) fn render<'a>(blocks: &'a [Block], scope: &mut Scope<'a, '_>) {
    for block in blocks {
        one(block, scope);
    }
}

/// Renders the body of the article, whose sections the list above it leads to.
pub(super) fn whole(scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::Body);
    let mut next = 0;
    for (index, block) in scope.body.iter().enumerate() {
        if !matches!(block, Block::Note(_)) {
            scope.steps.block();
        }
        if let Some(section) = scope.sections.get(next)
            && section.block == index
        {
            let id = outline::section_id(block, next, scope);
            next += 1;
            opening(block, id.as_deref(), scope);
        } else {
            one(block, scope);
        }
        if index >= FIRST_SCREENS && !matches!(block, Block::Note(_)) {
            scope.steps.measure();
        }
    }
    scope.steps.block();
    scope.steps.close();
}

/// What a section opens with: a heading, or a numbered paragraph ("Một là: …").
fn opening<'a>(block: &'a Block, id: Option<&str>, scope: &mut Scope<'a, '_>) {
    match block {
        Block::Heading(heading) => {
            self::heading(heading, id.or(outline::own_id(heading)), scope);
        }
        Block::Paragraph(text) => {
            scope.steps.open(match text.first() {
                Some(Inline::Strong(_)) => Element::Measure,
                _ => Element::CountedMeasure,
            });
            scope.steps.maybe(Attribute::Id, id);
            inlines::render(text, scope);
            scope.steps.close();
        }
        other => one(other, scope),
    }
}

fn one<'a>(block: &'a Block, scope: &mut Scope<'a, '_>) {
    match block {
        Block::Paragraph(text) => inlines::line(Element::Paragraph, text, scope),
        Block::Heading(heading) => self::heading(heading, outline::own_id(heading), scope),
        Block::List(list) => items(list, scope),
        Block::Quote(quote) => self::quote(quote, scope),
        Block::Figure(figure) => picture(figure, Element::Figure, Element::Picture, scope),
        Block::Gallery(gallery) => self::gallery(gallery, scope),
        Block::Table(table) => table::render(table, scope),
        Block::Code(code) => self::code(code, scope),
        Block::Divider => scope.steps.empty(Element::Divider),
        Block::Note(_) => {}
        Block::Video(video) => {
            scope.steps.empty(Element::Player);
            scope.videos.push(video);
        }
        Block::Audio(audio) => self::audio(audio, scope),
        Block::Definitions(groups) => definitions(groups, scope),
        Block::Details(details) => self::details(details, scope),
    }
}

fn heading(heading: &Heading, id: Option<&str>, scope: &mut Scope<'_, '_>) {
    scope.steps.open(match heading.level {
        0..=2 => Element::Heading2,
        3 => Element::Heading3,
        4 => Element::Heading4,
        5 => Element::Heading5,
        _ => Element::Heading6,
    });
    scope
        .steps
        .level(heading.level, heading.level + scope.lower);
    scope.steps.maybe(Attribute::Id, id);
    inlines::render(&heading.text, scope);
    scope.steps.close();
}

fn items<'a>(items: &'a List, scope: &mut Scope<'a, '_>) {
    scope.steps.open(match (items.ordered, items.reversed) {
        (false, _) => Element::BulletList,
        (true, false) => Element::NumberedList,
        (true, true) => Element::CountdownList,
    });
    if items.ordered {
        numbers(items, scope);
    }
    for item in &items.items {
        scope.steps.open(if is_task(item) {
            Element::Task
        } else {
            Element::Item
        });
        item_content(item, scope);
        scope.steps.close();
    }
    scope.steps.close();
}

/// The first number of a list, and where its longest one has more digits than there
/// is room for at the edge of every list, what room it needs instead.
fn numbers(items: &List, scope: &mut Scope<'_, '_>) {
    let further = items.items.len() as i32 - 1;
    let first = match items.start {
        Some(start) => {
            scope.steps.attribute(Attribute::Start, &start.to_string());
            start
        }
        None if items.reversed => further + 1,
        None => 1,
    };
    let last = if items.reversed {
        first.saturating_sub(further)
    } else {
        first.saturating_add(further)
    };
    let digits = match first.unsigned_abs().max(last.unsigned_abs()) {
        0..1_000 => return,
        1_000..100_000 => "5",
        _ => "10",
    };
    scope.steps.attribute(Attribute::Digits, digits);
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
fn item_content<'a>(item: &'a [Block], scope: &mut Scope<'a, '_>) {
    match item {
        [Block::Paragraph(text), rest @ ..]
            if rest.iter().all(|block| matches!(block, Block::List(_))) =>
        {
            inlines::render(text, scope);
            render(rest, scope);
        }
        blocks => render(blocks, scope),
    }
}

fn quote<'a>(quote: &'a Quote, scope: &mut Scope<'a, '_>) {
    scope.steps.open(Element::QuoteFigure);
    scope.steps.open(Element::Quote);
    render(&quote.body, scope);
    scope.steps.close();
    caption(&quote.citation, None, scope);
    scope.steps.close();
}

/// Nothing is fetched before the reader asks for it: the file may be long.
fn audio(audio: &Audio, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::AudioFigure);
    scope.steps.open(Element::Audio);
    scope.steps.maybe(Attribute::Label, audio.title.as_deref());
    scope.steps.source(&audio.url);
    scope.steps.close();
    caption(&audio.caption, None, scope);
    scope.steps.close();
}

fn definitions<'a>(groups: &'a [DefinitionGroup], scope: &mut Scope<'a, '_>) {
    scope.steps.open(Element::Definitions);
    for group in groups {
        for term in &group.terms {
            inlines::line(Element::Term, term, scope);
        }
        for meaning in &group.details {
            scope.steps.open(Element::Meaning);
            item_content(meaning, scope);
            scope.steps.close();
        }
    }
    scope.steps.close();
}

fn details<'a>(details: &'a Details, scope: &mut Scope<'a, '_>) {
    scope.steps.open(if details.is_open {
        Element::OpenDetails
    } else {
        Element::Details
    });
    if !details.summary.is_empty() {
        scope.is_in_control = true;
        inlines::line(Element::Summary, &details.summary, scope);
        scope.is_in_control = false;
    }
    render(&details.body, scope);
    scope.steps.close();
}

/// A picture with its caption, as one of two kinds of figure.
#[inline(never)]
pub(super) fn picture(figure: &Figure, kind: Element, picture: Element, scope: &mut Scope<'_, '_>) {
    scope.steps.open(kind);
    if let Some(target) = &figure.target {
        scope.steps.link(target);
        if figure.image.alt.is_empty() {
            inlines::name_link(target, &figure.caption, scope);
        }
    }
    scope.steps.image(&figure.image, picture);
    if figure.target.is_some() {
        scope.steps.close();
    }
    caption(&figure.caption, figure.credit.as_deref(), scope);
    scope.steps.close();
}

fn caption(words: &[Inline], credit: Option<&str>, scope: &mut Scope<'_, '_>) {
    if words.is_empty() && credit.is_none() {
        return;
    }
    scope.steps.open(Element::Caption);
    inlines::render(words, scope);
    if let Some(credit) = credit {
        let label = scope.context.words.photo_credit;
        scope.steps.text(" ");
        scope.steps.open(Element::Credit);
        if !is_labelled(credit, label) {
            scope.steps.line(Element::CreditLabel, label);
            scope.steps.text(" ");
        }
        scope.steps.text(credit);
        scope.steps.close();
    }
    scope.steps.close();
}

/// Whether a credit says already what it is: "Ảnh: Minh Châu", "写真：市役所", "© AFP",
/// or begins with the word that would stand before it: "Photo by Jane Doe".
pub(super) fn is_labelled(credit: &str, label: &str) -> bool {
    const LONGEST_LABEL: usize = 24;
    let by_colon =
        |(label, name): (&str, &str)| label.len() <= LONGEST_LABEL && !name.starts_with("//");
    // The label ends in a colon.
    let word = credit.get(..label.len() - 1).unwrap_or_default();
    let rest = &credit[word.len()..];
    let begins_alike = rest.starts_with(' ') && word.eq_ignore_ascii_case(&label[..word.len()]);
    begins_alike
        || credit.starts_with('©')
        || credit.split_once(':').is_some_and(by_colon)
        || credit.split_once('：').is_some_and(by_colon)
}

fn gallery(gallery: &Gallery, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::Gallery);
    scope.steps.open(Element::GalleryPictures);
    scope.steps.number(Attribute::Columns, gallery.columns);
    for figure in &gallery.figures {
        picture(figure, Element::Figure, Element::Picture, scope);
    }
    scope.steps.close();
    caption(&gallery.caption, None, scope);
    scope.steps.close();
}

fn code(code: &Code, scope: &mut Scope<'_, '_>) {
    // Long lines scroll inside the box, and what scrolls must take the focus.
    scope.steps.open(Element::CodeBlock);
    let name = scope.context.words.code_region;
    scope.steps.attribute(Attribute::Label, name);
    scope
        .steps
        .maybe(Attribute::Language, code.language.as_deref());
    scope.steps.line(Element::CodeText, &code.text);
    scope.steps.close();
}
