//! What a page says about its article, as article JSON, in the order in which
//! it is to be trusted: JSON-LD, Open Graph, other `<meta>`, microdata, and
//! texts on the page that say what they are.

use super::super::super::dom::Attribute;
use super::phrases::says;
use super::survey::{MarkKind, Page, line_of};
use crate::json::{Object, Value, whole_number};
use crate::text::{collapsed, holds, lower_case, trimmed, word_index};

/// The longest text that is taken for a date or a name, in bytes.
const LONGEST_MARK: usize = 120;

/// Members of article JSON and the names of `<meta>` that fill them, the most
/// trusted first. Names are in lower case: writers agree on no other.
const METAS: [(&str, &str); 5] = [
    ("title", "og:title twitter:title dc.title dcterms.title"),
    ("url", "og:url"),
    (
        "lead",
        "og:description twitter:description description dc.description dcterms.description",
    ),
    (
        "lang",
        "og:locale dc.language dcterms.language content-language language",
    ),
    ("dir", ""),
];

/// Members and the microdata that fills them.
const PROPERTIES: [(&str, &str); 4] = [
    ("title", "headline"),
    ("lang", "inLanguage"),
    ("lead", "description"),
    ("views", "userInteractionCount"),
];

/// Marks on the page that count: inside the article, or between the headline
/// and its end.
pub(super) struct Window {
    pub(super) start: usize,
    pub(super) chosen: usize,
}

/// How far from the beginning or end of the article's element a mark may stand,
/// in bytes of letters.
pub(super) const NEAR: usize = 600;

