//! Where a record's place leads, and under which name that is reported.

use population::Quintile;

/// Where a record's place leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Placed {
    /// To an area of the look-up.
    Matched(Quintile),
    /// To an area of the look-up, by a postcode that has ended.
    Ended(Quintile),
    /// Nothing was recorded.
    Blank,
    /// To nothing that has the shape of an LSOA code or a postcode.
    NotAPlace,
    /// To no place, since the person has no fixed abode: ZZ99 3VZ.
    NoFixedAbode,
    /// To no place that is known: another ZZ99 postcode.
    Pseudo,
    /// To Wales, Scotland, Northern Ireland or an island, of which each has a scale of its own.
    NotEnglish,
    /// To an English area, or a postcode, that the look-up does not hold.
    NotInLookup,
    /// To an area that only the other census has.
    OtherCensus,
    /// To an area of 2011 that was split by 2021, so that nobody can say in which part it is.
    Divided,
    /// To a postcode, where no directory of postcodes is kept.
    NoDirectory,
    /// To an area outside the place whose residents are asked for. Such a record does not count, and
    /// is not reported.
    Elsewhere,
}

impl Placed {
    /// Every way to lead somewhere or nowhere, in the order in which it is reported, with its name.
    const NAMED: [(Self, &'static str); 11] = [
        (Self::Matched(Quintile::MOST_DEPRIVED), "matched"),
        (Self::Ended(Quintile::MOST_DEPRIVED), "matched by a postcode that has ended"),
        (Self::Blank, "blank"),
        (Self::NotAPlace, "not an LSOA code or a postcode"),
        (Self::NoFixedAbode, "no fixed abode (ZZ99 3VZ)"),
        (Self::Pseudo, "no known address (other ZZ99)"),
        (Self::NotEnglish, "not in England"),
        (Self::NotInLookup, "not in the look-up"),
        (Self::OtherCensus, "an area of another census"),
        (Self::Divided, "an area of 2011 that was split"),
        (Self::NoDirectory, "a postcode, and no directory is kept"),
    ];

    /// How many of the names are of places that were found.
    pub(crate) const FOUND: usize = 2;

    /// The names under which places are reported, those that were found first.
    pub(crate) fn names() -> [&'static str; 11] {
        Self::NAMED.map(|(_, name)| name)
    }

    /// The name under which this is reported.
    pub(crate) fn name(self) -> &'static str {
        let is_it = |other: &(Self, &str)| {
            std::mem::discriminant(&self) == std::mem::discriminant(&other.0)
        };
        Self::NAMED.iter().find(|other| is_it(other)).map_or("", |(_, name)| name)
    }

    /// The deprivation of the area, if it was found.
    pub(crate) fn quintile(self) -> Option<Quintile> {
        match self {
            Self::Matched(quintile) | Self::Ended(quintile) => Some(quintile),
            Self::Blank
            | Self::NotAPlace
            | Self::NoFixedAbode
            | Self::Pseudo
            | Self::NotEnglish
            | Self::NotInLookup
            | Self::OtherCensus
            | Self::Divided
            | Self::NoDirectory
            | Self::Elsewhere => None,
        }
    }

    /// A number from 1, by which a scan groups.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Matched(quintile) => quintile.number(),
            Self::Ended(quintile) => quintile.number() + 5,
            Self::Blank => 11,
            Self::NotAPlace => 12,
            Self::NoFixedAbode => 13,
            Self::Pseudo => 14,
            Self::NotEnglish => 15,
            Self::NotInLookup => 16,
            Self::OtherCensus => 17,
            Self::NoDirectory => 18,
            Self::Divided => 19,
            Self::Elsewhere => 20,
        }
    }

    /// The way back from that number.
    pub(crate) fn numbered(number: u8) -> Self {
        let quintile = |number| Quintile::new(number).ok();
        match number {
            1..=5 => quintile(number).map_or(Self::NotAPlace, Self::Matched),
            6..=10 => quintile(number - 5).map_or(Self::NotAPlace, Self::Ended),
            11 => Self::Blank,
            13 => Self::NoFixedAbode,
            14 => Self::Pseudo,
            15 => Self::NotEnglish,
            16 => Self::NotInLookup,
            17 => Self::OtherCensus,
            18 => Self::NoDirectory,
            19 => Self::Divided,
            20 => Self::Elsewhere,
            _ => Self::NotAPlace,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Placed;

    #[test]
    fn every_number_has_a_name_and_only_those_first_are_found() {
        let names = Placed::names();
        assert_eq!(Placed::numbered(20), Placed::Elsewhere);
        for number in 1..=19 {
            let placed = Placed::numbered(number);
            assert_eq!(placed.number(), number);
            let at = names.iter().position(|name| *name == placed.name()).unwrap();
            assert_eq!(at < Placed::FOUND, placed.quintile().is_some(), "{}", placed.name());
        }
    }
}
