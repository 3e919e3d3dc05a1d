//! What a plan proposes as risks: the cells of its actions, told apart by a machine, from which a
//! person takes what holds.

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::civil::Date;
use programme::action::Action;
use programme::code::PlanKey;
use programme::id::{ActionId, RiskId};
use programme::plan::Plan;
use programme::risk::{Cell, Risk, proposed};
use programme::wording::alike;
use store::{AsAt, WhichActions};

use super::keeping::{numbered, of_action};
use crate::office::sees;
use crate::plan::ActionLine;
use crate::{Error, Moment, Office};

/// What a plan proposes as risks.
#[derive(Clone, Debug)]
pub struct PlanRisks {
    /// The plan.
    pub plan: Plan,
    /// Whose it is.
    pub organisation: String,
    /// The actions that record risks.
    pub cells: Vec<CellLine>,
    /// Parts that look as if they said one risk.
    pub pairs: Vec<PairLine>,
    /// How many actions record none.
    pub blank: usize,
    /// Whether this person may keep risks of the plan.
    pub may: bool,
}

/// The risks of one action, as written and as they could be told apart.
#[derive(Clone, Debug)]
pub struct CellLine {
    /// The action.
    pub action: ActionLine,
    /// What is proposed of it.
    pub cell: Cell,
    /// An identity by which the risks made of it are numbered.
    pub first: RiskId,
}

/// A part of a cell: its action, and which part of it, from 0.
pub type Part = (ActionId, usize);

/// Two parts that look as if they said one risk.
#[derive(Clone, Debug)]
pub struct PairLine {
    /// The earlier.
    pub one: (Part, String),
    /// The later.
    pub other: (Part, String),
    /// How many in a hundred of the words are common.
    pub likeness: usize,
}

/// What becomes of the risks of one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Each part is a risk.
    Apart,
    /// All of it is one.
    Whole,
    /// None is kept now.
    Not,
}

/// What a person chose of one action.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The action.
    pub action: ActionId,
    /// Its words, as they were seen.
    pub words: String,
    /// What becomes of them.
    pub choice: Choice,
    /// The identity by which the risks are numbered, as the form had it.
    pub first: RiskId,
}

impl Office {
    /// What the actions of a plan propose as risks.
    ///
    /// # Errors
    ///
    /// If there is no such plan, or it is not the actor's to see.
    pub async fn plan_risks(
        &self,
        actor: &Actor,
        key: &PlanKey,
        day: Date,
    ) -> Result<PlanRisks, Error> {
        let find =
            move |sight: Sight| async move { Ok(self.store.plan_called(&sight, key).await?.noun) };
        let (plan, sight) = self.found_to_read(actor, find).await?;
        let (actions, kept) = self.of_a_plan(&sight, &plan).await?;
        let proposals = proposed(&actions, &kept);
        let plans = self.plans_within(&sight, AsAt::Now).await?;
        let words = |(at, n): (usize, usize)| {
            let cell = proposals.cells.get(at)?;
            Some(((cell.action, n), cell.parts.get(n)?.words.clone()))
        };
        let pair = |pair: &programme::risk::Alike| {
            let (one, other) = (words(pair.one)?, words(pair.other)?);
            Some(PairLine { one, other, likeness: pair.likeness })
        };
        let cell = |cell: &Cell| {
            let action = actions.iter().find(|action| action.id == cell.action)?;
            let action = plans.action(action.clone(), day)?;
            let first = RiskId::new((self.draw)());
            Some(CellLine { action, cell: cell.clone(), first })
        };
        Ok(PlanRisks {
            pairs: proposals.alike.iter().filter_map(pair).collect(),
            cells: proposals.cells.iter().filter_map(cell).collect(),
            blank: proposals.blank,
            may: permit(actor, Act::WriteRisk, Some(&plan.organisation)).is_ok(),
            organisation: self.organisation_name(&plan.organisation).await?,
            plan,
        })
    }

