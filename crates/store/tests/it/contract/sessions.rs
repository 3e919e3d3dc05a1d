//! Sessions of browsers.

use authority::Act;
use programme::id::PersonId;
use programme::person::{Person, Role};
use store::{Credential, Session};

use crate::bed::Bed;
use crate::region::{at, draw, noon, region_may};

fn session(token: &str, person: Option<PersonId>) -> Session {
    Session {
        token: token.to_owned(),
        person,
        data: "{\"page\":1}".to_owned(),
        expires: at("2026-04-01T13:00:00Z"),
    }
}

async fn someone(bed: &Bed) -> PersonId {
    let person = Person {
        id: PersonId::new(draw()),
        sign_in: "sam".to_owned(),
        name: "Sam".to_owned(),
        role: Role::Auditor,
        organisation: None,
        email: None,
        disabled: false,
    };
    let credential = Credential::new("x".to_owned());
    let permit = region_may(Act::KeepPerson);
    bed.store.add_person(&permit, noon(), &person, &credential).await.unwrap();
    person.id
}

pub(super) async fn a_session_is_kept_until_it_expires(bed: &Bed) {
    let first = session("one", None);
    assert!(bed.store.create_session(&first).await.unwrap());
    assert!(!bed.store.create_session(&first).await.unwrap(), "a token was taken twice");
    assert_eq!(bed.store.load_session("one", noon()).await.unwrap(), Some(first.clone()));
    assert_eq!(bed.store.load_session("two", noon()).await.unwrap(), None);

    let longer = Session { expires: at("2026-04-02T13:00:00Z"), ..session("two", None) };
    bed.store.save_session(&longer).await.unwrap();
    let renewed = Session { data: "{}".to_owned(), ..longer };
    bed.store.save_session(&renewed).await.unwrap();
    let later = at("2026-04-01T13:00:00Z");
    assert_eq!(bed.store.load_session("one", later).await.unwrap(), None);
    assert_eq!(bed.store.load_session("two", later).await.unwrap(), Some(renewed));
    assert_eq!(bed.store.delete_expired_sessions(later).await.unwrap(), 1);
    bed.store.delete_session("two").await.unwrap();
    assert_eq!(bed.store.load_session("two", later).await.unwrap(), None);
    assert_eq!(bed.stranger().await.counts("session").await, 0);
}

pub(super) async fn a_disabled_persons_sessions_end(bed: &Bed) {
    let person = someone(bed).await;
    for token in ["desk", "telephone"] {
        bed.store.save_session(&session(token, Some(person))).await.unwrap();
    }
    bed.store.save_session(&session("of someone else", None)).await.unwrap();
    assert!(bed.store.load_session("desk", noon()).await.unwrap().is_some());
    bed.store.disable_person(&region_may(Act::KeepPerson), noon(), person).await.unwrap();
    assert!(bed.store.person(person).await.unwrap().disabled);
    assert_eq!(bed.stranger().await.counts("session").await, 1);

    // One that was under way while its person was disabled begins too late.
    bed.store.save_session(&session("late", Some(person))).await.unwrap();
    assert_eq!(bed.store.load_session("late", noon()).await.unwrap(), None);
    assert_eq!(bed.store.delete_sessions_of(person).await.unwrap(), 1);
}

pub(super) async fn a_copy_of_the_database_opens_no_door(bed: &Bed) {
    bed.store.save_session(&session("the words in the cookie", None)).await.unwrap();
    let kept = bed.stranger().await.texts("SELECT token FROM session").await;
    assert_eq!(kept.len(), 1);
    assert_eq!(bed.store.load_session(&kept[0], noon()).await.unwrap(), None);
    assert!(!format!("{:?}", session("the words", None)).contains("words"));
}
