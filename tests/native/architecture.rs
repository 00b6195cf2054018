//! Keeps the walls of the house: which room may name which, who may touch the
//! browser, and what no shipped line may do.
//!
//! Every rule reads the sources as text, without comments and without test
//! code. A rule that cannot fail is worth nothing, so each one is also shown
//! an offence that it has to find.

mod circles;
mod rules;
mod source;

use circles::circles;
use readerly::embed::options::ATTRIBUTES;
use rules::{
    ARROWS, arrows, edge, no_guessed_dates, no_html, no_inline_style, no_panics_or_leaks, purity,
};
use source::{Source, root};
use std::fs;

type Rule = fn(&Source) -> Vec<String>;

#[test]
fn rooms_name_only_the_rooms_within_them() {
    keep(arrows);
    for (index, (room, targets)) in ARROWS.iter().enumerate() {
        for target in *targets {
            let stands_above = ARROWS[..index].iter().any(|(name, _)| name == target);
            assert!(stands_above, "{room} points outward, to {target}");
        }
    }
    check(
        arrows,
        "article/mod.rs",
        "use crate::browser::url;",
        "names browser",
    );
    check(
        arrows,
        "article/mod.rs",
        "use super::browser::url;",
        "names browser",
    );
    check(
        arrows,
        "article/json/mod.rs",
        "use super::super::view::Reader;",
        "names view",
    );
    check(
        arrows,
        "counter/poll.rs",
        "use crate::{shape::find, locale};",
        "names locale",
    );
    check(
        arrows,
        "view/a.rs",
        "fn f() { crate::embed::install() }",
        "names embed",
    );
    check(
        arrows,
        "shape.rs",
        "use crate::article::Article;",
        "names article",
    );
    check(arrows, "parlour/mod.rs", "", "is no room of the house");
    check(
        arrows,
        "article/json/mod.rs",
        "use super::model::{Block, self};",
        "",
    );
    check(
        arrows,
        "counter/read.rs",
        "use crate::shape; // not crate::view",
        "",
    );
}

#[test]
fn no_files_of_a_room_need_each_other() {
    assert_eq!(circles(&Source::all()), Vec::<Vec<String>>::new());
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let room = ("article/mod.rs", "mod a;\nmod b;");
        let room = [room].into_iter().filter(|(path, _)| files[0].0 != *path);
        let sources: Vec<Source> = room
            .chain(files.iter().copied())
            .map(|(path, text)| Source::new(path, text).0)
            .collect();
        let found = circles(&sources).concat();
        assert_eq!(found, expected, "{files:?}");
    }
    let (a, b) = ("article/a.rs", "article/b.rs");
    let circle = &[a, b][..];
    check(&[(a, "use super::b::B;"), (b, "use super::a::A;")], circle);
    check(
        &[
            (a, "use super::{c, b::{B, D as E}};"),
            (b, "fn f() { crate::article::a::g() }"),
        ],
        circle,
    );
    check(
        &[
            (a, "use super::b;\nfn f() { b::g() }"),
            (b, "fn g() { matches!(x, super::a::A) }"),
        ],
        circle,
    );
    // By the name under which the room shows it.
    check(
        &[
            (
                "article/mod.rs",
                "mod a; mod b;\npub(super) use a::A;\npub use b::*;",
            ),
            (a, "use super::b::B;"),
            (b, "use super::A;"),
        ],
        circle,
    );
    check(
        &[
            (a, "use super::b::B;"),
            (b, "use std::a::A;\n// super::a::A"),
        ],
        &[],
    );
    check(
        &[(a, "use super::b::B;"), (b, "pub use super::a::A;")],
        circle,
    );
    // Between rooms the arrows decide.
    check(
        &[
            (a, "use crate::shape::A;"),
            ("shape.rs", "use crate::article::a::A;"),
        ],
        &[],
    );
}

#[test]
fn pure_rooms_know_no_outside_world() {
    keep(purity);
    check(purity, "video/mod.rs", "use web_sys::Url;", "names web_sys");
    check(
        purity,
        "locale/mod.rs",
        "fn f(now: js_sys::Date) {}",
        "names js_sys",
    );
    check(purity, "counter/a.rs", "use yew::Html;", "names yew");
    check(
        purity,
        "counter/a.rs",
        "let now = std::time::SystemTime::now();",
        "names std::time",
    );
    check(
        purity,
        "article/a.rs",
        "use std::{fs, rc::Rc};",
        "names std::fs",
    );
    check(
        purity,
        "article/a.rs",
        "/* yew */ let name = \"web_sys\";",
        "",
    );
    check(purity, "view/a.rs", "use yew::Html;", "");
}

#[test]
fn only_the_edge_touches_the_browser() {
    keep(edge);
    check(edge, "view/a.rs", "use js_sys::Date;", "names js_sys");
    check(
        edge,
        "view/a.rs",
        "use gloo::timers::callback::Timeout;",
        "names gloo",
    );
    check(
        edge,
        "view/a.rs",
        "let window = web_sys::window();",
        "names web_sys::window",
    );
    check(
        edge,
        "view/a.rs",
        "use web_sys::{Element, Url};",
        "names web_sys::Url",
    );
    check(
        edge,
        "view/a.rs",
        "use wasm_bindgen::JsValue;",
        "names wasm_bindgen::JsValue",
    );
    check(
        edge,
        "view/a.rs",
        "use web_sys as w;",
        "names web_sys as a whole",
    );
    check(
        edge,
        "view/a.rs",
        "use wasm_bindgen::JsCast; fn f(e: web_sys::Event) {}",
        "",
    );
    check(
        edge,
        "browser/a.rs",
        "use js_sys::Date; let w = web_sys::window();",
        "",
    );
}

