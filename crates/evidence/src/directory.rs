//! A directory of postcodes, as a dense table that a scan can ask for every record.

use population::Postcode;

/// Where a postcode leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// The directory does not have it.
    Absent,
    /// To an area of England, by its number.
    Area { area: u32, is_ended: bool },
    /// To a place that is not in England.
    Elsewhere,
    /// To no area of the census that is asked for.
    NoArea,
}

/// What can follow the digit of a postcode's second half.
const LETTERS: usize = 26 * 26;
const DIGITS: usize = Postcode::UNITS / LETTERS;

/// Postcodes by district, by the digit after the space, and by the two letters after that. Three
/// steps find one of two and a half million, and only sectors that are used take room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    /// The number of the district's list of sectors; 0 where there is none.
    districts: Vec<u16>,
    /// The number of each sector's list of units; 0 where there is none.
    sectors: Vec<[u32; DIGITS]>,
    /// The entries of all sectors, one list after another.
    units: Vec<u32>,
    holds_areas: bool,
}

const ENDED: u32 = 1 << 31;
const ELSEWHERE: u32 = 1 << 30;
const NO_AREA: u32 = 1 << 29;
const AREA: u32 = NO_AREA - 1;

impl Entry {
    /// A number above 0 that says it all; areas are numbered up to 999,999.
    fn packed(self) -> u32 {
        match self {
            Self::Absent => 0,
            // One more, so that the area 0 is not none.
            Self::Area { area, is_ended } => ((area + 1) & AREA) | if is_ended { ENDED } else { 0 },
            Self::Elsewhere => ELSEWHERE,
            Self::NoArea => NO_AREA,
        }
    }

    fn unpacked(number: u32) -> Self {
        match number {
            0 => Self::Absent,
            ELSEWHERE => Self::Elsewhere,
            NO_AREA => Self::NoArea,
            _ => Self::Area {
                area: (number & AREA).saturating_sub(1),
                is_ended: number & ENDED != 0,
            },
        }
    }
}

impl Directory {
    /// Whether any postcode leads to an area.
    pub(crate) fn holds_areas(&self) -> bool {
        self.holds_areas
    }

    pub(crate) fn insert(&mut self, postcode: Postcode, entry: Entry) {
        self.holds_areas |= matches!(entry, Entry::Area { .. });
        self.districts.resize(Postcode::DISTRICTS, 0);
        let Some(district) = self.districts.get_mut(postcode.district()) else { return };
        if *district == 0 {
            self.sectors.push([0; DIGITS]);
            *district = u16::try_from(self.sectors.len()).unwrap_or(0);
        }
        let (digit, letters) = (postcode.unit() / LETTERS, postcode.unit() % LETTERS);
        let sectors = usize::from(*district).checked_sub(1).and_then(|at| self.sectors.get_mut(at));
        let Some(sector) = sectors.and_then(|sectors| sectors.get_mut(digit)) else { return };
        if *sector == 0 {
            self.units.resize(self.units.len() + LETTERS, 0);
            *sector = u32::try_from(self.units.len() / LETTERS).unwrap_or(0);
        }
        if let Some(unit) = unit(*sector, letters).and_then(|at| self.units.get_mut(at)) {
            *unit = entry.packed();
        }
    }

    /// Where a postcode leads.
    pub(crate) fn find(&self, postcode: Postcode) -> Entry {
        let (digit, letters) = (postcode.unit() / LETTERS, postcode.unit() % LETTERS);
        let found = || {
            let district = usize::from(*self.districts.get(postcode.district())?);
            let sector = self.sectors.get(district.checked_sub(1)?)?.get(digit)?;
            self.units.get(unit(*sector, letters)?).copied()
        };
        Entry::unpacked(found().unwrap_or(0))
    }
}

/// Where the entry of a unit stands, in the sector of that number.
fn unit(sector: u32, letters: usize) -> Option<usize> {
    Some(usize::try_from(sector).ok()?.checked_sub(1)? * LETTERS + letters)
}

#[cfg(test)]
mod tests {
    use super::{Directory, Entry};

    #[test]
    fn every_postcode_leads_where_it_was_put_and_no_other_anywhere() {
        let mut directory = Directory::default();
        assert_eq!(directory.find("GL1 1AA".parse().unwrap()), Entry::Absent);
        assert!(!directory.holds_areas());
        let entries = [
            ("GL1 1AA", Entry::Area { area: 22_349, is_ended: false }),
            ("GL1 1AB", Entry::Area { area: 0, is_ended: true }),
            ("GL1 9ZZ", Entry::Elsewhere),
            ("GL11 1AA", Entry::NoArea),
            ("EC1A 1BB", Entry::Area { area: 999_999, is_ended: true }),
        ];
        for (postcode, entry) in entries {
            directory.insert(postcode.parse().unwrap(), entry);
        }
        for (postcode, entry) in entries {
            assert_eq!(directory.find(postcode.parse().unwrap()), entry, "{postcode}");
        }
        assert!(directory.holds_areas());
        for other in ["GL1 1AC", "GL1 2AA", "GL12 1AA", "EC1B 1BB", "ZZ9 9ZZ"] {
            assert_eq!(directory.find(other.parse().unwrap()), Entry::Absent, "{other}");
        }
    }
}
