//! Signed links: a return is answered without an account, by whoever holds one.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::{SignedDuration, Timestamp};
use programme::id::{LinkId, SubmissionId};
use programme::link::{Link, LinkStanding};

use crate::office::sees;
use crate::{Error, Moment, Office};

/// The most days a link may live.
pub const MOST_DAYS: i64 = 90;

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Its identity, which its form carries: sent twice, it is made once.
    pub id: LinkId,
    /// The return it opens.
    pub submission: SubmissionId,
    /// To whom it is sent, in words.
    pub sent_to: String,
    /// For how many days.
    pub days: i64,
    /// The secret it is opened by; only its hash is kept.
    pub secret: String,
}

/// What a secret opens.
#[derive(Clone, Debug)]
pub enum Opened {
    /// A return, for this bearer.
    Good(Link),
    /// A return that it opened once: its time is over, or it was revoked.
    Ended {
        /// The link.
        link: Link,
        /// How it ended.
        how: LinkStanding,
        /// Where to ask for another.
        ask: String,
    },
    /// Nothing that ever was.
    Nothing,
}

impl Office {
    /// Makes a link to a return.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such return, it takes no answers, or it would live for no
    /// days or for more than [`MOST_DAYS`].
    pub async fn make_link(
        &self,
        actor: &Actor,
        moment: Moment,
        new: NewLink,
    ) -> Result<Link, Error> {
        let NewLink { id, submission, sent_to, days, secret } = new;
        let kept = self.store.submission(&sees(actor, Shelf::Promises), submission).await?.noun;
        let permit = permit(actor, Act::MakeLink, Some(&kept.organisation))?;
        let sent_to = sent_to.trim().to_owned();
        if sent_to.is_empty() {
            let what = "Say to whom you send it, so that the journal can name them".to_owned();
            return Err(Error::Unknown { what });
        }
        if !(1..=MOST_DAYS).contains(&days) {
            let what = format!("A link lives for 1 to {MOST_DAYS} days");
            return Err(Error::Unknown { what });
        }
        let lives = SignedDuration::from_hours(24 * days);
        let expires = moment.now.checked_add(lives).map_err(|_| Error::NotFound)?;
        let link = Link {
            id,
            submission,
            round: kept.round,
            organisation: kept.organisation,
            sent_to,
            expires,
            revoked: false,
        };
        match self.store.make_link(&permit, moment.now, &link, &secret).await {
            Ok(()) => Ok(link),
            Err(store::Error::Changed { .. }) => {
                let what = "this link was made already, and its address was shown once; if it was not copied, make another";
                Err(Error::AlreadyKept { what: what.to_owned() })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A new identity, for a link that is about to be made.
    pub fn new_link(&self) -> LinkId {
        LinkId::new((self.draw)())
    }

    /// Ends a link before its time.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such link to that return.
    pub async fn revoke_link(
        &self,
        actor: &Actor,
        moment: Moment,
        (submission, id): (SubmissionId, LinkId),
    ) -> Result<(), Error> {
        let links = self.links(actor, submission).await?;
        let link = links.into_iter().find(|link| link.id == id).ok_or(Error::NotFound)?;
        let permit = permit(actor, Act::MakeLink, Some(&link.organisation))?;
        Ok(self.store.revoke_link(&permit, moment.now, id).await?)
    }

    /// The links to a return, the newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn links(&self, actor: &Actor, of: SubmissionId) -> Result<Vec<Link>, Error> {
        let kept = self.store.links(&sees(actor, Shelf::Answers), of).await?;
        Ok(kept.into_iter().map(|kept| kept.noun).collect())
    }

    /// What a secret opens.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn open_link(&self, secret: &str, now: Timestamp) -> Result<Opened, Error> {
        let Some(link) = self.store.link_opened_by(secret).await? else {
            return Ok(Opened::Nothing);
        };
        match link.standing(now) {
            LinkStanding::Good => Ok(Opened::Good(link)),
            how @ (LinkStanding::Expired | LinkStanding::Revoked) => {
                let round = self.known_round(&link.round).await?;
                let ask = if round.mailbox.is_empty() {
                    "the programme office".to_owned()
                } else {
                    format!("the programme office, {}", round.mailbox)
                };
                Ok(Opened::Ended { link, how, ask })
            }
        }
    }

    /// The actor that the bearer of a link is, while it is good.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn bearer(&self, id: LinkId, now: Timestamp) -> Result<Option<Actor>, Error> {
        let link = self.store.link(id).await?;
        let good = link.filter(|link| link.standing(now) == LinkStanding::Good);
        Ok(good.as_ref().map(Actor::from))
    }
}
