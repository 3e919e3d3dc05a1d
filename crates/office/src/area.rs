//! Areas: what is known of each, which bodies answer for it, and what they promised.

use std::collections::{BTreeMap, BTreeSet};

use authority::policy::Shelf;
use authority::{Actor, Sight};
use disclosure::{Published, Released};
use evidence::reference;
use jiff::civil::Date;
use programme::code::{IndicatorKey, OrganisationCode};
use programme::indicator::Breakdown;
use programme::organisation::Organisation;
use programme::standing::Stands;
use programme::wording::{folded, holds};
use store::AsAt;

use crate::objective::{ObjectiveFilter, ObjectiveLine};
use crate::office::sees;
use crate::picture::Picture;
use crate::{Error, Office, data};

pub use evidence::reference::Area;

/// An area in a list.
#[derive(Clone, Debug)]
pub struct AreaLine {
    /// The area, as the look-ups name it.
    pub area: Area,
    /// The bodies that answer for it.
    pub bodies: Vec<String>,
    /// How many indicators have a value of it.
    pub measured: usize,
}

/// What a finding says of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// By what people are divided.
    pub breakdown: String,
    /// The period.
    pub period: String,
    /// The columns of its table.
    pub columns: Vec<String>,
    /// The rows of the area in it, as they were published.
    pub rows: Vec<Vec<String>>,
    /// How it was made, and what is hidden and why.
    pub method: String,
}

/// What a body that answers for an area is about.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its code.
    pub code: OrganisationCode,
    /// Its name.
    pub name: String,
    /// How many of its actions and recommendations there are, and how many of them are late.
    pub items: u64,
    /// Of these, how many are late.
    pub late: u64,
}

/// Who lives in an area.
#[derive(Clone, Debug)]
pub struct Residents {
    /// How many, rounded, and by which look-up.
    pub sentence: String,
    /// By sex and age, where the look-up says it.
    pub pyramid: Option<Picture>,
}

/// One area.
#[derive(Clone, Debug)]
pub struct AreaPage {
    /// The area.
    pub area: Area,
    /// The larger areas of which some part of it is, the largest first.
    pub lies_in: Vec<Area>,
    /// The areas of which some part lies in it, the largest first.
    pub holds: Vec<Area>,
    /// What is known of it, the newest of each indicator and breakdown; empty if it is not measured.
    pub known: Vec<Known>,
    /// Who lives in it, where a look-up of populations tells.
    pub residents: Option<Residents>,
    /// The bodies that answer for it.
    pub bodies: Vec<Body>,
    /// What these promised, and what others did in words that name the area.
    pub objectives: Vec<ObjectiveLine>,
}

impl Office {
    /// The areas that the look-ups of the office name or for which a body answers, the largest first;
    /// `words` narrows them to those in whose name or code they stand.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or a look-up is not as it was kept.
    pub async fn areas(&self, actor: &Actor, words: &str) -> Result<Vec<AreaLine>, Error> {
        let (words, findings) = (folded(words), self.by_area(actor).await?);
        let bodies = self.organisations().await?;
        let is_asked =
            |area: &Area| folded(&format!("{} {}", area.name, area.code)).contains(&words);
        let line = |area: Area| AreaLine {
            bodies: bodies
                .iter()
                .filter(|body| body.ons.as_ref().is_some_and(|ons| ons.as_str() == area.code))
                .map(|body| body.name.clone())
                .collect(),
            measured: findings
                .iter()
                .filter(|of| !rows_of(of, &area).is_empty())
                .map(|of| &of.get().subject.indicator)
                .collect::<BTreeSet<_>>()
                .len(),
            area,
        };
        let all = self.known_areas(&bodies)?.into_values().filter(is_asked);
        let mut lines: Vec<AreaLine> = all.map(line).collect();
        lines.sort_by(|one, other| one.area.order().cmp(&other.area.order()));
        Ok(lines)
    }

    /// An area by its code, with what its bodies promised as at a day.
    ///
    /// # Errors
    ///
    /// If no look-up names it and no body answers for it, or the database does not answer.
    pub async fn area(
        &self,
        actor: &Actor,
        code: &str,
        when: (Date, Option<Date>),
    ) -> Result<AreaPage, Error> {
        let mut all = self.known_areas(&self.organisations().await?)?;
        let area = all.remove(code).ok_or(Error::NotFound)?;
        let mut lies_in: Vec<Area> =
            area.lies_in.iter().filter_map(|code| all.get(code).cloned()).collect();
        lies_in.sort_by(|one, other| one.order().cmp(&other.order()));
        let mut within: Vec<Area> =
            all.into_values().filter(|other| other.lies_in.contains(code)).collect();
        within.sort_by(|one, other| one.order().cmp(&other.order()));
        let findings = self.by_area(actor).await?;
        let known = findings.iter().filter_map(|finding| known(finding, &area)).collect();
        let residents = self.residents(&area)?;
        let bodies = self.bodies_of(&sees(actor, Shelf::Promises), code, when).await?;
        let mut objectives = self.objectives(actor, &ObjectiveFilter::default(), when.1).await?;
        let name = folded(&area.name);
        objectives.retain(|objective| {
            bodies.iter().any(|body| body.code == objective.code)
                || holds(&folded(&objective.words), &name)
        });
        Ok(AreaPage { area, lies_in, holds: within, known, residents, bodies, objectives })
    }

