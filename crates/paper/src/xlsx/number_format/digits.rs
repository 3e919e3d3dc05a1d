//! A number as decimal digits, rounded the way a workbook rounds.

/// The digits of a number that a workbook keeps.
const KEPT: usize = 15;
/// More places than any format asks for.
const MOST_PLACES: usize = 30;

/// The digits before and after the point, of the number without its sign, to so many places.
///
/// Halves are rounded up on the fifteen digits that Excel keeps, so that 1.005 is 1.01.
pub(super) fn rounded(value: f64, places: usize) -> (String, String) {
    let places = places.min(MOST_PLACES);
    let (mut digits, whole) = scientific(value);
    let keep = whole.saturating_add(i64::try_from(places).unwrap_or(0));
    let up = usize::try_from(keep).ok().and_then(|at| digits.get(at)).is_some_and(|d| *d >= 5);
    digits.truncate(usize::try_from(keep.max(0)).unwrap_or(0));
    let mut all = vec![0; usize::try_from(-whole.min(0)).unwrap_or(0).min(places)];
    all.append(&mut digits);
    all.resize(usize::try_from(whole.max(0)).unwrap_or(0) + places, 0);
    let mut carry = up;
    for digit in all.iter_mut().rev() {
        if carry {
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
    }
    if carry {
        all.insert(0, 1);
    }
    let text: String = all.iter().map(|digit| char::from(b'0' + digit)).collect();
    let (whole, fraction) = text.split_at(text.len().saturating_sub(places));
    let whole = whole.trim_start_matches('0');
    (whole.to_owned(), format!("{fraction:0>places$}"))
}

/// The fifteen digits of a number, and how many of them stand before the point.
fn scientific(value: f64) -> (Vec<u8>, i64) {
    let text = format!("{:.*e}", KEPT - 1, value.abs());
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: Vec<u8> =
        digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    let power: i64 = power.parse().unwrap_or(0);
    if digits.iter().all(|digit| *digit == 0) { (digits, 1) } else { (digits, power + 1) }
}

/// The digits of a number's mantissa to so many places, and its power of ten.
pub(super) fn mantissa(value: f64, places: usize) -> (String, String, i64) {
    let (digits, whole) = scientific(value);
    let mut power = whole - 1;
    if digits.iter().all(|digit| *digit == 0) {
        power = 0;
    }
    let scaled: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    let (first, rest) = scaled.split_at(1);
    let mantissa: f64 = format!("{first}.{rest}").parse().unwrap_or(0.0);
    let (mut before, after) = rounded(mantissa, places);
    if before.len() > 1 {
        power += 1;
        before.truncate(1);
    }
    if before.is_empty() {
        before.push('0');
    }
    (before, after, power)
}

/// A number as it is shown where no format says otherwise: in eleven characters.
pub(super) fn general(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    let size = value.abs();
    if !value.is_finite() {
        return String::new();
    }
    if size != 0.0 && !(1e-9..1e11).contains(&size) {
        let (before, after, power) = mantissa(value, 5);
        let after = after.trim_end_matches('0');
        let point = if after.is_empty() { "" } else { "." };
        let minus = if power < 0 { '-' } else { '+' };
        return format!("{sign}{before}{point}{after}E{minus}{:02}", power.abs());
    }
    let whole = rounded(size, 0).0.len().max(1);
    let (before, after) = rounded(size, 10_usize.saturating_sub(whole));
    let before = if before.is_empty() { "0" } else { &before };
    let after = after.trim_end_matches('0');
    let point = if after.is_empty() { "" } else { "." };
    let sign = if before == "0" && after.is_empty() { "" } else { sign };
    format!("{sign}{before}{point}{after}")
}
