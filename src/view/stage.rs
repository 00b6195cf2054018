//! Stages: Yew applications that outlive the places they play in.
//!
//! Ending a Yew application leaks the listeners of its host
//! (yew 0.23, `dom_bundle/subtree_root.rs`, `HostHandlers::add_listener`
//! forgets its closure). So an application is never ended: when its place
//! leaves the page it is emptied and kept for the next one. A page that
//! mounts and destroys a thousand readers one after the other uses one stage.

use super::part::{Given, Part, PartProps};
use crate::browser::build::division;
use std::cell::RefCell;
use web_sys::Element;
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
    /// A free stage, or a new one; `None` where the page has no document to
    /// make a `<div>` in. The caller puts its place onto the page.
    pub fn set_up() -> Option<Self> {
        if let Some(stage) = FREE.with_borrow_mut(Vec::pop) {
            return Some(stage);
        }
        let place = division()?;
        let application =
            yew::Renderer::<Part>::with_root_and_props(place.clone(), PartProps::nothing())
                .render();
        Some(Self { place, application })
    }

    /// The `<div>`.
    pub fn place(&self) -> &Element {
        &self.place
    }

    /// Shows a part, or changes the one that is shown.
    pub fn show(&mut self, given: impl Given) {
        self.application.update(given.into());
    }

    /// Empties the stage and keeps it for the next place.
    pub fn clear(mut self) {
        self.application.update(PartProps::nothing());
        self.place.remove();
        FREE.with_borrow_mut(|free| free.push(self));
    }
}
