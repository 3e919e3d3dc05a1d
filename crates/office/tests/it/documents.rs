//! Documents as the interface: the same plan again, what a person said of a form, many at once,
//! and out again as people gave it.

use office::batch::{Confirm, Fate, OneFile, Purpose};
use office::export::{List, Narrowed, formats};
use office::import::Upload;
use office::read;
use office::register::Filter;
use office::{Error, Office};
use programme::column::Confidence;
use programme::commitment::Answers;
use programme::comparison::{Decision, Verdict};
use programme::draft::Proposal;
use programme::field::Field;
use programme::id::ImportId;
use programme::import::{ImportState, Target};
use programme::mapping::{ColumnMapping, Mapping, ValueMapping};
use programme::plan::ProposedPlan;
use programme::standing::Stands;
use programme::status::Declared;
use testkit::{Boxed, moment};

const OCTOBER: &str = "# Our plan\n\nLast updated 1 October 2026\n\n| Ref | Action | By when | Status |\n|---|---|---|---|\n| 1 | Ask people what keeps them away | 30/4/27 | In progress |\n| 2 | Print leaflets in five languages | 31/12/26 | Not started |\n| 3 | Train the front desk | 31/1/27 | Not started |\n";

const NOVEMBER: &str = "# Our plan\n\nLast updated 1 November 2026\n\n| Ref | Action | By when | Status |\n|---|---|---|---|\n| 1 | Ask people what keeps them away | 30/4/27 | In progress |\n| 2 | Print leaflets in five languages | 31/3/27 | Delayed |\n| 4 | Open an evening clinic | 30/6/27 | Not started |\n";

fn upload(file: &str, words: &str, plan: &str) -> Upload {
    let target = Target::Plan { plan: plan.parse().unwrap(), organisation: "QTR".parse().unwrap() };
    Upload { file: file.to_owned(), bytes: words.as_bytes().to_vec(), target }
}

struct Desk {
    boxed: Boxed,
    actor: authority::Actor,
}

impl Desk {
    async fn new() -> Self {
        let boxed = Boxed::three_rivers(2_000).await.unwrap();
        let actor = boxed.person("programme.office").await.unwrap();
        Self { boxed, actor }
    }

    fn office(&self) -> &Office {
        &self.boxed.office
    }

    async fn receive(&self, upload: Upload) -> ImportId {
        self.office().receive(&self.actor, moment(), upload).await.unwrap()
    }

    async fn confirm(&self, id: ImportId, decisions: Vec<Decision>) -> Result<String, Error> {
        let revision = self.office().review(&self.actor, id).await.unwrap().import.revision;
        let answers = Answers { mends: Vec::new(), decisions };
        let kept = self.office().confirm(&self.actor, moment(), id, revision, answers).await;
        kept.map(|kept| kept.says)
    }
}