impl Page<'_> {
    /// The numbers of elements in which a mark belongs to the article.
    pub(super) fn window(&self, chosen: usize) -> Window {
        let element = &self.elements[chosen];
        let mut start = self.elements[element.parent].parent;
        for (kind, _, index) in &self.marks {
            if *kind == MarkKind::Headline && *index < element.end {
                start = *index;
                break;
            }
        }
        Window {
            start: start.min(chosen),
            chosen,
        }
    }

    /// The first text of a kind in the window; a table of dates in the middle of
    /// an article says nothing about the article.
    pub(super) fn mark(&self, wanted: MarkKind, window: &Window) -> Option<(&str, usize)> {
        self.marks_near(wanted, window).next()
    }

    /// All texts of a kind in the window.
    pub(super) fn marks_of(&self, wanted: MarkKind, window: &Window) -> impl Iterator<Item = &str> {
        self.marks_near(wanted, window).map(|(text, _)| text)
    }

    pub(super) fn marks_near(
        &self,
        wanted: MarkKind,
        window: &Window,
    ) -> impl Iterator<Item = (&str, usize)> {
        let chosen = &self.elements[window.chosen];
        let (window_start, window_chosen) = (window.start, window.chosen);
        self.marks.iter().filter_map(move |(kind, text, index)| {
            let (start, end) = self.elements[*index].letters;
            let is_near = window_start <= *index
                && *index < chosen.end
                && (start <= chosen.letters.0 + NEAR || end + NEAR >= chosen.letters.1);
            // What the article's own reading knows, it reads with roles and links.
            let is_read = *kind == MarkKind::Author
                && window_chosen <= *index
                && ["byline", "a"]
                    .iter()
                    .any(|word| has_word(&self.elements[*index].label(), word));
            let is_found = *kind == wanted
                && !is_read
                && is_near
                && !text.is_empty()
                && is_plausible(*kind, text);
            is_found.then_some((&**text, *index))
        })
    }

    /// The first content among the names of `<meta>`, name by name.
    pub(super) fn meta(&self, names: &str) -> Option<&str> {
        for wanted in names.split(' ') {
            for (name, content) in &self.metas {
                if name == wanted {
                    return Some(content);
                }
            }
        }
        None
    }

    /// The first value of a property, inside an element if one is given.
    pub(super) fn property(&self, wanted: &str, inside: Option<usize>) -> Option<(&str, usize)> {
        for (names, value, index) in &self.properties {
            let is_inside = match inside {
                Some(outer) => outer <= *index && *index < self.elements[outer].end,
                None => true,
            };
            if is_inside && has_word(names, wanted) && !trimmed(value).is_empty() {
                return Some((value, *index));
            }
        }
        None
    }

    /// Fills what `head`, made out of JSON-LD, does not say. `lang` and `dir`
    /// are those of the chosen element, `base` is the page's address.
    pub(super) fn fill(
        &self,
        head: &mut Object,
        window: &Window,
        lang: Option<&str>,
        dir: Option<&str>,
        base: &str,
    ) {
        // What many programs write into `og:locale` is "en_US" for every page;
        // the attribute decides how the page is read out loud.
        put(head, "lang", lang);
        put(head, "dir", dir.filter(|dir| matches!(*dir, "ltr" | "rtl")));
        for (member, names) in METAS {
            put(head, member, self.meta(names));
        }
        put(head, "url", self.canonical);
        for (member, name) in PROPERTIES {
            let value = self.property(name, None).map(|(value, _)| collapsed(value));
            put(head, member, value.as_deref());
        }
        self.title(head, window);
        self.authors(head, window);
        self.image(head);
        self.tags(head, window);
        self.dates(head, window, base);
        if let Some((text, _)) = self.mark(MarkKind::Views, window) {
            put(head, "views", digits_in(text));
        }
    }

    fn title(&self, head: &mut Object, window: &Window) {
        let headline = self.headline(window);
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
        match headline {
            // What readers see above the text.
            Some(headline) if !same(headline, &self.title) => title = headline,
            _ => title = without_site(title),
        }
        // Where a word may break is no part of it.
        let title = title.replace('\u{AD}', "");
        if !title.is_empty() {
            head.push("title", Value::String(title));
        }
    }

    /// The headline on the page: an `h1`, or a heading that the page's own title
    /// repeats; never the name of the site.
    fn headline(&self, window: &Window) -> Option<&str> {
        let site = self.meta("og:site_name").unwrap_or_default();
        let titles = [
            self.title.as_str(),
            self.meta("og:title").unwrap_or_default(),
        ];
        let end = self.elements[window.chosen].end;
        let mut found = None;
        let mut best = 0;
        for (kind, text, index) in &self.marks {
            let is_first = *kind == MarkKind::Headline;
            if !(is_first || *kind == MarkKind::Heading)
                || *index >= end
                || text.chars().count() < 2
                || same(text, site)
                || self.is_home(*index)
            {
                continue;
            }
            let repeats = titles.iter().any(|title| {
                same(title, text) || is_title_with_site(title, text) || ends_title(title, text)
            });
            let is_inside = *index >= window.chosen;
            let weight = match (is_first, repeats) {
                (true, true) => 4,
                (false, true) if text.len() >= LEAST_HEADING => 3,
                (true, false) if titles.iter().any(|title| ends_title(title, text)) => 0,
                (true, false) if is_inside => 2,
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
        for at in heading.index()..heading.end() {
            let node = heading.record().node(at);
            if let Some(href) = node.attribute(Attribute::Href) {
                let path = href.split_once("://").map_or(href, |(_, rest)| {
                    rest.find('/').map_or("/", |start| &rest[start..])
                });
                return matches!(path, "/" | "" | "./" | "/index.html" | "/index.php");
            }
        }
        false
    }

    fn authors(&self, head: &mut Object, window: &Window) {
        let mut names: Vec<&str> = Vec::new();
        for wanted in [
            "article:author",
            "author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
        ] {
            for (name, content) in &self.metas {
                // Open Graph wants the address of a profile here.
                if name == wanted && names.len() < 20 && !holds(content, "://") {
                    names.push(content);
                }
            }
            if !names.is_empty() {
                break;
            }
        }
        if names.is_empty()
            && let Some(index) = self.find_scope("author")
        {
            let name = self.property("name", Some(index));
            let name = name.or_else(|| self.property("author", Some(index)));
            names.extend(name.map(|(name, _)| name));
        }
        let line;
        if names.is_empty() {
            let mark = self.mark(MarkKind::Author, window);
            names.extend(mark.map(|(text, _)| after_label(text)));
        }
        if names.is_empty() && !self.has_byline(window) {
            line = self.byline(window);
            names.extend(line.as_deref());
        }
        names.retain(|name| is_name(name));
        let mut authors = Vec::new();
        for name in names {
            authors.push(Value::String(collapsed(without_by(name))));
        }
        if !authors.is_empty() && head.get("authors").is_none() {
            head.push("authors", Value::Array(authors));
        }
    }

    /// Whether the article's own reading finds the author.
    fn has_byline(&self, window: &Window) -> bool {
        self.marks.iter().any(|(kind, text, index)| {
            *kind == MarkKind::Author
                && *index >= window.chosen
                && *index < self.elements[window.chosen].end
                && !text.is_empty()
        })
    }

    /// A link to a page about an author, or a short line that begins with "By".
    fn byline(&self, window: &Window) -> Option<String> {
        let chosen = &self.elements[window.chosen];
        let top = self.elements[window.start].letters.0;
        let mut found = None;
        for element in &self.elements[1..] {
            let (begin, stop) = element.letters;
            let is_near = top.saturating_sub(NEAR / 3) <= begin
                && stop <= chosen.letters.1
                && (begin <= chosen.letters.0 + NEAR / 2 || stop + NEAR / 3 >= chosen.letters.1);
            if !is_near || !(3..=LONGEST_NAME).contains(&(stop - begin)) || element.is_clutter {
                continue;
            }
            let text = line_of(element.source, " ");
            let href = element
                .source
                .attribute(Attribute::Href)
                .unwrap_or_default();
            let is_profile = [
                "/author/",
                "/authors/",
                "/autor/",
                "/autoren/",
                "/auteur/",
                "/autore/",
            ]
            .iter()
            .any(|part| holds(href, part));
            let name = without_by(&text);
            let is_line = name.len() < text.len() && (2..=4).contains(&name.split(' ').count());
            if is_name(name) && (is_profile || (is_line && has_capitals(name))) {
                if is_profile {
                    return Some(name.to_owned());
                }
                found = found.or_else(|| Some(name.to_owned()));
            }
        }
        found
    }

    /// The element of a property, even one without a value of its own.
    fn find_scope(&self, wanted: &str) -> Option<usize> {
        for (names, _, index) in &self.properties {
            if has_word(names, wanted) {
                return Some(*index);
            }
        }
        None
    }

    fn image(&self, head: &mut Object) {
        if head.get("image").is_some() {
            return;
        }
        let mut url =
            self.meta("og:image:secure_url og:image og:image:url twitter:image twitter:image:src");
        if url.is_none()
            && let Some(index) = self.find_scope("image")
        {
            let inside = Some(index).filter(|index| *index > 0);
            for name in ["image", "contentUrl", "url"] {
                if url.is_none() && (inside.is_some() || name == "image") {
                    url = self.property(name, inside).map(|(value, _)| value);
                }
            }
        }
        let Some(url) = url else {
            return;
        };
        let mut image = Object::default();
        put(&mut image, "url", Some(url));
        // No page has to say what it shows there: its absence is no mistake.
        let alt = self
            .meta("og:image:alt twitter:image:alt")
            .unwrap_or_default();
        image.push("alt", Value::String(alt.to_owned()));
        for member in ["width", "height"] {
            let written = self
                .meta(&["og:image:", member].concat())
                .unwrap_or_default();
            if whole_number(written).is_some_and(|length| (1..=100_000).contains(&length)) {
                image.push(member, Value::Number(written.to_owned()));
            }
        }
        let mut figure = Object::default();
        figure.push("image", Value::Object(image));
        head.push("image", Value::Object(figure));
    }

    fn tags(&self, head: &mut Object, window: &Window) {
        if head.get("tags").is_some() {
            return;
        }
        let mut tags = Vec::new();
        for (name, content) in &self.metas {
            if name == "article:tag" {
                push_tag(&mut tags, content);
            }
        }
        if tags.is_empty()
            && let Some(list) = self.meta("news_keywords keywords")
        {
            for tag in list.split(',') {
                push_tag(&mut tags, tag);
            }
        }
        if tags.is_empty() {
            for (kind, text, index) in &self.marks {
                if *kind == MarkKind::Tag && *index >= window.start {
                    push_tag(&mut tags, text);
                }
            }
        }
        if !tags.is_empty() {
            head.push("tags", Value::Array(tags));
        }
    }
}

fn push_tag(tags: &mut Vec<Value>, tag: &str) {
    let tag = Value::String(collapsed(trimmed(tag)));
    if tag.as_str() != Some("") && !tags.contains(&tag) {
        tags.push(tag);
    }
}

/// Adds a string where there is one and nothing stands there yet.
#[inline(never)]
pub(super) fn put(object: &mut Object, member: &str, text: Option<&str>) {
    if let Some(text) = text
        && !trimmed(text).is_empty()
        && object.get(member).is_none_or(|known| *known == Value::Null)
    {
        object.push(member, Value::String(trimmed(text).to_owned()));
    }
}

fn has_word(list: &str, word: &str) -> bool {
    crate::text::word_index(list, word, true).is_some()
}

/// Whether a text can be what its class says.
fn is_plausible(kind: MarkKind, text: &str) -> bool {
    let mut digits = 0;
    for byte in text.bytes() {
        digits += usize::from(byte.is_ascii_digit());
    }
    match kind {
        // A day, a month and a year.
        MarkKind::Published | MarkKind::Changed | MarkKind::LastDate => {
            text.len() <= LONGEST_MARK && digits >= 6
        }
        MarkKind::Author => text.len() <= LONGEST_MARK && digits < 4,
        MarkKind::Views => digits_in(text).is_some(),
        MarkKind::Headline | MarkKind::Heading | MarkKind::Tag => true,
    }
}

/// The longest name with the word before it, in bytes of letters.
const LONGEST_NAME: usize = 48;

/// What stands before a name, in small letters.
const BY: &str = "by von por par di da door przez af av от автор geschrieben written posted text";

/// Whether a text can be a name.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && says(text).is_none()
        && !text.contains(['@', '{', '|', '?', '!'])
        && !holds(text, "://")
}

