#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::super::control::Report;
use super::heard::number;
use super::*;
use crate::video::control::Failure;
use proptest::prelude::*;

const PROVIDERS: [Provider; 4] = [
    Provider::YouTube,
    Provider::Vimeo,
    Provider::PeerTube,
    Provider::Dailymotion,
];

/// Messages as the players post them.
const REAL: [&str; 16] = [
    r#"{"event":"initialDelivery","info":{"apiInterface":["playVideo","seekTo"],"playerState":1,"currentTime":0.5,"duration":212.061,"videoData":{"video_id":"jNQXAC9IVRw","errorCode":null}},"id":1,"channel":"widget"}"#,
    r#"{"event":"onReady","info":null,"id":1,"channel":"widget"}"#,
    r#"{"event":"infoDelivery","info":{"progressState":{"seekableStart":0,"seekableEnd":212.061,"current":8.4,"duration":212.061,"loaded":60.1},"currentTime":8.4,"videoLoadedFraction":0.2,"currentTimeLastUpdated_":1700000000.12},"id":1,"channel":"widget"}"#,
    r#"{"event":"onStateChange","info":2,"id":1,"channel":"widget"}"#,
    r#"{"event":"onError","info":150,"id":1,"channel":"widget"}"#,
    r#"{"event":"apiInfoDelivery","info":{"namespaces":["captions"]},"id":1,"channel":"widget"}"#,
    r#"{"event":"ready"}"#,
    r#"{"event":"timeupdate","data":{"seconds":3.034,"percent":0.049,"duration":61.857}}"#,
    r#"{"event":"ended","data":{"seconds":61.857,"percent":1,"duration":61.857}}"#,
    r#"{"event":"error","data":{"message":"Because of its privacy settings, this video cannot be played here.","name":"PrivacyError","method":"ready"}}"#,
    r#"{"method":"setCurrentTime","value":12.5}"#,
    r#"{"method":"peertube::__ready","params":"ping"}"#,
    r#"{"method":"peertube::ready","params":true}"#,
    r#"{"method":"peertube::playbackStatusUpdate","params":{"position":1.5,"volume":1,"duration":60.2,"playbackState":"playing"}}"#,
    r#"{"method":"peertube::playbackStatusChange","params":"ended"}"#,
    r#"{"id":1,"result":true}"#,
];

fn at(seconds: f64, duration: impl Into<Option<f64>>) -> Report {
    Report::Time {
        seconds,
        duration: duration.into(),
    }
}

#[track_caller]
fn check(provider: Provider, message: &str, expected: &[Report]) {
    let heard = hear(provider, message);
    assert_eq!(heard.reports, expected, "{message}");
    assert_eq!(
        heard.is_nothing(),
        expected.is_empty() && heard.replies.is_empty()
    );
}

#[track_caller]
fn check_replies(provider: Provider, message: &str, expected: &[&str]) {
    assert_eq!(hear(provider, message).replies, expected, "{message}");
}

#[track_caller]
fn check_orders(provider: Provider, expected: [&str; 4]) {
    let commands = [
        Command::Play,
        Command::Pause,
        Command::Seek(12.5),
        Command::Rate(1.25),
    ];
    for (command, expected) in commands.into_iter().zip(expected) {
        assert_eq!(order(provider, command), [expected]);
    }
}