    /// Keeps what a person chose of a plan's proposals, and which parts say one risk; answers with
    /// how many risks were added. Sent twice, they are added once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such plan, or what an action says has changed since.
    pub async fn keep_proposed(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &PlanKey,
        (chosen, same): (&[Chosen], &[(Part, Part)]),
    ) -> Result<usize, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plan = self.store.plan_called(&sight, key).await?.noun;
        permit(actor, Act::WriteRisk, Some(&plan.organisation))?;
        let (actions, kept) = self.of_a_plan(&sight, &plan).await?;
        let proposals = proposed(&actions, &kept);
        let mut risks: Vec<(Part, Risk)> = Vec::new();
        for one in chosen.iter().filter(|one| one.choice != Choice::Not) {
            let cell = proposals.cells.iter().find(|cell| cell.action == one.action);
            let cell = cell.filter(|cell| alike(&cell.words, &one.words)).ok_or(Error::Changed)?;
            let parts = match one.choice {
                Choice::Whole if cell.parts.iter().any(|part| part.kept.is_some()) => Vec::new(),
                Choice::Whole => vec![cell.words.as_str()],
                Choice::Apart | Choice::Not => {
                    cell.parts.iter().map(|part| part.words.as_str()).collect()
                }
            };
            for (n, words) in parts.into_iter().enumerate() {
                if one.choice == Choice::Apart
                    && cell.parts.get(n).is_some_and(|part| part.kept.is_some())
                {
                    continue;
                }
                let id = numbered(one.first, u32::try_from(n).unwrap_or(u32::MAX));
                let wording = vec![of_action(words.trim(), one.action)];
                let risk = Risk::new(id, plan.organisation.clone(), wording);
                risks.push(((one.action, n), Risk { plan: Some(plan.id), ..risk }));
            }
        }
        let risks = joined(risks, same);
        let added = risks.len();
        let risks = risks.into_iter().map(|risk| (None, risk)).collect();
        match self.keep_risks(actor, moment, risks, None).await {
            // The form was sent twice.
            Err(Error::AlreadyKept { .. }) => Ok(0),
            done => done.map(|()| added),
        }
    }

    async fn of_a_plan(
        &self,
        sight: &Sight,
        plan: &Plan,
    ) -> Result<(Vec<Action>, Vec<Risk>), Error> {
        let which = WhichActions { plan: Some(plan.id), organisation: None };
        let actions = self.store.actions(sight, &which, AsAt::Now).await?;
        let kept = self.store.risks(sight, Some(&plan.organisation), AsAt::Now).await?;
        let actions = actions.into_iter().map(|kept| kept.noun).collect();
        Ok((actions, kept.into_iter().map(|kept| kept.noun).collect()))
    }
}

/// The risks with those made one of which a person says so: the earlier has the wordings and the
/// actions of both.
fn joined(mut risks: Vec<(Part, Risk)>, same: &[(Part, Part)]) -> Vec<Risk> {
    let mut leads: Vec<(Part, Part)> = Vec::new();
    let root = |leads: &[(Part, Part)], part: Part| {
        let mut at = part;
        while let Some((_, to)) = leads.iter().find(|(from, _)| *from == at) {
            at = *to;
        }
        at
    };
    for (one, other) in same {
        let (to, from) = (root(&leads, *one), root(&leads, *other));
        let is_there = |part| risks.iter().any(|(own, _)| *own == part);
        if to == from || !is_there(to) || !is_there(from) {
            continue;
        }
        leads.push((from, to));
        let Some(at) = risks.iter().position(|(own, _)| *own == from) else { continue };
        let (_, gone) = risks.remove(at);
        if let Some((_, on)) = risks.iter_mut().find(|(own, _)| *own == to) {
            on.wordings.extend(gone.wordings);
            on.actions.extend(gone.actions);
        }
    }
    risks.into_iter().map(|(_, risk)| risk).collect()
}
