//! Where the providers of videos are found: by which hosts an address is told to
//! be one of theirs.
//!
//! What their addresses look like in full is told by the tables of the `video`
//! room, which only a player at work needs. Everybody downloads the first
//! look at a host, so the providers are constants: who takes one column of this
//! table brings nothing of the others into the module.

use crate::text::{Words, holds, is_host_of};

/// A provider's hosts. A list of hosts has blanks between them.
#[derive(Clone, Copy, Debug)]
pub struct Hosts {
    /// The provider's name for people.
    pub name: &'static str,
    /// What owners call it, in `consent` and in events.
    pub key: &'static str,
    /// Its own hosts, each of which stands for all below it.
    pub all: &'static str,
    /// Where its pages are, host by host, so that no other host below one of its
    /// own passes for a page.
    pub pages: &'static str,
    /// Where it keeps the pictures of its videos, likewise with all below.
    pub pictures: &'static str,
    /// How the addresses begin by which other pages embed its player: host and
    /// path.
    pub players: &'static str,
}

/// <https://www.youtube.com>
pub const YOUTUBE: Hosts = Hosts {
    name: "YouTube",
    key: "youtube",
    all: "youtube.com youtu.be youtube-nocookie.com",
    pages: "youtube.com www.youtube.com m.youtube.com music.youtube.com youtube-nocookie.com \
        www.youtube-nocookie.com",
    pictures: "ytimg.com youtube.com",
    players: "www.youtube.com/embed/ youtube.com/embed/ www.youtube.com/watch www.youtube.com/v/ \
        www.youtube.com/shorts/ www.youtube.com/live/ m.youtube.com/ youtu.be/ \
        www.youtube-nocookie.com/embed/ youtube-nocookie.com/embed/",
};

/// <https://vimeo.com>
pub const VIMEO: Hosts = Hosts {
    name: "Vimeo",
    key: "vimeo",
    all: "vimeo.com",
    pages: "vimeo.com www.vimeo.com",
    pictures: "vimeocdn.com",
    players: "player.vimeo.com/video/ vimeo.com/event/",
};

/// <https://www.dailymotion.com>
pub const DAILYMOTION: Hosts = Hosts {
    name: "Dailymotion",
    key: "dailymotion",
    all: "dailymotion.com dai.ly",
    pages: "www.dailymotion.com dailymotion.com touch.dailymotion.com",
    pictures: "dmcdn.net dailymotion.com",
    players: "www.dailymotion.com/embed/ dailymotion.com/embed/ geo.dailymotion.com/player",
};

/// The keys of those above, for messages to owners.
pub const KEYS: &str = "youtube, vimeo, dailymotion";

/// How a YouTube address begins of which only the video's name is known.
pub const YOUTUBE_WATCH: &str = "https://www.youtube.com/watch?v=";

/// What stands in the address of a YouTube video that is taller than wide.
pub const YOUTUBE_SHORTS: &str = "youtube.com/shorts/";

/// How the pages of PeerTube's videos begin, on whatever host.
const PEERTUBE_PAGES: &str = "/w/ /videos/watch/ /videos/embed/ /video-playlists/";

/// What stands in the addresses of PeerTube's players.
const PEERTUBE_PLAYERS: [&str; 2] = ["/videos/embed/", "/video-playlists/embed/"];

/// Players of providers of which no more is known than that they play videos:
/// such a video stays a link.
const OTHER_PLAYERS: &str = "www.facebook.com/plugins/video.php \
    www.tiktok.com/embed/ www.tiktok.com/player/ player.twitch.tv/ clips.twitch.tv/embed \
    fast.wistia.net/embed/iframe/ play.vidyard.com/ rumble.com/embed/ player.bilibili.com/";

/// The name of the provider that a host belongs to.
pub fn name_of(host: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 3] = [
        (YOUTUBE.all, YOUTUBE.name),
        (VIMEO.all, VIMEO.name),
        (DAILYMOTION.all, DAILYMOTION.name),
    ];
    for (hosts, name) in NAMES {
        if is_among(host, hosts) {
            return Some(name);
        }
    }
    None
}

/// Whether a path, with its leading slash, is like those of PeerTube's pages. It
/// lives on hosts that nobody can list.
pub fn is_peertube_page(path: &str) -> bool {
    Words(PEERTUBE_PAGES).any(|page| path.starts_with(page))
}

