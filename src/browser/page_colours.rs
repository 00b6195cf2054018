//! What the page around a reader says of its colours, and when that changes.

use super::host::Host;
use super::page::Listener;
use super::{call, option_bag, turn};
use js_sys::{Array, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MutationObserver, MutationObserverInit, Node, ShadowRoot};

/// What decides the colours of a page, as it stands in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageColours {
    /// Of the element and of everything around it, the nearest first.
    pub marks: Vec<Mark>,
    /// The computed `color-scheme` of the element.
    pub scheme: String,
    /// What `<meta name="color-scheme">` says, which counts where no style
    /// names a scheme; empty without one.
    pub meta: String,
    /// Whether the system asks for dark colours.
    pub prefers_dark: bool,
}

/// What one element says; texts that are not there are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its `data-bs-theme`, or else its `data-theme`.
    pub theme: String,
    /// Its classes.
    pub class: String,
}

/// Calls back when the page's colours may have changed, until it is dropped.
#[must_use = "dropping the watch ends it"]
#[derive(Debug)]
pub struct Watch {
    observer: Option<MutationObserver>,
    _heard: Closure<dyn Fn(&Event)>,
    _preference: Option<Listener>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Reads what the page says now.
pub fn read(host: &Host) -> PageColours {
    let element: &Element = host.element();
    let text = |element: &Element, name| element.get_attribute(name).unwrap_or_default();
    let mut marks = Vec::new();
    for element in around(element) {
        let theme = element.get_attribute("data-bs-theme");
        marks.push(Mark {
            theme: theme.unwrap_or_else(|| text(&element, "data-theme")),
            class: text(&element, "class"),
        });
    }
    let window = web_sys::window();
    let style = window
        .as_ref()
        .and_then(|window| window.get_computed_style(element).ok().flatten());
    let meta = element
        .owner_document()
        .and_then(|document| document.query_selector("meta[name=color-scheme]").ok()?);
    PageColours {
        marks,
        scheme: style
            .and_then(|style| style.get_property_value("color-scheme").ok())
            .unwrap_or_default(),
        meta: meta.map_or_else(String::new, |meta| text(&meta, "content")),
        prefers_dark: preference().is_some_and(|list| {
            Reflect::get(&list, &JsValue::from_str("matches")).is_ok_and(|value| value.is_truthy())
        }),
    }
}

/// Watches the element and everything around it, and the system's wish. A style
/// sheet that comes or goes is not noticed.
pub fn watch(host: &Host, changed: Box<dyn Fn()>) -> Watch {
    let changed = std::rc::Rc::new(changed);
    let again = changed.clone();
    let heard: Box<dyn Fn(&Event)> = Box::new(move |_| changed());
    let heard = Closure::wrap(turn::taking(heard));
    let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok();
    let names = ["class", "style", "data-theme", "data-bs-theme"].map(JsValue::from_str);
    let names: Array = names.into_iter().collect();
    let bag = option_bag(&[("attributeFilter", names.into())]);
    let options: &MutationObserverInit = bag.unchecked_ref();
    if let Some(observer) = &observer {
        for element in around(host.element()) {
            let _ = observer.observe_with_options(&element, options);
        }
    }
    Watch {
        observer,
        _heard: heard,
        _preference: preference().map(|list| {
            let target = list.unchecked_into();
            Listener::new(&target, "change", false, Box::new(move |_| again()))
        }),
    }
}

/// The element and all it stands in, out of shadow roots too.
fn around(element: &Element) -> Vec<Element> {
    let mut found = vec![element.clone()];
    let mut node: Option<Node> = element.parent_node();
    while let Some(current) = node {
        node = match current.dyn_ref::<ShadowRoot>() {
            Some(root) => Some(root.host().into()),
            None => current.parent_node(),
        };
        found.extend(current.dyn_into::<Element>().ok());
    }
    found
}

fn preference() -> Option<JsValue> {
    let query = JsValue::from_str("(prefers-color-scheme: dark)");
    call(&web_sys::window()?.into(), "matchMedia", &[query]).ok()
}
