//! Requests: what they carry, what of an answer they take, and streams.

use super::network::Network;
use super::page::{settle, wait_for};
use readerly::browser::fetch::{self, Arrived, Failure, Wanted};
use readerly::browser::stream::{self, StreamEvent};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "https://stats.example/v1/counter/ward";

type Heard<T> = Rc<RefCell<Vec<T>>>;

fn follow(url: &str) -> (fetch::Request, Heard<StreamEvent>) {
    let heard = Heard::default();
    let events = heard.clone();
    let request = stream::follow(url, Rc::new(move |event| events.borrow_mut().push(event)));
    (request, heard)
}

async fn get(
    headers: Vec<(&'static str, String)>,
    statuses: &'static [u16],
) -> Result<Arrived, Failure> {
    let ended = Heard::default();
    let end = ended.clone();
    let _request = fetch::get(
        Wanted {
            url: URL.to_owned(),
            timeout_ms: 60_000,
            max_bytes: 16,
            cache: "no-cache",
            headers,
            statuses,
            article_of: None,
        },
        Box::new(move |result| end.borrow_mut().push(result)),
    );
    wait_for("an end", || !ended.borrow().is_empty()).await;
    ended.take().remove(0)
}

#[wasm_bindgen_test]
async fn a_stream_that_was_closed_is_not_heard() {
    let network = Network::new();
    let body = b"data: {}\n\n";
    network.answer(URL, 200, body, &[("content-type", "text/event-stream")]);
    let (open, told) = follow(URL);
    let (closed, heard) = follow(URL);
    // The answers are there already, and about to be told.
    drop(closed);
    wait_for("the other", || told.borrow().len() == 3).await;
    settle().await;
    assert_eq!(*heard.borrow(), []);
    drop(open);
}

#[wasm_bindgen_test]
async fn only_a_body_that_is_wanted_is_taken() {
    let network = Network::new();
    network.answer(URL, 404, b"{\"count\":\"0\"}", &[]);
    let refused = get(Vec::new(), &[]).await;
    assert!(matches!(refused, Err(Failure::Status { code: 404, .. })));
    assert_eq!(network.option(URL, "headers"), "");
    let taken = get(Vec::new(), &[401, 404]).await.unwrap();
    assert_eq!(
        (taken.status, taken.text.as_str()),
        (404, "{\"count\":\"0\"}")
    );

    network.answer(URL, 200, b"123456789 1234567", &[]);
    assert_eq!(get(Vec::new(), &[]).await, Err(Failure::TooLarge));
}

#[wasm_bindgen_test]
async fn headers_are_sent_where_they_are_named() {
    let network = Network::new();
    network.answer(URL, 200, b"13", &[]);
    let headers = vec![("x-one", "1".to_owned()), ("x-two", "2".to_owned())];
    assert_eq!(get(headers, &[]).await.unwrap().text, "13");
    assert_eq!(
        network.option(URL, "headers"),
        "{\"x-one\":\"1\",\"x-two\":\"2\"}"
    );
    assert_eq!(network.option(URL, "credentials"), "\"omit\"");
}

#[wasm_bindgen_test]
async fn a_stream_is_text_whatever_its_parts() {
    let network = Network::new();
    let text = "\u{feff}: đọc\n\ndata: 😀\n\n".as_bytes();
    let parts: Vec<&[u8]> = text.chunks(1).collect();
    network.stream(URL, &parts);
    let (_request, heard) = follow(URL);
    let text_of = |heard: &Heard<StreamEvent>| -> String {
        let heard = heard.borrow();
        let texts = heard.iter().filter_map(|event| match event {
            StreamEvent::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    };
    wait_for("the text", || text_of(&heard).len() == text.len()).await;
    assert_eq!(text_of(&heard).as_bytes(), text);
    assert_eq!(heard.borrow()[0], StreamEvent::Opened);
    assert_eq!(network.option(URL, "cache"), "\"no-store\"");
    assert_eq!(
        network.option(URL, "headers"),
        "{\"Accept\":\"text/event-stream\"}"
    );
    network.close_stream();
    wait_for("the end", || {
        heard.borrow().last() == Some(&StreamEvent::Ended(None))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_dropped_stream_is_not_heard_any_more() {
    let network = Network::new();
    network.never_answer(URL);
    let (request, heard) = follow(URL);
    drop(request);
    wait_for("the end", || network.asked(&format!("aborted {URL}")) == 1).await;
    settle().await;
    assert!(heard.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_no_stream_is_refused() {
    let network = Network::new();
    let event_stream: &[(&str, &str)] = &[("content-type", "text/event-stream")];
    let status = |code| Failure::Status {
        code,
        retry_after: None,
        date: None,
    };
    for (code, body, headers, failure) in [
        (200, "data: 1\n\n", &[][..], Failure::NotText),
        (204, "", event_stream, status(204)),
        (503, "busy", event_stream, status(503)),
    ] {
        let body = (code != 204).then_some(body.as_bytes());
        match body {
            Some(body) => network.answer(URL, code, body, headers),
            None => network.answer_empty(URL, code, headers),
        }
        let (_request, heard) = follow(URL);
        wait_for("the refusal", || !heard.borrow().is_empty()).await;
        assert_eq!(*heard.borrow(), [StreamEvent::Ended(Some(failure))]);
    }
    network.answer(URL, 200, b"data: \xff\n\n", event_stream);
    let (_request, heard) = follow(URL);
    wait_for("the refusal", || heard.borrow().len() == 2).await;
    assert_eq!(
        *heard.borrow(),
        [
            StreamEvent::Opened,
            StreamEvent::Ended(Some(Failure::NotText))
        ]
    );
}
