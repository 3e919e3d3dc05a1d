//! How the small areas of the 2011 census became those of the 2021 census.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crate::lsoa::LsoaCode;

/// What happened to an area between two censuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LsoaChange {
    /// U: nothing.
    Unchanged,
    /// S: it was split into several.
    Split,
    /// M: it was merged with others into one.
    Merged,
    /// X: neither, so that no area of one census fits into areas of the other.
    Irregular,
}

/// Text that was offered as a kind of change and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a kind of change of an area, like U, S, M or X")]
pub struct NotALsoaChange {
    text: String,
}

impl LsoaChange {
    /// The letter by which look-ups name it.
    pub fn letter(self) -> char {
        match self {
            Self::Unchanged => 'U',
            Self::Split => 'S',
            Self::Merged => 'M',
            Self::Irregular => 'X',
        }
    }
}

impl FromStr for LsoaChange {
    type Err = NotALsoaChange;

    fn from_str(text: &str) -> Result<Self, NotALsoaChange> {
        match text.trim() {
            "U" => Ok(Self::Unchanged),
            "S" => Ok(Self::Split),
            "M" => Ok(Self::Merged),
            "X" => Ok(Self::Irregular),
            _ => Err(NotALsoaChange { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for LsoaChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

/// Something a list of changes says that its letters do not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotChanges {
    /// A pair of areas is there twice.
    #[error("{from} to {to} is there a second time")]
    Twice {
        /// The area of 2011.
        from: LsoaCode,
        /// The area of 2021.
        to: LsoaCode,
    },
    /// The letter does not go with how often the areas are there.
    #[error("{from} to {to} is marked {change}, which is not what its lines say")]
    NotSo {
        /// The area of 2011.
        from: LsoaCode,
        /// The area of 2021.
        to: LsoaCode,
        /// The kind it is marked as.
        change: LsoaChange,
    },
}

/// The changes between two censuses, of which each says what its letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LsoaChanges(BTreeMap<(LsoaCode, LsoaCode), LsoaChange>);

impl LsoaChanges {
    /// The changes of that list.
    ///
    /// # Errors
    ///
    /// If a pair is there twice, an unchanged area is not one to one, a split one not one to
    /// several, or a merged one not several to one.
    pub fn new(
        changes: impl IntoIterator<Item = (LsoaCode, LsoaCode, LsoaChange)>,
    ) -> Result<Self, NotChanges> {
        let mut all = BTreeMap::new();
        let (mut into, mut out_of) = (BTreeMap::<_, u32>::new(), BTreeMap::<_, u32>::new());
        for (from, to, change) in changes {
            if all.insert((from, to), change).is_some() {
                return Err(NotChanges::Twice { from, to });
            }
            *into.entry(from).or_default() += 1;
            *out_of.entry(to).or_default() += 1;
        }
        for (&(from, to), &change) in &all {
            let times = |counts: &BTreeMap<LsoaCode, u32>, area| counts.get(&area).copied();
            let (parts, sources) = (times(&into, from), times(&out_of, to));
            let is_so = match change {
                LsoaChange::Unchanged => (parts, sources) == (Some(1), Some(1)),
                LsoaChange::Split => parts > Some(1) && sources == Some(1),
                LsoaChange::Merged => parts == Some(1) && sources > Some(1),
                LsoaChange::Irregular => true,
            };
            if !is_so {
                return Err(NotChanges::NotSo { from, to, change });
            }
        }
        Ok(Self(all))
    }

    /// Every line, in the order of the codes.
    pub fn lines(&self) -> impl Iterator<Item = (LsoaCode, LsoaCode, LsoaChange)> {
        self.0.iter().map(|(&(from, to), &change)| (from, to, change))
    }

    /// How many areas of 2011, and how many of 2021, are in it.
    pub fn areas(&self) -> (usize, usize) {
        let (from, to): (BTreeSet<_>, BTreeSet<_>) = self.0.keys().copied().unzip();
        (from.len(), to.len())
    }

    /// What became of an area of 2011: nothing if it is not one.
    pub fn became(&self, area: LsoaCode) -> Option<(LsoaChange, Vec<LsoaCode>)> {
        let mut change = None;
        let mut into = Vec::new();
        let first = (area, LsoaCode::FIRST);
        for (&(_, to), &kind) in self.0.range(first..).take_while(|((from, _), _)| *from == area) {
            change = Some(kind);
            into.push(to);
        }
        Some((change?, into))
    }
}

#[cfg(test)]
mod tests {
    use super::{LsoaChange, LsoaChanges};

    fn changes(lines: &str) -> Result<LsoaChanges, String> {
        let line = |line: &str| {
            let mut parts = line.split(' ');
            let mut next = || parts.next().unwrap();
            let area = |text: &str| format!("E0100000{text}").parse().unwrap();
            (area(next()), area(next()), next().parse().unwrap())
        };
        LsoaChanges::new(lines.split(", ").map(line)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_became_of_an_area_is_told_with_all_its_parts() {
        let all = changes("1 1 U, 2 7 S, 2 8 S, 3 9 M, 4 9 M, 5 6 X").unwrap();
        let became = |area: &str| {
            let (change, into) = all.became(area.parse().unwrap())?;
            let into: Vec<String> = into.iter().map(ToString::to_string).collect();
            Some(format!("{change} {}", into.join(" ")))
        };
        assert_eq!(became("E01000001").unwrap(), "U E01000001");
        assert_eq!(became("E01000002").unwrap(), "S E01000007 E01000008");
        assert_eq!(became("E01000004").unwrap(), "M E01000009");
        assert_eq!(became("E01000005").unwrap(), "X E01000006");
        assert_eq!(became("E01000006"), None);
        assert_eq!(all.areas(), (5, 5));
        assert_eq!(all.lines().count(), 6);
    }

    #[test]
    fn a_letter_that_is_not_what_the_lines_say_is_refused() {
        let check = |lines: &str, says: &str| assert_eq!(changes(lines).unwrap_err(), says);
        let twice = "E01000001 to E01000001 is there a second time";
        check("1 1 U, 1 1 U", twice);
        let not_so = |change: &str| {
            format!("E01000001 to E01000001 is marked {change}, which is not what its lines say")
        };
        check("1 1 U, 1 2 S", &not_so("U"));
        check("1 1 S", &not_so("S"));
        check("1 1 M", &not_so("M"));
        let refused = "u".parse::<LsoaChange>().map_err(|error| error.to_string());
        let says = "“u” is not a kind of change of an area, like U, S, M or X";
        assert_eq!(refused, Err(says.to_owned()));
    }
}
