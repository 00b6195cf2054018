//! Fragment links inside a shadow root.
//!
//! A browser looks for `#name` in the document only
//! (<https://github.com/WICG/webcomponents/issues/66>), so a link to a note or
//! a heading of the article has to be followed by hand.

use crate::text::percent_decoded;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, MouseEvent, ScrollBehavior, ScrollIntoViewOptions, ShadowRoot,
};

/// The fragment of the in-article link that a plain click hit, if it hit one.
pub fn fragment_of_click(event: &MouseEvent) -> Option<String> {
    if !is_plain_click(event) {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href^='#']").ok().flatten()?;
    Some(link.get_attribute("href")?.split_off(1))
}

/// Whether a click asks for nothing but the usual: no new tab, no download.
pub fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.shift_key()
        && !event.alt_key()
}

/// Goes to another page, as a link does.
pub fn leave_for(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = super::call(&window.location(), "assign", &[JsValue::from_str(address)]);
    }
}

/// The fragment of the page's address, decoded; `None` when there is none.
pub fn page_fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let fragment = hash
        .strip_prefix('#')
        .filter(|fragment| !fragment.is_empty())?;
    Some(percent_decoded(fragment, false))
}

/// Puts the fragment into the page's address, so that it can be shared and
/// Back leads to the address before. Pages that keep their route in the
/// fragment are left alone.
///
/// `pushState` and not `location.hash`, which would tell every other reader on
/// the page to look for the same name.
pub fn set_page_fragment(fragment: &str) {
    let routed = page_fragment()
        .is_some_and(|current| matches!(current.as_bytes().first(), Some(b'/' | b'!')));
    if !routed
        && let Some(window) = web_sys::window()
        && let (Ok(history), Ok(page)) = (window.history(), window.location().href())
    {
        // By itself a fragment would mean the page that a `<base>` names.
        let page = page.split('#').next().unwrap_or_default();
        let address = [page, "#", fragment].concat();
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Whether the page has something of this name outside of any reader.
pub fn is_on_page(name: &str) -> bool {
    document().is_some_and(|document| document.get_element_by_id(name).is_some())
}

/// Whether the focus is on nothing but the page as a whole.
pub fn nothing_has_focus() -> bool {
    document()
        .and_then(|document| document.active_element())
        .is_none_or(|active| active.local_name() == "body")
}

/// Has the way back of a note lead to the reference at or around `target`, which is
/// being followed: the first of several has the name until then.
pub fn lead_back_to(target: &Element) {
    if let Ok(Some(reference)) = target.closest(".note-reference")
        && let Some(href) = reference.get_attribute("href")
        && let Some(note) = href.strip_prefix("#note-")
        && let Ok(root) = target.get_root_node().dyn_into::<ShadowRoot>()
    {
        let name = ["ref-", note].concat();
        if let Some(first) = root.get_element_by_id(&name) {
            let _ = first.remove_attribute("id");
        }
        reference.set_id(&name);
    }
}

/// Scrolls to the part of an article named `id`, in the article around or at
/// `inside`, and moves the focus there. `false` when there is no such part.
pub fn jump(inside: &Element, id: &str) -> bool {
    let Ok(root) = inside.get_root_node().dyn_into::<ShadowRoot>() else {
        return false;
    };
    let Some(target) = root
        .get_element_by_id(id)
        .filter(|target| matches!(target.closest("article"), Ok(Some(_))))
    else {
        return false;
    };
    // A target inside closed details would have no place to scroll to.
    let mut inner = Some(target.clone());
    while let Some(Ok(Some(closed))) = inner.map(|inner| inner.closest("details:not([open])")) {
        let _ = closed.set_attribute("open", "");
        inner = Some(closed);
    }
    // Without a tabindex most elements cannot take the focus, and a screen
    // reader would go on reading where the link was.
    if !target.has_attribute("tabindex") && target.tag_name() != "A" {
        let _ = target.set_attribute("tabindex", "-1");
    }
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Auto);
    target.scroll_into_view_with_scroll_into_view_options(&options);
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
    }
    true
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// How much of `element` lies above the lower edge of the viewport, 0 to 100;
/// `None` while it has no height, or is still being built.
pub fn percent_passed(element: &Element) -> Option<u8> {
    if let Ok(Some(_)) = element.query_selector("[aria-busy]") {
        return None;
    }
    let window = web_sys::window()?;
    let viewport = window.inner_height().ok()?.as_f64()?;
    let area = element.get_bounding_client_rect();
    if area.height() <= 0.0 {
        return None;
    }
    let passed = (viewport - area.top()) / area.height() * 100.0;
    Some(passed.clamp(0.0, 100.0) as u8)
}
