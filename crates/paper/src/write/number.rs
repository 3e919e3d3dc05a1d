//! A number that a cell holds as a number.

use core::fmt;

/// A number as people print it: `1,234`, `0.5` or `12.1%`, without a sign.
///
/// It is what is printed and no more: of a share of which `12.1%` is shown, the workbook holds 0.121.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    digits: u32,
    decimals: u8,
    is_per_cent: bool,
}

/// The most decimals that are printed.
const MOST: usize = 9;

impl Number {
    /// The number that words say, if they say it as it is printed here and say nothing beside.
    pub fn read(words: &str) -> Option<Self> {
        let (number, is_per_cent) = match words.strip_suffix('%') {
            Some(number) => (number, true),
            None => (words, false),
        };
        let decimals = number.split_once('.').map_or(0, |(_, rest)| rest.len());
        let digits: String = number.chars().filter(|c| !matches!(c, ',' | '.')).collect();
        let decimals = u8::try_from(decimals.min(MOST)).ok()?;
        let read = Self { digits: digits.parse().ok()?, decimals, is_per_cent };
        (read.to_string() == words).then_some(read)
    }

    /// Its value: of a percentage, as a part of 1.
    pub(super) fn value(self) -> f64 {
        let places = i32::from(self.decimals) + if self.is_per_cent { 2 } else { 0 };
        f64::from(self.digits) / 10_f64.powi(places)
    }

    /// How a workbook is told to print it as it is printed here.
    pub(super) fn format(self) -> String {
        let decimals = usize::from(self.decimals);
        let point = if decimals == 0 { "" } else { "." };
        let sign = if self.is_per_cent { "%" } else { "" };
        format!("#,##0{point}{}{sign}", "0".repeat(decimals))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = usize::from(self.decimals);
        let digits = format!("{:0>width$}", self.digits, width = decimals + 1);
        let (whole, rest) = digits.split_at(digits.len().saturating_sub(decimals));
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                formatter.write_str(",")?;
            }
            write!(formatter, "{digit}")?;
        }
        if decimals > 0 {
            write!(formatter, ".{rest}")?;
        }
        formatter.write_str(if self.is_per_cent { "%" } else { "" })
    }
}
