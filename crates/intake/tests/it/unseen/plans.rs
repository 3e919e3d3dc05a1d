//! Plans and logs as boards, partnerships and teams lay them out.

use super::{asked, lines, read, said, why_left_out};

#[test]
fn a_board_action_log_has_an_open_and_a_closed_table() {
    let text = "Board action log\n\nOpen actions\n\n| Ref | Date raised | Action | Owner | Due | Status |\n|---|---|---|---|---|---|\n| 24/01 | 4/4/24 | Bring back the fares paper | AB | 6/6/24 | Open |\n| 24/02 | 4/4/24 | Visit the clinic | CD/EF | Sept 24 | Not yet due |\n\nClosed actions\n\n| Ref | Date raised | Action | Owner | Date closed | Outcome |\n|---|---|---|---|---|---|\n| 23/09 | 7/12/23 | Thank the drivers | AB | 1/2/24 | Done by letter |\n";
    let expected = [
        "board_action_log",
        "24/01 Bring back the fares paper by 2024-06-06 who AB is open + Date raised 4/4/24",
        "24/02 Visit the clinic by 2024-09 who CD, EF is open + Date raised 4/4/24",
        "23/09 Thank the drivers who AB + Date raised 7/12/23 + Date closed 1/2/24 + Outcome Done by letter",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn an_assurance_framework_keeps_its_risk_and_scores_beside_the_action() {
    let text = "Principal risk,Controls,Gaps in control,Action,Lead,Target date,Score\nPeople wait too long,Weekly list,No list at weekends,Start a weekend list,COO,31/10/25,12\nPeople are not heard,Survey,None in other languages,Translate the survey,CNO,30/11/25,9\n";
    let reading = read(text);
    let lines = lines(&reading);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].starts_with("Start a weekend list by 2025-10-31 who COO"), "{lines:?}");
    assert!(lines[2].contains("+ Principal risk People are not heard"), "{lines:?}");
}

