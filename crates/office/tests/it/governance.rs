//! Who leads what, from the file of a region and from people.

use office::Error;
use office::region::desk;
use programme::person::Role;
use programme::post::PostKind;
use testkit::{Boxed, moment};

const REGION: &str = include_str!("../../../../data/demo/three-rivers/region.toml");

#[tokio::test]
async fn the_file_of_a_region_told_twice_is_kept_once() {
    let boxed = Boxed::empty().await.unwrap();
    let (office, actor) = (&boxed.office, desk(Role::ProgrammeOffice));
    office.add_region(&actor, moment(), REGION).await.unwrap();
    let day = moment().today;
    let first = office.governance(&actor, day, None).await.unwrap();
    office.add_region(&actor, moment(), REGION).await.unwrap();
    // A new job title is a change of the same post.
    let changed = REGION.replace("\"Network Manager\"", "\"Network Director\"");
    office.add_region(&actor, moment(), &changed).await.unwrap();
    let last = office.governance(&actor, day, None).await.unwrap();
    assert_eq!(last.posts.len(), first.posts.len());
    assert_eq!(last.forest, first.forest);
    assert_eq!(last.lacking, first.lacking);
    let titled = last.posts.iter().filter(|post| post.job_title == "Network Director");
    assert_eq!(titled.count(), 1);
    let body = office.body(&actor, &"QTR".parse().unwrap(), day, None).await.unwrap();
    let before: Vec<&str> = body.predecessors.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(before, ["XTR"]);
    assert!(body.posts.iter().any(|(post, _)| post.organisation.as_str() == "XTR"));
}

#[tokio::test]
async fn a_line_that_does_not_read_is_named_by_its_number_and_not_repeated() {
    let boxed = Boxed::empty().await.unwrap();
    let actor = desk(Role::ProgrammeOffice);
    let wrong = REGION.replace("imelda.rook@", "imelda rook at ");
    let refused = boxed.office.add_region(&actor, moment(), &wrong).await.unwrap_err();
    let Error::Unknown { what } = refused else { panic!("{refused:?}") };
    assert!(what.starts_with("line ") && what.contains("not an e-mail address"), "{what}");
    assert!(!what.contains("imelda") && !what.contains("Rook"), "{what}");
}

#[tokio::test]
async fn a_lead_tells_of_their_own_body_alone() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, lead) = (&boxed.office, boxed.person("lead").await.unwrap());
    let told = |organisation: &str| office::governance::PostTold {
        organisation: organisation.parse().unwrap(),
        kind: PostKind::ReportAuthor,
        name: "Perpetua Hollins".parse().unwrap(),
        job_title: String::new(),
        email: None,
        held: programme::post::Held::For(programme::term::Term::since(moment().today)),
    };
    let id = office.add_post(&lead, moment(), told("RTR")).await.unwrap();
    let theirs = office.add_post(&lead, moment(), told("ALD")).await;
    assert!(matches!(theirs, Err(Error::NotFound)), "{theirs:?}");
    let moved = office.change_post(&lead, moment(), (id, 1), told("ALD")).await;
    assert!(matches!(moved, Err(Error::NotFound)), "{moved:?}");
    let board = boxed.person("board").await.unwrap();
    let refused = office.add_post(&board, moment(), told("RTR")).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
}
