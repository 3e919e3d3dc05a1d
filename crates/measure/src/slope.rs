//! The slope and relative indices of inequality, which use every group and not just the ends.

mod tabled;

use crate::line::{Line, Wanted, back};
use crate::{Approach, AtBoth, Confidence, Estimate, Gradient, Simulation, Transform, ValueKind};

pub(crate) use tabled::{RII, RII_NATIONAL, SII, SII_NATIONAL};

/// What the slope is multiplied by to be printed: 100 for percent, −1 to turn its sign round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Multiplier(f64);

/// A number by which nothing can be multiplied and still be told.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{number} is not a multiplier, like 100 or -1")]
pub struct NotAMultiplier {
    number: f64,
}

/// The slope index of inequality, the relative index, and the line they are read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// The slope index: the fitted value of the least deprived less that of the most, multiplied.
    pub sii: Estimate,
    /// The relative index: the fitted value of the least deprived divided by that of the most.
    pub rii: Result<Estimate, NoRatio>,
    /// Where the line starts, at the most deprived, on the scale it was fitted on.
    pub intercept: f64,
    /// How steep the line is, on the scale it was fitted on.
    pub slope: f64,
    /// The standard error of the slope index, where its limits are a normal deviate either side.
    pub standard_error: Option<f64>,
    /// Where each group stands, the most deprived first: the middle of its share of the population.
    pub ridits: Vec<f64>,
    /// How sure the limits are.
    pub confidence: Confidence,
    /// How all this was worked out, in words.
    pub method: String,
    /// Where the limits come from.
    pub limits: LimitsBy,
    pub(crate) kind: ValueKind,
    pub(crate) transform: Transform,
}

/// Where the limits of a slope come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitsBy {
    /// A formula.
    ClosedForm,
    /// The distribution of the line's ends, inverted: no chance is in it.
    Inversion,
    /// Draws.
    Simulation(Simulation),
}

/// Why a line has no relative index. Its slope index stands all the same.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoRatio {
    /// The line ends at or below 0.
    #[error("the line ends at {end}, and a ratio needs both its ends above 0, like 78.03")]
    EndNotAboveZero {
        /// The lower of its ends.
        end: f64,
    },
    /// The end that is divided by is too near 0 for its error.
    #[error(
        "the line ends at {end}, too near 0 for its error to be divided by: the ratio has no limits"
    )]
    EndNearZero {
        /// The end that is divided by.
        end: f64,
    },
}

impl Multiplier {
    /// Leaves the slope as it is.
    pub const ONE: Self = Self(1.0);

    /// A multiplier.
    ///
    /// # Errors
    ///
    /// If it is 0, or no number.
    pub fn new(number: f64) -> Result<Self, NotAMultiplier> {
        if number.is_normal() && number.abs() <= 1e100 {
            Ok(Self(number))
        } else {
            Err(NotAMultiplier { number })
        }
    }

    /// The number itself, which is not 0.
    pub fn number(self) -> f64 {
        self.0
    }
}

impl Default for Multiplier {
    fn default() -> Self {
        Self::ONE
    }
}

impl Slope {
    /// The value of the line at a place in the population, from 0, the most deprived, to 1.
    pub fn fitted_at(&self, ridit: f64) -> f64 {
        back(self.kind, self.transform, self.intercept + self.slope * ridit)
    }
}

