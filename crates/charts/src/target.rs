//! A target held against what was measured: where it stands on the way, as far as limits say.

use disclosure::{Cell, Interval, Published, Released};
use jiff::civil::Date;
use measure::trajectory::{Aim, Course, Followed, Shape, Target, Trajectory, Warning};
use measure::{Confidence, Estimate, Power};
use programme::aim::{ConfirmedAim, Reading, Target as Said};
use programme::by_when::Due;
use programme::finding::Subject;
use programme::indicator::{Polarity, Unit};
use programme::period::Period;

use crate::change::{not_comparable, polarity, told};
use crate::number::In;
use crate::words;

/// What may be said of one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Where it stands; none where nothing may be said.
    pub course: Option<Course>,
    /// That in a sentence, with the figures it rests on, or why nothing may be said.
    pub says: String,
    /// What whoever reads it should know.
    pub beware: Vec<String>,
}

impl Judged {
    /// Where it stands, in a word or two: "on course", "not judged".
    pub fn verdict(&self) -> &'static str {
        self.course.map_or("not judged", Course::words)
    }
}

/// Holds a target against what was released, the oldest period first, of one breakdown: that of a
/// gap for a gap, and everyone (`all`) for a level.
///
/// Where things stood is the newest period that had ended on the day `since`, and the oldest if none
/// had. Between there and the day it is due the way is straight. What is said rests on the 95% limits
/// of the newest value and of the baseline, as [`measure::trajectory`] has it; a gap that closed
/// because the better-off end got worse is neither met nor on course.
pub fn judged(found: &[Released<Published>], aim: &ConfirmedAim, since: Date) -> Judged {
    let nothing = |says: String| Judged { course: None, says, beware: Vec::new() };
    let Some(newest) = found.last().map(Released::get) else {
        return nothing("Nothing has been released to hold it against.".to_owned());
    };
    let ended = |one: &&Released<Published>| period(one.get()).is_some_and(|it| it.last <= since);
    let Some(baseline) = found.iter().rev().find(ended).or(found.first()).map(Released::get) else {
        return nothing("Nothing has been released to hold it against.".to_owned());
    };
    if let Some(why) = not_comparable(baseline, newest) {
        let was = words::period(&baseline.subject.period);
        return nothing(if baseline.subject.period == newest.subject.period {
            format!("Nothing newer than {was}, where things stood, has been released.")
        } else {
            format!("It cannot be held against where things stood in {was}: {why}.")
        });
    }
    match held(baseline, newest, aim) {
        Ok(judged) => judged,
        Err(why) => nothing(format!("Nothing can be said of it: {why}.")),
    }
}

fn held(baseline: &Published, newest: &Published, aim: &ConfirmedAim) -> Result<Judged, String> {
    let reading = &aim.aim.reading;
    let (was, is) = (value(baseline, reading)?, value(newest, reading)?);
    let from = period(baseline).ok_or("its first period has no days")?;
    let now = period(newest).ok_or("its newest period has no days")?;
    let at = from.years_until(now.last);
    let by_when = reading.by_when().and_then(|by_when| by_when.due).map(Due::due_by);
    let trajectory = Trajectory::new(Aim {
        baseline: was,
        confidence: Confidence::Ninety5,
        followed: followed(reading, newest),
        target: target(reading, was.value, &newest.subject)?,
        tolerance: 0.0,
        // Without a day nothing is said of the way, only of its end.
        due: by_when.map_or(at, |day| from.years_until(day)),
        shape: Shape::Linear,
    })
    .map_err(|why| why.to_string())?;
    let course = trajectory.course(is, at).map_err(|why| why.to_string())?;
    let course = match told(baseline, newest) {
        Some(change) if is_gap(reading) => course.considering(&change),
        Some(_) | None => course,
    };
    let due = trajectory.milestone(at).map_err(|why| why.to_string())?;
    let unit = In::unit_of(newest);
    let printed = |value: f64| printed(unit, value, reading);
    let (start, end) =
        (words::period(&baseline.subject.period), words::period(&newest.subject.period));
    let way = match by_when {
        None => format!("No day is set. The target is {}", printed(due)),
        Some(day) if day <= now.last => {
            format!("It was due by {}: {}", long(day), printed(due))
        }
        Some(day) => format!(
            "On a straight way from {} in {start} to {} by {}, {} was due by the end of {end}",
            printed(was.value),
            printed(trajectory.target()),
            long(day),
            printed(due),
        ),
    };
    let limits = unit.between(is.lower, is.upper);
    let says =
        format!("{way}. It was {} (95% interval {limits}): {}.", printed(is.value), course.words());
    let beware =
        trajectory.warnings(Power::Eighty).iter().map(|one| warning(unit, one, reading)).collect();
    Ok(Judged { course: Some(course), says, beware })
}

