//! What the programme office tells of a body on pages: what it is, when it was there, whom it
//! follows, who follows it, and who is in it.

use std::collections::BTreeSet;

use authority::{Act, Actor, permit};
use programme::code::OrganisationCode;
use programme::organisation::{NotThisBody, Organisation};
use programme::succession::followed_by;
use store::Kept;

use crate::organisation::name_in;
use crate::{Error, Moment, Office};

/// The words that stand where a code would in the addresses of bodies, and so are none.
const ADDRESSES: [&str; 1] = ["new"];

/// A body as it stands, to be changed.
#[derive(Clone, Debug)]
pub struct BodyStanding {
    /// The body.
    pub organisation: Organisation,
    /// Its revision.
    pub revision: i64,
    /// Whom it follows at once.
    pub follows: BTreeSet<OrganisationCode>,
}

/// A body as somebody tells of it, with what they saw of it when they began.
#[derive(Clone, Debug)]
pub struct BodyTold {
    /// The body as it is to be.
    pub organisation: Organisation,
    /// Whom it is to follow at once.
    pub follows: BTreeSet<OrganisationCode>,
    /// The revision that was seen.
    pub seen: i64,
    /// Whom it followed at once as it was seen.
    pub followed: BTreeSet<OrganisationCode>,
}

/// Which part of what is told of a body is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyPart {
    /// Its code.
    Code,
    /// Its last day.
    Closed,
    /// Whom it follows.
    Follows,
    /// Who follows it.
    Successors,
    /// Who is in it.
    Members,
}

/// What became of what was told of a body.
#[derive(Clone, Debug)]
pub enum BodySaved {
    /// It is kept.
    Kept,
    /// It does not hold together, and nothing was kept.
    Wrong {
        /// Which part of it.
        part: BodyPart,
        /// The body that this part names and should not.
        named: Option<OrganisationCode>,
        /// Why, in words.
        says: String,
    },
    /// Somebody changed it since; here is theirs, and nothing of it was overwritten.
    Theirs {
        /// The body as it stands now.
        standing: Box<BodyStanding>,
        /// Who changed it.
        by: String,
    },
}

impl Office {
    /// A body as it stands, for whoever may change it.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such body, or the database does not answer.
    pub async fn body_to_change(
        &self,
        actor: &Actor,
        code: &OrganisationCode,
    ) -> Result<BodyStanding, Error> {
        permit(actor, Act::KeepOrganisation, None)?;
        standing(&self.store.organisations().await?, code).ok_or(Error::NotFound)
    }

