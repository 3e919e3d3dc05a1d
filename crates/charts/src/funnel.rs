//! A funnel: sites or areas by their size, within the limits that chance alone would keep.

use disclosure::{Cell, Hidden, Interval, Published, Released, Row};
use measure::funnel::{Around, event_limits, proportion_limits, sizes};
use measure::{Confidence, Limits};
use programme::indicator::{Dimension, ValueType};

use crate::chart::{Chart, chart, made_of, refused};
use crate::key::Key;
use crate::legend::{Drawing, LINE, WIDTH};
use crate::mark::{Labels, Shape, letter};
use crate::number::{self, In};
use crate::plot::{Plot, line};
use crate::scale::Span;
use crate::svg::{colour, element, stroke};
use crate::table::Table;
use crate::words::{self, HIDDEN, NOT_PUBLISHED, WHY_HIDDEN, absence, is_unknown};

/// What the points are: in one word, in more, at the head of a column, and of what kind the chart is.
#[derive(Clone, Copy)]
struct Points {
    one: &'static str,
    many: &'static str,
    column: &'static str,
    kind: &'static str,
}

impl Points {
    const SITES: Self =
        Self { one: "site", many: "sites", column: "Site", kind: "Funnel of sites" };
    const DISTRICTS: Self = Self {
        one: "district",
        many: "districts",
        column: "District",
        kind: "Funnel of districts",
    };
    const BOARDS: Self =
        Self { one: "board", many: "boards", column: "Board", kind: "Funnel of boards" };

    /// What a finding is by, if that is sites or areas and nothing else.
    fn of(published: &Published) -> Option<Self> {
        match published.subject.breakdown.0.as_slice() {
            [Dimension::Site] => Some(Self::SITES),
            [Dimension::Area] => Some(Self::DISTRICTS),
            [Dimension::Icb] => Some(Self::BOARDS),
            _ => None,
        }
    }
}

/// Draws a released finding by site, district or board against the average of those shown.
///
/// The limits are those of [`measure::funnel::proportion_limits`], 95% and 99.8%, by the error of
/// the average at each size, as the chart says; of crude rates, those of
/// [`measure::funnel::event_limits`]. A rate that is standardised has none. A site outside them bears a letter and is named. A
/// hidden site is in the table only, and neither it nor those whose site is not known is in the
/// average. `id` begins every id within the picture; give each chart of a page its own.
pub fn funnel(finding: &Released<Published>, id: &str) -> Chart {
    let id = crate::svg::id(id);
    let published = finding.get();
    let sites = sites(published);
    let average = Average::of(published, &sites);
    let points = Points::of(published);
    let of = points.unwrap_or(Points::SITES);
    let table = table(published, average, of);
    if points.is_none() {
        return refused(&id, of.kind, "the finding is not by site, district or board", table);
    }
    if published.subject.value_type == ValueType::StandardisedRate {
        return refused(&id, of.kind, "its limits are for rates that are not standardised", table);
    }
    let Some(average) = average else {
        return refused(&id, of.kind, &format!("no {} is shown", of.one), table);
    };
    let unit = In::unit_of(published);
    let drawing = draw(unit, &sites, average, of);
    let mut method = made_of(&published.subject);
    method.push(words::period(&published.subject.period));
    method.push(average.limits_by(unit, of));
    method.push(format!("Released under the policy {}", published.policy));
    chart(&id, of.kind, drawing, (sentence(published, &sites, average, of), method), table)
}

/// How the limits are found, as the chart names it.
const LIMITS_BY: &str = "Limits by the error of the average at each size";

/// A site or area whose value is shown.
struct Site<'a> {
    name: &'a str,
    numerator: f64,
    size: u32,
    value: &'a Interval,
}

fn as_u32(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn sites(published: &Published) -> Vec<Site<'_>> {
    let known = published.rows.iter().filter(|row| !is_unknown(&row.group));
    known.filter_map(site).collect()
}

fn site(Row { group, cell }: &Row) -> Option<Site<'_>> {
    match cell {
        Cell::Shown { numerator, denominator, ninety5, .. } => Some(Site {
            name: group,
            numerator: f64::from(as_u32(*numerator)),
            size: as_u32(*denominator),
            value: ninety5,
        }),
        Cell::Published { .. } | Cell::Hidden { .. } => None,
    }
}

/// The average of those shown, and of what kind it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Average {
    value: f64,
    is_rate: bool,
}

