//! A video file in the browser's own player.

use super::super::element::{Element, element};
use super::captions::Captions;
use super::given::{Link, Player, VideoMessage};
use super::hls::{self, Watchdog};
use super::media_session;
use crate::article::{SafeUrl, Track, TrackKind, Video};
use crate::browser::hls::HlsPlayer;
use crate::browser::media_session::MediaSession;
use crate::browser::page::Listener;
use crate::browser::url::is_page_origin;
use crate::browser::{media, page, picture_in_picture};
use crate::video::control::{Command, Failure, Report};
use crate::video::hls::{MIME, Way};
use crate::video::kind::Kind;
use crate::video::stall::Verdict;
use crate::video::{self, Source};
use std::mem;
use std::rc::Rc;
use web_sys::Event;
use yew::{Callback, Html, NodeRef};

/// The browser's player at work.
pub(super) struct FilePlayer {
    /// Who plays what only some browsers can.
    way: Way,
    node: NodeRef,
    is_watched: bool,
    /// Hears when the video moves to a window of its own.
    window: Option<Listener>,
    /// Where to begin, in seconds, once the player knows where that is.
    start: Option<f64>,
    /// The reader has asked for it already.
    plays_at_once: bool,
    /// It has played before, so that its captions may be fetched.
    has_begun: bool,
    /// What its tools show.
    pub captions: Captions,
    library: Option<HlsPlayer>,
    watchdog: Watchdog,
    session: Option<MediaSession>,
}

type Meaning = fn(&Event) -> VideoMessage;

/// What is heard of a player, and what that means.
const HEARD: [(&str, Meaning); 10] = [
    ("onplay", |_| VideoMessage::Told(Report::Playing)),
    ("onpause", |_| VideoMessage::Told(Report::Paused)),
    ("onended", |_| VideoMessage::Told(Report::Ended)),
    ("ontimeupdate", time),
    ("ondurationchange", time),
    ("onloadedmetadata", |_| VideoMessage::ToolsChanged),
    ("onratechange", |_| VideoMessage::ToolsChanged),
    ("onenterpictureinpicture", |_| VideoMessage::ToolsChanged),
    ("onleavepictureinpicture", |_| VideoMessage::ToolsChanged),
    ("onerror", broken),
];

impl FilePlayer {
    /// For files of any types.
    pub fn new(start: Option<u32>, plays_at_once: bool) -> Self {
        Self {
            way: Way::Native,
            node: NodeRef::default(),
            is_watched: false,
            window: None,
            start: start.map(f64::from),
            plays_at_once,
            has_begun: false,
            captions: Captions::default(),
            library: None,
            watchdog: Watchdog::default(),
            session: None,
        }
    }

    /// For an HLS playlist; `None` while only a link can be shown, or the
    /// owner's hls.js waits for the reader to press.
    pub fn hls(
        player: &Player,
        video: &Video,
        start: Option<u32>,
        plays_at_once: bool,
    ) -> Option<Self> {
        let mut way = hls::way(player);
        if way == Way::Link && !video.sources.is_empty() {
            // The browser passes over what it cannot play.
            way = Way::Native;
        }
        let waits = way == Way::Link || way == Way::Library && !plays_at_once;
        (!waits).then(|| Self {
            way,
            ..Self::new(start, plays_at_once)
        })
    }

    /// The player.
    pub fn view(&self, player: &Player, video: &Video, link: &Link) -> Html {
        let mut film = bare(player, video).referred_by(&self.node);
        let is_by_library = self.way == Way::Library;
        for (name, make) in HEARD {
            // hls.js repairs what it can, and tells of the rest.
            if !(is_by_library && name == "onerror") {
                film = on(film, name, make, link);
            }
        }
        if !is_by_library {
            film = sources(film, video, link);
        }
        tracks(film, video).done()
    }

    /// Does as it is told.
    pub fn carry_out(&mut self, command: Command) {
        let Some(node) = self.node.get() else {
            // It is not on the page yet.
            if let Command::Seek(seconds) = command {
                self.start = Some(seconds);
            }
            return;
        };
        match command {
            Command::Play => media::play(&node),
            Command::Pause => {
                media::pause(&node);
                // Something else plays now, and the keys are for that.
                self.session = None;
            }
            Command::Seek(seconds) => {
                if media::ready_state(&node) == 0 {
                    self.start = Some(seconds);
                }
                media::seek(&node, seconds);
            }
            Command::Rate(factor) => media::set_rate(&node, factor),
        }
    }

