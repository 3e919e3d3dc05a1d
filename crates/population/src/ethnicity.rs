//! Ethnic categories as the health service records them, and the groups they are shown in.

use std::fmt;
use std::str::FromStr;

/// An ethnic category: the sixteen of the 2001 census, and the three ways of not having one.
///
/// The three are kept apart, since each asks for a different repair: a person may have declined
/// to say, may never have been asked, or the field may hold nothing that can be read.
///
/// ```
/// # use population::{EthnicCategory, EthnicGroup};
/// let category = EthnicCategory::read("K2");
/// assert_eq!(category, EthnicCategory::Bangladeshi);
/// assert_eq!(category.group(), EthnicGroup::Asian);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EthnicCategory {
    /// A, White: British.
    British,
    /// B, White: Irish.
    Irish,
    /// C, any other White background.
    OtherWhite,
    /// D, Mixed: White and Black Caribbean.
    WhiteAndBlackCaribbean,
    /// E, Mixed: White and Black African.
    WhiteAndBlackAfrican,
    /// F, Mixed: White and Asian.
    WhiteAndAsian,
    /// G, any other Mixed background.
    OtherMixed,
    /// H, Asian or Asian British: Indian.
    Indian,
    /// J, Asian or Asian British: Pakistani.
    Pakistani,
    /// K, Asian or Asian British: Bangladeshi.
    Bangladeshi,
    /// L, any other Asian background.
    OtherAsian,
    /// M, Black or Black British: Caribbean.
    Caribbean,
    /// N, Black or Black British: African.
    African,
    /// P, any other Black background.
    OtherBlack,
    /// R, Chinese, which this classification counts among the other groups.
    Chinese,
    /// S, any other ethnic group.
    AnyOther,
    /// Z, asked, and not stated.
    NotStated,
    /// 99, not known: not asked.
    NotKnown,
    /// Blank, or nothing the classification has a place for.
    NotRecorded,
}

impl EthnicCategory {
    /// Every category, in the order of its code.
    pub const ALL: [Self; 19] = [
        Self::British,
        Self::Irish,
        Self::OtherWhite,
        Self::WhiteAndBlackCaribbean,
        Self::WhiteAndBlackAfrican,
        Self::WhiteAndAsian,
        Self::OtherMixed,
        Self::Indian,
        Self::Pakistani,
        Self::Bangladeshi,
        Self::OtherAsian,
        Self::Caribbean,
        Self::African,
        Self::OtherBlack,
        Self::Chinese,
        Self::AnyOther,
        Self::NotStated,
        Self::NotKnown,
        Self::NotRecorded,
    ];

    /// Reads the field as records hold it: one or two characters, of which the first decides and
    /// the second, if there is one, is for local use.
    ///
    /// Every field has an answer: what cannot be read is [`EthnicCategory::NotRecorded`].
    pub fn read(field: &str) -> Self {
        let field = field.trim();
        let mut characters = field.chars();
        let first = characters.next().map(|c| c.to_ascii_uppercase());
        if field == "99" {
            return Self::NotKnown;
        }
        if characters.count() > 1 {
            return Self::NotRecorded;
        }
        match first {
            Some('A') => Self::British,
            Some('B') => Self::Irish,
            Some('C') => Self::OtherWhite,
            Some('D') => Self::WhiteAndBlackCaribbean,
            Some('E') => Self::WhiteAndBlackAfrican,
            Some('F') => Self::WhiteAndAsian,
            Some('G') => Self::OtherMixed,
            Some('H') => Self::Indian,
            Some('J') => Self::Pakistani,
            Some('K') => Self::Bangladeshi,
            Some('L') => Self::OtherAsian,
            Some('M') => Self::Caribbean,
            Some('N') => Self::African,
            Some('P') => Self::OtherBlack,
            Some('R') => Self::Chinese,
            Some('S') => Self::AnyOther,
            Some('Z') => Self::NotStated,
            _ => Self::NotRecorded,
        }
    }

    /// The national code, or nothing where nothing was recorded.
    pub fn code(self) -> &'static str {
        match self {
            Self::British => "A",
            Self::Irish => "B",
            Self::OtherWhite => "C",
            Self::WhiteAndBlackCaribbean => "D",
            Self::WhiteAndBlackAfrican => "E",
            Self::WhiteAndAsian => "F",
            Self::OtherMixed => "G",
            Self::Indian => "H",
            Self::Pakistani => "J",
            Self::Bangladeshi => "K",
            Self::OtherAsian => "L",
            Self::Caribbean => "M",
            Self::African => "N",
            Self::OtherBlack => "P",
            Self::Chinese => "R",
            Self::AnyOther => "S",
            Self::NotStated => "Z",
            Self::NotKnown => "99",
            Self::NotRecorded => "",
        }
    }

    /// The group it is shown in.
    pub fn group(self) -> EthnicGroup {
        match self {
            Self::British | Self::Irish | Self::OtherWhite => EthnicGroup::White,
            Self::WhiteAndBlackCaribbean
            | Self::WhiteAndBlackAfrican
            | Self::WhiteAndAsian
            | Self::OtherMixed => EthnicGroup::Mixed,
            Self::Indian | Self::Pakistani | Self::Bangladeshi | Self::OtherAsian => {
                EthnicGroup::Asian
            }
            Self::Caribbean | Self::African | Self::OtherBlack => EthnicGroup::Black,
            Self::Chinese | Self::AnyOther => EthnicGroup::Other,
            Self::NotStated | Self::NotKnown | Self::NotRecorded => EthnicGroup::Unknown,
        }
    }

    /// Whether it is one of the sixteen, and so counts as known when completeness is reported.
    pub fn is_known(self) -> bool {
        self.group() != EthnicGroup::Unknown
    }

    /// Whether it is one of the five that say “other”: C, G, L, P and S. Where records use them much
    /// more than the census does, they are doubted: these agree worst with what people say themselves.
    pub fn is_other(self) -> bool {
        match self {
            Self::OtherWhite
            | Self::OtherMixed
            | Self::OtherAsian
            | Self::OtherBlack
            | Self::AnyOther => true,
            Self::British
            | Self::Irish
            | Self::WhiteAndBlackCaribbean
            | Self::WhiteAndBlackAfrican
            | Self::WhiteAndAsian
            | Self::Indian
            | Self::Pakistani
            | Self::Bangladeshi
            | Self::Caribbean
            | Self::African
            | Self::Chinese
            | Self::NotStated
            | Self::NotKnown
            | Self::NotRecorded => false,
        }
    }
}