#[test]
fn cards_are_one_action_each() {
    let text = "Action: Ask riders\nLead: Ada\nDeadline: 1 June 2025\nStatus: In progress\n\nAction: Mend the step\nLead: Ben\nDeadline: 1 July 2025\nStatus: On hold\n";
    let expected = [
        "action_plan",
        "Ask riders by 2025-06-01 who Ada is in_progress",
        "Mend the step by 2025-07-01 who Ben is paused",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn questions_are_headings_too() {
    let text = "| What will we do? | Who will do it? | By when? | How will we know? |\n|---|---|---|---|\n| Ask riders | Ada | June 2025 | A note |\n";
    assert_eq!(
        said(text),
        ["action_plan", "Ask riders by 2025-06 who Ada + How will we know? A note"]
    );
}

#[test]
fn headings_in_capitals_with_colons_are_the_same() {
    let text = "NO.\tACTION:\tBY WHOM:\tTIMESCALE:\n1\tAsk riders\tAda\t1/6/25\n2\tTell riders\tBen\tASAP\n";
    let reading = read(text);
    assert_eq!(
        lines(&reading),
        ["action_plan", "1 Ask riders by 2025-06-01 who Ada", "2 Tell riders who Ben"]
    );
    assert!(asked(&reading, "action-2.by-when").contains("words where a date should be"));
}

#[test]
fn a_plan_below_a_title_and_blank_rows_in_a_sheet_is_found() {
    let text = "Fares plan 2025,,,\n,,,\nUpdated 1/5/25,,,\n,,,\nAction,Owner,Due,Status\nAsk riders,Ada,1/6/25,Open\n,,,\nTell riders,Ben,1/7/25,Done\nTotal,,,2\n";
    let reading = read(text);
    let expected = [
        "action_plan",
        "Ask riders by 2025-06-01 who Ada is open",
        "Tell riders by 2025-07-01 who Ben is complete",
    ];
    assert_eq!(lines(&reading), expected);
    assert_eq!(why_left_out(&reading, "Total"), "total row");
}

#[test]
fn days_that_a_spreadsheet_counted_are_asked_about() {
    let text = "Action,Owner,Due\nAsk riders,Ada,44105\nTell riders,Ben,44200\n";
    let expected =
        ["action_plan", "Ask riders by 2020-10-01? who Ada", "Tell riders by 2021-01-04? who Ben"];
    assert_eq!(said(text), expected);
}

#[test]
fn references_versions_and_money_are_no_dates() {
    let text = "Action\tRef\tDue\tNotes\nAsk riders\t01.05\t45.16\tBOD 60/17\nTell riders\t30.5\tv1.2\t£2026\nMeet riders\t60/17\t£44,105\t2026\n";
    let reading = read(text);
    assert_eq!(
        lines(&reading),
        ["action_plan", "01.05 Ask riders", "30.5 Tell riders", "60/17 Meet riders"]
    );
    assert!(
        asked(&reading, "document").contains("none of the cells of the column “Due” is a date")
    );
}

#[test]
fn dates_that_are_words_stay_words() {
    let text = "| Action | When | Lead | Status |\n|---|---|---|---|\n| Ask | ASAP | A | Open |\n| Tell | Weekly | B | Open |\n| Show | As above | C | Open |\n| Sing | 1/6/25 review | D | Open |\n| Walk | 1/6/25 1/9/25 | E | Open |\n| Run | 1/6/25 | F | Open |\n| Hop | 1/7/25 | G | Open |\n";
    let lines = said(text);
    assert_eq!(lines[1..4], ["Ask who A is open", "Tell who B is open", "Show who C is open"]);
    assert_eq!(
        lines[4..6],
        ["Sing by 2025-06-01? who D is open", "Walk by 2025-09-01? who E is open"]
    );
}

#[test]
fn a_column_with_its_months_first_is_asked_about() {
    let text = "Action,Owner,Due\nAsk,Ada,04/15/2025\nTell,Ben,05/06/2025\nShow,Cy,06/30/2025\n";
    let reading = read(text);
    assert!(asked(&reading, "action-1.by-when").contains("month"));
    assert!(asked(&reading, "action-2.by-when").contains("month first"));
}

#[test]
fn a_priority_in_a_plan_stays_beside_and_a_colour_is_no_status() {
    let text = "| Action | Priority | RAG | Owner | Due |\n|---|---|---|---|---|\n| Ask | H | Green | Ada | 1/6/25 |\n";
    assert_eq!(said(text), ["action_plan", "Ask by 2025-06-01 who Ada + Priority H + RAG Green"]);
}

#[test]
fn a_status_within_the_words_is_not_taken_out_of_them() {
    let text = "Action\tOwner\nAsk riders. Status: complete\tAda\nTell riders (done)\tBen\n";
    assert_eq!(
        said(text),
        ["action_plan", "Ask riders. Status: complete who Ada", "Tell riders (done) who Ben"]
    );
}

#[test]
fn several_owners_are_several() {
    let text = "Action,Owner,Due\nAsk,DH/MW/KR,1/6/25\nTell,\"Ada; Ben\",1/7/25\nShow,Ada and Ben,1/8/25\n";
    let reading = read(text);
    let owners = ["who DH, MW, KR", "who Ada, Ben", "who Ada and Ben"];
    for (line, owner) in lines(&reading)[1..].iter().zip(owners) {
        assert!(line.ends_with(owner), "{line}");
    }
    assert!(asked(&reading, "action-3.responsibility").contains("two or three parties"));
}

#[test]
fn several_actions_in_one_cell_stay_one_row_and_a_split_is_proposed() {
    let numbered = "Action,Owner,Due\n\"1. Ask riders\n2. Tell drivers\n3. Mend the step\",Ada,1/6/25\nShow,Ben,1/7/25\n";
    let bullets = "<table><tr><th>Action</th><th>Owner</th><th>Due</th></tr><tr><td><ul><li>Ask riders</li><li>Tell drivers</li><li>Mend the step</li></ul></td><td>Ada</td><td>1/6/25</td></tr></table>";
    let run_on = "Action,Owner,Due\n1) Ask riders 2) Tell drivers 3) Mend the step,Ada,1/6/25\nShow,Ben,1/7/25\n";
    let dashes = "Action,Owner,Due\n\"- Ask riders\n- Tell drivers\n- Mend the step\",Ada,1/6/25\nShow,Ben,1/7/25\n";
    for text in [numbered, bullets, run_on, dashes] {
        let reading = read(text);
        assert!(lines(&reading)[1].ends_with("by 2025-06-01 who Ada"), "{:?}", lines(&reading));
        let doubt = reading.doubts.iter().find(|doubt| doubt.about.to_string() == "action-1.words");
        let doubt = doubt.unwrap_or_else(|| panic!("{text}"));
        assert!(doubt.reason.contains("3 things"), "{}", doubt.reason);
        assert_eq!(doubt.reading, "“Ask riders”, “Tell drivers” and “Mend the step”");
    }
}

#[test]
fn ticks_crosses_and_percents_stay_beside() {
    let text = "| Action | 07/08 | 08/09 | Not started | % complete | Owner | Due |\n|---|---|---|---|---|---|---|\n| Ask | ✓ | | x | 40% | Ada | 1/6/25 |\n| Tell | | ✓ | | 100% | Ben | 1/7/25 |\n";
    let expected = [
        "action_plan",
        "Ask by 2025-06-01 who Ada + 07/08 ✓ + Not started x + % complete 40%",
        "Tell by 2025-07-01 who Ben + 08/09 ✓ + % complete 100%",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn two_audit_dates_and_a_response_are_read() {
    let text = "Recommendation,Priority,Management response,Responsible officer,Original implementation date,Revised implementation date,Status\n1. Keep a list of streets,High,Agreed. A list is kept.,Head of Roads,31/3/24,30/9/24,Partially implemented\n2. Count the steps,Low,Not agreed: too many,Head of Roads,30/6/24,,Superseded\n";
    let expected = [
        "audit_recommendations",
        "1 Keep a list of streets by 2024-09-30 who Head of Roads is in_progress + Original implementation date 31/3/24",
        "2 Count the steps by 2024-06-30 who Head of Roads is superseded",
    ];
    assert_eq!(said(text), expected);
}

#[test]
fn a_recommendation_and_the_action_beside_it_are_one_item() {
    let text = "| No | Issue | Recommendation | Agreed? | Action to be taken | Officer | Target |\n|---|---|---|---|---|---|---|\n| 1 | No list | Keep a list | Yes | A list is kept | Head of Roads | Sept 2025 |\n| 2 | No count | Count steps | No | Too many steps | Head of Roads | n/a |\n";
    let reading = read(text);
    let expected = [
        "audit_recommendations",
        "1 Keep a list by 2025-09 who Head of Roads + Issue No list",
        "2 Count steps who Head of Roads + Issue No count",
    ];
    assert_eq!(lines(&reading), expected);
}

/// Headings between the tables name the workstreams.
#[test]
fn tables_under_headings_are_groups() {
    let document = "# Our plan\n\n## Reach\n\n| Action | By when | Status |\n|---|---|---|\n| Open an evening clinic | 30/9/26 | In progress |\n| Ring those who missed | 31/12/26 | Not started |\n\n## Quality\n\n| Action | By when | Status |\n|---|---|---|\n| Train the front desk | 31/1/27 | Not started |\n";
    let (paper, remarks) = crate::support::paper(document.as_bytes());
    let reading = crate::support::reading_of(&paper, &remarks);
    let Some(programme::draft::Proposal::Plan(plan)) = &reading.proposal else { panic!("a plan") };
    let groups: Vec<&str> = plan.actions.iter().map(|said| said.group.as_str()).collect();
    assert_eq!((plan.title.as_str(), groups), ("Our plan", vec!["Reach", "Reach", "Quality"]));
    assert!(reading.account.adds_up());
    // One table under one heading is no group, and neither are headings of two levels.
    for (from, to) in [("## Quality\n\n", ""), ("## Quality", "### Quality")] {
        let (paper, remarks) = crate::support::paper(document.replace(from, to).as_bytes());
        let reading = crate::support::reading_of(&paper, &remarks);
        let Some(programme::draft::Proposal::Plan(plan)) = &reading.proposal else { panic!() };
        assert!(plan.actions.iter().all(|said| said.group.is_empty()), "{to}");
    }
}

/// A label above the table has its value in the next cell.
#[test]
fn a_label_and_its_value_stand_in_two_cells() {
    let document = "Plan of the Vale,,\nLast updated,1 September 2026,\nAction,By when,Status\nOpen an evening clinic,30/9/26,In progress\nTrain the front desk,31/1/27,Not started\nRing those who missed,31/1/27,Not started\n";
    let (paper, remarks) = crate::support::paper(document.as_bytes());
    let reading = crate::support::reading_of(&paper, &remarks);
    assert_eq!(reading.document.title, "Plan of the Vale");
    let due = reading.document.as_of.due.map(programme::by_when::Due::value);
    assert_eq!(due.as_deref(), Some("2026-09-01"));
    assert!(reading.account.adds_up());
}

/// The first section stands above the headings, and the second below them.
#[test]
fn a_section_above_the_headings_is_the_group_of_the_first_rows() {
    let document = "| Objective 1: Reach | | | |\n|---|---|---|---|\n| Ref | Action | Deadline | Status |\n| 1.1 | Open a clinic | 1 Apr 2027 | On track |\n| Objective 2: Quality | | | |\n| 2.1 | Train the desk | 30 Sept 2027 | Not started |\n";
    let (paper, remarks) = crate::support::paper(document.as_bytes());
    let reading = crate::support::reading_of(&paper, &remarks);
    let Some(programme::draft::Proposal::Plan(plan)) = &reading.proposal else { panic!("a plan") };
    let groups: Vec<&str> = plan.actions.iter().map(|said| said.group.as_str()).collect();
    assert_eq!(groups, ["Objective 1: Reach", "Objective 2: Quality"]);
    assert_eq!(plan.title, "");
    assert!(reading.account.adds_up());
}
