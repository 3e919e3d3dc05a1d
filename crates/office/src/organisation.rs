//! Organisations: who takes part.

mod keeping;

use std::collections::BTreeMap;

use authority::{Act, Actor, permit};
use programme::code::OrganisationCode;
use programme::organisation::Organisation;

use crate::import::in_words;
use crate::{Error, Moment, Office};

pub use keeping::{BodyPart, BodySaved, BodyStanding, BodyTold};

impl Office {
    /// Adds an organisation, or changes what is known of it.
    ///
    /// # Errors
    ///
    /// If the actor may not, or the database does not answer.
    pub async fn keep_organisation(
        &self,
        actor: &Actor,
        moment: Moment,
        organisation: &Organisation,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepOrganisation, Some(&organisation.code))?;
        self.store.keep_organisation(&permit, moment.now, organisation).await?;
        Ok(())
    }

    /// Every organisation, by code.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, Error> {
        let kept = self.store.organisations().await?;
        Ok(kept.into_iter().map(|kept| kept.noun).collect())
    }

    /// The name of every organisation.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn organisation_names(&self) -> Result<BTreeMap<OrganisationCode, String>, Error> {
        let organisations = self.organisations().await?;
        Ok(organisations.into_iter().map(|body| (body.code, body.name)).collect())
    }

    pub(crate) async fn organisation_name(&self, code: &OrganisationCode) -> Result<String, Error> {
        Ok(name_in(&self.organisation_names().await?, code))
    }

    pub(crate) async fn known_organisation(&self, code: &OrganisationCode) -> Result<(), Error> {
        let names = self.organisation_names().await?;
        if names.contains_key(code) {
            return Ok(());
        }
        let known: Vec<String> = names.keys().map(ToString::to_string).collect();
        let what = format!("“{code}” is not an organisation here; there is {}", in_words(&known));
        Err(Error::Unknown { what })
    }
}

/// The name of an organisation, or its code when it has none here.
pub(crate) fn name_in(
    names: &BTreeMap<OrganisationCode, String>,
    code: &OrganisationCode,
) -> String {
    names.get(code).cloned().unwrap_or_else(|| code.to_string())
}
