//! The slope and relative indices of inequality, which use every group and not just the ends.

use crate::gradient::Group;
use crate::simulation::Simulated;
use crate::{AtBoth, Confidence, Estimate, Gradient, Simulation, Transform, ValueKind};

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
    /// Where each group stands, the most deprived first: the middle of its share of the population.
    pub ridits: Vec<f64>,
    /// How sure the limits are.
    pub confidence: Confidence,
    /// How all this was worked out, in words.
    pub method: String,
    /// How the limits were simulated, if they had to be.
    pub simulation: Option<Simulation>,
    kind: ValueKind,
    transform: Transform,
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

    fn is_turned(self) -> bool {
        self.0 < 0.0
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
///   so they are drawn there again and again, and the limits are percentiles of what is found.
///   Should those pass the value by, they are widened to it.
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
/// let found = slope(&life, Multiplier::ONE, Simulation::default(), Confidence::Ninety5);
/// assert_eq!(found.sii.to_string(), "8.4233 (6.8765 to 9.9701)");
/// assert_eq!(found.rii?.to_string(), "1.1148 (1.0927 to 1.1373)");
/// assert!(found.simulation.is_none());
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
    simulation: Simulation,
    confidence: Confidence,
) -> Slope {
    let line = Line::through(gradient, multiplier);
    let found = line.simulate(simulation);
    line.slope(found.as_ref(), simulation, confidence)
}

/// The same at both levels of confidence, from one simulation.
#[must_use]
pub fn slope_at_both(
    gradient: &Gradient,
    multiplier: Multiplier,
    simulation: Simulation,
) -> AtBoth<Slope> {
    let line = Line::through(gradient, multiplier);
    let found = line.simulate(simulation);
    AtBoth::of(|confidence| line.slope(found.as_ref(), simulation, confidence))
}

/// The weights by which the groups' values make the two ends of the line.
struct Line<'a> {
    gradient: &'a Gradient,
    multiplier: Multiplier,
    weights: Vec<Ends>,
}

/// Something at the most deprived end of the line, and at the least.
#[derive(Clone, Copy)]
struct Ends {
    most: f64,
    least: f64,
}

/// What the repetitions gave.
struct Found {
    sii: Simulated,
    rii: Simulated,
    /// How many ended where no ratio can be taken.
    without_ratio: usize,
}

impl<'a> Line<'a> {
    fn through(gradient: &'a Gradient, multiplier: Multiplier) -> Self {
        let groups = gradient.groups();
        // The midpoints of shares that fill 0 to 1 always average ½.
        let spread: f64 = groups.iter().map(|at| at.share * (at.ridit - 0.5).powi(2)).sum();
        let weight = |at: &Group| {
            let slope = at.share * (at.ridit - 0.5) / spread;
            let most = at.share - slope / 2.0;
            Ends { most, least: most + slope }
        };
        Self { gradient, multiplier, weights: groups.iter().map(weight).collect() }
    }

    /// The ends of the line through these values, on the scale they are given on.
    fn ends(&self, values: impl Iterator<Item = f64>) -> Ends {
        let mut ends = Ends { most: 0.0, least: 0.0 };
        for (weight, value) in self.weights.iter().zip(values) {
            ends.most += weight.most * value;
            ends.least += weight.least * value;
        }
        ends
    }

    /// The ends of the line through the values themselves, on the scale of the fit.
    fn fitted(&self) -> Ends {
        let groups = self.gradient.groups().iter();
        match self.gradient.transform() {
            Transform::None => self.ends(groups.map(|at| at.value)),
            Transform::Log | Transform::Logit => self.ends(groups.map(|at| at.scaled)),
        }
    }

    /// The same ends on the scale of the values.
    fn back(&self, ends: Ends) -> Ends {
        let back = |end| back(self.gradient.kind(), self.gradient.transform(), end);
        Ends { most: back(ends.most), least: back(ends.least) }
    }

    fn difference(&self, Ends { most, least }: Ends) -> f64 {
        (least - most) * self.multiplier.0
    }

    /// What is divided, and what it is divided by.
    fn ratio_of(&self, Ends { most, least }: Ends) -> (f64, f64) {
        if self.multiplier.is_turned() { (most, least) } else { (least, most) }
    }

    /// Draws every group anew on the scale of its error, as often as asked. Only values whose error
    /// is on another scale than the fit need it.
    fn simulate(&self, simulation: Simulation) -> Option<Found> {
        let kind = self.gradient.kind();
        if kind == ValueKind::Plain || self.gradient.transform() != Transform::None {
            return None;
        }
        let mut draws = simulation.draws();
        let mut without_ratio = 0;
        let (mut siis, mut riis) = (Vec::new(), Vec::new());
        for _ in 0..simulation.repetitions() {
            let groups = self.gradient.groups().iter();
            let ends =
                self.ends(groups.map(|at| kind.unscaled(at.scaled + at.error * draws.normal())));
            siis.push(self.difference(ends));
            let (above, below) = self.ratio_of(ends);
            without_ratio += usize::from(below <= 0.0);
            riis.push(above / below);
        }
        Some(Found { sii: Simulated::new(siis), rii: Simulated::new(riis), without_ratio })
    }

