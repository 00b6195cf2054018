//! An article as plain text, for mail, search and terminals: blocks with empty
//! lines between them, notes at the end.

use super::blocks;
use super::context::Context;
use super::gather;
use crate::article::{
    Article, Author, Block, Cell, DefinitionGroup, Details, Figure, Gallery, Inline, List, Note,
    Quote, Rest, SafeUrl, Table, Video, plain_text,
};
use crate::locale;

/// Writes the article as plain text, which ends in a line break.
pub fn text(article: &Article, context: &Context<'_>) -> String {
    let notes = gather::notes(&article.body);
    let writer = Writer { context, notes };
    let mut page = vec![writer.head(article), writer.run(&article.lead)];
    page.extend(article.image.iter().map(|figure| writer.figure(figure)));
    page.extend(article.video.iter().map(|video| writer.video(video)));
    page.push(writer.blocks(&article.body));
    page.push(writer.rest(article));
    page.push(writer.endnotes());
    page.extend(article.authors.iter().map(author));
    page.push(article.tags.join(", "));
    page.push(writer.original(article));
    let mut text = apart(page);
    // What a terminal would take for an order.
    text.retain(|letter| matches!(letter, '\n' | '\t') || !letter.is_control());
    text.push('\n');
    text
}

struct Writer<'a, 'c> {
    context: &'c Context<'c>,
    notes: Vec<&'a Note>,
}

impl Writer<'_, '_> {
    /// Kicker, headline and facts, on lines of their own.
    fn head(&self, article: &Article) -> String {
        let Context {
            words, page, views, ..
        } = *self.context;
        let mut facts = Vec::new();
        facts.extend(article.published.as_ref().map(|date| page.date(date)));
        facts.extend(
            article
                .modified
                .as_ref()
                .map(|date| locale::fill(words.updated, &[("date", &page.date(date))])),
        );
        facts.extend(views.map(|views| locale::fill(words.views, &[("n", &page.number(views))])));
        let kicker = article.kicker.clone().unwrap_or_default();
        lines([kicker, article.title.clone(), facts.join(" · ")])
    }

    /// Where the rest is to be read, if this is not all.
    fn rest(&self, article: &Article) -> String {
        let words = self.context.words;
        match article.rest {
            None => "",
            Some(Rest::Pages) => words.rest_on_pages,
            Some(Rest::Members) => words.rest_for_members,
            Some(Rest::Password) => words.rest_behind_password,
        }
        .to_owned()
    }

    fn original(&self, article: &Article) -> String {
        let Context {
            words,
            page,
            original,
            ..
        } = *self.context;
        match article.url.as_ref().map(|url| url.as_str()) {
            Some(url) if original && !page.is_this(url) => {
                format!("{}: {url}", words.read_original)
            }
            _ => String::new(),
        }
    }

    fn endnotes(&self) -> String {
        if self.notes.is_empty() {
            return String::new();
        }
        let mut page = vec![self.context.words.notes_heading.to_owned()];
        for (index, note) in self.notes.iter().enumerate() {
            let label = note
                .label
                .clone()
                .unwrap_or_else(|| (index + 1).to_string());
            page.push(behind(&format!("[{label}] "), &self.blocks(&note.body)));
        }
        apart(page)
    }

    fn blocks(&self, blocks: &[Block]) -> String {
        apart(blocks.iter().map(|block| self.block(block)))
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Paragraph(text) => self.run(text),
            Block::Heading(heading) => self.run(&heading.text),
            Block::List(list) => self.list(list),
            Block::Quote(Quote { body, citation }) => {
                let mut said = vec![self.blocks(body)];
                if !citation.is_empty() {
                    said.push(format!("— {}", self.run(citation)));
                }
                before_each_line("> ", &lines(said))
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(Gallery {
                figures, caption, ..
            }) => {
                let pictures = figures.iter().map(|figure| self.figure(figure));
                lines(pictures.chain([self.run(caption)]))
            }
            Block::Table(table) => self.table(table),
            Block::Code(code) => before_each_line("    ", &code.text),
            Block::Divider => "* * *".to_owned(),
            // They stand at the end.
            Block::Note(_) => String::new(),
            Block::Video(video) => self.video(video),
            Block::Audio(audio) => {
                self.recording(&audio.url, audio.title.as_deref(), &audio.caption)
            }
            Block::Definitions(groups) => lines(groups.iter().map(|group| self.definitions(group))),
            Block::Details(Details { summary, body, .. }) => {
                apart([self.run(summary), self.blocks(body)])
            }
        }
    }

    fn list(&self, list: &List) -> String {
        let mut number = i64::from(list.start.unwrap_or(match list.reversed {
            true => list.items.len().try_into().unwrap_or(i32::MAX),
            false => 1,
        }));
        let items = list.items.iter().map(|item| {
            let mark = match list.ordered {
                true => format!("{number}. "),
                false => "- ".to_owned(),
            };
            number += if list.reversed { -1 } else { 1 };
            // A list inside stands close to the words before it.
            let is_close = item[1.min(item.len())..]
                .iter()
                .all(|block| matches!(block, Block::List(_)));
            let parts = item.iter().map(|block| self.block(block));
            behind(&mark, &if is_close { lines(parts) } else { apart(parts) })
        });
        lines(items)
    }

