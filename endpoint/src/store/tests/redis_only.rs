//! What needs a server: several endpoints, and a server that goes away.

use super::*;

/// A second endpoint on the same server.
fn second(bench: &Bench) -> Store {
    Store::open(&bench.config).unwrap()
}

#[tokio::test]
async fn two_endpoints_are_one_counter() {
    let Some(bench) = Bench::redis(|_| {}) else {
        return;
    };
    let other = second(&bench);
    // Each has drawn a salt of its own; one of them wins.
    bench.record(sign("hit", 1, "/a")).await;
    other.record(sign("hit", 2, "/b")).await.unwrap();
    // A view repeated at the other endpoint is a repeated one, and its tab the same tab.
    other.record(sign("hit", 1, "/a")).await.unwrap();
    for store in [&bench.store, &other] {
        let snapshot = read(store, "a", "/a").await;
        assert_eq!((snapshot.site.views, snapshot.site.visitors), (2, 1));
        assert_eq!(snapshot.online, 2);
    }
    bench.record(sign("leave", 2, "")).await;
    other.record(sign("heartbeat", 2, "/b")).await.unwrap();
    assert_eq!(read(&other, "a", "/b").await.online, 1);
}

#[tokio::test]
async fn an_endpoint_hears_of_the_hits_of_another() {
    let Some(bench) = Bench::redis(|_| {}) else {
        return;
    };
    let other = second(&bench);
    let mut changes = other.changes();
    // The other one may not listen yet, so this one says it again.
    let told = async {
        loop {
            let site = changes.recv().await.unwrap();
            if site.as_str() == "heard" {
                return;
            }
        }
    };
    let speak = async {
        for tab in 0.. {
            bench
                .record(sign("heartbeat", tab, "/a").on_site("heard"))
                .await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    };
    tokio::select! {
        () = told => {}
        () = speak => {}
    }
}

#[tokio::test]
async fn what_is_of_the_day_ends_with_the_day() {
    let Some(bench) = Bench::redis(|config| config.utc_offset = "+07:00".parse().unwrap()) else {
        return;
    };
    bench.record(sign("hit", 1, "/a")).await;
    // 16:35 o'clock: 26,676 seconds are left.
    let left: Vec<i64> = ::redis::from_redis_value(bench.server.as_ref().unwrap().eval(
        "return {redis.call('TTL', 'readerly:salt:2026-11-23'),
                 redis.call('TTL', 'readerly:site:a:visitors:2026-11-23'),
                 redis.call('TTL', 'readerly:site:a:site')}",
    ))
    .unwrap();
    let [salt, visitors, totals] = left[..] else {
        panic!("{left:?}")
    };
    assert!(
        (1..=26_676).contains(&salt) && (1..=26_676).contains(&visitors),
        "{left:?}"
    );
    assert_eq!(totals, -1);
    // Everything else but the totals ends as well.
    let without_end = bench.server.as_ref().unwrap().eval(
        "local names = {}
         for _, key in ipairs(redis.call('KEYS', '*')) do
           if redis.call('TTL', key) == -1 then names[#names + 1] = key end
         end
         table.sort(names)
         return names",
    );
    let without_end: Vec<String> = ::redis::from_redis_value(without_end).unwrap();
    assert_eq!(
        without_end,
        [
            "readerly:site:a:pages",
            "readerly:site:a:site",
            "readerly:sites"
        ]
    );
}

#[tokio::test]
async fn neither_address_nor_user_agent_reaches_the_server() {
    let Some(bench) = Bench::redis(|_| {}) else {
        return;
    };
    let mut sign = sign("hit", 1, "/a");
    sign.user_agent = b"Unmistakable/1.0".to_vec();
    bench.record(sign).await;
    let dump = bench.server.as_ref().unwrap().eval(
        "local dump = {}
         for _, key in ipairs(redis.call('KEYS', '*')) do
           dump[#dump + 1] = key .. redis.call('DUMP', key)
         end
         return table.concat(dump)",
    );
    let dump: Vec<u8> = ::redis::from_redis_value(dump).unwrap();
    let holds = |wanted: &[u8]| dump.windows(wanted.len()).any(|window| window == wanted);
    assert!(holds(b"readerly:site:a:page:/a"));
    assert!(!holds(b"192.0.2.1") && !holds(&[192, 0, 2, 1]) && !holds(b"Unmistakable"));
}

#[tokio::test]
async fn a_server_that_lost_its_memory_is_served_on() {
    let Some(bench) = Bench::redis(|_| {}) else {
        return;
    };
    bench.record(sign("hit", 1, "/a")).await;
    let other = second(&bench);
    other.record(sign("hit", 2, "/b")).await.unwrap();
    // Scripts too are gone.
    let server = bench.server.as_ref().unwrap();
    server.eval("redis.call('FLUSHALL')");
    let client = ::redis::Client::open(server.url()).unwrap();
    ::redis::cmd("SCRIPT")
        .arg("FLUSH")
        .exec(&mut client.get_connection().unwrap())
        .unwrap();
    bench.record(sign("hit", 1, "/a")).await;
    other.record(sign("hit", 2, "/b")).await.unwrap();
    let site = bench.read("").await.site;
    assert_eq!((site.views, site.visitors), (2, 1));
}

#[tokio::test]
async fn a_base_outlives_the_memory_of_the_server() {
    let Some(bench) = Bench::redis(|config| {
        config.seed_totals = vec!["a=2497859@2013-04-02".parse().unwrap()];
        config.sites = crate::config::Sites::Named(["a".parse().unwrap()].into());
    }) else {
        return;
    };
    bench
        .server
        .as_ref()
        .unwrap()
        .eval("redis.call('FLUSHALL')");
    bench.record(sign("hit", 1, "/a")).await;
    let site = bench.read("").await.site;
    assert_eq!(site.views, 2_497_860);
    assert_eq!(site.since.as_deref(), Some("2013-04-02"));
}

#[tokio::test]
async fn a_node_of_a_cluster_is_refused() {
    let Some(bench) = Bench::redis(|_| {}) else {
        return;
    };
    let server = RedisServer::start_in_cluster_mode().unwrap();
    let mut config = bench.config.clone();
    config.store = server.url().parse().unwrap();
    let Err(error) = Store::open(&config) else {
        panic!("opened a store on a node of a cluster")
    };
    assert!(error.to_string().contains("Redis Cluster"), "{error}");
}

#[tokio::test]
async fn a_server_that_is_away_gives_errors_and_never_zeros() {
    let Some(mut bench) = Bench::redis(|_| {}) else {
        return;
    };
    bench.record(sign("hit", 1, "/a")).await;
    bench.server.as_mut().unwrap().kill();
    let site: SiteName = "a".parse().unwrap();
    let read = bench.store.read(site.clone(), None).await;
    assert!(matches!(read, Err(StoreError::Database(_))), "{read:?}");
    let recorded = bench.store.record(sign("hit", 1, "/b")).await;
    assert!(
        matches!(recorded, Err(StoreError::Database(_))),
        "{recorded:?}"
    );
    assert!(bench.store.check().await.is_err());
    // Back again, it is found again without being told.
    bench.server.as_mut().unwrap().start_again();
    while bench.store.check().await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bench.record(sign("hit", 1, "/a")).await;
    // The server of this test keeps nothing on its disk.
    assert_eq!(bench.views("/a").await, (1, 1));
    bench.store.close().await.unwrap();
    let closed = bench.store.read(site, None).await;
    assert!(matches!(closed, Err(StoreError::Stopped)), "{closed:?}");
}

#[tokio::test]
async fn a_server_that_says_nothing_holds_nobody_up_for_long() {
    let Some(bench) = Bench::redis(|_| {}) else {
        return;
    };
    bench.record(sign("hit", 1, "/a")).await;
    bench.server.as_ref().unwrap().signal("-STOP");
    // Ends by itself: that is what this test is about.
    let recorded = bench.store.record(sign("hit", 2, "/b")).await;
    assert!(
        matches!(recorded, Err(StoreError::Database(_))),
        "{recorded:?}"
    );
    bench.server.as_ref().unwrap().signal("-CONT");
    while bench.store.check().await.is_err() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // Whether the lost one was counted nobody knows; sent again, it counts once in any case.
    bench.record(sign("hit", 2, "/b")).await;
    assert_eq!(bench.views("/b").await, (2, 1));
}

#[tokio::test]
async fn an_endpoint_does_not_start_without_its_server() {
    let Some(mut bench) = Bench::redis(|_| {}) else {
        return;
    };
    bench.server.as_mut().unwrap().kill();
    let Err(error) = Store::open(&bench.config) else {
        panic!("opened a store on a server that is not there")
    };
    let text = error.to_string();
    assert!(text.contains("redis://127.0.0.1:"), "{text}");
    assert!(
        text.contains("check that Redis or Valkey runs there"),
        "{text}"
    );
}

#[test]
fn a_redis_store_needs_a_runtime() {
    let mut config = Config::new("unused");
    config.store = "redis://127.0.0.1:1/0".parse().unwrap();
    assert!(matches!(Store::open(&config), Err(OpenError::NoRuntime)));
}
