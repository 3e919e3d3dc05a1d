//! Digests: what is due from each, in words, and never a second time.

use std::collections::BTreeSet;

use authority::{Act, Actor, permit};
use insta::assert_snapshot;
use jiff::SignedDuration;
use office::demo::PASSWORD;
use office::digest::{Address, Letter, Outcome};
use office::plan::ActionLine;
use office::region::{NewPerson, desk};
use office::{Moment, Office};
use programme::by_when::ByWhen;
use programme::digest::Topic;
use programme::id::{By, UpdateId};
use programme::person::Role;
use programme::status::Status;
use programme::update::{About, Step, Update};
use store::Store;
use testkit::{Boxed, draw, moment};

fn address() -> Address {
    "https://fairlead.example".parse().unwrap()
}

/// The example region, with a lead of a body that has not returned and has promises of its own.
async fn region() -> Boxed {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let new = NewPerson {
        sign_in: "board.lead".to_owned(),
        name: "Wilhelmina O'Fenn".to_owned(),
        role: Role::OrganisationLead,
        organisation: Some("QTR".parse().unwrap()),
        email: Some("board.lead@three-rivers.example".parse().unwrap()),
    };
    let desk = desk(Role::Administrator);
    boxed.office.add_person(&desk, moment(), new, PASSWORD).await.unwrap();
    boxed
}

fn later(hours: i64) -> Moment {
    let now = moment().now.checked_add(SignedDuration::from_hours(hours)).unwrap();
    Moment { now, ..moment() }
}

async fn letters(office: &Office, moment: Moment) -> Vec<Letter> {
    office.letters(&desk(Role::Administrator), moment, &address()).await.unwrap()
}

async fn letter_to(office: &Office, sign_in: &str, moment: Moment) -> Option<Letter> {
    letters(office, moment).await.into_iter().find(|letter| letter.sign_in == sign_in)
}

/// Tells something of an action, as the pages of actions do.
async fn tell(boxed: &Boxed, actor: &Actor, of: &ActionLine, step: Step, words: &str) {
    let file = boxed.folder.path().join("data/fairlead.db");
    let store = Store::open(&format!("sqlite:{}", file.display())).await.unwrap();
    let sight = authority::sight(actor, authority::policy::Shelf::Promises);
    let kept = store.action(&sight, of.action.id).await.unwrap();
    let plan = store.plan(&sight, of.action.plan).await.unwrap().noun;
    let act = match step {
        Step::AgreeDate | Step::RefuseDate => Act::AnswerDate,
        Step::Verify | Step::NotVerified => Act::VerifyCompletion,
        Step::Progress(_)
        | Step::AskDate(_)
        | Step::AskCompletion
        | Step::Supersede
        | Step::NotAdopt
        | Step::Reopen
        | Step::NameOwner(_) => Act::TellUpdate,
    };
    let permit = permit(actor, act, Some(&plan.organisation)).unwrap();
    let update = Update {
        id: UpdateId::new(draw()),
        about: About::Action(of.action.id),
        plan: plan.id,
        organisation: plan.organisation,
        on: moment().today,
        step,
        words: words.to_owned(),
        evidence: Vec::new(),
    };
    let at = moment().now.checked_add(SignedDuration::from_secs(kept.revision)).unwrap();
    store.tell(&permit, at, kept.revision, &update).await.unwrap();
    store.close().await.unwrap();
}

async fn send(office: &Office, letter: &Letter, moment: Moment, outcome: &Outcome) {
    let desk = desk(Role::Administrator);
    let id = office.begin_digest(&desk, moment, letter).await.unwrap().unwrap();
    office.end_digest(&desk, moment, id, outcome).await.unwrap();
}

#[tokio::test]
async fn a_digest_says_what_is_due_in_two_forms_of_the_same_words() {
    let boxed = region().await;
    let lead = letter_to(&boxed.office, "board.lead", moment()).await.unwrap();
    assert_snapshot!("plain", masked(&lead.plain));
    assert_snapshot!("html", masked(&lead.html));
    let office = letter_to(&boxed.office, "programme.office", moment()).await.unwrap();
    assert!(office.plain.contains("* 6 returns to read in “Planning round, autumn 2026”"));
    let all = letters(&boxed.office, moment()).await;
    let told: Vec<&str> = all.iter().map(|letter| letter.sign_in.as_str()).collect();
    assert_eq!(told, ["board.lead", "programme.office", "sponsor"]);
    for letter in &all {
        assert!(!letter.subject.contains(&letter.name), "it shows on locked telephones");
        assert!(!format!("{letter:?}").contains("three-rivers.example"), "an address is printed");
    }
}