#[tokio::test]
async fn the_same_plan_again_is_compared_applied_and_taken_back() {
    let desk = Desk::new().await;
    let office = desk.office();
    let first = desk.receive(upload("october.md", OCTOBER, "our-plan")).await;
    assert!(office.review(&desk.actor, first).await.unwrap().comparison.is_none());
    desk.confirm(first, Vec::new()).await.unwrap();

    let second = desk.receive(upload("november.md", NOVEMBER, "our-plan")).await;
    let comparison = office.review(&desk.actor, second).await.unwrap().comparison.unwrap();
    let counts: Vec<usize> = comparison.counts.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts, [1, 1, 0, 1, 1], "new, slipped, changed, missing, unchanged");
    let missing = comparison.lines.iter().find(|line| line.verdict == Verdict::Missing).unwrap();
    assert_eq!(missing.words, "Train the front desk");
    let close = missing.decision.clone().unwrap();
    let says = desk.confirm(second, vec![close]).await.unwrap();
    assert_eq!(says, "1 action added and 2 changed in the plan our-plan");

    let key = "our-plan".parse().unwrap();
    let statuses = async || {
        let page = office.plan(&desk.actor, &key, moment().today, None).await.unwrap();
        let declared = page.actions.iter().map(|line| line.action.said.status.declared);
        declared.collect::<Vec<_>>()
    };
    let (started, not, late) = (Declared::InProgress, Declared::NotStarted, Declared::Delayed);
    assert_eq!(statuses().await, [started, late, Declared::Superseded, not]);

    // An older version than the one kept is refused in words, and stays held.
    let older = OCTOBER.replace("1 October", "1 September");
    let third = desk.receive(upload("september.md", &older, "our-plan")).await;
    let refused = desk.confirm(third, Vec::new()).await.unwrap_err().to_string();
    assert!(refused.contains("2026-09-01") && refused.contains("which is later"), "{refused}");

    // The first cannot be taken back from under the second; the second can, for a reason.
    let undo = async |id, reason: &str| {
        let revision = office.review(&desk.actor, id).await.unwrap().import.revision;
        office.undo_import(&desk.actor, moment(), id, revision, reason).await
    };
    assert!(undo(second, " ").await.unwrap_err().to_string().contains("Say why"));
    assert!(undo(first, "wrong").await.unwrap_err().to_string().contains("cannot be undone"));
    undo(second, "the wrong version").await.unwrap();
    assert_eq!(statuses().await, [started, not, not]);
    undo(first, "the wrong plan").await.unwrap();
    let gone = office.plan(&desk.actor, &key, moment().today, None).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    let states: Vec<ImportState> =
        office.imports(&desk.actor).await.unwrap().iter().map(|line| line.state).take(3).collect();
    assert!(!states.contains(&ImportState::Settled), "{states:?}");
    office.verify_journal().await.unwrap();
}

const OWN_HEADINGS: &str = "What we shall do,Where it belongs,How far we are\nOpen an evening clinic,Access,Half way there\nPrint leaflets,Access,All finished\nTrain the front desk,Quality,Half way there\n";

#[tokio::test]
async fn what_a_person_said_of_a_form_is_read_with_and_remembered() {
    let desk = Desk::new().await;
    let office = desk.office();
    let id = desk.receive(upload("ours.csv", OWN_HEADINGS, "evening")).await;
    let review = office.review(&desk.actor, id).await.unwrap();
    assert_eq!(review.import.state, ImportState::Received);
    assert!(review.says.starts_with("Nothing is read yet"), "{}", review.says);
    let cannot = desk.confirm(id, Vec::new()).await.unwrap_err();
    assert!(matches!(cannot, Error::Misfit(_)), "{cannot}");

    let column = |heading: &str, field| ColumnMapping { heading: heading.to_owned(), field };
    let mean = |words: &str, value: &str| ValueMapping {
        field: Field::Status,
        words: words.to_owned(),
        value: value.to_owned(),
    };
    let half = Mapping {
        columns: vec![column("How far we are", Some(Field::Status))],
        values: Vec::new(),
    };
    let unsaid = office.map_import(&desk.actor, moment(), id, 1, half).await.unwrap_err();
    assert_eq!(unsaid.to_string(), "Say which column is the action or the recommendation");
    let said = Mapping {
        columns: vec![
            column("What we shall do", Some(Field::Words)),
            column("Where it belongs", Some(Field::Group)),
            column("How far we are", Some(Field::Status)),
        ],
        values: vec![mean("Half way there", "in_progress"), mean("All finished", "complete")],
    };
    office.map_import(&desk.actor, moment(), id, 1, said).await.unwrap();
    let review = office.review(&desk.actor, id).await.unwrap();
    assert_eq!((review.import.state, review.import.revision), (ImportState::Ready, 2));
    assert!(review.import.draft.columns.iter().all(|c| c.confidence == Confidence::Sure));
    desk.confirm(id, Vec::new()).await.unwrap();

    // The next one of that body begins with it, and another body's does not.
    let next = OWN_HEADINGS.replace("Print leaflets", "Print posters");
    let id = desk.receive(upload("next.csv", &next, "evening")).await;
    let review = office.review(&desk.actor, id).await.unwrap();
    let Proposal::Plan(plan) = &review.import.draft.proposal else { panic!("a plan") };
    let declared: Vec<Declared> = plan.actions.iter().map(|said| said.status.declared).collect();
    assert_eq!(declared, [Declared::InProgress, Declared::Complete, Declared::InProgress]);
    assert!(review.comparison.is_some());
    let target =
        Target::Plan { plan: "other".parse().unwrap(), organisation: "RTR".parse().unwrap() };
    let other = Upload { target, ..upload("next.csv", &next, "other") };
    let id = desk.receive(other).await;
    let review = office.review(&desk.actor, id).await.unwrap();
    assert_eq!(review.import.state, ImportState::Received);
}

