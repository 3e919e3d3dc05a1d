//! Findings and reports.

use authority::Act;
use authority::policy::Shelf;
use disclosure::ledger::{Axis, Entry, Population};
use disclosure::{Published, Released, release};
use jiff::civil::date;
use programme::finding::{Finding, Provenance, Subject, Tally};
use programme::id::{ReleaseId, ReportId, RunId};
use programme::indicator::{Breakdown, Dimension, Polarity, Unit, ValueType};
use serde_json::json;
use store::{AsAt, Error, NewRun, Release, Report};

use super::journal::policy;
use crate::bed::Bed;
use crate::region::{all, analyst, draw, hash, lead, noon, region_may, sees};

/// Exact counts by deprivation, most deprived first.
pub(super) fn finding(indicator: &str, period: &str, counts: &[(u64, u64)]) -> Finding {
    let tally = |(place, (numerator, denominator)): (usize, &(u64, u64))| Tally {
        group: (place + 1).to_string(),
        numerator: *numerator,
        denominator: *denominator,
    };
    Finding {
        subject: Subject {
            indicator: indicator.parse().unwrap(),
            title: "Checks that were done".to_owned(),
            value_type: ValueType::Proportion,
            unit: Unit::Percent,
            polarity: Polarity::HigherIsBetter,
            period: period.to_owned(),
            breakdown: Breakdown(vec![Dimension::Deprivation]),
            provenance: Provenance::default(),
        },
        tallies: counts.iter().enumerate().map(tally).collect(),
    }
}

pub(super) async fn keep(bed: &Bed, findings: &[Finding]) -> RunId {
    let released: Vec<_> = findings.iter().map(|each| release(each, &policy())).collect();
    keep_of(bed, &released, "sha256 of an extract").await.unwrap().0
}

/// Keeps what was released of an input, and says how each of its releases stands.
pub(super) async fn keep_of(
    bed: &Bed,
    findings: &[Released<Published>],
    input: &str,
) -> Result<(RunId, Vec<Release>), Error> {
    let id = RunId::new(draw());
    let record = json!({ "run": id.to_string() });
    let entries = entries(findings, input);
    let new = NewRun { id, record: &record, findings, entries: &entries };
    let may = region_may(Act::KeepFindings);
    Ok((id, bed.store.keep_findings(&may, noon(), new).await?))
}

/// What the ledger is told of findings, of which each is of a period of its own.
pub(super) fn entries(findings: &[Released<Published>], input: &str) -> Vec<(ReleaseId, Entry)> {
    let entry = |one: &Released<Published>| {
        let period = one.get().subject.period.clone();
        let parts = [(Axis::Time, [period].into())].into();
        let whom = Population { words: "all who were asked".to_owned(), parts };
        let tables = std::slice::from_ref(one);
        (ReleaseId::new(draw()), Entry::new("new", whom, tables, &policy(), input).unwrap())
    };
    findings.iter().map(entry).collect()
}

pub(super) async fn the_newest_run_wins_and_the_older_stays(bed: &Bed) {
    let store = &bed.store;
    let counts = [(500, 1000), (600, 1000), (700, 1000), (800, 1000), (900, 1000)];
    let first = ["2026-01", "2026-02"].map(|period| finding("health-checks", period, &counts));
    let older = keep(bed, &first).await;
    let better = finding("health-checks", "2026-02", &[(900, 1000); 5]);
    let newer = keep(bed, &[better.clone(), finding("flu", "2025/26", &counts)]).await;

    let sight = sees(&analyst(), Shelf::Findings);
    let key = "health-checks".parse().unwrap();
    let breakdown = Breakdown(vec![Dimension::Deprivation]);
    let names: Vec<String> = store
        .indicators(&sight, AsAt::Now)
        .await
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(names, ["flu", "health-checks"]);
    assert_eq!(
        store.breakdowns(&sight, &key, AsAt::Now).await.unwrap(),
        std::slice::from_ref(&breakdown)
    );
    assert_eq!(store.periods(&sight, &key, &breakdown).await.unwrap(), ["2026-01", "2026-02"]);
    let found = store.findings(&sight, &key, &breakdown, AsAt::Now).await.unwrap();
    assert_eq!(found.iter().map(|kept| kept.run).collect::<Vec<_>>(), [older, newer]);
    let newest = store.newest_finding(&sight, &key, &breakdown).await.unwrap();
    assert_eq!(newest.finding, release(&better, &policy()));
    assert_eq!(newest, found[1]);
    let runs = store.runs(&sight, AsAt::Now).await.unwrap();
    assert_eq!(runs.iter().map(|run| run.noun.id).collect::<Vec<_>>(), [newer, older]);
    assert_eq!(runs[1].noun.findings.len(), 2);
    assert_eq!(bed.stranger().await.counts("finding").await, 4);

    let nothing = sees(&lead("RRV"), Shelf::Journal);
    assert_eq!(store.indicators(&nothing, AsAt::Now).await.unwrap(), []);
    assert_eq!(store.findings(&nothing, &key, &breakdown, AsAt::Now).await.unwrap(), []);
    let refused = store.newest_finding(&nothing, &key, &breakdown).await;
    assert!(matches!(refused, Err(Error::NotFound)));
}

