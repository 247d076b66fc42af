//! Failed log-ins are limited without giving anyone the power to lock others out: who has logged in from an address
//! before is only limited by the failures of that very account at that very address.

use schemas::wire::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long failures count, in milliseconds.
const WINDOW: Millis = 15 * 60 * 1000;
/// Failures of one account at one address.
const PER_PAIR: u32 = 5;
/// Failures of all accounts at one address; an office behind one address has many accounts.
const PER_ADDRESS: u32 = 50;
/// Failures of one account at all addresses.
const PER_ACCOUNT: u32 = 50;
/// Buckets kept; about 100 bytes each.
const BUCKETS: usize = 20_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Pair(String, String),
    Address(String),
    Account(String),
}

struct Bucket {
    failures: u32,
    since: Millis,
}

/// Counts failures in memory: a restart forgets them, which an attacker cannot cause.
#[derive(Default)]
pub(super) struct Limiter(Mutex<HashMap<Key, Bucket>>);

/// Each count with its limit. `known`: the account has logged in from this address before.
fn counts(account: &str, address: &str, known: bool) -> Vec<(Key, u32)> {
    let mut counts = vec![(Key::Pair(account.into(), address.into()), PER_PAIR)];
    if !known {
        counts.push((Key::Address(address.into()), PER_ADDRESS));
        counts.push((Key::Account(account.into()), PER_ACCOUNT));
    }
    counts
}

impl Limiter {
    /// Lets an attempt through and counts it as failed until [`Limiter::succeeded`] takes it back, so that attempts made
    /// at the same time count too. Otherwise says how many seconds to wait.
    pub(super) fn admit(&self, account: &str, address: &str, known: bool, now: Millis) -> Result<(), u64> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = counts(account, address, known);
        for (key, limit) in &counts {
            let full = buckets.get(key).filter(|b| b.failures >= *limit && now < b.since + WINDOW);
            if let Some(bucket) = full {
                return Err(u64::try_from((bucket.since + WINDOW - now) / 1000 + 1).unwrap_or(1));
            }
        }
        make_room(&mut buckets, now);
        for (key, _) in counts {
            let bucket = buckets.entry(key).or_insert(Bucket { failures: 0, since: now });
            if now >= bucket.since + WINDOW {
                *bucket = Bucket { failures: 0, since: now };
            }
            bucket.failures += 1;
        }
        Ok(())
    }

    /// The attempt was right.
    pub(super) fn succeeded(&self, account: &str, address: &str, known: bool) {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, _) in counts(account, address, known) {
            if matches!(key, Key::Pair(..)) {
                buckets.remove(&key);
            } else if let Some(bucket) = buckets.get_mut(&key) {
                bucket.failures = bucket.failures.saturating_sub(1);
            }
        }
    }
}

fn make_room(buckets: &mut HashMap<Key, Bucket>, now: Millis) {
    if buckets.len() < BUCKETS {
        return;
    }
    buckets.retain(|_, bucket| now < bucket.since + WINDOW);
    if buckets.len() >= BUCKETS {
        let mut ages: Vec<Millis> = buckets.values().map(|bucket| bucket.since).collect();
        let (_, median, _) = ages.select_nth_unstable(BUCKETS / 2);
        let median = *median;
        buckets.retain(|_, bucket| bucket.since > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_elsewhere_do_not_lock_out_who_has_logged_in_here_before() {
        let limiter = Limiter::default();
        for n in 0..PER_ACCOUNT {
            assert!(limiter.admit("an", &format!("198.51.100.{n}"), false, 0).is_ok());
        }
        assert!(limiter.admit("an", "203.0.113.1", false, 0).is_err());
        assert!(limiter.admit("an", "192.0.2.7", true, 0).is_ok());
    }

    #[test]
    fn a_pair_is_stopped_after_five_failures_until_the_window_ends() {
        let limiter = Limiter::default();
        for _ in 0..PER_PAIR {
            assert!(limiter.admit("an", "192.0.2.7", true, 0).is_ok());
        }
        assert_eq!(limiter.admit("an", "192.0.2.7", true, WINDOW - 1), Err(1));
        assert!(limiter.admit("binh", "192.0.2.7", true, 0).is_ok());
        assert!(limiter.admit("an", "192.0.2.7", true, WINDOW).is_ok());
    }
}
