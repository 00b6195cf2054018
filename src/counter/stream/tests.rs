//! The parser against the cases of the specification, cut anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

fn data(text: &str) -> Signal {
    Signal::Data(text.to_owned())
}

#[track_caller]
fn check(stream: &str, expected: &[Signal]) {
    assert_eq!(EventStream::default().feed(stream), expected, "{stream:?}");
}

#[test]
fn events_are_taken_apart() {
    check("data: {\"v\":1}\n\n", &[data("{\"v\":1}")]);
    check(
        "data:a\n\ndata: b\r\rdata:  c\r\n\r\n",
        &[data("a"), data("b"), data(" c")],
    );
    check("\u{feff}data: a\n\n", &[data("a")]);
    // The examples of the specification.
    check(
        "data: YHOO\ndata: +2\ndata: 10\n\n",
        &[data("YHOO\n+2\n10")],
    );
    check("data\n\ndata\ndata\n\ndata:", &[data(""), data("\n")]);
    check("data:test\n\ndata: test\n\n", &[data("test"), data("test")]);
    // Names.
    check("event: count\nid: 7\ndata: a\n\n", &[data("a")]);
    check("event: message\ndata: a\n\n", &[data("a")]);
    check(
        "event: other\ndata: a\n\ndata: b\n\n",
        &[Signal::Alive, data("b")],
    );
    // A name without data ends with its empty line.
    check("event: other\n\ndata: b\n\n", &[data("b")]);
}

#[test]
fn what_is_no_event_is_a_sign_of_life() {
    check(": hb\n\n", &[Signal::Alive]);
    check(":\n", &[Signal::Alive]);
    check("data: a\n", &[Signal::Alive]);
    check("\n\n", &[Signal::Alive]);
    check("unknown: a\n\n", &[Signal::Alive]);
    check("\u{feff}", &[Signal::Alive]);
    check("", &[]);
}

#[test]
fn the_time_of_return_is_digits_only() {
    check("retry: 5000\n\n", &[Signal::Retry(5_000)]);
    check("retry:5000\n", &[Signal::Retry(5_000)]);
    for bogus in ["retry: 5000x\n", "retry: -1\n", "retry:\n", "retry: 1.5\n"] {
        check(bogus, &[Signal::Alive]);
    }
}

#[test]
fn an_event_without_end_is_given_up() {
    let mut stream = EventStream::default();
    let line = ["data: ", &"x".repeat(1_000), "\n"].concat();
    let mut fed = 0;
    loop {
        fed += line.len();
        match stream.feed(&line).as_slice() {
            [Signal::Alive] => assert!(fed < BODY_LIMIT + 2_000),
            [Signal::TooLarge] => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(fed > BODY_LIMIT);
    assert_eq!(stream.feed("\n\ndata: a\n\n"), []);
    // Many events are no long event.
    let mut stream = EventStream::default();
    for _ in 0..100 {
        assert_eq!(stream.feed(&[&line, "\n"].concat()).len(), 1);
    }
}

/// What was said, apart from signs of life, of which pieces add some.
fn said(signals: Vec<Signal>) -> Vec<Signal> {
    let mut signals = signals;
    signals.retain(|signal| *signal != Signal::Alive);
    signals
}

proptest! {
    #[test]
    fn it_does_not_matter_where_a_stream_is_cut(
        lines in prop::collection::vec(
            prop::sample::select(vec!["data: a", "data", "event: other", "event: count", "retry: 7", ": hb", "", "", "x", "\u{feff}data: é"]),
            0..20,
        ),
        ends in prop::collection::vec(prop::sample::select(vec!["\n", "\r", "\r\n"]), 20),
        cuts in prop::collection::vec(0_usize..200, 0..10),
    ) {
        let mut text = String::new();
        for (line, end) in lines.iter().zip(&ends) {
            text.push_str(line);
            text.push_str(end);
        }
        let whole = said(EventStream::default().feed(&text));
        let mut pieces = EventStream::default();
        let mut signals = Vec::new();
        let mut piece = String::new();
        for (index, letter) in text.chars().enumerate() {
            piece.push(letter);
            if cuts.contains(&index) {
                let heard = pieces.feed(&piece);
                prop_assert!(!heard.is_empty());
                signals.extend(heard);
                piece.clear();
            }
        }
        signals.extend(pieces.feed(&piece));
        prop_assert_eq!(said(signals), whole);
    }

    #[test]
    fn any_text_is_survived(pieces in prop::collection::vec(".{0,40}", 0..20)) {
        let mut stream = EventStream::default();
        for piece in pieces {
            prop_assert_eq!(stream.feed(&piece).is_empty(), piece.is_empty());
        }
    }
}
