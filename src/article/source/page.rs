//! The article of a whole page.
//!
//! One look collects what the page says and holds; then the element of the
//! article is chosen, and read like any `<article>` is. What it does not say
//! about itself comes from the page's head, most trusted first.

mod authors;
mod boilerplate;
mod captions;
mod choose;
mod clutter;
mod dates;
mod head;
mod legacy;
mod lines;
mod merge;
mod phrases;
mod signature;
mod sums;
mod survey;
mod teasers;
mod title;

use super::super::dom::{
    Attribute, Context, ROOT, Record, Tag, Tree, is_page_of, label_of, unfinished,
};
use super::super::error::ReadError;
use super::super::finish::finish;
use super::super::json;
use super::super::markup::{self, Syntax, shallow_part};
use super::super::model::Article;
use super::super::url::{Addresses, UrlUse};
use super::super::warning::{Warning, Warnings};
use super::document::PageReader;
use super::json_ld;
use super::plain::PlainHtml;
use crate::json::{Object, Value};
use crate::text::{has_letters, push_number, trimmed};
pub(super) use merge::shows_picture;
use sums::squeezed;
use survey::{MarkKind, Page, Role, survey};

/// The most lines of a kind that are taken out of a text.
const MOST_MARKS: usize = 4;

/// Reads the article of a whole page.
///
/// # Errors
/// [`ReadError::Empty`] where the page holds no article.
pub fn read(
    document: &Record,
    context: &Context<'_>,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let mut warnings = Warnings::new();
    let page = survey(document);
    let data = data_of(&page, context, &mut warnings);
    let Some(chosen) = choose::choose(&page, &mut warnings) else {
        return from_data(data, context, warnings);
    };
    let mut lang = None;
    let mut dir = None;
    let mut at = chosen;
    while at > 0 {
        let element = &page.elements[at];
        let node = element.source;
        if element.role != Role::Other || node.local_name() == "html" {
            lang = lang.or(node.attribute(Attribute::Lang));
            dir = dir.or(node.attribute(Attribute::Dir));
        }
        at = element.parent;
    }
    // Where there is no body, the document itself was chosen.
    let mut tree = Tree::of(page.elements[chosen].source, &mut warnings);
    let base = base_of(&page, context, &mut warnings);
    let mut addresses = Addresses::new(context.base, context.urls);
    // What counts as the article's own site stays that of the page.
    let context = &Context {
        base: base.as_deref().unwrap_or(context.base),
        urls: context.urls,
    };
    addresses.set_base(context.base);
    if page.is_cut {
        warnings.warn("the page holds more than 400000 nodes; the rest was not looked at");
    }
    let window = page.window(chosen);
    let mut head = Object::default();
    for said in [&data.article, &data.page] {
        if let Some(Value::Object(said)) = said {
            for (key, value) in said.members() {
                if key != "body" && head.get(key).is_none() {
                    head.push(key, value.clone());
                }
            }
        }
    }
    page.fill(
        &mut head,
        &window,
        lang,
        dir,
        own_address(&page, context.base),
    );
    let html = PlainHtml(*context);
    let mut more = Warnings::new();
    let mut article = json::read_part(&head, &json_context(context, &html), &mut more);
    if let Some(url) = &article.url {
        addresses.add_own(url.as_str());
    }
    let is_whole_page = page.elements[chosen].role == Role::Body || chosen == 0;
    let signature = signature::take(&mut tree);
    let title = squeezed(&article.title);
    clutter::take_clutter(&mut tree, is_whole_page, &title, &mut warnings);
    for kind in [
        MarkKind::Published,
        MarkKind::Changed,
        MarkKind::LastDate,
        MarkKind::Author,
        MarkKind::Views,
    ] {
        for (_, index) in
            page.marks_near(kind, &window)
                .take(if kind.is_date() { MOST_MARKS } else { 1 })
        {
            take_mark(&mut tree, &page, chosen, index);
        }
    }
    let byline = page.byline(&window);
    if let Some((_, index)) = byline
        && !page.stays(index)
    {
        take_mark(&mut tree, &page, chosen, index);
    }
    let own = article
        .url
        .as_ref()
        .map_or(context.base, |url| url.as_str());
    let next = page.next;
    let next = next.and_then(|next| addresses.resolve(next, UrlUse::Link).ok());
    let next = next.filter(|next| is_page_of(own, next.as_str()));
    let next = next.as_ref().map(|url| url.as_str());
    let visible = unfinished(&mut tree, next, &addresses, &mut warnings);
    if visible.body.is_empty() && visible.rest.is_none() {
        return from_data(data, context, warnings);
    }
    let (start, end) = page.elements[chosen].letters;
    if let Some(encoding) = legacy::encoding_of(&page.letters[start..end]) {
        let problem = [
            "the text seems to be in ",
            encoding,
            ", an encoding of old fonts that shows as wrong letters elsewhere; convert the page to UTF-8",
        ];
        warnings.add("", None, &problem);
    }
    let mut visible = visible;
    let mut names = std::mem::take(&mut visible.authors);
    names.extend(signature);
    page.settle_authors(&mut article.authors, names, byline, own);
    merge::merge(&mut article, &mut visible, &page.letters[start..end]);
    finish(&mut article, &mut warnings)?;
    let mut list = warnings.finish();
    list.extend(more.finish());
    Ok((article, list))
}

