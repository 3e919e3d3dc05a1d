//! What is drafted can be settled by a person, and not before.

use intake::{Kind, Reading};
use programme::draft::{Choice, Doubt, Mend, Severity, Unsettled, settle};
use programme::id::PersonId;
use uuid::Uuid;

use crate::support::{our_own, reading, root};

fn someone() -> PersonId {
    PersonId::new(Uuid::from_u128(7))
}

fn mend(doubt: &Doubt, choice: Choice) -> Mend {
    Mend { about: doubt.about, choice }
}

fn settles(reading: &Reading, mends: &[Mend]) -> Result<(), Unsettled> {
    settle(reading.draft().unwrap(), mends, someone()).map(drop)
}

#[test]
fn a_draft_with_an_open_question_is_not_settled_until_it_is_answered() {
    let reading = reading(&root("fixtures/audit-plan/rows_split_by_pages.txt"));
    assert_eq!(reading.kind, Kind::AuditRecommendations);
    let open: Vec<&Doubt> =
        reading.doubts.iter().filter(|d| d.severity == Severity::MustMend).collect();
    let about: Vec<String> = open.iter().map(|doubt| doubt.about.to_string()).collect();
    assert_eq!(about, ["recommendation-3.by-when", "recommendation-4.responsibility"]);
    let mends: Vec<Mend> = open.iter().map(|doubt| mend(doubt, Choice::AsRead)).collect();
    assert!(
        matches!(settles(&reading, &mends[..1]), Err(Unsettled::Open(open)) if open.len() == 1)
    );
    settles(&reading, &mends).unwrap();
}

#[test]
fn every_alternative_that_is_offered_can_be_chosen() {
    let mut offered = 0;
    for path in our_own() {
        let reading = reading(&path);
        for doubt in &reading.doubts {
            for alternative in &doubt.alternatives {
                let mut mends: Vec<Mend> = Vec::new();
                for other in &reading.doubts {
                    let chosen = if other == doubt {
                        Choice::Value(alternative.value.clone())
                    } else {
                        Choice::AsRead
                    };
                    mends.push(mend(other, chosen));
                }
                settles(&reading, &mends).unwrap_or_else(|no| panic!("{}: {no:?}", doubt.about));
                offered += 1;
            }
        }
    }
    assert!(offered > 20, "{offered}");
}

#[test]
fn a_blank_form_and_a_document_we_do_not_know_propose_nothing() {
    for (file, kind) in [
        ("planning-return/blank_form_as_flat_text.txt", Kind::Template),
        ("action-plan/no_form_we_know.txt", Kind::Unknown),
    ] {
        let reading = reading(&root("fixtures").join(file));
        assert_eq!(reading.kind, kind);
        assert_eq!(reading.draft(), None);
        assert!(reading.account.adds_up());
    }
}
