//! The one formatter: every number a person reads is printed here.

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
    let shown = share * 100.0;
    format!("{}%", fixed(shown, places_to_tell(&[shown])))
}

/// An interval of parts of 1, in percentage points: "4.2 to 6.0".
pub fn points_between(lower: f64, upper: f64) -> String {
    let (lower, upper) = (lower * 100.0, upper * 100.0);
    let places = places_to_tell(&[lower, upper]);
    format!("{} to {}", fixed(lower, places), fixed(upper, places))
}

/// A part of 1 in percentage points, without its unit: "5.1".
pub fn points(share: f64) -> String {
    let shown = share * 100.0;
    fixed(shown, places_to_tell(&[shown]))
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
        assert_eq!(points_between(0.042, 0.06), "4.2 to 6.0");
        assert_eq!(ratio(1.716), "1.72");
    }

    #[test]
    fn what_is_not_nothing_never_looks_like_nothing() {
        assert_eq!(percent(0.0002), "0.02%");
        assert_eq!(points_between(0.0001, 0.02), "0.01 to 2.00");
        assert_eq!(points(-0.000_04), "−0.004");
    }
}
