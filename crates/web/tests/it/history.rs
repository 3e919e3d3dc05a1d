//! What a body left opens for the one that follows it, to be read and not to be changed.

use axum::http::StatusCode;
use office::demo::PASSWORD;
use office::import::Upload;
use office::region::{NewPerson, desk};
use programme::commitment::Answers;
use programme::import::Target;
use programme::person::Role;
use testkit::{Boxed, moment};

use crate::browser::{Browser, links, three_rivers, token};

const PLAN: &str = "# What we left\n\nLast updated 1 May 2022\n\n| Ref | Action | By when | Status |\n|---|---|---|---|\n| 1 | Ask people what keeps them away | 30/4/22 | Complete |\n| 2 | Print leaflets in five languages | 31/12/22 | Not started |\n";

/// A plan of the group that the board followed.
async fn left_behind(boxed: &Boxed) {
    let actor = boxed.person("programme.office").await.unwrap();
    let target = Target::Plan {
        plan: "what-we-left".parse().unwrap(),
        organisation: "XTR".parse().unwrap(),
    };
    let upload = Upload { file: "left.md".to_owned(), bytes: PLAN.into(), target };
    let office = &boxed.office;
    let id = office.receive(&actor, moment(), upload).await.unwrap();
    let revision = office.review(&actor, id).await.unwrap().import.revision;
    let answers = Answers { mends: Vec::new(), decisions: Vec::new() };
    office.confirm(&actor, moment(), id, revision, answers).await.unwrap();
    // The trust's past becomes the board's too.
    let code = "RTR".parse().unwrap();
    let mut trust = office.body_to_change(&actor, &code).await.unwrap().organisation;
    trust.successors.push("QTR".parse().unwrap());
    office.keep_organisation(&actor, moment(), &trust).await.unwrap();
    for (sign_in, role, of) in [
        ("board.lead", Role::OrganisationLead, "QTR"),
        ("board.sponsor", Role::ExecutiveSponsor, "QTR"),
        ("group.lead", Role::OrganisationLead, "XTR"),
        ("other.lead", Role::OrganisationLead, "RTC"),
    ] {
        let new = NewPerson {
            email: None,
            sign_in: sign_in.to_owned(),
            name: sign_in.to_owned(),
            role,
            organisation: Some(of.parse().unwrap()),
        };
        office.add_person(&desk(Role::Administrator), moment(), new, PASSWORD).await.unwrap();
    }
}

/// The return of the trust, which has objectives, and what stands in it.
async fn of_the_trust(browser: &mut Browser) -> (String, String) {
    let page = browser.get("/organisations/RTR").await.text();
    let made = links(&page, "/submissions/").remove(0);
    let objective = links(&browser.get(&made).await.text(), "/objectives/obj_").remove(0);
    (made, objective)
}

#[tokio::test]
async fn whoever_follows_a_body_reads_what_it_left_and_never_the_other_way_round() {
    let (boxed, router) = three_rivers().await;
    left_behind(&boxed).await;
    let mut office = Browser::of(&router, "programme.office").await;
    let (made, objective) = of_the_trust(&mut office).await;
    let plan = "/plans/what-we-left";
    let action = links(&office.get(plan).await.text(), "/actions/").remove(0);
    let export = "/plans/what-we-left/export/csv";

    let mut successor = Browser::of(&router, "board.lead").await;
    let own = successor.get("/organisations/QTR").await.text();
    assert!(own.contains(&format!("href=\"{made}\"")) && own.contains(&format!("href=\"{plan}\"")));
    for address in [&made, &objective, plan, &action, export] {
        let page = successor.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        if address == export {
            continue;
        }
        // Nothing in it leads to where they may not go.
        let page = page.text();
        for to in
            ["/submissions/", "/objectives/", "/plans/", "/actions/", "/imports/", "/insights/"]
        {
            for link in links(&page, to) {
                let status = successor.get(&link).await.status;
                assert_eq!(status, StatusCode::OK, "{address} leads to {link}");
            }
        }
    }
    let mut sponsor = Browser::of(&router, "board.sponsor").await;
    assert_eq!(sponsor.get(plan).await.status, StatusCode::OK);

    // Lists stay their own, and so does what waits for them.
    for (list, not) in [("/plans", plan), ("/objectives", &objective), ("/submissions", &made)] {
        assert!(!successor.get(list).await.text().contains(not), "{list}");
    }
    assert!(!successor.get("/").await.text().contains(&action));

    for who in ["group.lead", "other.lead", "administrator"] {
        let mut browser = Browser::of(&router, who).await;
        for address in [&made, &objective, "/plans/action-plan-2026"] {
            let page = browser.get(address).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{who} {address}");
        }
        let own = browser.get(plan).await.status;
        let expected = if who == "group.lead" { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(own, expected, "{who}");
    }
    let mut lead = Browser::of(&router, "lead").await;
    assert_eq!(lead.get(&made).await.status, StatusCode::OK, "it is their own");
    assert_eq!(lead.get("/plans/action-plan-2026").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_body_left_is_not_written_by_the_one_that_follows_it() {
    let (boxed, router) = three_rivers().await;
    left_behind(&boxed).await;
    let mut office = Browser::of(&router, "programme.office").await;
    let (made, objective) = of_the_trust(&mut office).await;
    let before = office.get(&made).await.text();
    for who in ["board.lead", "board.sponsor"] {
        let mut browser = Browser::of(&router, who).await;
        let page = browser.get(&made).await.text();
        assert_eq!(page.matches("method=\"post\"").count(), 1, "but for signing out: {page}");
        let shown = browser.get(&objective).await.text();
        assert_eq!(shown.matches("method=\"post\"").count(), 1, "{shown}");
        let token = token(&page);
        let fields = [
            ("token", token.as_str()),
            ("revision", "1"),
            ("reason", "Mine now"),
            ("indicator", "community-clinic-non-attendance"),
            ("breakdown", "deprivation"),
            ("target", "0"),
            ("sent_to", "somebody"),
        ];
        for to in [
            format!("{made}/step/sign-off"),
            format!("{made}/step/ask-changes"),
            format!("{made}/step/accept"),
            format!("{made}/send"),
            format!("{made}/links"),
            format!("{objective}/measure"),
            format!("{objective}/targets"),
        ] {
            let status = browser.post(&to, &fields).await.status;
            let is_refused = status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN;
            assert!(is_refused, "{who} {to} {status}");
        }
        for to in ["who", "check", "links"] {
            let page = browser.get(&format!("{made}/{to}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{to}");
        }
    }
    assert_eq!(office.get(&made).await.text(), before);
}

#[tokio::test]
async fn a_return_that_was_never_sent_is_not_opened_by_the_one_that_follows() {
    let (boxed, router) = three_rivers().await;
    left_behind(&boxed).await;
    let actor = boxed.person("programme.office").await.unwrap();
    let mut body = boxed.office.body_to_change(&actor, &"ALD".parse().unwrap()).await.unwrap();
    body.organisation.successors.push("QTR".parse().unwrap());
    boxed.office.keep_organisation(&actor, moment(), &body.organisation).await.unwrap();
    let mut office = Browser::of(&router, "programme.office").await;
    let round = office.get("/rounds/2026-planning").await.text();
    let row = round.split("<tr").skip(1).find(|row| row.contains("Alderbrook")).unwrap();
    let unsent = links(row, "/submissions/").remove(0);
    let mut successor = Browser::of(&router, "board.lead").await;
    assert_eq!(successor.get(&unsent).await.status, StatusCode::NOT_FOUND);
}
