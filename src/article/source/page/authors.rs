//! Who wrote the article of a page: of several lists of names the most trusted
//! one that names people.
//!
//! What programs write for machines is often the name of the site or of an
//! account; a line that readers see ("By An Nguyễn") is better than those.

use super::super::super::date::{Order, dates_in};
use super::super::super::dom::{Attribute, Words, has_part, path_of};
use super::super::super::model::Author;
use super::head::{NEAR, Window};
use super::phrases::{is_reading_time, says};
use super::survey::{Element, FOOTERS, MarkKind, Page, Role, line_of};
use super::title::small;
use crate::text::{
    Words as List, collapsed, count_digits, has_letters, has_sign, holds, host_and_path,
    lower_case, parted, parted_last, trimmed, without_signs, word_index,
};

/// Names of `<meta>` that give a name each.
const METAS: &str = "article:author author dc.creator dcterms.creator parsely-author byl \
    citation_author cxenseparse:author shareaholic:article_author_name twitter:creator:name";

/// The most names of one list.
const MOST_NAMES: usize = 20;

/// The longest line with a name, in bytes of letters.
const LONGEST_LINE: usize = 64;

/// Words straight before a name, in small letters.
const BY: &str = "by von vom par por di da door przez af av от автор bởi giả text texto texte tekst testo autor autorin \
    autoren autores author authors auteur auteurs autore bài";

/// Words that may stand before those.
const BEFORE: &str = "written posted published created reported story article report words geschrieben erstellt \
    eingestellt veröffentlicht publiziert verfasst artikel beitrag kolumne kommentar text ein eine blog écrit publié \
    rédigé escrito publicado scritto geschreven tác người viết một";

/// Words after which no name goes on.
const AFTER: &str =
    "am on le el em um at in vom updated published last aktualisiert vào ngày - – — | · • / @";

/// Words in the names of no people.
const NOBODY: &str = "redaktion redaktionsteam redaction redacción editor editorial team staff admin administrator \
    desk news zeitung online gmbh agencies";

