//! Changes: what a round's returns say on one day and did not on another.

use std::collections::BTreeMap;

use authority::Actor;
use authority::policy::Shelf;
use jiff::civil::Date;
use programme::code::{OrganisationCode, RoundKey};
use programme::id::ObjectiveId;
use programme::objective::Objective;
use programme::round::Round;
use programme::submission::SubmissionState;
use store::{AsAt, WhichObjectives, WhichSubmissions};

use crate::office::sees;
use crate::organisation::name_in;
use crate::{Error, Office};

/// What changed in a round from one day to another.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The round.
    pub round: Round,
    /// The bodies in which anything did, in the order asked.
    pub bodies: Vec<ChangedBody>,
}

/// What changed in the return of one body.
#[derive(Clone, Debug)]
pub struct ChangedBody {
    /// Its name.
    pub organisation: String,
    /// Where its return stood on the first day and on the second, where that differs.
    pub state: Option<(SubmissionState, SubmissionState)>,
    /// What it promises now and did not.
    pub new: Vec<(ObjectiveId, String)>,
    /// What it promises in other words: before and now.
    pub reworded: Vec<(ObjectiveId, String, String)>,
    /// What it promised and does not now.
    pub gone: Vec<String>,
}

impl Office {
    /// What the returns of a round within sight say on a day and did not on an earlier one.
    ///
    /// # Errors
    ///
    /// If there is no such round.
    pub async fn changes(
        &self,
        actor: &Actor,
        key: &RoundKey,
        (since, until): (Date, Date),
    ) -> Result<Changes, Error> {
        let round = self.known_round(key).await?;
        let names = self.organisation_names().await?;
        let (before, after) =
            (self.said_on(actor, key, since).await?, self.said_on(actor, key, until).await?);
        let mut bodies = Vec::new();
        for code in &round.asked {
            let changed = ChangedBody {
                organisation: name_in(&names, code),
                state: moved(before.states.get(code), after.states.get(code)),
                new: Vec::new(),
                reworded: Vec::new(),
                gone: Vec::new(),
            };
            let changed = before.compared(&after, code, changed);
            bodies.extend(changed.is_any().then_some(changed));
        }
        Ok(Changes { round, bodies })
    }

    async fn said_on(&self, actor: &Actor, key: &RoundKey, day: Date) -> Result<Said, Error> {
        let sight = sees(actor, Shelf::Promises);
        let which = WhichSubmissions { round: Some(key.clone()), ..WhichSubmissions::default() };
        let returns = self.store.submissions(&sight, &which, AsAt::Day(day)).await?;
        let which = WhichObjectives { round: Some(key.clone()), ..WhichObjectives::default() };
        let objectives = self.store.objectives(&sight, &which, AsAt::Day(day)).await?;
        let state = |kept: store::Kept<programme::submission::Submission>| {
            (kept.noun.organisation, kept.noun.state)
        };
        Ok(Said {
            states: returns.into_iter().map(state).collect(),
            objectives: objectives.into_iter().map(|kept| (kept.noun.id, kept.noun)).collect(),
        })
    }
}

/// What was said on one day.
struct Said {
    states: BTreeMap<OrganisationCode, SubmissionState>,
    objectives: BTreeMap<ObjectiveId, Objective>,
}

impl Said {
    fn compared(&self, after: &Self, code: &OrganisationCode, mut to: ChangedBody) -> ChangedBody {
        let own = |one: &&Objective| one.organisation == *code;
        for now in after.objectives.values().filter(own) {
            let words = now.promise.objective.clone();
            match self.objectives.get(&now.id) {
                None => to.new.push((now.id, words)),
                Some(then) if then.promise != now.promise => {
                    to.reworded.push((now.id, then.promise.objective.clone(), words));
                }
                Some(_) => {}
            }
        }
        let gone = self.objectives.values().filter(own);
        let gone = gone.filter(|then| !after.objectives.contains_key(&then.id));
        to.gone.extend(gone.map(|then| then.promise.objective.clone()));
        to
    }
}

impl ChangedBody {
    fn is_any(&self) -> bool {
        self.state.is_some()
            || !self.new.is_empty()
            || !self.reworded.is_empty()
            || !self.gone.is_empty()
    }
}

/// Where a return stood and stands, where that differs; what was not there had not been started.
fn moved(
    before: Option<&SubmissionState>,
    after: Option<&SubmissionState>,
) -> Option<(SubmissionState, SubmissionState)> {
    let state = |of: Option<&SubmissionState>| *of.unwrap_or(&SubmissionState::NotStarted);
    let pair = (state(before), state(after));
    (pair.0 != pair.1).then_some(pair)
}