    /// Adds a body. The same body told twice is added once.
    ///
    /// # Errors
    ///
    /// If the actor may not, or the database does not answer.
    pub async fn add_body(
        &self,
        actor: &Actor,
        moment: Moment,
        told: &Organisation,
    ) -> Result<BodySaved, Error> {
        let permit = permit(actor, Act::KeepOrganisation, None)?;
        let bodies = self.organisations().await?;
        let alike =
            |body: &&Organisation| body.code.as_str().eq_ignore_ascii_case(told.code.as_str());
        let wrong = |says| BodySaved::Wrong { part: BodyPart::Code, named: None, says };
        match bodies.iter().find(alike) {
            Some(body) if body == told => return Ok(BodySaved::Kept),
            Some(body) => return Ok(wrong(taken(body))),
            None => {}
        }
        if ADDRESSES.contains(&told.code.as_str()) {
            return Ok(wrong(format!(
                "“{}” cannot be a code, since a page has its address",
                told.code
            )));
        }
        let nobody = BTreeSet::new();
        let new = (told, None);
        let kept =
            self.store.change_organisation(&permit, moment.now, new, (&nobody, &nobody)).await;
        match kept {
            Ok(_) => Ok(BodySaved::Kept),
            Err(store::Error::NotThisBody(not)) => {
                Ok(not_so(&not, told, (&nobody, &nobody), &bodies))
            }
            // Somebody took the code in this very moment.
            Err(store::Error::Changed { .. }) => {
                let body = self.store.organisation(&told.code).await?.noun;
                Ok(if body == *told { BodySaved::Kept } else { wrong(taken(&body)) })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Changes what is told of a body, and whom it follows, in one step. The same change told
    /// twice is made once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such body, or the database does not answer.
    pub async fn change_body(
        &self,
        actor: &Actor,
        moment: Moment,
        told: &BodyTold,
    ) -> Result<BodySaved, Error> {
        let permit = permit(actor, Act::KeepOrganisation, None)?;
        let BodyTold { organisation, follows, seen, followed } = told;
        let body = (organisation, Some(*seen));
        let kept =
            self.store.change_organisation(&permit, moment.now, body, (follows, followed)).await;
        match kept {
            Ok(_) => Ok(BodySaved::Kept),
            Err(store::Error::NotThisBody(not)) => {
                Ok(not_so(&not, organisation, (follows, followed), &self.organisations().await?))
            }
            Err(store::Error::Changed { .. }) => self.body_as_left(told).await,
            Err(error) => Err(error.into()),
        }
    }

    /// The body as somebody else left it; the same words are no difference.
    async fn body_as_left(&self, told: &BodyTold) -> Result<BodySaved, Error> {
        let kept = self.store.organisations().await?;
        let code = &told.organisation.code;
        let standing = standing(&kept, code).ok_or(Error::NotFound)?;
        if standing.organisation == told.organisation && standing.follows == told.follows {
            return Ok(BodySaved::Kept);
        }
        let moved = |kept: &&Kept<Organisation>| {
            let other = &kept.noun.code;
            other == code || standing.follows.contains(other) != told.followed.contains(other)
        };
        let last = kept.iter().filter(moved).max_by_key(|kept| kept.recorded);
        let by = last.map_or_else(String::new, |kept| kept.by.to_string());
        let by = crate::journal::name(&self.names().await?, &by);
        Ok(BodySaved::Theirs { standing: Box::new(standing), by })
    }
}

fn standing(kept: &[Kept<Organisation>], code: &OrganisationCode) -> Option<BodyStanding> {
    let own = kept.iter().find(|kept| kept.noun.code == *code)?;
    let bodies: Vec<Organisation> = kept.iter().map(|kept| kept.noun.clone()).collect();
    Some(BodyStanding {
        organisation: own.noun.clone(),
        revision: own.revision,
        follows: followed_by(&bodies, code),
    })
}

fn taken(body: &Organisation) -> String {
    format!("{} is the code of {} already", body.code, body.name)
}

/// What to say where a body does not hold together, and of which part of what was told.
fn not_so(
    not: &NotThisBody,
    told: &Organisation,
    (follows, followed): (&BTreeSet<OrganisationCode>, &BTreeSet<OrganisationCode>),
    bodies: &[Organisation],
) -> BodySaved {
    let own = &told.name;
    let is_member =
        |code: &OrganisationCode| told.members.iter().any(|member| member.organisation == *code);
    let (part, named, says) = match not {
        NotThisBody::ClosesBeforeItOpens { .. } => {
            (BodyPart::Closed, None, "The last day must not be before the first".to_owned())
        }
        NotThisBody::Unknown { code: _, named } => {
            let part = match named {
                named if is_member(named) => BodyPart::Members,
                named if told.successors.contains(named) => BodyPart::Successors,
                _ => BodyPart::Follows,
            };
            let says = format!("“{named}” is not an organisation here; add it first");
            (part, Some(named.clone()), says)
        }
        NotThisBody::FollowsItself(_) => {
            let (part, named) = closes_the_circle(told, (follows, followed), bodies);
            let names = bodies.iter().map(|body| (body.code.clone(), body.name.clone())).collect();
            let says = match &named {
                Some(named) if *named != told.code => {
                    format!("{own} would follow itself, by way of {}", name_in(&names, named))
                }
                Some(_) | None => format!("{own} would follow itself"),
            };
            (part, named, says)
        }
        NotThisBody::NotAPartnership(_) => {
            let says = format!("{own} is not a partnership, and so it has no members");
            (BodyPart::Members, None, says)
        }
        NotThisBody::MemberOfItself(code) => {
            let says = format!("{own} would be a member of itself");
            (BodyPart::Members, is_member(code).then(|| code.clone()), says)
        }
    };
    BodySaved::Wrong { part, named, says }
}

/// What closes the circle: one of those that follow it, where only they are told anew; else one of
/// those that it follows.
fn closes_the_circle(
    told: &Organisation,
    (follows, followed): (&BTreeSet<OrganisationCode>, &BTreeSet<OrganisationCode>),
    bodies: &[Organisation],
) -> (BodyPart, Option<OrganisationCode>) {
    // What is told takes the place of what is kept of it.
    let others: Vec<&Organisation> = bodies.iter().filter(|body| body.code != told.code).collect();
    let leads_back_to = |successor: &OrganisationCode| -> Option<OrganisationCode> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![successor]);
        while let Some(one) = open.pop() {
            if *one == told.code || follows.contains(one) {
                return Some(one.clone());
            }
            if seen.insert(one) {
                let next = others.iter().filter(|body| body.code == *one);
                open.extend(next.flat_map(|body| &body.successors));
            }
        }
        None
    };
    let circle =
        told.successors.iter().find_map(|successor| Some((successor, leads_back_to(successor)?)));
    match circle {
        Some((successor, back)) if follows == followed || back == told.code => {
            (BodyPart::Successors, Some(successor.clone()))
        }
        Some((_, back)) => (BodyPart::Follows, Some(back)),
        None => (BodyPart::Follows, follows.get(&told.code).cloned()),
    }
}