impl Page<'_> {
    /// Settles who wrote the article: `authors` are those of JSON-LD, `visible`
    /// those that the article's own reading found with roles and links, `byline` is
    /// a line of the page, `base` its address.
    pub(super) fn settle_authors(
        &self,
        authors: &mut Vec<Author>,
        mut visible: Vec<Author>,
        byline: Option<(String, usize)>,
        base: &str,
    ) {
        let host = host_of(base);
        let is_person = |author: &Author| {
            let name = &author.name;
            let letters = letters_of(name);
            let is_site = holds(&host, &letters)
                || host
                    .split('.')
                    .any(|label| label.len() > 3 && holds(&letters, label));
            let site = self.meta("og:site_name").map(small);
            name.contains(' ')
                && !is_site
                && site.is_none_or(|site| site != small(name))
                && !name.split(' ').any(|word| {
                    // "mdr.de", "edilson.la.rosa", but not "J.K. Rowling"
                    let dotted = parted(word, ".");
                    dotted.is_some_and(|(start, end)| start.len() > 1 && end.len() > 1)
                        || word_index(NOBODY, &lower_case(word), false).is_some()
                })
        };
        clean(authors);
        clean(&mut visible);
        let mut shown = Vec::new();
        if let Some((name, _)) = byline {
            shown.push(name);
        }
        let lists = [
            named(self.meta_names()),
            named(self.property_names()),
            visible.clone(),
            named(shown),
        ];
        for mut list in lists {
            clean(&mut list);
            let is_better = authors.is_empty() || list.iter().any(&is_person);
            if is_better && !authors.iter().any(&is_person) {
                *authors = list;
            }
        }
        for author in visible {
            for known in authors.iter_mut() {
                if holds(&author.name, &known.name) || holds(&known.name, &author.name) {
                    if known.role.is_empty() {
                        known.role.clone_from(&author.role);
                    }
                    if known.url.is_none() {
                        known.url.clone_from(&author.url);
                    }
                }
            }
        }
    }

    fn meta_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for wanted in List(METAS) {
            for (name, content) in &self.metas {
                // Open Graph wants the address of a profile here.
                if name == wanted && names.len() < MOST_NAMES && !holds(content, "://") {
                    names.push(content.clone());
                }
            }
            if !names.is_empty() {
                return names;
            }
        }
        // What is shown beside a link to the page: "Written by" and a name.
        let label = self.meta("twitter:label1").unwrap_or_default();
        if ends_with_by(label) {
            names.extend(self.meta("twitter:data1").map(str::to_owned));
        }
        names
    }

    fn property_names(&self) -> Vec<String> {
        let mut found = self.property("author", None);
        // Of a link the value is where it leads.
        if found.is_none_or(|(value, _)| value.contains('/'))
            && let Some(index) = self.find_scope("author")
        {
            found = self.property("name", Some(index));
            if found.is_none() {
                return vec![line_of(self.elements[index].source, " ")];
            }
        }
        let mut names = Vec::new();
        if let Some((name, _)) = found {
            names.push(name.to_owned());
        }
        names
    }

    /// The best of texts that are called an author, links to a page about one, and
    /// short lines that begin with "By", near the headline or the end; with the
    /// number of its element.
    pub(super) fn byline(&self, window: &Window) -> Option<(String, usize)> {
        let chosen = &self.elements[window.chosen];
        let top = self.elements[window.start].letters.0;
        let mut is_other = vec![false; self.elements.len()];
        let mut marks = self
            .marks
            .iter()
            .filter(|mark| mark.0 == MarkKind::Author)
            .peekable();
        let mut found: Option<(String, usize)> = None;
        let mut best = 0;
        for (index, element) in self.elements.iter().enumerate().skip(1) {
            let mark = marks.next_if(|mark| mark.2 == index);
            // What holds the headline is the page, whatever it is called, and the
            // footer of an article is a place for names.
            is_other[index] = is_other[element.parent]
                || (element.is_clutter
                    && !(index <= window.start && window.start < element.end)
                    && !has_part(&element.label(), &FOOTERS));
            let (begin, stop) = element.letters;
            let near = if mark.is_some() { NEAR } else { NEAR / 3 };
            let is_near = top.saturating_sub(NEAR / 3) <= begin
                && stop <= chosen.letters.1 + NEAR / 6
                && (begin <= chosen.letters.0 + near || stop + near >= chosen.letters.1);
            if !is_near || is_other[index] || !(3..=LONGEST_LINE).contains(&(stop - begin)) {
                continue;
            }
            let is_profile = element
                .source
                .attribute(Attribute::Href)
                .is_some_and(|href| {
                    path_of(href)
                        .split('/')
                        .any(|part| word_index(PROFILES, part, false).is_some())
                });
            let line = line_of(element.source, " ");
            let Some(name) = name_in(&line, mark.is_some() || is_profile) else {
                continue;
            };
            let weight = 2 * usize::from(has_capitals(&name) && name.contains(' '))
                + if mark.is_some() { 2 } else { 1 };
            // The inner one of two says nothing but the name.
            let is_inner =
                weight == best && found.as_ref().is_some_and(|(found, _)| holds(found, &name));
            if weight > best || is_inner {
                best = weight;
                found = Some((name, index));
            }
        }
        found
    }
}

impl Page<'_> {
    /// Whether a byline is to stay where it is: it is a part of a sentence, or the
    /// article's own reading takes it with roles and links.
    pub(super) fn stays(&self, index: usize) -> bool {
        let element = &self.elements[index];
        let around = &self.elements[element.parent];
        let (start, end) = around.letters;
        let is_read = |element: &Element<'_>| {
            element.source.local_name() == "a" || has_part(&element.label(), &BYLINES)
        };
        (element.role == Role::Other && end - start > 2 * LONGEST_LINE)
            || is_read(element)
            || is_read(around)
    }
}

/// Classes of what the article's own reading knows.
static BYLINES: Words = Words::of("byline");

/// Parts of addresses of pages about an author.
const PROFILES: &str = "author authors autor autoren autores auteur auteurs autore creator tac-gia";

fn named(names: Vec<String>) -> Vec<Author> {
    let mut authors = Vec::new();
    for name in names {
        authors.push(Author {
            name,
            ..Author::default()
        });
    }
    authors
}

