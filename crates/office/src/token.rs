//! Tokens: a program reads what was let out in the name of whoever made one.

use authority::{Act, Actor, Permit, permit};
use jiff::SignedDuration;
use programme::id::{By, PersonId, TokenId};
use programme::token::Token;
pub use store::KeptToken;

use crate::{Error, Moment, Office};

/// The most days a token may live.
pub const MOST_DAYS: i64 = 366;

/// The most characters that its name may have.
pub const LONGEST_NAME: usize = 100;

/// A token to be made. It is printed nowhere, since it holds its secret.
pub struct NewToken {
    /// Its identity, which its form carries: sent twice, it is made once.
    pub id: TokenId,
    /// What its owner calls it.
    pub name: String,
    /// For how many days.
    pub days: i64,
    /// The secret that a program brings; only its hash is kept.
    pub secret: String,
}

impl Office {
    /// The tokens of the actor that were not ended, with the day each was last used; the newest
    /// first. Those of which the time is over are among them.
    ///
    /// # Errors
    ///
    /// If the actor has none by their role, or the database does not answer.
    pub async fn tokens(&self, actor: &Actor) -> Result<Vec<KeptToken>, Error> {
        let (_, person) = may(actor)?;
        let mut kept = self.store.tokens_of(person).await?;
        kept.retain(|kept| !kept.token.revoked);
        Ok(kept)
    }

    /// A new identity, for a token that is about to be made.
    pub fn new_token(&self) -> TokenId {
        TokenId::new((self.draw)())
    }

    /// Makes a token of the actor's own, found by a secret of which only the hash is kept.
    ///
    /// # Errors
    ///
    /// If the actor may have none, it has no name or one that is too long, it would live for no days
    /// or for more than [`MOST_DAYS`], it was made already, or the database does not answer.
    pub async fn make_token(
        &self,
        actor: &Actor,
        moment: Moment,
        new: NewToken,
    ) -> Result<Token, Error> {
        let (permit, person) = may(actor)?;
        let NewToken { id, name, days, secret } = new;
        let name = name.trim().to_owned();
        if !(1..=LONGEST_NAME).contains(&name.chars().count()) {
            let what = format!("A token has a name of up to {LONGEST_NAME} characters");
            return Err(Error::Unknown { what });
        }
        if !(1..=MOST_DAYS).contains(&days) {
            let what = format!("A token lasts for 1 to {MOST_DAYS} days");
            return Err(Error::Unknown { what });
        }
        let lasts = SignedDuration::from_hours(24 * days);
        let ends = moment.now.checked_add(lasts).map_err(|_| Error::NotFound)?;
        let token = Token { id, person, name, made: moment.today, ends, revoked: false };
        match self.store.make_token(&permit, moment.now, &token, &secret).await {
            Ok(()) => Ok(token),
            Err(store::Error::Changed { .. }) => {
                let what = "this token was made already, and was shown once; if it was not copied, end it and make another";
                Err(Error::AlreadyKept { what: what.to_owned() })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Ends a token of the actor's own before its time.
    ///
    /// # Errors
    ///
    /// If the actor may have none, has no such token, or the database does not answer.
    pub async fn revoke_token(
        &self,
        actor: &Actor,
        moment: Moment,
        id: TokenId,
    ) -> Result<(), Error> {
        let (permit, _) = may(actor)?;
        Ok(self.store.revoke_token(&permit, moment.now, id).await?)
    }

    /// In whose name a program reads that brings this secret; nobody's where there is no such token,
    /// it has ended, or its person may not sign in or have one any more. Its use is noted by the day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn reader(&self, secret: &str, moment: Moment) -> Result<Option<Actor>, Error> {
        let found = self.store.token_of_secret(secret).await?;
        let Some(KeptToken { token, used }) = found.filter(|kept| kept.token.is_good(moment.now))
        else {
            return Ok(None);
        };
        let Some(actor) = self.actor(token.person).await?.filter(|actor| may(actor).is_ok()) else {
            return Ok(None);
        };
        if used.is_none_or(|used| used < moment.today) {
            self.store.note_use_of_token(token.id, moment.today).await?;
        }
        Ok(Some(actor))
    }
}

/// The right to have tokens of one's own.
fn may(actor: &Actor) -> Result<(Permit, PersonId), Error> {
    let permit = permit(actor, Act::KeepToken, actor.organisation.as_ref())?;
    match actor.by {
        By::Person(person) => Ok((permit, person)),
        By::Link(_) => Err(Error::NotFound),
    }
}
