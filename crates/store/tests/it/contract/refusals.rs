//! What is refused, and what is not seen.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, Permit};
use jiff::civil::date;
use programme::answer::{Answer, Said};
use programme::id::{
    ActionId, AnswerId, FrameworkId, InsightId, LinkId, PeerReviewId, PersonId, PlanId, ReportId,
    RunId, UpdateId,
};
use programme::insight::{Insight, ProposedInsight};
use programme::link::Link;
use programme::organisation::{Class, Organisation};
use programme::origin::Origin;
use programme::peer_review::{PeerReview, PeerReviewState};
use programme::person::{Person, Role};
use programme::round::{Round, RoundState};
use programme::submission::{Step, WhosWho};
use programme::update::{About, Step as Telling, Update};
use store::{
    AsAt, Became, Credential, Error, NewRun, Page, Part, ReleaseAnswer, Report, WhichActions,
    WhichObjectives, WhichRecommendations, WhichSubmissions,
};

use crate::bed::Bed;
use crate::contract::framework::draft;
use crate::region::{
    a_line, a_post, all, at, body, commitment, draw, hash, hold, keep, lead, may, noon, of_plan,
    office, plan_import, region_may, return_import, round, sees, settle_in,
};

/// Tries every write there is with a permit; answers with what each was refused for.
async fn every_write(bed: &Bed, permit: &Permit) -> Vec<(Act, Result<(), Error>)> {
    let store = &bed.store;
    let (import, bytes) = plan_import("of-a-test", "RRV", date(2026, 1, 1), 1);
    let organisation = Organisation::new(body("new"), "New", Class::County);
    let person = Person {
        id: PersonId::new(draw()),
        sign_in: "new".to_owned(),
        name: "New".to_owned(),
        role: Role::Auditor,
        organisation: None,
        email: None,
        disabled: false,
    };
    let secret = Credential::new("x".to_owned());
    let report = Report {
        id: ReportId::new(draw()),
        title: "Board".to_owned(),
        kind: "board".to_owned(),
        format: "pdf".to_owned(),
        file: "board.pdf".to_owned(),
        round: None,
        as_at: date(2026, 4, 1),
        sha256: hash(b"paper"),
    };
    let objective = store.objectives(&all(), &WhichObjectives::default(), AsAt::Now).await.unwrap();
    let seen = (objective[0].noun.id, 1);
    let drafted = (FrameworkId::new(draw()), 1);
    let none = BTreeSet::new();
    let (id, now, day) = (import.id, noon(), date(2026, 4, 1));
    let (run, record) = (RunId::new(draw()), serde_json::json!({}));
    let new_run = NewRun { id: run, record: &record, findings: &[], entries: &[] };
    vec![
        (Act::HoldImport, store.hold_import(permit, now, &import, &bytes).await),
        (Act::MendImport, store.mend_import(permit, now, (id, 1), &[], &[]).await.map(drop)),
        (Act::SettleImport, store.settle_import(permit, now, (id, 1), &commitment(&import)).await),
        (Act::CancelImport, store.cancel_import(permit, now, (id, 1), "").await.map(drop)),
        (Act::UndoImport, store.undo_import(permit, now, (id, 1), "").await.map(drop)),
        (
            Act::MeasureObjective,
            store.measure_objective(permit, now, seen, None, day).await.map(drop),
        ),
        (Act::KeepFindings, store.keep_findings(permit, now, new_run).await.map(drop)),
        (
            Act::LetOut,
            store
                .answer_releases(permit, now, (run, &[]), ReleaseAnswer::LetOut("it is agreed"))
                .await,
        ),
        (Act::IssueReport, store.file_report(permit, now, &report, b"paper").await),
        (
            Act::KeepOrganisation,
            store.keep_organisation(permit, now, &organisation).await.map(drop),
        ),
        (
            Act::KeepOrganisation,
            store
                .change_organisation(permit, now, (&organisation, None), (&none, &none))
                .await
                .map(drop),
        ),
        (Act::KeepFramework, store.add_framework(permit, now, &draft("new")).await),
        (Act::KeepFramework, store.write_framework(permit, now, drafted, "").await.map(drop)),
        (Act::KeepFramework, store.publish_framework(permit, now, drafted, "").await.map(drop)),
        (Act::KeepRound, store.keep_round(permit, now, &round()).await.map(drop)),
        (Act::KeepPerson, store.add_person(permit, now, &person, &secret).await),
        (Act::KeepPerson, store.keep_person(permit, now, &person).await),
        (Act::KeepPerson, store.keep_credential(permit, now, person.id, &secret).await),
        (Act::KeepPerson, store.disable_person(permit, now, person.id).await),
    ]
}

