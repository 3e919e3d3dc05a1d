//! Areas: what is known of each district, county and integrated care board, and who says that they
//! work on it. An area of which nothing is measured is in the list like any other.

use authority::policy::Shelf;
use authority::{Actor, Sight};
use disclosure::{Published, Released};
use jiff::civil::Date;
use programme::code::{IndicatorKey, OrganisationCode};
use programme::indicator::Dimension;
use programme::organisation::{Class, Organisation};
use programme::wording::{folded, holds};

use crate::objective::{ObjectiveFilter, ObjectiveLine};
use crate::office::sees;
use crate::{Error, Office};

/// How areas are told, to be printed where they are.
pub const RULE: &str = "The areas are those that released findings name, and those whose code at \
    the Office for National Statistics a body of the directory has. A body answers for an area if \
    its name, without words like district and council, is that of the area.";

/// The kinds of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The area of an integrated care board.
    Board,
    /// A county.
    County,
    /// A local authority district, unitary authorities among them.
    District,
}

impl Kind {
    /// Every kind, the largest first.
    pub const ALL: [Self; 3] = [Self::Board, Self::County, Self::District];

    /// The key in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Board => "icb",
            Self::County => "county",
            Self::District => "district",
        }
    }

    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Board => "Integrated care board",
            Self::County => "County",
            Self::District => "District",
        }
    }

    /// The kind of area that a class of bodies answers for.
    fn of(class: Class) -> Option<Self> {
        match class {
            Class::IntegratedCareBoard => Some(Self::Board),
            Class::County => Some(Self::County),
            Class::District | Class::Unitary => Some(Self::District),
            Class::Trust
            | Class::PrimaryCareNetwork
            | Class::Practice
            | Class::Voluntary
            | Class::Partnership
            | Class::PrimaryCareTrust
            | Class::ClinicalCommissioningGroup
            | Class::SustainabilityPartnership
            | Class::LocalStrategicPartnership => None,
        }
    }

    /// The dimension by which findings name areas of the kind.
    fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Board => Some(Dimension::Icb),
            Self::County => None,
            Self::District => Some(Dimension::Area),
        }
    }
}

/// One area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its code at the Office for National Statistics, or its name where we know none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// The body that answers for it, if one does.
    pub body: Option<OrganisationCode>,
    /// What is known of it, newest period of each finding; nothing where it is not measured.
    pub known: Vec<Known>,
}

/// What a released finding says of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The breakdown that names the area.
    pub breakdown: String,
    /// The period.
    pub period: String,
    /// The row of the finding's table, as it is printed there: group, per cent, interval, number
    /// and out of how many. What is hidden there is hidden here.
    pub row: Vec<String>,
}

/// An area, and the promises that claim to work on it.
#[derive(Clone, Debug)]
pub struct AreaPage {
    /// The area.
    pub area: Area,
    /// The objectives of the body that answers for it, and those whose words name it.
    pub objectives: Vec<ObjectiveLine>,
}

impl Office {
    /// The areas, by kind and name, with what is known of each today; those who answer for them
    /// are as on the day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn areas(&self, actor: &Actor, day: Date) -> Result<Vec<Area>, Error> {
        let bodies = self.organisations().await?;
        let mut areas: Vec<Area> = bodies.iter().filter_map(|body| of_body(body, day)).collect();
        let sight = sees(actor, Shelf::Findings);
        for kind in Kind::ALL {
            for known in self.known_of(&sight, kind).await? {
                put(&mut areas, kind, known);
            }
        }
        areas.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
        Ok(areas)
    }

    /// An area, with the promises that claim to work on it as at a day.
    ///
    /// # Errors
    ///
    /// If there is no such area, or the database does not answer.
    pub async fn area(
        &self,
        actor: &Actor,
        code: &str,
        (day, at): (Date, Option<Date>),
    ) -> Result<AreaPage, Error> {
        let areas = self.areas(actor, day).await?;
        let area = areas.into_iter().find(|area| area.code == code).ok_or(Error::NotFound)?;
        let mut objectives = self.objectives(actor, &ObjectiveFilter::default(), at).await?;
        let place = place(&area.name);
        objectives.retain(|objective| {
            area.body.as_ref() == Some(&objective.code) || holds(&folded(&objective.words), &place)
        });
        Ok(AreaPage { area, objectives })
    }

    /// What the newest findings by areas of a kind, and by nothing else, say of each.
    async fn known_of(&self, sight: &Sight, kind: Kind) -> Result<Vec<Known>, Error> {
        let Some(dimension) = kind.dimension() else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for indicator in self.store.indicators(sight).await? {
            for breakdown in self.store.breakdowns(sight, &indicator).await? {
                if breakdown.0 == [dimension] {
                    let newest = self.store.newest_finding(sight, &indicator, &breakdown).await?;
                    all.extend(rows(&newest.finding));
                }
            }
        }
        Ok(all)
    }
}

