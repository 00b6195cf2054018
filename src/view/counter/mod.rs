//! The visitor counter, as far as the first module knows it.
//!
//! Words come before numbers: all but this file (the poller, the machine, the
//! formats, the rows) is reached through [`begin`] alone, and so lies in a
//! module of its own, which is fetched when the first panel is on the page.
//! Whoever calls into `panel.rs`, `poller.rs` or `crate::counter` from anywhere
//! else moves that code back into what every reader downloads.

mod panel;
mod poller;

pub use panel::table;

use super::element::element;
use super::language::Language;
use super::part::{Alone, Link, Message};
use super::settings::CounterSettings;
use crate::browser;
use crate::browser::host::Host;
use crate::browser::modules::{self, Module};
use std::fmt;
use yew::{Html, Properties};

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
    /// The numbers are older than what is said of them.
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
pub trait Panel: fmt::Debug {
    /// Asks another counter, or the same one again.
    fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link);
    /// Takes note; whether there is something new to show.
    fn update(&mut self, message: CounterMessage, link: &Link) -> bool;
    /// The panel as elements.
    fn view(&self, props: &CounterPanelProps, link: &Link) -> Html;
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
            .nest(element("h2 key=heading id=readerly-counter").text(words.counter_heading))
            .nest(
                element("div key=foot class=counter-foot")
                    .nest(element("p class=counter-status").text(note)),
            )
            .done()
    }
}

fn send_for_module(link: &Link) {
    let link = link.clone();
    let arrived =
        move |arrived| link.send_message(Message::Counter(CounterMessage::Arrived(arrived)));
    modules::with(Module::Counter, Box::new(arrived));
}
