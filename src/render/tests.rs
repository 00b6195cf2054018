//! What articles are built of, as HTML.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod blocks;
mod frame;
mod inlines;

use super::{Context, Page, html, render};
use crate::article::native::{NativeHtml, NativeUrls};
use crate::article::{Timestamp, json};
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
    let context = json::Context {
        base: BASE,
        urls: &NativeUrls,
        html: &NativeHtml { base: BASE },
    };
    let (article, _) = json::read(&value.to_string(), &context).unwrap();
    let context = Context {
        words: locale::words_for(language),
        page: &WardPage,
        views: article.views,
        original: true,
    };
    html(&render(&article, &context).steps)
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
