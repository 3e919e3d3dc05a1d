//! Which indicator shows whether an objective's gap closes.

use programme::code::IndicatorKey;
use programme::indicator::Breakdown;
use programme::objective::MeasuredBy;

use crate::forms::sent::Fields;
use crate::views::Wrong;

/// The breakdowns offered, with their words.
pub(crate) const BREAKDOWNS: [(&str, &str); 8] = [
    ("deprivation", "Deprivation, in national fifths"),
    ("local_deprivation", "Deprivation, in local fifths"),
    ("ethnicity", "Ethnicity"),
    ("sex", "Sex"),
    ("age", "Age"),
    ("site", "Site"),
    ("area", "District"),
    ("icb", "Integrated care board"),
];

/// Reads the form: the indicator and breakdown, or that none measures it.
///
/// # Errors
///
/// What was not chosen.
pub(crate) fn measured_by(fields: &Fields) -> Result<Option<MeasuredBy>, Vec<Wrong>> {
    if fields.get("indicator") == "none" {
        return Ok(None);
    }
    let indicator = fields.get("indicator").parse::<IndicatorKey>();
    let breakdown = fields.get("breakdown").parse::<Breakdown>();
    match (indicator, breakdown) {
        (Ok(indicator), Ok(breakdown)) => {
            Ok(Some(MeasuredBy { indicator, breakdown: breakdown.to_string() }))
        }
        (Err(_), _) => Err(vec![Wrong::new("indicator", "Choose the indicator that shows it")]),
        (_, Err(_)) => Err(vec![Wrong::new("breakdown", "Choose between whom the gap is")]),
    }
}
