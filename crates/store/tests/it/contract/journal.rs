//! The journal: a chain that shows where it was broken.

use authority::Act;
use authority::policy::Shelf;
use disclosure::Policy;
use jiff::civil::date;
use programme::organisation::{Class, Organisation};
use store::{Breach, Page, Verdict};

use crate::bed::{Bed, Stranger};
use crate::region::{
    all, body, hold, keep, noon, office, plan_import, region_may, return_import, sees, settle_in,
};

/// A store with a history: twelve lines, of which the last is a cancelled import's.
async fn with_a_past(bed: &Bed) -> Stranger {
    settle_in(&bed.store).await;
    keep(&bed.store, &plan_import("vale-plan", "RRV", date(2026, 1, 1), 2)).await;
    let brought = return_import("RRV");
    hold(&bed.store, &brought).await;
    let cancel = region_may(Act::CancelImport);
    bed.store.cancel_import(&cancel, noon(), (brought.0.id, 1), "by mistake").await.unwrap();
    bed.stranger().await
}

async fn broken(bed: &Bed) -> (i64, Breach) {
    match bed.store.verify_journal().await.unwrap() {
        Verdict::Broken { sequence, breach } => (sequence, breach),
        whole @ Verdict::Whole { .. } => panic!("nothing was found amiss: {whole:?}"),
    }
}

pub(super) async fn it_verifies_and_pages_newest_first(bed: &Bed) {
    let empty = bed.store.verify_journal().await.unwrap();
    assert!(matches!(empty, Verdict::Whole { lines: 0, .. }));
    with_a_past(bed).await;
    let sight = sees(&office(), Shelf::Journal);
    let page = Page { before: None, size: 5 };
    let newest = bed.store.journal(&sight, page).await.unwrap();
    let sequences: Vec<i64> = newest.iter().map(|line| line.sequence).collect();
    assert_eq!(sequences, [12, 11, 10, 9, 8]);
    let last = &newest[0];
    assert_eq!((last.act.as_str(), last.reason.as_deref()), ("cancel-import", Some("by mistake")));
    assert_eq!((last.before, last.after, last.at), (Some(1), Some(2), noon()));
    assert_eq!((last.by, &last.on_behalf_of), (office().by, &None));
    let page = Page { before: Some(8), size: 100 };
    let rest = bed.store.journal(&sight, page).await.unwrap();
    assert_eq!((rest.len(), rest[0].sequence, rest[6].sequence), (7, 7, 1));
    let verdict = bed.store.verify_journal().await.unwrap();
    assert_eq!(verdict, Verdict::Whole { lines: 12, head: last.hash.clone() });
}

pub(super) async fn nobody_updates_or_deletes_a_line(bed: &Bed) {
    let stranger = with_a_past(bed).await;
    for sql in ["UPDATE journal SET act = 'other'", "DELETE FROM journal WHERE sequence = 12"] {
        let refused = stranger.try_to(sql).await.unwrap_err();
        assert!(refused.contains("append-only"), "{refused}");
    }
    assert!(matches!(bed.store.verify_journal().await.unwrap(), Verdict::Whole { lines: 12, .. }));
}

