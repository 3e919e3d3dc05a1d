//! How often somebody may try to sign in: so often that no person minds, so
//! seldom that no machine guesses a password.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How many tries one name has in a window.
const PER_NAME: usize = 10;

/// How many tries all names have in a window; it also bounds what is remembered.
const OVERALL: usize = 300;

/// How long a try counts.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// The tries that did not end in a sign-in, by name.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<BTreeMap<String, Vec<Timestamp>>>);

impl Attempts {
    /// Counts a try before it is made, so that many at once are many; `false` if it may not be made.
    pub(crate) fn begin(&self, name: &str, now: Timestamp) -> bool {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.retain(|_, times| {
            times.retain(|time| now.duration_since(*time) < WINDOW);
            !times.is_empty()
        });
        let overall: usize = tries.values().map(Vec::len).sum();
        let own = tries.get(&key(name)).map_or(0, Vec::len);
        if own >= PER_NAME || overall >= OVERALL {
            return false;
        }
        tries.entry(key(name)).or_default().push(now);
        true
    }

    /// Forgets the tries of a name that has signed in.
    pub(crate) fn succeeded(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(name));
    }
}

/// A name as it is counted: however it is typed, and no longer than names are.
fn key(name: &str) -> String {
    name.trim().to_lowercase().chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + minutes * 60).unwrap()
    }

    #[test]
    fn the_eleventh_try_in_a_quarter_of_an_hour_waits() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            assert!(attempts.begin("Lead", at(0)));
        }
        assert!(!attempts.begin(" lead ", at(14)));
        assert!(attempts.begin("someone.else", at(14)));
        assert!(attempts.begin("lead", at(15)));
    }

    #[test]
    fn who_signs_in_starts_anew() {
        let attempts = Attempts::default();
        for _ in 0..9 {
            assert!(attempts.begin("lead", at(0)));
        }
        attempts.succeeded("lead");
        for _ in 0..10 {
            assert!(attempts.begin("lead", at(1)));
        }
        assert!(!attempts.begin("lead", at(1)));
    }

    #[test]
    fn many_names_do_not_help_a_machine() {
        let attempts = Attempts::default();
        let made = (0..1_000).filter(|n| attempts.begin(&format!("name-{n}"), at(0))).count();
        assert_eq!(made, OVERALL);
    }
}
