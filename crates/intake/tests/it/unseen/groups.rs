//! Sections, groups and rows that are none.

use super::{asked, lines, read, said, why_left_out};

#[test]
fn a_section_in_the_first_column_stands_over_the_rows_below_it() {
    let text = "Ref\tAction\tOwner\tDue\nAccess\t\t\t\n1\tAsk riders\tAda\t1/6/25\n2\tTell riders\tBen\t1/7/25\nPrevention\t\t\t\n3\tWalk more\tCy\t1/8/25\n";
    let expected = [
        "action_plan",
        "1 Ask riders [Access] by 2025-06-01 who Ada",
        "2 Tell riders [Access] by 2025-07-01 who Ben",
        "3 Walk more [Prevention] by 2025-08-01 who Cy",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn a_section_in_the_column_of_a_numbered_action_is_a_section() {
    let text = "Ref\tAction\tOwner\tDue\n\tAccess\t\t\n1\tAsk riders\tAda\t1/6/25\n2\tTell riders\tBen\t1/7/25\n\tPrevention\t\t\n3\tWalk more\tCy\t1/8/25\n";
    let lines = said(text);
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[3], "3 Walk more [Prevention] by 2025-08-01 who Cy");
}

#[test]
fn an_action_without_anything_else_is_still_an_action_where_none_is_numbered() {
    let text =
        "Action\tOwner\tDue\nAsk riders\tAda\t1/6/25\nTell riders\t\t\nWalk more\tCy\t1/8/25\n";
    assert_eq!(said(text)[2], "Tell riders");
}

#[test]
fn a_section_that_is_merged_across_or_stands_in_the_last_column_is_a_section() {
    let text = "<table><tr><th>Action</th><th>Owner</th><th>Due</th></tr><tr><td colspan=3>Access</td></tr><tr><td>Ask riders</td><td>Ada</td><td>1/6/25</td></tr><tr><td colspan=3><b>Prevention</b></td></tr><tr><td>Walk more</td><td>Cy</td><td>1/8/25</td></tr></table>";
    let expected = [
        "action_plan",
        "Ask riders [Access] by 2025-06-01 who Ada",
        "Walk more [Prevention] by 2025-08-01 who Cy",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn a_doubled_label_is_read_once_and_told() {
    let text = "| Theme | Action | Due | Owner |\n|---|---|---|---|\n| Bus fares Bus fares | Ask riders | 1/6/25 | Ada |\n| | Tell riders | 1/7/25 | Ada |\n";
    let reading = read(text);
    assert_eq!(lines(&reading)[2], "Tell riders [Bus fares] by 2025-07-01 who Ada");
    assert!(asked(&reading, "action-1.group").contains("twice"));
}

#[test]
fn a_number_and_nothing_else_is_a_blank_row() {
    let text = "No\tAction\tOwner\tDue\n1.\tAsk riders\tAda\t1/6/25\n2.\tTell riders\tBen\t1/7/25\n3.\t\t\t\n4.\t\t\t\n";
    let reading = read(text);
    assert_eq!(lines(&reading).len(), 3, "{:?}", lines(&reading));
    assert_eq!(why_left_out(&reading, "4."), "a number and nothing else");
}

#[test]
fn totals_footnotes_and_keys_are_no_actions_and_no_sections() {
    let text = "Action\tOwner\tDue\nAsk riders*\tAda\t1/6/25\n* as agreed in May\t\t\nTell riders\tBen\t1/7/25\nSource: the survey of 2024\t\t\nKey: A is Ada\t\t\nTotal actions\t2\t\n";
    let reading = read(text);
    let expected =
        ["action_plan", "Ask riders* by 2025-06-01 who Ada", "Tell riders by 2025-07-01 who Ben"];
    assert_eq!(lines(&reading), expected);
    assert_eq!(why_left_out(&reading, "* as agreed in May"), "footnote");
}

#[test]
fn hints_under_the_headings_are_no_action() {
    let text = "| Action | Owner | By when | Status |\n|---|---|---|---|\n| What will you do? | (one name) | dd/mm/yy | e.g. Not started |\n| Ask riders | Ada | 1/6/25 | Open |\n";
    let reading = read(text);
    assert_eq!(lines(&reading), ["action_plan", "Ask riders by 2025-06-01 who Ada is open"]);
    assert_eq!(why_left_out(&reading, "(one name)"), "hints under the headings");
}

#[test]
fn an_example_is_no_action_wherever_it_is_marked() {
    let text = "No,Action,Owner,Due\nExample,Plant a tree,Ada,1/6/25\ne.g.,Plant two trees,Ada,1/6/25\n1,Ask riders,Ben,1/7/25\n2,Example: plant three trees,Ada,1/6/25\n";
    let reading = read(text);
    assert_eq!(lines(&reading), ["action_plan", "1 Ask riders by 2025-07-01 who Ben"]);
    assert_eq!(why_left_out(&reading, "Plant a tree"), "worked example");
}

#[test]
fn sub_actions_have_references_of_their_own() {
    let text = "Ref\tAction\tOwner\tDue\n1\tReach more people\tAda\t2026\n1.1\tAsk riders\tAda\t1/6/25\n1.2\tTell riders\tBen\t1/7/25\n";
    let lines = said(text);
    assert_eq!(
        lines[1..],
        [
            "1 Reach more people by 2026 who Ada",
            "1.1 Ask riders by 2025-06-01 who Ada",
            "1.2 Tell riders by 2025-07-01 who Ben"
        ]
    );
}

#[test]
fn a_lost_group_cell_that_shifts_a_row_to_the_left_is_asked_about() {
    // The second row lost its first cell, which a merge had covered.
    let text = "| Objective | Action | By when | Lead | Status |\n|---|---|---|---|---|\n| Access | Ask riders | 1/6/25 | Ada | Open |\n| Tell riders | 1/7/25 | Ben | Done |\n| Prevention | Walk more | 1/8/25 | Cy | Open |\n";
    let reading = read(text);
    let lines = lines(&reading);
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[2], "Tell riders [Access] by 2025-07-01 who Ben is complete");
    assert_eq!(lines[3], "Walk more [Prevention] by 2025-08-01 who Cy is open");
    let doubt =
        reading.doubts.iter().find(|doubt| doubt.about.to_string() == "action-2.words").unwrap();
    assert_eq!(doubt.severity, programme::draft::Severity::MustMend);
    assert!(doubt.reason.contains("one to the left"), "{}", doubt.reason);
}
