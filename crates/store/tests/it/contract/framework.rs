//! Frameworks that a region writes: drafts change, and what is published never does.

use authority::{Act, Permit};
use jiff::civil::date;
use programme::framework::{FrameworkText, Publication};
use programme::id::FrameworkId;
use store::{Error, Verdict};

use crate::bed::Bed;
use crate::region::{all, at, draw, framework_text, noon, office, region_may};

fn may() -> Permit {
    region_may(Act::KeepFramework)
}

/// A draft of that key.
pub(super) fn draft(key: &str) -> FrameworkText {
    FrameworkText {
        id: FrameworkId::new(draw()),
        key: key.parse().unwrap(),
        copy_of: "gloucestershire-2024".parse().unwrap(),
        text: framework_text(key),
        publication: Publication::Draft,
    }
}

pub(super) async fn a_draft_changes_and_what_is_published_never_does(bed: &Bed) {
    let (store, draft, later) = (&bed.store, draft("vale-2027"), at("2026-04-02T09:00:00Z"));
    store.add_framework(&may(), noon(), &draft).await.unwrap();
    let better = draft.text.replace("\"Vale\"", "\"The Vale\"");
    assert_eq!(store.write_framework(&may(), noon(), (draft.id, 1), &better).await.unwrap(), 2);
    assert_eq!(store.publish_framework(&may(), later, (draft.id, 2), &better).await.unwrap(), 3);

    let kept = store.framework(&draft.key).await.unwrap();
    let publication = Publication::Published { on: date(2026, 4, 2) };
    assert_eq!(kept.noun, FrameworkText { text: better.clone(), publication, ..draft.clone() });
    let seen = (draft.id, 3);
    let refusals = [
        store.write_framework(&may(), later, seen, "another").await.unwrap_err(),
        store.publish_framework(&may(), later, seen, &better).await.unwrap_err(),
        store.write_framework(&may(), later, (draft.id, 1), "another").await.unwrap_err(),
    ];
    for refused in refusals {
        let words = "vale-2027 was published on 2026-04-02 and never changes";
        assert_eq!(refused.to_string(), words);
    }
    // Nor by a stranger's hand.
    let stranger = bed.stranger().await;
    for sql in ["UPDATE framework SET body = '{}'", "DELETE FROM framework"] {
        let refused = stranger.try_to(sql).await.unwrap_err();
        assert!(refused.contains("a published framework never changes"), "{refused}");
    }
    assert_eq!(store.framework(&draft.key).await.unwrap(), kept);

    let history = store.history(&all(), &draft.id.to_string()).await.unwrap();
    assert_eq!(history.len(), 3);
    let verdict = store.verify_journal().await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { lines: 3, .. }), "{verdict:?}");
}

pub(super) async fn of_two_who_write_a_draft_one_is_told(bed: &Bed) {
    let (store, draft) = (&bed.store, draft("vale-2027"));
    store.add_framework(&may(), noon(), &draft).await.unwrap();
    let later = at("2026-04-01T12:30:00Z");
    store.write_framework(&may(), later, (draft.id, 1), "mine").await.unwrap();
    let refused = store.write_framework(&may(), noon(), (draft.id, 1), "yours").await.unwrap_err();
    let Error::Changed { seen, newest, by, at } = refused else { panic!("{refused:?}") };
    assert_eq!((seen, newest, by, at), (1, 2, office().by, later));
    assert_eq!(store.framework(&draft.key).await.unwrap().noun.text, "mine");
    let missing = (FrameworkId::new(draw()), 1);
    let none = store.write_framework(&may(), noon(), missing, "").await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
}

pub(super) async fn what_does_not_read_is_kept_and_not_published(bed: &Bed) {
    let (store, draft) = (&bed.store, draft("vale-2027"));
    store.add_framework(&may(), noon(), &draft).await.unwrap();
    let broken = "key = “vale";
    store.write_framework(&may(), noon(), (draft.id, 1), broken).await.unwrap();
    assert_eq!(store.framework(&draft.key).await.unwrap().noun.text, broken);
    for text in [broken, &framework_text("vale-2028")] {
        let refused = store.publish_framework(&may(), noon(), (draft.id, 2), text).await;
        assert!(matches!(refused, Err(Error::Misfit { .. })), "{refused:?}");
    }
    assert_eq!(store.framework(&draft.key).await.unwrap().revision, 2);
}

pub(super) async fn a_key_is_taken_once(bed: &Bed) {
    let (store, first) = (&bed.store, draft("vale-2027"));
    store.add_framework(&may(), noon(), &first).await.unwrap();
    let refused = store.add_framework(&may(), noon(), &draft("vale-2027")).await.unwrap_err();
    assert_eq!(refused.to_string(), "a framework vale-2027 is kept already");
    let other = draft("vale-2026");
    store.add_framework(&may(), noon(), &other).await.unwrap();
    let published = FrameworkText {
        publication: Publication::Published { on: date(2026, 4, 1) },
        ..draft("x")
    };
    let refused = store.add_framework(&may(), noon(), &published).await;
    assert!(matches!(refused, Err(Error::Misfit { .. })));
    let kept: Vec<FrameworkText> = store
        .frameworks(store::AsAt::Now)
        .await
        .unwrap()
        .into_iter()
        .map(|kept| kept.noun)
        .collect();
    assert_eq!(kept, [other, first]);
}
