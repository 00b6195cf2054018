//! Forms of addresses, as tables: what a provider's addresses look like, and
//! what each of them plays.
//!
//! In a path, `*` is the name of what is played, `+` a key to it and `_` any
//! segment; a character after `*` or `+` ends it where it is there. Words with
//! commas between them are alternatives. What stands before the first slash is
//! the host, where it is not one of the site's usual ones; what follows `?` is
//! the parameter that holds the name.
//!
//! In what is written, `*` and `+` stand for the same, `~` for the start, and
//! what is in brackets is left out where there is no key.

use super::provider::Provider;
use super::query::Address;
use super::time;
use super::uuid::uuid;
use crate::text::{Words, word_index};

/// A provider: its forms, and how its player is told things.
pub(super) struct Site {
    pub provider: Provider,
    /// For people; empty where it is the host.
    pub name: &'static str,
    /// For consent; empty where it is the host.
    pub key: &'static str,
    /// The usual hosts, as a list and no suffix, so that neither
    /// `notyoutube.com` nor `youtube.com.example` passes. Empty: any host that
    /// is no other provider's.
    pub hosts: &'static str,
    pub forms: &'static [Form],
    /// The parameter that holds a key, and what a key looks like.
    pub key_parameter: (&'static str, Kind),
    /// Parameters that say where to begin; the first that is there counts.
    pub starts: &'static str,
    /// The parameter that says where to stop.
    pub end: &'static str,
    /// The start in the address of the video's page.
    pub page_start: &'static str,
    /// What every address of the player says.
    pub always: &'static str,
    pub autoplay: &'static str,
    /// Tells the player who embeds it.
    pub embedder: &'static str,
    pub language: &'static str,
    pub player_end: &'static str,
    /// Last, because it may be a fragment.
    pub player_start: &'static str,
}

/// One form of address.
pub(super) struct Form {
    pub path: &'static str,
    pub kind: Kind,
    /// The player; without a host it is that of the address.
    pub player: &'static str,
    /// The video's own page, likewise.
    pub page: &'static str,
    /// Taller than wide.
    pub portrait: bool,
}

/// What a name is the name of, which decides what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    YouTubeVideo,
    YouTubeList,
    YouTubeChannel,
    VimeoVideo,
    VimeoEvent,
    VimeoHash,
    PeerTube,
    PeerTubePosition,
    DailymotionVideo,
    DailymotionList,
    DailymotionPlayer,
}

impl Site {
    /// Whether addresses on `host` can have this form.
    pub fn has_host(&self, form: &Form, host: &str) -> bool {
        let own = form.path.split('/').next().unwrap_or_default();
        let hosts = if own.is_empty() { self.hosts } else { own };
        hosts.is_empty() || word_index(hosts, host, false).is_some()
    }

    /// Where to begin, in whole seconds, 1 or more.
    pub fn start_of(&self, address: &Address<'_>) -> Option<u32> {
        let mut written = None;
        for name in Words(self.starts) {
            written = written.or_else(|| address.parameter(name));
        }
        let seconds = match written {
            Some(text) => time::seconds(&text),
            None => time::fragment_part(address.fragment).and_then(time::seconds),
        };
        seconds.filter(|seconds| *seconds > 0)
    }

    /// Where to stop, in whole seconds, after the start.
    pub fn end_of(&self, address: &Address<'_>, start: Option<u32>) -> Option<u32> {
        let end = time::seconds(&address.parameter(self.end)?)?;
        (end > start.unwrap_or(0)).then_some(end)
    }
}

/// Name and key in an address of this form.
#[inline(never)]
pub(super) fn read(
    site: &Site,
    form: &Form,
    address: &Address<'_>,
) -> Option<(String, Option<String>)> {
    let (path, query) = form.path.split_once('?').unwrap_or((form.path, ""));
    let mut found_path = address.path;
    while let Some(shorter) = found_path.strip_suffix('/') {
        found_path = shorter;
    }
    let mut expected = path.split('/');
    let mut found = found_path.split('/');
    // The host, and what stands before the first slash of a path: nothing.
    expected.next();
    found.next();
    let mut name = None;
    let mut key = None;
    loop {
        match (expected.next(), found.next()) {
            (None, None) => break,
            (Some(expected), Some(found)) => match expected.as_bytes() {
                [b'*', end @ ..] => name = Some(before(found, end)),
                [b'+', end @ ..] => key = Some(before(found, end)),
                [b'_'] if !found.is_empty() => {}
                _ => {
                    word_index(expected, found, false)?;
                }
            },
            _ => return None,
        }
    }
    let name = match name {
        Some(name) => name.to_owned(),
        None => address.parameter(query.strip_suffix("=*")?)?,
    };
    let (parameter, kind) = site.key_parameter;
    let key = match key {
        // A segment that is no key makes the address another page's.
        Some(key) if !is_name(kind, key) => return None,
        Some(key) => Some(key.to_owned()),
        None => address
            .parameter(parameter)
            .filter(|key| is_name(kind, key)),
    };
    is_name(form.kind, &name).then_some((name, key))
}

/// Writes a template.
#[inline(never)]
pub(super) fn write(text: &mut String, template: &str, name: &str, key: Option<&str>, time: &str) {
    let mut is_left_out = false;
    for character in template.chars() {
        match character {
            '[' => is_left_out = key.is_none(),
            ']' => is_left_out = false,
            _ if is_left_out => {}
            '*' => text.push_str(name),
            '+' => text.push_str(key.unwrap_or_default()),
            '~' => text.push_str(time),
            other => text.push(other),
        }
    }
}

/// Whether `text` can be the name of such a thing. All that passes can stand in
/// an address as it is.
fn is_name(kind: Kind, text: &str) -> bool {
    let (shortest, longest, letters): (usize, usize, &[u8]) = match kind {
        Kind::YouTubeVideo => (11, 11, b"09azAZ--__"),
        // The short names "WL" and "LL" are the visitor's own lists, which play
        // for nobody else; every other list has a longer name.
        Kind::YouTubeList => (12, 64, b"09azAZ--__"),
        Kind::YouTubeChannel => (24, 24, b"09azAZ--__"),
        Kind::VimeoVideo | Kind::VimeoEvent => (1, 16, b"09"),
        Kind::VimeoHash => (8, 40, b"09af"),
        Kind::PeerTube => return uuid(text).is_some(),
        Kind::PeerTubePosition => (1, 6, b"09"),
        Kind::DailymotionVideo | Kind::DailymotionList | Kind::DailymotionPlayer => {
            (3, 32, b"09azAZ")
        }
    };
    // Two of YouTube's own page names are as long as a video's.
    (shortest..=longest).contains(&text.len())
        && !matches!(text, "videoseries" | "live_stream")
        && (kind != Kind::YouTubeChannel || text.starts_with("UC"))
        && text.bytes().all(|byte| {
            letters
                .chunks_exact(2)
                .any(|range| range[0] <= byte && byte <= range[1])
        })
}

/// What stands before the first character `end`; all of it without one.
fn before<'a>(text: &'a str, end: &[u8]) -> &'a str {
    let length = text.bytes().position(|byte| end.contains(&byte));
    text.get(..length.unwrap_or(text.len())).unwrap_or_default()
}
