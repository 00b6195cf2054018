//! One suite for both back ends.

use super::*;

/// Runs each of the functions as a test over SQLite and over Redis.
macro_rules! on_both_stores {
    ($($name:ident,)*) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(super::Bench::sqlite).await;
            })*
        }
        mod on_redis {
            $(#[tokio::test]
            async fn $name() {
                // Where there is no Redis, nothing is left to test.
                if super::RedisServer::start().is_some() {
                    super::$name(|change| super::Bench::redis(change).unwrap()).await;
                }
            })*
        }
    };
}

on_both_stores![
    a_hit_counts_a_view_a_visitor_and_a_present_tab,
    a_repeated_view_counts_once,
    without_a_revisit_time_every_view_counts,
    a_visitor_is_an_address_with_a_user_agent,
    the_day_turns_at_local_midnight,
    tabs_come_move_leave_and_expire,
    a_goodbye_outlives_what_comes_late,
    a_visitor_an_address_and_a_site_have_limits,
    pages_and_sites_have_an_end,
    a_page_has_the_views_of_all_its_spellings,
    a_restart_forgets_no_number,
    a_starting_total_is_a_base,
    changes_are_told,
    a_thousand_at_once_are_a_thousand,
];

type Change = fn(&mut Config);

async fn a_hit_counts_a_view_a_visitor_and_a_present_tab(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    let empty = Snapshot {
        at: bench.clock.now(),
        online: 0,
        site: SiteTotals::default(),
        page: None,
    };
    assert_eq!(bench.read("").await, empty);
    bench.record(sign("hit", 1, "/a")).await;
    bench.record(sign("hit", 1, "/b")).await;
    bench.record(sign("heartbeat", 1, "/b")).await;
    let expected = Snapshot {
        online: 1,
        site: SiteTotals {
            views: 2,
            visitors: 1,
            today: 2,
            yesterday: 0,
            week: 2,
            month: 2,
            year: 2,
            since: Some("2026-11-23".to_owned()),
        },
        page: Some(PageTotals {
            path: "/b".parse().unwrap(),
            views: 1,
            online: 1,
        }),
        ..empty.clone()
    };
    assert_eq!(bench.read("/b").await, expected);
    // Reading made nothing, and sites do not mix.
    assert_eq!(bench.read("/b").await, expected);
    assert_eq!(read(&bench.store, "b", "").await, empty);
    bench.store.check().await.unwrap();
}

async fn a_repeated_view_counts_once(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    let hit = |tab, page| bench.record(sign("hit", tab, page));
    hit(1, "/a").await;
    // A reload, twice; another tab; and a beacon that was sent again.
    for tab in [2, 3, 3] {
        hit(tab, "/a").await;
    }
    assert_eq!(bench.views("/a").await, (1, 1));
    // What is not counted is present all the same.
    assert_eq!(bench.online("/a").await, (3, 3));
    // Another page, another visitor and another site are not repeated views.
    hit(1, "/b").await;
    bench.record(sign("hit", 4, "/a").with_address(9)).await;
    bench.record(sign("hit", 5, "/a").on_site("b")).await;
    assert_eq!(bench.views("/a").await, (3, 2));
    // The time runs from the view that counted: a page that is reloaded all day counts all day.
    bench.pass(Duration::from_millis(29_999));
    hit(1, "/a").await;
    assert_eq!(bench.views("/a").await, (3, 2));
    bench.pass(Duration::from_millis(1));
    hit(1, "/a").await;
    assert_eq!(bench.views("/a").await, (4, 3));
    bench.pass(Duration::from_secs(29));
    hit(1, "/a").await;
    assert_eq!(bench.views("/a").await, (4, 3));
}

async fn without_a_revisit_time_every_view_counts(open: impl Fn(Change) -> Bench) {
    let bench = open(|config| config.revisit = Duration::ZERO);
    for _ in 0..3 {
        bench.record(sign("hit", 1, "/a")).await;
    }
    assert_eq!(bench.views("/a").await, (3, 3));
}

