//! The transcript and the chapters: lists of links into the video, made from
//! its own text tracks when the reader opens them.
//!
//! Each cue is a line, as it is on the screen: the time is exact and a search
//! shows exactly what is said where. The lines are put on the page by hand
//! (see [`cue_list`](crate::browser::cue_list)), and what Yew sees of a list is
//! an element without children.

use super::super::element::{Element, element};
use super::super::language::Language;
use super::given::{Link, Player, VideoMessage};
use crate::article::{Track, TrackKind, Video};
use crate::browser::cue_list::CueList;
use crate::browser::cues::{self, Cue, CueReader};
use crate::browser::field;
use crate::locale::{self, VideoWords, video_words_for};
use crate::render::FOREIGN;
use crate::video::controls::Controls;
use crate::video::{time, transcript};
use std::rc::Rc;
use yew::{Callback, Html, NodeRef};

/// The texts of one video.
#[derive(Default)]
pub(super) struct Texts(Vec<Text>);

/// One of them.
struct Text {
    /// `Chapters`, or `Captions` for the transcript.
    kind: TrackKind,
    /// Where it can be had, one for each language.
    tracks: Vec<Track>,
    /// Which of these it is.
    chosen: usize,
    is_open: bool,
    state: State,
    /// The lines as the search compares them; empty before the first search.
    folded: Vec<String>,
    /// What is looked for, in the same form.
    sought: String,
    /// How many lines hold it.
    found: usize,
    list: NodeRef,
}

/// How far one of them has come.
enum State {
    /// Nobody has asked for it.
    Closed,
    /// The browser reads it.
    Loading(CueReader),
    /// There it is.
    Here {
        cues: Vec<Cue>,
        starts: Vec<f64>,
        /// The lines, once they are on the page.
        lines: Option<CueList>,
    },
    /// It cannot be had.
    Failed,
}

impl Texts {
    /// The texts of a video, of which nothing is fetched yet, for a reader of
    /// this language.
    pub fn new(video: &Video, language: &str) -> Self {
        let mut texts = Vec::new();
        for kind in [TrackKind::Chapters, TrackKind::Captions] {
            let is_one = |track: &&Track| {
                (track.kind == TrackKind::Chapters) == (kind == TrackKind::Chapters)
            };
            let tracks: Vec<Track> = video.tracks.iter().filter(is_one).cloned().collect();
            if !tracks.is_empty() {
                texts.push(Text {
                    kind,
                    chosen: usual(&tracks, language),
                    tracks,
                    is_open: false,
                    state: State::Closed,
                    folded: Vec::new(),
                    sought: String::new(),
                    found: 0,
                    list: NodeRef::default(),
                });
            }
        }
        Self(texts)
    }

    /// The reader opened or closed one of them. One that could not be had is
    /// sent for again.
    pub fn unfold(&mut self, kind: TrackKind, is_open: bool, link: &Link) {
        if let Some(text) = self.of(kind) {
            text.is_open = is_open;
            match &text.state {
                State::Closed | State::Failed if is_open => text.load(link),
                State::Here {
                    lines: Some(lines), ..
                } => lines.follow(),
                _ => {}
            }
        }
    }

    /// The reader wants the transcript from another track.
    pub fn choose(&mut self, index: usize, link: &Link) {
        if let Some(text) = self.of(TrackKind::Captions) {
            text.chosen = index;
            text.folded = Vec::new();
            text.list = NodeRef::default();
            text.load(link);
        }
    }

    /// Its cues have arrived, or cannot be had.
    pub fn arrived(&mut self, kind: TrackKind) {
        if let Some(text) = self.of(kind)
            && let State::Loading(reader) = &text.state
            && let Some(cues) = reader.cues()
        {
            let mut starts = Vec::with_capacity(cues.len());
            for cue in &cues {
                starts.push(cue.start);
            }
            text.state = match cues.is_empty() {
                true => State::Failed,
                false => State::Here {
                    cues,
                    starts,
                    lines: None,
                },
            };
        }
    }

    /// The reader looks for words in the transcript.
    pub fn search(&mut self, words: &str) {
        if let Some(text) = self.of(TrackKind::Captions) {
            text.sought = transcript::fold(&cues::decomposed(words.trim()));
            text.filter();
        }
    }

