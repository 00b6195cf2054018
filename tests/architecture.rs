//! Keeps the walls of the house: which room may name which, who may touch the
//! browser, and what no shipped line may do.
//!
//! Every rule reads the sources as text, without comments and without test
//! code. A rule that cannot fail is worth nothing, so each one is also shown
//! an offence that it has to find.
#![cfg(not(target_arch = "wasm32"))]

use readerly::embed::options::ATTRIBUTES;
use std::fs;
use std::path::Path;

/// The rooms from the inside out, and what each may name. A room may only name
/// rooms that stand above it here, so no circle can come about.
const ARROWS: [(&str, &[&str]); 8] = [
    ("article", &[]),
    ("shape", &[]),
    ("locale", &[]),
    ("counter", &["shape"]),
    ("video", &["article"]),
    ("browser", &["article", "locale"]),
    (
        "view",
        &["article", "locale", "counter", "video", "browser"],
    ),
    ("embed", &["article", "browser", "view"]),
];

/// Rooms that know neither browser, clock, chance, files nor network.
const PURE: [&str; 5] = ["article", "shape", "locale", "counter", "video"];

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

type Rule = fn(&Source) -> Vec<String>;

#[test]
fn rooms_name_only_the_rooms_within_them() {
    keep(arrows);
    for (index, (room, targets)) in ARROWS.iter().enumerate() {
        let above = ARROWS[..index].iter().map(|(name, _)| *name);
        let above: Vec<_> = above.collect();
        assert!(
            targets.iter().all(|target| above.contains(target)),
            "{room} points outward"
        );
    }
    check(arrows, "article/mod.rs", "use crate::browser::url;", &["names browser"]);
    check(arrows, "article/mod.rs", "use super::browser::url;", &["names browser"]);
    check(arrows, "article/json/mod.rs", "use super::super::view::Reader;", &["names view"]);
    check(arrows, "counter/poll.rs", "use crate::{shape::find, locale};", &["names locale"]);
    check(arrows, "view/a.rs", "fn f() { crate::embed::install() }", &["names embed"]);
    check(arrows, "shape.rs", "use crate::article::Article;", &["names article"]);
    check(arrows, "parlour/mod.rs", "", &["is no room of the house"]);
    check(arrows, "article/json/mod.rs", "use super::model::{Block, self};", &[]);
    check(arrows, "counter/read.rs", "use crate::shape; // not crate::view", &[]);
}

#[test]
fn pure_rooms_know_no_outside_world() {
    keep(purity);
    check(purity, "video/mod.rs", "use web_sys::Url;", &["names web_sys"]);
    check(purity, "locale/mod.rs", "fn f(now: js_sys::Date) {}", &["names js_sys"]);
    check(purity, "counter/a.rs", "use yew::Html;", &["names yew"]);
    check(purity, "counter/a.rs", "let now = std::time::SystemTime::now();", &["names std::time"]);
    check(purity, "article/a.rs", "use std::{fs, rc::Rc};", &["names std::fs"]);
    check(purity, "article/a.rs", "/* yew */ let name = \"web_sys\";", &[]);
    check(purity, "view/a.rs", "use yew::Html;", &[]);
}

#[test]
fn only_the_edge_touches_the_browser() {
    keep(edge);
    check(edge, "view/a.rs", "use js_sys::Date;", &["names js_sys"]);
    check(edge, "view/a.rs", "use gloo::timers::callback::Timeout;", &["names gloo"]);
    check(edge, "view/a.rs", "let window = web_sys::window();", &["names web_sys::window"]);
    check(edge, "view/a.rs", "use web_sys::{Element, Url};", &["names web_sys::Url"]);
    check(edge, "view/a.rs", "use wasm_bindgen::JsValue;", &["names wasm_bindgen::JsValue"]);
    check(edge, "view/a.rs", "use web_sys as w;", &["names web_sys as a whole"]);
    check(edge, "view/a.rs", "use wasm_bindgen::JsCast; fn f(e: web_sys::Event) {}", &[]);
    check(edge, "browser/a.rs", "use js_sys::Date; let w = web_sys::window();", &[]);
}

