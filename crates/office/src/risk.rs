//! Risks: the register of them, one with the actions that it threatens, and what a plan proposes.

mod keeping;
mod proposing;

use std::collections::{BTreeMap, BTreeSet};

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::civil::Date;
use programme::action::Action;
use programme::change::Thing;
use programme::code::{OrganisationCode, PlanKey};
use programme::id::{ActionId, PlanId, RiskId};
use programme::plan::Plan;
use programme::risk::{Impact, Level, Likelihood, Risk, RiskState, WordingFrom};
use programme::wording::{folded, likeness};
use store::{AsAt, Kept, WhichActions};

use crate::changes::Past;
use crate::office::{as_at, sees};
use crate::plan::{ActionLine, Plans};
use crate::{Error, Office};

pub(crate) use keeping::of_action;
pub use keeping::{NewRisk, Preview, RiskForm, RiskSaved, RiskStep};
pub use proposing::{CellLine, Choice, Chosen, PairLine, Part, PlanRisks};

/// What the register of risks is narrowed to; what is left out does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskFilter {
    /// Of this body.
    pub organisation: Option<OrganisationCode>,
    /// That arose in this plan, or threaten an action of it.
    pub plan: Option<PlanKey>,
    /// Of this level.
    pub level: Option<Level>,
    /// So likely.
    pub likelihood: Option<Likelihood>,
    /// So bad.
    pub impact: Option<Impact>,
    /// That stand so, by the key of the state; the open ones if it is blank, and all of them if it
    /// is "all".
    pub state: String,
    /// With these words in a wording, what is done about them or their owner.
    pub words: String,
}

impl RiskFilter {
    /// What it narrows a list to, in words; what a list of everything is narrowed to as well is
    /// not told here.
    pub(crate) fn says(&self) -> Vec<String> {
        let each = [
            self.level.map(Level::label),
            self.likelihood.map(Likelihood::label),
            self.impact.map(Impact::label),
            RiskState::KEYS.into_iter().find(|key| *key == self.state),
        ];
        each.into_iter().flatten().map(|words| format!("Only those: {words}")).collect()
    }
}

/// A risk in a list.
#[derive(Clone, Debug)]
pub struct RiskLine {
    /// The risk.
    pub risk: Risk,
    /// Whose it is.
    pub organisation: String,
    /// The plan in which it arose, by key and title.
    pub plan: Option<(PlanKey, String)>,
}

/// The register of risks.
#[derive(Clone, Debug)]
pub struct Risks {
    /// The lines, the highest score first; those not assessed last.
    pub lines: Vec<RiskLine>,
    /// How many the actor may see, whatever it is narrowed to.
    pub all: usize,
    /// How many there are at each place of the matrix, whatever level and place it is narrowed to.
    pub matrix: BTreeMap<(Likelihood, Impact), usize>,
    /// How many are not assessed, likewise.
    pub not_assessed: usize,
    /// The bodies that have any, by name.
    pub organisations: BTreeMap<OrganisationCode, String>,
    /// The plans that the actor may see, by key.
    pub plans: BTreeMap<PlanKey, String>,
}

/// A wording, with where it stands.
#[derive(Clone, Debug)]
pub struct WordingLine {
    /// The words.
    pub words: String,
    /// The action that says so, if one does and the actor may see it.
    pub action: Option<(ActionId, String)>,
    /// Somebody typed it.
    pub typed: bool,
    /// It came with a risk that was merged into this one.
    pub merged: bool,
}

/// A risk with everything beside it.
#[derive(Clone, Debug)]
pub struct RiskPage {
    /// The risk.
    pub line: RiskLine,
    /// The revision shown.
    pub revision: i64,
    /// Every wording.
    pub wordings: Vec<WordingLine>,
    /// The actions that it threatens, with where each stands.
    pub actions: Vec<ActionLine>,
    /// The risk into which it is merged, by its words.
    pub into: Option<(RiskId, String)>,
    /// What was merged into it, by the words of each.
    pub absorbed: Vec<(RiskId, String)>,
    /// Open risks of its body that look as if they said the same, with how alike they are.
    pub alike: Vec<(RiskId, String, usize)>,
    /// Its revisions, the newest first.
    pub history: Vec<Past>,
    /// Whether this person may write it.
    pub may: bool,
}

/// A plan to which a list is narrowed, if it is there, and its actions.
type OfPlan = (Option<PlanId>, BTreeSet<ActionId>);

