//! Waiting for what a page does in its own time.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a condition may take before the story fails. Generous, because
/// the machine may be busy: a story that passes never waits this long.
/// `READERLY_PATIENCE` (whole seconds) shortens it while stories are written.
#[must_use]
pub fn patience() -> Duration {
    let named = std::env::var("READERLY_PATIENCE").ok();
    Duration::from_secs(named.and_then(|seconds| seconds.parse().ok()).unwrap_or(20))
}

/// How often a condition is looked at.
const INTERVAL: Duration = Duration::from_millis(60);

/// Polls `look` until `enough` accepts what it saw, and returns that.
///
/// # Errors
/// When `look` fails, or the patience is at an end: the message then names
/// what was waited for and what was seen last.
pub async fn until<T, L, F>(what: &str, mut look: L, enough: impl Fn(&T) -> bool) -> Result<T>
where
    T: Debug,
    L: FnMut() -> F,
    F: Future<Output = Result<T>>,
{
    until_within(patience(), what, &mut look, enough).await
}

/// As [`until`], with another patience.
///
/// # Errors
/// As [`until`].
pub async fn until_within<T, L, F>(
    patience: Duration,
    what: &str,
    mut look: L,
    enough: impl Fn(&T) -> bool,
) -> Result<T>
where
    T: Debug,
    L: FnMut() -> F,
    F: Future<Output = Result<T>>,
{
    let started = Instant::now();
    loop {
        let seen = look().await?;
        if enough(&seen) {
            return Ok(seen);
        }
        if started.elapsed() > patience {
            bail!(
                "waited {} s for {what}; last seen: {seen:#?}",
                patience.as_secs()
            );
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Polls `look` until it answers true.
///
/// # Errors
/// As [`until`].
pub async fn until_true<L, F>(what: &str, look: L) -> Result<()>
where
    L: FnMut() -> F,
    F: Future<Output = Result<bool>>,
{
    until(what, look, |seen| *seen).await.map(drop)
}

/// Lets time pass while nothing is expected to happen, for the few stories
/// whose point is an absence ("no request is sent"). Each such story also
/// has a positive control that shows the thing would have been noticed.
pub async fn quiet_time(duration: Duration) {
    tokio::time::sleep(duration).await;
}
