//! Organisations, rounds and people.

use authority::Act;
use authority::policy::Shelf;
use programme::id::PersonId;
use programme::organisation::{Class, Organisation};
use programme::person::{Person, Role};
use store::{Credential, Error, Verdict};

use crate::bed::Bed;
use crate::region::{administrator, all, at, body, draw, lead, noon, region_may, sees, settle_in};

pub(super) async fn organisations_come_by_name_and_keep_their_history(bed: &Bed) {
    settle_in(&bed.store).await;
    let renamed = Organisation::new(body("RRV"), "A New Name for the Hospitals", Class::Trust);
    let permit = region_may(Act::KeepOrganisation);
    let later = at("2026-05-01T08:00:00.5Z");
    assert_eq!(bed.store.keep_organisation(&permit, later, &renamed).await.unwrap(), 2);

    let names: Vec<String> =
        bed.store.organisations().await.unwrap().into_iter().map(|kept| kept.noun.name).collect();
    let expected =
        ["A New Name for the Hospitals", "Lantern Carers", "River Vale Integrated Care Board"];
    assert_eq!(names, expected);

    let found = bed.store.organisation(&body("RRV")).await.unwrap();
    assert_eq!((found.noun, found.revision, found.recorded), (renamed, 2, later));
    let history = bed.store.history(&all(), "RRV").await.unwrap();
    let told: Vec<(i64, &str)> =
        history.iter().map(|one| (one.revision, one.body["name"].as_str().unwrap())).collect();
    assert_eq!(told, [(1, "River Vale Hospitals"), (2, "A New Name for the Hospitals")]);
    assert!(matches!(bed.store.organisation(&body("nobody")).await, Err(Error::NotFound)));
}

pub(super) async fn a_round_is_found_by_its_key(bed: &Bed) {
    settle_in(&bed.store).await;
    let round = crate::region::round();
    assert_eq!(bed.store.round(&round.key).await.unwrap().noun, round);
    let rounds = bed.store.rounds(store::AsAt::Now).await.unwrap();
    assert_eq!(rounds.into_iter().map(|kept| kept.noun).collect::<Vec<_>>(), [round]);
}

fn amina() -> Person {
    Person {
        id: PersonId::new(draw()),
        sign_in: "amina".to_owned(),
        name: "Amina Vale".to_owned(),
        role: Role::OrganisationLead,
        organisation: Some(body("RRV")),
        email: None,
        disabled: false,
    }
}

pub(super) async fn people_are_kept_and_their_credential_never_leaves_with_them(bed: &Bed) {
    settle_in(&bed.store).await;
    let (permit, person) = (region_may(Act::KeepPerson), amina());
    let credential = Credential::new("$argon2id$of-a-secret".to_owned());
    bed.store.add_person(&permit, noon(), &person, &credential).await.unwrap();
    let changed = Person { name: "Amina of the Vale".to_owned(), ..person.clone() };
    bed.store.keep_person(&permit, noon(), &changed).await.unwrap();

    let (found, proof) = bed.store.person_signing_in("amina").await.unwrap().unwrap();
    assert_eq!((&found, &proof), (&changed, &credential));
    assert_eq!(format!("{proof:?}"), "Credential(…)");
    assert_eq!(bed.store.person(person.id).await.unwrap(), changed);
    let people = sees(&administrator(), Shelf::People);
    assert_eq!(bed.store.people(&people).await.unwrap(), [changed]);
    assert_eq!(bed.store.people(&sees(&lead("RRV"), Shelf::People)).await.unwrap(), []);

    let stranger = bed.stranger().await;
    let told = stranger.texts("SELECT body FROM revision WHERE kind = 'person'").await;
    assert_eq!(told.len(), 2);
    assert!(!told.concat().contains("argon2"), "a credential is in a revision");
    assert_eq!(bed.store.history(&all(), &person.id.to_string()).await.unwrap(), []);

    let other = Credential::new("$argon2id$of-another".to_owned());
    bed.store.keep_credential(&permit, noon(), person.id, &other).await.unwrap();
    let (_, proof) = bed.store.person_signing_in("amina").await.unwrap().unwrap();
    assert_eq!(proof, other);
    let verdict = bed.store.verify_journal().await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { lines: 7, .. }), "{verdict:?}");
}

pub(super) async fn a_sign_in_belongs_to_one_person(bed: &Bed) {
    settle_in(&bed.store).await;
    let permit = region_may(Act::KeepPerson);
    let credential = Credential::new("x".to_owned());
    bed.store.add_person(&permit, noon(), &amina(), &credential).await.unwrap();
    let refused = bed.store.add_person(&permit, noon(), &amina(), &credential).await.unwrap_err();
    assert_eq!(refused.to_string(), "the sign-in “amina” is kept already");
    let nobody = bed.store.keep_person(&permit, noon(), &amina()).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
}
