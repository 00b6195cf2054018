//! The one component type behind every part of a reader.
//!
//! Yew compiles the life of a component (its queue, scope and schedulers) anew
//! for each type, some 4 KB apiece. The parts of a reader therefore share one
//! type, [`Part`], and differ by what they are given. This file knows none of
//! them: what can be [`Given`] says which [`Panel`] shows it, and which messages
//! that one hears. A message that is for no panel does nothing.

use crate::browser::handlers::Hearing;
use crate::browser::host::Host;
use crate::browser::turn::Turn;
use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;
use yew::html::Scope;
use yew::virtual_dom::{Key, VChild};
use yew::{Callback, Component, Context, Html, Properties};

/// What a part can be given: the properties of a panel.
pub trait Given: Sized + 'static {
    /// What shows it.
    type Panel: Panel<Self>;
    /// What happens to that.
    type Message: 'static;

    /// Begins to show it.
    fn begin(&self, link: &Link<Self>) -> Self::Panel;

    /// The element of the reader whose part this is.
    fn host(&self) -> &Host;
}

/// A part at work.
pub trait Panel<G: Given> {
    /// Shows something else, or the same in another way; whether that is to be
    /// rendered. Only where rendering is long does a comparison spare work: a
    /// part that is rendered again changes nothing on the page when nothing has
    /// changed.
    fn changed(&mut self, new: &G, old: &G, link: &Link<G>) -> bool;

    /// Takes note; whether there is something new to show.
    fn update(&mut self, _given: &G, _message: G::Message, _link: &Link<G>) -> bool {
        false
    }

    /// The part as elements.
    fn view(&self, given: &G, link: &Link<G>) -> Html;

    /// What is to be done with the elements once they are on the page.
    fn rendered(&mut self, _given: &G, _link: &Link<G>) {}
}

/// What crosses from the module that everybody downloads to one that has a panel,
/// and back.
pub struct Beginning<'a, G: Given> {
    /// What the panel is given.
    pub given: &'a G,
    /// By which it hears of what happens.
    pub link: &'a Link<G>,
    /// The panel.
    pub panel: Option<Box<dyn Panel<G>>>,
}

/// By which the panel of `G` hears of what happened to it.
pub struct Link<G> {
    /// Each panel has one of its own.
    part: Rc<Scope<Part>>,
    of: PhantomData<fn(G)>,
}

impl<G> Clone for Link<G> {
    fn clone(&self) -> Self {
        Self {
            part: self.part.clone(),
            of: PhantomData,
        }
    }
}

impl<G: Given> Link<G> {
    /// Sends the panel a message.
    #[inline(never)]
    pub fn send(&self, message: G::Message) {
        let news = News::Message(self.clone(), message);
        send(&self.part, Box::new(Some(news)));
    }
}

#[inline(never)]
fn send(part: &Scope<Part>, news: Box<dyn Any>) {
    part.send_message(news);
}

/// What a panel is told, on its way to it within an `Option` that has lost its type.
enum News<G: Given> {
    Given(Rc<G>),
    /// A message, and the panel that it is for.
    Message(Link<G>, G::Message),
}

/// Sends a panel the message that `make` makes, on each event.
#[inline(never)]
pub fn on_event<G: Given>(link: &Link<G>, make: fn() -> G::Message) -> Callback<web_sys::Event> {
    let link = link.clone();
    Callback::from(move |_| link.send(make()))
}

/// One part, whatever it shows; empty where it is given nothing.
pub struct Part {
    work: Option<Box<dyn Work>>,
    hearing: Hearing,
}

/// What a part is given, or nothing.
#[derive(Clone, Properties)]
pub struct PartProps {
    given: Option<Rc<dyn AnyGiven>>,
    turn: Turn,
}

impl PartProps {
    /// Of a part that shows nothing.
    pub fn nothing() -> Self {
        Self {
            given: None,
            turn: Turn::NOBODYS,
        }
    }
}

impl<G: Given> From<G> for PartProps {
    fn from(given: G) -> Self {
        Self {
            turn: given.host().turn(),
            given: Some(Rc::new(given)),
        }
    }
}

