#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::identity::Salt;

const WINDOW: Duration = Duration::from_secs(300);

fn tab(number: usize) -> TabId {
    format!("tab-{number:06}").parse().unwrap()
}

fn page(number: usize) -> PagePath {
    format!("/{number}").parse().unwrap()
}

fn person(address: u32, agent: usize) -> Person {
    let salt = Salt::from_bytes([1; 32]);
    let address = std::net::Ipv4Addr::from(address).into();
    salt.person(
        &"site".parse().unwrap(),
        address,
        agent.to_string().as_bytes(),
    )
}

#[test]
fn a_second_tab_takes_one_to_two_and_its_goodbye_brings_one_back() {
    let mut presence = Presence::new(WINDOW);
    presence.mark(0, tab(1), person(1, 1), page(1));
    assert_eq!(presence.online(1), 1);
    presence.mark(2, tab(2), person(1, 1), page(2));
    assert_eq!(
        (presence.online(3), presence.online_on(3, &page(2))),
        (2, 1)
    );
    presence.leave(4, &tab(2));
    assert_eq!(
        (presence.online(4), presence.online_on(4, &page(2))),
        (1, 0)
    );
}

#[test]
fn a_heartbeat_that_its_goodbye_overtook_is_ignored() {
    let mut presence = Presence::new(WINDOW);
    presence.mark(0, tab(1), person(1, 1), page(1));
    presence.leave(10, &tab(1));
    presence.mark(11, tab(1), person(1, 1), page(1));
    assert_eq!(presence.online(12), 0);
    presence.mark(REMEMBERED_MS + 2_000, tab(1), person(1, 1), page(1));
    assert_eq!(presence.online(REMEMBERED_MS + 2_001), 1);
}

#[test]
fn a_tab_that_moves_on_is_still_one_tab() {
    let mut presence = Presence::new(WINDOW);
    presence.mark(0, tab(1), person(1, 1), page(1));
    presence.mark(1, tab(1), person(1, 1), page(2));
    presence.mark(2, tab(1), person(2, 9), page(2));
    assert_eq!(presence.online(3), 1);
    assert_eq!(
        (
            presence.online_on(3, &page(1)),
            presence.online_on(3, &page(2))
        ),
        (0, 1)
    );
}

#[test]
fn silence_ends_presence() {
    #[track_caller]
    fn check(now_ms: i64, expected: u64) {
        let mut presence = Presence::new(WINDOW);
        presence.mark(0, tab(1), person(1, 1), page(1));
        presence.mark(10_000, tab(2), person(1, 1), page(1));
        assert_eq!(presence.online(now_ms), expected, "at {now_ms} ms");
    }
    check(10_000, 2);
    check(299_999, 2);
    check(300_000, 1);
    check(309_999, 1);
    check(310_000, 0);
}

#[test]
fn a_clock_set_back_does_not_keep_ghosts() {
    let mut presence = Presence::new(WINDOW);
    presence.mark(86_400_000, tab(1), person(1, 1), page(1));
    assert_eq!(presence.online(0), 1);
    assert_eq!(presence.online(299_000), 1);
    assert_eq!(presence.online(300_000), 0);
}

#[test]
fn a_visitor_has_at_most_twenty_tabs_and_the_newest_stay() {
    let mut presence = Presence::new(WINDOW);
    for number in 0..50 {
        presence.mark(number as i64, tab(number), person(1, 1), page(number));
    }
    assert_eq!(presence.online(100), TABS_PER_VISITOR as u64);
    assert_eq!(presence.online_on(100, &page(29)), 0);
    assert_eq!(presence.online_on(100, &page(30)), 1);
    presence.mark(101, tab(99), person(2, 1), page(99));
    assert_eq!(presence.online(102), TABS_PER_VISITOR as u64 + 1);
}

#[test]
fn invented_user_agents_do_not_lift_the_limit_of_an_address() {
    let mut presence = Presence::new(WINDOW);
    for number in 0..2 * TABS_PER_ADDRESS {
        presence.mark(0, tab(number), person(1, number), page(1));
    }
    assert_eq!(presence.online(1), TABS_PER_ADDRESS as u64);
    // A tab that is already counted goes on counting at the limit.
    presence.mark(2, tab(0), person(1, 0), page(2));
    assert_eq!(
        (presence.online(3), presence.online_on(3, &page(2))),
        (TABS_PER_ADDRESS as u64, 1)
    );
}

#[derive(Debug, Clone)]
enum Step {
    Mark {
        tab: usize,
        address: u32,
        agent: usize,
        page: usize,
    },
    Leave {
        tab: usize,
    },
    Wait {
        milliseconds: i64,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0..12_usize, 0..3_u32, 0..2_usize, 0..4_usize)
            .prop_map(|(tab, address, agent, page)| Step::Mark { tab, address, agent, page }),
        2 => (0..12_usize).prop_map(|tab| Step::Leave { tab }),
        2 => (1..200_i64).prop_map(|seconds| Step::Wait { milliseconds: seconds * 1000 }),
    ];
    prop::collection::vec(step, 0..80)
}

proptest! {
    /// Against the plainest model there is: the last word of each tab.
    #[test]
    fn presence_is_the_last_word_of_each_tab(steps in steps()) {
        let mut presence = Presence::new(WINDOW);
        let mut last_words: HashMap<usize, (i64, usize)> = HashMap::new();
        let mut goodbyes: HashMap<usize, i64> = HashMap::new();
        let mut now_ms = 0;
        for step in steps {
            match step {
                Step::Mark { tab: id, address, agent, page: on } => {
                    presence.mark(now_ms, tab(id), person(address, agent), page(on));
                    if goodbyes.get(&id).is_none_or(|left| now_ms - left >= 60_000) {
                        last_words.insert(id, (now_ms, on));
                    }
                }
                Step::Leave { tab: id } => {
                    presence.leave(now_ms, &tab(id));
                    last_words.remove(&id);
                    goodbyes.insert(id, now_ms);
                }
                Step::Wait { milliseconds } => now_ms += milliseconds,
            }
            let alive = |&&(seen, _): &&(i64, usize)| now_ms - seen < 300_000;
            prop_assert_eq!(presence.online(now_ms), last_words.values().filter(alive).count() as u64);
            for number in 0..4 {
                let here = last_words.values().filter(alive).filter(|word| word.1 == number).count();
                prop_assert_eq!(presence.online_on(now_ms, &page(number)), here as u64);
            }
            prop_assert_eq!(presence.visitors.values().map(Vec::len).sum::<usize>(), presence.tabs.len());
            prop_assert_eq!(presence.addresses.values().sum::<usize>(), presence.tabs.len());
        }
    }
}
