//! Updates: what is told of an action or a recommendation once it is agreed. They are only ever
//! added. What is told moves its status and its date by the one function [`Course::after`]; the
//! date that was first agreed stays.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::attachment::AttachedFile;
use crate::by_when::ByWhen;
use crate::code::{OrganisationCode, WebAddress};
use crate::comparison::Promise;
use crate::id::{ActionId, PersonId, PlanId, RecommendationId, UpdateId};
use crate::recommendation::Recommendation;
use crate::responsibility::Responsibility;
use crate::status::{Declared, Status};
use crate::wording::alike;

/// What an update is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// An action.
    Action(ActionId),
    /// A recommendation.
    Recommendation(RecommendationId),
}

impl About {
    /// Its identity as text.
    pub fn subject(self) -> String {
        match self {
            Self::Action(id) => id.to_string(),
            Self::Recommendation(id) => id.to_string(),
        }
    }
}

/// An update as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Identity.
    pub id: UpdateId,
    /// What it is about.
    pub about: About,
    /// The plan of that.
    pub plan: PlanId,
    /// Whose plan it is.
    pub organisation: OrganisationCode,
    /// The day it speaks of.
    pub on: Date,
    /// What was told, as a step.
    pub step: Step,
    /// What was told, in people's words.
    pub words: String,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Something that shows what an update says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Evidence {
    /// A page elsewhere.
    Page(EvidencePage),
    /// A file that is kept here.
    File(AttachedFile),
}

/// A page elsewhere that shows what an update says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidencePage {
    /// What it is.
    pub title: String,
    /// Its address.
    pub link: WebAddress,
}

impl Update {
    /// The file of that hash that shows what it says, if there is one.
    pub fn file(&self, sha256: &str) -> Option<&AttachedFile> {
        let files = self.evidence.iter().filter_map(|one| match one {
            Evidence::File(file) => Some(file),
            Evidence::Page(_) => None,
        });
        files.into_iter().find(|file| file.sha256 == sha256)
    }
}

/// What is told, as far as it moves anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// How it is going; the status is in people's words too.
    Progress(Status),
    /// A new date is asked for.
    AskDate(ByWhen),
    /// The new date is agreed.
    AgreeDate,
    /// The new date is not agreed.
    RefuseDate,
    /// It is said to be complete.
    AskCompletion,
    /// Somebody else has seen that it is complete.
    Verify,
    /// Somebody else has not seen that it is complete.
    NotVerified,
    /// Something else takes its place, or it is not needed any more.
    Supersede,
    /// It was considered, as was asked, and not adopted.
    NotAdopt,
    /// It was closed, and is open again.
    Reopen,
    /// Somebody who knows says who owns it.
    NameOwner(Responsibility),
}

impl Step {
    /// The key as data and in addresses.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Progress(_) => "progress",
            Self::AskDate(_) => "ask-date",
            Self::AgreeDate => "agree-date",
            Self::RefuseDate => "refuse-date",
            Self::AskCompletion => "ask-completion",
            Self::Verify => "verify",
            Self::NotVerified => "not-verified",
            Self::Supersede => "supersede",
            Self::NotAdopt => "not-adopt",
            Self::Reopen => "reopen",
            Self::NameOwner(_) => "name-owner",
        }
    }

    /// What was done, in words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Progress(_) => "Progress told",
            Self::AskDate(_) => "New date asked for",
            Self::AgreeDate => "New date agreed",
            Self::RefuseDate => "New date not agreed",
            Self::AskCompletion => "Said to be complete",
            Self::Verify => "Seen to be complete",
            Self::NotVerified => "Not seen to be complete",
            Self::Supersede => "Closed as superseded",
            Self::NotAdopt => "Considered and not adopted",
            Self::Reopen => "Opened again",
            Self::NameOwner(_) => "Owner named",
        }
    }

    /// Whether it must be told in words too, and not by the step alone.
    pub fn needs_words(&self) -> bool {
        match self {
            Self::Progress(_)
            | Self::AskDate(_)
            | Self::RefuseDate
            | Self::NotVerified
            | Self::Supersede
            | Self::NotAdopt
            | Self::Reopen => true,
            Self::AgreeDate | Self::AskCompletion | Self::Verify | Self::NameOwner(_) => false,
        }
    }
}

