//! Communications: what is refused, where they stand, and what reach is.

use jiff::civil::date;
use programme::action::ProposedAction;
use programme::by_when::ByWhen;
use programme::communication::{
    Communication, NotAReach, NotNow, ProposedCommunication, Reached, Stage, Wave, proposed,
};
use programme::id::CommunicationId;
use programme::standing::Rule;
use proptest::prelude::*;
use uuid::Uuid;

fn briefing() -> Communication {
    let said = ProposedCommunication {
        audience: "All staff".to_owned(),
        product: "2 pages".to_owned(),
        by_when: ByWhen::read("30 September 2026"),
        ..ProposedCommunication::default()
    };
    Communication {
        id: CommunicationId::new(Uuid::from_u128(1)),
        organisation: "RRV".parse().unwrap(),
        plan: None,
        action: None,
        said,
        stage: Stage::Planned,
        reach: None,
    }
}

#[test]
fn a_communication_is_for_somebody_and_tells_something() {
    let said = briefing().said;
    let nobody = ProposedCommunication { audience: " ".to_owned(), ..said.clone() };
    assert_eq!(briefing().written(nobody), Err(NotNow::NoAudience));
    let nothing = ProposedCommunication { product: String::new(), ..said.clone() };
    assert_eq!(briefing().written(nothing), Err(NotNow::NothingTold));
    assert_eq!(briefing().written(said), Ok(briefing()));
}

#[test]
fn it_is_late_until_it_went_out_and_reaches_nobody_before() {
    let today = date(2026, 11, 1);
    assert_eq!(briefing().standing(Rule::default(), today).key(), "late");
    let reach = Some(Reached::new(140, 200).unwrap());
    assert_eq!(briefing().gone(Stage::Prepared, reach), Err(NotNow::NotSent));
    let sent = briefing().gone(Stage::Sent, None).unwrap();
    assert_eq!((sent.standing(Rule::default(), today).key(), sent.reach), ("closed", None));
    let told = sent.gone(Stage::Sent, reach).unwrap();
    assert_eq!(told.reach.unwrap().words(), "140 of 200 briefed");
    assert_eq!(told.clone().gone(Stage::Dropped, told.reach), Err(NotNow::NotSent));
    assert_eq!(told.gone(Stage::Planned, None), Ok(briefing()), "what was told by mistake goes");
}

#[test]
fn an_action_that_promises_a_wave_proposes_it() {
    let read = |words: &str| {
        let by_when = ByWhen::read("30 September 2026");
        let action =
            ProposedAction { words: words.to_owned(), by_when, ..ProposedAction::default() };
        let found = proposed(&action)?;
        assert_eq!(found.by_when, action.by_when);
        Some((found.wave.number(), found.audience))
    };
    let told = |wave: u16, audience: &str| Some((wave, audience.to_owned()));
    assert_eq!(read("Second wave of letters to all wards"), told(2, "all wards"));
    assert_eq!(read("Write wave 7 of the letters"), told(7, ""));
    assert_eq!(read("Wave: 3, to the clerks"), told(3, "the clerks"));
    for other in ["", "wave", "Wave to them", "Zeroth wave", "Wave 0", "Wave 100 to x", "A seventh"]
    {
        assert_eq!(read(other), None, "{other}");
    }
}

#[test]
fn waves_are_called_as_people_call_them() {
    let words = |number: u16| Wave::try_from(number).map(Wave::words);
    assert_eq!(words(1).as_deref(), Ok("First wave"));
    assert_eq!(words(7).as_deref(), Ok("Wave 7"));
    assert!(words(0).is_err() && words(100).is_err());
    assert!(serde_json::from_str::<Wave>("0").is_err());
    assert!(serde_json::from_str::<Reached>("{\"reached\":3,\"asked\":2}").is_err());
}

proptest! {
    #[test]
    fn no_more_are_reached_than_it_was_for(reached: u32, asked: u32) {
        match Reached::new(reached, asked) {
            Ok(one) => prop_assert!(one.reached() <= one.asked() && one.asked() > 0),
            Err(NotAReach::Nobody) => prop_assert_eq!(asked, 0),
            Err(NotAReach::TooMany { .. }) => prop_assert!(reached > asked),
        }
    }
}
