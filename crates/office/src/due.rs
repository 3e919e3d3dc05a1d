//! What is due from a person: the one list that their first page shows and their digest tells.

mod promise;

use std::collections::BTreeMap;

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::civil::Date;
use programme::code::{OrganisationCode, RoundKey};
use programme::digest::{Notice, Topic};
use programme::id::SubmissionId;
use programme::peer_review::PeerReviewState;
use programme::person::Role;
use programme::round::{Round, RoundState};
use programme::standing::Standing;
use programme::submission::SubmissionState;
use store::{AsAt, WhichSubmissions};

use crate::import::number;
use crate::insight::InsightFilter;
use crate::office::sees;
use crate::release::RunLine;
use crate::round::{ReturnLine, RoundPage};
use crate::{Error, Moment, Office};

/// One thing that is due from a person, is coming, or came back to them.
#[derive(Clone, Debug)]
pub struct Duty {
    /// What it is about; nothing where no digest tells of it.
    pub topic: Option<Topic>,
    /// Where it stands on their first page.
    pub place: Place,
    /// What it is, as a sentence that begins with a verb: "Review “returns.docx”"; or the words of
    /// the thing itself.
    pub what: String,
    /// Whose it is.
    pub whose: String,
    /// Where it stands, as words for a tag, with the key of the tag's colour.
    pub tag: Option<(String, &'static str)>,
    /// What else is to be said of it in a digest: by when, and who owns it.
    pub says: String,
    /// The very page where it is done.
    pub link: String,
    /// By which nobody is told of it twice; nothing where no digest tells of it.
    pub notice: Option<Notice>,
    /// For a return that is to be read: the round by which many become one line.
    fold: Option<Fold>,
}

/// Where a thing stands on the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It waits for them.
    Waiting,
    /// It falls due before long.
    Coming,
    /// It came back to them.
    CameBack,
}

/// What many returns to read become one line by.
#[derive(Clone, Debug)]
struct Fold {
    round: RoundKey,
    title: String,
    received: Option<Date>,
}

/// For how many days an answer stands among what came back.
const CAME_BACK_DAYS: i32 = 60;

/// How far ahead "coming" looks, in days.
const COMING_DAYS: i32 = 60;

impl Duty {
    fn new(what: String, whose: String, link: String) -> Self {
        Self {
            topic: None,
            place: Place::Waiting,
            what,
            whose,
            tag: None,
            says: String::new(),
            link,
            notice: None,
            fold: None,
        }
    }

    /// One about something, for tests of how it is told.
    #[cfg(test)]
    pub(crate) fn of_topic(topic: Topic, what: &str) -> Self {
        let one = Self::new(what.to_owned(), String::new(), format!("/{what}"));
        Self { topic: Some(topic), ..one }
    }

    fn tagged(self, words: impl Into<String>, key: &'static str) -> Self {
        Self { tag: Some((words.into(), key)), ..self }
    }

    /// The same, told of in a digest once for each occurrence.
    fn told(self, topic: Topic, subject: String, occurrence: String) -> Self {
        let notice = Some(Notice { topic, subject, occurrence });
        Self { topic: Some(topic), notice, ..self }
    }
}

