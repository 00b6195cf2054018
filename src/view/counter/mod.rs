//! The visitor counter, as far as the first module knows it.
//!
//! Words come before numbers: all but this file (the poller, the machine, the
//! formats, the rows) is reached through [`begin`] alone, and so lies in a
//! module of its own, which is fetched when the first panel is on the page.
//! Whoever calls into `panel.rs`, `poller.rs` or `crate::counter` from anywhere
//! else moves that code back into what every reader downloads.

mod announcer;
mod answer;
mod chart;
mod company;
mod complaint;
mod feed;
mod panel;
mod poller;
mod stream;
mod table;
mod visit;

pub use table::{CounterTable, Mood, table};

use super::element::{Element, element};
use super::language::Language;
use super::part::{Alone, Link, Message};
use super::settings::CounterSettings;
use crate::browser;
use crate::browser::host::Host;
use crate::browser::modules::{self, Module};
use crate::locale;
use crate::text::Words;
use std::fmt;
use yew::{Callback, Html, Properties};

/// Properties of [`CounterPanel`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CounterPanelProps {
    /// Which counter, and how often.
    pub settings: CounterSettings,
    /// Words and numbers.
    pub language: Language,
    /// The element that events are dispatched on.
    pub host: Host,
    /// Grows when the owner asks for new numbers.
    pub refreshes: u32,
    /// Told how often this page was viewed, once that is known.
    pub page_views: Callback<u64>,
}

/// What happened to the panel.
#[derive(Debug)]
pub enum CounterMessage {
    /// The module is there, or the loader's words for why it is not.
    Arrived(Result<(), String>),
    /// There is something new to show.
    News,
    /// The reader paused or resumed it.
    Toggled,
    /// The reader wants new numbers now.
    Asked,
    /// The reader opened or closed the chart.
    Unfolded,
    /// Time has passed over what is shown or said.
    Aged,
}

/// A counter panel by itself.
pub type CounterPanel = Alone<CounterPanelProps>;

/// The place of a panel: waits for the module, then hands everything to it.
#[derive(Debug)]
pub struct CounterPart {
    panel: Option<Box<dyn Panel>>,
    failed: bool,
}

/// A panel at work, in the other module.
pub trait Panel {
    /// Asks another counter, or the same one again.
    fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link);
    /// Takes note; whether there is something new to show.
    fn update(&mut self, message: CounterMessage, link: &Link) -> bool;
    /// The panel as elements.
    fn view(&self, props: &CounterPanelProps, link: &Link) -> Html;
}

// Not by the panel itself, which would bring the printing of everything in it
// into what readers download.
impl fmt::Debug for dyn Panel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Panel")
    }
}

/// What crosses from one module to the other.
#[derive(Debug)]
pub struct Beginning<'a> {
    /// What the panel is given.
    pub props: &'a CounterPanelProps,
    /// By which it hears of what happens.
    pub link: &'a Link,
    /// The panel.
    pub panel: Option<Box<dyn Panel>>,
}

readerly_split::split_point! {
    counter:
    /// Begins to poll; [`modules::with`] has to have brought the module.
    pub fn begin(beginning: &mut Beginning<'_>) = panel::begin;
}

impl CounterPart {
    /// Sends for the module.
    pub fn new(link: &Link) -> Self {
        send_for_module(link);
        Self {
            panel: None,
            failed: false,
        }
    }

    /// Asks another counter, or the same one again.
    pub fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link) {
        match &mut self.panel {
            Some(panel) => panel.changed(new, old, link),
            None if self.failed => {
                self.failed = false;
                send_for_module(link);
            }
            None => {}
        }
    }

    /// Takes note; whether there is something new to show.
    pub fn update(
        &mut self,
        props: &CounterPanelProps,
        message: CounterMessage,
        link: &Link,
    ) -> bool {
        match (message, &mut self.panel) {
            (CounterMessage::Arrived(Ok(())), None) => {
                let mut beginning = Beginning {
                    props,
                    link,
                    panel: None,
                };
                begin(&mut beginning);
                self.panel = beginning.panel;
            }
            (CounterMessage::Arrived(Err(message)), None) => {
                browser::error(&["counter: ", &message].concat());
                self.failed = true;
            }
            (message, Some(panel)) => return panel.update(message, link),
            _ => return false,
        }
        true
    }

    /// The panel as elements.
    pub fn view(&self, props: &CounterPanelProps, link: &Link) -> Html {
        if let Some(panel) = &self.panel {
            return panel.view(props, link);
        }
        let words = props.language.words;
        let (state, note) = if self.failed {
            ("unreachable", words.counter_unreachable)
        } else {
            ("waiting", words.counter_waiting)
        };
        element("section class=counter part=counter aria-labelledby=readerly-counter")
            .with("data-state", state)
            .nest(heading(words))
            .child(room(&props.settings))
            .nest(
                element("div key=foot class=counter-foot")
                    .nest(element("p key=status class=counter-status").nest(said(note))),
            )
            .done()
    }
}

/// The heading of the panel.
fn heading(words: &locale::Words) -> Element {
    element("h2 id=readerly-counter")
        .keyed(words.counter_heading)
        .text(words.counter_heading)
}

/// The room of the rows to come, so that the first numbers push nothing away:
/// one for each that the owner chose, else the usual six.
fn room(settings: &CounterSettings) -> Html {
    const USUAL: &str = "online today week month page-views total";
    let names = settings.show.as_deref().unwrap_or(USUAL);
    let mut room = element("div key=room class=room aria-hidden=true");
    for name in Words(names) {
        room = room.nest(match name {
            "online" => element("div").with("class", "row online"),
            _ => element("div class=row"),
        });
    }
    room.done()
}

/// Words that other words may follow. A translator puts its own nodes in the
/// place of text nodes; Yew would go on writing to those that are gone, and
/// could not insert anything before them. So text that changes stands alone in
/// an element that goes when the text does.
fn said(words: &str) -> Element {
    element("span").keyed(words).text(words)
}

fn send_for_module(link: &Link) {
    let link = link.clone();
    let arrived =
        move |arrived| link.send_message(Message::Counter(CounterMessage::Arrived(arrived)));
    modules::with(Module::Counter, Box::new(arrived));
}
