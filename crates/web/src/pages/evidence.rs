//! Evidence: how big is the gap, can I trust it?

use axum::extract::{Path, State};
use axum::response::Response;
use charts::{Chart, Table};
use office::Office;
use office::finding::{Exhibit, IndicatorLine};
use office::picture::Picture;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::pages::import::known;
use crate::pages::objective::Line as ObjectiveRow;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Link, Wrong};
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
            link: address(exhibit.indicator.as_str(), (breakdown, period), ""),
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
    /// What the address of another page of evidence says of the day.
    day: String,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Line {
    link: String,
    title: String,
    period: String,
    sentence: String,
    claimed_by: usize,
}

impl Line {
    fn new(line: IndicatorLine, day: &str) -> Self {
        Self {
            link: format!("/evidence/{}{day}", line.key),
            title: line.title,
            period: line.period,
            sentence: line.sentence,
            claimed_by: line.claimed_by,
        }
    }
}

/// `GET /evidence?as-at=`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let indicators = office.indicators(&visitor.actor, day.past()).await?;
    let picture = office.beside_one_another(&visitor.actor, day.past()).await?;
    let said = day.said('?');
    let view = List {
        indicators: indicators.into_iter().map(|line| Line::new(line, &said)).collect(),
        picture: picture.map(Pictured::from),
        day: said,
        as_at: day.control("/evidence", Vec::new()),
        errors: day.errors(),
    };
    visitor.page_at(Section::Evidence, "evidence/list.jinja", &view, &day).await
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
    as_at: Control,
    errors: Vec<Wrong>,
}

/// A period or breakdown to look at instead.
#[derive(Serialize)]
struct Choice {
    link: Link,
    current: bool,
}

/// `GET /evidence/{indicator}?breakdown=&period=&as-at=`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let of = known(&key)?;
    let page = office.indicator(&visitor.actor, &of, which(&asked), day.past()).await?;
    let (shown_by, shown_in) = (&page.exhibit.breakdown, &page.exhibit.period);
    let choice = |text: &str, breakdown: &str, period: &str| Choice {
        link: Link::new(text, address(&key, (breakdown, period), &day.said('&'))),
        current: breakdown == shown_by && period == shown_in,
    };
    let view = View {
        periods: page.periods.iter().map(|period| choice(period, shown_by, period)).collect(),
        breakdowns: page.breakdowns.iter().map(|by| choice(&words(by), by, shown_in)).collect(),
        gap: Gap::from(&page.exhibit),
        file: (
            format!("/evidence/{key}/export"),
            query(Some(shown_by), Some(shown_in)) + &day.said('&'),
        ),
        as_at: day.control(
            &format!("/evidence/{key}"),
            vec![
                Keep { name: "breakdown", value: shown_by.clone() },
                Keep { name: "period", value: shown_in.clone() },
            ],
        ),
        errors: day.errors(),
        objectives: page.objectives.into_iter().map(ObjectiveRow::from).collect(),
        pictures: page.pictures.first.into_iter().map(Pictured::from).collect(),
        groups: page.pictures.groups.into_iter().map(Pictured::from).collect(),
        title: page.title,
    };
    visitor.page_at(Section::Evidence, "evidence/show.jinja", &view, &day).await
}

/// The breakdown and the period that an address asks for.
pub(crate) fn which(asked: &Asked) -> (Option<&str>, Option<&str>) {
    let get = |name: &str| asked.get(name).map(String::as_str).filter(|value| !value.is_empty());
    (get("breakdown"), get("period"))
}

/// A breakdown as people read it: “local deprivation”, “district”.
pub(crate) fn words(breakdown: &str) -> String {
    let part = |part: &str| match part {
        "area" => "district".to_owned(),
        "icb" => "board".to_owned(),
        "quinary_age" => "five-year age".to_owned(),
        other => other.replace('_', " "),
    };
    breakdown.split('+').map(part).collect::<Vec<_>>().join("+")
}

fn address(indicator: &str, (breakdown, period): (&str, &str), day: &str) -> String {
    format!("/evidence/{indicator}{}{day}", query(Some(breakdown), Some(period)))
}

/// What says which finding of an indicator is meant, or which of them.
pub(crate) fn query(breakdown: Option<&str>, period: Option<&str>) -> String {
    let of = |(name, value): (&str, Option<&str>)| Some(format!("{name}={}", encoded(value?)));
    let said: Vec<String> =
        [("breakdown", breakdown), ("period", period)].into_iter().filter_map(of).collect();
    format!("?{}", said.join("&"))
}
