//! The functions and the one class that JavaScript sees.

use super::options::{self, Options};
use super::panic;
use crate::browser::{self, host, host::Host, turn, turn::Turn, url::BrowserUrls};
use crate::view::{Session, Settings, Stage};
use js_sys::{Function, Object};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

/// Prepares the module; called once, before the first [`Reader`].
/// `panicked(message)` is called at most once, when the module breaks; `visits`
/// lives as long as the page.
#[wasm_bindgen]
pub fn install(panicked: Function, load: Function, visits: Object) {
    browser::modules::loaded_by(load);
    browser::presence::kept_in(visits);
    panic::report_to(panicked);
}

/// Has nothing call back any more in a module that broke. The number of the
/// reader for whom it was working; 0 for none.
#[wasm_bindgen]
pub fn end() -> u32 {
    turn::end_all();
    Turn::now().number()
}

/// One reader in one element.
#[wasm_bindgen]
pub struct Reader {
    host: Host,
    root: ShadowRoot,
    // A call from JavaScript may come while another is under way (an event
    // listener of the owner's that calls back), so nothing here may assume
    // that it is alone.
    inner: RefCell<Inner>,
}

struct Inner {
    stage: Option<Stage>,
    settings: Rc<Settings>,
    warned: Vec<String>,
    refreshes: u32,
    /// A reader in this element broke a module, so its article is not read
    /// again before somebody asks.
    has_stopped: bool,
}

#[wasm_bindgen]
impl Reader {
    /// Starts a reader for what its element's attributes ask, or, where the one
    /// before `has_stopped`, a notice that says so.
    #[wasm_bindgen(constructor)]
    pub fn new(element: HtmlElement, root: ShadowRoot, has_stopped: bool) -> Reader {
        let reader = Reader {
            host: Host::new(element),
            root,
            inner: RefCell::new(Inner {
                stage: None,
                settings: Rc::default(),
                warned: Vec::new(),
                refreshes: 0,
                has_stopped,
            }),
        };
        reader.read_and_show(true);
        reader
    }

    /// Its number, which [`end`] answers too.
    #[wasm_bindgen(getter)]
    pub fn number(&self) -> u32 {
        self.host.turn().number()
    }

    /// Takes over changed attributes.
    pub fn update(&self) {
        self.read_and_show(false);
    }

    /// Fetches the article and the counts anew. What the owner asks is read
    /// anew too: of a map inside the element no change is told.
    pub fn refresh(&self) {
        if let Ok(mut inner) = self.inner.try_borrow_mut() {
            inner.refreshes = inner.refreshes.wrapping_add(1);
            inner.has_stopped = false;
        }
        self.update();
    }

    /// Ends every timer, request and listener and takes the reader off the
    /// page, for good: what is left of it holds its element, so it is to be
    /// freed.
    pub fn release(&self) {
        self.host.turn().take();
        let Ok(mut inner) = self.inner.try_borrow_mut() else {
            return;
        };
        if let Some(stage) = inner.stage.take() {
            stage.clear();
            self.host.set_fallback(host::Fallback::Shown);
        }
    }

    /// The attributes are read here and not handed over: deserialising a list
    /// of strings would bring 9 KB (after Brotli) of serde into the module.
    fn read_and_show(&self, is_first: bool) {
        let Ok(mut inner) = self.inner.try_borrow_mut() else {
            return;
        };
        self.host.turn().take();
        let mut attributes = self.host.attributes();
        // The first of two wins, and that is the attribute.
        for name in ["map", "counter-map"] {
            let map = self.host.slotted_map(name);
            attributes.extend(map.map(|map| (name.to_owned(), map)));
        }
        let Options { settings, warnings } =
            options::read(&attributes, &host::page_base(), &BrowserUrls);
        for warning in warnings {
            // Attributes are read again on each change; the owner is told once.
            if !inner.warned.contains(&warning) {
                browser::warn(&warning);
                inner.warned.push(warning);
            }
        }
        // Another article may do better; another theme would not.
        if !is_first && !settings.reads_the_same(&inner.settings) {
            inner.has_stopped = false;
        }
        inner.settings = Rc::new(settings);
        self.show(&mut inner);
    }

    fn show(&self, inner: &mut Inner) {
        if inner.stage.is_none() {
            inner.stage =
                Stage::set_up().filter(|stage| self.root.append_child(stage.place()).is_ok());
        }
        let session = Session {
            host: self.host.clone(),
            settings: inner.settings.clone(),
            refreshes: inner.refreshes,
            has_stopped: inner.has_stopped,
        };
        if let Some(stage) = &mut inner.stage {
            stage.show(session);
        }
    }
}
