//! YouTube: texts with `event`, `info`, `id` and `channel`.
//!
//! The player is silent until it hears "listening". It then answers with a
//! first delivery of all it knows, and later delivers what has changed, about
//! four times a second while it plays. Events such as errors are told to who
//! asked for them.

use super::heard::{Heard, member, number, texts, written};
use crate::json::Value;
use crate::text::word_index;
use crate::video::control::{Failure, Report};

/// A video that cannot be played says so once and then nothing more, hence the
/// wish to hear of errors is part of it. What a player heard before it had
/// begun it forgets, so all but the first line is repeated when it is ready.
pub(super) const GREETING: &str = concat!(
    r#"{"event":"listening","id":1,"channel":"widget"}"#,
    "\n",
    r#"{"event":"command","func":"addEventListener","args":["onError"],"id":1,"channel":"widget"}"#,
    "\n",
    r#"{"event":"command","func":"addEventListener","args":["onStateChange"],"id":1,"channel":"widget"}"#,
);

/// The "true" lets it go where nothing has been loaded yet.
pub(super) const ORDERS: &str = concat!(
    r#"{"event":"command","func":"playVideo","args":[],"id":1,"channel":"widget"}"#,
    "\n",
    r#"{"event":"command","func":"pauseVideo","args":[],"id":1,"channel":"widget"}"#,
    "\n",
    r##"{"event":"command","func":"seekTo","args":[#,true],"id":1,"channel":"widget"}"##,
    "\n",
    r##"{"event":"command","func":"setPlaybackRate","args":[#],"id":1,"channel":"widget"}"##,
);

/// The first three mean that the player is ready.
const HEARD: &str = "initialDelivery onReady alreadyInitialized readyToListen onStateChange \
    onError infoDelivery";

/// The end, playing, standing still. Not begun (-1), loading (3) and chosen (5)
/// are no news.
const STATES: &str = "0 1 2";

pub(super) fn hear(message: &Value, heard: &mut Heard) {
    match word_index(HEARD, written(message, "event"), false) {
        None => return,
        Some(0..3) => {
            heard.tell(Report::Ready);
            heard.replies = texts(GREETING, 1);
        }
        Some(3) => heard.replies = texts(GREETING, 0),
        Some(4) => heard.tell_state(STATES, written(message, "info")),
        Some(5) => {
            let failure = failure_of(written(message, "info")).unwrap_or(Failure::Unknown);
            heard.tell(Report::Failed(failure));
        }
        Some(_) => {}
    }
    // What a delivery brings; each of them may lack anything.
    let info = member(message, "info");
    let progress = member(info, "progressState");
    heard.tell_time(
        number(info, "currentTime").or_else(|| number(progress, "current")),
        number(info, "duration").or_else(|| number(progress, "duration")),
    );
    heard.tell_state(STATES, written(info, "playerState"));
    // An error from before anybody listened stands here.
    if let Some(failure) = failure_of(written(member(info, "videoData"), "errorCode")) {
        heard.tell(Report::Failed(failure));
    }
}

/// <https://developers.google.com/youtube/iframe_api_reference#onError>
#[inline(never)]
fn failure_of(code: &str) -> Option<Failure> {
    Some(match word_index("2 5 100 153 101 150", code, false)? {
        0 => Failure::BadAddress,
        1 => Failure::Player,
        2 => Failure::Gone,
        3 => Failure::NoReferrer,
        _ => Failure::NotHere,
    })
}
