//! The panel as elements.
//!
//! The numbers are text that is written anew in its place, and `translate=no`
//! keeps translators away from it. All other text is replaced together with
//! its element, see [`said`].

use super::super::element::{Element, element};
use super::super::language::Language;
use super::super::settings::CounterSettings;
use super::chart;
use super::elements::{room, said, section};
use crate::article::Timestamp;
use crate::browser::clock;
use crate::browser::host::Host;
use crate::counter::history::History;
use crate::counter::model::Counts;
use crate::counter::poll::{Freshness, Status};
use crate::counter::show::{Chosen, Figure, Row};
use crate::locale::{self, CounterWords, counter_words_for};
use yew::{Callback, Html};

/// A panel at one moment.
#[derive(Debug)]
pub struct CounterTable<'a> {
    /// The element it is in.
    pub host: &'a Host,
    /// Numbers, and how good they are.
    pub status: &'a Status,
    /// What the owner asked for.
    pub settings: &'a CounterSettings,
    /// The rows that the owner chose.
    pub rows: &'a [Chosen],
    /// What this visit has seen.
    pub history: &'a History,
    /// The reader wants to see the chart.
    pub unfolded: bool,
    /// The reader has asked for numbers that are not there yet.
    pub asking: bool,
    /// The state that is being said aloud.
    pub announced: Option<Mood>,
    /// Pauses and resumes.
    pub toggle: Callback<web_sys::Event>,
    /// Asks for new numbers.
    pub ask: Callback<web_sys::Event>,
    /// Shows and hides the chart.
    pub unfold: Callback<web_sys::Event>,
}

/// How good the numbers are, without the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// The first numbers are not there yet.
    Waiting,
    /// The last request brought numbers.
    Live,
    /// There are numbers, but newer ones could not be had.
    Stale,
    /// There never were any numbers.
    Unreachable,
    /// The reader paused the panel.
    Paused,
}

impl Mood {
    /// That of a status.
    pub fn of(freshness: Freshness) -> Self {
        match freshness {
            Freshness::Waiting => Self::Waiting,
            Freshness::Live { .. } => Self::Live,
            Freshness::Stale { .. } => Self::Stale,
            Freshness::Unreachable => Self::Unreachable,
            Freshness::Paused { .. } => Self::Paused,
        }
    }

    /// Its name for style sheets, its words, and the shape of its sign on 16 by
    /// 16 units: dots, a disc, a clock, a cross, two bars. Nobody has to tell
    /// colours apart.
    fn signs(self, language: &Language) -> (&'static str, &'static str, &'static str) {
        let words = counter_words_for(&language.tag);
        match self {
            Self::Waiting => (
                "waiting",
                language.words.counter_waiting,
                "M3 8h.01M8 8h.01M13 8h.01",
            ),
            Self::Live => ("live", words.live, "M8 4a4 4 0 0 0 0 8a4 4 0 0 0 0-8z"),
            Self::Stale => (
                "stale",
                words.stale,
                "M8 2a6 6 0 0 0 0 12a6 6 0 0 0 0-12zM8 4.7V8l2.3 1.6",
            ),
            Self::Unreachable => (
                "unreachable",
                language.words.counter_unreachable,
                "M4 4l8 8M12 4l-8 8",
            ),
            Self::Paused => ("paused", words.paused, "M5.5 3.5v9M10.5 3.5v9"),
        }
    }
}

/// The panel.
pub fn table(panel: &CounterTable<'_>, language: &Language) -> Html {
    let words = counter_words_for(&language.tag);
    let mood = Mood::of(panel.status.freshness);
    let (state, _, _) = mood.signs(language);
    let section = section(language.words, panel.host).with("data-state", state);
    let section = match &panel.status.counts {
        Some(counts) => section.child(rows(counts, panel.rows, language)),
        None => section.child(room(panel.settings)),
    };
    let (button, figure) = match chart::draw(panel.history, panel.unfolded, language) {
        Some(figure) => {
            let button = button("chart", words.chart, &panel.unfold);
            let expanded = if panel.unfolded { "true" } else { "false" };
            (Some(button.with("aria-expanded", expanded)), figure)
        }
        None => (None, None),
    };
    // A region for what is said must be there before anything is said in it.
    let mut voice = element("p key=voice role=status class=counter-voice");
    if let Some(mood) = panel.announced {
        voice = voice.nest(said(mood.signs(language).1));
    }
    section
        .child_if(figure)
        .nest(foot(panel, mood, button, language))
        .nest(voice)
        .done()
}

