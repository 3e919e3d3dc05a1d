//! The one formatter: every number a person reads is printed here.

use disclosure::Published;
use programme::indicator::Unit;

/// The minus sign, which is wider than a hyphen and is not broken from its number.
const MINUS: char = '−';

/// A count, with commas over 999: "1,234".
pub fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// A number with so many decimals: "0.5", "−1,234.0". Never "−0.0".
pub fn fixed(number: f64, places: usize) -> String {
    let text = format!("{:.places$}", number.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let is_zero = text.chars().all(|each| matches!(each, '0' | '.'));
    let mut words = String::new();
    if number < 0.0 && !is_zero {
        words.push(MINUS);
    }
    words.push_str(&grouped(whole));
    if let Some(rest) = rest {
        words.push('.');
        words.push_str(rest);
    }
    words
}

/// A part of 1 as per cent: "12.1%". More decimals when it would look like none and is not.
pub fn percent(share: f64) -> String {
    In(Unit::Percent).value(share)
}

/// How values of a unit are printed, each a part of 1. There are more decimals where one would look
/// like none and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct In(pub Unit);

impl In {
    /// That of a finding.
    pub fn unit_of(published: &Published) -> Self {
        Self(published.subject.unit)
    }

    /// A value with its unit: "12.1%", "4.3 per 1,000".
    pub fn value(self, share: f64) -> String {
        match self.0 {
            Unit::Percent => format!("{}%", self.bare(share)),
            Unit::Per1000 | Unit::Per10000 | Unit::Per100000 => {
                format!("{} {}", self.bare(share), self.0.words())
            }
        }
    }

    /// A value where its unit is said beside it: "12.1%", "4.3".
    pub fn cell(self, share: f64) -> String {
        match self.0 {
            Unit::Percent => self.value(share),
            Unit::Per1000 | Unit::Per10000 | Unit::Per100000 => self.bare(share),
        }
    }

    /// The difference of two values with its unit: "5.1 points", "2.1 per 1,000".
    pub fn difference(self, share: f64) -> String {
        format!("{} {}", self.bare(share), self.0.of_a_difference())
    }

    /// A value or a difference without its unit: "5.1".
    pub fn bare(self, share: f64) -> String {
        let shown = self.scaled(share);
        fixed(shown, places_to_tell(&[shown]))
    }

    /// An interval without its unit: "4.2 to 6.0".
    pub fn between(self, lower: f64, upper: f64) -> String {
        let (lower, upper) = (self.scaled(lower), self.scaled(upper));
        let places = places_to_tell(&[lower, upper]);
        format!("{} to {}", fixed(lower, places), fixed(upper, places))
    }

    /// Of how many of the unit's base a part of 1 is: where it is drawn on an axis.
    pub fn scaled(self, share: f64) -> f64 {
        share * self.0.base()
    }

    /// What an axis or a column of values is headed by: "Per cent", "Per 1,000".
    pub fn heading(self) -> String {
        self.0.words().replacen('p', "P", 1)
    }
}

/// A ratio: "1.72".
pub fn ratio(number: f64) -> String {
    fixed(number, 2)
}

/// The fewest decimals, from 1 to 3, at which nothing that is not 0 is printed as 0.
fn places_to_tell(numbers: &[f64]) -> usize {
    let told = |places: usize| {
        let half = 0.5 / 10_f64.powi(i32::try_from(places).unwrap_or(0));
        numbers.iter().all(|number| number.abs() >= half || number.abs() < 1e-9)
    };
    (1..3).find(|&places| told(places)).unwrap_or(3)
}

fn grouped(digits: &str) -> String {
    let mut words = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_the_service_manual_asks() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(fixed(0.5, 1), "0.5");
        assert_eq!(fixed(-1234.04, 1), "−1,234.0");
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(percent(0.1214), "12.1%");
        assert_eq!(percent(1.0), "100.0%");
        assert_eq!(percent(0.0), "0.0%");
        assert_eq!(In(Unit::Percent).between(0.042, 0.06), "4.2 to 6.0");
        assert_eq!(ratio(1.716), "1.72");
    }

    #[test]
    fn what_is_not_nothing_never_looks_like_nothing() {
        assert_eq!(percent(0.0002), "0.02%");
        assert_eq!(In(Unit::Percent).between(0.0001, 0.02), "0.01 to 2.00");
        assert_eq!(In(Unit::Percent).bare(-0.000_04), "−0.004");
    }

    #[test]
    fn a_value_is_printed_in_its_unit() {
        let (percent, thousand) = (In(Unit::Percent), In(Unit::Per1000));
        assert_eq!([percent.value(0.1214), thousand.value(0.1214)], ["12.1%", "121.4 per 1,000"]);
        assert_eq!([percent.cell(0.1214), thousand.cell(0.1214)], ["12.1%", "121.4"]);
        assert_eq!(percent.difference(0.0051), "0.5 points");
        assert_eq!(thousand.difference(0.0051), "5.1 per 1,000");
        assert_eq!(In(Unit::Per100000).value(0.012_345), "1,234.5 per 100,000");
        assert_eq!(thousand.heading(), "Per 1,000");
    }
}
