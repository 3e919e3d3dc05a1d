//! Completeness: how far a thing is known, at each site and for everyone.

use disclosure::Count;

use crate::chart::{Chart, Named, chart, refused};
use crate::key::{Key, wrapped};
use crate::legend::{Drawing, LINE, WIDTH};
use crate::number;
use crate::plot::Plot;
use crate::scale::Span;
use crate::svg::{Element, colour, element, hatched, text};
use crate::table::Table;
use crate::words::{HIDDEN, WHY_HIDDEN, is_unknown};

const KIND: &str = "Completeness by site";

/// The height of a bar.
const THICK: f64 = 18.0;

/// Draws how far `of`, such as ethnicity, is known at each site, and at all of them last where there
/// are several.
///
/// A site is its name and its released counts. What begins with “known” or “matched” is known,
/// what begins with “not stated” was asked and not stated, and all else is not known. Where some is
/// “matched” the words say that it was found, and where nobody was asked they speak of no answer. Percentages
/// are of the counts shown, and those of all sites are sums of what the sites show; a hidden count
/// is in no bar and is named in the table. `id` begins every id within the picture; give each
/// chart of a page its own.
pub fn completeness(of: &str, sites: &[Named<'_, Vec<Count>>], id: &str) -> Chart {
    let id = crate::svg::id(id);
    let told = Told::of(sites.iter().flat_map(|(_, counts)| counts.get()));
    let mut all: Vec<Site<'_>> =
        sites.iter().map(|(name, counts)| Site::of(name, counts.get())).collect();
    if all.iter().all(|site| site.whole() == 0) {
        return refused(&id, KIND, "no count is given that may be shown", table(of, &told, &[]));
    }
    let everyone = Site::together(&all);
    let sentence = sentence(of, &told, &all, &everyone);
    if all.len() > 1 {
        all.push(everyone);
    }
    let drawing = draw(&told, &all, &id);
    let method = vec![
        format!("{of}: per cent of the rounded counts shown, each site by itself"),
        "All sites are the sum of what the sites show".to_owned(),
        format!("A count that is hidden {WHY_HIDDEN} is in no percentage"),
    ];
    chart(&id, KIND, drawing, (sentence, method), table(of, &told, &all))
}

/// Of how many records the counts show that the thing is known, and how many they show at all; nothing
/// where all that is known is hidden.
pub(crate) fn known_of(counts: &[Count]) -> Option<(u64, u64)> {
    let shown = Site::of("", counts);
    let [known, ..] = shown.parts;
    Some((known?, shown.whole()))
}

/// How far a record says the thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Known,
    NotStated,
    NotKnown,
}

impl Part {
    const ALL: [Self; 3] = [Self::Known, Self::NotStated, Self::NotKnown];

    fn of(count: &Count) -> Self {
        let begins = |with: &[&str]| with.iter().any(|with| count.of.starts_with(with));
        if begins(&["known", "matched"]) {
            Self::Known
        } else if begins(&["not stated"]) {
            Self::NotStated
        } else {
            Self::NotKnown
        }
    }

    fn fill(self, id: &str) -> String {
        match self {
            Self::Known => colour::BLUE.to_owned(),
            Self::NotStated => hatched(id),
            Self::NotKnown => colour::HALO.to_owned(),
        }
    }
}

/// What the counts tell apart, and what they call it.
pub(crate) struct Told {
    is_found: bool,
    is_asked: bool,
}

impl Told {
    pub(crate) fn of<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Self {
        let mut told = Self { is_found: false, is_asked: false };
        for count in counts {
            told.is_found |= count.of.starts_with("matched");
            told.is_asked |= Part::of(count) == Part::NotStated;
        }
        told
    }

    /// What is said of what is known.
    pub(crate) fn known(&self) -> &'static str {
        self.words(Part::Known)
    }

    fn words(&self, part: Part) -> &'static str {
        match (part, self.is_found) {
            (Part::Known, false) => "known",
            (Part::Known, true) => "found",
            (Part::NotStated, _) => "not stated",
            (Part::NotKnown, false) => "not known",
            (Part::NotKnown, true) => "not found",
        }
    }

    /// The parts there are, each with its place among all.
    fn parts(&self) -> impl Iterator<Item = (usize, Part)> {
        let is_told = |(_, part): &(usize, Part)| self.is_asked || *part != Part::NotStated;
        Part::ALL.into_iter().enumerate().filter(is_told)
    }
}

/// A site with what is shown of it; a part is nothing where all of it is hidden.
struct Site<'a> {
    name: &'a str,
    parts: [Option<u64>; 3],
    hidden: Vec<&'a str>,
}

impl<'a> Site<'a> {
    fn of(name: &'a str, counts: &'a [Count]) -> Self {
        let sum = |part: Part| {
            let of = || counts.iter().filter(|count| Part::of(count) == part);
            let shown: Vec<u64> = of().filter_map(|count| count.count).collect();
            let all_hidden = shown.is_empty() && of().next().is_some();
            (!all_hidden).then(|| shown.iter().sum())
        };
        let hidden = counts.iter().filter(|count| count.count.is_none());
        Self {
            name,
            parts: Part::ALL.map(sum),
            hidden: hidden.map(|count| count.of.as_str()).collect(),
        }
    }

    fn together(sites: &[Self]) -> Self {
        let mut parts = [None, None, None];
        for site in sites {
            for (sum, part) in parts.iter_mut().zip(site.parts) {
                *sum = match (*sum, part) {
                    (Some(one), Some(other)) => Some(one + other),
                    (one, other) => one.or(other),
                };
            }
        }
        let hides = sites.iter().any(|site| !site.hidden.is_empty());
        Self {
            name: "all sites",
            parts,
            hidden: if hides { vec!["what its sites hide"] } else { Vec::new() },
        }
    }

