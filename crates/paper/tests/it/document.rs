//! A document to fill in, written and read again.

use insta::assert_snapshot;
use paper::write::document::{
    AnswerRow, Asks, Block, Control, Document, FormCell, FormRow, FormTable, Lock, Look, Turn,
};

use crate::build::{outline, reads};

fn control(tag: &str, asks: Asks) -> Control {
    let (title, prompt) = ("A name".to_owned(), "Type here".to_owned());
    Control { tag: tag.to_owned(), title, prompt, asks, lock: Lock::Open }
}

fn form() -> Document {
    let choice = Asks::Choice(vec!["One".to_owned(), "Two & more".to_owned()]);
    let cell = |mark: &str, words: &str, control: Control| FormCell {
        mark: mark.to_owned(),
        words: words.to_owned(),
        control: Some(control),
    };
    let row = FormRow {
        cells: vec![
            cell("New:", "Offer <it>\nto all", control("t-1", Asks::Words)),
            cell("", "Three", control("t-2", choice.clone())),
        ],
        ..FormRow::default()
    };
    let blank = FormRow {
        cells: vec!["".into(), cell("", "", control("t-3", choice))],
        look: Look::Aside,
        lines: 2,
    };
    let table = FormTable {
        caption: "What is promised".to_owned(),
        columns: vec![("Objective".to_owned(), 3), ("Kind".to_owned(), 1), ("Why".to_owned(), 2)],
        rows: vec![row, blank],
    };
    let asked = AnswerRow {
        label: "Who asks".to_owned(),
        hint: "A name".to_owned(),
        answer: cell("", "Ann", control("t-0", Asks::Words)),
        lines: 1,
    };
    Document {
        title: "A form".to_owned(),
        blocks: vec![
            Block::Paragraph { words: "Fill it in.".to_owned() },
            Block::Answers { caption: "Who".to_owned(), rows: vec![asked] },
            Block::Turn(Turn::Landscape),
            Block::Heading { level: 2, words: "Part".to_owned() },
            Block::Table(table),
        ],
    }
}

#[test]
fn a_form_reads_as_what_it_shows_with_its_tags() {
    let bytes = form().docx().unwrap();
    assert_eq!(bytes, form().docx().unwrap());
    let (paper, remarks) = reads(&bytes);
    assert_snapshot!(outline(&paper), @r#"
    paragraph 1 (heading 1): "A form"
    paragraph 2: "Fill it in."
    table 1, row 1, column 1: "Who asks\nA name"
    table 1, row 1, column 2: "Ann"
    paragraph 3 (heading 2): "Part"
    table 2, row 1, column 1 (header): "Objective"
    table 2, row 1, column 2 (header): "Kind"
    table 2, row 1, column 3 (header): "Why"
    table 2, row 2, column 1: "New: Offer <it>\nto all"
    table 2, row 2, column 2: "Three"
    table 2, row 2, column 3: ""
    table 2, row 3, column 1: ""
    table 2, row 3, column 2: ""
    table 2, row 3, column 3: ""
    "#);
    let tags = paper.cells().filter_map(|cell| cell.facts.as_ref()?.tag.clone());
    assert_eq!(tags.collect::<Vec<_>>(), ["t-0", "t-1", "t-2", "t-3"]);
    assert_eq!(remarks.len(), 1, "the one that still asks: {remarks:?}");
    assert_eq!(paper.cells().filter(|cell| cell.highlighted()).count(), 1);
}

#[test]
fn what_word_cannot_hold_is_refused_in_words() {
    let mut long = form();
    let Some(Block::Answers { rows, .. }) = long.blocks.get_mut(1) else { panic!("it asks") };
    rows[0].answer.control = Some(control(&"t".repeat(65), Asks::Words));
    assert!(
        long.docx()
            .unwrap_err()
            .to_string()
            .ends_with("is more than a content control of Word holds")
    );
    let mut wide = form();
    let Some(Block::Table(table)) = wide.blocks.last_mut() else { panic!("it ends with a table") };
    table.columns.truncate(1);
    assert_snapshot!(wide.docx().unwrap_err(), @"row 1 has 2 cells, and the table 1 columns");
}
