//! Proportions, and the Wilson score interval around one.

use crate::table::Column;
use crate::{
    AtBoth, Confidence, Estimate, Found, Limits, Measure, Measured, Options, Refusal, Row, Table,
};

pub(crate) const MEASURE: Measure = Measure {
    name: "proportion",
    title: "Proportion",
    says: "How many of the people counted have something, as a part of them all, with Wilson limits.",
    takes: "numerator, denominator",
    documented: "proportion::wilson",
    find,
};

/// *x* of *n*: a count and the larger count it is part of.
///
/// Holding one proves that *n* is not 0 and *x* no more than *n*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proportion {
    x: u64,
    n: u64,
}

/// Two counts of which one is not a part of the other, or of which there is no whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{x} of {n} is not a proportion, like 3 of 10")]
pub struct NotAProportion {
    x: u64,
    n: u64,
}

impl Proportion {
    /// *x* of *n*.
    ///
    /// # Errors
    ///
    /// If *n* is 0, or *x* is more than *n*.
    pub fn new(x: u64, n: u64) -> Result<Self, NotAProportion> {
        if n == 0 || x > n { Err(NotAProportion { x, n }) } else { Ok(Self { x, n }) }
    }

    /// The numerator.
    pub fn x(self) -> u64 {
        self.x
    }

    /// The denominator, which is not 0.
    pub fn n(self) -> u64 {
        self.n
    }

    /// *x*/*n*, from 0 to 1.
    pub fn value(self) -> f64 {
        as_f64(self.x) / as_f64(self.n)
    }
}

/// The proportion a row holds.
pub(crate) fn of(row: &Row) -> Result<Proportion, Refusal> {
    Ok(Proportion::new(row.count(Column::Numerator)?, row.count(Column::Denominator)?)?)
}

fn find(table: &Table, options: &Options) -> Vec<Found> {
    Found::each(table.rows(), |row| {
        table.needs(&[Column::Numerator, Column::Denominator])?;
        let proportion = of(row)?;
        let whole = options.multiplied_by(options.unit.whole());
        let found = AtBoth::of(|confidence| wilson(proportion, confidence).times(whole));
        Ok(Measured::between(found, "Wilson score interval", as_f64(proportion.n())))
    })
}

/// The Wilson score interval around a proportion.
///
/// # Formula
///
/// With *p* = *x*/*n*, and *z* the normal deviate of `confidence`:
///
/// ```text
///   p + z²/2n ± z √( p(1−p)/n + z²/4n² )
///   ────────────────────────────────────
///                 1 + z²/n
/// ```
///
/// The limits stay within 0 and 1 and hold up when *n* is small, which is
/// when an inequality is easiest to mistake.
///
/// # Interpretation
///
/// The value is *p*, from 0 to 1; the limits are not the same distance from it unless *p* is ½.
/// When *x* is 0 the lower limit is exactly 0, and when *x* is *n* the upper limit is exactly 1.
///
/// # Applies to
///
/// Counts of people, each counted once, of whom each either has something or has not. Not to
/// rates, in which one person may be counted twice.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, NotAProportion, Proportion, wilson};
/// let recorded = Proportion::new(65, 100)?;
/// let found = wilson(recorded, Confidence::Ninety5);
/// assert_eq!(found.to_string(), "0.6500 (0.5525 to 0.7364)");
/// # Ok::<(), NotAProportion>(())
/// ```
///
/// # Reference
///
/// Wilson EB. *J Am Stat Assoc* 1927;22:209–12, doi:10.1080/01621459.1927.10502953.
#[must_use]
pub fn wilson(proportion: Proportion, confidence: Confidence) -> Estimate {
    let Proportion { x, n } = proportion;
    let p = proportion.value();
    let Limits { lower, upper } = score_limits(p, as_f64(n), confidence);
    // At either end the formula gives 0 or 1, and its rounding error must not give less or more.
    let lower = if x == 0 { 0.0 } else { lower };
    let upper = if x == n { 1.0 } else { upper };
    Estimate { value: p, lower: lower.min(p), upper: upper.max(p) }
}

/// The formula itself, which a part of a person would not trouble.
pub(crate) fn score_limits(p: f64, n: f64, confidence: Confidence) -> Limits {
    let z = confidence.z();
    let centre = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Limits { lower: (centre - spread) / scale, upper: (centre + spread) / scale }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no population comes near 2⁵³, where rounding begins"
)]
pub(crate) fn as_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Proportion, wilson};
    use crate::Confidence;

    fn check(x: u64, n: u64, expected: &str) {
        let shown = Proportion::new(x, n).map(|p| wilson(p, Confidence::Ninety5).to_string());
        assert_eq!(shown, Ok(expected.to_owned()));
    }

    #[test]
    fn none_all_one_and_very_many_each_have_limits() {
        check(0, 10, "0.0000 (0.0000 to 0.2775)");
        check(10, 10, "1.0000 (0.7225 to 1.0000)");
        check(0, 1, "0.0000 (0.0000 to 0.7935)");
        check(1, 1, "1.0000 (0.2065 to 1.0000)");
        check(u64::MAX / 2, u64::MAX, "0.5000 (0.5000 to 0.5000)");
    }

    #[test]
    fn no_whole_and_more_than_the_whole_are_refused() {
        let refused = |x, n| Proportion::new(x, n).map_err(|error| error.to_string());
        assert_eq!(refused(0, 0), Err("0 of 0 is not a proportion, like 3 of 10".to_owned()));
        assert_eq!(refused(11, 10), Err("11 of 10 is not a proportion, like 3 of 10".to_owned()));
    }

    prop_compose! {
        fn proportions()(n in 1..2_000_000_u64)(x in 0..=n, n in Just(n)) -> Proportion {
            Proportion::new(x, n).unwrap()
        }
    }

    proptest! {
        #[test]
        fn limits_contain_the_value_and_stay_within_0_and_1(p in proportions()) {
            let narrow = wilson(p, Confidence::Ninety5);
            let wide = wilson(p, Confidence::Ninety98);
            prop_assert!(narrow.covers(p.value()));
            prop_assert!(0.0 <= wide.lower && wide.upper <= 1.0);
            prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
        }

        #[test]
        fn what_is_not_counted_mirrors_what_is(p in proportions()) {
            let rest = Proportion::new(p.n() - p.x(), p.n()).unwrap();
            let (one, other) = (wilson(p, Confidence::Ninety5), wilson(rest, Confidence::Ninety5));
            prop_assert!((one.lower - (1.0 - other.upper)).abs() < 1e-12);
            prop_assert!((one.upper - (1.0 - other.lower)).abs() < 1e-12);
        }

        #[test]
        fn more_of_the_same_narrows_the_limits(p in proportions(), k in 2..50_u64) {
            let more = Proportion::new(p.x() * k, p.n() * k).unwrap();
            let width = |p| wilson(p, Confidence::Ninety5).width();
            prop_assert!(width(more) < width(p));
        }
    }
}
