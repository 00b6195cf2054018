//! A provider's player in a frame.

use super::form::{Form, Kind, Site, read, write};
use super::provider::Provider;
use super::query::Address;
use super::uuid::uuid;
use super::{dailymotion, peertube, vimeo, youtube};
use crate::text::{host_and_path, push_percent_encoded};

/// A video, playlist or broadcast at a provider's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Who plays it.
    pub provider: Provider,
    /// The player's origin, without a slash at its end: messages come from
    /// there and go there.
    pub origin: String,
    /// Address of the video's own page, for the plain link; with the start
    /// where the provider's pages know one.
    pub page: String,
    /// Where to begin, in whole seconds, 1 or more.
    pub start_seconds: Option<u32>,
    /// Where to stop, in whole seconds, after the start.
    pub end_seconds: Option<u32>,
    /// Taller than wide.
    pub portrait: bool,
    subject: Subject,
}

/// What is played. Letters, digits, `-` and `_` are all that a name holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Subject {
    kind: Kind,
    name: String,
    /// The player's address from its path on, ready for parameters.
    player: String,
}

impl Frame {
    /// Address of the player. `start`, in seconds, goes before the start that
    /// the video's own address names. `page_origin` is that of the page which
    /// embeds it, where the provider wants to be told; an opaque one ("null")
    /// is not. `language` is a BCP 47 tag for captions and buttons; empty
    /// leaves them to the player.
    ///
    /// Parameters: <https://developers.google.com/youtube/player_parameters>,
    /// <https://developer.vimeo.com/player/sdk/embed>,
    /// <https://docs.joinpeertube.org/api/embed-player>,
    /// <https://developers.dailymotion.com/v2/reference/web-sdk-player-runtime-parameters>.
    pub fn address(
        &self,
        autoplay: bool,
        start: Option<u32>,
        page_origin: &str,
        language: &str,
    ) -> String {
        let site = site_of(self.provider);
        let mut url = [&self.origin, &self.subject.player, site.always].concat();
        let mut say = |template: &str, value: &str| {
            if !value.is_empty() {
                write(&mut url, template, value, None, "");
            }
        };
        if autoplay {
            say(site.autoplay, "1");
        }
        if page_origin != "null" {
            let mut encoded = String::new();
            push_percent_encoded(&mut encoded, page_origin, b"");
            say(site.embedder, &encoded);
        }
        say(site.language, primary_language(language));
        let start = start.or(self.start_seconds).unwrap_or(0);
        let end = self.end_seconds.filter(|end| *end > start);
        for (template, seconds) in [
            (site.player_end, end.unwrap_or(0)),
            (site.player_start, start),
        ] {
            if seconds > 0 {
                say(template, &seconds.to_string());
            }
        }
        url
    }

    /// Whether both play the same, whatever the times and the playlist around
    /// a video.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        let (own, others) = (&self.subject, &other.subject);
        self.origin == other.origin
            && own.kind == others.kind
            && (own.name == others.name
                // PeerTube writes a video's name in two ways.
                || (own.kind == Kind::PeerTube && uuid(&own.name) == uuid(&others.name)))
    }

    /// The provider's name for people; of PeerTube the host.
    pub fn provider_name(&self) -> &str {
        self.or_host(site_of(self.provider).name)
    }

    /// The provider's name in what a reader agreed to; of PeerTube the host.
    pub fn key(&self) -> &str {
        self.or_host(site_of(self.provider).key)
    }

    fn or_host(&self, name: &'static str) -> &str {
        if name.is_empty() {
            host_and_path(&self.origin).0
        } else {
            name
        }
    }
}

/// The player for an address, if it is one of a provider's; otherwise whether
/// it may be that of a file.
pub(super) fn frame_of(address: &Address<'_>) -> Result<Frame, bool> {
    let mut is_providers = false;
    // PeerTube is last: it lives on every host that is nobody else's.
    for provider in [
        Provider::YouTube,
        Provider::Vimeo,
        Provider::Dailymotion,
        Provider::PeerTube,
    ] {
        if provider == Provider::PeerTube && is_providers {
            break;
        }
        let site = site_of(provider);
        for form in site.forms {
            if !site.has_host(form, address.host) {
                continue;
            }
            is_providers = true;
            if let Some(frame) = from_form(site, form, address) {
                return Ok(frame);
            }
        }
        // Vimeo and Dailymotion hand out files as well.
        if is_providers && provider == Provider::YouTube {
            return Err(false);
        }
    }
    Err(true)
}

fn from_form(site: &Site, form: &Form, address: &Address<'_>) -> Option<Frame> {
    let (name, key) = read(site, form, address)?;
    // `user_uploads` and `search` name no playlist.
    if form.kind == Kind::YouTubeList
        && address
            .parameter("listType")
            .is_some_and(|kind| kind != "playlist")
    {
        return None;
    }
    let start_seconds = site.start_of(address);
    let mut time = String::new();
    if let Some(start) = start_seconds {
        write(&mut time, site.page_start, &start.to_string(), None, "");
    }
    let expanded = |template: &str| {
        let mut text = String::new();
        if template.starts_with('/') {
            text.push_str(address.origin);
        }
        write(&mut text, template, &name, key.as_deref(), &time);
        text
    };
    let player = expanded(form.player);
    let path = player
        .bytes()
        .enumerate()
        .position(|(index, byte)| byte == b'/' && index >= "https://".len())?;
    Some(Frame {
        provider: site.provider,
        origin: player.get(..path)?.to_owned(),
        page: expanded(form.page),
        start_seconds,
        end_seconds: site.end_of(address, start_seconds),
        portrait: form.portrait,
        subject: Subject {
            kind: form.kind,
            player: player.get(path..)?.to_owned(),
            name,
        },
    })
}

/// The first part of a language tag; nothing of what is no tag.
fn primary_language(tag: &str) -> &str {
    let end = tag
        .bytes()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(tag.len());
    tag.get(..end)
        .filter(|language| (2..=8).contains(&language.len()))
        .unwrap_or_default()
}

fn site_of(provider: Provider) -> &'static Site {
    match provider {
        Provider::YouTube => &youtube::SITE,
        Provider::Vimeo => &vimeo::SITE,
        Provider::PeerTube => &peertube::SITE,
        Provider::Dailymotion => &dailymotion::SITE,
    }
}
