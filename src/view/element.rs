//! A small builder of elements, in place of `html!`.
//!
//! `html!` writes the construction of every element out at the place where it
//! stands, some 300 bytes each. The views of a reader hold about a hundred
//! elements, and every byte is downloaded before the first word of an article
//! is read; these shared, un-inlined functions cost a tenth. Names of elements
//! and attributes are `&'static str`, so a source can never choose them.

use std::rc::Rc;
use yew::virtual_dom::{Listener, ListenerKind, VList, VTag, VText};
use yew::{AttrValue, Callback, Html};

/// An element under construction. Boxed, so that passing it on costs a pointer.
pub struct Element(Box<VTag>);

/// Begins an element.
#[inline(never)]
pub fn element(name: &'static str) -> Element {
    Element(Box::new(VTag::new(AttrValue::Static(name))))
}

/// Plain text.
#[inline(never)]
pub fn text(text: &str) -> Html {
    Html::VText(VText::new(AttrValue::from(text.to_owned())))
}

/// Text that is shared with the article and not copied.
#[inline(never)]
pub fn shared_text(text: &Rc<str>) -> Html {
    Html::VText(VText::new(AttrValue::Rc(text.clone())))
}

/// Nodes one after the other.
#[inline(never)]
pub fn list(nodes: Vec<Html>) -> Html {
    Html::VList(Rc::new(VList::with_children(nodes, None)))
}

impl Element {
    /// Sets an attribute to a fixed value.
    #[inline(never)]
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.0.add_attribute(name, AttrValue::Static(value));
        self
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attribute(mut self, name: &'static str, value: &str) -> Self {
        self.0.add_attribute(name, AttrValue::from(value.to_owned()));
        self
    }

    /// Sets an attribute where there is a value.
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Sets an attribute to a number where there is one.
    #[inline(never)]
    pub fn number(self, name: &'static str, value: Option<u32>) -> Self {
        match value {
            Some(value) => self.attribute(name, &value.to_string()),
            None => self,
        }
    }

    /// Sets a switch such as `controls`.
    #[inline(never)]
    pub fn switch(self, name: &'static str, on: bool) -> Self {
        if on { self.with(name, "") } else { self }
    }

    /// Calls back on an event.
    #[inline(never)]
    pub fn on(mut self, kind: ListenerKind, callback: Callback<web_sys::Event>) -> Self {
        self.0.add_listener(Rc::new(On { kind, callback }));
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub fn child(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }

    /// Adds a child where there is one.
    #[inline(never)]
    pub fn child_if(self, child: Option<Html>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds text.
    #[inline(never)]
    pub fn text(self, words: &str) -> Self {
        self.child(text(words))
    }

    /// Has the finished element found again by `reference`.
    pub fn referred_by(mut self, reference: &yew::NodeRef) -> Self {
        self.0.node_ref = reference.clone();
        self
    }

    /// Names the element among its siblings. Where siblings come and go, all
    /// of them need names: Yew compares unnamed ones from the last to the
    /// first, so a new last one would take over the element of its neighbour.
    #[inline(never)]
    pub fn key(mut self, key: &'static str) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// The finished element.
    #[inline(never)]
    pub fn done(self) -> Html {
        Html::VTag(Rc::new(*self.0))
    }
}

/// One listener for all kinds of events, where `html!` makes a type for each.
struct On {
    kind: ListenerKind,
    callback: Callback<web_sys::Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: web_sys::Event) {
        self.callback.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
