//! The title of a page's article: what its head says, or the heading on the page
//! that says the same, without the name of the site.

use super::super::super::dom::Attribute;
use super::head::{Window, put};
use super::sums::squeezed;
use super::survey::{LONGEST_MARK, MarkKind, Page};
use crate::json::{Object, Value};
use crate::text::{collapsed, host_and_path, lower_case, parted, trimmed};

impl Page<'_> {
    /// Fills the title in.
    pub(super) fn title(&self, head: &mut Object, window: &Window) {
        let headline = self.headline(window, head.get("title").is_some());
        put(head, "title", headline);
        put(head, "title", Some(&self.title));
        let written = head
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let mut title = written;
        let mut known = Vec::new();
        known.extend(headline);
        known.extend(self.meta("og:title"));
        for shorter in known {
            if is_title_with_site(title, shorter) {
                title = shorter;
            }
        }
        if let Some(site) = self.meta("og:site_name")
            && let Some(start) = title.strip_suffix(site)
            && let Some(start) = without_separator(start)
        {
            title = start;
        }
        let shown = self.shown_part(window);
        match headline {
            None if title == self.title && shown.is_some() => title = shown.unwrap_or_default(),
            // What readers see above the text.
            Some(headline) if small(headline) != small(&self.title) => title = headline,
            _ => title = without_site(title),
        }
        // Where a word may break is no part of it.
        let mut title = title.to_owned();
        title.retain(|sign| sign != '\u{AD}');
        if !title.is_empty() {
            head.push("title", Value::String(title));
        }
    }

    /// The part of the page's title that stands in an element of its own, the last
    /// before the end of the article: the name of the site stands before.
    fn shown_part(&self, window: &Window) -> Option<&str> {
        let mut parts: Vec<(&str, String)> = Vec::new();
        let separators = self.title.char_indices();
        let separators = separators.filter(|(_, sign)| SEPARATORS.contains(*sign));
        for (at, separator) in separators.take(MOST_PARTS) {
            for part in [&self.title[..at], &self.title[at + separator.len_utf8()..]] {
                let part = trimmed(part);
                if part.len() >= LEAST_HEADING {
                    parts.push((part, squeezed(part)));
                }
            }
        }
        let mut found = None;
        for element in &self.elements[..self.elements[window.chosen].end] {
            let letters =
                &self.letters[element.letters.0..element.letters.1.max(element.letters.0)];
            let same = parts.iter().find(|(_, squeezed)| squeezed == letters);
            found = same.map(|(part, _)| *part).or(found);
        }
        found
    }

    /// The headline on the page: an `h1`, or a heading that the page's own title
    /// repeats; never the name of the site, and none that only names a part of it
    /// where the page says its title to machines (`has_title`).
    fn headline(&self, window: &Window, has_title: bool) -> Option<&str> {
        // A page may have a heading for each of its lines, and a title as long as
        // all of them: none is made small more than once.
        let site = small(self.meta("og:site_name").unwrap_or_default());
        let titles = [
            self.title.as_str(),
            self.meta("og:title").unwrap_or_default(),
        ];
        let small_titles = titles.map(small);
        let end = self.elements[window.chosen].end;
        let mut found = None;
        let mut best = 0;
        for (kind, text, index) in &self.marks {
            let is_first = *kind == MarkKind::Headline;
            if !(is_first || *kind == MarkKind::Heading)
                || *index >= end
                || text.chars().nth(1).is_none()
                || self.is_home(*index)
            {
                continue;
            }
            let small_text = small(text);
            if small_text == site {
                continue;
            }
            let repeats = small_titles.contains(&small_text)
                || titles
                    .iter()
                    .any(|title| is_title_with_site(title, text) || ends_title(title, text));
            let is_inside = *index >= window.chosen;
            let weight = match (is_first, repeats) {
                (true, true) => 4,
                (false, true) if text.len() >= LEAST_HEADING => 3,
                (true, false) if titles.iter().any(|title| ends_title(title, text)) => 0,
                (true, false) if is_inside => 2,
                // "News" and "Our town" say less.
                (true, false) if has_title && text.split(' ').nth(2).is_none() => 0,
                (true, false) => 1,
                (false, _) => 0,
            };
            // Of two ends of the page's title the site's name is the shorter one.
            let is_longer = weight == 3
                && best == 4
                && found.is_some_and(|known: &str| text.len() > 2 * known.len());
            if weight > best || is_longer {
                found = Some(&**text);
                best = weight;
            }
        }
        found
    }

    /// Whether a heading is in a link or holds one to the start page, as the name
    /// of a site does.
    fn is_home(&self, index: usize) -> bool {
        let heading = self.elements[index].source;
        for at in (heading.index()..heading.end()).take(LONGEST_MARK) {
            let node = heading.record().node(at);
            if let Some(href) = node.attribute(Attribute::Href) {
                let (host, path) = host_and_path(href);
                let path = if host.is_empty() { href } else { path };
                return matches!(path, "/" | "" | "./" | "/index.html" | "/index.php");
            }
        }
        false
    }
}

/// What stands between a title and the name of a site.
const SEPARATORS: &str = "|│｜-–—·»«›•:/";

/// The most places where a title is parted.
const MOST_PARTS: usize = 6;

/// The shortest heading below the first that can be a headline, in bytes.
const LEAST_HEADING: usize = 8;

/// A text without what does not count when it is compared: case and white space.
pub(super) fn small(text: &str) -> String {
    lower_case(&collapsed(text))
}

/// Whether `title` is the name of a site, a separator and `text`.
fn ends_title(title: &str, text: &str) -> bool {
    title
        .strip_suffix(text)
        .and_then(without_separator)
        .is_some()
}

/// A title without the name of the site that stands behind an upright bar or an
/// arrow; a dash may be part of a title.
fn without_site(title: &str) -> &str {
    for separator in ["|", "│", "｜", "›", "»", "::"] {
        if let Some((start, _)) = parted(title, separator)
            && trimmed(start).chars().count() >= 10
        {
            return trimmed(start);
        }
    }
    title
}

/// Whether `title` is `shorter`, a separator and the name of a site.
fn is_title_with_site(title: &str, shorter: &str) -> bool {
    match title.strip_prefix(shorter) {
        Some(rest) if shorter.len() > 3 => {
            let rest = trimmed(rest);
            rest.starts_with(|sign| SEPARATORS.contains(sign))
        }
        _ => false,
    }
}

fn without_separator(start: &str) -> Option<&str> {
    let cut = trimmed(start);
    let title = cut.trim_end_matches(|sign| SEPARATORS.contains(sign));
    (title.len() < cut.len() && trimmed(title).len() > 3).then(|| trimmed(title))
}
