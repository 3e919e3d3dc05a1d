//! The register: what a list asks of columns is what the things themselves say.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use authority::Act;
use authority::policy::Shelf;
use jiff::civil::{Date, date};
use programme::action::{Action, ProposedAction};
use programme::by_when::{ByWhen, Due};
use programme::id::UpdateId;
use programme::occurrence::next_due;
use programme::recommendation::{ProposedRecommendation, Recommendation};
use programme::responsibility::{Responsibility, known_as};
use programme::standing::{Rule, Stands};
use programme::status::{Declared, Status};
use programme::update::{About, Step, Update};
use programme::wording::{folded, holds};
use store::{
    AsAt, Error, Kept, Order, Slice, Store, Tally, Verdict, WhichActions, WhichItems,
    WhichRecommendations,
};

use crate::bed::Bed;
use crate::region::{
    all, at, body, draw, keep, lead, noon, plan_that_says, region_may, sees, settle_in,
};

/// Numbers as if drawn, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const WORDS: [&str; 9] =
    ["Café", "clinic", "100%", "under_score", "O'Neil", "Ward \u{0} 7", "naïve", "“quoted”", "ΑΒΓ"];
const OWNERS: [&str; 7] =
    ["CEO's", "", "DsPH?", "Director of Public Health/District", "district", "CEO; Café Lead", "?"];
const STATUSES: [&str; 5] = ["", "Ongoing", "Completed", "To be started", "Amber"];
const BY_WHENS: [&str; 11] = [
    "March 2026 then 3 monthly",
    "1/1/2026 then 6 monthly",
    "",
    "30/9/2026",
    "September 2026",
    "Q3 2026",
    "2026/27",
    "weekly",
    "1 January 2026",
    "30 October 2026",
    "31 October 2026",
];
const BODIES: [&str; 3] = ["RRV", "lantern", "QRV"];

fn words(dice: &mut Dice) -> String {
    let count = dice.below(4);
    (0..count).map(|_| dice.of(&WORDS)).collect::<Vec<_>>().join(" ")
}

fn an_action(dice: &mut Dice) -> ProposedAction {
    ProposedAction {
        reference: words(dice),
        group: words(dice),
        words: words(dice),
        by_when: ByWhen::read(dice.of(&BY_WHENS)),
        responsibility: Responsibility::read(dice.of(&OWNERS)),
        notes: words(dice),
        status: Status::read(dice.of(&STATUSES)),
        ..ProposedAction::default()
    }
}

fn a_recommendation(dice: &mut Dice) -> ProposedRecommendation {
    let ProposedAction { reference, group, words, by_when, responsibility, notes, status, .. } =
        an_action(dice);
    ProposedRecommendation {
        reference,
        section: group,
        words,
        by_when,
        responsibility,
        response: notes,
        status,
        ..ProposedRecommendation::default()
    }
}

/// Plans of three bodies, and what was told of them on many days.
async fn a_region_at_work(store: &Store, dice: &mut Dice) {
    settle_in(store).await;
    for (number, code) in BODIES.iter().chain(&BODIES).enumerate() {
        let key = format!("plan-{number}");
        // The first of them spoke long before anything else was told.
        let year = if number == 0 { 2024 } else { 2026 };
        let day = date(year, 1 + i8::try_from(number).unwrap(), 1);
        let recommendations = (0..3).map(|_| a_recommendation(dice)).collect();
        let actions = (0..6).map(|_| an_action(dice)).collect();
        keep(store, &plan_that_says((&key, code, day), recommendations, actions)).await;
    }
    for turn in 0..60 {
        something_is_told(store, dice, turn).await;
    }
}

