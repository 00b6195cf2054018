//! When a page's article was published and changed: what its head, its
//! microdata and the lines around its headline say, the first certain one.

use super::super::super::date::{Order, Timestamp, Written, dates_in};
use super::head::{NEAR, Window, put};
use super::survey::{MarkKind, Page, Role, line_of};
use crate::json::{Object, Value};
use crate::text::{
    count_digits, ends_with_sign, has_letters, host_and_path, lower_case, parted_last, trimmed,
    without_signs,
};

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

/// So many digits are at least in a date.
const LEAST_DIGITS: usize = 5;

/// How far before the headline a date may stand, in bytes of letters.
const ABOVE: usize = 200;

/// How far below the article, in bytes of letters.
const BELOW: usize = 40;

impl Page<'_> {
    /// Fills both dates in. `base` is the page's address.
    pub(super) fn dates(&self, head: &mut Object, window: &Window, base: &str) {
        let lang = head.get("lang").and_then(Value::as_str).unwrap_or_default();
        let order = Order::of_language(lang);
        let (_, path) = host_and_path(base);
        let address = date_of(path);
        let known = address.as_ref();
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
        let is_changed = modified.date.is_some();
        for text in self.marks_of(MarkKind::Published, window) {
            published.line(text, &mut modified);
        }
        for text in self.marks_of(MarkKind::Changed, window) {
            modified.machine(text);
        }
        // What was meant to be a date and is none is shown, and not replaced.
        if published.date.is_none() && published.text.is_empty() {
            self.near_lines(window, &mut published, &mut modified);
            self.opening(window, &mut published);
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
        // The only date that a page shows is the day on which it was written.
        if published.date.is_none() && published.text.is_empty() && !is_changed {
            published.date = modified.date.take();
        }
        if let Some(Timestamp::Instant {
            offset_minutes: 0, ..
        }) = published.date
        {
            let mut shown = Found::new(order, known);
            self.near_lines(window, &mut shown, &mut Found::new(order, known));
            published.localise(shown.date.as_ref());
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
            (end.saturating_sub(NEAR).max(start), end + BELOW),
        ] {
            for (index, element) in self.elements.iter().enumerate().skip(1) {
                let (begin, stop) = element.letters;
                if first <= begin
                    && stop <= last
                    && (6..=LONGEST_LINE).contains(&(stop - begin))
                    && count_digits(&self.letters[begin..stop]) >= LEAST_DIGITS
                    && published.date.is_none()
                    && (begin < end || !self.is_in_clutter(index))
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

impl Page<'_> {
    /// A date that the text begins with: "(27.1.2022) The ferry …".
    fn opening(&self, window: &Window, published: &mut Found<'_>) {
        let (start, end) = self.elements[window.chosen].letters;
        for element in &self.elements[window.chosen + 1..] {
            let (begin, stop) = element.letters;
            if begin > end.min(start + NEAR) || published.date.is_some() {
                return;
            }
            if stop - begin <= LONGEST_LABEL || element.role != Role::Other {
                continue;
            }
            let line = line_of(element.source, " ");
            let opening = without_signs(&line, "([");
            let dates = published.read(opening);
            if let Some(first) = dates.first().filter(|date| date.place.0 == 0) {
                let rest = trimmed(&opening[first.place.1..]);
                // "12 May 2020 was a day" speaks of it.
                let next = lower_case(rest).chars().next();
                if next != rest.chars().next()
                    || !has_letters(&rest[..next.map_or(0, char::len_utf8).min(rest.len())])
                {
                    published.date = Some(first.date.clone());
                }
            }
        }
    }
}

/// The day in an address: "/2020/03/16/", "2020-03-16" or "20200316".
fn date_of(path: &str) -> Option<Timestamp> {
    let mut dates = dates_in(path, Order::Unknown);
    if !dates.is_empty() {
        return Some(dates.swap_remove(0).date);
    }
    let is_digit = |character: char| character.is_ascii_digit();
    for part in path.split(|character: char| !is_digit(character)) {
        if part.len() == 8 {
            let day = [&part[..4], "-", &part[4..6], "-", &part[6..]].concat();
            let (date, problem) = Timestamp::parse(&day);
            if problem.is_none() && matches!(part.as_bytes()[0], b'1' | b'2') {
                return Some(date);
            }
        }
    }
    None
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
        } else if self.text.is_empty() && count_digits(text) >= LEAST_DIGITS {
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

    /// Takes the day and the zone of the clock by which the page shows a moment
    /// that is given in UTC. A day alone tells them of a moment at midnight.
    fn localise(&mut self, shown: Option<&Timestamp>) {
        let Some(Timestamp::Instant { seconds, .. }) = self.date else {
            return;
        };
        let moment = shown.and_then(Timestamp::as_utc_seconds);
        if let Some(moment) = moment.filter(|moment| !moment.is_instant) {
            let difference = moment.seconds - seconds;
            // Zones are whole quarters of an hour.
            let quarters = (difference + 450).div_euclid(900);
            if (moment.has_time || difference % 3600 == 0) && (-56..=56).contains(&quarters) {
                self.date = Some(Timestamp::Instant {
                    seconds,
                    offset_minutes: quarters as i16 * 15,
                });
                return;
            }
        }
        let known = self.known.and_then(Timestamp::as_utc_seconds);
        if known.is_some_and(|known| {
            let days = known.seconds.div_euclid(DAY) - seconds.div_euclid(DAY);
            days.abs() == 1
        }) {
            self.date = self.known.cloned();
        }
    }

    fn fill(self, member: &'static str, head: &mut Object) {
        let form = self.date.and_then(|date| date.machine_form());
        match form {
            Some(form) => head.push(member, Value::String(form)),
            None => put(head, member, Some(&self.text)),
        }
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Whether what stands around a date can be its label.
fn is_label(text: &str, (start, end): (usize, usize), dates: usize) -> bool {
    let rest = &text[end..];
    let is_sentence = rest.len() > LONGEST_LABEL / 2 && ends_with_sign(rest, ".!?…");
    dates > 1 || (!is_sentence && start + rest.len() <= LONGEST_LABEL)
}

/// "Ngày đăng: hôm qua" without its label.
fn without_label(text: &str) -> &str {
    let digits = text.bytes().position(|byte| byte.is_ascii_digit());
    let before = text.get(..digits.unwrap_or(0)).unwrap_or_default();
    match before.len() - parted_last(before, b':').1.len() {
        0 => text,
        start => trimmed(&text[start..]),
    }
}

fn day_of(date: &Timestamp) -> Option<String> {
    let mut form = date.machine_form()?;
    form.truncate(10);
    Some(form)
}
