//! A round that is closed: whatever was read before, it takes no answer and no return any more.

use authority::Act;
use programme::round::{NotThisRound, Round, RoundState};
use programme::submission::{Step, SubmissionState};
use store::{AsAt, Error, Verdict, WhichObjectives};

use super::cycle::{answer, opened, own, promise, whole};
use crate::bed::Bed;
use crate::region::{all, commitment, hold, noon, region_may, return_import, round};

fn is_closed<T: std::fmt::Debug>(refused: &Result<T, Error>) {
    let named = matches!(refused, Err(Error::NotThisRound(NotThisRound::TakesNoAnswers { title })) if *title == round().title);
    assert!(named, "{refused:?}");
}

pub(super) async fn what_a_writer_read_while_the_round_was_open_is_refused_once_it_is_closed(
    bed: &Bed,
) {
    let store = &bed.store;
    let (first, _) = opened(store).await;
    let write = own("RRV", Act::AnswerSubmission);
    let one = answer(&first, 2, promise("Fewer missed visits"));
    store.keep_answer(&write, noon(), &one, None).await.unwrap();
    let sent = whole(store, first.id).await;
    let brought = return_import("lantern");
    hold(store, &brought).await;
    let lines = bed.stranger().await.counts("journal").await;

    // Everything above was read; now somebody closes the round.
    let closed = Round { state: RoundState::Closed, ..round() };
    store.change_round(&region_may(Act::CloseRound), noon(), &closed, Some(2)).await.unwrap();
    let two = answer(&first, 3, promise("Shorter waits"));
    is_closed(&store.keep_answer(&write, noon(), &two, None).await);
    is_closed(&store.keep_answer(&write, noon(), &one, Some(1)).await);
    is_closed(&store.remove_answer(&write, noon(), (one.id, 1)).await);
    is_closed(&store.submit(&own("RRV", Act::SubmitSubmission), noon(), &sent).await);
    let settle = region_may(Act::SettleImport);
    let confirmed = commitment(&brought.0);
    is_closed(&store.settle_import(&settle, noon(), (brought.0.id, 1), &confirmed).await);
    for (step, act) in [(Step::AskChanges, Act::AskChanges), (Step::Reopen, Act::ReopenSubmission)]
    {
        let permit = region_may(act);
        is_closed(&store.move_submission(&permit, noon(), (step, 2), &first, "Say more").await);
    }

    // Nothing of it is there, and only the closing was told.
    let kept = store.submission(&all(), first.id).await.unwrap().noun;
    assert_eq!(kept.state, SubmissionState::InProgress);
    let which = WhichObjectives::default();
    assert_eq!(store.objectives(&all(), &which, AsAt::Now).await.unwrap(), []);
    assert_eq!(bed.stranger().await.counts("journal").await, lines + 1);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
