//! What articles are built of, as HTML.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod blocks;
mod frame;
mod inlines;
mod languages;
mod text;

use super::steps::SIZES;
use super::{Context, Page, Same, Steps, html, render, tongues};
use crate::article::native::{NativeHtml, NativeUrls};
use crate::article::{Article, Timestamp, json};
use crate::locale;
use serde_json::{Value, json};

const BASE: &str = "https://ward.example/news/market.json";

/// A page on ward.example, in plain numbers.
struct WardPage;

impl Page for WardPage {
    fn number(&self, number: u64) -> String {
        number.to_string()
    }

    fn date(&self, date: &Timestamp) -> String {
        format!("{date:?}")
    }

    fn is_same_origin(&self, address: &str, other: Option<&str>) -> bool {
        let origin = |address: &str| url::Url::parse(address).unwrap().origin();
        origin(address) == origin(other.unwrap_or(BASE))
    }

    fn is_this(&self, address: &str) -> bool {
        address == "https://ward.example/here"
    }
}

/// All that stands in an `<article>`.
fn whole(value: &Value, language: &str) -> String {
    let article = value["lang"].as_str().unwrap_or(language);
    let dir = value["dir"].as_str();
    let dir = dir.unwrap_or_else(|| locale::direction(article));
    html(
        &steps_of(value, language),
        &tongues(language, (article, dir)),
    )
}

fn article_of(value: &Value) -> Article {
    let context = json::Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
    };
    json::read(&value.to_string(), &context).unwrap().0
}

fn steps_of(value: &Value, language: &str) -> Steps {
    let article = article_of(value);
    let context = Context {
        words: locale::words_for(language),
        page: &WardPage,
        views: article.views,
        original: true,
        level: value["level"].as_u64().unwrap_or(1) as u8,
        is_one_of_several: value["several"] == true,
    };
    render(&article, &context).steps
}

/// What stands in the body of an article.
fn body(blocks: Value) -> String {
    let html = whole(
        &json!({ "version": 1, "title": "Market", "body": blocks }),
        "en",
    );
    let start = "Market</h1></header><div class=\"body\" part=\"body\">";
    let (_, body) = html.split_once(start).expect("nothing above the body");
    // Notes stand below it.
    let end = body
        .find("</div><section")
        .unwrap_or(body.len() - "</div>".len());
    body[..end].to_owned()
}

#[test]
fn what_is_the_same_is_found_from_both_ends() {
    let film = |name: &str| json!({ "type": "video", "url": format!("{name}.mp4") });
    let steps = |blocks: Value| {
        let article = json!({ "version": 1, "title": "Market", "body": blocks });
        steps_of(&article, "en")
    };
    let check = |old: Value, new: Value, before, behind, players: &[(usize, usize)]| {
        let same = steps(new).same(&steps(old));
        let players = players.to_vec();
        assert_eq!(
            same,
            Same {
                before,
                behind,
                players
            }
        );
    };
    check(json!(["a", "b", "c"]), json!(["a", "x", "c"]), 1, 1, &[]);
    check(json!(["a"]), json!(["a"]), 1, 0, &[]);
    check(json!(["a"]), json!([]), 0, 0, &[]);
    check(json!(["a", "a"]), json!(["a", "a", "a"]), 2, 0, &[]);
    check(
        json!([film("one"), "a", film("two"), "b", film("three")]),
        json!([film("one"), "new", "b", film("three")]),
        1,
        2,
        &[(0, 0), (2, 1)],
    );
    // Notes are no blocks of the body.
    check(
        json!(["a", { "type": "note", "id": "n", "text": "1" }, "b"]),
        json!(["a", { "type": "note", "id": "n", "text": "2" }, "b"]),
        2,
        0,
        &[],
    );
}

#[test]
fn what_is_far_below_can_wait_unless_it_plays() {
    let steps = |blocks: &[Value]| {
        let article = json!({ "version": 1, "title": "Market", "body": blocks });
        steps_of(&article, "en")
    };
    let check = |blocks: usize, film: Option<usize>, waiting: usize| {
        let mut body = vec![json!("a"); blocks];
        if let Some(film) = film {
            body[film] = json!({ "type": "video", "url": "film.mp4" });
        }
        let whole = steps(&body);
        let of_one =
            steps(&vec![json!("a"); 66]).codes().len() - steps(&vec![json!("a"); 65]).codes().len();
        let rest = whole.rest();
        assert_eq!(
            rest.len(),
            waiting * of_one,
            "{blocks} blocks, film {film:?}"
        );
        // What ends the body, and stands behind it.
        assert!(rest.is_empty() || rest.end < whole.codes().len());
    };
    check(0, None, 0);
    check(1, None, 0);
    check(64, None, 0);
    check(65, None, 1);
    check(100, None, 36);
    check(100, Some(0), 36);
    check(100, Some(63), 36);
    check(100, Some(64), 35);
    check(100, Some(98), 1);
    check(100, Some(99), 0);
}

/// A component test holds what a browser builds against the same file.
#[test]
fn a_whole_article_is_what_the_file_says() {
    let article = include_str!("../../tests/fixtures/rendering/article.json");
    let article = serde_json::from_str(article).unwrap();
    assert_eq!(
        whole(&article, "en") + "\n",
        include_str!("../../tests/fixtures/rendering/article.html")
    );
}

#[test]
fn the_styles_know_every_number_of_lines() {
    let styles = include_str!("../../styles/long.css");
    for size in SIZES {
        assert!(
            styles.contains(&format!("[data-lines=\"{size}\"]")),
            "{size}"
        );
    }
}
