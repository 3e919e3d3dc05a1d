//! A plan as a page: the table that people gave us, with what it says now.

use paper::write::{Cell, Page, Row};
use paper::{Day, Shown};
use programme::action::ProposedAction;
use programme::by_when::{ByWhen, Due, dates_in};
use programme::column::Column;
use programme::plan::PlanKind;
use programme::recommendation::ProposedRecommendation;

use super::column::{Holds, Written};
use super::item::{Item, items};
use super::layout::{has, layout};
use crate::Field;

/// A plan to be written: what stands above its table, and its items in order.
#[derive(Clone, Copy, Debug)]
pub struct PlanWords<'a> {
    /// Its title, as written.
    pub title: &'a str,
    /// What it says of the day it speaks of: "Last updated 1st May 2024"; blank for nothing.
    pub as_of: &'a str,
    /// Its items.
    pub items: PlanItems<'a>,
}

/// The items of a plan, which make its kind.
#[derive(Clone, Copy, Debug)]
pub enum PlanItems<'a> {
    /// The actions of an action plan.
    Actions(&'a [ProposedAction]),
    /// The recommendations of an audit.
    Recommendations(&'a [ProposedRecommendation]),
}

/// A plan as a page, with the columns of the document that people gave us.
///
/// The headings and their order are those of `columns`. What stood in columns we have no field for
/// stands under its own heading again. A field that an item has and no column holds is added after
/// them under a heading of our own, so that nothing of an item is left out. Without columns, the
/// page has those that such a plan usually has.
///
/// A group is named once and stands for the items below it; where no column holds it, it is a band
/// across the table. A blank could not say "none" below a group, so items of no group come first.
///
/// Dates are the words that people wrote. Where the words are a plain day or month and nothing
/// beside it, the cell has the day too, for formats that hold days.
pub fn plan_page(plan: &PlanWords<'_>, columns: &[Column]) -> Page {
    let kind = plan.items.kind();
    let items = items(plan.items);
    let scale = items.iter().map(|item| item.scale).find(|scale| !scale.is_empty());
    let scale = scale.unwrap_or_default();
    let (columns, banded) = layout(kind, columns, &items, scale);
    let mut rows = Vec::new();
    let mut group = "";
    for item in &items {
        let named = if item.group == group { "" } else { item.group };
        group = item.group;
        if banded && !named.is_empty() {
            rows.push(Row::Section(named.to_owned()));
        }
        rows.push(Row::Cells(
            columns.iter().map(|column| cell(item, column, named, &columns)).collect(),
        ));
    }
    let above = [plan.as_of].into_iter().filter(|words| !words.trim().is_empty());
    Page {
        title: plan.title.to_owned(),
        paragraphs: above.map(str::to_owned).collect(),
        columns: columns.iter().map(|column| column.column(scale)).collect(),
        rows,
    }
}

impl PlanItems<'_> {
    fn kind(self) -> PlanKind {
        match self {
            Self::Actions(_) => PlanKind::ActionPlan,
            Self::Recommendations(_) => PlanKind::Audit,
        }
    }
}

/// The cell of an item in a column; `named` is its group where its row is the one to name it.
fn cell(item: &Item<'_>, column: &Written, named: &str, columns: &[Written]) -> Cell {
    match column.holds {
        Holds::Field(Field::Group) => named.into(),
        Holds::Field(Field::ByWhen) => dated(item.by_when),
        Holds::Field(Field::Words) if !has(columns, Field::Reference) => {
            let (reference, words) = (item.words(Field::Reference), item.words(Field::Words));
            format!("{reference} {words}").trim().into()
        }
        Holds::Field(field) => item.words(field).into(),
        Holds::Extra(before) => item.extra(&column.heading, before).into(),
    }
}

/// A date's cell: the words, and the day where they are a plain day or month and no more.
fn dated(by_when: &ByWhen) -> Cell {
    let words = by_when.words.trim();
    let is_plain = |due: &Due| match dates_in(words).as_slice() {
        [found] => found.words == words && found.due == *due,
        _ => false,
    };
    let day = match by_when.due.filter(is_plain) {
        Some(Due::Day(day)) => Some((day, Shown::Day)),
        Some(Due::Month(first)) => Some((first, Shown::Month)),
        Some(Due::Quarter(_) | Due::Year(_)) | None => None,
    };
    let day =
        day.map(|(on, shown)| Day { year: on.year(), month: on.month(), day: on.day(), shown });
    Cell { day, ..Cell::from(&*by_when.words) }
}
