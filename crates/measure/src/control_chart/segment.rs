//! One segment of a chart: its points, its mean and limits, and what it comes to.

use std::fmt;

use super::limits::Found;
use super::settings::FEWEST;
use super::{Assurance, Cause, Limits, Settings, Variation, Way, rules};

/// The points from one re-base to the next, judged by themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Which it is, from 0.
    pub number: usize,
    /// The mean of its baseline.
    pub mean: f64,
    /// Its process limits, if its baseline has a moving range to go by.
    pub limits: Option<Limits>,
    /// Its points, in order; there is at least one.
    pub points: Vec<Point>,
    /// How many points have no special cause.
    pub common_cause: usize,
    /// How many points have a special cause for the better.
    pub improvement: usize,
    /// How many points have a special cause for the worse.
    pub concern: usize,
    /// What its last point tells.
    pub variation: Variation,
    /// Whether the target will be met: only in the last segment, and only if there is a target and
    /// a polarity.
    pub assurance: Option<Assurance>,
    /// What its limits are to be read with.
    pub remark: Option<Remark>,
}

/// One point of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its value.
    pub value: f64,
    /// Which side of the mean it is on.
    pub side: Side,
    /// How near the limits it is, if there are any.
    pub zone: Option<Zone>,
    /// Why it differs from the mean, as far as the chart can tell.
    pub cause: Cause,
    /// Whether that is good or bad.
    pub variation: Variation,
}

/// Which side of the mean a point is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Below the mean.
    Below,
    /// On it.
    On,
    /// Above it.
    Above,
}

/// How near the process limits a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Within two thirds of the way from the mean.
    Inner,
    /// In the third that is left.
    Near,
    /// Outside.
    Outside,
}

/// What the limits of a segment are to be read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remark {
    /// They come from few points.
    TrialLimits {
        /// How many.
        points: usize,
    },
    /// There are none, since one point has no moving range.
    OnePoint,
    /// There are none, since screening left no moving range: all were 0.
    NoRangeLeft,
}

impl Segment {
    /// How many points it has.
    pub fn n(&self) -> usize {
        self.points.len()
    }

    pub(super) fn of(number: usize, values: &[f64], settings: Settings) -> Self {
        let baseline = settings.baseline.of(values);
        let found = Found::from(baseline, settings.screening);
        let mut points: Vec<Point> = values.iter().map(|&value| Point::of(value, &found)).collect();
        rules::judge(&mut points, settings.run_length);
        let mut segment = Self {
            number,
            mean: found.mean,
            limits: found.limits(),
            points,
            common_cause: 0,
            improvement: 0,
            concern: 0,
            variation: Variation::CommonCause,
            assurance: None,
            remark: Remark::on(baseline.len(), &found),
        };
        for point in &mut segment.points {
            point.variation = Variation::of(point.cause, settings.polarity);
            match point.variation {
                Variation::CommonCause => segment.common_cause += 1,
                Variation::Improvement(_) => segment.improvement += 1,
                Variation::Concern(_) => segment.concern += 1,
                Variation::Neutral(_) => {}
            }
            segment.variation = point.variation;
        }
        segment
    }
}

impl Point {
    fn of(value: f64, found: &Found) -> Self {
        let side = if value > found.mean {
            Side::Above
        } else if value < found.mean {
            Side::Below
        } else {
            Side::On
        };
        let zone = found.limits().zip(found.near()).map(|(limits, near)| {
            if !limits.cover(value) {
                Zone::Outside
            } else if near.cover(value) {
                Zone::Inner
            } else {
                Zone::Near
            }
        });
        Self { value, side, zone, cause: Cause::Common, variation: Variation::CommonCause }
    }

    /// Whether it is outside the process limits, if there are any.
    pub fn outside_limits(&self) -> Option<bool> {
        self.zone.map(|zone| zone == Zone::Outside)
    }

    /// Whether it is in the outer third within the process limits, if there are any.
    pub fn close_to_limits(&self) -> Option<bool> {
        self.zone.map(|zone| zone == Zone::Near)
    }
}

impl Side {
    /// The way from the mean, for a point that is not on it.
    pub fn way(self) -> Option<Way> {
        match self {
            Self::Below => Some(Way::Lower),
            Self::On => None,
            Self::Above => Some(Way::Higher),
        }
    }
}

impl Remark {
    fn on(points: usize, found: &Found) -> Option<Self> {
        match found.range {
            None if points < 2 => Some(Self::OnePoint),
            None => Some(Self::NoRangeLeft),
            Some(_) => (points < FEWEST).then_some(Self::TrialLimits { points }),
        }
    }
}

/// As the field's tables have it: −1, 0 or 1.
impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Below => "-1",
            Self::On => "0",
            Self::Above => "1",
        })
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TrialLimits { points } => {
                write!(f, "trial limits: from {points} points, and not yet the {FEWEST} to rely on")
            }
            Self::OnePoint => f.write_str("no limits: one point has no moving range"),
            Self::NoRangeLeft => f.write_str("no limits: no point differs from the one before it"),
        }
    }
}
