//! What a page says about its article, as article JSON, in the order in which
//! it is to be trusted: JSON-LD, Open Graph, other `<meta>`, microdata, and
//! texts on the page that say what they are.

use super::survey::{MarkKind, Page, line_of};
use crate::json::{Object, Value, whole_number};
use crate::text::{Words, collapsed, count_digits, has_sign, lower_case, parted, trimmed};

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
        for wanted in Words(names) {
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
        self.image(head);
        self.tags(head, window);
        self.dates(head, window, base);
        if let Some((text, _)) = self.mark(MarkKind::Views, window) {
            put(head, "views", digits_in(text));
        }
        if let Some(views) = self.views_near(window) {
            put(head, "views", Some(&views));
        }
    }

    /// The element of a property, even one without a value of its own.
    pub(super) fn find_scope(&self, wanted: &str) -> Option<usize> {
        for (names, _, index) in &self.properties {
            if has_word(names, wanted) {
                return Some(*index);
            }
        }
        None
    }

    /// The number behind "Số lượt xem" and its like in a line near the headline.
    fn views_near(&self, window: &Window) -> Option<String> {
        let start = self.elements[window.start].letters.0;
        let end = self.elements[window.chosen].letters.0 + NEAR / 2;
        for element in &self.elements[1..] {
            let (begin, stop) = element.letters;
            if begin + NEAR / 3 < start || stop > end || stop - begin > LONGEST_MARK {
                continue;
            }
            let line = lower_case(&line_of(element.source, " "));
            for label in ["lượt xem", "lượt đọc", "lần đọc", "lần xem", "đã xem"]
            {
                if let Some((_, number)) = parted(&line, label)
                    && let Some(digits) = digits_in(number)
                {
                    return Some(digits.to_owned());
                }
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
    let digits = count_digits(text);
    match kind {
        // A day, a month and a year.
        MarkKind::Published | MarkKind::Changed | MarkKind::LastDate => {
            text.len() <= LONGEST_MARK && digits >= 6 && has_year(text)
        }
        MarkKind::Author => text.len() <= LONGEST_MARK && digits < 4,
        MarkKind::Views => digits_in(text).is_some(),
        MarkKind::Headline | MarkKind::Heading | MarkKind::Tag => true,
    }
}

/// Whether a text of digits may name a year: "19 February at 08:50" does not.
fn has_year(text: &str) -> bool {
    let is_digit = |character: char| character.is_ascii_digit();
    has_sign(text, "/.-")
        || text
            .split(|character: char| !is_digit(character))
            .any(|part| part.len() >= 4)
}

/// The only digits of "Lượt xem: 1365"; "1.365" means two different numbers in
/// two languages.
fn digits_in(text: &str) -> Option<&str> {
    let start = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let mut end = start;
    while text.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    if count_digits(&text[end..]) > 0 {
        return None;
    }
    whole_number(&text[start..end])?;
    Some(&text[start..end])
}
