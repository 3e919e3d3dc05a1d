//! A table's series held against a trajectory: the gaps of its periods, or one value a period.

use super::{Aim, Course, Followed, Target, Trajectory, achievement};
use crate::change::{between_ends, counted, ends_of};
use crate::gap::absolute_gap_between;
use crate::periods::by_period;
use crate::proportion::as_f64;
use crate::reported::reported;
use crate::{
    AtBoth, Cell, Change, Column, Confidence, Ends, Estimate, Found, Measure, Measured, Options,
    Periods, Refusal, Table,
};

pub(crate) const MEASURE: Measure = Measure {
    name: "trajectory",
    title: "Achievement against a trajectory",
    says: "How much of what is due by the last period has been achieved since the first, and whether that is on course.",
    takes: "--benchmark, the target; numerator, denominator; or value with se, or lower, upper; for a gap, period and order too",
    documented: "trajectory::achievement",
    find: |table, options| Found::whole(find(table, options)),
};

const CONFIDENCE: Confidence = Confidence::Ninety5;

/// A series' first and last values, how many periods it has, and how the ends of its gap moved.
struct Series {
    first: Estimate,
    last: AtBoth<Estimate>,
    periods: u64,
    change: Option<Change>,
}

fn find(table: &Table, options: &Options) -> Result<Measured, Refusal> {
    let Some(target) = options.benchmark else {
        return Err(Refusal::new("a trajectory needs a target: give --benchmark, like 75"));
    };
    let is_gap = table.rows().iter().any(|row| *row.cell(Column::Order) != Cell::Blank);
    let series = if is_gap { gaps(table, options)? } else { levels(table, options)? };
    let Series { first, last, periods, change } = series;
    let newest_period = as_f64(periods) - 1.0;
    let trajectory = Trajectory::new(Aim {
        baseline: first,
        confidence: CONFIDENCE,
        followed: if is_gap { Followed::Gap } else { Followed::Level(options.polarity) },
        target: Target::Value(target),
        tolerance: options.tolerance,
        due: options.due.unwrap_or(newest_period),
        shape: options.shape.clone(),
    })?;
    let course = trajectory.course(last.at_95, newest_period)?;
    let course = change.map_or(course, |change| course.considering(&change));
    let found = last.map(|newest| achievement(&trajectory, newest, newest_period)).transposed()?;
    let method = format!(
        "{} trajectory to {target} in period {}, limits of the newest value",
        options.shape.name(),
        trajectory.aim().due
    );
    let milestone = trajectory.milestone(newest_period)?;
    let says = said(course, &trajectory, milestone, last.at_95, options);
    Ok(Measured::between(found, method, as_f64(periods)).saying(says))
}

fn said(
    course: Course,
    trajectory: &Trajectory,
    milestone: f64,
    newest: Estimate,
    options: &Options,
) -> String {
    let mut says = format!("{}: {newest}, with {milestone:.4} due", course.words());
    for warning in trajectory.warnings(options.power) {
        says.push_str("; warning: ");
        says.push_str(&warning.to_string());
    }
    says
}

fn too_few(periods: usize) -> Refusal {
    let there = counted(periods);
    Refusal::new(format!("a trajectory needs a baseline and a newer period, and {there}"))
}

fn levels(table: &Table, options: &Options) -> Result<Series, Refusal> {
    let rows = table.rows();
    let [first, .., last] = rows else { return Err(too_few(rows.len())) };
    let estimates = |row| {
        let found = reported(row, options)?;
        AtBoth::of(|confidence| found.estimate(row, confidence)).transposed()
    };
    let (first, last) = (estimates(first)?.at(CONFIDENCE), estimates(last)?);
    Ok(Series { first, last, periods: number_of(rows.len()), change: None })
}

fn gaps(table: &Table, options: &Options) -> Result<Series, Refusal> {
    let periods = by_period(table)?;
    let [first, .., last] = periods.as_slice() else { return Err(too_few(periods.len())) };
    let (earlier, later) = (ends_of(first, options)?, ends_of(last, options)?);
    let gap = |ends: Ends<AtBoth<Estimate>>| {
        AtBoth::of(|at| {
            let ends = Ends {
                most_deprived: ends.most_deprived.at(at),
                least_deprived: ends.least_deprived.at(at),
            };
            absolute_gap_between(ends, options.polarity, at).estimate
        })
    };
    let change = between_ends(Periods { earlier, later }, options, CONFIDENCE)?;
    Ok(Series {
        first: gap(earlier).at(CONFIDENCE),
        last: gap(later),
        periods: number_of(periods.len()),
        change: Some(change),
    })
}

fn number_of(periods: usize) -> u64 {
    u64::try_from(periods).unwrap_or(u64::MAX)
}
