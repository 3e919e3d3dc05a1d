//! Counting on other machines: what they are told, and what they make again from that.
//!
//! A function that holds a look-up cannot be sent. What is sent is its [`Recipe`]: which editions it
//! was made from, and what their bytes are. Whoever counts opens the same editions in a folder of its
//! own, and refuses when the bytes differ.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::common::DataFusionError;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{SessionConfig, SessionContext};
use disclosure::Policy;
use jiff::civil::Date;
use population::Level;
use programme::indicator::{Indicator, PeriodKind};
use serde::{Deserialize, Serialize};

use crate::areas::Areas;
use crate::asked::{CHANGE, PLACE};
use crate::enrich::{self, Functions};
use crate::error::Error;
use crate::extract::{Extract, Format};
use crate::reference::{self, Kept, Postcodes};
use crate::run::Request;

/// Where records are counted. Whatever comes after the counting is done here.
#[derive(Clone, Copy)]
pub enum Engine<'a> {
    /// In this process.
    Here,
    /// On the machines of a cluster.
    On(&'a dyn Cluster),
}

/// Machines that count.
pub trait Cluster: Send + Sync {
    /// A session with these settings whose frames are counted there, by functions that are made from
    /// a recipe.
    ///
    /// # Errors
    ///
    /// If the cluster does not answer.
    fn session(&self, config: SessionConfig, recipe: &Recipe) -> Result<SessionContext, Error>;

    /// What stopped it, in words of ours, if it was the cluster and not a record. What the engine
    /// says may quote a record, and goes no further.
    fn stopped(&self, error: &DataFusionError) -> Option<Error>;

    /// Its name and version, for the record of the run.
    fn version(&self) -> (&'static str, &'static str);
}

/// What the functions of a run are made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Recipe {
    period: String,
    /// The look-ups by what they look up, each with its edition and the SHA-256 of its table.
    look_ups: BTreeMap<String, (String, String)>,
    /// The place whose areas are ranked among themselves, if one is.
    local: Option<String>,
    /// The place whose residents are asked for, if it is not every area.
    #[serde(default)]
    place: Option<String>,
}

const DEPRIVATION: &str = "deprivation";
const POSTCODES: &str = "postcodes";
const AREA: &str = "area";
const ICB: &str = "icb";
const LOCAL: &str = "local_deprivation";

impl Recipe {
    /// What a run's look-ups are, among them the directory that its first postcode would open.
    pub(crate) fn new(
        indicator: &Indicator,
        editions: &BTreeMap<String, Kept>,
        areas: &Areas,
    ) -> Self {
        let place = indicator.editions.get(LOCAL).filter(|_| editions.contains_key(LOCAL));
        let directory = areas.postcodes().would_open();
        let directory = directory.iter().map(|kept| (POSTCODES, kept));
        let named = editions.iter().map(|(of, kept)| (of.as_str(), kept)).chain(directory);
        let look_up = |kept: &Kept| (kept.edition.clone(), kept.sha256.clone());
        Self {
            period: serde_json::to_string(&indicator.period).unwrap_or_default(),
            look_ups: named.map(|(of, kept)| (of.to_owned(), look_up(kept))).collect(),
            local: place.cloned(),
            place: indicator
                .residents()
                .map(|residents| residents.of.clone())
                .filter(|_| editions.contains_key(PLACE)),
        }
    }

    /// The functions, made anew from the look-ups in a folder.
    ///
    /// # Errors
    ///
    /// If the folder lacks a look-up, or has it with other bytes.
    pub fn functions(&self, folder: &Path) -> Result<Vec<ScalarUDF>, Error> {
        let edition = |of: &str| self.look_ups.get(of).map(|(edition, _)| edition.as_str());
        let deprivation = edition(DEPRIVATION).unwrap_or_default();
        let (mut areas, kept) = reference::open(folder, deprivation, edition(POSTCODES))?;
        self.check(DEPRIVATION, &kept)?;
        for (of, level, larger) in
            [(AREA, Level::Lad, &mut areas.districts), (ICB, Level::Icb, &mut areas.boards)]
        {
            let Some(asked) = edition(of) else { continue };
            let (within, kept) = reference::within(folder, deprivation, level, Some(asked))?;
            self.check(of, &kept)?;
            *larger = within;
        }
        if let Some(asked) = edition(CHANGE) {
            let (changed, kept) = reference::changes(folder, asked)?;
            self.check(CHANGE, &kept)?;
            areas.changed = changed;
        }
        if let Some(place) = &self.local {
            let (quintiles, kept) = reference::local(folder, deprivation, place)?;
            self.check(LOCAL, &kept)?;
            areas.local = quintiles;
        }
        if let Some(place) = &self.place {
            let (whole, kept) = reference::place(folder, deprivation, place)?;
            self.check(PLACE, &kept)?;
            areas.place = Some(whole);
        }
        if edition(POSTCODES).is_none() {
            areas.postcodes = Postcodes::none();
        } else {
            areas.postcodes.directory();
            match areas.postcodes.kept() {
                Some(kept) => self.check(POSTCODES, kept)?,
                None => return Err(areas.failed().unwrap_or_else(|| self.differs(POSTCODES))),
            }
        }
        let period = serde_json::from_str(&self.period)
            .map_err(|_| Error::Engine { says: "its kind of period is not known" })?;
        Ok(enrich::all(Functions::new(period, &Arc::new(areas))))
    }

