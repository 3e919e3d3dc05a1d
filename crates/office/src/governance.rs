//! Who leads what, who reports to whom, who followed whom, and which bodies lack somebody.
//!
//! Everybody who signs in may see it; an e-mail address only as [`store::Store::posts`] hands it out.

mod keeping;

use std::collections::{BTreeMap, BTreeSet};

use authority::policy::Shelf;
use authority::{Act, Actor, permit, sight_of_history};
use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::id::{PostId, ReportingLineId};
use programme::organisation::Organisation;
use programme::partnership::{Member, partnerships_of};
use programme::person::Role;
use programme::plan::Plan;
use programme::post::{Lacking, Post, lacking};
use programme::reporting::{Branch, ReportingLine, above, beneath, forest};
use programme::submission::Submission;
use programme::succession::{lineage, today_of};
use store::{Kept, WhichSubmissions};

use crate::office::{as_at, sees};
use crate::{Error, Office};

pub use keeping::{LineTold, PostTold};

/// Every body with who leads it, and what is lacking on a day.
#[derive(Clone, Debug)]
pub struct Governance {
    /// Which bodies lack whom.
    pub lacking: Lacking,
    /// The bodies that are open on the day, by name.
    pub open: Vec<Organisation>,
    /// Those that are not, by name, each with who stands for it on the day.
    pub closed: Vec<(Organisation, BTreeSet<OrganisationCode>)>,
    /// Every post there is.
    pub posts: Vec<Post>,
    /// Who reports to whom on the day.
    pub forest: Vec<Branch>,
    /// What each body is called.
    pub names: BTreeMap<OrganisationCode, String>,
}

/// One body, on a day.
#[derive(Clone, Debug)]
pub struct Body {
    /// The body.
    pub organisation: Organisation,
    /// Who was in it, is and will be, if it is a partnership.
    pub members: Vec<Member>,
    /// The partnerships that it is in on the day.
    pub partnerships: Vec<Organisation>,
    /// Whom it follows, the nearest first.
    pub predecessors: Vec<Organisation>,
    /// Who follows it, the nearest first.
    pub successors: Vec<Organisation>,
    /// Who stands for it on the day.
    pub today: BTreeSet<OrganisationCode>,
    /// Its posts and those of the bodies that it follows, with the revision of each.
    pub posts: Vec<(Post, i64)>,
    /// Its reporting lines, with the revision of each.
    pub lines: Vec<(ReportingLine, i64)>,
    /// To whom it reports on the day, and they in turn.
    pub above: Branch,
    /// Who reports to it on the day, and to them in turn.
    pub beneath: Branch,
    /// Its plans and those of the bodies that it follows, as far as the actor may see them.
    pub plans: Vec<Plan>,
    /// Its returns and those of the bodies that it follows, likewise.
    pub returns: Vec<Submission>,
    /// What each body is called.
    pub names: BTreeMap<OrganisationCode, String>,
    /// Whether this person keeps its posts.
    pub may_keep_posts: bool,
    /// Whether this person keeps its reporting lines.
    pub may_keep_lines: bool,
    /// Whether this person changes what it is and whom it follows.
    pub may_change: bool,
}

impl Office {
    /// Every body with who leads it, and what is lacking on a day; told as things stand, or as
    /// they stood `at` a day.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] to the bearer of a link; or if the database does not answer.
    pub async fn governance(
        &self,
        actor: &Actor,
        day: Date,
        at: Option<Date>,
    ) -> Result<Governance, Error> {
        signed_in(actor)?;
        let bodies = self.organisations().await?;
        let addresses = sees(actor, Shelf::Addresses);
        let posts = nouns(self.store.posts(&addresses, None, as_at(at)).await?);
        let lines = nouns(self.store.reporting_lines(as_at(at)).await?);
        let lacking = lacking(&bodies, &posts, day);
        let names = names(&bodies);
        let stands = |body: &Organisation| today_of(&bodies, &body.code, day);
        let closed = bodies.iter().filter(|body| !body.is_open(day));
        let closed = closed.map(|body| (body.clone(), stands(body))).collect();
        let open = bodies.into_iter().filter(|body| body.is_open(day)).collect();
        Ok(Governance { lacking, open, closed, posts, forest: forest(&lines, day), names })
    }