/// Whether a provider keeps pictures of videos on a host.
pub fn has_pictures(host: &str) -> bool {
    const PICTURES: [&str; 3] = [YOUTUBE.pictures, VIMEO.pictures, DAILYMOTION.pictures];
    PICTURES.iter().any(|hosts| is_among(host, hosts))
}

/// Whether the address of a frame is that of a player of videos.
#[inline(never)]
pub fn is_player(url: &str) -> bool {
    const PLAYERS: [&str; 4] = [
        YOUTUBE.players,
        VIMEO.players,
        DAILYMOTION.players,
        OTHER_PLAYERS,
    ];
    let mut place = url;
    for scheme in ["https://", "http://"] {
        place = place.strip_prefix(scheme).unwrap_or(place);
    }
    PEERTUBE_PLAYERS.iter().any(|player| holds(place, player))
        || PLAYERS
            .iter()
            .any(|list| Words(list).any(|player| place.starts_with(player)))
}

fn is_among(host: &str, hosts: &str) -> bool {
    Words(hosts).any(|known| is_host_of(host, known))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const ALL: [Hosts; 3] = [YOUTUBE, VIMEO, DAILYMOTION];

    #[test]
    fn hosts_have_names() {
        #[track_caller]
        fn check(host: &str, expected: Option<&str>) {
            assert_eq!(name_of(host), expected, "{host}");
        }
        check("www.youtube.com", Some("YouTube"));
        check("youtu.be", Some("YouTube"));
        check("player.vimeo.com", Some("Vimeo"));
        check("dai.ly", Some("Dailymotion"));
        check("geo.dailymotion.com", Some("Dailymotion"));
        for other in [
            "",
            "notyoutube.com",
            "youtube.com.example",
            "tube.example",
            "com",
        ] {
            check(other, None);
        }
    }

    #[test]
    fn every_column_is_of_its_own_provider() {
        for provider in ALL {
            for page in Words(provider.pages) {
                assert_eq!(name_of(page), Some(provider.name), "{page}");
            }
            for player in Words(provider.players) {
                let (host, _) = player.split_once('/').unwrap();
                assert_eq!(name_of(host), Some(provider.name), "{player}");
                assert!(is_player(&["https://", player].concat()), "{player}");
            }
            for host in Words(provider.pictures) {
                assert!(has_pictures(host), "{host}");
                assert!(has_pictures(&["i.", host].concat()), "{host}");
            }
        }
        let of_youtube = [
            YOUTUBE_WATCH.split('/').nth(2),
            YOUTUBE_SHORTS.split('/').next(),
        ];
        for host in of_youtube {
            assert_eq!(host.and_then(name_of), Some(YOUTUBE.name));
        }
        assert_eq!(KEYS, ALL.map(|provider| provider.key).join(", "));
    }

    #[test]
    fn players_in_frames() {
        #[track_caller]
        fn check(url: &str, expected: bool) {
            assert_eq!(is_player(url), expected, "{url}");
        }
        check("https://www.youtube.com/embed/aqz-KE-bpKQ", true);
        check("http://player.vimeo.com/video/76979871", true);
        check("https://www.tiktok.com/player/v1/1", true);
        check(
            "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv",
            true,
        );
        check("https://tube.example/video-playlists/embed/1", true);
        check("https://www.youtube.com/@channel", false);
        check("https://notyoutube.com/embed/aqz-KE-bpKQ", false);
        check("https://maps.example/?u=www.youtube.com/embed/", false);
        check("https://tube.example/w/1", false);
    }

    #[test]
    fn paths_of_peertube() {
        #[track_caller]
        fn check(path: &str, expected: bool) {
            assert_eq!(is_peertube_page(path), expected, "{path}");
        }
        check("/w/kkGMgK9ZtnKfYAgnEtQxbv", true);
        check("/videos/watch/1", true);
        check("/video-playlists/embed/1", true);
        check("/news/w/1", false);
        check("/w", false);
        check("", false);
    }

    #[test]
    fn hosts_of_pictures() {
        #[track_caller]
        fn check(host: &str, expected: bool) {
            assert_eq!(has_pictures(host), expected, "{host}");
        }
        check("i.ytimg.com", true);
        check("img.youtube.com", true);
        check("i.vimeocdn.com", true);
        check("s1.dmcdn.net", true);
        check("www.dailymotion.com", true);
        check("vimeo.com", false);
        check("notytimg.com", false);
        check("ytimg.com.example", false);
        check("", false);
    }
}
