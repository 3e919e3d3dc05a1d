//! The cycle of a round: it is opened, answered, sent, sent back, and its links end.

use authority::policy::Shelf;
use authority::{Act, Actor};
use jiff::civil::{Date, date};
use programme::answer::{Answer, ReviewNumber, Said, assembled};
use programme::change::Kind;
use programme::commitment::{Commitment, Making, Returned, Source, commit};
use programme::draft::{Account, Draft, Proposal, settle};
use programme::id::{AnswerId, By, LinkId, SubmissionId};
use programme::insight::{InsightKind, ProposedInsight, Reply};
use programme::link::Link;
use programme::objective::ProposedObjective;
use programme::origin::Origin;
use programme::person::Role;
use programme::round::{Round, RoundState};
use programme::submission::{Step, Submission, SubmissionState, WhosWho};
use store::{AsAt, Error, Kept, Store, Verdict, WhichInsights, WhichObjectives, WhichSubmissions};

use crate::bed::Bed;
use crate::region::{
    all, at, body, draw, framework, hash, hold, lead, may, noon, office, region_may, return_import,
    round, sees, settle_in, someone,
};

fn new_return(code: &str) -> Submission {
    Submission {
        id: SubmissionId::new(draw()),
        round: round().key,
        organisation: body(code),
        state: SubmissionState::NotStarted,
        who: WhosWho::default(),
        reviews: Vec::new(),
        received: None,
        because: String::new(),
        signed_off: None,
        origin: Origin::Typed,
    }
}

pub(super) fn answer(of: &Submission, position: u16, said: Said) -> Answer {
    let (submission, organisation) = (of.id, of.organisation.clone());
    Answer { id: AnswerId::new(draw()), submission, organisation, position, said }
}

pub(super) fn promise(words: &str) -> Said {
    Said::Objective(ProposedObjective {
        objective: words.to_owned(),
        sub_category: Some("B1".parse().unwrap()),
        ..ProposedObjective::default()
    })
}

fn insight(kind: InsightKind, words: &str, shared: bool) -> Said {
    let words = words.to_owned();
    Said::Insight(ProposedInsight { kind, words, shared, ..ProposedInsight::default() })
}

/// A round that was opened, with a return for each of two bodies and one answer in the first.
pub(super) async fn opened(store: &Store) -> (Submission, Submission) {
    settle_in(store).await;
    let returns = [new_return("RRV"), new_return("lantern")];
    let who = WhosWho { lead_officer: "The last lead".to_owned(), ..WhosWho::default() };
    let known = answer(&returns[0], 1, Said::Who(who));
    let [first, second] = returns;
    let fan = [(first.clone(), vec![known]), (second.clone(), Vec::new())];
    let permit = region_may(Act::OpenRound);
    store.open_round(&permit, noon(), (&round(), 1), &fan).await.unwrap();
    (first, second)
}

pub(super) fn own(code: &str, act: Act) -> authority::Permit {
    may(&lead(code), act, Some(code))
}

async fn returned(store: &Store, id: SubmissionId) -> Returned {
    let sight = sees(&office(), Shelf::Answers);
    let submission = store.submission(&all(), id).await.unwrap();
    let which = WhichObjectives { submission: Some(id), ..WhichObjectives::default() };
    let objectives = store.objectives(&all(), &which, AsAt::Now).await.unwrap();
    let which = WhichInsights { submission: Some(id), ..WhichInsights::default() };
    let insights = store.insights(&all(), &which, AsAt::Now).await.unwrap();
    let answers = store.answers(&sight, id).await.unwrap();
    let pair = |kept: Kept<Answer>| (kept.noun, kept.revision);
    Returned {
        submission: (submission.noun, submission.revision),
        objectives: objectives.into_iter().map(|kept| (kept.noun, kept.revision)).collect(),
        insights: insights.into_iter().map(|kept| (kept.noun, kept.revision)).collect(),
        answers: answers.into_iter().map(pair).collect(),
    }
}

/// What is sent of a return as it stands.
pub(super) async fn whole(store: &Store, id: SubmissionId) -> Commitment {
    whole_on(store, id, date(2026, 4, 1)).await
}