fn period(of: &Published) -> Option<Period> {
    of.subject.period.parse().ok()
}

fn is_gap(reading: &Reading) -> bool {
    match reading {
        Reading::Gap { .. } => true,
        Reading::Level { .. } => false,
    }
}

/// The gap, or the level of everyone.
fn value(of: &Published, reading: &Reading) -> Result<Estimate, String> {
    let in_period = words::period(&of.subject.period);
    let estimate = |&Interval { value, lower, upper }: &Interval| Estimate { value, lower, upper };
    match (reading, of.rows.as_slice()) {
        (Reading::Gap { .. }, _) => of.absolute_gap.as_ref().map(estimate).map_err(|why| {
            format!("in {in_period} no gap is worked out, because {}", words::reason(why))
        }),
        (Reading::Level { .. }, [only]) => match &only.cell {
            Cell::Shown { ninety5, .. } | Cell::Published { ninety5, .. } => Ok(estimate(ninety5)),
            Cell::Hidden { .. } => Err(format!("in {in_period} it is hidden")),
        },
        (Reading::Level { .. }, _) => Err("a level is that of everyone".to_owned()),
    }
}

fn followed(reading: &Reading, of: &Published) -> Followed {
    match reading {
        Reading::Gap { .. } => Followed::Gap,
        Reading::Level { .. } => Followed::Level(polarity(of)),
    }
}

/// Where it is to end, in parts of 1. A gap goes towards none; a level the way that is better.
fn target(reading: &Reading, baseline: f64, subject: &Subject) -> Result<Target, String> {
    let measured = In(subject.unit);
    let towards = match (reading, subject.polarity) {
        (Reading::Gap { .. }, _) => -1.0,
        (Reading::Level { .. }, Polarity::HigherIsBetter) => 1.0,
        (Reading::Level { .. }, Polarity::LowerIsBetter) => -1.0,
        (Reading::Level { .. }, Polarity::Neutral) => {
            return match reading.target() {
                Said::To { .. } => to(measured, reading, baseline),
                Said::ByPercent(_) | Said::ByPoints(_) | Said::ByOneIn(_) => {
                    Err("of this indicator neither way is better".to_owned())
                }
            };
        }
    };
    Ok(match reading.target() {
        Said::To { .. } => return to(measured, reading, baseline),
        Said::ByPercent(percent) => Target::ByPart(towards * percent.value() / 100.0),
        Said::ByOneIn(parts) => Target::ByPart(towards / f64::from(*parts)),
        Said::ByPoints(_) if measured.0 != Unit::Percent => {
            return Err(other_unit("points", measured));
        }
        Said::ByPoints(points) => {
            let side = if is_gap(reading) && baseline < 0.0 { -1.0 } else { 1.0 };
            Target::By(towards * side * points.value() / 100.0)
        }
    })
}

fn to(measured: In, reading: &Reading, baseline: f64) -> Result<Target, String> {
    let Said::To { value, unit } = reading.target() else {
        return Err("its target is no value".to_owned());
    };
    if is_gap(reading) && value.is_zero() {
        return Ok(Target::NoGap);
    }
    let unit = unit.trim();
    if !measured.0.is_named(unit) {
        let unit = if unit.is_empty() { "no unit" } else { unit };
        return Err(other_unit(unit, measured));
    }
    let value = value.value() / measured.scaled(1.0);
    Ok(Target::Value(if is_gap(reading) && baseline < 0.0 { -value } else { value }))
}

fn other_unit(unit: &str, measured: In) -> String {
    format!("its target is in {unit}, and its values are {}", measured.0.words())
}

fn printed(unit: In, value: f64, reading: &Reading) -> String {
    if is_gap(reading) { unit.difference(value) } else { unit.value(value) }
}

fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A warning in the words of this page: parts of 1 are points.
fn warning(unit: In, of: &Warning, reading: &Reading) -> String {
    let words = match of {
        Warning::BelowDetectable { asked, detectable, power } => format!(
            "a change of {} is asked for, and with as many people again only one of {} would be told {power} of the time",
            printed(unit, asked.abs(), reading),
            printed(unit, *detectable, reading),
        ),
        Warning::NoGapToClose
        | Warning::ExactlyNone
        | Warning::CouldLevelDown
        | Warning::ForTheWorse => of.to_string(),
    };
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