impl PageReader for PlainHtml<'_> {
    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        read(&markup::parse(shallow_part(html), Syntax::Html), &self.0)
    }
}

/// What JSON-LD says.
#[derive(Default)]
struct Data {
    /// Article JSON of the first article that it describes.
    article: Option<Value>,
    /// What it says of the page that holds it.
    page: Option<Value>,
}

/// Reads the page's JSON-LD; what is broken is named and left out.
fn data_of(page: &Page<'_>, context: &Context<'_>, warnings: &mut Warnings) -> Data {
    let mut data = Data::default();
    for script in &page.scripts {
        match crate::json::parse(unwrapped(script)) {
            Ok(value) => {
                if data.article.is_none() {
                    data.article = json_ld::convert(&value, &PlainHtml(*context));
                }
                if data.page.is_none() {
                    data.page = json_ld::convert_page(&value, &PlainHtml(*context));
                }
            }
            Err(fault) => {
                let mut place = String::new();
                push_number(&mut place, fault.line);
                place.push_str(", column ");
                push_number(&mut place, fault.column);
                warnings.add(
                    "script type=application/ld+json",
                    None,
                    &["is not JSON at line ", &place, "; it was left out"],
                );
            }
        }
    }
    data
}

/// A script without the comment or CDATA marks that old programs put around it.
fn unwrapped(script: &str) -> &str {
    let mut text = trimmed(script);
    for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        text = trimmed(text.strip_prefix(mark).unwrap_or(text));
    }
    for mark in ["-->", "//]]>", "/*]]>*/", "]]>", "//", ";"] {
        text = trimmed(text.strip_suffix(mark).unwrap_or(text));
    }
    text
}

/// A page that shows its text only by script may give it as JSON-LD.
fn from_data(
    data: Data,
    context: &Context<'_>,
    warnings: Warnings,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let Some(value) = data.article else {
        return Err(ReadError::Empty);
    };
    if value.get("body").is_none() {
        return Err(ReadError::Empty);
    }
    let (article, more) = json::read_value(&value, &json_context(context, &PlainHtml(*context)))?;
    let mut list = warnings.finish();
    list.extend(more);
    Ok((article, list))
}

fn json_context<'a>(context: &Context<'a>, html: &'a PlainHtml<'a>) -> json::Context<'a> {
    json::Context {
        base: context.base,
        urls: context.urls,
        html,
    }
}

/// The address that tells most of when it was written: the page's own, if it
/// is known.
fn own_address<'a>(page: &Page<'a>, base: &'a str) -> &'a str {
    match page.canonical {
        Some(canonical) if base.is_empty() => canonical,
        _ => base,
    }
}

/// The longest `<base href>` in bytes.
const LONGEST_BASE: usize = 2_000;

/// `<base href>`; only the web's own addresses can be one.
fn base_of(page: &Page<'_>, context: &Context<'_>, warnings: &mut Warnings) -> Option<String> {
    let written = page.base?;
    let base = Some(context.base).filter(|base| !base.is_empty());
    match context.urls.parse(trimmed(written), base) {
        // It stands before every relative address of the page.
        Some(parts)
            if parts.href.len() <= LONGEST_BASE
                && matches!(parts.scheme.as_str(), "http" | "https") =>
        {
            Some(parts.href)
        }
        _ => {
            let problem = [" is no address of the web, or too long; it was ignored"];
            warnings.add("base href", Some(written), &problem);
            None
        }
    }
}

/// Takes what the head says already out of the text, and the line around it
/// where nothing but dividers is left of that. `index` is the element's number.
fn take_mark(tree: &mut Tree, page: &Page<'_>, chosen: usize, index: usize) {
    if index < chosen {
        return;
    }
    let element = &page.elements[index];
    let letters = &page.letters[element.letters.0..element.letters.1];
    let label = element.label();
    let found = tree.find(ROOT, &|tree, id| {
        tree.name(id) == element.source.local_name()
            && !tree.is_gone(id)
            && label_of(tree, id) == label
            && squeezed(&tree.raw_text(id)) == letters
    });
    let Some(mut id) = found else {
        return;
    };
    tree.take(id);
    loop {
        id = tree.node(id).parent;
        let has_words = has_letters(&tree.raw_text(id));
        if id == ROOT || has_words || tree.find_tag(id, Tag::Image).is_some() {
            return;
        }
        tree.take(id);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
