//! The recent trend of a series: whether its last five points rise or fall, and what that means.

mod counted;
mod fit;
mod label;

mod tabled;

use crate::{Estimate, Polarity, Proportion};

use counted::Counts;
use fit::{Weighted, line};
pub use label::{NoTrend, Way};
pub(crate) use tabled::MEASURE;

/// How many points are looked at, the last ones.
pub const POINTS: usize = 5;

/// What χ² must be more than: that of 99.8% with 1 degree of freedom.
pub const SIGNIFICANT: f64 = 9.549_535_706_083_24;

/// What the last points of a series do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// χ² with 1 degree of freedom for a line through the points against none.
    pub chi_squared: f64,
    /// The slope of that line a period, on the scale it was fitted on.
    pub slope: f64,
    /// Whether it rises or falls, if we can tell.
    pub way: Way,
}

/// The recent trend of values with 95% limits.
///
/// # Formula
///
/// With *y* the last 5 values at *t* = 1 to 5, and *w* = 1/*se*² where *se* is the width of the 95%
/// limits over 3.92:
///
/// ```text
///   b  = (Σw Σwty − Σwt Σwy) / (Σw Σwt² − (Σwt)²)
///   χ² = (b/β)²,   β = √( Σw / (Σw Σwt² − (Σwt)²) )
/// ```
///
/// There is a trend where χ² is more than 9.54953570608324, and *b* has the same sign for all 5
/// points and for each 4 of them: no single point makes it.
///
/// # Interpretation
///
/// An increase or a decrease is getting better or worse by the polarity. No significant change is
/// not proof of a level series, which with 5 points is seldom to be had. The label says nothing of
/// how large the change is.
///
/// # Applies to
///
/// At least 5 points at even distances, in order, none missing. Proportions whose counts are known
/// have [`recent_trend_of_proportions`].
///
/// # Example
///
/// ```
/// use measure::{Estimate, Polarity, recent_trend};
///
/// let rates = [62.1, 60.8, 59.0, 58.2, 55.9]
///     .map(|value| Estimate { value, lower: value - 1.96, upper: value + 1.96 });
/// let found = recent_trend(&rates)?;
/// assert_eq!(found.label(Polarity::LowerIsBetter), "Decreasing and getting better");
/// # Ok::<(), measure::recent_trend::NoTrend>(())
/// ```
///
/// # Reference
///
/// The recent trends of the Office for Health Improvement and Disparities' Fingertips profiles,
/// whose code is public. The proportions' form is the test of Cochran WG. *Biometrics*
/// 1954;10:417–51, doi:10.2307/3001616, and Armitage P. *Biometrics* 1955;11:375–86,
/// doi:10.2307/3001775.
///
/// # Errors
///
/// If there are fewer than 5 points, or one of the last 5 has no limits around it.
pub fn recent_trend(points: &[Estimate]) -> Result<Trend, NoTrend> {
    let last = last_of(points)?;
    let mut fitted = Vec::with_capacity(POINTS);
    for (at, (time, point)) in numbered(last).enumerate() {
        let error = point.width() / 3.92;
        let weight = 1.0 / (error * error);
        if point.checked().is_err() || !(weight > 0.0 && weight.is_finite()) {
            return Err(NoTrend::WithoutLimits { number: at + 1 });
        }
        fitted.push(Weighted { time, value: point.value, weight });
    }
    let Some(whole) = line(&fitted) else { return Err(NoTrend::NoLine) };
    let chi_squared = (whole.slope / whole.error).powi(2);
    Trend::told(chi_squared, whole.slope, &fitted)
}

/// The same for proportions whose counts are known, by the test of Cochran and Armitage; the slope
/// is that of the logits, each weighted by *n*·*p*(1−*p*).
///
/// With *c* of *d* counted at each *t*, *C* and *D* their sums:
///
/// ```text
///   χ² = D (D Σct − C Σdt)² / ( C (D − C) (D Σdt² − (Σdt)²) )
/// ```
///
/// # Errors
///
/// If there are fewer than 5 points, or one of the last 5 has none or all, which have no logit.
pub fn recent_trend_of_proportions(points: &[Proportion]) -> Result<Trend, NoTrend> {
    let last = last_of(points)?;
    let mut fitted = Vec::with_capacity(POINTS);
    let mut counts = Counts::default();
    for (time, &point) in numbered(last) {
        let (x, n, p) = (point.x(), point.n(), point.value());
        let (logit, weight) = ((p / (1.0 - p)).ln(), counts.add(point, time) * p * (1.0 - p));
        if x == 0 || x == n || !logit.is_finite() {
            return Err(NoTrend::NoneOrAll { x, n });
        }
        fitted.push(Weighted { time, value: logit, weight });
    }
    let Some(whole) = line(&fitted) else { return Err(NoTrend::NoLine) };
    Trend::told(counts.chi_squared(), whole.slope, &fitted)
}

fn last_of<T>(points: &[T]) -> Result<&[T], NoTrend> {
    let from = points.len().checked_sub(POINTS);
    from.and_then(|from| points.get(from..)).ok_or(NoTrend::TooFew { points: points.len() })
}

/// Each point with its time, from 1.
fn numbered<T>(points: &[T]) -> impl Iterator<Item = (f64, &T)> {
    (1_u32..).map(f64::from).zip(points)
}

impl Trend {
    fn told(chi_squared: f64, slope: f64, fitted: &[Weighted]) -> Result<Self, NoTrend> {
        if !chi_squared.is_finite() {
            return Err(NoTrend::NoLine);
        }
        let same_without = |left_out: usize| {
            let rest: Vec<Weighted> = fitted
                .iter()
                .enumerate()
                .filter_map(|(at, point)| (at != left_out).then_some(*point))
                .collect();
            line(&rest).is_some_and(|rest| rest.slope * slope.signum() > 0.0)
        };
        let told = chi_squared > SIGNIFICANT && (0..fitted.len()).all(same_without);
        let way = match (told, slope > 0.0) {
            (false, _) => Way::NoSignificantChange,
            (true, true) => Way::Increasing,
            (true, false) => Way::Decreasing,
        };
        Ok(Self { chi_squared, slope, way })
    }

    /// Its label, in the field's words.
    pub fn label(self, polarity: Polarity) -> &'static str {
        self.way.label(polarity)
    }
}
