//! Elements of the browser, built by the steps of the render room.

use crate::render::{ATTRIBUTES, ELEMENTS, Steps};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{DocumentFragment, Element};

#[wasm_bindgen(module = "/src/browser/build.js")]
extern "C" {
    /// Carries out the steps; those from `from` to `to` later.
    #[wasm_bindgen(js_name = build)]
    fn carry_out(
        codes: &[u8],
        texts: &str,
        elements: &str,
        attributes: &str,
        from: u32,
        to: u32,
        tongues: &str,
    ) -> DocumentFragment;
}

/// What came of the steps; not on the page yet.
#[derive(Debug)]
pub struct Built {
    /// The elements that stand in no other, in order.
    pub parts: Vec<Element>,
    /// The places of players, in order.
    pub players: Vec<Element>,
}

/// Carries out the steps. What is far below the first screen `can_wait` until that
/// has been shown, or until somebody asks for it or for another article.
/// `tongues` as [`crate::render::tongues`] has them.
pub fn build(steps: &Steps, tongues: &str, can_wait: bool) -> Built {
    let rest = if can_wait { steps.rest() } else { 0..0 };
    let fragment = carry_out(
        steps.codes(),
        steps.texts(),
        ELEMENTS,
        ATTRIBUTES,
        rest.start as u32,
        rest.end as u32,
        tongues,
    );
    let mut built = Built {
        parts: Vec::new(),
        players: Vec::new(),
    };
    if let Ok(players) = fragment.query_selector_all(".player") {
        for index in 0..players.length() {
            let player = players.get(index);
            built
                .players
                .extend(player.and_then(|node| node.dyn_into().ok()));
        }
    }
    let mut next = fragment.first_element_child();
    while let Some(part) = next {
        next = part.next_element_sibling();
        built.parts.push(part);
    }
    built
}

/// Has an element keep as many of its children, at its start and its end, and
/// take those of another one in place of the rest.
pub fn take_over(old: &Element, new: &Element, before: u32, behind: u32) {
    let changed = |of: &Element| {
        let is_one = of.child_element_count() > before + behind;
        of.children().item(before).filter(|_| is_one)
    };
    while let Some(child) = changed(old) {
        child.remove();
    }
    let next = old.children().item(before);
    while let Some(child) = changed(new) {
        let _ = old.insert_before(&child, next.as_deref());
    }
}

/// Brings an element up to what another one is, child by child, so that what did
/// not change is left alone. `false` where they are of different forms.
pub fn renew(old: &Element, new: &Element) -> bool {
    if old.child_element_count() != new.child_element_count() {
        return false;
    }
    let mut next = old.first_element_child();
    let mut others = new.first_element_child();
    while let (Some(child), Some(other)) = (next, others) {
        next = child.next_element_sibling();
        others = other.next_element_sibling();
        if !child.is_equal_node(Some(&other)) {
            let _ = child.replace_with_with_node_1(&other);
        }
    }
    true
}

/// An empty `<div>`; `None` where the page has no document.
pub fn division() -> Option<Element> {
    web_sys::window()?.document()?.create_element("div").ok()
}
