//! Reading series, and what is asked of each, out of a table's rows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::control_chart::{Baseline, Screening, Settings, Target, control_chart};
use measure::{Polarity, Series};

use super::Charted;
use crate::Error;
use crate::sheet::Sheet;

/// One series as its rows give it.
pub(super) struct Given {
    name: String,
    points: Vec<Point>,
    /// What stands under each heading of a setting: one thing, or nothing.
    settings: BTreeMap<&'static str, Vec<String>>,
}

struct Point {
    row: usize,
    date: String,
    value: String,
}

const DIRECTION: &str = "improvement_direction";
const TARGET: &str = "target";
const REBASE: &str = "rebase_dates";
const FIX: &str = "fix_after_n_points";
const SCREEN: &str = "screen_outliers";

/// The series of a table, in the order of the file.
pub(super) fn read(sheet: &Sheet) -> Result<Vec<Given>, Error> {
    let (date, value) = (sheet.position("date")?, sheet.position("value")?);
    let name = sheet.headings.iter().position(|heading| heading == "series_id");
    let settings: Vec<(&'static str, usize)> = [DIRECTION, TARGET, REBASE, FIX, SCREEN]
        .into_iter()
        .filter_map(|setting| Some((setting, sheet.position(setting).ok()?)))
        .collect();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: Vec<Given> = Vec::new();
    for (at, cells) in sheet.rows().enumerate() {
        let cells: Vec<&str> = cells.collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let own = name.map_or("", cell);
        let place = *places.entry(own.to_owned()).or_insert_with(|| {
            let name = own.to_owned();
            all.push(Given { name, points: Vec::new(), settings: BTreeMap::new() });
            all.len() - 1
        });
        let Some(series) = all.get_mut(place) else { continue };
        let (date, value) = (cell(date).to_owned(), cell(value).to_owned());
        series.points.push(Point { row: at + 1, date, value });
        for &(setting, at) in &settings {
            let said = cell(at);
            let known = series.settings.entry(setting).or_default();
            if !said.is_empty() && !known.iter().any(|other| other == said) {
                known.push(said.to_owned());
            }
        }
    }
    Ok(all)
}

impl Given {
    /// The chart of the series, its points in the order of their days.
    pub(super) fn charted(self) -> Charted {
        let mut points = match self.dated() {
            Ok(points) => points,
            Err(why) => {
                let dates = self.points.into_iter().map(|point| point.date).collect();
                return Charted { series: self.name, dates, rebased: false, chart: Err(why) };
            }
        };
        points.sort_by_key(|(date, _)| *date);
        let dates = points.iter().map(|(date, _)| date.to_string()).collect();
        let rebased = self.said(REBASE).is_ok_and(|said| said.is_some());
        let chart = self.chart(&points);
        Charted { series: self.name, dates, rebased, chart }
    }

    fn chart(&self, points: &[(Date, f64)]) -> Result<measure::ControlChart, String> {
        if let Some([(date, _), _]) = points.windows(2).find_map(|pair| match pair {
            [one, other] if one.0 == other.0 => Some([*one, *other]),
            _ => None,
        }) {
            return Err(format!("two points have the date {date}: a series has one a day"));
        }
        let settings = self.settings()?;
        let mut rebased_at = Vec::new();
        for date in self.rebase_dates()? {
            // A re-base that no point has the day of begins nothing, nor does the first point.
            if let Some(at) = points.iter().position(|(own, _)| *own == date).filter(|at| *at > 0) {
                rebased_at.push(at);
            }
        }
        rebased_at.sort_unstable();
        rebased_at.dedup();
        let values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
        let series = Series::new(&values, &rebased_at).map_err(|error| error.to_string())?;
        Ok(control_chart(&series, settings))
    }

    fn dated(&self) -> Result<Vec<(Date, f64)>, String> {
        let dated = |Point { row, date, value }: &Point| {
            let day = day(date).ok_or_else(|| {
                format!("row {row} has “{date}” for its date, not one like 2024-03-01")
            })?;
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
            let number = number.ok_or_else(|| {
                format!("row {row} has “{value}” for its value, not one like 12.5")
            })?;
            Ok((day, number))
        };
        self.points.iter().map(dated).collect()
    }

    /// What is said of a setting, if anything is.
    fn said(&self, setting: &'static str) -> Result<Option<&str>, String> {
        match self.settings.get(setting).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([said]) => Ok(Some(said)),
            Some(several) => Err(format!("its rows disagree on {setting}: {}", several.join(", "))),
        }
    }

    fn settings(&self) -> Result<Settings, String> {
        let polarity = match self.said(DIRECTION)? {
            None | Some("neutral") => Polarity::Neutral,
            Some("increase") => Polarity::HigherIsBetter,
            Some("decrease") => Polarity::LowerIsBetter,
            Some(other) => {
                return Err(format!(
                    "“{other}” is not an {DIRECTION}, like increase, decrease or neutral"
                ));
            }
        };
        let target = match self.said(TARGET)? {
            None => None,
            Some(said) => {
                let number =
                    said.parse().map_err(|_| format!("“{said}” is not a target, like 85"))?;
                Some(Target::new(number).map_err(|error| error.to_string())?)
            }
        };
        let screening = match self.said(SCREEN)?.map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "no" | "0") => Screening::Excel,
            Some("true" | "yes" | "1") => Screening::Screened,
            Some(other) => {
                return Err(format!("“{other}” is not an answer to {SCREEN}, like TRUE or FALSE"));
            }
        };
        let baseline = match self.said(FIX)? {
            None => Baseline::ALL,
            Some(said) => {
                let points = said
                    .parse()
                    .map_err(|_| format!("“{said}” is not a number of points, like 12"))?;
                Baseline::first(points).map_err(|error| error.to_string())?
            }
        };
        Ok(Settings { polarity, target, screening, baseline, ..Settings::default() })
    }

    fn rebase_dates(&self) -> Result<Vec<Date>, String> {
        let said = self.said(REBASE)?.unwrap_or_default();
        let dates = said.split([';', '|', ',', ' ']).filter(|text| !text.is_empty());
        let read = |text: &str| {
            day(text)
                .ok_or_else(|| format!("“{text}” is not a date to re-base at, like 2021-04-01"))
        };
        dates.map(read).collect()
    }
}

/// A day: 2024-03-01, 01/03/2024, or 2024-03 for its first.
fn day(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    if let Ok(date) = format!("{text}-01").parse() {
        return Some(date);
    }
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.ok().filter(|_| whole)
}
