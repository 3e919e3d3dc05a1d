//! Seeded draws, for limits that have no closed form.
//!
//! The generator and the draw are our own choice and stay as they are, so that two runs of one
//! report agree to the last digit.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::Confidence;

/// How limits are simulated: how often, and from which seed.
///
/// The same seed gives the same limits. The default is 100,000 repetitions from
/// [`Simulation::PUBLISHED_SEED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Simulation {
    repetitions: u32,
    seed: u64,
}

/// A number of repetitions that is too small to trust or too large to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{repetitions} repetitions are not from 1000 to 10000000, like 100000")]
pub struct NotASimulation {
    repetitions: u32,
}

/// How limits that have no closed form are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Approach {
    /// By inverting the distribution, which knows no chance; by the default simulation where the
    /// errors are too large for that.
    #[default]
    Computed,
    /// By drawing.
    Simulated(Simulation),
}

impl Approach {
    /// The simulation to use where one must be.
    pub fn simulation(self) -> Simulation {
        match self {
            Self::Computed => Simulation::default(),
            Self::Simulated(simulation) => simulation,
        }
    }
}

impl Simulation {
    /// The seed of whatever is published without naming another.
    pub const PUBLISHED_SEED: u64 = 20_240_401;

    /// A simulation of so many repetitions from that seed.
    ///
    /// # Errors
    ///
    /// If there are fewer than 1,000 repetitions, of which a thousandth is then less than one, or
    /// more than ten million, which no longer fit in a small machine's memory.
    pub fn new(repetitions: u32, seed: u64) -> Result<Self, NotASimulation> {
        match repetitions {
            1_000..=10_000_000 => Ok(Self { repetitions, seed }),
            _ => Err(NotASimulation { repetitions }),
        }
    }

    /// How many times the values are drawn.
    pub fn repetitions(self) -> u32 {
        self.repetitions
    }

    /// What the draws start from.
    pub fn seed(self) -> u64 {
        self.seed
    }

    pub(crate) fn draws(self) -> Draws {
        Draws { generator: ChaCha8Rng::seed_from_u64(self.seed), spare: None }
    }
}

impl Default for Simulation {
    fn default() -> Self {
        Self { repetitions: 100_000, seed: Self::PUBLISHED_SEED }
    }
}

/// Standard normal draws, by Marsaglia's polar method, which yields them two by two.
pub(crate) struct Draws {
    generator: ChaCha8Rng,
    spare: Option<f64>,
}

impl Draws {
    pub(crate) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (u, v) = (self.symmetric(), self.symmetric());
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * factor);
                return u * factor;
            }
        }
    }

    /// A number from −1 to 1, by placing 52 random bits in the fraction of one from 2 to 4.
    fn symmetric(&mut self) -> f64 {
        const TWO: u64 = 0x4000_0000_0000_0000;
        f64::from_bits(TWO | (self.generator.next_u64() >> 12)) - 3.0
    }
}

/// What many repetitions gave, in order.
pub(crate) struct Simulated(Vec<f64>);

impl Simulated {
    pub(crate) fn new(mut found: Vec<f64>) -> Self {
        found.sort_unstable_by(f64::total_cmp);
        Self(found)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How far the 95% limits may be off by chance: their larger standard error, from where one
    /// standard error of a repetition's rank would have put them.
    pub(crate) fn error(&self) -> f64 {
        let count = crate::proportion::as_f64(self.0.len() as u64);
        let of_rank = (0.025 * 0.975 / count).sqrt();
        let at = |part: f64| {
            let rank = rounded((part * count).clamp(0.0, count - 1.0));
            self.0.get(rank).copied().unwrap_or(0.0)
        };
        let error = |part: f64| (at(part + of_rank) - at(part - of_rank)) / 2.0;
        error(0.025).max(error(0.975))
    }

    /// The values that cut off the tails, at the nearest whole repetition.
    pub(crate) fn limits(&self, confidence: Confidence) -> Option<(f64, f64)> {
        let tail = confidence.tail_per_mille();
        let nearest = |per_mille: usize| ((self.0.len() * per_mille + 500) / 1_000).max(1) - 1;
        Some((*self.0.get(nearest(tail))?, *self.0.get(nearest(1_000 - tail))?))
    }

    /// How far a limit may be out by the chance of the draws alone, as one standard error: half of
    /// what lies between the values one binomial standard error of rank either side of it, at
    /// whichever limit that is the more.
    pub(crate) fn chance(&self, confidence: Confidence) -> Option<f64> {
        let (count, tail) = (self.0.len(), confidence.tail_per_mille());
        let at = count * tail / 1_000;
        let by = (at * (1_000 - tail) / 1_000).isqrt().max(1);
        let either_side = |at: usize| {
            let above = self.0.get(at.saturating_add(by)).or(self.0.last())?;
            Some((above - self.0.get(at.saturating_sub(by))?) / 2.0)
        };
        Some(either_side(at)?.max(either_side(count - at)?))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to the number of repetitions, as its one caller has seen to"
)]
fn rounded(rank: f64) -> usize {
    rank.round() as usize
}

#[cfg(test)]
mod tests {
    use super::{Simulated, Simulation};
    use crate::Confidence;

    #[test]
    fn the_draws_are_standard_normal() {
        let mut draws = Simulation::default().draws();
        let count = 200_000_u32;
        let drawn: Vec<f64> = (0..count).map(|_| draws.normal()).collect();
        let n = f64::from(count);
        let moment = |power| drawn.iter().map(|z: &f64| z.powi(power)).sum::<f64>() / n;
        // Each is allowed four of its own standard errors.
        for (power, expected, variance) in
            [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0_f64)]
        {
            assert!((moment(power) - expected).abs() < 4.0 * (variance / n).sqrt(), "{power}");
        }
        let pairs = drawn.windows(2).map(|pair| pair[0] * pair[1]).sum::<f64>() / n;
        assert!(pairs.abs() < 4.0 / n.sqrt());
    }

    #[test]
    fn a_seed_is_a_promise() {
        let three = |seed| {
            let mut draws = Simulation::new(1_000, seed).unwrap().draws();
            [draws.normal(), draws.normal(), draws.normal()].map(f64::to_bits)
        };
        assert_eq!(three(1), three(1));
        assert_ne!(three(1), three(2));
    }

    #[test]
    fn limits_are_taken_at_the_nearest_repetition() {
        let found = Simulated::new((1..=1_000).rev().map(f64::from).collect());
        assert_eq!(found.limits(Confidence::Ninety5), Some((25.0, 975.0)));
        assert_eq!(found.limits(Confidence::Ninety98), Some((1.0, 999.0)));
        assert_eq!(Simulated::new(Vec::new()).limits(Confidence::Ninety5), None);
    }

    #[test]
    fn the_chance_in_a_limit_is_the_binomial_error_of_its_rank() {
        // The 25th of 1,000 is out by about √(1000 · 0.025 · 0.975) = 4.9 places.
        let found = Simulated::new((1..=1_000).map(f64::from).collect());
        assert_eq!(found.chance(Confidence::Ninety5), Some(4.0));
        assert_eq!(Simulated::new(Vec::new()).chance(Confidence::Ninety5), None);
    }

    #[test]
    fn too_few_and_too_many_repetitions_are_refused() {
        for repetitions in [0, 999, 10_000_001] {
            let refused = Simulation::new(repetitions, 1).map_err(|error| error.to_string());
            let says =
                format!("{repetitions} repetitions are not from 1000 to 10000000, like 100000");
            assert_eq!(refused, Err(says));
        }
    }
}
