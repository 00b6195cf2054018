//! The place of a counter panel, as far as the first module knows it.

use super::super::element::element;
use super::super::part::{Beginning, Given, Panel};
use super::elements::{room, said, section};
use super::given::{CounterMessage, CounterPanelProps, Link};
use super::panel;
use crate::browser;
use crate::browser::host::Host;
use crate::browser::modules::{self, Module};
use yew::Html;

/// Waits for the module, then hands everything to the panel in it.
pub struct Place {
    panel: Option<Box<dyn Panel<CounterPanelProps>>>,
    failed: bool,
}

readerly_split::split_point! {
    counter:
    /// Begins to poll; [`modules::with`] has to have brought the module.
    fn begin(beginning: &mut Beginning<'_, CounterPanelProps>) = panel::begin;
}

impl Given for CounterPanelProps {
    type Panel = Place;
    type Message = CounterMessage;

    fn begin(&self, link: &Link) -> Place {
        send_for_module(link);
        Place {
            panel: None,
            failed: false,
        }
    }

    fn host(&self) -> &Host {
        &self.host
    }
}

impl Panel<CounterPanelProps> for Place {
    fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link) -> bool {
        match &mut self.panel {
            Some(panel) => return panel.changed(new, old, link),
            None if self.failed => {
                self.failed = false;
                send_for_module(link);
            }
            None => {}
        }
        true
    }

    fn update(&mut self, given: &CounterPanelProps, message: CounterMessage, link: &Link) -> bool {
        match (message, &mut self.panel) {
            (CounterMessage::Arrived(Ok(())), None) => {
                let mut beginning = Beginning {
                    given,
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
            (message, Some(panel)) => return panel.update(given, message, link),
            _ => return false,
        }
        true
    }

    fn view(&self, given: &CounterPanelProps, link: &Link) -> Html {
        if let Some(panel) = &self.panel {
            return panel.view(given, link);
        }
        let words = given.language.words;
        let (state, note) = if self.failed {
            ("unreachable", words.counter_unreachable)
        } else {
            ("waiting", words.counter_waiting)
        };
        section(words, &given.host)
            .with("data-state", state)
            .child(room(&given.settings))
            .nest(
                element("div key=foot class=counter-foot")
                    .nest(element("p key=status class=counter-status").nest(said(note))),
            )
            .done()
    }
}

fn send_for_module(link: &Link) {
    let link = link.clone();
    let arrived = move |arrived| link.send(CounterMessage::Arrived(arrived));
    modules::with(Module::Counter, Box::new(arrived));
}