/// How an action or a recommendation has gone since it was agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The date first agreed, once another took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<ByWhen>,
    /// The new date that is asked for and not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<NewDate>,
    /// Who said that it is complete, while nobody else has seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<PersonId>,
    /// The newest day of which an update speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Date>,
    /// Who was first written to own it, once somebody said who does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Responsibility>,
}

/// A new date that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDate {
    /// The date.
    pub by_when: ByWhen,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub by: PersonId,
}

/// Where a promise stands for its updates: its status, its date, who owns it, and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Its status, as declared.
    pub status: Status,
    /// By when.
    pub by_when: ByWhen,
    /// Who owns it.
    pub owner: Responsibility,
    /// How it went.
    pub course: Course,
}

/// Why an update cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    /// It is closed.
    #[error("this is closed; open it again first, and say why")]
    Closed,
    /// It is not closed.
    #[error("this is not closed, so there is nothing to open again")]
    NotClosed,
    /// A new date is asked for already.
    #[error("a new date is asked for already, and waits for an answer")]
    AskedAlready,
    /// No new date is asked for.
    #[error("no new date is asked for any more")]
    NothingAsked,
    /// It is said to be complete already.
    #[error("this is said to be complete already, and waits for somebody to see it")]
    CompleteAlready,
    /// Nobody says that it is complete.
    #[error("nobody says that this is complete any more")]
    NotComplete,
    /// Whoever asked would answer.
    #[error("whoever asked cannot answer; somebody else must")]
    Oneself,
    /// The words are blank and may not be.
    #[error("say it in a few words")]
    Blank,
    /// The words that tell a new date hold none.
    #[error("“{0}” is not a date, like 30 June 2027 or June 2027")]
    NoDate(String),
    /// A status that closes was told as progress.
    #[error("to close it, say that it is complete or why it is not needed any more")]
    ClosesInPassing,
    /// The words that name an owner name nobody, or with a doubt.
    #[error("name who owns it without a question mark, like DPH or Head of Care")]
    NobodyNamed,
    /// Bodies that have a share in it have not said that theirs is complete.
    #[error("{0}")]
    SharesOpen(String),
    /// It speaks of a day that has not come.
    #[error("an update speaks of today or a day in the past")]
    Ahead,
}