/// Tries every write of the cycle of a round.
async fn every_write_of_the_cycle(bed: &Bed, permit: &Permit) -> Vec<(Act, Result<(), Error>)> {
    let (store, now) = (&bed.store, noon());
    let (import, _) = plan_import("of-a-test", "RRV", date(2026, 1, 1), 1);
    let closed = Round { state: RoundState::Closed, ..round() };
    let which = WhichSubmissions::default();
    let sent = store.submissions(&all(), &which, AsAt::Now).await.unwrap().remove(0);
    let answer = Answer {
        id: AnswerId::new(draw()),
        submission: sent.noun.id,
        organisation: body("RRV"),
        position: 1,
        said: Said::Who(WhosWho::default()),
    };
    let step = async |step| {
        let seen = (step, sent.revision);
        store.move_submission(permit, now, seen, &sent.noun, "").await.map(drop)
    };
    let link = Link {
        id: LinkId::new(draw()),
        submission: sent.noun.id,
        round: round().key,
        organisation: body("RRV"),
        sent_to: "somebody".to_owned(),
        expires: now,
        revoked: false,
    };
    let none = Became::default();
    let review = PeerReview {
        id: PeerReviewId::new(draw()),
        round: round().key,
        reviewer: body("RRV"),
        reviewed: body("RRV"),
        submission: sent.noun.id,
        state: PeerReviewState::Proposed,
        strengths: String::new(),
        stretch: String::new(),
        questions: String::new(),
        answer: String::new(),
        agreed: String::new(),
        learning: String::new(),
    };
    let insight = Insight {
        id: InsightId::new(draw()),
        submission: sent.noun.id,
        round: round().key,
        organisation: body("RRV"),
        position: 1,
        said: ProposedInsight::default(),
        codes: Vec::new(),
        reply: None,
        origin: Origin::Typed,
    };
    vec![
        (Act::CloseRound, store.change_round(permit, now, &closed, Some(1)).await.map(drop)),
        (Act::OpenRound, store.open_round(permit, now, (&round(), 1), &[]).await.map(drop)),
        (Act::AnswerSubmission, store.keep_answer(permit, now, &answer, None).await.map(drop)),
        (Act::AnswerSubmission, store.remove_answer(permit, now, (answer.id, 1)).await),
        (Act::SubmitSubmission, store.submit(permit, now, &commitment(&import)).await),
        (Act::SignOffSubmission, step(Step::SignOff).await),
        (Act::AskChanges, step(Step::AskChanges).await),
        (Act::AcceptSubmission, step(Step::Accept).await),
        (Act::ReopenSubmission, step(Step::Reopen).await),
        (Act::MakeLink, store.make_link(permit, now, &link, "secret").await),
        (Act::MakeLink, store.revoke_link(permit, now, link.id).await),
        (
            Act::ProposePeerReviews,
            store.propose_peer_reviews(permit, now, std::slice::from_ref(&review)).await,
        ),
        (
            Act::WritePeerReview,
            store
                .write_peer_review(permit, now, (Part::Reviewer, 1), &review, &none)
                .await
                .map(drop),
        ),
        (
            Act::AnswerPeerReview,
            store
                .write_peer_review(permit, now, (Part::Reviewed, 1), &review, &none)
                .await
                .map(drop),
        ),
        (
            Act::CodeInsight,
            store.change_insight((permit, Act::CodeInsight), now, &insight, 1).await.map(drop),
        ),
        (
            Act::ReplyToInsight,
            store.change_insight((permit, Act::ReplyToInsight), now, &insight, 1).await.map(drop),
        ),
    ]
}

/// Tries every write of who leads what.
async fn every_write_of_governance(bed: &Bed, permit: &Permit) -> Vec<(Act, Result<(), Error>)> {
    let (store, now, day) = (&bed.store, noon(), date(2026, 4, 1));
    let (post, line) = (a_post("RRV"), a_line("RRV"));
    let (new_post, new_line) = (a_post("RRV"), a_line("RRV"));
    vec![
        (Act::KeepPost, store.add_post(permit, now, &post).await.map(drop)),
        (Act::KeepPost, store.change_post(permit, now, (&post, 1), day).await.map(drop)),
        (Act::KeepPost, store.end_post(permit, now, (post.id, 2), day).await.map(drop)),
        (Act::KeepPost, store.end_post(permit, now, (new_post.id, 1), day).await.map(drop)),
        (Act::KeepReportingLine, store.add_reporting_line(permit, now, &line).await.map(drop)),
        (
            Act::KeepReportingLine,
            store.change_reporting_line(permit, now, (&line, 1), day).await.map(drop),
        ),
        (
            Act::KeepReportingLine,
            store.end_reporting_line(permit, now, (line.id, 2), day).await.map(drop),
        ),
        (
            Act::KeepReportingLine,
            store.end_reporting_line(permit, now, (new_line.id, 1), day).await.map(drop),
        ),
    ]
}

