//! An equiplot: a row for each period or indicator, a mark for each group, a line between the ends.

use disclosure::{Hidden, Interval, Published, Released, Row};

use crate::chart::{Chart, chart, heading, refused, shown};
use crate::key::Key;
use crate::legend::{Drawing, LINE, WIDTH};
use crate::mark::{Labels, Shape, letter};
use crate::number::In;
use crate::plot::Plot;
use crate::scale::Span;
use crate::svg::{colour, stroke};
use crate::table::Table;
use crate::words::{self, Ranks, WHY_HIDDEN, absence, is_unknown};

const KIND: &str = "Equiplot";

/// The height of what is drawn of one row.
const HIGH: f64 = 48.0;

/// Draws released findings above one another on one axis, in the order in which they are given.
///
/// Each row has a mark for each group whose value is shown, told apart by shape and by label, and
/// a line from the least of them to the greatest; those whose group is not known stand beside the
/// line and are no end of it. Of more than three rows the sentence tells the first and the last;
/// the table tells all. A hidden group is named under its row and has no place on the axis.
/// `id` begins every id within the picture; give each chart of a page its own.
pub fn equiplot(findings: &[Released<Published>], id: &str) -> Chart {
    let id = crate::svg::id(id);
    let all: Vec<&Published> = findings.iter().map(Released::get).collect();
    let rows: Vec<(String, &Published)> = all.iter().map(|of| (name(of, &all), *of)).collect();
    let table = table(&rows);
    let Some(first) = all.first() else {
        return refused(&id, KIND, "no finding is given", table);
    };
    if all.iter().any(|of| of.subject.unit != first.subject.unit) {
        return refused(&id, KIND, "their values are of different units", table);
    }
    let unit = In::unit_of(first);
    let groups = groups(&all);
    let drawing = draw(unit, &rows, &groups);
    let told: Vec<&(String, &Published)> = match &rows[..] {
        [first, _, _, .., last] => vec![first, last],
        few => few.iter().collect(),
    };
    let sentences: Vec<String> = told.into_iter().map(|(name, of)| spread(name, of)).collect();
    let sentence = match one_title(&all) {
        Some(title) => format!("{title}: {}", sentences.join(" ")),
        None => sentences.join(" "),
    };
    let mut method = vec![
        format!(
            "{} {}, which are in the table",
            unit.heading(),
            words::worked_out(&first.subject)
        ),
        "A line joins the least and the greatest of the groups shown; those whose group is not known are no end of it".to_owned(),
    ];
    if all.iter().any(|of| words::ranking(&of.subject) != words::ranking(&first.subject)) {
        method.push(
            "Deprivation is of different editions, so rows are not all of the same areas"
                .to_owned(),
        );
    }
    method.push(format!("Released under the policy {}", first.policy));
    chart(&id, KIND, drawing, (sentence, method), table)
}

fn one_title<'a>(all: &[&'a Published]) -> Option<&'a str> {
    let title = all.first()?.subject.title.trim_end_matches('.');
    all.iter().all(|of| of.subject.title.trim_end_matches('.') == title).then_some(title)
}

/// What tells a finding from the others: its period, its indicator, or both.
fn name(of: &Published, all: &[&Published]) -> String {
    let (title, period) = (&of.subject.title, words::period(&of.subject.period));
    let one_period = all.iter().all(|other| other.subject.period == of.subject.period);
    match (one_title(all), one_period) {
        (Some(_), _) => period,
        (None, true) => title.clone(),
        (None, false) => format!("{title}, {period}"),
    }
}

/// Every group of any finding once, as it is called, in the order in which it first comes; the
/// unknown last.
fn groups(all: &[&Published]) -> Vec<(String, String)> {
    let mut groups: Vec<(String, String)> = Vec::new();
    for of in all {
        for row in &of.rows {
            let label = Ranks::of(of).label(&row.group);
            if !groups.iter().any(|(_, known)| *known == label) {
                let number = words::rank(&row.group).map(|rank| rank.to_string());
                groups.push((number.unwrap_or_default(), label));
            }
        }
    }
    groups.sort_by_key(|(_, label)| is_unknown(label));
    let mut letters = 0;
    for (short, label) in &mut groups {
        if is_unknown(label) {
            "?".clone_into(short);
        } else if short.is_empty() {
            *short = letter(letters);
            letters += 1;
        }
    }
    groups
}

