//! The `<readerly-article>` element as the reader sees it from inside.

use super::turn::Turn;
use super::{option_bag, with_entries};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement};

#[wasm_bindgen(module = "/src/browser/takeover.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = takeOver)]
    fn take_over(host: &HtmlElement, fallback: u8) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = keepPlace)]
    fn keep_place(host: &HtmlElement) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_name = findPlace)]
    fn find_place(host: &HtmlElement) -> Result<(), JsValue>;
}

/// A handle of the host element. Equal ones are of the same element.
#[derive(Clone, Debug)]
pub struct Host {
    element: HtmlElement,
    turn: Turn,
}

impl PartialEq for Host {
    fn eq(&self, other: &Self) -> bool {
        self.element == other.element
    }
}

/// An event that the first module dispatches on its host; the variants are the
/// contract. Those of the other modules are in [`super::details`].
#[derive(Clone, Debug)]
pub enum HostEvent {
    /// `readerly-ready`: the article is on the page.
    Ready {
        /// The headline.
        title: String,
        /// BCP 47 tag of the article.
        lang: String,
        /// What was left out or repaired, for the owner.
        warnings: Vec<String>,
    },
    /// `readerly-error`: something could not be done.
    Error {
        /// Stable name of the cause.
        code: &'static str,
        /// Cause and remedy in one sentence.
        message: String,
    },
    /// `readerly-progress`: how much of the article has been passed.
    Progress {
        /// 0 to 100.
        percent: u8,
    },
}

/// What becomes of the page's own article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fallback {
    /// It shows.
    Shown = 0,
    /// Nobody sees it, but the page is as long as with it: a browser that finds
    /// the page short for a moment throws its reader to the top.
    Leaving = 1,
    /// It takes no room any more.
    Gone = 2,
}

impl Host {
    /// Takes hold of the host element, for a reader that is new.
    pub fn new(element: HtmlElement) -> Self {
        Self {
            element,
            turn: Turn::next(),
        }
    }

    /// The turn of its reader.
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// Dispatches an event that bubbles and leaves shadow roots.
    ///
    /// Its details are put together by hand: serialising them cost 2 KB of what
    /// everybody downloads.
    pub fn emit(&self, event: &HostEvent) {
        let text = JsValue::from_str;
        let of = |entries: &[(&str, JsValue)]| with_entries(Object::new(), entries);
        let (name, detail) = match event {
            HostEvent::Ready {
                title,
                lang,
                warnings,
            } => {
                let list = Array::new();
                for warning in warnings {
                    list.push(&text(warning));
                }
                let detail = of(&[
                    ("title", text(title)),
                    ("lang", text(lang)),
                    ("warnings", list.into()),
                ]);
                ("readerly-ready", detail)
            }
            HostEvent::Error { code, message } => {
                let detail = of(&[("code", text(code)), ("message", text(message))]);
                ("readerly-error", detail)
            }
            HostEvent::Progress { percent } => {
                let detail = of(&[("percent", f64::from(*percent).into())]);
                ("readerly-progress", detail)
            }
        };
        self.dispatch(name, detail.into());
    }