/// The facts of a plan, without the places and with dates by their values.
fn facts(proposal: &Proposal) -> ProposedPlan {
    let Proposal::Plan(plan) = proposal else { panic!("a plan") };
    let mut plan = plan.clone();
    (plan.title, plan.as_of) = (String::new(), programme::by_when::ByWhen::default());
    plan.working = false;
    for said in &mut plan.actions {
        said.places = Vec::new();
        if said.by_when.due.is_some() {
            said.by_when.words = String::new();
        }
    }
    for said in &mut plan.recommendations {
        said.places = Vec::new();
        if said.by_when.due.is_some() {
            said.by_when.words = String::new();
        }
    }
    plan
}

#[tokio::test]
async fn a_plan_goes_out_in_every_format_and_reads_back_as_it_is_kept() {
    let desk = Desk::new().await;
    for (key, document) in
        [("action-plan-2026", "action-plan.md"), ("audit-2026", "audit-plan.txt")]
    {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/three-rivers/");
        let bytes = std::fs::read(format!("{folder}{document}")).unwrap();
        let came = read::document(document, &bytes, None, &Mapping::default()).unwrap();
        let came = facts(came.reading.proposal.as_ref().unwrap());
        for (extension, _) in formats() {
            let key = key.parse().unwrap();
            let out = desk.office().export_plan(&desk.actor, moment(), &key, None, extension);
            let out = out.await.unwrap();
            let read = read::document(&out.name, &out.bytes, None, &Mapping::default()).unwrap();
            let said = facts(read.reading.proposal.as_ref().unwrap());
            // A person answered what was asked of the audit when it was confirmed.
            for (one, other) in said.actions.iter().zip(&came.actions) {
                assert_eq!(one, other, "{}", out.name);
            }
            assert_eq!(said.actions.len(), came.actions.len(), "{}", out.name);
            let words = |plan: &ProposedPlan| {
                let said = plan.recommendations.iter();
                said.map(|r| (r.reference.clone(), r.words.clone(), r.by_when.due))
                    .collect::<Vec<_>>()
            };
            assert_eq!(words(&said), words(&came), "{}", out.name);
            assert!(read.reading.account.adds_up());
        }
    }
}

#[tokio::test]
async fn every_list_goes_out_in_every_format_and_no_further_than_a_person_sees() {
    let desk = Desk::new().await;
    let lead = desk.boxed.person("lead").await.unwrap();
    for list in List::ALL {
        for (extension, _) in formats() {
            for actor in [&desk.actor, &lead] {
                let narrowed = Narrowed::default();
                let office = desk.office();
                let out = office.export_list(actor, moment(), list, &narrowed, extension).await;
                assert!(!out.unwrap().bytes.is_empty(), "{} {extension}", list.key());
            }
        }
    }
    let filter = Filter { stands: Some(Stands::Late), ..Filter::default() };
    let narrowed = Narrowed { filter, ..Narrowed::default() };
    let rows = async |actor, narrowed: &Narrowed| {
        let out = desk.office().export_list(actor, moment(), List::Actions, narrowed, "md").await;
        String::from_utf8(out.unwrap().bytes)
            .unwrap()
            .lines()
            .filter(|l| l.starts_with('|'))
            .count()
    };
    assert_eq!(rows(&desk.actor, &Narrowed::default()).await, 2 + 14);
    assert!((3..16).contains(&rows(&desk.actor, &narrowed).await));
    assert_eq!(rows(&lead, &Narrowed::default()).await, 2, "the plan is of another body");
    let refused = desk.office().export_list(&lead, moment(), List::Actions, &narrowed, "exe").await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "“exe” is not a format; there is docx, xlsx, csv and md"
    );
}