/// The fill of a group: from dark to light where groups have an order, and one for all others,
/// which their shapes and letters tell apart.
fn fill(at: usize, groups: usize, (short, label): &(String, String)) -> &'static str {
    if is_unknown(label) {
        return colour::UNKNOWN;
    }
    if words::rank(short).is_none() {
        return colour::PLAIN;
    }
    let step = if groups > 6 { at / 2 } else { at };
    colour::RAMP.get(step).copied().unwrap_or(colour::PLAIN)
}

fn draw(unit: In, rows: &[(String, &Published)], groups: &[(String, String)]) -> Drawing {
    let values = rows.iter().flat_map(|(_, of)| of.rows.iter().filter_map(|row| shown(&row.cell)));
    let highest = values.map(|found| unit.scaled(found.value)).fold(0.0, f64::max);
    let across = Span::holding(0.0, highest.max(0.01), 5);
    let mut plot = Plot {
        left: 14.0,
        right: WIDTH - 16.0,
        top: 0.0,
        base: 0.0,
        across,
        up: Span::holding(0.0, 1.0, 1),
    };
    let mut parts = Vec::new();
    let mut y = 0.0;
    for (name, of) in rows {
        let head = heading(name, y);
        parts.extend(head.parts);
        let middle = head.height + HIGH / 2.0;
        parts.extend(row(&plot, name, of, groups, middle));
        y = head.height + HIGH;
        let mut under = Key::from(y + 4.0);
        for (why, named) in absent(of) {
            under.says(&format!("{why}: {named}"));
        }
        let under = under.done();
        y = under.height;
        parts.extend(under.parts);
    }
    plot.base = y + 2.0;
    parts.extend(plot.foot(&unit.heading(), 0.0));
    let mut key = Key::from(plot.base + LINE * 3.0 + 4.0);
    for (at, group) in groups.iter().enumerate() {
        let (short, label) = group;
        let mark = Shape::numbered(at);
        let is_rank = words::rank(short).is_some();
        let says = if is_rank { label.clone() } else { format!("{short}: {label}") };
        key.mark(|y| mark.drawn((17.0, y), 5.0, fill(at, groups.len(), group)), &says);
    }
    let key = key.done();
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

fn row(
    plot: &Plot,
    name: &str,
    of: &Published,
    groups: &[(String, String)],
    middle: f64,
) -> Vec<crate::svg::Element> {
    let mut parts = vec![stroke((plot.left, middle), (plot.right, middle), colour::FAINT, 1.0)];
    let unit = In::unit_of(of);
    let at = |found: &Interval| plot.x(unit.scaled(found.value));
    if let Some((least, greatest)) = extremes(of) {
        let (from, to) = (at(least.1), at(greatest.1));
        let line = crate::plot::line(&[vec![(from, middle), (to, middle)]], colour::INK, 2.5);
        parts.push(line);
    }
    let place = |row: &Row| Some((at(shown(&row.cell)?), middle));
    let marks: Vec<(f64, f64)> = of.rows.iter().filter_map(place).collect();
    let within = (0.0, middle - HIGH / 2.0, WIDTH, middle + HIGH / 2.0);
    let mut labels = Labels::around(&marks, within);
    let mut over = Vec::new();
    for each in &of.rows {
        let label = Ranks::of(of).label(&each.group);
        let found = groups.iter().enumerate().find(|(_, (_, known))| *known == label);
        let (Some((at, group)), Some(value), Some(place)) = (found, shown(&each.cell), place(each))
        else {
            continue;
        };
        let drawn = Shape::numbered(at).drawn(place, 5.5, fill(at, groups.len(), group));
        parts.push(
            drawn
                .with("data-row", name)
                .with("data-group", &label)
                .with("data-value", &unit.value(value.value))
                .with("data-interval", &unit.between(value.lower, value.upper)),
        );
        over.push(labels.label(place, &group.0));
    }
    parts.extend(over);
    parts
}

/// A group whose value is shown.
type Found<'a> = (&'a Row, &'a Interval);

/// The groups with the least and the greatest value of those shown and known.
fn extremes(of: &Published) -> Option<(Found<'_>, Found<'_>)> {
    let known = of.rows.iter().filter(|row| !is_unknown(&row.group));
    let mut known: Vec<Found<'_>> =
        known.filter_map(|row| Some((row, shown(&row.cell)?))).collect();
    known.sort_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
    match known[..] {
        [least, .., greatest] => Some((least, greatest)),
        _ => None,
    }
}

/// The groups that have no place, by the word for why.
fn absent(of: &Published) -> Vec<(&'static str, String)> {
    let named = |why: Hidden| {
        let is =
            |row: &&Row| matches!(row.cell, disclosure::Cell::Hidden { why: of, .. } if of == why);
        let labels = of.rows.iter().filter(is).map(|row| Ranks::of(of).label(&row.group));
        (absence(why), labels.collect::<Vec<_>>().join("; "))
    };
    let all = [Hidden::ToProtectPeople, Hidden::Nobody, Hidden::NoResidents].map(named);
    all.into_iter().filter(|(_, named)| !named.is_empty()).collect()
}

/// How far apart the groups of one finding are, in a sentence no stronger than their intervals.
fn spread(name: &str, of: &Published) -> String {
    let hidden = of.rows.iter().filter(|row| {
        matches!(row.cell, disclosure::Cell::Hidden { why: Hidden::ToProtectPeople, .. })
    });
    let hidden = match hidden.count() {
        0 => String::new(),
        1 => format!(" 1 group is hidden {WHY_HIDDEN}."),
        count => format!(" {count} groups are hidden {WHY_HIDDEN}."),
    };
    let Some(((least, low), (greatest, high))) = extremes(of) else {
        return format!("{name}, fewer than two groups are shown.{hidden}");
    };
    let unit = In::unit_of(of);
    let label = |row: &Row| match words::rank(&row.group) {
        Some(_) => format!("group {}", Ranks::of(of).label(&row.group)),
        None => Ranks::of(of).label(&row.group),
    };
    let told = if low.upper < high.lower {
        ""
    } else {
        ", but their intervals overlap, so we cannot tell the two apart yet"
    };
    format!(
        "{name}, from {} in {} to {} in {}{told}.{hidden}",
        unit.value(low.value),
        label(least),
        unit.value(high.value),
        label(greatest),
    )
}

fn table(rows: &[(String, &Published)]) -> Table {
    let row = |name: &String, of: &Published, Row { group, cell }: &Row| {
        let (label, unit) = (Ranks::of(of).label(group), In::unit_of(of));
        let (value, interval) = match cell {
            disclosure::Cell::Shown { ninety5, .. }
            | disclosure::Cell::Published { ninety5, .. } => {
                (unit.value(ninety5.value), unit.between(ninety5.lower, ninety5.upper))
            }
            disclosure::Cell::Hidden { why, .. } => {
                (absence(*why).to_owned(), absence(*why).to_owned())
            }
        };
        vec![name.clone(), label, value, interval]
    };
    let all =
        rows.iter().flat_map(|(name, of)| of.rows.iter().map(move |each| row(name, of, each)));
    let published: Vec<&Published> = rows.iter().map(|(_, of)| *of).collect();
    let title = one_title(&published).unwrap_or("Groups of several indicators");
    Table {
        caption: title.to_owned(),
        columns: ["Row", "Group", "Value", "95% interval"].map(str::to_owned).to_vec(),
        rows: all.collect(),
    }
}
