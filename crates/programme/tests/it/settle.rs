//! The reading gate: nothing a machine read is kept while a doubt is open.

use programme::about::{About, NotAMend};
use programme::action::ProposedAction;
use programme::draft::{
    Account, Choice, Doubt, Draft, Mend, Proposal, Severity, Skipped, Unsettled, settle,
};
use programme::id::{By, PersonId};
use programme::plan::{PlanKind, ProposedPlan};
use programme::recommendation::ProposedRecommendation;
use programme::status::Declared;
use uuid::Uuid;

fn someone() -> PersonId {
    PersonId::new(Uuid::from_u128(7))
}

fn doubt(about: &str, severity: Severity) -> Doubt {
    Doubt {
        about: about.parse().unwrap(),
        place: "line 18".to_owned(),
        words: "Set 08 then 6 monthly".to_owned(),
        reading: "September 2008, then every 6 months".to_owned(),
        alternatives: Vec::new(),
        reason: "“Set” is not a month".to_owned(),
        severity,
    }
}

fn draft(doubts: Vec<Doubt>) -> Draft<Proposal> {
    let recommendations = vec![ProposedRecommendation::default(); 9];
    let plan = ProposedPlan {
        kind: PlanKind::Audit,
        title: "An audit".to_owned(),
        as_of: programme::by_when::ByWhen::default(),
        working: false,
        recommendations,
        actions: Vec::new(),
    };
    Draft {
        proposal: Proposal::Plan(plan),
        doubts,
        account: Account::default(),
        columns: Vec::new(),
    }
}

fn seventh_date(settled: &programme::draft::Settled<Proposal>) -> Option<String> {
    let Proposal::Plan(plan) = settled.proposal() else { panic!("a plan was drafted") };
    plan.recommendations[6].by_when.due.map(programme::by_when::Due::value)
}

#[test]
fn settle_refuses_while_a_doubt_is_open() {
    let draft = draft(vec![doubt("recommendation-7.by-when", Severity::MustMend)]);
    let Err(Unsettled::Open(open)) = settle(draft, &[], someone()) else { panic!("settled") };
    assert_eq!(open.len(), 1);
}

#[test]
fn a_persons_answer_is_put_where_the_doubt_was() {
    let about: About = "recommendation-7.by-when".parse().unwrap();
    let mend = Mend { about, choice: Choice::Value("2008-09".to_owned()) };
    let draft = draft(vec![doubt("recommendation-7.by-when", Severity::MustMend)]);
    let settled = settle(draft, &[mend], someone()).unwrap();
    assert_eq!(seventh_date(&settled).as_deref(), Some("2008-09"));
    assert_eq!(settled.confirmed_by(), By::Person(someone()));
    assert!(settled.flags().is_empty());
}

#[test]
fn a_doubt_worth_a_look_stays_as_a_flag() {
    let draft = draft(vec![doubt("recommendation-9.words", Severity::WorthALook)]);
    assert_eq!(settle(draft, &[], someone()).unwrap().flags().len(), 1);
}

#[test]
fn an_answer_to_no_doubt_and_an_answer_that_is_no_date_are_refused() {
    let about: About = "recommendation-7.by-when".parse().unwrap();
    let nonsense = Mend { about, choice: Choice::Value("soon".to_owned()) };
    let refused = settle(draft(Vec::new()), std::slice::from_ref(&nonsense), someone());
    assert!(matches!(refused, Err(Unsettled::Mend(NotAMend::NoSuchDoubt { .. }))));
    let draft = draft(vec![doubt("recommendation-7.by-when", Severity::MustMend)]);
    let refused = settle(draft, &[nonsense], someone());
    assert!(matches!(refused, Err(Unsettled::Mend(NotAMend::NotAValue { .. }))));
}

#[test]
fn a_draft_that_lost_a_cell_is_never_settled() {
    let mut draft = draft(Vec::new());
    let skipped = Skipped { place: "line 1".into(), words: "x".into(), reason: "header".into() };
    draft.account = Account { cells: 10, imported: 8, extra: 0, skipped: vec![skipped] };
    let refused = settle(draft, &[], someone());
    assert_eq!(refused, Err(Unsettled::Lost { cells: 10, accounted: 9 }));
}

#[test]
fn a_cell_is_split_where_a_person_says_and_into_nothing_but_its_own_words() {
    let action = |words: &str| ProposedAction {
        words: words.to_owned(),
        notes: "by spring".to_owned(),
        ..ProposedAction::default()
    };
    let said = ["Ask people Print leaflets", "Train the desk", "1. Ring all 2. Write to all"];
    let proposal = Proposal::Plan(ProposedPlan {
        kind: PlanKind::ActionPlan,
        title: String::new(),
        as_of: programme::by_when::ByWhen::default(),
        working: false,
        recommendations: Vec::new(),
        actions: said.map(action).to_vec(),
    });
    let doubts = vec![
        doubt("action-1.words", Severity::WorthALook),
        doubt("action-3.words", Severity::WorthALook),
        doubt("action-3.status", Severity::WorthALook),
    ];
    let (account, columns) = (Account::default(), Vec::new());
    let draft = Draft { proposal, doubts, account, columns };
    let mend = |about: &str, value: &str| Mend {
        about: about.parse().unwrap(),
        choice: Choice::Value(value.to_owned()),
    };
    let mends = [
        mend("action-1.words", "Ask people␞Print leaflets"),
        mend("action-3.words", "Ring all␞Write to all"),
        mend("action-3.status", "in_progress"),
    ];
    let settled = settle(draft.clone(), &mends, someone()).unwrap();
    let Proposal::Plan(plan) = settled.proposal() else { panic!("a plan") };
    let words: Vec<&str> = plan.actions.iter().map(|said| said.words.as_str()).collect();
    assert_eq!(
        words,
        ["Ask people", "Print leaflets", "Train the desk", "Ring all", "Write to all"]
    );
    assert!(plan.actions.iter().all(|said| said.notes == "by spring"));
    let progress = |at: usize| plan.actions[at].status.declared == Declared::InProgress;
    assert!(progress(3) && progress(4) && !progress(2));
    for invented in [
        "Ask people␞leaflets",
        "Ask people␞Print",
        "Ask people␞Print posters",
        "Print leaflets␞Ask people",
        "Ask people␞",
        "Other",
    ] {
        let refused = settle(draft.clone(), &[mend("action-1.words", invented)], someone());
        assert!(matches!(refused, Err(Unsettled::Mend(NotAMend::NotAValue { .. }))), "{invented}");
    }
}
