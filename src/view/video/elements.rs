//! Elements around a player that are the same before it has come and after.

use super::super::element::{Element, element};
use super::super::language::Language;
use crate::article::{Video, plain_text};

/// The player with all that stands around it, and for paper its address.
pub(super) fn whole(video: &Video) -> Element {
    element("div class=video-player").attribute("data-address", video.url.as_str())
}

/// The place that keeps the player's room on the page.
pub(super) fn place() -> Element {
    element("div key=place class=video-place")
}

/// The box, with the shape of the picture before anything is loaded: a canvas
/// that nothing is drawn on has a ratio without an inline style.
pub(super) fn video_box(video: &Video, portrait: bool) -> Element {
    let (width, height) = match video.size {
        Some(size) => size,
        None if portrait => (9, 16),
        None => (16, 9),
    };
    let frame = element("div key=box").with(
        "class",
        if height > width {
            "video-box portrait"
        } else {
            "video-box"
        },
    );
    let shape = element("canvas key=shape class=shape aria-hidden=true")
        .number("width", Some(width))
        .number("height", Some(height));
    frame.nest(shape)
}

/// Adds the title and the caption.
pub(super) fn with_words(whole: Element, language: &Language, video: &Video) -> Element {
    let caption = plain_text(&video.caption);
    // Systems that ask for one line only put it into both.
    let title = video
        .title
        .as_ref()
        .filter(|title| !caption.starts_with(title.as_str()));
    let title = title.map(|title| {
        language
            .article_words(element("p key=title class=video-title"))
            .text(title)
            .done()
    });
    let whole = whole.child_if(title);
    if caption.is_empty() {
        return whole;
    }
    let line = language.article_words(element("p key=caption class=video-caption"));
    whole.nest(line.text(&caption))
}