    /// One body on a day, as things stand or as they stood `at` a day. What the bodies that it
    /// follows promised is there for whoever may see what it promises itself.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none, and to the bearer of a link; or if the database does
    /// not answer.
    pub async fn body(
        &self,
        actor: &Actor,
        code: &OrganisationCode,
        day: Date,
        at: Option<Date>,
    ) -> Result<Body, Error> {
        signed_in(actor)?;
        let organisation = self.store.organisation(code).await?.noun;
        let bodies = self.organisations().await?;
        // The store refuses bodies that follow themselves, so that there is a lineage.
        let line = lineage(&bodies, code).unwrap_or_default();
        let own: BTreeSet<&OrganisationCode> = line.predecessors.iter().chain([code]).collect();

        let addresses = sees(actor, Shelf::Addresses);
        let mut posts = revised(self.store.posts(&addresses, None, as_at(at)).await?);
        posts.retain(|(post, _)| own.contains(&post.organisation));
        let mut lines = revised(self.store.reporting_lines(as_at(at)).await?);
        let all: Vec<ReportingLine> = lines.iter().map(|(line, _)| line.clone()).collect();
        lines.retain(|(line, _)| line.organisation == *code);

        let promises = sight_of_history(actor, Shelf::Promises, &bodies);
        let mut plans = nouns(self.store.plans(&promises, as_at(at)).await?);
        plans.retain(|plan| own.contains(&plan.organisation));
        let which = WhichSubmissions::default();
        let mut returns = nouns(self.store.submissions(&promises, &which, as_at(at)).await?);
        returns.retain(|made| own.contains(&made.organisation) && made.state.is_in());

        let find = |code: &OrganisationCode| bodies.iter().find(|body| body.code == *code).cloned();
        Ok(Body {
            members: organisation.members.clone(),
            partnerships: partnerships_of(&bodies, code, day).into_iter().cloned().collect(),
            predecessors: line.predecessors.iter().filter_map(find).collect(),
            successors: line.successors.iter().filter_map(find).collect(),
            today: today_of(&bodies, code, day),
            posts,
            lines,
            above: above(&all, code, day),
            beneath: beneath(&all, code, day),
            plans,
            returns,
            names: names(&bodies),
            may_keep_posts: permit(actor, Act::KeepPost, Some(code)).is_ok(),
            may_keep_lines: permit(actor, Act::KeepReportingLine, Some(code)).is_ok(),
            may_change: permit(actor, Act::KeepOrganisation, Some(code)).is_ok(),
            organisation,
        })
    }

    /// One post with its revision, for whoever may change it.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none, or it is another body's; [`Error::Refused`] if the
    /// actor keeps none at all.
    pub async fn post(&self, actor: &Actor, id: PostId) -> Result<(Post, i64), Error> {
        let kept = self.store.post(&sees(actor, Shelf::Addresses), id).await?;
        permit(actor, Act::KeepPost, Some(&kept.noun.organisation))?;
        Ok((kept.noun, kept.revision))
    }

    /// One reporting line with its revision, for whoever may change it.
    ///
    /// # Errors
    ///
    /// As [`Office::post`].
    pub async fn reporting_line(
        &self,
        actor: &Actor,
        id: ReportingLineId,
    ) -> Result<(ReportingLine, i64), Error> {
        let kept = self.store.reporting_line(id).await?;
        permit(actor, Act::KeepReportingLine, Some(&kept.noun.organisation))?;
        Ok((kept.noun, kept.revision))
    }
}

/// Who leads what is for people who sign in. Whoever came by a link sees one return.
fn signed_in(actor: &Actor) -> Result<(), Error> {
    if actor.role == Role::LinkBearer { Err(Error::NotFound) } else { Ok(()) }
}

fn names(bodies: &[Organisation]) -> BTreeMap<OrganisationCode, String> {
    bodies.iter().map(|body| (body.code.clone(), body.name.clone())).collect()
}

fn nouns<T>(kept: Vec<Kept<T>>) -> Vec<T> {
    kept.into_iter().map(|kept| kept.noun).collect()
}

fn revised<T>(kept: Vec<Kept<T>>) -> Vec<(T, i64)> {
    kept.into_iter().map(|kept| (kept.noun, kept.revision)).collect()
}