    /// Marks what is being said at this moment.
    pub fn at(&mut self, seconds: f64) {
        for text in &mut self.0 {
            if let State::Here {
                starts,
                lines: Some(lines),
                ..
            } = &mut text.state
            {
                lines.mark(transcript::line_at(starts, seconds));
            }
        }
    }

    /// One closed `<details>` for each; a row's height is reserved for it.
    pub fn view(
        &self,
        controls: Controls,
        player: &Player,
        video: &Video,
        link: &Link,
    ) -> Option<Html> {
        let mut texts = element("div key=texts class=video-texts");
        for text in &self.0 {
            let is_wanted = match text.kind {
                TrackKind::Chapters => controls.chapters(),
                _ => controls.transcript(),
            };
            if is_wanted {
                texts = texts.nest(text.view(&player.language, video, link));
            }
        }
        (!self.0.is_empty()).then(|| texts.done())
    }

    /// Puts the lines on the page once there is a place for them.
    pub fn rendered(&mut self, seconds: f64) {
        let mut is_new = false;
        for text in &mut self.0 {
            if let State::Here { cues, lines, .. } = &mut text.state
                && lines.is_none()
                && let Some(list) = text.list.cast::<web_sys::Element>()
            {
                *lines = CueList::fill(&list, cues, time::written);
                is_new = true;
                text.filter();
            }
        }
        if is_new && seconds > 0.0 {
            self.at(seconds);
        }
    }

    fn of(&mut self, kind: TrackKind) -> Option<&mut Text> {
        self.0.iter_mut().find(|text| text.kind == kind)
    }
}

impl Text {
    fn load(&mut self, link: &Link) {
        let Some(track) = self.tracks.get(self.chosen) else {
            return;
        };
        let (link, kind) = (link.clone(), self.kind);
        let settled = move || link.send(VideoMessage::Cues(kind));
        self.state = match CueReader::new(track.url.as_str(), Rc::new(settled)) {
            Some(reader) => State::Loading(reader),
            None => State::Failed,
        };
    }

    /// Hides the lines without what is looked for.
    fn filter(&mut self) {
        let State::Here {
            cues,
            lines: Some(lines),
            ..
        } = &self.state
        else {
            return;
        };
        if self.folded.is_empty() && !self.sought.is_empty() {
            // All at once: each way into the browser costs.
            let mut whole = String::new();
            for cue in cues {
                whole.push_str(&cue.text);
                whole.push('\n');
            }
            let whole = transcript::fold(&cues::decomposed(&whole));
            for line in whole.lines() {
                self.folded.push(line.to_owned());
            }
        }
        let (folded, sought) = (&self.folded, &self.sought);
        self.found = lines.filter(&|index| {
            sought.is_empty()
                || folded
                    .get(index)
                    .is_some_and(|line| transcript::holds(line, sought))
        });
        if sought.is_empty() {
            lines.follow();
        }
    }

    fn view(&self, language: &Language, video: &Video, link: &Link) -> Element {
        let words = video_words_for(&language.tag);
        let kind = self.kind;
        let is_transcript = kind == TrackKind::Captions;
        let toggled = told(link, move |event| {
            let details = event.target().and_then(|target| {
                use wasm_bindgen::JsCast;
                target.dyn_into::<web_sys::Element>().ok()
            });
            let is_open = details.is_some_and(|details| details.has_attribute("open"));
            Some(VideoMessage::Unfolded(kind, is_open))
        });
        let mut details = closed(kind, language, video).on("ontoggle", toggled);
        let Some(track) = self.tracks.get(self.chosen) else {
            return details;
        };
        if !self.is_open && matches!(self.state, State::Closed) {
            return details;
        }
        if is_transcript {
            details = details
                .nest(self.tools(words, link))
                .nest(self.status(words, language));
        }
        let state = element("p key=state class=video-text-state");
        match self.state {
            State::Here { .. } => details.nest(
                element("ol class=video-lines dir=auto")
                    .keyed(track.url.as_str())
                    .referred_by(&self.list)
                    .attribute("aria-label", heading(kind, language))
                    .maybe("lang", track.lang.as_deref()),
            ),
            State::Failed => {
                let open = element("a")
                    .attribute("href", track.url.as_str())
                    .with("rel", FOREIGN);
                details.nest(
                    state
                        .text(words.text_failed)
                        .text(" ")
                        .nest(open.text(words.open_text)),
                )
            }
            _ => details.nest(state.text(words.text_loading)),
        }
    }

