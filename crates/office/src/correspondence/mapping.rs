//! What a person says that one thing is to another: looked at before it is kept, and kept whole or
//! not at all.

use std::collections::{BTreeMap, BTreeSet};

use authority::policy::Shelf;
use authority::{Act, Actor, Permit, permit};
use jiff::Timestamp;
use programme::code::{FrameworkKey, OrganisationCode};
use programme::correspondence::{Correspondence, End, How, State, fit, pair};
use programme::crosswalk::{Coverage, Ground, Link};
use programme::framework::Framework;
use programme::id::CorrespondenceId;
use programme::origin::Origin;
use store::{AsAt, Kept};

use super::owner;
use crate::crosswalk::{Called, Counts, Ties, becomes, said};
use crate::journal::name;
use crate::office::sees;
use crate::{Error, Moment, Office};

/// What a person says that one thing is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This.
    Is(How),
    /// A part of it, and with the parts that are mapped already the whole is there.
    TheRest,
}

impl Choice {
    /// Every choice, in the order in which they are offered, with its key and its words.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Is(How::Equal), "equal", "Equal: it is all that is asked"),
        (Self::Is(How::PartOf), "part-of", "Part of it"),
        (Self::TheRest, "the-rest", "Part of it, and with the other parts the whole is there"),
        (Self::Is(How::Contributes), "contributes", "Contributes: it helps, and is no part of it"),
    ];

    /// The choice of that key, if there is one.
    pub fn of_key(key: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, known, _)| *known == key).map(|(choice, ..)| choice)
    }

    /// Its key.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(choice, ..)| *choice == self).map_or("", |(_, key, _)| key)
    }

    /// What a correspondence says, as a choice.
    pub fn of(one: &Correspondence) -> Self {
        if one.rest_of.is_empty() { Self::Is(one.how) } else { Self::TheRest }
    }
}

/// One line that somebody wants to map, with the revision that they saw of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What serves.
    pub from: End,
    /// What is served.
    pub to: End,
    /// What the one is to the other.
    pub choice: Choice,
    /// Why.
    pub why: String,
    /// The revision that was seen of it; none if there was none.
    pub seen: Option<i64>,
}

/// What a mapping would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Each line, as it is and as it would be.
    pub lines: Vec<PreviewLine>,
    /// The frameworks whose coverage would differ or that are mapped to: how many nodes are covered
    /// how far, before and after, and what becomes of each that differs.
    pub becomes: Vec<Becomes>,
}

/// One line of a preview.
#[derive(Clone, Debug)]
pub struct PreviewLine {
    /// What is asked for, with the revision that stands now.
    pub wish: Wish,
    /// What serves.
    pub from: Called,
    /// What is served.
    pub to: Called,
    /// What stands now, if anything does.
    pub now: Option<Stands>,
    /// Whether it stands so already.
    pub same: bool,
}

/// What stands of two ends.
#[derive(Clone, Debug)]
pub struct Stands {
    /// What the one is to the other.
    pub choice: Choice,
    /// Why.
    pub why: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
}

/// What becomes of a framework.
#[derive(Clone, Debug)]
pub struct Becomes {
    /// Its key.
    pub key: FrameworkKey,
    /// Its title.
    pub title: String,
    /// How many nodes are covered how far now.
    pub before: Counts,
    /// And then.
    pub after: Counts,
    /// The nodes whose coverage differs, now and then.
    pub nodes: Vec<(String, Coverage, Coverage)>,
}