/// Tries to tell every kind of step of an action.
async fn every_update(bed: &Bed, permit: &Permit) -> Vec<(Act, Result<(), Error>)> {
    let steps = [
        (Act::TellUpdate, Telling::AskCompletion),
        (Act::TellUpdate, Telling::Supersede),
        (Act::AnswerDate, Telling::AgreeDate),
        (Act::AnswerDate, Telling::RefuseDate),
        (Act::VerifyCompletion, Telling::Verify),
        (Act::VerifyCompletion, Telling::NotVerified),
    ];
    let mut tried = Vec::new();
    for (act, step) in steps {
        let update = Update {
            id: UpdateId::new(draw()),
            about: About::Action(ActionId::new(draw())),
            plan: PlanId::new(draw()),
            organisation: body("RRV"),
            on: date(2026, 4, 1),
            step,
            words: "Because".to_owned(),
            evidence: Vec::new(),
        };
        tried.push((act, bed.store.tell(permit, noon(), 1, &update).await.map(drop)));
    }
    tried
}

pub(super) async fn a_permit_for_another_act_is_refused(bed: &Bed) {
    settle_in(&bed.store).await;
    keep(&bed.store, &return_import("RRV")).await;
    let stranger = bed.stranger().await;
    for act in Act::ALL {
        let lines = stranger.counts("journal").await;
        let mut fitting = 0;
        let permit = region_may(act);
        let mut tried = every_write(bed, &permit).await;
        tried.extend(every_write_of_the_cycle(bed, &permit).await);
        tried.extend(every_write_of_governance(bed, &permit).await);
        tried.extend(every_update(bed, &permit).await);
        for (wanted, answer) in tried {
            let is_refused = matches!(answer, Err(Error::WrongPermit { .. }));
            assert_eq!(is_refused, wanted != act, "{act:?} for {wanted:?}: {answer:?}");
            fitting += i64::from(answer.is_ok());
        }
        // What was refused left no line; what was done left one for each.
        assert_eq!(stranger.counts("journal").await, lines + fitting, "{act:?}");
    }
}

pub(super) async fn a_permit_of_another_organisation_is_refused(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let theirs = |act| may(&lead("lantern"), act, Some("lantern"));
    let brought = return_import("RRV");
    let (import, bytes) = &brought;
    let refused = store.hold_import(&theirs(Act::HoldImport), noon(), import, bytes).await;
    let words = "a permit for lantern does not do for RRV";
    assert_eq!(refused.unwrap_err().to_string(), words);

    // What is held already is another's thing, and looks like no thing.
    hold(store, &brought).await;
    let seen = (import.id, 1);
    let mend = store.mend_import(&theirs(Act::MendImport), noon(), seen, &[], &[]).await;
    assert!(matches!(mend, Err(Error::NotFound)));
    let cancel = store.cancel_import(&theirs(Act::CancelImport), noon(), seen, "").await;
    assert!(matches!(cancel, Err(Error::NotFound)));
    let commitment = commitment(import);
    let settle = store.settle_import(&theirs(Act::SettleImport), noon(), seen, &commitment).await;
    assert!(matches!(settle, Err(Error::NotFound)));
    store.settle_import(&region_may(Act::SettleImport), noon(), seen, &commitment).await.unwrap();
    let objective = (commitment.submission().unwrap().objectives[0].noun.id, 1);
    let permit = theirs(Act::MeasureObjective);
    let day = date(2026, 4, 1);
    let measure = store.measure_objective(&permit, noon(), objective, None, day).await;
    assert!(matches!(measure, Err(Error::NotFound)));
    let own = may(&lead("RRV"), Act::MeasureObjective, Some("RRV"));
    store.measure_objective(&own, noon(), objective, None, day).await.unwrap();
}