/// A text without the identities that were drawn for it.
fn masked(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(at) = text.find("00000000-0000-") {
        text.replace_range(at..at + 36, "ID");
    }
    text
}

#[tokio::test]
async fn nothing_of_another_body_is_in_a_digest() {
    let boxed = region().await;
    let office = &boxed.office;
    let programme = boxed.person("programme.office").await.unwrap();
    let lines = office.actions(&programme, moment().today, None).await.unwrap();
    let recommendations = office.recommendations(&programme, moment().today, None).await.unwrap();
    for letter in letters(office, moment()).await {
        let person = boxed.person(&letter.sign_in).await.unwrap();
        let own = person.organisation.clone().unwrap();
        let own = office.organisation_names().await.unwrap().remove(&own).unwrap();
        let others = lines.iter().filter(|line| line.organisation != own);
        let others = others.map(|line| line.action.id.to_string());
        let more = recommendations.iter().filter(|line| line.organisation != own);
        let more = more.map(|line| line.recommendation.id.to_string());
        for theirs in others.chain(more) {
            assert!(!letter.plain.contains(&theirs), "{theirs} in {}", letter.plain);
        }
        // Every page that it leads to is there for them.
        for due in office.due(&person, moment()).await.unwrap() {
            let Some(id) = due.link.strip_prefix("/actions/") else { continue };
            office.action(&person, id.parse().unwrap(), moment().today, None).await.unwrap();
        }
    }
}