impl Office {
    /// What is due from a person, is coming and came back, most urgent first within each kind.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn due(&self, actor: &Actor, moment: Moment) -> Result<Vec<Duty>, Error> {
        let rounds = self.open_rounds(actor, moment).await?;
        self.due_in(actor, moment, &rounds).await
    }

    /// The same, where the rounds that are open are known already.
    pub(crate) async fn due_in(
        &self,
        actor: &Actor,
        moment: Moment,
        rounds: &[RoundPage],
    ) -> Result<Vec<Duty>, Error> {
        let mut due = self.imports_due(actor).await?;
        for page in rounds {
            due.extend(self.returns_due(actor, moment, page).await?);
        }
        due.extend(self.peer_reviews_due(actor).await?);
        due.extend(self.promises_due(actor, moment).await?);
        due.extend(self.shares_due(actor, moment).await?);
        due.extend(self.releases_due(actor).await?);
        due.extend(self.replies(actor, moment).await?);
        Ok(due)
    }

    /// The rounds that are open, with where their returns stand. Of a draft nobody is asked yet,
    /// and a closed round takes no more.
    pub(crate) async fn open_rounds(
        &self,
        actor: &Actor,
        moment: Moment,
    ) -> Result<Vec<RoundPage>, Error> {
        let mut pages = Vec::new();
        for round in self.rounds().await? {
            if round.state == RoundState::Open {
                pages.push(self.round(actor, &round.key, moment.today).await?);
            }
        }
        Ok(pages)
    }

    /// Documents that wait for somebody's answer. Whoever brought one in knows of it.
    async fn imports_due(&self, actor: &Actor) -> Result<Vec<Duty>, Error> {
        let mut due = Vec::new();
        for line in self.imports(actor).await? {
            if !line.state.waits() {
                continue;
            }
            let (what, link) = (format!("Review “{}”", line.file), format!("/imports/{}", line.id));
            let one = Duty::new(what, line.organisation, link);
            due.push(match line.open {
                0 => one.tagged("ready to confirm", "due_soon"),
                open => one.tagged(format!("{} to answer", number(open, "doubt")), "late"),
            });
        }
        Ok(due)
    }

    async fn returns_due(
        &self,
        actor: &Actor,
        moment: Moment,
        page: &RoundPage,
    ) -> Result<Vec<Duty>, Error> {
        let round = &page.round;
        let sent = self.sent(actor, &round.key).await?;
        let (came, missing): (Vec<_>, Vec<_>) = page.returns.iter().partition(|l| l.is_in());
        if actor.role == Role::ProgrammeOffice || actor.role == Role::Auditor {
            let reads = actor.role == Role::ProgrammeOffice;
            let unread =
                came.into_iter().filter(|l| reads && l.state == SubmissionState::Submitted);
            return Ok(unread.map(|line| to_read(line, round, &sent)).collect());
        }
        let own = |line: &&ReturnLine| actor.organisation.as_ref() == Some(&line.code);
        let came = came.into_iter().filter(own).filter_map(|l| of_own(actor, l, round, &sent));
        let mut due: Vec<Duty> = came.collect();
        for line in missing.into_iter().filter(own) {
            let what = format!("Send your return to “{}”", round.title);
            let link = line.submission.map_or_else(|| "/imports".to_owned(), address);
            let one = Duty::new(what, line.organisation.clone(), link);
            let one = match line.days_late {
                0 => one.tagged(format!("due {}", round.due), "due_soon"),
                days => one.tagged(Standing::Late { days }.words(), "late"),
            };
            let one = Duty { says: format!("By {}", day_words(round.due)), ..one };
            // A mail goes out on the days on which the round reminds, and on no others.
            due.push(match round.reminded(moment.today) {
                Some(on) if may(actor, Act::AnswerSubmission, &line.code) => {
                    let subject = format!("{} of {}", round.key, line.code);
                    one.told(Topic::Return, subject, format!("reminded {on}"))
                }
                Some(_) | None => one,
            });
        }
        Ok(due)
    }

    /// At which revision each return of a round was sent, or sent back, last: signing it off is
    /// another revision of what was sent.
    async fn sent(
        &self,
        actor: &Actor,
        round: &RoundKey,
    ) -> Result<BTreeMap<SubmissionId, i64>, Error> {
        let which = WhichSubmissions { round: Some(round.clone()), ..WhichSubmissions::default() };
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.submissions(&sight, &which, AsAt::Now).await?;
        let at = |revision, signed: bool| revision - i64::from(signed);
        let one = |kept: store::Kept<programme::submission::Submission>| {
            (kept.noun.id, at(kept.revision, kept.noun.signed_off.is_some()))
        };
        Ok(kept.into_iter().map(one).collect())
    }

    async fn peer_reviews_due(&self, actor: &Actor) -> Result<Vec<Duty>, Error> {
        let Some(own) = &actor.organisation else { return Ok(Vec::new()) };
        let mut due = Vec::new();
        for line in self.peer_reviews(actor, None).await? {
            let review = &line.review;
            let (what, occurrence) = match review.state {
                PeerReviewState::Proposed
                    if review.reviewer == *own && may(actor, Act::WritePeerReview, own) =>
                {
                    (format!("Review the return of {}", line.reviewed), "to write")
                }
                PeerReviewState::Sent
                    if review.reviewed == *own && may(actor, Act::AnswerPeerReview, own) =>
                {
                    (format!("Answer what {} wrote of your return", line.reviewer), "to answer")
                }
                PeerReviewState::Proposed | PeerReviewState::Sent | PeerReviewState::Answered => {
                    continue;
                }
            };
            let id = review.id.to_string();
            let one = Duty::new(what, line.round, format!("/peer-reviews/{id}"));
            due.push(one.told(Topic::PeerReview, id, occurrence.to_owned()));
        }
        Ok(due)
    }

    /// The runs of which something is blocked, for whoever answers for it.
    async fn releases_due(&self, actor: &Actor) -> Result<Vec<Duty>, Error> {
        if permit(actor, Act::LetOut, None).is_err() {
            return Ok(Vec::new());
        }
        let lines = self.releases(actor, None).await?;
        let blocked = lines.into_iter().filter(|line| line.blocked > 0);
        let duty = |line: RunLine| {
            let what = format!("Answer for what is blocked of “{}”", line.title);
            let whose = format!("The run kept on {}", line.kept.strftime("%-d %B %Y"));
            Duty::new(what, whose, format!("/releases/{}", line.run)).tagged("blocked", "late")
        };
        Ok(blocked.map(duty).collect())
    }

    /// What was answered, these last weeks, to what the actor's own body asked.
    async fn replies(&self, actor: &Actor, moment: Moment) -> Result<Vec<Duty>, Error> {
        let Some(own) = &actor.organisation else { return Ok(Vec::new()) };
        let filter = InsightFilter { organisation: Some(own.clone()), ..InsightFilter::default() };
        let mut due = Vec::new();
        for line in self.insights(actor, &filter, None).await?.lines {
            let Some(reply) = &line.insight.reply else { continue };
            let days = reply.on.until(moment.today).map_or(i32::MAX, |span| span.get_days());
            if days > CAME_BACK_DAYS {
                continue;
            }
            let id = line.insight.id.to_string();
            let what = line.insight.said.words.clone();
            let one = Duty::new(what, line.organisation, format!("/insights/{id}"));
            let says = format!("{} answered: “{}”", reply.from, reply.words);
            let one = Duty { place: Place::CameBack, says, ..one };
            due.push(if answers_for(actor, own) {
                one.told(Topic::Reply, id, reply.on.to_string())
            } else {
                one
            });
        }
        Ok(due)
    }
}