impl Office {
    /// The risks the actor may see, and how they lie in the matrix.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn risks(
        &self,
        actor: &Actor,
        filter: &RiskFilter,
        at: Option<Date>,
    ) -> Result<Risks, Error> {
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.risks(&sight, None, as_at(at)).await?;
        let plans = self.plans_within(&sight, as_at(at)).await?;
        let names = self.organisation_names().await?;
        let wanted = self.of_plan(&sight, filter.plan.as_ref(), at).await?;
        let all = kept.len();
        let mut organisations = BTreeMap::new();
        let mut lines = Vec::new();
        for Kept { noun: risk, .. } in kept {
            let line = line(risk, &plans, &names);
            organisations.insert(line.risk.organisation.clone(), line.organisation.clone());
            if takes(filter, wanted.as_ref(), &line.risk) {
                lines.push(line);
            }
        }
        let mut matrix: BTreeMap<(Likelihood, Impact), usize> = BTreeMap::new();
        let mut not_assessed = 0;
        for assessment in lines.iter().map(|line| line.risk.assessment) {
            match (assessment.likelihood, assessment.impact) {
                (Some(likelihood), Some(impact)) => {
                    *matrix.entry((likelihood, impact)).or_default() += 1;
                }
                (None, _) | (_, None) => not_assessed += 1,
            }
        }
        lines.retain(|line| {
            let own = line.risk.assessment;
            filter.level.is_none_or(|level| own.level() == level)
                && filter.likelihood.is_none_or(|one| own.likelihood == Some(one))
                && filter.impact.is_none_or(|one| own.impact == Some(one))
        });
        lines.sort_by_key(|line| std::cmp::Reverse(line.risk.assessment.score()));
        let plans = plans.each().map(|(plan, _)| (plan.key.clone(), plan.title.clone())).collect();
        Ok(Risks { lines, all, matrix, not_assessed, organisations, plans })
    }

    /// A risk, with the actions that it threatens and where each stands on a day. One that a body
    /// left is there for the one that follows it.
    ///
    /// # Errors
    ///
    /// If there is no such risk, or it is not the actor's to see.
    pub async fn risk(
        &self,
        actor: &Actor,
        id: RiskId,
        day: Date,
        at: Option<Date>,
    ) -> Result<RiskPage, Error> {
        let when = as_at(at);
        let find = move |sight: Sight| async move { Ok(self.store.risk(&sight, id, when).await?) };
        let (kept, sight) = self.found_to_read(actor, find).await?;
        let Kept { noun: risk, revision, .. } = kept;
        let body = risk.organisation.clone();
        let plans = self.plans_within(&sight, when).await?;
        let actions = self.actions_of(&sight, &body, (day, when), &plans).await?;
        let others = self.store.risks(&sight, Some(&body), when).await?;
        let words = |id: RiskId| {
            let found = others.iter().find(|other| other.noun.id == id);
            found.map(|other| (id, other.noun.words().to_owned()))
        };
        let into = match risk.state {
            RiskState::Merged { into } => words(into),
            RiskState::Open | RiskState::Closed { .. } => None,
        };
        let mut history = self.past(&sight, &id.to_string(), Thing::Risk).await?;
        for told in history.iter_mut().flat_map(|past| &mut past.differences) {
            let own = actions.iter().map(|line| &line.action);
            told.before = called(&told.before, &own);
            told.after = called(&told.after, &own);
        }
        let threatened = risk.every_action();
        let may = at.is_none() && permit(actor, Act::WriteRisk, Some(&body)).is_ok();
        Ok(RiskPage {
            absorbed: risk.absorbed.iter().filter_map(|one| words(one.risk)).collect(),
            wordings: wordings(&risk, &actions),
            alike: if risk.state == RiskState::Open { alike(&risk, &others) } else { Vec::new() },
            history,
            actions: actions
                .into_iter()
                .filter(|line| threatened.contains(&line.action.id))
                .collect(),
            into,
            may,
            revision,
            line: line(risk, &plans, &self.organisation_names().await?),
        })
    }

    /// The open risks to an action of a plan, as at now or a day, and whether this person may add
    /// one.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn risks_to(
        &self,
        actor: &Actor,
        (action, plan): (ActionId, &PlanKey),
        at: Option<Date>,
    ) -> Result<(Vec<Risk>, bool), Error> {
        let find = move |sight: Sight| async move {
            let body = self.store.plan_called(&sight, plan).await?.noun.organisation;
            let kept = self.store.risks(&sight, Some(&body), as_at(at)).await?;
            Ok((kept, body))
        };
        let ((kept, body), _) = self.found_to_read(actor, find).await?;
        let own = kept
            .into_iter()
            .map(|kept| kept.noun)
            .filter(|risk| risk.state == RiskState::Open && risk.every_action().contains(&action));
        Ok((own.collect(), at.is_none() && Self::may_write_risk(actor, &body)))
    }

    /// Whether the actor may add a risk to the things of a body.
    pub fn may_write_risk(actor: &Actor, body: &OrganisationCode) -> bool {
        permit(actor, Act::WriteRisk, Some(body)).is_ok()
    }

    /// The actions of one body, with where each stands.
    async fn actions_of(
        &self,
        sight: &Sight,
        body: &OrganisationCode,
        (day, when): (Date, AsAt),
        plans: &Plans,
    ) -> Result<Vec<ActionLine>, Error> {
        let which = WhichActions { organisation: Some(body.clone()), plan: None };
        let kept = self.store.actions(sight, &which, when).await?;
        Ok(kept.into_iter().filter_map(|kept| plans.action(kept.noun, day)).collect())
    }

    /// A plan and its actions, where a list is narrowed to one.
    async fn of_plan(
        &self,
        sight: &Sight,
        key: Option<&PlanKey>,
        at: Option<Date>,
    ) -> Result<Option<OfPlan>, Error> {
        let Some(key) = key else { return Ok(None) };
        let plan = match self.store.plan_called(sight, key).await {
            Ok(kept) => kept.noun.id,
            // Of a plan that is not there, there are no risks.
            Err(store::Error::NotFound) => return Ok(Some((None, BTreeSet::new()))),
            Err(error) => return Err(error.into()),
        };
        let which = WhichActions { plan: Some(plan), organisation: None };
        let actions = self.store.actions(sight, &which, as_at(at)).await?;
        Ok(Some((Some(plan), actions.into_iter().map(|kept| kept.noun.id).collect())))
    }
}

