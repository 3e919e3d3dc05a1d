//! Objectives: what was promised, and the measure that will show whether the gap closes.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use charts::Judged;
use jiff::civil::Date;
use programme::aim::{ConfirmedAim, ProposedAim, Reading, aims};
use programme::code::{IndicatorKey, OrganisationCode, RoundKey};
use programme::framework::Framework;
use programme::id::{ImportId, ObjectiveId, SubmissionId};
use programme::indicator::Breakdown;
use programme::objective::{MeasuredBy, Objective};
use programme::round::Round;
use programme::submission::ProposedProgress;
use store::{AsAt, Kept, WhichObjectives, WhichSubmissions};

use crate::finding::Exhibit;
use crate::form::{is_about, says_anything};
use crate::office::{as_at, sees};
use crate::organisation::name_in;
use crate::plan::{ActionLine, HistoryLine};
use crate::{Error, Moment, Office};

/// One line of the list of objectives.
#[derive(Clone, Debug)]
pub struct ObjectiveLine {
    /// Identity.
    pub id: ObjectiveId,
    /// The submission it is part of.
    pub submission: SubmissionId,
    /// Who promised.
    pub organisation: String,
    /// Their code.
    pub code: OrganisationCode,
    /// The sub-category with its code.
    pub sub_category: String,
    /// The theme's letter.
    pub theme: char,
    /// The promise, in their words.
    pub words: String,
    /// The round's key.
    pub round: String,
    /// What measures it, if something does.
    pub measured_by: Option<MeasuredBy>,
    /// New since the last round.
    pub new: bool,
}

/// Which objectives a list shows.
#[derive(Clone, Debug, Default)]
pub struct ObjectiveFilter {
    /// Only of this body.
    pub organisation: Option<OrganisationCode>,
    /// Only under this theme.
    pub theme: Option<char>,
}

/// An objective, and everything beside it.
#[derive(Clone, Debug)]
pub struct ObjectivePage {
    /// The objective.
    pub objective: Objective,
    /// Who promised.
    pub organisation: String,
    /// The title of the round.
    pub round_title: String,
    /// The sub-category with its code.
    pub sub_category: String,
    /// The theme with its letter.
    pub theme: String,
    /// The newest released gap, if a measure is named and has been run.
    pub exhibit: Option<Exhibit>,
    /// The indicators it could be measured by.
    pub indicators: Vec<(IndicatorKey, String)>,
    /// Whether this person may say what measures it.
    pub may_measure: bool,
    /// The revision shown.
    pub revision: i64,
    /// Its revisions, newest first.
    pub history: Vec<HistoryLine>,
    /// The import, file and place it came from, when the actor may see them.
    pub source: Option<(ImportId, String, String)>,
    /// The actions of the same body that are not closed.
    pub actions: Vec<ActionLine>,
    /// What was said of its progress, return by return, the newest first.
    pub reviews: Vec<Reviewed>,
    /// The objective of an earlier round that it carries on, with the title of that round.
    pub carries_on: Option<(ObjectiveId, String)>,
    /// Where each confirmed target stands, in the order of the objective's; none without a measure.
    pub judged: Vec<Judged>,
    /// The targets that its words seem to set and nobody has confirmed yet.
    pub proposed: Vec<ProposedAim>,
}

/// What one return said of an objective's progress.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The submission that said it.
    pub submission: SubmissionId,
    /// The title of its round.
    pub round: String,
    /// The day it came in, if it has.
    pub received: Option<Date>,
    /// What it said.
    pub said: ProposedProgress,
}