/// A return that was sent and that nobody has judged.
fn to_read(line: &ReturnLine, round: &Round, sent: &BTreeMap<SubmissionId, i64>) -> Duty {
    let what = format!("Read the return of {} to “{}”", line.organisation, round.title);
    let link = line.submission.map_or_else(|| "/submissions".to_owned(), address);
    let one = Duty::new(what, line.organisation.clone(), link).tagged("submitted", "due_soon");
    let (round, title) = (round.key.clone(), round.title.clone());
    let one = Duty { fold: Some(Fold { round, title, received: line.received }), ..one };
    sent_at(line, sent).map_or(one.clone(), |(id, at)| one.told(Topic::ToRead, id, at))
}

/// What is to be done with one's own return once it was sent.
fn of_own(
    actor: &Actor,
    line: &ReturnLine,
    round: &Round,
    sent: &BTreeMap<SubmissionId, i64>,
) -> Option<Duty> {
    let round = &round.title;
    let (what, tag) = match line.state {
        SubmissionState::ChangesAsked | SubmissionState::Reopened
            if may(actor, Act::AnswerSubmission, &line.code) =>
        {
            (format!("Change your return to “{round}”"), ("sent back", "late"))
        }
        SubmissionState::Submitted
            if may(actor, Act::SignOffSubmission, &line.code) && !line.signed_off =>
        {
            (format!("Sign off your return to “{round}”"), ("to sign off", "due_soon"))
        }
        SubmissionState::NotStarted
        | SubmissionState::InProgress
        | SubmissionState::Submitted
        | SubmissionState::ChangesAsked
        | SubmissionState::Accepted
        | SubmissionState::Reopened => return None,
    };
    let link = line.submission.map_or_else(|| "/submissions".to_owned(), address);
    let one = Duty::new(what, line.organisation.clone(), link).tagged(tag.0, tag.1);
    let one = match sent_at(line, sent) {
        Some((id, at)) => one.told(Topic::Return, id, format!("{} {at}", tag.0)),
        None => one,
    };
    Some(one)
}