async fn a_visitor_is_an_address_with_a_user_agent(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    for (address, agent) in [(1, 1), (1, 1), (1, 2), (2, 1), (2, 1)] {
        let sign = sign("hit", 1, "/a").with_address(address).with_agent(agent);
        bench.record(sign).await;
        bench.pass(Duration::from_secs(60));
    }
    let site = bench.read("").await.site;
    assert_eq!((site.views, site.visitors), (5, 3));
}

async fn the_day_turns_at_local_midnight(open: impl Fn(Change) -> Bench) {
    let bench = open(|config| config.utc_offset = "+07:00".parse().unwrap());
    let periods = || async {
        let site = bench.read("").await.site;
        let numbers = [site.today, site.yesterday, site.week, site.month, site.year];
        (numbers, site.views, site.visitors)
    };
    bench.set_clock("2026-11-22T16:30:00Z");
    bench.record(sign("hit", 1, "/a")).await;
    assert_eq!(periods().await, ([1, 0, 1, 1, 1], 1, 1));
    // It is Monday now: the week began a second ago. The same person is another visitor.
    bench.set_clock("2026-11-22T17:00:01Z");
    bench.record(sign("hit", 1, "/a")).await;
    assert_eq!(periods().await, ([1, 1, 1, 2, 2], 2, 2));
    bench.set_clock("2026-11-23T17:00:00Z");
    assert_eq!(periods().await, ([0, 1, 1, 2, 2], 2, 2));
    bench.set_clock("2026-11-30T17:00:00Z");
    assert_eq!(periods().await, ([0, 0, 0, 0, 2], 2, 2));
    bench.set_clock("2026-12-31T17:00:00Z");
    bench.record(sign("hit", 1, "/a")).await;
    assert_eq!(periods().await, ([1, 0, 1, 1, 1], 3, 3));
    let since = bench.read("").await.site.since;
    assert_eq!(since.as_deref(), Some("2026-11-22"));
}

async fn tabs_come_move_leave_and_expire(open: impl Fn(Change) -> Bench) {
    let bench = open(|config| config.window = Duration::from_secs(300));
    bench.record(sign("hit", 1, "/a")).await;
    bench.record(sign("hit", 2, "/a")).await;
    assert_eq!(bench.online("/a").await, (2, 2));
    bench.record(sign("heartbeat", 2, "/b")).await;
    assert_eq!(bench.online("/a").await, (2, 1));
    assert_eq!(bench.online("/b").await, (2, 1));
    bench.pass(Duration::from_secs(200));
    bench.record(sign("heartbeat", 2, "/b")).await;
    bench.pass(Duration::from_secs(99));
    assert_eq!(bench.online("/a").await, (2, 1));
    bench.pass(Duration::from_secs(1));
    assert_eq!(bench.online("/a").await, (1, 0));
    assert_eq!(bench.online("/b").await, (1, 1));
    bench.record(sign("leave", 2, "")).await;
    bench.record(sign("leave", 99, "")).await;
    assert_eq!(bench.online("/b").await, (0, 0));
}

async fn a_goodbye_outlives_what_comes_late(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    // Even one that nobody has seen before: its hit may be the late one.
    bench.record(sign("leave", 1, "")).await;
    bench.record(sign("hit", 1, "/a")).await;
    assert_eq!(bench.online("/a").await, (0, 0));
    assert_eq!(bench.views("/a").await, (1, 1));
    bench.pass(Duration::from_secs(59));
    bench.record(sign("heartbeat", 1, "/a")).await;
    assert_eq!(bench.online("/a").await, (0, 0));
    bench.pass(Duration::from_secs(1));
    bench.record(sign("heartbeat", 1, "/a")).await;
    assert_eq!(bench.online("/a").await, (1, 1));
}

