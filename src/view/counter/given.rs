//! What a counter panel is given, and what it hears of.

use super::super::language::Language;
use super::super::part::{self, Alone};
use super::super::settings::CounterSettings;
use crate::browser::host::Host;
use yew::{Callback, Properties};

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
    /// The page may have another address by now.
    Moved,
}

/// By which a panel hears of what happened.
pub type Link = part::Link<CounterPanelProps>;

/// A counter panel by itself.
pub type CounterPanel = Alone<CounterPanelProps>;
