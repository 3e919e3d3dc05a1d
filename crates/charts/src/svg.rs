//! A small writer of SVG: elements with attributes, text that is always escaped, and no way to
//! write a style, a script or a link.

use std::fmt::Write as _;

/// Colours, which hold their contrast on the page's background and in greyscale.
pub(crate) mod colour {
    /// Text, axes and outlines.
    pub(crate) const INK: &str = "#212b32";
    /// Grid lines and hatching.
    pub(crate) const GREY: &str = "#4c6272";
    /// Faint lines that carry nothing alone.
    pub(crate) const FAINT: &str = "#d8dde0";
    /// Around what is drawn over a bar.
    pub(crate) const HALO: &str = "#ffffff";
    /// The fitted line.
    pub(crate) const LINE: &str = "#ae2573";
    /// A line beside one in ink.
    pub(crate) const BLUE: &str = "#005eb8";
    /// A group whose members are not known.
    pub(crate) const UNKNOWN: &str = "#ffffff";
    /// A group among others without an order.
    pub(crate) const PLAIN: &str = "#5a93d1";
    /// From the most deprived to the least.
    pub(crate) const RAMP: [&str; 5] = ["#002f5c", "#005eb8", "#5a93d1", "#a3c5e8", "#dbe8f6"];
}

/// An element being written.
pub(crate) struct Element {
    name: &'static str,
    attributes: String,
    inside: String,
}

/// Starts an element.
pub(crate) fn element(name: &'static str) -> Element {
    Element { name, attributes: String::new(), inside: String::new() }
}

impl Element {
    /// Adds an attribute with a text value.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.attributes, " {name}=\"{}\"", escaped(value));
        self
    }

    /// Adds an attribute with a number.
    #[must_use]
    pub(crate) fn at(self, name: &str, number: f64) -> Self {
        let text = place(number);
        self.with(name, &text)
    }

    /// Adds text.
    #[must_use]
    pub(crate) fn says(mut self, text: &str) -> Self {
        self.inside.push_str(&escaped(text));
        self
    }

    /// Adds an element.
    #[must_use]
    pub(crate) fn holding(mut self, child: Self) -> Self {
        self.inside.push_str(&child.done());
        self
    }

    /// Adds elements.
    #[must_use]
    pub(crate) fn holding_all(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::holding)
    }

    /// The element as text.
    pub(crate) fn done(self) -> String {
        let Self { name, attributes, inside } = self;
        if inside.is_empty() {
            format!("<{name}{attributes}/>")
        } else {
            format!("<{name}{attributes}>{inside}</{name}>")
        }
    }
}

/// A picture so wide and so high, with the words by which it is known; what is in it comes after.
pub(crate) fn picture(
    id: &str,
    (width, height): (f64, f64),
    size: f64,
    (title, says): (&str, &str),
) -> Element {
    let (titled, described) = (format!("{id}-title"), format!("{id}-desc"));
    element("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("class", "chart")
        .with("role", "img")
        .with("viewBox", &format!("0 0 {width} {height}"))
        .with("aria-labelledby", &titled)
        .with("aria-describedby", &described)
        .with("font-family", "Arial, sans-serif")
        .at("font-size", size)
        .with("fill", colour::INK)
        .holding(element("title").with("id", &titled).says(title))
        .holding(element("desc").with("id", &described).says(says))
}

/// A line of text of readable size.
pub(crate) fn text(x: f64, y: f64, anchor: &str, says: &str) -> Element {
    element("text").at("x", x).at("y", y).with("text-anchor", anchor).says(says)
}

/// A straight line.
pub(crate) fn stroke(from: (f64, f64), to: (f64, f64), colour: &str, width: f64) -> Element {
    element("line")
        .at("x1", from.0)
        .at("y1", from.1)
        .at("x2", to.0)
        .at("y2", to.1)
        .with("stroke", colour)
        .at("stroke-width", width)
}

/// A number as a place in the drawing: to a hundredth, without needless zeros.
pub(crate) fn place(number: f64) -> String {
    let text = format!("{:.2}", number + 0.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The pattern of lines that is told from any plain fill without colour.
pub(crate) fn hatching(id: &str) -> Element {
    element("pattern")
        .with("id", &format!("{id}-hatch"))
        .with("patternUnits", "userSpaceOnUse")
        .at("width", 6.0)
        .at("height", 6.0)
        .holding(
            element("path")
                .with("d", "M0 6L6 0")
                .with("stroke", colour::GREY)
                .at("stroke-width", 1.0),
        )
}

/// The fill that draws that pattern.
pub(crate) fn hatched(id: &str) -> String {
    format!("url(#{id}-hatch)")
}

/// A number of things as a number to draw with.
pub(crate) fn as_f64(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// An id that is safe in an attribute and in `url(#…)`.
pub(crate) fn id(wanted: &str) -> String {
    let safe = |each: char| if each.is_ascii_alphanumeric() { each } else { '-' };
    let id: String = wanted.chars().map(safe).collect();
    if id.starts_with(|each: char| each.is_ascii_alphabetic()) { id } else { format!("chart-{id}") }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for each in text.chars() {
        match each {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' | '\r' => safe.push(' '),
            // XML has no way to write these at all.
            _ if each.is_control() || matches!(each, '\u{fffe}' | '\u{ffff}') => {
                safe.push('\u{fffd}');
            }
            _ => safe.push(each),
        }
    }
    safe
}
