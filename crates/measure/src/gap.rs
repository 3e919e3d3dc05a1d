//! Gaps between the two ends of a population, as a difference and as a ratio.
//!
//! A gap always runs from the most deprived end to the least, and says so, since the commonest
//! mistake with one is to read it the wrong way round.

use std::cmp::Ordering;

use crate::proportion::as_f64;
use crate::{Confidence, Estimate, Proportion, wilson};

/// The proportions at either end, told apart by name so that they cannot be exchanged unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Among the most deprived.
    pub most_deprived: Proportion,
    /// Among the least deprived.
    pub least_deprived: Proportion,
}

/// Which end has the higher value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Higher in the most deprived.
    HigherInMostDeprived,
    /// Higher in the least deprived.
    HigherInLeastDeprived,
    /// The same at both ends.
    Level,
}

/// A gap with everything needed to print it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Its size and limits.
    pub estimate: Estimate,
    /// Which end is the higher.
    pub direction: Direction,
    /// What it was measured between.
    pub ends: Ends,
    /// How sure its limits are.
    pub confidence: Confidence,
    /// How it was measured.
    pub method: &'static str,
}

/// Why two proportions have no ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRelativeGap {
    /// Nobody was counted in the most deprived.
    #[error(
        "0 of {n} in the most deprived has no ratio with limits: at least 1 is needed at each end"
    )]
    NoneInMostDeprived {
        /// How many there were in all.
        n: u64,
    },
    /// Nobody was counted in the least deprived.
    #[error(
        "0 of {n} in the least deprived has no ratio with limits: at least 1 is needed at each end"
    )]
    NoneInLeastDeprived {
        /// How many there were in all.
        n: u64,
    },
}

impl Ends {
    /// Which end is the higher, decided on the counts themselves and so without rounding.
    pub fn direction(self) -> Direction {
        let Self { most_deprived: most, least_deprived: least } = self;
        let cross = |a: Proportion, b: Proportion| u128::from(a.x()) * u128::from(b.n());
        match cross(most, least).cmp(&cross(least, most)) {
            Ordering::Greater => Direction::HigherInMostDeprived,
            Ordering::Less => Direction::HigherInLeastDeprived,
            Ordering::Equal => Direction::Level,
        }
    }
}

impl Direction {
    /// In words, for a page or a chart: "higher in the most deprived".
    pub fn words(self) -> &'static str {
        match self {
            Self::HigherInMostDeprived => "higher in the most deprived",
            Self::HigherInLeastDeprived => "higher in the least deprived",
            Self::Level => "the same in the most and the least deprived",
        }
    }
}

/// The absolute gap between the two ends, with Newcombe's hybrid score interval.
///
/// # Formula
///
/// With *p* the proportion among the most deprived and *q* among the least, and *l*, *u* the
/// Wilson limits of each:
///
/// ```text
///   p − q,   from  p − q − √( (p − l_p)² + (u_q − q)² )
///              to  p − q + √( (u_p − p)² + (q − l_q)² )
/// ```
///
/// Made of two Wilson intervals, it is as good for small groups as they are, never leaves −1 to 1,
/// and has a width even when a group has none or all.
///
/// # Interpretation
///
/// The value is the most deprived less the least: above 0, the value is higher in the most
/// deprived; 0 is no gap. Whether higher is worse is for the indicator to say.
///
/// # Applies to
///
/// Two groups in which nobody is in both. It says nothing of the groups between.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, Direction, Ends, NotAProportion, Proportion, absolute_gap};
/// let ends = Ends {
///     most_deprived: Proportion::new(56, 70)?,
///     least_deprived: Proportion::new(48, 80)?,
/// };
/// let gap = absolute_gap(ends, Confidence::Ninety5);
/// assert_eq!(gap.estimate.to_string(), "0.2000 (0.0524 to 0.3339)");
/// assert_eq!(gap.direction, Direction::HigherInMostDeprived);
/// # Ok::<(), NotAProportion>(())
/// ```
///
/// # Reference
///
/// Newcombe RG. *Stat Med* 1998;17:873–90 (its method 10),
/// `doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I`.
#[must_use]
pub fn absolute_gap(ends: Ends, confidence: Confidence) -> Gap {
    let most = wilson(ends.most_deprived, confidence);
    let least = wilson(ends.least_deprived, confidence);
    let value = most.value - least.value;
    let below = (most.value - most.lower).hypot(least.upper - least.value);
    let above = (most.upper - most.value).hypot(least.value - least.lower);
    let estimate = Estimate { value, lower: value - below, upper: value + above };
    let method = "most deprived minus least deprived, Newcombe hybrid score interval";
    Gap { estimate, direction: ends.direction(), ends, confidence, method }
}

