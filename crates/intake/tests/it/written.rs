//! A plan that is written out and read again says what it said: every word, and every reading.

use intake::outgoing::{PlanItems, PlanWords, plan_page};
use intake::{Column, Confidence, Field, Reading};
use jiff::civil::date;
use paper::write::{Cell, FORMATS, Format, Kind, Page, Row};
use programme::action::{OutsideDeadline, ProposedAction};
use programme::by_when::{ByWhen, Due, dates_in};
use programme::draft::Proposal;
use programme::plan::{PlanKind, ProposedPlan};
use programme::priority::Priority;
use programme::recommendation::{Agreed, ProposedRecommendation};
use programme::responsibility::Responsibility;
use programme::status::Status;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::support::{paper, reading_of};

/// The formats under the law, with what the file can say of a plan.
const UNDER_LAW: &[(&str, Carries)] = &[
    ("docx", Carries::Everything),
    ("xlsx", Carries::DatesByValue),
    ("csv", Carries::TheTableAlone),
    ("markdown", Carries::Everything),
];

/// What a file can say of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carries {
    Everything,
    /// A workbook holds a plain date as a date, and shows it in its own way.
    DatesByValue,
    /// Separated values have no place for the title and the day the plan speaks of, so that no year
    /// can be inferred from it either.
    TheTableAlone,
}

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
const GROUPS: [&str; 5] =
    ["Access – first", "Data | quality", "Strategic approach", "Who is told, & when", "1. Money"];
const SMALL: &str = "everyday services";
const OWNERS: [&str; 6] = [
    "",
    "DPH?",
    "CEO Trust/District",
    "Lead officer; Board",
    "Directors and Leads",
    "Head\nDeputy",
];
const REFERENCES: [&str; 5] = ["", "A1", "7", "BOD 60/17(h)", "12)"];
/// Headings that no form of ours knows.
const EXTRA: [&str; 3] = ["Cost (£k) | net", "Who else is in it", "column 9"];
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
    let rest = (group(), by_when(), select(STATUSES.as_slice()));
    let who = (select(REFERENCES.as_slice()), select(OWNERS.as_slice()), extra());
    (words, rest, who).prop_map(
        |((words, risks, notes), (group, by_when, status), (reference, owner, extra))| {
            ProposedAction {
                reference: reference.to_owned(),
                group: group.to_owned(),
                words: words.to_owned(),
                by_when,
                responsibility: Responsibility::read(owner),
                risks: risks.to_owned(),
                notes: notes.to_owned(),
                status: Status::read(status),
                outside_deadlines: outside(notes),
                extra,
                ..ProposedAction::default()
            }
        },
    )
}

fn group() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => select(GROUPS.as_slice()), 1 => Just(SMALL)]
}

/// What an item keeps beside its fields: some headings, in order, with words under them.
fn extra() -> impl Strategy<Value = Vec<(String, String)>> {
    let headings = subsequence(EXTRA.as_slice(), 0..=EXTRA.len());
    let words = prop::collection::vec(select(&WORDS[1..]), EXTRA.len());
    (headings, words).prop_map(|(headings, words)| {
        let pairs = headings.into_iter().zip(words);
        pairs.map(|(heading, words)| (heading.to_owned(), words.to_owned())).collect()
    })
}

fn outside(notes: &str) -> Vec<OutsideDeadline> {
    let due = Some(Due::Day(date(2021, 3, 31)));
    let by_when = ByWhen { words: DEADLINE.to_owned(), due, ..ByWhen::default() };
    let deadline = OutsideDeadline { body: "Region".to_owned(), by_when };
    if notes == DEADLINE { vec![deadline] } else { Vec::new() }
}

