//! A return becomes a commitment: its objectives are promised, its insights kept. Sent again, what
//! it says anew is a change with a reason, and what it no longer says is withdrawn.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Kept, Making, Misfit, OfReturn, Source, Version, Withdrawn, position};
use crate::answer::{Answer, Said, taken_apart};
use crate::framework::Framework;
use crate::id::{AnswerId, InsightId, ObjectiveId, SubmissionId};
use crate::import::Target;
use crate::insight::{Insight, ProposedInsight};
use crate::objective::{Objective, ProposedObjective};
use crate::submission::{ProposedReturn, ProposedReview, Step, Submission, SubmissionState};
use crate::wording::alike;

/// Why a promise that was sent before says something else now.
const SENT_AGAIN: &str = "the return was sent again";

pub(super) fn return_of<F: FnMut() -> Uuid>(
    proposed: &ProposedReturn,
    making: &mut Making<'_, F>,
) -> Result<(Kept, Date), Misfit> {
    let Target::Round { round, organisation } = making.source.target() else {
        return Err(Misfit::WrongTarget { is: "a return to a round", meant: "a plan" });
    };
    if proposed.objectives.is_empty() && proposed.reviews.iter().all(|r| r.rows.is_empty()) {
        return Err(Misfit::Nothing);
    }
    let before = making.returned;
    let submission = Submission {
        id: before.map_or_else(|| SubmissionId::new((making.draw)()), |b| b.submission.0.id),
        round,
        organisation,
        state: before
            .map_or(SubmissionState::NotStarted, |before| before.submission.0.state)
            .after(Step::Submit)?,
        who: proposed.who.clone(),
        reviews: reviews(proposed, making.earlier),
        received: before.and_then(|b| b.submission.0.received).or(Some(making.received)),
        because: String::new(),
        signed_off: None,
        origin: making.source.origin(""),
    };
    let mut kept = OfReturn {
        objectives: Vec::new(),
        insights: Vec::new(),
        answers: Vec::new(),
        withdrawn: Vec::new(),
        submission: Version {
            noun: submission,
            seen: before.map(|before| before.submission.1),
            reason: before
                .filter(|before| before.submission.0.state.is_in())
                .map(|_| SENT_AGAIN.to_owned()),
        },
    };
    promise(proposed, making, &mut kept)?;
    say(&proposed.items(), making, &mut kept);
    if let Source::Document(_) = making.source {
        answer(proposed, making, &mut kept);
    }
    Ok((Kept::Return(Box::new(kept)), making.received))
}

fn version<T>(noun: T, seen: Option<i64>) -> Version<T> {
    let reason = seen.map(|_| SENT_AGAIN.to_owned());
    Version { noun, seen, reason }
}

/// The objectives: each under the identity it has in this return, or a new one.
fn promise<F: FnMut() -> Uuid>(
    proposed: &ProposedReturn,
    making: &mut Making<'_, F>,
    kept: &mut OfReturn,
) -> Result<(), Misfit> {
    let own = making.returned.map_or(&[][..], |before| &before.objectives);
    let mut next = own.iter().map(|(one, _)| one.position).max().unwrap_or(0);
    let mut said = Vec::new();
    for (index, words) in proposed.objectives.iter().enumerate() {
        refuse_without_sub_category(index, words, making.framework)?;
        let before = own.iter().find(|(one, _)| {
            !said.contains(&one.id) && (is_known(words, one.id) || is_same(words, one))
        });
        let earlier = words.carries_on.and_then(|id| making.earlier.iter().find(|o| o.id == id));
        let carries_on = match before {
            Some((before, _)) => before.promise.carries_on,
            None => earlier.map(|earlier| earlier.id),
        };
        let standing = before.map(|(before, _)| before).or(earlier);
        let promise = ProposedObjective {
            identity: None,
            carries_on,
            ..completed(words, standing.map(|one| &one.promise), making.source)
        };
        let place = promise.place.clone();
        let noun = if let Some((before, _)) = before {
            // A target stands as long as the words that set it do.
            let mut aims = before.aims.clone();
            aims.retain(|one| promise.outcomes.contains(&one.aim.words));
            Objective { promise, aims, ..before.clone() }
        } else {
            next += 1;
            let submission = &kept.submission.noun;
            let drawn = ObjectiveId::new((making.draw)());
            Objective {
                id: words.identity.unwrap_or(drawn),
                submission: submission.id,
                round: submission.round.clone(),
                organisation: submission.organisation.clone(),
                position: next,
                promise,
                // What shows whether the gap closes goes on with the promise.
                measured_by: earlier.and_then(|earlier| earlier.measured_by.clone()),
                aims: Vec::new(),
                origin: making.source.origin(&place),
            }
        };
        said.push(noun.id);
        if before.is_none_or(|(before, _)| !says_the_same(&before.promise, &noun.promise)) {
            kept.objectives.push(version(noun, before.map(|(_, revision)| *revision)));
        }
    }
    let gone = own.iter().filter(|(one, _)| !said.contains(&one.id));
    kept.withdrawn.extend(gone.map(|(one, seen)| Withdrawn::Objective(one.id, *seen)));
    Ok(())
}

