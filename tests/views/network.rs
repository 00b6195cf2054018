//! Answers to requests, in place of servers.

use super::page::{js, wait_for};
use js_sys::{Array, Uint8Array};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

/// Stands in for `fetch` until it is dropped. What it was not told to answer
/// is refused, as by a server without CORS.
pub struct Network(JsValue);

impl Network {
    pub fn new() -> Self {
        Self(js(
            "const real = window.fetch;
             const network = { answers: new Map(), asked: [], options: new Map(), end() { window.fetch = real; } };
             window.fetch = async (url, options = {}) => {
               const { signal } = options;
               network.asked.push(url);
               network.options.set(url, options);
               const answer = network.answers.get(url);
               if (!answer) throw new TypeError('Failed to fetch');
               if (answer.never) return new Promise((_, reject) => {
                 signal.addEventListener('abort', () => { network.asked.push(`aborted ${url}`); reject(signal.reason); });
               });
               const response = new Response(answer.body, { status: answer.status, headers: answer.headers });
               Object.defineProperty(response, 'url', { value: url });
               return response;
             };
             return network;",
            &[],
        ))
    }

    /// Answers with JSON.
    pub fn json(&self, url: &str, body: &Value) {
        self.answer(url, 200, body.to_string().as_bytes(), &[]);
    }

    /// Answers with a status, a body and headers.
    pub fn answer(&self, url: &str, status: u16, body: &[u8], headers: &[(&str, &str)]) {
        let pair = |(name, value): &(&str, &str)| {
            Array::of2(&JsValue::from_str(name), &JsValue::from_str(value))
        };
        let headers: Array = headers.iter().map(pair).collect();
        js(
            "network.answers.set(url, { status, body, headers })",
            &[
                ("network", &self.0),
                ("url", &url.into()),
                ("status", &status.into()),
                ("body", &Uint8Array::from(body)),
                ("headers", &headers),
            ],
        );
    }

    /// Answers with a status and headers alone.
    pub fn answer_empty(&self, url: &str, status: u16, headers: &[(&str, &str)]) {
        self.answer(url, status, &[], headers);
        js(
            "network.answers.get(url).body = null",
            &[("network", &self.0), ("url", &url.into())],
        );
    }

    /// Answers with an event stream that comes in these parts and stays open.
    pub fn stream(&self, url: &str, parts: &[&[u8]]) {
        let parts: Array = parts.iter().map(|part| Uint8Array::from(*part)).collect();
        js(
            "const body = new ReadableStream({ start(controller) {
               for (const part of parts) controller.enqueue(part);
               network.close = () => controller.close();
             }, cancel() { network.asked.push(`cancelled ${url}`); } });
             const headers = [['content-type', 'text/event-stream; charset=utf-8']];
             network.answers.set(url, { status: 200, body, headers })",
            &[
                ("network", &self.0),
                ("url", &url.into()),
                ("parts", &parts),
            ],
        );
    }

    /// Ends the last stream.
    pub fn close_stream(&self) {
        js("network.close()", &[("network", &self.0)]);
    }

    /// Whether the last request to `url` was given up.
    pub fn is_aborted(&self, url: &str) -> bool {
        js(
            "return network.options.get(url)?.signal.aborted",
            &[("network", &self.0), ("url", &url.into())],
        )
        .is_truthy()
    }

    /// One option of the last request to `url` as JSON.
    pub fn option(&self, url: &str, name: &str) -> String {
        js(
            "return JSON.stringify(network.options.get(url)?.[name]) ?? ''",
            &[
                ("network", &self.0),
                ("url", &url.into()),
                ("name", &name.into()),
            ],
        )
        .as_string()
        .unwrap_or_default()
    }

    /// Takes the request and never answers.
    pub fn never_answer(&self, url: &str) {
        js(
            "network.answers.set(url, { never: true })",
            &[("network", &self.0), ("url", &url.into())],
        );
    }

    /// Does not answer any more.
    pub fn refuse(&self, url: &str) {
        js(
            "network.answers.delete(url)",
            &[("network", &self.0), ("url", &url.into())],
        );
    }

    /// How often `url` was asked for.
    pub fn asked(&self, url: &str) -> usize {
        let asked = js("return network.asked", &[("network", &self.0)]).unchecked_into::<Array>();
        asked
            .iter()
            .filter(|known| known.as_string().as_deref() == Some(url))
            .count()
    }

    /// Waits until `url` was asked for that often.
    pub async fn wait_for(&self, url: &str, times: usize) {
        wait_for(url, || self.asked(url) >= times).await;
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        js("network.end()", &[("network", &self.0)]);
    }
}