/// An update of an action or a recommendation, which may be refused.
async fn something_is_told(store: &Store, dice: &mut Dice, turn: usize) {
    let now = at("2026-11-20T12:00:00Z");
    let which = WhichActions::default();
    let actions = store.actions(&all(), &which, AsAt::Now).await.unwrap();
    let which = WhichRecommendations::default();
    let others = store.recommendations(&all(), &which, AsAt::Now).await.unwrap();
    let (about, plan, seen) = if turn.is_multiple_of(3) {
        let one = &others[dice.below(others.len())];
        (About::Recommendation(one.noun.id), one.noun.plan, one.revision)
    } else {
        let one = &actions[dice.below(actions.len())];
        (About::Action(one.noun.id), one.noun.plan, one.revision)
    };
    let of = store.plan(&all(), plan).await.unwrap().noun.organisation;
    let (act, step) = match dice.below(6) {
        4 => (Act::TellUpdate, Step::NameOwner(Responsibility::read("Chief executives"))),
        0 => (Act::TellUpdate, Step::AskDate(ByWhen::read("15 November 2026"))),
        1 => (Act::AnswerDate, Step::AgreeDate),
        2 => (Act::TellUpdate, Step::Supersede),
        3 => (Act::TellUpdate, Step::Reopen),
        _ => (Act::TellUpdate, Step::Progress(Status::read(dice.of(&STATUSES)))),
    };
    let on = date(2026, 1 + i8::try_from(dice.below(11)).unwrap(), 15);
    let id = UpdateId::new(draw());
    let words = "Said so".to_owned();
    let update =
        Update { id, about, plan, organisation: of, on, step, words, evidence: Vec::new() };
    match store.tell(&region_may(act), now, seen, &update).await {
        Ok(_) | Err(Error::NotTold(_)) => {}
        Err(error) => panic!("{error:?}"),
    }
}

/// What the test asks of an action or a recommendation itself.
struct Asked {
    by_when: ByWhen,
    declared: Declared,
    told: Option<Date>,
    found: Vec<String>,
    owner: Responsibility,
    place: (String, String, u16),
}

impl Asked {
    fn stands(&self, rule: Rule, day: Date) -> Stands {
        rule.standing(&self.by_when, self.declared, self.told, day).stands()
    }
}

fn of_action(action: &Action, of: String) -> Asked {
    let said = action.said.clone();
    Asked {
        found: [&said.reference, &said.group, &said.words, &said.responsibility.words, &said.notes]
            .map(|text| folded(text))
            .to_vec(),
        by_when: said.by_when,
        declared: said.status.declared,
        told: action.course.told,
        owner: said.responsibility,
        place: (of, action.plan.to_string(), action.position),
    }
}

fn of_recommendation(recommendation: &Recommendation, of: String) -> Asked {
    let said = recommendation.said.clone();
    Asked {
        found: [
            &said.reference,
            &said.section,
            &said.words,
            &said.responsibility.words,
            &said.response,
        ]
        .map(|text| folded(text))
        .to_vec(),
        by_when: said.by_when,
        declared: said.status.declared,
        told: recommendation.course.told,
        owner: said.responsibility,
        place: (of, recommendation.plan.to_string(), recommendation.position),
    }
}

fn fits(asked: &Asked, which: &WhichItems, day: Date) -> bool {
    let stands = asked.stands(which.rule, day);
    let words = folded(&which.words);
    let owner = folded(&which.owner);
    which.plan.is_none_or(|plan| asked.place.1 == plan.to_string())
        && which
            .organisations
            .as_ref()
            .is_none_or(|bodies| bodies.iter().any(|body| body.as_str() == asked.place.0))
        && which.stands.is_none_or(|wanted| stands == wanted)
        && which.declared.is_none_or(|wanted| asked.declared == wanted)
        && words.split(' ').all(|word| asked.found.iter().any(|text| text.contains(word)))
        && (owner.is_empty() || asked.owner.parties.iter().any(|party| bears(party, &which.owner)))
}

/// Whether a party bears these words, however it and they are typed.
fn bears(party: &str, owner: &str) -> bool {
    let known = [folded(party), known_as(party)];
    [folded(owner), known_as(owner)]
        .iter()
        .any(|owner| known.iter().any(|party| holds(party, owner)))
}