/// Whether every word but a short one begins with a capital letter.
fn has_capitals(name: &str) -> bool {
    name.split(' ').all(|word| {
        let lower = lower_case(word);
        word.len() <= 3 || lower.chars().next() != word.chars().next()
    })
}

/// "By An Nguyễn |" without the word before the name and signs around it.
fn without_by(text: &str) -> &str {
    let mut rest = trimmed(text);
    for _ in 0..2 {
        let (first, more) = rest.split_once(' ').unwrap_or(("", rest));
        let first = lower_case(first.trim_end_matches(':'));
        if first.is_empty() || word_index(BY, &first, false).is_none() {
            break;
        }
        rest = trimmed(more);
    }
    trimmed(rest.trim_matches(['|', ',', '·', '•', '-', '–', '/', ':', ';']))
}

/// "Tác giả: Nguyễn Văn A" without its label.
fn after_label(text: &str) -> &str {
    match text.split_once(':') {
        Some((_, name)) if !trimmed(name).is_empty() => trimmed(name),
        _ => text,
    }
}

/// The only digits of "Lượt xem: 1365"; "1.365" means two different numbers in
/// two languages.
fn digits_in(text: &str) -> Option<&str> {
    let start = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let mut end = start;
    while text.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    for byte in text[end..].bytes() {
        if byte.is_ascii_digit() {
            return None;
        }
    }
    whole_number(&text[start..end])?;
    Some(&text[start..end])
}

/// What stands between a title and the name of a site.
const SEPARATORS: [char; 13] = [
    '|', '│', '｜', '-', '–', '—', '·', '»', '«', '›', '•', ':', '/',
];

/// The shortest heading below the first that can be a headline, in bytes.
const LEAST_HEADING: usize = 8;

/// Whether two texts are the same but for case and white space.
fn same(one: &str, other: &str) -> bool {
    lower_case(&collapsed(one)) == lower_case(&collapsed(other))
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
        if let Some((start, _)) = title.split_once(separator)
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
            rest.starts_with(SEPARATORS) || rest.starts_with("::")
        }
        _ => false,
    }
}

fn without_separator(start: &str) -> Option<&str> {
    let cut = trimmed(start);
    let title = cut.strip_suffix(SEPARATORS);
    let title = trimmed(title.or_else(|| cut.strip_suffix("::"))?);
    (title.len() > 3).then_some(title)
}
