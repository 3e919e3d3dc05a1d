//! One estimate less another, which gaps and changes are both made of.

use crate::Estimate;

/// One estimate less another, in different people, by the square-and-add rule.
///
/// # Formula
///
/// ```text
///   a − b,   from  a − b − √( (a − l_a)² + (u_b − b)² )
///              to  a − b + √( (u_a − a)² + (b − l_b)² )
/// ```
///
/// with *l*, *u* the limits of each, at one level of confidence. With Wilson limits this is
/// Newcombe's method 10; with limits a normal deviate either side it is the usual rule.
///
/// # Interpretation
///
/// Where 0 is within the limits, we cannot tell the two apart.
///
/// # Applies to
///
/// Estimates that are independent: nobody is in both, or the periods do not overlap.
///
/// # Example
///
/// ```
/// # use measure::{Estimate, difference};
/// let now = Estimate { value: 0.30, lower: 0.26, upper: 0.35 };
/// let then = Estimate { value: 0.40, lower: 0.37, upper: 0.42 };
/// assert_eq!(difference(now, then).to_string(), "-0.1000 (-0.1447 to -0.0417)");
/// ```
///
/// # Reference
///
/// Zou GY, Donner A. *Stat Med* 2008;27:1693–702, doi:10.1002/sim.3095.
#[must_use]
pub fn difference(a: Estimate, b: Estimate) -> Estimate {
    let value = a.value - b.value;
    let below = (a.value - a.lower).hypot(b.upper - b.value);
    let above = (a.upper - a.value).hypot(b.value - b.lower);
    Estimate { value, lower: value - below, upper: value + above }
}
