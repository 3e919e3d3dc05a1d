//! What stands on one day and did not stand so on another.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use office::Office;
use office::changes::{Became, ChangeFilter, ChangeLine};
use programme::change::{Difference, Kind};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::paging::Paging;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Choosable, Link, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    since: String,
    since_words: Option<String>,
    until_words: String,
    today: String,
    /// What the list is narrowed to besides kind and organisation, in words.
    of: Option<Link>,
    keep: Vec<Keep>,
    kinds: Vec<Choosable>,
    organisations: Vec<Choosable>,
    groups: Vec<Group>,
    #[serde(flatten)]
    paging: Paging,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// The changes of one kind of thing on this page.
#[derive(Serialize)]
struct Group {
    kind: &'static str,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    link: Option<String>,
    title: String,
    organisation: Option<String>,
    became: &'static str,
    differences: Vec<Told>,
    effective: String,
    by: String,
    reason: Option<String>,
}

#[derive(Serialize)]
struct Told {
    fact: String,
    before: String,
    after: String,
}

impl From<Difference> for Told {
    fn from(Difference { fact, before, after }: Difference) -> Self {
        Self { fact, before, after }
    }
}

/// Where a thing of a kind is.
fn address(kind: Kind, subject: &str) -> String {
    let list = match kind {
        Kind::Round => "rounds",
        Kind::Submission => "submissions",
        Kind::Objective => "objectives",
        Kind::Insight => "insights",
        Kind::PeerReview => "peer-reviews",
        Kind::Plan => "plans",
        Kind::Recommendation => "recommendations",
        Kind::Action => "actions",
        Kind::Risk => "risks",
        Kind::Communication => "communications",
        Kind::Correspondence => "correspondences",
        Kind::Organisation => "organisations",
    };
    format!("/{list}/{}", encoded(subject))
}

impl Line {
    fn of(line: ChangeLine) -> Self {
        let (became, differences, link) = match line.became {
            Became::New => ("New", Vec::new(), true),
            Became::Changed(differences) => ("Changed", differences, true),
            Became::Gone => ("No longer there", Vec::new(), false),
        };
        Self {
            link: link.then(|| address(line.kind, &line.subject)),
            title: line.title,
            organisation: line.organisation,
            became,
            differences: differences.into_iter().map(Told::from).collect(),
            effective: day_words(line.effective),
            by: line.by,
            reason: line.reason,
        }
    }
}

/// What the address asks for.
struct Wanted<'a> {
    since: &'a str,
    kind: &'a str,
    organisation: &'a str,
    round: &'a str,
    plan: &'a str,
}

impl<'a> Wanted<'a> {
    fn of(asked: &'a Asked) -> Self {
        let get = |name: &str| asked.get(name).map_or("", |value| value.trim());
        Self {
            since: get("since"),
            kind: get("of"),
            organisation: get("organisation"),
            round: get("round"),
            plan: get("plan"),
        }
    }