    /// The field that looks for words, and the menu of languages.
    fn tools(&self, words: &VideoWords, link: &Link) -> Element {
        let typed = told(link, |event| {
            Some(VideoMessage::Search(field::value(&event)))
        });
        let pressed = told(link, |event| match field::key(&event).as_deref() {
            // Chromium and WebKit empty the field by themselves, Firefox does not.
            Some("Escape") => {
                field::clear(&event);
                Some(VideoMessage::Search(String::new()))
            }
            Some("Enter") => {
                event.prevent_default();
                Some(VideoMessage::FirstFound)
            }
            _ => None,
        });
        let field = element("input type=search autocomplete=off")
            .on("oninput", typed)
            .on("onkeydown", pressed);
        let search = element("label class=video-search").text(words.search);
        let tools = element("div key=tools class=video-text-tools").nest(search.nest(field));
        if self.tracks.len() < 2 {
            return tools;
        }
        let chosen = told(link, |event| {
            Some(VideoMessage::TextTrack(field::index(&event)?))
        });
        let mut menu = element("select").on("onchange", chosen);
        for (index, track) in self.tracks.iter().enumerate() {
            let name = track.label.as_deref().or(track.lang.as_deref());
            menu = menu.nest(
                element("option")
                    .switch("selected", index == self.chosen)
                    .text(name.unwrap_or("?")),
            );
        }
        let language = element("label class=video-lang").text(words.transcript_language);
        tools.nest(language.nest(menu))
    }

    /// How many lines are left; there from the start, so that it is read out
    /// when it changes.
    fn status(&self, words: &VideoWords, language: &Language) -> Element {
        let status = element("p key=found class=video-found role=status");
        match &self.state {
            State::Here { cues, .. } if !self.sought.is_empty() => {
                let count = language.formats.number(self.found as u64);
                let total = language.formats.number(cues.len() as u64);
                status.text(&locale::fill(
                    words.found,
                    &[("count", &count), ("total", &total)],
                ))
            }
            _ => status,
        }
    }
}

impl Texts {
    /// Moves the focus to the first line that holds what is looked for.
    pub fn focus_first(&mut self) {
        if let Some(Text {
            state: State::Here {
                lines: Some(lines), ..
            },
            ..
        }) = self.of(TrackKind::Captions)
        {
            lines.focus_first();
        }
    }
}

/// A text before anybody has opened it.
pub(super) fn closed(kind: TrackKind, language: &Language, video: &Video) -> Element {
    let name = match kind {
        TrackKind::Chapters => "chapters ",
        _ => "transcript ",
    };
    element("details class=video-text")
        .keyed(&[name, video.url.as_str()].concat())
        .nest(element("summary key=summary").text(heading(kind, language)))
}

fn heading(kind: TrackKind, language: &Language) -> &'static str {
    match kind {
        TrackKind::Chapters => language.words.video_chapters,
        _ => language.words.video_transcript,
    }
}

/// The track that a reader of this language most likely wants.
fn usual(tracks: &[Track], language: &str) -> usize {
    let mut best = (0, 0);
    for (index, track) in tracks.iter().enumerate() {
        let lang = track.lang.as_deref().unwrap_or_default();
        let (primary, wanted) = (lang.split('-').next(), language.split('-').next());
        let mut points = 1 + u32::from(track.default);
        if lang.eq_ignore_ascii_case(language) {
            points += 4;
        }
        if primary
            .unwrap_or_default()
            .eq_ignore_ascii_case(wanted.unwrap_or_default())
        {
            points += 2;
        }
        // Descriptions tell what is seen, and not what is said.
        if track.kind != TrackKind::Descriptions {
            points += 8;
        }
        if points > best.0 {
            best = (points, index);
        }
    }
    best.1
}

/// Sends what is made of an event, if anything is.
fn told(
    link: &Link,
    make: impl Fn(web_sys::Event) -> Option<VideoMessage> + 'static,
) -> Callback<web_sys::Event> {
    let link = link.clone();
    Callback::from(move |event| {
        if let Some(message) = make(event) {
            link.send(message);
        }
    })
}
