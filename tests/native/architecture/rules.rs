//! The rules. Each names every offence of one source in a few words.

use super::source::{Source, has_word, is_word, words};

/// The rooms from the inside out, and what each may name. A room may only name
/// rooms that stand above it here, so no circle can come about.
pub const ARROWS: [(&str, &[&str]); 13] = [
    ("json", &[]),
    ("calendar", &[]),
    ("locale", &[]),
    ("text", &["json"]),
    ("shape", &["json"]),
    ("providers", &["text"]),
    (
        "article",
        &["json", "calendar", "text", "shape", "providers"],
    ),
    ("counter", &["json", "calendar", "text", "shape"]),
    ("video", &["json", "text", "providers", "article"]),
    ("render", &["article", "locale"]),
    ("browser", &["article", "locale", "render", "text"]),
    (
        "view",
        &[
            "article", "locale", "text", "counter", "video", "render", "browser",
        ],
    ),
    ("embed", &["article", "browser", "view"]),
];

/// Rooms that know neither browser, clock, chance, files nor network.
const PURE: [&str; 10] = [
    "json",
    "calendar",
    "text",
    "providers",
    "article",
    "shape",
    "locale",
    "counter",
    "video",
    "render",
];

/// What of the browser's types a view may name: what Yew hands over.
const VIEW_TYPES: [&str; 3] = ["Event", "Element", "HtmlElement"];

/// Ways of making the page out of text, in Rust's names and in JavaScript's.
const HTML_WRITERS: [&str; 17] = [
    "innerHTML",
    "set_inner_html",
    "outerHTML",
    "set_outer_html",
    "insertAdjacentHTML",
    "insert_adjacent_html",
    "from_html_unchecked",
    "createContextualFragment",
    "create_contextual_fragment",
    "setHTMLUnsafe",
    "set_html_unsafe",
    "parseHTMLUnsafe",
    "srcdoc",
    "document.write",
    "HtmlDocument",
    "writeln_1",
    "write_1",
];

/// Rooms name only the rooms within them.
pub fn arrows(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
        return vec!["is no room of the house".to_owned()];
    };
    let mut named = Vec::new();
    for (start, prefix) in source.code.match_indices("crate::") {
        if begins_path(&source.code, start) {
            named.extend(first_segments(&source.code[start + prefix.len()..]));
        }
    }
    for (start, _) in source.code.match_indices("super::") {
        if !begins_path(&source.code, start) {
            continue;
        }
        let mut rest = &source.code[start..];
        let mut depth = source.module.len();
        while let Some(after) = rest.strip_prefix("super::") {
            rest = after;
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            named.extend(first_segments(rest));
        }
    }
    // What begins with a capital letter is an item of the crate, not a room.
    named.retain(|name| name != room && !allowed.contains(&name.as_str()) && name != "self");
    named.iter().map(|name| format!("names {name}")).collect()
}

/// Pure rooms know no outside world.
pub fn purity(source: &Source) -> Vec<String> {
    if !source.room().is_some_and(|room| PURE.contains(&room)) {
        return Vec::new();
    }
    let crates = [
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "wasm_bindgen_futures",
        "serde_wasm_bindgen",
        "yew",
        "gloo",
        "rand",
    ];
    let mut offences: Vec<_> = crates
        .into_iter()
        .filter(|name| has_word(&source.code, name))
        .map(str::to_owned)
        .collect();
    for (start, prefix) in source.code.match_indices("std::") {
        let worldly = ["time", "fs", "net", "env", "io", "process", "thread"];
        let named = first_segments(&source.code[start + prefix.len()..]);
        offences.extend(
            named
                .iter()
                .filter(|name| worldly.contains(&name.as_str()))
                .map(|name| format!("std::{name}")),
        );
    }
    offences
        .iter()
        .map(|name| format!("names {name}"))
        .collect()
}

