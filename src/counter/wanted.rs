//! What an owner wrote about a counter becomes endpoints and rows.

use super::show::{self, Chosen, Row};
use super::source::{Endpoint, Format};
use crate::json::{self, Value};
use crate::text::Words;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

/// The endpoints of one panel, the first of which has the first say, and one
/// sentence for the owner about each thing that was not understood.
///
/// - `urls`: absolute, vetted addresses; an empty one is left out, but takes
///   its place in the lists.
/// - `formats`: names parted by blanks or commas. One is that of all, several
///   are in the order of the addresses.
/// - `map`: JSON text. A list holds an object or `null` for each address; any
///   other text is the table of all, and whoever reads it says what is wrong.
pub fn endpoints(
    urls: &[String],
    formats: Option<&str>,
    map: Option<&str>,
) -> (Vec<Endpoint>, Vec<String>) {
    let mut warnings = Vec::new();
    let mut named = Vec::new();
    for name in Words(formats.unwrap_or_default()) {
        named.push(format(name, &mut warnings));
    }
    if named.len() > 1 && named.len() != urls.len() {
        warnings.push(uneven("counter-format", "names", named.len(), urls.len()));
    }
    let maps = map.and_then(items);
    if let Some(maps) = &maps
        && maps.len() != urls.len()
    {
        warnings.push(uneven("counter-map", "tables", maps.len(), urls.len()));
    }
    let mut endpoints = Vec::new();
    for (index, url) in urls.iter().enumerate() {
        if url.is_empty() {
            continue;
        }
        let format = match named.as_slice() {
            [one] => *one,
            several => several.get(index).copied().unwrap_or_default(),
        };
        let map = match &maps {
            Some(maps) => maps.get(index).copied().filter(|map| *map != "null"),
            None => map,
        };
        endpoints.push(Endpoint {
            url: url.clone(),
            format,
            map: map.map(str::to_owned),
        });
    }
    (endpoints, warnings)
}

/// The rows of one panel, see [`show::rows`], and a sentence for the owner
/// where names were not understood.
pub fn rows(list: Option<&str>) -> (Vec<Chosen>, Option<String>) {
    let (rows, unknown) = show::rows(list);
    let warning = (!unknown.is_empty())
        .then(|| unknown_names("counter-show", &unknown.join(", "), &Row::NAMES));
    (rows, warning)
}

fn format(name: &str, warnings: &mut Vec<String>) -> Format {
    let format = Format::named(name);
    if format.is_none() {
        warnings.push(unknown_names("counter-format", name, &Format::NAMES));
    }
    format.unwrap_or_default()
}

fn unknown_names(attribute: &str, names: &str, known: &[&str]) -> String {
    let known = known.join(", ");
    [
        "attribute \"",
        attribute,
        "\": ",
        names,
        " is unknown and was ignored. Known ones: ",
        &known,
        ".",
    ]
    .concat()
}

fn uneven(attribute: &str, what: &str, count: usize, addresses: usize) -> String {
    [
        "attribute \"",
        attribute,
        "\" has ",
        &count.to_string(),
        " ",
        what,
        " for ",
        &addresses.to_string(),
        " addresses. What to do: give one for all, or one for each.",
    ]
    .concat()
}

/// The items of a JSON list as they are written; `None` for any other text.
fn items(text: &str) -> Option<Vec<&str>> {
    let Ok(Value::Array(list)) = json::parse(text) else {
        return None;
    };
    let mut items = Vec::new();
    if list.is_empty() {
        return Some(items);
    }
    // It is known to be JSON, so brackets and quotation marks are enough.
    let inner = text.trim_ascii();
    let inner = inner.strip_prefix('[')?.strip_suffix(']')?;
    let (mut depth, mut begin, mut quoted, mut escaped) = (0_u32, 0, false, false);
    for (index, byte) in inner.bytes().enumerate() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => {
                items.push(inner.get(begin..index)?.trim_ascii());
                begin = index + 1;
            }
            _ => {}
        }
    }
    items.push(inner.get(begin..)?.trim_ascii());
    Some(items)
}
