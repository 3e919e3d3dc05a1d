//! A population pyramid: men left, women right, by age, on one scale.

use disclosure::{Cell, Published, Released, Row};
use programme::indicator::Dimension;

use crate::chart::{Chart, chart, refused};
use crate::key::Key;
use crate::legend::{Drawing, LINE};
use crate::number;
use crate::scale::Span;
use crate::svg::{Element, colour, element, hatched, stroke, text};
use crate::table::Table;
use crate::words::{self, HIDDEN, WHY_HIDDEN, is_unknown};

const KIND: &str = "Population pyramid";

/// The height of an age band.
const BAND: f64 = 17.0;

/// Where the men's bars begin, and the women's; the ages stand between.
const MIDDLE: [f64; 2] = [132.0, 188.0];

/// How long the longest bar may be.
const LONG: f64 = 120.0;

/// Draws the people whom a finding by sex and age counts, as rounded, oldest first.
///
/// Each bar is a share of all who are drawn, so that populations of different sizes may be held
/// beside each other, and both sides have one scale. A hidden cell has no bar and says so. Those
/// of another sex, or whose sex or age is not known, are in the table and not in the picture. `id`
/// begins every id within the picture; give each chart of a page its own.
pub fn pyramid(finding: &Released<Published>, id: &str) -> Chart {
    let id = crate::svg::id(id);
    let published = finding.get();
    let people = people(published);
    let table = table(published, &people);
    let mut crossed = published.subject.breakdown.0.clone();
    crossed.sort_unstable();
    if crossed != [Dimension::Sex, Dimension::Age] {
        return refused(&id, KIND, "the finding is not by sex and age", table);
    }
    let whole = whole(&people);
    if whole == 0 {
        return refused(&id, KIND, "no group of known sex and age is shown", table);
    }
    let drawing = draw(&people, whole, &id);
    let source = published.subject.provenance.source.trim().trim_end_matches('.');
    let mut method = vec![format!(
        "People counted: {}, {}",
        published.subject.title.trim_end_matches('.'),
        words::period(&published.subject.period)
    )];
    method.extend((!source.is_empty()).then(|| format!("Source: {source}")));
    method.push("Per cent of those drawn, worked out from the rounded counts shown".to_owned());
    method.push(format!("Released under the policy {}", published.policy));
    chart(&id, KIND, drawing, (sentence(published, &people, whole), method), table)
}

/// The side on which a sex is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Men,
    Women,
}

impl Side {
    const BOTH: [Self; 2] = [Self::Men, Self::Women];

    fn words(self) -> &'static str {
        match self {
            Self::Men => "Male",
            Self::Women => "Female",
        }
    }
}

/// The people of one sex and age, as rounded, where they may be shown.
struct People<'a> {
    sex: &'a str,
    age: &'a str,
    side: Option<Side>,
    count: Option<u64>,
}

fn people(published: &Published) -> Vec<People<'_>> {
    let sex_first = published.subject.breakdown.0.first() == Some(&Dimension::Sex);
    published.rows.iter().map(|row| read(row, sex_first)).collect()
}

fn read(Row { group, cell }: &Row, sex_first: bool) -> People<'_> {
    let (first, second) = group.split_once(" | ").unwrap_or((group, "all ages"));
    let (sex, age) = if sex_first { (first, second) } else { (second, first) };
    let side = Side::BOTH.into_iter().find(|side| side.words() == sex && !is_unknown(age));
    let count = match cell {
        Cell::Shown { denominator, .. } => Some(*denominator),
        Cell::Hidden { denominator, .. } => *denominator,
        Cell::Published { .. } => None,
    };
    People { sex, age, side, count }
}

