//! Locks and channels, which the panels of one site share.

use super::page::{js, settle, wait_for};
use readerly::browser::channel::Channel;
use readerly::browser::locks::{self, Lock, LockEvent};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// What became of one lock.
#[derive(Clone, Default)]
struct Fate(Rc<RefCell<Vec<LockEvent>>>);

impl Fate {
    fn is(&self, events: &[LockEvent]) -> bool {
        *self.0.borrow() == events
    }
}

fn ask(name: &str, steal: bool) -> (Option<Lock>, Fate) {
    let fate = Fate::default();
    let heard = fate.clone();
    let heard = move |event| heard.0.borrow_mut().push(event);
    (locks::request(name, steal, Rc::new(heard)), fate)
}

/// Puts something in place of one of the browser's properties, until it is
/// dropped.
pub struct InPlace(JsValue);

impl InPlace {
    pub fn of(owner: &str, name: &str, value: &str) -> Self {
        Self(js(
            &format!(
                "const own = Object.getOwnPropertyDescriptor({owner}, '{name}');
                 Object.defineProperty({owner}, '{name}', {{ configurable: true, value: {value} }});
                 return () => {{
                   if (own) Object.defineProperty({owner}, '{name}', own);
                   else delete {owner}['{name}'];
                 }};"
            ),
            &[],
        ))
    }
}

impl Drop for InPlace {
    fn drop(&mut self) {
        js("restore()", &[("restore", &self.0)]);
    }
}

#[wasm_bindgen_test]
async fn a_lock_is_one_panels_until_it_is_dropped() {
    let (first, fate_of_first) = ask("test one", false);
    let (second, fate_of_second) = ask("test one", false);
    wait_for("the first lock", || fate_of_first.is(&[LockEvent::Granted])).await;
    assert!(fate_of_second.is(&[]));
    drop(first);
    wait_for("the second lock", || {
        fate_of_second.is(&[LockEvent::Granted])
    })
    .await;
    drop(second);
    settle().await;
    assert!(fate_of_first.is(&[LockEvent::Granted]), "nobody listens");
    assert!(fate_of_second.is(&[LockEvent::Granted]), "nobody listens");
}

#[wasm_bindgen_test]
async fn who_leaves_the_queue_gets_nothing() {
    let (first, fate_of_first) = ask("test queue", false);
    let (second, fate_of_second) = ask("test queue", false);
    wait_for("the first lock", || fate_of_first.is(&[LockEvent::Granted])).await;
    drop(second);
    drop(first);
    // Asked for and dropped before it can be granted.
    let (third, fate_of_third) = ask("test queue", false);
    drop(third);
    let (_fourth, fate_of_fourth) = ask("test queue", false);
    wait_for("the last lock", || fate_of_fourth.is(&[LockEvent::Granted])).await;
    assert!(fate_of_second.is(&[]));
    assert!(fate_of_third.is(&[]));
}

#[wasm_bindgen_test]
async fn a_stolen_lock_is_lost() {
    let (_first, fate_of_first) = ask("test theft", false);
    wait_for("the lock", || fate_of_first.is(&[LockEvent::Granted])).await;
    let (second, fate_of_second) = ask("test theft", true);
    wait_for("the theft", || fate_of_second.is(&[LockEvent::Granted])).await;
    wait_for("the loss", || {
        fate_of_first.is(&[LockEvent::Granted, LockEvent::Stolen])
    })
    .await;
    drop(second);
    let (_third, fate_of_third) = ask("test theft", false);
    wait_for("the lock", || fate_of_third.is(&[LockEvent::Granted])).await;
}

#[wasm_bindgen_test]
async fn a_page_may_have_no_locks_or_odd_ones() {
    for odd in [
        "undefined",
        "null",
        "7",
        "{}",
        "{ request: 7 }",
        "{ request() { throw new Error('no') } }",
        "{ request() {} }",
    ] {
        let _odd = InPlace::of("navigator", "locks", odd);
        let (lock, _) = ask("test odd", false);
        assert!(lock.is_none(), "{odd}");
    }
    let refusing = "{ async request() { throw new DOMException('no', 'SecurityError') } }";
    let _refusing = InPlace::of("navigator", "locks", refusing);
    let (lock, fate) = ask("test odd", false);
    assert!(lock.is_some());
    wait_for("the refusal", || fate.is(&[LockEvent::Refused])).await;
}

/// A channel, and what it has heard.
fn open(name: &str) -> (Option<Channel>, Rc<RefCell<Vec<String>>>) {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let texts = heard.clone();
    let channel = Channel::open(name, Rc::new(move |text| texts.borrow_mut().push(text)));
    (channel, heard)
}

#[wasm_bindgen_test]
async fn all_others_of_one_name_hear_it() {
    let (one, heard_by_one) = open("test channel");
    let (other, heard_by_other) = open("test channel");
    let (_stranger, heard_by_stranger) = open("test channel 2");
    let one = one.unwrap();
    // Words of other scripts that are no text are not for us.
    js(
        "const channel = new BroadcastChannel('test channel');
         channel.postMessage({ no: 'text' });
         channel.postMessage('by hand');
         channel.close();",
        &[],
    );
    assert!(one.post("đọc"));
    wait_for("both texts", || heard_by_other.borrow().len() == 2).await;
    let mut texts = heard_by_other.borrow().clone();
    texts.sort();
    assert_eq!(texts, ["by hand", "đọc"]);
    assert_eq!(*heard_by_one.borrow(), ["by hand"]);
    assert!(heard_by_stranger.borrow().is_empty());

    drop(other);
    assert!(one.post("nobody hears it"));
    settle().await;
    assert_eq!(heard_by_other.borrow().len(), 2);
}

#[wasm_bindgen_test]
async fn a_page_may_have_no_channels_or_odd_ones() {
    for odd in ["undefined", "null", "7", "{}", "() => {}"] {
        let _odd = InPlace::of("window", "BroadcastChannel", odd);
        assert!(open("test odd").0.is_none(), "{odd}");
    }
    let _odd = InPlace::of("window", "BroadcastChannel", "class {}");
    let (channel, _) = open("test odd");
    let channel = channel.unwrap();
    assert!(!channel.post("into the void"));
}
