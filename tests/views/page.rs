//! A page to mount things on, and ways to wait for it and to look at it.

use gloo::events::EventListener;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, Document, Element, Event, HtmlElement, ShadowRoot};
use yew::{AppHandle, BaseComponent, Component, Context, Html, Properties};

/// How long something may take before a test gives it up, in milliseconds. No
/// test depends on it but by failing.
const PATIENCE_MS: f64 = 20_000.0;

/// An element with an open shadow root on the page, as the loader makes one;
/// it leaves the page when it is dropped.
pub struct Place {
    pub host: HtmlElement,
    pub root: ShadowRoot,
}

impl Place {
    /// `content` is what the page itself puts into the element, as HTML.
    pub fn new(content: &str) -> Self {
        forbid_loading();
        let host: HtmlElement = document()
            .create_element("readerly-article")
            .unwrap()
            .unchecked_into();
        host.set_inner_html(content);
        let root = js(
            "return host.attachShadow({ mode: 'open' })",
            &[("host", &host)],
        );
        let root: ShadowRoot = root.unchecked_into();
        root.append_child(&document().create_element("slot").unwrap())
            .unwrap();
        document().body().unwrap().append_child(&host).unwrap();
        Self { host, root }
    }

    /// The first element in the shadow root that matches.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector:?} in {}", self.root.inner_html()))
    }

    /// How many elements in the shadow root match.
    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// The words in the first element that matches.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    /// The words in each element that matches.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let found = self.root.query_selector_all(selector).unwrap();
        let found = (0..found.length()).filter_map(|index| found.get(index));
        found.filter_map(|node| node.text_content()).collect()
    }

    /// Presses the first element that matches.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// One component in a place of its own.
pub struct Mounted<C: BaseComponent> {
    pub place: Place,
    application: Option<AppHandle<C>>,
}

impl<C: BaseComponent> Mounted<C> {
    /// Mounts what `props` asks for; they may refer to the host.
    pub async fn new(props: impl FnOnce(&Place) -> C::Properties) -> Self {
        let place = Place::new("");
        let inner = document().create_element("div").unwrap();
        place.root.append_child(&inner).unwrap();
        let application = yew::Renderer::<C>::with_root_and_props(inner, props(&place)).render();
        settle().await;
        Self {
            place,
            application: Some(application),
        }
    }

    /// Gives it other properties.
    pub async fn update(&mut self, props: C::Properties) {
        self.application.as_mut().unwrap().update(props);
        settle().await;
    }
}

impl<C: BaseComponent> Drop for Mounted<C> {
    fn drop(&mut self) {
        if let Some(application) = self.application.take() {
            application.destroy();
        }
    }
}

/// A component that shows what it is given.
pub struct Show;

#[derive(Clone, PartialEq, Properties)]
pub struct ShowProps {
    pub html: Html,
}

impl Component for Show {
    type Message = ();
    type Properties = ShowProps;

    fn create(_context: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        context.props().html.clone()
    }
}

/// The details of all events of one name that come past an element.
pub struct Heard {
    details: Rc<RefCell<Vec<JsValue>>>,
    _listener: EventListener,
}

impl Heard {
    pub fn on(element: &Element, name: &'static str) -> Self {
        let details = Rc::new(RefCell::new(Vec::new()));
        let heard = details.clone();
        let listener = EventListener::new(element, name, move |event| {
            heard
                .borrow_mut()
                .push(event.unchecked_ref::<CustomEvent>().detail());
        });
        Self {
            details,
            _listener: listener,
        }
    }

    pub fn count(&self) -> usize {
        self.details.borrow().len()
    }

    /// Waits for the event at `index`, and returns its detail.
    pub async fn detail(&self, index: usize) -> JsValue {
        wait_for("an event", || self.count() > index).await;
        self.details.borrow()[index].clone()
    }

    /// The text in one field of each detail.
    pub fn texts(&self, field: &str) -> Vec<String> {
        self.details
            .borrow()
            .iter()
            .map(|detail| text_field(detail, field))
            .collect()
    }
}

