//! Documents that are no plan: nothing is made of them.

use super::{asked, lines, read, said, why_left_out};

#[test]
fn an_agenda_is_no_plan() {
    let text = "Steering group\n\n| Item | Lead | Time | Action |\n|---|---|---|---|\n| Welcome | Chair | 10:00 | Note |\n| Bus fares | Ada | 10:10 | Decide |\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn minutes_are_no_plan_though_they_have_actions() {
    let text = "Minutes of 4 June 2025\n\n| Item | Discussion | Action | Lead |\n|---|---|---|---|\n| 1 | The fares went up. | Write to the county | Ada |\n| 2 | The clinic moved. | | |\n";
    let reading = read(text);
    assert_eq!(lines(&reading), ["unknown"]);
    let headings: Vec<&str> =
        reading.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["Item", "Discussion", "Action", "Lead"]);
}

#[test]
fn a_contact_list_is_no_plan() {
    let text = "Name\tOrganisation\tLead\tEmail\nAda\tCounty\tYes\tada@example.org\nBen\tTrust\tNo\tben@example.org\nCy\tDistrict\tYes\tcy@example.org\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn a_rota_is_no_plan() {
    let text = "Date,Shift,Who,Task\n1/6/25,Early,Ada,Open the door\n2/6/25,Late,Ben,Close the door\n3/6/25,Early,Cy,Open the door\n";
    assert_eq!(said(text), ["unknown"]);
    let text = "Date,Who,Task\n1/6/25,Ada,Open the door\n2/6/25,Ben,Close the door\n3/6/25,Cy,Open the door\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn a_budget_is_no_plan() {
    let text =
        "Activity;Lead;Budget;Spent\nWalks;Ada;500;120\nTalks;Ben;900;880\nTotal;;1400;1000\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn a_risk_register_is_no_plan() {
    let text = "| Risk | Likelihood | Impact | Mitigation | Owner |\n|---|---|---|---|---|\n| Nobody comes | 3 | 4 | Ask again | Ada |\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn a_table_of_figures_is_no_plan() {
    let text = "Area,2022,2023,2024\nNorth,12,14,15\nSouth,9,8,7\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn a_letter_is_no_plan_though_it_speaks_of_actions() {
    let text = "Dear all,\n\nAction is needed by 31 March 2026. The lead is Ada.\nStatus: urgent\n\nYours, Ben\n";
    assert_eq!(said(text), ["unknown"]);
}

#[test]
fn the_people_after_a_plan_are_no_actions() {
    // The list of people has as many columns as the plan.
    let text = "Action\tLead\tBy when\nAsk riders\tAda\t1/6/25\nMend the step\tBen\t1/7/25\n\nWho we are\n\nName\tRole\tEmail\nAda\tManager\tada@example.org\nBen\tNurse\tben@example.org\n";
    let reading = read(text);
    let expected =
        ["action_plan", "Ask riders by 2025-06-01 who Ada", "Mend the step by 2025-07-01 who Ben"];
    assert_eq!(lines(&reading), expected);
    assert_eq!(why_left_out(&reading, "ada@example.org"), "a table whose headings we do not know");
    assert!(asked(&reading, "document").contains("belong to no question"));
}

#[test]
fn the_people_below_a_plan_of_values_are_no_actions_either() {
    // Of values, a blank row leaves no trace.
    let text = "Action,Lead,Due,Status\nAsk riders,Ada,1/6/25,Open\nTell riders,Ben,1/7/25,Done\n\nName,Role,Email,Phone\nAda,Manager,ada@example.org,01452 1\nBen,Nurse,ben@example.org,01452 2\n";
    let reading = read(text);
    assert_eq!(lines(&reading).len(), 3, "{:?}", lines(&reading));
    assert!(asked(&reading, "document").contains("belong to no question"));
}

#[test]
fn a_history_of_versions_before_a_plan_is_no_action() {
    let text = "| Version | Date | Author | Changes |\n|---|---|---|---|\n| 0.1 | 1/5/25 | Ada | First draft |\n| 0.2 | 9/5/25 | Ben | Dates added |\n\n| Action | Due | Owner | Status |\n|---|---|---|---|\n| Ask riders | 1/6/25 | Ada | Open |\n";
    assert_eq!(said(text), ["action_plan", "Ask riders by 2025-06-01 who Ada is open"]);
}

#[test]
fn a_history_of_versions_after_a_plan_is_no_action() {
    let text = "Action\tDue\tOwner\tStatus\nAsk riders\t1/6/25\tAda\tOpen\nTell riders\t1/7/25\tAda\tOpen\n\nHistory\n\nVersion\tDate\tAuthor\tChanges\n0.1\t1/5/25\tAda\tFirst draft\n0.2\t9/5/25\tBen\tDates added\n";
    let reading = read(text);
    assert_eq!(lines(&reading).len(), 3, "{:?}", lines(&reading));
}

#[test]
fn a_list_of_abbreviations_after_a_plan_is_no_action() {
    let text = "<table><tr><th>Action</th><th>Owner</th></tr><tr><td>Ask riders</td><td>PC</td></tr></table><table><tr><td>PC</td><td>Parish council</td></tr><tr><td>TC</td><td>Town council</td></tr></table>";
    let reading = read(text);
    // Nothing tells it from a plan that goes on over a page: it is asked about, if it is read.
    let read_as_actions = lines(&reading).len() - 2;
    assert!(
        read_as_actions == 0 || asked(&reading, "document").contains("goes on"),
        "{:?}",
        lines(&reading)
    );
}

#[test]
fn headings_without_rows_propose_nothing_and_say_so() {
    let text = "| Ref | Action | Owner | By when | Status |\n|---|---|---|---|---|\n| 1 | | | | |\n| 2 | | | | |\n| 3. | | | | |\n";
    let reading = read(text);
    assert_eq!(lines(&reading), ["action_plan"]);
    assert!(asked(&reading, "document").contains("nothing is filled in"));
}

#[test]
fn a_self_assessment_imports_nothing() {
    let text = "| Statement | Score | Evidence | What would make it better? |\n|---|---|---|---|\n| We know who is not reached | 2 | Survey | Ask more people |\n| We act on what we know | 3 | Plan | Meet more often |\n";
    let reading = read(text);
    assert_eq!(lines(&reading), ["self_assessment"]);
    assert!(reading.recognition.because.contains("nothing is imported"));
}

#[test]
fn a_logic_model_imports_nothing() {
    let text = "| Inputs | Activities | Outputs | Outcomes | Impact |\n|---|---|---|---|---|\n| Two posts | Walks | 40 walks | People feel better | Fewer falls |\n";
    let reading = read(text);
    assert_eq!(lines(&reading), ["logic_model"]);
    assert!(reading.recognition.because.contains("nothing is imported"));
}
