//! Columns are known by their headings, and by their cells where the headings do not say.

use intake::{Confidence, Field, Reading};
use programme::action::ProposedAction;
use programme::by_when::Due;
use programme::column::Column;
use programme::draft::{Proposal, Severity};
use programme::status::Declared;

use crate::support::{paper, printed, reading_of};

fn read(rows: &[&str]) -> Reading {
    let text = format!("A plan\n\n{}\n", rows.join("\n"));
    let (paper, remarks) = paper(text.as_bytes());
    let reading = reading_of(&paper, &remarks);
    assert!(reading.account.adds_up());
    reading
}

fn actions(reading: &Reading) -> &[ProposedAction] {
    let Some(Proposal::Plan(plan)) = &reading.proposal else { panic!("{:?}", reading.kind) };
    &plan.actions
}

#[track_caller]
fn column<'a>(reading: &'a Reading, heading: &str) -> &'a Column {
    reading.columns.iter().find(|column| column.heading == heading).unwrap()
}

fn says(reading: &Reading, about: &str) -> String {
    let doubts = reading.doubts.iter().filter(|doubt| doubt.about.to_string().starts_with(about));
    doubts.map(|doubt| doubt.reason.as_str()).collect::<Vec<_>>().join(" | ")
}

fn extra<'a>(action: &'a ProposedAction, heading: &str) -> &'a str {
    action.extra.iter().find(|(held, _)| held == heading).map_or("", |(_, words)| words)
}

#[test]
fn a_column_is_told_with_its_confidence_its_reason_and_samples() {
    let reading = read(&[
        "Action\tDue\tProgress since May\tCost",
        "Ask\t1/6/25\tbegun\t£5",
        "Tell\t1/7/25\tbegun\t£6",
        "Show\t1/8/25\tended\t£5",
    ]);
    let told = column(&reading, "Due");
    assert_eq!((told.confidence, told.because.as_str()), (Confidence::Sure, "its heading"));
    assert_eq!(told.samples, ["1/6/25", "1/7/25", "1/8/25"]);
    let told = column(&reading, "Progress since May");
    assert_eq!((told.field, told.confidence), (Some(Field::Notes), Confidence::Likely));
    assert_eq!(told.samples, ["begun", "ended"]);
    let told = column(&reading, "Cost");
    assert_eq!((told.field, told.confidence), (None, Confidence::PleaseCheck));
    assert!(printed(&reading, "x").contains("\"because\": \"how its heading begins\""));
}

#[test]
fn columns_of_unknown_headings_are_known_by_their_cells_and_that_is_asked_about() {
    let reading = read(&[
        "Action\tNotes\tFinal\tWatch\tState of play",
        "Ask\tone\t1/6/25\tDH/MW\tDone",
        "Tell\ttwo\tSept 25\tKR\tOn hold",
        "Show\tthree\t1.8.25\tAB\tNot started",
    ]);
    let action = &actions(&reading)[1];
    assert_eq!(action.by_when.due.map(Due::value).as_deref(), Some("2025-09"));
    assert_eq!(action.responsibility.parties, ["KR"]);
    assert_eq!(action.status.declared, Declared::Paused);
    for heading in ["Final", "Watch", "State of play"] {
        assert_eq!(column(&reading, heading).confidence, Confidence::PleaseCheck);
        let asked = says(&reading, "document");
        assert!(asked.contains(&format!("“{heading}” was taken for")), "{asked}");
    }
    assert!(reading.doubts.iter().all(|doubt| doubt.severity == Severity::WorthALook));
}

#[test]
fn a_part_of_a_heading_is_enough_where_the_cells_agree() {
    let reading = read(&[
        "Action\tNotes\tDate to finish\tWho is on it\tStatus this month",
        "Ask\tone\t1/6/25\tDH\tDone",
        "Tell\ttwo\tSept 25\tKR\tOn hold",
    ]);
    for (heading, field) in [
        ("Date to finish", Field::ByWhen),
        ("Who is on it", Field::Responsibility),
        ("Status this month", Field::Status),
    ] {
        let told = column(&reading, heading);
        assert_eq!((told.field, told.confidence), (Some(field), Confidence::Likely), "{heading}");
    }
}

#[test]
fn where_it_is_doubtful_a_column_stays_beside() {
    // Two columns of dates, and neither says more than the other.
    let two = [
        "Action\tNotes\tA\tB",
        "Ask\t-\t1/6/25\t2/6/25",
        "Tell\t-\t1/7/25\t2/7/25",
        "Show\t-\t1/8/25\t2/8/25",
    ];
    // The day a thing was raised, a colour, and who answers for it to the Board.
    let apart = [
        "Action\tNotes\tDate raised\tRAG status\tAccountability\tReviewed on",
        "Ask\t-\t1/6/25\tGreen\tCEO\t1/6/25",
        "Tell\t-\t1/7/25\tRed\tCEO\t1/7/25",
        "Show\t-\t1/8/25\tRed\tCEO\t1/8/25",
    ];
    for rows in [two.as_slice(), apart.as_slice()] {
        let reading = read(rows);
        for action in actions(&reading) {
            assert_eq!(action.by_when.words, "");
            assert_eq!(action.status.declared, Declared::NotReported);
            assert_eq!(action.responsibility.words, "");
            assert_eq!(action.extra.len(), rows[0].split('\t').count() - 2);
        }
    }
}

