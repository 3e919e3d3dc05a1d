//! The control chart that tells a change from chance, with the rules of Making Data Count.
//!
//! Points come in order and without dates: whoever reads dates knows which point a re-base falls
//! on. Segments are numbered from 0, as the field's own tables number them.

mod series;
mod settings;

mod limits;
mod rules;

mod icons;
mod segment;

pub use icons::{Assurance, Variation};
pub use limits::Limits;
pub use rules::{Cause, Way};
pub use segment::{Point, Remark, Segment, Side, Zone};
pub use series::{NotASeries, Series};
pub use settings::{
    Baseline, NotABaseline, NotARunLength, NotAScreening, NotATarget, RunLength, Screening,
    Settings, Target,
};

/// A control chart with everything needed to draw it and to print it.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlChart {
    /// The parts between re-bases, in order: each has its points, its own mean and its own limits.
    pub segments: Vec<Segment>,
    /// What was asked for.
    pub settings: Settings,
    /// How all this was worked out, in words.
    pub method: String,
}

/// The control chart of single values and moving ranges (`XmR`), judged by the rules of NHS
/// England's Making Data Count.
///
/// # Formula
///
/// With *x* the points of a segment's baseline and *R*ᵢ = |*x*ᵢ − *x*ᵢ₋₁| their moving ranges:
///
/// ```text
///   mean   x̄               process limits   x̄ ± 2.66 R̄               near limits   x̄ ± ⅔ · 2.66 R̄
/// ```
///
/// The average range R̄ is of neighbours, so that a slow change does not widen the limits that are
/// to show it, as a standard deviation of all points would. 2.66 is 3/1.128, three deviations
/// as neighbours tell them. With [`Screening::Screened`], ranges of 3.267 R̄ and more are left out
/// and R̄ is taken once again; the Excel tool does not do so, nor does this unless asked.
///
/// A point has a special cause if it is, in this order and within its segment:
///
/// 1. *outside* the process limits;
/// 2. in a *trend* of 7 points or more, each above the one before, or each below. A point where a
///    trend turns round belongs to the later one;
/// 3. one of *two in three* that lie between a near limit and its process limit, where all three
///    are on that side of the mean;
/// 4. in a *run* of 7 points or more, or as [`RunLength`] says, on one side of the mean.
///
/// A point on the mean is on neither side, and two equal points neither rise nor fall: both break
/// what they are in. Every point of a run or trend is told, not only the one that completes it.
///
/// # Interpretation
///
/// Common cause is what the process does by itself: such points differ, and need no reason. A
/// special cause has one, which the chart does not know. It is an improvement or a concern by the
/// polarity and by the way it points: a trend that rises points higher even while it is below the
/// mean. With [`Polarity::Neutral`](crate::Polarity::Neutral) it is only high or low. The variation
/// of a segment is that of its last point, which is the news.
///
/// Assurance sets the target against the last limits: beyond them, the process will always miss it
/// or always meet it unless it is changed; on them, or between, it will do either by chance.
///
/// Limits from fewer than 12 points are called trial limits. Where there is no range to go by,
/// there are no limits and no first or third rule, and assurance is inconsistent.
///
/// # Applies to
///
/// Points at even distances, in order, none missing: usually 12 to 36 months. Each should come from
/// about as many people: where those are few or vary, a funnel or a rate chart tells more. Whether
/// to re-base is a judgement with a reason, and never made by this function.
///
/// # Example
///
/// ```
/// # use measure::control_chart::*;
/// let months = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1].map(f64::from);
/// let chart = control_chart(&Series::new(&months, &[])?, Settings::default());
/// let [segment] = chart.segments.as_slice() else { panic!("no re-base, one segment") };
/// assert_eq!(format!("{:.4}", segment.mean), "1.9444");
/// assert_eq!(segment.limits.map(|limits| limits.to_string()), Some("-3.0626 to 6.9515".to_owned()));
/// let told: Vec<String> = segment.points.iter().map(|point| point.cause.to_string()).collect();
/// assert_eq!((told[3].as_str(), told[4].as_str()), ("Common Cause", "Above UCL"));
/// # Ok::<(), NotASeries>(())
/// ```
///
/// # Reference
///
/// Mohammed MA, Worthington P, Woodall WH. *Qual Saf Health Care* 2008;17:137–45,
/// doi:10.1136/qshc.2004.012047, for the chart in health care; it goes back to Shewhart WA,
/// *Economic Control of Quality of Manufactured Product*, 1931. Nelson LS. *J Qual Technol*
/// 1982;14:172–3, for screening the ranges, and Provost LP, Murray SK, *The Health Care Data
/// Guide*, 2011, for the same in health care. The rules and their order are those of NHS England's
/// Making Data Count, as `NHSRplotthedots` 0.2.2 has them, but for one point: where a trend ends and
/// another starts at the very next point, the last of the first is told there by the step between
/// the two, and here by the trend that it is in.
#[must_use]
pub fn control_chart(series: &Series, settings: Settings) -> ControlChart {
    let numbered = series.segments().enumerate();
    let mut segments: Vec<Segment> =
        numbered.map(|(number, values)| Segment::of(number, values, settings)).collect();
    if let Some(last) = segments.last_mut() {
        last.assurance = Assurance::of(last.limits, settings);
    }
    ControlChart { segments, settings, method: settings.method() }
}
