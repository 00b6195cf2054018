//! How well articles are found in whole pages that other people noted down.
//!
//! `cargo run --example score -- FOLDER [--half even|odd] [--worst N] [--show NAME]`
//!
//! FOLDER holds `index.json` and the pages it names, compressed by gzip:
//! `{"pages": [{"file", "url", "with": […], "without": […], "title", "author",
//! "date"}]}`, where "with" are texts of the article and "without" texts that
//! stand on the page beside it. Rules are made by looking at the pages of one
//! half; the other one shows whether they hold for pages that nobody looked at.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use encoding_rs::{Encoding, UTF_8};
use flate2::read::GzDecoder;
use readerly::article::charset;
use readerly::article::native::NativeHtml;
use readerly::article::source::PageReader;
use readerly::article::{Article, Block, Figure, Inline, Timestamp, Video};
use serde_json::Value;
use std::io::Read as _;
use std::path::Path;

#[derive(Default)]
struct Marks {
    pages: usize,
    unread: usize,
    kept: usize,
    lost: usize,
    wrong: usize,
    left_out: usize,
    /// Right ones and all of titles, authors and dates.
    heads: [(usize, usize); 3],
}

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = words.next().expect("the folder of the pages");
    let (mut half, mut worst, mut shown) = (None, 0, None);
    while let Some(word) = words.next() {
        let value = words.next().unwrap_or_default();
        match word.as_str() {
            "--half" => half = Some(usize::from(value == "odd")),
            "--worst" => worst = value.parse().expect("a number of pages"),
            "--show" => shown = Some(value),
            _ => panic!("{word} has no meaning here"),
        }
    }
    let folder = Path::new(&folder);
    let index = std::fs::read_to_string(folder.join("index.json")).expect("index.json");
    let index: Value = serde_json::from_str(&index).expect("JSON in index.json");
    let mut halves = [Marks::default(), Marks::default()];
    let mut rows = Vec::new();
    for (number, page) in index["pages"].as_array().expect("pages").iter().enumerate() {
        let name = page["file"].as_str().expect("a file");
        if half.is_some_and(|half| half != number % 2)
            || shown.as_ref().is_some_and(|shown| !name.contains(shown))
        {
            continue;
        }
        let marks = &mut halves[number % 2];
        let (mistakes, row) = judge(folder, page, marks, shown.is_some());
        rows.push((mistakes, row));
    }
    rows.sort_by(|one, other| other.cmp(one));
    for (mistakes, row) in rows.iter().take(worst) {
        println!("{mistakes} {row}");
    }
    let [even, odd] = &halves;
    print("even", even);
    print("odd", odd);
    let mut all = Marks::default();
    for one in [even, odd] {
        all.pages += one.pages;
        all.unread += one.unread;
        all.kept += one.kept;
        all.lost += one.lost;
        all.wrong += one.wrong;
        all.left_out += one.left_out;
        for (sum, head) in all.heads.iter_mut().zip(one.heads) {
            *sum = (sum.0 + head.0, sum.1 + head.1);
        }
    }
    print("all", &all);
}

fn print(name: &str, marks: &Marks) {
    let part = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let precision = part(marks.kept, marks.kept + marks.wrong);
    let recall = part(marks.kept, marks.kept + marks.lost);
    let f = 2.0 * precision * recall / (precision + recall).max(1e-9);
    let [title, author, date] = marks.heads.map(|(right, all)| format!("{right}/{all}"));
    println!(
        "{name:>4}: pages {}, unread {}: precision {precision:.3}, recall {recall:.3}, F {f:.3}; \
         title {title}, author {author}, date {date}",
        marks.pages, marks.unread
    );
}

