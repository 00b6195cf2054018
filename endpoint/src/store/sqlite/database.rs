//! Everything that is SQL.

use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use rusqlite_migration::{M, Migrations};

use crate::calendar::Periods;
use crate::identity::{KeyedHash, Salt};
use crate::names::{PagePath, SiteName};
use crate::store::seed::Seed;
use crate::store::{MOST_PAGES, MOST_SITES, OpenError, SiteTotals, StoreError};

/// Every step from an empty file to today's tables. A released step is never edited; a change is a
/// new step at the end.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../../migrations/0001_counts.sql")),
    M::up(include_str!("../../../migrations/0002_seed.sql")),
];

/// How long to wait for another process that holds the database, a copy being made for instance.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(5);

pub(super) struct Database {
    connection: Connection,
    /// Whether somebody who was reading kept the last checkpoint from emptying the log.
    log_is_uncut: bool,
}

/// One view that is to be counted.
pub(super) struct View {
    pub(super) site: SiteName,
    pub(super) visitor: KeyedHash,
    pub(super) page: PagePath,
}

impl Database {
    pub(super) fn open(path: &Path) -> Result<Self, OpenError> {
        let open = || {
            let connection = Connection::open(path)?;
            connection.busy_timeout(WAIT_FOR_OTHERS)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            // In WAL mode NORMAL survives a crash of the process whole; a power cut may cost the
            // last moments, which is what a visitor count can bear for one sync per checkpoint.
            connection.pragma_update(None, "synchronous", "NORMAL")?;
            connection.pragma_update(None, "foreign_keys", true)?;
            // Deleted salts and hashes are overwritten in the file, not only marked as free.
            connection.pragma_update(None, "secure_delete", true)?;
            Ok(connection)
        };
        let failed = |source| OpenError::Open {
            path: path.to_owned(),
            source,
        };
        let mut connection = open().map_err(failed)?;
        Migrations::from_slice(STEPS)
            .to_latest(&mut connection)
            .map_err(|source| OpenError::Migrate {
                path: path.to_owned(),
                source,
            })?;
        Ok(Self {
            connection,
            log_is_uncut: false,
        })
    }

    /// Deletes the salts and hashes of all other days and returns the salt of this one, which is
    /// drawn if the day has none yet. A restart within a day finds the day's salt again, so that it
    /// counts no visitor twice.
    pub(super) fn begin_day(&mut self, day: Date) -> Result<Salt, StoreError> {
        let day = day.to_string();
        let drawn = Salt::random()?;
        let transaction = self.write()?;
        transaction.execute("DELETE FROM visitor WHERE day <> ?1", [&day])?;
        transaction.execute("DELETE FROM salt WHERE day <> ?1", [&day])?;
        transaction.execute(
            "INSERT INTO salt (day, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![day, drawn.as_bytes()],
        )?;
        let bytes =
            transaction.query_one("SELECT bytes FROM salt WHERE day = ?1", [&day], |row| {
                row.get(0)
            })?;
        transaction.commit()?;
        // The log still holds the pages as they were, old salt included, until it is cut.
        self.checkpoint()?;
        Ok(Salt::from_bytes(bytes))
    }

    /// Empties the log if that was not possible before, because somebody was reading the file: what
    /// was deleted stands in it until then.
    pub(super) fn cut_log(&mut self) -> Result<(), rusqlite::Error> {
        if self.log_is_uncut {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Sets the base of a site's views, whatever it was before.
    pub(super) fn seed(&mut self, seed: &Seed) -> Result<(), rusqlite::Error> {
        self.connection.execute(
            "INSERT INTO seed (site, views, since) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET views = excluded.views, since = excluded.since",
            params![
                seed.site.as_str(),
                seed.views,
                seed.since.map(|day| day.to_string())
            ],
        )?;
        Ok(())
    }

    /// Counts views of one day in one transaction: all of them, or on an error none. Of each, whether
    /// it was counted; it is not when it would begin one site too many.
    ///
    /// A commit costs far more than a view, so under load many share one.
    pub(super) fn count(
        &mut self,
        day: Date,
        views: &[View],
    ) -> Result<Vec<bool>, rusqlite::Error> {
        let day = day.to_string();
        let transaction = self.write()?;
        let mut counted = Vec::with_capacity(views.len());
        for view in views {
            counted.push(count_view(&transaction, &day, view)?);
        }
        transaction.commit()?;
        Ok(counted)
    }

    /// The totals of a site; all zero for a site that was never counted.
    pub(super) fn site_totals(
        &self,
        site: &SiteName,
        periods: &Periods,
    ) -> Result<SiteTotals, rusqlite::Error> {
        let seed = self
            .connection
            .prepare_cached("SELECT views, since FROM seed WHERE site = ?1")?
            .query_row([site.as_str()], |row| Ok((count_at(row, 0)?, row.get(1)?)))
            .optional()?;
        let (seed_views, seed_since) = seed.unwrap_or((0, None));
        let known = self
            .connection
            .prepare_cached("SELECT id, views, visitors, since FROM site WHERE name = ?1")?
            .query_row([site.as_str()], |row| {
                let id: i64 = row.get(0)?;
                Ok((id, count_at(row, 1)?, count_at(row, 2)?, row.get(3)?))
            })
            .optional()?;
        let Some((id, views, visitors, since)) = known else {
            return Ok(SiteTotals::default().on_top_of(seed_views, seed_since));
        };
        // Written days compare like days. The upper bound keeps days out that a clock which ran
        // ahead has left behind.
        let totals = self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(views) FILTER (WHERE day = ?2), 0),
                        coalesce(sum(views) FILTER (WHERE day = ?3), 0),
                        coalesce(sum(views) FILTER (WHERE day >= ?4), 0),
                        coalesce(sum(views) FILTER (WHERE day >= ?5), 0),
                        coalesce(sum(views) FILTER (WHERE day >= ?6), 0)
                 FROM site_day WHERE site_id = ?1 AND day BETWEEN ?7 AND ?2",
            )?
            .query_row(
                params![
                    id,
                    periods.today.to_string(),
                    periods.yesterday.to_string(),
                    periods.week.to_string(),
                    periods.month.to_string(),
                    periods.year.to_string(),
                    periods.earliest().to_string(),
                ],
                |row| {
                    Ok(SiteTotals {
                        views,
                        visitors,
                        today: count_at(row, 0)?,
                        yesterday: count_at(row, 1)?,
                        week: count_at(row, 2)?,
                        month: count_at(row, 3)?,
                        year: count_at(row, 4)?,
                        since,
                    })
                },
            )?;
        Ok(totals.on_top_of(seed_views, seed_since))
    }

