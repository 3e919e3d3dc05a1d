//! The communications of the example region, kept by the programme office as anyone would keep them.

use authority::Actor;
use authority::policy::Shelf;
use programme::by_when::ByWhen;
use programme::code::{IndicatorKey, OrganisationCode, PlanKey};
use programme::communication::{Cited, ProposedCommunication, Reached, Stage, Wave};
use programme::id::CommunicationId;
use programme::indicator::Breakdown;
use serde::Deserialize;

use super::SignIn;
use crate::communication::CommunicationTold;
use crate::office::sees;
use crate::{Error, Moment, Office};

#[derive(Deserialize)]
pub(super) struct ExampleCommunication {
    organisation: OrganisationCode,
    plan: Option<PlanKey>,
    wave: Wave,
    audience: String,
    #[serde(default)]
    message: String,
    product: String,
    channel: String,
    by_when: String,
    stage: Stage,
    reached: Option<u32>,
    asked: Option<u32>,
    cites: Option<ExampleCited>,
}

/// The newest finding of an indicator and a breakdown.
#[derive(Deserialize)]
struct ExampleCited {
    indicator: IndicatorKey,
    breakdown: String,
}

impl Office {
    /// Keeps the communications, with how far each is.
    pub(super) async fn load_communications(
        &self,
        moment: Moment,
        communications: &[ExampleCommunication],
        people: &[(SignIn, Actor)],
    ) -> Result<(), Error> {
        let office = people.iter().find(|(person, _)| person.sign_in == "programme.office");
        let (_, actor) = office.ok_or(Error::NotFound)?;
        for example in communications {
            let id = CommunicationId::new((self.draw)());
            let findings = self.example_findings(actor, example.cites.as_ref()).await?;
            let said = ProposedCommunication {
                wave: example.wave,
                audience: example.audience.clone(),
                message: example.message.clone(),
                product: example.product.clone(),
                channel: example.channel.clone(),
                by_when: ByWhen::read(&example.by_when),
                findings,
            };
            let (organisation, plan) = (example.organisation.clone(), example.plan.clone());
            let told = CommunicationTold { id, organisation, plan, action: None, said };
            self.add_communication(actor, moment, told).await?;
            let reach = match (example.reached, example.asked) {
                (Some(reached), Some(asked)) => Reached::new(reached, asked).ok(),
                (None, _) | (_, None) => None,
            };
            self.tell_reach(actor, moment, (id, 1), (example.stage, reach)).await?;
        }
        Ok(())
    }

    async fn example_findings(
        &self,
        actor: &Actor,
        cites: Option<&ExampleCited>,
    ) -> Result<Vec<Cited>, Error> {
        let Some(ExampleCited { indicator, breakdown }) = cites else { return Ok(Vec::new()) };
        let breakdown: Breakdown = breakdown.parse().map_err(|_| Error::NotFound)?;
        let sight = sees(actor, Shelf::Findings);
        let found = self.store.newest_finding(&sight, indicator, &breakdown).await?;
        let period = found.finding.get().subject.period.clone();
        Ok(vec![Cited { run: found.run, indicator: indicator.clone(), breakdown, period }])
    }
}