fn in_order<T>(list: &mut [(Asked, Kept<T>)], order: Order) {
    let due = |asked: &Asked| {
        let due = next_due(&asked.by_when, asked.told).map(Due::due_by);
        (due.is_none(), due)
    };
    list.sort_by(|(one, _), (other, _)| {
        let by = match order {
            Order::Plan => core::cmp::Ordering::Equal,
            Order::Due => due(one).cmp(&due(other)),
            Order::Organisation => (&one.place.0, due(one)).cmp(&(&other.place.0, due(other))),
            Order::Told => (one.told.is_none(), Reverse(one.told))
                .cmp(&(other.told.is_none(), Reverse(other.told))),
        };
        by.then_with(|| one.place.cmp(&other.place))
    });
}

fn tallied<T>(
    list: &[(Asked, Kept<T>)],
    (rule, day): (Rule, Date),
) -> Vec<(String, String, BTreeMap<Stands, u64>)> {
    let mut found: BTreeMap<(String, String), BTreeMap<Stands, u64>> = BTreeMap::new();
    for (asked, _) in list {
        let key = (asked.place.0.clone(), asked.place.1.clone());
        let counts = found.entry(key).or_insert_with(|| Stands::ALL.map(|one| (one, 0)).into());
        *counts.entry(asked.stands(rule, day)).or_default() += 1;
    }
    found.into_iter().map(|((of, plan), counts)| (of, plan, counts)).collect()
}

fn plainly(tallies: Vec<Tally>) -> Vec<(String, String, BTreeMap<Stands, u64>)> {
    let plain = |one: Tally| (one.organisation.to_string(), one.plan.to_string(), one.counts);
    tallies.into_iter().map(plain).collect()
}

fn which(dice: &mut Dice, plans: &[programme::id::PlanId]) -> WhichItems {
    let mut which = WhichItems::default();
    if dice.below(4) == 0 {
        which.plan = Some(dice.of(plans));
    }
    if dice.below(3) == 0 {
        let bodies = (0..dice.below(3)).map(|_| body(dice.of(&BODIES)));
        which.organisations = Some(bodies.collect::<BTreeSet<_>>());
    }
    if dice.below(2) == 0 {
        which.stands = Some(dice.of(&Stands::ALL));
    }
    if dice.below(4) == 0 {
        which.declared = Some(dice.of(&Declared::ALL));
    }
    if dice.below(3) == 0 {
        let some = ["cafe", "CLIN", "100%", "_", "%", "o'neil ward", "\u{0}", "αβγ", "\"", "dsph"];
        which.words = dice.of(&some).to_owned();
    }
    if dice.below(3) == 0 {
        let some = ["District", "dsph", "public health", "cafe", "health district", "'; DROP", ""];
        which.owner = dice.of(&some).to_owned();
    }
    which.rule = Rule::try_from(dice.of(&[1, 30, 90])).unwrap();
    which
}

