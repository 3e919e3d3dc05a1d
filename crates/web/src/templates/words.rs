//! Dates and numbers as the service manual writes them: `6 August 2018`,
//! `12,345`, `0.5`.

use jiff::civil::Date;
use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

/// A value a template meant to print as a date or a number, and is neither.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{value}” is not {wanted}")]
pub struct NotWritable {
    value: String,
    wanted: &'static str,
}

impl NotWritable {
    fn new(value: &(impl ToString + ?Sized), wanted: &'static str) -> Self {
        Self { value: value.to_string(), wanted }
    }
}

/// A day, a month or a year in words, from the way we keep them.
///
/// What follows a day, such as the time, is left unsaid.
///
/// # Errors
///
/// If the text does not start with a date.
///
/// # Example
///
/// ```
/// # use web::templates::date;
/// assert_eq!(date("2018-08-06")?, "6 August 2018");
/// assert_eq!(date("2008-09")?, "September 2008");
/// # Ok::<(), web::templates::NotWritable>(())
/// ```
pub fn date(text: &str) -> Result<String, NotWritable> {
    let wrong = || NotWritable::new(text, "a date like 2018-08-06, 2018-08 or 2018");
    let (day, shape) = match text.len() {
        4 => (format!("{text}-01-01"), "%Y"),
        7 => (format!("{text}-01"), "%B %Y"),
        _ => (text.get(..10).ok_or_else(wrong)?.to_owned(), "%-d %B %Y"),
    };
    let day: Date = day.parse().map_err(|_| wrong())?;
    Ok(day.strftime(shape).to_string())
}

/// A number with commas over 999 and a true minus sign, with so many decimal
/// places if asked, or otherwise as many as it has.
///
/// # Errors
///
/// If it is not finite: "not known" is for the page to say.
pub fn number(value: f64, places: Option<usize>) -> Result<String, NotWritable> {
    if !value.is_finite() {
        return Err(NotWritable::new(&value, "a number to show"));
    }
    Ok(grouped(&match places {
        Some(places) => format!("{value:.places$}"),
        None => value.to_string(),
    }))
}

/// A count with the word for what is counted: "1 action", "1,204 actions".
///
/// `many` is the plural where it is not `one` with an s.
pub fn counted(count: u64, one: &str, many: Option<&str>) -> String {
    let said = grouped(&count.to_string());
    match (count, many) {
        (1, _) => format!("{said} {one}"),
        (_, Some(many)) => format!("{said} {many}"),
        (_, None) => format!("{said} {one}s"),
    }
}

/// Commas between thousands, in plain decimal notation.
fn grouped(plain: &str) -> String {
    let (minus, plain) = match plain.strip_prefix('-') {
        // Nothing is not below nothing, however it was rounded.
        Some(rest) if rest.chars().any(|digit| ('1'..='9').contains(&digit)) => ("−", rest),
        Some(rest) => ("", rest),
        None => ("", plain),
    };
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
    let mut said = minus.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    if let Some(fraction) = fraction {
        said.push('.');
        said.push_str(fraction);
    }
    said
}

fn refused(error: NotWritable) -> Error {
    Error::new(ErrorKind::InvalidOperation, error.to_string()).with_source(error)
}

/// `{{ "2018-08-06" | date }}`
pub(super) fn date_filter(value: &Value) -> Result<String, Error> {
    date(&value.to_string()).map_err(refused)
}

/// `{{ 12345.6 | number(1) }}`
pub(super) fn number_filter(value: &Value, places: Option<usize>) -> Result<String, Error> {
    if value.kind() != ValueKind::Number {
        return Err(refused(NotWritable::new(value, "a number")));
    }
    // A whole number keeps every digit, which a float might not.
    match (value.is_integer(), places) {
        (true, None) => Ok(grouped(&value.to_string())),
        _ => number(f64::try_from(value.clone())?, places).map_err(refused),
    }
}

/// `{{ 3 | counted("body", "bodies") }}`
pub(super) fn counted_filter(count: u64, one: &str, many: Option<&str>) -> String {
    counted(count, one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        let said = |text| date(text).unwrap();
        assert_eq!(said("2018-08-06"), "6 August 2018");
        assert_eq!(said("2020-09-30T14:05:00Z"), "30 September 2020");
        assert_eq!(said("2008-09"), "September 2008");
        assert_eq!(said("2024"), "2024");
    }

    #[test]
    fn what_is_no_date_is_refused_with_its_words() {
        for text in ["", "Sept 08", "2018-13-01", "2018-02-30", "30/9/20", "“”“”“”“”"]
        {
            let refusal = date(text).unwrap_err().to_string();
            assert!(refusal.contains(text) && refusal.contains("2018-08-06"), "{refusal}");
        }
    }

    #[test]
    fn numbers_have_commas_over_999() {
        let said = |value, places| number(value, places).unwrap();
        assert_eq!(said(999.0, None), "999");
        assert_eq!(said(1000.0, None), "1,000");
        assert_eq!(said(1_234_567.0, None), "1,234,567");
        assert_eq!(said(12_345.67, Some(1)), "12,345.7");
        assert_eq!(said(0.5, None), "0.5");
        assert_eq!(said(-5.1, Some(1)), "−5.1");
        assert_eq!(said(-0.04, Some(1)), "0.0");
        assert_eq!(said(-1234.0, Some(0)), "−1,234");
        assert!(number(f64::NAN, None).is_err());
        assert!(number(f64::INFINITY, Some(1)).is_err());
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "action", None), "1 action");
        assert_eq!(counted(0, "action", None), "0 actions");
        assert_eq!(counted(1204, "body", Some("bodies")), "1,204 bodies");
    }
}
