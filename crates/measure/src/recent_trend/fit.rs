//! A line through points of different weight.

/// One point.
#[derive(Clone, Copy)]
pub(super) struct Weighted {
    pub(super) time: f64,
    pub(super) value: f64,
    pub(super) weight: f64,
}

/// The slope of the line, and its standard error where a weight is one over a variance.
pub(super) struct Line {
    pub(super) slope: f64,
    pub(super) error: f64,
}

/// The line, if its numbers are finite.
pub(super) fn line(points: &[Weighted]) -> Option<Line> {
    let sum = |of: fn(&Weighted) -> f64| points.iter().map(|at| at.weight * of(at)).sum::<f64>();
    let all = sum(|_| 1.0);
    let (time, value) = (sum(|at| at.time), sum(|at| at.value));
    let (squares, products) = (sum(|at| at.time * at.time), sum(|at| at.time * at.value));
    let spread = all * squares - time * time;
    let slope = (all * products - time * value) / spread;
    let error = (all / spread).sqrt();
    (slope.is_finite() && error.is_finite() && error > 0.0).then_some(Line { slope, error })
}
