//! A first look at an address: enough to draw what stands there before
//! anybody plays.
//!
//! It is in the module that every reader downloads, so it tells providers by
//! their hosts alone. What is really there, [`super::classify`] says when
//! the player has come; where the two differ, a button leads to the page.

use super::Source;
use super::file;

/// What seems to be at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A file for the browser's own player, and the value for `<source type>`.
    File(Option<&'static str>),
    /// A list of pieces, as Apple's HTTP Live Streaming has it.
    Hls,
    /// A provider's page, by the name that the reader knows.
    Provider(&'a str),
    /// A page of which nothing is known.
    Page,
}

/// Hosts, which stand for all below them, and the provider's name.
const HOSTS: [(&str, &str); 6] = [
    ("youtube.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("dai.ly", "Dailymotion"),
];

/// How the pages of PeerTube's videos begin, on whatever host.
const PEERTUBE: [&str; 4] = [
    "/w/",
    "/videos/watch/",
    "/videos/embed/",
    "/video-playlists/",
];

impl<'a> Kind<'a> {
    /// Looks at an address that a conforming parser has normalised.
    pub fn of(href: &'a str) -> Self {
        let (_, rest) = href.split_once("//").unwrap_or_default();
        let (rest, _) = rest.split_once(['?', '#']).unwrap_or((rest, ""));
        let (host, _) = rest.split_once('/').unwrap_or((rest, ""));
        for (known, name) in HOSTS {
            // The host itself, or one below it: `notyoutube.com` is neither.
            if let Some(below) = host.strip_suffix(known)
                && (below.is_empty() || below.ends_with('.'))
            {
                return Self::Provider(name);
            }
        }
        let path = &rest.as_bytes()[host.len()..];
        if PEERTUBE
            .iter()
            .any(|shape| path.starts_with(shape.as_bytes()))
        {
            return Self::Provider(host);
        }
        match file::source_of(rest) {
            Source::File { mime } => Self::File(mime),
            Source::Hls => Self::Hls,
            _ => Self::Page,
        }
    }
}
