//! Number formats: what a cell shows of the number it holds.
//!
//! Excel keeps the number and the format apart, so "Sep 08" is 39692 and "mmm yy". Names of
//! months are English, and the formats that follow the reader's own country follow Britain.

mod clock;
mod digits;
mod section;

use crate::Day;
use crate::day::Epoch;
use section::{Section, sections};

/// The most letters of a format that is followed; Excel's own have at most 255.
const MOST_LETTERS: usize = 500;

/// A number format, cut into its sections once.
#[derive(Clone, Debug)]
pub(crate) struct NumberFormat {
    /// As it was written, or as Excel's own list has it.
    pub(crate) code: String,
    sections: Vec<Section>,
}

/// What a cell shows, and the day it holds if it shows one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shows {
    pub(crate) text: String,
    pub(crate) day: Option<Day>,
}

impl NumberFormat {
    pub(crate) fn new(code: &str) -> Self {
        let is_followed = !code.trim().is_empty() && code.len() <= MOST_LETTERS;
        let sections = if is_followed { sections(code) } else { Vec::new() };
        Self { code: code.to_owned(), sections }
    }

    /// The format that Excel has under a number of its own, as it shows it in Britain.
    pub(crate) fn built_in(number: u32) -> Self {
        Self::new(match number {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 => "£#,##0;-£#,##0",
            7 | 8 => "£#,##0.00;-£#,##0.00",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            14 => "dd/mm/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 => "h:mm:ss",
            22 => "dd/mm/yyyy hh:mm",
            27..=31 | 36 | 50..=58 => "dd/mm/yyyy",
            37 | 38 => "#,##0;-#,##0",
            39 | 40 => "#,##0.00;-#,##0.00",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            49 => "@",
            _ => "General",
        })
    }

    /// What is shown of a number; none where Excel itself shows only hashes.
    pub(crate) fn show(&self, value: f64, epoch: Epoch) -> Option<Shows> {
        let Some((section, magnitude)) = self.section(value) else {
            return Some(Shows { text: digits::general(value), day: None });
        };
        if section.is_date() {
            return clock::show(section, value, epoch);
        }
        let text = section.show(magnitude).trim().to_owned();
        Some(Shows { text, day: None })
    }

    /// The section that shows a number, and the number with the sign it is shown with: a
    /// section for negative numbers has its own way of saying so.
    fn section(&self, value: f64) -> Option<(&Section, f64)> {
        if self.sections.iter().any(|section| section.condition.is_some()) {
            let met = |section: &&Section| section.condition.is_none_or(|when| when.met(value));
            return self.sections.iter().take(3).find(met).map(|section| (section, value));
        }
        match (self.sections.as_slice(), value) {
            ([_, negative, ..], value) if value < 0.0 => Some((negative, -value)),
            ([_, _, zero, ..], value) if value == 0.0 => Some((zero, value)),
            ([first, ..], value) => Some((first, value)),
            ([], _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shown;

    fn shows(code: &str, value: f64) -> String {
        NumberFormat::new(code).show(value, Epoch::Of1900).map_or("####".into(), |shows| shows.text)
    }

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        let check = |code: &str, value: f64, text: &str| {
            assert_eq!(shows(code, value), text, "{code} of {value}");
        };
        check("General", 23.0, "23");
        check("General", 0.1, "0.1");
        check("General", -2.5, "-2.5");
        check("General", 1.0 / 3.0, "0.333333333");
        check("General", 123_456_789_012.0, "1.23457E+11");
        check("General", 0.000_01, "0.00001");
        check("0", 2.5, "3");
        check("0.00", 0.125, "0.13");
        check("0.00", 1.005, "1.01");
        check("#,##0", 1_234_567.0, "1,234,567");
        check("#,##0", 12.0, "12");
        check("#,##0.00;(#,##0.00)", -1234.5, "(1,234.50)");
        check("0%", 0.375, "38%");
        check("0.0%", 0.375, "37.5%");
        check("[$£-809]#,##0", 1500.0, "£1,500");
        check("0.0,,\" million\"", 2_500_000.0, "2.5 million");
        check("00000", 42.0, "00042");
        check("\"Ref \"0", 7.0, "Ref 7");
        check("0.##", 2.0, "2.");
        check("0.00E+00", 12_345.0, "1.23E+04");
        check("0;-0;\"none\"", 0.0, "none");
        check("[Red][>100]\"over\";0", 101.0, "over");
        check("[Red][>100]\"over\";0", 12.0, "12");
        check("#,##0 ;[Red]-#,##0", -4.0, "-4");
        check("000-000", 123_456.0, "123-456");
        check("# ?/?", 0.5, "0.5");
        check("", 5.0, "5");
        check("0;;", -5.0, "");
        check("0", -0.4, "0");
    }

    #[test]
    fn dates_are_shown_as_their_format_has_them_and_keep_their_precision() {
        let check = |code: &str, value: f64, text: &str, day: Option<Shown>| {
            let shows = NumberFormat::new(code).show(value, Epoch::Of1900).unwrap();
            assert_eq!(
                (shows.text.as_str(), shows.day.map(|day| day.shown)),
                (text, day),
                "{code}"
            );
        };
        check("mmm yy", 39_692.0, "Sep 08", Some(Shown::Month));
        check("mmm-yy", 39_630.0, "Jul-08", Some(Shown::Month));
        check("mm/yyyy", 39_630.0, "07/2008", Some(Shown::Month));
        check("mmmm", 39_630.0, "July", Some(Shown::Month));
        check("yyyy", 39_630.0, "2008", Some(Shown::Year));
        check("dd/mm/yy", 44_104.0, "30/09/20", Some(Shown::Day));
        check("d-mmm", 44_104.0, "30-Sep", Some(Shown::Day));
        check("m/d/yyyy", 44_104.0, "9/30/2020", Some(Shown::Day));
        check(
            "[$-809]dddd, d mmmm yyyy",
            44_104.0,
            "Wednesday, 30 September 2020",
            Some(Shown::Day),
        );
        check("[$-F800]dddd\\, mmmm dd\\, yyyy", 44_104.0, "30 September 2020", Some(Shown::Day));
        check("yyyy-mm-dd h:mm:ss", 44_104.5, "2020-09-30 12:00:00", Some(Shown::Day));
        check("dd/mm/yyyy hh:mm AM/PM", 44_104.75, "30/09/2020 06:00 PM", Some(Shown::Day));
        check("h:mm", 0.5, "12:00", None);
        check("[h]:mm", 1.5, "36:00", None);
        check("\"by \"dd.mm.yyyy", 44_104.0, "by 30.09.2020", Some(Shown::Day));
        check("hh:mm:ss", 0.999_999_9, "24:00:00", None);
    }

    #[test]
    fn what_excel_shows_as_hashes_is_not_made_up() {
        for number in [-1.0, 60.0, 2_958_466.0, 1e300] {
            assert_eq!(shows("dd/mm/yyyy", number), "####", "{number}");
        }
    }

    #[test]
    fn formats_that_make_no_sense_show_something_and_never_fail() {
        for code in [
            "[", "\"", "\\", "[$", "0.0.0", "E+", ";;;", "@", "_", "*", "0E", "yyyyyyyy", "[h",
            "%", "??/??;", ",", ".", "[>x]0",
        ] {
            for value in [0.0, 1.5, -1.5, 1e300, 1e-300, 44_104.3] {
                let _ = shows(code, value);
            }
        }
    }
}