fn recommendation() -> impl Strategy<Value = ProposedRecommendation> {
    let numbered = (1..99_u8).prop_map(|number| format!("R{number}"));
    let other = select(REFERENCES.as_slice()).prop_map(str::to_owned);
    let reference = prop_oneof![20 => numbered, 1 => other];
    let words = (select(WORDS.as_slice()), select(NOTES.as_slice()), 1..99_u8, reference);
    let rest = (group(), by_when(), select(OWNERS.as_slice()), select(STATUSES.as_slice()));
    let answers = (select(AGREED.as_slice()), select(["", "1", "2", "3", "High", "?"].as_slice()));
    (words, rest, answers, extra()).prop_map(
        |(
            (words, response, page, reference),
            (section, by_when, owner, status),
            (agreed, priority),
            extra,
        )| {
            ProposedRecommendation {
                reference,
                page: page.to_string(),
                section: section.to_owned(),
                words: words.to_owned(),
                priority: Priority::read(priority, SCALE),
                responsibility: Responsibility::read(owner),
                agreed: Agreed::read(agreed),
                response: response.to_owned(),
                by_when,
                status: Status::read(status),
                extra,
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

/// Fields of a plan of that kind, with headings that people give them.
fn headings(kind: PlanKind) -> &'static [(Field, [&'static str; 2])] {
    match kind {
        PlanKind::ActionPlan => &[
            (Field::Reference, ["Ref", "No."]),
            (Field::Group, ["Objectives", "Workstream"]),
            (Field::Words, ["Action", "What will we do?"]),
            (Field::ByWhen, ["By when", "DEADLINE"]),
            (Field::Responsibility, ["Lead", "By whom"]),
            (Field::Risks, ["Risks", "Key challenges/risks"]),
            (Field::Notes, ["Notes", "Progress\nupdate"]),
            (Field::Status, ["Status", "Current status"]),
        ],
        PlanKind::Audit => &[
            (Field::Reference, ["Ref No", "Recommendation reference"]),
            (Field::Page, ["Page", "Page No."]),
            (Field::Group, ["Section", "Theme"]),
            (Field::Words, ["Recommendation(s)", "Audit recommendation"]),
            (
                Field::Priority,
                ["Priority 1 = Low 2 = Med 3 = High", "Priority\n1 = Low 2 = Med 3 = High"],
            ),
            (Field::Responsibility, ["Responsible officer", "Lead"]),
            (Field::Agreed, ["Agreed Y/N", "Accepted"]),
            (Field::Notes, ["Management response", "Comments"]),
            (Field::ByWhen, ["Target date", "Date"]),
            (Field::Status, ["Status", "Implementation status"]),
        ],
    }
}

/// The columns of the document that people gave us: none, or most of the fields in some order with
/// some columns we have no field for.
fn columns(kind: PlanKind) -> impl Strategy<Value = Vec<Column>> {
    let all: Vec<Column> = headings(kind)
        .iter()
        .flat_map(|(field, words)| words.map(|words| column(words, Some(*field))))
        .chain(EXTRA.into_iter().chain(["Nobody filled it in"]).map(|words| column(words, None)))
        .collect();
    let picked = Just(all).prop_shuffle().prop_flat_map(|all| {
        let most = all.len();
        subsequence(all, 12..=most)
    });
    let once = picked.prop_map(|columns| {
        let mut kept: Vec<Column> = Vec::new();
        for column in columns {
            let taken = kept.iter().any(|held| held.field == column.field);
            if column.field.is_none() || !taken {
                kept.push(column);
            }
        }
        kept
    });
    prop_oneof![1 => Just(Vec::new()), 4 => once]
}

fn column(heading: &str, field: Option<Field>) -> Column {
    let (confidence, because) = (Confidence::Sure, "its heading".to_owned());
    Column { heading: heading.to_owned(), field, confidence, because, samples: Vec::new() }
}

fn page(plan: &ProposedPlan, columns: &[Column]) -> Page {
    let items = match plan.kind {
        PlanKind::ActionPlan => PlanItems::Actions(&plan.actions),
        PlanKind::Audit => PlanItems::Recommendations(&plan.recommendations),
    };
    plan_page(&PlanWords { title: &plan.title, as_of: &plan.as_of.words, items }, columns)
}

fn read_again(format: &Format, page: &Page) -> Reading {
    let (paper, remarks) = paper(&format.write(page).unwrap());
    reading_of(&paper, &remarks)
}

/// The plan without the places it was read at, which the next document has anew, and without the
/// order of its columns.
fn facts(reading: &Reading) -> ProposedPlan {
    let Some(Proposal::Plan(plan)) = &reading.proposal else { panic!("{:?}", reading.kind) };
    let mut plan = plan.clone();
    for said in &mut plan.recommendations {
        assert_eq!(std::mem::take(&mut said.places).len(), 1);
        said.extra.sort();
    }
    for said in &mut plan.actions {
        assert_eq!(std::mem::take(&mut said.places).len(), 1);
        said.extra.sort();
    }
    plan
}

/// What can be known of the plan from a file that carries so much.
fn carried(mut plan: ProposedPlan, carries: Carries) -> ProposedPlan {
    let known = |by_when: &mut ByWhen| match carries {
        Carries::Everything => {}
        Carries::DatesByValue => {
            let found = dates_in(&by_when.words);
            if found.first().is_some_and(|found| found.words == by_when.words) {
                by_when.words = found[0].due.value();
            }
        }
        Carries::TheTableAlone => *by_when = ByWhen::read(&by_when.words),
    };
    plan.recommendations.iter_mut().for_each(|said| known(&mut said.by_when));
    plan.actions.iter_mut().for_each(|said| known(&mut said.by_when));
    if carries == Carries::TheTableAlone {
        let why_none = Some("the document bears no date".to_owned());
        plan.as_of = ByWhen { why_none, ..ByWhen::default() };
        (plan.title, plan.working) = (String::new(), false);
    }
    plan
}

fn says_the_same(plan: &ProposedPlan, columns: &[Column]) -> Result<(), TestCaseError> {
    let page = page(plan, columns);
    let known = page.columns.iter().all(|column| {
        let extra = EXTRA.iter().chain(&["Nobody filled it in"]);
        !extra.into_iter().any(|heading| column.heading == *heading)
    });
    let headings: Vec<&str> = page.columns.iter().map(|column| column.heading.as_str()).collect();
    let given: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
    prop_assert!(headings.starts_with(&given));
    let mut asked = None;
    for (name, carries) in UNDER_LAW {
        let reading = read_again(Format::named(name).unwrap(), &page);
        let read = carried(facts(&reading), *carries);
        prop_assert_eq!(read, carried(plan.clone(), *carries), "{}", name);
        let sure = if known { Confidence::Sure } else { Confidence::Likely };
        prop_assert_eq!(reading.recognition.confidence, sure);
        prop_assert!(reading.account.adds_up());
        // What people are asked to look at hangs on the plan, not on the format.
        let about: Vec<_> = reading.doubts.iter().map(|doubt| doubt.about).collect();
        if *carries != Carries::TheTableAlone {
            prop_assert_eq!(asked.get_or_insert_with(|| about.clone()), &about);
        }
    }
    Ok(())
}

#[test]
fn every_format_that_is_written_is_under_the_law() {
    let under: Vec<&str> = UNDER_LAW.iter().map(|(name, _)| *name).collect();
    let written: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(under, written);
}

fn an_action(group: &str, words: &str) -> ProposedAction {
    let (group, words) = (group.to_owned(), words.to_owned());
    ProposedAction { group, words, ..ProposedAction::default() }
}

fn actions(actions: &[ProposedAction], columns: &[Column]) -> Page {
    let items = PlanItems::Actions(actions);
    plan_page(&PlanWords { title: "Plan", as_of: "", items }, columns)
}

fn words_of(page: &Page) -> Vec<Vec<&str>> {
    let rows = page.rows.iter().map(|row| match row {
        Row::Section(words) => vec![words.as_str()],
        Row::Cells(cells) => cells.iter().map(|cell| cell.words.as_str()).collect(),
    });
    rows.collect()
}

#[test]
fn what_no_column_holds_is_added_and_nothing_else() {
    let mut said = an_action("Access", "Open late");
    said.status = Status::read("Done");
    said.extra = vec![("Cost".to_owned(), "4".to_owned()), ("Cost".to_owned(), "5".to_owned())];
    let given = [
        column("Workstream", Some(Field::Group)),
        column("Cost", None),
        column("What will we do?", Some(Field::Words)),
        column("Notes", Some(Field::Notes)),
    ];
    let page = actions(&[said, an_action("Access", "Open early")], &given);
    let headings: Vec<&str> = page.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["Workstream", "Cost", "What will we do?", "Notes", "Status", "Cost"]);
    assert_eq!(
        words_of(&page),
        [["Access", "4", "Open late", "", "Done", "5"], ["", "", "Open early", "", "", ""]]
    );
    assert!(matches!(&page.columns[4].kind, Kind::Choice(words) if words.len() == 9));
}

