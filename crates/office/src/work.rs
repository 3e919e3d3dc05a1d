//! My work: what is waiting for a person, and what is coming.

use authority::Actor;
use programme::person::Role;

use crate::due::{Duty, Place, folded};
use crate::round::{ReturnLine, RoundPage};
use crate::{Error, Moment, Office};

/// What a person sees first.
#[derive(Clone, Debug)]
pub struct MyWork {
    /// What is waiting, most urgent first.
    pub waiting: Vec<Duty>,
    /// What falls due in the next 60 days, soonest first.
    pub coming: Vec<Duty>,
    /// What came back: answers to what was asked.
    pub came_back: Vec<Duty>,
    /// One line per plan and round: where it stands.
    pub standing: Vec<Line>,
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

impl Office {
    /// What is waiting for a person, what is coming, and where their plans stand.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn my_work(&self, actor: &Actor, moment: Moment) -> Result<MyWork, Error> {
        let rounds = self.open_rounds(actor, moment).await?;
        let due = folded(self.due_in(actor, moment, &rounds).await?);
        let at = |place| due.iter().filter(|one| one.place == place).cloned().collect();
        let mut standing: Vec<Line> =
            rounds.iter().filter_map(|page| stands(actor, page)).collect();
        for line in self.plans(actor, moment.today, None).await? {
            let says = format!("{} open of {}, {} late", line.open, line.items, line.late);
            let link = format!("/plans/{}", line.plan.key);
            standing.push(Line { title: line.plan.title, says, link });
        }
        Ok(MyWork {
            waiting: at(Place::Waiting),
            coming: at(Place::Coming),
            came_back: at(Place::CameBack),
            standing,
        })
    }
}

/// Where an open round stands, for whoever reads all its returns.
fn stands(actor: &Actor, page: &RoundPage) -> Option<Line> {
    if actor.role != Role::ProgrammeOffice && actor.role != Role::Auditor {
        return None;
    }
    let asked = page.returns.len();
    let (came, missing): (Vec<_>, Vec<_>) =
        page.returns.iter().partition(|line: &&ReturnLine| line.is_in());
    let late = missing.iter().filter(|line| line.days_late > 0).count();
    let says = match late {
        0 => format!("{} of {asked} are in", came.len()),
        late => format!("{} of {asked} are in; {late} are late", came.len()),
    };
    let (title, link) = (page.round.title.clone(), format!("/rounds/{}", page.round.key));
    Some(Line { title, says, link })
}
