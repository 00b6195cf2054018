//! The keys of a headset and the lock screen: they work on the player that
//! played last. A frame has a session of its own, of which the page knows
//! nothing (<https://github.com/w3c/mediasession/issues/194>).

use super::given::{Link, Player, VideoMessage};
use crate::article::Video;
use crate::browser::media_session::MediaSession;
use yew::NodeRef;

/// Takes the page's session for `video`, one of those of `player`.
pub(super) fn take(
    node: &NodeRef,
    player: &Player,
    video: &Video,
    link: &Link,
) -> Option<MediaSession> {
    let title = video
        .title
        .as_deref()
        .unwrap_or(player.language.words.video_label);
    let poster = video.poster.as_ref().map(|poster| poster.as_str());
    let place = player
        .videos
        .iter()
        .position(|known| std::ptr::eq(known, video));
    let link = link.clone();
    let count = player.videos.len();
    let to_other = move |forward: bool| {
        let other = match forward {
            true => place.map(|place| place + 1),
            false => place.and_then(|place| place.checked_sub(1)),
        };
        if let Some(other) = other.filter(|other| *other < count) {
            link.send(VideoMessage::Chosen(other));
        }
    };
    let to_other = (count > 1).then(|| Box::new(to_other) as Box<dyn Fn(bool)>);
    MediaSession::new(&*node.get()?, title, poster, to_other)
}
