#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::identity::Person;

const MONDAY: Date = date(2026, 11, 23);

fn open(directory: &TempDir) -> Database {
    Database::open(&directory.path().join("counter.sqlite")).unwrap()
}

fn site(name: &str) -> SiteName {
    name.parse().unwrap()
}

fn page(path: &str) -> PagePath {
    path.parse().unwrap()
}

fn person(salt: &Salt, number: u8) -> Person {
    salt.person(&site("a"), [192, 0, 2, number].into(), b"agent")
}

fn view(name: &str, visitor: KeyedHash, path: &str) -> View {
    View {
        site: site(name),
        visitor,
        page: page(path),
    }
}

fn count(database: &mut Database, name: &str, day: Date, visitor: KeyedHash, path: &str) {
    let counted = database.count(day, &[view(name, visitor, path)]).unwrap();
    assert_eq!(counted, [true]);
}

fn rows(database: &Database, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {table}");
    database
        .connection
        .query_one(&sql, [], |row| row.get(0))
        .unwrap()
}

#[test]
fn the_migrations_are_valid() {
    Migrations::from_slice(STEPS).validate().unwrap();
}

#[test]
fn the_file_is_in_wal_mode() {
    let directory = TempDir::new().unwrap();
    let mode: String = open(&directory)
        .connection
        .query_one("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}

#[test]
fn each_period_sums_its_own_days() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    // How many views on which day; today is Monday, 23 November 2026.
    for (day, views) in [
        (date(2025, 12, 31), 1),
        (date(2026, 1, 1), 2),
        (date(2026, 10, 31), 4),
        (date(2026, 11, 1), 8),
        (date(2026, 11, 22), 16),
        (MONDAY, 32),
    ] {
        let salt = database.begin_day(day).unwrap();
        for _ in 0..views {
            count(&mut database, "a", day, person(&salt, 1).visitor, "/");
        }
    }
    let totals = database
        .site_totals(&site("a"), &Periods::ending(MONDAY))
        .unwrap();
    let expected = SiteTotals {
        views: 63,
        visitors: 6,
        today: 32,
        yesterday: 16,
        week: 32,
        month: 56,
        year: 62,
        since: Some("2025-12-31".to_owned()),
    };
    assert_eq!(totals, expected);
    // Seen from a clock that was set back, later days are not part of the week.
    let earlier = database
        .site_totals(&site("a"), &Periods::ending(date(2026, 11, 22)))
        .unwrap();
    assert_eq!((earlier.today, earlier.week, earlier.views), (16, 16, 63));
}

#[test]
fn a_week_may_reach_into_the_old_year() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    for day in [date(2025, 12, 28), date(2025, 12, 29), date(2026, 1, 1)] {
        let salt = database.begin_day(day).unwrap();
        count(&mut database, "a", day, person(&salt, 1).visitor, "/");
    }
    let totals = database
        .site_totals(&site("a"), &Periods::ending(date(2026, 1, 1)))
        .unwrap();
    assert_eq!((totals.week, totals.month, totals.year), (2, 1, 1));
}

#[test]
fn a_visitor_counts_once_a_day_and_site() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    for (name, number) in [("a", 1), ("a", 1), ("a", 2), ("b", 1)] {
        count(
            &mut database,
            name,
            MONDAY,
            person(&salt, number).visitor,
            "/",
        );
    }
    let visitors = |name| {
        database
            .site_totals(&site(name), &Periods::ending(MONDAY))
            .unwrap()
            .visitors
    };
    assert_eq!((visitors("a"), visitors("b"), visitors("c")), (2, 1, 0));
}

#[test]
fn a_new_day_leaves_no_old_salt_and_no_old_hash() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let old = database.begin_day(MONDAY).unwrap();
    let hash = person(&old, 1).visitor;
    count(&mut database, "a", MONDAY, hash, "/");
    assert_eq!(
        (rows(&database, "salt"), rows(&database, "visitor")),
        (1, 1)
    );
    assert!(files_hold(&directory, old.as_bytes()) && files_hold(&directory, hash.as_bytes()));

    let new = database.begin_day(MONDAY.tomorrow().unwrap()).unwrap();
    assert_eq!(
        (rows(&database, "salt"), rows(&database, "visitor")),
        (1, 0)
    );
    assert_ne!(old.as_bytes(), new.as_bytes());
    // Not in a freed page of the file either, nor in the write-ahead log.
    assert!(!files_hold(&directory, old.as_bytes()) && !files_hold(&directory, hash.as_bytes()));
    assert!(files_hold(&directory, new.as_bytes()));
}

#[test]
fn a_copy_being_made_at_midnight_keeps_the_old_salt_for_no_longer_than_itself() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    let visitor = person(&salt, 1).visitor;
    count(&mut database, "a", MONDAY, visitor, "/a");
    let copying = Connection::open(directory.path().join("counter.sqlite")).unwrap();
    copying.execute_batch("BEGIN").unwrap();
    copying
        .query_one("SELECT count(*) FROM visitor", [], |_| Ok(()))
        .unwrap();
    database.begin_day(date(2026, 11, 24)).unwrap();
    // Whoever reads still sees the old day, so it cannot be gone.
    assert!(files_hold(&directory, salt.as_bytes()));
    database.cut_log().unwrap();
    assert!(files_hold(&directory, salt.as_bytes()));
    copying.execute_batch("COMMIT").unwrap();
    database.cut_log().unwrap();
    assert!(!files_hold(&directory, salt.as_bytes()));
    assert!(!files_hold(&directory, visitor.as_bytes()));
}

