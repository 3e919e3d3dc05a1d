//! Tables that are drawn, cut and headed in odd ways.

use super::{asked, lines, read, said};

#[test]
fn a_heading_in_two_rows_is_one_heading() {
    let text = "<table><tr><th colspan=2>The plan</th><th colspan=2>How it goes</th></tr><tr><th>Action</th><th>Owner</th><th>Due</th><th>Status</th></tr><tr><td>Ask riders</td><td>Ada</td><td>1/6/25</td><td>Open</td></tr></table>";
    assert_eq!(said(text), ["action_plan", "Ask riders by 2025-06-01 who Ada is open"]);
}

#[test]
fn a_heading_whose_second_row_names_half_of_the_columns_is_read() {
    let text =
        "Action,Owner,Progress,\n,,Q1,Q2\nAsk riders,Ada,begun,ended\nTell riders,Ben,,begun\n";
    let lines = said(text);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].starts_with("Ask riders who Ada"), "{lines:?}");
}

#[test]
fn a_legend_in_a_heading_says_what_its_words_mean() {
    let text = "| Action | Owner | Due | Status (C = complete, T = on track, L = delayed) |\n|---|---|---|---|\n| Ask riders | Ada | 1/6/25 | C |\n| Tell riders | Ben | 1/7/25 | T |\n| Walk more | Cy | 1/8/25 | X |\n";
    let reading = read(text);
    let expected = [
        "action_plan",
        "Ask riders by 2025-06-01 who Ada is complete",
        "Tell riders by 2025-07-01 who Ben is in_progress",
        "Walk more by 2025-08-01 who Cy is not_reported",
    ];
    assert_eq!(lines(&reading), expected);
    assert!(
        asked(&reading, "document").contains("“C” is complete"),
        "{}",
        asked(&reading, "document")
    );
    assert!(asked(&reading, "action-3.status").contains("not one we know"));
}

#[test]
fn a_legend_below_the_title_says_what_its_words_mean() {
    let text = "Fares plan\nStatus key: C = Completed; O = Open; N = Not started\n\nAction\tOwner\tDue\tStatus\nAsk riders\tAda\t1/6/25\tC\nTell riders\tBen\t1/7/25\tN\nWalk more\tCy\t1/8/25\tO\n";
    let lines = said(text);
    let ends = ["is complete", "is not_started", "is open"];
    assert!(lines[1..].iter().zip(ends).all(|(line, end)| line.ends_with(end)), "{lines:?}");
}

#[test]
fn words_in_brackets_do_not_change_a_heading() {
    let text = "Action (what we will do)\tLead (initials)\tDue date (dd/mm/yy)\tStatus (please choose)\nAsk riders\tAB\t1/6/25\tOpen\nTell riders\tCD\t1/7/25\tDone\n";
    assert_eq!(said(text)[1], "Ask riders by 2025-06-01 who AB is open");
}

#[test]
fn a_row_and_its_date_cut_by_a_page_are_joined() {
    let text = "| Action | Owner | By when | Notes |\n|---|---|---|---|\n| Ask every rider on the | Ada | 30 Sept | begun |\n| Action | Owner | By when | Notes |\n| number nine | | 2025 | in May |\n| Tell riders | Ben | 1/7/25 | |\n";
    let reading = read(text);
    let lines = lines(&reading);
    assert_eq!(lines[1], "Ask every rider on the number nine by 2025-09-30 who Ada");
    assert!(asked(&reading, "action-1.by-when").contains("joined"));
    assert_eq!(reading.joined, [1]);
}

#[test]
fn a_table_that_goes_on_below_without_its_heading_is_one_plan() {
    let text = "| Action | Owner | Due |\n|---|---|---|\n| Ask riders | Ada | 1/6/25 |\n\n| | | |\n|---|---|---|\n| Tell riders | Ben | 1/7/25 |\n";
    assert_eq!(said(text).len(), 3);
}

#[test]
fn a_column_without_a_heading_stays_beside() {
    let text = ",Action,Owner,Due\n1,Ask riders,Ada,1/6/25\n2,Tell riders,Ben,1/7/25\n";
    let lines = said(text);
    assert_eq!(lines[1], "Ask riders by 2025-06-01 who Ada + column 1 1");
}

#[test]
fn columns_of_white_space_are_columns() {
    let text = "Action              Owner     Due         Status\nAsk riders          Ada       1/6/25      Open\nTell riders         Ben       1/7/25      Done\nMend the step       Cy        1/8/25      Open\n";
    assert_eq!(said(text)[2], "Tell riders by 2025-07-01 who Ben is complete");
}

#[test]
fn hard_spaces_and_trailing_spaces_make_no_second_group() {
    let text = "Theme\tAction\tDue\tOwner\nBus\u{a0}fares \tAsk riders\t1/6/25\tAda\nBus fares\tTell riders\t1/7/25\tBen \n";
    let lines = said(text);
    assert!(lines[1].contains("[Bus fares]") && lines[2].contains("[Bus fares]"), "{lines:?}");
}

#[test]
fn one_heading_twice_is_one_column_and_an_extra() {
    let text =
        "Action,Comments,Comments,Due\nAsk riders,one,two,1/6/25\nTell riders,three,four,1/7/25\n";
    assert_eq!(said(text)[1], "Ask riders by 2025-06-01 + Comments two");
}

#[test]
fn lists_within_cells_keep_their_lines() {
    let text = "<table><tr><th>Action</th><th>Owner</th><th>Due</th><th>Progress</th></tr><tr><td>Ask riders</td><td>Ada<br>Ben</td><td>1/6/25</td><td><p>begun</p><p>half done</p></td></tr></table>";
    assert_eq!(said(text)[1], "Ask riders by 2025-06-01 who Ada, Ben");
}

#[test]
fn a_plan_on_two_tables_of_different_columns_is_one_plan() {
    let text = "| Action | Owner | Due |\n|---|---|---|\n| Ask riders | Ada | 1/6/25 |\n\nNext year\n\n| Ref | Action | Timescale | Lead | Status |\n|---|---|---|---|---|\n| 9 | Tell riders | May 2026 | Ben | Not started |\n";
    let reading = read(text);
    assert_eq!(
        lines(&reading)[1..],
        ["Ask riders by 2025-06-01 who Ada", "9 Tell riders by 2026-05 who Ben is not_started"]
    );
    assert_eq!(reading.columns.len(), 7);
}