/// What a document says of an objective, with what stood of it before where forms do not ask: who
/// leads on it, and the thinking behind it. Answers on a page are whole as they are.
fn completed(
    words: &ProposedObjective,
    standing: Option<&ProposedObjective>,
    source: Source<'_>,
) -> ProposedObjective {
    let mut words = words.clone();
    if let (Source::Document(_), Some(standing)) = (source, standing) {
        if words.lead.is_empty() {
            words.lead.clone_from(&standing.lead);
        }
        words.logic_model = words.logic_model.or_else(|| standing.logic_model.clone());
    }
    words
}

/// Whether the words say themselves that they are of this objective.
fn is_known(words: &ProposedObjective, id: ObjectiveId) -> bool {
    words.identity == Some(id) || words.carries_on == Some(id)
}

/// Whether words that do not say whose they are promise what this objective does.
fn is_same(words: &ProposedObjective, one: &Objective) -> bool {
    words.identity.is_none() && alike(&words.objective, &one.promise.objective)
}

/// Whether two say the same, wherever they stood.
fn says_the_same(one: &ProposedObjective, other: &ProposedObjective) -> bool {
    let placeless =
        |it: &ProposedObjective| ProposedObjective { place: String::new(), ..it.clone() };
    placeless(one) == placeless(other)
}

fn refuse_without_sub_category(
    index: usize,
    words: &ProposedObjective,
    framework: Option<&Framework>,
) -> Result<(), Misfit> {
    let known = |framework: &Framework| {
        words.sub_category.as_ref().is_some_and(|code| framework.sub_category(code).is_some())
    };
    if framework.is_some_and(known) {
        return Ok(());
    }
    let framework = framework.map_or_else(String::new, |f| f.title.clone());
    Err(Misfit::NoSubCategory { number: index + 1, framework })
}

/// The challenges, support needs and lessons: each with what was made of it since, if it was said
/// before.
fn say<F: FnMut() -> Uuid>(
    items: &[ProposedInsight],
    making: &mut Making<'_, F>,
    kept: &mut OfReturn,
) {
    let own = making.returned.map_or(&[][..], |before| &before.insights);
    let mut next = own.iter().map(|(one, _)| one.position).max().unwrap_or(0);
    let mut said = Vec::new();
    for item in items {
        let before = own.iter().find(|(one, _)| {
            let known = item.identity == Some(one.id);
            let same = one.said.kind == item.kind && alike(&one.said.words, &item.words);
            !said.contains(&one.id) && (known || item.identity.is_none() && same)
        });
        let words = ProposedInsight { identity: None, ..item.clone() };
        let noun = if let Some((before, _)) = before {
            Insight { said: words, ..before.clone() }
        } else {
            next += 1;
            let submission = &kept.submission.noun;
            let drawn = InsightId::new((making.draw)());
            Insight {
                id: item.identity.unwrap_or(drawn),
                submission: submission.id,
                round: submission.round.clone(),
                organisation: submission.organisation.clone(),
                position: next,
                said: words,
                codes: Vec::new(),
                reply: None,
                origin: making.source.origin(""),
            }
        };
        said.push(noun.id);
        if before.is_none_or(|(before, _)| before.said != noun.said) {
            kept.insights.push(version(noun, before.map(|(_, revision)| *revision)));
        }
    }
    let gone = own.iter().filter(|(one, _)| !said.contains(&one.id));
    kept.withdrawn.extend(gone.map(|(one, seen)| Withdrawn::Insight(one.id, *seen)));
}

