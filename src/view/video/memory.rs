//! What the reader's browser keeps for the reader: which providers need no
//! question, and where a video was left. Nothing of it leaves the browser.

use super::waiting::REMEMBERED;
use crate::browser::memory::{keep, kept};
use crate::video::resume;

/// Whether the reader wants this provider's videos without being asked.
pub(super) fn is_remembered(provider: &str) -> bool {
    let names = kept(REMEMBERED).unwrap_or_default();
    names.split(' ').any(|name| name == provider)
}

/// Keeps, or forgets, that the reader wants it so.
pub(super) fn remember(provider: &str, always: bool) {
    let mut names = String::new();
    if always {
        names.push_str(provider);
    }
    for name in kept(REMEMBERED).unwrap_or_default().split(' ') {
        if !name.is_empty() && name != provider {
            if !names.is_empty() {
                names.push(' ');
            }
            names.push_str(name);
        }
    }
    keep(
        REMEMBERED,
        Some(names.as_str()).filter(|names| !names.is_empty()),
    );
}

/// Where the reader left this video, in seconds, when that is worth to go back to.
pub(super) fn position(url: &str, duration: Option<u32>) -> Option<u32> {
    resume::read(&kept(&position_name(url))?, duration)
}

/// Keeps where the reader is, in seconds, or forgets it where that is the
/// beginning or the end.
pub(super) fn keep_position(url: &str, seconds: f64, duration: Option<f64>) {
    let text = resume::text(seconds, duration);
    keep(&position_name(url), text.as_deref());
}

/// Forgets it: the video has been seen to its end.
pub(super) fn forget_position(url: &str) {
    keep(&position_name(url), None);
}

fn position_name(url: &str) -> String {
    ["readerly.position.", url].concat()
}