pub(super) async fn a_changed_line_shows(bed: &Bed) {
    let stranger = with_a_past(bed).await;
    stranger.disarms_the_journal().await;
    for (column, other) in [
        ("act", "'keep-round'"),
        ("person", "'per_00000000-0000-0000-0000-00000000ffff'"),
        ("instant", "'2026-04-01T12:00:00.000000001Z'"),
        ("on_behalf_of", "'lantern'"),
        ("reason", "'because'"),
        ("subject", "'imp_other'"),
    ] {
        let kept = format!("SELECT COALESCE({column}, 'NULL') FROM journal WHERE sequence = 6");
        let was = stranger.texts(&kept).await.remove(0);
        let set = |value: &str| format!("UPDATE journal SET {column} = {value} WHERE sequence = 6");
        assert_eq!(stranger.does(&set(other)).await, 1);
        assert_eq!(broken(bed).await, (6, Breach::LineChanged), "{column}");
        let back = if was == "NULL" { was } else { format!("'{was}'") };
        stranger.does(&set(&back)).await;
        assert!(matches!(bed.store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
    }
}

pub(super) async fn a_line_that_was_changed_and_hashed_again_shows(bed: &Bed) {
    let stranger = with_a_past(bed).await;
    stranger.disarms_the_journal().await;
    // Someone who knows the rule can make one line agree with itself, and then the next does not.
    let other = "1".repeat(64);
    stranger.does(&format!("UPDATE journal SET hash = '{other}' WHERE sequence = 6")).await;
    assert_eq!(broken(bed).await, (6, Breach::LineChanged));
    stranger.does(&format!("UPDATE journal SET previous = '{other}' WHERE sequence = 7")).await;
    stranger
        .does(&format!("UPDATE journal SET hash = '{}' WHERE sequence = 6", "2".repeat(64)))
        .await;
    stranger.does("DELETE FROM revision WHERE line <= 6").await;
    stranger.does("DELETE FROM journal WHERE sequence <= 6").await;
    assert_eq!(broken(bed).await, (7, Breach::Gap));
}

pub(super) async fn a_line_that_was_taken_out_shows(bed: &Bed) {
    let stranger = with_a_past(bed).await;
    stranger.disarms_the_journal().await;
    let gone = stranger.does("DELETE FROM revision WHERE line = 5").await;
    assert_eq!(gone, 1);
    assert_eq!(broken(bed).await, (5, Breach::RevisionMissing));
    stranger.does("DELETE FROM journal WHERE sequence = 5").await;
    assert_eq!(broken(bed).await, (6, Breach::Gap));
    // Closing the gap by counting again does not help: the chain is of hashes.
    let renumbered = "UPDATE journal SET sequence = sequence + 1000 WHERE sequence > 5";
    stranger.does("DELETE FROM revision WHERE line > 5").await;
    stranger.does(renumbered).await;
    stranger.does("UPDATE journal SET sequence = sequence - 1001 WHERE sequence > 5").await;
    assert_eq!(broken(bed).await, (5, Breach::Unchained));
}

pub(super) async fn a_changed_revision_shows(bed: &Bed) {
    let stranger = with_a_past(bed).await;
    let changed = stranger
        .does("UPDATE revision SET body = REPLACE(body, 'number 2', 'number 9') WHERE kind = 'action' AND body LIKE '%number 2%'")
        .await;
    assert_eq!(changed, 1);
    let line = stranger.numbers("SELECT line FROM revision WHERE body LIKE '%number 9%'").await[0];
    assert_eq!(broken(bed).await, (line, Breach::RevisionChanged));
}

pub(super) async fn a_changed_row_shows(bed: &Bed) {
    let stranger = with_a_past(bed).await;
    let changed = stranger
        .does("UPDATE action SET body = REPLACE(body, 'number 2', 'number 9') WHERE body LIKE '%number 2%'")
        .await;
    assert_eq!(changed, 1);
    let of_it = "SELECT MIN(line) FROM revision WHERE kind = 'action' AND body LIKE '%number 2%'";
    let line = stranger.numbers(of_it).await[0];
    assert_eq!(broken(bed).await, (line, Breach::RowChanged));
    stranger.does("DELETE FROM action WHERE body LIKE '%number 9%'").await;
    assert_eq!(broken(bed).await, (line, Breach::RowChanged));
}

pub(super) async fn a_changed_finding_shows(bed: &Bed) {
    let finding = super::evidence::finding("health-checks", "2026-01", &[(612, 1004)]);
    let released = disclosure::release(&finding, &policy());
    super::evidence::keep_of(bed, &[released], "input").await.unwrap();
    assert!(matches!(bed.store.verify_journal().await.unwrap(), Verdict::Whole { lines: 2, .. }));
    let stranger = bed.stranger().await;
    stranger.does("UPDATE finding SET sealed = REPLACE(sealed, 'Checks', 'Checked')").await;
    assert_eq!(broken(bed).await, (1, Breach::FindingChanged));
    stranger.does("DELETE FROM finding").await;
    assert_eq!(broken(bed).await, (1, Breach::FindingChanged));
}

pub(super) fn policy() -> Policy {
    Policy::from_toml(include_str!("../../../../../data/disclosure/local.toml")).unwrap()
}

pub(super) async fn many_who_write_at_once_make_one_chain(bed: &Bed) {
    settle_in(&bed.store).await;
    let writers: Vec<_> = (0..12)
        .map(|writer| {
            let store = bed.store.clone();
            tokio::spawn(async move {
                let permit = region_may(Act::KeepOrganisation);
                for turn in 0..5 {
                    let (code, name) = (format!("body-{}", writer % 4), format!("{writer} {turn}"));
                    let organisation = Organisation::new(body(&code), name, Class::Practice);
                    store.keep_organisation(&permit, noon(), &organisation).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let verdict = bed.store.verify_journal().await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { lines: 64, .. }), "{verdict:?}");
    let history = bed.store.history(&all(), "body-0").await.unwrap();
    let revisions: Vec<i64> = history.iter().map(|one| one.revision).collect();
    assert_eq!(revisions, (1..=15).collect::<Vec<_>>());
}
