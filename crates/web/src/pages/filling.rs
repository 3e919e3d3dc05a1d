//! Filling a return in: the task list.

use axum::response::Response;
use office::Office;
use office::filling::{Filling, shortened, who_asked};
use programme::answer::{Answer, Said};
use programme::insight::InsightKind;
use programme::lint::{self, Context};
use programme::round::RoundKind;
use programme::submission::WhosWho;
use serde::Serialize;

use crate::pages::guidance;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::templates::counted;
use crate::views::{Link, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct Tasks {
    id: String,
    organisation: String,
    round: Link,
    due: String,
    late: Option<String>,
    state: &'static str,
    because: String,
    guidance: Vec<Link>,
    groups: Vec<Group>,
    /// The address of the Word form of the same return, for those who may have it.
    form: Option<String>,
    links: bool,
    missing: usize,
}

/// A heading of the task list, with its tasks.
#[derive(Serialize)]
struct Group {
    title: String,
    says: String,
    tasks: Vec<Task>,
    add: Vec<Link>,
}

#[derive(Serialize)]
struct Task {
    title: String,
    hint: String,
    link: String,
    /// `completed`, `incomplete` or `not_started`.
    status: &'static str,
}

/// The task list of a return.
pub(crate) async fn tasks(
    office: &Office,
    visitor: &Visitor,
    id: String,
) -> Result<Response, Problem> {
    let filling = office.filling(&visitor.actor, known(&id)?).await?;
    let view = task_view(id, visitor, &filling);
    visitor.page(Some(Section::MyWork), "filling/tasks.jinja", &view).await
}

fn task_view(id: String, visitor: &Visitor, filling: &Filling) -> Tasks {
    let round = &filling.round;
    let late = u64::try_from(round.days_late(visitor.moment.today)).unwrap_or_default();
    let at = |rest: &str| format!("/submissions/{id}/{rest}");
    let mut groups = vec![about(filling, &at)];
    if round.kind == RoundKind::Review {
        groups.push(progress(filling, &at));
    }
    groups.extend(objectives(filling, &at));
    groups.push(insights(filling, &at));
    let everywhere = visitor.actor.submission.is_none();
    Tasks {
        organisation: filling.organisation.clone(),
        round: Link::new(&round.title, format!("/rounds/{}", round.key)),
        due: day_words(round.due),
        late: (late > 0).then(|| counted(late, "day", None)),
        state: filling.submission.state.label(),
        because: filling.submission.because.clone(),
        guidance: guidance::links(round),
        groups,
        form: everywhere
            .then(|| format!("/rounds/{}/form/{}", round.key, filling.submission.organisation)),
        links: filling.may.link() && everywhere,
        missing: filling.missing().len(),
        id,
    }
}

fn about(filling: &Filling, at: &dyn Fn(&str) -> String) -> Group {
    let blank = WhosWho::default();
    let who = filling.who().map_or(&blank, |(_, _, who)| who);
    let whole = who_asked(who).iter().all(|(_, words)| !words.trim().is_empty());
    let task = Task {
        title: "Who is who".to_owned(),
        hint: String::new(),
        link: at("who"),
        status: if whole { "completed" } else { "incomplete" },
    };
    Group {
        title: "About your organisation".to_owned(),
        says: String::new(),
        tasks: vec![task],
        add: Vec::new(),
    }
}

fn progress(filling: &Filling, at: &dyn Fn(&str) -> String) -> Group {
    let tasks = filling.answers.iter().filter_map(|(answer, _)| match &answer.said {
        Said::Progress(row) => {
            let said = [&row.progress, &row.outputs, &row.outcomes, &row.next];
            let some = said.into_iter().any(|words| !words.trim().is_empty());
            Some(Task {
                title: shortened(&row.objective),
                hint: String::new(),
                link: at(&format!("progress/{}", answer.id)),
                status: if some { "completed" } else { "not_started" },
            })
        }
        Said::Who(_) | Said::Objective(_) | Said::Insight(_) => None,
    });
    let tasks: Vec<Task> = tasks.collect();
    let says = if tasks.is_empty() { "Nothing was promised before." } else { "" };
    Group {
        title: "Progress on what you promised".to_owned(),
        says: says.to_owned(),
        tasks,
        add: Vec::new(),
    }
}

fn objectives(filling: &Filling, at: &dyn Fn(&str) -> String) -> Vec<Group> {
    let all: Vec<&Answer> = filling
        .answers
        .iter()
        .map(|(answer, _)| answer)
        .filter(|answer| matches!(answer.said, Said::Objective(_)))
        .collect();
    let new = filling.round.kind == RoundKind::Review;
    let themed = filling.framework.themes().map(|theme| {
        let own: Vec<Task> = all
            .iter()
            .filter(|answer| theme_of(answer) == Some(theme.code))
            .map(|answer| objective(filling, answer, at))
            .collect();
        let prefix = if new { "New objectives" } else { "Objectives" };
        let says = match (own.is_empty(), new) {
            (true, false) => "None yet: is that right?".to_owned(),
            (true, true) => "None since the last return.".to_owned(),
            (false, _) => String::new(),
        };
        Group {
            title: format!("{prefix} under theme {}, {}", theme.code, theme.title()),
            says,
            tasks: own,
            add: vec![Link::new(
                format!("Add an objective under theme {}", theme.code),
                at(&format!("objectives/new?theme={}", theme.code)),
            )],
        }
    });
    let mut groups: Vec<Group> = themed.collect();
    let stray: Vec<Task> = all
        .iter()
        .filter(|answer| theme_of(answer).and_then(|code| filling.framework.theme(code)).is_none())
        .map(|answer| objective(filling, answer, at))
        .collect();
    if !stray.is_empty() {
        let title = "Objectives under no theme yet".to_owned();
        groups.push(Group { title, says: String::new(), tasks: stray, add: Vec::new() });
    }
    groups
}

fn theme_of(answer: &Answer) -> Option<char> {
    match &answer.said {
        Said::Objective(said) => said.stands_under(),
        Said::Who(_) | Said::Progress(_) | Said::Insight(_) => None,
    }
}

fn objective(filling: &Filling, answer: &Answer, at: &dyn Fn(&str) -> String) -> Task {
    let remarks = remarks(filling, answer).len();
    let hint = match u64::try_from(remarks).unwrap_or_default() {
        0 => String::new(),
        some => format!("{} to think about", counted(some, "thing", None)),
    };
    let missing = filling.missing();
    let incomplete = missing.iter().any(|one| one.answer == Some(answer.id));
    let title = match &answer.said {
        Said::Objective(said) if said.objective.trim().is_empty() => "An objective".to_owned(),
        Said::Objective(said) => shortened(&said.objective),
        Said::Who(_) | Said::Progress(_) | Said::Insight(_) => String::new(),
    };
    Task {
        title,
        hint,
        link: at(&format!("objectives/{}", answer.id)),
        status: if incomplete { "incomplete" } else { "completed" },
    }
}

/// What the rules say of an objective as it stands.
pub(crate) fn remarks(filling: &Filling, answer: &Answer) -> Vec<lint::Remark> {
    let Said::Objective(said) = &answer.said else { return Vec::new() };
    let blank = WhosWho::default();
    let theme = theme_of(answer).and_then(|code| filling.framework.theme(code));
    let who = filling.who().map_or(&blank, |(_, _, who)| who);
    let earlier = said.carries_on.and_then(|id| filling.earlier.get(&id));
    let measured_by = earlier.and_then(|earlier| earlier.objective.measured_by.as_ref());
    lint::objective(said, Context { theme, who, measured_by })
}

fn insights(filling: &Filling, at: &dyn Fn(&str) -> String) -> Group {
    let tasks = filling.answers.iter().filter_map(|(answer, _)| match &answer.said {
        Said::Insight(said) => Some(Task {
            title: shortened(&said.words),
            hint: said.kind.label().to_owned(),
            link: at(&format!("insights/{}", answer.id)),
            status: if said.words.trim().is_empty() { "incomplete" } else { "completed" },
        }),
        Said::Who(_) | Said::Objective(_) | Said::Progress(_) => None,
    });
    let add = InsightKind::ALL.into_iter().map(|kind| {
        let words = kind.label().to_lowercase();
        Link::new(format!("Add a {words}"), at(&format!("insights/new?kind={}", kind.key())))
    });
    Group {
        title: "What stands in the way, what would help, what you learned".to_owned(),
        says: "Each is answered by itself. You may ask that the Board be told.".to_owned(),
        tasks: tasks.collect(),
        add: add.collect(),
    }
}
