//! A released finding as a file: the table of its page, and beside each row what must be said of it.

use authority::Actor;
use charts::words::HIDDEN;
use evidence::released::parquet;
use jiff::civil::Date;
use paper::write::{Cell, Page, Row};
use programme::code::IndicatorKey;

use super::lists::text;
use super::{Export, columns, file, known, named, written};
use crate::finding::{Exhibit, FIRST_BREAKDOWN, exhibit, position};
use crate::{Error, Office};

/// What stands in a file where a value is hidden.
const STAR: &str = "*";

/// The format for programs that read columns, which findings alone have.
const PARQUET: &str = "parquet";
const PARQUET_TYPE: &str = "application/vnd.apache.parquet";

impl Office {
    /// A released finding as a file; the newest by deprivation if not said, as at a day if one is
    /// given. Every value is as its page prints it, a workbook's a number, and one that is hidden
    /// there is `*`. As Parquet it is
    /// the rows of a run's `released.parquet`.
    ///
    /// # Errors
    ///
    /// If nothing is released for it, or no such format is written.
    pub async fn export_finding(
        &self,
        actor: &Actor,
        key: &IndicatorKey,
        (breakdown, period): (Option<&str>, Option<&str>),
        at: Option<Date>,
        format: &str,
    ) -> Result<Export, Error> {
        let found = self.released(actor, key, breakdown.unwrap_or(FIRST_BREAKDOWN), at).await?;
        let of = position(&found, period)?;
        let exhibit = exhibit(&found, of).ok_or(Error::NotFound)?;
        let stem = format!("{key}-{}-{}", exhibit.breakdown, exhibit.period);
        let stem = stem.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        if format == PARQUET {
            let one = found.get(of..=of).unwrap_or_default();
            let bytes = parquet(one)?;
            return Ok(Export { name: named(&stem, at, PARQUET), media_type: PARQUET_TYPE, bytes });
        }
        let format = known(format)?;
        Ok(file(&stem, at, format, written(format, &page(&exhibit))?))
    }
}

/// The table, which a CSV has alone: so what must be known of a row stands in the row.
fn page(exhibit: &Exhibit) -> Page {
    let chart = &exhibit.chart;
    let about = exhibit.caveats.join(" ");
    let row = |values: &Vec<String>| {
        // A group may be called by a number, and is none.
        let starred = |(at, value): (usize, &String)| match (at, value.as_str()) {
            (0, group) => text(group),
            (_, HIDDEN) => text(STAR),
            (_, value) => Cell::of_number(value),
        };
        let before = [exhibit.period.as_str(), &exhibit.breakdown].map(text);
        let after = [&chart.method, &about].map(|words| text(words));
        let cells: Vec<Cell> =
            before.into_iter().chain(values.iter().enumerate().map(starred)).chain(after).collect();
        Row::Cells(cells)
    };
    let hidden = format!("{STAR} is a value that is hidden {}.", charts::words::WHY_HIDDEN);
    let above = [&chart.sentence, &chart.method, &hidden].into_iter().chain(&exhibit.caveats);
    Page {
        title: chart.table.caption.clone(),
        paragraphs: above.cloned().collect(),
        columns: columns::finding(&chart.table.columns),
        rows: chart.table.rows.iter().map(row).collect(),
    }
}
