//! My work: what is waiting for a person, and what is coming.

use authority::{Act, Actor, permit};
use programme::id::SubmissionId;
use programme::peer_review::PeerReviewState;
use programme::person::Role;
use programme::round::{Round, RoundState};
use programme::standing::Standing;
use programme::submission::SubmissionState;

use crate::import::number;
use crate::insight::InsightFilter;
use crate::round::ReturnLine;
use crate::{Error, Moment, Office};

/// What a person sees first.
#[derive(Clone, Debug)]
pub struct MyWork {
    /// What is waiting, most urgent first.
    pub waiting: Vec<Waiting>,
    /// What falls due in the next 60 days, soonest first.
    pub coming: Vec<Waiting>,
    /// What came back: answers to what was asked.
    pub came_back: Vec<Line>,
    /// One line per plan and round: where it stands.
    pub standing: Vec<Line>,
}

/// One thing that is waiting or coming.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What it is, as a sentence that begins with a verb: "Review “returns.docx”"; or how many of
    /// a kind: "12 returns to read in “Planning 2026”".
    pub what: String,
    /// Whose it is.
    pub whose: String,
    /// Where it stands, as words for a tag, with the key of the tag's colour.
    pub tag: Option<(String, &'static str)>,
    /// The very page where it is done.
    pub link: String,
}

/// One line of standing.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is about.
    pub title: String,
    /// Where it stands, in words.
    pub says: String,
    /// Its page.
    pub link: String,
}

/// For how many days an answer stands among what came back.
const CAME_BACK_DAYS: i32 = 60;

/// How far ahead "coming" looks, in days.
const COMING_DAYS: i32 = 60;

impl Office {
    /// What is waiting for a person, what is coming, and where their plans stand.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn my_work(&self, actor: &Actor, moment: Moment) -> Result<MyWork, Error> {
        let mut work = MyWork {
            waiting: Vec::new(),
            coming: Vec::new(),
            came_back: Vec::new(),
            standing: Vec::new(),
        };
        self.imports_waiting(actor, &mut work).await?;
        self.returns_waiting(actor, moment, &mut work).await?;
        self.peer_reviews_waiting(actor, &mut work).await?;
        self.promises_waiting(actor, moment, &mut work).await?;
        self.came_back(actor, moment, &mut work).await?;
        Ok(work)
    }

    async fn imports_waiting(&self, actor: &Actor, work: &mut MyWork) -> Result<(), Error> {
        for line in self.imports(actor).await? {
            if !line.state.waits() {
                continue;
            }
            let tag = match line.open {
                0 => ("ready to confirm".to_owned(), "due_soon"),
                open => (format!("{} to answer", number(open, "doubt")), "late"),
            };
            work.waiting.push(Waiting {
                what: format!("Review “{}”", line.file),
                whose: line.organisation,
                tag: Some(tag),
                link: format!("/imports/{}", line.id),
            });
        }
        Ok(())
    }

    async fn returns_waiting(
        &self,
        actor: &Actor,
        moment: Moment,
        work: &mut MyWork,
    ) -> Result<(), Error> {
        for round in self.rounds().await? {
            // Of a draft nobody is asked yet, and a closed round takes no more.
            if round.state != RoundState::Open {
                continue;
            }
            let page = self.round(actor, &round.key, moment.today).await?;
            let link = format!("/rounds/{}", round.key);
            let asked = page.returns.len();
            let (came, missing): (Vec<_>, Vec<_>) =
                page.returns.into_iter().partition(ReturnLine::is_in);
            if actor.role == Role::ProgrammeOffice || actor.role == Role::Auditor {
                let late = missing.iter().filter(|line| line.days_late > 0).count();
                let says = match late {
                    0 => format!("{} of {asked} are in", came.len()),
                    late => format!("{} of {asked} are in; {late} are late", came.len()),
                };
                if actor.role == Role::ProgrammeOffice {
                    work.waiting.extend(to_read(&came, &round));
                }
                work.standing.push(Line { title: round.title, says, link });
                continue;
            }
            let own = |line: &&ReturnLine| actor.organisation.as_ref() == Some(&line.code);
            for line in came.iter().filter(own) {
                work.waiting.extend(of_own(actor, line, &round.title));
            }
            for line in missing.into_iter().filter(|l| actor.organisation.as_ref() == Some(&l.code))
            {
                let tag = match line.days_late {
                    0 => (format!("due {}", round.due), "due_soon"),
                    days => (Standing::Late { days }.words(), "late"),
                };
                work.waiting.push(Waiting {
                    what: format!("Send your return to “{}”", round.title),
                    whose: line.organisation,
                    tag: Some(tag),
                    link: line.submission.map_or_else(|| "/imports".to_owned(), address),
                });
            }
        }
        Ok(())
    }

    async fn peer_reviews_waiting(&self, actor: &Actor, work: &mut MyWork) -> Result<(), Error> {
        let Some(own) = &actor.organisation else { return Ok(()) };
        for line in self.peer_reviews(actor, None).await? {
            let review = &line.review;
            let may = |act| permit(actor, act, Some(own)).is_ok();
            let what = match review.state {
                PeerReviewState::Proposed
                    if review.reviewer == *own && may(Act::WritePeerReview) =>
                {
                    format!("Review the return of {}", line.reviewed)
                }
                PeerReviewState::Sent if review.reviewed == *own && may(Act::AnswerPeerReview) => {
                    format!("Answer what {} wrote of your return", line.reviewer)
                }
                PeerReviewState::Proposed | PeerReviewState::Sent | PeerReviewState::Answered => {
                    continue;
                }
            };
            let link = format!("/peer-reviews/{}", review.id);
            work.waiting.push(Waiting { what, whose: line.round, tag: None, link });
        }
        Ok(())
    }

    /// What was answered, these last weeks, to what the actor's own body asked.
    async fn came_back(
        &self,
        actor: &Actor,
        moment: Moment,
        work: &mut MyWork,
    ) -> Result<(), Error> {
        let Some(own) = &actor.organisation else { return Ok(()) };
        let filter = InsightFilter { organisation: Some(own.clone()), ..InsightFilter::default() };
        for line in self.insights(actor, &filter, None).await?.lines {
            let Some(reply) = &line.insight.reply else { continue };
            let days = reply.on.until(moment.today).map_or(i32::MAX, |span| span.get_days());
            if days <= CAME_BACK_DAYS {
                work.came_back.push(Line {
                    title: line.insight.said.words.clone(),
                    says: format!("{} answered: “{}”", reply.from, reply.words),
                    link: format!("/insights/{}", line.insight.id),
                });
            }
        }
        Ok(())
    }

    async fn promises_waiting(
        &self,
        actor: &Actor,
        moment: Moment,
        work: &mut MyWork,
    ) -> Result<(), Error> {
        let mut promises: Vec<(Standing, Waiting)> = Vec::new();
        for line in self.actions(actor, moment.today, None).await? {
            let waiting = Waiting {
                what: line.action.said.words.clone(),
                whose: line.organisation,
                tag: Some((line.standing.words(), line.standing.key())),
                link: format!("/actions/{}", line.action.id),
            };
            promises.push((line.standing, waiting));
        }
        for line in self.recommendations(actor, moment.today, None).await? {
            let said = &line.recommendation.said;
            let waiting = Waiting {
                what: format!("{} {}", said.reference, said.words).trim().to_owned(),
                whose: line.organisation,
                tag: Some((line.standing.words(), line.standing.key())),
                link: format!("/recommendations/{}", line.recommendation.id),
            };
            promises.push((line.standing, waiting));
        }
        promises.sort_by_key(|(standing, _)| urgency(*standing));
        for (standing, waiting) in promises {
            match standing {
                Standing::Late { .. } => work.waiting.push(waiting),
                Standing::DueSoon { .. } => work.coming.push(waiting),
                Standing::OnCourse { days } if days <= COMING_DAYS => work.coming.push(waiting),
                Standing::OnCourse { .. } | Standing::Closed | Standing::NoDateAgreed => {}
            }
        }
        for line in self.plans(actor, moment.today, None).await? {
            let says = format!("{} open of {}, {} late", line.open, line.items, line.late);
            let link = format!("/plans/{}", line.plan.key);
            work.standing.push(Line { title: line.plan.title, says, link });
        }
        Ok(())
    }
}

