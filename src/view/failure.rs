//! What a person sees when the article could not be had.

use super::element::element;
use super::language::Language;
use super::loading::ArticleFailure;
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Html};

/// A title, what to do, and a button to try again.
pub fn render(failure: &ArticleFailure, language: &Language, retry: Callback<web_sys::Event>) -> Html {
    let message = failure.message(language.words);
    let button = element("button")
        .with("type", "button")
        .with("class", "button")
        .on(ListenerKind::onclick, retry)
        .text(language.words.retry);
    element("div")
        .with("class", "failure")
        .with("part", "failure")
        .with("role", "alert")
        .child(element("h2").with("class", "failure-title").text(message.title).done())
        .child(element("p").text(message.text).done())
        .child(button.done())
        .done()
}
