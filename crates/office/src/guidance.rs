//! The files that help to answer a round: they are attached, taken out, and handed to whoever may
//! see the round.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::attachment::AttachedFile;
use programme::code::RoundKey;
use programme::guidance::Guidance;
use programme::round::Round;

use crate::office::sees;
use crate::read::fingerprint;
use crate::{Error, Moment, Office};

/// A file that is offered as guidance.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its title.
    pub title: String,
    /// Its name, as it was sent.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Office {
    /// Attaches a file to a round that was seen in a revision. Attached twice, it is there once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such round, it is closed, the file is not one that is
    /// taken or is there under another title, or someone changed the round first.
    pub async fn attach_guidance(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, seen): (&RoundKey, i64),
        Offered { title, name, bytes }: Offered,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepRound, None)?;
        let round = self.store.round(key).await?.noun;
        round.must_change()?;
        let file = AttachedFile::new(&title, &name, (&bytes, fingerprint(&bytes)))?;
        if let Some(there) = round.guidance_file(&file.sha256) {
            if there.title == file.title {
                return Ok(());
            }
            let what = format!("this file is there already, as “{}”", there.title);
            return Err(Error::AlreadyKept { what });
        }
        let mut guidance = round.guidance.clone();
        guidance.push(Guidance::File(file));
        let round = Round { guidance, ..round };
        self.store.attach_guidance(&permit, moment.now, (&round, seen), &bytes).await?;
        Ok(())
    }

    /// Takes a file out of a round that was seen in a revision; one that is not there is out
    /// already.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such round, it is closed, or someone changed it first.
    pub async fn take_guidance_out(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, seen): (&RoundKey, i64),
        sha256: &str,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepRound, None)?;
        let mut round = self.store.round(key).await?.noun;
        round.must_change()?;
        if round.guidance_file(sha256).is_none() {
            return Ok(());
        }
        round.guidance.retain(|one| one.file().is_none_or(|file| file.sha256 != sha256));
        self.store.change_round(&permit, moment.now, &round, Some(seen)).await?;
        Ok(())
    }

    /// A file of a round, byte for byte. The bearer of a link has those of the round of their
    /// return.
    ///
    /// # Errors
    ///
    /// If there is no such round or file, or it is not the actor's to see.
    pub async fn guidance(
        &self,
        actor: &Actor,
        key: &RoundKey,
        sha256: &str,
    ) -> Result<(AttachedFile, Vec<u8>), Error> {
        if let Some(own) = actor.submission {
            let own = self.store.submission(&sees(actor, Shelf::Promises), own).await?.noun;
            if own.round != *key {
                return Err(Error::NotFound);
            }
        }
        Ok(self.store.guidance(key, sha256).await?)
    }
}
