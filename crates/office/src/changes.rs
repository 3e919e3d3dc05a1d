//! Changes: what stands on one day and did not stand so on another.

use authority::policy::Shelf;
use authority::{Actor, Sight};
use jiff::civil::Date;
use programme::change::{ACTIONS, Change, Difference, Kind, Thing, differences};
use programme::code::{OrganisationCode, PlanKey, RoundKey};
use programme::correspondence::End;
use programme::id::PlanId;
use serde::de::DeserializeOwned;
use store::{AsAt, WhichActions};

use crate::crosswalk::Ties;
use crate::journal::name;
use crate::naming::Naming;
use crate::office::sees;
use crate::plan::HistoryLine;
use crate::risk::called;
use crate::{Error, Office};

/// Which changes are asked for; what is left out does not narrow them.
#[derive(Clone, Debug, Default)]
pub struct ChangeFilter {
    /// Of things of this kind.
    pub kind: Option<Kind>,
    /// Of this body's things.
    pub organisation: Option<OrganisationCode>,
    /// Of this round and what stands in it.
    pub round: Option<RoundKey>,
    /// Of this plan and what stands in it.
    pub plan: Option<PlanKey>,
}

/// A thing that changed.
#[derive(Clone, Debug)]
pub struct ChangeLine {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its name among the things of its kind.
    pub subject: String,
    /// What people call it.
    pub title: String,
    /// Whose it is, if it is somebody's.
    pub organisation: Option<String>,
    /// What became of it.
    pub became: Became,
    /// The day from which that is true.
    pub effective: Date,
    /// Who told it.
    pub by: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// What became of a thing from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It is new.
    New,
    /// It says something else.
    Changed(Vec<Difference>),
    /// It is there no longer.
    Gone,
}

/// One revision of a thing, with what was different in it.
#[derive(Clone, Debug)]
pub struct Past {
    /// The revision.
    pub line: HistoryLine,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// What it tells otherwise than the one before.
    pub differences: Vec<Difference>,
}

impl Office {
    /// The revisions of a thing within a sight, the newest first.
    pub(crate) async fn past<T: DeserializeOwned>(
        &self,
        sight: &Sight,
        subject: &str,
        thing: impl Fn(Box<T>) -> Thing,
    ) -> Result<Vec<Past>, Error> {
        let (people, naming) = (self.names().await?, self.naming().await?);
        let named = |code: &OrganisationCode| naming.organisation(code);
        let mut past = Vec::new();
        let mut before: Option<Thing> = None;
        for revision in self.store.history(sight, subject).await? {
            let unread = |_| store::Error::Corrupt { table: "revision", id: subject.to_owned() };
            let now = serde_json::from_value(revision.body).map(&thing).map_err(unread)?;
            let line = HistoryLine {
                revision: revision.revision,
                effective: revision.effective,
                recorded: revision.recorded,
                by: name(&people, &revision.by.to_string()),
                says: if before.is_none() { "First kept" } else { "Changed" }.to_owned(),
            };
            let differences =
                before.as_ref().map_or_else(Vec::new, |old| differences(old, &now, &named));
            past.push(Past { line, reason: revision.reason, differences });
            before = Some(now);
        }
        past.reverse();
        Ok(past)
    }