impl Average {
    fn of(published: &Published, sites: &[Site<'_>]) -> Option<Self> {
        let size: f64 = sites.iter().map(|site| f64::from(site.size)).sum();
        let events: f64 = sites.iter().map(|site| site.numerator).sum();
        let is_rate = published.subject.value_type.is_rate();
        (size > 0.0).then(|| Self { value: events / size, is_rate })
    }

    /// Between which values one of that size is like the average.
    fn limits(self, size: f64, confidence: Confidence) -> Option<Limits> {
        if self.is_rate {
            let Limits { lower, upper } = event_limits(self.value * size, confidence).ok()?;
            Some(Limits { lower: lower / size, upper: upper / size })
        } else {
            proportion_limits(self.value, size, Around::Average, confidence).ok()
        }
    }

    /// How the limits are found, in words.
    fn limits_by(self, unit: In, of: Points) -> String {
        let how = if self.is_rate {
            "times the residents, and the numbers of events that a Poisson makes as unlikely"
        } else {
            "more or less z √(p(1−p)/n)"
        };
        format!(
            "{LIMITS_BY}: the average {} of the {} shown, {how}",
            unit.value(self.value),
            of.many
        )
    }
}

/// Where a site stands to the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    Within,
    Above95,
    Below95,
    Above998,
    Below998,
}

impl Stands {
    fn of(value: f64, size: u32, average: Average) -> Self {
        let limits = |confidence| average.limits(f64::from(size), confidence);
        let (Some(narrow), Some(wide)) =
            (limits(Confidence::Ninety5), limits(Confidence::Ninety98))
        else {
            return Self::Within;
        };
        if value > wide.upper {
            Self::Above998
        } else if value < wide.lower {
            Self::Below998
        } else if value > narrow.upper {
            Self::Above95
        } else if value < narrow.lower {
            Self::Below95
        } else {
            Self::Within
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Within => "within the limits",
            Self::Above95 => "above the 95% limits",
            Self::Below95 => "below the 95% limits",
            Self::Above998 => "above the 99.8% limits",
            Self::Below998 => "below the 99.8% limits",
        }
    }

    fn shape(self) -> Shape {
        match self {
            Self::Within => Shape::Circle,
            Self::Above95 | Self::Above998 => Shape::Up,
            Self::Below95 | Self::Below998 => Shape::Down,
        }
    }

    fn fill(self) -> &'static str {
        match self {
            Self::Within | Self::Above95 | Self::Below95 => colour::HALO,
            Self::Above998 | Self::Below998 => colour::INK,
        }
    }
}

