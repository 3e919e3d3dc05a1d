//! However a plan's table is typed, it says the same: columns in any order, headings by any name
//! we know, any separator and encoding, dates in any form, rows cut and blank rows between.

use intake::{Kind, Reading};
use jiff::civil::{Date, date};
use paper::write::{Cell, Column, FORMATS, Kind as Holds, Page, Row};
use programme::action::ProposedAction;
use programme::by_when::Due;
use programme::draft::Proposal;
use programme::status::Declared;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use toml::{Table, Value};

use crate::laws::units;
use crate::support::{paper, reading_of};

const FORM: &str = include_str!("../../../../data/forms/action-plan.toml");

/// The columns of our variants, by their key in the form.
const FIELDS: [&str; 8] =
    ["reference", "group", "words", "responsibility", "by_when", "status", "notes", "risks"];
const WORDS: usize = 2;
const BY_WHEN: usize = 4;

/// The facts of one action, with the date as a day.
#[derive(Clone, Debug)]
struct Fact {
    group: &'static str,
    words: &'static str,
    owner: &'static str,
    due: Option<Date>,
    status: (&'static str, Declared),
    notes: &'static str,
    risks: &'static str,
}

/// Of those of fixtures/one-plan and of the written plans, what can stand in one line.
const SAID: [&str; 6] = [
    "Open the Moor clinic on two evenings every week",
    "Print the opening hours in large type",
    "Visit three streets where few people have a doctor",
    "Ask the hostel what its people need; then ask again",
    "Agree one aim for all partners, with the “south” too",
    "Lower the step at the café – both ends",
];
const GROUPS: [&str; 3] = ["Clinics", "Homes, and streets", "Buses – first"];
const OWNERS: [&str; 5] = ["", "KS", "DH/MW", "Lead officer", "Head of Care; Board"];
const STATUSES: [(&str, Declared); 6] = [
    ("", Declared::NotReported),
    ("Complete", Declared::Complete),
    ("In progress", Declared::InProgress),
    ("Ongoing**", Declared::InProgress),
    ("Delayed", Declared::Delayed),
    ("Not started", Declared::NotStarted),
];
const NOTES: [&str; 4] =
    ["", "Checked with readers", "Waiting for the warden, who is away", "Région: début"];
const RISKS: [&str; 3] = ["", "Nobody comes", "Time; money"];

/// The ways a date is typed.
const STYLES: [fn(Date) -> String; 8] = [
    |on| format!("{}/{}/{:02}", on.day(), on.month(), on.year() % 100),
    |on| format!("{:02}/{:02}/{}", on.day(), on.month(), on.year()),
    |on| format!("{:02}.{:02}.{}", on.day(), on.month(), on.year()),
    |on| format!("{} {} {}", on.day(), short(on), on.year()),
    |on| format!("{}-{}-{:02}", on.day(), short(on), on.year() % 100),
    |on| on.to_string(),
    |on| format!("{} {}{}", short(on), on.day(), format_args!(", {}", on.year())),
    // The last is of a month alone.
    |on| format!("{} {:02}", short(on), on.year() % 100),
];

fn short(on: Date) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "March", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
    MONTHS[usize::try_from(on.month()).unwrap() - 1]
}

fn fact() -> impl Strategy<Value = Fact> {
    let day = (2024..2028_i16, 1..13_i8, 1..29_i8).prop_map(|(y, m, d)| date(y, m, d));
    let words = (select(GROUPS.as_slice()), select(SAID.as_slice()), select(OWNERS.as_slice()));
    let rest = (select(STATUSES.as_slice()), select(NOTES.as_slice()), select(RISKS.as_slice()));
    (words, prop::option::weighted(0.8, day), rest).prop_map(
        |((group, words, owner), due, (status, notes, risks))| Fact {
            group,
            words,
            owner,
            due,
            status,
            notes,
            risks,
        },
    )
}

/// What is done to the table, none of which changes what it says.
#[derive(Clone, Debug)]
struct Typing {
    /// The columns in their order, by their place in [`FIELDS`].
    order: Vec<usize>,
    /// Which of its names each column has.
    names: Vec<Index>,
    /// How each date is typed.
    styles: Vec<usize>,
    /// Before which rows the heading comes again, or a blank row; and which row is cut there.
    again: Vec<bool>,
    blank: Vec<bool>,
    cut: Vec<bool>,
    total: bool,
    layout: Layout,
}