#[test]
fn a_second_senior_owner_stays_beside() {
    let reading = read(&[
        "Action\tExecutive lead\tOperational lead\tAccountability\tDue",
        "Ask\tAnne\tBen\tCleo\t1/6/25",
        "Tell\tAnne\tDan\tCleo\t1/7/25",
    ]);
    let action = &actions(&reading)[1];
    assert_eq!(action.responsibility.words, "Dan");
    assert_eq!(extra(action, "Executive lead"), "Anne");
    assert_eq!(extra(action, "Accountability"), "Cleo");
    // Alone, the executive lead is who is to act.
    let reading = read(&["Action\tExecutive lead\tDue", "Ask\tAnne\t1/6/25", "Tell\tAnne\t1/7/25"]);
    assert_eq!(actions(&reading)[0].responsibility.words, "Anne");
}

#[test]
fn a_revised_date_is_the_date_and_the_original_is_kept_beside() {
    for (original, revised) in [
        ("TARGET DATE", "NEW DATE"),
        ("Original Agreed Implementation Date", "Revised Implementation Date"),
        ("By when", "Revised date"),
    ] {
        let reading = read(&[
            &format!("Action\t{original}\t{revised}\tNotes"),
            "Ask\t1/6/25\t1/9/25\tlater",
            "Tell\t1/7/25\t\ton time",
            "Show\t1/8/25\tN/A\ton time",
            "Sing\t1/8/25\tTBC\tlost",
            "Walk\t1/8/25\t1/8/25\tsame",
        ]);
        let due = |at: usize| actions(&reading)[at].by_when.due.map(Due::value).unwrap_or_default();
        assert_eq!(
            [due(0), due(1), due(2), due(3)],
            ["2025-09-01", "2025-07-01", "2025-08-01", ""]
        );
        assert_eq!(extra(&actions(&reading)[0], original), "1/6/25");
        assert_eq!(extra(&actions(&reading)[1], original), "");
        assert_eq!(extra(&actions(&reading)[2], revised), "N/A");
        assert!(says(&reading, "action-1.by-when").contains("the original date, “1/6/25”"));
        assert_eq!(says(&reading, "action-2.by-when"), "");
        assert!(says(&reading, "action-4.by-when").contains("the original date, “1/8/25”"));
        assert_eq!(says(&reading, "action-5.by-when"), "");
        assert_eq!(column(&reading, revised).field, Some(Field::ByWhen));
        assert_eq!(column(&reading, original).field, None);
    }
}

#[test]
fn a_status_that_holds_paragraphs_is_notes_and_a_date_that_holds_none_is_asked_about() {
    let long =
        "we met everyone who lives on the street and will write up what they said in the summer";
    let rows = |heading: &str| {
        [
            format!("Action\t{heading}\tStatus"),
            format!("Ask\tsoon\t{long}"),
            format!("Tell\tlater\tWell begun: {long}"),
            format!("Show\tin time\tNobody {long}"),
        ]
    };
    let told = rows("By when");
    let reading = read(&told.each_ref().map(String::as_str));
    let action = &actions(&reading)[0];
    assert_eq!((action.notes.as_str(), action.status.declared), (long, Declared::NotReported));
    assert_eq!(column(&reading, "Status").confidence, Confidence::PleaseCheck);
    assert_eq!(column(&reading, "By when").confidence, Confidence::PleaseCheck);
    let asked = says(&reading, "document");
    assert!(asked.contains("“Status” holds paragraphs"), "{asked}");
    assert!(asked.contains("none of the cells of the column “By when” is a date"), "{asked}");
    // Beside notes, it is kept as extra.
    let told = rows("Notes");
    let reading = read(&told.each_ref().map(String::as_str));
    assert_eq!(extra(&actions(&reading)[0], "Status"), long);
}

#[test]
fn a_status_that_says_nothing_or_more_is_worth_a_look_and_stands_in_nobodys_way() {
    let reading = read(&[
        "Action\tStart date\tDue\tStatus",
        "Ask\t1/6/25\t1/5/25\tTBC in meeting",
        "Tell\tMay 25\t1/6/25\tCompleted in May by the trust",
        "Show\t1/6/25\t1/9/25\tDone",
    ]);
    assert_eq!(says(&reading, "action-1.status"), "the words report nothing yet");
    assert_eq!(
        says(&reading, "action-2.status"),
        "its first words say that it is closed, and it goes on"
    );
    assert_eq!(says(&reading, "action-3"), "");
    assert_eq!(says(&reading, "action-1.by-when"), "it is due before its “Start date”, “1/6/25”");
    assert_eq!(says(&reading, "action-2.by-when"), "");
    assert!(reading.doubts.iter().all(|doubt| doubt.severity == Severity::WorthALook));
}
