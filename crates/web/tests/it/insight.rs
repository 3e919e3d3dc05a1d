//! What was said across returns: counted by theme, and narrowed by what is clicked on.

use axum::http::StatusCode;

use crate::browser::{Browser, between, field, links, three_rivers, token};

/// Sends the programme office's own return, in which three things are said: of one theme, of
/// another, and of none.
async fn say(browser: &mut Browser) {
    let round = browser.get("/rounds/2026-planning").await.text();
    let row = round.split("<tr").skip(1).find(|row| row.contains("Integrated Care Board")).unwrap();
    let own = links(row, "/submissions/").remove(0);
    let token = token(&browser.get(&own).await.text());
    let add = async |browser: &mut Browser, part: &str, fields: &[(&str, &str)]| {
        let to = browser.get(&format!("{own}/{part}")).await.location().to_owned();
        let to = to.split('?').next().unwrap().to_owned();
        let seen = field(&browser.get(&to).await.text(), "seen");
        let mut all = vec![("token", token.as_str()), ("seen", seen.as_str())];
        all.extend(fields);
        let saved = browser.post(&to, &all).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    };
    let who = ["organisation", "executive_sponsor", "lead_officer", "reports_to", "report_author"];
    add(browser, "who", &who.map(|name| (name, "The director of public health"))).await;
    let objective = [("sub_category", "B3"), ("objective", "Fewer missed visits")];
    add(browser, "objectives/new?theme=B", &objective).await;
    for (kind, theme, words) in [
        ("lesson", "A", "Neighbours bring neighbours"),
        ("lesson", "B", "Evenings suit people who work"),
        ("risk", "", "The money may end in March"),
    ] {
        let said = [("kind", kind), ("theme", theme), ("words", words)];
        add(browser, "insights/new?kind=lesson", &said).await;
    }
    let check = browser.get(&format!("{own}/check")).await.text();
    let revision = field(&check, "revision");
    let send = [("token", token.as_str()), ("revision", revision.as_str())];
    let sent = browser.post(&format!("{own}/send"), &send).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

/// The lines of the counts by theme: what each says, with the address it leads to.
fn by_theme(page: &str) -> Vec<(String, Option<String>)> {
    let lines = between(page, "By theme</h2>", "</ul>").split("<li>").skip(1);
    let plain = |line: &str| {
        let parts = line.split('<').enumerate();
        let words =
            parts.map(|(at, part)| if at == 0 { part } else { part.split_once('>').unwrap().1 });
        words.collect::<String>().trim().to_owned()
    };
    lines.map(|line| (plain(line), links(line, "/insights").pop())).collect()
}

#[tokio::test]
async fn what_was_said_is_counted_by_theme_and_each_count_narrows_the_list() {
    let (_boxed, router) = three_rivers().await;
    let mut browser = Browser::of(&router, "programme.office").await;
    let none = browser.get("/insights").await.text();
    assert!(!none.contains("By theme</h2>"), "nothing was said of any theme");
    say(&mut browser).await;

    let page = browser.get("/insights").await.text();
    assert!(page.contains("3 things were said"), "{page}");
    let counts = by_theme(&page);
    let said: Vec<&str> = counts.iter().map(|(words, _)| words.as_str()).collect();
    assert!(said[0].starts_with("A ") && said[0].ends_with(": 1"), "{said:?}");
    assert!(said[1].starts_with("B ") && said[1].ends_with(": 1"), "{said:?}");
    assert!(said[2].starts_with("C ") && said[2].ends_with(": 0"), "{said:?}");
    assert_eq!((said[3], said.len()), ("No theme given: 1", 4));
    assert_eq!(counts[2].1, None, "what is said of nothing leads nowhere");
    assert_eq!(counts[0].1.as_deref(), Some("/insights?theme=A"));

    let of_a = browser.get("/insights?theme=A").await.text();
    assert!(of_a.contains("1 thing was said") && of_a.contains("Neighbours bring"), "{of_a}");
    assert!(!of_a.contains("Evenings suit"), "{of_a}");
    // Another theme can be chosen from there, and the one chosen be taken off.
    assert_eq!(by_theme(&of_a), counts);
    let chips = between(&of_a, "app-chips", "</ul>");
    assert_eq!(links(chips, "/insights"), ["/insights"], "{chips}");
    let of_none = browser.get("/insights?theme=none").await.text();
    assert!(of_none.contains("The money may end") && !of_none.contains("Neighbours"), "{of_none}");

    // With another filter chosen, counts are those of what it leaves, and the links keep it.
    let lessons = browser.get("/insights?kind=lesson&words=e").await.text();
    let counts = by_theme(&lessons);
    assert!(counts[3].0.ends_with(": 0"), "{counts:?}");
    assert_eq!(counts[1].1.as_deref(), Some("/insights?kind=lesson&theme=B&words=e"));
    let bodies = between(&lessons, "By organisation</h2>", "</ul>");
    let to = links(bodies, "/insights").remove(0);
    assert_eq!(to, "/insights?kind=lesson&organisation=QTR&words=e");
    let both = browser.get("/insights?kind=lesson&theme=none").await.text();
    assert!(both.contains("Nothing was said"), "{both}");

    // What is no theme finds nothing, and breaks nothing.
    let odd = browser.get("/insights?theme=%3Cscript%3E").await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(odd.text().contains("Nothing was said") && !odd.text().contains("<script>"));
    // Another body is told of what it may see alone.
    let mut lead = Browser::of(&router, "lead").await;
    let theirs = lead.get("/insights?theme=A").await.text();
    assert!(theirs.contains("Nothing was said") && !theirs.contains("By theme</h2>"), "{theirs}");
}