    /// What is within sight and stands on the second day otherwise than on the first: by kind, the
    /// latest first.
    ///
    /// # Errors
    ///
    /// If it is asked for a plan that is not there, or the database does not answer.
    pub async fn changes(
        &self,
        actor: &Actor,
        filter: &ChangeFilter,
        days: (Date, Date),
    ) -> Result<Vec<ChangeLine>, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plan = match &filter.plan {
            Some(key) => Some(self.store.plan_called(&sight, key).await?.noun.id),
            None => None,
        };
        let naming = self.naming().await?;
        let people = self.names().await?;
        let mut lines = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| filter.kind.is_none_or(|one| one == *kind))
        {
            let mut changes = self.store.changes(&sight, kind, days).await?;
            changes.retain(|change| wanted(change, filter, plan));
            let ties = if kind == Kind::Correspondence && !changes.is_empty() {
                Some(self.ties(&sight, (days.1, Some(days.1))).await?)
            } else {
                None
            };
            for change in changes {
                let called = change.thing().map(|thing| title(&naming, ties.as_ref(), thing));
                let called = called.unwrap_or_default();
                lines.extend(line(&naming, (kind, called), change, |by| name(&people, by)));
            }
        }
        self.name_actions(&sight, &mut lines).await?;
        Ok(lines)
    }

    /// Calls the actions that risks threaten by their words, where what they threaten is told.
    async fn name_actions(&self, sight: &Sight, lines: &mut [ChangeLine]) -> Result<(), Error> {
        let told = lines.iter_mut().filter_map(|line| match &mut line.became {
            Became::Changed(differences) => Some(differences),
            Became::New | Became::Gone => None,
        });
        let told: Vec<&mut Difference> =
            told.flatten().filter(|difference| difference.fact == ACTIONS).collect();
        if told.is_empty() {
            return Ok(());
        }
        let kept = self.store.actions(sight, &WhichActions::default(), AsAt::Now).await?;
        for difference in told {
            let actions = kept.iter().map(|kept| &kept.noun);
            difference.before = called(&difference.before, &actions);
            difference.after = called(&difference.after, &actions);
        }
        Ok(())
    }
}

fn wanted(change: &Change, filter: &ChangeFilter, plan: Option<PlanId>) -> bool {
    let Some(thing) = change.thing() else { return false };
    filter.organisation.as_ref().is_none_or(|body| change.organisation.as_ref() == Some(body))
        && filter.round.as_ref().is_none_or(|round| thing.round() == Some(round))
        && plan.is_none_or(|plan| thing.plan() == Some(plan))
}

/// The line of a change; none where all that changed is nothing that people say of it.
fn line(
    naming: &Naming,
    (kind, title): (Kind, String),
    change: Change,
    person: impl Fn(&str) -> String,
) -> Option<ChangeLine> {
    let became = match (&change.before, &change.after) {
        (None, _) => Became::New,
        (Some(_), None) => Became::Gone,
        (Some(_), Some(_)) => {
            let differences = change.differences(&|code| naming.organisation(code));
            if differences.is_empty() {
                return None;
            }
            Became::Changed(differences)
        }
    };
    Some(ChangeLine {
        kind,
        title,
        became,
        organisation: change.organisation.as_ref().map(|code| naming.organisation(code)),
        effective: change.effective,
        by: person(&change.by.to_string()),
        reason: change.reason,
        subject: match change.after.or(change.before) {
            // A plan is found by its key.
            Some(Thing::Plan(plan)) => plan.key.to_string(),
            _ => change.subject,
        },
    })
}

fn title(naming: &Naming, ties: Option<&Ties>, thing: &Thing) -> String {
    match thing {
        Thing::Submission(submission) => format!("Return to {}", naming.round(&submission.round)),
        Thing::PeerReview(review) => format!(
            "Review of {} by {}",
            naming.organisation(&review.reviewed),
            naming.organisation(&review.reviewer)
        ),
        Thing::Communication(communication) => {
            let said = &communication.said;
            format!("{}: {}", said.wave.words(), said.audience)
        }
        Thing::Correspondence(one) => {
            let called =
                |end: &End| ties.map_or_else(|| end.to_string(), |ties| ties.called(end).words);
            format!("{}, mapped to {}", called(&one.from), called(&one.to))
        }
        Thing::Round(_)
        | Thing::Objective(_)
        | Thing::Insight(_)
        | Thing::Plan(_)
        | Thing::Recommendation(_)
        | Thing::Action(_)
        | Thing::Risk(_)
        | Thing::Organisation(_) => thing.title().to_owned(),
    }
}