pub(super) async fn a_list_asked_of_columns_is_the_list_of_the_things_themselves(bed: &Bed) {
    let store = &bed.store;
    let mut dice = Dice(7);
    a_region_at_work(store, &mut dice).await;
    let plans = store.plans(&all(), AsAt::Now).await.unwrap();
    let bodies: BTreeMap<_, _> =
        plans.iter().map(|kept| (kept.noun.id, kept.noun.organisation.to_string())).collect();
    let plans: Vec<_> = bodies.keys().copied().collect();
    let mut met = 0;
    for turn in 0..240 {
        let sight = if turn % 5 == 0 { sees(&lead("RRV"), Shelf::Promises) } else { all() };
        let today = date(2026, 11, 20);
        let month = 1 + i8::try_from(dice.below(11)).unwrap();
        let past = date(2026, month, 14 + i8::try_from(dice.below(3)).unwrap());
        let (as_at, day) = if turn % 3 == 0 { (AsAt::Now, today) } else { (AsAt::Day(past), past) };
        let which = which(&mut dice, &plans);
        let order = dice.of(&[Order::Plan, Order::Due, Order::Organisation, Order::Told]);
        let slice = Slice {
            order,
            skip: u64::try_from(dice.below(4)).unwrap(),
            most: Some(u64::try_from(dice.below(9)).unwrap()),
        };
        let (skip, most) =
            (usize::try_from(slice.skip).unwrap(), usize::try_from(slice.most.unwrap()).unwrap());

        let found = store.actions(&sight, &WhichActions::default(), as_at).await.unwrap();
        let asked = found
            .into_iter()
            .map(|kept| (of_action(&kept.noun, bodies[&kept.noun.plan].clone()), kept));
        let mut list: Vec<_> = asked.filter(|(asked, _)| fits(asked, &which, day)).collect();
        in_order(&mut list, order);
        met += list.len();
        let tally = store.tally_actions(&sight, &which, (as_at, day)).await.unwrap();
        assert_eq!(plainly(tally), tallied(&list, (which.rule, day)), "{which:?} {as_at:?}");
        // Held in memory or asked of a day, a page says the same.
        let search = store.found_actions(&sight, &which, (as_at, day), slice).await.unwrap();
        assert_eq!(plainly(search.tallies), tallied(&list, (which.rule, day)), "{which:?}");
        let list: Vec<_> = list.into_iter().map(|(_, kept)| kept).skip(skip).take(most).collect();
        let page = store.listed_actions(&sight, &which, (as_at, day), slice).await.unwrap();
        assert_eq!(page, list, "{which:?} {as_at:?} {slice:?}");
        assert_eq!(store.actions_of(&search.lines).await.unwrap(), list, "{which:?} {slice:?}");

        let found =
            store.recommendations(&sight, &WhichRecommendations::default(), as_at).await.unwrap();
        let asked = found
            .into_iter()
            .map(|kept| (of_recommendation(&kept.noun, bodies[&kept.noun.plan].clone()), kept));
        let mut list: Vec<_> = asked.filter(|(asked, _)| fits(asked, &which, day)).collect();
        in_order(&mut list, order);
        let tally = store.tally_recommendations(&sight, &which, (as_at, day)).await.unwrap();
        assert_eq!(plainly(tally), tallied(&list, (which.rule, day)), "{which:?} {as_at:?}");
        let slice = Slice { order, ..Slice::default() };
        let search =
            store.found_recommendations(&sight, &which, (as_at, day), slice).await.unwrap();
        assert_eq!(plainly(search.tallies), tallied(&list, (which.rule, day)), "{which:?}");
        let page = store.listed_recommendations(&sight, &which, (as_at, day), slice).await.unwrap();
        let list: Vec<_> = list.into_iter().map(|(_, kept)| kept).collect();
        assert_eq!(page, list, "{which:?} {as_at:?} {slice:?}");
        assert_eq!(store.recommendations_of(&search.lines).await.unwrap(), list, "{which:?}");

        // One of them alone is the same, or is not there on that day either.
        let now = store.actions(&all(), &WhichActions::default(), AsAt::Now).await.unwrap();
        let one = now[dice.below(now.len())].noun.id;
        let among = store.actions(&sight, &WhichActions::default(), as_at).await.unwrap();
        let among = among.into_iter().find(|kept| kept.noun.id == one);
        assert_eq!(store.action_at(&sight, one, as_at).await.ok(), among);
    }
    assert!(met > 500, "the filters leave something: {met}");
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

/// What is held in memory, beside what the database says, as one store finds both.
async fn holds_what_is_kept(store: &Store) -> usize {
    let day = date(2026, 11, 20);
    let mut met = 0;
    for words in ["", "cafe"] {
        let which = WhichItems { words: words.to_owned(), ..WhichItems::default() };
        for order in [Order::Plan, Order::Due, Order::Organisation, Order::Told] {
            let (when, slice) = ((AsAt::Now, day), Slice { order, ..Slice::default() });
            let found = store.found_actions(&all(), &which, when, slice).await.unwrap();
            let listed = store.listed_actions(&all(), &which, when, slice).await.unwrap();
            assert_eq!(store.actions_of(&found.lines).await.unwrap(), listed, "{order:?}");
            let tallies = store.tally_actions(&all(), &which, when).await.unwrap();
            assert_eq!(found.tallies, tallies, "{order:?}");
            met += listed.len();
            let found = store.found_recommendations(&all(), &which, when, slice).await.unwrap();
            let listed = store.listed_recommendations(&all(), &which, when, slice).await.unwrap();
            assert_eq!(store.recommendations_of(&found.lines).await.unwrap(), listed);
        }
    }
    met
}

pub(super) async fn what_is_held_in_memory_follows_what_anybody_writes(bed: &Bed) {
    let store = &bed.store;
    // As another process on the same database, which is told of nothing.
    let other = Store::open(&bed.url).await.unwrap();
    assert_eq!(holds_what_is_kept(&other).await, 0);
    let mut dice = Dice(23);
    a_region_at_work(store, &mut dice).await;
    for turn in 0..12 {
        something_is_told(store, &mut dice, turn).await;
        assert!(holds_what_is_kept(store).await >= 54);
        if turn.is_multiple_of(4) {
            something_is_told(&other, &mut dice, turn).await;
            holds_what_is_kept(&other).await;
        }
    }

    // What is brought is there, more than is read again by name; and it is gone when taken back.
    let before = holds_what_is_kept(store).await;
    let actions = (0..1100).map(|_| an_action(&mut dice)).collect();
    let brought = plan_that_says(("many", "RRV", date(2026, 11, 1)), Vec::new(), actions);
    keep(store, &brought).await;
    assert!(holds_what_is_kept(store).await >= before + 4 * 1100);
    assert!(holds_what_is_kept(&other).await >= before + 4 * 1100);
    let undo = region_may(Act::UndoImport);
    store.undo_import(&undo, noon(), (brought.0.id, 2), "A mistake").await.unwrap();
    assert_eq!(holds_what_is_kept(&other).await, before);
    assert_eq!(holds_what_is_kept(store).await, before);
    other.close().await.unwrap();
}

pub(super) async fn what_lists_ask_is_filled_from_the_revisions_of_an_older_database(bed: &Bed) {
    const VERSIONS: &str = "SELECT line || ' ' || subject || ' ' || kind || ' ' || plan || ' ' || organisation || ' ' || position || ' ' || effective || ' ' || until || ' ' || COALESCE(due_by, '-') || ' ' || COALESCE(open_by, '-') || ' ' || declared || ' ' || COALESCE(told, '-') || ' ' || text || ' ' || span FROM item_version ORDER BY line";
    const SPANS: &str =
        "SELECT DISTINCT CAST(span AS TEXT) FROM item_version WHERE until <> 'open' ORDER BY 1";
    const TEXTS: &str = "SELECT line || owners || folded FROM item_text WHERE line IN (SELECT text FROM item_version) ORDER BY line";
    let store = &bed.store;
    a_region_at_work(store, &mut Dice(11)).await;
    let stranger = bed.stranger().await;
    let before = (stranger.texts(VERSIONS).await, stranger.texts(TEXTS).await);
    assert!(before.0.len() > 54, "{}", before.0.len());
    assert_eq!(stranger.texts(SPANS).await, ["0", "1", "16", "4"]);
    stranger.does("DROP TABLE item_version").await;
    stranger.does("DROP TABLE item_text").await;
    stranger
        .does("DELETE FROM seaql_migrations WHERE version IN ('m0009_register', 'm0016_spans')")
        .await;
    store.migrate().await.unwrap();
    assert_eq!((stranger.texts(VERSIONS).await, stranger.texts(TEXTS).await), before);
}