/// The rows of a finding's table, but for those whose area is not known.
fn rows(finding: &Released<Published>) -> Vec<Known> {
    let subject = &finding.get().subject;
    let known = |row: Vec<String>| Known {
        indicator: subject.indicator.clone(),
        title: subject.title.clone(),
        breakdown: subject.breakdown.to_string(),
        period: subject.period.clone(),
        row,
    };
    let groups = finding.get().rows.iter().map(|row| !charts::words::is_unknown(&row.group));
    let table = charts::gap(finding, "area").table.rows;
    table
        .into_iter()
        .zip(groups)
        .filter(|(_, is_known)| *is_known)
        .map(|(row, _)| known(row))
        .collect()
}

/// The area that a body answers for, if it has the code of one and is open on the day.
fn of_body(body: &Organisation, day: Date) -> Option<Area> {
    let (kind, code) = (Kind::of(body.class)?, body.ons.as_ref()?);
    body.is_open(day).then(|| Area {
        code: code.to_string(),
        name: body.name.clone(),
        kind,
        body: Some(body.code.clone()),
        known: Vec::new(),
    })
}

/// Puts what is known to the area it is of, which is added if it is not there.
fn put(areas: &mut Vec<Area>, kind: Kind, known: Known) {
    let Some(name) = known.row.first().cloned() else { return };
    let is_it = |area: &&mut Area| area.kind == kind && place(&area.name) == place(&name);
    match areas.iter_mut().find(is_it) {
        Some(area) => area.known.push(known),
        None => areas.push(Area { code: name.clone(), name, kind, body: None, known: vec![known] }),
    }
}

/// The name of a place, folded, without the words that say what kind of body answers for it. A
/// name of no other words stays as it is.
fn place(name: &str) -> String {
    const BODIES: [&str; 12] = [
        "nhs",
        "icb",
        "integrated",
        "care",
        "board",
        "district",
        "borough",
        "county",
        "city",
        "metropolitan",
        "unitary",
        "council",
    ];
    let name = folded(name);
    let words: Vec<&str> = name.split(' ').filter(|word| !BODIES.contains(word)).collect();
    if words.is_empty() { name } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        Known {
            indicator: "visits".parse().unwrap(),
            title: "Visits".to_owned(),
            breakdown: "area".to_owned(),
            period: "2026".to_owned(),
            row: [name, "hidden", "hidden", "hidden", "hidden"].map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn what_is_known_goes_to_the_area_of_its_kind_and_name_and_to_no_other() {
        let body = |code: &str, name: &str, class, ons: &str| Organisation {
            ons: Some(ons.parse().unwrap()),
            ..Organisation::new(code.parse().unwrap(), name, class)
        };
        let day = jiff::civil::date(2026, 11, 1);
        let mut areas: Vec<Area> = [
            body("C", "Alder County Council", Class::County, "E10999001"),
            body("D", "Alder District Council", Class::District, "E07999001"),
            body("T", "Alder Hospitals", Class::Trust, "E07999002"),
        ]
        .iter()
        .filter_map(|body| of_body(body, day))
        .collect();
        put(&mut areas, Kind::District, known("Alder"));
        put(&mut areas, Kind::District, known("Aldershire"));
        let told: Vec<(&str, usize)> =
            areas.iter().map(|area| (area.code.as_str(), area.known.len())).collect();
        assert_eq!(told, [("E10999001", 0), ("E07999001", 1), ("Aldershire", 1)]);
    }

    #[test]
    fn a_place_is_its_name_without_the_words_for_bodies() {
        assert_eq!(place("Wyburn City Council"), place("Wyburn"));
        assert_eq!(place("NHS Three Rivers Integrated Care Board"), "three rivers");
        assert_eq!(place("City"), "city");
    }
}
