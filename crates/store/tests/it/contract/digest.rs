//! Digests and calendar feeds: nobody is told twice of one thing, and a feed is found by its secret.

use authority::Act;
use jiff::civil::date;
use programme::calendar::CalendarFeed;
use programme::digest::{Digest, DigestState, Notice, Topic};
use programme::id::{By, CalendarFeedId, DigestId, PersonId};
use programme::person::{Person, Role};
use store::{Credential, Error, Verdict};

use crate::bed::Bed;
use crate::region::{all, draw, lead, may, noon, region_may, someone};

pub(super) async fn a_person(bed: &Bed, by: Option<PersonId>) -> Person {
    let id = by.unwrap_or_else(|| PersonId::new(draw()));
    let person = Person {
        id,
        sign_in: id.to_string(),
        name: "Sam".to_owned(),
        role: Role::Auditor,
        organisation: None,
        email: Some("sam@example.org".parse().unwrap()),
        disabled: false,
    };
    let credential = Credential::new("x".to_owned());
    let permit = region_may(Act::KeepPerson);
    bed.store.add_person(&permit, noon(), &person, &credential).await.unwrap();
    person
}

fn notice(subject: &str, occurrence: &str) -> Notice {
    let (subject, occurrence) = (subject.to_owned(), occurrence.to_owned());
    Notice { topic: Topic::Promise, subject, occurrence }
}

fn digest(person: PersonId, notices: &[Notice]) -> Digest {
    Digest {
        id: DigestId::new(draw()),
        person,
        day: date(2026, 4, 1),
        notices: notices.to_vec(),
        state: DigestState::Begun,
    }
}

pub(super) async fn nobody_is_told_of_one_thing_twice(bed: &Bed) {
    let store = &bed.store;
    let (sam, kim) = (a_person(bed, None).await.id, a_person(bed, None).await.id);
    let permit = region_may(Act::SendDigest);
    let (one, two) = (notice("act_1", "late 2026-03"), notice("act_2", "late 2026-03"));
    let first = digest(sam, std::slice::from_ref(&one));
    store.begin_digest(&permit, noon(), &first).await.unwrap();
    let both = digest(sam, &[two.clone(), one.clone()]);
    let refused = store.begin_digest(&permit, noon(), &both).await;
    assert!(matches!(refused, Err(Error::AlreadyKept { .. })), "{refused:?}");
    assert_eq!(store.notices(&all(), sam).await.unwrap().len(), 1, "half of it was kept");
    // Another time round, and another person, are other things.
    let moved = digest(sam, &[notice("act_1", "late 2026-06")]);
    store.begin_digest(&permit, noon(), &moved).await.unwrap();
    store.begin_digest(&permit, noon(), &digest(kim, std::slice::from_ref(&one))).await.unwrap();

    store.end_digest(&permit, noon(), first.id, (DigestState::Sent, None)).await.unwrap();
    let twice = store.end_digest(&permit, noon(), first.id, (DigestState::Sent, None)).await;
    assert!(matches!(twice, Err(Error::Changed { .. })), "{twice:?}");
    let why = (DigestState::NotSent, Some("refused with 550"));
    store.end_digest(&permit, noon(), moved.id, why).await.unwrap();
    let told = store.notices(&all(), sam).await.unwrap();
    assert_eq!(told.into_iter().collect::<Vec<_>>(), [one], "what did not leave was not told");
    let begun = store.digests(&all(), DigestState::Begun).await.unwrap();
    assert_eq!(begun.len(), 1);
    let wrong = region_may(Act::KeepPerson);
    let refused = store.begin_digest(&wrong, noon(), &digest(sam, &[two])).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    // What tells of a person is not for whoever reads plans.
    assert_eq!(store.history(&all(), &first.id.to_string()).await.unwrap(), []);
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn of_two_who_begin_one_digest_at_once_one_does(bed: &Bed) {
    let sam = a_person(bed, None).await.id;
    let begin = || async {
        let permit = region_may(Act::SendDigest);
        let one = digest(sam, &[notice("act_1", "late 2026-03")]);
        bed.store.begin_digest(&permit, noon(), &one).await
    };
    let (one, other) = tokio::join!(begin(), begin());
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
}

pub(super) async fn a_feed_is_found_by_its_secret_until_it_ends(bed: &Bed) {
    let store = &bed.store;
    let actor = someone(Role::Auditor, None);
    let By::Person(id) = actor.by else { panic!("a person") };
    let person = a_person(bed, Some(id)).await;
    let permit = may(&actor, Act::KeepCalendarFeed, None);
    let feed = |ended| CalendarFeed {
        id: CalendarFeedId::new(draw()),
        person: id,
        made: date(2026, 4, 1),
        ended,
    };
    let first = feed(false);
    store.make_calendar_feed(&permit, noon(), &first, "first").await.unwrap();
    assert_eq!(store.calendar_feed_of(id).await.unwrap(), Some(first.clone()));
    assert_eq!(store.calendar_feed_opened_by("first").await.unwrap(), Some(first.clone()));
    assert_eq!(store.calendar_feed_opened_by("First").await.unwrap(), None);
    let again = store.make_calendar_feed(&permit, noon(), &first, "again").await;
    assert!(matches!(again, Err(Error::Changed { .. })), "{again:?}");
    let other = may(&lead("RRV"), Act::KeepCalendarFeed, Some("RRV"));
    let theirs = store.make_calendar_feed(&other, noon(), &feed(false), "theirs").await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");

    // A second takes the place of the first, and ends with the person.
    store.make_calendar_feed(&permit, noon(), &feed(false), "second").await.unwrap();
    assert!(store.calendar_feed_opened_by("first").await.unwrap().unwrap().ended);
    let keeps = region_may(Act::KeepPerson);
    store.disable_person(&keeps, noon(), person.id).await.unwrap();
    assert!(store.calendar_feed_opened_by("second").await.unwrap().unwrap().ended);
    assert_eq!(store.calendar_feed_of(id).await.unwrap(), None);
    store.end_calendar_feed(&permit, noon()).await.unwrap();
    let texts = bed.stranger().await.texts("SELECT secret FROM calendar_feed").await;
    assert!(texts.iter().all(|kept| kept.len() == 64), "{texts:?}");
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
