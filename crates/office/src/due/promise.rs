//! What is due of promises: what is late or comes near, what waits for an answer, and what a body
//! has a share in.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor};
use programme::by_when::ByWhen;
use programme::code::OrganisationCode;
use programme::comparison::Promise as _;
use programme::digest::Topic;
use programme::id::{By, PlanId};
use programme::occurrence::next_due;
use programme::responsibility::Responsibility;
use programme::standing::Standing;
use programme::update::{About, Course, Step};
use store::AsAt;

use super::{COMING_DAYS, Duty, Place, answers_for, may, urgency};
use crate::office::sees;
use crate::{Error, Moment, Office};

/// A promise of whichever kind, as far as it can be due.
struct Promise<'a> {
    about: About,
    plan: PlanId,
    what: String,
    whose: String,
    link: String,
    by_when: &'a ByWhen,
    owner: &'a Responsibility,
    course: &'a Course,
    standing: Standing,
}

impl Office {
    /// Promises that are late or fall due, and what waits for an answer of those who made them.
    pub(super) async fn promises_due(
        &self,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Vec<Duty>, Error> {
        let plans = self.store.plans(&sees(actor, Shelf::Promises), AsAt::Now).await?;
        let bodies: BTreeMap<PlanId, OrganisationCode> =
            plans.into_iter().map(|kept| (kept.noun.id, kept.noun.organisation)).collect();
        let actions = self.actions(actor, moment.today, None).await?;
        let recommendations = self.recommendations(actor, moment.today, None).await?;
        let mut promises: Vec<Promise<'_>> = Vec::new();
        promises.extend(actions.iter().map(|line| Promise {
            about: About::Action(line.action.id),
            plan: line.action.plan,
            what: line.action.said.words.clone(),
            whose: line.organisation.clone(),
            link: format!("/actions/{}", line.action.id),
            by_when: &line.action.said.by_when,
            owner: &line.action.said.responsibility,
            course: &line.action.course,
            standing: line.standing,
        }));
        promises.extend(recommendations.iter().map(|line| {
            let said = &line.recommendation.said;
            Promise {
                about: About::Recommendation(line.recommendation.id),
                plan: line.recommendation.plan,
                what: said.called(),
                whose: line.organisation.clone(),
                link: format!("/recommendations/{}", line.recommendation.id),
                by_when: &said.by_when,
                owner: &said.responsibility,
                course: &line.recommendation.course,
                standing: line.standing,
            }
        }));
        promises.sort_by_key(|promise| urgency(promise.standing));
        let mut due = Vec::new();
        for promise in &promises {
            let Some(body) = bodies.get(&promise.plan) else { continue };
            due.extend(self.answers_due(actor, promise, body).await?);
        }
        for promise in &promises {
            let body = bodies.get(&promise.plan);
            due.extend(promised(promise, body.is_some_and(|body| answers_for(actor, body))));
        }
        Ok(due)
    }

    /// What is asked of the actor's own body as its share of what several are to do: until it says
    /// something of it, and again when it is late or due soon.
    pub(super) async fn shares_due(
        &self,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Vec<Duty>, Error> {
        let Some(own) = &actor.organisation else { return Ok(Vec::new()) };
        let tells = may(actor, Act::TellShare, own);
        let mut due = Vec::new();
        for line in self.shares(actor, (moment.today, None)).await? {
            if line.share.organisation != *own || line.standing == Standing::Closed {
                continue;
            }
            let untold = line.share.told.is_none();
            let (place, which) = match (line.standing, untold) {
                (Standing::Late { .. }, _) => (Place::Waiting, "late"),
                (
                    Standing::DueSoon { .. } | Standing::OnCourse { .. } | Standing::NoDateAgreed,
                    true,
                ) => (Place::Waiting, "asked"),
                (Standing::DueSoon { .. }, false) => (Place::Coming, "due soon"),
                (Standing::OnCourse { .. } | Standing::NoDateAgreed | Standing::Closed, _) => {
                    continue;
                }
            };
            let what = format!("Say how your share of “{}” stands", line.what);
            let one = Duty::new(what, line.plan.1.clone(), format!("/shares/{}", line.share.id));
            let one = one.tagged(line.standing.words(), line.standing.key());
            let says = line.by_when.due.map(|due| format!("By {}", due.words()));
            let one = Duty { place, says: says.unwrap_or_default(), ..one };
            let by = line.by_when.due.map_or_else(String::new, programme::by_when::Due::value);
            due.push(if tells {
                one.told(Topic::Promise, line.share.id.to_string(), format!("{which} {by}"))
            } else {
                one
            });
        }
        Ok(due)
    }

    /// A new date that waits for the actor's answer, and a completion that waits to be seen by
    /// them. Whoever asked answers neither.
    async fn answers_due(
        &self,
        actor: &Actor,
        promise: &Promise<'_>,
        body: &OrganisationCode,
    ) -> Result<Vec<Duty>, Error> {
        let course = promise.course;
        let someone_else = |by| actor.by != By::Person(by);
        let asked = course.asked.as_ref().filter(|asked| someone_else(asked.by));
        let asked = asked.filter(|_| may(actor, Act::AnswerDate, body));
        let done = course.completion.filter(|by| someone_else(*by));
        let done = done.filter(|_| may(actor, Act::VerifyCompletion, body));
        if asked.is_none() && done.is_none() {
            return Ok(Vec::new());
        }
        let sight = sees(actor, Shelf::Promises);
        let updates = self.store.updates(&sight, promise.about, AsAt::Now).await?;
        // The update that asked last is what tells one asking from the next.
        let newest = |is: fn(&Step) -> bool| {
            let found = updates.iter().filter(|kept| is(&kept.noun.step));
            let newest = found.max_by_key(|kept| kept.recorded);
            newest.map_or_else(|| "asked".to_owned(), |kept| kept.noun.id.to_string())
        };
        let subject = promise.about.subject();
        let one = |what: String, tag| {
            let one = Duty::new(what, promise.whose.clone(), promise.link.clone());
            one.tagged(tag, "due_soon")
        };
        let mut due = Vec::new();
        if let Some(asked) = asked {
            let to = asked.by_when.words.trim();
            let what = format!("Answer whether {to} will do for “{}”", promise.what);
            let at = newest(|step| matches!(step, Step::AskDate(_)));
            let one = one(what, "new date asked for");
            let one = Duty { says: format!("Why: “{}”", asked.reason), ..one };
            due.push(one.told(Topic::NewDate, subject.clone(), at));
        }
        if done.is_some() {
            let what = format!("See whether “{}” is complete", promise.what);
            let at = newest(|step| matches!(step, Step::AskCompletion));
            due.push(one(what, "said to be complete").told(Topic::Completion, subject, at));
        }
        Ok(due)
    }
}

/// A promise that is late or falls due. A digest tells of those of one's own body: once when it is
/// due soon, once when it is late, and again when its date moved.
fn promised(promise: &Promise<'_>, own: bool) -> Option<Duty> {
    let (place, which) = match promise.standing {
        Standing::Late { .. } => (Place::Waiting, Some("late")),
        Standing::DueSoon { .. } => (Place::Coming, Some("due soon")),
        Standing::OnCourse { days } if days <= COMING_DAYS => (Place::Coming, None),
        Standing::OnCourse { .. } | Standing::Closed | Standing::NoDateAgreed => return None,
    };
    let one = Duty::new(promise.what.clone(), promise.whose.clone(), promise.link.clone());
    let one = one.tagged(promise.standing.words(), promise.standing.key());
    let next = next_due(promise.by_when, promise.course.told);
    let by = next.map(|due| format!("By {}", due.words()));
    let owner = Some(promise.owner.words.trim()).filter(|owner| !owner.is_empty());
    let owner = owner.map(|owner| format!("owner: {owner}"));
    let says = by.into_iter().chain(owner).collect::<Vec<_>>().join("; ");
    let one = Duty { place, says, ..one };
    Some(match (which.filter(|_| own), next) {
        (Some(which), Some(due)) => {
            let occurrence = format!("{which} {}", due.value());
            one.told(Topic::Promise, promise.about.subject(), occurrence)
        }
        (Some(_) | None, Some(_) | None) => one,
    })
}