    fn residents(&self, area: &Area) -> Result<Option<Residents>, Error> {
        let policy = data::policy("local")?;
        let named = (area.code.as_str(), area.name.as_str());
        let found = reference::residents(&self.reference(), named, &policy)?;
        Ok(found.map(|of| {
            let total = of.total.get().first().and_then(|one| one.count);
            let total = total.map_or(charts::words::HIDDEN.to_owned(), charts::number::count);
            Residents {
                sentence: format!("About {total} people live here ({}, {}).", of.note, of.edition),
                pyramid: of.by_sex_and_age.as_ref().map(|of| Picture {
                    question: "How old are those who live here?".to_owned(),
                    chart: charts::pyramid(of, "residents"),
                }),
            }
        }))
    }

    /// The areas of the look-ups, and those that a body alone tells of.
    fn known_areas(&self, bodies: &[Organisation]) -> Result<BTreeMap<String, Area>, Error> {
        let mut all = reference::areas(&self.reference())?;
        for body in bodies {
            let Some(code) = body.ons.as_ref().map(programme::code::OnsCode::as_str) else {
                continue;
            };
            if !all.contains_key(code) {
                all.extend(Area::named(code, &body.name).map(|area| (code.to_owned(), area)));
            }
        }
        Ok(all)
    }

    /// The bodies that answer for an area, with how their things stand.
    async fn bodies_of(
        &self,
        sight: &Sight,
        code: &str,
        when: (Date, Option<Date>),
    ) -> Result<Vec<Body>, Error> {
        let mut stand: BTreeMap<OrganisationCode, (u64, u64)> = BTreeMap::new();
        for tally in self.tallies(sight, when).await? {
            let (items, late) = stand.entry(tally.organisation).or_default();
            *items += tally.counts.values().sum::<u64>();
            *late += tally.counts.get(&Stands::Late).copied().unwrap_or(0);
        }
        let all = self.organisations().await?.into_iter();
        let answer = all.filter(|body| body.ons.as_ref().is_some_and(|ons| ons.as_str() == code));
        Ok(answer
            .map(|body| {
                let (items, late) = stand.get(&body.code).copied().unwrap_or_default();
                Body { code: body.code, name: body.name, items, late }
            })
            .collect())
    }

    /// The newest findings that divide people by area, by themselves or with something else.
    async fn by_area(&self, actor: &Actor) -> Result<Vec<Released<Published>>, Error> {
        let sight = sees(actor, Shelf::Findings);
        let mut found = Vec::new();
        for indicator in self.indicator_keys(actor, None).await? {
            for breakdown in self.store.breakdowns(&sight, &indicator, AsAt::Now).await? {
                if place(&breakdown).is_some() {
                    let kept = self.store.newest_finding(&sight, &indicator, &breakdown).await?;
                    found.push(kept.finding);
                }
            }
        }
        Ok(found)
    }
}

/// By areas of which size a breakdown divides people, and at which place of a group's name they stand.
fn place(breakdown: &Breakdown) -> Option<(usize, &'static str)> {
    let mut parts = breakdown.0.iter().map(|dimension| dimension.key()).enumerate();
    parts.find(|(_, key)| ["area", "icb"].contains(key))
}

/// The places in a finding of the rows that are of an area.
fn rows_of(finding: &Released<Published>, area: &Area) -> Vec<usize> {
    let published = finding.get();
    let Some((at, key)) = place(&published.subject.breakdown) else { return Vec::new() };
    if area.breakdown() != Some(key) {
        return Vec::new();
    }
    let is_of = |group: &str| group.split(" | ").nth(at).is_some_and(|name| name == area.name);
    let rows = published.rows.iter().enumerate();
    rows.filter(|(_, row)| is_of(&row.group)).map(|(at, _)| at).collect()
}

/// What a finding says of an area, as the table of its own chart says it.
fn known(finding: &Released<Published>, area: &Area) -> Option<Known> {
    let places = rows_of(finding, area);
    let subject = &finding.get().subject;
    let chart = charts::gap(finding, "area");
    let rows: Vec<Vec<String>> =
        places.into_iter().filter_map(|at| chart.table.rows.get(at).cloned()).collect();
    (!rows.is_empty()).then(|| Known {
        indicator: subject.indicator.clone(),
        title: subject.title.clone(),
        breakdown: subject.breakdown.to_string(),
        period: subject.period.clone(),
        columns: chart.table.columns,
        rows,
        method: chart.method,
    })
}
