//! A plan that is kept already, confirmed anew from a newer document of it.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Kept, Making, Misfit, Standing, Version, origin};
use crate::action::{Action, ProposedAction};
use crate::comparison::{Decision, Line, Promise, Verdict, compare};
use crate::field::Field;
use crate::id::{ActionId, PlanId, RecommendationId};
use crate::import::Import;
use crate::origin::Origin;
use crate::plan::{Plan, ProposedPlan};
use crate::recommendation::{ProposedRecommendation, Recommendation};
use crate::update::Course;

/// What a newer document changes of a plan: new things, those that differ, and those that a
/// person closes. What is as it was is not written again, and nothing goes.
pub(super) fn plan_again<F: FnMut() -> Uuid>(
    proposed: &ProposedPlan,
    standing: &Standing,
    (as_of, import): (Date, &Import),
    making: &mut Making<'_, F>,
) -> Result<(Kept, Date), Misfit> {
    let (plan, seen) = &standing.plan;
    if plan.kind != proposed.kind {
        let (key, kept) = (plan.key.clone(), plan.kind);
        return Err(Misfit::AnotherKind { key, kept, is: proposed.kind });
    }
    if as_of < plan.as_of {
        return Err(Misfit::Earlier { document: as_of, kept: plan.as_of });
    }
    let title = if proposed.title.is_empty() { &plan.title } else { &proposed.title };
    let newer = Plan {
        title: title.clone(),
        as_of,
        as_of_words: proposed.as_of.words.clone(),
        working: proposed.working,
        origin: origin(import, ""),
        ..plan.clone()
    };
    let mut draw = || (making.draw)();
    let recommendations =
        renewed(&standing.recommendations, &proposed.recommendations, plan.id, import, &mut draw);
    let actions = renewed(&standing.actions, &proposed.actions, plan.id, import, &mut draw);
    let plan = Box::new(Version { noun: newer, seen: Some(*seen), reason: None });
    Ok((Kept::Plan { plan, recommendations, actions }, as_of))
}

/// A recommendation or an action as it is kept.
pub trait Item: Clone {
    /// What a document says of it.
    type Said: Promise;
    /// One that a document names for the first time.
    fn new(uuid: Uuid, plan: PlanId, position: u16, said: Self::Said, origin: Origin) -> Self;
    /// Its identity in words.
    fn identity(&self) -> String;
    /// Its place within the plan.
    fn position(&self) -> u16;
    /// What is kept of it.
    fn said(&self) -> &Self::Said;
    /// Where what is kept of it came from.
    fn origin(&self) -> &Origin;
    /// This one, with what a newer document says.
    #[must_use]
    fn saying(self, said: Self::Said, origin: Origin) -> Self;
}

/// The lines by which a newer document, as it was read and with what a person decided, compares
/// with what is kept.
pub fn compared<I: Item>(
    kept: &[(I, i64)],
    proposed: &[I::Said],
    import: &Import,
) -> Vec<Line<I::Said>> {
    let held: Vec<I::Said> = kept.iter().map(|(item, _)| item.said().clone()).collect();
    let asked: Vec<Field> = import.draft.columns.iter().filter_map(|column| column.field).collect();
    let apart: Vec<usize> = import
        .decisions
        .iter()
        .filter_map(|decision| match decision {
            Decision::Apart(number) => number.checked_sub(1),
            Decision::Close(_) => None,
        })
        .collect();
    compare(&held, proposed, &asked, &apart)
}

fn renewed<I: Item>(
    kept: &[(I, i64)],
    proposed: &[I::Said],
    plan: PlanId,
    import: &Import,
    draw: &mut dyn FnMut() -> Uuid,
) -> Vec<Version<I>> {
    let mut next = kept.iter().map(|(item, _)| item.position()).max().unwrap_or(0);
    let mut all = Vec::new();
    for line in compared(kept, proposed, import) {
        let origin = origin(import, &line.said.places().join("; "));
        let held = line.kept.and_then(|index| kept.get(index));
        match (line.verdict, held) {
            (Verdict::New, _) | (_, None) => {
                next = next.saturating_add(1);
                all.push(Version::first(I::new(draw(), plan, next, line.said, origin)));
            }
            (Verdict::Changed | Verdict::Slipped, Some((item, seen))) => {
                let noun = item.clone().saying(line.said, origin);
                all.push(Version { noun, seen: Some(*seen), reason: None });
            }
            (Verdict::Missing, Some((item, seen))) => {
                let close = Decision::Close(item.identity());
                if import.decisions.contains(&close) {
                    let noun = item.clone().saying(line.said.closed(), item.origin().clone());
                    let reason = Some(NOT_NAMED.to_owned());
                    all.push(Version { noun, seen: Some(*seen), reason });
                }
            }
            (Verdict::Unchanged, Some(_)) => {}
        }
    }
    all
}

/// The reason the journal gives for what a person closes.
const NOT_NAMED: &str = "closed: a newer version of the plan does not name it";

impl Item for Action {
    type Said = ProposedAction;

    fn new(uuid: Uuid, plan: PlanId, position: u16, said: Self::Said, origin: Origin) -> Self {
        Self { id: ActionId::new(uuid), plan, position, said, course: Course::default(), origin }
    }

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn position(&self) -> u16 {
        self.position
    }

    fn said(&self) -> &Self::Said {
        &self.said
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn saying(self, said: Self::Said, origin: Origin) -> Self {
        let course = self.course.with_date(&self.said.by_when, &said.by_when);
        let responsibility = course.owner_after(self.said.responsibility, said.responsibility);
        let said = ProposedAction { responsibility, ..said };
        Self { said, course, origin, ..self }
    }
}

impl Item for Recommendation {
    type Said = ProposedRecommendation;

    fn new(uuid: Uuid, plan: PlanId, position: u16, said: Self::Said, origin: Origin) -> Self {
        let id = RecommendationId::new(uuid);
        Self { id, plan, position, said, course: Course::default(), origin }
    }

    fn identity(&self) -> String {
        self.id.to_string()
    }

    fn position(&self) -> u16 {
        self.position
    }

    fn said(&self) -> &Self::Said {
        &self.said
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn saying(self, said: Self::Said, origin: Origin) -> Self {
        let course = self.course.with_date(&self.said.by_when, &said.by_when);
        let responsibility = course.owner_after(self.said.responsibility, said.responsibility);
        let said = ProposedRecommendation { responsibility, ..said };
        Self { said, course, origin, ..self }
    }
}