/// Leaves names away that are none, and the words before the others.
fn clean(authors: &mut Vec<Author>) {
    for author in authors.iter_mut() {
        let first = author.name.split(' ').next().unwrap_or_default();
        author.name = match is_in(BY, first) {
            true => name_in(&author.name, true).unwrap_or_default(),
            false => collapsed(trimmed_name(&author.name)),
        };
    }
    authors.retain(|author| is_name(&author.name));
}

/// The name in a line that begins with "By", or is called an author.
fn name_in(line: &str, is_called: bool) -> Option<String> {
    let (mut line, mut is_told) = (line, is_called);
    if let Some(date) = dates_in(line, Order::DayFirst).first() {
        let (start, end) = date.place;
        let before = trimmed(&line[..start]);
        line = if has_letters(before) {
            // "Ann Lee Thursday, 5 March 2020"
            let rest = before.strip_suffix(',');
            rest.map_or(before, |rest| parted_last(rest, b' ').0)
        } else {
            is_told = true;
            &line[end..]
        };
    }
    let mut words = line.split_ascii_whitespace().peekable();
    let mut is_by = false;
    while let Some(word) = words.peek() {
        if is_in(BY, word) {
            is_by = true;
        } else if is_by {
            break;
        } else if is_in(BEFORE, word) || count_digits(word) > 0 || is_end(word) {
            is_told = true;
        } else {
            break;
        }
        words.next();
    }
    if (!is_by && !is_called) || is_reading_time(line) {
        return None;
    }
    let mut name = String::new();
    let mut count = 0;
    for word in words {
        if is_end(word)
            || word
                .starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '(' | '©' | '@'))
        {
            break;
        }
        if count > 0 {
            name.push(' ');
        }
        name.push_str(word);
        count += 1;
    }
    let name = trimmed_name(&name);
    let is_line =
        is_called || ((if is_told { 1 } else { 2 })..=4).contains(&count) && has_capitals(name);
    (is_line && is_name(name)).then(|| name.to_owned())
}

/// Whether a word is one of a list, whatever signs stand around it.
fn is_in(list: &str, word: &str) -> bool {
    let word = lower_case(word);
    word_index(list, without_signs(&word, ":.,"), false).is_some()
}

/// Whether a name ends before a word; "Le" may be a part of one.
fn is_end(word: &str) -> bool {
    word_index(AFTER, word, false).is_some()
}

/// Whether the last word of a text wants a name after it.
fn ends_with_by(text: &str) -> bool {
    is_in(BY, parted_last(text, b' ').1)
}

fn trimmed_name(name: &str) -> &str {
    // "Ann Lee @annlee"
    let name = parted(name, " @").map_or(name, |(name, _)| name);
    trimmed(without_signs(name, "|,·•-–—/:; "))
}

/// Whether a text can be a name.
fn is_name(text: &str) -> bool {
    let (_, last) = parted_last(text, b' ');
    !text.is_empty()
        && says(text).is_none()
        && !text.starts_with('(')
        && !has_sign(text, "@{|?!")
        && !holds(text, "://")
        && !is_in(BY, last)
        && !is_end(last)
}

/// Whether a line is the name of a person and nothing else.
pub(super) fn is_name_of_person(line: &str) -> bool {
    (2..=6).contains(&line.split(' ').count()) && has_capitals(line) && is_name(line)
}

/// Whether every word but short ones before the last begins with a capital letter.
fn has_capitals(name: &str) -> bool {
    let is_capital = |word: &str| lower_case(word).chars().next() != word.chars().next();
    let (_, last) = parted_last(name, b' ');
    is_capital(last)
        && name
            .split(' ')
            .all(|word| word.len() <= 3 || is_capital(word))
}

/// The letters of a text in lower case, and nothing between them.
fn letters_of(text: &str) -> String {
    let mut letters = lower_case(text);
    letters.retain(|letter| letter.is_ascii_alphanumeric() || !letter.is_ascii());
    letters
}

/// The parts of an address's host but the last one, without the signs in them.
fn host_of(address: &str) -> String {
    let (host, _) = host_and_path(address);
    let mut host = parted_last(host, b'.').0.to_owned();
    host.retain(|sign| sign != '-');
    host
}
