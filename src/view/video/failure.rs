//! A failure as a sentence: what happened, where else to watch, and another try.

use super::super::element::element;
use super::super::part::on_event;
use super::given::{Link, Player, VideoMessage};
use crate::article::Video;
use crate::browser;
use crate::locale::{self, video_words_for};
use crate::render::FOREIGN;
use crate::video::control::Failure;
use crate::video::{Provider, Source};
use yew::Html;

/// What an owner can do about each [`Failure`], in their order.
const REMEDIES: [&str; 13] = [
    "correct the video's address",
    "try again; if it stays so, take another video",
    "take the video off the page, or link to one that is still there",
    "ask the video's owner to allow embedding on this site",
    "send Referrer-Policy: strict-origin-when-cross-origin with the page, and see that no extension or proxy drops the Referer header",
    "see what the server answers at this address",
    "encode the file anew",
    "see that the file is there, is served with its own Content-Type, and is of a kind that all browsers play, such as H.264 and AAC in MP4",
    "add {origin} to the frame-src of the page's Content-Security-Policy",
    "see whether something keeps {origin} away: a filter, the network, or a Cross-Origin-Embedder-Policy",
    "send no Cross-Origin-Embedder-Policy with pages that hold such videos; this browser has no credentialless frames",
    "name your own hls.js in hls-src",
    "watch the video at its own address",
];

/// Whether nothing is left of the player: its frame shows nothing of use.
pub(super) fn ends_the_player(failure: Failure) -> bool {
    matches!(failure, Failure::Policy | Failure::Isolated)
}

/// One line for the owner: cause and remedy.
pub(super) fn complain(failure: Failure, video: &Video, source: &Source) {
    let mut line = ["video ", video.url.as_str(), ": "].concat();
    line.push_str(&sentence(failure, source, "en"));
    line.push_str(" What to do: ");
    let origin = source.frame().map_or("", |frame| &frame.origin);
    line.push_str(&locale::fill(
        REMEDIES[failure as usize],
        &[("origin", origin)],
    ));
    line.push('.');
    browser::warn(&line);
}

/// The sentence, a link and a button. `is_answer`: something that the reader
/// has just done came to this, so that it is to be read out.
pub(super) fn view(
    failure: Failure,
    is_answer: bool,
    player: &Player,
    video: &Video,
    source: &Source,
    link: &Link,
) -> Html {
    let tag = &player.language.tag;
    let words = video_words_for(tag);
    let open = element("a").with("rel", FOREIGN);
    let open = match source.frame() {
        Some(frame) => open.attribute("href", &frame.page).text(&locale::fill(
            player.language.words.video_open_provider,
            &[("provider", frame.provider_name())],
        )),
        None => open
            .attribute("href", video.url.as_str())
            .text(words.open_file),
    };
    element("p key=failed class=video-failed")
        .maybe("role", is_answer.then_some("alert"))
        .text(&sentence(failure, source, tag))
        .text(" ")
        .nest(open)
        .text(" ")
        .nest(
            element("button type=button class=button")
                .on("onclick", on_event(link, || VideoMessage::Retry))
                .text(words.retry),
        )
        .done()
}

fn sentence(failure: Failure, source: &Source, tag: &str) -> String {
    let words = video_words_for(tag);
    let sentence = words.failures[failure as usize];
    let Some(frame) = source.frame() else {
        // The only player of another's that plays files is an owner's library.
        return locale::fill(sentence, &[("provider", "hls.js")]);
    };
    let mut sentence = locale::fill(sentence, &[("provider", frame.provider_name())]);
    // The number helps whoever is called for help.
    let code = match failure {
        Failure::BadAddress => "2",
        Failure::Player => "5",
        Failure::Gone => "100",
        Failure::NotHere => "101/150",
        Failure::NoReferrer => "153",
        _ => "",
    };
    if frame.provider == Provider::YouTube && !code.is_empty() {
        sentence.push_str(&[" (YouTube ", code, ")"].concat());
    }
    sentence
}
