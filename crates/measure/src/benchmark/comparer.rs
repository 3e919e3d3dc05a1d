//! The names of the rules of comparison.

use std::str::FromStr;

/// By which rule a value is compared.
///
/// ```
/// # use measure::Comparer;
/// assert_eq!("two-levels".parse(), Ok(Comparer::TwoLevels));
/// assert_eq!("range-to-85".parse(), Ok(Comparer::RangeTo(85.0)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Comparer {
    /// Its 95% limits against the benchmark; against those of a reference, where one is named.
    #[default]
    OneLevel,
    /// Its 95% and its 99.8% limits against the benchmark.
    TwoLevels,
    /// Its value alone against a target, the benchmark.
    Target,
    /// Its 95% limits against a target, the benchmark.
    TargetWithLimits,
    /// Its value alone against a range from the benchmark to here.
    RangeTo(f64),
    /// Its place among all the rows, in fifths.
    Quintiles,
}

/// Text that was offered as a rule of comparison and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a rule of comparison, like one-level; there are two-levels, target, target-with-limits, range-to-85 and quintiles too"
)]
pub struct NotAComparer {
    text: String,
}

impl FromStr for Comparer {
    type Err = NotAComparer;

    fn from_str(text: &str) -> Result<Self, NotAComparer> {
        let asked = text.trim();
        match asked {
            "one-level" => Ok(Self::OneLevel),
            "two-levels" => Ok(Self::TwoLevels),
            "target" => Ok(Self::Target),
            "target-with-limits" => Ok(Self::TargetWithLimits),
            "quintiles" => Ok(Self::Quintiles),
            _ => asked
                .strip_prefix("range-to-")
                .and_then(|upper| upper.parse().ok())
                .filter(|upper: &f64| upper.is_finite())
                .map(Self::RangeTo)
                .ok_or_else(|| NotAComparer { text: text.to_owned() }),
        }
    }
}