fn address(id: SubmissionId) -> String {
    format!("/submissions/{id}")
}

/// The returns to a round that were sent and nobody has judged yet: a line for one, and one line
/// for many, with the day since which the first of them waits.
fn to_read(came: &[ReturnLine], round: &Round) -> Option<Waiting> {
    let sent: Vec<&ReturnLine> =
        came.iter().filter(|line| line.state == SubmissionState::Submitted).collect();
    let (key, title) = (&round.key, &round.title);
    match sent.as_slice() {
        [] => None,
        [line] => Some(Waiting {
            what: format!("Read the return of {} to “{title}”", line.organisation),
            whose: line.organisation.clone(),
            tag: Some(("submitted".to_owned(), "due_soon")),
            link: line.submission.map_or_else(|| "/submissions".to_owned(), address),
        }),
        many => {
            let first = many.iter().filter_map(|line| line.received).min();
            let since = first.map(|day| format!("waiting since {}", day.strftime("%-d %B %Y")));
            Some(Waiting {
                what: format!("{} to read in “{title}”", number(many.len(), "return")),
                whose: number(many.len(), "organisation"),
                tag: since.map(|words| (words, "due_soon")),
                link: format!(
                    "/submissions?round={key}&state={}",
                    SubmissionState::Submitted.key()
                ),
            })
        }
    }
}

/// What is to be done with one's own return once it was sent.
fn of_own(actor: &Actor, line: &ReturnLine, round: &str) -> Option<Waiting> {
    let may = |act| permit(actor, act, Some(&line.code)).is_ok();
    let (what, tag) = match line.state {
        SubmissionState::ChangesAsked | SubmissionState::Reopened if may(Act::AnswerSubmission) => {
            (format!("Change your return to “{round}”"), ("sent back", "late"))
        }
        SubmissionState::Submitted if may(Act::SignOffSubmission) && !line.signed_off => {
            (format!("Sign off your return to “{round}”"), ("to sign off", "due_soon"))
        }
        SubmissionState::NotStarted
        | SubmissionState::InProgress
        | SubmissionState::Submitted
        | SubmissionState::ChangesAsked
        | SubmissionState::Accepted
        | SubmissionState::Reopened => return None,
    };
    Some(Waiting {
        what,
        whose: line.organisation.clone(),
        tag: Some((tag.0.to_owned(), tag.1)),
        link: line.submission.map_or_else(|| "/submissions".to_owned(), address),
    })
}

/// Days until it is due; what is late comes first, the latest before all.
pub(crate) fn urgency(standing: Standing) -> i32 {
    match standing {
        Standing::Late { days } => -days,
        Standing::DueSoon { days } | Standing::OnCourse { days } => days,
        Standing::Closed | Standing::NoDateAgreed => i32::MAX,
    }
}
