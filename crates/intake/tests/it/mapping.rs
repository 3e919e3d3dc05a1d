//! What a person said of columns and of words stands before what we think.

use intake::{Confidence, Field, Kind, Reading};
use programme::by_when::Due;
use programme::draft::Proposal;
use programme::mapping::{ColumnMapping, Mapping, ValueMapping};
use programme::plan::ProposedPlan;
use programme::priority::Level;
use programme::status::Declared;

use crate::support::{paper, reading_as_said};

const PLAN: &str = "Plan\n\nAction\tBy when\tLead\tStatus\tNotes\n\
    Ask riders\t31/3/25\tAB?\tPurple\tfirst\n\
    Mend the step\t30/4/25\tCD\tpurple \tsecond\n\
    Open the gate\t31/5/25\tEF\tDone\tthird\n";

fn columns(said: &[(&str, Option<Field>)]) -> Mapping {
    let said = said.iter().map(|&(heading, field)| {
        let heading = heading.to_owned();
        ColumnMapping { heading, field }
    });
    Mapping { columns: said.collect(), values: Vec::new() }
}

fn values(said: &[(Field, &str, &str)]) -> Mapping {
    let said = said.iter().map(|&(field, words, value)| {
        let (words, value) = (words.to_owned(), value.to_owned());
        ValueMapping { field, words, value }
    });
    Mapping { columns: Vec::new(), values: said.collect() }
}

fn read(text: &str, said: &Mapping) -> Reading {
    let (paper, remarks) = paper(text.as_bytes());
    let reading = reading_as_said(&paper, &remarks, said);
    assert!(reading.account.adds_up());
    reading
}

fn plan(reading: &Reading) -> &ProposedPlan {
    let Some(Proposal::Plan(plan)) = &reading.proposal else { panic!("{:?}", reading.kind) };
    plan
}

fn doubted(reading: &Reading, about: &str) -> bool {
    reading.doubts.iter().any(|doubt| doubt.about.to_string() == about)
}

#[test]
fn a_column_is_what_a_person_says_it_is() {
    let said = columns(&[("notes", Some(Field::Risks)), ("STATUS", None)]);
    let reading = read(PLAN, &said);
    let action = &plan(&reading).actions[0];
    assert_eq!((action.risks.as_str(), action.notes.as_str()), ("first", ""));
    assert_eq!(action.status.declared, Declared::NotReported);
    assert_eq!(action.extra, [("Status".to_owned(), "Purple".to_owned())]);
    let told = &reading.columns[4];
    assert_eq!((told.field, told.confidence), (Some(Field::Risks), Confidence::Sure));
    assert_eq!(told.because, "a person said so");
}

#[test]
fn of_two_columns_that_claim_a_field_the_one_a_person_named_is_it() {
    let said = columns(&[("Lead", Some(Field::Notes))]);
    let reading = read(PLAN, &said);
    let action = &plan(&reading).actions[1];
    assert_eq!(action.notes, "CD");
    assert_eq!(action.extra, [("Notes".to_owned(), "second".to_owned())]);
    // Two that a person named alike: the first is it.
    let said = columns(&[("Lead", Some(Field::Notes)), ("Status", Some(Field::Notes))]);
    let reading = read(PLAN, &said);
    assert_eq!(plan(&reading).actions[2].notes, "EF");
    assert_eq!(plan(&reading).actions[2].extra.len(), 2);
}

#[test]
fn what_a_plan_has_no_place_for_stays_beside_it() {
    let reading = read(PLAN, &columns(&[("Lead", Some(Field::Agreed))]));
    assert_eq!(plan(&reading).actions[1].extra, [("Lead".to_owned(), "CD".to_owned())]);
}

#[test]
fn a_table_of_unknown_headings_is_read_once_a_person_has_named_its_action() {
    let text = "Rota of what comes next\n\nThing\tDay\tPerson\tHow far\n\
        Ask riders\t31/3/25\tAB\tDone\n\
        Mend the step\t30/4/25\tCD\tDelayed\n";
    let reading = read(text, &Mapping::default());
    assert_eq!(reading.kind, Kind::Unknown);
    let headings: Vec<&str> = reading.columns.iter().map(|told| told.heading.as_str()).collect();
    assert_eq!(headings, ["Thing", "Day", "Person", "How far"]);
    assert_eq!(reading.columns[1].samples, ["31/3/25", "30/4/25"]);
    let said = columns(&[("Thing", Some(Field::Words))]);
    let reading = read(text, &said);
    assert_eq!(reading.kind, Kind::ActionPlan);
    let words: Vec<&str> = plan(&reading).actions.iter().map(|it| it.words.as_str()).collect();
    assert_eq!(words, ["Ask riders", "Mend the step"]);
    let said = said.with(columns(&[
        ("Day", Some(Field::ByWhen)),
        ("Person", Some(Field::Responsibility)),
        ("How far", Some(Field::Status)),
    ]));
    let reading = read(text, &said);
    let action = &plan(&reading).actions[1];
    assert_eq!(action.by_when.due.map(Due::value).as_deref(), Some("2025-04-30"));
    assert_eq!(action.responsibility.parties, ["CD"]);
    assert_eq!(action.status.declared, Declared::Delayed);
    assert!(action.extra.is_empty());
}

