//! YouTube addresses and the player's address.

use super::query::Address;
use super::time;

/// Hosts that show YouTube's videos. A list and no suffix, so that neither
/// `notyoutube.com` nor `youtube.com.example` passes.
const HOSTS: [&str; 7] = [
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "music.youtube.com",
    "youtube-nocookie.com",
    "www.youtube-nocookie.com",
    SHORT_HOST,
];

/// The host whose whole path is the video.
const SHORT_HOST: &str = "youtu.be";

/// A video, playlist or live channel on YouTube.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YouTube {
    /// What is played.
    pub subject: YouTubeSubject,
    /// Where to begin, in whole seconds, 1 or more.
    pub start_seconds: Option<u32>,
    /// Where to stop, in whole seconds, after the start.
    pub end_seconds: Option<u32>,
    /// Taller than wide (a Short).
    pub portrait: bool,
}

/// What is played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YouTubeSubject {
    /// One video, perhaps within a playlist.
    Video {
        /// Exactly eleven letters, digits, `-` or `_`.
        id: String,
        /// The playlist it is played from.
        playlist: Option<String>,
    },
    /// A playlist from its beginning.
    Playlist {
        /// The playlist.
        id: String,
    },
    /// Whatever a channel is broadcasting.
    LiveChannel {
        /// The channel, "UC" and 22 characters.
        id: String,
    },
}

impl YouTube {
    /// Address of the player, on the host that sets no cookie before playback.
    /// It plays at once: the frame is made by the reader's click.
    ///
    /// Parameters: <https://developers.google.com/youtube/player_parameters>.
    pub fn embed_url(&self) -> String {
        let mut url = String::from("https://www.youtube-nocookie.com/embed/");
        match &self.subject {
            YouTubeSubject::Video { id, .. } => url.push_str(id),
            YouTubeSubject::Playlist { .. } => url.push_str("videoseries"),
            YouTubeSubject::LiveChannel { .. } => url.push_str("live_stream"),
        }
        url.push_str("?autoplay=1&playsinline=1&rel=0");
        match &self.subject {
            YouTubeSubject::Video {
                playlist: Some(id), ..
            }
            | YouTubeSubject::Playlist { id } => {
                push_parameter(&mut url, "&list=", id);
            }
            YouTubeSubject::Video { playlist: None, .. } => {}
            YouTubeSubject::LiveChannel { id } => push_parameter(&mut url, "&channel=", id),
        }
        if let Some(start) = self.start_seconds {
            push_parameter(&mut url, "&start=", &start.to_string());
        }
        if let Some(end) = self.end_seconds {
            push_parameter(&mut url, "&end=", &end.to_string());
        }
        url
    }

    /// Address of the video's own page, for the plain link beside the player.
    pub fn watch_url(&self) -> String {
        let mut url = String::from("https://www.youtube.com/");
        match &self.subject {
            YouTubeSubject::Video { id, .. } if self.portrait => {
                push_parameter(&mut url, "shorts/", id)
            }
            YouTubeSubject::Video { id, playlist } => {
                push_parameter(&mut url, "watch?v=", id);
                if let Some(playlist) = playlist {
                    push_parameter(&mut url, "&list=", playlist);
                }
                if let Some(start) = self.start_seconds {
                    push_parameter(&mut url, "&t=", &start.to_string());
                }
            }
            YouTubeSubject::Playlist { id } => push_parameter(&mut url, "playlist?list=", id),
            YouTubeSubject::LiveChannel { id } => {
                push_parameter(&mut url, "channel/", id);
                url.push_str("/live");
            }
        }
        url
    }
}

/// Whether `host` (lower case, with the port where it is not the usual one)
/// belongs to YouTube.
pub(super) fn is_host(host: &str) -> bool {
    HOSTS.contains(&host)
}

/// Reads an address on one of YouTube's hosts; `None` for pages that hold no
/// single video, playlist or broadcast.
pub(super) fn read(address: &Address<'_>) -> Option<YouTube> {
    if address.host != SHORT_HOST
        && matches!(address.path, "/attribution_link" | "/attribution_link/")
    {
        // The address proper stands in `u`, as a path. It is followed once:
        // `read_path` does not know this form.
        let inner = address.parameter("u")?;
        return read_path(&Address::within(address.host, &inner));
    }
    read_path(address)
}

fn read_path(address: &Address<'_>) -> Option<YouTube> {
    // What stands between slashes; nothing stands before the first one.
    let mut segments = Vec::new();
    for segment in address.path.split('/') {
        segments.push(segment);
    }
    while segments.last().is_some_and(|last| last.is_empty()) {
        segments.pop();
    }
    let is_short_host = address.host == SHORT_HOST;
    let subject = match *segments.as_slice() {
        [_, id] if is_short_host => video(id, address),
        _ if is_short_host => None,
        [_, "watch"] => match address.parameter("v") {
            Some(id) => video(&id, address),
            None => playlist_of(address),
        },
        [_, "playlist" | "embed"] | [_, "embed" | "v" | "e", "videoseries"] => playlist_of(address),
        [_, "embed", "live_stream"] => live_channel_of(address),
        [_, "watch" | "shorts" | "live" | "embed" | "v" | "e", id] => video(id, address),
        _ => None,
    }?;
    let start_seconds = start_of(address);
    Some(YouTube {
        subject,
        start_seconds,
        end_seconds: address
            .parameter("end")
            .and_then(|text| time::seconds(&text))
            .filter(|end| *end > start_seconds.unwrap_or(0)),
        portrait: !is_short_host && segments.get(1) == Some(&"shorts"),
    })
}

fn video(id: &str, address: &Address<'_>) -> Option<YouTubeSubject> {
    is_video_id(id).then(|| YouTubeSubject::Video {
        id: id.to_owned(),
        playlist: address.parameter("list").filter(|id| is_playlist_id(id)),
    })
}

fn playlist_of(address: &Address<'_>) -> Option<YouTubeSubject> {
    // `listType=user_uploads` and `search` name no playlist.
    if address
        .parameter("listType")
        .is_some_and(|kind| kind != "playlist")
    {
        return None;
    }
    address
        .parameter("list")
        .filter(|id| is_playlist_id(id))
        .map(|id| YouTubeSubject::Playlist { id })
}

fn live_channel_of(address: &Address<'_>) -> Option<YouTubeSubject> {
    address
        .parameter("channel")
        .filter(|id| id.len() == 24 && id.starts_with("UC") && is_identifier(id))
        .map(|id| YouTubeSubject::LiveChannel { id })
}

/// The start, from whichever of YouTube's four spellings is there.
fn start_of(address: &Address<'_>) -> Option<u32> {
    ["t", "start", "time_continue"]
        .into_iter()
        .find_map(|name| address.parameter(name))
        .or_else(|| {
            address
                .fragment
                .split('&')
                .find_map(|part| part.strip_prefix("t="))
                .map(str::to_owned)
        })
        .and_then(|text| time::seconds(&text))
        .filter(|seconds| *seconds > 0)
}

/// Two of YouTube's own page names are as long as an id.
fn is_video_id(text: &str) -> bool {
    text.len() == 11 && is_identifier(text) && !matches!(text, "videoseries" | "live_stream")
}

/// The short names "WL" and "LL" are the visitor's own lists, which play for
/// nobody else; every other list has a longer name.
fn is_playlist_id(text: &str) -> bool {
    (12..=64).contains(&text.len()) && is_identifier(text)
}

fn is_identifier(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// Values are identifiers or digits, so nothing needs escaping.
fn push_parameter(url: &mut String, name: &str, value: &str) {
    url.push_str(name);
    url.push_str(value);
}
