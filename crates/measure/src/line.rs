//! The weighted line through a gradient, and the limits of what is read from its ends.

use crate::gradient::Group;
use crate::simulation::Simulated;
use crate::{
    Confidence, Estimate, Gradient, Multiplier, NoRatio, Simulation, Slope, Transform, ValueKind,
};

/// The weights by which the groups' values make the two ends of the line.
pub(crate) struct Line<'a> {
    gradient: &'a Gradient,
    multiplier: f64,
    weights: Vec<Ends>,
}

/// Something at the most deprived end of the line, and at the least.
#[derive(Clone, Copy)]
pub(crate) struct Ends {
    most: f64,
    least: f64,
}

/// What the repetitions gave.
pub(crate) struct Found {
    sii: Simulated,
    rii: Simulated,
    /// How many ended where no ratio can be taken.
    without_ratio: usize,
}

impl<'a> Line<'a> {
    pub(crate) fn through(gradient: &'a Gradient, multiplier: Multiplier) -> Self {
        let groups = gradient.groups();
        // The midpoints of shares that fill 0 to 1 always average ½.
        let spread: f64 = groups.iter().map(|at| at.share * (at.ridit - 0.5).powi(2)).sum();
        let weight = |at: &Group| {
            let slope = at.share * (at.ridit - 0.5) / spread;
            let most = at.share - slope / 2.0;
            Ends { most, least: most + slope }
        };
        Self {
            gradient,
            multiplier: multiplier.number(),
            weights: groups.iter().map(weight).collect(),
        }
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
        (least - most) * self.multiplier
    }

    /// What is divided, and what it is divided by.
    fn ratio_of(&self, Ends { most, least }: Ends) -> (f64, f64) {
        if self.multiplier < 0.0 { (most, least) } else { (least, most) }
    }

    /// Draws every group anew on the scale of its error, as often as asked. Only values whose error
    /// is on another scale than the fit need it.
    pub(crate) fn simulate(&self, simulation: Simulation) -> Option<Found> {
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

    pub(crate) fn slope(
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

pub(crate) fn back(kind: ValueKind, transform: Transform, end: f64) -> f64 {
    match transform {
        Transform::None => end,
        Transform::Log | Transform::Logit => kind.unscaled(end),
    }
}

/// Limits in order that contain the value, whatever the repetitions or the rounding left.
fn widened(value: f64, (one, other): (f64, f64)) -> Estimate {
    Estimate { value, lower: one.min(other).min(value), upper: one.max(other).max(value) }
}