    /// What stands in the address, but for the page and the day.
    fn said(&self) -> Vec<(&'static str, &'a str)> {
        let all = [
            ("since", self.since),
            ("of", self.kind),
            ("organisation", self.organisation),
            ("round", self.round),
            ("plan", self.plan),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn filter(&self) -> ChangeFilter {
        ChangeFilter {
            kind: Kind::ALL.into_iter().find(|kind| kind.key() == self.kind),
            organisation: self.organisation.parse().ok(),
            round: self.round.parse().ok(),
            plan: self.plan.parse().ok(),
        }
    }

    /// The day to compare with; none as long as none is named, or a wrong one, which is said.
    fn day_before(&self, day: &AsAt, errors: &mut Vec<Wrong>) -> Option<Date> {
        if self.since.is_empty() {
            return None;
        }
        let says = match self.since.parse::<Date>() {
            Ok(since) if since < day.day() => return Some(since),
            Ok(_) => "The day to compare with must be before the day shown".to_owned(),
            Err(_) => format!("“{}” is not a date, like 2026-08-06", self.since),
        };
        errors.push(Wrong::new("since", &says));
        None
    }

    fn page(&self, number: usize, day: &AsAt) -> String {
        let mut said: Vec<String> = self
            .said()
            .into_iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        said.extend(day.past().map(|day| format!("as-at={day}")));
        said.push(format!("page={number}"));
        format!("/changes?{}", said.join("&"))
    }
}

/// `GET /changes`: what stands on the day asked and did not stand so on an earlier one.
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    if let Some(only) = visitor.actor.submission {
        return Ok(Redirect::to(&format!("/submissions/{only}")).into_response());
    }
    let day = AsAt::of(&asked, visitor.moment);
    let wanted = Wanted::of(&asked);
    let mut errors = day.errors();
    let since = wanted.day_before(&day, &mut errors);
    let lines = match since {
        Some(since) => office.changes(&visitor.actor, &wanted.filter(), (since, day.day())).await?,
        None => Vec::new(),
    };
    let (paging, shown) = Paging::of(lines, &asked, |number| wanted.page(number, &day));
    let mut groups: Vec<Group> = Vec::new();
    for line in shown {
        let kind = line.kind.plural();
        match groups.last_mut() {
            Some(group) if group.kind == kind => group.lines.push(Line::of(line)),
            _ => groups.push(Group { kind, lines: vec![Line::of(line)] }),
        }
    }
    let keep = |names: &[&str]| {
        let said = wanted.said().into_iter().filter(|(name, _)| names.contains(name));
        said.map(|(name, value)| Keep { name, value: value.to_owned() }).collect::<Vec<_>>()
    };
    let kinds = Kind::ALL.map(|kind| Choosable::new(kind.key(), kind.plural(), wanted.kind));
    let names = office.organisation_names().await?;
    let bodies = names.iter().map(|(code, name)| (code.as_str(), name.as_str()));
    let view = View {
        since: wanted.since.to_owned(),
        since_words: since.map(day_words),
        until_words: day_words(day.day()),
        today: visitor.moment.today.to_string(),
        of: narrowed(&office, &wanted).await?,
        keep: keep(&["round", "plan"]),
        kinds: core::iter::once(Choosable::new("", "Everything", wanted.kind))
            .chain(kinds)
            .collect(),
        organisations: core::iter::once(("", "Every organisation"))
            .chain(bodies)
            .map(|(code, name)| Choosable::new(code, name, wanted.organisation))
            .collect(),
        groups,
        paging,
        as_at: day.control("/changes", keep(&["since", "of", "organisation", "round", "plan"])),
        errors,
    };
    if view.errors.is_empty() {
        return visitor.page(None, "changes.jinja", &view).await;
    }
    visitor.refused(None::<Section>, "changes.jinja", &view).await
}

/// The round or the plan to which the list is narrowed.
async fn narrowed(office: &Office, wanted: &Wanted<'_>) -> Result<Option<Link>, Problem> {
    if !wanted.round.is_empty() {
        let rounds = office.rounds().await?;
        let title = rounds.into_iter().find(|round| round.key.as_str() == wanted.round);
        let title = title.map_or_else(|| wanted.round.to_owned(), |round| round.title);
        return Ok(Some(Link::new(title, format!("/rounds/{}", encoded(wanted.round)))));
    }
    let plan = Some(wanted.plan).filter(|plan| !plan.is_empty());
    Ok(plan.map(|key| Link::new(format!("the plan {key}"), format!("/plans/{}", encoded(key)))))
}

/// `GET /rounds/{key}/changes`: the changes of one round, where they stood before.
pub(crate) async fn of_round(Path(key): Path<String>, RawQuery(query): RawQuery) -> Redirect {
    let rest = query.map_or_else(String::new, |query| format!("&{query}"));
    Redirect::to(&format!("/changes?round={}{rest}", encoded(&key)))
}
