//! Evidence: how big is the gap, can I trust it?

use axum::extract::{Path, State};
use axum::response::Response;
use charts::{Chart, Table};
use office::Office;
use office::finding::{Exhibit, IndicatorLine};
use office::picture::Picture;
use serde::Serialize;

use crate::forms::as_at::Asked;
use crate::pages::import::known;
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::Link;
use crate::visitor::Visitor;

/// A released gap: sentence first, chart second, table third.
#[derive(Serialize)]
pub(crate) struct Gap {
    title: String,
    link: String,
    breakdown: String,
    period: String,
    sentence: String,
    change: Option<String>,
    since_first: Option<String>,
    caveats: Vec<String>,
    svg: String,
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    method: String,
}

impl From<&Exhibit> for Gap {
    fn from(exhibit: &Exhibit) -> Self {
        let chart = &exhibit.chart;
        let (breakdown, period) = (&exhibit.breakdown, &exhibit.period);
        Self {
            title: exhibit.title.clone(),
            link: address(exhibit.indicator.as_str(), breakdown, period),
            breakdown: words(breakdown),
            period: period.clone(),
            sentence: chart.sentence.clone(),
            change: exhibit.change.clone(),
            since_first: exhibit.since_first.clone(),
            caveats: exhibit.caveats.clone(),
            svg: chart.svg.clone(),
            caption: chart.table.caption.clone(),
            columns: chart.table.columns.clone(),
            rows: chart.table.rows.clone(),
            method: chart.method.clone(),
        }
    }
}

/// A picture under the question that it answers, with the table that says the same.
#[derive(Serialize)]
pub(crate) struct Pictured {
    question: String,
    sentence: String,
    svg: String,
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    method: String,
}

impl From<Picture> for Pictured {
    fn from(Picture { question, chart }: Picture) -> Self {
        let Chart { svg, table, sentence, method } = chart;
        let Table { caption, columns, rows } = table;
        Self { question, sentence, svg, caption, columns, rows, method }
    }
}

#[derive(Serialize)]
struct List {
    indicators: Vec<Line>,
    /// All of them in one picture, where there are two or more.
    picture: Option<Pictured>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    title: String,
    period: String,
    sentence: String,
    claimed_by: usize,
}

impl From<IndicatorLine> for Line {
    fn from(line: IndicatorLine) -> Self {
        Self {
            link: format!("/evidence/{}", line.key),
            title: line.title,
            period: line.period,
            sentence: line.sentence,
            claimed_by: line.claimed_by,
        }
    }
}

/// `GET /evidence`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let indicators = office.indicators(&visitor.actor).await?;
    let picture = office.beside_one_another(&visitor.actor).await?;
    let view = List {
        indicators: indicators.into_iter().map(Line::from).collect(),
        picture: picture.map(Pictured::from),
    };
    visitor.page(Some(Section::Evidence), "evidence/list.jinja", &view).await
}

#[derive(Serialize)]
struct View {
    title: String,
    gap: Gap,
    pictures: Vec<Pictured>,
    groups: Vec<Pictured>,
    /// Where the finding is saved from, and what says which.
    file: (String, String),
    periods: Vec<Choice>,
    breakdowns: Vec<Choice>,
    objectives: Vec<ObjectiveRow>,
}

/// A period or breakdown to look at instead.
#[derive(Serialize)]
struct Choice {
    link: Link,
    current: bool,
}

/// `GET /evidence/{indicator}?breakdown=&period=`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let get = |name: &str| asked.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let (breakdown, period) = (get("breakdown"), get("period"));
    let page = office.indicator(&visitor.actor, &known(&key)?, breakdown, period).await?;
    let (shown_by, shown_in) = (&page.exhibit.breakdown, &page.exhibit.period);
    let choice = |text: &str, breakdown: &str, period: &str| Choice {
        link: Link::new(text, address(&key, breakdown, period)),
        current: breakdown == shown_by && period == shown_in,
    };
    let view = View {
        periods: page.periods.iter().map(|period| choice(period, shown_by, period)).collect(),
        breakdowns: page.breakdowns.iter().map(|by| choice(&words(by), by, shown_in)).collect(),
        gap: Gap::from(&page.exhibit),
        file: (format!("/evidence/{key}/export"), query(shown_by, shown_in)),
        objectives: page.objectives.into_iter().map(ObjectiveRow::from).collect(),
        pictures: page.pictures.first.into_iter().map(Pictured::from).collect(),
        groups: page.pictures.groups.into_iter().map(Pictured::from).collect(),
        title: page.title,
    };
    visitor.page(Some(Section::Evidence), "evidence/show.jinja", &view).await
}

/// A breakdown as people read it: “local deprivation”.
fn words(breakdown: &str) -> String {
    breakdown.replace('_', " ")
}

fn address(indicator: &str, breakdown: &str, period: &str) -> String {
    format!("/evidence/{indicator}{}", query(breakdown, period))
}

/// What says which finding of an indicator is meant.
fn query(breakdown: &str, period: &str) -> String {
    format!("?breakdown={}&period={}", encoded(breakdown), encoded(period))
}