#[tokio::test]
async fn many_are_taken_one_by_one_and_none_stands_in_the_way_of_another() {
    let boxed = Boxed::empty().await.unwrap();
    let office = &boxed.office;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/three-rivers/");
    let region = std::fs::read_to_string(format!("{folder}region.toml")).unwrap();
    let actor = office::region::desk(programme::person::Role::ProgrammeOffice);
    office.add_region(&actor, moment(), &region).await.unwrap();
    let mut files = Vec::new();
    let mut names: Vec<_> = std::fs::read_dir(format!("{folder}returns"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let returns = names.len();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push(OneFile { name, bytes: std::fs::read(&path).unwrap() });
    }
    let again = OneFile { name: "copy.docx".to_owned(), ..files[0].clone() };
    files.push(again);
    files.push(OneFile { name: "noise.bin".to_owned(), bytes: vec![0, 159, 146, 150, 0, 1] });
    files.push(OneFile { name: "letter.txt".to_owned(), bytes: b"Dear all,\n".to_vec() });
    let total = files.len();
    let purpose = Purpose { confirm: Confirm::AtOnce, ..Purpose::default() };
    let seen = std::sync::atomic::AtomicUsize::new(0);
    let done = |number| seen.store(number, std::sync::atomic::Ordering::Relaxed);
    let outcomes = office.receive_many(&actor, moment(), files, &purpose, &done).await.unwrap();
    assert_eq!((outcomes.len(), seen.into_inner()), (total, total));
    let refused = outcomes.iter().filter(|one| matches!(one.fate, Fate::Refused(_))).count();
    assert_eq!(refused, 3, "{outcomes:#?}");
    let taken = outcomes.iter().take(returns);
    assert!(taken.clone().all(|one| !matches!(one.fate, Fate::Refused(_))), "{outcomes:#?}");
    let open: usize = taken
        .map(|one| match &one.fate {
            Fate::Held { open, .. } => *open,
            Fate::Confirmed { .. } | Fate::Refused(_) => 0,
        })
        .sum();
    let checks = office.open_checks(&actor).await.unwrap();
    let must = checks.iter().filter(|c| c.doubt.severity == programme::draft::Severity::MustMend);
    assert_eq!(must.count(), open);
    assert!(open > 0, "one of the returns has a question");
}

#[tokio::test]
async fn a_form_that_comes_back_finds_its_own_objectives() {
    let desk = Desk::new().await;
    let office = desk.office();
    let region = "[[round]]\nkey = \"2027-review\"\ntitle = \"Review\"\nkind = \"review\"\nframework = \"gloucestershire-2024\"\nopens = \"2027-03-01\"\ndue = \"2027-04-15\"\nasked = [\"RTR\"]\n";
    office.add_region(&desk.actor, moment(), region).await.unwrap();
    let (round, body) = ("2027-review".parse().unwrap(), "RTR".parse().unwrap());
    let form = office.form(&desk.actor, &round, &body).await.unwrap();
    assert_eq!(form.name, "2027-review-RTR.docx");
    // Nobody typed anything: each row knows its objective, and says nothing of it yet.
    let target = Target::Round { round: round.clone(), organisation: body.clone() };
    let upload = Upload { file: form.name, bytes: form.bytes, target };
    let id = desk.receive(upload).await;
    let review = office.review(&desk.actor, id).await.unwrap();
    let Proposal::Return(made) = &review.import.draft.proposal else { panic!("a return") };
    let rows: Vec<_> = made.reviews.iter().flat_map(|review| &review.rows).collect();
    let filter = office::objective::ObjectiveFilter::default();
    let objectives = office.objectives(&desk.actor, &filter, None).await.unwrap();
    let own: Vec<_> = objectives.iter().filter(|line| line.code == body).map(|l| l.id).collect();
    assert_eq!(rows.len(), own.len());
    assert!(rows.iter().all(|row| own.contains(&row.about.unwrap())), "{rows:?}");

    // What a lead of another body asks for looks like no thing.
    let lead = desk.boxed.person("lead").await.unwrap();
    let (planning, other) = ("2026-planning".parse().unwrap(), "ALD".parse().unwrap());
    assert!(matches!(office.form(&lead, &planning, &other).await, Err(Error::NotFound)));
}
