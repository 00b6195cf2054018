//! Times as people and addresses write them.

use super::super::time::{clock, fragment_seconds, seconds, written};
use super::*;

#[test]
fn lengths() {
    #[track_caller]
    fn check(text: &str, expected: Option<u32>) {
        assert_eq!(seconds(text), expected, "{text}");
    }
    check("90", Some(90));
    check("90s", Some(90));
    check("1h2m3s", Some(3_723));
    check("2h", Some(7_200));
    check("", None);
    check("+5", None);
    check("1m1m", None);
    check("1193047h", None);
}

#[test]
fn clocks() {
    #[track_caller]
    fn check(text: &str, expected: Option<u32>) {
        assert_eq!(clock(text), expected, "{text}");
    }
    check("2:15", Some(135));
    check("02:15", Some(135));
    check("75:10", Some(4_510));
    check("1:02:03", Some(3_723));
    check("0:00", Some(0));
    check("135", None);
    check("2:5", None);
    check("2:60", None);
    check("1:60:00", None);
    check("1:2:03", None);
    check("1:00:00:00", None);
    check(":15", None);
    check("2:", None);
    check("+2:15", None);
    check("2:+5", None);
    check("4294967295:00", None);
}

#[test]
fn fragments() {
    #[track_caller]
    fn check(fragment: &str, expected: Option<u32>) {
        assert_eq!(fragment_seconds(fragment), expected, "{fragment}");
    }
    check("t=135", Some(135));
    check("t=135s", Some(135));
    check("t=2m15s", Some(135));
    check("t=2:15", Some(135));
    check("t=1:02:03", Some(3_723));
    check("t=135,200", Some(135));
    check("t=npt:135", Some(135));
    check("t=npt:2:15.5,3:00", Some(135));
    check("t=135.9", Some(135));
    check("t=135.9s", Some(135));
    check("t=,20", Some(0));
    check("t=0", Some(0));
    check("xywh=1,2,3,4&t=10", Some(10));
    check("", None);
    check("t=", None);
    check("t=,", None);
    check("t=soon", None);
    check("t=1.x", None);
    check("start=10", None);
    check("market", None);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(time in any::<u32>()) {
        prop_assert_eq!(clock(&written(time)), Some(time));
        prop_assert_eq!(fragment_seconds(&["t=", &written(time)].concat()), Some(time));
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,20}") {
        let _ = (seconds(&text), clock(&text), fragment_seconds(&text));
    }
}

#[test]
fn clocks_are_written() {
    #[track_caller]
    fn check(time: u32, expected: &str) {
        assert_eq!(written(time), expected);
    }
    check(0, "0:00");
    check(9, "0:09");
    check(135, "2:15");
    check(3_599, "59:59");
    check(3_723, "1:02:03");
    check(36_000, "10:00:00");
}
