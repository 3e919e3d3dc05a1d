//! Quality: can the records behind a gap be trusted to say who is who?

use axum::extract::State;
use axum::response::Response;
use office::Office;
use office::quality::{RecordQuality, Recorded};
use serde::Serialize;

use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    all: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    id: String,
    link: Link,
    source: String,
    kept: String,
    says: String,
    rows: Vec<Row>,
    /// Why places were not found, with how many; nothing where the count is hidden.
    unmatched: Vec<(String, Option<u64>)>,
    /// Whether the records say which ethnic group people are of.
    ethnicity: bool,
}

/// One site, or all of them.
#[derive(Serialize)]
struct Row {
    site: String,
    all: bool,
    /// Place found; ethnic group known, valid, not stated, not known: per cent, or nothing.
    shares: [Option<String>; 5],
}

impl Row {
    fn new(of: &Recorded, all: bool) -> Self {
        let shares = [
            of.place_matched,
            of.ethnicity_known,
            of.ethnicity_valid,
            of.ethnicity_not_stated,
            of.ethnicity_not_known,
        ];
        Self {
            site: if all { "All sites".to_owned() } else { of.site.clone() },
            all,
            shares: shares.map(|share| share.map(|share| format!("{share:.1}%"))),
        }
    }
}

impl From<RecordQuality> for Shown {
    fn from(of: RecordQuality) -> Self {
        let unmatched = of.overall.place.iter().skip(1).filter(|count| count.count != Some(0));
        let mut rows: Vec<Row> = of.sites.iter().map(|site| Row::new(site, false)).collect();
        rows.push(Row::new(&of.overall, true));
        Self {
            unmatched: unmatched.map(|count| (count.of.clone(), count.count)).collect(),
            ethnicity: !of.overall.ethnicity.is_empty(),
            rows,
            link: Link::new(of.title, format!("/evidence/{}", of.indicator)),
            id: of.indicator,
            source: of.source,
            kept: day_words(of.kept),
            says: of.says,
        }
    }
}

/// `GET /quality`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let all = office.quality(&visitor.actor).await?;
    let view = View { all: all.into_iter().map(Shown::from).collect() };
    visitor.page(Some(Section::Evidence), "evidence/quality.jinja", &view).await
}