pub(super) async fn another_organisations_rows_are_invisible(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let plan = plan_import("vale-plan", "RRV", date(2026, 1, 1), 2);
    let kept_plan = keep(store, &plan).await;
    let kept_return = keep(store, &return_import("RRV")).await;
    let (found, recommendations, actions) = of_plan(&kept_plan);
    let promised = kept_return.submission().unwrap();
    let (submission, objectives) = (&promised.submission.noun, &promised.objectives);

    for (who, seen) in [("RRV", 1), ("lantern", 0)] {
        let promises = sees(&lead(who), Shelf::Promises);
        for as_at in [AsAt::Now, AsAt::Day(date(2026, 4, 1))] {
            assert_eq!(store.plans(&promises, as_at).await.unwrap().len(), seen);
            let which = WhichActions { plan: Some(found.id), organisation: Some(body("RRV")) };
            assert_eq!(store.actions(&promises, &which, as_at).await.unwrap().len(), 2 * seen);
            let which = WhichRecommendations::default();
            assert_eq!(store.recommendations(&promises, &which, as_at).await.unwrap().len(), seen);
            let which = WhichSubmissions::default();
            assert_eq!(store.submissions(&promises, &which, as_at).await.unwrap().len(), seen);
            let which = WhichObjectives::default();
            assert_eq!(store.objectives(&promises, &which, as_at).await.unwrap().len(), 3 * seen);
        }
        let is_seen = seen == 1;
        assert_eq!(store.plan(&promises, found.id).await.is_ok(), is_seen);
        assert_eq!(store.plan_called(&promises, &found.key).await.is_ok(), is_seen);
        assert_eq!(store.action(&promises, actions[0].id).await.is_ok(), is_seen);
        let one = store.recommendation(&promises, recommendations[0].id).await;
        assert_eq!(one.is_ok(), is_seen);
        assert_eq!(store.submission(&promises, submission.id).await.is_ok(), is_seen);
        assert_eq!(store.objective(&promises, objectives[0].noun.id).await.is_ok(), is_seen);
        let history = store.history(&promises, &actions[0].id.to_string()).await.unwrap();
        assert_eq!(history.len(), seen);
        let imports = sees(&lead(who), Shelf::Imports);
        assert_eq!(store.imports(&imports).await.unwrap().len(), 2 * seen);
        assert_eq!(store.import(&imports, plan.0.id).await.is_ok(), is_seen);
        assert_eq!(store.original(&imports, plan.0.id).await.is_ok(), is_seen);
        // Neither may read the journal or the people.
        let page = Page { before: None, size: 100 };
        assert_eq!(store.journal(&sees(&lead(who), Shelf::Journal), page).await.unwrap(), []);
        assert_eq!(store.people(&sees(&lead(who), Shelf::People)).await.unwrap(), []);
    }
    let missing = store.action(&sees(&lead("lantern"), Shelf::Promises), actions[0].id).await;
    assert!(matches!(missing, Err(Error::NotFound)), "another's thing is not no thing");
}

pub(super) async fn a_stale_write_is_refused_with_both_versions_named(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let brought = return_import("RRV");
    hold(store, &brought).await;
    let (import, later) = (&brought.0, at("2026-04-01T12:30:00Z"));
    let own = may(&lead("RRV"), Act::MendImport, Some("RRV"));
    store.mend_import(&own, later, (import.id, 1), &[], &[]).await.unwrap();

    let seen = (import.id, 1);
    let commitment = commitment(import);
    let refusals = [
        store.mend_import(&region_may(Act::MendImport), noon(), seen, &[], &[]).await.unwrap_err(),
        store.cancel_import(&region_may(Act::CancelImport), noon(), seen, "").await.unwrap_err(),
        store
            .settle_import(&region_may(Act::SettleImport), noon(), seen, &commitment)
            .await
            .unwrap_err(),
    ];
    for refused in refusals {
        let Error::Changed { seen, newest, by, at } = refused else { panic!("{refused:?}") };
        assert_eq!((seen, newest, by, at), (1, 2, lead("RRV").by, later));
        assert_eq!(refused.to_string(), "revision 1 was seen, and revision 2 is there now");
    }

    store
        .settle_import(&region_may(Act::SettleImport), noon(), (import.id, 2), &commitment)
        .await
        .unwrap();
    let id = commitment.submission().unwrap().objectives[0].noun.id;
    let (permit, day) = (region_may(Act::MeasureObjective), date(2026, 4, 2));
    store.measure_objective(&permit, later, (id, 1), None, day).await.unwrap();
    let refused = store.measure_objective(&permit, noon(), (id, 1), None, day).await.unwrap_err();
    let Error::Changed { seen, newest, by, at } = refused else { panic!("{refused:?}") };
    assert_eq!((seen, newest, by, at), (1, 2, office().by, later));
}

pub(super) async fn a_row_that_does_not_read_is_our_fault_and_not_missing(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let kept = keep(store, &plan_import("vale-plan", "RRV", date(2026, 1, 1), 2)).await;
    let id = of_plan(&kept).2[0].id;
    let stranger = bed.stranger().await;
    stranger.does(&format!("UPDATE action SET body = '{{}}' WHERE id = '{id}'")).await;
    let refused = store.action(&all(), id).await.unwrap_err();
    assert_eq!(refused.to_string(), format!("action {id} does not read"));
    let which = WhichActions::default();
    let refused = store.actions(&all(), &which, AsAt::Now).await;
    assert!(matches!(refused, Err(Error::Corrupt { table: "action", .. })));
}