    /// Dispatches an event with these details.
    #[inline(never)]
    pub(super) fn dispatch(&self, name: &str, detail: JsValue) {
        let bag = option_bag(&[
            ("bubbles", JsValue::TRUE),
            ("composed", JsValue::TRUE),
            ("detail", detail),
        ]);
        let init: &CustomEventInit = bag.unchecked_ref();
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, init) {
            let _ = self.element.dispatch_event(&event);
        }
    }

    /// What becomes of what the page itself put inside the element. Who is reading
    /// that goes on in ours at the same line.
    ///
    /// The loader owns the slot, so that it can show the page's own article
    /// again when this module can no longer run.
    pub fn set_fallback(&self, fallback: Fallback) {
        let _ = take_over(&self.element, fallback as u8);
    }

    /// Keeps with the page's entry in the history what block is being read.
    pub fn keep_place(&self) {
        let _ = keep_place(&self.element);
    }

    /// Goes on there where the page has been loaded anew or gone back to.
    pub fn find_place(&self) {
        let _ = find_place(&self.element);
    }

    /// The attributes of the element, as names and values.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let attributes = self.element.attributes();
        let mut pairs = Vec::new();
        for index in 0..attributes.length() {
            if let Some(attribute) = attributes.item(index) {
                pairs.push((attribute.name(), attribute.value()));
            }
        }
        pairs
    }

    /// Moves the focus to the first element inside the reader that matches,
    /// unless the person has gone elsewhere meanwhile.
    pub fn focus(&self, selector: &str) {
        let target = self
            .element
            .shadow_root()
            .and_then(|root| root.query_selector(selector).ok().flatten());
        let target = target.filter(|_| super::anchors::nothing_has_focus());
        if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
            if target.local_name() != "button" {
                let _ = target.set_attribute("tabindex", "-1");
            }
            let _ = target.focus();
        }
    }

    /// Whether something inside the reader matches.
    pub fn holds(&self, selector: &str) -> bool {
        let found = self
            .element
            .shadow_root()
            .map(|root| root.query_selector(selector));
        matches!(found, Some(Ok(Some(_))))
    }

    /// Whether the owner put a child into the named slot.
    pub fn has_slotted(&self, name: &str) -> bool {
        let selector = [":scope > [slot=\"", name, "\"]"].concat();
        matches!(self.element.query_selector(&selector), Ok(Some(_)))
    }

    /// The shape table that the owner wrote into the named slot of the element.
    pub fn slotted_map(&self, name: &str) -> Option<String> {
        let selector = [":scope > script[slot=", name, "]"].concat();
        let script = self.element.query_selector(&selector);
        script.ok().flatten()?.text_content()
    }

    /// The inline article, where the owner wrote one.
    #[inline(never)]
    pub fn inline_article(&self) -> Option<Element> {
        self.element
            .query_selector(":scope > article")
            .ok()
            .flatten()
    }

    /// The page's own article, or all that stands inside the element.
    pub fn own_article(&self) -> Element {
        self.inline_article()
            .unwrap_or_else(|| self.element.clone().into())
    }

    /// The level of the article's title among the headings of the page, 1 to 4: what
    /// the owner says, or else below a headline that the page has of its own.
    #[inline(never)]
    pub fn level(&self) -> u8 {
        const OF_THE_PAGE: &str =
            "h1:not(readerly-article>:not([slot]),readerly-article>:not([slot]) *)";
        let said = self.element.get_attribute("heading-level");
        match said.as_deref().map(str::trim) {
            Some("1") => 1,
            Some("2") => 2,
            Some("3") => 3,
            Some("4") => 4,
            _ => 1 + u8::from(found(OF_THE_PAGE) > 0),
        }
    }

    /// Whether other readers are on the page.
    pub fn is_one_of_several(&self) -> bool {
        found("readerly-article") > 1
    }

    /// The headline of the page's own article; empty where it has none.
    pub fn own_title(&self) -> String {
        let headline = self.element.query_selector("h1").ok().flatten();
        let text = headline.and_then(|headline| headline.text_content());
        text.unwrap_or_default().trim().to_owned()
    }

    /// Whether the element is alone in a paragraph before an article: editors
    /// make a paragraph of its tag, and a parser ends it there.
    #[inline(never)]
    pub fn is_before_article(&self) -> bool {
        matches!(self.element.closest("p:has(+article)"), Ok(Some(_)))
    }

    /// Whether the page put anything into the element that a person can read
    /// in place of the article; what goes into a named slot does not count.
    pub fn has_fallback(&self) -> bool {
        let mut child = self.element.first_child();
        while let Some(node) = child {
            let slotted = node
                .dyn_ref::<Element>()
                .is_some_and(|element| element.has_attribute("slot"));
            let comment = node.node_type() == web_sys::Node::COMMENT_NODE;
            if !slotted
                && !comment
                && node
                    .text_content()
                    .is_some_and(|text| !text.trim().is_empty())
            {
                return true;
            }
            child = node.next_sibling();
        }
        false
    }

    /// Language of the surrounding page, by the nearest `lang` attribute.
    pub fn page_language(&self) -> Option<String> {
        let near = self.element.closest("[lang]").ok().flatten()?;
        near.get_attribute("lang")
            .map(|lang| lang.trim_ascii().to_owned())
            .filter(|lang| !lang.is_empty())
    }

    /// The element itself, for rooms that observe it.
    pub fn element(&self) -> &HtmlElement {
        &self.element
    }
}

/// How many elements of the page match, outside of any reader.
fn found(selector: &str) -> u32 {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.query_selector_all(selector).ok());
    found.map_or(0, |found| found.length())
}

/// The page's base address, which `<base>` may have changed.
pub fn page_base() -> String {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok().flatten())
        .unwrap_or_default()
}

/// Language of the device, for a page that names none.
pub fn device_language() -> Option<String> {
    web_sys::window()?.navigator().language()
}