#[test]
fn nothing_writes_html_into_the_page() {
    keep(no_html);
    check(no_html, "view/a.rs", "node.set_inner_html(text);", &["names set_inner_html"]);
    check(no_html, "browser/a.rs", "Reflect::set(&node, &\"innerHTML\".into(), text);", &["names innerHTML"]);
    check(no_html, "view/a.rs", "Html::from_html_unchecked(text)", &["names from_html_unchecked"]);
    check(no_html, "embed/loader.js", "slot.innerHTML = text;", &["names innerHTML"]);
    check(no_html, "embed/loader.js", "document.write(text); // why", &["names document.write"]);
    check(no_html, "view/a.rs", "// never innerHTML\nlet inner = 1;", &[]);
    check(no_html, "embed/loader.js", "// never innerHTML", &[]);
}

#[test]
fn nothing_needs_inline_style() {
    keep(no_inline_style);
    check(no_inline_style, "view/a.rs", "element(\"p\").with(\"style\", \"color: red\")", &["sets a style attribute"]);
    check(no_inline_style, "view/a.rs", "element(\"p\").attribute(\n \"style\", css)", &["sets a style attribute"]);
    check(no_inline_style, "view/a.rs", "element(\"style\").text(css)", &["makes a style element"]);
    check(no_inline_style, "browser/a.rs", "document.create_element(\"style\")", &["makes a style element"]);
    check(no_inline_style, "embed/loader.js", "document.createElement(\"style\")", &["makes a style element"]);
    check(no_inline_style, "embed/loader.js", "tag.setAttribute('style', css)", &["sets a style attribute"]);
    check(no_inline_style, "view/a.rs", "html! { <p style=\"color: red\"/> }", &["sets a style attribute"]);
    check(no_inline_style, "embed/a.rs", "const KNOWN: [&str; 2] = [\"id\", \"style\"];", &[]);
}

#[test]
fn shipped_code_neither_unwraps_nor_leaks() {
    keep(no_panics_or_leaks);
    check(no_panics_or_leaks, "view/a.rs", "value.unwrap()", &["calls unwrap"]);
    check(no_panics_or_leaks, "view/a.rs", "value\n    .expect(\"there\")", &["calls expect"]);
    check(no_panics_or_leaks, "browser/a.rs", "value.unwrap_throw()", &["calls unwrap_throw"]);
    check(no_panics_or_leaks, "browser/a.rs", "closure.forget();", &["calls forget"]);
    check(no_panics_or_leaks, "browser/a.rs", "std::mem::forget(closure);", &["calls forget"]);
    check(no_panics_or_leaks, "browser/a.rs", "closure.into_js_value()", &["calls into_js_value"]);
    check(no_panics_or_leaks, "view/a.rs", "value.unwrap_or_default(); #[expect(dead_code)] let a = 1;", &[]);
    check(no_panics_or_leaks, "view/a.rs", "#[cfg(test)]\nmod tests { fn f() { value.unwrap() } }", &[]);
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "#[cfg(test)]\nmod tests { fn f() {} }\nfn g() { value.unwrap() }",
        &["calls unwrap"],
    );
    check(no_panics_or_leaks, "view/a.rs", "#[cfg(not(test))]\nfn g() { value.unwrap() }", &["calls unwrap"]);
}

#[test]
fn the_readme_lists_every_attribute() {
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md lies at the root");
    assert_eq!(unlisted_attributes(&readme), Vec::<&str>::new());
    let without_src = readme.replace("| `src`", "| src");
    assert_eq!(unlisted_attributes(&without_src), ["src"]);
}

fn unlisted_attributes(readme: &str) -> Vec<&'static str> {
    let mut unlisted = ATTRIBUTES.to_vec();
    unlisted.retain(|name| {
        let cell = format!("| `{name}` ");
        !readme.lines().any(|line| line.starts_with(&cell))
    });
    unlisted
}

fn arrows(source: &Source) -> Vec<String> {
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

fn purity(source: &Source) -> Vec<String> {
    if !source.room().is_some_and(|room| PURE.contains(&room)) {
        return Vec::new();
    }
    let crates = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "serde_wasm_bindgen", "yew", "gloo", "rand"];
    let mut offences: Vec<_> = crates.into_iter().filter(|name| has_word(&source.code, name)).map(str::to_owned).collect();
    for (start, prefix) in source.code.match_indices("std::") {
        let worldly = ["time", "fs", "net", "env", "io", "process", "thread"];
        let named = first_segments(&source.code[start + prefix.len()..]);
        offences.extend(named.iter().filter(|name| worldly.contains(&name.as_str())).map(|name| format!("std::{name}")));
    }
    offences.iter().map(|name| format!("names {name}")).collect()
}

