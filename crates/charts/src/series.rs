//! Findings of one thing over periods, in order of time, with what is missing between them.

use disclosure::{Published, Released};
use programme::period::Period;

use crate::words;

/// One period of a series.
pub(crate) struct Moment<'a> {
    pub(crate) published: &'a Published,
    /// How many periods after the first.
    pub(crate) slot: f64,
    /// What changed since the one before, so that the two are not compared.
    pub(crate) break_here: Option<String>,
}

/// Findings of one indicator and breakdown, in order of time whatever order they came in.
pub(crate) struct Series<'a> {
    pub(crate) moments: Vec<Moment<'a>>,
    /// How many periods between the first and the last have no finding.
    pub(crate) missing: usize,
}

/// A series of these findings, or why they are none.
pub(crate) fn series(findings: &[Released<Published>]) -> Result<Series<'_>, String> {
    in_order(findings.iter().map(Released::get).collect())
}

/// The same of what was let out and is told one by one.
pub(crate) fn in_order(mut all: Vec<&Published>) -> Result<Series<'_>, String> {
    let first = *all.first().ok_or("no finding is given")?;
    let same = |of: &&Published| {
        let (one, other) = (&first.subject, &of.subject);
        one.indicator == other.indicator
            && one.unit == other.unit
            && one.breakdown == other.breakdown
    };
    if !all.iter().all(same) {
        return Err("they are different indicators or breakdowns".to_owned());
    }
    let period = |of: &Published| of.subject.period.parse::<Period>().ok();
    let periods: Option<Vec<Period>> = all.iter().map(|of| period(of)).collect();
    let even = periods
        .is_some_and(|all| all.windows(2).all(|two| matches!(two, [a, b] if begin_alike(*a, *b))));
    let time = |of: &Published| period(of).filter(|_| even).map_or(0, Period::number);
    all.sort_by(|a, b| time(a).cmp(&time(b)).then_with(|| a.subject.period.cmp(&b.subject.period)));
    if all.windows(2).any(|two| matches!(two, [a, b] if a.subject.period == b.subject.period)) {
        return Err("there are two findings of one period".to_owned());
    }
    let begins = all.first().map_or(0, |of| time(of));
    let mut moments: Vec<Moment<'_>> = Vec::new();
    for (at, of) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| all.get(at));
        let place = even.then(|| f64::from(time(of) - begins));
        moments.push(Moment {
            published: of,
            slot: place.unwrap_or_else(|| crate::svg::as_f64(at)),
            break_here: before.and_then(|before| what_changed(before, of)),
        });
    }
    let span = all.last().map_or(0, |of| time(of)) - begins;
    let missing = usize::try_from(span).map_or(0, |span| (span + 1).saturating_sub(all.len()));
    Ok(Series { moments, missing })
}

/// Whether two periods are of one kind: as long, and a year of the calendar or of finance both.
fn begin_alike(one: Period, other: Period) -> bool {
    one.months == other.months && (one.months < 12 || one.first.month() == other.first.month())
}

/// What is no longer the same, in words that end a sentence.
fn what_changed(before: &Published, after: &Published) -> Option<String> {
    let from = words::period(&after.subject.period);
    let (was, is) = (&before.subject.provenance, &after.subject.provenance);
    let by_deprivation = after.subject.breakdown.is_by_deprivation();
    if by_deprivation && words::ranking(&before.subject) != words::ranking(&after.subject) {
        return Some(format!(
            "from {from} deprivation is that of {}",
            words::ranked_by(&after.subject)
        ));
    }
    let defined = was.definition != is.definition;
    defined.then(|| format!("from {from} the indicator is defined otherwise"))
}
