//! The door: one reader in one element, as the loader makes it.

use super::network::Network;
use super::page::{Place, document, settle, wait_for};
use readerly::embed::exports::Reader;
use readerly::embed::options::ATTRIBUTES;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

/// A reader in an element of its own, which leaves the page as one does.
pub struct Embedded {
    pub place: Place,
    pub reader: Reader,
}

impl Embedded {
    pub async fn new(content: &str, options: &[(&str, &str)]) -> Self {
        Self::within(Place::new(content), options).await
    }

    pub async fn within(place: Place, options: &[(&str, &str)]) -> Self {
        set_attributes(&place.host, options);
        let reader = Reader::new(place.host.clone(), place.root.clone(), false);
        settle().await;
        Self { place, reader }
    }

    pub async fn update(&self, options: &[(&str, &str)]) {
        set_attributes(&self.place.host, options);
        self.reader.update();
        settle().await;
    }

    pub async fn release(&self) {
        self.reader.release();
        settle().await;
    }

    /// The `<div>` that Yew plays in.
    fn stage(&self) -> Element {
        assert_eq!(self.place.count(":host > div"), 1);
        self.place.find(":host > div")
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.reader.release();
    }
}

/// Leaves the element with these attributes, and those that are as wanted alone.
fn set_attributes(host: &Element, options: &[(&str, &str)]) {
    for name in ATTRIBUTES {
        let wanted = options
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value);
        match wanted {
            Some(value) if host.get_attribute(name).as_deref() != Some(value) => {
                host.set_attribute(name, value).unwrap()
            }
            None => host.remove_attribute(name).unwrap(),
            Some(_) => {}
        }
    }
}

fn article(title: &str) -> String {
    format!("<article><h1>{title}</h1><p>Text of {title}.</p></article>")
}

#[wasm_bindgen_test]
async fn a_released_reader_leaves_the_page_as_it_was_and_can_return() {
    let place = Place::new(&article("One"));
    let (inside, outside) = (place.root.inner_html(), place.host.outer_html());
    let one = Embedded::within(place, &[]).await;
    assert_eq!(one.place.text("h1"), "One");
    let stage = one.stage();
    one.release().await;
    assert_eq!(one.place.root.inner_html(), inside);
    assert_eq!(one.place.host.outer_html(), outside);
    assert_eq!(stage.inner_html(), "");

    one.update(&[]).await;
    assert_eq!(one.place.text("h1"), "One");
    assert!(
        stage.is_same_node(Some(&one.stage())),
        "another stage was set up"
    );
    // Released twice is released once.
    one.release().await;
    one.release().await;
    assert_eq!(one.place.root.inner_html(), inside);
}

#[wasm_bindgen_test]
async fn one_stage_serves_two_hundred_readers_in_a_row() {
    let first = Embedded::new(&article("0"), &[]).await;
    let stage = first.stage();
    first.release().await;
    for number in 1..=200 {
        let name = number.to_string();
        let next = Embedded::new(&article(&name), &[]).await;
        assert!(
            stage.is_same_node(Some(&next.stage())),
            "reader {number} has a stage of its own"
        );
        assert_eq!(next.place.texts("h1"), [name.as_str()]);
        assert_eq!(next.place.text(".body"), format!("Text of {name}."));
        assert_eq!(next.place.count(".reader"), 1);
        next.release().await;
        assert_eq!(next.place.count("div"), 0);
    }
    assert_eq!(
        document()
            .query_selector_all("readerly-article")
            .unwrap()
            .length(),
        1
    );
}

#[wasm_bindgen_test]
async fn readers_side_by_side_do_not_share() {
    let one = Embedded::new(&article("One"), &[("lang", "en")]).await;
    let two = Embedded::new(&article("Two"), &[("lang", "vi")]).await;
    assert!(!one.stage().is_same_node(Some(&two.stage())));
    two.release().await;
    assert_eq!(one.place.text("h1"), "One");
    let three = Embedded::new(&article("Three"), &[("lang", "ar")]).await;
    assert_eq!(one.place.text("h1"), "One");
    assert_eq!(three.place.text("h1"), "Three");
    assert_eq!(three.place.count(".reader[lang=ar][dir=rtl]"), 1);
}

#[wasm_bindgen_test]
async fn nothing_of_the_last_reader_shows_in_the_next() {
    let first = Embedded::new(
        &article("One"),
        &[("theme", "dark"), ("video", "https://ward.example/a.mp4")],
    )
    .await;
    assert_eq!(first.place.count("video"), 1);
    first.release().await;
    // The next element has no article at all.
    let next = Embedded::new("", &[]).await;
    assert_eq!(next.place.count("h1, video, [data-theme=dark]"), 0);
    assert_eq!(next.place.count(".failure"), 1);
}

#[wasm_bindgen_test]
async fn what_was_pressed_in_the_last_reader_means_nothing_to_the_next() {
    const URL: &str = "https://ward.example/news/next.json";
    let network = Network::new();
    network.json(
        URL,
        &json!({ "version": 1, "title": "Next", "body": ["Text."] }),
    );
    let first = Embedded::new("", &[]).await;
    let again: HtmlElement = first.place.find(".failure button").dyn_into().unwrap();
    // All in one go, so that the press still waits its turn on the stage.
    again.click();
    first.reader.release();
    let next = Embedded::new("", &[("src", URL)]).await;
    wait_for("the article", || next.place.count("h1") == 1).await;
    assert_eq!(network.asked(URL), 1);
}