    /// Another element takes its place.
    pub fn stop(&self) {
        if let Some(node) = self.node.get() {
            media::stop(&node);
        }
    }

    /// Takes note of what the player told.
    pub fn told(&mut self, report: Report, player: &Player, video: &Video, link: &Link) {
        if report == Report::Playing {
            if !mem::replace(&mut self.has_begun, true) {
                self.captions.begin(&self.node, video);
            }
            self.captions.look(&self.node);
            if self.session.is_none() {
                self.session = media_session::take(&self.node, player, video, link);
            }
            if self.way == Way::Watched {
                self.watchdog.wait(link);
            }
            // It may have failed before anybody listened, and a player that has
            // does not say it again.
            if let Some(node) = self.node.get()
                && self.way != Way::Library
            {
                let code = media::error_code(&node);
                if code > 0 {
                    link.send(failed(code));
                }
            }
        } else {
            self.watchdog.rest();
        }
    }

    /// Shows the n-th of the captions, or none.
    pub fn show_captions(&mut self, index: Option<usize>) {
        self.captions.show(&self.node, index);
    }

    /// Something changed that the tools show.
    pub fn tools_changed(&mut self) {
        self.captions.look(&self.node);
    }

    /// Whether it has played, so that its tools are of use.
    pub fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// How many times as fast it plays.
    pub fn rate(&self) -> Option<f64> {
        self.node.get().map(|node| media::rate(&node))
    }

    /// Whether it is in a window of its own; `None` where it cannot be.
    pub fn picture_in_picture(&self) -> Option<bool> {
        let node = self.node.get()?;
        picture_in_picture::is_possible(&node).then(|| picture_in_picture::is_on(&node))
    }

    /// Into a window of its own, or back.
    pub fn toggle_picture_in_picture(&self) {
        if let Some(node) = self.node.get() {
            picture_in_picture::toggle(&node);
        }
    }

    /// Time has passed; whether it has to be given up.
    pub fn tick(&mut self, link: &Link) -> bool {
        let verdict = self.watchdog.look(&self.node);
        if verdict == Verdict::GiveUp {
            self.carry_out(Command::Pause);
            self.watchdog.rest();
            return true;
        }
        if let (Verdict::Nudge, Some(node)) = (verdict, self.node.get()) {
            self.start = Some(media::time(&node).0);
            media::load(&node);
            media::play(&node);
        }
        self.watchdog.wait(link);
        false
    }

    /// What is to be done once the player is on the page.
    pub fn rendered(&mut self, player: &Player, video: &Video, link: &Link) {
        if !mem::replace(&mut self.is_watched, true) {
            self.captions.watch(&self.node, link);
            self.window = self.node.get().map(|node| {
                let link = link.clone();
                let changed = move || link.send(VideoMessage::ToolsChanged);
                picture_in_picture::watch_older(&node, Rc::new(changed))
            });
            if let Some(start) = self.start {
                self.carry_out(Command::Seek(start));
            }
        }
        self.go_to_start();
        if mem::take(&mut self.plays_at_once) {
            if let (Way::Library, Some(script)) = (self.way, &player.settings.hls_source) {
                let start = self.start.unwrap_or_default();
                let url = video.url.as_str();
                self.library = hls::begin_library(&self.node, script, url, start, link);
            }
            // Here, within the reader's click, even if there is nothing to play
            // yet: Safari then lets a script play this element later.
            self.carry_out(Command::Play);
        }
    }

    /// Most browsers take a place before they know the video as the one to
    /// begin at; those that forget it are told again when they know.
    fn go_to_start(&mut self) {
        if let (Some(start), Some(node)) = (self.start, self.node.get())
            && media::ready_state(&node) > 0
        {
            self.start = None;
            if (media::time(&node).0 - start).abs() > 1.0 {
                media::seek(&node, start);
            }
        }
    }
}

/// The player as it stands there before the module has come that does more:
/// the browser itself can play.
pub(super) fn alone(player: &Player, video: &Video, link: &Link) -> Html {
    let playing = |_: &Event| VideoMessage::Told(Report::Playing);
    let near = |_: &Event| VideoMessage::Near;
    let film = on(bare(player, video), "onplay", playing, link);
    let film = on(film, "onfocus", near, link);
    tracks(sources(film, video, link), video).done()
}