/// The return of a line, and which sending of it this is.
fn sent_at(line: &ReturnLine, sent: &BTreeMap<SubmissionId, i64>) -> Option<(String, String)> {
    let id = line.submission?;
    Some((id.to_string(), format!("revision {}", sent.get(&id)?)))
}

/// Many returns to read as one line for each round, with the day since which the first of them
/// waits; one is a line of its own. All else stays as it is.
pub(crate) fn folded(due: Vec<Duty>) -> Vec<Duty> {
    let mut lines: Vec<Duty> = Vec::new();
    let mut many: BTreeMap<RoundKey, (usize, Option<Date>)> = BTreeMap::new();
    for fold in due.iter().filter_map(|one| one.fold.as_ref()) {
        let (count, first) = many.entry(fold.round.clone()).or_default();
        *count += 1;
        *first = [*first, fold.received].into_iter().flatten().min();
    }
    for one in due {
        let Some(fold) = &one.fold else {
            lines.push(one);
            continue;
        };
        // The first of many stands for all of them, in its place.
        match many.remove(&fold.round) {
            Some((1, _)) => lines.push(one),
            Some((count, first)) => {
                let what = format!("{} to read in “{}”", number(count, "return"), fold.title);
                let state = SubmissionState::Submitted.key();
                let link = format!("/submissions?round={}&state={state}", fold.round);
                let since = first.map(|day| format!("waiting since {}", day_words(day)));
                let tag = since.map(|words| (words, "due_soon"));
                let whose = number(count, "organisation");
                lines.push(Duty { what, whose, tag, link, ..one });
            }
            None => {}
        }
    }
    lines
}

/// Whether the actor answers for what this body, their own, does: a digest tells them of it. Others
/// may read it and have nothing to do there.
fn answers_for(actor: &Actor, body: &OrganisationCode) -> bool {
    actor.organisation.as_ref() == Some(body)
        && (may(actor, Act::TellUpdate, body) || may(actor, Act::AnswerDate, body))
}

fn may(actor: &Actor, act: Act, body: &OrganisationCode) -> bool {
    permit(actor, act, Some(body)).is_ok()
}

fn address(id: SubmissionId) -> String {
    format!("/submissions/{id}")
}

/// A day in words: "6 August 2018".
pub(crate) fn day_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Days until it is due; what is late comes first, the latest before all.
pub(crate) fn urgency(standing: Standing) -> i32 {
    match standing {
        Standing::Late { days } => -days,
        Standing::DueSoon { days } | Standing::OnCourse { days } => days,
        Standing::Closed | Standing::NoDateAgreed => i32::MAX,
    }
}
