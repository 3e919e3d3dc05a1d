//! The risks of the example region, kept by the programme office as anyone would keep them.

use std::collections::BTreeMap;

use authority::Actor;
use authority::policy::Shelf;
use jiff::civil::Date;
use programme::action::Action;
use programme::code::PlanKey;
use programme::id::RiskId;
use programme::responsibility::Responsibility;
use programme::risk::{Assessment, Impact, Likelihood, Risk, Whose, Wording, WordingFrom};
use serde::Deserialize;
use store::{AsAt, WhichActions};

use super::{SignIn, on};
use crate::office::sees;
use crate::risk::of_action;
use crate::{Error, Moment, Office};

#[derive(Deserialize)]
pub(super) struct ExampleRisk {
    plan: PlanKey,
    on: Date,
    /// The number of the action whose words these are, if it was not typed.
    of_action: Option<u16>,
    #[serde(default)]
    words: String,
    /// The numbers of the other actions that it threatens.
    #[serde(default)]
    also: Vec<u16>,
    likelihood: Option<u8>,
    impact: Option<u8>,
    #[serde(default)]
    mitigation: String,
    #[serde(default)]
    owner: String,
    merged: Option<ExampleMerge>,
}

/// That a risk was merged into another, which is known by the number of its action.
#[derive(Deserialize)]
struct ExampleMerge {
    on: Date,
    into: u16,
}

impl Office {
    /// Keeps the risks, and merges those that say one thing, in the order in which they stand.
    pub(super) async fn load_risks(
        &self,
        moment: Moment,
        risks: &[ExampleRisk],
        people: &[(SignIn, Actor)],
    ) -> Result<(), Error> {
        let office = people.iter().find(|(person, _)| person.sign_in == "programme.office");
        let (_, actor) = office.ok_or(Error::NotFound)?;
        let mut kept: BTreeMap<u16, RiskId> = BTreeMap::new();
        for example in risks {
            let risk = self.example_risk(actor, example).await?;
            let id = risk.id;
            let when = on(example.on, moment)?;
            self.keep_risks(actor, when, vec![(None, risk)], None).await?;
            if let Some(number) = example.of_action {
                kept.insert(number, id);
            }
            if let Some(merged) = &example.merged {
                let into = kept.get(&merged.into).copied().ok_or(Error::NotFound)?;
                let both = ((into, 1), (id, 1));
                self.merge_risks(actor, on(merged.on, moment)?, both, Whose::Ours).await?;
            }
        }
        Ok(())
    }

    async fn example_risk(&self, actor: &Actor, of: &ExampleRisk) -> Result<Risk, Error> {
        let sight = sees(actor, Shelf::Promises);
        let plan = self.store.plan_called(&sight, &of.plan).await?.noun;
        let which = WhichActions { plan: Some(plan.id), organisation: None };
        let actions = self.store.actions(&sight, &which, AsAt::Now).await?;
        let numbered = |number: u16| -> Result<&Action, Error> {
            let found = actions.iter().find(|kept| kept.noun.position == number);
            found.map(|kept| &kept.noun).ok_or(Error::NotFound)
        };
        let wording = match of.of_action {
            Some(number) => {
                let action = numbered(number)?;
                of_action(&action.said.risks, action.id)
            }
            None => Wording { words: of.words.clone(), from: WordingFrom::Typed },
        };
        let id = RiskId::new((self.draw)());
        let mut risk = Risk::new(id, plan.organisation.clone(), vec![wording]);
        for number in &of.also {
            risk.actions.insert(numbered(*number)?.id);
        }
        risk.plan = Some(plan.id);
        risk.assessment = Assessment {
            likelihood: Likelihood::ALL.into_iter().find(|one| Some(one.number()) == of.likelihood),
            impact: Impact::ALL.into_iter().find(|one| Some(one.number()) == of.impact),
        };
        risk.mitigation.clone_from(&of.mitigation);
        risk.owner = Responsibility::read(&of.owner);
        Ok(risk)
    }
}
