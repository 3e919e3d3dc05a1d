//! Organisations of the health service: when each opened and closed, and what followed it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// The code of an organisation or site in the Organisation Data Service, such as `RTE` or `A81001`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OdsCode(String);

/// Text that was offered as the code of an organisation and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not the code of an organisation, like RTE or A81001")]
pub struct NotAnOdsCode {
    text: String,
}

/// One organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its code.
    pub code: OdsCode,
    /// Its name.
    pub name: String,
    /// The day it opened, if that is known.
    pub opened: Option<Date>,
    /// The day it closed, if it did.
    pub closed: Option<Date>,
}

/// That one organisation took over from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Takeover {
    /// The one that was.
    pub of: OdsCode,
    /// The one that followed it.
    pub by: OdsCode,
    /// The day of it, if that is known.
    pub on: Option<Date>,
}

/// Whom a code means on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Means {
    /// The organisation itself.
    Itself,
    /// The one that had followed it by then, since a day.
    Successor {
        /// The last that followed.
        code: OdsCode,
        /// Since when; nothing if the last takeover has no day.
        since: Option<Date>,
    },
    /// Several that followed it: nobody can say which.
    Several(Vec<OdsCode>),
    /// An organisation that closed and that nobody followed.
    Closed(Date),
    /// None that is known.
    Unknown,
}

/// Why organisations are not a directory.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADirectory {
    /// One is there twice.
    #[error("{0} is there a second time")]
    Twice(OdsCode),
    /// One closed before it opened.
    #[error("{0} closed before it opened")]
    ClosedFirst(OdsCode),
    /// One follows itself, at once or through others.
    #[error("{0} follows itself")]
    FollowsItself(OdsCode),
}

/// A directory of organisations, each once, in which none follows itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisations {
    all: BTreeMap<OdsCode, Organisation>,
    takeovers: BTreeSet<Takeover>,
}

impl Organisations {
    /// The directory of those organisations and takeovers.
    ///
    /// # Errors
    ///
    /// If an organisation is there twice, closed before it opened, or follows itself.
    pub fn new(
        organisations: impl IntoIterator<Item = Organisation>,
        takeovers: impl IntoIterator<Item = Takeover>,
    ) -> Result<Self, NotADirectory> {
        let mut all = BTreeMap::new();
        for one in organisations {
            let code = one.code.clone();
            if one.opened.zip(one.closed).is_some_and(|(opened, closed)| closed < opened) {
                return Err(NotADirectory::ClosedFirst(code));
            }
            if all.insert(code.clone(), one).is_some() {
                return Err(NotADirectory::Twice(code));
            }
        }
        let directory = Self { all, takeovers: takeovers.into_iter().collect() };
        let codes = directory.takeovers.iter().map(|takeover| &takeover.of);
        match codes.into_iter().find(|code| directory.followers(code).contains(*code)) {
            Some(code) => Err(NotADirectory::FollowsItself(code.clone())),
            None => Ok(directory),
        }
    }

    /// Every organisation, in the order of its code.
    pub fn all(&self) -> impl Iterator<Item = &Organisation> {
        self.all.values()
    }

    /// Every takeover, in the order of the codes.
    pub fn takeovers(&self) -> impl Iterator<Item = &Takeover> {
        self.takeovers.iter()
    }

    /// Whom a code means on a day: of a merged trust the one that followed it by then. A takeover
    /// without a day has been.
    pub fn means(&self, code: &OdsCode, on: Date) -> Means {
        let mut now = (code.clone(), None);
        loop {
            let by_then: Vec<&Takeover> = self
                .takeovers
                .iter()
                .filter(|one| one.of == now.0 && one.on.is_none_or(|day| day <= on))
                .collect();
            match by_then.as_slice() {
                [] if now.0 == *code => return self.itself(code, on),
                [] => return Means::Successor { code: now.0, since: now.1 },
                [one] => now = (one.by.clone(), one.on),
                several => {
                    return Means::Several(several.iter().map(|one| one.by.clone()).collect());
                }
            }
        }
    }

    fn itself(&self, code: &OdsCode, on: Date) -> Means {
        match self.all.get(code) {
            None => Means::Unknown,
            Some(Organisation { closed: Some(closed), .. }) if *closed < on => {
                Means::Closed(*closed)
            }
            Some(_) => Means::Itself,
        }
    }