/// The slope index of inequality (SII) and the relative index (RII) of a gradient.
///
/// # Formula
///
/// With *a* the share of the population in each group, the most deprived first, and *b* the
/// midpoint of that share, *b*ⱼ = *a*₁ + … + *a*ⱼ₋₁ + *a*ⱼ/2, a line is fitted to the values *y* by
/// least squares weighted by *a*:
///
/// ```text
///   y = α + β b        β = Σ a (b − ½) y / Σ a (b − ½)²        α = Σ a y − β/2
///
///   SII = m (g⁻¹(α + β) − g⁻¹(α))            RII = g⁻¹(α + β) / g⁻¹(α)
/// ```
///
/// where *m* is the multiplier and *g* the scale of the fit: none, the logarithm, or the logit.
/// If *m* is negative, the RII is inverted along with the sign of the SII.
///
/// Both ends of the line are fixed weighted sums of the values, so most limits need no simulation:
///
/// - *Plain values*: α and β are normal. The SII's limits follow from the errors of the groups, and
///   the RII's, being those of a ratio of two such sums, from Fieller's theorem.
/// - *Rates on the log scale, proportions on the logit*: β is normal there. As in the published
///   figures that these are compared with, the line is turned about its middle, whose own error is
///   left out, and both indices are read at the limits of β.
/// - *Rates and proportions fitted as they are*: their error is normal on the log or logit scale,
///   so that the ends of the line are sums of skewed terms. Their distribution is found by
///   inverting their characteristic function, and the limits are its percentiles. Where an error
///   is above 0.5 on that scale, or [`Approach::Simulated`] asks for it, every group is drawn
///   there again and again instead, and the method says how far off chance may have put the limits.
///   Should the limits pass the value by, they are widened to it.
///
/// The groups of one place may stand at national ranks instead ([`Gradient::at_national_ranks`]):
/// *b* = (*q* − ½)/*k* for the *q*-th of *k* quantiles, with ½ above replaced by Σ *a b*.
///
/// # Interpretation
///
/// An SII **below 0 means higher values in the most deprived**, above 0 in the least; 0 is no
/// gradient. It is the gap between the two ends of the whole population, and not between two
/// groups, on the unit of the values times the multiplier. An RII below 1 means higher values in
/// the most deprived; 1 is no gradient. It is refused where the line reaches 0 at either end.
///
/// # Applies to
///
/// Three or more groups in order, usually five or ten, with their populations. A line must be a
/// fair description of them: a value that is high at both ends has a slope near 0.
///
/// # Example
///
/// ```
/// # use measure::*;
/// let quintile = |population, value| {
///     Band { population, value, uncertainty: Uncertainty::StandardError(0.5) }
/// };
/// let quintiles = [
///     quintile(21_000.0, 74.1),
///     quintile(20_500.0, 76.3),
///     quintile(19_800.0, 77.9),
///     quintile(20_100.0, 79.0),
///     quintile(18_600.0, 81.2),
/// ];
/// let life = Gradient::most_deprived_first(ValueKind::Plain, Transform::None, &quintiles)?;
/// let found = slope(&life, Multiplier::ONE, Approach::Computed, Confidence::Ninety5);
/// assert_eq!(found.sii.to_string(), "8.4233 (6.8765 to 9.9701)");
/// assert_eq!(found.rii?.to_string(), "1.1148 (1.0927 to 1.1373)");
/// assert_eq!(found.limits, LimitsBy::ClosedForm);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Reference
///
/// Mackenbach JP, Kunst AE. *Soc Sci Med* 1997;44:757–71, doi:10.1016/S0277-9536(96)00073-1.
/// Fieller EC. *J R Stat Soc B* 1954;16:175–85, doi:10.1111/j.2517-6161.1954.tb00159.x.
#[must_use]
pub fn slope(
    gradient: &Gradient,
    multiplier: Multiplier,
    approach: Approach,
    confidence: Confidence,
) -> Slope {
    let line = Line::through(gradient, multiplier);
    line.slope(line.uneven(approach, Wanted::Both).as_ref(), confidence)
}

/// The same at both levels of confidence, from one distribution or simulation.
#[must_use]
pub fn slope_at_both(
    gradient: &Gradient,
    multiplier: Multiplier,
    approach: Approach,
) -> AtBoth<Slope> {
    at_both(gradient, multiplier, approach, Wanted::Both)
}

fn at_both(
    gradient: &Gradient,
    multiplier: Multiplier,
    approach: Approach,
    wanted: Wanted,
) -> AtBoth<Slope> {
    let line = Line::through(gradient, multiplier);
    let uneven = line.uneven(approach, wanted);
    AtBoth::of(|confidence| line.slope(uneven.as_ref(), confidence))
}