    fn slope(
        &self,
        found: Option<&Found>,
        simulation: Simulation,
        confidence: Confidence,
    ) -> Slope {
        let fitted = self.fitted();
        let ends = self.back(fitted);
        let simulation = found.map(|_| simulation);
        Slope {
            sii: self.sii(ends, found, confidence),
            rii: self.rii(ends, found, confidence),
            intercept: fitted.most,
            slope: fitted.least - fitted.most,
            ridits: self.gradient.groups().iter().map(|at| at.ridit).collect(),
            confidence,
            method: self.method(simulation, confidence),
            simulation,
            kind: self.gradient.kind(),
            transform: self.gradient.transform(),
        }
    }

    fn sii(&self, ends: Ends, found: Option<&Found>, confidence: Confidence) -> Estimate {
        let simulated = found.and_then(|found| found.sii.limits(confidence));
        let limits = simulated.unwrap_or_else(|| {
            let (one, other) = self.turned(confidence.z());
            (self.difference(one), self.difference(other))
        });
        widened(self.difference(ends), limits)
    }

    fn rii(
        &self,
        ends: Ends,
        found: Option<&Found>,
        confidence: Confidence,
    ) -> Result<Estimate, NoRatio> {
        let (above, below) = self.ratio_of(ends);
        let end = above.min(below);
        if end <= 0.0 {
            return Err(NoRatio::EndNotAboveZero { end });
        }
        let limits = match (found, self.gradient.transform()) {
            (Some(found), _) if found.has_ratio(confidence) => found.rii.limits(confidence),
            (Some(_), _) => None,
            (None, Transform::None) => self.fieller(ends, confidence.z()),
            (None, Transform::Log | Transform::Logit) => {
                let (one, other) = self.turned(confidence.z());
                let ratio = |ends| {
                    let (above, below) = self.ratio_of(ends);
                    above / below
                };
                Some((ratio(one), ratio(other)))
            }
        };
        let limits = limits.ok_or(NoRatio::EndNearZero { end: below })?;
        Ok(widened(above / below, limits))
    }

    /// The line turned about its middle until it is *z* of its standard errors less steep, and as
    /// many steeper; on the scale of the values.
    fn turned(&self, z: f64) -> (Ends, Ends) {
        let fitted = self.fitted();
        let reach = z * self.variance(|weight| weight.least - weight.most).sqrt() / 2.0;
        let by = |half| Ends { most: fitted.most - half, least: fitted.least + half };
        (self.back(by(-reach)), self.back(by(reach)))
    }

    /// The limits of a ratio of two sums with normal errors: where their difference, once one is
    /// multiplied by the ratio, is *z* of its own standard errors from 0.
    fn fieller(&self, ends: Ends, z: f64) -> Option<(f64, f64)> {
        let (above, below) = self.ratio_of(ends);
        let top = self.variance(|weight| self.ratio_of(weight).0);
        let bottom = self.variance(|weight| self.ratio_of(weight).1);
        let cross = self.sum_of_errors(|weight| {
            let (of_above, of_below) = self.ratio_of(weight);
            of_above * of_below
        });
        // The discriminant of the quadratic, gathered so that it cancels nothing when errors are 0.
        let between = self.variance(|weight| {
            let (of_above, of_below) = self.ratio_of(weight);
            below * of_above - above * of_below
        });
        let root = z * (between - z * z * (top * bottom - cross * cross)).max(0.0).sqrt();
        let a = below * below - z * z * bottom;
        let b = above * below - z * z * cross;
        (a > 0.0).then(|| ((b - root) / a, (b + root) / a))
    }

    fn variance(&self, weight: impl Fn(Ends) -> f64) -> f64 {
        self.sum_of_errors(|ends| weight(ends).powi(2))
    }

    fn sum_of_errors(&self, weight: impl Fn(Ends) -> f64) -> f64 {
        let errors = self.gradient.groups().iter().map(|at| at.error * at.error);
        self.weights.iter().zip(errors).map(|(&ends, error)| weight(ends) * error).sum()
    }

    fn method(&self, simulation: Option<Simulation>, confidence: Confidence) -> String {
        let groups = self.weights.len();
        let scale = self.gradient.transform();
        let limits = match simulation {
            Some(simulation) => {
                let (times, seed) = (simulation.repetitions(), simulation.seed());
                format!("{confidence} limits simulated {times} times from seed {seed}")
            }
            None => format!("{confidence} limits in closed form"),
        };
        format!(
            "least deprived against most deprived, from a line through {groups} groups at their population midpoints, weighted by population, on {scale}; {limits}"
        )
    }
}

impl Found {
    /// Whether the repetitions that have no ratio all lie beyond the limits.
    fn has_ratio(&self, confidence: Confidence) -> bool {
        self.without_ratio * 1_000 <= self.rii.len() * confidence.tail_per_mille()
    }
}

fn back(kind: ValueKind, transform: Transform, end: f64) -> f64 {
    match transform {
        Transform::None => end,
        Transform::Log | Transform::Logit => kind.unscaled(end),
    }
}

/// Limits in order that contain the value, whatever the repetitions or the rounding left.
fn widened(value: f64, (one, other): (f64, f64)) -> Estimate {
    Estimate { value, lower: one.min(other).min(value), upper: one.max(other).max(value) }
}