    /// All that followed one, however late.
    fn followers(&self, code: &OdsCode) -> BTreeSet<OdsCode> {
        let mut found = BTreeSet::new();
        let mut open = vec![code.clone()];
        while let Some(one) = open.pop() {
            for next in self.takeovers.iter().filter(|takeover| takeover.of == one) {
                if found.insert(next.by.clone()) {
                    open.push(next.by.clone());
                }
            }
        }
        found
    }
}

impl OdsCode {
    /// The code in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OdsCode {
    type Err = NotAnOdsCode;

    fn from_str(text: &str) -> Result<Self, NotAnOdsCode> {
        let code = text.trim().to_ascii_uppercase();
        let is_one =
            (3..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_one { Ok(Self(code)) } else { Err(NotAnOdsCode { text: text.to_owned() }) }
    }
}

impl fmt::Display for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use super::{Means, OdsCode, Organisation, Organisations, Takeover};

    fn code(text: &str) -> OdsCode {
        text.parse().unwrap()
    }

    fn organisation(text: &str, closed: Option<Date>) -> Organisation {
        let opened = Some(date(2000, 4, 1));
        Organisation { code: code(text), name: text.to_owned(), opened, closed }
    }

    fn takeover(of: &str, by: &str, on: Option<Date>) -> Takeover {
        Takeover { of: code(of), by: code(by), on }
    }

    #[test]
    fn a_merged_trust_is_its_successor_from_the_day_of_the_merger() {
        let (first, second) = (date(2010, 4, 1), date(2020, 4, 1));
        let all = Organisations::new(
            [
                organisation("RAA", Some(date(2010, 3, 31))),
                organisation("RBB", None),
                organisation("RCC", None),
                organisation("RDD", Some(date(2015, 1, 1))),
            ],
            [takeover("RAA", "RBB", Some(first)), takeover("RBB", "RCC", Some(second))],
        )
        .unwrap();
        let means = |text: &str, on| all.means(&code(text), on);
        assert_eq!(means("RAA", date(2009, 1, 1)), Means::Itself);
        let by_then = Means::Successor { code: code("RBB"), since: Some(first) };
        assert_eq!(means("RAA", date(2012, 1, 1)), by_then);
        let by_now = Means::Successor { code: code("RCC"), since: Some(second) };
        assert_eq!(means("raa", second), by_now);
        assert_eq!(means("RCC", second), Means::Itself);
        assert_eq!(means("RDD", second), Means::Closed(date(2015, 1, 1)));
        assert_eq!(means("RZZ", second), Means::Unknown);
    }

    #[test]
    fn an_organisation_that_several_followed_is_none_of_them() {
        let all =
            Organisations::new([], [takeover("5AA", "07G", None), takeover("5AA", "99E", None)]);
        let several = Means::Several(vec![code("07G"), code("99E")]);
        assert_eq!(all.unwrap().means(&code("5AA"), date(2020, 1, 1)), several);
    }

    #[test]
    fn what_is_no_directory_is_refused_with_the_code() {
        let refused = |organisations: Vec<Organisation>, takeovers: Vec<Takeover>| {
            Organisations::new(organisations, takeovers).unwrap_err().to_string()
        };
        let twice = vec![organisation("RAA", None), organisation("RAA", None)];
        assert_eq!(refused(twice, vec![]), "RAA is there a second time");
        let early = vec![organisation("RAA", Some(date(1999, 1, 1)))];
        assert_eq!(refused(early, vec![]), "RAA closed before it opened");
        let round = vec![takeover("RAA", "RBB", None), takeover("RBB", "RAA", None)];
        assert_eq!(refused(vec![], round), "RAA follows itself");
        let says = "é".parse::<OdsCode>().unwrap_err().to_string();
        assert_eq!(says, "“é” is not the code of an organisation, like RTE or A81001");
    }

    proptest! {
        #[test]
        fn every_code_means_something_whatever_follows_what(
            pairs in prop::collection::vec((0..6_u8, 0..6_u8), 0..8),
        ) {
            let named = |number: u8| format!("R{number}{number}");
            let takeovers = pairs.iter().map(|(of, by)| takeover(&named(*of), &named(*by), None));
            if let Ok(all) = Organisations::new([], takeovers) {
                for number in 0..6 {
                    let means = all.means(&code(&named(number)), date(2020, 1, 1));
                    let follows = pairs.iter().any(|(of, _)| *of == number);
                    prop_assert_eq!(means != Means::Unknown, follows);
                }
            }
        }
    }
}
