//! The slope and relative indices of inequality as the World Health Organization's software fits
//! them: through subgroups at their ranks, by a logistic curve or a line.

use super::gradient::{Gradient, relative_of, slope_of};
use super::survey::{by_person, surveyed_relative_index, surveyed_slope_index};
use super::tabled::{TAKES_IN_ORDER, ask};
use super::{Dimension, NoSummary};
use crate::{Found, Measure, Measured, Options, Table};

pub(crate) const SII_LOGIT: Measure = Measure {
    name: "sii-logit",
    title: "Slope index of inequality, logit (WHO)",
    says: "How far the value rises from the most disadvantaged person to the most advantaged, along a logistic curve through every subgroup.",
    takes: TAKES_IN_ORDER,
    documented: "who::slope_index",
    find: |table, options| slope(table, options, Link::Logit),
};

pub(crate) const RII_LOGIT: Measure = Measure {
    name: "rii-logit",
    title: "Relative index of inequality, logit (WHO)",
    says: "How many times the value of the most disadvantaged person that of the most advantaged is, along the same logistic curve.",
    takes: TAKES_IN_ORDER,
    documented: "who::relative_index",
    find: |table, options| relative(table, options, Link::Logit),
};

pub(crate) const SII_LINEAR: Measure = Measure {
    name: "sii-linear",
    title: "Slope index of inequality, linear (WHO)",
    says: "How far the value rises from the most disadvantaged person to the most advantaged, along a line through every subgroup.",
    takes: TAKES_IN_ORDER,
    documented: "who::slope_index",
    find: |table, options| slope(table, options, Link::Linear),
};

pub(crate) const RII_LINEAR: Measure = Measure {
    name: "rii-linear",
    title: "Relative index of inequality, linear (WHO)",
    says: "How many times the value of the most disadvantaged person that of the most advantaged is, along the same line.",
    takes: TAKES_IN_ORDER,
    documented: "who::relative_index",
    find: |table, options| relative(table, options, Link::Linear),
};

/// What joins the value to the rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// The logit of the value, which keeps it between none and all.
    Logit,
    /// The value as it is.
    Linear,
}

impl Link {
    /// From the scale of the fit to a part of 1, or to the value.
    pub(super) fn back(self, fitted: f64) -> f64 {
        match self {
            Self::Logit => 1.0 / (1.0 + (-fitted).exp()),
            Self::Linear => fitted,
        }
    }

    /// How fast the value moves with the scale of the fit.
    pub(super) fn steepness(self, fitted: f64) -> f64 {
        match self {
            Self::Logit => self.back(fitted) * self.back(-fitted),
            Self::Linear => 1.0,
        }
    }
}

/// The slope index of inequality (SII) of subgroups in order, by a logistic curve or a line.
///
/// # Formula
///
/// With *r* the middle of each subgroup's share of the people in the order, *g* the logit of the
/// value as a part of the whole, or the value as it is:
///
/// ```text
///   g(y) = α + β r        SII = g⁻¹(α + β) − g⁻¹(α)
/// ```
///
/// People are counted whole: a population is rounded up.
///
/// - *Linear*: least squares, weighted by people.
/// - *Logit*: the highest binomial likelihood of the nearest whole number of cases, in which
///   **each subgroup's likelihood is weighted by its people once more**, as in the published
///   software this is compared with. Where subgroups are of like size this hardly matters; to
///   weight people once, ask for the SII of [`slope`](fn@crate::slope::slope) on its logit scale.
///
/// Errors are from the sandwich Σ *u uᵀ* of the scores *u* of the *k* subgroups, times *k*/(*k* − 2)
/// (known as HC1), by the delta method. They come from how far the subgroups are off the curve; the
/// errors of the values do not enter.
///
/// # Interpretation
///
/// On the unit of the values; 0 is no gradient. **Below 0 the values are higher in the most
/// disadvantaged**, above 0 in the most advantaged.
///
/// # Applies to
///
/// Three or more subgroups in order, with their populations, of a person or more each. By logit,
/// parts of a whole, such as percentages, that are not all none or all.
///
/// # Example
///
/// ```
/// # use measure::Unit;
/// # use measure::who::*;
/// let quintiles: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let indicator = Indicator { unit: Unit::Percent, ..Indicator::default() };
/// let dimension = Dimension::new(Arrangement::Ordered, &quintiles, indicator)?;
/// let found = slope_index(&dimension, Link::Linear)?;
/// assert_eq!(format!("{:.7}", found.value), "-17.7719298");
/// assert_eq!(found.says.as_deref(), Some("higher in the most disadvantaged by 17.7719"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Mackenbach JP, Kunst AE. *Soc Sci Med* 1997;44:757–71, doi:10.1016/S0277-9536(96)00073-1.
/// White H. *Econometrica* 1980;48:817–38, doi:10.2307/1912934.
///
/// # Errors
///
/// If the subgroups have no order, are only two, have no people, or no curve fits.
pub fn slope_index(dimension: &Dimension, link: Link) -> Result<Measured, NoSummary> {
    slope_of(&Gradient::of(dimension, link)?)
}

/// The relative index of inequality (RII) of subgroups in order, by a logistic curve or a line.
///
/// # Formula
///
/// On the curve or line of the [slope index](slope_index):
///
/// ```text
///   RII = g⁻¹(α + β) / g⁻¹(α)        limits RII e^(± z se)
/// ```
///
/// with the standard error of its logarithm by the delta method.
///
/// # Interpretation
///
/// Without a unit; 1 is no gradient. **Below 1 the values are higher in the most disadvantaged**,
/// above 1 in the most advantaged.
///
/// # Applies to
///
/// As the slope index. A line that reaches 0 at either end has none.
///
/// # Example
///
/// ```
/// # use measure::Unit;
/// # use measure::who::*;
/// let quintiles: Vec<Subgroup> =
///     [(30.0, 100.0), (26.0, 120.0), (22.0, 110.0), (19.0, 90.0), (15.0, 80.0)]
///         .map(|(value, people)| Subgroup::new("", value).of(people))
///         .to_vec();
/// let indicator = Indicator { unit: Unit::Percent, ..Indicator::default() };
/// let dimension = Dimension::new(Arrangement::Ordered, &quintiles, indicator)?;
/// assert_eq!(format!("{:.9}", relative_index(&dimension, Link::Linear)?.value), "0.440887515");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Mackenbach JP, Kunst AE. *Soc Sci Med* 1997;44:757–71, doi:10.1016/S0277-9536(96)00073-1.
///
/// # Errors
///
/// As the slope index, and if the line is not above 0 at both ends.
pub fn relative_index(dimension: &Dimension, link: Link) -> Result<Measured, NoSummary> {
    relative_of(&Gradient::of(dimension, link)?)
}

fn slope(table: &Table, options: &Options, link: Link) -> Vec<Found> {
    by_person(table, options, |survey| surveyed_slope_index(survey, link))
        .unwrap_or_else(|| ask(table, options, |found| slope_index(found, link)))
}

fn relative(table: &Table, options: &Options, link: Link) -> Vec<Found> {
    by_person(table, options, |survey| surveyed_relative_index(survey, link))
        .unwrap_or_else(|| ask(table, options, |found| relative_index(found, link)))
}
