//! Tallies that were counted before. Nothing that is counted changes without a line of the journal,
//! so a tally holds for as long as its line is the newest.

use std::sync::{Arc, Mutex, PoisonError};

use authority::Sight;
use jiff::civil::Date;

use super::{Tally, WhichItems};
use crate::kept::AsAt;

/// Of what, within what sight, narrowed to what, and as at when was counted.
pub(super) type Asked = (&'static str, Sight, WhichItems, (AsAt, Date));

/// How many are remembered; the oldest goes first.
const MOST: usize = 64;

/// The tallies remembered by one store and its copies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered(Arc<Mutex<Vec<Known>>>);

#[derive(Debug)]
struct Known {
    asked: Asked,
    line: i64,
    tallies: Vec<Tally>,
}

impl Remembered {
    /// What was counted under the newest line.
    pub(super) fn of(&self, asked: &Asked, newest: i64) -> Option<Vec<Tally>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.iter().find(|known| known.line == newest && known.asked == *asked);
        known.map(|known| known.tallies.clone())
    }

    /// Remembers what was counted under a line.
    pub(super) fn keep(&self, asked: Asked, line: i64, tallies: &[Tally]) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|known| known.asked != asked && known.line >= line);
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(Known { asked, line, tallies: tallies.to_vec() });
    }
}
