//! Filling a return in: what stands in it, and what is still to do.

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, permit, sight};
use programme::answer::{Answer, Said};
use programme::framework::Framework;
use programme::id::{AnswerId, ObjectiveId, SubmissionId};
use programme::objective::Objective;
use programme::person::Role;
use programme::question::Questions;
use programme::round::{Round, RoundKind};
use programme::submission::{ProposedProgress, Step, Submission, WhosWho};
use store::{AsAt, Kept, WhichObjectives, WhichSubmissions};

use crate::form::{is_about, says_anything};
use crate::judging::{May, may};
use crate::office::sees;
use crate::region::desk;
use crate::{Error, Moment, Office, data};

/// A return as it is being filled in.
#[derive(Clone, Debug)]
pub struct Filling {
    /// The return.
    pub submission: Submission,
    /// The revision shown.
    pub revision: i64,
    /// Whose it is.
    pub organisation: String,
    /// The round it answers.
    pub round: Round,
    /// The framework of the round.
    pub framework: Framework,
    /// How it asks for its answers.
    pub questions: Questions,
    /// What stands in it, in order, each with its revision.
    pub answers: Vec<(Answer, i64)>,
    /// What was promised before, by identity.
    pub earlier: BTreeMap<ObjectiveId, Earlier>,
    /// What this person may do with it now.
    pub may: May,
}

/// An objective of an earlier round, and what was last said of its progress.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The objective.
    pub objective: Objective,
    /// The title of its round.
    pub round: String,
    /// What was last said of it, with the title of the round in which it was.
    pub last: Option<(String, ProposedProgress)>,
}

/// One thing that stands in the way of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The answer it is missing in; none where an answer itself is.
    pub answer: Option<AnswerId>,
    /// What to do.
    pub says: String,
}

/// What became of an answer that was saved.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is kept, or was already.
    Kept,
    /// Someone wrote it since; here is theirs, and nothing of it was overwritten.
    Theirs {
        /// The answer as it stands.
        answer: Box<Answer>,
        /// Its revision.
        revision: i64,
        /// Who wrote it.
        by: String,
    },
}

impl Filling {
    /// Refuses, in words, where it takes no answers of this person now.
    pub(crate) fn must_take_answers(&self) -> Result<(), Error> {
        self.round.must_take_answers()?;
        if self.may.take(Step::Answer) {
            return Ok(());
        }
        self.submission.state.after(Step::Answer)?;
        let what = format!("the round “{}” takes no answers now", self.round.title);
        Err(Error::NotNow { what })
    }

    /// The answer of that identity, with its revision.
    pub fn answer(&self, id: AnswerId) -> Option<&(Answer, i64)> {
        self.answers.iter().find(|(answer, _)| answer.id == id)
    }

    /// Who is who, with the answer that says so.
    pub fn who(&self) -> Option<(AnswerId, i64, &WhosWho)> {
        self.answers.iter().find_map(|(answer, revision)| match &answer.said {
            Said::Who(who) => Some((answer.id, *revision, who)),
            Said::Objective(_) | Said::Progress(_) | Said::Insight(_) => None,
        })
    }

    /// What stands in the way of sending it, in the order of the form.
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        let who = self.who();
        let blank = WhosWho::default();
        for (label, words) in who_asked(who.map_or(&blank, |(_, _, who)| who)) {
            if words.trim().is_empty() {
                let answer = who.map(|(id, ..)| id);
                missing
                    .push(Missing { answer, says: format!("Say who is who: {label} is missing") });
            }
        }
        let mut says_something = false;
        for (answer, _) in &self.answers {
            let says = match &answer.said {
                Said::Objective(said) => {
                    says_something = true;
                    if said.objective.trim().is_empty() {
                        Some("Say what the objective is".to_owned())
                    } else if said.sub_category.is_none() {
                        let words = shortened(&said.objective);
                        Some(format!("Choose the sub-category of “{words}”"))
                    } else {
                        None
                    }
                }
                Said::Progress(_) => {
                    says_something = true;
                    None
                }
                Said::Insight(said) => {
                    let blank = said.words.trim().is_empty();
                    blank.then(|| "Say what it is, or take it out".to_owned())
                }
                Said::Who(_) => None,
            };
            missing.extend(says.map(|says| Missing { answer: Some(answer.id), says }));
        }
        if !says_something {
            let says = match self.round.kind {
                RoundKind::Planning => "Add at least one objective",
                RoundKind::Review => "Add at least one objective or its progress",
            };
            missing.push(Missing { answer: None, says: says.to_owned() });
        }
        missing
    }
}

