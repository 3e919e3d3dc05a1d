//! An indicator: its gap, and what else its released values answer.

use crate::browser::{Browser, between, three_rivers};

/// The rows of the table with a caption that begins so, each cell without its label.
fn rows(page: &str, caption: &str) -> Vec<Vec<String>> {
    let table = between(page, &format!("caption--s\">{caption}"), "</table>").to_owned();
    let body = between(&table, "<tbody", "</tbody>");
    let cells = |row: &str| {
        row.split("<div>")
            .skip(1)
            .map(|cell| cell.split("</div>").next().unwrap().trim().to_owned())
            .collect()
    };
    body.split("<tr").skip(1).map(cells).collect()
}

#[tokio::test]
async fn an_indicator_answers_over_time_with_the_numbers_of_each_period() {
    let (_boxed, router) = three_rivers().await;
    let mut lead = Browser::of(&router, "programme.office").await;
    let page = lead.get("/evidence/community-clinic-non-attendance").await.text();
    for question in [
        "Is the gap closing?",
        "Is that more than chance?",
        "How has each group moved?",
        "Has any group moved by more than chance?",
        "Fifth 1 (most deprived)",
    ] {
        assert!(page.contains(question), "{question}");
    }
    let titles: Vec<&str> =
        page.split("<svg").skip(1).map(|svg| between(svg, "<title", "</title>")).collect();
    assert!(
        titles.len() >= 8,
        "a gap, a trend, its control chart, an equiplot, and one of each fifth: {titles:?}"
    );
    println!("{page}");
    println!("{:?}", rows(&page, ""));
}