#[test]
fn an_item_of_no_group_never_falls_into_the_group_above_it() {
    let said = [an_action("Access", "Open late"), an_action("", "Ask riders")];
    let page = actions(&said, &[]);
    let firsts: Vec<&str> = words_of(&page).iter().map(|row| row[1]).collect();
    assert_eq!(firsts, ["Ask riders", "Open late"]);
}

#[test]
fn a_cell_holds_a_day_only_where_its_words_are_one() {
    let day_of = |words: &str| {
        let by_when = ByWhen::read_in(words, date(2020, 9, 1));
        let page = actions(&[ProposedAction { by_when, ..an_action("", "x") }], &[]);
        let Row::Cells(cells) = &page.rows[0] else { panic!("it is no section") };
        let at = page.columns.iter().position(|column| column.heading == "By when").unwrap();
        let Cell { words: kept, day, .. } = &cells[at];
        assert_eq!(kept, words);
        day.map(|day| (day.year, day.month, day.day))
    };
    assert_eq!(day_of("30/9/20"), Some((2020, 9, 30)));
    assert_eq!(day_of("Sept 20"), Some((2020, 9, 1)));
    for words in ["By the end of March 2021", "30 Nov", "2021/22", "1/6/21\n31/12/21", "TBC", ""] {
        assert_eq!(day_of(words), None, "{words}");
    }
}

