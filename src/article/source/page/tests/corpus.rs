//! Whole articles and whole pages, by the dozen.

use super::*;
use crate::article::native::{html_document, html_root};
use crate::article::testing::corpus::{CorpusPage, article_bodies, pages};
use crate::article::{Block, plain_text};

/// Bodies of which a part is lost where nothing marks them as an article.
const LOST_IN_PART: [(&str, &str); 1] = [(
    "fr-spip-market",
    "the lead stands in a group of its own, which is too short to be taken for text",
)];

/// Bodies that lead to other articles in lines of their own ("Lire aussi"),
/// which a page's article is read without.
const WITH_TEASERS: [&str; 1] = ["lemonde-1"];

/// Every article of the corpus, inside a page, is found again: marked as one,
/// and in a group like any other.
#[test]
fn articles_inside_pages() {
    let context = Context {
        base: BASE,
        urls: &NativeUrls,
    };
    let mut problems = Vec::new();
    for (name, html) in article_bodies() {
        let element = html_root(&format!("<article>{html}</article>"));
        let (alone, _) = crate::article::dom::read_article(&element, &context).unwrap();
        let wanted = letters_of(&alone);
        for around in ["article", "div"] {
            let page = SHELL.replace("TEXT", &format!("<{around}>{html}</{around}>"));
            let (article, warnings) = NativeHtml { base: BASE }.read_page(&page).unwrap();
            let found = letters_of(&article);
            let least = if WITH_TEASERS.contains(&&*name) {
                98
            } else {
                99
            };
            let is_whole = found.len() * 100 >= wanted.len() * least;
            let is_known = around == "div" && LOST_IN_PART.iter().any(|(known, _)| *known == name);
            if is_whole == is_known {
                let (found, wanted) = (found.len(), wanted.len());
                problems.push(format!(
                    "{name} in {around}: {found} of {wanted} letters, {warnings:?}"
                ));
            }
            if found.contains("shellwords") {
                problems.push(format!("{name} in {around}: words of the shell"));
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

const SHELL: &str = "<!doctype html><html><head><title>Shell</title></head><body>\
    <header><nav><ul><li><a href=/a>Home and all of its shell words</a></li></ul></nav></header>\
    <div class=wrap>TEXT</div>\
    <aside class=sidebar><p>Most read this week, and a long line of shell words about it.</p></aside>\
    <footer><p>All shell words reserved, as always and everywhere.</p></footer></body></html>";

/// Pages of which another title is read than the article's.
const WRONG_TITLES: [(&str, &str); 1] = [(
    "vi-old-tables",
    "the headline is bold text in a cell of its own, above that of the article",
)];

/// Of every whole page the article is read, all of it and nothing else, by both
/// parsers.
#[test]
fn pages_of_all_kinds() {
    let mut problems = Vec::new();
    for page in pages() {
        let (native, _) = NativeHtml { base: BASE }.read_page(&page.html).unwrap();
        push_problems(&page, &native, "html5ever", &mut problems);
        let plain = PlainHtml(Context {
            base: BASE,
            urls: &NativeUrls,
        });
        let (plain, _) = plain.read_page(&page.html).unwrap();
        push_problems(&page, &plain, "the parser of our own", &mut problems);
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

fn push_problems(page: &CorpusPage, article: &Article, parser: &str, problems: &mut Vec<String>) {
    let letters = letters_of(article);
    let mut add = |what: &str, text: &str| {
        problems.push(format!("{}, by {parser}: {what} {text:?}", page.name));
    };
    let is_known = WRONG_TITLES.iter().any(|(name, _)| *name == page.name);
    if (page.title == article.title) == is_known {
        add("the title is", &article.title);
    }
    for text in &page.wanted {
        if !letters.contains(&squeezed(text)) {
            add("lost", text);
        }
    }
    for text in &page.unwanted {
        if letters.contains(&squeezed(text)) {
            add("kept", text);
        }
    }
}

/// What is said to be on a page or not in its article says something only where
/// it stands on the page.
#[test]
fn pages_hold_what_is_expected_of_them() {
    for page in pages() {
        let record = html_document(&page.html);
        let survey = survey(&record);
        for text in page.wanted.iter().chain(&page.unwanted) {
            let is_there = survey.letters.contains(&squeezed(text));
            assert!(is_there, "{}: {text:?} is not on the page", page.name);
        }
    }
}

/// The letters of an article without its addresses and languages, which follow
/// from where an element stands.
fn letters_of(article: &Article) -> String {
    let mut letters = squeezed(&article.title);
    letters.push_str(&squeezed(&plain_text(&article.lead)));
    for author in &article.authors {
        letters.push_str(&squeezed(&author.name));
    }
    if let Some(image) = &article.image {
        letters.push_str(&squeezed(&plain_text(&image.caption)));
    }
    push_letters(&article.body, &mut letters);
    letters
}

fn push_letters(blocks: &[Block], letters: &mut String) {
    for block in blocks {
        let run = match block {
            Block::Paragraph(run) => run,
            Block::Heading(heading) => &heading.text,
            Block::Figure(figure) => &figure.caption,
            Block::Gallery(gallery) => {
                for figure in &gallery.figures {
                    letters.push_str(&squeezed(&plain_text(&figure.caption)));
                }
                &gallery.caption
            }
            Block::Video(video) => &video.caption,
            Block::Audio(audio) => &audio.caption,
            Block::Quote(quote) => {
                push_letters(&quote.body, letters);
                &quote.citation
            }
            Block::Note(note) => {
                push_letters(&note.body, letters);
                continue;
            }
            Block::Details(details) => {
                push_letters(&details.body, letters);
                &details.summary
            }
            Block::List(list) => {
                for item in &list.items {
                    push_letters(item, letters);
                }
                continue;
            }
            Block::Definitions(groups) => {
                for group in groups {
                    for term in &group.terms {
                        letters.push_str(&squeezed(&plain_text(term)));
                    }
                    for blocks in &group.details {
                        push_letters(blocks, letters);
                    }
                }
                continue;
            }
            Block::Table(table) => {
                for cell in table.head.iter().chain(&table.body).flatten() {
                    letters.push_str(&squeezed(&plain_text(&cell.text)));
                }
                &table.caption
            }
            Block::Code(code) => {
                letters.push_str(&squeezed(&code.text));
                continue;
            }
            Block::Divider => continue,
        };
        letters.push_str(&squeezed(&plain_text(run)));
    }
}
