//! A field with an axis along its foot and one up its side, and lines through points in it.

use std::fmt::Write as _;

use crate::legend::LINE;
use crate::scale::Span;
use crate::svg::{Element, colour, element, place, stroke, text};

/// A field between two axes. Values that lie beyond an axis are drawn on its end.
pub(crate) struct Plot {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) base: f64,
    pub(crate) across: Span,
    pub(crate) up: Span,
}

impl Plot {
    pub(crate) fn x(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * self.across.share(value)
    }

    pub(crate) fn y(&self, value: f64) -> f64 {
        self.base - (self.base - self.top) * self.up.share(value)
    }

    pub(crate) fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x(x), self.y(y))
    }

    /// The axis up the side with its grid, and what it measures over it, higher by so much.
    pub(crate) fn side(&self, says: &str, higher: f64) -> Vec<Element> {
        let mut parts = vec![text(4.0, self.top - 10.0 - higher, "start", says)];
        for tick in self.up.ticks() {
            let y = self.y(tick.value);
            parts.push(stroke((self.left, y), (self.right, y), colour::FAINT, 1.0));
            let says = text(self.left - 6.0, y + 4.0, "end", &tick.says);
            parts.push(says.with("class", "chart-tick"));
        }
        parts.push(stroke((self.left, self.top), (self.left, self.base), colour::INK, 1.0));
        parts
    }

    /// The axis along the foot, and what it measures under it, lower by so much.
    pub(crate) fn foot(&self, says: &str, lower: f64) -> Vec<Element> {
        let base = self.base;
        let mut parts = vec![stroke((self.left, base), (self.right, base), colour::INK, 1.5)];
        for tick in self.across.ticks() {
            let x = self.x(tick.value);
            parts.push(stroke((x, base), (x, base + 4.0), colour::INK, 1.0));
            let says = text(x, base + LINE + 3.0, "middle", &tick.says);
            parts.push(says.with("class", "chart-tick"));
        }
        parts.push(text(self.right, base + LINE * 2.0 + 3.0 + lower, "end", says));
        parts
    }
}

/// A line through places, in as many pieces as there are.
pub(crate) fn line(pieces: &[Vec<(f64, f64)>], colour: &str, width: f64) -> Element {
    let mut path = String::new();
    for piece in pieces {
        for (at, &(x, y)) in piece.iter().enumerate() {
            let command = if at == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{command}{} {}", place(x), place(y));
        }
    }
    element("path")
        .with("class", "chart-line")
        .with("d", &path)
        .with("fill", "none")
        .with("stroke", colour)
        .at("stroke-width", width)
}