    fn definitions(&self, group: &DefinitionGroup) -> String {
        let terms = group.terms.iter().map(|term| self.run(term));
        let meanings = group
            .details
            .iter()
            .map(|blocks| behind("    ", &self.blocks(blocks)));
        lines(terms.chain(meanings))
    }

    fn table(&self, table: &Table) -> String {
        let row = |row: &Vec<Cell>| {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| one_line(&self.run(&cell.text)))
                .collect();
            cells.join(" | ")
        };
        let rows = table.head.iter().chain(&table.body).map(row);
        lines([self.run(&table.caption)].into_iter().chain(rows))
    }

    fn figure(&self, figure: &Figure) -> String {
        let credit = figure.credit.as_deref();
        let label = self.context.words.photo_credit;
        let credit = credit.map(|credit| match blocks::is_labelled(credit, label) {
            true => credit.to_owned(),
            false => [label, " ", credit].concat(),
        });
        let words = self.run(&figure.caption);
        let caption = [&*words, credit.as_deref().unwrap_or_default()];
        // Many editors write the same into both.
        let is_said = figure.image.alt == words;
        lines([
            picture(if is_said { "" } else { &figure.image.alt }),
            caption.join(" ").trim().to_owned(),
        ])
    }

    fn video(&self, video: &Video) -> String {
        self.recording(&video.url, video.title.as_deref(), &video.caption)
    }

    /// What can be heard or seen elsewhere only.
    fn recording(&self, url: &SafeUrl, title: Option<&str>, caption: &[Inline]) -> String {
        let title = title.unwrap_or_default().to_owned();
        lines([title, self.run(caption), url.as_str().to_owned()])
    }

    fn run(&self, run: &[Inline]) -> String {
        let mut text = String::new();
        for inline in run {
            self.push_inline(inline, &mut text);
        }
        text.trim().to_owned()
    }

    fn push_inline(&self, inline: &Inline, text: &mut String) {
        match inline {
            Inline::Text(letters) => text.push_str(&letters.replace('\n', " ")),
            Inline::Code(code) => text.push_str(code),
            Inline::Break => text.push('\n'),
            Inline::Image(image) => text.push_str(&picture(&image.alt)),
            Inline::NoteReference { id, label } => {
                let number = self.notes.iter().position(|note| note.id == *id);
                let shown = label
                    .clone()
                    .or(number.map(|index| (index + 1).to_string()));
                text.extend(shown.map(|shown| format!("[{shown}]")));
            }
            Inline::Ruby {
                text: letters,
                annotation,
            } => {
                self.push_run(letters, text);
                text.push_str(&format!(" ({})", self.run(annotation)));
            }
            // A figure that is raised means another number than one that is not.
            Inline::Superscript(inside) => text.push_str(&raised(&plain_text(inside))),
            Inline::Strong(inside)
            | Inline::Emphasis(inside)
            | Inline::Subscript(inside)
            | Inline::Mark(inside)
            | Inline::Small(inside)
            | Inline::Inserted(inside)
            | Inline::Abbreviation { text: inside, .. }
            | Inline::Time { text: inside, .. }
            | Inline::Span { text: inside, .. } => self.push_run(inside, text),
            Inline::Deleted(inside) => {
                text.push_str("~~");
                self.push_run(inside, text);
                text.push_str("~~");
            }
            Inline::Link(link) => self.push_run(&link.text, text),
        }
    }

    fn push_run(&self, run: &[Inline], text: &mut String) {
        for inline in run {
            self.push_inline(inline, text);
        }
    }
}

fn author(author: &Author) -> String {
    lines(
        [author.name.clone()]
            .into_iter()
            .chain(author.role.iter().cloned()),
    )
}

fn picture(alt: &str) -> String {
    match alt {
        "" => String::new(),
        alt => format!("[{alt}]"),
    }
}

/// Digits and signs have raised letters of their own.
fn raised(text: &str) -> String {
    let raised = |letter| match letter {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32('⁴' as u32 + (letter as u32 - '4' as u32)).unwrap_or(letter),
        '+' => '⁺',
        '-' | '\u{2212}' => '⁻',
        other => other,
    };
    text.chars().map(raised).collect()
}

/// Parts with an empty line between them; empty ones leave no trace.
fn apart(parts: impl IntoIterator<Item = String>) -> String {
    joined(parts, "\n\n")
}

/// Parts on lines of their own; empty ones leave no trace.
fn lines(parts: impl IntoIterator<Item = String>) -> String {
    joined(parts, "\n")
}

fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// The text behind a mark, its further lines as far in as the first.
fn behind(mark: &str, text: &str) -> String {
    let blank = " ".repeat(mark.chars().count());
    let text = before_each_line(&blank, text);
    [mark, text.strip_prefix(&blank).unwrap_or(&text)].concat()
}

/// The text with something before each of its lines that is not empty.
fn before_each_line(mark: &str, text: &str) -> String {
    let line = |line: &str| match line {
        "" => mark.trim_end().to_owned(),
        line => format!("{mark}{line}"),
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}