/// What is offered of what the owner wants. What is not offered has no row; a
/// zero has one.
fn rows(counts: &Counts, rows: &[Chosen], language: &Language) -> Html {
    let words = counter_words_for(&language.tag);
    let mut list = element("dl key=numbers");
    for Chosen { row, label } in rows {
        let Some(figure) = row.figure(counts) else {
            continue;
        };
        let (class, usual) = heads(*row, words);
        let label = label.as_deref().unwrap_or(usual);
        let value = match figure {
            Figure::Number(number) => {
                // A translator that replaced the text node would leave Yew
                // writing to one that is no longer there.
                element("dd key=value translate=no").text(&language.formats.number(number))
            }
            Figure::Text(text) => element("dd translate=no").keyed(text).text(text),
            Figure::Day(day) => {
                let (day, _) = Timestamp::parse(day);
                let date = language.formats.day(&day);
                let time = element("time").maybe("datetime", day.machine_form().as_deref());
                element("dd").keyed(&date).nest(time.text(&date))
            }
        };
        // An owner may give two rows the same name.
        let key = [row.name(), label].concat();
        let row = element("div").keyed(&key).with("class", class);
        list = list.nest(row.nest(element("dt key=label").text(label)).nest(value));
    }
    list.done()
}

/// A row's class and its label.
fn heads(row: Row, words: &CounterWords) -> (&'static str, &'static str) {
    let label = match row {
        Row::Online => return ("row online", words.online),
        Row::Total => return ("row total", words.total),
        Row::PageOnline => words.page_online,
        Row::Today => words.today,
        Row::Yesterday => words.yesterday,
        Row::Week => words.week,
        Row::Month => words.month,
        Row::Year => words.year,
        Row::Visitors => words.visitors,
        Row::PageVisitors => words.page_visitors,
        Row::PageViews => words.page_views,
        Row::Since => words.since,
    };
    ("row", label)
}

/// How good the numbers are, and what the reader can do about it.
fn foot(
    panel: &CounterTable<'_>,
    mood: Mood,
    chart: Option<Element>,
    language: &Language,
) -> Element {
    let words = counter_words_for(&language.tag);
    let shown = if panel.asking { Mood::Waiting } else { mood };
    let (name, note, shape) = shown.signs(language);
    let mut status = element("p key=status class=counter-status")
        .nest(sign(name, shape))
        .nest(said(note));
    // Only old numbers have an age, so that a panel whose numbers do not change
    // does not change either; and what the reader has paused stands still.
    if let (Mood::Stale, Freshness::Stale { since_ms }) = (shown, panel.status.freshness) {
        let age_ms = clock::now_ms().saturating_sub(since_ms);
        let ago = language.formats.ago(age_ms);
        let age = locale::fill(words.age, &[("ago", &ago)]);
        status = status.nest(said(&age));
    }
    let mut buttons = element("div key=buttons class=counter-buttons");
    // Nothing changes by itself in a panel that asks once.
    let asks_once = panel.settings.every_ms == 0;
    if !asks_once {
        let label = match mood {
            Mood::Paused => words.resume,
            _ => words.pause,
        };
        buttons = buttons.nest(button("toggle", label, &panel.toggle));
    }
    if let Some(chart) = chart {
        buttons = buttons.nest(chart);
    }
    let mut foot = element("div key=foot class=counter-foot").nest(status);
    if asks_once || matches!(mood, Mood::Stale | Mood::Unreachable) {
        let arrow = sign("arrow", "M13.5 8A5.5 5.5 0 1 1 11.6 3.9M12.2 1v3.2H9");
        let button = button("ask", words.refresh, &panel.ask);
        let button = button.attribute("title", words.refresh);
        foot = foot.nest(button.nest(arrow));
    }
    foot.nest(buttons)
}

fn button(key: &'static str, label: &str, pressed: &Callback<web_sys::Event>) -> Element {
    let button = element("button type=button").key(key);
    let button = button.with(
        "class",
        match key {
            "toggle" => "counter-button counter-toggle",
            "ask" => "counter-button counter-ask",
            _ => "counter-button",
        },
    );
    button.on("onclick", pressed.clone()).nest(said(label))
}

fn sign(key: &'static str, shape: &'static str) -> Element {
    let path = element("path").with("d", shape);
    element("svg class=counter-sign aria-hidden=true")
        .key(key)
        .with("viewBox", "0 0 16 16")
        .nest(path)
}
