//! How long to wait.

use super::{Config, Failure};

/// Delay after a good reply, in milliseconds: the interval, or the reply's
/// `ttl` where that is longer, give or take 15 percent so that readers who
/// came together drift apart. `None` when the owner asked for one poll only.
pub(super) fn after_success(config: &Config, ttl_seconds: Option<u32>, random: f64) -> Option<u64> {
    if config.interval_ms == 0 {
        return None;
    }
    let ttl_ms = (u64::from(ttl_seconds.unwrap_or(0)) * 1000).min(config.retry_after_cap_ms);
    Some(spread(config.interval_ms.max(ttl_ms), random).max(config.floor_ms))
}

/// Delay after a failure, in milliseconds. `failures` counts the failures in a
/// row, this one included; `now_ms` is the wall clock.
pub(super) fn after_failure(
    config: &Config,
    failure: Failure,
    failures: u32,
    now_ms: u64,
    random: f64,
) -> u64 {
    let own_ms = if is_lasting(failure) {
        spread(config.slow_lane_ms.max(base_ms(config)), random)
    } else {
        back_off(config, failures, random)
    };
    let asked_ms = match failure {
        Failure::Status {
            retry_after: Some(retry_after),
            ..
        } => {
            let asked_ms = retry_after.delay_ms(now_ms).min(config.retry_after_cap_ms);
            // Everybody was told the same moment; nobody should come at it exactly.
            asked_ms.saturating_add(scale(base_ms(config), random))
        }
        _ => 0,
    };
    own_ms.max(asked_ms)
}

/// Full jitter: anything between 5 seconds and twice the interval after the
/// first failure, four times after the second, and so on up to the cap. The
/// mean after one failure is the interval itself, so an endpoint in trouble is
/// never asked more often than a healthy one.
/// <https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>
fn back_off(config: &Config, failures: u32, random: f64) -> u64 {
    let base_ms = base_ms(config);
    let grown_ms = base_ms.saturating_mul(1 << failures.min(32));
    let ceiling_ms = grown_ms.min(config.backoff_cap_ms.max(base_ms));
    scale(ceiling_ms, random).max(config.focus_throttle_ms)
}

/// Keeps a broken source of chance from stopping or flooding.
pub(super) fn chance(random: f64) -> f64 {
    if random.is_finite() {
        random.clamp(0.0, 1.0)
    } else {
        0.5
    }
}

/// Whether another try would only hear the same answer again.
fn is_lasting(failure: Failure) -> bool {
    match failure {
        // Request timeout, too early and too many requests pass by themselves.
        Failure::Status { code, .. } => {
            (400..500).contains(&code) && !matches!(code, 408 | 425 | 429)
        }
        Failure::Unreachable | Failure::TimedOut | Failure::TooLarge | Failure::Unreadable => false,
    }
}

/// The unit of back-off, in milliseconds; an owner who asks for one poll gets
/// the usual retries.
pub(in crate::counter) fn base_ms(config: &Config) -> u64 {
    if config.interval_ms == 0 {
        Config::default().interval_ms
    } else {
        config.interval_ms
    }
}

/// 85 to 115 percent of `length_ms`.
fn spread(length_ms: u64, random: f64) -> u64 {
    scale(length_ms, 0.85 + 0.3 * random)
}

/// The part of `length_ms` that `random` (see [`super::step`]) names.
pub(in crate::counter) fn part_of(length_ms: u64, random: f64) -> u64 {
    scale(length_ms, chance(random))
}

fn scale(length_ms: u64, factor: f64) -> u64 {
    // A float cast saturates and takes a NaN for zero.
    (length_ms as f64 * factor) as u64
}