/// Nothing but the poster is loaded before it plays.
fn bare(player: &Player, video: &Video) -> Element {
    let (width, height) = video.size.unwrap_or((16, 9));
    // What it does the browser says itself.
    let title = video.title.as_deref();
    let film = player
        .language
        .article_words(element(
            "video key=player controls= playsinline= preload=none",
        ))
        .attribute(
            "aria-label",
            title.unwrap_or(player.language.words.video_label),
        )
        .maybe(
            "poster",
            video.poster.as_ref().map(|poster| poster.as_str()),
        )
        .number("width", Some(width))
        .number("height", Some(height));
    let is_foreign = |track: &Track| !is_page_origin(track.url.as_str());
    if video.tracks.iter().any(is_foreign) {
        // A track from another origin needs CORS on the whole player.
        return film.with("crossorigin", "anonymous");
    }
    film
}

fn tracks(mut film: Element, video: &Video) -> Element {
    for track in &video.tracks {
        // No browser shows them, and WebKit fetches them at once.
        if track.kind != TrackKind::Chapters {
            film = film.child(self::track(track));
        }
    }
    film
}

/// How a video is played. An address that says nothing is a file's where the
/// article gives its type, or further files of the same film.
pub(super) fn source_of(video: &Video) -> Source {
    let mime = video.mime.as_deref().unwrap_or_default();
    match video::classify_safe(&video.url) {
        Source::Unknown if mime.ends_with("mpegurl") => Source::Hls,
        Source::Unknown if mime.starts_with("video/") || !video.sources.is_empty() => {
            Source::File { mime: None }
        }
        known => known,
    }
}

/// With `<source>` children a failure is reported on the source, never on the
/// video, and only the last one's means that there is nothing to play
/// (<https://html.spec.whatwg.org/#concept-media-load-resource>).
fn sources(mut film: Element, video: &Video, link: &Link) -> Element {
    let mut url = &video.url;
    let mut mime = &video.mime;
    for next in &video.sources {
        film = film.nest(source(url, mime));
        (url, mime) = (&next.url, &next.mime);
    }
    film.nest(on(source(url, mime), "onerror", unusable, link))
}

/// The article's own word on the type goes before what the name's ending says.
fn source(url: &SafeUrl, mime: &Option<String>) -> Element {
    let by_ending = match Kind::of(url.as_str()) {
        Kind::File(mime) => mime,
        Kind::Hls => Some(MIME),
        _ => None,
    };
    element("source")
        .attribute("src", url.as_str())
        .maybe("type", mime.as_deref().or(by_ending))
}

fn on(element: Element, name: &'static str, make: Meaning, link: &Link) -> Element {
    let link = link.clone();
    let heard = move |event: Event| link.send(make(&event));
    element.on(name, Callback::from(heard))
}

fn time(event: &Event) -> VideoMessage {
    let (seconds, duration) = media::time(&media::target(event));
    VideoMessage::Told(Report::Time { seconds, duration })
}

/// It broke while it played.
fn broken(event: &Event) -> VideoMessage {
    failed(media::error_code(&media::target(event)))
}

fn unusable(_: &Event) -> VideoMessage {
    failed(4)
}

/// By the codes of <https://html.spec.whatwg.org/#error-codes>.
fn failed(code: u16) -> VideoMessage {
    VideoMessage::Told(Report::Failed(match code {
        3 => Failure::Decode,
        // There is no such file, or no player for it; a browser does not say which.
        4 if page::is_online() => Failure::Unsupported,
        2 | 4 => Failure::Network,
        _ => Failure::Unknown,
    }))
}

/// None is on from the start: a browser would fetch it at once, whatever
/// `preload` says. [`Captions::begin`] switches it on when the video plays.
fn track(track: &Track) -> Html {
    let kind = match track.kind {
        TrackKind::Captions => "captions",
        TrackKind::Subtitles => "subtitles",
        TrackKind::Descriptions => "descriptions",
        TrackKind::Chapters => "chapters",
    };
    element("track")
        .with("kind", kind)
        .maybe("srclang", track.lang.as_deref())
        .maybe("label", track.label.as_deref())
        .attribute("src", track.url.as_str())
        .done()
}
