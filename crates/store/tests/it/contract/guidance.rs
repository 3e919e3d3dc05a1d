//! The files of a round: kept with it in one step, and found by it alone.

use authority::Act;
use programme::attachment::AttachedFile;
use programme::guidance::{Guidance, GuidancePage};
use programme::round::Round;
use store::{Error, Verdict};

use crate::bed::Bed;
use crate::region::{hash, hold, noon, region_may, return_import, round, settle_in};

const BYTES: &[u8] = b"Ask early, and ask those who are not asked";

fn file(bytes: &[u8]) -> AttachedFile {
    AttachedFile::new("For leads", "leads.txt", (bytes, hash(bytes))).unwrap()
}

fn with(guidance: Vec<Guidance>) -> Round {
    Round { guidance, ..round() }
}

pub(super) async fn a_file_is_kept_with_the_round_or_not_at_all(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let stranger = bed.stranger().await;
    let permit = region_may(Act::KeepRound);
    let attached = with(vec![Guidance::File(file(BYTES))]);

    // Nothing is kept of a file without its bytes, with others, or for a round that moved on.
    let misfits = [
        store.change_round(&permit, noon(), &attached, Some(1)).await,
        store.keep_round(&permit, noon(), &attached).await,
        store.attach_guidance(&permit, noon(), (&attached, 1), b"others").await,
        store.attach_guidance(&permit, noon(), (&round(), 1), BYTES).await,
    ];
    for misfit in misfits {
        assert!(matches!(misfit, Err(Error::Misfit { .. })), "{misfit:?}");
    }
    let stale = store.attach_guidance(&permit, noon(), (&attached, 7), BYTES).await;
    assert!(matches!(stale, Err(Error::Changed { .. })), "{stale:?}");
    let wrong = region_may(Act::OpenRound);
    let wrong = store.attach_guidance(&wrong, noon(), (&attached, 1), BYTES).await;
    assert!(matches!(wrong, Err(Error::WrongPermit { .. })), "{wrong:?}");
    let before = stranger.counts("journal").await;
    assert_eq!(stranger.counts("document").await, 0);

    assert_eq!(store.attach_guidance(&permit, noon(), (&attached, 1), BYTES).await.unwrap(), 2);
    assert_eq!(
        (stranger.counts("document").await, stranger.counts("journal").await),
        (1, before + 1)
    );
    let key = round().key;
    let (found, bytes) = store.guidance(&key, &hash(BYTES)).await.unwrap();
    assert_eq!((found, bytes.as_slice()), (file(BYTES), BYTES));

    // What is kept for something else is not found as guidance.
    let brought = return_import("RRV");
    hold(store, &brought).await;
    let hidden = store.guidance(&key, &brought.0.sha256).await;
    assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");

    // Taken out, it is not found any more; its bytes and the history stay.
    store.change_round(&permit, noon(), &round(), Some(2)).await.unwrap();
    assert!(matches!(store.guidance(&key, &hash(BYTES)).await, Err(Error::NotFound)));
    assert_eq!(stranger.counts("document").await, 2);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn a_round_of_before_there_were_files_reads_as_it_was(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let page = GuidancePage {
        title: "User guide".to_owned(),
        link: "https://example.org/guide".to_owned(),
    };
    let linked = with(vec![Guidance::Page(page)]);
    store.change_round(&region_may(Act::KeepRound), noon(), &linked, Some(1)).await.unwrap();
    let stranger = bed.stranger().await;
    let body = stranger.texts("SELECT body FROM round").await.remove(0);
    let before = r#""guidance":[{"title":"User guide","link":"https://example.org/guide"}]"#;
    assert!(body.contains(before), "{body}");
    assert_eq!(store.round(&round().key).await.unwrap().noun, linked);
}
