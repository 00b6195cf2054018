//! What values of foreign documents mean, whatever their format: texts,
//! pictures, videos.

use super::super::json::HtmlReader;
use super::super::model::Block;
use super::super::runs::plain_text;
use super::super::warning::Warnings;
use crate::json::{Object, Value, whole_number};
use crate::providers::has_pictures;
use crate::shape;
use crate::text::{host_and_path, non_empty};

/// How much of HTML a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// Nothing of it.
    None,
    /// It holds a character reference such as "&amp;".
    Reference,
    /// It holds a tag.
    Tag,
}

/// How much of HTML a text looks like: a tag is "<" before a letter, "/" or
/// "!", a reference is a word between "&" and ";".
pub(super) fn markup_of(text: &str) -> Markup {
    let mut found = Markup::None;
    let mut is_in_reference = false;
    let mut previous = b' ';
    for byte in text.bytes() {
        let is_letter = byte.is_ascii_alphabetic();
        if previous == b'<' && (is_letter || byte == b'/' || byte == b'!') {
            return Markup::Tag;
        }
        if byte == b';' && is_in_reference && previous != b'&' {
            found = Markup::Reference;
        }
        is_in_reference =
            byte == b'&' || (is_in_reference && (byte.is_ascii_alphanumeric() || byte == b'#'));
        previous = byte;
    }
    found
}

/// The text that a value stands for: itself, its first entry, or the member
/// that holds it.
#[inline(never)]
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => non_empty(text),
        Value::Number(written) => Some(written.clone()),
        Value::Array(list) => {
            for entry in list {
                if let Some(text) = scalar(entry) {
                    return Some(text);
                }
            }
            None
        }
        Value::Object(_) => scalar(shape::find(
            value,
            "/rendered | /@value | /name | /title | /text | /current | /@id | /url",
        )?),
        _ => None,
    }
}

/// [`scalar`] as a value.
#[inline(never)]
pub(super) fn text_value(value: &Value) -> Option<Value> {
    scalar(value).map(Value::String)
}

/// An object whose members are strings.
#[inline(never)]
pub(super) fn object(members: &[(&str, &str)]) -> Value {
    let mut object = Object::default();
    for (key, text) in members {
        object.push(key, Value::String((*text).to_owned()));
    }
    Value::Object(object)
}

/// Text that may hold marks, for article JSON: as HTML where it looks like it
/// and `has_markup` allows that.
#[inline(never)]
pub(super) fn rich(value: &Value, has_markup: bool) -> Option<Value> {
    let text = scalar(value)?;
    if has_markup && markup_of(&text) != Markup::None {
        return Some(html_block(&text));
    }
    Some(Value::String(text))
}

/// The letters of HTML, without its marks.
pub(super) fn html_text(
    html: &dyn HtmlReader,
    text: &str,
    warnings: &mut Warnings,
) -> Option<String> {
    let mut plain = String::new();
    push_block_text(&html.read(text, warnings), &mut plain, usize::MAX);
    non_empty(&plain)
}

/// Adds the letters of blocks until there are `enough` bytes.
pub(super) fn push_block_text(blocks: &[Block], text: &mut String, enough: usize) {
    for block in blocks {
        if text.len() >= enough {
            return;
        }
        let run = match block {
            Block::Paragraph(run) => run,
            Block::Heading(heading) => &heading.text,
            Block::Quote(quote) => {
                push_block_text(&quote.body, text, enough);
                continue;
            }
            Block::List(list) => {
                for item in &list.items {
                    push_block_text(item, text, enough);
                }
                continue;
            }
            _ => continue,
        };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&plain_text(run));
    }
}

/// A block or a line of HTML.
#[inline(never)]
pub(super) fn html_block(html: &str) -> Value {
    object(&[("type", "html"), ("html", html)])
}

/// Adds a member where there is a value.
#[inline(never)]
pub(super) fn push(object: &mut Object, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        object.push(key, value);
    }
}

/// A paragraph.
#[inline(never)]
pub(super) fn paragraph(text: Value) -> Value {
    with_text("paragraph", text)
}

/// A block or inline with a text.
#[inline(never)]
pub(super) fn with_text(kind: &str, text: Value) -> Value {
    let mut block = Object::default();
    block.push("type", Value::String(kind.to_owned()));
    block.push("text", text);
    Value::Object(block)
}