/// The answers as a document gives them, in the place of those that stood there: whoever goes on
/// writing on a page goes on from the document. An answer and the objective it became share their
/// identity.
fn answer<F: FnMut() -> Uuid>(
    proposed: &ProposedReturn,
    making: &mut Making<'_, F>,
    kept: &mut OfReturn,
) {
    let before: &[(Answer, i64)] = making.returned.map_or(&[], |before| &before.answers);
    let standing = making.returned.into_iter().flat_map(|b| b.objectives.iter().map(|(o, _)| o));
    let promised: Vec<&Objective> =
        kept.objectives.iter().map(|version| &version.noun).chain(standing).collect();
    let mut taken: Vec<AnswerId> = Vec::new();
    for (index, said) in taken_apart(proposed).into_iter().enumerate() {
        let becomes = match &said {
            Said::Objective(words) => {
                promised.iter().find(|one| is_known(words, one.id) || is_same(words, one)).copied()
            }
            Said::Who(_) | Said::Progress(_) | Said::Insight(_) => None,
        };
        let (said, id) = match (said, becomes) {
            (Said::Objective(words), Some(one)) => {
                let carries_on = one.promise.carries_on;
                let (lead, logic_model) =
                    (one.promise.lead.clone(), one.promise.logic_model.clone());
                let words =
                    ProposedObjective { identity: None, carries_on, lead, logic_model, ..words };
                (Said::Objective(words), Some(AnswerId::new(one.id.uuid())))
            }
            (said, _) => {
                let place = before.iter().find(|(one, _)| {
                    !taken.contains(&one.id) && is_about_the_same(&one.said, &said)
                });
                (said, place.map(|(one, _)| one.id))
            }
        };
        let id = id.unwrap_or_else(|| AnswerId::new((making.draw)()));
        taken.push(id);
        let seen = before.iter().find(|(one, _)| one.id == id).map(|(_, revision)| *revision);
        let of = &kept.submission.noun;
        let noun = Answer {
            id,
            submission: of.id,
            organisation: of.organisation.clone(),
            position: position(index),
            said,
        };
        kept.answers.push(Version { noun, seen, reason: None });
    }
    let gone = before.iter().filter(|(one, _)| !taken.contains(&one.id));
    kept.withdrawn.extend(gone.map(|(one, seen)| Withdrawn::Answer(one.id, *seen)));
}

/// Whether two answers are to the same question.
fn is_about_the_same(one: &Said, other: &Said) -> bool {
    match (one, other) {
        (Said::Who(_), Said::Who(_)) => true,
        (Said::Progress(one), Said::Progress(other)) => {
            one.about.is_some() && one.about == other.about
                || alike(&one.objective, &other.objective)
        }
        (Said::Insight(one), Said::Insight(other)) => {
            one.kind == other.kind && alike(&one.words, &other.words)
        }
        (Said::Who(_) | Said::Objective(_) | Said::Progress(_) | Said::Insight(_), _) => false,
    }
}

/// What was said of progress; a row that names an objective which the organisation never promised
/// names none.
fn reviews(proposed: &ProposedReturn, earlier: &[Objective]) -> Vec<ProposedReview> {
    let mut reviews = proposed.reviews.clone();
    for row in reviews.iter_mut().flat_map(|review| &mut review.rows) {
        row.about = row.about.filter(|about| earlier.iter().any(|known| known.id == *about));
    }
    reviews
}
