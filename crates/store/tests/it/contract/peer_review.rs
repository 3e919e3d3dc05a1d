//! Peer reviews: each of two bodies writes its part, and what they agree becomes actions.

use authority::Act;
use authority::policy::Shelf;
use jiff::civil::date;
use programme::action::Action;
use programme::id::{ActionId, PeerReviewId, PlanId};
use programme::origin::Origin;
use programme::peer_review::{Findings, PeerReview, PeerReviewState, Response, agreed_plan};
use programme::plan::{Plan, PlanKind};
use programme::update::Course;
use store::{AsAt, Became, Error, Part, WhichActions};

use super::cycle::{is_whole, opened, own};
use crate::bed::Bed;
use crate::region::{all, body, draw, lead, noon, region_may, round, sees};

pub(super) async fn reviewer_and_reviewed_each_write_their_part(bed: &Bed) {
    let store = &bed.store;
    let (first, _) = opened(store).await;
    let review = PeerReview {
        id: PeerReviewId::new(draw()),
        round: round().key,
        reviewer: body("lantern"),
        reviewed: body("RRV"),
        submission: first.id,
        state: PeerReviewState::Proposed,
        strengths: String::new(),
        stretch: String::new(),
        questions: String::new(),
        answer: String::new(),
        agreed: String::new(),
        learning: String::new(),
    };
    let propose = region_may(Act::ProposePeerReviews);
    store.propose_peer_reviews(&propose, noon(), std::slice::from_ref(&review)).await.unwrap();
    for (who, count) in [("lantern", 1), ("RRV", 1), ("QRV", 0)] {
        let sight = sees(&lead(who), Shelf::Promises);
        assert_eq!(store.peer_reviews(&sight, AsAt::Now).await.unwrap().len(), count, "{who}");
    }
    let wrote = Findings { strengths: "It asks people".to_owned(), ..Findings::default() };
    let sent = review.clone().sent(wrote).unwrap();
    let permit = own("lantern", Act::WritePeerReview);
    let none = Became::default();
    store.write_peer_review(&permit, noon(), (Part::Reviewer, 1), &sent, &none).await.unwrap();
    let response = Response {
        answer: "Thank you".to_owned(),
        agreed: "Ask the two wards by 30 June 2026\n\nShare the guide".to_owned(),
        ..Response::default()
    };
    let answered = sent.answered(response).unwrap();
    let key = agreed_plan(&body("RRV")).unwrap();
    let agreed = |plan: Plan| {
        let actions = answered.agreed_actions().into_iter().map(|said| Action {
            id: ActionId::new(draw()),
            plan: plan.id,
            position: 1,
            said,
            course: Course::default(),
            origin: Origin::Typed,
        });
        let actions = actions.collect();
        Became { lessons: Vec::new(), agreed: Some((plan, actions)) }
    };
    let plan = |of: &str| Plan {
        id: PlanId::new(draw()),
        key: key.clone(),
        kind: PlanKind::ActionPlan,
        title: "Agreed".to_owned(),
        organisation: body(of),
        as_of: date(2026, 4, 1),
        as_of_words: String::new(),
        working: false,
        origin: Origin::Typed,
    };
    let first_time = agreed(plan("RRV"));
    let wrong =
        store.write_peer_review(&permit, noon(), (Part::Reviewed, 2), &answered, &none).await;
    assert!(matches!(wrong, Err(Error::WrongPermit { .. })), "{wrong:?}");
    let permit = own("RRV", Act::AnswerPeerReview);
    let reviewed = (Part::Reviewed, 2);
    store.write_peer_review(&permit, noon(), reviewed, &answered, &first_time).await.unwrap();
    // Of a second review, the actions stand in the same plan, after those of the first.
    let again = (Part::Reviewed, 3);
    let second_time = agreed(plan("RRV"));
    store.write_peer_review(&permit, noon(), again, &answered, &second_time).await.unwrap();
    let found = store.actions(&all(), &WhichActions::default(), AsAt::Now).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|kept| (kept.noun.position, kept.noun.said.by_when.due.is_some()))
        .collect();
    assert_eq!(told, [(1, true), (2, false), (3, true), (4, false)]);
    let held = store.plan_called(&all(), &key).await.unwrap();
    assert!(found.iter().all(|kept| kept.noun.plan == held.noun.id));
    let foreign = agreed(plan("lantern"));
    let taken =
        store.write_peer_review(&permit, noon(), (Part::Reviewed, 4), &answered, &foreign).await;
    assert!(matches!(taken, Err(Error::AlreadyKept { .. })), "{taken:?}");
    let sight = sees(&lead("RRV"), Shelf::Promises);
    assert_eq!(store.peer_review(&sight, review.id, AsAt::Now).await.unwrap().noun, answered);
    is_whole(store).await;
}