/// What is sent of a return as it stands, on a day.
async fn whole_on(store: &Store, id: SubmissionId, received: Date) -> Commitment {
    let returned = returned(store, id).await;
    let answers: Vec<Answer> = returned.answers.iter().map(|(one, _)| one.clone()).collect();
    let draft = Draft {
        proposal: Proposal::Return(assembled(&answers, ReviewNumber(2))),
        doubts: Vec::new(),
        account: Account::default(),
        columns: Vec::new(),
    };
    let settled = settle(draft, &[], office().by).unwrap();
    let framework = framework();
    let making = Making {
        source: Source::Answers { submission: &returned.submission.0, origin: &Origin::Typed },
        framework: Some(&framework),
        standing: None,
        returned: Some(&returned),
        earlier: &[],
        received,
        draw,
    };
    commit(&settled, making).unwrap()
}

async fn state(store: &Store, id: SubmissionId) -> SubmissionState {
    store.submission(&all(), id).await.unwrap().noun.state
}

pub(super) async fn is_whole(store: &Store) {
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn opening_a_round_gives_everybody_it_asks_a_return(bed: &Bed) {
    let store = &bed.store;
    let (first, second) = opened(store).await;
    let which = WhichSubmissions::default();
    let found = store.submissions(&all(), &which, AsAt::Now).await.unwrap();
    assert_eq!(found.iter().map(|kept| &kept.noun).collect::<Vec<_>>(), [&first, &second]);
    let sight = sees(&lead("RRV"), Shelf::Answers);
    assert_eq!(store.answers(&sight, first.id).await.unwrap().len(), 1);
    let strangers = sees(&lead("lantern"), Shelf::Answers);
    assert_eq!(store.answers(&strangers, first.id).await.unwrap(), []);

    // Opened by two at once, it is opened once; opened again, nobody gets a second return.
    let permit = region_may(Act::OpenRound);
    let again = [(new_return("RRV"), Vec::new())];
    let stale = store.open_round(&permit, noon(), (&round(), 1), &again).await;
    assert!(matches!(stale, Err(Error::Changed { seen: 1, newest: 2, .. })), "{stale:?}");
    store.open_round(&permit, noon(), (&round(), 2), &again).await.unwrap();
    assert_eq!(store.submissions(&all(), &which, AsAt::Now).await.unwrap().len(), 2);
    let closed = Round { state: RoundState::Closed, ..round() };
    store.change_round(&region_may(Act::CloseRound), noon(), &closed, Some(3)).await.unwrap();
    let twice = store.change_round(&region_may(Act::KeepRound), noon(), &round(), None).await;
    assert!(matches!(twice, Err(Error::Changed { .. })), "a key is taken once");
    is_whole(store).await;
}

pub(super) async fn of_two_who_write_one_answer_the_second_is_shown_the_first(bed: &Bed) {
    let store = &bed.store;
    let (first, _) = opened(store).await;
    let permit = own("RRV", Act::AnswerSubmission);
    let new = answer(&first, 2, promise("Fewer missed visits"));
    assert_eq!(store.keep_answer(&permit, noon(), &new, None).await.unwrap(), 1);
    assert_eq!(state(store, first.id).await, SubmissionState::InProgress);
    let mine = Answer { said: promise("Far fewer"), ..new.clone() };
    assert_eq!(store.keep_answer(&permit, noon(), &mine, Some(1)).await.unwrap(), 2);
    let theirs = Answer { said: promise("Somewhat fewer"), ..new.clone() };
    let refused = store.keep_answer(&permit, noon(), &theirs, Some(1)).await;
    assert!(matches!(refused, Err(Error::Changed { seen: 1, newest: 2, .. })), "{refused:?}");
    // The form of a new answer sent twice.
    let twice = store.keep_answer(&permit, noon(), &new, None).await;
    assert!(matches!(twice, Err(Error::Changed { seen: 0, .. })), "{twice:?}");
    let stale = store.remove_answer(&permit, noon(), (new.id, 1)).await;
    assert!(matches!(stale, Err(Error::Changed { .. })));
    store.remove_answer(&permit, noon(), (new.id, 2)).await.unwrap();
    let gone = store.keep_answer(&permit, noon(), &theirs, Some(2)).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    let back = store.keep_answer(&permit, noon(), &theirs, None).await;
    assert!(matches!(back, Err(Error::NotFound)), "what is out does not begin anew: {back:?}");
    let others = own("lantern", Act::AnswerSubmission);
    let foreign = store.keep_answer(&others, noon(), &answer(&first, 3, promise("x")), None).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    is_whole(store).await;
}

pub(super) async fn a_return_is_sent_sent_back_and_sent_again(bed: &Bed) {
    let store = &bed.store;
    let (first, _) = opened(store).await;
    let write = own("RRV", Act::AnswerSubmission);
    let (one, two) =
        (answer(&first, 2, promise("Fewer missed visits")), answer(&first, 3, promise("Shorter")));
    let need = answer(&first, 4, insight(InsightKind::SupportNeed, "An analyst", false));
    for new in [&one, &two, &need] {
        store.keep_answer(&write, noon(), new, None).await.unwrap();
    }
    let send = own("RRV", Act::SubmitSubmission);
    let commitment = whole(store, first.id).await;
    store.submit(&send, noon(), &commitment).await.unwrap();
    let twice = store.submit(&send, noon(), &commitment).await;
    assert!(matches!(twice, Err(Error::Changed { .. })), "sent twice, it is sent once");
    let closed = store.keep_answer(&write, noon(), &one, Some(1)).await;
    assert!(matches!(closed, Err(Error::NotNow(_))), "{closed:?}");

    let office_asks = region_may(Act::AskChanges);
    let kept = store.submission(&all(), first.id).await.unwrap();
    let asked = Submission { because: "Which wards?".to_owned(), ..kept.noun };
    let step = (Step::AskChanges, kept.revision);
    store.move_submission(&office_asks, noon(), step, &asked, "Which wards?").await.unwrap();
    let accept = region_may(Act::AcceptSubmission);
    let step = (Step::Accept, kept.revision + 1);
    let early = store.move_submission(&accept, noon(), step, &asked, "").await;
    assert!(matches!(early, Err(Error::NotNow(_))), "{early:?}");

    let more = Answer { said: promise("Fewer missed visits in two wards"), ..one.clone() };
    store.keep_answer(&write, noon(), &more, Some(1)).await.unwrap();
    store.remove_answer(&write, noon(), (two.id, 1)).await.unwrap();
    store.remove_answer(&write, noon(), (need.id, 1)).await.unwrap();
    let again = whole_on(store, first.id, date(2026, 4, 20)).await;
    store.submit(&send, noon(), &again).await.unwrap();
    let which = WhichObjectives::default();
    let found = store.objectives(&all(), &which, AsAt::Now).await.unwrap();
    let words: Vec<_> =
        found.iter().map(|k| (k.revision, k.noun.promise.objective.as_str())).collect();
    assert_eq!(words, [(2, "Fewer missed visits in two wards")]);
    // On a day before it was sent again, it says what it said then.
    let on = async |day| {
        let found = store.objectives(&all(), &which, AsAt::Day(day)).await.unwrap();
        found.into_iter().map(|kept| kept.noun.promise.objective).collect::<Vec<_>>()
    };
    assert_eq!(on(date(2026, 4, 10)).await, ["Fewer missed visits", "Shorter"]);
    assert_eq!(on(date(2026, 4, 20)).await, ["Fewer missed visits in two wards"]);
    assert_eq!(on(date(2026, 3, 31)).await, [""; 0]);
    let needs = async |day| {
        let which = WhichInsights::default();
        let found = store.insights(&all(), &which, AsAt::Day(day)).await.unwrap();
        found.into_iter().map(|kept| kept.noun.said.words).collect::<Vec<_>>()
    };
    assert_eq!(needs(date(2026, 4, 10)).await, ["An analyst"]);
    assert_eq!(needs(date(2026, 4, 20)).await, [""; 0]);
    changes_are_told(store, first.id).await;
    let lanterns = sees(&lead("lantern"), Shelf::Promises);
    let foreign = store.objectives(&lanterns, &which, AsAt::Day(date(2026, 4, 10))).await;
    assert_eq!(foreign.unwrap(), []);
    let history = store.history(&all(), &one.objective().to_string()).await.unwrap();
    assert_eq!(history[0].body["promise"]["objective"], "Fewer missed visits");
    let gone = store.history(&all(), &two.objective().to_string()).await.unwrap();
    assert!(gone.last().unwrap().body.is_null());
    is_whole(store).await;
}

/// What stands on one day otherwise than on another is told, with why, to those who may see it.
async fn changes_are_told(store: &Store, id: SubmissionId) {
    let told = async |sight: &authority::Sight, kind, days| {
        let found = store.changes(sight, kind, days).await.unwrap();
        found
            .into_iter()
            .map(|change| {
                let words = change.thing().unwrap().title().to_owned();
                (words, change.before.is_some(), change.after.is_some(), change.reason)
            })
            .collect::<Vec<_>>()
    };
    let (before, between, last) = (date(2026, 3, 31), date(2026, 4, 10), date(2026, 4, 20));
    let first = told(&all(), Kind::Objective, (before, between)).await;
    assert_eq!(first.iter().filter(|(_, was, is, _)| !was && *is).count(), 2, "{first:?}");
    let second = told(&all(), Kind::Objective, (between, last)).await;
    let of = |words: &str| second.iter().find(|(known, ..)| known == words).cloned().unwrap();
    let (_, was, is, reason) = of("Fewer missed visits in two wards");
    assert!(was && is && reason.is_some(), "{second:?}");
    let (_, was, is, _) = of("Shorter");
    assert!(was && !is, "{second:?}");
    assert_eq!(second.len(), 2);
    let needs = told(&all(), Kind::Insight, (between, last)).await;
    assert_eq!(needs.len(), 1);
    // What came and went between the two days differs on neither.
    let whole = told(&all(), Kind::Objective, (before, last)).await;
    assert_eq!(whole.len(), 1, "{whole:?}");
    // Nothing between a day and itself, and nothing of another body; rounds are everybody's.
    assert_eq!(told(&all(), Kind::Objective, (last, last)).await, []);
    let lanterns = sees(&lead("lantern"), Shelf::Promises);
    assert_eq!(told(&lanterns, Kind::Objective, (between, last)).await, []);
    assert_eq!(told(&lanterns, Kind::Round, (before, between)).await.len(), 1);

    let on = async |day| {
        let found = store.submission_at(&all(), id, AsAt::Day(day)).await;
        found.map(|kept| kept.noun.state)
    };
    assert!(matches!(on(before).await, Err(Error::NotFound)));
    assert_eq!(on(between).await.unwrap(), SubmissionState::ChangesAsked);
    assert_eq!(on(last).await.unwrap(), SubmissionState::Submitted);
}

pub(super) async fn a_link_opens_one_return_by_its_secret_alone(bed: &Bed) {
    let store = &bed.store;
    let (first, second) = opened(store).await;
    let link = Link {
        id: LinkId::new(draw()),
        submission: second.id,
        round: second.round.clone(),
        organisation: body("lantern"),
        sent_to: "the manager".to_owned(),
        expires: at("2026-05-01T12:00:00Z"),
        revoked: false,
    };
    let make = own("lantern", Act::MakeLink);
    store.make_link(&make, noon(), &link, "a long secret").await.unwrap();
    assert_eq!(store.link_opened_by("a long secret").await.unwrap(), Some(link.clone()));
    assert_eq!(store.link_opened_by("another").await.unwrap(), None);
    let secrets = bed.stranger().await.texts("SELECT secret || body FROM link").await;
    assert!(!secrets[0].contains("a long secret"), "a copy of the database opens no return");

    let bearer = Actor::from(&link);
    let sight = sees(&bearer, Shelf::Answers);
    assert!(store.submission(&sight, second.id).await.is_ok());
    assert!(matches!(store.submission(&sight, first.id).await, Err(Error::NotFound)));
    assert_eq!(
        store.submissions(&sight, &WhichSubmissions::default(), AsAt::Now).await.unwrap(),
        []
    );
    let permit = may(&bearer, Act::AnswerSubmission, Some("lantern"));
    let new = answer(&second, 1, promise("A walk each week"));
    store.keep_answer(&permit, noon(), &new, None).await.unwrap();
    assert_eq!(store.answers(&sight, second.id).await.unwrap()[0].by, By::Link(link.id));
    // Another return of the same body is out of its reach.
    let other = Submission { id: first.id, ..second.clone() };
    let refused = store.keep_answer(&permit, noon(), &answer(&other, 1, promise("x")), None).await;
    assert!(matches!(refused, Err(Error::NotFound)));

    let foreign = store.revoke_link(&own("RRV", Act::MakeLink), noon(), link.id).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    store.revoke_link(&make, noon(), link.id).await.unwrap();
    store.revoke_link(&make, noon(), link.id).await.unwrap();
    let found = store.links(&sees(&lead("lantern"), Shelf::Promises), second.id).await.unwrap();
    assert_eq!((found[0].noun.revoked, found[0].revision), (true, 2));
    is_whole(store).await;
}

pub(super) async fn what_is_shared_is_seen_by_all_and_nothing_else_is(bed: &Bed) {
    let store = &bed.store;
    let (first, _) = opened(store).await;
    let write = own("RRV", Act::AnswerSubmission);
    for (position, said) in [
        promise("Fewer missed visits"),
        insight(InsightKind::Lesson, "Ask people first", true),
        insight(InsightKind::Lesson, "Our own affair", false),
        insight(InsightKind::SupportNeed, "An analyst", true),
    ]
    .into_iter()
    .enumerate()
    {
        let new = answer(&first, u16::try_from(position + 2).unwrap(), said);
        store.keep_answer(&write, noon(), &new, None).await.unwrap();
    }
    let commitment = whole(store, first.id).await;
    store.submit(&own("RRV", Act::SubmitSubmission), noon(), &commitment).await.unwrap();
    let seen = async |who: &Actor| {
        let sight = sees(who, Shelf::Promises);
        let found = store.insights(&sight, &WhichInsights::default(), AsAt::Now).await.unwrap();
        found.into_iter().map(|kept| kept.noun.said.words).collect::<Vec<_>>()
    };
    assert_eq!(seen(&office()).await.len(), 3);
    assert_eq!(seen(&lead("RRV")).await.len(), 3);
    assert_eq!(seen(&lead("lantern")).await, ["Ask people first"]);
    assert_eq!(seen(&someone(Role::Administrator, None)).await, ["Ask people first"]);

    let which = WhichInsights { kind: Some(InsightKind::SupportNeed), ..WhichInsights::default() };
    let need = store.insights(&all(), &which, AsAt::Now).await.unwrap().remove(0);
    let words = "A day a week from May".to_owned();
    let reply = Some(Reply { words, from: "the Board".to_owned(), on: date(2026, 4, 2) });
    let replied = programme::insight::Insight { reply, ..need.noun.clone() };
    let permit = region_may(Act::ReplyToInsight);
    let act = (&permit, Act::ReplyToInsight);
    store.change_insight(act, noon(), &replied, need.revision).await.unwrap();
    let stale = store.change_insight(act, noon(), &replied, need.revision).await;
    assert!(matches!(stale, Err(Error::Changed { .. })));
    let own_sight = sees(&lead("RRV"), Shelf::Promises);
    let found = store.insight(&own_sight, need.noun.id).await.unwrap();
    assert_eq!(found.noun, replied);
    is_whole(store).await;
}

pub(super) async fn a_return_brought_in_over_typed_answers_is_taken_back_whole(bed: &Bed) {
    let store = &bed.store;
    let (first, _) = opened(store).await;
    let write = own("RRV", Act::AnswerSubmission);
    let typed = answer(&first, 2, promise("Typed on a page"));
    store.keep_answer(&write, noon(), &typed, None).await.unwrap();
    let mut brought = return_import("RRV");
    brought.1.push(b'?');
    brought.0.sha256 = hash(&brought.1);
    hold(store, &brought).await;
    let before = returned(store, first.id).await;
    let settled = settle(brought.0.draft.clone(), &[], office().by).unwrap();
    let framework = framework();
    let making = Making {
        source: Source::Document(&brought.0),
        framework: Some(&framework),
        standing: None,
        returned: Some(&before),
        earlier: &[],
        received: date(2026, 4, 2),
        draw,
    };
    let commitment = commit(&settled, making).unwrap();
    let permit = region_may(Act::SettleImport);
    store.settle_import(&permit, noon(), (brought.0.id, 1), &commitment).await.unwrap();
    let after = returned(store, first.id).await;
    assert_eq!(after.submission.0.state, SubmissionState::Submitted);
    assert_eq!(after.objectives.len(), 3);
    let answers = after.answers.iter().filter(|(one, _)| matches!(one.said, Said::Objective(_)));
    assert_eq!(answers.count(), 3, "the document is what stands there now");

    let undo = region_may(Act::UndoImport);
    store.undo_import(&undo, noon(), (brought.0.id, 2), "of another body").await.unwrap();
    let back = returned(store, first.id).await;
    assert_eq!(back.submission.0, before.submission.0);
    let nouns = |of: &Returned| of.answers.iter().map(|(one, _)| one.clone()).collect::<Vec<_>>();
    assert_eq!(nouns(&back), nouns(&before));
    assert_eq!(back.objectives, []);
    is_whole(store).await;
}