async fn a_visitor_an_address_and_a_site_have_limits(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    for tab in 0..25 {
        bench
            .record(sign("heartbeat", tab, &format!("/{tab}")))
            .await;
        bench.pass(Duration::from_secs(1));
    }
    // The newest stay.
    assert_eq!(bench.online("/4").await, (20, 0));
    assert_eq!(bench.online("/5").await, (20, 1));
    // User agents can be invented; addresses cannot.
    for tab in 100..1000 {
        let sign = sign("heartbeat", tab, "/x").with_address(1).with_agent(tab);
        bench.record(sign).await;
    }
    assert_eq!(bench.online("/x").await, (520, 500));
    // A tab that is counted goes on counting at the limit.
    let moved = sign("heartbeat", 100, "/y").with_address(1).with_agent(100);
    bench.record(moved).await;
    assert_eq!(bench.online("/y").await, (520, 1));
}

async fn a_page_has_the_views_of_all_its_spellings(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    let spellings = ["/known", "/known/", "/known/index.html"];
    for (tab, path) in spellings.into_iter().enumerate() {
        bench.record(sign("hit", tab, path).with_agent(tab)).await;
    }
    assert_eq!(bench.views("/known/").await, (3, 3));
    // Those that an earlier release counted apart.
    match &bench.config.store {
        StoreAddress::Sqlite(file) => {
            let database = rusqlite::Connection::open(file).unwrap();
            let sql = "INSERT INTO page SELECT id, '/known/', 20 FROM site UNION ALL
                SELECT id, '/known/index.php', 100 FROM site";
            database.execute(sql, []).unwrap();
        }
        StoreAddress::Redis(_) => {
            let add = "redis.call('HSET', 'readerly:site:a:pages', '/known/', 20, '/known/index.php', 100)";
            bench.server.as_ref().unwrap().eval(add);
        }
    }
    assert_eq!(bench.views("/known").await.1, 123);
    assert_eq!(bench.views("/").await.1, 0);
}

async fn pages_and_sites_have_an_end(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    bench.record(sign("hit", 1, "/known")).await;
    match &bench.config.store {
        StoreAddress::Sqlite(file) => {
            let database = rusqlite::Connection::open(file).unwrap();
            let sql = "UPDATE site SET pages = ?1";
            database.execute(sql, [MOST_PAGES]).unwrap();
            for number in 2..=MOST_SITES {
                let sql = "INSERT INTO site (name, since) VALUES (?1, '2026-11-23')";
                database.execute(sql, [format!("s{number}")]).unwrap();
            }
        }
        StoreAddress::Redis(_) => {
            let fill = format!(
                "for n = 2, {MOST_PAGES} do redis.call('HSET', 'readerly:site:a:pages', '/' .. n, 1) end
                 for n = 2, {MOST_SITES} do redis.call('SADD', 'readerly:sites', 's' .. n) end"
            );
            bench.server.as_ref().unwrap().eval(&fill);
        }
    }
    bench.pass(Duration::from_secs(60));
    bench.record(sign("hit", 1, "/known")).await;
    bench.record(sign("hit", 1, "/new")).await;
    assert_eq!(bench.views("/known").await, (3, 2));
    assert_eq!(bench.views("/new").await, (3, 0));
    assert_eq!(bench.online("/new").await, (1, 1));
    let refused = bench.store.record(sign("hit", 1, "/").on_site("new")).await;
    assert!(
        matches!(refused, Err(StoreError::TooManySites)),
        "{refused:?}"
    );
    bench.record(sign("leave", 1, "").on_site("new")).await;
    bench.record(sign("hit", 1, "/").on_site("s7")).await;
}

