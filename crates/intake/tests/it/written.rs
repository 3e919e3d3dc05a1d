//! A plan that is written out and read again says what it said: every word, and every reading.

use intake::{Confidence, Reading};
use jiff::civil::date;
use paper::write::{Cell, Column, FORMATS, Format, Kind, Page, Row};
use paper::{Day, Shown};
use programme::action::{OutsideDeadline, ProposedAction};
use programme::by_when::{ByWhen, Due};
use programme::draft::Proposal;
use programme::plan::{PlanKind, ProposedPlan};
use programme::priority::Priority;
use programme::recommendation::{Agreed, ProposedRecommendation};
use programme::responsibility::Responsibility;
use programme::status::{Declared, Status};
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{paper, reading_of};

/// The formats under the law: those that are both written and read.
const UNDER_LAW: &[&str] = &["docx", "markdown"];

const SCALE: &str = "1 = Low 2 = Med 3 = High";
const LAST_UPDATED: &str = "Last updated 1st September 2020";
const DEADLINE: &str = "Region deadline 31 March 2021";

const TITLES: [&str; 4] = [
    "Narrowing the gap: what we will do",
    "Working version of the plan | towns & villages",
    "# 1 plan of the “north” *quarter*",
    "Café plan – 2020/21",
];
const WORDS: [&str; 8] = [
    "Agree one aim for all partners",
    "Offer evening clinics in | both towns\n- first Northtown\n- then Southtown",
    "=SUM(A1) is how the sheet began",
    "Publish the “method”, then ask\nAsk again in a year",
    "Review <5% cells & small <b>counts</b>",
    "**Urgent** reach those nobody has reached **yet**",
    "-",
    "Write to every practice, including R2 and R3, about #1 \\| #2",
];
const NOTES: [&str; 8] = [
    "",
    "awaiting the Board",
    "Draft is out; comments due.",
    "@lead to chase",
    "+2 posts | see \\ for more",
    "one line\nanother line",
    DEADLINE,
    "Set out in &lt;plan&gt; &amp; agreed",
];
const DATES: [&str; 10] = [
    "",
    "30/9/20",
    "Sept 20",
    "Set 08 then 6 monthly",
    "By the end of March 2021",
    "30 Nov",
    "2021/22",
    "When the group next meets",
    "1/6/21\n31/12/21",
    "TBC",
];
const STATUSES: [&str; 7] =
    ["", "Completed", "In progress", "Delayed", "Ongoing**", "Purple", "To be started"];
const GROUPS: [&str; 4] =
    ["Access – first", "Data | quality", "Strategic approach", "Who is told, & when"];
const OWNERS: [&str; 6] = [
    "",
    "DPH?",
    "CEO Trust/District",
    "Lead officer; Board",
    "Directors and Leads",
    "Head\nDeputy",
];
const AGREED: [&str; 5] = ["", "Y", "N", "Partly", "Subject to money"];

fn as_of() -> ByWhen {
    let due = Some(Due::Day(date(2020, 9, 1)));
    ByWhen { words: LAST_UPDATED.to_owned(), due, ..ByWhen::default() }
}

fn by_when() -> impl Strategy<Value = ByWhen> {
    select(DATES.as_slice()).prop_map(|words| ByWhen::read_in(words, date(2020, 9, 1)))
}

fn action() -> impl Strategy<Value = ProposedAction> {
    let words = (select(WORDS.as_slice()), select(NOTES.as_slice()), select(NOTES.as_slice()));
    let rest = (select(GROUPS.as_slice()), by_when(), select(STATUSES.as_slice()));
    (words, rest).prop_map(|((words, risks, notes), (group, by_when, status))| ProposedAction {
        group: group.to_owned(),
        words: words.to_owned(),
        by_when,
        responsibility: Responsibility::read(""),
        risks: risks.to_owned(),
        notes: notes.to_owned(),
        status: Status::read(status),
        outside_deadlines: outside(notes),
        ..ProposedAction::default()
    })
}

fn outside(notes: &str) -> Vec<OutsideDeadline> {
    let due = Some(Due::Day(date(2021, 3, 31)));
    let by_when = ByWhen { words: DEADLINE.to_owned(), due, ..ByWhen::default() };
    let deadline = OutsideDeadline { body: "Region".to_owned(), by_when };
    if notes == DEADLINE { vec![deadline] } else { Vec::new() }
}

fn recommendation() -> impl Strategy<Value = ProposedRecommendation> {
    let words = (select(WORDS.as_slice()), select(NOTES.as_slice()), 1..99_u8);
    let rest = (select(GROUPS.as_slice()), by_when(), select(OWNERS.as_slice()));
    let answers = (select(AGREED.as_slice()), select(["", "1", "2", "3", "High", "?"].as_slice()));
    (words, rest, answers).prop_map(
        |((words, response, page), (section, by_when, owner), (agreed, priority))| {
            ProposedRecommendation {
                reference: format!("R{page}"),
                page: page.to_string(),
                section: section.to_owned(),
                words: words.to_owned(),
                priority: Priority::read(priority, SCALE),
                responsibility: Responsibility::read(owner),
                agreed: Agreed::read(agreed),
                response: response.to_owned(),
                by_when,
                status: Status::read(""),
                ..ProposedRecommendation::default()
            }
        },
    )
}

fn plan(kind: PlanKind) -> impl Strategy<Value = ProposedPlan> {
    let most = |of: PlanKind| if kind == of { 0..9 } else { 0..1 };
    let parts = (
        select(TITLES.as_slice()),
        prop::collection::vec(recommendation(), most(PlanKind::Audit)),
        prop::collection::vec(action(), most(PlanKind::ActionPlan)),
    );
    parts.prop_map(move |(title, recommendations, actions)| ProposedPlan {
        kind,
        title: title.to_owned(),
        as_of: as_of(),
        working: title.starts_with("Working version"),
        recommendations,
        actions,
    })
}