/// A picture with its words, out of an address, an object or a list of either.
#[inline(never)]
pub(super) fn figure_of(value: &Value) -> Option<Object> {
    if let Value::Array(list) = value {
        // Several are mostly the same picture in several cuts.
        for entry in list {
            if let Some(figure) = figure_of(entry) {
                return Some(figure);
            }
        }
        return None;
    }
    let mut image = Object::default();
    let mut figure = Object::default();
    let url = match value {
        Value::Object(_) => shape::find(
            value,
            "/source_url | /file/url | /asset/url | /contentUrl | /url | /src | /@id",
        )?,
        single => single,
    };
    image.push("url", text_value(url)?);
    let alt = shape::find(value, "/alt_text | /alt").and_then(text_value);
    // Most formats have no room for it: its absence is no mistake of the owner.
    image.push("alt", alt.unwrap_or(Value::String(String::new())));
    let size = |pointers: &str| shape::find(value, pointers).and_then(pixels);
    let width = size("/media_details/width | /width | /asset/metadata/dimensions/width");
    let height = size("/media_details/height | /height | /asset/metadata/dimensions/height");
    if let (Some(width), Some(height)) = (width, height) {
        push_size(&mut image, width, height);
        if let Some(Value::Object(sizes)) = value.pointer("/media_details/sizes") {
            image.push("candidates", candidates(sizes, width, height));
        }
    }
    figure.push("image", Value::Object(image));
    let caption = shape::find(value, "/caption").and_then(|caption| rich(caption, true));
    push(&mut figure, "caption", caption);
    let credit = shape::find(
        value,
        "/creditText | /credit | /media_details/image_meta/credit | /creator",
    );
    push(
        &mut figure,
        "credit",
        credit.and_then(|credit| rich(credit, true)),
    );
    Some(figure)
}

/// Sizes of the same cut; a rounded height is off by less than a pixel.
fn candidates(sizes: &Object, width: u64, height: u64) -> Value {
    let mut candidates = Vec::new();
    for (_, size) in sizes.members() {
        let (Some(url), Some(own_width), Some(own_height)) = (
            size.get("source_url").and_then(text_value),
            size.get("width").and_then(pixels),
            size.get("height").and_then(pixels),
        ) else {
            continue;
        };
        if (own_width * height).abs_diff(own_height * width) <= width {
            let mut candidate = Object::default();
            candidate.push("url", url);
            candidate.push("width", Value::Number(own_width.to_string()));
            candidates.push(Value::Object(candidate));
        }
    }
    Value::Array(candidates)
}

fn push_size(image: &mut Object, width: u64, height: u64) {
    image.push("width", Value::Number(width.to_string()));
    image.push("height", Value::Number(height.to_string()));
}

/// A length in CSS pixels: 1200, "1200", "1200px" or a quantity of that value.
fn pixels(value: &Value) -> Option<u64> {
    let written = scalar(value.get("value").unwrap_or(value))?;
    let digits = written.strip_suffix("px").unwrap_or(&written);
    let pixels = whole_number(digits)?;
    (1..=100_000).contains(&pixels).then_some(pixels)
}

/// A picture for a video, unless a provider has it: that would be contacted as
/// soon as the picture is shown, and nobody is before the reader asks for it.
#[inline(never)]
pub(super) fn poster(found: Option<Value>) -> Option<Value> {
    let Value::String(url) = found.as_ref()? else {
        return found;
    };
    let (host, _) = host_and_path(url);
    // It is as somebody wrote it.
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.to_ascii_lowercase();
    if has_pictures(&host) { None } else { found }
}

/// A video, out of an address or an object.
#[inline(never)]
pub(super) fn video_of(value: &Value) -> Option<Value> {
    let mut video = Object::default();
    let url = match value {
        Value::Object(_) => {
            let find = |pointers: &str| shape::find(value, pointers).and_then(text_value);
            push(&mut video, "title", find("/name | /title"));
            push(
                &mut video,
                "poster",
                poster(find("/thumbnailUrl | /poster")),
            );
            if let Some(Value::Number(seconds)) = value.get("duration_in_seconds") {
                video.push("duration", Value::Number(seconds.clone()));
            }
            shape::find(value, "/contentUrl | /embedUrl | /url | /file/url | /src")?
        }
        single => single,
    };
    video.push("url", text_value(url)?);
    Some(Value::Object(video))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_provider_hands_out_no_poster() {
        #[track_caller]
        fn check(url: &str, is_left_out: bool) {
            let found = Some(Value::String(url.to_owned()));
            let expected = if is_left_out { None } else { found.clone() };
            assert_eq!(poster(found), expected, "{url}");
        }
        for url in [
            "https://i.ytimg.com/vi/aqz-KE-bpKQ/hqdefault.jpg",
            "//img.youtube.com/vi/aqz-KE-bpKQ/0.jpg",
            "https://i.vimeocdn.com/video/1-d_640",
            "https://s1.dmcdn.net/v/a/x240",
            "HTTPS://I.YTIMG.COM:443/vi/aqz-KE-bpKQ/0.jpg",
            "https://someone@ytimg.com/vi/aqz-KE-bpKQ/0.jpg",
            "https://www.dailymotion.com/thumbnail/video/x8abcde",
        ] {
            check(url, true);
        }
        for url in [
            "market.webp",
            "/pictures/market.webp",
            "https://ward.example/ytimg.com/market.webp",
            "https://notytimg.com/market.webp",
            "https://ytimg.com.example/market.webp",
        ] {
            check(url, false);
        }
        assert_eq!(poster(None), None);
    }
}
