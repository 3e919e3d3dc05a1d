//! My work: what is waiting for a person, and what is coming.

use authority::Actor;
use programme::person::Role;
use programme::standing::Standing;

use crate::import::number;
use crate::{Error, Moment, Office};

/// What a person sees first.
#[derive(Clone, Debug)]
pub struct MyWork {
    /// What is waiting, most urgent first.
    pub waiting: Vec<Waiting>,
    /// What falls due in the next 60 days, soonest first.
    pub coming: Vec<Waiting>,
    /// One line per plan and round: where it stands.
    pub standing: Vec<Line>,
}

/// One thing that is waiting or coming.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What it is, as a sentence that begins with a verb: "Review “returns.docx”".
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

/// How far ahead "coming" looks, in days.
const COMING_DAYS: i32 = 60;

impl Office {
    /// What is waiting for a person, what is coming, and where their plans stand.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn my_work(&self, actor: &Actor, moment: Moment) -> Result<MyWork, Error> {
        let mut work = MyWork { waiting: Vec::new(), coming: Vec::new(), standing: Vec::new() };
        self.imports_waiting(actor, &mut work).await?;
        self.returns_waiting(actor, moment, &mut work).await?;
        self.promises_waiting(actor, moment, &mut work).await?;
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
            let page = self.round(actor, &round.key, moment.today).await?;
            let link = format!("/rounds/{}", round.key);
            let asked = page.returns.len();
            let (came, missing): (Vec<_>, Vec<_>) =
                page.returns.into_iter().partition(|line| line.submission.is_some());
            if actor.role == Role::ProgrammeOffice || actor.role == Role::Auditor {
                let late = missing.iter().filter(|line| line.days_late > 0).count();
                let says = match late {
                    0 => format!("{} of {asked} are in", came.len()),
                    late => format!("{} of {asked} are in; {late} are late", came.len()),
                };
                work.standing.push(Line { title: round.title, says, link });
                continue;
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
                    link: "/imports".to_owned(),
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

/// Days until it is due; what is late comes first, the latest before all.
pub(crate) fn urgency(standing: Standing) -> i32 {
    match standing {
        Standing::Late { days } => -days,
        Standing::DueSoon { days } | Standing::OnCourse { days } => days,
        Standing::Closed | Standing::NoDateAgreed => i32::MAX,
    }
}