#[test]
fn nothing_writes_html_into_the_page() {
    keep(no_html);
    check(
        no_html,
        "view/a.rs",
        "node.set_inner_html(text);",
        "names set_inner_html",
    );
    check(
        no_html,
        "browser/a.rs",
        "Reflect::set(&node, &\"innerHTML\".into(), text);",
        "names innerHTML",
    );
    check(
        no_html,
        "view/a.rs",
        "Html::from_html_unchecked(text)",
        "names from_html_unchecked",
    );
    check(
        no_html,
        "embed/loader.js",
        "slot.innerHTML = text;",
        "names innerHTML",
    );
    check(
        no_html,
        "embed/loader.js",
        "document.write(text); // why",
        "names document.write",
    );
    check(
        no_html,
        "view/a.rs",
        "// never innerHTML\nlet inner = 1;",
        "",
    );
    check(no_html, "embed/loader.js", "// never innerHTML", "");
}

#[test]
fn nothing_needs_inline_style() {
    keep(no_inline_style);
    check(
        no_inline_style,
        "view/a.rs",
        "element(\"p\").with(\"style\", \"color: red\")",
        "sets a style attribute",
    );
    check(
        no_inline_style,
        "view/a.rs",
        "element(\"p\").attribute(\n \"style\", css)",
        "sets a style attribute",
    );
    check(
        no_inline_style,
        "browser/a.rs",
        "option_bag(&[(\"style\", JsValue::from_str(\"unit\"))])",
        "",
    );
    check(
        no_inline_style,
        "view/a.rs",
        "element(\"style\").text(css)",
        "makes a style element",
    );
    check(
        no_inline_style,
        "browser/a.rs",
        "document.create_element(\"style\")",
        "makes a style element",
    );
    check(
        no_inline_style,
        "embed/loader.js",
        "document.createElement(\"style\")",
        "makes a style element",
    );
    check(
        no_inline_style,
        "embed/loader.js",
        "tag.setAttribute('style', css)",
        "sets a style attribute",
    );
    check(
        no_inline_style,
        "view/a.rs",
        "html! { <p style=\"color: red\"/> }",
        "sets a style attribute",
    );
    check(
        no_inline_style,
        "article/dom/a.rs",
        "let hidden = node.attribute(\"style\");",
        "",
    );
    check(
        no_inline_style,
        "embed/a.rs",
        "const KNOWN: [&str; 2] = [\"id\", \"style\"];",
        "",
    );
}

#[test]
fn no_browser_reads_a_date() {
    keep(no_guessed_dates);
    let planted = [
        "js_sys::Date::parse(text)",
        "Date :: parse(text)",
        "use js_sys::{Array, Date}; Date::new(&text.into())",
        "Date::new(&JsValue::from_str(text))",
        "Intl::DateTimeFormat::new(&locales, &options); js_sys::Date::new(&value)",
    ];
    for code in planted {
        check(
            no_guessed_dates,
            "browser/a.rs",
            code,
            "lets the browser read a date",
        );
    }
    check(
        no_guessed_dates,
        "embed/loader.js",
        "const at = Date.parse(text); new Date('2020-03-16'); new Date(text)",
        "lets the browser read a date, lets the browser read a date, lets the browser read a date",
    );
    let honest = [
        "js_sys::Date::now()",
        "Date::new_0()",
        "Date::new(&JsValue::from_f64(seconds * 1000.0))",
        "Timestamp::parse(text); Update::parse(text); // never Date.parse",
        "Self::Date { year, month, day }",
    ];
    for code in honest {
        check(no_guessed_dates, "browser/a.rs", code, "");
    }
    check(
        no_guessed_dates,
        "embed/loader.js",
        "const now = Date.now(); const today = new Date();",
        "",
    );
}

#[test]
fn shipped_code_neither_unwraps_nor_leaks() {
    keep(no_panics_or_leaks);
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "value.unwrap()",
        "calls unwrap",
    );
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "value\n    .expect(\"there\")",
        "calls expect",
    );
    check(
        no_panics_or_leaks,
        "browser/a.rs",
        "value.unwrap_throw()",
        "calls unwrap_throw",
    );
    check(
        no_panics_or_leaks,
        "browser/a.rs",
        "closure.forget();",
        "calls forget",
    );
    check(
        no_panics_or_leaks,
        "browser/a.rs",
        "std::mem::forget(closure);",
        "calls forget",
    );
    check(
        no_panics_or_leaks,
        "browser/a.rs",
        "closure.into_js_value()",
        "calls into_js_value",
    );
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "value.unwrap_or_default(); #[expect(dead_code)] let a = 1;",
        "",
    );
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "#[cfg(test)]\nmod tests { fn f() { value.unwrap() } }",
        "",
    );
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "#[cfg(test)]\nmod tests { fn f() {} }\nfn g() { value.unwrap() }",
        "calls unwrap",
    );
    check(
        no_panics_or_leaks,
        "view/a.rs",
        "#[cfg(not(test))]\nfn g() { value.unwrap() }",
        "calls unwrap",
    );
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

/// Applies a rule to every shipped source.
#[track_caller]
fn keep(rule: Rule) {
    let sources = Source::all();
    assert!(
        sources.len() > 50,
        "only {} sources were found",
        sources.len()
    );
    let mut offences = Vec::new();
    for source in &sources {
        offences.extend(
            rule(source)
                .iter()
                .map(|offence| format!("src/{} {offence}", source.path)),
        );
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// Applies a rule to a planted source.
#[track_caller]
fn check(rule: Rule, path: &str, text: &str, expected: &str) {
    let offences = rule(&Source::new(path, text).0);
    assert_eq!(offences.join(", "), expected, "{path}: {text}");
}
