//! Control charts of series that somebody has in a table: points and summary, stored nowhere.

mod print;
mod series;

pub use print::{as_csv, as_json};

use measure::ControlChart;

use crate::Error;
use crate::sheet::Sheet;

/// One series with its chart.
pub struct Charted {
    /// Its name: what stands under `series_id`.
    pub series: String,
    /// The days of its points, in order.
    pub dates: Vec<String>,
    /// Whether a re-base was asked for, which numbers its segments.
    pub rebased: bool,
    /// The chart, or why there is none.
    pub chart: Result<ControlChart, String>,
}

/// Charts every series of a table in a text file.
///
/// The columns are `date` and `value`; `series_id` where there are several series; and of each
/// series, on any of its rows, `improvement_direction` (increase, decrease or neutral), `target`,
/// `rebase_dates` (apart by semicolons), `fix_after_n_points` and `screen_outliers` (TRUE for the R
/// package's way; without it, as the Excel tool).
///
/// # Errors
///
/// If the file is not a table with headings, or has no `date` or `value`. What is wrong with one
/// series is said of that series, and the others are charted.
pub fn charts(bytes: &[u8]) -> Result<Vec<Charted>, Error> {
    Ok(series::read(&Sheet::read(bytes)?)?.into_iter().map(series::Given::charted).collect())
}
