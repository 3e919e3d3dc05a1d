//! Life expectancy from an abridged life table.

use crate::table::Column;
use crate::{AtBoth, Confidence, Estimate, Found, Measure, Measured, Options, Refusal, Table};

pub(crate) const MEASURE: Measure = Measure {
    name: "life-expectancy",
    title: "Life expectancy",
    says: "How many more years people of each age would live, were they to die at today's rates.",
    takes: "start_age (0, 1, 5, 10 … 90), population, deaths; a row an age band",
    documented: "life_expectancy::life_expectancy",
    find,
};

/// The ages at which the 20 bands begin.
pub const START_AGES: [u32; 20] =
    [0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90];

/// The smallest population of all ages for which it is shown.
const SMALLEST_POPULATION: f64 = 5_000.0;

/// The widest 95% interval, in years, with which it is shown.
const WIDEST: f64 = 20.0;

/// One age band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgeBand {
    /// The age it begins at.
    pub start_age: u32,
    /// Its people.
    pub population: f64,
    /// Its deaths.
    pub deaths: f64,
}

/// Why there is no life expectancy.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoLifeTable {
    /// Other bands than the 20.
    #[error(
        "life expectancy takes the 20 age bands that begin at 0, 1, 5, 10 and so on to 90, and there are {bands}, or others"
    )]
    NotTheBands {
        /// How many there were.
        bands: usize,
    },
    /// A band without people.
    #[error("the band from age {start_age} has a population of {population}, not one above 0")]
    NoPopulation {
        /// The age it begins at.
        start_age: u32,
        /// What stood there.
        population: f64,
    },
    /// Deaths below 0, or more than there are people.
    #[error("the band from age {start_age} has {deaths} deaths among {population} people")]
    NotDeaths {
        /// The age it begins at.
        start_age: u32,
        /// What stood there.
        deaths: f64,
        /// Its people.
        population: f64,
    },
    /// 5,000 people or fewer.
    #[error(
        "a population of {population} is too small: life expectancy is not shown for 5000 or fewer"
    )]
    TooFewPeople {
        /// Everyone.
        population: f64,
    },
    /// Nobody died in the last band, so that there is no rate to close the table with.
    #[error("nobody died in the band from age {start_age}, so the life table cannot be closed")]
    NobodyDied {
        /// The age it begins at.
        start_age: u32,
    },
    /// Everyone died in a band before.
    #[error("nobody reaches age {start_age} at these death rates")]
    NobodyReaches {
        /// The age.
        start_age: u32,
    },
    /// An interval that says nothing.
    #[error(
        "the 95% interval at age {start_age} is {width:.1} years wide: one over 20 is not shown"
    )]
    TooUncertain {
        /// The age.
        start_age: u32,
        /// Its width in years.
        width: f64,
    },
}

/// The life expectancy at one age.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expectancy {
    /// The age.
    pub start_age: u32,
    /// More years to live.
    pub years: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// People of this age and older, on whom it rests.
    pub population: f64,
}

impl Expectancy {
    /// The years with their limits.
    pub fn estimate(self, confidence: Confidence) -> Estimate {
        let reach = confidence.z() * self.standard_error;
        Estimate { value: self.years, lower: self.years - reach, upper: self.years + reach }
    }
}

/// Life expectancy at each of 20 ages, by Chiang's method for abridged life tables.
///
/// # Formula
///
/// In a band of *n* years, *d* of *P* people died, at the rate *M* = *d*/*P*, and lived the part *a*
/// of the band: 0.1 in the first year of life, ½ after it. Of 100,000 born, *l* reach each band:
///
/// ```text
///   q = M n / (1 + M n (1 − a))      or 1 where d > P / (n a), and in the last band
///   l' = l (1 − q)                   L = n (l' + a (l − l')),  in the last band l / M
///   e = Σ L (this band and after) / l
///   Var e = Σ l² ((1 − a) n + e')² q² (1 − q) / d  ∕ l²,  in the last band l² / (d M²) for its term
/// ```
///
/// with *l'* and *e'* those of the next band.
///
/// # Interpretation
///
/// Years still to live of someone who would meet today's death rate at every age to come. It is no
/// forecast: rates will change. A gap in years is easy to tell; who dies early is not told.
///
/// # Applies to
///
/// More than 5,000 people in the 20 bands 0, 1 to 4, 5 to 9 … 90 and over, with deaths of one period
/// (usually three years, with three years' people). Refused with 20 years or more between limits.
///
/// # Example
///
/// ```
/// # use measure::life_expectancy::{AgeBand, START_AGES, life_expectancy};
/// let deaths = [3, 1, 0, 1, 2, 2, 3, 4, 6, 9, 13, 20, 31, 46, 70, 105, 150, 190, 195, 240];
/// let bands: Vec<AgeBand> = START_AGES
///     .iter()
///     .zip(deaths)
///     .map(|(&start_age, deaths)| AgeBand {
///         start_age,
///         population: if start_age < 75 { 6_000.0 } else { 1_500.0 },
///         deaths: f64::from(deaths),
///     })
///     .collect();
/// let at_birth = life_expectancy(&bands)?[0]?;
/// assert_eq!(format!("{:.2}", at_birth.years), "78.44");
/// # Ok::<(), measure::life_expectancy::NoLifeTable>(())
/// ```
///
/// # Reference
///
/// Chiang CL. *The life table and its applications*. Krieger, 1984. Its variance with deaths in the
/// last band as in Silcocks PBS, Jenner DA, Reza R. *J Epidemiol Community Health* 2001;55:38–43,
/// doi:10.1136/jech.55.1.38.
///
/// # Errors
///
/// If the bands are not the 20, or people or deaths cannot be. Each age answers for itself where
/// its interval is too wide.
pub fn life_expectancy(
    bands: &[AgeBand],
) -> Result<Vec<Result<Expectancy, NoLifeTable>>, NoLifeTable> {
    check(bands)?;
    let table = years(bands);
    let (mut lived, mut variance, mut population, mut next) = (0.0, 0.0, 0.0, 0.0);
    let mut found = Vec::with_capacity(table.len());
    for (band, year) in bands.iter().zip(&table).rev() {
        let Year { alive, lived: here, dying, length, part } = *year;
        lived += here;
        population += band.population;
        variance += match length {
            None => alive * alive / (band.deaths * (band.deaths / band.population).powi(2)),
            Some(_) if band.deaths == 0.0 => 0.0,
            Some(length) => {
                let reach = (1.0 - part) * length + next;
                alive * alive * reach * reach * dying * dying * (1.0 - dying) / band.deaths
            }
        };
        let (years, standard_error) = (lived / alive, variance.sqrt() / alive);
        next = if alive > 0.0 { years } else { 0.0 };
        let start_age = band.start_age;
        let width = 2.0 * Confidence::Ninety5.z() * standard_error;
        found.push(if alive <= 0.0 {
            Err(NoLifeTable::NobodyReaches { start_age })
        } else if width <= WIDEST {
            Ok(Expectancy { start_age, years, standard_error, population })
        } else {
            Err(NoLifeTable::TooUncertain { start_age, width })
        });
    }
    found.reverse();
    Ok(found)
}