/// Adds what became of a page, and says how many mistakes there are and which.
fn judge(folder: &Path, page: &Value, marks: &mut Marks, is_shown: bool) -> (usize, String) {
    let file = page["file"].as_str().expect("a file");
    let url = page["url"].as_str().expect("an address");
    let packed = std::fs::read(folder.join(file)).expect("a page");
    let mut bytes = Vec::new();
    GzDecoder::new(packed.as_slice())
        .read_to_end(&mut bytes)
        .expect("gzip");
    let label = charset::label(&bytes, "text/html").unwrap_or_default();
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
    let (html, ..) = encoding.decode(&bytes);
    marks.pages += 1;
    let article = match (NativeHtml { base: url }).read_page(&html) {
        Ok((article, warnings)) => {
            if is_shown {
                for warning in &warnings {
                    println!("! {warning}");
                }
            }
            article
        }
        Err(_) => {
            marks.unread += 1;
            Article::default()
        }
    };
    let mut text = String::new();
    push_blocks(&article.body, &mut text);
    if is_shown {
        println!(
            "title: {}\nauthors: {:?}\ndate: {:?}\nlead: {:?}\n{text}",
            article.title, article.authors, article.published, article.lead
        );
    }
    let text = normal(&text);
    let mut mistakes = 0;
    let mut row = format!("{file} {}", url.chars().take(90).collect::<String>());
    for (list, is_wanted) in [("with", true), ("without", false)] {
        for segment in page[list].as_array().into_iter().flatten() {
            let segment = normal(segment.as_str().unwrap_or_default());
            let is_there = text.contains(&segment);
            let count = match (is_wanted, is_there) {
                (true, true) => &mut marks.kept,
                (true, false) => &mut marks.lost,
                (false, true) => &mut marks.wrong,
                (false, false) => &mut marks.left_out,
            };
            *count += 1;
            if is_there != is_wanted {
                mistakes += 1;
                let sign = if is_wanted { '-' } else { '+' };
                row.push_str(&format!("\n    {sign} {segment}"));
            }
        }
    }
    let names: Vec<&str> = article
        .authors
        .iter()
        .map(|author| author.name.as_str())
        .collect();
    let names = normal(&names.join(" ")).to_lowercase();
    let date = article.published.as_ref().map(written).unwrap_or_default();
    let title = normal(&article.title).to_lowercase();
    for (place, name) in ["title", "author", "date"].into_iter().enumerate() {
        let wanted = match &page[name] {
            Value::Array(list) => list
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            one => one.as_str().unwrap_or_default().to_owned(),
        };
        let wanted = normal(&wanted).to_lowercase();
        if wanted.is_empty() {
            continue;
        }
        let (is_right, found) = match name {
            "title" => (title == wanted, &title),
            "author" => {
                let wanted = wanted.replace("; ", " ");
                let is_part = names.contains(&wanted) && names.len() < 2 * wanted.len() + 5;
                (names == wanted || is_part, &names)
            }
            _ => (date.get(..10) == wanted.get(..10), &date),
        };
        marks.heads[place].0 += usize::from(is_right);
        marks.heads[place].1 += 1;
        if !is_right {
            row.push_str(&format!("\n    {name} {found:?}, not {wanted:?}"));
        }
    }
    (mistakes, row)
}

fn written(date: &Timestamp) -> String {
    match (date.machine_form(), date) {
        (Some(form), _) => form,
        (None, Timestamp::AsWritten(text)) => text.clone(),
        _ => String::new(),
    }
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_blocks(blocks: &[Block], text: &mut String) {
    for block in blocks {
        text.push('\n');
        match block {
            Block::Paragraph(line) => push_line(line, text),
            Block::Heading(heading) => push_line(&heading.text, text),
            Block::List(list) => list.items.iter().for_each(|item| push_blocks(item, text)),
            Block::Quote(quote) => {
                push_blocks(&quote.body, text);
                push_line(&quote.citation, text);
            }
            Block::Figure(figure) => push_figure(figure, text),
            Block::Gallery(gallery) => {
                gallery
                    .figures
                    .iter()
                    .for_each(|figure| push_figure(figure, text));
                push_line(&gallery.caption, text);
            }
            Block::Table(table) => {
                push_line(&table.caption, text);
                for cell in table.head.iter().chain(&table.body).flatten() {
                    text.push('\n');
                    push_line(&cell.text, text);
                }
            }
            Block::Code(code) => text.push_str(&code.text),
            Block::Divider => {}
            Block::Note(note) => push_blocks(&note.body, text),
            Block::Video(Video { title, caption, .. }) => {
                text.push_str(title.as_deref().unwrap_or_default());
                text.push('\n');
                push_line(caption, text);
            }
            Block::Audio(audio) => push_line(&audio.caption, text),
            Block::Definitions(groups) => {
                for group in groups {
                    group.terms.iter().for_each(|term| {
                        text.push('\n');
                        push_line(term, text);
                    });
                    group
                        .details
                        .iter()
                        .for_each(|blocks| push_blocks(blocks, text));
                }
            }
            Block::Details(details) => {
                push_line(&details.summary, text);
                push_blocks(&details.body, text);
            }
        }
        text.push('\n');
    }
}

fn push_figure(figure: &Figure, text: &mut String) {
    text.push('\n');
    push_line(&figure.caption, text);
    text.push('\n');
    text.push_str(figure.credit.as_deref().unwrap_or_default());
}

fn push_line(line: &[Inline], text: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(letters) => text.push_str(letters),
            Inline::Code(letters) => text.push_str(letters),
            Inline::Link(link) => push_line(&link.text, text),
            Inline::Break => text.push('\n'),
            Inline::Image(_) | Inline::NoteReference { .. } => {}
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Subscript(inner)
            | Inline::Superscript(inner)
            | Inline::Mark(inner)
            | Inline::Small(inner)
            | Inline::Deleted(inner)
            | Inline::Inserted(inner)
            | Inline::Abbreviation { text: inner, .. }
            | Inline::Time { text: inner, .. }
            | Inline::Span { text: inner, .. } => push_line(inner, text),
            Inline::Ruby {
                text: inner,
                annotation,
            } => {
                push_line(inner, text);
                push_line(annotation, text);
            }
        }
    }
}