/// One of the five groups of the 2001 census, or unknown, which is shown and comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EthnicGroup {
    /// White.
    White,
    /// Mixed.
    Mixed,
    /// Asian or Asian British.
    Asian,
    /// Black or Black British.
    Black,
    /// Chinese, or any other group.
    Other,
    /// Not stated, not known, or not recorded.
    Unknown,
}

/// Text that was offered as an ethnic group and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an ethnic group, like Asian or Unknown")]
pub struct NotAnEthnicGroup {
    text: String,
}

impl EthnicGroup {
    /// Every group in the order of the census, and unknown last.
    pub const ALL: [Self; 6] =
        [Self::White, Self::Mixed, Self::Asian, Self::Black, Self::Other, Self::Unknown];

    /// The word by which it is shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::White => "White",
            Self::Mixed => "Mixed",
            Self::Asian => "Asian",
            Self::Black => "Black",
            Self::Other => "Other",
            Self::Unknown => "Unknown",
        }
    }
}

impl FromStr for EthnicGroup {
    type Err = NotAnEthnicGroup;

    fn from_str(text: &str) -> Result<Self, NotAnEthnicGroup> {
        let word = text.trim();
        Self::ALL
            .into_iter()
            .find(|group| group.word().eq_ignore_ascii_case(word))
            .ok_or_else(|| NotAnEthnicGroup { text: text.to_owned() })
    }
}

impl fmt::Display for EthnicGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EthnicCategory, EthnicGroup};

    #[test]
    fn every_letter_falls_in_its_group() {
        let groups = |letters: &str| -> Vec<EthnicGroup> {
            letters.chars().map(|c| EthnicCategory::read(&c.to_string()).group()).collect()
        };
        assert_eq!(groups("ABC"), [EthnicGroup::White; 3]);
        assert_eq!(groups("DEFG"), [EthnicGroup::Mixed; 4]);
        assert_eq!(groups("HJKL"), [EthnicGroup::Asian; 4]);
        assert_eq!(groups("MNP"), [EthnicGroup::Black; 3]);
        assert_eq!(groups("RS"), [EthnicGroup::Other; 2]);
        assert_eq!(groups("IOQTUVWXYZ"), [EthnicGroup::Unknown; 10]);
    }

    #[test]
    fn the_three_unknowns_stay_apart() {
        for stated in ["Z", "z", "Z1"] {
            assert_eq!(EthnicCategory::read(stated), EthnicCategory::NotStated);
        }
        assert_eq!(EthnicCategory::read(" 99 "), EthnicCategory::NotKnown);
        for blank in ["", "  ", "9", "98", "X", "I", "British", "Asian", "AAA", "NULL"] {
            assert_eq!(EthnicCategory::read(blank), EthnicCategory::NotRecorded, "{blank}");
        }
    }

    #[test]
    fn the_second_character_is_for_local_use() {
        for field in ["A", "A ", "A1", "AZ", "a"] {
            assert_eq!(EthnicCategory::read(field), EthnicCategory::British, "{field}");
        }
    }

    #[test]
    fn every_code_is_read_as_the_category_that_wrote_it() {
        for category in EthnicCategory::ALL {
            assert_eq!(EthnicCategory::read(category.code()), category);
        }
        let known = EthnicCategory::ALL.into_iter().filter(|category| category.is_known());
        assert_eq!(known.count(), 16);
        let other = EthnicCategory::ALL.into_iter().filter(|category| category.is_other());
        assert_eq!(other.map(EthnicCategory::code).collect::<String>(), "CGLPS");
    }

    #[test]
    fn groups_come_in_the_order_of_the_census_with_unknown_last() {
        let mut groups = EthnicCategory::ALL.map(EthnicCategory::group).to_vec();
        groups.dedup();
        assert_eq!(groups, EthnicGroup::ALL);
        for group in EthnicGroup::ALL {
            assert_eq!(group.word().parse(), Ok(group));
        }
        let refused = "Martian".parse::<EthnicGroup>().map_err(|error| error.to_string());
        let says = "“Martian” is not an ethnic group, like Asian or Unknown";
        assert_eq!(refused, Err(says.to_owned()));
    }

    proptest! {
        #[test]
        fn every_field_has_a_category(field in ".{0,5}") {
            prop_assert!(EthnicCategory::ALL.contains(&EthnicCategory::read(&field)));
        }
    }
}