#[derive(Clone, Copy, Debug)]
enum Layout {
    /// Values, with that between them.
    Separated(char, Encoding),
    /// A file of that format.
    Written(&'static str),
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Plain,
    Marked,
    Windows,
}

fn typing() -> impl Strategy<Value = Typing> {
    let flags = || prop::collection::vec(prop::bool::weighted(0.3), 8);
    let layout = prop_oneof![
        4 => (
            select([',', ';', '\t', '|'].as_slice()),
            select([Encoding::Plain, Encoding::Marked, Encoding::Windows].as_slice()),
        )
            .prop_map(|(between, encoding)| Layout::Separated(between, encoding)),
        1 => select(["docx", "markdown", "xlsx"].as_slice()).prop_map(Layout::Written),
    ];
    (
        Just((0..FIELDS.len()).collect::<Vec<usize>>()).prop_shuffle(),
        prop::collection::vec(any::<Index>(), FIELDS.len()),
        prop::collection::vec(0..STYLES.len(), 8),
        (flags(), flags(), flags()),
        any::<bool>(),
        layout,
    )
        .prop_map(|(order, names, styles, (again, blank, cut), total, layout)| Typing {
            order,
            names,
            styles,
            again,
            blank,
            cut,
            total,
            layout,
        })
}

/// Every name the form has for a column, in any of its ways.
fn names(field: &str) -> Vec<String> {
    let form: Table = FORM.parse().unwrap();
    let asks = form["column"].as_array().unwrap().iter();
    let asks = asks.filter(|asks| asks["field"].as_str() == Some(field));
    let lists = asks.flat_map(|asks| ["headings", "revised", "spare"].map(|list| asks.get(list)));
    let names = lists.flatten().flat_map(|list| list.as_array().unwrap());
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

impl Typing {
    fn headings(&self) -> Vec<String> {
        let named = |&at: &usize| {
            let names = names(FIELDS[at]);
            names[self.names[at].index(names.len())].clone()
        };
        self.order.iter().map(named).collect()
    }

    fn date(&self, row: usize, fact: &Fact) -> String {
        fact.due.map_or_else(|| "Weekly".to_owned(), |on| STYLES[self.styles[row]](on))
    }

    fn cells(&self, row: usize, fact: &Fact) -> Vec<String> {
        let reference = (row + 1).to_string();
        let date = self.date(row, fact);
        let cell = |&at: &usize| match at {
            0 => reference.clone(),
            1 => fact.group.to_owned(),
            WORDS => fact.words.to_owned(),
            3 => fact.owner.to_owned(),
            BY_WHEN => date.clone(),
            5 => fact.status.0.to_owned(),
            6 => fact.notes.to_owned(),
            _ => fact.risks.to_owned(),
        };
        self.order.iter().map(cell).collect()
    }

    /// The rows as typed: some cut in two with the heading between, as where a page ends.
    fn rows(&self, facts: &[Fact]) -> Vec<Vec<String>> {
        let blank = vec![String::new(); FIELDS.len()];
        let words = self.order.iter().position(|&at| at == WORDS).unwrap();
        let mut rows = vec![self.headings()];
        for (at, fact) in facts.iter().enumerate() {
            if self.again[at] && at > 0 {
                rows.push(self.headings());
            }
            if self.blank[at] && at > 0 {
                rows.push(blank.clone());
            }
            let mut cells = self.cells(at, fact);
            let cut = fact.words.find(" the ").filter(|_| self.cut[at]);
            match cut {
                Some(cut) => {
                    let mut rest = blank.clone();
                    rest[words] = fact.words[cut + 1..].to_owned();
                    cells[words] = fact.words[..cut].to_owned();
                    rows.extend([cells, self.headings(), rest]);
                }
                None => rows.push(cells),
            }
        }
        if self.total {
            let mut total = blank;
            total[0] = "Total".to_owned();
            total[1] = facts.len().to_string();
            rows.push(total);
        }
        rows
    }

    fn bytes(&self, facts: &[Fact]) -> Vec<u8> {
        let rows = self.rows(facts);
        match self.layout {
            Layout::Separated(between, encoding) => {
                let line = |row: &Vec<String>| {
                    let cells: Vec<String> = row.iter().map(|cell| quoted(cell, between)).collect();
                    match between {
                        // Without a fence, a pipe in front is taken for one.
                        '|' => format!("| {} |", cells.join(" | ")),
                        _ => cells.join(&between.to_string()),
                    }
                };
                let lines: Vec<String> = rows.iter().map(line).collect();
                encoded(
                    &format!("Three Rivers plan\nAs at 2 June 2025\n\n{}\n", lines.join("\n")),
                    encoding,
                )
            }
            Layout::Written(name) => {
                let format = FORMATS.iter().find(|format| format.name == name).unwrap();
                let column = |heading: &String| Column {
                    heading: heading.clone(),
                    width: 20,
                    kind: Holds::Text,
                };
                let cell = |words: &String| Cell::from(words.as_str());
                let page = Page {
                    title: "Three Rivers plan".to_owned(),
                    paragraphs: vec!["As at 2 June 2025".to_owned()],
                    columns: rows[0].iter().map(column).collect(),
                    rows: rows[1..]
                        .iter()
                        .map(|row| Row::Cells(row.iter().map(cell).collect()))
                        .collect(),
                };
                format.write(&page).unwrap()
            }
        }
    }
}

fn quoted(cell: &str, between: char) -> String {
    if cell.contains([between, '"', '\n']) { format!("\"{cell}\"") } else { cell.to_owned() }
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Plain => text.as_bytes().to_vec(),
        Encoding::Marked => [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
        Encoding::Windows => text.chars().map(in_windows).collect(),
    }
}

/// The letters of our facts as Windows-1252 has them.
fn in_windows(letter: char) -> u8 {
    match letter {
        '–' => 0x96,
        '“' => 0x93,
        '”' => 0x94,
        other => u8::try_from(u32::from(other)).unwrap(),
    }
}

/// One line for each action, by what was read.
fn read(reading: &Reading) -> Vec<String> {
    let Some(Proposal::Plan(plan)) = &reading.proposal else { return Vec::new() };
    plan.actions
        .iter()
        .map(|said| {
            let ProposedAction {
                reference,
                group,
                words,
                responsibility,
                by_when,
                status,
                notes,
                risks,
                ..
            } = said;
            let due = by_when.due.map(Due::value).unwrap_or_default();
            let owners = responsibility.parties.join("+");
            format!(
                "{reference}|{group}|{words}|{owners}|{due}|{}|{notes}|{risks}",
                status.declared.key()
            )
        })
        .collect()
}

/// The same by the facts.
fn expected(facts: &[Fact], typing: &Typing) -> Vec<String> {
    facts
        .iter()
        .enumerate()
        .map(|(at, fact)| {
            let month = typing.styles[at] + 1 == STYLES.len();
            let due = fact
                .due
                .map(|on| if month { Due::Month(on.first_of_month()) } else { Due::Day(on) });
            let Fact { group, words, owner, status, notes, risks, .. } = fact;
            let parties: Vec<&str> =
                owner.split(['/', ';']).map(str::trim).filter(|it| !it.is_empty()).collect();
            let due = due.map(Due::value).unwrap_or_default();
            format!(
                "{}|{group}|{words}|{}|{due}|{}|{notes}|{risks}",
                at + 1,
                parties.join("+"),
                status.1.key()
            )
        })
        .collect()
}

fn says_the_same(facts: &[Fact], typing: &Typing) -> Result<(), TestCaseError> {
    let bytes = typing.bytes(facts);
    let (paper, remarks) = paper(&bytes);
    let reading = reading_of(&paper, &remarks);
    let shown = || String::from_utf8_lossy(&bytes).into_owned();
    prop_assert_eq!(read(&reading), expected(facts, typing), "{}", shown());
    prop_assert!(matches!(reading.kind, Kind::ActionPlan), "{}", shown());
    prop_assert!(reading.account.adds_up());
    prop_assert_eq!(reading.account.cells, units(&paper));
    let strays =
        reading.account.skipped.iter().filter(|skipped| skipped.reason == "not recognised");
    prop_assert_eq!(strays.count(), 0);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_says_the_same_however_its_table_is_typed(
        facts in prop::collection::vec(fact(), 3..7),
        typing in typing(),
    ) {
        says_the_same(&facts, &typing)?;
    }
}