#[test]
fn a_restart_within_a_day_keeps_its_salt() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let before = database.begin_day(MONDAY).unwrap();
    database.close().unwrap();
    let after = open(&directory).begin_day(MONDAY).unwrap();
    assert_eq!(before.as_bytes(), after.as_bytes());
}

#[test]
fn closing_leaves_no_log_behind() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    count(&mut database, "a", MONDAY, person(&salt, 1).visitor, "/");
    database.close().unwrap();
    let names: Vec<_> = std::fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["counter.sqlite"]);
}

#[test]
fn pages_past_the_limit_still_count_for_the_site() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    let visitor = person(&salt, 1).visitor;
    count(&mut database, "a", MONDAY, visitor, "/known");
    database
        .connection
        .execute("UPDATE site SET pages = ?1", [MOST_PAGES])
        .unwrap();
    for path in ["/known", "/new"] {
        count(&mut database, "a", MONDAY, visitor, path);
    }
    assert_eq!(database.page_views(&site("a"), &page("/known")).unwrap(), 2);
    assert_eq!(database.page_views(&site("a"), &page("/new")).unwrap(), 0);
    assert_eq!(
        database
            .site_totals(&site("a"), &Periods::ending(MONDAY))
            .unwrap()
            .views,
        3
    );
}

#[test]
fn sites_have_an_end() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    let visitor = person(&salt, 1).visitor;
    for number in 0..MOST_SITES {
        count(&mut database, &format!("s{number}"), MONDAY, visitor, "/");
    }
    // The view that is refused does not take those with it that share its commit.
    let views = ["s0", "one-more", "s1"].map(|name| view(name, visitor, "/"));
    assert_eq!(database.count(MONDAY, &views).unwrap(), [true, false, true]);
    assert_eq!(
        database
            .site_totals(&site("s0"), &Periods::ending(MONDAY))
            .unwrap()
            .views,
        2
    );
}

#[test]
fn one_view_that_fails_takes_its_whole_commit_back() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    let visitor = person(&salt, 1).visitor;
    count(&mut database, "full", MONDAY, visitor, "/");
    database
        .connection
        .execute("UPDATE site SET views = ?1", [i64::MAX])
        .unwrap();
    let views = ["a", "full", "b"].map(|name| view(name, visitor, "/"));
    database.count(MONDAY, &views).unwrap_err();
    assert_eq!(rows(&database, "site"), 1);
    count(&mut database, "a", MONDAY, visitor, "/");
}

#[test]
fn a_base_is_replaced_and_never_added() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    let totals = |database: &Database| {
        let totals = database
            .site_totals(&site("a"), &Periods::ending(MONDAY))
            .unwrap();
        (totals.views, totals.today, totals.since)
    };
    let seed = |views, since| Seed {
        site: site("a"),
        views,
        since,
    };
    for _ in 0..2 {
        database.seed(&seed(2_497_859, None)).unwrap();
        assert_eq!(totals(&database), (2_497_859, 0, None));
    }
    count(&mut database, "a", MONDAY, person(&salt, 1).visitor, "/");
    let told = Some("2013-04-02".to_owned());
    database.seed(&seed(10, Some(date(2013, 4, 2)))).unwrap();
    assert_eq!(totals(&database), (11, 1, told));
    database.seed(&seed(0, None)).unwrap();
    assert_eq!(totals(&database), (1, 1, Some("2026-11-23".to_owned())));
}

#[test]
fn large_counts_stay_exact() {
    let directory = TempDir::new().unwrap();
    let mut database = open(&directory);
    let salt = database.begin_day(MONDAY).unwrap();
    let visitor = person(&salt, 1).visitor;
    count(&mut database, "a", MONDAY, visitor, "/");
    database
        .connection
        .execute("UPDATE site SET views = ?1", [i64::MAX - 1])
        .unwrap();
    count(&mut database, "a", MONDAY, visitor, "/");
    let totals = database
        .site_totals(&site("a"), &Periods::ending(MONDAY))
        .unwrap();
    assert_eq!(totals.views, 9_223_372_036_854_775_807);
}

#[test]
fn a_file_that_is_no_database_is_refused_in_plain_words() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("counter.sqlite");
    std::fs::write(
        &path,
        "This is a shopping list and has been one for a long time.",
    )
    .unwrap();
    let Err(error) = Database::open(&path) else {
        panic!("a shopping list was opened")
    };
    let text = error.to_string();
    assert!(
        text.contains("counter.sqlite") && text.contains("is a SQLite file"),
        "{text}"
    );
}

#[test]
fn a_database_of_a_newer_version_is_refused() {
    let directory = TempDir::new().unwrap();
    let database = open(&directory);
    database
        .connection
        .pragma_update(None, "user_version", 99)
        .unwrap();
    database.close().unwrap();
    let outcome = Database::open(&directory.path().join("counter.sqlite"));
    assert!(matches!(outcome, Err(OpenError::Migrate { .. })));
}

/// Whether any file of the database holds these bytes.
fn files_hold(directory: &TempDir, bytes: &[u8]) -> bool {
    std::fs::read_dir(directory.path()).unwrap().any(|entry| {
        let content = std::fs::read(entry.unwrap().path()).unwrap();
        content.windows(bytes.len()).any(|window| window == bytes)
    })
}
