//! A number as people write it, to the last digit and without rounding.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A number of people's words: digits, with a point perhaps.
///
/// Holding one proves that it is a number of at most fifteen digits, so that [`Figure::value`] is
/// what was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Figure(String);

/// Text that was offered as a number and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a number of at most fifteen digits, like 1,250 or 12.5")]
pub struct NotAFigure {
    text: String,
}

impl Figure {
    /// Nought.
    pub(super) fn zero() -> Self {
        Self("0".to_owned())
    }

    /// The value.
    pub fn value(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }

    /// Whether it is nought, in whatever digits.
    pub fn is_zero(&self) -> bool {
        self.0.chars().all(|digit| digit == '0' || digit == '.')
    }
}

impl FromStr for Figure {
    type Err = NotAFigure;

    /// Reads digits, with commas between thousands and a point perhaps. A number that begins with
    /// nought and goes on, like that of a telephone, is none.
    fn from_str(text: &str) -> Result<Self, NotAFigure> {
        let refuse = || NotAFigure { text: text.to_owned() };
        let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let is_grouped = rest.is_empty() || first.len() <= 3;
        let digits: String = [first].iter().chain(&rest).copied().collect();
        let all: String = digits.chars().chain(part.unwrap_or_default().chars()).collect();
        let is_one = is_grouped
            && rest.iter().all(|group| group.len() == 3)
            && !first.is_empty()
            && part.is_none_or(|part| !part.is_empty())
            && (digits == "0" || !digits.starts_with('0'))
            && all.len() <= 15
            && all.bytes().all(|byte| byte.is_ascii_digit());
        if !is_one {
            return Err(refuse());
        }
        Ok(Self(part.map_or(digits.clone(), |part| format!("{digits}.{part}"))))
    }
}

impl TryFrom<String> for Figure {
    type Error = NotAFigure;

    fn try_from(text: String) -> Result<Self, NotAFigure> {
        text.parse()
    }
}

impl From<Figure> for String {
    fn from(figure: Figure) -> Self {
        figure.0
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_to_the_last_digit() {
        for (text, kept) in [("0", "0"), ("0.50", "0.50"), ("1,250", "1250"), ("12.5", "12.5")] {
            assert_eq!(text.parse::<Figure>().unwrap().to_string(), kept);
        }
        assert!("0.00".parse::<Figure>().unwrap().is_zero());
        assert!((Figure("12.5".to_owned()).value() - 12.5).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_plain_number_is_refused() {
        for text in ["", ".", "5.", ".5", "0800", "1,25", "1250,000", "1,", "-1", "1e9", "٣"] {
            assert!(text.parse::<Figure>().is_err(), "{text}");
        }
        assert!("1234567890123456".parse::<Figure>().is_err());
        let refused = "ten".parse::<Figure>().unwrap_err().to_string();
        assert!(refused.contains("“ten”") && refused.contains("1,250"));
    }
}
