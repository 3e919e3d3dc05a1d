//! A change of a gap: whether it narrowed, from which end that came, and whether we can tell.

mod end;
mod relative;
mod verdict;
mod words;

mod tabled;

use crate::estimate::NotAnEstimate;
use crate::gap::absolute_gap_between;
use crate::{Confidence, Ends, Estimate, Periods, Polarity, difference};

pub use end::{End, EndChange, Moved};
pub use relative::{NoRelativeChange, RelativeChange};
pub(crate) use tabled::{MEASURE, between_ends, counted, ends_of};
pub use verdict::{Disagreement, Verdict};

/// A change of a gap with everything that may be said of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The absolute gap in either period: above 0, the most deprived are worse off.
    pub gap: Periods<Estimate>,
    /// The change of the absolute gap, the later less the earlier.
    pub absolute: Estimate,
    /// The change of the relative gap, where there is one.
    pub relative: Result<RelativeChange, NoRelativeChange>,
    /// How each end moved, and what that did to the gap.
    pub ends: Ends<EndChange>,
    /// What may be said of the absolute gap.
    pub verdict: Verdict,
    /// The end that got worse, where the gap closed for that reason and for no other we can tell.
    pub levelling_down: Option<End>,
    /// How the absolute and the relative gap went apart, if they did.
    pub disagreement: Option<Disagreement>,
    /// Which direction is good.
    pub polarity: Polarity,
    /// How sure every limit here is.
    pub confidence: Confidence,
}

/// The change of a gap between two periods, the part each end had in it, and what may be said.
///
/// # Formula
///
/// With *m* the value among the most deprived and *l* among the least, where lower is better or
/// neither is, the change is
///
/// ```text
///   (m₂ − l₂) − (m₁ − l₁)  =  (m₂ − m₁) + (l₁ − l₂)
///    the later  the earlier    part of the most   part of the least deprived
/// ```
///
/// and with every sign turned where higher is better. So the parts sum to the change. Each pair of
/// limits, those of a gap, of a change and of a part, is made of the limits of what it is taken
/// from by the square-and-add rule of [`difference`]. The relative gap's change is
/// (*m*₂/*l*₂) / (*m*₁/*l*₁), or with each ratio the other way up where higher is better; its
/// limits come by the same rule from the logarithms of the ends' limits.
///
/// # Interpretation
///
/// Nothing is called a change whose limits hold 0. A gap is narrower when it is nearer 0, whichever
/// end is worse off; one whose sign turned is neither narrower nor wider. It is levelling down when
/// the gap closed and the better-off end got worse, and we cannot tell that the worse-off end got
/// better; where neither direction is better there is none. When both ends fall, the absolute gap
/// may narrow while the relative gap widens: then both are said.
///
/// # Applies to
///
/// Two periods that do not overlap, and ends in which nobody is in both, measured in one way. All
/// limits must be at `confidence`.
///
/// # Example
///
/// ```
/// use measure::change::{End, change};
/// use measure::{Confidence, Ends, Periods, Polarity, Proportion, wilson};
///
/// let at = Confidence::Ninety5;
/// let of = |x, n| Proportion::new(x, n).map(|proportion| wilson(proportion, at));
/// let missed = Periods {
///     earlier: Ends { most_deprived: of(2_000, 10_000)?, least_deprived: of(700, 10_000)? },
///     later: Ends { most_deprived: of(2_000, 10_000)?, least_deprived: of(1_400, 10_000)? },
/// };
/// let found = change(missed, Polarity::LowerIsBetter, at)?;
/// assert_eq!(found.absolute.to_string(), "-0.0700 (-0.0839 to -0.0561)");
/// assert_eq!(found.verdict.words(), "the gap narrowed, and we can tell");
/// assert_eq!(found.levelling_down, Some(End::LeastDeprived));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Zou GY, Donner A. *Stat Med* 2008;27:1693–702, doi:10.1002/sim.3095, for the limits. King NB,
/// Harper S, Young ME. *BMJ* 2012;345:e5774, doi:10.1136/bmj.e5774, for telling a gap both as a
/// difference and as a ratio. The parts are arithmetic; the rule of levelling down is our own.
///
/// # Errors
///
/// If an end is no estimate, or so large that their difference is none.
pub fn change(
    ends: Periods<Ends<Estimate>>,
    polarity: Polarity,
    confidence: Confidence,
) -> Result<Change, NotAnEstimate> {
    for Ends { most_deprived, least_deprived } in [ends.earlier, ends.later] {
        most_deprived.checked()?;
        least_deprived.checked()?;
    }
    let gap = ends.map(|ends| absolute_gap_between(ends, polarity, confidence).estimate);
    let absolute = difference(gap.later.checked()?, gap.earlier.checked()?).checked()?;
    let relative = RelativeChange::of(ends, polarity);
    let own = |of: fn(Ends<Estimate>) -> Estimate| ends.map(of);
    let parts = Ends {
        most_deprived: EndChange::of(own(|ends| ends.most_deprived), End::MostDeprived, polarity),
        least_deprived: EndChange::of(
            own(|ends| ends.least_deprived),
            End::LeastDeprived,
            polarity,
        ),
    };
    let verdict = Verdict::of(gap, absolute);
    let levelling_down = verdict::levelling_down(verdict, gap.earlier.value, parts);
    let disagreement = relative.ok().and_then(|relative| Disagreement::of(verdict, gap, relative));
    Ok(Change {
        gap,
        absolute,
        relative,
        ends: parts,
        verdict,
        levelling_down,
        disagreement,
        polarity,
        confidence,
    })
}

impl Change {
    /// Whether the later gap can be told from none.
    pub fn later_is_told_from_zero(&self) -> bool {
        !self.gap.later.covers(0.0)
    }

    /// Whether the later gap can be told from the earlier.
    pub fn is_told(&self) -> bool {
        !self.absolute.covers(0.0)
    }
}
