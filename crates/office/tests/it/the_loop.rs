//! A document and an extract go in; a Board report with a measured gap beside a promise comes out.

use jiff::civil::date;
use office::objective::ObjectiveFilter;
use programme::commitment::Answers;
use programme::draft::{Choice, Mend};
use programme::import::ImportState;
use programme::objective::MeasuredBy;
use testkit::{Boxed, moment};

#[tokio::test]
async fn the_loop_runs_from_documents_and_an_extract_to_the_board() {
    let boxed = Boxed::three_rivers(20_000).await.unwrap();
    let office = &boxed.office;
    let programme = boxed.person("programme.office").await.unwrap();

    // Six returns are in, one waits for answers, two have not come.
    let page =
        office.round(&programme, &"2026-planning".parse().unwrap(), moment().today).await.unwrap();
    let came: Vec<(&str, usize)> = page
        .returns
        .iter()
        .filter(|line| line.is_in())
        .map(|line| (line.code.as_str(), line.objectives))
        .collect();
    let expected = [("RTR", 4), ("RTC", 4), ("TRCC", 3), ("WYB", 5), ("UTR01", 3), ("TRVA", 3)];
    assert_eq!(came, expected);

    // A person answers the doubts of the one that waits, and confirms it.
    let imports = office.imports(&programme).await.unwrap();
    let waiting = imports.iter().find(|line| line.state == ImportState::Ready).unwrap();
    assert_eq!((waiting.open, waiting.doubts), (2, 3));
    let review = office.review(&programme, waiting.id).await.unwrap();
    assert!(review.says.ends_with("2 things need you"), "{}", review.says);
    let answer = |doubt: &programme::draft::Doubt| {
        let value = doubt.alternatives.first().map_or("B1", |first| first.value.as_str());
        let choice = match doubt.severity {
            programme::draft::Severity::MustMend => Choice::Value(value.to_owned()),
            programme::draft::Severity::WorthALook => Choice::AsRead,
        };
        Mend { about: doubt.about, choice }
    };
    let mends: Vec<Mend> = review.import.draft.doubts.iter().map(answer).collect();
    let kept = office
        .confirm(
            &programme,
            moment(),
            waiting.id,
            review.import.revision,
            Answers { mends, decisions: Vec::new() },
        )
        .await
        .unwrap();
    assert!(kept.says.contains("kept in the return to 2026-planning"), "{}", kept.says);

    // One of its objectives gets a measure, and its page shows the gap.
    let filter = ObjectiveFilter { organisation: Some("ALD".parse().unwrap()), theme: None };
    let lines = office.objectives(&programme, &filter, None).await.unwrap();
    let first = lines.first().unwrap();
    let page = office.objective(&programme, moment(), first.id, None).await.unwrap();
    assert!(page.exhibit.is_none() && page.may_measure);
    let (indicator, _) = page.indicators.first().unwrap().clone();
    let measure = MeasuredBy { indicator, breakdown: "deprivation".to_owned() };
    office
        .measure_objective(&programme, moment(), first.id, page.revision, Some(measure))
        .await
        .unwrap();
    let page = office.objective(&programme, moment(), first.id, None).await.unwrap();
    let exhibit = page.exhibit.unwrap();
    assert!(exhibit.chart.svg.contains("<svg") && exhibit.chart.sentence.contains('%'));
    assert_eq!(exhibit.period, "2025/26");
    assert!(exhibit.change.is_some(), "there is a year before");
    assert_eq!(page.history.len(), 2);

    // The Board report shows it, and is filed as it was issued.
    let round = "2026-planning".parse().unwrap();
    let board = office.board(&programme, moment(), &round, None).await.unwrap();
    assert_eq!(board.exhibits.len(), 2);
    let claims: Vec<&str> = board.exhibits[0].organisation.split("; ").collect();
    let both = ["Alderbrook District Council", "Riverside Community and Mental Health NHS Trust"];
    assert_eq!(claims, both, "two promises claim the same gap");
    assert_eq!(board.returns.received, 7);
    assert_eq!(board.returns.missing.len(), 2);
    assert!(!board.late.is_empty() && !board.cannot_tell.is_empty());
    let (id, pdf) = office.issue_board(&programme, moment(), &round, None).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let (_, filed) = office.report(&programme, id).await.unwrap();
    assert!(filed == pdf, "the paper the Board saw can be shown again");
    let (_, again) = office.issue_board(&programme, moment(), &round, None).await.unwrap();
    assert!(again == pdf, "same struct, same bytes");
    assert!(office.verify_journal().await.unwrap() > 40);
}

#[tokio::test]
async fn as_at_a_day_before_it_came_a_return_had_not_come() {
    let boxed = Boxed::three_rivers(2_000).await.unwrap();
    let auditor = boxed.person("auditor").await.unwrap();
    let on = |day| {
        let (office, auditor) = (&boxed.office, &auditor);
        async move {
            office.objectives(auditor, &ObjectiveFilter::default(), Some(day)).await.unwrap().len()
        }
    };
    assert_eq!(on(date(2026, 9, 30)).await, 0);
    assert_eq!(on(date(2026, 10, 2)).await, 3, "the first return came on 2 October");
    assert_eq!(on(date(2026, 11, 21)).await, 22);
}
