//! Balance: how the objectives that a round is about lie over its framework, for one body or all.

use std::collections::BTreeSet;

use authority::Actor;
use authority::policy::Shelf;
use programme::balance::{Balance, Shown, Weighed, Whose, balance};
use programme::code::{OrganisationCode, RoundKey};
use programme::framework::Framework;
use programme::insight::{Insight, InsightKind};
use programme::objective::Objective;
use programme::organisation::Organisation;
use programme::partnership::{Part, parts_of};
use programme::round::Round;
use programme::submission::{ProposedProgress, Submission};
use store::{AsAt, WhichInsights, WhichObjectives, WhichSubmissions};

use crate::form::is_about;
use crate::office::sees;
use crate::{Error, Moment, Office};

/// The balance of a round.
#[derive(Clone, Debug)]
pub struct BalancePage {
    /// The round.
    pub round: Round,
    /// The balance.
    pub balance: Balance,
    /// Whose it is: none for the region.
    pub whose: Option<Organisation>,
    /// The bodies it can be asked for.
    pub bodies: Vec<Organisation>,
    /// The bodies for whom the round speaks, each once: a partnership speaks for its members.
    pub parts: Vec<Part>,
}

impl Office {
    /// How the objectives of a round lie over its framework: those that it added, and those whose
    /// progress it tells.
    ///
    /// # Errors
    ///
    /// If there is no such round.
    pub async fn balance(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &RoundKey,
        whose: Option<&OrganisationCode>,
    ) -> Result<BalancePage, Error> {
        let round = self.known_round(key).await?;
        let framework: Framework = self.framework(&round.framework).await?;
        let sight = sees(actor, Shelf::Promises);
        let which = WhichSubmissions { round: Some(key.clone()), ..WhichSubmissions::default() };
        let kept = self.store.submissions(&sight, &which, AsAt::Now).await?;
        let returns: Vec<Submission> = kept
            .into_iter()
            .map(|kept| kept.noun)
            .filter(|submission| submission.state.is_in())
            .collect();
        let kept = self.store.objectives(&sight, &WhichObjectives::default(), AsAt::Now).await?;
        let objectives: Vec<Objective> = kept.into_iter().map(|kept| kept.noun).collect();
        let which = WhichInsights { round: Some(key.clone()), ..WhichInsights::default() };
        let kept = self.store.insights(&sight, &which, AsAt::Now).await?;
        let insights: Vec<Insight> = kept.into_iter().map(|kept| kept.noun).collect();
        let weighed: Vec<Weighed> =
            objectives.iter().filter_map(|one| weighed(one, &returns, &insights, key)).collect();
        let all = self.organisations().await?;
        let whose = whose.and_then(|code| all.iter().find(|body| body.code == *code)).cloned();
        let of = whose.as_ref().map_or(Whose::All, |body| Whose::Of(&body.code));
        Ok(BalancePage {
            balance: balance(&framework, &weighed, of),
            parts: parts_of(&all, &round.asked, moment.today),
            bodies: all.into_iter().filter(|body| round.asked.contains(&body.code)).collect(),
            whose,
            round,
        })
    }
}

/// An objective as it is weighed, if the round is about it.
fn weighed(
    objective: &Objective,
    returns: &[Submission],
    insights: &[Insight],
    round: &RoundKey,
) -> Option<Weighed> {
    let own = |submission: &&Submission| submission.organisation == objective.organisation;
    let rows = returns.iter().filter(own).flat_map(|one| &one.reviews).flat_map(|one| &one.rows);
    let told: Vec<&ProposedProgress> = rows.filter(|row| is_about(row, objective)).collect();
    if objective.round != *round && told.is_empty() {
        return None;
    }
    let mut shown = BTreeSet::new();
    let said =
        |of: fn(&ProposedProgress) -> &str| told.iter().any(|row| !of(row).trim().is_empty());
    let learned = insights
        .iter()
        .any(|one| one.said.kind == InsightKind::Lesson && one.said.about == Some(objective.id));
    for (is_shown, what) in [
        (objective.measured_by.is_some(), Shown::Measure),
        (!objective.promise.outcomes.trim().is_empty(), Shown::OutcomesSought),
        (said(|row| &row.progress), Shown::Progress),
        (said(|row| &row.outputs), Shown::Outputs),
        (said(|row| &row.outcomes), Shown::Outcomes),
        (learned, Shown::Learning),
    ] {
        if is_shown {
            shown.insert(what);
        }
    }
    Some(Weighed {
        id: objective.id,
        organisations: BTreeSet::from([objective.organisation.clone()]),
        theme: objective.promise.stands_under(),
        sub_category: objective.promise.sub_category.clone(),
        shown,
    })
}
