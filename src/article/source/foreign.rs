//! One document of a known format becomes article JSON.

use super::super::dom::runs_from_right;
use super::super::error::ReadError;
use super::super::model::{Article, Direction, Inline, LinkTarget};
use super::super::runs::{plain_text, trim_run};
use super::super::warning::{Warning, Warnings};
use super::builder::Builder;
use super::document::{Context, Format};
use super::page::shows_picture;
use super::shapes::{self, Shape};
use super::values::{push_block_text, scalar, video_of};
use super::{detect, json_ld, map};
use crate::json::Value;
use crate::shape;
use crate::text::{collapsed, is_blank, trimmed};

/// Reads a foreign document; `format` is not `Auto` unless there is a `map`.
///
/// # Errors
/// Where the document is not of that format, lacks the wanted item, or holds
/// no article at all.
pub(super) fn read(
    document: &Value,
    format: Format,
    map: Option<&map::Map>,
    context: &Context<'_>,
    warnings: Warnings,
) -> Result<(Article, Vec<Warning>), ReadError> {
    let mut builder = Builder::new(context.html, warnings);
    let mut missing = String::new();
    if let Some(map) = map {
        missing = map::fill(&mut builder, document, map);
    }
    let nothing = |error| match error {
        ReadError::Empty if !missing.is_empty() => ReadError::NothingMapped {
            pointers: missing.clone(),
        },
        other => other,
    };
    let is_of_format = match format {
        Format::WordPress => wordpress(&mut builder, document, context)?,
        Format::Ghost => ghost(&mut builder, document, context)?,
        Format::JsonFeed => json_feed(&mut builder, document, context)?,
        Format::JsonLd => json_ld::fill(&mut builder, document),
        Format::PortableText => portable_text(&mut builder, document),
        Format::EditorJs => editor_js(&mut builder, document),
        _ => map.is_some(),
    };
    if !is_of_format {
        return Err(ReadError::WrongFormat {
            name: format.name(),
            said: String::new(),
        });
    }
    let Some((made, warnings)) = builder.finish() else {
        return Err(nothing(ReadError::Empty));
    };
    let (mut article, warnings) =
        super::super::json::read_made(&made, &context.json(), warnings).map_err(nothing)?;
    drop_repeated_lead(&mut article);
    drop_repeated_picture(&mut article);
    find_direction(&mut article);
    Ok((article, warnings))
}

fn wordpress(
    builder: &mut Builder<'_>,
    document: &Value,
    context: &Context<'_>,
) -> Result<bool, ReadError> {
    let (post, pointer) = choose(builder, document, "", context)?;
    if shape::find(post, "/content/rendered | /title/rendered").is_none() {
        return Ok(false);
    }
    // A picture or author that is named by its number alone.
    let is_named = |key: &str| post.get(key).and_then(Value::as_u64).unwrap_or(0) > 0;
    if post.get("_embedded").is_none() && (is_named("featured_media") || is_named("author")) {
        builder.warnings.warn_field(
            [&pointer, "/_embedded"].concat().as_str(),
            "is missing, and with it picture, author and tags; add \"_embed\" to the query of the address",
        );
    }
    builder.fill(post, &pointer, &shapes::WORDPRESS);
    // WordPress says so of a post whose password was given, too.
    if is(post, "/content/protected", true) && is_empty(post, "/content/rendered") {
        builder.ends_early("password");
    }
    Ok(true)
}

fn ghost(
    builder: &mut Builder<'_>,
    document: &Value,
    context: &Context<'_>,
) -> Result<bool, ReadError> {
    let key = if document.get("pages").is_some() {
        "/pages"
    } else {
        "/posts"
    };
    let Some(posts @ Value::Array(_)) = document.pointer(key) else {
        return Ok(false);
    };
    let (post, pointer) = choose(builder, posts, key, context)?;
    builder.fill(post, &pointer, &shapes::GHOST);
    let is_public =
        shape::find(post, "/visibility").is_none_or(|value| value.as_str() == Some("public"));
    if is(post, "/access", false) || (!is_public && is_empty(post, "/html")) {
        builder.ends_early("members");
    }
    Ok(true)
}

fn json_feed(
    builder: &mut Builder<'_>,
    document: &Value,
    context: &Context<'_>,
) -> Result<bool, ReadError> {
    let Some(items @ Value::Array(_)) = document.get("items") else {
        return Ok(false);
    };
    let (item, pointer) = choose(builder, items, "/items", context)?;
    builder.fill(item, &pointer, &shapes::JSON_FEED_ITEM);
    if let Value::Object(members) = item {
        for (name, extension) in members.members() {
            if name.starts_with('_') {
                let pointer = [&pointer, "/", name].concat();
                builder.fill(extension, &pointer, &shapes::JSON_FEED_EXTENSION);
            }
        }
    }
    builder.fill(document, "", &shapes::JSON_FEED);
    if let Some(Value::Array(list)) = item.get("attachments") {
        attachments(builder, list, &pointer);
    }
    Ok(true)
}

