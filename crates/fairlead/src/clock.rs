//! The clock and the draw of identifiers, read here and handed down as arguments.

use jiff::{Timestamp, tz::TimeZone};
use office::Moment;
use uuid::Uuid;

/// The moment it is. The day is the day in England, which is where the work is.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn moment() -> Moment {
    let now = Timestamp::now();
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    Moment { now, today: now.to_zoned(zone).date() }
}

/// A new identifier.
#[expect(clippy::disallowed_methods, reason = "the one place that draws at random")]
pub(crate) fn draw() -> Uuid {
    Uuid::now_v7()
}
