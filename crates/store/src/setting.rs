//! The settings of the programme: how many days ahead is soon.

use authority::{Act, Permit};
use jiff::Timestamp;
use programme::standing::Rule;
use sea_orm::EntityTrait;

use crate::Store;
use crate::entity::setting as row;
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Stamp};
use crate::writing::Change;

/// The key of the rule of standing.
const STANDING: &str = "standing-rule";

impl Noun for Rule {
    const TABLE: &'static str = "setting";
    const KEY: &'static str = "key";

    fn subject(&self) -> String {
        STANDING.to_owned()
    }
}

impl Store {
    /// The rule of standing that is set, with its revision; none while nobody has set one.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn standing_rule(&self) -> Result<Option<Kept<Rule>>, Error> {
        let select = row::Entity::find_by_id(STANDING);
        Ok(self.versions(select, AsAt::Now).await?.pop())
    }

    /// Sets the rule of standing, for whoever saw that revision of it.
    ///
    /// # Errors
    ///
    /// [`Error::Changed`] if somebody set another first; or if the permit is for something else,
    /// or the database does not answer.
    pub async fn set_standing_rule(
        &self,
        permit: &Permit,
        at: Timestamp,
        seen: Option<i64>,
        rule: Rule,
    ) -> Result<(), Error> {
        let mut writing = self.writing(permit, Act::KeepStandingRule, at).await?;
        let change = Change { seen, effective: writing.today(), reason: None };
        writing.keep(&rule, None, change, |_, stamp| row(stamp)).await?;
        writing.commit().await
    }
}

/// The row of the rule of standing.
fn row(stamp: Stamp) -> row::Model {
    let Stamp { revision, effective, recorded, person, body } = stamp;
    row::Model { key: STANDING.to_owned(), revision, effective, recorded, person, body }
}