/// Videos and recordings that belong to an item; anything else is for other
/// programs.
fn attachments(builder: &mut Builder<'_>, list: &[Value], pointer: &str) {
    let mut videos = Vec::new();
    let mut recordings = Vec::new();
    for entry in list {
        let kind = entry.get("mime_type").and_then(scalar).unwrap_or_default();
        if kind.starts_with("video/") {
            videos.push(entry.clone());
        } else if kind.starts_with("audio/")
            && let Some(Value::Object(mut recording)) = video_of(entry)
        {
            recording.push("type", Value::String("audio".to_owned()));
            recordings.push(Value::Object(recording));
        }
    }
    let place = [pointer, "/attachments"].concat();
    builder.put(shapes::VIDEO, &Value::Array(videos), place, false);
    builder.append(recordings);
}

fn portable_text(builder: &mut Builder<'_>, document: &Value) -> bool {
    let Some((document, pointer)) = detect::portable_text_of(document) else {
        return false;
    };
    let shape = match document {
        Value::Array(_) => Shape {
            places: &[(shapes::BODY, "")],
            has_markup: false,
        },
        _ => shapes::PORTABLE_TEXT,
    };
    builder.fill(document, pointer, &shape);
    true
}

fn editor_js(builder: &mut Builder<'_>, document: &Value) -> bool {
    let pointer = match document {
        Value::Array(_) => "",
        _ => "/blocks",
    };
    let Some(blocks @ Value::Array(_)) = document.pointer(pointer) else {
        return false;
    };
    builder.put(shapes::BODY, blocks, pointer.to_owned(), true);
    true
}

fn is(value: &Value, pointer: &str, wanted: bool) -> bool {
    matches!(value.pointer(pointer), Some(Value::Bool(found)) if *found == wanted)
}

fn is_empty(value: &Value, pointer: &str) -> bool {
    let text = value.pointer(pointer).and_then(scalar);
    text.is_none_or(|text| is_blank(&text))
}

/// The wanted entry of a list, which the fragment of the address names, or the
/// first; a document that is no list is its only entry.
///
/// # Errors
/// Where the list has no such entry, or none at all.
fn choose<'v>(
    builder: &mut Builder<'_>,
    value: &'v Value,
    pointer: &str,
    context: &Context<'_>,
) -> Result<(&'v Value, String), ReadError> {
    let Value::Array(list) = value else {
        return Ok((value, pointer.to_owned()));
    };
    let mut chosen = 0;
    if let Some(wanted) = context.item {
        let is_wanted = |entry: &Value| {
            ["id", "slug", "url", "link", "external_url", "uuid"]
                .iter()
                .any(|key| entry.get(key).and_then(scalar).as_deref() == Some(trimmed(wanted)))
        };
        let Some(index) = list.iter().position(is_wanted) else {
            return Err(ReadError::NoSuchItem {
                wanted: wanted.to_owned(),
            });
        };
        chosen = index;
    } else if list.len() > 1 {
        builder.warnings.warn(
            "the document holds several articles and the first was taken; name one by its id or address after \"#\" in src",
        );
    }
    let pointer = [pointer, "/", &chosen.to_string()].concat();
    Ok((list.get(chosen).ok_or(ReadError::NoItems)?, pointer))
}

/// An article whose language nobody names runs as its headline does.
pub(super) fn find_direction(article: &mut Article) {
    if article.lang.is_none()
        && article.dir.is_none()
        && runs_from_right(&article.title) == Some(true)
    {
        article.dir = Some(Direction::RightToLeft);
    }
}

/// Many writers set a main picture and put the same one into the text.
pub(super) fn drop_repeated_picture(article: &mut Article) {
    if let Some(figure) = &article.image
        && shows_picture(&article.body, figure)
    {
        article.image = None;
    }
}

/// Systems make a lead out of the first words of the text where the writer gave
/// none; it would be read twice.
pub(super) fn drop_repeated_lead(article: &mut Article) {
    // "Read on" leads to the article that is read.
    while let Some(Inline::Link(link)) = article.lead.last() {
        let is_own = match &link.target {
            LinkTarget::Fragment(_) => true,
            LinkTarget::Url { url, .. } => {
                let page = url.as_str().split('#').next();
                article.url.as_ref().map(|url| url.as_str()) == page
            }
        };
        if !is_own {
            break;
        }
        article.lead.pop();
        trim_run(&mut article.lead);
    }
    let lead = plain_text(&article.lead);
    let mut start = trimmed(&lead);
    for end in ["[…]", "[...]", "…", "..."] {
        start = trimmed(start.strip_suffix(end).unwrap_or(start));
    }
    if start.is_empty() {
        return;
    }
    let mut text = String::new();
    push_block_text(&article.body, &mut text, start.len());
    if collapsed(&text).starts_with(start) {
        article.lead.clear();
    }
}
