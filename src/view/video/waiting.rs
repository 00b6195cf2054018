//! A video before the player's module is there.
//!
//! What is drawn is what the player will draw: the same elements under the same
//! names, so that nothing jumps, no focus is lost and a film that the reader has
//! started plays on.

use super::super::element::{element, keyed};
use super::super::part::on_event;
use super::elements::{place, video_box, whole, with_words};
use super::facade::{self, Facade};
use super::given::{Link, Player, VideoMessage};
use super::{file, texts};
use crate::article::{TrackKind, Video};
use crate::browser::{anchors, memory};
use crate::text::{Words, holds};
use crate::video::kind::{Kind, is_portrait};
use web_sys::Event;
use yew::{Callback, Html};

/// Where providers are kept that the reader need not be asked about.
pub(super) const REMEMBERED: &str = "readerly.consent";

/// The player as elements; `failed`: there will be no other.
pub(super) fn view(player: &Player, failed: bool, link: &Link) -> Html {
    let Some(video) = player.videos.first() else {
        return Html::default();
    };
    let kind = kind_of(video);
    let content = match kind {
        Kind::File(_) => keyed(file::alone(player, video, link), 1),
        _ => {
            let provider = match kind {
                Kind::Provider(name) => Some(name),
                _ => None,
            };
            let facade = Facade {
                address: video.url.as_str(),
                plays: provider.is_some() && !failed,
                provider,
                start: None,
                notice: None,
                node: None,
            };
            facade::view(player, video, facade, link)
        }
    };
    let box_ = video_box(video, is_portrait(video.url.as_str())).child(content);
    let list = (player.videos.len() > 1).then(|| element("div key=playlist class=playlist").done());
    let near = || on_event(link, || VideoMessage::Near);
    let whole = whole(video)
        .on("onpointerover", near())
        .nest(place().nest(element("div key=float class=video-float").nest(box_)));
    with_words(whole, &player.language, video)
        .child_if(list)
        .child_if(closed_texts(player, video, link))
        .done()
}

/// Whether the player has work before the reader comes near it.
pub(super) fn needs_the_player(player: &Player) -> bool {
    let kind = player.videos.first().map(kind_of);
    let settings = &player.settings;
    let consents = settings.consent.as_deref().unwrap_or("click");
    let resumes = settings.controls.as_deref().unwrap_or_default();
    player.videos.len() > 1
        || kind == Some(Kind::Hls)
        || consents != "click"
        || holds(resumes, "resume")
        || matches!(kind, Some(Kind::Provider(_))) && memory::kept(REMEMBERED).is_some()
        || anchors::page_fragment().is_some_and(|fragment| fragment.starts_with("t="))
        || player
            .host
            .holds("a[href*='#t='],a[href*='?t='],a[href*='&t=']")
}

fn kind_of(video: &Video) -> Kind<'_> {
    let mime = video.mime.as_deref().unwrap_or_default();
    match Kind::of(video.url.as_str()) {
        Kind::Page if mime.ends_with("mpegurl") => Kind::Hls,
        Kind::Page if mime.starts_with("video/") || !video.sources.is_empty() => Kind::File(None),
        known => known,
    }
}

/// A row for the chapters and one for the transcript, as far as there are tracks
/// for them.
fn closed_texts(player: &Player, video: &Video, link: &Link) -> Option<Html> {
    let mut closed = element("div key=texts class=video-texts");
    for (kind, name) in [
        (TrackKind::Chapters, "chapters"),
        (TrackKind::Captions, "transcript"),
    ] {
        let is_one = |chapters: TrackKind| {
            (chapters == TrackKind::Chapters) == (kind == TrackKind::Chapters)
        };
        if video.tracks.iter().any(|track| is_one(track.kind)) && is_offered(player, name) {
            let link = link.clone();
            let opened = move |_: Event| {
                link.send(VideoMessage::Unfolded(kind, true));
            };
            let text = texts::closed(kind, &player.language, video);
            closed = closed.nest(text.on("ontoggle", Callback::from(opened)));
        }
    }
    (!video.tracks.is_empty()).then(|| closed.done())
}

/// As [`crate::video::controls`] has it, in short.
fn is_offered(player: &Player, name: &str) -> bool {
    let Some(controls) = &player.settings.controls else {
        return true;
    };
    let mut is_offered = holds(controls, "+") || holds(controls, "-");
    for word in Words(controls) {
        if let Some(rest) = word.strip_prefix('-') {
            is_offered &= rest != name;
        } else if word.trim_start_matches('+') == name {
            is_offered = true;
        }
    }
    is_offered
}
