//! Videos: the reader's slot for one, and the players inside the text.

use super::element::{Element, element, list, text};
use super::inlines::FOREIGN;
use super::language::Language;
use super::part::{Alone, Given, Link, Message, on_event, part};
use crate::article::{SafeUrl, Track, TrackKind, Video, plain_text};
use crate::browser::anchors;
use crate::browser::host::{Host, HostEvent};
use crate::browser::url::is_page_origin;
use crate::locale;
use crate::video::{self, Source, YouTube};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use yew::{Callback, Html, NodeRef, Properties};

/// The video slot: the owner's own player where there is one, else ours;
/// nothing where there is neither.
pub fn section(
    video: Option<&Video>,
    slotted: bool,
    language: &Language,
    host: &Host,
) -> Option<Html> {
    let heading = element("h2 key=heading id=readerly-video").text(language.words.video_label);
    let section =
        element("section key=video class=video part=video aria-labelledby=readerly-video");
    let section = section.nest(heading);
    if slotted {
        return Some(section.nest(element("slot key=slot name=video")).done());
    }
    let video = video?;
    let player = Player::new(video, language, host);
    let title = video
        .title
        .as_ref()
        .map(|title| element("p key=title class=video-title").text(title).done());
    Some(
        section
            .child(part(Given::Video(player), Some("player")))
            .child_if(title)
            .done(),
    )
}

/// Properties of [`VideoPlayer`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VideoPlayerProps {
    /// What to play.
    pub video: Video,
    /// Words.
    pub language: Language,
    /// The element that events are dispatched on.
    pub host: Host,
}

/// What a player needs of a video.
#[derive(Clone, Debug)]
pub struct Player {
    url: SafeUrl,
    title: Option<String>,
    poster: Option<SafeUrl>,
    size: Option<(u32, u32)>,
    tracks: Vec<Track>,
    caption: String,
    language: Language,
    host: Host,
}

impl Player {
    /// A player for this video.
    pub fn new(video: &Video, language: &Language, host: &Host) -> Self {
        Self {
            url: video.url.clone(),
            title: video.title.clone(),
            poster: video.poster.clone(),
            size: video.size,
            tracks: video.tracks.clone(),
            caption: plain_text(&video.caption),
            language: language.clone(),
            host: host.clone(),
        }
    }

    fn name(&self) -> String {
        match &self.title {
            Some(title) => locale::fill(self.language.words.video_play, &[("title", title)]),
            None => self.language.words.video_label.to_owned(),
        }
    }
}

impl From<VideoPlayerProps> for Given {
    fn from(props: VideoPlayerProps) -> Self {
        Self::Video(Player::new(&props.video, &props.language, &props.host))
    }
}

/// What happened to a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoMessage {
    /// It plays, or the reader asked for the provider's player.
    Play,
    /// It was paused.
    Pause,
    /// It came to its end.
    Ended,
    /// It cannot be played.
    Error,
}

impl VideoMessage {
    fn name(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Pause => "pause",
            Self::Ended => "ended",
            Self::Error => "error",
        }
    }
}

/// One video by itself.
pub type VideoPlayer = Alone<VideoPlayerProps>;

/// One video: a file in the browser's player, a provider behind a button, or a link.
#[derive(Debug, Default)]
pub struct VideoPart {
    last: Option<VideoMessage>,
    frame: NodeRef,
    /// The button that had the focus is going, and the frame is to take it.
    hands_over: Cell<bool>,
}

impl VideoPart {
    /// Another video begins anew.
    pub fn changed(&mut self, player: &Player, old: &Player) {
        if player.url != old.url {
            self.last = None;
        }
    }

    /// Tells the owner; whether there is something new to show.
    pub fn update(&mut self, player: &Player, message: VideoMessage) -> bool {
        self.hands_over.set(self.last.is_none());
        self.last = Some(message);
        player.host.emit(&HostEvent::Video {
            state: message.name(),
            url: player.url.as_str().to_owned(),
        });
        matches!(message, VideoMessage::Play | VideoMessage::Error)
    }

    /// Moves the focus along.
    pub fn rendered(&self) {
        if self.hands_over.take()
            && let Some(frame) = self.frame.cast::<web_sys::HtmlElement>()
        {
            let _ = frame.focus();
        }
    }

    /// The player as elements.
    pub fn view(&self, video: &Player, link: &Link) -> Html {
        let player = match video::classify_safe(&video.url) {
            Source::File { mime } => self.file_player(video, link, mime),
            Source::YouTube(you_tube) => self.facade(video, link, &you_tube),
            Source::Unknown => {
                let link = element("a")
                    .attribute("href", video.url.as_str())
                    .with("rel", FOREIGN);
                element("p class=video-link")
                    .nest(link.text(&video.name()))
                    .done()
            }
        };
        if video.caption.is_empty() {
            return player;
        }
        let caption = element("figcaption").text(&video.caption).done();
        element("figure class=video-figure")
            .child(player)
            .child(caption)
            .done()
    }

