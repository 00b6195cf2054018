//! The list of several videos: one row that scrolls sideways, whose height is
//! kept from the start.

use super::super::element::element;
use super::given::{Link, Player, VideoMessage};
use crate::browser::sight;
use crate::locale::video_words_for;
use crate::video::time;
use wasm_bindgen::JsCast;
use yew::{Callback, Html};

/// A button for each video; the one that is shown is marked.
pub(super) fn view(player: &Player, current: usize, link: &Link) -> Html {
    let mut items = element("ol key=playlist class=playlist")
        .attribute("aria-label", video_words_for(&player.language.tag).playlist);
    for (index, video) in player.videos.iter().enumerate() {
        let link = link.clone();
        let chosen = move |_| link.send(VideoMessage::Chosen(index));
        let mut button = element("button type=button class=playlist-item")
            .on("onclick", Callback::from(chosen))
            .on("onfocus", Callback::from(bring_whole));
        if index == current {
            button = button.with("aria-current", "true");
        }
        // Nobody but the owner is asked for a picture.
        if let Some(poster) = &video.poster {
            let picture = element("img class=playlist-poster alt= loading=lazy decoding=async");
            button = button.nest(picture.attribute("src", poster.as_str()));
        }
        let title = element("span class=playlist-title");
        button = button.nest(match &video.title {
            Some(words) => player.language.article_words(title).text(words),
            // An address, cut where the room ends, says less than its place.
            None => {
                let language = &player.language;
                let number = language.formats.number(index as u64 + 1);
                title.text(&[language.words.video_label, " ", &number].concat())
            }
        });
        if let Some(duration) = video.duration {
            // The blank keeps the two apart where the button is read out.
            let duration = [" ", &time::written(duration)].concat();
            button = button.nest(element("span class=playlist-duration").text(&duration));
        }
        items = items.nest(element("li").nest(button));
    }
    items.done()
}

/// Browsers leave an item half behind the edge when it gets the focus.
fn bring_whole(event: web_sys::Event) {
    let item = event.target().and_then(|target| target.dyn_into().ok());
    if let Some(item) = item {
        sight::bring(&item);
    }
}
