//! Any sequence of signs gives the same numbers in both back ends.

use std::cell::RefCell;

use proptest::prelude::*;
use tokio::runtime::Runtime;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    Sign {
        event: &'static str,
        site: &'static str,
        tab: usize,
        address: usize,
        agent: usize,
        page: usize,
    },
    Wait {
        seconds: u64,
    },
}

/// Most tabs belong to one visitor, so that it has too many of them.
fn usually_zero() -> impl Strategy<Value = usize> {
    prop_oneof![5 => Just(0_usize), 1 => Just(1_usize)]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let event = prop_oneof![3 => Just("hit"), 4 => Just("heartbeat"), 2 => Just("leave")];
    let site = prop_oneof![5 => Just("a"), 1 => Just("b")];
    let sign = (
        event,
        site,
        0..60_usize,
        usually_zero(),
        usually_zero(),
        0..4_usize,
    )
        .prop_map(|(event, site, tab, address, agent, page)| Step::Sign {
            event,
            site,
            tab,
            address,
            agent,
            page,
        });
    let wait = prop_oneof![8 => 1..40_u64, 2 => 200..400_u64, 1 => 10_000..100_000_u64];
    let wait = wait.prop_map(|seconds| Step::Wait { seconds });
    prop::collection::vec(prop_oneof![15 => sign, 1 => wait], 0..240)
}

async fn check(sqlite: &Bench, redis: &Bench) -> Result<(), TestCaseError> {
    for site in ["a", "b"] {
        for page in ["", "/0", "/1", "/2", "/3"] {
            let [left, right] = [
                read(&sqlite.store, site, page).await,
                read(&redis.store, site, page).await,
            ];
            prop_assert_eq!(left, right, "site {}, page {:?}", site, page);
        }
    }
    Ok(())
}

#[test]
fn both_stores_count_alike() {
    let runtime = Runtime::new().unwrap();
    let _within = runtime.enter();
    let offset = |config: &mut Config| config.utc_offset = "+07:00".parse().unwrap();
    let Some(redis) = Bench::redis(offset) else {
        return;
    };
    let redis = RefCell::new(redis);
    proptest!(ProptestConfig::with_cases(64), |(steps in steps())| {
        let redis = redis.borrow_mut();
        redis.server.as_ref().unwrap().eval("redis.call('FLUSHALL')");
        redis.set_clock("2026-11-23T09:35:24Z");
        let sqlite = Bench::sqlite(offset);
        runtime.block_on(async {
            for step in steps {
                match step {
                    Step::Sign { event, site, tab, address, agent, page } => {
                        let sign = || {
                            sign(event, tab, &format!("/{page}"))
                                .on_site(site)
                                .with_address(address)
                                .with_agent(agent)
                        };
                        sqlite.record(sign()).await;
                        redis.record(sign()).await;
                    }
                    Step::Wait { seconds } => {
                        check(&sqlite, &redis).await?;
                        sqlite.pass(Duration::from_secs(seconds));
                        redis.pass(Duration::from_secs(seconds));
                    }
                }
            }
            check(&sqlite, &redis).await
        })?;
    });
}
