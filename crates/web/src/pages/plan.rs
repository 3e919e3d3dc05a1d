//! Plans: what is late, who owns it?

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::filling::shortened;
use office::plan::{PlanLine, PlanPage};
use programme::plan::PlanKind;
use programme::standing::Standing;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::action::Row as ActionRow;
use crate::pages::import::known;
use crate::pages::recommendation::Row as RecommendationRow;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, STANDINGS, Wrong, counts, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    plans: Vec<Line>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    title: String,
    organisation: String,
    kind: &'static str,
    as_of: String,
    items: usize,
    late: usize,
    open: usize,
}

impl From<PlanLine> for Line {
    fn from(line: PlanLine) -> Self {
        Self {
            link: format!("/plans/{}", line.plan.key),
            title: titled(&line.plan.title, line.plan.kind),
            organisation: line.organisation,
            kind: line.plan.kind.label(),
            as_of: day_words(line.plan.as_of),
            items: line.items,
            late: line.late,
            open: line.open,
        }
    }
}

/// `GET /plans`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let plans = office.plans(&visitor.actor, day.day(), day.past()).await?;
    let view = List {
        plans: plans.into_iter().map(Line::from).collect(),
        as_at: day.control("/plans", Vec::new()).with_changes("of=plan"),
        errors: day.errors(),
    };
    visitor.page_at(Section::Plans, "plan/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    key: String,
    /// Whether it has actions, which may record risks.
    records_risks: bool,
    title: String,
    organisation: String,
    kind: &'static str,
    as_of: String,
    as_of_words: String,
    working: bool,
    day: String,
    items: usize,
    shown: usize,
    counts: String,
    filters: Vec<Filter>,
    groups: Vec<Group>,
    source: Option<Link>,
    remarks: Vec<Remarked>,
    rule: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

/// What one rule says of the plan.
#[derive(Serialize)]
struct Remarked {
    title: &'static str,
    weight: &'static str,
    count: usize,
    /// The first few of those it is about.
    some: Vec<Link>,
}

/// A standing to show alone, with how many there are.
#[derive(Serialize)]
struct Filter {
    link: Link,
    current: bool,
}

/// A part of the plan under its own heading.
#[derive(Serialize)]
struct Group {
    title: String,
    actions: Vec<ActionRow>,
    recommendations: Vec<RecommendationRow>,
}

/// `GET /plans/{key}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let page = office.plan(&visitor.actor, &known(&key)?, day.day(), day.past()).await?;
    let wanted = asked.get("standing").map_or("", |value| value.as_str());
    let view = view(page, &day, wanted);
    visitor.page_at(Section::Plans, "plan/show.jinja", &view, &day).await
}

fn view(page: PlanPage, day: &AsAt, wanted: &str) -> View {
    let address = format!("/plans/{}", page.plan.key);
    let of_actions = page.actions.iter().map(|line| line.standing);
    let standings: Vec<Standing> =
        of_actions.chain(page.recommendations.iter().map(|line| line.standing)).collect();
    let shows = |standing: Standing| wanted.is_empty() || standing.key() == wanted;
    let groups = groups(&page, shows);
    let keep = if wanted.is_empty() {
        Vec::new()
    } else {
        vec![Keep { name: "standing", value: wanted.to_owned() }]
    };
    let remarks = page.remarks.iter().map(|(rule, places)| Remarked {
        title: rule.title,
        weight: rule.weight.label(),
        count: places.len(),
        some: places.iter().take(SOME).filter_map(|at| place(&page, *at)).collect(),
    });
    let remarks = remarks.collect();
    View {
        remarks,
        key: page.plan.key.to_string(),
        records_risks: !page.actions.is_empty(),
        title: titled(&page.plan.title, page.plan.kind),
        organisation: page.organisation.clone(),
        kind: page.plan.kind.label(),
        as_of: day_words(page.plan.as_of),
        as_of_words: page.plan.as_of_words.clone(),
        working: page.plan.working,
        day: day_words(page.day),
        items: standings.len(),
        shown: standings.iter().filter(|standing| shows(**standing)).count(),
        counts: counts(&standings),
        filters: filters(&address, &standings, wanted, day),
        groups,
        source: page.source.map(|(import, file)| Link::new(file, format!("/imports/{import}"))),
        rule: page.rule.words(),
        as_at: day.control(&address, keep).with_changes(&format!("plan={}", page.plan.key)),
        errors: day.errors(),
    }
}

/// How many of those that a rule is about are named.
const SOME: usize = 5;

/// The action or recommendation at a place of the plan.
fn place(page: &PlanPage, at: usize) -> Option<Link> {
    if let Some(line) = page.actions.get(at) {
        let words = shortened(&line.action.said.words);
        return Some(Link::new(words, format!("/actions/{}", line.action.id)));
    }
    let line = page.recommendations.get(at)?;
    let said = &line.recommendation.said;
    let words = shortened(&format!("{} {}", said.reference, said.words));
    Some(Link::new(words, format!("/recommendations/{}", line.recommendation.id)))
}

fn filters(address: &str, standings: &[Standing], wanted: &str, day: &AsAt) -> Vec<Filter> {
    let at = day.past().map(|day| format!("as-at={day}"));
    let to = |standing: Option<&str>| {
        let asked: Vec<String> =
            standing.map(|key| format!("standing={key}")).into_iter().chain(at.clone()).collect();
        if asked.is_empty() { address.to_owned() } else { format!("{address}?{}", asked.join("&")) }
    };
    let all = Filter {
        link: Link::new(format!("All {}", standings.len()), to(None)),
        current: wanted.is_empty(),
    };
    let each = STANDINGS.iter().filter_map(|(key, words)| {
        let n = standings.iter().filter(|standing| standing.key() == *key).count();
        let link = Link::new(format!("{n} {words}"), to(Some(key)));
        (n > 0).then_some(Filter { link, current: *key == wanted })
    });
    core::iter::once(all).chain(each).collect()
}

fn groups(page: &PlanPage, shows: impl Fn(Standing) -> bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in page.recommendations.iter().filter(|line| shows(line.standing)) {
        let group = group(&mut groups, &line.recommendation.said.section);
        group.recommendations.push(RecommendationRow::from(line));
    }
    for line in page.actions.iter().filter(|line| shows(line.standing)) {
        group(&mut groups, &line.action.said.group).actions.push(ActionRow::from(line));
    }
    groups
}

/// The group of that title, in the order in which the titles were met.
fn group<'a>(groups: &'a mut Vec<Group>, title: &str) -> &'a mut Group {
    let at = groups.iter().position(|group| group.title == title).unwrap_or_else(|| {
        groups.push(Group {
            title: title.to_owned(),
            actions: Vec::new(),
            recommendations: Vec::new(),
        });
        groups.len() - 1
    });
    #[expect(
        clippy::indexing_slicing,
        reason = "the position was just found, or is that of the last"
    )]
    &mut groups[at]
}

/// A plan's title, or what kind of plan it is if the document gave none.
fn titled(title: &str, kind: PlanKind) -> String {
    if title.trim().is_empty() { kind.label().to_owned() } else { title.to_owned() }
}
