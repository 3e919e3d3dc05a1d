//! A look-up of areas, as a dense table that a scan can ask for every record.

use std::collections::{BTreeMap, BTreeSet};

use population::{Decile, LsoaCode, LsoaVintage, Place, Pseudo, Quintile};

use crate::directory::Entry;
use crate::error::Error;
use crate::local::Local;
use crate::reference::Postcodes;

mod placed;

pub(crate) use placed::Placed;

/// The last area of the 2011 census; the 2021 census numbered its new ones from the next.
const LAST_OF_2011: u32 = 33_768;
/// The last area of the 2021 census.
const LAST_OF_2021: u32 = 35_762;

/// Deprivation by area.
pub(crate) struct Areas {
    /// The decile of E01000000 and on, 0 where there is no such area.
    deciles: Vec<u8>,
    /// The census that drew the areas, unless they are invented.
    vintage: Option<LsoaVintage>,
    /// The directory, which is opened when the first postcode is met.
    pub(crate) postcodes: Postcodes,
    pub(crate) districts: Within,
    pub(crate) boards: Within,
    /// What became of each area of 2011 that is not one of 2021: the area into which it was merged, or
    /// nothing where it was split. Empty unless the indicator asks for it.
    pub(crate) changed: BTreeMap<u32, Option<u32>>,
    /// The local quintiles, where they are asked for.
    pub(crate) local: Local,
    /// The place whose residents are asked for, if that is not every area.
    pub(crate) place: Option<Whole>,
}

/// A place as the small areas that lie in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Its name and code, and how many areas it has, as is told with every result.
    pub(crate) words: String,
    pub(crate) areas: BTreeSet<u32>,
}

/// The larger areas by which records can be divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Larger {
    District,
    Board,
}

/// The larger areas in which small ones lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Within {
    names: Vec<String>,
    /// The number, from 1, of the name of the area in which E01000000 and on lie; 0 for none.
    of: Vec<u16>,
}

impl Within {
    pub(crate) fn new(areas: impl IntoIterator<Item = (u32, String)>) -> Self {
        let mut numbers: BTreeMap<String, u16> = BTreeMap::new();
        let mut within = Self::default();
        for (area, name) in areas {
            let next = u16::try_from(numbers.len() + 1).unwrap_or(0);
            let number = *numbers.entry(name.clone()).or_insert(next);
            if number == next {
                within.names.push(name);
            }
            let Ok(at) = usize::try_from(area) else { continue };
            if within.of.len() <= at {
                within.of.resize(at + 1, 0);
            }
            if let Some(place) = within.of.get_mut(at) {
                *place = number;
            }
        }
        within
    }
}

impl Areas {
    pub(crate) fn new(
        vintage: Option<LsoaVintage>,
        areas: impl IntoIterator<Item = (LsoaCode, Decile)>,
        postcodes: Postcodes,
    ) -> Self {
        let mut deciles = Vec::new();
        for (code, decile) in areas {
            let Some(at) = code.english().and_then(|at| usize::try_from(at).ok()) else { continue };
            if deciles.len() <= at {
                deciles.resize(at + 1, 0);
            }
            if let Some(place) = deciles.get_mut(at) {
                *place = decile.number();
            }
        }
        let (districts, boards) = (Within::default(), Within::default());
        let local = Local::default();
        let (changed, place) = (BTreeMap::new(), None);
        Self { deciles, vintage, postcodes, districts, boards, changed, local, place }
    }

    /// The small areas whose deprivation is known, of the place if one is asked for.
    pub(crate) fn all(&self) -> impl Iterator<Item = u32> {
        let numbers = (0_u32..).zip(&self.deciles).map(|(number, _)| number);
        numbers.filter(|&number| self.area(number).is_ok())
    }

    /// The directory of postcodes, as far as it was asked for.
    pub(crate) fn postcodes(&self) -> &Postcodes {
        &self.postcodes
    }

    /// Why the directory could not be opened, if it could not.
    pub(crate) fn failed(&self) -> Option<Error> {
        self.postcodes.failed()
    }

    /// Whether a place is looked up in the directory of postcodes.
    pub(crate) fn asks_directory(place: &str) -> bool {
        matches!(Place::read(place), Place::Postcode(postcode) if postcode.pseudo().is_none())
    }

