//! What holds for every provider.

use super::*;

#[test]
fn the_same_video_whatever_the_times() {
    #[track_caller]
    fn check(one: &str, other: &str, expected: bool) {
        assert_eq!(frame(one).shows_the_same(&frame(other)), expected);
        assert_eq!(frame(other).shows_the_same(&frame(one)), expected);
    }
    let video = "https://youtu.be/dQw4w9WgXcQ";
    check(
        video,
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
        true,
    );
    check(video, "https://www.youtube.com/shorts/dQw4w9WgXcQ", true);
    check(video, "https://youtu.be/aqz-KE-bpKQ", false);
    check(
        "https://vimeo.com/1",
        "https://player.vimeo.com/video/1?h=8272103f6e#t=9s",
        true,
    );
    check("https://vimeo.com/1", "https://vimeo.com/event/1", false);
    check(
        "https://dai.ly/x8abcde?start=9",
        "https://geo.dailymotion.com/player/x86gw.html?video=x8abcde",
        true,
    );
    check(
        "https://dai.ly/x8abcde",
        "https://www.dailymotion.com/playlist/x8abcde",
        false,
    );
    check(video, "https://dai.ly/x8abcde", false);
}

/// Addresses of every provider, sound and broken.
fn addresses() -> impl Strategy<Value = String> {
    let host = "(www\\.youtube\\.com|youtu\\.be|vimeo\\.com|player\\.vimeo\\.com|www\\.dailymotion\\.com|dai\\.ly|geo\\.dailymotion\\.com|tube\\.example:9000)";
    let path = "(/(watch|embed|shorts|video|videos|w|p|event|player|player\\.html|playlist|channels|dQw4w9WgXcQ|76979871|8272103f6e|x8abcde_s|x86gw\\.html|kkGMgK9ZtnKfYAgnEtQxbv|9c9de5e8-0a1e-484a-b099-e80766180a6d|[a-zA-Z0-9_;,*+~-]{0,6})){0,4}";
    let query = "(&?(v|h|list|video|channel|t|start|end|stop|listType|playlistPosition)=(dQw4w9WgXcQ|76979871|8272103f6e|x8abcde|PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf|[a-zA-Z0-9_&=%\"<>-]{0,12})){0,4}";
    (host, path, query, "(#t=[0-9hms:,]{0,6})?")
        .prop_map(|(host, path, query, fragment)| format!("https://{host}{path}?{query}{fragment}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever is put into an address, the player's has nothing in it that
    /// would end an attribute, and stays with its origin.
    #[test]
    fn the_players_address_is_safe_and_means_the_same(
        address in addresses(),
        autoplay in any::<bool>(),
        start in proptest::option::of(any::<u32>()),
        page_origin in "\\PC{0,16}",
        language in "\\PC{0,8}",
    ) {
        let Ok(url) = url::Url::parse(&address) else { return Ok(()) };
        let Source::Frame(video) = classify(&parts(url.as_str())) else { return Ok(()) };
        let player = video.address(autoplay, start, &page_origin, &language);
        prop_assert!(player.starts_with(&[&video.origin, "/"].concat()), "{}", player);
        for text in [&player, &video.page] {
            prop_assert!(
                text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/?&=-_.%~#".contains(&byte)),
                "{}", text
            );
        }
        for text in [player.as_str(), &video.page] {
            match classify(&parts(text)) {
                Source::Frame(again) => prop_assert!(again.shows_the_same(&video), "{}", text),
                // A channel's page is not the broadcast itself.
                other => prop_assert!(text.ends_with("/live"), "{}: {:?}", text, other),
            }
        }
        let Source::Frame(again) = classify(&parts(&video.address(false, None, "", ""))) else {
            return Err(TestCaseError::fail("is no player"));
        };
        prop_assert_eq!(again.start_seconds, video.start_seconds);
    }

    #[test]
    fn any_address_is_taken_without_a_panic(address in "(https?://)?\\PC{0,60}") {
        let Ok(url) = url::Url::parse(&address) else { return Ok(()) };
        classify(&parts(url.as_str()));
    }
}
