//! A small builder of elements, in place of `html!`.
//!
//! `html!` writes the construction of every element out at the place where it
//! stands. The views of a reader hold some dozens of elements, and every byte
//! is downloaded before the first word of an article is read; these shared,
//! un-inlined functions are compiled once. Names of elements and attributes are
//! `&'static str`, so a source can never choose them.

use crate::browser::handlers::{self, Handlers};
use crate::browser::host::Host;
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VTag, VText};
use yew::{AttrValue, Callback, Html};

/// An element under construction. Boxed, so that passing it on costs a pointer.
pub struct Element(Box<Draft>);

struct Draft {
    tag: VTag,
    attributes: Vec<(AttrValue, AttributeOrProperty)>,
    handlers: Handlers,
}

/// Begins an element: its name, and the attributes whose fixed values hold no
/// blank, as in `element("button type=button class=button")`. One text costs a
/// fraction of one call for each attribute. `key` names the element among its
/// siblings, see [`Element::key`].
#[inline(never)]
pub fn element(words: &'static str) -> Element {
    let mut words = words.split(' ');
    let name = words.next().unwrap_or_default();
    let mut element = Element(Box::new(Draft {
        tag: VTag::new(AttrValue::Static(name)),
        attributes: Vec::new(),
        handlers: Vec::new(),
    }));
    for word in words {
        element = match word.split_once('=') {
            Some(("key", key)) => element.key(key),
            Some((name, value)) => element.with(name, value),
            None => element.with(word, ""),
        };
    }
    element
}

/// Plain text.
#[inline(never)]
pub fn text(text: &str) -> Html {
    Html::VText(VText::new(AttrValue::from(text.to_owned())))
}

/// Nodes one after the other.
#[inline(never)]
pub fn list(nodes: Vec<Html>) -> Html {
    Html::VList(Rc::new(VList::with_children(nodes, None)))
}

/// A node with a number by which it is told from its siblings, and from what
/// stood in its place before.
#[inline(never)]
pub fn keyed(node: Html, number: u32) -> Html {
    Html::VList(Rc::new(VList::with_children(
        vec![node],
        Some(Key::from(number.to_string())),
    )))
}

impl Element {
    /// Sets an attribute to a fixed value.
    #[inline(never)]
    pub fn with(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, AttrValue::Static(value))
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attribute(self, name: &'static str, value: &str) -> Self {
        self.set(name, AttrValue::from(value.to_owned()))
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

    /// Calls back on an event, by the name of its handler ("onclick"): elements
    /// have none for the events that have no such property.
    #[inline(never)]
    pub fn on(mut self, name: &'static str, callback: Callback<web_sys::Event>) -> Self {
        let handle = handlers::taking(move |event| callback.emit(event));
        self.0.handlers.push((name, handle));
        let handler = AttributeOrProperty::Property(handlers::handler());
        self.0.attributes.push((AttrValue::Static(name), handler));
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub fn child(mut self, child: Html) -> Self {
        self.0.tag.add_child(child);
        self
    }

    /// Adds an element as a child.
    #[inline(never)]
    pub fn nest(self, child: Element) -> Self {
        self.child(child.done())
    }

    /// Adds a child where there is one.
    #[inline(never)]
    pub fn child_if(self, child: Option<Html>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds the heading that names it, among those of the page; where there are
    /// other readers, together with this one's title.
    #[inline(never)]
    pub fn named_by(self, heading: Self, name_and_title: &'static str, host: &Host) -> Self {
        let level = host.level();
        let (name, _) = name_and_title.split_once(' ').unwrap_or_default();
        let name = match host.is_one_of_several() {
            true => name_and_title,
            false => name,
        };
        self.with("aria-labelledby", name)
            .nest(heading.number("aria-level", (level > 1).then_some(u32::from(level) + 1)))
    }

    /// Adds text.
    #[inline(never)]
    pub fn text(self, words: &str) -> Self {
        self.child(text(words))
    }

    /// Has the finished element found again by `reference`.
    pub fn referred_by(mut self, reference: &yew::NodeRef) -> Self {
        self.0.tag.node_ref = reference.clone();
        self
    }

    /// Names the element among its siblings. Where siblings come and go, all
    /// of them need names: Yew compares unnamed ones from the last to the
    /// first, so a new last one would take over the element of its neighbour.
    #[inline(never)]
    pub fn key(mut self, key: &'static str) -> Self {
        self.0.tag.key = Some(key.into());
        self
    }

    /// Names the element among its siblings by a text: another text is another
    /// element.
    #[inline(never)]
    pub fn keyed(mut self, key: &str) -> Self {
        self.0.tag.key = Some(key.into());
        self
    }

    /// The finished element.
    #[inline(never)]
    pub fn done(mut self) -> Html {
        if !self.0.handlers.is_empty() {
            let number = handlers::number(std::mem::take(&mut self.0.handlers));
            let number = AttributeOrProperty::Property(number);
            let name = AttrValue::Static(handlers::NUMBER);
            self.0.attributes.push((name, number));
        }
        let Draft {
            mut tag,
            attributes,
            ..
        } = *self.0;
        // Also where there are none: a release has no means to compare two kinds.
        tag.set_attributes(Attributes::IndexMap(Rc::new(
            attributes.into_iter().collect(),
        )));
        Html::VTag(Rc::new(tag))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.attributes.push((
            AttrValue::Static(name),
            AttributeOrProperty::Attribute(value),
        ));
        self
    }
}
