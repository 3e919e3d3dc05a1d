//! An axis that ends at round numbers, with a handful of ticks.

/// A tick: where it stands, and what it says.
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) says: String,
}

/// An axis from 0, in per cent.
pub(crate) struct Scale {
    step: f64,
    steps: u32,
    places: usize,
}

impl Scale {
    /// The smallest axis of at most five steps that holds `highest`, a part of 1.
    pub(crate) fn reaching(highest: f64) -> Self {
        let highest = (highest * 100.0).clamp(0.0, 100.0);
        let steps = [
            (0.01, 2),
            (0.02, 2),
            (0.05, 2),
            (0.1, 1),
            (0.2, 1),
            (0.5, 1),
            (1.0, 0),
            (2.0, 0),
            (5.0, 0),
            (10.0, 0),
            (20.0, 0),
        ];
        let held = |&(step, places): &(f64, usize)| {
            let held = (1..=5_u32).find(|&steps| f64::from(steps) * step >= highest - 1e-9);
            held.map(|steps| Self { step, steps: steps.max(2), places })
        };
        let nothing = highest < 1e-9;
        let found = if nothing { None } else { steps.iter().find_map(held) };
        found.unwrap_or(if nothing {
            Self { step: 1.0, steps: 2, places: 0 }
        } else {
            Self { step: 20.0, steps: 5, places: 0 }
        })
    }

    /// Where the axis ends, as a part of 1.
    pub(crate) fn end(&self) -> f64 {
        f64::from(self.steps) * self.step / 100.0
    }

    /// Its ticks, from 0 up.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = Tick> + '_ {
        (0..=self.steps).map(|at| {
            let percent = f64::from(at) * self.step;
            Tick { value: percent / 100.0, says: crate::number::fixed(percent, self.places) }
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
            Tick { value, says: crate::number::fixed(value, self.places) }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Scale, Span};

    #[test]
    fn the_ends_are_round() {
        let end = |highest| Scale::reaching(highest).ticks().last().unwrap().says;
        assert_eq!(end(0.0), "2");
        assert_eq!(end(0.0004), "0.04");
        assert_eq!(end(0.121), "15");
        assert_eq!(end(0.5), "50");
        assert_eq!(end(0.51), "60");
        assert_eq!(end(1.0), "100");
        assert_eq!(end(2.0), "100");
    }

    proptest! {
        #[test]
        fn every_share_is_held_with_three_to_six_ticks(highest in 0.0..=1.0_f64) {
            let scale = Scale::reaching(highest);
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
