//! The rule of standing: how many days ahead is soon is a setting of the programme.

use authority::{Act, Actor, permit};
use programme::standing::Rule;

use crate::{Error, Moment, Office};

impl Office {
    /// The rule by which everything stands; what we ship, while nobody has set another.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn standing_rule(&self) -> Result<Rule, Error> {
        Ok(self.store.standing_rule().await?.map_or_else(Rule::default, |kept| kept.noun))
    }

    /// The rule, the revision of it that is shown (none while nobody has set one), and whether this
    /// person may set another.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn standing_setting(
        &self,
        actor: &Actor,
    ) -> Result<(Rule, Option<i64>, bool), Error> {
        let may = permit(actor, Act::KeepStandingRule, None).is_ok();
        let kept = self.store.standing_rule().await?;
        let revision = kept.as_ref().map(|kept| kept.revision);
        Ok((kept.map_or_else(Rule::default, |kept| kept.noun), revision, may))
    }

    /// Sets the rule.
    ///
    /// # Errors
    ///
    /// If the actor may not, or somebody set another first.
    pub async fn set_standing_rule(
        &self,
        actor: &Actor,
        moment: Moment,
        (seen, rule): (Option<i64>, Rule),
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepStandingRule, None)?;
        Ok(self.store.set_standing_rule(&permit, moment.now, seen, rule).await?)
    }
}
