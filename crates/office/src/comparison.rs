//! The same plan in a newer document, as a review shows it: what is new, changed, slipped, as it
//! was, and not named, before any of it is confirmed.

use jiff::civil::Date;
use programme::code::PlanKey;
use programme::commitment::{Item, Standing, compared};
use programme::comparison::{Decision, Difference, How, Line, Promise, Verdict};
use programme::draft::{Proposal, mend_all};
use programme::import::Import;

/// How a newer document compares with the plan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The title of the plan as it is kept.
    pub title: String,
    /// The day the plan as it is kept speaks of.
    pub as_of: Date,
    /// How many lines there are of each verdict, in the order a page shows them.
    pub counts: Vec<(Verdict, usize)>,
    /// The lines: new ones first, then slipped, changed, missing and unchanged ones.
    pub lines: Vec<ComparedLine>,
}

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedLine {
    /// What the newer document means for it.
    pub verdict: Verdict,
    /// Its reference; empty if it has none.
    pub reference: String,
    /// The action or recommendation, as it will be.
    pub words: String,
    /// How the two were known to be one.
    pub how: Option<How>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// Its number in the newer document: 1 for the first.
    pub number: Option<usize>,
    /// The identity of the kept one.
    pub identity: Option<String>,
    /// It is closed already, so that nothing is asked of one that is missing.
    pub closed: bool,
    /// What a person may decide of it.
    pub decision: Option<Decision>,
}

/// A plan that an import seems to be a newer version of, though it was brought in as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The key of the plan.
    pub key: PlanKey,
    /// Its title.
    pub title: String,
    /// How many of the import's things are in it.
    pub shared: usize,
    /// How many things the import proposes.
    pub of: usize,
}

/// How like a plan an import is, if most of what it proposes is in it.
pub(crate) fn likeness(import: &Import, standing: &Standing) -> Option<Likeness> {
    let found = comparison(import, standing)?;
    let of = found.lines.iter().filter(|line| line.number.is_some()).count();
    let both = |line: &&ComparedLine| line.number.is_some() && line.identity.is_some();
    let shared = found.lines.iter().filter(both).count();
    let (key, title) = (standing.plan.0.key.clone(), found.title);
    (shared > 0 && shared * 2 >= of).then_some(Likeness { key, title, shared, of })
}

/// Compares what an import proposes with the plan as it is kept.
pub(crate) fn comparison(import: &Import, standing: &Standing) -> Option<Comparison> {
    let mut proposal = import.draft.proposal.clone();
    // An answer that does not fit is told when it is given, and changes nothing here.
    let _ = mend_all(&mut proposal, &import.mends);
    let Proposal::Plan(proposed) = &proposal else { return None };
    let mut lines = drawn(&standing.recommendations, &proposed.recommendations, import);
    lines.extend(drawn(&standing.actions, &proposed.actions, import));
    lines.sort_by_key(|line| Verdict::ALL.iter().position(|verdict| *verdict == line.verdict));
    let count = |verdict| lines.iter().filter(|line| line.verdict == verdict).count();
    Some(Comparison {
        title: standing.plan.0.title.clone(),
        as_of: standing.plan.0.as_of,
        counts: Verdict::ALL.map(|verdict| (verdict, count(verdict))).to_vec(),
        lines,
    })
}

fn drawn<I: Item>(kept: &[(I, i64)], proposed: &[I::Said], import: &Import) -> Vec<ComparedLine> {
    let lines = compared(kept, proposed, import);
    lines.into_iter().map(|line| one(line, kept, import)).collect()
}

fn one<I: Item>(line: Line<I::Said>, kept: &[(I, i64)], import: &Import) -> ComparedLine {
    let held = line.kept.and_then(|index| kept.get(index));
    let identity = held.map(|(item, _)| item.identity());
    let number = line.proposed.map(|index| index + 1);
    let closed = line.said.status().declared.is_closed();
    let asked = match (line.verdict, &identity, number) {
        (Verdict::Missing, Some(identity), _) if !closed => Some(Decision::Close(identity.clone())),
        (Verdict::Changed | Verdict::Slipped, Some(_), Some(number))
            if matches!(line.how, Some(How::Likeness(_) | How::Reference)) =>
        {
            Some(Decision::Apart(number))
        }
        (Verdict::New, _, Some(number)) => {
            // One that a person set apart may be put together again.
            let apart = Decision::Apart(number);
            import.decisions.contains(&apart).then_some(apart)
        }
        (
            Verdict::Missing
            | Verdict::Changed
            | Verdict::Slipped
            | Verdict::Unchanged
            | Verdict::New,
            ..,
        ) => None,
    };
    ComparedLine {
        verdict: line.verdict,
        reference: line.said.reference().to_owned(),
        words: line.said.words().to_owned(),
        how: line.how,
        differences: line.differences,
        number,
        identity,
        closed,
        decision: asked,
    }
}