impl PartialEq for PartProps {
    /// What has changed is found out by the panel.
    fn eq(&self, _other: &Self) -> bool {
        false
    }
}

/// A part as a child of another.
pub fn part(given: impl Given, key: Option<&'static str>) -> Html {
    child(given.into(), key)
}

#[inline(never)]
fn child(props: PartProps, key: Option<&'static str>) -> Html {
    VChild::<Part>::new(props, key.map(Key::from)).into()
}

/// What is given, whichever it is.
trait AnyGiven {
    fn at_work(self: Rc<Self>, part: &Scope<Part>) -> Box<dyn Work>;
    fn news(self: Rc<Self>) -> Box<dyn Any>;
}

impl<G: Given> AnyGiven for G {
    fn at_work(self: Rc<Self>, part: &Scope<Part>) -> Box<dyn Work> {
        let link = Link {
            part: Rc::new(part.clone()),
            of: PhantomData,
        };
        Box::new(Working {
            panel: self.begin(&link),
            given: self,
            link,
        })
    }

    fn news(self: Rc<Self>) -> Box<dyn Any> {
        Box::new(Some(News::Given(self)))
    }
}

/// A panel, whichever it is.
trait Work {
    /// Takes note of news; whether there is something new to show. `None` where the
    /// news are for another panel.
    fn take(&mut self, news: &mut dyn Any) -> Option<bool>;
    fn view(&self) -> Html;
    fn rendered(&mut self);
}

struct Working<G: Given> {
    given: Rc<G>,
    link: Link<G>,
    panel: G::Panel,
}

impl<G: Given> Work for Working<G> {
    fn take(&mut self, news: &mut dyn Any) -> Option<bool> {
        let news: &mut Option<News<G>> = news.downcast_mut()?;
        Some(match news.take()? {
            News::Given(given) => {
                let old = std::mem::replace(&mut self.given, given);
                self.panel.changed(&self.given, &old, &self.link)
            }
            // A message waits its turn, and another panel of the same kind may have
            // taken the place meanwhile.
            News::Message(to, message) => {
                Rc::ptr_eq(&to.part, &self.link.part)
                    && self.panel.update(&self.given, message, &self.link)
            }
        })
    }

    fn view(&self) -> Html {
        self.panel.view(&self.given, &self.link)
    }

    fn rendered(&mut self) {
        self.panel.rendered(&self.given, &self.link);
    }
}

impl Component for Part {
    type Message = Box<dyn Any>;
    type Properties = PartProps;

    fn create(context: &Context<Self>) -> Self {
        let PartProps { given, turn } = context.props();
        turn.take();
        Self {
            work: given.clone().map(|given| given.at_work(context.link())),
            hearing: Hearing::new(),
        }
    }

    fn changed(&mut self, context: &Context<Self>, _old: &PartProps) -> bool {
        let PartProps { given, turn } = context.props();
        turn.take();
        if let (Some(work), Some(given)) = (&mut self.work, given)
            && let Some(is_new) = work.take(&mut *given.clone().news())
        {
            return is_new;
        }
        // Another part took this one's place on the page.
        *self = Self::create(context);
        true
    }

    fn update(&mut self, context: &Context<Self>, mut news: Box<dyn Any>) -> bool {
        match &mut self.work {
            Some(work) if context.props().turn.take() => work.take(&mut *news) == Some(true),
            _ => false,
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().turn.take();
        self.hearing.begin();
        match &self.work {
            Some(work) => work.view(),
            None => Html::default(),
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        context.props().turn.take();
        if let Some(work) = &mut self.work {
            work.rendered();
        }
    }
}

/// One part as a component of its own, for whoever composes parts differently.
/// The reader itself does not use it, so that it costs nothing in the module.
#[derive(Debug)]
pub struct Alone<P>(PhantomData<P>);

impl<P: Properties + Clone + Into<PartProps> + 'static> Component for Alone<P> {
    type Message = ();
    type Properties = P;

    fn create(_context: &Context<Self>) -> Self {
        Self(PhantomData)
    }

    fn view(&self, context: &Context<Self>) -> Html {
        child(context.props().clone().into(), None)
    }
}
