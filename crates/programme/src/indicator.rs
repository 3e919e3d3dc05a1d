//! Indicators: what is measured, as a file a person can read and agree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::IndicatorKey;

mod breakdown;
mod residents;
mod value;
mod written;

pub use breakdown::{Breakdown, NotABreakdown};
pub use residents::{Ages, NotAges, Residents};
pub use value::{Standard, Unit, ValueType};
pub use written::NotAnIndicator;
use written::Written;

/// The definition of an indicator over record-level extracts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Indicator {
    /// Its key: `ndpp-attendance`.
    pub key: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The unit of its value.
    pub unit: Unit,
    /// Which direction is good.
    pub polarity: Polarity,
    /// Where the extract comes from.
    pub source: String,
    /// Which people its denominator counts, where it says so.
    pub people: Option<People>,
    /// The period a value speaks of.
    pub period: PeriodKind,
    /// Which rows are counted.
    pub counting: Counting,
    /// The breakdowns asked for, `deprivation+ethnicity` being a crossing.
    pub breakdowns: Vec<Breakdown>,
    /// To which standard population its rates are taken, if to one.
    pub standardise: Standard,
    /// The disclosure policy: `local`.
    pub policy: String,
    /// Which column of the extract is what; only place and date are required.
    pub columns: Columns,
    /// The edition of each look-up: `deprivation = "imd-2019"`.
    pub editions: BTreeMap<String, String>,
    /// What is asked of how well its records are kept.
    pub quality: AskedOfRecords,
}

/// What is asked of records beyond what every run tells of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedOfRecords {
    /// Whether each person’s records say one ethnic category: the records are gone through twice.
    #[serde(default)]
    pub consistency: bool,
    /// The column that says of whom or of what a row is, where one row of each is counted in a
    /// period: the records are gone through twice, and refused if somebody is there twice.
    #[serde(default)]
    pub one_row_each: Option<String>,
}

/// Which rows of an extract are counted, as SQL expressions over its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Those above a line and all that count.
    Ratio {
        /// Which rows count at all.
        denominator: String,
        /// Which of those rows count above the line.
        numerator: String,
    },
    /// The steps that people go through: at least two, in order. Whoever is at a step was at
    /// every one before, and each is measured against the first.
    Cascade(Vec<Stage>),
    /// What happened to those who live in a place, against all who live there. These are counted by
    /// a look-up and not by the extract.
    Rate {
        /// Which rows are such an event.
        events: String,
        /// Who lives there.
        residents: Residents,
    },
}

/// One step of a cascade.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its key: `attended`.
    pub key: String,
    /// What it is called, if its key does not say it.
    #[serde(default)]
    pub title: Option<String>,
    /// Which of the rows of the step before are at this one: an SQL expression.
    #[serde(rename = "where")]
    pub condition: String,
}

/// Which column of the extract is what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Where the person lives: an LSOA code or a postcode.
    pub place: String,
    /// The date of the event.
    pub date: String,
    /// The person, by pseudonym.
    #[serde(default)]
    pub person: Option<String>,
    /// Ethnic category.
    #[serde(default)]
    pub ethnicity: Option<String>,
    /// Sex.
    #[serde(default)]
    pub sex: Option<String>,
    /// Age in years.
    #[serde(default)]
    pub age: Option<String>,
    /// Site.
    #[serde(default)]
    pub site: Option<String>,
    /// What other columns must hold, by name; a row that does not is named by its number.
    #[serde(default)]
    pub types: BTreeMap<String, ColumnType>,
}

/// What a column of an extract holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnType {
    /// Words or codes.
    Text,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Days, as `2024-03-31`; an expression sees them so, however they were written.
    Date,
}

impl ColumnType {
    /// Everything a column may hold.
    pub const ALL: [Self; 4] = [Self::Text, Self::Whole, Self::Number, Self::Date];

    /// What it holds, in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::Date => "date",
        }
    }

    /// One that can be read.
    pub fn example(self) -> &'static str {
        match self {
            Self::Text => "CLINIC",
            Self::Whole => "12",
            Self::Number => "12.5",
            Self::Date => "2024-03-31",
        }
    }
}

/// Which direction is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// A higher value is better.
    HigherIsBetter,
    /// A lower value is better.
    LowerIsBetter,
    /// Neither.
    Neutral,
}

/// Which people a denominator counts. The two are not the same people: some live here and are
/// registered with a practice elsewhere, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum People {
    /// Those registered with the practices of the area, wherever they live.
    Registered,
    /// Those who live in the area, wherever they are registered.
    Resident,
}

/// The kind of period a value speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// A month: `2024-03`.
    Month,
    /// A quarter of the calendar year: `2024-Q1`.
    Quarter,
    /// A calendar year: `2024`.
    Year,
    /// A financial year: `2024/25`.
    FinancialYear,
}