#[test]
fn a_row_with_all_of_its_cells_stands_where_it_was_written() {
    let said = ProposedRecommendation {
        reference: "R1".to_owned(),
        page: "1".to_owned(),
        section: "everyday services".to_owned(),
        words: "-".to_owned(),
        priority: Priority::read("", SCALE),
        by_when: ByWhen::read_in("TBC", date(2020, 9, 1)),
        ..ProposedRecommendation::default()
    };
    let plan = ProposedPlan {
        kind: PlanKind::Audit,
        title: TITLES[0].to_owned(),
        as_of: as_of(),
        working: false,
        recommendations: vec![said],
        actions: Vec::new(),
    };
    let first = [column("Ref", Some(Field::Reference)), column("Page", Some(Field::Page))];
    let rest =
        headings(PlanKind::Audit)[2..].iter().map(|(field, words)| column(words[0], Some(*field)));
    let columns: Vec<Column> = first.into_iter().chain(rest).collect();
    says_the_same(&plan, &columns).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_action_plan_written_and_read_again_says_the_same(
        plan in plan(PlanKind::ActionPlan),
        columns in columns(PlanKind::ActionPlan),
    ) {
        says_the_same(&plan, &columns)?;
    }

    #[test]
    fn audit_recommendations_written_and_read_again_say_the_same(
        plan in plan(PlanKind::Audit),
        columns in columns(PlanKind::Audit),
    ) {
        says_the_same(&plan, &columns)?;
    }
}