async fn a_restart_forgets_no_number(open: impl Fn(Change) -> Bench) {
    let mut bench = open(|config| config.revisit = Duration::ZERO);
    bench.record(sign("hit", 1, "/a")).await;
    bench.record(sign("hit", 2, "/b")).await;
    bench.restart(|_| {}).await;
    bench.record(sign("hit", 1, "/a")).await;
    let after = bench.read("/a").await;
    assert_eq!((after.site.views, after.site.visitors), (3, 1));
    assert_eq!((after.site.today, after.page.unwrap().views), (3, 2));
}

async fn a_starting_total_is_a_base(open: impl Fn(Change) -> Bench) {
    fn seed(config: &mut Config, text: &str) {
        config.seed_totals = vec![text.parse().unwrap()];
    }
    let mut bench = open(|config| {
        config.revisit = Duration::ZERO;
        seed(config, "a=2497859");
    });
    let totals = |snapshot: Snapshot| {
        let site = snapshot.site;
        (site.views, site.today, site.visitors, site.since)
    };
    assert_eq!(totals(bench.read("").await), (2_497_859, 0, 0, None));
    bench.record(sign("hit", 1, "/a")).await;
    // The total began before anybody counted here, nobody said when.
    assert_eq!(totals(bench.read("").await), (2_497_860, 1, 1, None));
    for _ in 0..2 {
        bench.restart(|_| {}).await;
        assert_eq!(totals(bench.read("").await), (2_497_860, 1, 1, None));
    }
    // Without the flag the base stays; another one takes its place; none takes it away.
    bench.restart(|config| config.seed_totals.clear()).await;
    assert_eq!(totals(bench.read("").await), (2_497_860, 1, 1, None));
    bench.restart(|config| seed(config, "a=7@2013-04-02")).await;
    let told = Some("2013-04-02".to_owned());
    assert_eq!(totals(bench.read("").await), (8, 1, 1, told));
    bench.restart(|config| seed(config, "a=0")).await;
    let counted = Some("2026-11-23".to_owned());
    assert_eq!(totals(bench.read("").await), (1, 1, 1, counted));
    assert_eq!(bench.views("/a").await, (1, 1));
}

async fn changes_are_told(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    // Whose tabs are looked after is known from who asked.
    bench.read("").await;
    let mut changes = bench.store.changes();
    // Waits for one notice and takes those that are there with it.
    let mut told = async || {
        let first = changes.recv().await.unwrap();
        while changes.try_recv().is_ok() {}
        first.to_string()
    };
    bench.record(sign("hit", 1, "/a")).await;
    assert_eq!(told().await, "a");
    bench.record(sign("heartbeat", 2, "/a")).await;
    assert_eq!(told().await, "a");
    bench.record(sign("leave", 2, "")).await;
    assert_eq!(told().await, "a");
    bench.record(sign("heartbeat", 1, "/b")).await;
    assert_eq!(told().await, "a");
    // Nothing moves here, so the next notice is the other site's.
    bench.record(sign("heartbeat", 1, "/b")).await;
    bench.record(sign("hit", 3, "/a").on_site("b")).await;
    assert_eq!(told().await, "b");
    // Nobody does anything, and yet a number moves.
    bench.pass(Duration::from_secs(300));
    assert!(["a", "b"].contains(&told().await.as_str()));
    assert_eq!(bench.online("/b").await, (0, 0));
}

async fn a_thousand_at_once_are_a_thousand(open: impl Fn(Change) -> Bench) {
    let bench = open(|_| {});
    let mut hits = tokio::task::JoinSet::new();
    for number in 0..1000 {
        let store = bench.store.clone();
        let sign = sign("hit", number, "/a")
            .with_address(number % 100)
            .with_agent(number / 100);
        hits.spawn(async move { store.record(sign).await });
    }
    for outcome in hits.join_all().await {
        outcome.unwrap();
    }
    let site = bench.read("").await.site;
    assert_eq!((site.views, site.visitors, site.today), (1000, 1000, 1000));
    assert_eq!(bench.views("/a").await, (1000, 1000));
    assert_eq!(bench.online("/a").await, (1000, 1000));
}