/// What is asked of who is who, with what stands there.
pub fn who_asked(who: &WhosWho) -> [(&'static str, &str); 5] {
    [
        ("the organisation or partnership", &who.organisation),
        ("the executive sponsor", &who.executive_sponsor),
        ("the lead officer", &who.lead_officer),
        ("the board or committee it reports to", &who.reports_to),
        ("the report author", &who.report_author),
    ]
}

/// Words cut to fit a sentence.
pub fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    let words = words.trim();
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(MOST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

impl Office {
    /// A return as it is being filled in.
    ///
    /// # Errors
    ///
    /// If there is no such return, or it is not the actor's to see.
    pub async fn filling(&self, actor: &Actor, id: SubmissionId) -> Result<Filling, Error> {
        let kept = self.store.submission(&sees(actor, Shelf::Promises), id).await?;
        let Kept { noun: submission, revision, .. } = kept;
        let answers = self.store.answers(&sees(actor, Shelf::Answers), id).await?;
        let round = self.known_round(&submission.round).await?;
        Ok(Filling {
            organisation: self.organisation_name(&submission.organisation).await?,
            framework: self.framework(&round.framework).await?,
            questions: data::questions()?.with(&round.questions),
            earlier: self.earlier(&submission).await?,
            may: may(actor, &submission, &round),
            answers: answers.into_iter().map(|kept| (kept.noun, kept.revision)).collect(),
            round,
            revision,
            submission,
        })
    }

    /// What the body of a return promised in other rounds. Whoever may see the return, may see
    /// that: it is what the return is about.
    async fn earlier(
        &self,
        submission: &Submission,
    ) -> Result<BTreeMap<ObjectiveId, Earlier>, Error> {
        let everything = sight(&desk(Role::ProgrammeOffice), Shelf::Promises);
        let own = Some(submission.organisation.clone());
        let which = WhichSubmissions { round: None, organisation: own.clone() };
        let mut said = self.store.submissions(&everything, &which, AsAt::Now).await?;
        said.retain(|kept| kept.noun.id != submission.id && kept.noun.state.is_in());
        said.sort_by_key(|kept| std::cmp::Reverse(kept.noun.received));
        let naming = self.naming().await?;
        let which = WhichObjectives { organisation: own, ..WhichObjectives::default() };
        let kept = self.store.objectives(&everything, &which, AsAt::Now).await?;
        let others = kept.into_iter().map(|kept| kept.noun);
        let others = others.filter(|one| one.submission != submission.id);
        let pair = |objective: Objective| {
            let last = said.iter().find_map(|kept| {
                let rows = kept.noun.reviews.iter().flat_map(|review| &review.rows);
                let mut rows = rows.filter(|row| is_about(row, &objective) && says_anything(row));
                rows.next().map(|row| (naming.round(&kept.noun.round), row.clone()))
            });
            let round = naming.round(&objective.round);
            (objective.id, Earlier { objective, round, last })
        };
        Ok(others.map(pair).collect())
    }

    /// A new identity, for an answer that is about to be typed: its form carries it, so that a
    /// form sent twice is one answer.
    pub fn new_answer(&self) -> AnswerId {
        AnswerId::new((self.draw)())
    }

    /// Saves one answer of a return, seen in a revision or new. The same answer saved twice is
    /// saved once.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such return, its round is closed, or it takes no answers
    /// now.
    pub async fn save_answer(
        &self,
        actor: &Actor,
        moment: Moment,
        (submission, id, seen): (SubmissionId, AnswerId, Option<i64>),
        said: Said,
    ) -> Result<Saved, Error> {
        let filling = self.filling(actor, submission).await?;
        let organisation = filling.submission.organisation.clone();
        let permit = permit(actor, Act::AnswerSubmission, Some(&organisation))?;
        filling.must_take_answers()?;
        let last = filling.answers.iter().map(|(answer, _)| answer.position).max().unwrap_or(0);
        let standing = filling.answer(id);
        let position = standing.map_or(last + 1, |(answer, _)| answer.position);
        let answer = Answer { id, submission, organisation, position, said };
        if standing.is_some_and(|(standing, _)| standing.said == answer.said) {
            return Ok(Saved::Kept);
        }
        match self.store.keep_answer(&permit, moment.now, &answer, seen).await {
            Ok(_) => Ok(Saved::Kept),
            Err(store::Error::Changed { .. }) => self.theirs(actor, &answer).await,
            Err(error) => Err(error.into()),
        }
    }

    /// The answer as somebody else wrote it since; the same words are no difference.
    async fn theirs(&self, actor: &Actor, mine: &Answer) -> Result<Saved, Error> {
        let kept = self.store.answers(&sees(actor, Shelf::Answers), mine.submission).await?;
        let theirs = kept.into_iter().find(|kept| kept.noun.id == mine.id);
        let theirs = theirs.ok_or(Error::NotFound)?;
        if theirs.noun.said == mine.said {
            return Ok(Saved::Kept);
        }
        let by = crate::journal::name(&self.names().await?, &theirs.by.to_string());
        let revision = theirs.revision;
        Ok(Saved::Theirs { answer: Box::new(theirs.noun), revision, by })
    }

    /// Takes an answer out of a return; one that is not there any more is out already.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such return, its round is closed, it takes no answers now,
    /// or someone wrote the answer since.
    pub async fn remove_answer(
        &self,
        actor: &Actor,
        moment: Moment,
        (submission, id, seen): (SubmissionId, AnswerId, i64),
    ) -> Result<(), Error> {
        let filling = self.filling(actor, submission).await?;
        let organisation = &filling.submission.organisation;
        let permit = permit(actor, Act::AnswerSubmission, Some(organisation))?;
        filling.must_take_answers()?;
        if filling.answer(id).is_none() {
            return Ok(());
        }
        Ok(self.store.remove_answer(&permit, moment.now, (id, seen)).await?)
    }
}