    /// Where a place leads.
    pub(crate) fn place(&self, place: &str) -> Placed {
        match self.found(place) {
            Err(nowhere) => nowhere,
            Ok((area, is_ended)) => match self.area(area) {
                Ok(quintile) if is_ended => Placed::Ended(quintile),
                Ok(quintile) => Placed::Matched(quintile),
                Err(nowhere) => nowhere,
            },
        }
    }

    /// The number of the local quintile of a place; 0 if it is not known, or lies elsewhere.
    pub(crate) fn local(&self, place: &str) -> u8 {
        self.found(place).map_or(0, |(area, _)| self.local_of(area))
    }

    /// The same of a small area.
    pub(crate) fn local_of(&self, area: u32) -> u8 {
        self.local.quintile(area).map_or(0, Quintile::number)
    }

    /// The number of the larger area in which a place lies; 0 if that is not known.
    pub(crate) fn within(&self, larger: Larger, place: &str) -> u16 {
        self.found(place).map_or(0, |(area, _)| self.within_of(larger, area))
    }

    /// The same of a small area.
    pub(crate) fn within_of(&self, larger: Larger, area: u32) -> u16 {
        let within = self.larger(larger);
        usize::try_from(area).ok().and_then(|area| within.of.get(area)).copied().unwrap_or(0)
    }

    /// The name of the larger area of that number; nothing for 0.
    pub(crate) fn name(&self, larger: Larger, number: u16) -> &str {
        let at = usize::from(number).checked_sub(1);
        at.and_then(|at| self.larger(larger).names.get(at)).map_or("", String::as_str)
    }

    fn larger(&self, larger: Larger) -> &Within {
        match larger {
            Larger::District => &self.districts,
            Larger::Board => &self.boards,
        }
    }

    /// The number of the small area that a place is or lies in, and whether its postcode has ended.
    fn found(&self, place: &str) -> Result<(u32, bool), Placed> {
        let postcode = match Place::read(place) {
            Place::Blank => return Err(Placed::Blank),
            Place::NotEnglish => return Err(Placed::NotEnglish),
            Place::NotAPlace => return Err(Placed::NotAPlace),
            Place::Lsoa(code) => {
                let area = code.english().ok_or(Placed::NotEnglish)?;
                return match self.changed.get(&area) {
                    None => Ok((area, false)),
                    Some(Some(merged)) => Ok((*merged, false)),
                    Some(None) => Err(Placed::Divided),
                };
            }
            Place::Postcode(postcode) => postcode,
        };
        match postcode.pseudo() {
            Some(Pseudo::NoFixedAbode) => return Err(Placed::NoFixedAbode),
            Some(Pseudo::Other) => return Err(Placed::Pseudo),
            None => {}
        }
        let directory = self.postcodes.directory().ok_or(Placed::NoDirectory)?;
        match directory.find(postcode) {
            Entry::Absent | Entry::NoArea => Err(Placed::NotInLookup),
            Entry::Elsewhere => Err(Placed::NotEnglish),
            Entry::Area { area, is_ended } => Ok((area, is_ended)),
        }
    }

    /// The deprivation of a small area, or why it has none.
    pub(crate) fn area(&self, number: u32) -> Result<Quintile, Placed> {
        let decile = usize::try_from(number).ok().and_then(|at| self.deciles.get(at)).copied();
        // An area that only the other census has is told as such, wherever it lies.
        let is_elsewhere = || self.place.as_ref().is_some_and(|of| !of.areas.contains(&number));
        match decile.map(Decile::new) {
            Some(Ok(_)) if is_elsewhere() => Err(Placed::Elsewhere),
            Some(Ok(decile)) => Ok(Quintile::from(decile)),
            Some(Err(_)) | None if self.is_of_the_other_census(number) => Err(Placed::OtherCensus),
            Some(Err(_)) | None => Err(Placed::NotInLookup),
        }
    }

