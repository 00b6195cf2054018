//! The one component type behind every part of a reader.
//!
//! Yew compiles the life of a component (its queue, scope and schedulers) anew
//! for each type, some 4 KB apiece. The parts of a reader therefore share one
//! type and differ by what it is given.

use super::article::{ArticlePart, ArticleViewProps};
use super::counter::{CounterMessage, CounterPanelProps, CounterPart};
use super::reader::{ReaderMessage, ReaderPart, ReaderProps};
use super::video::{Player, VideoMessage, VideoPart};
use crate::browser::host::Host;
use crate::browser::turn::Turn;
use std::marker::PhantomData;
use yew::html::Scope;
use yew::virtual_dom::{Key, VChild};
use yew::{Callback, Component, Context, Html, Properties};

/// One part at work.
pub struct Part(Work);

/// By which a part hears of what happened to it.
pub type Link = Scope<Part>;

/// What a part is given.
#[derive(Clone, Debug, Properties)]
pub struct PartProps {
    given: Given,
}

/// Which part it is, and its own properties.
#[derive(Clone, Debug)]
pub enum Given {
    /// The root.
    Reader(ReaderProps),
    /// An article.
    Article(ArticleViewProps),
    /// A counter panel.
    Counter(CounterPanelProps),
    /// A player.
    Video(Player),
}

/// What happened to a part.
#[derive(Debug)]
pub enum Message {
    /// To the root.
    Reader(ReaderMessage),
    /// To a counter panel.
    Counter(CounterMessage),
    /// To a player.
    Video(VideoMessage),
}

enum Work {
    Reader(ReaderPart),
    Article(ArticlePart),
    Counter(CounterPart),
    Video(VideoPart),
}

impl PartialEq for PartProps {
    /// Only an article is long enough for a comparison to spare work; the
    /// other parts are rendered again, which changes nothing on the page when
    /// nothing has changed.
    fn eq(&self, other: &Self) -> bool {
        match (&self.given, &other.given) {
            (Given::Article(one), Given::Article(other)) => one == other,
            _ => false,
        }
    }
}

impl PartProps {
    /// For the part that `given` belongs to.
    pub fn new(given: Given) -> Self {
        Self { given }
    }

    /// Takes the turn of the reader whose part this is; `false` where the module
    /// has broken.
    fn take_turn(&self) -> bool {
        let host = match &self.given {
            Given::Reader(props) => props.session.as_ref().map(|session| &session.host),
            Given::Article(props) => Some(&props.host),
            Given::Counter(props) => Some(&props.host),
            Given::Video(props) => Some(&props.host),
        };
        host.map_or(Turn::NOBODYS, Host::turn).take()
    }
}

/// A part as a child of another.
#[inline(never)]
pub fn part(given: Given, key: Option<&'static str>) -> Html {
    VChild::<Part>::new(PartProps { given }, key.map(Key::from)).into()
}

/// Sends a part the message that `make` makes, on each event.
#[inline(never)]
pub fn on_event(link: &Link, make: fn() -> Message) -> Callback<web_sys::Event> {
    let link = link.clone();
    Callback::from(move |_| link.send_message(make()))
}

impl Component for Part {
    type Message = Message;
    type Properties = PartProps;

    fn create(context: &Context<Self>) -> Self {
        context.props().take_turn();
        let link = context.link();
        Self(match &context.props().given {
            Given::Reader(props) => Work::Reader(ReaderPart::new(props, link)),
            Given::Article(props) => Work::Article(ArticlePart::new(props)),
            Given::Counter(_) => Work::Counter(CounterPart::new(link)),
            Given::Video(_) => Work::Video(VideoPart::new()),
        })
    }

    fn changed(&mut self, context: &Context<Self>, old: &PartProps) -> bool {
        context.props().take_turn();
        let link = context.link();
        match (&mut self.0, &context.props().given, &old.given) {
            (Work::Reader(part), Given::Reader(props), Given::Reader(old)) => {
                part.changed(props, old, link)
            }
            (Work::Counter(part), Given::Counter(props), Given::Counter(old)) => {
                part.changed(props, old, link)
            }
            (Work::Video(part), Given::Video(props), Given::Video(old)) => {
                part.changed(props, old, link)
            }
            (Work::Article(part), Given::Article(props), Given::Article(old)) => {
                part.changed(props, old);
            }
            // Another part took this one's place on the page.
            _ => *self = Self::create(context),
        }
        true
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        if !context.props().take_turn() {
            return false;
        }
        let link = context.link();
        match (&mut self.0, &context.props().given, message) {
            (Work::Reader(part), Given::Reader(props), Message::Reader(message)) => {
                part.update(props, message, link)
            }
            (Work::Counter(part), Given::Counter(props), Message::Counter(message)) => {
                part.update(props, message, link)
            }
            (Work::Video(part), Given::Video(props), Message::Video(message)) => {
                part.update(props, message, link)
            }
            _ => false,
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().take_turn();
        let link = context.link();
        match (&self.0, &context.props().given) {
            (Work::Reader(part), Given::Reader(props)) => part.view(props, link),
            (Work::Article(part), Given::Article(props)) => part.view(props),
            (Work::Counter(part), Given::Counter(props)) => part.view(props, link),
            (Work::Video(part), Given::Video(props)) => part.view(props, link),
            _ => Html::default(),
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        context.props().take_turn();
        match (&mut self.0, &context.props().given) {
            (Work::Reader(part), Given::Reader(props)) => part.rendered(props),
            (Work::Article(part), Given::Article(props)) => part.rendered(props),
            (Work::Video(part), Given::Video(props)) => part.rendered(props, context.link()),
            _ => {}
        }
    }
}

/// One part as a component of its own, for whoever composes parts differently.
/// The reader itself does not use it, so that it costs nothing in the module.
#[derive(Debug)]
pub struct Alone<P>(PhantomData<P>);

impl<P: Properties + Clone + Into<Given> + 'static> Component for Alone<P> {
    type Message = ();
    type Properties = P;

    fn create(_context: &Context<Self>) -> Self {
        Self(PhantomData)
    }

    fn view(&self, context: &Context<Self>) -> Html {
        part(context.props().clone().into(), None)
    }
}

impl From<ReaderProps> for Given {
    fn from(props: ReaderProps) -> Self {
        Self::Reader(props)
    }
}

impl From<ArticleViewProps> for Given {
    fn from(props: ArticleViewProps) -> Self {
        Self::Article(props)
    }
}

impl From<CounterPanelProps> for Given {
    fn from(props: CounterPanelProps) -> Self {
        Self::Counter(props)
    }
}
