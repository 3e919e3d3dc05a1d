//! The distribution of a weighted sum of independent values, each normal on a scale of its own.
//!
//! There is no closed form, but the sum's characteristic function is the product of its terms', and
//! inverting that gives the distribution to far more digits than draws would, and always the same.
//! Both integrals are trapezium sums, which for such smooth functions converge as fast as any rule.

mod search;

use self::search::{Search, deviate};
use crate::{AtBoth, Confidence, Limits, ValueKind};

/// The largest error, on the log or logit scale, of a term whose function the sums below resolve.
pub(crate) const LARGEST_ERROR: f64 = 0.5;

/// Where the integrals are summed.
#[derive(Clone, Copy)]
struct Grid {
    /// How many normal deviates a term's value is taken at, as many either side of 0…
    nodes: usize,
    /// …and how far apart.
    node_step: f64,
    /// How many frequencies of the sum, in its own standard deviations, [`FREQUENCY_STEP`] apart.
    frequencies: usize,
}

/// From −6 to 6, and to 7: enough for errors that are small.
const COARSE: Grid = Grid { nodes: 49, node_step: 0.25, frequencies: 28 };

/// From −6.4 to 6.4, and to 10: for terms so skewed that they turn faster.
const FINE: Grid = Grid { nodes: MOST_NODES, node_step: 0.2, frequencies: MOST_FREQUENCIES };

/// The largest error for which the coarse grid serves.
const SMALL_ERROR: f64 = 0.25;

const FREQUENCY_STEP: f64 = 0.25;
const MOST_NODES: usize = 65;
const MOST_FREQUENCIES: usize = 40;

/// One term: its value is `kind.unscaled` of a normal around `scaled`.
#[derive(Clone, Copy)]
pub(crate) struct Term {
    kind: ValueKind,
    scaled: f64,
    error: f64,
}

/// Terms with their values at every node, ready to be summed with any weights.
pub(crate) struct Terms {
    grid: Grid,
    /// Beyond the grid's nodes they are not used.
    values: Vec<[f64; MOST_NODES]>,
    means: Vec<f64>,
    variances: Vec<f64>,
    /// Of each node; 0 beyond them.
    chances: [f64; MOST_NODES],
}

/// The distribution of one weighted sum.
pub(crate) struct Sum {
    mean: f64,
    deviation: f64,
    grid: Grid,
    /// Of the sum in its own standard deviations around its mean: real and imaginary parts.
    function: [(f64, f64); MOST_FREQUENCIES],
}

impl Term {
    /// A term, unless its error is too large for its function to be resolved.
    ///
    /// What the sums leave out was held against ones many times as fine: with the largest errors, of
    /// 3 rates it is below 0.05% of an interval's width, of 5 and more or of proportions below
    /// 0.005%. Chance's own part in 100,000 draws is about 0.5%.
    pub(crate) fn new(kind: ValueKind, scaled: f64, error: f64) -> Option<Self> {
        (error <= LARGEST_ERROR).then_some(Self { kind, scaled, error })
    }
}

impl Terms {
    pub(crate) fn new(terms: &[Term]) -> Self {
        let small = terms.iter().all(|term| term.error <= SMALL_ERROR);
        let grid = if small { COARSE } else { FINE };
        let middle = as_f64(grid.nodes / 2);
        let nodes: [f64; MOST_NODES] =
            std::array::from_fn(|at| (as_f64(at) - middle) * grid.node_step);
        let mut chances = nodes.map(|z| (-z * z / 2.0).exp());
        chances.iter_mut().skip(grid.nodes).for_each(|beyond| *beyond = 0.0);
        let all: f64 = chances.iter().sum();
        let chances = chances.map(|each| each / all);
        let values: Vec<[f64; MOST_NODES]> = terms
            .iter()
            .map(|term| nodes.map(|z| term.kind.unscaled(term.scaled + term.error * z)))
            .collect();
        let average =
            |of: [f64; MOST_NODES]| of.iter().zip(chances).map(|(x, p)| x * p).sum::<f64>();
        let means: Vec<f64> = values.iter().map(|each| average(*each)).collect();
        let variances = values
            .iter()
            .zip(&means)
            .map(|(each, mean)| average(each.map(|value| (value - mean).powi(2))))
            .collect();
        Self { grid, values, means, variances, chances }
    }

    /// The sum with these weights, one a term; none if it does not vary.
    pub(crate) fn sum(&self, weights: impl Iterator<Item = f64> + Clone) -> Option<Sum> {
        let (mean, deviation) = self.moments(weights.clone());
        // Below this the means' own rounding is all that is left.
        let size: f64 = weights.clone().zip(&self.means).map(|(w, mean)| (w * mean).abs()).sum();
        if deviation.is_nan() || deviation <= 1e-9 * size {
            return None;
        }
        let Grid { nodes, frequencies, .. } = self.grid;
        let mut function = [(1.0, 0.0); MOST_FREQUENCIES];
        for ((weight, values), mean) in weights.zip(&self.values).zip(&self.means) {
            let by = FREQUENCY_STEP * weight / deviation;
            // Each frequency turns every node by the same angle as the one before.
            let angles = values.map(|value| (by * (value - mean)).sin_cos());
            let (sines, cosines) = (angles.map(|angle| angle.0), angles.map(|angle| angle.1));
            let (mut reals, mut imaginaries) = (self.chances, [0.0; MOST_NODES]);
            for all in function.iter_mut().take(frequencies) {
                let (mut a, mut b) = (0.0, 0.0);
                let turned = reals.iter_mut().zip(&mut imaginaries).zip(cosines.iter().zip(&sines));
                for ((real, imaginary), (cosine, sine)) in turned.take(nodes) {
                    let was = *real;
                    *real = was * cosine - *imaginary * sine;
                    *imaginary = was * sine + *imaginary * cosine;
                    a += *real;
                    b += *imaginary;
                }
                *all = (all.0 * a - all.1 * b, all.0 * b + all.1 * a);
            }
        }
        Some(Sum { mean, deviation, grid: self.grid, function })
    }
}