/// One way to divide people into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// National deprivation quintile of the area, 1 the most deprived.
    Deprivation,
    /// Local deprivation quintile: of the areas of one place, ranked among themselves.
    LocalDeprivation,
    /// Ethnic group.
    Ethnicity,
    /// Sex.
    Sex,
    /// Ten-year age band.
    Age,
    /// Five-year age band, as rates are standardised by.
    QuinaryAge,
    /// Site.
    Site,
    /// Local authority district, by name.
    Area,
    /// Integrated care board, by name.
    Icb,
}

impl Dimension {
    /// Every dimension, in the order in which groups are listed.
    pub const ALL: [Self; 9] = [
        Self::Deprivation,
        Self::LocalDeprivation,
        Self::Ethnicity,
        Self::Sex,
        Self::Age,
        Self::QuinaryAge,
        Self::Site,
        Self::Area,
        Self::Icb,
    ];

    /// The key as data.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deprivation => "deprivation",
            Self::LocalDeprivation => "local_deprivation",
            Self::Ethnicity => "ethnicity",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::QuinaryAge => "quinary_age",
            Self::Site => "site",
            Self::Area => "area",
            Self::Icb => "icb",
        }
    }
}

impl Indicator {
    /// Reads a definition from its file.
    ///
    /// # Errors
    ///
    /// If the text is not an indicator file; the message names the line.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The steps of a cascade; none of an indicator that is not one.
    pub fn stages(&self) -> &[Stage] {
        match &self.counting {
            Counting::Ratio { .. } | Counting::Rate { .. } => &[],
            Counting::Cascade(stages) => stages,
        }
    }

    /// Who lives there, of an indicator that is a rate.
    pub fn residents(&self) -> Option<&Residents> {
        match &self.counting {
            Counting::Ratio { .. } | Counting::Cascade(_) => None,
            Counting::Rate { residents, .. } => Some(residents),
        }
    }

    /// What kind of number its values are.
    pub fn value_type(&self) -> ValueType {
        match (&self.counting, self.standardise) {
            (Counting::Ratio { .. } | Counting::Cascade(_), _) => ValueType::Proportion,
            (Counting::Rate { .. }, Standard::None) => ValueType::CrudeRate,
            (Counting::Rate { .. }, Standard::Esp2013) => ValueType::StandardisedRate,
        }
    }

    /// The key under which the findings of a step are kept: `ndpp-attendance.attended`.
    pub fn key_of(&self, stage: &Stage) -> Option<IndicatorKey> {
        let is_plain = stage.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let key = format!("{}.{}", self.key, stage.key);
        if is_plain && !stage.key.is_empty() { key.parse().ok() } else { None }
    }

    /// The title of the findings of a step.
    pub fn title_of(&self, stage: &Stage) -> String {
        let step = stage.title.clone().unwrap_or_else(|| stage.key.replace('-', " "));
        format!("{}: {step}", self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASCADE: &str = r#"
key = "ndpp"
title = "Diabetes Prevention Programme"
unit = "percent"
polarity = "higher-is-better"
source = "Provider extract"
period = "month"
steps = [
    { key = "referred", where = "true" },
    { key = "attended-once", title = "came at least once", where = "sessions > 0" },
]
breakdowns = ["deprivation"]
policy = "local"
[columns]
place = "postcode"
date = "referred_on"
[columns.types]
sessions = "whole"
"#;

    #[test]
    fn each_step_of_a_cascade_has_a_key_and_a_title_of_its_own() {
        let indicator = Indicator::from_toml(CASCADE).unwrap();
        let named: Vec<String> = indicator
            .stages()
            .iter()
            .map(|stage| {
                let key = indicator.key_of(stage).unwrap();
                format!("{key} = {}", indicator.title_of(stage))
            })
            .collect();
        assert_eq!(
            named,
            [
                "ndpp.referred = Diabetes Prevention Programme: referred",
                "ndpp.attended-once = Diabetes Prevention Programme: came at least once"
            ]
        );
        assert_eq!(indicator.columns.types["sessions"], ColumnType::Whole);
    }

    #[test]
    fn what_is_counted_is_said_once() {
        let check = |from: &str, to: &str, says: &str| {
            let text = CASCADE.replace(from, to);
            assert_ne!(text, CASCADE);
            let refused = Indicator::from_toml(&text).unwrap_err().to_string();
            assert!(refused.contains(says), "{refused}");
        };
        let counting = "a denominator and a numerator, or at least two steps";
        check("steps", "denominator = \"true\"\nsteps", counting);
        check("steps", "numerator = \"true\"\ndenominator = \"true\"\nsteps", counting);
        let second = CASCADE.lines().find(|line| line.contains("attended")).unwrap();
        check(second, "", counting);
        check("attended-once", "referred", "“referred” is not the key of one step");
        check("attended-once", "came once", "“came once” is not the key of one step");
        check("\"whole\"", "\"integer\"", "integer");
        check("policy", "colour = \"red\"\npolicy", "colour");
    }
}
