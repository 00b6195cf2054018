//! When a page's article was published and changed: what its head, its
//! microdata and the lines around its headline say, the first certain one.

use super::super::super::date::{Order, Timestamp, Written, dates_in};
use super::head::{NEAR, Window, put};
use super::survey::{MarkKind, Page, line_of};
use crate::json::{Object, Value};
use crate::text::trimmed;

/// Names of `<meta>`, the most trusted first.
const PUBLISHED: &str = "article:published_time og:published_time og:article:published_time \
    article:published datepublished date-published pubdate publishdate publish_date publish-date \
    publication_date article.published cxenseparse:recs:publishtime date dc.date.issued \
    dcterms.issued dc.date dcterms.date dc.date.created dcterms.created dcterms.available \
    article.created parsely-pub-date sailthru.date rnews:datepublished citation_publication_date \
    citation_date citation_online_date created release_date";
const MODIFIED: &str = "article:modified_time og:updated_time article:modified datemodified \
    dcterms.modified dc.date.modified last-modified lastmod revised article.updated";

/// The longest line that is a date with its label, in bytes of letters.
const LONGEST_LINE: usize = 110;

/// How much of such a line may say something else, in bytes; half of it where
/// it ends a sentence.
const LONGEST_LABEL: usize = 60;

/// How far before the headline a date may stand, in bytes of letters.
const ABOVE: usize = 200;

impl Page<'_> {
    /// Fills both dates in. `base` is the page's address.
    pub(super) fn dates(&self, head: &mut Object, window: &Window, base: &str) {
        let lang = head.get("lang").and_then(Value::as_str).unwrap_or_default();
        let order = Order::of_language(lang);
        let address = dates_in(path_of(base), Order::Unknown);
        let known = address.first().map(|written| &written.date);
        let mut published = Found::new(order, known);
        let mut modified = Found::new(order, known);
        for (member, names, property, found) in [
            ("published", PUBLISHED, "datePublished", &mut published),
            ("modified", MODIFIED, "dateModified", &mut modified),
        ] {
            let data = head.get(member).and_then(Value::as_str);
            found.machine(data.unwrap_or_default());
            for name in names.split_ascii_whitespace() {
                found.machine(self.meta(name).unwrap_or_default());
            }
            let property = self.property(property, None).map(|(value, _)| value);
            found.machine(property.unwrap_or_default());
        }
        for text in self.marks_of(MarkKind::Published, window) {
            published.line(text, &mut modified);
        }
        for text in self.marks_of(MarkKind::Changed, window) {
            modified.machine(text);
        }
        // What was meant to be a date and is none is shown, and not replaced.
        if published.date.is_none() && published.text.is_empty() {
            self.near_lines(window, &mut published, &mut modified);
        }
        // A theme that shows one date may call it the last one.
        for text in self.marks_of(MarkKind::LastDate, window) {
            if published.date.is_none() && published.text.is_empty() {
                published.line(text, &mut modified);
            }
        }
        if published.date.is_none() && published.text.is_empty() {
            published.date = known.cloned();
        }
        published.fill("published", head);
        modified.fill("modified", head);
    }

    /// Short lines around the headline, then at the end of the article.
    fn near_lines(&self, window: &Window, published: &mut Found<'_>, modified: &mut Found<'_>) {
        let chosen = &self.elements[window.chosen];
        let top = self.elements[window.start].letters.0;
        let (start, end) = chosen.letters;
        for (first, last) in [
            (top.saturating_sub(ABOVE), start + NEAR),
            (end.saturating_sub(NEAR).max(start), end),
        ] {
            for element in &self.elements[1..] {
                let (begin, stop) = element.letters;
                if first <= begin
                    && stop <= last
                    && (6..=LONGEST_LINE).contains(&(stop - begin))
                    && has_digits(&self.letters[begin..stop])
                    && published.date.is_none()
                {
                    let text = line_of(element.source, " ");
                    let shown = published.text.clone();
                    published.line(&text, modified);
                    published.text = shown;
                }
            }
        }
    }
}

/// Whether a text can hold a year.
fn has_digits(text: &str) -> bool {
    let mut count = 0;
    for byte in text.bytes() {
        count += usize::from(byte.is_ascii_digit());
    }
    count > 4
}

fn path_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |start| &rest[start..]);
    path.split(['?', '#']).next().unwrap_or_default()
}

/// A date in the making: the first certain one stays, else the first text.
struct Found<'a> {
    order: Order,
    /// The day in the page's address.
    known: Option<&'a Timestamp>,
    date: Option<Timestamp>,
    text: String,
}

impl<'a> Found<'a> {
    fn new(order: Order, known: Option<&'a Timestamp>) -> Self {
        Self {
            order,
            known,
            date: None,
            text: String::new(),
        }
    }

    /// What was written for machines.
    fn machine(&mut self, text: &str) {
        if self.date.is_some() || text.is_empty() {
            return;
        }
        let (date, problem) = Timestamp::parse(text);
        if problem.is_none() {
            self.date = Some(date);
        } else if let Some(written) = self.read(text).into_iter().next() {
            self.date = Some(written.date);
        } else if self.text.is_empty() && has_digits(text) {
            self.text = text.to_owned();
        }
    }

    /// What was written for people, with a label before it.
    fn line(&mut self, text: &str, modified: &mut Found<'_>) {
        let (date, problem) = Timestamp::parse(text);
        if problem.is_none() {
            self.date.get_or_insert(date);
            return;
        }
        let dates = self.read(text);
        if dates.is_empty() && self.text.is_empty() {
            self.text = without_label(text).to_owned();
        }
        for written in &dates {
            if written.is_change {
                modified.date.get_or_insert(written.date.clone());
            } else if is_label(text, written.place, dates.len()) {
                self.date.get_or_insert(written.date.clone());
            }
        }
    }

    /// The dates in a text; where their order is open, a date that is known may
    /// decide.
    fn read(&self, text: &str) -> Vec<Written> {
        let found = dates_in(text, self.order);
        if !found.is_empty() || self.order != Order::Unknown {
            return found;
        }
        for order in [Order::DayFirst, Order::MonthFirst] {
            let found = dates_in(text, order);
            if found
                .iter()
                .any(|written| Some(day_of(&written.date)) == self.known.map(day_of))
            {
                return found;
            }
        }
        Vec::new()
    }

    fn fill(self, member: &'static str, head: &mut Object) {
        let form = self.date.and_then(|date| date.machine_form());
        match form {
            Some(form) => head.push(member, Value::String(form)),
            None => put(head, member, Some(&self.text)),
        }
    }
}

/// Whether what stands around a date can be its label.
fn is_label(text: &str, (start, end): (usize, usize), dates: usize) -> bool {
    let rest = &text[end..];
    let is_sentence = rest.len() > LONGEST_LABEL / 2 && rest.ends_with(['.', '!', '?', '…']);
    dates > 1 || (!is_sentence && start + rest.len() <= LONGEST_LABEL)
}

/// "Ngày đăng: hôm qua" without its label.
fn without_label(text: &str) -> &str {
    let digits = text.bytes().position(|byte| byte.is_ascii_digit());
    let before = text.get(..digits.unwrap_or(0)).unwrap_or_default();
    match before.rfind(':') {
        Some(colon) => trimmed(&text[colon + 1..]),
        None => text,
    }
}

fn day_of(date: &Timestamp) -> Option<String> {
    let mut form = date.machine_form()?;
    form.truncate(10);
    Some(form)
}