fn whole(people: &[People<'_>]) -> u64 {
    people.iter().filter(|of| of.side.is_some()).filter_map(|of| of.count).sum()
}

fn share(count: u64, whole: u64) -> f64 {
    let as_f64 = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    as_f64(count) / as_f64(whole.max(1))
}

fn draw(people: &[People<'_>], whole: u64, id: &str) -> Drawing {
    let drawn = || people.iter().filter(|of| of.side.is_some());
    let mut ages: Vec<&str> = Vec::new();
    for of in drawn() {
        if !ages.contains(&of.age) {
            ages.push(of.age);
        }
    }
    ages.reverse();
    let highest = drawn().filter_map(|of| of.count).map(|count| share(count, whole) * 100.0);
    let scale = Span::holding(0.0, highest.fold(0.0, f64::max), 3);
    let [left, right] = MIDDLE;
    let mut parts = vec![
        text(left, 14.0, "end", "Male").with("font-weight", "bold"),
        text(f64::midpoint(left, right), 14.0, "middle", "Age"),
        text(right, 14.0, "start", "Female").with("font-weight", "bold"),
    ];
    let mut y = 22.0;
    for age in ages {
        let middle = y + BAND / 2.0;
        parts.push(text(f64::midpoint(left, right), middle + 4.0, "middle", age));
        for of in drawn().filter(|of| of.age == age) {
            parts.extend(bar(of, whole, &scale, y, id));
        }
        y += BAND + 2.0;
    }
    for tick in scale.ticks() {
        let far = LONG * scale.share(tick.value);
        for x in [left - far, right + far] {
            parts.push(stroke((x, y), (x, y + 4.0), colour::INK, 1.0));
            let says = text(x, y + LINE + 3.0, "middle", &tick.says);
            parts.push(says.with("class", "chart-tick"));
        }
    }
    parts.push(stroke((left - LONG, y), (left, y), colour::INK, 1.5));
    parts.push(stroke((right, y), (right + LONG, y), colour::INK, 1.5));
    let mut key = Key::from(y + LINE * 2.0 + 4.0);
    key.says("Per cent of all who are drawn");
    let key = key.done();
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

fn bar(of: &People<'_>, whole: u64, scale: &Span, y: f64, id: &str) -> Vec<Element> {
    let [left, right] = MIDDLE;
    let Some(side) = of.side else { return Vec::new() };
    let Some(count) = of.count else {
        let (x, anchor) = match side {
            Side::Men => (left - 4.0, "end"),
            Side::Women => (right + 4.0, "start"),
        };
        return vec![text(x, y + BAND / 2.0 + 4.0, anchor, HIDDEN)];
    };
    let share = share(count, whole);
    let long = LONG * scale.share(share * 100.0);
    let (x, fill) = match side {
        Side::Men => (left - long, colour::BLUE.to_owned()),
        Side::Women => (right, hatched(id)),
    };
    let drawn = element("rect")
        .with("class", "chart-bar")
        .with("data-row", of.age)
        .with("data-group", of.sex)
        .with("data-value", &number::percent(share))
        .at("x", x)
        .at("y", y)
        .at("width", long)
        .at("height", BAND);
    vec![drawn.with("fill", &fill).with("stroke", colour::INK)]
}

fn sentence(published: &Published, people: &[People<'_>], whole: u64) -> String {
    let title = published.subject.title.trim_end_matches('.');
    let period = words::period(&published.subject.period);
    let drawn = || people.iter().filter(|of| of.side.is_some());
    let women = drawn().filter(|of| of.side == Some(Side::Women)).filter_map(|of| of.count).sum();
    let largest = drawn().filter_map(|of| Some((of, of.count?)));
    let largest = largest.fold(None, |most: Option<(&People<'_>, u64)>, next| match most {
        Some(most) if most.1 >= next.1 => Some(most),
        Some(_) | None => Some(next),
    });
    let mut says = format!(
        "{title}, {period}: of about {} people counted whose sex and age are known and shown, {} are female.",
        number::count(whole),
        number::percent(share(women, whole))
    );
    if let Some((of, count)) = largest {
        let sex = of.sex.to_lowercase();
        says = format!(
            "{says} The largest group is {sex}, aged {}, with {}.",
            of.age.replace('-', " to "),
            number::percent(share(count, whole))
        );
    }
    match drawn().filter(|of| of.count.is_none()).count() {
        0 => says,
        1 => format!("{says} 1 group is hidden {WHY_HIDDEN}."),
        hidden => format!("{says} {hidden} groups are hidden {WHY_HIDDEN}."),
    }
}

fn table(published: &Published, people: &[People<'_>]) -> Table {
    let whole = whole(people);
    let row = |of: &People<'_>| {
        let percent = match (of.side, of.count) {
            (None, _) => "not drawn".to_owned(),
            (Some(_), None) => HIDDEN.to_owned(),
            (Some(_), Some(count)) => number::percent(share(count, whole)),
        };
        let count = of.count.map_or(HIDDEN.to_owned(), number::count);
        vec![of.age.to_owned(), of.sex.to_owned(), percent, count]
    };
    let subject = &published.subject;
    Table {
        caption: format!(
            "People counted: {}, {}, by sex and age",
            subject.title,
            words::period(&subject.period)
        ),
        columns: ["Age", "Sex", "Per cent of those drawn", "People"].map(str::to_owned).to_vec(),
        rows: people.iter().map(row).collect(),
    }
}
