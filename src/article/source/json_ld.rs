//! schema.org articles as JSON-LD: <https://schema.org/Article>.

use super::super::json::HtmlReader;
use super::super::warning::Warnings;
use super::builder::Builder;
use super::shapes::{JSON_LD, JSON_LD_PAGE, Shape, VIEWS};
use super::values::scalar;
use crate::json::{Object, Value};
use crate::shape;
use crate::text::word_index;

/// Article JSON, version 1, out of a JSON-LD document; `None` where it
/// describes no article. For pages, which know more of themselves; `html`
/// resolves the character references that titles hold.
pub(in crate::article) fn convert(document: &Value, html: &dyn HtmlReader) -> Option<Value> {
    convert_either(document, html, false)
}

/// What a document says of the page as such: who wrote it and when, which some
/// programs say of no article.
pub(super) fn convert_page(document: &Value, html: &dyn HtmlReader) -> Option<Value> {
    convert_either(document, html, true)
}

#[inline(never)]
fn convert_either(document: &Value, html: &dyn HtmlReader, is_of_page: bool) -> Option<Value> {
    let mut builder = Builder::new(html, Warnings::new());
    let is_found = if is_of_page {
        fill_from(&mut builder, document, &is_page, &JSON_LD_PAGE)
    } else {
        fill(&mut builder, document)
    };
    if is_found {
        Some(builder.finish()?.0)
    } else {
        None
    }
}

/// Fills in what the document's article says; `false` where it describes none.
pub(super) fn fill(builder: &mut Builder<'_>, document: &Value) -> bool {
    fill_from(builder, document, &is_article, &JSON_LD)
}

/// Fills in what the wanted node says; `false` where there is none.
#[inline(never)]
fn fill_from(
    builder: &mut Builder<'_>,
    document: &Value,
    is_wanted: &dyn Fn(&Object) -> bool,
    shape: &Shape<'static>,
) -> bool {
    let mut best = None;
    find(document, String::new(), is_wanted, &mut best);
    let Some((node, pointer)) = best else {
        return false;
    };
    let node = Value::Object(with_references(node, document));
    builder.fill(&node, &pointer, shape);
    if let Some(views) = node.get("interactionStatistic").and_then(views) {
        let place = [&pointer, "/interactionStatistic"].concat();
        builder.put(VIEWS, views, place, false);
    }
    true
}

/// Finds what is wanted: the first one with a text, else the first one.
fn find<'v>(
    value: &'v Value,
    pointer: String,
    is_wanted: &dyn Fn(&Object) -> bool,
    best: &mut Option<(&'v Object, String)>,
) {
    match value {
        Value::Array(list) => {
            for (index, entry) in list.iter().enumerate() {
                let pointer = [&pointer, "/", &index.to_string()].concat();
                find(entry, pointer, is_wanted, best);
            }
        }
        Value::Object(node) => {
            let has_text = |node: &Object| node.get("articleBody").is_some();
            if is_wanted(node)
                && best
                    .as_ref()
                    .is_none_or(|(found, _)| has_text(node) && !has_text(found))
            {
                *best = Some((node, pointer.clone()));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(inner) = node.get(key) {
                    find(inner, [&pointer, "/", key].concat(), is_wanted, best);
                }
            }
        }
        _ => {}
    }
}

/// Whether a node is an Article or one of its kinds, of which most say so by
/// the end of their name.
fn is_article(node: &Object) -> bool {
    const OTHERS: &str =
        "Report BlogPosting LiveBlogPosting SocialMediaPosting DiscussionForumPosting APIReference";
    has_type(node.get("@type"), &|name| {
        name.ends_with("Article") || word_index(OTHERS, name, false).is_some()
    })
}

fn is_page(node: &Object) -> bool {
    has_type(node.get("@type"), &|name| name.ends_with("Page"))
}

/// Whether one of the types, without the vocabulary before its name, passes.
fn has_type(types: Option<&Value>, passes: &dyn Fn(&str) -> bool) -> bool {
    match types {
        Some(Value::String(name)) => {
            let mut start = 0;
            for (index, byte) in name.bytes().enumerate() {
                if matches!(byte, b'/' | b':') {
                    start = index + 1;
                }
            }
            passes(name.get(start..).unwrap_or_default())
        }
        Some(Value::Array(list)) => list.iter().any(|name| has_type(Some(name), passes)),
        _ => false,
    }
}

/// The node with those of its members put in place that stand elsewhere in the
/// document under an `@id`.
fn with_references(node: &Object, document: &Value) -> Object {
    let mut whole = node.clone();
    for key in ["author", "creator", "image", "video"] {
        let resolved = match node.get(key) {
            Some(Value::Array(list)) => {
                let mut found: Vec<&Value> = Vec::new();
                for (index, entry) in list.iter().enumerate() {
                    // Each costs a walk over the graph, and nobody has more authors.
                    if index >= 100 {
                        found.push(entry);
                        continue;
                    }
                    let entry = resolve(entry, document);
                    // Nobody is an author twice, and what is large would be
                    // copied a hundred times.
                    if !found.iter().any(|known| std::ptr::eq(*known, entry)) {
                        found.push(entry);
                    }
                }
                Value::Array(found.into_iter().cloned().collect())
            }
            Some(single) => resolve(single, document).clone(),
            None => continue,
        };
        whole.push(key, resolved);
    }
    whole
}

fn resolve<'v>(value: &'v Value, document: &'v Value) -> &'v Value {
    let (Some(id), Value::Object(node)) = (value.get("@id"), value) else {
        return value;
    };
    let list = match shape::find(document, "/@graph | /0/@graph | ") {
        Some(Value::Array(list)) => list,
        _ => return value,
    };
    for other in list {
        // The one that says more.
        if let Value::Object(found) = other
            && found.get("@id") == Some(id)
            && found.members().len() > node.members().len()
        {
            return other;
        }
    }
    value
}

/// How often it was read, of counters for several things.
fn views(statistic: &Value) -> Option<&Value> {
    match statistic {
        Value::Array(list) => list.iter().find_map(views),
        Value::Object(counter) => {
            let action = counter.get("interactionType")?;
            let action = scalar(action.get("@type").unwrap_or(action))?;
            let action = Value::String(action);
            let is_reading = |name: &str| matches!(name, "ReadAction" | "ViewAction");
            if has_type(Some(&action), &is_reading) {
                counter.get("userInteractionCount")
            } else {
                None
            }
        }
        _ => None,
    }
}
