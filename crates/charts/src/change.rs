//! A change of a gap: whether it narrowed, which end moved, and whether we can tell.

use disclosure::{Interval, Published, Released};
use measure::change::{End, EndChange, Moved};
use measure::{Change, Confidence, Ends, Estimate, Periods, Verdict};
use programme::indicator::Polarity;

use crate::gap::ends;
use crate::number::In;
use crate::words::{self, Ranks};

/// What may be said of a gap that was measured twice, in different people.
///
/// What can be told is for [`measure::change()`] to say, from the ends as they are shown; here are
/// its words. So a gap above 0 is one in which the most deprived are worse off, and nothing is
/// called a change whose 95% interval covers 0. A gap that closed because the better-off end got
/// worse is said to be levelling down.
pub fn change(before: &Released<Published>, after: &Released<Published>) -> String {
    change_between(before.get(), after.get())
}

/// The same, of what was already taken out of the gate.
pub(crate) fn change_between(before: &Published, after: &Published) -> String {
    if let Some(why) = not_comparable(before, after) {
        return format!("The two cannot be compared: {why}.");
    }
    let since = words::period(&before.subject.period);
    let both = match (shown_ends(before), shown_ends(after)) {
        (Ok(earlier), Ok(later)) => Periods { earlier, later },
        (Err(why), _) => return unknown(&since, "earlier", &why),
        (_, Err(why)) => return unknown(&since, "later", &why),
    };
    let found = match measure::change(both, polarity(after), Confidence::Ninety5) {
        Ok(found) => found,
        Err(why) => return format!("We cannot say how the gap changed since {since}: {why}."),
    };
    let (noun, unit) = (Ranks::of(after).noun(), In::unit_of(after));
    let Ends { most_deprived, least_deprived } = &found.ends;
    let mut says = vec![
        gap_change(unit, &since, &found),
        moved(unit, &format!("the most deprived {noun}"), most_deprived),
        moved(unit, &format!("the least deprived {noun}"), least_deprived),
    ];
    says.extend(levelling_down(&found, noun));
    // A difference and a ratio may go opposite ways, and to show one alone would be to choose.
    says.extend(found.disagreement.map(|apart| format!("But {}.", apart.words())));
    says.join(" ")
}

/// The change itself, where both ends are shown in both periods and may be compared.
pub(crate) fn told(before: &Published, after: &Published) -> Option<Change> {
    let both = Periods { earlier: shown_ends(before).ok()?, later: shown_ends(after).ok()? };
    measure::change(both, polarity(after), Confidence::Ninety5).ok()
}

pub(crate) fn polarity(of: &Published) -> measure::Polarity {
    match of.subject.polarity {
        Polarity::HigherIsBetter => measure::Polarity::HigherIsBetter,
        Polarity::LowerIsBetter => measure::Polarity::LowerIsBetter,
        Polarity::Neutral => measure::Polarity::Neutral,
    }
}

/// The two ends, where both are shown and a gap may be told between them; or why not.
fn shown_ends(published: &Published) -> Result<Ends<Estimate>, String> {
    if let Err(why) = &published.absolute_gap {
        return Err(words::reason(why));
    }
    let of = |&Interval { value, lower, upper }: &Interval| Estimate { value, lower, upper };
    let (most, least) = ends(published).ok_or("its ends are not both shown")?;
    Ok(Ends { most_deprived: of(most), least_deprived: of(least) })
}

fn unknown(since: &str, which: &str, why: &str) -> String {
    format!(
        "We cannot say how the gap changed since {since}: in the {which} period none is worked out, because {why}."
    )
}

pub(crate) fn not_comparable(before: &Published, after: &Published) -> Option<&'static str> {
    let (was, is) = (&before.subject, &after.subject);
    let edition = |of| words::ranking(of)[0];
    if was.indicator != is.indicator || was.unit != is.unit {
        Some("they are different indicators")
    } else if was.breakdown != is.breakdown {
        Some("they are different breakdowns")
    } else if was.provenance.definition != is.provenance.definition {
        Some("the definition of the indicator changed between them")
    } else if edition(was) != edition(is) {
        Some("deprivation was taken from different editions, so the groups are not the same areas")
    } else if words::ranking(was) != words::ranking(is) {
        Some("they are local fifths of different places, so the groups are not the same areas")
    } else if was.period == is.period {
        Some("they are of the same period")
    } else {
        None
    }
}

fn gap_change(unit: In, since: &str, found: &Change) -> String {
    let (was, is, change) = (found.gap.earlier.value, found.gap.later.value, found.absolute);
    let from_to = format!("from {} to {}", unit.bare(was), unit.difference(is));
    let limits = unit.between(change.lower, change.upper);
    let (so, by) = match found.verdict {
        Verdict::CannotTell => {
            return format!(
                "Since {since} the gap went {from_to}; we cannot tell yet whether it has changed \
                 (difference {}, 95% interval {limits}).",
                unit.difference(change.value),
            );
        }
        Verdict::TurnedRound => ("the gap has turned round", None),
        Verdict::MayHaveTurned => (
            "the difference between the ends has moved, but we cannot tell whether the gap has turned round",
            None,
        ),
        Verdict::Narrowed => ("the gap has narrowed", Some(size(change))),
        Verdict::Widened => ("the gap has widened", Some(size(change))),
    };
    match by {
        None => format!(
            "Since {since} {so}, {from_to}, and we can tell that it moved (95% interval of the change {limits})."
        ),
        Some(Estimate { value, lower, upper }) => format!(
            "Since {since} {so} by {}, {from_to}, and we can tell (95% interval of the change {}).",
            unit.difference(value),
            unit.between(lower, upper),
        ),
    }
}

/// A change without its sign.
fn size(change: Estimate) -> Estimate {
    if change.value < 0.0 { change.times(-1.0) } else { change }
}

fn moved(unit: In, who: &str, end: &EndChange) -> String {
    let (was, is) = (end.value.earlier.value, end.value.later.value);
    let from_to = format!("from {} to {}", unit.value(was), unit.value(is));
    let mut who = who.to_owned();
    if let Some(first) = who.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let cannot_tell = end.moved == Moved::CannotTell;
    if cannot_tell && unit.value(was) == unit.value(is) {
        return format!("{who} was {} both times.", unit.value(is));
    }
    if cannot_tell {
        return format!("{who} went {from_to}; we cannot tell whether it moved.");
    }
    let word = if end.change.value > 0.0 { "rose" } else { "fell" };
    format!("{who} {word} {from_to}, and we can tell.")
}

/// The warning, when the gap closed from the wrong end.
fn levelling_down(found: &Change, noun: &str) -> Option<String> {
    let (leaders, others) = match found.levelling_down? {
        End::MostDeprived => ("most", "least"),
        End::LeastDeprived => ("least", "most"),
    };
    let did = match found.verdict {
        Verdict::Narrowed => "narrowed",
        Verdict::CannotTell | Verdict::Widened | Verdict::TurnedRound | Verdict::MayHaveTurned => {
            "closed"
        }
    };
    Some(format!(
        "Warning, levelling down: the gap {did} because the {leaders} deprived {noun} got worse, \
         and we cannot say that the {others} deprived {noun} got better."
    ))
}