    /// The browser's own player. Nothing but the poster is loaded before it plays.
    fn file_player(&self, video: &Player, link: &Link, mime: Option<&'static str>) -> Html {
        let on = |element: Element, event: &'static str, make: fn() -> Message| {
            element.on(event, on_event(link, make))
        };
        let (width, height) = video.size.unwrap_or((16, 9));
        let mut player = element("video key=player controls= playsinline= preload=none")
            .attribute("aria-label", &video.name())
            .maybe(
                "poster",
                video.poster.as_ref().map(|poster| poster.as_str()),
            )
            .number("width", Some(width))
            .number("height", Some(height));
        if video
            .tracks
            .iter()
            .any(|track| !is_page_origin(track.url.as_str()))
        {
            // A track from another origin needs CORS on the whole player.
            player = player.with("crossorigin", "anonymous");
        }
        player = on(player, "play", || Message::Video(VideoMessage::Play));
        player = on(player, "pause", || Message::Video(VideoMessage::Pause));
        player = on(player, "ended", || Message::Video(VideoMessage::Ended));
        // With <source> children a failure is reported on the source, never on
        // the video (https://html.spec.whatwg.org/#concept-media-load-resource).
        let source = element("source")
            .attribute("src", video.url.as_str())
            .maybe("type", mime);
        player = player.nest(on(source, "error", || Message::Video(VideoMessage::Error)));
        for track in &video.tracks {
            player = player.child(self::track(track, self.last.is_some()));
        }
        let frame = element("div class=video-box").nest(player);
        let failed = self.last == Some(VideoMessage::Error);
        frame.child_if(failed.then(|| failure(video))).done()
    }

    /// A picture of a player. The provider is contacted when the reader asks
    /// for it and not before.
    fn facade(&self, video: &Player, link: &Link, you_tube: &YouTube) -> Html {
        let words = video.language.words;
        let title = video.title.as_deref().unwrap_or(words.video_label);
        let values = [("title", title), ("provider", "YouTube")];
        let frame = element("div").with(
            "class",
            if you_tube.portrait {
                "video-box portrait"
            } else {
                "video-box"
            },
        );
        let content = if self.last.is_some() {
            // The policy stands before the address: a page that sends no
            // referrer makes YouTube answer with its error 153.
            element("iframe")
                .referred_by(&self.frame)
                .attribute("title", title)
                .with(
                    "allow",
                    "autoplay; encrypted-media; fullscreen; picture-in-picture",
                )
                .with("allowfullscreen", "")
                .with("referrerpolicy", "strict-origin-when-cross-origin")
                // Firefox and WebKit drop the focus with the frame's first, empty page.
                .on("load", Callback::from(focus_frame))
                .attribute("src", &you_tube.embed_url())
        } else {
            let poster = video.poster.as_ref().map(|poster| {
                element("img alt= loading=lazy")
                    .attribute("src", poster.as_str())
                    .done()
            });
            element("button type=button class=facade")
                .attribute(
                    "aria-label",
                    &locale::fill(words.video_play_provider, &values),
                )
                .on(
                    "click",
                    on_event(link, || Message::Video(VideoMessage::Play)),
                )
                .child_if(poster)
                .nest(element("span class=play aria-hidden=true"))
        };
        let link = element("a")
            .attribute("href", &you_tube.watch_url())
            .with("rel", FOREIGN);
        let notice = element("p class=video-notice")
            .text(&locale::fill(words.video_provider_notice, &values))
            .text(" ")
            .nest(link.text(&locale::fill(words.video_open_provider, &values)));
        list(vec![frame.nest(content).done(), notice.done()])
    }
}

fn focus_frame(event: web_sys::Event) {
    if let Some(frame) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
        && anchors::nothing_has_focus()
    {
        let _ = frame.focus();
    }
}

fn failure(video: &Player) -> Html {
    let words = video.language.words;
    let link = element("a")
        .attribute("href", video.url.as_str())
        .with("rel", FOREIGN)
        .text(words.video_open_file);
    element("p key=failed class=video-failed role=alert")
        .child(text(words.video_failed))
        .text(" ")
        .nest(link)
        .done()
}

/// A browser fetches a track that is on from the start as soon as it is there,
/// whatever `preload` says, so none is before the video has been asked for. An
/// attribute that comes later switches nothing on: then the element is made
/// anew, under another key.
fn track(track: &Track, is_asked_for: bool) -> Html {
    let is_on = track.default && is_asked_for;
    let kind = match track.kind {
        TrackKind::Captions => "captions",
        TrackKind::Subtitles => "subtitles",
        TrackKind::Descriptions => "descriptions",
        TrackKind::Chapters => "chapters",
    };
    element("track")
        .key(if is_on { "on" } else { "off" })
        .with("kind", kind)
        .maybe("srclang", track.lang.as_deref())
        .maybe("label", track.label.as_deref())
        .switch("default", is_on)
        .attribute("src", track.url.as_str())
        .done()
}
