//! A line, or a logistic curve, fitted to weighted values at their ranks, and the errors of its
//! ends.

use super::regression::Link;

/// What is fitted: *g*(*y*) = intercept + slope × rank, with *g* the link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitted {
    pub(super) intercept: f64,
    pub(super) slope: f64,
    link: Link,
    /// The inverse of the information: what turns a score into a change of the two.
    bread: Symmetric,
}

/// A symmetric matrix for the intercept and the slope.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Symmetric {
    pub(super) intercept: f64,
    pub(super) both: f64,
    pub(super) slope: f64,
}

/// A change of the intercept and of the slope.
pub(super) type Change = [f64; 2];

/// The value of the fit at either end, and its steepness there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    /// At rank 0, the most disadvantaged.
    pub(super) most: f64,
    /// At rank 1, the most advantaged.
    pub(super) least: f64,
    steep_at_most: f64,
    steep_at_least: f64,
}

impl Symmetric {
    /// Adds the square of a change, so many times.
    pub(super) fn add(&mut self, [intercept, slope]: Change, times: f64) {
        self.intercept += times * intercept * intercept;
        self.both += times * intercept * slope;
        self.slope += times * slope * slope;
    }

    fn inverse(self) -> Option<Self> {
        let determinant = self.intercept * self.slope - self.both * self.both;
        let inverse = Self {
            intercept: self.slope / determinant,
            both: -self.both / determinant,
            slope: self.intercept / determinant,
        };
        (determinant > 0.0 && inverse.intercept.is_finite() && inverse.slope.is_finite())
            .then_some(inverse)
    }

    fn times(self, [intercept, slope]: Change) -> Change {
        [self.intercept * intercept + self.both * slope, self.both * intercept + self.slope * slope]
    }

    /// The standard error of something that moves with the two as `by` says.
    fn error(self, by: Change) -> f64 {
        let [intercept, slope] = self.times(by);
        (by[0] * intercept + by[1] * slope).max(0.0).sqrt()
    }
}

/// The weighted least-squares line. Ranks that differ always have one.
pub(super) fn line(ranks: &[f64], values: &[f64], weights: &[f64]) -> Fitted {
    let all: f64 = weights.iter().sum();
    let sum = |of: &[f64]| of.iter().zip(weights).map(|(x, weight)| x * weight).sum::<f64>();
    let (rank, value) = (sum(ranks) / all, sum(values) / all);
    let (mut spread, mut together) = (0.0, 0.0);
    for ((x, y), weight) in ranks.iter().zip(values).zip(weights) {
        spread += weight * (x - rank).powi(2);
        together += weight * (x - rank) * (y - value);
    }
    let slope = together / spread;
    let bread = Symmetric {
        intercept: 1.0 / all + rank * rank / spread,
        both: -rank / spread,
        slope: 1.0 / spread,
    };
    Fitted { intercept: value - slope * rank, slope, link: Link::Linear, bread }
}

/// The logistic curve of the highest likelihood, by Newton's steps; nothing where there is none,
/// since all values are 0, or all 1, or jump from one to the other.
pub(super) fn curve(ranks: &[f64], values: &[f64], weights: &[f64]) -> Option<Fitted> {
    let all: f64 = weights.iter().sum();
    let mean = values.iter().zip(weights).map(|(y, weight)| y * weight).sum::<f64>() / all;
    if !(mean > 0.0 && mean < 1.0) {
        return None;
    }
    let (mut intercept, mut slope) = ((mean / (1.0 - mean)).ln(), 0.0);
    for _ in 0..100 {
        let mut information = Symmetric::default();
        let mut score = [0.0, 0.0];
        for ((x, y), weight) in ranks.iter().zip(values).zip(weights) {
            let fitted = Link::Logit.back(intercept + slope * x);
            let off = weight / all * (y - fitted);
            information.add([1.0, *x], weight / all * fitted * (1.0 - fitted));
            score[0] += off;
            score[1] += off * x;
        }
        let inverse = information.inverse()?;
        let [one, other] = inverse.times(score);
        let largest = one.abs().max(other.abs());
        // Far from the top a step can overshoot it.
        let part = if largest > 5.0 { 5.0 / largest } else { 1.0 };
        intercept += part * one;
        slope += part * other;
        if largest <= 1e-11 * (1.0 + intercept.abs() + slope.abs()) {
            let Symmetric { intercept: a, both: b, slope: c } = inverse;
            let bread = Symmetric { intercept: a / all, both: b / all, slope: c / all };
            return Some(Fitted { intercept, slope, link: Link::Logit, bread });
        }
    }
    None
}

impl Fitted {
    pub(super) fn ends(&self) -> Ends {
        let (at_most, at_least) = (self.intercept, self.intercept + self.slope);
        Ends {
            most: self.link.back(at_most),
            least: self.link.back(at_least),
            steep_at_most: self.link.steepness(at_most),
            steep_at_least: self.link.steepness(at_least),
        }
    }

    /// How the fit would change with each value's being there, which its robust errors are made of.
    pub(super) fn changes(&self, ranks: &[f64], values: &[f64], weights: &[f64]) -> Vec<Change> {
        let change = |((x, y), weight): ((&f64, &f64), &f64)| {
            let off = weight * (y - self.link.back(self.intercept + self.slope * x));
            self.bread.times([off, off * x])
        };
        ranks.iter().zip(values).zip(weights).map(change).collect()
    }

    /// The error of the slope from how far all values are off the line, two having been fitted.
    pub(super) fn residual_error_of_slope(
        &self,
        ranks: &[f64],
        values: &[f64],
        weights: &[f64],
    ) -> f64 {
        let off = |((x, y), weight): ((&f64, &f64), &f64)| {
            weight * (y - self.intercept - self.slope * x).powi(2)
        };
        let all: f64 = ranks.iter().zip(values).zip(weights).map(off).sum();
        let free = super::as_count(values.len()) - 2.0;
        (all / free * self.bread.slope).sqrt()
    }
}

impl Ends {
    /// The standard error of the difference of the ends.
    pub(super) fn error_of_difference(&self, covariance: Symmetric) -> f64 {
        covariance.error([self.steep_at_least - self.steep_at_most, self.steep_at_least])
    }

    /// The standard error of the logarithm of the ratio of the ends.
    pub(super) fn error_of_log_ratio(&self, covariance: Symmetric) -> f64 {
        let (most, least) = (self.steep_at_most / self.most, self.steep_at_least / self.least);
        covariance.error([least - most, least])
    }
}
