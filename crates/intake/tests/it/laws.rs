//! What holds of every document: every cell is accounted for, nothing is made up, and the
//! same document is read alike.

use std::path::PathBuf;

use intake::{Kind, Reading};
use paper::{
    Block, Cell, Day, Facts, Hidden, Limits, Paper, Paragraph, Place, Row, Run, Shown, Table,
};
use programme::draft::Proposal;
use proptest::prelude::*;

use crate::support::{documents, our_own, paper, printed, reading_of, root};

pub(crate) fn units(paper: &Paper) -> usize {
    let of = |block: &Block| match block {
        Block::Heading { .. } | Block::Paragraph(_) => 1,
        Block::Table(table) => table.rows.iter().map(|row| row.cells.len()).sum(),
    };
    paper.blocks.iter().map(of).sum()
}

/// Everything drafted has words, and no drafted words are a worked example.
fn nothing_is_made_of_nothing(reading: &Reading) -> Result<(), TestCaseError> {
    match &reading.proposal {
        Some(Proposal::Plan(plan)) => {
            for said in &plan.recommendations {
                let fields =
                    [&said.words, &said.page, &said.reference, &said.response, &said.by_when.words];
                let others = [
                    &said.agreed.words,
                    &said.priority.words,
                    &said.responsibility.words,
                    &said.status.words,
                ];
                let extra = !said.extra.is_empty();
                prop_assert!(
                    extra || fields.into_iter().chain(others).any(|words| !words.is_empty()),
                    "{:#?}",
                    said
                );
                prop_assert!(!said.words.starts_with("Example"));
            }
            for said in &plan.actions {
                let fields =
                    [&said.words, &said.reference, &said.notes, &said.risks, &said.by_when.words];
                let others = [&said.group, &said.responsibility.words, &said.status.words];
                let extra = !said.extra.is_empty();
                prop_assert!(
                    extra || fields.into_iter().chain(others).any(|words| !words.is_empty()),
                    "{:#?}",
                    said
                );
                prop_assert!(!said.words.starts_with("Example"));
            }
        }
        Some(Proposal::Return(made)) => {
            for said in &made.objectives {
                let fields = [
                    &said.sub_category_words,
                    &said.objective,
                    &said.how,
                    &said.data,
                    &said.outcomes,
                ];
                let extra = !said.extra.is_empty() || !said.prevention.words.is_empty();
                prop_assert!(extra || fields.into_iter().any(|words| !words.is_empty()));
                prop_assert!(!said.sub_category_words.starts_with("Example"));
            }
        }
        None => prop_assert!(matches!(
            reading.kind,
            Kind::Template | Kind::Unknown | Kind::SelfAssessment | Kind::LogicModel
        )),
    }
    Ok(())
}

fn keeps_its_promises(paper: &Paper) -> Result<(), TestCaseError> {
    let reading = reading_of(paper, &[]);
    prop_assert_eq!(reading.account.cells, units(paper));
    prop_assert!(reading.account.adds_up());
    prop_assert!(reading.account.skipped.iter().all(|skipped| !skipped.reason.is_empty()));
    let mut about: Vec<_> = reading.doubts.iter().map(|doubt| doubt.about).collect();
    about.dedup();
    prop_assert_eq!(about.len(), reading.doubts.len(), "a doubt is named twice");
    nothing_is_made_of_nothing(&reading)?;
    prop_assert_eq!(printed(&reading, "x"), printed(&reading_of(paper, &[]), "x"));
    Ok(())
}

#[test]
fn every_cell_of_every_document_here_is_accounted_for() {
    let mut paths = our_own();
    let beside = documents(&root("../shared/seeds"));
    if beside.is_empty() {
        eprintln!("no ../shared/seeds here: only our own documents are held");
    }
    paths.extend(beside);
    for path in paths {
        keeps_its_promises(&paper(&std::fs::read(&path).unwrap()).0).unwrap();
    }
}

#[test]
fn as_many_heading_rows_as_rows_cost_what_they_weigh() {
    let row = |number: usize| format!("Action\tBy when\tx{number}\n{number}\tDo this\tsoon\n");
    let text: Vec<String> = (0..5_000).map(row).collect();
    let (paper, remarks) = paper(text.concat().as_bytes());
    let reading = reading_of(&paper, &remarks);
    assert!(reading.account.adds_up());
    assert_eq!(reading.kind, Kind::ActionPlan);
}

/// Words that mean something to a form, and some that do not.
const WORDS: [&str; 40] = [
    "",
    "",
    "",
    "Recommendation",
    "Action",
    "By when",
    "Status",
    "Objectives",
    "Notes",
    "Risks",
    "Page No.",
    "Priority 1 = Low 2 = High",
    "Responsibility",
    "Agreed",
    "Date",
    "Ref",
    "R1 Do it",
    "and so on",
    "Do this",
    "3",
    "Y",
    "Sept 08",
    "Set 08 then 6 monthly",
    "DPH?",
    "Complete",
    "Purple",
    "Example: none",
    "Theme A – Work",
    "Theme B",
    "Sub-category",
    "What is your objective?",
    "How will you achieve it?",
    "How will you use data?",
    "What outcomes?",
    "Does this objective support prevention?",
    "Report author",
    "Which organisation and/or partnership?",
    "Progress and peer review template (May 2025)",
    "Appendix 1",
    "1. Data analysis",
];