impl Office {
    /// What a mapping would do. Nothing is kept.
    ///
    /// # Errors
    ///
    /// If nothing is asked for, two ends do not fit, one of them is not there for the actor, or they
    /// may not map it.
    pub async fn preview_mapping(
        &self,
        actor: &Actor,
        moment: Moment,
        wishes: &[Wish],
    ) -> Result<Preview, Error> {
        let ties = self.ties(&sees(actor, Shelf::Promises), (moment.today, None)).await?;
        let (_, resolved) = self.resolved(actor, &ties, wishes)?;
        let people = self.names().await?;
        let stands = |kept: &Kept<Correspondence>| Stands {
            choice: Choice::of(&kept.noun),
            why: kept.noun.why.clone(),
            by: name(&people, &kept.by.to_string()),
            at: kept.recorded,
            is_withdrawn: !kept.noun.stands(),
        };
        let before = ties.walk(ties.links());
        let named: BTreeSet<CorrespondenceId> = resolved.iter().map(|one| one.after.id).collect();
        let others = ties.links().into_iter().filter(|link| match link.ground {
            Ground::Said(id) => !named.contains(&id),
            Ground::Place | Ground::Version => true,
        });
        let links: Vec<Link> = others.chain(resolved.iter().map(|one| said(&one.after))).collect();
        let after = ties.walk(links);
        let mapped_to: BTreeSet<&FrameworkKey> =
            wishes.iter().filter_map(|wish| wish.to.framework()).collect();
        let of = |framework: &Framework| {
            let nodes = becomes(framework, &before, &after);
            let told = before.told(framework);
            let wanted = !nodes.is_empty() || mapped_to.contains(&framework.key);
            wanted.then(|| Becomes {
                key: framework.key.clone(),
                title: framework.title.clone(),
                before: Counts::of(told.iter().map(|told| told.coverage)),
                after: Counts::of(told.iter().map(|told| after.coverage(&told.end))),
                nodes,
            })
        };
        let line = |one: &Resolved<'_>| PreviewLine {
            wish: Wish { seen: one.before.map(|kept| kept.revision), ..one.wish.clone() },
            from: ties.called(&one.wish.from),
            to: ties.called(&one.wish.to),
            now: one.before.map(stands),
            same: one.is_same(),
        };
        Ok(Preview {
            lines: resolved.iter().map(line).collect(),
            becomes: ties.frameworks.iter().filter_map(of).collect(),
        })
    }

    /// Keeps a mapping: every line of it or none. What stands so already is not written again, so
    /// that a form that is sent twice maps once. Answers with how many lines were written.
    ///
    /// # Errors
    ///
    /// As [`Office::preview_mapping`]; or if someone changed one of the lines first.
    pub async fn map(
        &self,
        actor: &Actor,
        moment: Moment,
        wishes: &[Wish],
    ) -> Result<usize, Error> {
        let ties = self.ties(&sees(actor, Shelf::Promises), (moment.today, None)).await?;
        let (permit, resolved) = self.resolved(actor, &ties, wishes)?;
        let new: Vec<&Resolved<'_>> = resolved.iter().filter(|one| !one.is_same()).collect();
        if new.iter().any(|one| one.wish.seen != one.before.map(|kept| kept.revision)) {
            return Err(Error::Changed);
        }
        let written: Vec<(Correspondence, Option<i64>)> =
            new.iter().map(|one| (one.after.clone(), one.wish.seen)).collect();
        if written.is_empty() {
            return Ok(0);
        }
        match self.store.keep_correspondences(&permit, moment.now, &written).await {
            Ok(()) => Ok(written.len()),
            // Somebody mapped the same two at the same time.
            Err(store::Error::AlreadyKept { .. }) => Err(Error::Changed),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes a correspondence back, for a reason. It stays told.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is none, no reason is given, or someone changed it first.
    pub async fn withdraw_correspondence(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (CorrespondenceId, i64),
        because: &str,
    ) -> Result<(), Error> {
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.correspondence(&sight, id, AsAt::Now).await?;
        let organisation = kept.noun.organisation.clone();
        let permit = permit(actor, Act::WriteCorrespondence, organisation.as_ref())?;
        let again = matches!(&kept.noun.state, State::Withdrawn { because: said } if said == because.trim());
        if again && kept.revision == seen + 1 {
            // The form was sent twice.
            return Ok(());
        }
        if kept.revision != seen {
            return Err(Error::Changed);
        }
        let gone = kept.noun.withdrawn(because)?;
        self.store.keep_correspondences(&permit, moment.now, &[(gone, Some(seen))]).await?;
        Ok(())
    }

    /// The correspondences that wishes ask for, beside what stands, with the permit to write them.
    fn resolved<'a>(
        &self,
        actor: &Actor,
        ties: &'a Ties,
        wishes: &'a [Wish],
    ) -> Result<(Permit, Vec<Resolved<'a>>), Error> {
        let mut bodies: BTreeSet<Option<OrganisationCode>> = BTreeSet::new();
        let mut resolved: BTreeMap<String, Resolved<'a>> = BTreeMap::new();
        let of_ends = |kept: &'a Kept<Correspondence>| (pair(&kept.noun.from, &kept.noun.to), kept);
        let known: BTreeMap<String, &'a Kept<Correspondence>> =
            ties.kept.values().map(of_ends).collect();
        let mut order = Vec::new();
        for wish in wishes {
            fit(&wish.from, &wish.to)?;
            let (body, _) = (owner(ties, &wish.from)?, owner(ties, &wish.to)?);
            let pair = pair(&wish.from, &wish.to);
            let before = known.get(&pair).copied();
            if before.is_some_and(|kept| kept.noun.from != wish.from) {
                let what = "These two are mapped the other way round already: change that one";
                return Err(Error::Unknown { what: what.to_owned() });
            }
            let id = before.map_or_else(|| CorrespondenceId::new((self.draw)()), |b| b.noun.id);
            let after = Correspondence {
                id,
                from: wish.from.clone(),
                to: wish.to.clone(),
                how: match wish.choice {
                    Choice::Is(how) => how,
                    Choice::TheRest => How::PartOf,
                },
                rest_of: Vec::new(),
                why: wish.why.trim().to_owned(),
                organisation: body.clone(),
                state: State::Standing,
                origin: before.map_or(Origin::Typed, |kept| kept.noun.origin.clone()),
            };
            bodies.insert(body);
            order.push(pair.clone());
            if resolved.insert(pair, Resolved { wish, before, after }).is_some() {
                let what = "The same two are asked for twice: choose one of the lines";
                return Err(Error::Unknown { what: what.to_owned() });
            }
        }
        if resolved.is_empty() {
            let what = "Choose what at least one of them is".to_owned();
            return Err(Error::Unknown { what });
        }
        let mut resolved: Vec<Resolved<'a>> =
            order.iter().filter_map(|pair| resolved.remove(pair)).collect();
        complete(ties, &mut resolved)?;
        for body in &bodies {
            permit(actor, Act::WriteCorrespondence, body.as_ref())?;
        }
        let alone = match (bodies.pop_first(), bodies.is_empty()) {
            (Some(Some(body)), true) => Some(body),
            _ => None,
        };
        Ok((permit(actor, Act::WriteCorrespondence, alone.as_ref())?, resolved))
    }
}