    /// Whether a number that this look-up lacks is one of the other census.
    fn is_of_the_other_census(&self, number: u32) -> bool {
        match self.vintage {
            Some(LsoaVintage::Census2011) => (LAST_OF_2011 + 1..=LAST_OF_2021).contains(&number),
            Some(LsoaVintage::Census2021) => (1..=LAST_OF_2011).contains(&number),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Areas, Larger, Placed, Whole, Within};
    use crate::directory::{Directory, Entry};
    use crate::reference::Postcodes;
    use population::{Decile, LsoaVintage, Quintile};

    fn areas(vintage: Option<LsoaVintage>) -> Areas {
        let one = ("E01000002".parse().unwrap(), Decile::new(3).unwrap());
        let mut directory = Directory::default();
        let mut insert = |postcode: &str, entry| directory.insert(postcode.parse().unwrap(), entry);
        insert("GL1 1AA", Entry::Area { area: 2, is_ended: false });
        insert("GL1 1AB", Entry::Area { area: 2, is_ended: true });
        insert("GL1 1AC", Entry::Area { area: 33_769, is_ended: true });
        insert("GL1 1AD", Entry::NoArea);
        insert("AB1 0DR", Entry::Elsewhere);
        Areas::new(vintage, [one], Postcodes::of(directory))
    }

    #[test]
    fn every_place_leads_somewhere() {
        let of_2011 = areas(Some(LsoaVintage::Census2011));
        let second = Quintile::new(2).unwrap();
        for (place, led) in [
            ("E01000002", Placed::Matched(second)),
            (" E01000002 ", Placed::Matched(second)),
            ("gl11aa", Placed::Matched(second)),
            ("GL1 1AB", Placed::Ended(second)),
            ("GL1 1AC", Placed::OtherCensus),
            ("GL1 1AD", Placed::NotInLookup),
            ("GL1 1AE", Placed::NotInLookup),
            ("AB1 0DR", Placed::NotEnglish),
            ("ZZ993VZ", Placed::NoFixedAbode),
            ("ZZ99 3WZ", Placed::Pseudo),
            ("", Placed::Blank),
            ("nowhere", Placed::NotAPlace),
            ("W01000002", Placed::NotEnglish),
            ("E01000003", Placed::NotInLookup),
            ("E01033768", Placed::NotInLookup),
            ("E01033769", Placed::OtherCensus),
            ("E01999999", Placed::NotInLookup),
        ] {
            assert_eq!(of_2011.place(place), led, "{place}");
            assert_eq!(Placed::numbered(led.number()), led);
        }
        assert_eq!(areas(Some(LsoaVintage::Census2021)).place("E01000003"), Placed::OtherCensus);
        assert_eq!(areas(None).place("E01000003"), Placed::NotInLookup);
    }

    #[test]
    fn a_place_lies_in_the_larger_areas_of_its_small_one() {
        let mut areas = areas(Some(LsoaVintage::Census2011));
        let named =
            [(2, "Stroud".to_owned()), (3, "Cotswold".to_owned()), (4, "Stroud".to_owned())];
        areas.districts = Within::new(named);
        let name = |place| areas.name(Larger::District, areas.within(Larger::District, place));
        assert_eq!(name("E01000002"), "Stroud");
        assert_eq!(name("E01000003"), "Cotswold");
        assert_eq!(name("E01000004"), "Stroud");
        assert_eq!(name("GL1 1AB"), "Stroud");
        for place in ["E01000001", "E01000005", "", "ZZ99 3VZ", "W01000002"] {
            assert_eq!(name(place), "", "{place}");
        }
        assert_eq!(areas.within(Larger::Board, "E01000002"), 0);
    }

    #[test]
    fn an_area_outside_the_place_is_elsewhere_unless_only_the_other_census_has_it() {
        let mut areas = areas(Some(LsoaVintage::Census2011));
        let second = Quintile::new(2).unwrap();
        let whole = |areas: &[u32]| Whole {
            words: "Somewhere".to_owned(),
            areas: areas.iter().copied().collect(),
        };
        areas.place = Some(whole(&[2]));
        assert_eq!(areas.place("E01000002"), Placed::Matched(second));
        assert_eq!(areas.all().collect::<Vec<_>>(), [2]);
        areas.place = Some(whole(&[4]));
        assert_eq!(areas.place("E01000002"), Placed::Elsewhere);
        assert_eq!(areas.place("E01033769"), Placed::OtherCensus);
        assert_eq!(areas.place(""), Placed::Blank);
        assert_eq!(areas.all().count(), 0);
    }
}
