//! The four rules by which a point has a special cause.

use std::fmt;

use super::{Point, RunLength, Zone};

/// Why a point differs from the mean, as far as the chart can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// No rule tells it from chance.
    Common,
    /// It is outside the process limits.
    Outside(Way),
    /// It is in a trend.
    Trend(Way),
    /// It is one of two in three that are close to a process limit.
    TwoInThree(Way),
    /// It is in a run on one side of the mean.
    Run(Way, RunLength),
}

/// The way a special cause points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// Towards higher values.
    Higher,
    /// Towards lower values.
    Lower,
}

/// How many points make a trend.
pub(super) const TREND: usize = 7;

/// Gives each point of a segment its cause.
///
/// The rules are applied from the last to the first, so that the first has the last word.
pub(super) fn judge(points: &mut [Point], run_length: RunLength) {
    for beside in points.chunk_by_mut(|one, next| one.side == next.side) {
        let Some(way) = beside.first().and_then(|point| point.side.way()) else { continue };
        if beside.len() >= run_length.points() {
            tell(beside, Cause::Run(way, run_length));
        }
        if beside.len() >= 3 {
            pair(beside.iter_mut(), way);
            pair(beside.iter_mut().rev(), way);
        }
    }
    for rising in points.chunk_by_mut(|one, next| one.value < next.value) {
        if rising.len() >= TREND {
            tell(rising, Cause::Trend(Way::Higher));
        }
    }
    for falling in points.chunk_by_mut(|one, next| one.value > next.value) {
        if falling.len() < TREND {
            continue;
        }
        // Where this one turns into a rising trend, the later has the point.
        let turns = falling.last().is_some_and(|last| last.cause == Cause::Trend(Way::Higher));
        let own = if turns { falling.split_last_mut().map(|(_, own)| own) } else { Some(falling) };
        tell(own.unwrap_or_default(), Cause::Trend(Way::Lower));
    }
    for point in points {
        if let (Some(Zone::Outside), Some(way)) = (point.zone, point.side.way()) {
            point.cause = Cause::Outside(way);
        }
    }
}

fn tell(points: &mut [Point], cause: Cause) {
    for point in points {
        point.cause = cause;
    }
}

/// Tells every point near a limit that has another at most two before it. The points are all on one
/// side of the mean, three or more, so that some three of them hold both.
fn pair<'a>(points: impl Iterator<Item = &'a mut Point>, way: Way) {
    let mut since = None;
    for point in points {
        let near = point.zone == Some(Zone::Near);
        if near && since.is_some_and(|since| since <= 2) {
            point.cause = Cause::TwoInThree(way);
        }
        since = if near { Some(1) } else { since.map(|since| since + 1) };
    }
}

impl Cause {
    /// The way it points; none for a common cause.
    pub fn way(self) -> Option<Way> {
        match self {
            Self::Common => None,
            Self::Outside(way) | Self::Trend(way) | Self::TwoInThree(way) | Self::Run(way, _) => {
                Some(way)
            }
        }
    }

    /// Whether it is a special cause.
    pub fn is_special(self) -> bool {
        self != Self::Common
    }
}

/// By the name the field's tables give it.
impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let beside = |way: Way| match way {
            Way::Higher => "Above",
            Way::Lower => "Below",
        };
        match *self {
            Self::Common => f.pad("Common Cause"),
            Self::Outside(Way::Higher) => f.pad("Above UCL"),
            Self::Outside(Way::Lower) => f.pad("Below LCL"),
            Self::Trend(Way::Higher) => write!(f, "{TREND} Point Trend (Increasing)"),
            Self::Trend(Way::Lower) => write!(f, "{TREND} Point Trend (Decreasing)"),
            Self::TwoInThree(way) => write!(f, "2 in 3 {} CL", beside(way)),
            Self::Run(way, length) => write!(f, "{} Points {} CL", length.points(), beside(way)),
        }
    }
}
