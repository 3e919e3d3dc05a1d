//! The test of Cochran and Armitage for a trend in proportions.

use crate::Proportion;
use crate::proportion::as_f64;

/// The sums it is made of: *c* of *d* counted at each time *t*.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    c: f64,
    d: f64,
    ct: f64,
    dt: f64,
    dtt: f64,
}

impl Counts {
    /// Counts one more point in, and says of how many it is.
    pub(super) fn add(&mut self, point: Proportion, time: f64) -> f64 {
        let (c, d) = (as_f64(point.x()), as_f64(point.n()));
        self.c += c;
        self.d += d;
        self.ct += c * time;
        self.dt += d * time;
        self.dtt += d * time * time;
        d
    }

    pub(super) fn chi_squared(self) -> f64 {
        let Self { c, d, ct, dt, dtt } = self;
        let along = d * ct - c * dt;
        d * along * along / (c * (d - c) * (d * dtt - dt * dt))
    }
}
