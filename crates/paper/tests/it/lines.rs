//! Text and Markdown: what is made of lines keeps its line numbers.

use insta::assert_snapshot;

use crate::build::{outline, reads, tables};

#[test]
fn lines_cut_alike_by_tabs_are_one_table_even_over_a_blank_line() {
    let text = "Plan\n\nRef\tAction\tDue\n1\tWrite it\tMay 24\n\n2\tSend it\t\n\tto all\t\nEnd\n";
    let (paper, remarks) = reads(text.as_bytes());
    assert_eq!(paper.format, "text");
    assert!(remarks.is_empty());
    assert_snapshot!(outline(&paper), @r#"
    line 1: "Plan"
    line 3, column 1: "Ref"
    line 3, column 2: "Action"
    line 3, column 3: "Due"
    line 4, column 1: "1"
    line 4, column 2: "Write it"
    line 4, column 3: "May 24"
    line 6, column 1: "2"
    line 6, column 2: "Send it"
    line 6, column 3: ""
    line 7, column 1: ""
    line 7, column 2: "to all"
    line 7, column 3: ""
    line 8: "End"
    "#);
}

#[test]
fn commas_in_the_words_of_a_table_of_tabs_do_not_cut_it() {
    let text = "Ref\tAction\tNotes\n1\tAsk all, then some\tOn May 1, 2024\n2\tTell all, then some\tOn May 2, 2024\n3\tShow all, then some\tOn May 3, 2024\n";
    let (paper, _) = reads(text.as_bytes());
    assert_eq!(paper.format, "text");
    assert_eq!(tables(&paper)[0].rows[1].cells[1].text(), "Ask all, then some");
}

#[test]
fn a_form_with_a_cell_on_each_line_keeps_its_lines_and_tabs() {
    let text = "Form\n\n\tWho are you?\n\t\n\n\tWhat next?\n\tRest\nand more\n";
    let (paper, _) = reads(text.as_bytes());
    assert_snapshot!(outline(&paper), @r#"
    line 1: "Form"
    line 3: "\tWho are you?"
    line 4: "\t"
    line 6: "\tWhat next?"
    line 7: "\tRest"
    line 8: "and more"
    "#);
}

#[test]
fn windows_words_are_read_and_said_to_be_so() {
    let (paper, remarks) = reads(b"Caf\xE9 \x96 plan\r\nNext\r\n");
    assert_snapshot!(outline(&paper), @r#"
    line 1: "Café – plan"
    line 2: "Next"
    "#);
    assert_eq!(remarks.len(), 1);
    assert_eq!(remarks[0].says, "The text is not UTF-8, and was read as Windows-1252.");
}

#[test]
fn pipe_tables_keep_their_line_numbers_and_lose_their_rules() {
    let text = "# A plan\n\n| <u>Aim</u> | By when |\n|---|:--|\n| One \\| two | 1/6/21 |\n|--|--|\n\
                \n| | |\n|-|-|\n| Last | **Done** |\n";
    let (paper, remarks) = reads(text.as_bytes());
    assert_eq!(paper.format, "markdown");
    assert_snapshot!(outline(&paper), @r#"
    line 1 (heading 1): "A plan"
    line 3, column 1 (header): "Aim"
    line 3, column 2 (header): "By when"
    line 5, column 1: "One | two"
    line 5, column 2: "1/6/21"
    line 8, column 1 (header): ""
    line 8, column 2 (header): ""
    line 10, column 1: "Last"
    line 10, column 2: "Done"
    "#);
    let said: Vec<String> = remarks.iter().map(|r| format!("{}: {}", r.place, r.says)).collect();
    assert_snapshot!(said.join("\n"), @r"
    line 3: Marks such as <u> were taken off.
    line 4: A rule between rows was read as a rule.
    line 6: A rule between rows was read as a rule.
    line 9: A rule between rows was read as a rule.
    ");
}

#[test]
fn a_rule_after_the_last_row_does_not_make_it_a_heading() {
    let (paper, _) = reads(b"| | |\n|-|-|\n| Last | one |\n|-|-|\n");
    assert_snapshot!(outline(&paper), @r#"
    line 1, column 1 (header): ""
    line 1, column 2 (header): ""
    line 3, column 1: "Last"
    line 3, column 2: "one"
    "#);
}

#[test]
fn a_million_lines_of_one_cell_are_refused_in_words_not_in_memory() {
    let text = "\tanswer\n".repeat(600_000);
    let said = crate::build::refuses(text.as_bytes()).to_string();
    assert_eq!(
        said,
        "“a file” is not opened, because it holds more than 500000 paragraphs and cells"
    );
}

#[test]
fn marks_that_a_converter_left_are_taken_off_and_told() {
    let (paper, remarks) = reads("One\n[bookmark: _Hlk1]two [bookmark: x]three [odd\n".as_bytes());
    assert_snapshot!(outline(&paper), @r#"
    line 1: "One"
    line 2: "two three [odd"
    "#);
    assert_eq!(remarks.len(), 2);
    assert_eq!(remarks[0].says, "The mark “[bookmark: _Hlk1]” was taken off.");
}
