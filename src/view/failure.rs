//! What a person sees when the article could not be had.

use super::element::element;
use super::language::Language;
use crate::locale::Message;
use yew::{Callback, Html};

/// A title, what to do, and a button to try again. Where the page's own article
/// is there all the same, one quiet line `is_quiet` says enough.
pub fn render(
    message: Message,
    language: &Language,
    is_quiet: bool,
    retry: Callback<web_sys::Event>,
) -> Html {
    let button = element("button type=button class=button")
        .on("click", retry)
        .text(language.words.retry);
    if is_quiet {
        return element("div class=notice part=failure role=status")
            .nest(element("p").text(message.title))
            .nest(button)
            .done();
    }
    element("div class=failure part=failure role=alert")
        .nest(element("h2 class=failure-title").text(message.title))
        .nest(element("p").text(message.text))
        .nest(button)
        .done()
}
