//! Stages: Yew applications that outlive the elements they play in.
//!
//! Ending a Yew application leaks the listeners of its host
//! (yew 0.23, `dom_bundle/subtree_root.rs`, `HostHandlers::add_listener`
//! forgets its closure). So an application is never ended: when its element
//! leaves the page it is emptied and kept for the next element. A page that
//! mounts and destroys a thousand readers one after the other uses one stage.

use crate::view::{Given, Part, PartProps, ReaderProps, Session};
use std::cell::RefCell;
use web_sys::{Element, ShadowRoot};
use yew::AppHandle;

thread_local! {
    static FREE: RefCell<Vec<Stage>> = const { RefCell::new(Vec::new()) };
}

/// A Yew application in a `<div>` of its own.
pub struct Stage {
    place: Element,
    application: AppHandle<Part>,
}

impl Stage {
    /// A free stage, or a new one, set up in `root`; `None` where the page has
    /// no document to make a `<div>` in.
    pub fn set_up(root: &ShadowRoot) -> Option<Self> {
        let free = FREE.with_borrow_mut(Vec::pop);
        let stage = match free {
            Some(stage) => stage,
            None => {
                let place = web_sys::window()?.document()?.create_element("div").ok()?;
                let application =
                    yew::Renderer::<Part>::with_root_and_props(place.clone(), playing(None))
                        .render();
                Self { place, application }
            }
        };
        root.append_child(&stage.place).ok()?;
        Some(stage)
    }

    /// Shows a session, or changes the one that is shown.
    pub fn show(&mut self, session: Session) {
        self.application.update(playing(Some(session)));
    }

    /// Empties the stage and keeps it for the next element.
    pub fn clear(mut self) {
        self.application.update(playing(None));
        self.place.remove();
        FREE.with_borrow_mut(|free| free.push(self));
    }
}

fn playing(session: Option<Session>) -> PartProps {
    PartProps::new(Given::Reader(ReaderProps { session }))
}
