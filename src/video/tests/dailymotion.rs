//! Dailymotion.

use super::*;

#[test]
fn every_form() {
    for address in [
        "https://www.dailymotion.com/video/x8abcde",
        "http://dailymotion.com/video/x8abcde_a-slug_with_more",
        "https://www.dailymotion.com/video/x8abcde?playlist=x5zhzj",
        "https://www.dailymotion.com/embed/video/x8abcde?autoplay=1",
        "https://dai.ly/x8abcde",
        "https://geo.dailymotion.com/player.html?video=x8abcde",
    ] {
        check_frame(
            address,
            "https://geo.dailymotion.com/player.html?video=x8abcde",
            "https://www.dailymotion.com/video/x8abcde",
        );
        assert_eq!(frame(address).provider_name(), "Dailymotion");
        assert!(!frame(address).provider.speaks());
    }
    check_frame(
        "https://geo.dailymotion.com/player/x86gw.html?video=k46oCapRs4iikoz9DWy&mute=true",
        "https://geo.dailymotion.com/player/x86gw.html?video=k46oCapRs4iikoz9DWy",
        "https://www.dailymotion.com/video/k46oCapRs4iikoz9DWy",
    );
    check_frame(
        "https://geo.dailymotion.com/player/xf7zn.html?playlist=x7wdsj",
        "https://geo.dailymotion.com/player/xf7zn.html?playlist=x7wdsj",
        "https://www.dailymotion.com/playlist/x7wdsj",
    );
    check_frame(
        "https://www.dailymotion.com/playlist/x7wdsj",
        "https://geo.dailymotion.com/player.html?playlist=x7wdsj",
        "https://www.dailymotion.com/playlist/x7wdsj",
    );
}

#[test]
fn times() {
    for address in [
        "https://dai.ly/x8abcde?start=90",
        "https://geo.dailymotion.com/player.html?video=x8abcde&startTime=90",
    ] {
        let video = frame(address);
        assert_eq!(
            video.address(true, None, "https://host.example", "vi"),
            "https://geo.dailymotion.com/player.html?video=x8abcde&autoplay=true&startTime=90"
        );
        assert_eq!(
            video.page,
            "https://www.dailymotion.com/video/x8abcde?start=90"
        );
    }
}

#[test]
fn what_only_looks_like_dailymotion_is_not() {
    for address in [
        "https://www.dailymotion.com/",
        "https://www.dailymotion.com/vi",
        "https://www.dailymotion.com/video/",
        "https://www.dailymotion.com/video/x8-abcde",
        "https://www.dailymotion.com/x8abcde",
        "https://dai.ly/",
        "https://dai.ly/video/x8abcde",
        "https://geo.dailymotion.com/player.html",
        "https://geo.dailymotion.com/player/x-1.html?video=x8abcde",
        "https://www.dailymotion.com/player.html?video=x8abcde",
        "https://notdailymotion.com/video/x8abcde",
        "https://www.dailymotion.com.example/video/x8abcde",
        "https://www.dailymotion.com:8443/video/x8abcde",
        "https://host.example/video/x8abcde",
    ] {
        check(address, Source::Unknown);
    }
}
