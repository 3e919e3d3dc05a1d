//! The same plan again, and an import taken back: nothing is removed, and everything can be seen
//! as it was.

use authority::Act;
use jiff::civil::{Date, date};
use programme::by_when::{ByWhen, Due};
use programme::column::{Column, Confidence};
use programme::commitment::{Commitment, Making, Source, Standing, commit};
use programme::comparison::Decision;
use programme::draft::{Proposal, settle};
use programme::field::Field;
use programme::import::{Import, ImportState};
use programme::mapping::{ColumnMapping, Mapping};
use programme::plan::ProposedPlan;
use programme::status::Declared;
use store::{AsAt, Error, Store, Verdict, WhichActions, WhichRecommendations};

use crate::bed::Bed;
use crate::region::{
    all, body, commitment, draw, hash, hold, keep, noon, of_plan, office, plan_import, region_may,
    return_import, settle_in,
};

/// A newer document of the plan: its bytes differ, and its table has these columns.
fn newer(as_of: Date, change: impl FnOnce(&mut ProposedPlan)) -> (Import, Vec<u8>) {
    let (mut import, mut bytes) = plan_import("vale-plan", "RRV", as_of, 3);
    bytes.extend(as_of.to_string().bytes());
    import.sha256 = hash(&bytes);
    let column = |field: Field| Column {
        heading: field.label().to_owned(),
        field: Some(field),
        confidence: Confidence::Sure,
        because: "its heading".to_owned(),
        samples: Vec::new(),
    };
    import.draft.columns = [Field::Words, Field::ByWhen].map(column).to_vec();
    let Proposal::Plan(plan) = &mut import.draft.proposal else { panic!("a plan") };
    change(plan);
    (import, bytes)
}

async fn standing(store: &Store) -> Standing {
    let plan = store.plan_called(&all(), &"vale-plan".parse().unwrap()).await.unwrap();
    let id = Some(plan.noun.id);
    let which = WhichActions { plan: id, organisation: None };
    let actions = store.actions(&all(), &which, AsAt::Now).await.unwrap();
    let which = WhichRecommendations { plan: id, organisation: None };
    let recommendations = store.recommendations(&all(), &which, AsAt::Now).await.unwrap();
    Standing {
        plan: (plan.noun, plan.revision),
        recommendations: recommendations.into_iter().map(|k| (k.noun, k.revision)).collect(),
        actions: actions.into_iter().map(|k| (k.noun, k.revision)).collect(),
    }
}

async fn again(store: &Store, import: &Import) -> Commitment {
    let standing = standing(store).await;
    let settled = settle(import.draft.clone(), &[], office().by).unwrap();
    let received = date(2026, 4, 1);
    let making = Making {
        source: Source::Document(import),
        framework: None,
        standing: Some(&standing),
        returned: None,
        earlier: &[],
        received,
        draw,
    };
    commit(&settled, making).unwrap()
}

async fn settle_again(store: &Store, brought: &(Import, Vec<u8>)) {
    hold(store, brought).await;
    let commitment = again(store, &brought.0).await;
    let permit = region_may(Act::SettleImport);
    store.settle_import(&permit, noon(), (brought.0.id, 1), &commitment).await.unwrap();
}

fn on(day: Date) -> ByWhen {
    ByWhen { words: day.to_string(), due: Some(Due::Day(day)), ..ByWhen::default() }
}

async fn words(store: &Store, as_at: AsAt) -> Vec<(String, String)> {
    let found = store.actions(&all(), &WhichActions::default(), as_at).await.unwrap();
    let said = |kept: store::Kept<programme::action::Action>| {
        (kept.noun.said.words, kept.noun.said.by_when.words)
    };
    found.into_iter().map(said).collect()
}