    /// The views of one page; zero for a page that was never counted.
    pub(super) fn page_views(
        &self,
        site: &SiteName,
        page: &PagePath,
    ) -> Result<u64, rusqlite::Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT page.views FROM page JOIN site ON site.id = page.site_id
             WHERE site.name = ?1 AND page.path = ?2",
        )?;
        let mut sum = 0_u64;
        for spelling in page.spellings() {
            let views = statement
                .query_row([site.as_str(), &spelling], |row| count_at(row, 0))
                .optional()?;
            sum = sum.saturating_add(views.unwrap_or(0));
        }
        Ok(sum)
    }

    /// Reads a row, to see whether the database still answers.
    pub(super) fn check(&self) -> Result<(), rusqlite::Error> {
        self.connection
            .query_one("SELECT count(*) FROM salt", [], |_| Ok(()))
    }

    /// Writes the log into the database file and closes it.
    pub(super) fn close(mut self) -> Result<(), rusqlite::Error> {
        self.checkpoint()?;
        self.connection.close().map_err(|(_, error)| error)
    }

    /// Writes the log into the file and empties it; not wholly while somebody reads the file, and
    /// without waiting for them, as every request waits meanwhile.
    fn checkpoint(&mut self) -> Result<(), rusqlite::Error> {
        self.connection.busy_timeout(Duration::ZERO)?;
        let hindered = self
            .connection
            .query_one("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        self.connection.busy_timeout(WAIT_FOR_OTHERS)?;
        self.log_is_uncut = hindered?;
        Ok(())
    }

    /// Begins a transaction that takes the write lock at once: one that begins by reading fails,
    /// instead of waiting, when somebody else wrote in between.
    fn write(&mut self) -> Result<Transaction<'_>, rusqlite::Error> {
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
    }
}

fn count_view(
    transaction: &Transaction<'_>,
    day: &str,
    view: &View,
) -> Result<bool, rusqlite::Error> {
    let Some(site_id) = site_id_or_new(transaction, &view.site, day)? else {
        return Ok(false);
    };
    let new_visitors = transaction
        .prepare_cached(
            "INSERT INTO visitor (day, site_id, hash) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute(params![day, site_id, view.visitor.as_bytes()])?;
    transaction
        .prepare_cached(
            "UPDATE site SET views = views + 1, visitors = visitors + ?2, since = min(since, ?3)
             WHERE id = ?1",
        )?
        .execute(params![site_id, new_visitors, day])?;
    transaction
        .prepare_cached(
            "INSERT INTO site_day (site_id, day, views, visitors) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT DO UPDATE SET views = views + 1, visitors = visitors + excluded.visitors",
        )?
        .execute(params![site_id, day, new_visitors])?;
    count_page(transaction, site_id, &view.page)?;
    Ok(true)
}

fn site_id_or_new(
    transaction: &Transaction<'_>,
    site: &SiteName,
    day: &str,
) -> Result<Option<i64>, rusqlite::Error> {
    let known = transaction
        .prepare_cached("SELECT id FROM site WHERE name = ?1")?
        .query_row([site.as_str()], |row| row.get(0))
        .optional()?;
    if known.is_some() {
        return Ok(known);
    }
    let sites: usize = transaction.query_one("SELECT count(*) FROM site", [], |row| row.get(0))?;
    if sites >= MOST_SITES {
        return Ok(None);
    }
    transaction.execute(
        "INSERT INTO site (name, since) VALUES (?1, ?2)",
        params![site.as_str(), day],
    )?;
    Ok(Some(transaction.last_insert_rowid()))
}

fn count_page(
    transaction: &Transaction<'_>,
    site_id: i64,
    page: &PagePath,
) -> Result<(), rusqlite::Error> {
    let known = transaction
        .prepare_cached("UPDATE page SET views = views + 1 WHERE site_id = ?1 AND path = ?2")?
        .execute(params![site_id, page.as_str()])?;
    if known > 0 {
        return Ok(());
    }
    let has_room = transaction
        .prepare_cached("UPDATE site SET pages = pages + 1 WHERE id = ?1 AND pages < ?2")?
        .execute(params![site_id, MOST_PAGES])?;
    if has_room > 0 {
        transaction
            .prepare_cached("INSERT INTO page (site_id, path, views) VALUES (?1, ?2, 1)")?
            .execute(params![site_id, page.as_str()])?;
    }
    Ok(())
}

/// Reads a count; the tables hold no negative ones.
fn count_at(row: &Row<'_>, index: usize) -> Result<u64, rusqlite::Error> {
    row.get(index)
}

#[cfg(test)]
mod tests;
