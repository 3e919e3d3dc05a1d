//! Plain text that is laid out without tabs: what several lines agree on is a table.

use insta::assert_snapshot;
use paper::Block;

use crate::build::{outline, reads, tables};

fn read(text: &str) -> String {
    outline(&reads(text.as_bytes()).0)
}

#[test]
fn columns_of_spaces_are_a_table_and_wrapped_cells_stay_whole() {
    let text = "Plan\n\nRef  Action           By when\n---  ---------------  -------\n1    Write the longer  1/6/21\n     plan for all\n\
                2    Send it          31/7/21\n3    Read it\n\nThe end.\n";
    assert_snapshot!(read(text), @r#"
    line 1: "Plan"
    line 3, column 1: "Ref"
    line 3, column 2: "Action"
    line 3, column 3: "By when"
    line 5, column 1: "1"
    line 5, column 2: "Write the longer plan for all"
    line 5, column 3: "1/6/21"
    line 7, column 1: "2"
    line 7, column 2: "Send it"
    line 7, column 3: "31/7/21"
    line 8, column 1: "3"
    line 8, column 2: "Read it"
    line 8, column 3: ""
    line 10: "The end."
    "#);
}

#[test]
fn cards_are_rows_under_their_labels_and_keep_their_lines() {
    let text = "Plan\n\nAction one\nWhat: Write it\nWho: KS\nWhen: 1/6/21\nDone: no\n\nAction two\nWhat: Send it\n  to all\nWho:\nWhen: 31/7/21\n";
    assert_snapshot!(read(text), @r#"
    line 1: "Plan"
    line 3, column 1: ""
    line 3, column 2: "What"
    line 3, column 3: "Who"
    line 3, column 4: "When"
    line 3, column 5: "Done"
    line 3, row 1, column 1: "Action one"
    line 4, column 2: "Write it"
    line 5, column 3: "KS"
    line 6, column 4: "1/6/21"
    line 7, column 5: "no"
    line 9, column 1: "Action two"
    line 10, column 2: "Send it\nto all"
    line 12, column 3: ""
    line 13, column 4: "31/7/21"
    line 13, column 5: ""
    "#);
}

#[test]
fn pipes_slashes_and_lines_of_a_cell_are_tables() {
    for text in [
        "Ref | Action | Notes\n1 | Write it | \n2 | Send it | Soon\n",
        "| Ref | Action | Notes\n+---+---+---\n| 1 | Write it | |\n| 2 | Send it | Soon |\n",
        "Ref / Action / Notes\n1 / Write it / \n2 / Send it / Soon\n",
        "Ref\nAction\nNotes\n\n1\nWrite it\n-\n\n2\nSend it\nSoon\n",
    ] {
        let (paper, _) = reads(text.as_bytes());
        let tables = tables(&paper);
        assert_eq!((paper.blocks.len(), tables.len()), (1, 1), "{text}");
        let rows: Vec<Vec<String>> = tables[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().map(paper::Cell::text).collect())
            .collect();
        assert_eq!(
            rows,
            [["Ref", "Action", "Notes"], ["1", "Write it", ""], ["2", "Send it", "Soon"]],
            "{text}"
        );
    }
}

#[test]
fn prose_stays_prose() {
    for text in [
        "We met.  It went well.  All were there.\nWe met again.  Few came.  It rained.\nThen we stopped.  It was late.  We left.\nThe end.  Or so.  It seems.\n",
        "Note: this is a note.\nAnother line.\n\nNote: this is one too.\nMore.\n",
        "Moor Hospital\nMill Row\nThree Rivers\n\nDale Clinic\nWeir Street\nThree Rivers\n\nHome\nRow\nTown\n",
        "To: the Board\nFrom: the team\nDate: 2 June\nAbout: the plan\n\nDear all: here it is.\n",
        "Either/or and this / that are not cells\nnor is and/or / nor this\nnor / these\n",
        "A line | with one pipe\nAnother | with one\nA third | here\n",
    ] {
        let (paper, _) = reads(text.as_bytes());
        let prose = paper.blocks.iter().all(|block| matches!(block, Block::Paragraph(_)));
        assert!(prose, "{}", outline(&paper));
    }
}
