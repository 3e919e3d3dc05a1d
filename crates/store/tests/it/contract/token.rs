//! Tokens of programs: one is found by its secret, is its owner's alone, and ends with them.

use authority::Act;
use jiff::civil::date;
use programme::id::{By, PersonId, TokenId};
use programme::person::Role;
use programme::token::Token;
use store::{Error, KeptToken, Verdict};

use super::digest::a_person;
use crate::bed::Bed;
use crate::region::{at, draw, lead, may, noon, region_may, someone};

fn token(person: PersonId, name: &str) -> Token {
    Token {
        id: TokenId::new(draw()),
        person,
        name: name.to_owned(),
        made: date(2026, 4, 1),
        ends: at("2026-04-11T12:00:00Z"),
        revoked: false,
    }
}

pub(super) async fn a_token_is_found_by_its_secret_until_it_ends(bed: &Bed) {
    let store = &bed.store;
    let actor = someone(Role::Auditor, None);
    let By::Person(id) = actor.by else { panic!("a person") };
    a_person(bed, Some(id)).await;
    let permit = may(&actor, Act::KeepToken, None);
    let [first, second] = [token(id, "first"), token(id, "second")];
    store.make_token(&permit, noon(), &first, "one").await.unwrap();
    store.make_token(&permit, at("2026-04-02T12:00:00Z"), &second, "two").await.unwrap();
    let kept = |token: &Token| KeptToken { token: token.clone(), used: None };
    assert_eq!(store.tokens_of(id).await.unwrap(), [kept(&second), kept(&first)]);
    assert_eq!(store.token_of_secret("one").await.unwrap(), Some(kept(&first)));
    assert_eq!(store.token_of_secret("One").await.unwrap(), None);
    let again = store.make_token(&permit, noon(), &first, "again").await;
    assert!(matches!(again, Err(Error::Changed { .. })), "{again:?}");

    // Nobody makes one for another, nor ends theirs.
    let other = may(&lead("RRV"), Act::KeepToken, Some("RRV"));
    let theirs = store.make_token(&other, noon(), &token(id, "theirs"), "three").await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
    let theirs = store.revoke_token(&other, noon(), first.id).await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
    let feed = may(&actor, Act::KeepCalendarFeed, None);
    let wrong = store.revoke_token(&feed, noon(), first.id).await;
    assert!(matches!(wrong, Err(Error::WrongPermit { .. })), "{wrong:?}");

    store.revoke_token(&permit, noon(), first.id).await.unwrap();
    store.revoke_token(&permit, noon(), first.id).await.unwrap();
    let revoked =
        async |secret: &str| store.token_of_secret(secret).await.unwrap().unwrap().token.revoked;
    assert!(revoked("one").await && !revoked("two").await);
    store.disable_person(&region_may(Act::KeepPerson), noon(), id).await.unwrap();
    assert!(revoked("two").await, "it ends with its person");
    let texts = bed.stranger().await.texts("SELECT secret FROM token").await;
    assert!(texts.iter().all(|kept| kept.len() == 64), "{texts:?}");
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

pub(super) async fn the_use_of_a_token_is_noted_by_the_day_and_changes_nothing_of_it(bed: &Bed) {
    let store = &bed.store;
    let actor = someone(Role::Auditor, None);
    let By::Person(id) = actor.by else { panic!("a person") };
    a_person(bed, Some(id)).await;
    let permit = may(&actor, Act::KeepToken, None);
    let [one, other] = [token(id, "one"), token(id, "other")];
    store.make_token(&permit, noon(), &one, "one").await.unwrap();
    store.make_token(&permit, noon(), &other, "other").await.unwrap();
    let used = async |secret: &str| store.token_of_secret(secret).await.unwrap().unwrap().used;
    for (day, noted) in [(3, 3), (5, 5), (4, 5)] {
        store.note_use_of_token(one.id, date(2026, 4, day)).await.unwrap();
        assert_eq!(used("one").await, Some(date(2026, 4, noted)), "it never goes back");
    }
    assert_eq!(used("other").await, None);
    store.revoke_token(&permit, noon(), one.id).await.unwrap();
    assert_eq!(used("one").await, Some(date(2026, 4, 5)), "what was noted stays");
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}