impl Stand {
    /// Where it stands once somebody told a step, with their words, of a day up to `today`.
    ///
    /// # Errors
    ///
    /// If the step cannot be taken from here, or by this person, or says too little.
    pub fn after(
        self,
        step: &Step,
        (by, words): (PersonId, &str),
        (on, today): (Date, Date),
    ) -> Result<Self, NotNow> {
        let Self { status, by_when, owner, course } = self;
        if on > today {
            return Err(NotNow::Ahead);
        }
        if step.needs_words() && words.trim().is_empty() {
            return Err(NotNow::Blank);
        }
        let closed = status.declared.is_closed();
        if closed && *step != Step::Reopen {
            return Err(NotNow::Closed);
        }
        let (news, told) = (course.told, course.told.max(Some(on)));
        let course = Course { told, ..course };
        let closing = |declared: Declared, course: Course| Self {
            status: said(declared),
            by_when: by_when.clone(),
            owner: owner.clone(),
            course: Course { asked: None, completion: None, ..course },
        };
        match step {
            Step::Progress(said) if said.declared.is_closed() => Err(NotNow::ClosesInPassing),
            Step::Progress(said) => {
                // What waits to be seen goes on waiting, and news of an earlier day is no news.
                let kept = said.words.trim().is_empty()
                    || course.completion.is_some()
                    || course.told > Some(on);
                Ok(Self {
                    status: if kept { status } else { said.clone() },
                    by_when,
                    owner,
                    course,
                })
            }
            Step::AskDate(_) if course.asked.is_some() => Err(NotNow::AskedAlready),
            Step::AskDate(asked) if asked.due.is_none() => {
                Err(NotNow::NoDate(asked.words.trim().to_owned()))
            }
            Step::AskDate(asked) => {
                let reason = words.trim().to_owned();
                let asked = Some(NewDate { by_when: asked.clone(), reason, by });
                Ok(Self { status, by_when, owner, course: Course { asked, ..course } })
            }
            Step::AgreeDate | Step::RefuseDate => {
                let asked = course.asked.clone().ok_or(NotNow::NothingAsked)?;
                if asked.by == by {
                    return Err(NotNow::Oneself);
                }
                let course = Course { asked: None, ..course };
                if *step == Step::RefuseDate {
                    return Ok(Self { status, by_when, owner, course });
                }
                let first = course.first.clone().or(Some(by_when));
                Ok(Self {
                    status,
                    by_when: asked.by_when,
                    owner,
                    course: Course { first, ..course },
                })
            }
            Step::AskCompletion if course.completion.is_some() => Err(NotNow::CompleteAlready),
            Step::AskCompletion => {
                let status = said(Declared::AwaitingConfirmation);
                Ok(Self {
                    status,
                    by_when,
                    owner,
                    course: Course { completion: Some(by), ..course },
                })
            }
            Step::Verify | Step::NotVerified => {
                let asked = course.completion.ok_or(NotNow::NotComplete)?;
                if asked == by {
                    return Err(NotNow::Oneself);
                }
                if *step == Step::Verify {
                    return Ok(closing(Declared::Complete, course));
                }
                let course = Course { completion: None, ..course };
                Ok(Self { status: said(Declared::InProgress), by_when, owner, course })
            }
            Step::Supersede => Ok(closing(Declared::Superseded, course)),
            Step::NotAdopt => Ok(closing(Declared::ConsideredNotAdopted, course)),
            Step::Reopen if !closed => Err(NotNow::NotClosed),
            Step::NameOwner(named) if named.uncertain || named.parties.is_empty() => {
                Err(NotNow::NobodyNamed)
            }
            Step::NameOwner(named) => {
                let first = course.owner.clone().or(Some(owner));
                // Who owns it is no news of how it goes.
                let course = Course { owner: first, told: news, ..course };
                Ok(Self { status, by_when, owner: named.clone(), course })
            }
            Step::Reopen => Ok(Self { status: said(Declared::InProgress), by_when, owner, course }),
        }
    }
}

impl Action {
    /// This action once a step was told of it.
    ///
    /// # Errors
    ///
    /// As [`Stand::after`].
    pub fn after(
        self,
        step: &Step,
        told: (PersonId, &str),
        days: (Date, Date),
    ) -> Result<Self, NotNow> {
        let (said, course) = moved(self.said, self.course, |stand| stand.after(step, told, days))?;
        Ok(Self { said, course, ..self })
    }
}

impl Recommendation {
    /// This recommendation once a step was told of it.
    ///
    /// # Errors
    ///
    /// As [`Stand::after`].
    pub fn after(
        self,
        step: &Step,
        told: (PersonId, &str),
        days: (Date, Date),
    ) -> Result<Self, NotNow> {
        let (said, course) = moved(self.said, self.course, |stand| stand.after(step, told, days))?;
        Ok(Self { said, course, ..self })
    }
}

/// What is said of a promise and how it went, once it was moved.
fn moved<P: Promise>(
    said: P,
    course: Course,
    after: impl FnOnce(Stand) -> Result<Stand, NotNow>,
) -> Result<(P, Course), NotNow> {
    let (status, by_when) = (said.status().clone(), said.by_when().clone());
    let owner = said.responsibility().clone();
    let Stand { status, by_when, owner, course } = after(Stand { status, by_when, owner, course })?;
    Ok((said.standing(status, by_when, owner), course))
}

/// A status in our own word for it.
fn said(declared: Declared) -> Status {
    Status { words: declared.label().to_owned(), declared }
}

impl Course {
    /// This course, once a document gave another date than the one that stood.
    #[must_use]
    pub fn with_date(self, stood: &ByWhen, gives: &ByWhen) -> Self {
        if stood.due == gives.due || stood.due.is_none() {
            return self;
        }
        let first = self.first.or_else(|| Some(stood.clone()));
        Self { first, ..self }
    }

    /// Who owns it once a document names somebody again: whoever was named since, where the
    /// document says no more than it did at first.
    pub(crate) fn owner_after(
        &self,
        stood: Responsibility,
        gives: Responsibility,
    ) -> Responsibility {
        let again = self.owner.as_ref().is_some_and(|first| alike(&first.words, &gives.words));
        if again { stood } else { gives }
    }
}
