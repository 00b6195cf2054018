//! PeerTube: requests, answers and notices of jschannel, whose methods begin
//! with the channel's name.
//!
//! Both ends knock, and whoever is knocked at answers; until then the player
//! keeps what it has to say, and says it afterwards last thing first.

use super::heard::{Heard, member, number, texts, written};
use crate::json::Value;
use crate::text::word_index;
use crate::video::control::Report;

pub(super) const GREETING: &str = r#"{"method":"peertube::__ready","params":"ping"}"#;

/// The answer to a knock, and a question whose answer has the same number.
/// Orders have another number, and their answers are nothing.
const REPLIES: &str = concat!(
    r#"{"method":"peertube::__ready","params":"pong"}"#,
    "\n",
    r#"{"id":1,"method":"peertube::isReady"}"#,
);

pub(super) const ORDERS: &str = concat!(
    r#"{"id":2,"method":"peertube::play"}"#,
    "\n",
    r#"{"id":2,"method":"peertube::pause"}"#,
    "\n",
    r##"{"id":2,"method":"peertube::seek","params":#}"##,
    "\n",
    r##"{"id":2,"method":"peertube::setPlaybackRate","params":#}"##,
);

const HEARD: &str = "peertube::__ready peertube::ready peertube::playbackStatusChange \
    peertube::playbackStatusUpdate";

pub(super) fn hear(message: &Value, heard: &mut Heard) {
    let params = member(message, "params");
    match word_index(HEARD, written(message, "method"), false) {
        Some(0) => {
            // A pong gets none in return, or it would never end.
            let is_knock = written(message, "params") == "ping";
            heard.replies = texts(REPLIES, usize::from(!is_knock));
        }
        Some(1) => tell_ready(params, heard),
        Some(2) => heard.tell_state("ended playing paused", written(message, "params")),
        // It names a state, too, which is older than an order on its way: read
        // here, it would look as if the reader had pressed a button.
        Some(_) => heard.tell_time(number(params, "position"), number(params, "duration")),
        None if written(message, "id") == "1" => tell_ready(member(message, "result"), heard),
        None => {}
    }
}

fn tell_ready(value: &Value, heard: &mut Heard) {
    if *value == Value::Bool(true) {
        heard.tell(Report::Ready);
    }
}