pub(super) async fn a_newer_version_changes_what_differs_and_removes_nothing(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let first = keep(store, &plan_import("vale-plan", "RRV", date(2025, 9, 1), 3)).await;
    let (_, _, actions) = of_plan(&first);

    // The second is put off, a fourth is new, the third is not named, and the first is as it was.
    let mut second = newer(date(2025, 10, 1), |plan| {
        plan.actions.remove(2);
        plan.actions[1].by_when = on(date(2026, 1, 31));
        plan.actions.push(programme::action::ProposedAction {
            words: "Ask those who never came".to_owned(),
            ..programme::action::ProposedAction::default()
        });
    });
    second.0.decisions = vec![Decision::Close(actions[2].id.to_string())];
    settle_again(store, &second).await;

    let now = standing(store).await;
    assert_eq!((now.plan.1, now.plan.0.as_of), (2, date(2025, 10, 1)));
    assert_eq!(now.plan.0.id, of_plan(&first).0.id);
    let revisions: Vec<i64> = now.actions.iter().map(|(_, revision)| *revision).collect();
    assert_eq!(revisions, [1, 2, 2, 1]);
    assert_eq!(now.recommendations[0].1, 1);
    assert_eq!(now.actions[1].0.id, actions[1].id);
    assert_eq!(now.actions[1].0.said.by_when.words, "2026-01-31");
    assert_eq!(now.actions[2].0.said.status.declared, Declared::Superseded);
    assert_eq!(now.actions[3].0.position, 4);
    // As at September it is what it was then.
    let then = words(store, AsAt::Day(date(2025, 9, 30))).await;
    assert_eq!(then.len(), 3);
    assert!(then.iter().all(|(_, by_when)| by_when.is_empty()), "{then:?}");
    assert_eq!(words(store, AsAt::Day(date(2025, 10, 1))).await.len(), 4);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn an_import_is_taken_back_in_one_step(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = plan_import("vale-plan", "RRV", date(2025, 9, 1), 3);
    keep(store, &brought).await;
    let before = standing(store).await;
    let second = newer(date(2025, 10, 1), |plan| {
        plan.actions[1].by_when = on(date(2026, 1, 31));
        plan.actions.remove(0);
        plan.actions.push(programme::action::ProposedAction {
            words: "Ask those who never came".to_owned(),
            ..programme::action::ProposedAction::default()
        });
    });
    settle_again(store, &second).await;
    assert_eq!(words(store, AsAt::Now).await.len(), 4);

    // The first cannot be taken back from under the second.
    let undo = region_may(Act::UndoImport);
    let early = store.undo_import(&undo, noon(), (brought.0.id, 2), "wrong").await.unwrap_err();
    assert!(matches!(early, Error::BuiltOn { .. }), "{early}");
    assert_eq!(words(store, AsAt::Now).await.len(), 4);

    store.undo_import(&undo, noon(), (second.0.id, 2), "the wrong version").await.unwrap();
    let after = standing(store).await;
    let nouns = |standing: &Standing| {
        let actions = standing.actions.iter().map(|(noun, _)| noun.clone()).collect::<Vec<_>>();
        (standing.plan.0.clone(), actions)
    };
    assert_eq!(nouns(&after), nouns(&before));
    assert_eq!(words(store, AsAt::Day(date(2026, 12, 31))).await.len(), 3);
    let import = store.import(&all(), second.0.id).await.unwrap();
    assert_eq!((import.state, import.revision), (ImportState::Undone, 3));
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));

    // What it added is told in the history for ever, and the document may come again.
    let gone = store.history(&all(), &import.id.to_string()).await.unwrap();
    assert_eq!(gone.len(), 3);
    let mut third = second.clone();
    third.0.id = programme::id::ImportId::new(draw());
    settle_again(store, &third).await;
    assert_eq!(words(store, AsAt::Now).await.len(), 4);
    let twice = store.undo_import(&undo, noon(), (second.0.id, 3), "again").await.unwrap_err();
    assert!(matches!(twice, Error::NotReady { state: "undone" }));
}

