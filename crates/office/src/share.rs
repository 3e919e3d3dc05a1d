//! Shares: the bodies of which an action or a recommendation asks something, and what each says.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::civil::Date;
use programme::by_when::ByWhen;
use programme::code::{OrganisationCode, PlanKey};
use programme::comparison::Promise;
use programme::id::ShareId;
use programme::organisation::Organisation;
use programme::responsibility::{Responsibility, parties};
use programme::share::Share;
use programme::standing::{Rule, Standing};
use programme::status::{Declared, Status};
use programme::update::About;
use store::{Kept, Shared, SharedItem};

use crate::office::{as_at, sees};
use crate::organisation::name_in;
use crate::plan::HistoryLine;
use crate::{Error, Moment, Office};

/// One share in a list.
#[derive(Clone, Debug)]
pub struct ShareLine {
    /// The share.
    pub share: Share,
    /// Its revision.
    pub revision: i64,
    /// Who answers for it.
    pub organisation: String,
}

/// A share, with what it is a share of.
#[derive(Clone, Debug)]
pub struct SharedLine {
    /// The share.
    pub share: Share,
    /// Its revision.
    pub revision: i64,
    /// Who answers for it.
    pub organisation: String,
    /// The words of the action or the recommendation, with its reference.
    pub what: String,
    /// By when the whole is to be done.
    pub by_when: ByWhen,
    /// The plan, by its key and title.
    pub plan: (PlanKey, String),
    /// Whose plan it is.
    pub of: OrganisationCode,
    /// Where the share stands: closed when its body says so, and by the date of the whole else.
    pub standing: Standing,
}

/// The page of a share.
#[derive(Clone, Debug)]
pub struct SharePage {
    /// The share and what it is a share of.
    pub line: SharedLine,
    /// What the whole says beside: its notes, or the response to it.
    pub aside: String,
    /// Whether this person may tell how it stands.
    pub may_tell: bool,
    /// Whether this person may say that nothing is asked any more.
    pub may_end: bool,
    /// Its revisions, newest first.
    pub history: Vec<HistoryLine>,
}

/// A body that may be asked for a share.
#[derive(Clone, Debug)]
pub struct Askable {
    /// Its code.
    pub code: OrganisationCode,
    /// Its name.
    pub name: String,
    /// The words of the plan that come to it; none if no words do.
    pub party: Option<String>,
}

/// Who answers for a thing, and who may be asked.
#[derive(Clone, Debug)]
pub struct Shares {
    /// Each share, by body; those that ended too.
    pub lines: Vec<ShareLine>,
    /// Who may be asked, those first to whom the words of the plan come; none if this person asks
    /// nobody.
    pub askable: Vec<Askable>,
}