/// The relative gap between the two ends, with the log interval of Katz.
///
/// # Formula
///
/// With *a* of *m* among the most deprived, *b* of *n* among the least:
///
/// ```text
///   r = (a/m) / (b/n),   from  r · exp( −z √( 1/a − 1/m + 1/b − 1/n ) )
///                          to  r · exp( +z √( 1/a − 1/m + 1/b − 1/n ) )
/// ```
///
/// A ratio is skewed and its logarithm much less so, which is why the limits are taken there.
///
/// # Interpretation
///
/// Above 1, the value is higher in the most deprived; 1 is no gap. When everyone at both ends is
/// counted the limits close on 1, and say less than the absolute gap's do.
///
/// # Applies to
///
/// Two groups in which nobody is in both, with at least one counted in each.
///
/// # Example
///
/// ```
/// # use measure::{Confidence, Ends, Proportion, relative_gap};
/// let ends = Ends {
///     most_deprived: Proportion::new(56, 70)?,
///     least_deprived: Proportion::new(48, 80)?,
/// };
/// let gap = relative_gap(ends, Confidence::Ninety5)?;
/// assert_eq!(gap.estimate.to_string(), "1.3333 (1.0766 to 1.6512)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Katz D, Baptista J, Azen SP, Pike MC. *Biometrics* 1978;34:469–74, doi:10.2307/2530610.
///
/// # Errors
///
/// If nobody was counted at one of the ends: no correction is made for it.
pub fn relative_gap(ends: Ends, confidence: Confidence) -> Result<Gap, NoRelativeGap> {
    let Ends { most_deprived: most, least_deprived: least } = ends;
    if most.x() == 0 {
        return Err(NoRelativeGap::NoneInMostDeprived { n: most.n() });
    }
    if least.x() == 0 {
        return Err(NoRelativeGap::NoneInLeastDeprived { n: least.n() });
    }
    let value = most.value() / least.value();
    let variance = |p: Proportion| 1.0 / as_f64(p.x()) - 1.0 / as_f64(p.n());
    let factor = (confidence.z() * (variance(most) + variance(least)).sqrt()).exp();
    let estimate = Estimate { value, lower: value / factor, upper: value * factor };
    let method = "most deprived divided by least deprived, log interval of Katz";
    Ok(Gap { estimate, direction: ends.direction(), ends, confidence, method })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Direction, Ends, absolute_gap, relative_gap};
    use crate::{Confidence, Proportion};

    fn ends(most: (u64, u64), least: (u64, u64)) -> Ends {
        Ends {
            most_deprived: Proportion::new(most.0, most.1).unwrap(),
            least_deprived: Proportion::new(least.0, least.1).unwrap(),
        }
    }

    fn check(most: (u64, u64), least: (u64, u64), absolute: &str, relative: &str) {
        let ends = ends(most, least);
        let gap = absolute_gap(ends, Confidence::Ninety5);
        assert_eq!(gap.estimate.to_string(), absolute);
        let shown = match relative_gap(ends, Confidence::Ninety5) {
            Ok(gap) => gap.estimate.to_string(),
            Err(refused) => refused.to_string(),
        };
        assert_eq!(shown, relative);
    }

    #[test]
    fn none_all_tiny_and_level_each_have_an_answer() {
        let none = |at| {
            format!(
                "0 of 10 in the {at} deprived has no ratio with limits: at least 1 is needed at each end"
            )
        };
        check((0, 10), (3, 10), "-0.3000 (-0.6032 to 0.0376)", &none("most"));
        check((3, 10), (0, 10), "0.3000 (-0.0376 to 0.6032)", &none("least"));
        check((0, 10), (0, 10), "0.0000 (-0.2775 to 0.2775)", &none("most"));
        check((10, 10), (10, 10), "0.0000 (-0.2775 to 0.2775)", "1.0000 (1.0000 to 1.0000)");
        check((1, 1), (1, 1), "0.0000 (-0.7935 to 0.7935)", "1.0000 (1.0000 to 1.0000)");
        check(
            (10, 10),
            (0, 20),
            "1.0000 (0.6791 to 1.0000)",
            "0 of 20 in the least deprived has no ratio with limits: at least 1 is needed at each end",
        );
    }

    #[test]
    fn the_direction_is_kept_in_words() {
        let words = |most, least| ends(most, least).direction().words();
        assert_eq!(words((2, 10), (1, 10)), "higher in the most deprived");
        assert_eq!(words((1, 10), (2, 10)), "higher in the least deprived");
        assert_eq!(words((1, 3), (2, 6)), "the same in the most and the least deprived");
        let nearly = ends((u64::MAX - 1, u64::MAX), (u64::MAX - 2, u64::MAX - 1));
        assert_eq!(nearly.direction(), Direction::HigherInMostDeprived);
    }

    prop_compose! {
        fn proportions()(n in 1..100_000_u64)(x in 0..=n, n in Just(n)) -> Proportion {
            Proportion::new(x, n).unwrap()
        }
    }

    proptest! {
        #[test]
        fn limits_contain_the_value(most_deprived in proportions(), least_deprived in proportions()) {
            let ends = Ends { most_deprived, least_deprived };
            for confidence in Confidence::BOTH {
                let gap = absolute_gap(ends, confidence).estimate;
                prop_assert!(gap.covers(gap.value));
                prop_assert!(gap.lower >= -1.0 - 1e-12 && gap.upper <= 1.0 + 1e-12);
                if let Ok(gap) = relative_gap(ends, confidence) {
                    prop_assert!(gap.estimate.covers(gap.estimate.value));
                    prop_assert!(gap.estimate.lower > 0.0);
                }
            }
        }

        #[test]
        fn exchanging_the_ends_turns_the_gap_round(p in proportions(), q in proportions()) {
            let ends = Ends { most_deprived: p, least_deprived: q };
            let other = Ends { most_deprived: q, least_deprived: p };
            let (gap, turned) =
                (absolute_gap(ends, Confidence::Ninety5), absolute_gap(other, Confidence::Ninety5));
            prop_assert!((gap.estimate.value + turned.estimate.value).abs() < 1e-12);
            prop_assert!((gap.estimate.lower + turned.estimate.upper).abs() < 1e-12);
            if let (Ok(gap), Ok(turned)) =
                (relative_gap(ends, Confidence::Ninety5), relative_gap(other, Confidence::Ninety5))
            {
                prop_assert!((gap.estimate.value * turned.estimate.value - 1.0).abs() < 1e-12);
                prop_assert!((gap.estimate.lower * turned.estimate.upper - 1.0).abs() < 1e-9);
            }
        }
    }
}