    /// Functions of the same names and types that hold no look-up: what plans with them must never
    /// call them.
    pub fn hollow() -> Vec<ScalarUDF> {
        let areas = Areas::new(None, [], Postcodes::none());
        enrich::all(Functions::new(PeriodKind::Month, &Arc::new(areas)))
    }

    fn check(&self, of: &str, kept: &Kept) -> Result<(), Error> {
        let is_same = self.look_ups.get(of).is_some_and(|(_, sha256)| *sha256 == kept.sha256);
        if is_same { Ok(()) } else { Err(self.differs(of)) }
    }

    fn differs(&self, of: &str) -> Error {
        let edition = self.look_ups.get(of).map(|(edition, _)| edition.clone()).unwrap_or_default();
        Error::OtherBytes { edition }
    }
}

/// Refuses an extract that only one thread can read, from its beginning to its end.
pub(crate) fn check(extracts: &[Extract]) -> Result<(), Error> {
    match extracts.iter().find(|extract| extract.format == Format::CsvGz) {
        Some(Extract { name, .. }) => Err(Error::NotInParts { file: name.clone() }),
        None => Ok(()),
    }
}

/// A run that was permitted and noted in one program and is carried out by another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    /// The text of the indicator file.
    pub definition: String,
    /// The text of the policy.
    pub policy: String,
    /// The extracts.
    pub extracts: Vec<PathBuf>,
    /// The folder of look-ups.
    pub references: PathBuf,
    /// Where the results go.
    pub output: PathBuf,
    /// The day on which it is ordered.
    pub today: Date,
}

impl Order {
    /// What is asked of the run, under the policy that was read from the order.
    pub fn request<'a>(&'a self, policy: &'a Policy, threads: usize) -> Request<'a> {
        Request {
            definition: &self.definition,
            policy,
            extracts: &self.extracts,
            references: &self.references,
            output: &self.output,
            threads,
            today: self.today,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;
    use programme::indicator::Indicator;

    use super::Recipe;
    use crate::error::Error;
    use crate::reference;

    #[test]
    fn a_recipe_says_of_which_place_local_quintiles_are_and_refuses_other_ranks() {
        let folder = tempfile::tempdir().unwrap();
        let ranked = |last: u32| {
            let line = |rank: u32| format!("E0190000{rank},1,{}\n", rank.min(last));
            let text = format!("area,decile,rank\n{}", (1..=8).map(line).collect::<String>());
            let file = folder.path().join("ranked.csv");
            fs::write(&file, text).unwrap();
            reference::add(folder.path(), "imd-invented", &file, date(2026, 6, 1)).unwrap();
        };
        ranked(8);
        let clinic = include_str!("../../../data/indicators/community-clinic-non-attendance.toml");
        let text = clinic.replace("\"deprivation\", ", "\"local_deprivation\", ");
        let indicator = Indicator::from_toml(&(text + "local_deprivation = \"all\"\n")).unwrap();
        let (mut areas, kept) = reference::open(folder.path(), "imd-invented", None).unwrap();
        let (local, place) = reference::local(folder.path(), "imd-invented", "all").unwrap();
        areas.local = local;
        let kept = [("deprivation", kept), ("local_deprivation", place)];
        let kept = kept.map(|(of, kept)| (of.to_owned(), kept)).into();
        let recipe = Recipe::new(&indicator, &kept, &areas);
        let sent = serde_json::to_string(&recipe).unwrap();
        let came: Recipe = serde_json::from_str(&sent).unwrap();
        assert_eq!(came, recipe);
        let made = came.functions(folder.path()).unwrap();
        assert!(made.iter().any(|function| function.name() == "local_of"));
        assert_eq!(areas.local("E01900008"), 5);
        ranked(7);
        assert!(matches!(came.functions(folder.path()), Err(Error::OtherBytes { .. })));
    }
}
