//! An event stream that the story speaks into while pages listen.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::sync::broadcast;

/// What every listener hears, and what it is greeted with.
#[derive(Clone, Debug)]
pub struct Feed {
    greeting: Arc<Mutex<String>>,
    /// `None` ends the stream.
    voice: broadcast::Sender<Option<Bytes>>,
}

impl Feed {
    /// A stream that greets each listener with this text, `text/event-stream`
    /// as it goes over the wire.
    #[must_use]
    pub fn new(greeting: &str) -> Self {
        Self {
            greeting: Arc::new(Mutex::new(greeting.to_owned())),
            voice: broadcast::Sender::new(64),
        }
    }

    /// Sends this text to everybody who listens now, and greets those who come
    /// later with it.
    pub fn say(&self, text: &str) {
        text.clone_into(&mut self.greeting.lock().unwrap_or_else(PoisonError::into_inner));
        self.whisper(text);
    }

    /// Sends this text to those who listen now, and to nobody else.
    pub fn whisper(&self, text: &str) {
        // An error says that nobody listens.
        let _ = self
            .voice
            .send(Some(Bytes::copy_from_slice(text.as_bytes())));
    }

    /// Ends the stream of everybody who listens now, as a server that restarts.
    pub fn close(&self) {
        let _ = self.voice.send(None);
    }

    /// How many listen.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.voice.receiver_count()
    }

    pub(super) fn body(&self) -> Body {
        let greeting = self
            .greeting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let begun = (Some(Bytes::from(greeting)), self.voice.subscribe());
        Body::from_stream(stream::unfold(begun, async |(greeting, mut voice)| {
            let heard = match greeting {
                Some(greeting) => Some(greeting),
                None => voice.recv().await.ok().flatten(),
            };
            heard.map(|heard| (Ok::<_, Infallible>(heard), (None, voice)))
        }))
    }
}