fn draw(unit: In, sites: &[Site<'_>], average: Average, of: Points) -> Drawing {
    let values = || sites.iter().map(|site| unit.scaled(site.value.value));
    let sizes_of = || sites.iter().map(|site| site.size);
    let smallest = sizes_of().min().unwrap_or(1);
    let largest = sizes_of().max().unwrap_or(1);
    let at = |size: f64, confidence| {
        average.limits(size, confidence).map_or((average.value, average.value), |limits| {
            (unit.scaled(limits.lower), unit.scaled(limits.upper))
        })
    };
    let (low, high) = at(f64::from(smallest), Confidence::Ninety98);
    let low = values().fold(low, f64::min);
    let high = values().fold(high, f64::max);
    let plot = Plot {
        left: 40.0,
        right: WIDTH - 34.0,
        top: 24.0,
        base: 204.0,
        across: Span::holding(0.0, f64::from(largest), 3),
        up: Span::holding(low, high, 5),
    };
    let mut parts = plot.side(&unit.heading(), 0.0);
    parts.extend(plot.foot("People", 0.0));
    for confidence in [Confidence::Ninety98, Confidence::Ninety5] {
        let along = sizes(smallest, largest).into_iter().filter(|size| *size <= largest);
        let along = along.chain([largest]).map(f64::from);
        let limits: Vec<(f64, (f64, f64))> =
            along.map(|size| (size, at(size, confidence))).collect();
        let lower = limits.iter().map(|(size, (lower, _))| plot.at((*size, *lower))).collect();
        let upper = limits.iter().map(|(size, (_, upper))| plot.at((*size, *upper))).collect();
        parts.push(limit_line(&[lower, upper], confidence));
    }
    let mean = plot.y(unit.scaled(average.value));
    parts.push(stroke((plot.left, mean), (plot.right, mean), colour::LINE, 2.0));
    let place = |site: &Site<'_>| plot.at((f64::from(site.size), unit.scaled(site.value.value)));
    let places: Vec<(f64, f64)> = sites.iter().map(place).collect();
    let mut labels = Labels::around(&places, (plot.left, 0.0, WIDTH, plot.base));
    let mut over = Vec::new();
    let mut key = legend(unit, average, plot.base + LINE * 3.0 + 2.0, of);
    let mut outside = 0;
    for (site, at) in sites.iter().zip(&places) {
        let stands = Stands::of(site.value.value, site.size, average);
        parts.push(
            stands
                .shape()
                .drawn(*at, 4.5, stands.fill())
                .with("data-group", site.name)
                .with("data-value", &unit.value(site.value.value))
                .with("data-out-of", &number::count(u64::from(site.size))),
        );
        if stands != Stands::Within {
            let letter = letter(outside);
            outside += 1;
            over.push(labels.label(*at, &letter));
            let says = format!("{letter}: {}, {}", site.name, stands.words());
            key.mark(|y| stands.shape().drawn((17.0, y), 4.5, stands.fill()), &says);
        }
    }
    parts.extend(over);
    key.says(&format!("{LIMITS_BY}."));
    let key = key.done();
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

fn limit_line(pieces: &[Vec<(f64, f64)>], confidence: Confidence) -> crate::svg::Element {
    match confidence {
        Confidence::Ninety5 => line(pieces, colour::GREY, 1.5).with("stroke-dasharray", "5 3"),
        Confidence::Ninety98 => line(pieces, colour::INK, 1.5),
    }
}

fn legend(unit: In, average: Average, top: f64, of: Points) -> Key {
    let mut key = Key::from(top);
    let across = |y: f64| [vec![(6.0, y), (28.0, y)]];
    let says = format!("average of the {} shown, {}", of.many, unit.value(average.value));
    key.mark(|y| stroke((6.0, y), (28.0, y), colour::LINE, 2.0), &says);
    key.mark(|y| limit_line(&across(y), Confidence::Ninety5), "95% limits");
    key.mark(|y| limit_line(&across(y), Confidence::Ninety98), "99.8% limits");
    let circle = |y| Shape::Circle.drawn((17.0, y), 4.5, colour::HALO);
    let within = format!("a {} within the limits", of.one);
    key.mark(|y| element("g").holding(circle(y)), &within);
    key
}

fn sentence(published: &Published, sites: &[Site<'_>], average: Average, of: Points) -> String {
    let Points { one, many, .. } = of;
    let title = published.subject.title.trim_end_matches('.');
    let period = words::period(&published.subject.period);
    let named = |stands: Stands| -> Vec<&str> {
        let is = |site: &&Site<'_>| Stands::of(site.value.value, site.size, average) == stands;
        sites.iter().filter(is).map(|site| site.name).collect()
    };
    let told = [Stands::Above998, Stands::Below998, Stands::Above95, Stands::Below95];
    let told: Vec<String> = told
        .into_iter()
        .map(|stands| (stands, named(stands)))
        .filter(|(_, named)| !named.is_empty())
        .map(|(stands, named)| {
            let is = if named.len() == 1 { "is" } else { "are" };
            format!("{} {is} {}", named.join(", "), stands.words())
        })
        .collect();
    let hidden = published
        .rows
        .iter()
        .filter(|row| matches!(row.cell, Cell::Hidden { why: Hidden::ToProtectPeople, .. }));
    let hidden = match hidden.count() {
        0 => String::new(),
        1 => format!(" 1 {one} is hidden {WHY_HIDDEN}."),
        count => format!(" {count} {many} are hidden {WHY_HIDDEN}."),
    };
    let average = In::unit_of(published).value(average.value);
    let count = sites.len();
    let shown = if count == 1 { format!("the one {one}") } else { format!("the {count} {many}") };
    let beyond = if told.is_empty() {
        format!("{shown} shown differ no more from the average than chance would have it")
    } else {
        format!(
            "of {shown} shown, {}; chance alone puts 1 in 20 outside the 95% limits and 1 in 500 outside the 99.8%",
            told.join("; ")
        )
    };
    format!("{title}, {period}: {beyond}. The average is {average}.{hidden}")
}

fn table(published: &Published, average: Option<Average>, of: Points) -> Table {
    let or_hidden = |count: &Option<u64>| count.map_or(HIDDEN.to_owned(), number::count);
    let unit = In::unit_of(published);
    let row = |row: &Row| match &row.cell {
        Cell::Shown { numerator, denominator, ninety5, .. } => {
            let stands = match average {
                Some(average) if !is_unknown(&row.group) => {
                    Stands::of(ninety5.value, as_u32(*denominator), average).words()
                }
                Some(_) | None => "not judged",
            };
            vec![
                row.group.clone(),
                unit.cell(ninety5.value),
                unit.between(ninety5.lower, ninety5.upper),
                number::count(*numerator),
                number::count(*denominator),
                stands.to_owned(),
            ]
        }
        Cell::Published { ninety5, .. } => vec![
            row.group.clone(),
            unit.cell(ninety5.value),
            unit.between(ninety5.lower, ninety5.upper),
            NOT_PUBLISHED.to_owned(),
            NOT_PUBLISHED.to_owned(),
            "not judged".to_owned(),
        ],
        Cell::Hidden { numerator, denominator, why } => vec![
            row.group.clone(),
            absence(*why).to_owned(),
            absence(*why).to_owned(),
            or_hidden(numerator),
            or_hidden(denominator),
            "not judged".to_owned(),
        ],
    };
    let subject = &published.subject;
    Table {
        caption: format!(
            "{}, {}{}",
            subject.title,
            words::period(&subject.period),
            words::by(&subject.title, of.one)
        ),
        columns: [
            of.column,
            &unit.heading(),
            "95% interval",
            "Number",
            "Out of",
            "Against the limits",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: published.rows.iter().map(row).collect(),
    }
}
