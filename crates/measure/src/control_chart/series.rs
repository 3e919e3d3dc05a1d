//! The points of a chart, in order, and where it starts anew.

/// Points fit to be charted, in order, in one segment or more.
///
/// Holding one proves that every segment has a point and that every point has a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    segments: Vec<Vec<f64>>,
}

/// Why some values are not a series. Points are numbered from 1 in words, and from 0 in code.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NotASeries {
    /// No values.
    #[error(
        "0 points are not a series, which needs at least 1, like the 24 months before a change"
    )]
    NoPoints,
    /// A value that is missing, or beyond anything that is ever counted.
    #[error("point {point} has a value of {value}, not a number, like 79.4")]
    NotAValue {
        /// Which point.
        point: usize,
        /// What stood for its value.
        value: f64,
    },
    /// A re-base on the first point, which starts a segment anyway.
    #[error("a re-base at point 1 leaves no points before it: the first may be at point 2")]
    RebasedAtFirst,
    /// A re-base that is on the same point as the one given before it, or on an earlier.
    #[error(
        "a re-base at point {point} is not after the one at point {before}: they go in order, like 13 and 25"
    )]
    RebasedOutOfOrder {
        /// Where it is.
        point: usize,
        /// Where the one given before it is.
        before: usize,
    },
    /// A re-base after the last point.
    #[error("a re-base at point {point} has no points: the last of the series is point {last}")]
    RebasedPastLast {
        /// Where it is.
        point: usize,
        /// How many points there are.
        last: usize,
    },
}

/// The largest magnitude of any value, far above what is ever counted and far below overflow.
const LARGEST: f64 = 1e100;

impl Series {
    /// The series of some values, in order. At each index of `rebased_at`, counted from 0, a new
    /// segment starts with that point.
    ///
    /// # Errors
    ///
    /// If there are no values, if one is not a number, or if a re-base would leave a segment
    /// without points.
    pub fn new(values: &[f64], rebased_at: &[usize]) -> Result<Self, NotASeries> {
        if values.is_empty() {
            return Err(NotASeries::NoPoints);
        }
        for (point, &value) in (1..).zip(values) {
            if !(-LARGEST..=LARGEST).contains(&value) {
                return Err(NotASeries::NotAValue { point, value });
            }
        }
        let mut segments = Vec::with_capacity(rebased_at.len() + 1);
        let (mut from, mut rest) = (0, values);
        for &at in rebased_at {
            if at == 0 {
                return Err(NotASeries::RebasedAtFirst);
            }
            if at <= from {
                let (point, before) = (at + 1, from + 1);
                return Err(NotASeries::RebasedOutOfOrder { point, before });
            }
            match rest.split_at_checked(at - from) {
                Some((segment, after)) if !after.is_empty() => {
                    segments.push(segment.to_vec());
                    (from, rest) = (at, after);
                }
                Some(_) | None => {
                    let point = at.saturating_add(1);
                    return Err(NotASeries::RebasedPastLast { point, last: values.len() });
                }
            }
        }
        segments.push(rest.to_vec());
        Ok(Self { segments })
    }

    /// The values of each segment, none of which is empty.
    pub(super) fn segments(&self) -> impl Iterator<Item = &[f64]> {
        self.segments.iter().map(Vec::as_slice)
    }
}
