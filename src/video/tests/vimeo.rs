//! Vimeo.

use super::*;

#[test]
fn every_form() {
    for address in [
        "https://vimeo.com/76979871",
        "http://www.vimeo.com/76979871/",
        "//vimeo.com/76979871?share=copy",
        "https://player.vimeo.com/video/76979871",
        "https://player.vimeo.com/video/76979871?app_id=2&h=short",
        "https://vimeo.com/channels/staffpicks/76979871",
        "https://vimeo.com/groups/shortfilms/videos/76979871",
        "https://vimeo.com/showcase/7008490/video/76979871",
        "https://vimeo.com/album/7008490/video/76979871",
        "https://vimeo.com/showcase/7008490?video=76979871",
        "https://vimeo.com/ondemand/a-film/76979871",
        "https://vimeo.com/manage/videos/76979871",
    ] {
        check_frame(
            address,
            "https://player.vimeo.com/video/76979871?dnt=1",
            "https://vimeo.com/76979871",
        );
        assert_eq!(frame(address).provider_name(), "Vimeo");
        assert_eq!(frame(address).key(), "vimeo");
    }
}

#[test]
fn unlisted_videos_keep_their_hash_and_nothing_else() {
    for address in [
        "https://vimeo.com/76979871/8272103f6e",
        "https://vimeo.com/76979871/8272103f6e?share=copy",
        "https://vimeo.com/76979871?h=8272103f6e",
        "https://vimeo.com/manage/videos/76979871/8272103f6e",
        "https://player.vimeo.com/video/76979871?h=8272103f6e",
        "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1&autoplay=1",
        "https://player.vimeo.com/video/76979871?app_id=1&h=8272103f6e",
    ] {
        check_frame(
            address,
            "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1",
            "https://vimeo.com/76979871/8272103f6e",
        );
    }
}

#[test]
fn broadcasts() {
    for address in [
        "https://vimeo.com/event/5315267",
        "https://vimeo.com/event/5315267/embed",
    ] {
        check_frame(
            address,
            "https://vimeo.com/event/5315267/embed?dnt=1",
            "https://vimeo.com/event/5315267",
        );
        assert_eq!(frame(address).origin, "https://vimeo.com");
    }
    for address in [
        "https://vimeo.com/event/5315267/8272103f6e",
        "https://vimeo.com/event/5315267/embed/8272103f6e",
    ] {
        check_frame(
            address,
            "https://vimeo.com/event/5315267/embed/8272103f6e?dnt=1",
            "https://vimeo.com/event/5315267/8272103f6e",
        );
    }
}

#[test]
fn a_time_stays_a_fragment() {
    let video = frame("https://vimeo.com/76979871#t=1m30s");
    assert_eq!(video.start_seconds, Some(90));
    assert_eq!(video.page, "https://vimeo.com/76979871#t=90s");
    assert_eq!(
        video.address(true, None, "https://host.example", "vi-VN"),
        "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&texttrack=vi#t=90s"
    );
}

#[test]
fn what_only_looks_like_vimeo_is_not() {
    for address in [
        "https://vimeo.com/",
        "https://vimeo.com/features",
        "https://vimeo.com/76979871/settings",
        "https://vimeo.com/76979871a",
        "https://vimeo.com/channels/76979871",
        "https://vimeo.com/channels//76979871",
        "https://vimeo.com/showcase/7008490",
        "https://vimeo.com/76979871/8272103f6e/more",
        "https://player.vimeo.com/76979871",
        "https://player.vimeo.com/video/",
        "https://player.vimeo.com/video/abc",
        "https://notvimeo.com/76979871",
        "https://vimeo.com.example/76979871",
        "https://vimeo.com:8443/76979871",
        "https://me@vimeo.com/76979871",
        "https://vimeo.com/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        "ftp://vimeo.com/76979871",
    ] {
        check(address, Source::Unknown);
    }
}
