//! A small region of our own invention: three bodies, one round, the people who act, and
//! documents that were read and confirmed.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use authority::policy::Shelf;
use authority::{Act, Actor, Permit, Sight, permit, sight};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use programme::action::{Action, ProposedAction};
use programme::by_when::{ByWhen, Due};
use programme::code::{OrganisationCode, SubCategory};
use programme::commitment::{Commitment, Making, Source, commit};
use programme::draft::{Account, Draft, Proposal, settle};
use programme::framework::Framework;
use programme::id::{By, ImportId, PersonId, PostId, ReportingLineId};
use programme::import::{Import, ImportState, Target};
use programme::mapping::Mapping;
use programme::objective::ProposedObjective;
use programme::organisation::{Class, Organisation};
use programme::person::Role;
use programme::plan::{Plan, PlanKind, ProposedPlan};
use programme::post::{Held, Post, PostKind};
use programme::recommendation::{ProposedRecommendation, Recommendation};
use programme::reporting::{ReportingLine, ReportsTo};
use programme::round::{Round, RoundKind, RoundState, SignOffRule};
use programme::submission::ProposedReturn;
use programme::term::Term;
use sha2::{Digest, Sha256};
use store::Store;
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A UUID nobody else has: by process and by turn.
pub(crate) fn draw() -> Uuid {
    let turn = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u64_pair(u64::from(std::process::id()), turn)
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn noon() -> Timestamp {
    at("2026-04-01T12:00:00Z")
}

pub(crate) fn body(code: &str) -> OrganisationCode {
    code.parse().unwrap()
}

/// Someone in a role, for a body or for none. Equal roles and bodies are the same person.
pub(crate) fn someone(role: Role, organisation: Option<&str>) -> Actor {
    let place = Role::ALL.iter().position(|each| *each == role).unwrap();
    let of = organisation.map_or(0, |code| code.bytes().map(u64::from).sum());
    let person = PersonId::new(Uuid::from_u64_pair(of, u64::try_from(place).unwrap()));
    let (by, organisation) = (By::Person(person), organisation.map(body));
    Actor { by, name: "Someone".into(), role, organisation, submission: None }
}

pub(crate) fn office() -> Actor {
    someone(Role::ProgrammeOffice, None)
}

pub(crate) fn lead(code: &str) -> Actor {
    someone(Role::OrganisationLead, Some(code))
}

pub(crate) fn administrator() -> Actor {
    someone(Role::Administrator, None)
}

pub(crate) fn analyst() -> Actor {
    someone(Role::Analyst, None)
}

pub(crate) fn may(actor: &Actor, act: Act, organisation: Option<&str>) -> Permit {
    permit(actor, act, organisation.map(body).as_ref()).unwrap()
}

/// The right of the region to do it, by whoever has it.
pub(crate) fn region_may(act: Act) -> Permit {
    let actor = match act {
        Act::RunEvidence | Act::RunUnprotected | Act::KeepFindings => analyst(),
        Act::LetOut => someone(Role::CaldicottGuardian, None),
        Act::KeepPerson | Act::SendDigest => administrator(),
        Act::HoldImport
        | Act::MendImport
        | Act::SettleImport
        | Act::CancelImport
        | Act::UndoImport
        | Act::MeasureObjective
        | Act::IssueReport
        | Act::KeepOrganisation
        | Act::KeepRound
        | Act::OpenRound
        | Act::CloseRound
        | Act::AnswerSubmission
        | Act::SubmitSubmission
        | Act::AskChanges
        | Act::AcceptSubmission
        | Act::ReopenSubmission
        | Act::MakeLink
        | Act::ProposePeerReviews
        | Act::CodeInsight
        | Act::ReplyToInsight
        | Act::KeepPost
        | Act::KeepReportingLine
        | Act::KeepFramework
        | Act::TellUpdate
        | Act::AnswerDate
        | Act::VerifyCompletion
        | Act::KeepCalendarFeed
        | Act::KeepToken
        | Act::AskShare
        | Act::TellShare
        | Act::KeepView
        | Act::KeepStandingRule
        | Act::WriteRisk
        | Act::WriteCommunication
        | Act::WriteCorrespondence => office(),
        // What no region does is done by a body.
        Act::SignOffSubmission => {
            return may(&someone(Role::ExecutiveSponsor, Some("RRV")), act, Some("RRV"));
        }
        Act::WritePeerReview | Act::AnswerPeerReview => return may(&lead("RRV"), act, Some("RRV")),
    };
    may(&actor, act, None)
}

pub(crate) fn sees(actor: &Actor, shelf: Shelf) -> Sight {
    sight(actor, shelf)
}

pub(crate) fn all() -> Sight {
    sees(&office(), Shelf::Promises)
}

/// Three bodies and the planning round.
pub(crate) async fn settle_in(store: &Store) {
    let keep = region_may(Act::KeepOrganisation);
    for (code, name, class) in [
        ("QRV", "River Vale Integrated Care Board", Class::IntegratedCareBoard),
        ("RRV", "River Vale Hospitals", Class::Trust),
        ("lantern", "Lantern Carers", Class::Voluntary),
    ] {
        let organisation = Organisation::new(body(code), name, class);
        store.keep_organisation(&keep, noon(), &organisation).await.unwrap();
    }
    store.keep_round(&region_may(Act::KeepRound), noon(), &round()).await.unwrap();
}

pub(crate) fn round() -> Round {
    Round {
        key: "2026-planning".parse().unwrap(),
        title: "Planning for 2026".to_owned(),
        kind: RoundKind::Planning,
        framework: "vale-2026".parse().unwrap(),
        opens: date(2026, 4, 1),
        due: date(2026, 5, 29),
        asked: vec![body("RRV"), body("lantern")],
        state: RoundState::Open,
        guidance: Vec::new(),
        mailbox: String::new(),
        sign_off: SignOffRule::NotNeeded,
        peer_review: None,
        reminders: Vec::new(),
        questions: Vec::new(),
        closed_because: String::new(),
    }
}

/// The lead of a body since the beginning of 2026.
pub(crate) fn a_post(code: &str) -> Post {
    Post {
        id: PostId::new(draw()),
        organisation: body(code),
        kind: PostKind::Lead,
        name: "Odile Fenwick".parse().unwrap(),
        job_title: "Deputy Director".to_owned(),
        email: Some("odile.fenwick@example.org".parse().unwrap()),
        held: Held::For(Term::since(date(2026, 1, 1))),
    }
}

/// A line from a body to the board, since the beginning of 2026.
pub(crate) fn a_line(code: &str) -> ReportingLine {
    ReportingLine {
        id: ReportingLineId::new(draw()),
        organisation: body(code),
        reports_to: ReportsTo::Organisation(body("QRV")),
        how_often: "every quarter".to_owned(),
        term: Term::since(date(2026, 1, 1)),
    }
}

/// The text of a framework of that key, with two themes.
pub(crate) fn framework_text(key: &str) -> String {
    let node =
        |kind: &str, code: &str| format!("[[{kind}]]\ncode = \"{code}\"\ntitle = \"{code}\"\n");
    let about = "title = \"Vale\"\nversion = \"1\"\nstatus = \"checked\"\nsource = \"ours\"\n";
    let sub = |code| node("theme.sub_category", code);
    let (a, b) = (node("theme", "A"), node("theme", "B"));
    format!("key = \"{key}\"\n{about}{a}{}{b}{}{}", sub("A1"), sub("B1"), sub("B2"))
}

pub(crate) fn framework() -> Framework {
    Framework::from_toml(&framework_text("vale-2026")).unwrap()
}

/// A document that was read, for a plan of a body, as of a day, with so many actions.
pub(crate) fn plan_import(key: &str, code: &str, as_of: Date, actions: usize) -> (Import, Vec<u8>) {
    let said = |number: usize| ProposedAction {
        words: format!("Do the thing that is number {number}, “all of it”"),
        places: vec![format!("table 1, row {number}")],
        ..ProposedAction::default()
    };
    let proposal = Proposal::Plan(ProposedPlan {
        kind: PlanKind::ActionPlan,
        title: format!("The plan called {key}"),
        as_of: ByWhen { words: as_of.to_string(), due: Some(Due::Day(as_of)), ..ByWhen::default() },
        working: false,
        recommendations: vec![ProposedRecommendation {
            reference: "R1".to_owned(),
            ..ProposedRecommendation::default()
        }],
        actions: (1..=actions).map(said).collect(),
    });
    let target = Target::Plan { plan: key.parse().unwrap(), organisation: body(code) };
    held(proposal, target, format!("the bytes of {key}\0").into_bytes())
}

/// A document that was read, for a plan of a body, as of a day, that says this.
pub(crate) fn plan_that_says(
    (key, code, as_of): (&str, &str, Date),
    recommendations: Vec<ProposedRecommendation>,
    actions: Vec<ProposedAction>,
) -> (Import, Vec<u8>) {
    let (mut import, bytes) = plan_import(key, code, as_of, 0);
    if let Proposal::Plan(plan) = &mut import.draft.proposal {
        plan.recommendations = recommendations;
        plan.actions = actions;
    }
    (import, bytes)
}

/// A document that was read, for the planning round, with three objectives in two themes.
pub(crate) fn return_import(code: &str) -> (Import, Vec<u8>) {
    let promise = |sub_category: &str| ProposedObjective {
        theme: sub_category.chars().next(),
        sub_category_words: sub_category.to_owned(),
        sub_category: Some(sub_category.parse::<SubCategory>().unwrap()),
        objective: format!("Close the gap of {sub_category} for {code}"),
        ..ProposedObjective::default()
    };
    let proposal = Proposal::Return(ProposedReturn {
        objectives: vec![promise("B2"), promise("A1"), promise("B1")],
        ..ProposedReturn::default()
    });
    let target = Target::Round { round: round().key, organisation: body(code) };
    held(proposal, target, format!("the return of {code}").into_bytes())
}

fn held(proposal: Proposal, target: Target, bytes: Vec<u8>) -> (Import, Vec<u8>) {
    let import = Import {
        id: ImportId::new(draw()),
        file: "as_it_came.docx".to_owned(),
        sha256: hash(&bytes),
        kind: "action_plan".to_owned(),
        target,
        state: ImportState::Ready,
        draft: Draft {
            proposal,
            doubts: Vec::new(),
            account: Account::default(),
            columns: Vec::new(),
        },
        mapping: Mapping::default(),
        mends: Vec::new(),
        decisions: Vec::new(),
        revision: 1,
        received: noon(),
    };
    (import, bytes)
}

pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// What a person confirms of an import, with the identities that are drawn for it.
pub(crate) fn commitment_with(import: &Import, draw: impl FnMut() -> Uuid) -> Commitment {
    let settled = settle(import.draft.clone(), &[], office().by).unwrap();
    let framework = framework();
    let received = date(2026, 4, 1);
    let making = Making {
        source: Source::Document(import),
        framework: Some(&framework),
        standing: None,
        returned: None,
        earlier: &[],
        received,
        draw,
    };
    commit(&settled, making).unwrap()
}

pub(crate) fn commitment(import: &Import) -> Commitment {
    commitment_with(import, draw)
}

/// What a commitment keeps of a plan.
pub(crate) fn of_plan(commitment: &Commitment) -> (Plan, Vec<Recommendation>, Vec<Action>) {
    let (plan, recommendations, actions) = commitment.plan().unwrap();
    let recommendations = recommendations.iter().map(|version| version.noun.clone()).collect();
    let actions = actions.iter().map(|version| version.noun.clone()).collect();
    (plan.noun.clone(), recommendations, actions)
}

/// Holds an import, by the programme office.
pub(crate) async fn hold(store: &Store, (import, bytes): &(Import, Vec<u8>)) {
    store.hold_import(&region_may(Act::HoldImport), noon(), import, bytes).await.unwrap();
}

/// Holds and settles an import, by the programme office.
pub(crate) async fn keep(store: &Store, brought: &(Import, Vec<u8>)) -> Commitment {
    hold(store, brought).await;
    let commitment = commitment(&brought.0);
    let permit = region_may(Act::SettleImport);
    store.settle_import(&permit, noon(), (brought.0.id, 1), &commitment).await.unwrap();
    commitment
}
