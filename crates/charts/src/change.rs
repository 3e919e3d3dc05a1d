//! A change of a gap: whether it narrowed, which end moved, and whether we can tell.

use disclosure::{Interval, Published, Released};
use programme::indicator::Polarity;

use crate::gap::ends;
use crate::number;
use crate::words::{self, Ranks};

/// What may be said of a gap that was measured twice, in different people.
///
/// The two findings are taken as independent, so the limits of a difference are made of the limits
/// of both by Newcombe's square-and-add rule, as the gap itself is. Nothing is called a change
/// whose 95% interval covers 0. A gap that closed because the better-off end got worse is said to
/// be levelling down.
///
/// # Reference
///
/// Zou GY, Donner A. *Stat Med* 2008;27:1693–702, doi:10.1002/sim.3095.
pub fn change(before: &Released<Published>, after: &Released<Published>) -> String {
    let (before, after) = (before.get(), after.get());
    if let Some(why) = not_comparable(before, after) {
        return format!("The two cannot be compared: {why}.");
    }
    let since = words::period(&before.subject.period);
    let (was, is) = match (&before.absolute_gap, &after.absolute_gap) {
        (Ok(was), Ok(is)) => (was, is),
        (Err(why), _) => return unknown(&since, "earlier", &words::reason(why)),
        (_, Err(why)) => return unknown(&since, "later", &words::reason(why)),
    };
    let mut says = vec![gap_change(&since, was, is)];
    let noun = Ranks::of(after).noun();
    if let (Some((most_was, least_was)), Some((most_is, least_is))) = (ends(before), ends(after)) {
        let most = less(most_is, most_was);
        let least = less(least_is, least_was);
        says.push(moved(&format!("the most deprived {noun}"), most_was, most_is, &most));
        says.push(moved(&format!("the least deprived {noun}"), least_was, least_is, &least));
        if narrowed(was, is) {
            says.extend(levelling_down(after.subject.polarity, was.value, &most, &least, noun));
        }
    }
    says.join(" ")
}

fn unknown(since: &str, which: &str, why: &str) -> String {
    format!(
        "We cannot say how the gap changed since {since}: in the {which} period none is worked out, because {why}."
    )
}

fn not_comparable(before: &Published, after: &Published) -> Option<&'static str> {
    let (was, is) = (&before.subject, &after.subject);
    let edition = |of: &Published| of.subject.provenance.editions.get("deprivation").cloned();
    if was.indicator != is.indicator || was.unit != is.unit {
        Some("they are different indicators")
    } else if was.breakdown != is.breakdown {
        Some("they are different breakdowns")
    } else if was.provenance.definition != is.provenance.definition {
        Some("the definition of the indicator changed between them")
    } else if edition(before) != edition(after) {
        Some("deprivation was taken from different editions, so the groups are not the same areas")
    } else if was.period == is.period {
        Some("they are of the same period")
    } else {
        None
    }
}

/// The later less the earlier, with the limits of both.
fn less(is: &Interval, was: &Interval) -> Interval {
    let value = is.value - was.value;
    let below = (is.value - is.lower).hypot(was.upper - was.value);
    let above = (is.upper - is.value).hypot(was.value - was.lower);
    Interval { value, lower: value - below, upper: value + above }
}

fn we_can_tell(change: &Interval) -> bool {
    change.lower > 0.0 || change.upper < 0.0
}

fn covers_nothing(gap: &Interval) -> bool {
    gap.lower <= 0.0 && gap.upper >= 0.0
}

/// How much smaller the gap became, when it kept its direction.
fn closing(was: &Interval, is: &Interval) -> Interval {
    let Interval { value, lower, upper } = less(is, was);
    if was.value >= 0.0 {
        Interval { value: -value, lower: -upper, upper: -lower }
    } else {
        Interval { value, lower, upper }
    }
}

fn turned(was: &Interval, is: &Interval) -> bool {
    was.value * is.value < 0.0
}

fn narrowed(was: &Interval, is: &Interval) -> bool {
    let closing = closing(was, is);
    !turned(was, is) && we_can_tell(&closing) && closing.value > 0.0
}

fn gap_change(since: &str, was: &Interval, is: &Interval) -> String {
    let change = less(is, was);
    let from_to =
        format!("from {} to {} points", number::points(was.value), number::points(is.value));
    let limits = number::points_between(change.lower, change.upper);
    if !we_can_tell(&change) {
        return format!(
            "Since {since} the gap went {from_to}; we cannot tell yet whether it has changed \
             (difference {} points, 95% interval {limits}).",
            number::points(change.value),
        );
    }
    if turned(was, is) {
        let sure = !covers_nothing(was) && !covers_nothing(is);
        let so = if sure {
            "the gap has turned round"
        } else {
            "the difference between the ends has moved, but we cannot tell whether the gap has turned round"
        };
        return format!(
            "Since {since} {so}, {from_to}, and we can tell that it moved (95% interval of the change {limits})."
        );
    }
    let closing = closing(was, is);
    let (word, Interval { value, lower, upper }) = if closing.value > 0.0 {
        ("narrowed", closing)
    } else {
        let Interval { value, lower, upper } = closing;
        ("widened", Interval { value: -value, lower: -upper, upper: -lower })
    };
    format!(
        "Since {since} the gap has {word} by {} points, {from_to}, and we can tell (95% interval of the change {}).",
        number::points(value),
        number::points_between(lower, upper),
    )
}

fn moved(who: &str, was: &Interval, is: &Interval, change: &Interval) -> String {
    let from_to = format!("from {} to {}", number::percent(was.value), number::percent(is.value));
    let mut who = who.to_owned();
    if let Some(first) = who.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if !we_can_tell(change) && number::percent(was.value) == number::percent(is.value) {
        return format!("{who} was {} both times.", number::percent(is.value));
    }
    if !we_can_tell(change) {
        return format!("{who} went {from_to}; we cannot tell whether it moved.");
    }
    let word = if change.value > 0.0 { "rose" } else { "fell" };
    format!("{who} {word} {from_to}, and we can tell.")
}

/// The warning, when the gap closed from the wrong end.
fn levelling_down(
    polarity: Polarity,
    gap: f64,
    most: &Interval,
    least: &Interval,
    noun: &str,
) -> Option<String> {
    let better = match polarity {
        Polarity::HigherIsBetter => 1.0,
        Polarity::LowerIsBetter => -1.0,
        Polarity::Neutral => return None,
    };
    let most_are_better_off = gap * better > 0.0;
    let (ahead, behind, leaders, others) = if most_are_better_off {
        (most, least, "most", "least")
    } else {
        (least, most, "least", "most")
    };
    let worse = we_can_tell(ahead) && ahead.value * better < 0.0;
    let helped = we_can_tell(behind) && behind.value * better > 0.0;
    (worse && !helped).then(|| {
        format!(
            "Warning, levelling down: the gap narrowed because the {leaders} deprived {noun} got worse, \
             and we cannot say that the {others} deprived {noun} got better."
        )
    })
}
