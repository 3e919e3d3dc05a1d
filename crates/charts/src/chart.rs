//! A chart: a picture that is never without its table, its sentence and how it was made.

use disclosure::{About, Cell, Hidden, Interval, Published, Released, Row};
use measure::{Confidence, Proportion, rate, wilson};
use programme::finding::Subject;
use programme::indicator::ValueType;

use crate::key::{Key, wrapped};
use crate::legend::{Drawing, LINE, WIDTH};
use crate::number::In;
use crate::svg::{element, hatching, text};
use crate::table::Table;
use crate::words::{HIDDEN, SUPPRESSED, is_unknown, worked_out};

/// A picture, and everything without which it may not be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The picture, to be put into a page as it is.
    pub svg: String,
    /// The numbers in the picture, and no others.
    pub table: Table,
    /// The finding in plain words, no stronger than its interval.
    pub sentence: String,
    /// How it was made, and what is hidden and why.
    pub method: String,
}

/// Something released, with the name by which a chart tells it from the others.
pub type Named<'a, T> = (&'a str, &'a Released<T>);

/// The picture of a drawing. `id` is one that [`crate::svg::id`] made.
pub(crate) fn picture(id: &str, sentence: &str, spoken: &str, drawing: Drawing) -> String {
    crate::svg::picture(id, (WIDTH, drawing.height.ceil()), 12.0, (sentence, spoken))
        .holding(element("defs").holding(hatching(id)))
        .holding_all(drawing.parts)
        .done()
}

/// A chart of a drawing, which says to a screen reader what its table says.
pub(crate) fn chart(
    id: &str,
    kind: &str,
    drawing: Drawing,
    says: (String, Vec<String>),
    table: Table,
) -> Chart {
    let (sentence, method) = says;
    let svg = picture(id, &sentence, &spoken(kind, &table), drawing);
    Chart { svg, table, sentence, method: method.join(". ") + "." }
}

/// What is given where nothing can be drawn: the reason in the picture, and no mark that misleads.
pub(crate) fn refused(id: &str, kind: &str, why: &str, table: Table) -> Chart {
    let mut key = Key::from(LINE + 4.0);
    let sentence = format!("{kind}: nothing is drawn, because {}.", why.trim_end_matches('.'));
    key.says(&sentence);
    let says = (sentence, vec!["Nothing is drawn".to_owned()]);
    chart(id, kind, key.done(), says, table)
}

/// Every row of a table in words, for those who do not see the picture.
fn spoken(kind: &str, table: &Table) -> String {
    let row = |row: &Vec<String>| {
        let cells = row.iter().zip(&table.columns).skip(1).map(|(cell, column)| {
            let cell = if cell == HIDDEN { SUPPRESSED } else { cell };
            format!("{column} {cell}")
        });
        let head = row.first().map_or("", String::as_str);
        format!("{head}: {}", cells.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    let rows = if rows.is_empty() { "No rows".to_owned() } else { rows.join("; ") };
    format!("{kind}. {rows}.")
}

/// A heading over a drawing, on as many lines as it needs, and where the next line goes.
pub(crate) fn heading(says: &str, top: f64) -> Drawing {
    let mut height = top;
    let mut parts = Vec::new();
    for line in wrapped(says, 42) {
        parts.push(text(4.0, height + 12.0, "start", &line).with("font-weight", "bold"));
        height += LINE;
    }
    Drawing { height, parts }
}

/// What a finding is of and where it comes from, as sentences of a method begin.
pub(crate) fn made_of(subject: &Subject) -> Vec<String> {
    let title = subject.title.trim_end_matches('.');
    let source = subject.provenance.source.trim().trim_end_matches('.');
    let source = if source.is_empty() {
        "Source not stated".to_owned()
    } else {
        format!("Source: {source}")
    };
    let worked = format!("{} {}", In(subject.unit).heading(), worked_out(subject));
    vec![title.to_owned(), source, worked]
}

/// The value of a group with its 95% limits, where it is shown.
pub(crate) fn shown(cell: &Cell) -> Option<&Interval> {
    match cell {
        Cell::Shown { ninety5, .. } | Cell::Published { ninety5, .. } => Some(ninety5),
        Cell::Hidden { .. } => None,
    }
}

/// The value of everyone, from the sum of what is shown, if nobody is hidden.
pub(crate) fn everyone(published: &Published) -> Option<Interval> {
    if published.rows.iter().any(hides) { None } else { of_those_shown(published) }
}

/// The same, though those may be hidden whose group is not known: they are then left out.
pub(crate) fn everyone_known(published: &Published) -> Option<Interval> {
    let mut known = published.rows.iter().filter(|row| !is_unknown(&row.group));
    if known.any(hides) { None } else { of_those_shown(published) }
}

fn hides(row: &Row) -> bool {
    matches!(row.cell, Cell::Hidden { why: Hidden::ToProtectPeople, .. })
}

fn of_those_shown(published: &Published) -> Option<Interval> {
    let About { numerator, denominator } = published.about?;
    let confidence = Confidence::Ninety5;
    match published.subject.value_type {
        ValueType::Proportion => {
            let share = Proportion::new(numerator, denominator).ok()?;
            Some(wilson(share, confidence).into())
        }
        ValueType::CrudeRate => {
            let residents = f64::from(u32::try_from(denominator).unwrap_or(u32::MAX));
            rate(numerator, residents, confidence).ok().map(Interval::from)
        }
        // The ages of all together are not those of the groups.
        ValueType::StandardisedRate => None,
    }
}
