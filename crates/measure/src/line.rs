//! The weighted line through a gradient, and the limits of what is read from its ends.

use crate::gradient::Group;
use crate::inversion::{Sum, Term, Terms};
use crate::simulation::Simulated;
use crate::slope::LimitsBy;
use crate::{
    Approach, AtBoth, Confidence, Estimate, Gradient, Limits, Multiplier, NoRatio, Simulation,
    Slope, Transform, ValueKind,
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

/// Where the limits come from, when they have no closed form.
pub(crate) enum Uneven {
    /// The distributions of what is read from the line's ends; none of what does not vary.
    Inverted(Box<Inverted>),
    /// What the repetitions of a simulation gave.
    Found(Found),
}

/// What of a line is asked for: a ratio takes much longer than a slope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The slope index alone; the ratio's limits may be missing.
    Slope,
    /// Both indices.
    Both,
}

/// The distributions of the slope and of the ratio.
pub(crate) struct Inverted {
    slope: Option<Sum>,
    ratio: Option<AtBoth<Limits>>,
}

/// What the repetitions gave.
pub(crate) struct Found {
    simulation: Simulation,
    sii: Simulated,
    rii: Simulated,
    /// How many ended where no ratio can be taken.
    without_ratio: usize,
}

impl<'a> Line<'a> {
    pub(crate) fn through(gradient: &'a Gradient, multiplier: Multiplier) -> Self {
        let groups = gradient.groups();
        let middle = gradient.middle();
        let spread: f64 = groups.iter().map(|at| at.share * (at.ridit - middle).powi(2)).sum();
        let weight = |at: &Group| {
            let slope = at.share * (at.ridit - middle) / spread;
            let most = at.share - slope * middle;
            Ends { most, least: most + slope }
        };
        let weights = groups.iter().map(weight).collect();
        Self { gradient, multiplier: multiplier.number(), weights }
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

    /// What limits come from where they have no closed form: where the error is normal on another
    /// scale than that of the fit.
    pub(crate) fn uneven(&self, approach: Approach, wanted: Wanted) -> Option<Uneven> {
        let kind = self.gradient.kind();
        if kind == ValueKind::Plain || self.gradient.transform() != Transform::None {
            return None;
        }
        let inverted = match approach {
            Approach::Computed => self.inverted(wanted),
            Approach::Simulated(_) => None,
        };
        Some(match inverted {
            Some(inverted) => Uneven::Inverted(Box::new(inverted)),
            None => Uneven::Found(self.simulate(approach.simulation())),
        })
    }

    /// The distributions of slope and ratio, if those of the groups can be added up, and if what
    /// the ratio divides by is then as good as never below 0.
    fn inverted(&self, wanted: Wanted) -> Option<Inverted> {
        let kind = self.gradient.kind();
        let groups = self.gradient.groups().iter();
        let terms: Option<Vec<Term>> =
            groups.map(|at| Term::new(kind, at.scaled, at.error)).collect();
        let terms = Terms::new(&terms?);
        let slope = terms.sum(self.weights.iter().map(|weight| weight.least - weight.most));
        let ratio = match wanted {
            Wanted::Slope => None,
            Wanted::Both => Some(self.inverted_ratio(&terms, slope.is_some())?),
        };
        Some(Inverted { slope, ratio })
    }

    /// The limits of the ratio; none if they have to be drawn.
    fn inverted_ratio(&self, terms: &Terms, varies: bool) -> Option<AtBoth<Limits>> {
        let weights: Vec<(f64, f64)> =
            self.weights.iter().map(|weight| self.ratio_of(*weight)).collect();
        let below = terms.sum(weights.iter().map(|(_, below)| *below));
        if below.is_some_and(|below| below.chance_up_to(0.0) > 1e-6) {
            return None;
        }
        let (above, below) = self.ratio_of(self.back(self.fitted()));
        let ratio = above / below;
        if varies && above > 0.0 && below > 0.0 {
            terms.ratio(&weights, ratio)
        } else {
            // It does not vary, or there is none, which is found before its limits are asked for.
            Some(AtBoth::of(|_| Limits { lower: ratio, upper: ratio }))
        }
    }

    /// Draws every group anew on the scale of its error, as often as asked.
    fn simulate(&self, simulation: Simulation) -> Found {
        let kind = self.gradient.kind();
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
        let (sii, rii) = (Simulated::new(siis), Simulated::new(riis));
        Found { simulation, sii, rii, without_ratio }
    }

    pub(crate) fn slope(&self, uneven: Option<&Uneven>, confidence: Confidence) -> Slope {
        let fitted = self.fitted();
        let ends = self.back(fitted);
        Slope {
            sii: self.sii(ends, uneven, confidence),
            rii: self.rii(ends, uneven, confidence),
            intercept: fitted.most,
            slope: fitted.least - fitted.most,
            standard_error: self.standard_error(),
            ridits: self.gradient.groups().iter().map(|at| at.ridit).collect(),
            confidence,
            method: self.method(uneven),
            limits: match uneven {
                None => LimitsBy::ClosedForm,
                Some(Uneven::Inverted(_)) => LimitsBy::Inversion,
                Some(Uneven::Found(found)) => LimitsBy::Simulation(found.simulation),
            },
            kind: self.gradient.kind(),
            transform: self.gradient.transform(),
        }
    }

    /// Plain values on their own scale have a slope that is normal.
    fn standard_error(&self) -> Option<f64> {
        let normal = self.gradient.kind() == ValueKind::Plain;
        let error = self.variance(|weight| weight.least - weight.most).sqrt();
        normal.then(|| error * self.multiplier.abs())
    }

    fn sii(&self, ends: Ends, uneven: Option<&Uneven>, confidence: Confidence) -> Estimate {
        let value = self.difference(ends);
        let limits = match uneven {
            None => None,
            Some(Uneven::Found(found)) => found.sii.limits(confidence),
            Some(Uneven::Inverted(inverted)) => match &inverted.slope {
                Some(slope) => slope
                    .limits(confidence)
                    .map(|(one, other)| (one * self.multiplier, other * self.multiplier)),
                None => Some((value, value)),
            },
        };
        let limits = limits.unwrap_or_else(|| {
            let (one, other) = self.turned(confidence.z());
            (self.difference(one), self.difference(other))
        });
        widened(value, limits)
    }

    fn rii(
        &self,
        ends: Ends,
        uneven: Option<&Uneven>,
        confidence: Confidence,
    ) -> Result<Estimate, NoRatio> {
        let (above, below) = self.ratio_of(ends);
        let end = above.min(below);
        if end <= 0.0 {
            return Err(NoRatio::EndNotAboveZero { end });
        }
        let limits = match (uneven, self.gradient.transform()) {
            (Some(Uneven::Found(found)), _) if found.has_ratio(confidence) => {
                found.rii.limits(confidence)
            }
            (Some(Uneven::Found(_)), _) => None,
            (Some(Uneven::Inverted(inverted)), _) => inverted.ratio.map(|limits| {
                let Limits { lower, upper } = limits.at(confidence);
                (lower, upper)
            }),
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
        let (fitted, middle) = (self.fitted(), self.gradient.middle());
        let reach = z * self.variance(|weight| weight.least - weight.most).sqrt();
        let by = |reach: f64| Ends {
            most: fitted.most - reach * middle,
            least: fitted.least + reach * (1.0 - middle),
        };
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

    fn method(&self, uneven: Option<&Uneven>) -> String {
        let groups = self.weights.len();
        let scale = self.gradient.transform();
        let limits = match uneven {
            None => "limits in closed form".to_owned(),
            Some(Uneven::Inverted(_)) => {
                "limits by inverting the distribution of the line's ends".to_owned()
            }
            Some(Uneven::Found(found)) => {
                let (times, seed) = (found.simulation.repetitions(), found.simulation.seed());
                format!(
                    "limits simulated {times} times from seed {seed}, with a Monte Carlo error of {:.2e} (SII) and {:.2e} (RII)",
                    found.sii.error(),
                    found.rii.error()
                )
            }
        };
        let ranks = self.gradient.ranks();
        format!(
            "least deprived against most deprived, from a line through {groups} groups at {ranks}, weighted by population, on {scale}; {limits}"
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