    fn whole(&self) -> u64 {
        self.parts.iter().flatten().sum()
    }

    /// A part as a part of 1 of what is shown.
    fn share(&self, part: Option<u64>) -> Option<f64> {
        let as_f64 = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let whole = self.whole();
        (whole > 0).then_some(as_f64(part?) / as_f64(whole))
    }

    fn known(&self) -> Option<f64> {
        let [known, ..] = self.parts;
        self.share(known)
    }

    fn part(&self, at: usize) -> Option<u64> {
        self.parts.get(at).copied().flatten()
    }

    fn says(&self, part: Option<u64>) -> String {
        self.share(part).map_or(HIDDEN.to_owned(), number::percent)
    }
}

fn draw(told: &Told, sites: &[Site<'_>], id: &str) -> Drawing {
    let mut plot = Plot {
        left: 8.0,
        right: WIDTH - 58.0,
        top: 0.0,
        base: 0.0,
        across: Span::holding(0.0, 100.0, 5),
        up: Span::exactly(0.0, 1.0),
    };
    let mut parts = Vec::new();
    let mut y = 2.0;
    let last = sites.len().saturating_sub(1);
    for (at, site) in sites.iter().enumerate() {
        let weight = if at == last { "bold" } else { "normal" };
        y += if at == last { 8.0 } else { 0.0 };
        for line in wrapped(site.name, 44) {
            y += LINE;
            parts.push(text(plot.left, y, "start", &line).with("font-weight", weight));
        }
        parts.extend(stacked(&plot, (told, site), y + 5.0, id));
        y += 5.0 + THICK + 4.0;
    }
    plot.base = y + 2.0;
    parts.extend(plot.foot("Per cent", 0.0));
    let mut key = Key::from(plot.base + LINE * 3.0 + 4.0);
    for (_, part) in told.parts() {
        let patch = |y: f64| {
            let patch = element("rect").at("x", 8.0).at("y", y - 6.0).at("width", 18.0);
            patch.at("height", 12.0).with("fill", &part.fill(id)).with("stroke", colour::INK)
        };
        let mut says = told.words(part).to_owned();
        if part == Part::Known {
            says += ", with its per cent at the right";
        }
        key.mark(patch, &says);
    }
    let key = key.done();
    parts.extend(key.parts);
    Drawing { height: key.height, parts }
}

fn stacked(plot: &Plot, (told, site): (&Told, &Site<'_>), y: f64, id: &str) -> Vec<Element> {
    let mut parts = Vec::new();
    let mut before = 0.0;
    for (at, part) in told.parts() {
        let Some(share) = site.share(site.part(at)) else { continue };
        let (from, to) = (plot.x(before * 100.0), plot.x((before + share) * 100.0));
        before += share;
        parts.push(
            element("rect")
                .with("class", "chart-bar")
                .with("data-row", site.name)
                .with("data-group", told.words(part))
                .with("data-value", &number::percent(share))
                .at("x", from)
                .at("y", y)
                .at("width", (to - from).max(0.0))
                .at("height", THICK)
                .with("fill", &part.fill(id))
                .with("stroke", colour::INK),
        );
    }
    let [known, ..] = site.parts;
    let says = text(WIDTH - 4.0, y + THICK / 2.0 + 4.0, "end", &site.says(known));
    parts.push(says.with("font-weight", "bold"));
    parts
}

fn sentence(of: &str, told: &Told, sites: &[Site<'_>], everyone: &Site<'_>) -> String {
    let [known, not_stated, not_known] = everyone.parts.map(|part| everyone.says(part));
    let records = if sites.len() > 1 { "the records of all sites" } else { "the records" };
    let is = told.known();
    let asked = if told.is_asked { format!(", not stated in {not_stated}") } else { String::new() };
    let mut says =
        format!("{of} is {is} in {known} of {records}{asked} and not {is} in {not_known}.");
    let mut by_known: Vec<(&str, f64)> = sites
        .iter()
        .filter(|site| !is_unknown(site.name))
        .filter_map(|site| Some((site.name, site.known()?)))
        .collect();
    by_known.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    if let [(least, low), .., (most, high)] = by_known[..] {
        says = format!(
            "{says} It is {is} least at {least} ({}) and most at {most} ({}).",
            number::percent(low),
            number::percent(high)
        );
    }
    let hiding = sites.iter().filter(|site| !site.hidden.is_empty()).count();
    match hiding {
        0 => says,
        1 => format!("{says} 1 site has a count that is hidden {WHY_HIDDEN}."),
        _ => format!("{says} {hiding} sites have a count that is hidden {WHY_HIDDEN}."),
    }
}

fn table(of: &str, told: &Told, sites: &[Site<'_>]) -> Table {
    let row = |site: &Site<'_>| {
        let mut cells = vec![site.name.to_owned()];
        cells.extend(told.parts().map(|(at, _)| site.says(site.part(at))));
        cells.push(number::count(site.whole()));
        let hidden = site.hidden.join("; ");
        cells.push(if hidden.is_empty() { "nothing".to_owned() } else { hidden });
        cells
    };
    let parts = told.parts().map(|(_, part)| capitalised(told.words(part)));
    let first = ["Site".to_owned()].into_iter();
    let last = ["Records shown", "Left out, being small"].map(str::to_owned);
    Table {
        caption: format!("{of}: how far it is {}, by site", told.known()),
        columns: first.chain(parts).chain(last).collect(),
        rows: sites.iter().map(row).collect(),
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
