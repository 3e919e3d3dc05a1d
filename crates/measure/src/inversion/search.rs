//! Finding where a rising curve passes a deviate, asking it as seldom as can be.

use crate::distribution::normal;

/// A search for the ratios that go with normal deviates, along a rising curve that is dear to ask
/// and all but straight.
pub(super) struct Search<F> {
    /// Ratios with their deviates, both rising.
    known: Vec<(f64, f64)>,
    /// About one deviate, in ratios.
    step: f64,
    at: F,
}

/// How near a deviate must be found, or two ways through what is known must agree: a few
/// hundred-thousandths of an interval's width.
const NEAR: f64 = 1e-4;

impl<F: Fn(f64) -> Option<f64>> Search<F> {
    /// A search that has asked nothing yet.
    pub(super) fn new(step: f64, at: F) -> Self {
        Self { known: Vec::new(), step, at }
    }

    /// Asks the curve at a ratio, and keeps the answer.
    pub(super) fn look_at(&mut self, ratio: f64) -> Option<f64> {
        let deviate = (self.at)(ratio)?;
        let place = self.known.partition_point(|(known, _)| *known < ratio);
        self.known.insert(place, (ratio, deviate));
        Some(deviate)
    }

    /// The ratio that goes with a deviate; none if it is not found where there are digits left.
    pub(super) fn find(&mut self, z: f64) -> Option<f64> {
        for doubled in 0..8 {
            let (first, last) = (*self.known.first()?, *self.known.last()?);
            let further = self.step * f64::from(1_u32 << doubled);
            if first.1 > z {
                self.look_at(first.0 - further)?;
            } else if last.1 < z {
                self.look_at(last.0 + further)?;
            } else {
                break;
            }
        }
        for _ in 0..60 {
            let after = self.known.iter().position(|(_, deviate)| *deviate >= z)?.max(1);
            let (low, high) = (*self.known.get(after - 1)?, *self.known.get(after)?);
            if low.1 > z || high.0 - low.0 <= 1e-12 * self.step {
                return None;
            }
            let through = |reach: usize| {
                let last = self.known.len().min(after + reach);
                let ratio = between(self.known.get(after.saturating_sub(reach)..last)?, z)?;
                (low.0 < ratio && ratio < high.0).then_some(ratio)
            };
            let (few, more) = (through(2), through(3));
            if let (Some(few), Some(more)) = (few, more)
                && (few - more).abs() < NEAR * self.step
            {
                return Some(more);
            }
            let ratio = few.unwrap_or_else(|| low.0.midpoint(high.0));
            if (self.look_at(ratio)? - z).abs() < NEAR {
                return Some(ratio);
            }
        }
        None
    }
}

/// The normal deviate below which a chance lies, as far out as the sums have digits.
pub(super) fn deviate(chance: f64) -> f64 {
    let least = 1e-6;
    if chance <= least {
        -normal(least)
    } else if chance >= 1.0 - least {
        normal(least)
    } else {
        -normal(chance)
    }
}

/// What goes with a deviate on the polynomial through all that is known, by Neville's scheme; none
/// where two have the same deviate.
fn between(known: &[(f64, f64)], z: f64) -> Option<f64> {
    let mut found: Vec<f64> = known.iter().map(|(ratio, _)| *ratio).collect();
    for apart in 1..known.len() {
        for from in 0..known.len() - apart {
            let (here, there) = (known.get(from)?.1, known.get(from + apart)?.1);
            let (own, next) = (*found.get(from)?, *found.get(from + 1)?);
            *found.get_mut(from)? = ((z - there) * own + (here - z) * next) / (here - there);
        }
    }
    found.first().copied().filter(|ratio| ratio.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds a deviate on a curve, and says how often the curve was asked after the first look.
    fn found(z: f64, at: impl Fn(f64) -> f64) -> (Option<f64>, usize) {
        let mut search = Search::new(1.0, |ratio| Some(at(ratio)));
        for ratio in [-3.6, -2.4, -1.2, 0.0, 1.2, 2.4, 3.6] {
            search.look_at(ratio);
        }
        let found = search.find(z);
        (found, search.known.len() - 7)
    }

    #[test]
    fn a_line_is_read_without_another_look_and_a_bend_with_a_few() {
        let (straight, looks) = found(1.96, |ratio| ratio);
        assert!((straight.unwrap() - 1.96).abs() < 1e-12 && looks == 0);
        let (bent, looks) = found(3.09, |ratio| ratio + 0.05 * ratio * ratio.abs());
        let bent = bent.unwrap();
        assert!((bent + 0.05 * bent * bent - 3.09).abs() < 2.0 * NEAR && looks <= 3, "{looks}");
    }

    #[test]
    fn what_lies_outside_the_first_look_is_found_and_what_lies_nowhere_is_not() {
        assert!((found(4.0, |ratio| ratio / 10.0).0.unwrap() - 40.0).abs() < 1e-2);
        assert_eq!(found(4.0, |ratio| ratio.clamp(-3.0, 3.0)).0, None);
    }
}