pub(super) async fn a_run_is_kept_once(bed: &Bed) {
    let released = release(&finding("flu", "2026", &[(50, 100)]), &policy());
    let (permit, record) = (region_may(Act::KeepFindings), json!({}));
    let once = [released.clone()];
    let twice = [released.clone(), released];
    let entries = entries(&once, "input");
    let (id, record) = (RunId::new(draw()), &record);
    let new = NewRun { id, record, findings: &twice, entries: &entries };
    let refused = bed.store.keep_findings(&permit, noon(), new).await.unwrap_err();
    let words = "the finding flu by deprivation in 2026 is kept already";
    assert_eq!(refused.to_string(), words);
    let once = NewRun { findings: &once, ..new };
    bed.store.keep_findings(&permit, noon(), once).await.unwrap();
    // By another name it is the same folder.
    for id in [id, RunId::new(draw())] {
        let again = NewRun { id, ..once };
        let refused = bed.store.keep_findings(&permit, noon(), again).await;
        assert!(matches!(refused, Err(Error::AlreadyKept { .. })));
    }
    let untold =
        NewRun { id: RunId::new(draw()), record: &json!({ "of": 2 }), entries: &[], ..once };
    let refused = bed.store.keep_findings(&permit, noon(), untold).await;
    assert!(matches!(refused, Err(Error::Misfit { .. })));
}

pub(super) async fn a_dump_holds_no_unreleased_count(bed: &Bed) {
    // Counts that no rule would print: some are small, and none is a multiple of five. The large
    // ones have six digits that come together nowhere else by chance.
    let counts =
        [(3, 918_274), (771_716, 818_281), (4, 626_364), (535_351, 999_991), (644_446, 737_374)];
    keep(bed, &[finding("health-checks", "2026-01", &counts)]).await;
    let dump = bed.stranger().await.dumps().await;
    for shown in ["health-checks", "771715", "818280", "\"hidden\""] {
        // PostgreSQL prints a row with its quotation marks doubled.
        let is_there = dump.replace("\"\"", "\"").contains(shown);
        assert!(is_there, "{shown} was released and is not in the dump");
    }
    for (numerator, denominator) in counts {
        for count in [numerator, denominator] {
            let exact =
                if count <= 7 { format!("numerator\":{count},") } else { count.to_string() };
            let is_there = dump.replace("\"\"", "\"").contains(&exact);
            assert!(!is_there, "the exact count {count} is in the database");
        }
    }
}

pub(super) async fn a_report_comes_back_as_it_was_issued(bed: &Bed) {
    let store = &bed.store;
    let bytes = b"%PDF the paper the Board saw\0\xff";
    let report = Report {
        id: ReportId::new(draw()),
        title: "Board paper".to_owned(),
        kind: "board".to_owned(),
        format: "pdf".to_owned(),
        file: "board-2026-04.pdf".to_owned(),
        round: Some("2026-planning".parse().unwrap()),
        as_at: date(2026, 4, 1),
        sha256: hash(bytes),
    };
    let permit = region_may(Act::IssueReport);
    store.file_report(&permit, noon(), &report, bytes).await.unwrap();
    let (kept, same) = store.report(&all(), report.id).await.unwrap();
    assert_eq!((&kept.noun, same.as_slice()), (&report, bytes.as_slice()));
    assert_eq!(store.reports(&all()).await.unwrap(), [kept]);
    let again = store.file_report(&permit, noon(), &report, bytes).await;
    assert!(matches!(again, Err(Error::AlreadyKept { .. })));
    let other = store.file_report(&permit, noon(), &report, b"another").await;
    assert!(matches!(other, Err(Error::Misfit { .. })));
    let nothing = sees(&lead("RRV"), Shelf::People);
    assert_eq!(store.reports(&nothing).await.unwrap(), []);
    assert!(matches!(store.report(&nothing, report.id).await, Err(Error::NotFound)));
}