impl Office {
    /// The objectives the actor may see, by organisation, in the framework's own order.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn objectives(
        &self,
        actor: &Actor,
        filter: &ObjectiveFilter,
        at: Option<Date>,
    ) -> Result<Vec<ObjectiveLine>, Error> {
        let sight = sees(actor, Shelf::Promises);
        let which = WhichObjectives {
            organisation: filter.organisation.clone(),
            theme: filter.theme,
            ..WhichObjectives::default()
        };
        self.objective_lines(&sight, &which, as_at(at)).await
    }

    /// The objectives within a sight, as lines.
    pub(crate) async fn objective_lines(
        &self,
        sight: &Sight,
        which: &WhichObjectives,
        as_at: AsAt,
    ) -> Result<Vec<ObjectiveLine>, Error> {
        let names = self.organisation_names().await?;
        let frameworks = self.round_frameworks().await?;
        let all = self.store.objectives(sight, which, as_at).await?;
        let line = |kept: Kept<Objective>| {
            let objective = kept.noun;
            let (theme, sub_category, _) = placed(&frameworks, &objective);
            ObjectiveLine {
                id: objective.id,
                submission: objective.submission,
                organisation: name_in(&names, &objective.organisation),
                code: objective.organisation,
                sub_category,
                theme,
                words: objective.promise.objective,
                round: objective.round.to_string(),
                measured_by: objective.measured_by,
                new: objective.promise.new,
            }
        };
        Ok(all.into_iter().map(line).collect())
    }

    /// An objective with its gap, its actions and its history. One that a body left is there for the
    /// one that follows it.
    ///
    /// # Errors
    ///
    /// If there is no such objective, or it is not the actor's to see.
    pub async fn objective(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ObjectiveId,
        at: Option<Date>,
    ) -> Result<ObjectivePage, Error> {
        let find = move |sight: Sight| async move {
            let kept =
                self.store.objectives(&sight, &WhichObjectives::default(), as_at(at)).await?;
            kept.into_iter().find(|kept| kept.noun.id == id).ok_or(Error::NotFound)
        };
        let (kept, sight) = self.found_to_read(actor, find).await?;
        let Kept { noun: objective, revision, .. } = kept;
        let exhibit = match &objective.measured_by {
            Some(measure) => self.newest_exhibit(actor, measure, at).await?,
            None => None,
        };
        let indicators = self.indicators(actor, None).await?;
        let (_, sub_category, theme) = placed(&self.round_frameworks().await?, &objective);
        let mut actions = self.actions_within(&sight, at.unwrap_or(moment.today), at).await?;
        let organisation = self.organisation_name(&objective.organisation).await?;
        actions.retain(|line| {
            line.organisation == organisation && !line.action.said.status.declared.is_closed()
        });
        let may = permit(actor, Act::MeasureObjective, Some(&objective.organisation)).is_ok();
        let round = self.known_round(&objective.round).await?;
        Ok(ObjectivePage {
            judged: self.judged(actor, &objective, &round, at).await?,
            proposed: unconfirmed(&objective),
            carries_on: self.carried_on(&sight, &objective).await?,
            reviews: self.reviews_of(&sight, &objective, at).await?,
            organisation,
            round_title: round.title,
            sub_category,
            theme,
            exhibit,
            indicators: indicators.into_iter().map(|line| (line.key, line.title)).collect(),
            may_measure: may && at.is_none(),
            revision,
            history: self.history_within(&sight, &id.to_string()).await?,
            source: self.source(actor, &objective.origin).await?,
            actions,
            objective,
        })
    }

    /// Each confirmed target held against what was released: a gap against that of the groups by which
    /// it is judged, a level against everyone. Where things stood is what was known when the promise
    /// was due, or when the target was confirmed if that was sooner.
    async fn judged(
        &self,
        actor: &Actor,
        objective: &Objective,
        round: &Round,
        at: Option<Date>,
    ) -> Result<Vec<Judged>, Error> {
        let Some(measure) = &objective.measured_by else { return Ok(Vec::new()) };
        let everyone = Breakdown(Vec::new()).to_string();
        let mut judged = Vec::new();
        for aim in &objective.aims {
            let breakdown = match &aim.aim.reading {
                Reading::Gap { .. } => &measure.breakdown,
                Reading::Level { .. } => &everyone,
            };
            let mut found = self.released(actor, &measure.indicator, breakdown, at).await?;
            found.reverse();
            judged.push(charts::judged(&found, aim, aim.on.min(round.due)));
        }
        Ok(judged)
    }

    /// The objective that one carries on, with the title of its round.
    async fn carried_on(
        &self,
        sight: &Sight,
        objective: &Objective,
    ) -> Result<Option<(ObjectiveId, String)>, Error> {
        let Some(earlier) = objective.promise.carries_on else { return Ok(None) };
        match self.store.objective(sight, earlier).await {
            Ok(found) => Ok(Some((earlier, self.known_round(&found.noun.round).await?.title))),
            // It was taken back with its return, or is out of sight.
            Err(store::Error::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What was said of an objective's progress, the newest first.
    async fn reviews_of(
        &self,
        sight: &Sight,
        objective: &Objective,
        at: Option<Date>,
    ) -> Result<Vec<Reviewed>, Error> {
        let organisation = Some(objective.organisation.clone());
        let which = WhichSubmissions { round: None, organisation };
        let kept = self.store.submissions(sight, &which, as_at(at)).await?;
        let naming = self.naming().await?;
        let mut reviews = Vec::new();
        for submission in kept.into_iter().map(|kept| kept.noun) {
            let title = naming.round(&submission.round);
            for row in submission.reviews.iter().flat_map(|review| &review.rows) {
                if is_about(row, objective) && says_anything(row) {
                    reviews.push(Reviewed {
                        submission: submission.id,
                        round: title.clone(),
                        received: submission.received,
                        said: row.clone(),
                    });
                }
            }
        }
        reviews.sort_by_key(|review| std::cmp::Reverse(review.received));
        Ok(reviews)
    }

    /// Says which indicator shows whether an objective's gap closes, or that none does.
    ///
    /// # Errors
    ///
    /// If the actor may not, nothing has been released for that indicator and breakdown, or
    /// someone changed the objective first.
    pub async fn measure_objective(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ObjectiveId,
        revision: i64,
        measured_by: Option<MeasuredBy>,
    ) -> Result<(), Error> {
        let sight = sees(actor, Shelf::Promises);
        let objective = self.store.objective(&sight, id).await?.noun;
        let permit = permit(actor, Act::MeasureObjective, Some(&objective.organisation))?;
        if let Some(measure) = &measured_by
            && self.newest_exhibit(actor, measure, None).await?.is_none()
        {
            let what = format!(
                "nothing has been released for {} by {}",
                measure.indicator, measure.breakdown
            );
            return Err(Error::Unknown { what });
        }
        let seen = (id, revision);
        let today = moment.today;
        self.store.measure_objective(&permit, moment.now, seen, measured_by, today).await?;
        Ok(())
    }
}

impl Office {
    /// Confirms targets that the words of an objective set, by where in the words they begin, each
    /// with where things stood. What was confirmed before stays.
    ///
    /// # Errors
    ///
    /// If the actor may not, nothing is chosen, the words set no such target, or someone changed
    /// the objective first.
    pub async fn confirm_aims(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, revision): (ObjectiveId, i64),
        chosen: &[(usize, String)],
    ) -> Result<(), Error> {
        let objective = self.store.objective(&sees(actor, Shelf::Promises), id).await?.noun;
        let permit = permit(actor, Act::MeasureObjective, Some(&objective.organisation))?;
        let mut confirmed = objective.aims.clone();
        for aim in unconfirmed(&objective) {
            if let Some((_, baseline)) = chosen.iter().find(|(start, _)| *start == aim.start) {
                let baseline = baseline.trim().to_owned();
                confirmed.push(ConfirmedAim { aim, baseline, on: moment.today });
            }
        }
        if confirmed.len() == objective.aims.len() {
            return Err(Error::Unknown { what: "Choose which of them are targets".to_owned() });
        }
        let seen = (id, revision);
        self.store.confirm_aims(&permit, moment.now, seen, confirmed, moment.today).await?;
        Ok(())
    }
}

/// The targets that an objective's outcomes seem to set, and nobody has confirmed.
fn unconfirmed(objective: &Objective) -> Vec<ProposedAim> {
    let mut found = aims(&objective.promise.outcomes);
    found.retain(|aim| !objective.aims.iter().any(|known| known.aim.words == aim.words));
    found
}

/// The theme's letter, the sub-category with its code, and the theme with its letter: as the
/// framework of its round names them.
fn placed(
    frameworks: &BTreeMap<RoundKey, Framework>,
    objective: &Objective,
) -> (char, String, String) {
    let promise = &objective.promise;
    let framework = frameworks.get(&objective.round);
    let code = promise.sub_category.as_ref();
    let letter = promise.stands_under().unwrap_or('?');
    let node = code.and_then(|code| framework?.sub_category(code));
    let sub_category = node.map_or_else(
        || promise.sub_category_words.clone(),
        |node| format!("{} {}", node.code, node.title()),
    );
    let theme = framework.and_then(|framework| framework.theme(letter));
    let theme = theme.map_or_else(String::new, |theme| format!("{letter} {}", theme.title()));
    (letter, sub_category, theme)
}
