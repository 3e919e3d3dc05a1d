//! A look-up of areas, as a dense table that a scan can ask for every record.

use population::{Decile, LsoaCode, LsoaVintage, Quintile};

/// Where a record's place leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Placed {
    /// To an area of the look-up.
    Matched(Quintile),
    /// Nothing was recorded.
    Blank,
    /// To nothing that has the shape of an LSOA code.
    NotAnArea,
    /// To Wales, which has a scale of its own.
    Wales,
    /// To an English area the look-up does not hold.
    NotInLookup,
    /// To an area that only the other census has.
    OtherCensus,
}

impl Placed {
    /// The reasons for which a place is unmatched, with the name under which each is reported.
    pub(crate) const UNMATCHED: [(Self, &'static str); 5] = [
        (Self::Blank, "blank"),
        (Self::NotAnArea, "not an LSOA code"),
        (Self::Wales, "in Wales"),
        (Self::NotInLookup, "not in the look-up"),
        (Self::OtherCensus, "an area of another census"),
    ];

    /// A number from 1, by which a scan groups.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Matched(quintile) => quintile.number(),
            Self::Blank => 6,
            Self::NotAnArea => 7,
            Self::Wales => 8,
            Self::NotInLookup => 9,
            Self::OtherCensus => 10,
        }
    }

    /// The way back from that number.
    pub(crate) fn numbered(number: u8) -> Self {
        match number {
            6 => Self::Blank,
            7 => Self::NotAnArea,
            8 => Self::Wales,
            9 => Self::NotInLookup,
            10 => Self::OtherCensus,
            _ => Quintile::new(number).map_or(Self::NotAnArea, Self::Matched),
        }
    }
}

/// The last area of the 2011 census; the 2021 census numbered its new ones from the next.
const LAST_OF_2011: usize = 33_768;
/// The last area of the 2021 census.
const LAST_OF_2021: usize = 35_762;

/// Deprivation by area.
#[derive(Clone, Debug)]
pub(crate) struct Areas {
    /// The decile of E01000000 and on, 0 where there is no such area.
    deciles: Vec<u8>,
    /// The census that drew the areas, unless they are invented.
    vintage: Option<LsoaVintage>,
}

impl Areas {
    pub(crate) fn new(
        vintage: Option<LsoaVintage>,
        areas: impl IntoIterator<Item = (LsoaCode, Decile)>,
    ) -> Self {
        let mut deciles = Vec::new();
        for (code, decile) in areas {
            let Some(at) = number(code.as_str()) else { continue };
            if deciles.len() <= at {
                deciles.resize(at + 1, 0);
            }
            if let Some(place) = deciles.get_mut(at) {
                *place = decile.number();
            }
        }
        Self { deciles, vintage }
    }

    /// Where a place leads.
    pub(crate) fn place(&self, place: &str) -> Placed {
        let place = place.trim();
        if place.is_empty() {
            return Placed::Blank;
        }
        let Ok(code) = place.parse::<LsoaCode>() else { return Placed::NotAnArea };
        let Some(at) = number(code.as_str()) else { return Placed::Wales };
        match self.deciles.get(at).copied().map(Decile::new) {
            Some(Ok(decile)) => Placed::Matched(Quintile::from(decile)),
            Some(Err(_)) | None if self.is_of_the_other_census(at) => Placed::OtherCensus,
            Some(Err(_)) | None => Placed::NotInLookup,
        }
    }

    /// Whether a number that this look-up lacks is one of the other census.
    fn is_of_the_other_census(&self, at: usize) -> bool {
        match self.vintage {
            Some(LsoaVintage::Census2011) => (LAST_OF_2011 + 1..=LAST_OF_2021).contains(&at),
            Some(LsoaVintage::Census2021) => (1..=LAST_OF_2011).contains(&at),
            None => false,
        }
    }
}

/// The number of an English area.
fn number(code: &str) -> Option<usize> {
    code.strip_prefix("E01")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Areas, Placed};
    use population::{Decile, LsoaVintage, Quintile};

    fn areas(vintage: Option<LsoaVintage>) -> Areas {
        let one = ("E01000002".parse().unwrap(), Decile::new(3).unwrap());
        Areas::new(vintage, [one])
    }

    #[test]
    fn every_place_leads_somewhere() {
        let of_2011 = areas(Some(LsoaVintage::Census2011));
        let second = Placed::Matched(Quintile::new(2).unwrap());
        for (place, led) in [
            ("E01000002", second),
            (" E01000002 ", second),
            ("", Placed::Blank),
            ("GL1 1AA", Placed::NotAnArea),
            ("W01000002", Placed::Wales),
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
}
