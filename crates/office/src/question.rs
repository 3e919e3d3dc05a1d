//! The questions of a round: the standard ones, and those that it asks in words of its own.

use authority::{Act, Actor, permit};
use programme::code::RoundKey;
use programme::question::{Question, Questions};
use programme::round::Round;

use crate::{Error, Moment, Office, data};

impl Office {
    /// How a return asks for its answers, unless a round asks otherwise.
    ///
    /// # Errors
    ///
    /// If the data file is missing or does not read.
    pub fn standard_questions(&self) -> Result<Questions, Error> {
        data::questions()
    }

    /// Lets a round that was seen in a revision ask these questions in words of its own, and all
    /// others in the standard ones. Saved twice, it is saved once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such round, it is closed, words are too long, or someone
    /// changed it first.
    pub async fn reword(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, seen): (&RoundKey, i64),
        typed: &[Question],
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepRound, None)?;
        let round = self.store.round(key).await?.noun;
        round.must_change()?;
        let standard = data::questions()?.questions;
        let is_standard = |one: &&Question| standard.iter().any(|ours| ours.field == one.field);
        let own = standard.iter().filter_map(|ours| {
            let typed = typed.iter().find(|one| one.field == ours.field)?;
            Some(Question::own(ours, &typed.asks, &typed.hint)).filter(|own| !own.is_blank())
        });
        let strange = round.questions.iter().filter(|one| !is_standard(one)).cloned();
        let questions: Vec<Question> = own.chain(strange).collect();
        if questions == round.questions {
            return Ok(());
        }
        let round = Round { questions, ..round };
        must_fit(&round)?;
        self.store.change_round(&permit, moment.now, &round, Some(seen)).await?;
        Ok(())
    }
}

/// Refuses a round whose own words are too long to be asked.
pub(crate) fn must_fit(round: &Round) -> Result<(), Error> {
    for question in &round.questions {
        question.must_fit().map_err(|error| Error::Unknown {
            what: format!("the question “{}” is too long: {error}", question.field),
        })?;
    }
    Ok(())
}
