//! What a person sees when the article could not be had.

use super::element::{element, keyed};
use super::language::Language;
use crate::locale::Message;
use yew::{Callback, Html};

/// A title, what to do, and a button to try again. Where the page's own article
/// is there all the same, one quiet line `is_quiet` says enough. While it `is_tried`
/// again all stays, with the focus in it; `number` tells one failure from the next,
/// which is read out as the first was.
pub fn render(
    message: Message,
    language: &Language,
    is_quiet: bool,
    is_tried: bool,
    number: u32,
    retry: Callback<web_sys::Event>,
) -> Html {
    let button = element("button key=again type=button class=button")
        .on("onclick", retry)
        .text(language.words.retry);
    let trying = if is_tried { language.words.loading } else { "" };
    if is_quiet {
        let line = if is_tried { trying } else { message.title };
        return element("div class=notice part=failure")
            .nest(element("p key=line role=status").text(line))
            .nest(button)
            .done();
    }
    let alert = element("div role=alert")
        .nest(element("h2 class=failure-title").text(message.title))
        .nest(element("p").text(message.text))
        .done();
    element("div class=failure part=failure")
        .child(keyed(alert, number))
        .nest(button)
        .nest(element("span key=trying role=status").text(trying))
        .done()
}
