//! How a point, a process and its target are told: by shape, fill and letter, and in words.

use measure::control_chart::{Assurance, Cause, Segment, Variation, Way};

use crate::key::wrapped;
use crate::legend::{Drawing, LINE};
use crate::mark::Shape;
use crate::svg::{as_f64, colour, element, text};

/// The icons of variation and assurance over the chart, each with its letter and its words.
pub(super) fn icons(segment: &Segment, target: Option<&str>) -> Drawing {
    let mut height = 18.0;
    let mut parts = Vec::new();
    let mut icon = |fill: &str, letter: &str, says: &str| {
        let ring = element("circle").at("cx", 18.0).at("cy", height).at("r", 13.0);
        let ring = ring.with("class", "chart-icon").with("fill", fill);
        parts.push(ring.with("stroke", colour::INK).at("stroke-width", 2.5));
        let ink = if fill == "#490092" { colour::HALO } else { colour::INK };
        let letter = text(18.0, height + 4.5, "middle", letter).with("font-weight", "bold");
        parts.push(letter.with("fill", ink));
        for (at, line) in wrapped(says, 38).iter().enumerate() {
            let y = height + 4.0 + LINE * as_f64(at);
            parts.push(text(40.0, y, "start", line));
        }
        height += 32.0;
    };
    let (_, fill, _) = told(segment.variation);
    let letter = match segment.variation {
        Variation::CommonCause => "~",
        Variation::Improvement(Way::Higher) | Variation::Concern(Way::Higher) => "H",
        Variation::Improvement(Way::Lower) | Variation::Concern(Way::Lower) => "L",
        Variation::Neutral(Way::Higher) => "▲",
        Variation::Neutral(Way::Lower) => "▼",
    };
    icon(fill, letter, &format!("Variation: {}", variation_words(segment.variation)));
    if let (Some(assurance), Some(target)) = (segment.assurance, target) {
        let (letter, fill, says) = assurance_words(assurance, target);
        icon(fill, letter, &format!("Assurance: {says}"));
    }
    Drawing { height: height - 10.0, parts }
}

/// The mark of a point or an icon: its shape, its fill and its letter.
pub(super) fn told(variation: Variation) -> (Shape, &'static str, Option<&'static str>) {
    let shape = |way| match way {
        Way::Higher => Shape::Up,
        Way::Lower => Shape::Down,
    };
    match variation {
        Variation::CommonCause => (Shape::Circle, "#a6a6a6", None),
        Variation::Improvement(way) => (shape(way), "#00b0f0", Some("I")),
        Variation::Concern(way) => (shape(way), "#e46c0a", Some("C")),
        Variation::Neutral(way) => (shape(way), "#490092", Some("N")),
    }
}

pub(super) fn variation_words(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "common cause: no special cause",
        Variation::Improvement(Way::Higher) => "special cause of improvement, higher",
        Variation::Improvement(Way::Lower) => "special cause of improvement, lower",
        Variation::Concern(Way::Higher) => "special cause of concern, higher",
        Variation::Concern(Way::Lower) => "special cause of concern, lower",
        Variation::Neutral(Way::Higher) => "special cause: higher, neither good nor bad",
        Variation::Neutral(Way::Lower) => "special cause: lower, neither good nor bad",
    }
}

/// The letter of an icon, its fill, and what it says of a target of so much.
pub(super) fn assurance_words(
    assurance: Assurance,
    target: &str,
) -> (&'static str, &'static str, String) {
    match assurance {
        Assurance::ConsistentPass => {
            ("P", "#00b0f0", format!("will meet the target of {target} unless the process changes"))
        }
        Assurance::ConsistentFail => {
            ("F", "#e46c0a", format!("will miss the target of {target} unless the process changes"))
        }
        Assurance::Inconsistent => {
            ("?", "#a6a6a6", format!("may meet or miss the target of {target} by chance"))
        }
    }
}

pub(super) fn cause_words(cause: Cause) -> String {
    let beside = |way| if way == Way::Higher { "above" } else { "below" };
    match cause {
        Cause::Common => "no special cause".to_owned(),
        Cause::Outside(way) => format!("{} the process limits", beside(way)),
        Cause::Trend(Way::Higher) => "in a trend of 7 or more rising".to_owned(),
        Cause::Trend(Way::Lower) => "in a trend of 7 or more falling".to_owned(),
        Cause::TwoInThree(way) => {
            format!("one of two in three near the limit {} the mean", beside(way))
        }
        Cause::Run(way, length) => {
            format!("in a run of {} or more {} the mean", length.points(), beside(way))
        }
    }
}