/// The plan as a page, with the columns that people gave us.
fn page(plan: &ProposedPlan) -> Page {
    let (columns, rows) = match plan.kind {
        PlanKind::ActionPlan => (action_columns(), action_rows(&plan.actions)),
        PlanKind::Audit => (recommendation_columns(), recommendation_rows(&plan.recommendations)),
    };
    let paragraphs = vec![plan.as_of.words.clone()];
    Page { title: plan.title.clone(), paragraphs, columns, rows }
}

fn column(heading: &str, width: u16, kind: Kind) -> Column {
    Column { heading: heading.to_owned(), width, kind }
}

fn action_columns() -> Vec<Column> {
    let statuses = Declared::ALL.map(|declared| declared.label().to_owned()).to_vec();
    vec![
        column("Objectives", 20, Kind::Text),
        column("Action", 40, Kind::Text),
        column("By when", 12, Kind::Date),
        column("Risks", 20, Kind::Text),
        column("Notes", 30, Kind::Text),
        column("Status", 12, Kind::Choice(statuses)),
    ]
}

/// An objective is named once, and stands for the rows below it too.
fn action_rows(actions: &[ProposedAction]) -> Vec<Row> {
    let mut group = "";
    let mut rows = Vec::new();
    for action in actions {
        let named = if action.group == group { "" } else { action.group.as_str() };
        group = &action.group;
        rows.push(Row::Cells(vec![
            named.into(),
            action.words.as_str().into(),
            cell_of(&action.by_when),
            action.risks.as_str().into(),
            action.notes.as_str().into(),
            action.status.words.as_str().into(),
        ]));
    }
    rows
}

fn recommendation_columns() -> Vec<Column> {
    let choices = |words: &[&str]| Kind::Choice(words.iter().map(|&word| word.into()).collect());
    vec![
        column("Page No.", 6, Kind::Text),
        column("Recommendation", 40, Kind::Text),
        column(&format!("Priority {SCALE}"), 12, choices(&["1", "2", "3"])),
        column("Responsibility", 18, Kind::Text),
        column("Agreed", 8, choices(&["Y", "N", "Partly"])),
        column("Comments", 34, Kind::Text),
        column("Date", 12, Kind::Date),
    ]
}

fn recommendation_rows(recommendations: &[ProposedRecommendation]) -> Vec<Row> {
    let mut section = "";
    let mut rows = Vec::new();
    for said in recommendations {
        if said.section != section {
            section = &said.section;
            rows.push(Row::Section(section.to_owned()));
        }
        let words = format!("{} {}", said.reference, said.words);
        rows.push(Row::Cells(vec![
            said.page.as_str().into(),
            words.as_str().into(),
            said.priority.words.as_str().into(),
            said.responsibility.words.as_str().into(),
            said.agreed.words.as_str().into(),
            said.response.as_str().into(),
            cell_of(&said.by_when),
        ]));
    }
    rows
}

/// A date's cell: a day only where the words say it and nothing beside it.
fn cell_of(by_when: &ByWhen) -> Cell {
    let plain = by_when.doubt.is_none() && by_when.recurrence.is_none() && !by_when.inferred;
    let day = match by_when.due.filter(|_| plain) {
        Some(Due::Day(day)) => Some((day, Shown::Day)),
        Some(Due::Month(first)) => Some((first, Shown::Month)),
        Some(Due::Quarter(_) | Due::Year(_)) | None => None,
    };
    let day =
        day.map(|(on, shown)| Day { year: on.year(), month: on.month(), day: on.day(), shown });
    Cell { words: by_when.words.clone(), day }
}

fn read_again(format: &Format, plan: &ProposedPlan) -> Reading {
    let bytes = format.write(&page(plan)).unwrap();
    let (paper, remarks) = paper(&bytes);
    reading_of(&paper, &remarks)
}

/// The plan without the places it was read at, which the next document has anew.
fn facts(reading: &Reading) -> ProposedPlan {
    let Some(Proposal::Plan(plan)) = &reading.proposal else { panic!("{:?}", reading.kind) };
    let mut plan = plan.clone();
    for said in &mut plan.recommendations {
        assert_eq!(std::mem::take(&mut said.places).len(), 1);
    }
    for said in &mut plan.actions {
        assert_eq!(std::mem::take(&mut said.places).len(), 1);
    }
    plan
}

fn says_the_same(plan: &ProposedPlan) -> Result<(), TestCaseError> {
    let mut asked = None;
    for format in FORMATS.iter().filter(|format| UNDER_LAW.contains(&format.name)) {
        let reading = read_again(format, plan);
        prop_assert_eq!(&facts(&reading), plan, "{}", format.name);
        prop_assert_eq!(reading.recognition.confidence, Confidence::Sure);
        prop_assert!(reading.account.adds_up());
        // What people are asked to look at hangs on the plan, not on the format.
        let about: Vec<_> = reading.doubts.iter().map(|doubt| doubt.about).collect();
        prop_assert_eq!(asked.get_or_insert_with(|| about.clone()), &about);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_action_plan_written_and_read_again_says_the_same(plan in plan(PlanKind::ActionPlan)) {
        says_the_same(&plan)?;
    }

    #[test]
    fn audit_recommendations_written_and_read_again_say_the_same(plan in plan(PlanKind::Audit)) {
        says_the_same(&plan)?;
    }
}
