//! Vimeo: texts with `method` and `value` one way, with `event` and `data`, or
//! `method` and `value`, the other.

use super::heard::{Heard, member, number, texts, written};
use crate::json::Value;
use crate::text::word_index;
use crate::video::control::{Failure, Report};

/// The player says of itself when it is ready; who came too late asks.
pub(super) const GREETING: &str = r#"{"method":"ping"}"#;

/// It tells of nothing else.
const EVENTS: &str = concat!(
    r#"{"method":"addEventListener","value":"play"}"#,
    "\n",
    r#"{"method":"addEventListener","value":"pause"}"#,
    "\n",
    r#"{"method":"addEventListener","value":"ended"}"#,
    "\n",
    r#"{"method":"addEventListener","value":"timeupdate"}"#,
    "\n",
    r#"{"method":"addEventListener","value":"error"}"#,
);

pub(super) const ORDERS: &str = concat!(
    r#"{"method":"play"}"#,
    "\n",
    r#"{"method":"pause"}"#,
    "\n",
    r##"{"method":"setCurrentTime","value":#}"##,
    "\n",
    r##"{"method":"setPlaybackRate","value":#}"##,
);

/// The first three name a state; all but the last two say where it stands.
const HEARD: &str = "ended play pause timeupdate error ready";

pub(super) fn hear(message: &Value, heard: &mut Heard) {
    let data = member(message, "data");
    let mut event = written(message, "event");
    if event.is_empty() && written(message, "method") == "ping" {
        event = "ready";
    }
    match word_index(HEARD, event, false) {
        None => {}
        Some(5) => {
            heard.tell(Report::Ready);
            heard.replies = texts(EVENTS, 0);
        }
        Some(4) => {
            if let Some(failure) = failure_of(data) {
                heard.tell(Report::Failed(failure));
            }
        }
        Some(_) => {
            heard.tell_time(number(data, "seconds"), number(data, "duration"));
            heard.tell_state("ended play pause", event);
        }
    }
}

/// Why nothing can be seen; most errors are about an order that was refused,
/// such as another speed, while the video plays on.
fn failure_of(error: &Value) -> Option<Failure> {
    let is_start = match written(error, "method") {
        "ready" => true,
        "" | "play" => false,
        _ => return None,
    };
    match word_index(
        "PrivacyError NotFoundError PasswordError NotAllowedError",
        written(error, "name"),
        false,
    ) {
        Some(0) => Some(Failure::NotHere),
        Some(1) => Some(Failure::Gone),
        // The player asks for the password itself.
        Some(2) => None,
        // As an answer to "play" these are no failures: the reader has to press
        // the player's own button.
        _ if !is_start => None,
        Some(_) => Some(Failure::NotHere),
        None => Some(Failure::Unknown),
    }
}
