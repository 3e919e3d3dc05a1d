//! Correspondences: what a thing serves and what serves it, and what it can be mapped to.

mod mapping;
mod proposing;

use authority::policy::Shelf;
use authority::{Act, Actor, Sight, permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::{FrameworkKey, OrganisationCode};
use programme::correspondence::{Correspondence, End, NotThisWay, fit};
use programme::framework::{Framework, Node};
use programme::id::CorrespondenceId;
use store::{AsAt, Kept, WhichObjectives};

use crate::crosswalk::{Called, Thing, Ties, gone, in_plans, node_called, thing_title};
use crate::journal::name;
use crate::office::{as_at, sees};
use crate::plan::HistoryLine;
use crate::{Error, Moment, Office};

pub use mapping::{Becomes, Choice, Preview, PreviewLine, Stands, Wish};
pub use proposing::{Proposals, Proposed};

/// What stands on the page of a thing: what it serves, and what serves it.
#[derive(Clone, Debug)]
pub struct Served {
    /// What it serves.
    pub serves: Vec<ServedLine>,
    /// What serves it.
    pub served_by: Vec<ServedLine>,
    /// Whether this person may map it.
    pub may_map: bool,
}

/// One correspondence of a thing, from its own side.
#[derive(Clone, Debug)]
pub struct ServedLine {
    /// The correspondence.
    pub id: CorrespondenceId,
    /// The other end.
    pub other: Called,
    /// What the one is to the other.
    pub choice: Choice,
    /// Why.
    pub why: String,
}

/// A correspondence, with its history.
#[derive(Clone, Debug)]
pub struct CorrespondencePage {
    /// The correspondence.
    pub correspondence: Correspondence,
    /// Its revision.
    pub revision: i64,
    /// What serves.
    pub from: Called,
    /// What is served.
    pub to: Called,
    /// Whose it is, by name.
    pub organisation: Option<String>,
    /// Who told it last, and when.
    pub told: (String, Timestamp),
    /// Its revisions, newest first.
    pub history: Vec<HistoryLine>,
    /// Whether this person may change it or take it back.
    pub may: bool,
}

/// What one thing can be mapped to.
#[derive(Clone, Debug)]
pub struct Targets {
    /// The thing or node that would serve.
    pub from: Called,
    /// The frameworks whose nodes it can serve, with their titles.
    pub frameworks: Vec<(FrameworkKey, String)>,
    /// How many objectives it can serve.
    pub objectives: Vec<Called>,
    /// How many recommendations it can serve.
    pub recommendations: Vec<Called>,
    /// The nodes of the framework chosen, with how deep each stands.
    pub nodes: Vec<(usize, Called)>,
}

impl Office {
    /// What a thing serves and what serves it, as at now or a day.
    ///
    /// # Errors
    ///
    /// If there is no such thing, or it is not the actor's to see.
    pub async fn served(
        &self,
        actor: &Actor,
        end: &End,
        at: Option<Date>,
    ) -> Result<Served, Error> {
        let find =
            move |sight: Sight| async move { Ok((self.body_of(&sight, end, at).await?, sight)) };
        let ((body, sight), _) = self.found_to_read(actor, find).await?;
        let kept = self.store.correspondences_of(&sight, end, as_at(at)).await?;
        let mut served = Served {
            serves: Vec::new(),
            served_by: Vec::new(),
            may_map: at.is_none() && permit(actor, Act::WriteCorrespondence, body.as_ref()).is_ok(),
        };
        let frameworks = self.published(at).await?;
        for one in kept.into_iter().map(|kept| kept.noun).filter(Correspondence::stands) {
            let is_from = one.from == *end;
            let line = ServedLine {
                id: one.id,
                other: self
                    .called(&sight, &frameworks, if is_from { &one.to } else { &one.from }, at)
                    .await?,
                choice: Choice::of(&one),
                why: one.why,
            };
            if is_from { served.serves.push(line) } else { served.served_by.push(line) }
        }
        Ok(served)
    }

    /// Whose a thing is, if it is within sight; a node is nobody's.
    async fn body_of(
        &self,
        sight: &Sight,
        end: &End,
        at: Option<Date>,
    ) -> Result<Option<OrganisationCode>, Error> {
        let plan = match end {
            End::Node(..) => return Ok(None),
            End::Objective(id) => {
                let which = WhichObjectives::default();
                let kept = self.store.objectives(sight, &which, as_at(at)).await?;
                let found = kept.into_iter().find(|kept| kept.noun.id == *id);
                return found.map(|kept| Some(kept.noun.organisation)).ok_or(Error::NotFound);
            }
            End::Action(id) => self.store.action_at(sight, *id, as_at(at)).await?.noun.plan,
            End::Recommendation(id) => {
                self.store.recommendation_at(sight, *id, as_at(at)).await?.noun.plan
            }
        };
        Ok(Some(self.store.plan_at(sight, plan, as_at(at)).await?.noun.organisation))
    }

    /// What one end is called, without a look at all the others.
    async fn called(
        &self,
        sight: &Sight,
        frameworks: &[Framework],
        end: &End,
        at: Option<Date>,
    ) -> Result<Called, Error> {
        let as_at = as_at(at);
        let found = match end {
            End::Node(..) => return Ok(node_called(frameworks, end)),
            End::Action(id) => self.store.action_at(sight, *id, as_at).await.map(|kept| {
                let said = kept.noun.said;
                (thing_title(&said.reference, &said.words), Some(kept.noun.plan), None)
            }),
            End::Recommendation(id) => {
                self.store.recommendation_at(sight, *id, as_at).await.map(|kept| {
                    let said = kept.noun.said;
                    (thing_title(&said.reference, &said.words), Some(kept.noun.plan), None)
                })
            }
            End::Objective(id) => {
                let which = WhichObjectives::default();
                let mut all = self.store.objectives(sight, &which, as_at).await?.into_iter();
                let found = all.find(|kept| kept.noun.id == *id).map(|kept| kept.noun);
                found.ok_or(store::Error::NotFound).map(|one| {
                    (thing_title("", &one.promise.objective), None, Some(one.organisation))
                })
            }
        };
        let (words, plan, body) = match found {
            Ok(found) => found,
            Err(store::Error::NotFound) => return Ok(gone(end)),
            Err(error) => return Err(error.into()),
        };
        let body = match (body, plan) {
            (Some(body), _) => Some(body),
            (None, Some(plan)) => {
                Some(self.store.plan_at(sight, plan, as_at).await?.noun.organisation)
            }
            (None, None) => None,
        };
        let of = match body {
            Some(body) => self.organisation_name(&body).await?,
            None => String::new(),
        };
        Ok(Called { end: end.clone(), words, of, is_there: true })
    }

    /// A correspondence with its history.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not the actor's to see.
    pub async fn correspondence(
        &self,
        actor: &Actor,
        id: CorrespondenceId,
    ) -> Result<CorrespondencePage, Error> {
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.correspondence(&sight, id, AsAt::Now).await?;
        let frameworks = self.published(None).await?;
        let Kept { noun, revision, by, recorded, .. } = kept;
        let organisation = match &noun.organisation {
            Some(code) => Some(self.organisation_name(code).await?),
            None => None,
        };
        Ok(CorrespondencePage {
            revision,
            from: self.called(&sight, &frameworks, &noun.from, None).await?,
            to: self.called(&sight, &frameworks, &noun.to, None).await?,
            organisation,
            told: (name(&self.names().await?, &by.to_string()), recorded),
            history: self.history_within(&sight, &id.to_string()).await?,
            may: permit(actor, Act::WriteCorrespondence, noun.organisation.as_ref()).is_ok(),
            correspondence: noun,
        })
    }

    /// What a thing of the actor's own, or a node, can be mapped to.
    ///
    /// # Errors
    ///
    /// If there is no such thing, or the actor may not map it.
    pub async fn mapping_targets(
        &self,
        actor: &Actor,
        moment: Moment,
        (from, framework): (&End, Option<&FrameworkKey>),
    ) -> Result<Targets, Error> {
        let ties = self.ties(&sees(actor, Shelf::Promises), (moment.today, None)).await?;
        let body = owner(&ties, from)?;
        permit(actor, Act::WriteCorrespondence, body.as_ref())?;
        let called = |wanted: fn(&End) -> bool| -> Vec<Called> {
            let fits = ties.things.values().filter(|one| wanted(&one.end));
            let fits: Vec<Thing> =
                fits.filter(|one| fit(from, &one.end).is_ok()).cloned().collect();
            in_plans(fits).iter().map(|thing| ties.called(&thing.end)).collect()
        };
        let others = ties.frameworks.iter().filter(|one| from.framework() != Some(&one.key));
        let nodes = match framework {
            Some(key) => nodes_of(&ties, ties.framework(key).ok_or(Error::NotFound)?),
            None => Vec::new(),
        };
        Ok(Targets {
            from: ties.called(from),
            frameworks: others.map(|one| (one.key.clone(), one.title.clone())).collect(),
            objectives: called(|end| matches!(end, End::Objective(_))),
            recommendations: called(|end| matches!(end, End::Recommendation(_))),
            nodes,
        })
    }
}

/// Whose an end is that is there for the actor; a node is nobody's.
fn owner(ties: &Ties, end: &End) -> Result<Option<OrganisationCode>, Error> {
    if ties.node(end).is_some() {
        return Ok(None);
    }
    let thing = ties.things.get(end).ok_or(Error::NotFound)?;
    Ok(Some(thing.code.clone()))
}

fn nodes_of(ties: &Ties, framework: &Framework) -> Vec<(usize, Called)> {
    let called = |(depth, node): (usize, &Node)| {
        let end = End::Node(framework.key.clone(), node.code.clone());
        (depth, ties.called(&end))
    };
    framework.outline().into_iter().map(called).collect()
}

impl From<NotThisWay> for Error {
    fn from(not: NotThisWay) -> Self {
        Self::NotNow { what: not.to_string() }
    }
}