fn edge(source: &Source) -> Vec<String> {
    if source.room() != Some("view") {
        return Vec::new();
    }
    let whole = ["js_sys", "gloo", "wasm_bindgen_futures", "serde_wasm_bindgen"];
    let mut offences: Vec<_> = whole.into_iter().filter(|name| has_word(&source.code, name)).map(str::to_owned).collect();
    for (library, allowed) in [("web_sys", &VIEW_TYPES[..]), ("wasm_bindgen", &["JsCast"])] {
        for start in words(&source.code, library) {
            match source.code[start + library.len()..].strip_prefix("::") {
                Some(rest) => {
                    let named = first_segments(rest);
                    let strange = named.iter().filter(|name| !allowed.contains(&name.as_str()));
                    offences.extend(strange.map(|name| format!("{library}::{name}")));
                }
                None => offences.push(format!("{library} as a whole")),
            }
        }
    }
    offences.iter().map(|name| format!("names {name}")).collect()
}

fn no_html(source: &Source) -> Vec<String> {
    let found = HTML_WRITERS.iter().filter(|name| has_word(&source.text, name));
    found.map(|name| format!("names {name}")).collect()
}

fn no_inline_style(source: &Source) -> Vec<String> {
    let mut offences = Vec::new();
    // Without blanks and with one kind of quotation mark there is one form to look for.
    let dense: String = source.text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let dense = dense.replace('\'', "\"");
    for (start, _) in dense.match_indices("(\"style\"") {
        let before = &dense[..start];
        let name = before.rsplit(|letter: char| !is_word(letter)).next().unwrap_or_default();
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

fn no_panics_or_leaks(source: &Source) -> Vec<String> {
    if source.is_javascript() {
        return Vec::new();
    }
    let calls = ["unwrap", "unwrap_err", "expect", "expect_err", "unwrap_throw", "expect_throw", "forget", "leak", "into_js_value"];
    let is_called = |name: &&str| {
        words(&source.code, name).into_iter().any(|start| {
            let before = source.code[..start].trim_end();
            let after = source.code[start + name.len()..].trim_start();
            (before.ends_with('.') || before.ends_with("::")) && after.starts_with('(')
        })
    };
    calls.into_iter().filter(is_called).map(|name| format!("calls {name}")).collect()
}

/// Applies a rule to every shipped source.
#[track_caller]
fn keep(rule: Rule) {
    let sources = Source::all();
    assert!(sources.len() > 50, "only {} sources were found", sources.len());
    let mut offences = Vec::new();
    for source in &sources {
        offences.extend(rule(source).iter().map(|offence| format!("src/{} {offence}", source.path)));
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// Applies a rule to a planted source.
#[track_caller]
fn check(rule: Rule, path: &str, text: &str, expected: &[&str]) {
    assert_eq!(rule(&Source::new(path, text).0), expected, "{path}: {text}");
}

/// One file of `src`, without comments and test code.
struct Source {
    /// Path below `src`, with slashes.
    path: String,
    /// Names of its module below the crate.
    module: Vec<String>,
    /// The code with its strings.
    text: String,
    /// The code with its strings blanked.
    code: String,
}

impl Source {
    /// Every shipped file.
    fn all() -> Vec<Self> {
        let mut files = Vec::new();
        collect(&root().join("src"), "", &mut files);
        let (sources, tests): (Vec<_>, Vec<_>) = files.iter().map(|(path, text)| Self::new(path, text)).unzip();
        let tests = tests.concat();
        let is_test = |source: &Self| tests.iter().any(|test| source.module.starts_with(test));
        sources.into_iter().filter(|source| !is_test(source)).collect()
    }

    /// The source, and the modules in other files that are declared for tests only.
    fn new(path: &str, text: &str) -> (Self, Vec<Vec<String>>) {
        let mut module: Vec<_> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        module.pop_if(|name| name == "mod");
        let mut source = Self { path: path.to_owned(), module, text: text.to_owned(), code: text.to_owned() };
        if source.is_javascript() {
            let is_comment = |line: &&str| line.trim_start().starts_with("//");
            source.text = text.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n");
            source.code.clone_from(&source.text);
            return (source, Vec::new());
        }
        source.text = mask(text, false);
        source.code = mask(text, true);
        let mut tests = Vec::new();
        while let Some((start, end)) = test_item(&source.code) {
            let item = source.code[start..end].trim_end_matches(';');
            if let Some((_, name)) = item.rsplit_once("mod ").filter(|_| !item.contains('{')) {
                let mut module = source.module.clone();
                module.push(name.trim().to_owned());
                tests.push(module);
            }
            for view in [&mut source.text, &mut source.code] {
                view.replace_range(start..end, &" ".repeat(end - start));
            }
        }
        (source, tests)
    }

    /// The room it stands in; `None` for the crate's own two files.
    fn room(&self) -> Option<&str> {
        let first = self.module.first().map(String::as_str);
        first.filter(|name| !self.is_javascript() && !matches!(*name, "lib" | "main"))
    }

    fn is_javascript(&self) -> bool {
        self.path.ends_with(".js") || self.path.ends_with(".mjs")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(directory: &Path, below: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("names in src are UTF-8");
        let shown = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
        if path.is_dir() {
            collect(&path, &shown, files);
        } else if [".rs", ".js", ".mjs"].iter().any(|ending| name.ends_with(ending)) {
            files.push((shown, fs::read_to_string(&path).expect("sources are UTF-8")));
        }
    }
}

/// Blanks comments, and strings where `strings` says so. Lengths stay, so that
/// positions in both forms of a source are the same.
fn mask(text: &str, strings: bool) -> String {
    let bytes = text.as_bytes();
    let mut masked = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let is_apart = at == 0 || !is_word(bytes[at - 1] as char);
        let (length, blank) = if rest.starts_with(b"//") {
            (find(rest, b"\n").unwrap_or(rest.len()), true)
        } else if rest.starts_with(b"/*") {
            (find(rest, b"*/").map_or(rest.len(), |end| end + 2), true)
        } else if rest[0] == b'r' && is_apart && raw_string(rest).is_some() {
            (raw_string(rest).unwrap_or(1), strings)
        } else if rest[0] == b'"' {
            (quoted(rest, b'"'), strings)
        } else if rest[0] == b'\'' && is_letter_literal(&text[at..]) {
            (quoted(rest, b'\''), strings)
        } else {
            (1, false)
        };
        if blank {
            for byte in &mut masked[at..at + length] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        at += length;
    }
    String::from_utf8(masked).expect("whole characters were blanked")
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// Length of the raw string that `rest` begins with.
fn raw_string(rest: &[u8]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    let body = rest.get(1 + hashes..).filter(|body| body.first() == Some(&b'"'))?;
    let end = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let inner = find(&body[1..], &end)?;
    Some(1 + hashes + 1 + inner + end.len())
}

/// Length of a literal between two equal marks.
fn quoted(rest: &[u8], mark: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// `'a'` and `'\n'` are letters; `'a` is a lifetime.
fn is_letter_literal(rest: &str) -> bool {
    let mut letters = rest.chars().skip(1);
    letters.next() == Some('\\') || letters.next() == Some('\'')
}

/// Where the first item stands that is compiled for tests only.
fn test_item(code: &str) -> Option<(usize, usize)> {
    let (start, _) = code.match_indices("#[cfg(").find(|(start, _)| {
        let condition = code[*start..].split_once(']').map_or("", |(condition, _)| condition);
        has_word(condition, "test") && !condition.contains("not(test)")
    })?;
    let after = start + code[start..].find(']')? + 1;
    let mut depth = 0_usize;
    for (offset, letter) in code[after..].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => return Some((start, after + offset + 1)),
            '}' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return Some((start, after + offset + 1)),
            _ => {}
        }
    }
    Some((start, code.len()))
}

/// Whether a path begins at `start`, rather than going on there.
fn begins_path(code: &str, start: usize) -> bool {
    !code[..start].ends_with(|letter: char| is_word(letter) || letter == ':')
}

/// The first names of what follows a path's `::`: one, or all of a group.
fn first_segments(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().split(|letter: char| !is_word(letter)).next().unwrap_or_default().to_owned();
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

fn has_word(text: &str, word: &str) -> bool {
    !words(text, word).is_empty()
}

/// Where `word` stands by itself.
fn words(text: &str, word: &str) -> Vec<usize> {
    let stands_alone = |start: &usize| {
        !text[..*start].ends_with(is_word) && !text[start + word.len()..].starts_with(is_word)
    };
    text.match_indices(word).map(|(start, _)| start).filter(stands_alone).collect()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