/// Words in which actions are named by their identities, with the words of the actions instead.
pub(crate) fn called<'a>(
    text: &str,
    actions: &(impl Iterator<Item = &'a Action> + Clone),
) -> String {
    let word = |part: &str| match part.parse::<ActionId>() {
        Ok(id) => {
            let found = actions.clone().find(|action| action.id == id);
            found.map_or_else(|| "an action".to_owned(), |action| action.said.words.clone())
        }
        Err(_) => part.to_owned(),
    };
    text.split("; ").map(word).collect::<Vec<_>>().join("; ")
}

fn line(risk: Risk, plans: &Plans, names: &BTreeMap<OrganisationCode, String>) -> RiskLine {
    let of = risk.plan.and_then(|id| plans.each().find(|(plan, _)| plan.id == id));
    let keyed = |(plan, _): (&Plan, &str)| (plan.key.clone(), plan.title.clone());
    let organisation = crate::organisation::name_in(names, &risk.organisation);
    RiskLine { plan: of.map(keyed), organisation, risk }
}

/// Whether a list narrowed so has a risk, whatever its assessment.
fn takes(filter: &RiskFilter, plan: Option<&OfPlan>, risk: &Risk) -> bool {
    let state = if filter.state.is_empty() { "open" } else { filter.state.as_str() };
    let of_plan = |(plan, actions): &OfPlan| {
        (plan.is_some() && risk.plan == *plan) || !risk.every_action().is_disjoint(actions)
    };
    let sought = folded(&filter.words);
    let says = || {
        let words = risk.every_wording().map(|wording| wording.words.as_str());
        let all = words.chain([risk.mitigation.as_str(), risk.owner.words.as_str()]);
        all.map(folded).any(|text| text.contains(&sought))
    };
    (state == "all" || state == risk.state.key())
        && filter.organisation.as_ref().is_none_or(|body| risk.organisation == *body)
        && plan.is_none_or(of_plan)
        && (sought.is_empty() || says())
}

fn wordings(risk: &Risk, actions: &[ActionLine]) -> Vec<WordingLine> {
    let own = risk.wordings.len();
    let line = |(at, wording): (usize, &programme::risk::Wording)| {
        let (action, typed) = match wording.from {
            WordingFrom::Typed => (None, true),
            WordingFrom::Action(id) => {
                let found = actions.iter().find(|line| line.action.id == id);
                (found.map(|line| (id, line.action.said.words.clone())), false)
            }
        };
        WordingLine { words: wording.words.clone(), action, typed, merged: at >= own }
    };
    risk.every_wording().enumerate().map(line).collect()
}

/// How alike two risks must be before one is shown beside the other, in hundredths.
const LIKE: usize = 50;

/// The open risks that look as if they said the same, the likest first.
fn alike(risk: &Risk, others: &[Kept<Risk>]) -> Vec<(RiskId, String, usize)> {
    let open = others.iter().map(|kept| &kept.noun);
    let open = open.filter(|other| other.id != risk.id && other.state == RiskState::Open);
    let likest = |other: &Risk| {
        let each = risk.every_wording();
        let pairs = each.flat_map(|one| other.every_wording().map(move |two| (one, two)));
        pairs.map(|(one, two)| likeness(&one.words, &two.words)).max().unwrap_or(0)
    };
    let mut found: Vec<_> =
        open.map(|other| (other.id, other.words().to_owned(), likest(other))).collect();
    found.retain(|(.., likeness)| *likeness >= LIKE);
    found.sort_by_key(|(id, _, likeness)| (std::cmp::Reverse(*likeness), *id));
    found
}
