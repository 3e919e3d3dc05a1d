//! The action plan of 2020 beside the project is remarked on as the one who read it by hand did,
//! wherever it is there, in whatever format it comes.

use std::path::Path;

use jiff::civil::{Date, date};
use office::import::Upload;
use office::plan::PlanPage;
use office::region::desk;
use programme::commitment::Answers;
use programme::import::Target;
use programme::organisation::{Class, Organisation};
use programme::person::Role;
use testkit::{Boxed, moment};

const FORMATS: [&str; 4] = ["md", "docx", "pdf", "xlsx"];

/// The rows, counted from 1, that each rule is about on the day from which the plan is told.
const SEPTEMBER: [(&str, &[usize]); 6] = [
    // One has no words for its date, one says only how often.
    ("no-date", &[22, 23]),
    // The plan has no column for it; whatever is complete needs none any more.
    ("no-owner", &[2, 4, 5, 6, 7, 8, 9, 10, 13, 17, 19, 20, 21, 22, 23, 26]),
    ("past-due", &[4, 5, 19, 20]),
    // Three are complete and their notes go on; one is delayed and its note is further on.
    ("note-contradicts-status", &[11, 16, 18, 19]),
    // Somebody else's deadline is 426 days after its own; its neighbour's is 90 days after.
    ("check-the-year", &[6]),
    ("cut-short", &[7]),
];

/// A month later the three that were due within it have passed as well.
const OCTOBER: (&str, &[usize]) = ("past-due", &[2, 4, 5, 10, 13, 19, 20]);

/// The plan of one format, confirmed as it was read, as it stands on each day.
async fn settled(file: &Path, days: [Date; 2]) -> [PlanPage; 2] {
    let boxed = Boxed::empty().await.unwrap();
    let (office, actor) = (&boxed.office, desk(Role::ProgrammeOffice));
    let body = Organisation::new("system".parse().unwrap(), "The system", Class::Partnership);
    office.keep_organisation(&actor, moment(), &body).await.unwrap();
    let key = "plan-2020".parse().unwrap();
    let upload = Upload {
        file: file.file_name().unwrap().to_str().unwrap().to_owned(),
        bytes: std::fs::read(file).unwrap(),
        target: Target::Plan { plan: "plan-2020".parse().unwrap(), organisation: body.code },
    };
    let id = office.receive(&actor, moment(), upload).await.unwrap();
    let revision = office.review(&actor, id).await.unwrap().import.revision;
    let answers = Answers { mends: Vec::new(), decisions: Vec::new() };
    office.confirm(&actor, moment(), id, revision, answers).await.unwrap();
    let [first, second] = days;
    [
        office.plan(&actor, &key, first, None).await.unwrap(),
        office.plan(&actor, &key, second, None).await.unwrap(),
    ]
}

fn rows(page: &PlanPage) -> Vec<(&str, Vec<usize>)> {
    let row = |(rule, places): &(&'static programme::lint::Rule, Vec<usize>)| {
        (rule.key, places.iter().map(|at| at + 1).collect())
    };
    page.remarks.iter().map(row).collect()
}

fn expected(changed: Option<(&'static str, &[usize])>) -> Vec<(&'static str, Vec<usize>)> {
    let row = |(key, rows): (&'static str, &[usize])| match changed {
        Some((other, rows)) if other == key => (key, rows.to_vec()),
        Some(_) | None => (key, rows.to_vec()),
    };
    SEPTEMBER.into_iter().map(row).collect()
}

#[tokio::test]
async fn the_plan_beside_the_project_is_remarked_on_as_its_reader_did() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    if !seeds.exists() {
        eprintln!("no ../shared/seeds here: no plan to remark on");
        return;
    }
    let mut held = 0;
    for format in FORMATS {
        let file = seeds.join(format!("cambridgeshire-peterborough-action-plan.{format}"));
        if !file.exists() {
            eprintln!("no plan as {format} in ../shared/seeds: nothing to remark on");
            continue;
        }
        held += 1;
        let days = [date(2020, 9, 1), date(2020, 10, 1)];
        let [september, october] = settled(&file, days).await;
        assert_eq!((september.plan.as_of, september.actions.len()), (days[0], 26), "{format}");
        assert_eq!(rows(&september), expected(None), "{format}, as at the plan's own day");
        assert_eq!(rows(&october), expected(Some(OCTOBER)), "{format}, a month later");
        // The four that were late, by the days they were due.
        let due =
            |row: &usize| september.actions[row - 1].action.said.by_when.due.unwrap().due_by();
        let late: Vec<Date> = [4, 5, 19, 20].iter().map(due).collect();
        let days = [(7, 30), (7, 30), (6, 30), (7, 15)].map(|(month, day)| date(2020, month, day));
        assert_eq!(late, days, "{format}");
        // Delayed, and not late: its day is nine months ahead.
        assert_eq!(due(&21), date(2021, 6, 1), "{format}");
        let open =
            october.actions.iter().filter(|line| !line.action.said.status.declared.is_closed());
        assert_eq!(open.count(), 16, "{format}");
    }
    assert!(
        held > 0 || !seeds.join("essex-audit-action-plan.txt").exists(),
        "its name has changed"
    );
}
