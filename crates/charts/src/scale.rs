//! An axis that ends at round numbers, with a handful of ticks.

use crate::number::{In, fixed};

/// A tick: where it stands, and what it says.
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) says: String,
}

/// An axis from 0, in a unit.
pub(crate) struct Scale {
    base: f64,
    step: f64,
    steps: u32,
    places: usize,
}

impl Scale {
    /// The smallest axis of at most five steps that holds `highest`, a part of 1.
    pub(crate) fn reaching(highest: f64, unit: In) -> Self {
        let base = unit.scaled(1.0);
        let highest = unit.scaled(highest).clamp(0.0, base);
        let axis = |step, steps, places| Self { base, step, steps, places };
        if highest < 1e-9 {
            return axis(1.0, 2, 0);
        }
        // Five steps of 20 thousand hold any part of 100,000.
        let sizes = (-2..=4_i32).flat_map(|ten| [1.0, 2.0, 5.0].map(|of| (ten, of)));
        let found = sizes.into_iter().find_map(|(ten, of)| {
            let step = of * 10_f64.powi(ten);
            let steps = (1..=5_u32).find(|&steps| f64::from(steps) * step >= highest - 1e-9)?;
            Some(axis(step, steps.max(2), usize::try_from(-ten).unwrap_or(0)))
        });
        found.unwrap_or(axis(base / 5.0, 5, 0))
    }

    /// Where the axis ends, as a part of 1.
    pub(crate) fn end(&self) -> f64 {
        f64::from(self.steps) * self.step / self.base
    }

    /// Its ticks, from 0 up.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = Tick> + '_ {
        (0..=self.steps).map(|at| {
            let value = f64::from(at) * self.step;
            Tick { value: value / self.base, says: fixed(value, self.places) }
        })
    }
}

/// An axis between two round numbers, which need not begin at 0.
pub(crate) struct Span {
    from: f64,
    step: f64,
    steps: u32,
    places: usize,
}

impl Span {
    /// The smallest axis of at most so many round steps that holds both numbers.
    pub(crate) fn holding(low: f64, high: f64, most: u32) -> Self {
        let (low, high) =
            if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) };
        let (low, high) = (low.min(high), high.max(low));
        let high = if high - low < 1e-6 { low + 1.0 } else { high };
        let sizes = (-3..=15_i32).flat_map(|ten| [1.0, 2.0, 5.0].map(|of| (ten, of)));
        let found = sizes.into_iter().find_map(|(ten, of)| {
            let step = of * 10_f64.powi(ten);
            let from = (low / step + 1e-9).floor() * step;
            let steps =
                (1..=most).find(|&steps| from + f64::from(steps) * step >= high - step * 1e-9)?;
            Some(Self { from, step, steps, places: usize::try_from(-ten).unwrap_or(0) })
        });
        found.unwrap_or(Self { from: low, step: high - low, steps: 1, places: 0 })
    }

    /// An axis that begins and ends at these numbers, such as the first and last of some places.
    pub(crate) fn exactly(from: f64, to: f64) -> Self {
        Self { from, step: to - from, steps: 1, places: 0 }
    }

    /// How far along the axis a number is, from 0 to 1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        ((value - self.from) / (self.step * f64::from(self.steps))).clamp(0.0, 1.0)
    }

    /// Its ticks, from the lowest up.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = Tick> + '_ {
        (0..=self.steps).map(|at| {
            let value = self.from + f64::from(at) * self.step;
            Tick { value, says: fixed(value, self.places) }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use programme::indicator::Unit;

    use super::{Scale, Span};
    use crate::number::In;

    #[test]
    fn the_ends_are_round() {
        let of = |unit, highest| Scale::reaching(highest, In(unit)).ticks().last().unwrap().says;
        let end = |highest| of(Unit::Percent, highest);
        assert_eq!(end(0.0), "2");
        assert_eq!(end(0.0004), "0.04");
        assert_eq!(end(0.121), "15");
        assert_eq!(end(0.5), "50");
        assert_eq!(end(0.51), "60");
        assert_eq!(end(1.0), "100");
        assert_eq!(end(2.0), "100");
        assert_eq!(of(Unit::Per1000, 0.0042), "5");
        assert_eq!(of(Unit::Per100000, 0.0042), "500");
        assert_eq!(of(Unit::Per100000, 1.0), "100,000");
    }

    proptest! {
        #[test]
        fn every_share_is_held_with_three_to_six_ticks(highest in 0.0..=1.0_f64, at in 0..4_usize) {
            let scale = Scale::reaching(highest, In(Unit::ALL[at]));
            prop_assert!(scale.end() >= highest - 1e-9);
            prop_assert!((3..=6).contains(&scale.ticks().count()));
        }

        #[test]
        fn a_span_holds_both_its_ends_in_few_steps(low in -1e6..1e6_f64, wide in 0.0..1e6_f64) {
            let span = Span::holding(low, low + wide, 5);
            let ticks: Vec<f64> = span.ticks().map(|tick| tick.value).collect();
            prop_assert!((2..=6).contains(&ticks.len()));
            let slack = 1e-6 * (1.0 + low.abs() + wide);
            prop_assert!(ticks[0] <= low + slack && ticks[ticks.len() - 1] >= low + wide - slack);
        }
    }
}