impl Office {
    /// The shares in a thing that the actor found, as at now or a day, and who may be asked for one.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn shares_of(
        &self,
        actor: &Actor,
        about: About,
        owner: &Responsibility,
        (day, at): (Date, Option<Date>),
    ) -> Result<Shares, Error> {
        let region = self.organisations().await?;
        let names = region.iter().map(|body| (body.code.clone(), body.name.clone())).collect();
        let kept = self.store.shares_of(about, as_at(at)).await?;
        let line = |kept: Kept<Share>| ShareLine {
            organisation: name_in(&names, &kept.noun.organisation),
            revision: kept.revision,
            share: kept.noun,
        };
        let lines: Vec<ShareLine> = kept.into_iter().map(line).collect();
        let asks = at.is_none() && self.asks_shares(actor, about).await?;
        let askable = if asks { askable(&region, &lines, owner, day) } else { Vec::new() };
        Ok(Shares { lines, askable })
    }

    /// Whether the actor may ask bodies for their share in a thing.
    async fn asks_shares(&self, actor: &Actor, about: About) -> Result<bool, Error> {
        match self.told(&sees(actor, Shelf::Promises), about).await {
            Ok(told) => Ok(permit(actor, Act::AskShare, Some(&told.organisation)).is_ok()),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Asks bodies for their shares in a thing, each by the words of the plan that come to it.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such thing, or no such body.
    pub async fn ask_shares(
        &self,
        actor: &Actor,
        moment: Moment,
        about: About,
        bodies: &[OrganisationCode],
    ) -> Result<(), Error> {
        let told = self.told(&sees(actor, Shelf::Promises), about).await?;
        let permit = permit(actor, Act::AskShare, Some(&told.organisation))?;
        let region = self.organisations().await?;
        let known = askable(&region, &[], &told.stand.owner, moment.today);
        let mut shares = Vec::new();
        for code in bodies {
            let body = known.iter().find(|body| body.code == *code).ok_or(Error::NotFound)?;
            let id = ShareId::new((self.draw)());
            let party = body.party.as_deref().unwrap_or_default();
            shares.push(Share::asked(id, (about, told.plan), code.clone(), party));
        }
        let of = &told.organisation;
        Ok(self.store.ask_shares(&permit, moment.now, of, &shares).await?)
    }

    /// The shares that the actor may see, as at now or a day: those that are open before the others,
    /// the latest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn shares(
        &self,
        actor: &Actor,
        (day, at): (Date, Option<Date>),
    ) -> Result<Vec<SharedLine>, Error> {
        let names = self.organisation_names().await?;
        let rule = self.standing_rule().await?;
        let mut lines = Vec::new();
        for kept in self.store.shares(&sees(actor, Shelf::Promises), as_at(at)).await? {
            // What a share is a share of may have been taken back with its import.
            match self.store.shared(&kept).await {
                Ok(shared) => {
                    let name = name_in(&names, &kept.noun.organisation);
                    lines.push(shared_line(kept, name, &shared, (rule, day)));
                }
                Err(store::Error::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        lines.sort_by_key(|line| crate::due::urgency(line.standing));
        Ok(lines)
    }

    /// One share, with what it is a share of.
    ///
    /// # Errors
    ///
    /// If there is no such share, or it is not the actor's to see.
    pub async fn share(
        &self,
        actor: &Actor,
        moment: Moment,
        id: ShareId,
    ) -> Result<SharePage, Error> {
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.share(&sight, id).await?;
        let shared = self.store.shared(&kept).await?;
        let aside = match &shared.item {
            SharedItem::Action(one) => one.said.notes.clone(),
            SharedItem::Recommendation(one) => one.said.response.clone(),
        };
        let open = kept.noun.ended.is_none();
        let body = kept.noun.organisation.clone();
        let name = self.organisation_name(&body).await?;
        let of = &shared.plan.organisation;
        let rule = self.standing_rule().await?;
        Ok(SharePage {
            may_tell: open && permit(actor, Act::TellShare, Some(&body)).is_ok(),
            may_end: open && permit(actor, Act::AskShare, Some(of)).is_ok(),
            aside,
            history: self.history_within(&sight, &id.to_string()).await?,
            line: shared_line(kept, name, &shared, (rule, moment.today)),
        })
    }

    /// Keeps what a body told of its share.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such share, it says too little, or somebody told something
    /// of it first.
    pub async fn tell_share(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (ShareId, i64),
        (status, words, on): (Status, &str, Date),
    ) -> Result<(), Error> {
        let kept = self.store.share(&sees(actor, Shelf::Promises), id).await?;
        let permit = permit(actor, Act::TellShare, Some(&kept.noun.organisation))?;
        if kept.revision != seen {
            return Err(Error::Changed);
        }
        let told = kept.noun.telling(status, words, (on, moment.today));
        let told = told.map_err(store::Error::from)?;
        Ok(self.store.tell_share(&permit, moment.now, seen, (&told, on)).await?)
    }

    /// Asks nothing any more of a body.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such share, no reason is given, or somebody told something
    /// of it first.
    pub async fn end_share(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (ShareId, i64),
        reason: &str,
    ) -> Result<(), Error> {
        let kept = self.store.share(&sees(actor, Shelf::Promises), id).await?;
        let of = self.store.shared(&kept).await?.plan.organisation;
        let permit = permit(actor, Act::AskShare, Some(&of))?;
        let about = (&kept.noun, reason);
        Ok(self.store.end_share(&permit, moment.now, (&of, seen), about).await?)
    }
}

fn shared_line(
    kept: Kept<Share>,
    organisation: String,
    Shared { item, plan }: &Shared,
    (rule, day): (Rule, Date),
) -> SharedLine {
    let (what, by_when, whole) = match item {
        SharedItem::Action(one) => said(&one.said),
        SharedItem::Recommendation(one) => said(&one.said),
    };
    let share = kept.noun;
    // Where nothing is asked any more, or the whole is closed, the share is closed with it.
    let closed = share.ended.is_some() || whole.is_closed();
    let declared = if closed { Declared::Superseded } else { share.status.declared };
    SharedLine {
        standing: rule.standing(by_when, declared, share.told, day),
        what,
        by_when: by_when.clone(),
        plan: (plan.key.clone(), plan.title.clone()),
        of: plan.organisation.clone(),
        organisation,
        revision: kept.revision,
        share,
    }
}

/// What a promise is called, its date, and what is declared of it.
fn said(said: &impl Promise) -> (String, &ByWhen, Declared) {
    (said.called(), said.by_when(), said.status().declared)
}

/// Who may be asked, but for those who have an open share: those first to whom words of the plan
/// come, in the order of the words, and then everybody else who is there, by code.
fn askable(
    region: &[Organisation],
    lines: &[ShareLine],
    owner: &Responsibility,
    day: Date,
) -> Vec<Askable> {
    let asked = |code: &OrganisationCode| {
        lines.iter().any(|line| line.share.organisation == *code && line.share.ended.is_none())
    };
    let mut found: Vec<Askable> = Vec::new();
    let mut add = |body: &Organisation, party: Option<String>| {
        let known = found.iter().any(|one| one.code == body.code);
        if !known && !asked(&body.code) && body.is_open(day) {
            let (code, name) = (body.code.clone(), body.name.clone());
            found.push(Askable { code, name, party });
        }
    };
    for party in parties(owner, region, day) {
        for body in region.iter().filter(|body| party.bodies.contains(&body.code)) {
            add(body, Some(party.words.clone()));
        }
    }
    for body in region {
        add(body, None);
    }
    found
}
