//! Calendar feeds: what is due of one's own body, the same bytes while nothing changes.

use office::Error;
use office::digest::Address;
use office::import::Upload;
use office::region::desk;
use programme::commitment::Answers;
use programme::import::Target;
use programme::person::Role;
use testkit::{Boxed, moment};

const PLAN: &str = "# Our plan, “with; commas, and \\ strokes”\n\n| Objectives | Action | By when | Responsibility | Risks | Notes | Status |\n|---|---|---|---|---|---|---|\n| Reach | Ask people; all of them, in Łódź and at the clinic by the river where nobody has asked before what keeps them away | Sept 26 then 6 monthly | DsPH | | | In progress |\n| Reach | Done long ago | 30/4/20 | CEO | | | Complete |\n| Reach | Meet | 30 June 2027 | | | | In progress |\n| Reach | Some day | when we can | | | | In progress |\n";

fn address() -> Address {
    "https://fairlead.example".parse().unwrap()
}

/// The lines of a calendar as they were before they were folded.
fn unfolded(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("\r\n"));
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line}");
    }
    calendar.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[tokio::test]
async fn a_feed_shows_the_dates_of_its_own_body_and_the_same_bytes_each_time() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, lead) = (&boxed.office, boxed.person("city.lead").await.unwrap());
    let target = Target::Plan {
        plan: "our-plan".parse().unwrap(),
        organisation: lead.organisation.clone().unwrap(),
    };
    let upload = Upload { file: "plan.md".into(), bytes: PLAN.into(), target };
    let id = office.receive(&lead, moment(), upload).await.unwrap();
    let programme = boxed.person("programme.office").await.unwrap();
    let revision = office.review(&programme, id).await.unwrap().import.revision;
    let doubts = office.confirm(&lead, moment(), id, revision, Answers::default()).await;
    if let Err(Error::Doubtful(doubts)) = doubts {
        panic!("{doubts:?}");
    }
    doubts.unwrap();

    let feed = office.new_calendar_feed();
    office.make_calendar_feed(&lead, moment(), (feed, "a secret")).await.unwrap();
    let first = office.calendar("a secret", Some(&address())).await.unwrap().unwrap();
    let again = office.calendar("a secret", Some(&address())).await.unwrap().unwrap();
    assert_eq!(first, again);
    let lines = unfolded(&first);
    let of = |name: &str| -> Vec<&str> {
        lines.iter().filter_map(|line| line.strip_prefix(name)).collect()
    };
    let summaries = of("SUMMARY:");
    assert_eq!(summaries.len(), 3, "{first}");
    assert!(summaries.contains(&"Due: Meet") && !first.contains("Done long ago"), "{first}");
    assert!(summaries.contains(&"Due: returns to “Planning round\\, autumn 2026”"));
    let month = "Due by the end of September 2026: Ask people\\; all of them\\, in Łódź and at the clinic by the river where nobody has asked before what keeps them away";
    assert!(summaries.contains(&month), "{summaries:?}");
    assert!(of("DTSTART;VALUE=DATE:").contains(&"20260930"), "{first}");
    assert!(of("DTEND;VALUE=DATE:").contains(&"20261001"), "{first}");
    assert_eq!(of("RRULE:"), ["FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"]);
    let said = "Owner: DsPH\\nBy when\\, as written: Sept 26 then 6 monthly\\nPlan: Our plan\\, “with\\; commas\\, and \\\\ strokes”";
    assert!(of("DESCRIPTION:").contains(&said), "{:?}", of("DESCRIPTION:"));
    assert!(of("UID:").iter().all(|uid| uid.ends_with("@fairlead")));
    assert_eq!(of("DTSTAMP:").len(), 3);
    assert!(of("URL:").iter().all(|url| url.starts_with("https://fairlead.example/")));

    // Nothing of another body, whatever that promised.
    let theirs = office.actions(&programme, moment().today, None).await.unwrap();
    let theirs = theirs.iter().filter(|line| line.plan_key.as_str() != "our-plan");
    for line in theirs {
        assert!(!first.contains(&line.action.id.to_string()), "{}", line.action.id);
    }
}

#[tokio::test]
async fn a_feed_ends_with_its_person_and_a_wrong_secret_opens_nothing() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, lead) = (&boxed.office, boxed.person("lead").await.unwrap());
    let opens = async |secret: &str| office.calendar(secret, None).await.unwrap().is_some();
    let made = (office.new_calendar_feed(), "one");
    office.make_calendar_feed(&lead, moment(), made).await.unwrap();
    assert!(opens("one").await && !opens("two").await && !opens("").await);
    let twice = office.make_calendar_feed(&lead, moment(), (made.0, "again")).await;
    assert!(matches!(twice, Err(Error::AlreadyKept { .. })), "{twice:?}");
    let second = (office.new_calendar_feed(), "two");
    office.make_calendar_feed(&lead, moment(), second).await.unwrap();
    assert!(!opens("one").await && opens("two").await, "one has one address");
    office.disable_person(&desk(Role::Administrator), moment(), "lead").await.unwrap();
    assert!(!opens("two").await);

    let sponsor = boxed.person("sponsor").await.unwrap();
    let third = (office.new_calendar_feed(), "three");
    office.make_calendar_feed(&sponsor, moment(), third).await.unwrap();
    assert!(office.calendar_feed(&sponsor).await.unwrap().is_some());
    office.end_calendar_feed(&sponsor, moment()).await.unwrap();
    assert!(office.calendar_feed(&sponsor).await.unwrap().is_none() && !opens("three").await);
    let administrator = boxed.person("administrator").await.unwrap();
    assert!(matches!(office.calendar_feed(&administrator).await, Err(Error::Refused(_))));
    let journal = office.journal(&administrator, None).await.unwrap();
    let lines = journal.iter().filter(|line| line.use_case == "keep-calendar-feed");
    assert_eq!(lines.count(), 5, "made, ended by the second, made, made, ended");
    office.verify_journal().await.unwrap();
}
