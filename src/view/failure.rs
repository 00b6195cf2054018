//! What a person sees when the article could not be had.

use super::element::element;
use super::language::Language;
use super::loading::ArticleFailure;
use yew::{Callback, Html};

/// A title, what to do, and a button to try again.
pub fn render(
    failure: &ArticleFailure,
    language: &Language,
    retry: Callback<web_sys::Event>,
) -> Html {
    let message = failure.message(language.words);
    let button = element("button type=button class=button")
        .on("click", retry)
        .text(language.words.retry);
    element("div class=failure part=failure role=alert")
        .nest(element("h2 class=failure-title").text(message.title))
        .nest(element("p").text(message.text))
        .nest(button)
        .done()
}