#[tokio::test]
async fn of_one_thing_nobody_is_told_twice_and_of_what_did_not_leave_again() {
    let boxed = region().await;
    let (office, desk) = (&boxed.office, desk(Role::Administrator));
    let first = letter_to(office, "board.lead", moment()).await.unwrap();
    let refused = Outcome::NotSent("the mail server refused it with 550".to_owned());
    send(office, &first, moment(), &refused).await;
    let second = letter_to(office, "board.lead", later(1)).await.unwrap();
    assert_eq!(second.message, first.message, "the same things bear the same name");
    send(office, &second, later(1), &Outcome::Sent).await;
    assert!(letter_to(office, "board.lead", later(2)).await.is_none());
    assert!(office.begin_digest(&desk, later(2), &first).await.unwrap().is_none());

    // Nobody heard of this one: it is told to whoever sends, and not sent again by itself.
    let other = letter_to(office, "programme.office", later(1)).await.unwrap();
    let id = office.begin_digest(&desk, later(1), &other).await.unwrap().unwrap();
    assert!(office.unheard_digests(&desk, later(1)).await.unwrap().is_empty());
    let unheard = office.unheard_digests(&desk, later(2)).await.unwrap();
    assert_eq!(unheard.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
    assert!(letter_to(office, "programme.office", later(2)).await.is_none());
    office.end_digest(&desk, later(2), id, &refused).await.unwrap();
    let again = letter_to(office, "programme.office", later(2)).await.unwrap();
    assert_eq!(again.message, other.message);
    office.verify_journal().await.unwrap();

    let lead = boxed.person("lead").await.unwrap();
    assert!(office.letters(&lead, moment(), &address()).await.is_err(), "a lead sends none");
    office.disable_person(&desk, later(2), "programme.office").await.unwrap();
    assert!(letter_to(office, "programme.office", later(2)).await.is_none());
    office.keep_email(&desk, later(2), ("sponsor", None)).await.unwrap();
    assert!(letter_to(office, "sponsor", later(2)).await.is_none());
}

#[tokio::test]
async fn whoever_may_answer_is_told_of_a_new_date_and_of_a_completion_and_whoever_asked_is_not() {
    let boxed = region().await;
    let office = &boxed.office;
    let programme = boxed.person("programme.office").await.unwrap();
    let actions = office.actions(&programme, moment().today, None).await.unwrap();
    let action = actions.iter().find(|line| !line.action.said.status.declared.is_closed()).unwrap();
    let topics = |due: Vec<office::due::Duty>| -> BTreeSet<Topic> {
        due.into_iter().filter_map(|one| one.notice.map(|notice| notice.topic)).collect()
    };
    let of = async |who: &str| {
        topics(office.due(&boxed.person(who).await.unwrap(), moment()).await.unwrap())
    };
    let occurrence = async |topic: Topic| {
        let office_due = office.due(&boxed.person("auditor").await.unwrap(), moment()).await;
        let notices = office_due.unwrap().into_iter().filter_map(|one| one.notice);
        notices.filter(|one| one.topic == topic).map(|one| one.occurrence).collect::<Vec<_>>()
    };
    let asker = Actor { by: By::Person(programme::id::PersonId::new(draw())), ..programme.clone() };
    let date = Step::AskDate(ByWhen::read("30 June 2027"));
    tell(&boxed, &asker, action, date.clone(), "The clinic moves").await;
    assert!(of("programme.office").await.contains(&Topic::NewDate));
    for who in ["board", "analyst", "city.lead"] {
        assert!(!of(who).await.contains(&Topic::NewDate), "{who}");
    }
    let told = office.due(&programme, moment()).await.unwrap();
    let asked = told.iter().find(|one| one.topic == Some(Topic::NewDate)).unwrap();
    assert!(asked.what.starts_with("Answer whether 30 June 2027 will do for “"), "{}", asked.what);
    assert_eq!(asked.says, "Why: “The clinic moves”");
    let own = office.due(&asker, moment()).await.unwrap();
    assert!(!topics(own).contains(&Topic::NewDate), "whoever asked does not answer");
    // Refused and asked anew it is another thing; news in between is not.
    let first = asked.notice.clone();
    tell(&boxed, &asker, action, Step::Progress(Status::default()), "Going on").await;
    let told = office.due(&programme, moment()).await.unwrap();
    assert_eq!(told.iter().find(|one| one.topic == Some(Topic::NewDate)).unwrap().notice, first);
    tell(&boxed, &programme, action, Step::RefuseDate, "Too late").await;
    assert!(!of("programme.office").await.contains(&Topic::NewDate));
    tell(&boxed, &asker, action, date, "There is no other way").await;
    let told = office.due(&programme, moment()).await.unwrap();
    assert_ne!(told.iter().find(|one| one.topic == Some(Topic::NewDate)).unwrap().notice, first);

    tell(&boxed, &asker, action, Step::AskCompletion, "").await;
    assert!(of("programme.office").await.contains(&Topic::Completion));
    assert_eq!(occurrence(Topic::Completion).await.len(), 1, "an auditor sees it too");
    assert!(!of("board").await.contains(&Topic::Completion));
    let letter = letter_to(office, "programme.office", moment()).await.unwrap();
    assert!(letter.plain.contains("Said to be complete, for you to see"), "{}", letter.plain);
}

#[tokio::test]
async fn a_round_reminds_on_its_days_and_once_for_each() {
    let boxed = region().await;
    let office = &boxed.office;
    let on = async |day: &str| {
        let moment = Moment { today: day.parse().unwrap(), ..moment() };
        let lead = boxed.person("board.lead").await.unwrap();
        let due = office.due(&lead, moment).await.unwrap();
        let notices = due.into_iter().filter_map(|one| one.notice);
        let found = notices.filter(|one| one.topic == Topic::Return).map(|one| one.occurrence);
        found.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(on("2026-09-30").await, "");
    assert_eq!(on("2026-10-01").await, "reminded 2026-10-01");
    assert_eq!(on("2026-10-11").await, "reminded 2026-10-01");
    assert_eq!(on("2026-10-15").await, "reminded 2026-10-12");
    assert_eq!(on("2026-11-21").await, "reminded 2026-10-22");
}

#[tokio::test]
async fn the_first_page_and_the_digest_are_of_one_list() {
    let boxed = region().await;
    let office = &boxed.office;
    for who in ["board.lead", "lead", "sponsor", "programme.office", "city.lead"] {
        let person = boxed.person(who).await.unwrap();
        let work = office.my_work(&person, moment()).await.unwrap();
        let shown: BTreeSet<String> = [work.waiting, work.coming, work.came_back]
            .concat()
            .into_iter()
            .map(|one| one.link)
            .collect();
        let Some(letter) = letter_to(office, who, moment()).await else { continue };
        for line in
            letter.plain.lines().filter_map(|line| line.strip_prefix("  https://fairlead.example"))
        {
            assert!(shown.contains(line), "{line} is in the digest of {who} and not on their page");
        }
    }
}
