//! More pictures of an indicator: each answers a question that one gap in one period does not.

use authority::Actor;
use charts::Chart;
use charts::spc::Of;
use disclosure::{About, Published, Released};
use jiff::civil::Date;
use programme::code::IndicatorKey;
use programme::indicator::{Dimension, Polarity, ValueType};

use crate::finding::{FIRST_BREAKDOWN, id};
use crate::{Error, Office};

/// A picture, under the question that it answers.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The question.
    pub question: String,
    /// The answer: a sentence, a picture and its table.
    pub chart: Chart,
}

/// The pictures of an indicator by one breakdown.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    /// Those that everybody is shown.
    pub first: Vec<Picture>,
    /// The control chart of each group, for who asks which of them moved.
    pub groups: Vec<Picture>,
}

/// How many periods are laid one under the other: more of them are no picture.
const ROWS: usize = 12;

/// Of how many groups a control chart each is drawn.
const GROUPS: usize = 12;

impl Office {
    /// The pictures of what was released for an indicator by one breakdown, newest period first; that
    /// of one period alone is of the one at a position of the list, as at a day if one is given.
    pub(crate) async fn pictures(
        &self,
        actor: &Actor,
        found: &[Released<Published>],
        (at, day): (usize, Option<Date>),
    ) -> Result<Pictures, Error> {
        let mut pictures = Pictures { first: over_time(found), groups: by_group(found) };
        let Some(shown) = found.get(at) else { return Ok(pictures) };
        match by(shown) {
            [Dimension::Deprivation | Dimension::LocalDeprivation] => {
                pictures.first.extend(self.where_people_are_lost(actor, shown, day).await?);
            }
            // Of rates that are standardised there is no funnel.
            _ if of_standardised(shown) => {}
            [Dimension::Site] => pictures.first.push(funnel(shown, "Which sites stand out?")),
            [Dimension::Area] => pictures.first.push(funnel(shown, "Which districts stand out?")),
            [Dimension::Icb] => pictures.first.push(funnel(shown, "Which boards stand out?")),
            _ => {}
        }
        Ok(pictures)
    }

    /// Every indicator by how many have the better outcome and how wide its newest gap is; nothing
    /// where fewer than two have a gap. The first step of a cascade counts everyone, and so says
    /// nothing.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn beside_one_another(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Option<Picture>, Error> {
        let mut newest = Vec::new();
        for key in self.indicator_keys(actor, at).await? {
            let found = self.released(actor, &key, FIRST_BREAKDOWN, at).await?;
            newest.extend(found.into_iter().next());
        }
        newest.retain(|of| {
            let counts_everyone = |about: About| about.numerator == about.denominator;
            let Published { subject, absolute_gap, about, .. } = of.get();
            let has_a_better_way =
                subject.polarity != Polarity::Neutral && !subject.value_type.is_rate();
            absolute_gap.is_ok() && has_a_better_way && !about.is_some_and(counts_everyone)
        });
        let name = |of: &Released<Published>| {
            let subject = &of.get().subject;
            format!("{}, {}", subject.title, charts::words::period(&subject.period))
        };
        let names: Vec<String> = newest.iter().map(name).collect();
        let named: Vec<_> = names.iter().map(String::as_str).zip(&newest).collect();
        Ok((named.len() > 1).then(|| Picture {
            question: "Where is the outcome worse, and the gap wider?".to_owned(),
            chart: charts::quadrant::indicators(&named, "indicators"),
        }))
    }

    /// Of a step of a cascade, all steps in its period.
    async fn where_people_are_lost(
        &self,
        actor: &Actor,
        shown: &Released<Published>,
        day: Option<Date>,
    ) -> Result<Option<Picture>, Error> {
        let subject = &shown.get().subject;
        let Some((cascade, _)) = subject.indicator.as_str().split_once('.') else {
            return Ok(None);
        };
        let is_step = |key: &IndicatorKey| {
            key.as_str().split_once('.').is_some_and(|(other, _)| other == cascade)
        };
        let mut steps = Vec::new();
        for key in self.indicator_keys(actor, day).await?.into_iter().filter(is_step) {
            let by = subject.breakdown.to_string();
            let found = self.released(actor, &key, &by, day).await?;
            steps.extend(found.into_iter().find(|of| of.get().subject.period == subject.period));
        }
        // Whoever is at a step was at each one before.
        let reached = |of: &Released<Published>| of.get().about.map(|about| about.numerator);
        steps.sort_by_key(|of| std::cmp::Reverse(reached(of)));
        let steps: Vec<_> = steps.iter().map(|of| (step(of), of)).collect();
        Ok((steps.len() > 1).then(|| Picture {
            question: "Where are people lost?".to_owned(),
            chart: charts::cascade(&steps, &named(shown, "cascade")),
        }))
    }
}

fn of_standardised(shown: &Released<Published>) -> bool {
    shown.get().subject.value_type == ValueType::StandardisedRate
}

fn funnel(shown: &Released<Published>, question: &str) -> Picture {
    let chart = charts::funnel(shown, &named(shown, "funnel"));
    Picture { question: question.to_owned(), chart }
}

/// The words of a step, which follow the title of its cascade.
fn step(of: &Released<Published>) -> &str {
    let title = &of.get().subject.title;
    title.rsplit_once(": ").map_or(title, |(_, step)| step)
}

fn by(of: &Released<Published>) -> &[Dimension] {
    &of.get().subject.breakdown.0
}

/// The name of a picture, which no other on the page has.
fn named(of: &Released<Published>, what: &str) -> String {
    let subject = &of.get().subject;
    format!("{}-{what}", id(&subject.indicator, &subject.breakdown.to_string()))
}

fn over_time(found: &[Released<Published>]) -> Vec<Picture> {
    let [newest, _, ..] = found else { return Vec::new() };
    let picture = |question: &str, chart| Picture { question: question.to_owned(), chart };
    let mut pictures = Vec::new();
    match by(newest) {
        [Dimension::Deprivation | Dimension::LocalDeprivation] => {
            let (trend, gap) = (named(newest, "trend"), named(newest, "gap-spc"));
            let spc = charts::spc(found, Of::Gap, None, &gap);
            pictures.push(picture("Is the gap closing?", charts::trend(found, &trend)));
            pictures.push(picture("Is that more than chance?", spc));
        }
        [_] => {}
        _ => return pictures,
    }
    let last = found.get(..ROWS).unwrap_or(found);
    let chart = charts::equiplot(last, &named(newest, "equiplot"));
    pictures.push(picture("How has each group moved?", chart));
    pictures
}

fn by_group(found: &[Released<Published>]) -> Vec<Picture> {
    let [newest, _, ..] = found else { return Vec::new() };
    let groups = &newest.get().rows;
    if by(newest).len() != 1 || groups.len() > GROUPS {
        return Vec::new();
    }
    let of = |(at, name): (usize, &String)| Picture {
        question: charts::words::group(newest.get(), name),
        chart: charts::spc(found, Of::Group(name), None, &named(newest, &format!("spc-{at}"))),
    };
    groups.iter().map(|row| &row.group).enumerate().map(of).collect()
}