#[test]
fn words_mean_what_a_person_says_in_every_row_that_has_them() {
    let said = values(&[
        (Field::Status, "purple", "in_progress"),
        (Field::Responsibility, "AB?", "Anne Bell"),
    ]);
    let before = read(PLAN, &Mapping::default());
    assert!(doubted(&before, "action-1.status") && doubted(&before, "action-1.responsibility"));
    let reading = read(PLAN, &said);
    let actions = &plan(&reading).actions;
    for (action, words) in actions.iter().zip(["Purple", "purple"]) {
        assert_eq!(action.status.words, words);
        assert_eq!(action.status.declared, Declared::InProgress);
    }
    assert_eq!(actions[2].status.declared, Declared::Complete);
    let owner = &actions[0].responsibility;
    assert_eq!((owner.words.as_str(), owner.uncertain), ("AB?", false));
    assert_eq!(owner.parties, ["Anne Bell"]);
    assert!(!doubted(&reading, "action-1.status") && !doubted(&reading, "action-2.status"));
    assert!(!doubted(&reading, "action-1.responsibility"));
}

#[test]
fn a_value_that_is_not_one_for_its_field_is_as_if_nobody_had_said_it() {
    let said = values(&[
        (Field::Status, "Purple", "violet"),
        (Field::Responsibility, "AB?", " "),
        (Field::Status, "", "open"),
    ]);
    let reading = read(PLAN, &said);
    assert_eq!(plan(&reading), plan(&read(PLAN, &Mapping::default())));
    assert!(doubted(&reading, "action-1.status") && doubted(&reading, "action-1.responsibility"));
}

#[test]
fn a_person_may_say_that_a_word_reports_nothing() {
    let reading = read(PLAN, &values(&[(Field::Status, "Purple", "not_reported")]));
    assert_eq!(plan(&reading).actions[0].status.declared, Declared::NotReported);
    assert!(!doubted(&reading, "action-1.status"));
}

#[test]
fn a_priority_without_a_scale_has_the_level_a_person_gave_it() {
    let text = "Recommendation\tPriority\tAgreed\tDate\n\
        R1 Write it down\tP1\tY\t31/3/25\nR2 Read it out\tP2\tN\t\n";
    let reading = read(text, &values(&[(Field::Priority, "p1", "high")]));
    let said = &plan(&reading).recommendations;
    assert_eq!(
        (said[0].priority.level, said[0].priority.words.as_str()),
        (Some(Level::High), "P1")
    );
    assert!(!doubted(&reading, "recommendation-1.priority"));
    assert_eq!(said[1].priority.level, None);
    assert!(doubted(&reading, "recommendation-2.priority"));
}

#[test]
fn a_sub_category_is_the_one_a_person_named_but_not_across_themes() {
    let text = "Strategic self-assessment and objective setting template\n\n\
        Theme A – One\n\n\
        | Sub-category | What is your objective? | How will you achieve this? | How will you use data? | What outcomes? | Does this objective support prevention? |\n\
        |---|---|---|---|---|---|\n\
        | Other | Walk more | Ask | Count | More | Yes |\n\
        | 3 | Talk more | Ask | Count | More | Yes |\n\n\
        Theme B – Two\n\n\
        | Sub-category | What is your objective? | How will you achieve this? | How will you use data? | What outcomes? | Does this objective support prevention? |\n\
        |---|---|---|---|---|---|\n\
        | 3 | Sing more | Ask | Count | More | Yes |\n";
    let codes = |said: &Mapping| {
        let reading = read(text, said);
        let Some(Proposal::Return(made)) = reading.proposal else { panic!("{:?}", reading.kind) };
        let code = |said: &programme::objective::ProposedObjective| {
            said.sub_category.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        (made.objectives.iter().map(code).collect::<Vec<_>>(), reading.doubts)
    };
    let (before, asked) = codes(&Mapping::default());
    assert_eq!(before, ["", "A3", "B3"]);
    assert!(asked.iter().any(|doubt| doubt.about.to_string() == "objective-1.sub-category"));
    let said = [(Field::SubCategory, "other", "B2"), (Field::SubCategory, "3", "B3")];
    let (after, asked) = codes(&values(&said));
    assert_eq!(after, ["B2", "A3", "B3"]);
    assert!(!asked.iter().any(|doubt| doubt.about.to_string() == "objective-1.sub-category"));
    let (ignored, _) = codes(&values(&[(Field::SubCategory, "other", "Z9")]));
    assert_eq!(ignored, before);
}
