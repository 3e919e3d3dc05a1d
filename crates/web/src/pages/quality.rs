//! Quality: can the records behind a gap be trusted to say who is who?

use axum::extract::State;
use axum::response::Response;
use office::Office;
use office::quality::{RecordQuality, Recorded};
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control};
use crate::pages::evidence::Pictured;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Link, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    all: Vec<Shown>,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Shown {
    id: String,
    link: Link,
    source: String,
    kept: String,
    says: String,
    /// The caption of its table by site.
    by_site: String,
    rows: Vec<Row>,
    /// The same in each period, where the run says so.
    periods: Vec<Row>,
    /// Of how many people with several records all say the same category, in per cent; hidden where
    /// few are left over.
    agree: Option<Agree>,
    /// How far the place and the ethnic group are known, drawn.
    pictures: Vec<Pictured>,
    /// Why places were not found, with how many; nothing where the count is hidden.
    unmatched: Vec<(String, Option<u64>)>,
    /// Whether the records say which ethnic group people are of.
    ethnicity: bool,
}

#[derive(Serialize)]
struct Agree {
    share: Option<String>,
}

/// One site, or all of them, or a period.
#[derive(Serialize)]
struct Row {
    site: String,
    all: bool,
    /// Place found; ethnic group known, valid, not stated, not known, and of the known “other”: per
    /// cent, or nothing.
    shares: [Option<String>; 6],
}

impl Row {
    fn new(name: &str, of: &Recorded, all: bool) -> Self {
        let shares = [
            of.place_matched,
            of.ethnicity_known,
            of.ethnicity_valid,
            of.ethnicity_not_stated,
            of.ethnicity_not_known,
            of.ethnicity_other,
        ];
        Self { site: name.to_owned(), all, shares: shares.map(|share| share.map(per_cent)) }
    }
}

fn per_cent(share: f64) -> String {
    format!("{share:.1}%")
}

impl From<RecordQuality> for Shown {
    fn from(of: RecordQuality) -> Self {
        let unmatched = of.overall.place.iter().skip(1).filter(|count| count.count != Some(0));
        let site = |site: &Recorded| Row::new(&site.site, site, false);
        let mut rows: Vec<Row> = of.sites.iter().map(site).collect();
        rows.push(Row::new("All sites", &of.overall, true));
        Self {
            unmatched: unmatched.map(|count| (count.of.clone(), count.count)).collect(),
            ethnicity: !of.overall.ethnicity.is_empty(),
            periods: of.periods.iter().map(|of| Row::new(&of.period, &of.part, false)).collect(),
            pictures: of.pictures.into_iter().map(Pictured::from).collect(),
            agree: of.consistency.map(|of| Agree { share: of.agree.map(per_cent) }),
            rows,
            by_site: format!("{}{}", of.title, charts::words::by(&of.title, "site")),
            link: Link::new(of.title, format!("/evidence/{}", of.indicator)),
            id: of.indicator,
            source: of.source,
            kept: day_words(of.kept),
            says: of.says,
        }
    }
}

/// `GET /quality?as-at=`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let all = office.quality(&visitor.actor, day.past()).await?;
    let view = View {
        all: all.into_iter().map(Shown::from).collect(),
        as_at: day.control("/quality", Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(Section::Evidence, "evidence/quality.jinja", &view, &day).await
}