impl Terms {
    /// The limits of one weighted sum over another that is as good as never below 0; none if the
    /// ratio does not vary.
    pub(crate) fn ratio(&self, weights: &[(f64, f64)], value: f64) -> Option<AtBoth<Limits>> {
        let below: f64 = weights.iter().zip(&self.means).map(|((_, w), mean)| w * mean).sum();
        let of = |ratio: f64| weights.iter().map(move |&(above, below)| above - ratio * below);
        let step = self.moments(of(value)).1 / below;
        // The ratio is no more than r where the one less r times the other is below 0.
        let at = |ratio: f64| Some(deviate(self.sum(of(ratio))?.chance_up_to(0.0)));
        let mut search = Search::new(step, at);
        for steps in [-3.6, -2.4, -1.2, 0.0, 1.2, 2.4, 3.6] {
            search.look_at(value + steps * step)?;
        }
        let mut limits = |confidence: Confidence| {
            let z = confidence.z();
            Some(Limits { lower: search.find(-z)?, upper: search.find(z)? })
        };
        Some(AtBoth { at_95: limits(Confidence::Ninety5)?, at_998: limits(Confidence::Ninety98)? })
    }

    /// The mean and standard deviation of a weighted sum.
    fn moments(&self, weights: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let mean = weights.clone().zip(&self.means).map(|(w, mean)| w * mean).sum();
        let variance: f64 = weights.zip(&self.variances).map(|(w, var)| w * w * var).sum();
        (mean, variance.sqrt())
    }
}

impl Sum {
    /// The chance that the sum is no more than this.
    pub(crate) fn chance_up_to(&self, value: f64) -> f64 {
        self.standard((value - self.mean) / self.deviation).0
    }

    /// The chance up to so many standard deviations from the mean, and its density there.
    fn standard(&self, y: f64) -> (f64, f64) {
        let (sine, cosine) = (FREQUENCY_STEP * y).sin_cos();
        let (mut real, mut imaginary) = (1.0, 0.0);
        let (mut below, mut density) = (-y / 2.0, 0.5);
        for (at, &(a, b)) in self.function.iter().take(self.grid.frequencies).enumerate() {
            (real, imaginary) =
                (real * cosine - imaginary * sine, real * sine + imaginary * cosine);
            let frequency = FREQUENCY_STEP * (as_f64(at) + 1.0);
            below += (b * real - a * imaginary) / frequency;
            density += a * real + b * imaginary;
        }
        let scale = FREQUENCY_STEP / std::f64::consts::PI;
        (0.5 - scale * below, scale * density)
    }

    /// The limits of the sum.
    pub(crate) fn limits(&self, confidence: Confidence) -> Option<(f64, f64)> {
        let (tail, z) = (confidence.tail(), confidence.z());
        Some((self.quantile(tail, -z)?, self.quantile(1.0 - tail, z)?))
    }

    /// The value below which the sum falls with this chance, given where a normal one would.
    fn quantile(&self, chance: f64, z: f64) -> Option<f64> {
        let (mut low, mut high, mut y) = (-10.0_f64, 15.0_f64, z);
        for _ in 0..100 {
            let (below, density) = self.standard(y);
            if below > chance {
                high = y;
            } else {
                low = y;
            }
            let newton = y - (below - chance) / density;
            let next = if newton > low && newton < high { newton } else { low.midpoint(high) };
            if (next - y).abs() < 1e-10 {
                return Some(self.mean + next * self.deviation);
            }
            y = next;
        }
        None
    }
}

#[expect(clippy::cast_precision_loss, reason = "an index below 100")]
fn as_f64(at: usize) -> f64 {
    at as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(of: &[(f64, f64)], kind: ValueKind) -> Terms {
        let terms: Vec<Term> =
            of.iter().map(|&(scaled, error)| Term::new(kind, scaled, error).unwrap()).collect();
        Terms::new(&terms)
    }

    #[test]
    fn plain_normals_add_up_to_a_normal() {
        let sum = terms(&[(3.0, 0.15), (5.0, 0.2)], ValueKind::Plain).sum([2.0, -4.0].into_iter());
        let sum = sum.unwrap();
        let deviation = 0.3_f64.hypot(0.8);
        for confidence in Confidence::BOTH {
            let found = sum.quantile(confidence.tail(), -confidence.z()).unwrap();
            let expected = -14.0 - confidence.z() * deviation;
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        assert!((sum.chance_up_to(-14.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn one_rate_alone_has_the_quantiles_of_its_logarithm() {
        // Alone, and so at its most skewed.
        for error in [0.02, 0.1, 0.2, SMALL_ERROR] {
            let sum = terms(&[(2.0, error)], ValueKind::Rate).sum([1.0].into_iter()).unwrap();
            for confidence in Confidence::BOTH {
                for (chance, z) in [
                    (confidence.tail(), -confidence.z()),
                    (1.0 - confidence.tail(), confidence.z()),
                ] {
                    let found = sum.quantile(chance, z).unwrap();
                    let exact = (2.0 + z * error).exp();
                    let off = (found - exact).abs() / sum.deviation;
                    assert!(off < 1e-3, "{error} {z}: {found} {exact}");
                }
            }
        }
    }

    #[test]
    fn what_does_not_vary_has_no_distribution() {
        assert!(terms(&[(2.0, 0.0)], ValueKind::Rate).sum([1.0].into_iter()).is_none());
        assert!(Term::new(ValueKind::Rate, 2.0, 0.51).is_none());
    }
}