#[test]
fn youtube_tells_by_deliveries() {
    let check = |message: &str, expected: &[Report]| check(Provider::YouTube, message, expected);
    check(REAL[0], &[Report::Ready, at(0.5, 212.061), Report::Playing]);
    check(REAL[1], &[Report::Ready]);
    check(REAL[2], &[at(8.4, 212.061)]);
    check(r#"{"event":"alreadyInitialized"}"#, &[Report::Ready]);
    check(
        r#"{"event":"infoDelivery","info":{"playerState":2}}"#,
        &[Report::Paused],
    );
    check(
        r#"{"event":"infoDelivery","info":{"currentTime":8}}"#,
        &[at(8.0, None)],
    );
    // Before it knows how long the video is it says zero.
    check(
        r#"{"event":"infoDelivery","info":{"currentTime":0,"duration":0}}"#,
        &[at(0.0, None)],
    );
    check(
        r#"{"event":"infoDelivery","info":{"progressState":{"current":4,"duration":9}}}"#,
        &[at(4.0, 9.0)],
    );
    check(REAL[5], &[]);
}

#[test]
fn youtube_tells_its_state() {
    for (state, expected) in [
        ("-1", None),
        ("0", Some(Report::Ended)),
        ("1", Some(Report::Playing)),
        ("2", Some(Report::Paused)),
        ("3", None),
        ("5", None),
        ("150", None),
        ("\"1\"", Some(Report::Playing)),
        ("null", None),
        ("[1]", None),
    ] {
        let message = [r#"{"event":"onStateChange","info":"#, state, "}"].concat();
        let expected: Vec<_> = expected.into_iter().collect();
        check(Provider::YouTube, &message, &expected);
        let delivery = [
            r#"{"event":"infoDelivery","info":{"playerState":"#,
            state,
            "}}",
        ]
        .concat();
        check(Provider::YouTube, &delivery, &expected);
    }
}

#[test]
fn youtube_tells_why_it_does_not_play() {
    for (code, expected) in [
        ("2", Failure::BadAddress),
        ("5", Failure::Player),
        ("100", Failure::Gone),
        ("101", Failure::NotHere),
        ("150", Failure::NotHere),
        ("\"150\"", Failure::NotHere),
        ("153", Failure::NoReferrer),
    ] {
        let expected = [Report::Failed(expected)];
        let message = [r#"{"event":"onError","info":"#, code, "}"].concat();
        check(Provider::YouTube, &message, &expected);
        let delivery = [
            r#"{"event":"infoDelivery","info":{"videoData":{"errorCode":"#,
            code,
            "}}}",
        ]
        .concat();
        check(Provider::YouTube, &delivery, &expected);
    }
    for code in ["105", "null", "{}", "-1"] {
        let message = [r#"{"event":"onError","info":"#, code, "}"].concat();
        check(
            Provider::YouTube,
            &message,
            &[Report::Failed(Failure::Unknown)],
        );
        // Not every code of a video's data is an error.
        let delivery = [
            r#"{"event":"infoDelivery","info":{"videoData":{"errorCode":"#,
            code,
            "}}}",
        ]
        .concat();
        check(Provider::YouTube, &delivery, &[]);
    }
    check(
        Provider::YouTube,
        r#"{"event":"onError"}"#,
        &[Report::Failed(Failure::Unknown)],
    );
}

#[test]
fn youtube_is_greeted_until_it_listens() {
    let greeting = greeting(Provider::YouTube);
    assert_eq!(
        greeting,
        [
            r#"{"event":"listening","id":1,"channel":"widget"}"#,
            r#"{"event":"command","func":"addEventListener","args":["onError"],"id":1,"channel":"widget"}"#,
            r#"{"event":"command","func":"addEventListener","args":["onStateChange"],"id":1,"channel":"widget"}"#,
        ]
    );
    assert_eq!(
        hear(Provider::YouTube, r#"{"event":"readyToListen"}"#).replies,
        greeting
    );
    for message in [REAL[0], REAL[1], r#"{"event":"alreadyInitialized"}"#] {
        assert_eq!(hear(Provider::YouTube, message).replies, greeting[1..]);
    }
    for message in &REAL[2..6] {
        check_replies(Provider::YouTube, message, &[]);
    }
    check_orders(
        Provider::YouTube,
        [
            r#"{"event":"command","func":"playVideo","args":[],"id":1,"channel":"widget"}"#,
            r#"{"event":"command","func":"pauseVideo","args":[],"id":1,"channel":"widget"}"#,
            r#"{"event":"command","func":"seekTo","args":[12.5,true],"id":1,"channel":"widget"}"#,
            r#"{"event":"command","func":"setPlaybackRate","args":[1.25],"id":1,"channel":"widget"}"#,
        ],
    );
}

#[test]
fn vimeo_tells_by_events() {
    let check = |message: &str, expected: &[Report]| check(Provider::Vimeo, message, expected);
    check(REAL[6], &[Report::Ready]);
    check(r#"{"method":"ping","value":null}"#, &[Report::Ready]);
    check(REAL[7], &[at(3.034, 61.857)]);
    check(REAL[8], &[at(61.857, 61.857), Report::Ended]);
    check(
        r#"{"event":"play","data":{"seconds":0,"percent":0,"duration":61.857}}"#,
        &[at(0.0, 61.857), Report::Playing],
    );
    check(r#"{"event":"pause"}"#, &[Report::Paused]);
    // These seconds are those that have been loaded.
    check(
        r#"{"event":"progress","data":{"seconds":30,"duration":61.857}}"#,
        &[],
    );
    check(r#"{"event":"loaded","data":{"id":76979871}}"#, &[]);
    check(REAL[10], &[]);
    check(r#"{"method":"play"}"#, &[]);
}

#[test]
fn vimeo_tells_why_it_does_not_play() {
    for (method, name, expected) in [
        (r#""ready""#, "PrivacyError", Some(Failure::NotHere)),
        (r#""ready""#, "NotAllowedError", Some(Failure::NotHere)),
        (r#""ready""#, "NotFoundError", Some(Failure::Gone)),
        (r#""ready""#, "Error", Some(Failure::Unknown)),
        (r#""ready""#, "PasswordError", None),
        (r#""play""#, "PrivacyError", Some(Failure::NotHere)),
        (r#""play""#, "NotAllowedError", None),
        (r#""play""#, "PasswordError", None),
        ("null", "NotFoundError", Some(Failure::Gone)),
        ("null", "Error", None),
        (r#""setPlaybackRate""#, "PrivacyError", None),
        (r#""setPlaybackRate""#, "Error", None),
        (r#""addEventListener""#, "TypeError", None),
    ] {
        let message = [
            r#"{"event":"error","data":{"message":"","name":""#,
            name,
            r#"","method":"#,
            method,
            "}}",
        ]
        .concat();
        let expected: Vec<_> = expected.map(Report::Failed).into_iter().collect();
        check(Provider::Vimeo, &message, &expected);
    }
}

#[test]
fn vimeo_is_asked_for_its_events() {
    assert_eq!(greeting(Provider::Vimeo), [r#"{"method":"ping"}"#]);
    for message in [REAL[6], r#"{"method":"ping"}"#] {
        check_replies(
            Provider::Vimeo,
            message,
            &[
                r#"{"method":"addEventListener","value":"play"}"#,
                r#"{"method":"addEventListener","value":"pause"}"#,
                r#"{"method":"addEventListener","value":"ended"}"#,
                r#"{"method":"addEventListener","value":"timeupdate"}"#,
                r#"{"method":"addEventListener","value":"error"}"#,
            ],
        );
    }
    check_replies(Provider::Vimeo, REAL[7], &[]);
    check_orders(
        Provider::Vimeo,
        [
            r#"{"method":"play"}"#,
            r#"{"method":"pause"}"#,
            r#"{"method":"setCurrentTime","value":12.5}"#,
            r#"{"method":"setPlaybackRate","value":1.25}"#,
        ],
    );
}

#[test]
fn peertube_tells_by_notices() {
    let check = |message: &str, expected: &[Report]| check(Provider::PeerTube, message, expected);
    check(REAL[11], &[]);
    check(REAL[12], &[Report::Ready]);
    check(REAL[13], &[at(1.5, 60.2)]);
    check(REAL[14], &[Report::Ended]);
    check(REAL[15], &[Report::Ready]);
    check(
        r#"{"method":"peertube::playbackStatusChange","params":"playing"}"#,
        &[Report::Playing],
    );
    check(
        r#"{"method":"peertube::playbackStatusChange","params":"paused"}"#,
        &[Report::Paused],
    );
    check(
        r#"{"method":"peertube::playbackStatusUpdate","params":{"position":1.5,"duration":null}}"#,
        &[at(1.5, None)],
    );
    for message in [
        r#"{"id":1,"result":false}"#,
        r#"{"id":2,"result":true}"#,
        r#"{"id":1,"error":"runtime_error","message":"x"}"#,
        r#"{"id":2}"#,
        r#"{"method":"peertube::ready","params":false}"#,
        r#"{"method":"peertube::playbackStatusChange","params":"unstarted"}"#,
        r#"{"method":"peertube::volumeChange","params":1}"#,
        r#"{"method":"other::ready","params":true}"#,
        r#"{"method":"ready","params":true}"#,
    ] {
        check(message, &[]);
    }
}

#[test]
fn peertube_knocks_and_is_knocked_at() {
    assert_eq!(
        greeting(Provider::PeerTube),
        [r#"{"method":"peertube::__ready","params":"ping"}"#]
    );
    check_replies(
        Provider::PeerTube,
        REAL[11],
        &[
            r#"{"method":"peertube::__ready","params":"pong"}"#,
            r#"{"id":1,"method":"peertube::isReady"}"#,
        ],
    );
    check_replies(
        Provider::PeerTube,
        r#"{"method":"peertube::__ready","params":"pong"}"#,
        &[r#"{"id":1,"method":"peertube::isReady"}"#],
    );
    check_replies(Provider::PeerTube, REAL[12], &[]);
    check_orders(
        Provider::PeerTube,
        [
            r#"{"id":2,"method":"peertube::play"}"#,
            r#"{"id":2,"method":"peertube::pause"}"#,
            r#"{"id":2,"method":"peertube::seek","params":12.5}"#,
            r#"{"id":2,"method":"peertube::setPlaybackRate","params":1.25}"#,
        ],
    );
}

#[test]
fn dailymotion_says_nothing_and_hears_nothing() {
    assert!(greeting(Provider::Dailymotion).is_empty());
    assert!(order(Provider::Dailymotion, Command::Play).is_empty());
    for provider in PROVIDERS {
        assert_eq!(provider.speaks(), !greeting(provider).is_empty());
    }
    for message in REAL {
        check(Provider::Dailymotion, message, &[]);
    }
}

#[test]
fn what_is_no_message_is_nothing() {
    let long = [r#"{"event":"ready","pad":""#, &"x".repeat(LONGEST), "\"}"].concat();
    for message in [
        "",
        "null",
        "1",
        "[]",
        "{}",
        "setImmediate$0.5",
        r#"{"event":"#,
        r#"{"event":7,"info":1}"#,
        r#"{"event":["onReady"]}"#,
        r#"{"event":"infoDelivery","info":"nope"}"#,
        r#"{"source":"react-devtools-bridge"}"#,
        &long,
    ] {
        for provider in PROVIDERS {
            check(provider, message, &[]);
        }
    }
    // One provider's words are not another's.
    for message in &REAL[..6] {
        check(Provider::Vimeo, message, &[]);
        check(Provider::PeerTube, message, &[]);
    }
    for message in &REAL[6..] {
        check(Provider::YouTube, message, &[]);
    }
}

#[track_caller]
fn check_written(number: f64, expected: &str) {
    let mut text = String::new();
    push_number(&mut text, number);
    assert_eq!(text, expected, "{number}");
}

#[test]
fn numbers_are_written_with_three_decimals_at_most() {
    for (number, expected) in [
        (0.0, "0"),
        (12.0, "12"),
        (12.5, "12.5"),
        (1.25, "1.25"),
        (0.001, "0.001"),
        (0.0004, "0"),
        (0.0005, "0.001"),
        (1.05, "1.05"),
        (59.9999, "60"),
        (7384.062, "7384.062"),
        (-3.0, "0"),
        (f64::NAN, "0"),
        (f64::NEG_INFINITY, "0"),
        (f64::INFINITY, "999999999.999"),
    ] {
        check_written(number, expected);
    }
}

#[track_caller]
fn check_number(written: &str, expected: Option<f64>) {
    let message = json::parse(&["{\"n\":", written, "}"].concat()).unwrap();
    assert_eq!(number(&message, "n"), expected, "{written}");
}

#[test]
fn numbers_are_read_if_they_are_finite_and_not_below_zero() {
    for (written, expected) in [
        ("0", Some(0.0)),
        ("12", Some(12.0)),
        ("12.345", Some(12.345)),
        ("212.061", Some(212.061)),
        // As JavaScript writes what is next to nothing, and what is too much.
        ("1.5e-7", Some(0.0)),
        ("5e-324", Some(0.0)),
        ("1e+21", None),
        ("-1", None),
        ("-0.5", None),
        ("1e400", None),
        ("1e99999999999", None),
        ("\"12\"", None),
        ("null", None),
        ("true", None),
        ("[12]", None),
    ] {
        check_number(written, expected);
    }
    check_number(&"9".repeat(400), None);
}

/// Of whatever is said only finite numbers are reported, and every reply is JSON.
#[track_caller]
fn check_sound(provider: Provider, message: &str) {
    let heard = hear(provider, message);
    for report in &heard.reports {
        if let Report::Time { seconds, duration } = report {
            assert!(seconds.is_finite() && *seconds >= 0.0, "{message}");
            let is_sound = duration.is_none_or(|length| length.is_finite() && length > 0.0);
            assert!(is_sound, "{message}");
        }
    }
    for reply in &heard.replies {
        assert!(json::parse(reply).is_ok(), "{message}");
    }
}

fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<f64>().prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "-?[0-9]{1,30}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,12})?",
        Just("null".to_owned()),
        Just("{}".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_text_may_come(message in "\\PC*") {
        for provider in PROVIDERS {
            check_sound(provider, &message);
        }
    }

    #[test]
    fn real_messages_may_come_mutilated(
        which in 0..REAL.len(),
        from in 0_usize..200,
        length in 0_usize..20,
        patch in "[0-9eE.\\-+\"{}:,a-z\\PC]{0,8}",
    ) {
        let letters: Vec<char> = REAL[which].chars().collect();
        let start = from.min(letters.len());
        let end = (start + length).min(letters.len());
        let mut message: String = letters[..start].iter().collect();
        message.push_str(&patch);
        message.extend(&letters[end..]);
        for provider in PROVIDERS {
            check_sound(provider, &message);
        }
    }

    #[test]
    fn any_number_may_stand_in_a_message(seconds in any_number(), duration in any_number()) {
        for (provider, parts) in [
            (Provider::YouTube, ["{\"event\":\"infoDelivery\",\"info\":{\"currentTime\":", ",\"duration\":", "}}"]),
            (Provider::Vimeo, ["{\"event\":\"timeupdate\",\"data\":{\"seconds\":", ",\"duration\":", "}}"]),
            (Provider::PeerTube, ["{\"method\":\"peertube::playbackStatusUpdate\",\"params\":{\"position\":", ",\"duration\":", "}}"]),
        ] {
            let message = [parts[0], &seconds, parts[1], &duration, parts[2]].concat();
            check_sound(provider, &message);
        }
    }

    #[test]
    fn orders_are_json_whatever_the_number(number in any::<f64>()) {
        for provider in PROVIDERS {
            for command in [Command::Seek(number), Command::Rate(number)] {
                for text in order(provider, command) {
                    prop_assert!(json::parse(&text).is_ok(), "{}", text);
                }
            }
        }
    }

    #[test]
    fn numbers_are_read_as_the_standard_library_does(value in 1e-5_f64..1e9) {
        let written = value.to_string();
        let message = json::parse(&["{\"n\":", &written, "}"].concat()).unwrap();
        let read = number(&message, "n").unwrap();
        prop_assert!((read - value).abs() <= value * 1e-14, "{} {}", read, value);
    }

    #[test]
    fn numbers_are_written_as_they_are(thousandths in 0_u32..u32::MAX) {
        let value = f64::from(thousandths) / 1000.0;
        let mut text = String::new();
        push_number(&mut text, value);
        prop_assert_eq!(text, value.to_string());
    }
}