/// What a wish asks for, beside what stands.
struct Resolved<'a> {
    wish: &'a Wish,
    before: Option<&'a Kept<Correspondence>>,
    after: Correspondence,
}

impl Resolved<'_> {
    fn is_same(&self) -> bool {
        self.before.is_some_and(|kept| kept.noun == self.after)
    }
}

/// Names the other parts of whatever is said to be the rest.
fn complete(ties: &Ties, resolved: &mut [Resolved<'_>]) -> Result<(), Error> {
    let asked: BTreeSet<CorrespondenceId> = resolved.iter().map(|one| one.after.id).collect();
    let kept = ties.kept.values().map(|kept| &kept.noun);
    let stays = kept.filter(|one| one.stands() && !asked.contains(&one.id)).cloned();
    let mut all: Vec<Correspondence> = stays.collect();
    all.extend(resolved.iter().map(|one| one.after.clone()));
    for one in resolved.iter_mut().filter(|one| one.wish.choice == Choice::TheRest) {
        let part = |other: &&Correspondence| {
            other.to == one.after.to && other.id != one.after.id && other.how == How::PartOf
        };
        one.after.rest_of = all.iter().filter(part).map(|other| other.id).collect();
        if one.after.rest_of.is_empty() {
            let what = "No other part of it is mapped, so that nothing is there to be the rest of";
            return Err(Error::Unknown { what: what.to_owned() });
        }
        one.after.rest_of.sort();
    }
    Ok(())
}