pub(super) async fn a_return_that_is_taken_back_leaves_room_for_another(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = return_import("RRV");
    let first = keep(store, &brought).await;
    let undo = region_may(Act::UndoImport);
    store.undo_import(&undo, noon(), (brought.0.id, 2), "of another body").await.unwrap();
    let stranger = bed.stranger().await;
    assert_eq!(stranger.counts("submission").await, 0);
    assert_eq!(stranger.counts("objective").await, 0);
    let submission = &first.submission().unwrap().submission.noun;
    let history = store.history(&all(), &submission.id.to_string()).await.unwrap();
    assert_eq!(history.len(), 2);
    assert!(history[1].body.is_null());
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
    let mut another = return_import("RRV");
    another.1.push(b'!');
    another.0.sha256 = hash(&another.1);
    keep(store, &another).await;
    assert_eq!(stranger.counts("objective").await, 3);

    // A row put back by a stranger's hand shows.
    let back = first.submission().unwrap().objectives[0].noun.id;
    stranger
        .does(&format!(
            "INSERT INTO objective SELECT '{back}', submission, round, organisation, theme, 60000, revision, effective, recorded, person, body FROM objective LIMIT 1"
        ))
        .await;
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Broken { .. }));
}

pub(super) async fn whatever_else_waits_for_a_plan_that_changed_needs_another_look(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    keep(store, &plan_import("vale-plan", "RRV", date(2025, 9, 1), 3)).await;
    let (second, third) = (newer(date(2025, 10, 1), |_| {}), newer(date(2025, 11, 1), |_| {}));
    hold(store, &third).await;
    settle_again(store, &second).await;
    let waits = store.import(&all(), third.0.id).await.unwrap();
    assert_eq!((waits.state, waits.revision), (ImportState::NeedsAnotherLook, 2));
    // Whoever looked before is told so.
    let permit = region_may(Act::SettleImport);
    let commitment = again(store, &third.0).await;
    let stale = store.settle_import(&permit, noon(), (third.0.id, 1), &commitment).await;
    assert!(matches!(stale, Err(Error::Changed { .. })));
    let mend = region_may(Act::MendImport);
    store.mend_import(&mend, noon(), (third.0.id, 2), &[], &[]).await.unwrap();
    assert_eq!(store.import(&all(), third.0.id).await.unwrap().state, ImportState::Ready);
    store.settle_import(&permit, noon(), (third.0.id, 3), &commitment).await.unwrap();
}

pub(super) async fn what_was_said_of_columns_is_kept_and_remembered(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = plan_import("vale-plan", "RRV", date(2025, 9, 1), 1);
    hold(store, &brought).await;
    let heading = "Where we are".to_owned();
    let said = ColumnMapping { heading, field: Some(Field::Status) };
    let mapping = Mapping { columns: vec![said], values: Vec::new() };
    let mut read_again = brought.0.clone();
    read_again.mapping = mapping.clone();
    let Proposal::Plan(plan) = &mut read_again.draft.proposal else { panic!("a plan") };
    plan.actions[0].words = "Read with what was said".to_owned();
    let mend = region_may(Act::MendImport);
    store.read_import_again(&mend, noon(), 1, &read_again).await.unwrap();
    let found = store.import(&all(), brought.0.id).await.unwrap();
    assert_eq!(found, Import { revision: 2, ..read_again.clone() });
    let stale = store.read_import_again(&mend, noon(), 1, &read_again).await.unwrap_err();
    assert!(matches!(stale, Error::Changed { .. }));

    let remembered =
        async |code: &str, kind| store.remembered_mapping(&all(), &body(code), kind).await.unwrap();
    assert_eq!(remembered("RRV", Some("action_plan")).await, mapping);
    assert_eq!(remembered("RRV", None).await, mapping);
    assert_eq!(remembered("RRV", Some("audit_recommendations")).await, Mapping::default());
    assert_eq!(remembered("lantern", None).await, Mapping::default());
    let commitment = commitment(&found);
    let permit = region_may(Act::SettleImport);
    store.settle_import(&permit, noon(), (found.id, 2), &commitment).await.unwrap();
    assert_eq!(words(store, AsAt::Now).await[0].0, "Read with what was said");
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
