//! Videos: the reader's slot for one, and the players inside the text.

use super::element::{Element, element, list, text};
use super::inlines;
use super::language::Language;
use crate::article::{Track, TrackKind, Video};
use crate::browser::host::{Host, HostEvent};
use crate::browser::url::is_page_origin;
use crate::locale;
use crate::video::{self, Source, YouTube};
use wasm_bindgen::JsCast;
use yew::virtual_dom::{ListenerKind, VChild};
use yew::{Callback, Component, Context, Html, NodeRef, Properties};

/// The video slot: the owner's own player where there is one, else ours;
/// nothing where there is neither.
pub fn section(video: Option<&Video>, slotted: bool, language: &Language, host: &Host) -> Option<Html> {
    let heading = element("h2").key("heading").with("id", "video").text(language.words.video_label);
    let section = element("section").key("video").with("class", "video").with("part", "video").with("aria-labelledby", "video");
    let section = section.child(heading.done());
    if slotted {
        return Some(section.child(element("slot").key("slot").with("name", "video").done()).done());
    }
    let video = video?;
    let props = VideoPlayerProps { video: video.clone(), language: language.clone(), host: host.clone() };
    let title = video.title.as_ref().map(|title| element("p").key("title").with("class", "video-title").text(title).done());
    Some(section.child(VChild::<VideoPlayer>::new(props, Some("player".into())).into()).child_if(title).done())
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

/// One video: a file in the browser's player, a provider behind a button, or a link.
#[derive(Debug)]
pub struct VideoPlayer {
    last: Option<VideoMessage>,
    frame: NodeRef,
}

impl Component for VideoPlayer {
    type Message = VideoMessage;
    type Properties = VideoPlayerProps;

    fn create(_context: &Context<Self>) -> Self {
        Self { last: None, frame: NodeRef::default() }
    }

    fn changed(&mut self, context: &Context<Self>, old: &VideoPlayerProps) -> bool {
        if context.props().video.url != old.video.url {
            self.last = None;
        }
        true
    }

    fn update(&mut self, context: &Context<Self>, message: VideoMessage) -> bool {
        let VideoPlayerProps { video, host, .. } = context.props();
        self.last = Some(message);
        host.emit(&HostEvent::Video { state: message.name(), url: video.url.as_str().to_owned() });
        matches!(message, VideoMessage::Play | VideoMessage::Error)
    }

    fn rendered(&mut self, _context: &Context<Self>, _first: bool) {
        // A frame is rendered once, when the button that had the focus is gone.
        if let Some(frame) = self.frame.cast::<web_sys::HtmlElement>() {
            let _ = frame.focus();
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let VideoPlayerProps { video, language, .. } = context.props();
        let player = match video::classify_safe(&video.url) {
            Source::File { mime } => self.file_player(context, mime),
            Source::YouTube(you_tube) => self.facade(context, &you_tube),
            Source::Unknown => {
                let link = element("a").attribute("href", video.url.as_str()).with("rel", "noopener");
                element("p").with("class", "video-link").child(link.text(&name(video, language)).done()).done()
            }
        };
        if video.caption.is_empty() {
            return player;
        }
        let caption = element("figcaption").text(&inlines::plain_text(&video.caption)).done();
        element("figure").with("class", "video-figure").child(player).child(caption).done()
    }
}

impl VideoPlayer {
    /// The browser's own player. Nothing but the poster is loaded before it plays.
    fn file_player(&self, context: &Context<Self>, mime: Option<&'static str>) -> Html {
        let VideoPlayerProps { video, language, .. } = context.props();
        let on = |element: Element, kind: ListenerKind, message: VideoMessage| {
            element.on(kind, context.link().callback(move |_| message))
        };
        let (width, height) = video.size.unwrap_or((16, 9));
        let mut player = element("video")
            .key("player")
            .with("controls", "")
            .with("playsinline", "")
            .with("preload", "none")
            .attribute("aria-label", &name(video, language))
            .maybe("poster", video.poster.as_ref().map(|poster| poster.as_str()))
            .number("width", Some(width))
            .number("height", Some(height));
        if video.tracks.iter().any(|track| !is_page_origin(track.url.as_str())) {
            // A track from another origin needs CORS on the whole player.
            player = player.with("crossorigin", "anonymous");
        }
        player = on(player, ListenerKind::onplay, VideoMessage::Play);
        player = on(player, ListenerKind::onpause, VideoMessage::Pause);
        player = on(player, ListenerKind::onended, VideoMessage::Ended);
        // With <source> children a failure is reported on the source, never on
        // the video (https://html.spec.whatwg.org/#concept-media-load-resource).
        let source = element("source").attribute("src", video.url.as_str()).maybe("type", mime);
        player = player.child(on(source, ListenerKind::onerror, VideoMessage::Error).done());
        for track in &video.tracks {
            player = player.child(self::track(track, self.last.is_some()));
        }
        let frame = element("div").with("class", "video-box").child(player.done());
        let failed = self.last == Some(VideoMessage::Error);
        frame.child_if(failed.then(|| failure(video, language))).done()
    }

    /// A picture of a player. The provider is contacted when the reader asks
    /// for it and not before.
    fn facade(&self, context: &Context<Self>, you_tube: &YouTube) -> Html {
        let VideoPlayerProps { video, language, .. } = context.props();
        let words = language.words;
        let title = video.title.as_deref().unwrap_or(words.video_label);
        let values = [("title", title), ("provider", "YouTube")];
        let frame = element("div").with("class", if you_tube.portrait { "video-box portrait" } else { "video-box" });
        let content = if self.last.is_some() {
            // The policy stands before the address: a page that sends no
            // referrer makes YouTube answer with its error 153.
            element("iframe")
                .referred_by(&self.frame)
                .attribute("title", title)
                .with("allow", "autoplay; encrypted-media; fullscreen; picture-in-picture")
                .with("allowfullscreen", "")
                .with("referrerpolicy", "strict-origin-when-cross-origin")
                // Firefox and WebKit drop the focus with the frame's first, empty page.
                .on(ListenerKind::onload, Callback::from(focus_frame))
                .attribute("src", &you_tube.embed_url())
        } else {
            let poster = video.poster.as_ref().map(|poster| {
                element("img").with("alt", "").with("loading", "lazy").attribute("src", poster.as_str()).done()
            });
            element("button")
                .with("type", "button")
                .with("class", "facade")
                .attribute("aria-label", &locale::fill(words.video_play_provider, &values))
                .on(ListenerKind::onclick, context.link().callback(|_| VideoMessage::Play))
                .child_if(poster)
                .child(element("span").with("class", "play").with("aria-hidden", "true").done())
        };
        let link = element("a").attribute("href", &you_tube.watch_url()).with("rel", "noopener");
        let notice = element("p")
            .with("class", "video-notice")
            .text(&locale::fill(words.video_provider_notice, &values))
            .text(" ")
            .child(link.text(&locale::fill(words.video_open_provider, &values)).done());
        list(vec![frame.child(content.done()).done(), notice.done()])
    }
}

fn focus_frame(event: web_sys::Event) {
    if let Some(frame) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = frame.focus();
    }
}

fn failure(video: &Video, language: &Language) -> Html {
    let link = element("a").attribute("href", video.url.as_str()).text(language.words.video_open_file);
    element("p")
        .key("failed")
        .with("class", "video-failed")
        .with("role", "alert")
        .child(text(language.words.video_failed))
        .text(" ")
        .child(link.done())
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

fn name(video: &Video, language: &Language) -> String {
    match &video.title {
        Some(title) => locale::fill(language.words.video_play, &[("title", title)]),
        None => language.words.video_label.to_owned(),
    }
}
