//! The PDF is tagged, and says so.

use reports::REPORTS;
use reports::board::pdf;

use crate::given::{board, empty, steep, words};

fn holds(pdf: &[u8], what: &str) -> bool {
    pdf.windows(what.len()).any(|window| window == what.as_bytes())
}

#[test]
fn every_report_is_tagged_and_declares_its_language_and_its_standard() {
    assert_eq!(REPORTS.iter().map(|kind| kind.name).collect::<Vec<_>>(), ["board"]);
    for made in [pdf(&board()).unwrap(), pdf(&empty()).unwrap()] {
        assert!(made.starts_with(b"%PDF-1.7"));
        // The catalogue and the metadata are written without compression.
        for what in [
            "/MarkInfo",
            "/Marked true",
            "/StructTreeRoot",
            "/Lang(en-GB)",
            "/DisplayDocTitle true",
            "pdfuaid:part",
        ] {
            assert!(
                holds(&made, what) || holds(&made, &what.replace("(en-GB)", " (en-GB)")),
                "{what}"
            );
        }
        for never in ["/JavaScript", "/URI", "/EmbeddedFile", "/Launch"] {
            assert!(!holds(&made, never), "{never}");
        }
    }
}

#[test]
fn a_chart_is_an_image_whose_alternative_is_the_finding_and_its_table_is_beneath() {
    let (chart, change) = steep();
    let Some(text) = words(&pdf(&board()).unwrap(), "-raw") else { return };
    let text = text.replace('\n', " ");
    for says in [&chart.sentence, &change, &chart.table.caption] {
        assert!(text.contains(says.as_str()), "{says}");
    }
    for row in &chart.table.rows {
        assert!(text.contains(&row.join(" ")), "{row:?}");
    }
}
