//! Quantiles of the distributions behind limits, to the last digits of a double.
//!
//! Each is a root of the distribution function, found by Newton's steps held between bounds.

use statrs::function::beta::{beta_reg, ln_beta};
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

/// The quantile of χ² with `degrees` of freedom that leaves `tail` below it.
pub(crate) fn chi_squared_below(tail: f64, degrees: f64) -> f64 {
    let a = degrees / 2.0;
    2.0 * root(start(a, -normal(tail)), |x| ((gamma_lr(a, x) - tail), gamma_density(a, x)))
}

/// The quantile of χ² with `degrees` of freedom that leaves `tail` above it.
pub(crate) fn chi_squared_above(tail: f64, degrees: f64) -> f64 {
    let a = degrees / 2.0;
    2.0 * root(start(a, normal(tail)), |x| ((tail - gamma_ur(a, x)), gamma_density(a, x)))
}

/// The quantile of Student's t with `degrees` of freedom that leaves `tail` above it.
pub(crate) fn student_above(tail: f64, degrees: f64) -> f64 {
    if degrees >= 1_000.0 {
        return near_normal(normal(tail), degrees);
    }
    let above = |t: f64| 0.5 * beta_reg(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    let density = |t: f64| {
        let power = degrees.midpoint(1.0) * (t * t / degrees).ln_1p();
        (-power - ln_beta(degrees / 2.0, 0.5)).exp() / degrees.sqrt()
    };
    root(normal(tail).max(1e-3), |t| (tail - above(t), density(t)))
}

/// Student's t for many degrees of freedom, by its expansion in their inverse, which is then exact
/// to the last digits, where the beta function no longer is.
fn near_normal(z: f64, degrees: f64) -> f64 {
    let s = z * z;
    let terms = [
        (s + 1.0) / 4.0,
        ((5.0 * s + 16.0) * s + 3.0) / 96.0,
        (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0,
        ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92_160.0,
    ];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) / degrees);
    z * (1.0 + sum)
}

/// The standard normal deviate that leaves `tail` above it.
pub(crate) fn normal(tail: f64) -> f64 {
    std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(2.0 * tail)
}

/// The number of events, between whole ones, at or below which a Poisson count with this mean comes
/// with the chance `tail`; 0 where even none is likelier.
pub(crate) fn poisson_below(mean: f64, tail: f64) -> f64 {
    let few = |x: f64| gamma_ur(x + 1.0, mean) < tail;
    if few(0.0) { halved(0.0, mean, few) } else { 0.0 }
}

/// The number of events, between whole ones, at or above which it comes with the chance `tail`.
pub(crate) fn poisson_above(mean: f64, tail: f64) -> f64 {
    let not_many = |x: f64| gamma_lr(x, mean) > tail;
    let mut high = mean + 1.0;
    while not_many(high) {
        high = mean + (high - mean) * 2.0;
    }
    halved(mean, high, not_many)
}

/// Where what holds at `low` ceases to, before `high`.
fn halved(mut low: f64, mut high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..200 {
        let middle = low.midpoint(high);
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low.midpoint(high)
}

fn gamma_density(a: f64, x: f64) -> f64 {
    ((a - 1.0) * x.ln() - x - ln_gamma(a)).exp()
}

/// Wilson and Hilferty's cube, which is close for all but the fewest degrees of freedom.
fn start(a: f64, z: f64) -> f64 {
    let ninth = 1.0 / (9.0 * a);
    (a * (1.0 - ninth + z * ninth.sqrt()).powi(3)).max(a * 1e-6)
}

/// Where an increasing function above 0 is 0, given its value and slope at a point.
fn root(start: f64, at: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high, mut x) = (0.0_f64, f64::INFINITY, start);
    for _ in 0..200 {
        let (value, slope) = at(x);
        if value > 0.0 {
            high = high.min(x);
        } else {
            low = low.max(x);
        }
        let step = x - value / slope;
        let next = if step > low && step < high {
            step
        } else if high.is_finite() {
            low.midpoint(high)
        } else {
            x * 2.0
        };
        if (next - x).abs() <= 1e-15 * x.abs() {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_printed_tables() {
        // From SciPy 1.17.1: chi2.ppf, chi2.isf, t.isf.
        for (found, expected) in [
            (chi_squared_below(0.025, 2.0), 0.050_635_615_968_579_75),
            (chi_squared_below(0.001, 18.0), 4.904_848_808_727_55),
            (chi_squared_above(0.025, 2.0), 7.377_758_908_227_872_5),
            (chi_squared_above(0.001, 20.0), 45.314_746_618_125_87),
            (student_above(0.025, 1.0), 12.706_204_736_174_705),
            (student_above(0.001, 7.0), 4.785_289_628_638_334),
            (student_above(0.025, 1_000_000.0), 1.959_966_356_814_107_2),
        ] {
            assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
        }
    }
}
