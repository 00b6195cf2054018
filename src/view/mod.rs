//! What a person sees: Yew components over the pure rooms.
//!
//! [`Reader`] is the root, one per `<readerly-article>`. The article, the
//! counter panel and each player are [`Part`]s of their own, so that a new
//! number renders nothing but its panel; everything else is plain functions
//! over `element.rs`. A part is a struct rather than a function with hooks, and
//! all parts share one component type: Yew compiles hooks and components anew
//! for each type, and every byte of that is downloaded.

mod article;
mod counter;
mod element;
mod explanation;
mod failure;
mod host_theme;
mod language;
mod loading;
mod part;
mod position;
mod reader;
mod settings;
mod stage;
mod video;

pub use article::{ArticleHandle, ArticleView, ArticleViewProps};
pub use counter::{
    CounterPanel, CounterPanelProps, CounterTable, Mood as CounterMood, table as counter_table,
};
pub use language::Language;
pub use part::{Alone, Given, Link, Panel, Part, PartProps};
pub use reader::{Reader, ReaderMessage, Session};
pub use settings::{Align, CounterSettings, Settings, Theme, VideoSettings};
pub use stage::Stage;
pub use video::{VideoPlayer, VideoPlayerProps};
