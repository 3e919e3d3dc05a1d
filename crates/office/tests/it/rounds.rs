//! What pages gave a round stays when the file of its region names it again.

use office::Error;
use office::guidance::Offered;
use programme::guidance::Guidance;
use programme::question::Question;
use testkit::{Boxed, moment};

const ROUND: &str = r#"
[[round]]
key = "2026-planning"
title = "Planning round, autumn 2026"
kind = "planning"
framework = "gloucestershire-2024"
opens = "2026-09-01"
due = "2026-11-15"
asked = ["QTR", "RTR"]
guidance = [{ title = "User guide", link = "https://example.org/guide" }]
"#;

#[tokio::test]
async fn a_region_file_leaves_the_files_and_the_words_of_a_round() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let (office, programme) = (&boxed.office, boxed.person("programme.office").await.unwrap());
    let key = "2026-planning".parse().unwrap();
    let seen = office.round_to_change(&key).await.unwrap().seen.unwrap();
    let offered = Offered {
        title: "For leads".to_owned(),
        name: "leads.txt".to_owned(),
        bytes: b"Ask early".to_vec(),
    };
    office.attach_guidance(&programme, moment(), (&key, seen), offered).await.unwrap();
    let own = Question {
        field: "objective".to_owned(),
        asks: "What will change?".to_owned(),
        hint: String::new(),
    };
    let typed = std::slice::from_ref(&own);
    office.reword(&programme, moment(), (&key, seen + 1), typed).await.unwrap();

    office.add_region(&programme, moment(), ROUND).await.unwrap();
    let round = office.round_to_change(&key).await.unwrap().round;
    let titles: Vec<&str> = round.guidance.iter().map(Guidance::title).collect();
    assert_eq!(titles, ["User guide", "For leads"]);
    assert_eq!(round.questions, [own]);
    let file = round.guidance_files().next().unwrap();
    let (_, bytes) = office.guidance(&programme, &key, &file.sha256).await.unwrap();
    assert_eq!(bytes, b"Ask early");

    // Words that would not fit under the name of a box are refused from a file too.
    let long = format!(
        "{ROUND}[[round.questions]]\nfield = \"objective\"\nasks = \"{}\"\n",
        "x".repeat(151)
    );
    let refused = office.add_region(&programme, moment(), &long).await;
    assert!(
        matches!(&refused, Err(Error::Unknown { what }) if what.contains("151")),
        "{refused:?}"
    );
    let fits = format!("{ROUND}[[round.questions]]\nfield = \"how\"\nasks = \"By what means?\"\n");
    office.add_region(&programme, moment(), &fits).await.unwrap();
    let questions = office.round_to_change(&key).await.unwrap().round.questions;
    assert_eq!(questions.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["how"]);
}