fn check(bands: &[AgeBand]) -> Result<(), NoLifeTable> {
    if !bands.iter().map(|band| band.start_age).eq(START_AGES) {
        return Err(NoLifeTable::NotTheBands { bands: bands.len() });
    }
    for &AgeBand { start_age, population, deaths } in bands {
        if !(population > 0.0 && population.is_finite()) {
            return Err(NoLifeTable::NoPopulation { start_age, population });
        }
        if !(deaths >= 0.0 && deaths <= population) {
            return Err(NoLifeTable::NotDeaths { start_age, deaths, population });
        }
    }
    let population = bands.iter().map(|band| band.population).sum();
    if population <= SMALLEST_POPULATION {
        return Err(NoLifeTable::TooFewPeople { population });
    }
    match bands.last() {
        Some(&AgeBand { start_age, deaths: 0.0, .. }) => Err(NoLifeTable::NobodyDied { start_age }),
        Some(_) | None => Ok(()),
    }
}

/// One band of a life table.
#[derive(Clone, Copy)]
struct Year {
    /// How many of those born reach it.
    alive: f64,
    /// Years lived in it.
    lived: f64,
    /// The chance of dying in it.
    dying: f64,
    /// Its length, if it ends.
    length: Option<f64>,
    /// The part of it that those who die in it live.
    part: f64,
}

fn years(bands: &[AgeBand]) -> Vec<Year> {
    let mut alive = 100_000.0;
    let ends = bands.iter().skip(1).map(|band| Some(band.start_age)).chain([None]);
    let year = |(band, end): (&AgeBand, Option<u32>)| {
        let rate = band.deaths / band.population;
        let part = if band.start_age == 0 { 0.1 } else { 0.5 };
        let length = end.map(|end| f64::from(end - band.start_age));
        let (dying, lived) = match length {
            None => (1.0, alive / rate),
            Some(n) => {
                let certain = band.deaths > band.population / n / part;
                let q = if certain { 1.0 } else { rate * n / (1.0 + rate * n * (1.0 - part)) };
                let left = alive * (1.0 - q);
                (q, n * (left + part * (alive - left)))
            }
        };
        let year = Year { alive, lived, dying, length, part };
        alive *= 1.0 - dying;
        year
    };
    bands.iter().zip(ends).map(year).collect()
}

fn find(table: &Table, _: &Options) -> Vec<Found> {
    let read = || {
        table.needs(&[Column::StartAge, Column::Population, Column::Deaths])?;
        let mut rows = Vec::with_capacity(table.rows().len());
        for row in table.rows() {
            let start_age = u32::try_from(row.count(Column::StartAge)?).unwrap_or(u32::MAX);
            let (population, deaths) = (row.needs(Column::Population)?, row.needs(Column::Deaths)?);
            rows.push((AgeBand { start_age, population, deaths }, row.number()));
        }
        rows.sort_by_key(|(band, _)| band.start_age);
        let bands: Vec<AgeBand> = rows.iter().map(|(band, _)| *band).collect();
        let found = life_expectancy(&bands)?;
        Ok::<_, Refusal>(rows.into_iter().map(|(_, number)| number).zip(found))
    };
    match read() {
        Err(refused) => Found::whole(Err(refused)),
        Ok(found) => found
            .map(|(number, found)| Found { row: Some(number), outcome: measured(found) })
            .collect(),
    }
}

fn measured(found: Result<Expectancy, NoLifeTable>) -> Result<Measured, Refusal> {
    let found = found?;
    let estimates = AtBoth::of(|confidence| found.estimate(confidence));
    let method = "Chiang's abridged life table, 20 age bands";
    let mut measured = Measured::between(estimates, method, found.population);
    measured.standard_error = Some(found.standard_error);
    Ok(measured.saying(format!("more years at age {}", found.start_age)))
}