/// Views name no more of the browser than Yew's event handlers hand over.
pub fn edge(source: &Source) -> Vec<String> {
    if source.room() != Some("view") {
        return Vec::new();
    }
    let whole = [
        "js_sys",
        "gloo",
        "wasm_bindgen_futures",
        "serde_wasm_bindgen",
    ];
    let mut offences: Vec<_> = whole
        .into_iter()
        .filter(|name| has_word(&source.code, name))
        .map(str::to_owned)
        .collect();
    for (library, allowed) in [("web_sys", &VIEW_TYPES[..]), ("wasm_bindgen", &["JsCast"])] {
        for start in words(&source.code, library) {
            match source.code[start + library.len()..].strip_prefix("::") {
                Some(rest) => {
                    let named = first_segments(rest);
                    let strange = named
                        .iter()
                        .filter(|name| !allowed.contains(&name.as_str()));
                    offences.extend(strange.map(|name| format!("{library}::{name}")));
                }
                None => offences.push(format!("{library} as a whole")),
            }
        }
    }
    offences
        .iter()
        .map(|name| format!("names {name}"))
        .collect()
}

/// Nothing writes HTML into the page.
pub fn no_html(source: &Source) -> Vec<String> {
    let found = HTML_WRITERS
        .iter()
        .filter(|name| has_word(&source.text, name));
    found.map(|name| format!("names {name}")).collect()
}

/// Nothing sets a `style` attribute or makes a `<style>` element.
pub fn no_inline_style(source: &Source) -> Vec<String> {
    let mut offences = Vec::new();
    // Without blanks and with one kind of quotation mark there is one form to look for.
    let dense: String = source
        .text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let dense = dense.replace('\'', "\"");
    for (start, _) in dense.match_indices("(\"style\"") {
        let before = &dense[..start];
        let name = before
            .rsplit(|letter: char| !is_word(letter))
            .next()
            .unwrap_or_default();
        // With nothing but the name, it is read.
        if name == "attribute" && dense[start..].starts_with("(\"style\")") {
            continue;
        }
        // An option of `Intl.NumberFormat`, whose value no style sheet knows.
        if dense[start..].starts_with("(\"style\",JsValue::from_str(\"unit\"))") {
            continue;
        }
        offences.push(match name {
            "element" | "create_element" | "createElement" => "makes a style element".to_owned(),
            _ => "sets a style attribute".to_owned(),
        });
    }
    let markup = ["style=\"", "style={"];
    if markup.iter().any(|form| dense.contains(form)) {
        offences.push("sets a style attribute".to_owned());
    }
    if dense.contains("<style>") {
        offences.push("makes a style element".to_owned());
    }
    offences
}

/// No date goes through `Date.parse`, nor through the constructor that calls
/// it: engines differ about what it makes of one, and none refuses 30 February.
pub fn no_guessed_dates(source: &Source) -> Vec<String> {
    let mut offences = Vec::new();
    for start in words(&source.code, "Date") {
        let before = source.code[..start].trim_end();
        let after: String = source.code[start + "Date".len()..]
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .take(40)
            .collect();
        let is_guess = if source.is_javascript() {
            let is_made = before.ends_with("new") && after.starts_with('(');
            after.starts_with(".parse") || (is_made && !after.starts_with("()"))
        } else {
            let is_made = after.starts_with("::new(");
            after.starts_with("::parse")
                || (is_made && !after.starts_with("::new(&JsValue::from_f64("))
        };
        if is_guess {
            offences.push("lets the browser read a date".to_owned());
        }
    }
    offences
}

/// Nothing unwraps, and nothing is forgotten.
pub fn no_panics_or_leaks(source: &Source) -> Vec<String> {
    if source.is_javascript() {
        return Vec::new();
    }
    let calls = [
        "unwrap",
        "unwrap_err",
        "expect",
        "expect_err",
        "unwrap_throw",
        "expect_throw",
        "forget",
        "leak",
        "into_js_value",
    ];
    let is_called = |name: &&str| {
        words(&source.code, name).into_iter().any(|start| {
            let before = source.code[..start].trim_end();
            let after = source.code[start + name.len()..].trim_start();
            (before.ends_with('.') || before.ends_with("::")) && after.starts_with('(')
        })
    };
    calls
        .into_iter()
        .filter(is_called)
        .map(|name| format!("calls {name}"))
        .collect()
}

/// Whether a path begins at `start`, rather than going on there.
fn begins_path(code: &str, start: usize) -> bool {
    !code[..start].ends_with(|letter: char| is_word(letter) || letter == ':')
}

/// The first names of what follows a path's `::`: one, or all of a group.
fn first_segments(rest: &str) -> Vec<String> {
    let name = |text: &str| {
        text.trim_start()
            .split(|letter: char| !is_word(letter))
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let mut depth = 0_usize;
    let mut names = vec![name(group)];
    for (offset, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&group[offset + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}