fn cell(
    place: Place,
    column: u32,
    (word, columns, rows, highlight): (usize, u32, u32, bool),
) -> Cell {
    let highlight = highlight.then(|| "yellow".to_owned());
    let runs = vec![Run { text: WORDS[word].to_owned(), highlight }];
    let paragraphs = vec![Paragraph { place, runs, list: false }];
    Cell { place: place.column(column), column, columns, rows, paragraphs, fill: None, facts: None }
}

type CellSeed = (usize, u32, u32, bool);

/// A document put together from such words: tables, and lines with and without a tab.
fn assembled(blocks: Vec<(bool, Vec<Vec<CellSeed>>, usize)>) -> Paper {
    let mut made = Vec::new();
    for ((is_table, rows, word), order) in blocks.into_iter().zip(1..) {
        let place = Place::table(order, order);
        if is_table {
            let rows = rows.into_iter().zip(1..).map(|(cells, number)| {
                let place = place.row(number);
                let cells = cells
                    .into_iter()
                    .zip(1..)
                    .map(|(seed, column)| cell(place, column, seed))
                    .collect();
                Row { place, header: number == 1, cells }
            });
            made.push(Block::Table(Table { place, rows: rows.collect() }));
        } else {
            let tab = if rows.len() % 2 == 0 { "\t" } else { "" };
            let runs = vec![Run { text: format!("{tab}{}", WORDS[word]), highlight: None }];
            made.push(Block::Paragraph(Paragraph {
                place: Place::paragraph(order, order),
                runs,
                list: false,
            }));
        }
    }
    Paper { format: "docx", blocks: made }
}

/// What a workbook may know of a cell beside its words.
fn known(number: usize) -> Facts {
    let hidden = [None, None, Some(Hidden::Row), Some(Hidden::Column), Some(Hidden::Sheet)];
    let shown = [Shown::Day, Shown::Month, Shown::Year];
    let day = |shown| Day { year: 2025, month: 2, day: 29, shown };
    Facts {
        day: shown.get(number % 5).copied().map(day),
        format: None,
        comments: vec!["Which year?".to_owned(); usize::from(number % 3 == 1)],
        hidden: hidden[number % hidden.len()],
        tag: None,
    }
}

/// The same as a workbook: each table on a sheet of its own, under the sheet's name.
fn as_workbook(paper: Paper) -> Paper {
    let mut blocks = Vec::new();
    for (block, number) in paper.blocks.into_iter().zip(1..) {
        let place = Place::sheet(number, WORDS[usize::try_from(number).unwrap() % WORDS.len()]);
        let runs = vec![Run { text: format!("Sheet {number}"), highlight: None }];
        let paragraph = Paragraph { place, runs, list: false };
        blocks.push(Block::Heading { level: 1, paragraph });
        let Block::Table(mut table) = block else { continue };
        for (row, at) in table.rows.iter_mut().zip(1..) {
            (row.place, row.header) = (place.row(at), false);
            for (cell, facts) in row.cells.iter_mut().zip(number..) {
                cell.place = place.row(at).column(cell.column);
                cell.facts = Some(Box::new(known(usize::try_from(facts).unwrap())));
            }
        }
        blocks.push(Block::Table(table));
    }
    Paper { format: "xlsx", blocks }
}

fn blocks() -> impl Strategy<Value = Vec<(bool, Vec<Vec<CellSeed>>, usize)>> {
    let cell = (0..WORDS.len(), 1..4_u32, 0..3_u32, any::<bool>());
    let rows = prop::collection::vec(prop::collection::vec(cell, 1..8), 0..8);
    prop::collection::vec((any::<bool>(), rows, 0..WORDS.len()), 0..12)
}

/// A line of a document moved, doubled, emptied or cut.
fn mutated(text: &str, changes: &[(usize, usize, u8)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for &(from, to, kind) in changes {
        let (from, to) = (from % lines.len().max(1), to % lines.len().max(1));
        match kind % 5 {
            0 => lines.swap(from, to),
            1 => lines.insert(to, lines[from].clone()),
            2 => lines[from].clear(),
            3 => lines[from] = lines[from].chars().take(to).collect(),
            _ => lines[from] = lines[from].replace('\t', "\t\t"),
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_cell_of_any_document_is_accounted_for(blocks in blocks()) {
        keeps_its_promises(&assembled(blocks))?;
    }

    #[test]
    fn every_cell_of_any_workbook_is_accounted_for(blocks in blocks()) {
        keeps_its_promises(&as_workbook(assembled(blocks)))?;
    }

    #[test]
    fn every_cell_of_a_mutated_document_is_accounted_for(
        which in any::<usize>(),
        changes in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 1..8),
    ) {
        let mut texts: Vec<String> = Vec::new();
        for path in our_own() {
            texts.extend(std::fs::read_to_string(path));
        }
        let text = mutated(&texts[which % texts.len()], &changes);
        if let Ok((paper, _)) = paper::read("mutated", text.as_bytes(), &Limits::default()) {
            keeps_its_promises(&paper)?;
        }
    }

    #[test]
    fn every_cell_of_a_mutated_page_is_accounted_for(
        which in any::<usize>(),
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..10),
    ) {
        let is_page = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "pdf" || kind == "html");
        let pages: Vec<PathBuf> = our_own().into_iter().filter(is_page).collect();
        let mut bytes = std::fs::read(&pages[which % pages.len()]).unwrap();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if let Ok((paper, _)) = paper::read("mutated", &bytes, &Limits::default()) {
            keeps_its_promises(&paper)?;
        }
    }
}