/// What has changed in a tree since it was watched.
pub struct Changes(JsValue);

impl Changes {
    pub fn of(root: &JsValue) -> Self {
        Self(js(
            "const seen = [];
             const observer = new MutationObserver((records) => seen.push(...records));
             observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
             return { seen, observer };",
            &[("root", root)],
        ))
    }

    /// Where each change was: the nearest class names, innermost first.
    pub fn places(&self) -> Vec<String> {
        let places = js(
            "changes.seen.push(...changes.observer.takeRecords());
             return changes.seen.splice(0).map(({ target }) => {
               const names = [];
               for (let node = target; node; node = node.parentElement) {
                 if (node.className) names.push(node.className);
               }
               return names.join(' < ') || target.nodeName;
             });",
            &[("changes", &self.0)],
        );
        places
            .unchecked_into::<Array>()
            .iter()
            .filter_map(|place| place.as_string())
            .collect()
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        js("changes.observer.disconnect()", &[("changes", &self.0)]);
    }
}

/// Runs a piece of JavaScript with named values.
#[track_caller]
pub fn js(body: &str, values: &[(&str, &JsValue)]) -> JsValue {
    let names: Vec<_> = values.iter().map(|(name, _)| *name).collect();
    let arguments = values.iter().map(|(_, value)| *value).collect::<Array>();
    Function::new_with_args(&names.join(","), body)
        .apply(&JsValue::UNDEFINED, &arguments)
        .unwrap_or_else(|error| panic!("{body} threw {error:?}"))
}

/// Lets Yew finish, and everything that it set off, timers of 0 included.
pub async fn settle() {
    for _ in 0..3 {
        yew::scheduler::flush().await;
        let task = js("return new Promise((resolve) => setTimeout(resolve))", &[]);
        JsFuture::from(task.unchecked_into::<Promise>())
            .await
            .unwrap();
    }
}

/// Waits until something holds.
pub async fn wait_for(what: &str, holds: impl Fn() -> bool) {
    let start = js_sys::Date::now();
    while !holds() {
        assert!(
            js_sys::Date::now() - start < PATIENCE_MS,
            "{what} did not come about"
        );
        let task = js(
            "return new Promise((resolve) => setTimeout(resolve, 20))",
            &[],
        );
        JsFuture::from(task.unchecked_into::<Promise>())
            .await
            .unwrap();
    }
    settle().await;
}

/// Dispatches a plain event, which does not bubble, as those of players do not.
pub fn dispatch(target: &Element, name: &str) {
    target.dispatch_event(&Event::new(name).unwrap()).unwrap();
}

/// One field of a JavaScript object.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap()
}

/// One field of a JavaScript object that is a text.
#[track_caller]
pub fn text_field(object: &JsValue, name: &str) -> String {
    field(object, name)
        .as_string()
        .unwrap_or_else(|| panic!("{name} is no text"))
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Keeps the page from loading what the views name: tests contact nobody but
/// the server that they came from, and that one only for players.
fn forbid_loading() {
    js(
        "if (window.refused) return;
         const policy = document.createElement('meta');
         policy.httpEquiv = 'Content-Security-Policy';
         policy.content = \"img-src 'none'; media-src 'self'; frame-src 'none'\";
         window.refused = [];
         document.head.append(policy);
         document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.blockedURI));",
        &[],
    );
}

/// What the browser would have loaded, had it been allowed to, since
/// [`forget_refused`].
pub fn refused() -> Vec<String> {
    let refused = js("return window.refused", &[]).unchecked_into::<Array>();
    refused.iter().filter_map(|url| url.as_string()).collect()
}

/// How often the page's own server was asked for an address.
pub fn loaded(url: &str) -> u32 {
    let entries = js(
        "return performance.getEntriesByName(url)",
        &[("url", &url.into())],
    );
    entries.unchecked_into::<Array>().length()
}

pub fn forget_refused() {
    forbid_loading();
    js("window.refused = []", &[]);
}
