//! Naming: the names of bodies and the titles of rounds, asked for once for a whole list.

use std::collections::BTreeMap;

use programme::code::{OrganisationCode, RoundKey};

use crate::organisation::name_in;
use crate::{Error, Office};

/// The names that lines of a list show.
pub(crate) struct Naming {
    organisations: BTreeMap<OrganisationCode, String>,
    rounds: BTreeMap<String, String>,
}

impl Naming {
    /// The name of a body, or its code when it has none here.
    pub(crate) fn organisation(&self, code: &OrganisationCode) -> String {
        name_in(&self.organisations, code)
    }

    /// The title of a round, or its key when there is none of it here.
    pub(crate) fn round(&self, key: &RoundKey) -> String {
        self.rounds.get(key.as_str()).cloned().unwrap_or_else(|| key.to_string())
    }
}

impl Office {
    pub(crate) async fn naming(&self) -> Result<Naming, Error> {
        let rounds = self.rounds().await?;
        let rounds = rounds.into_iter().map(|round| (round.key.to_string(), round.title));
        let organisations = self.organisation_names().await?;
        Ok(Naming { organisations, rounds: rounds.collect() })
    }
}
