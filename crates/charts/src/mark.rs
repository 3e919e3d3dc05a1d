//! Marks that are told apart by their shape, and labels that do not lie on one another.

use crate::svg::{Element, colour, element, place, text};

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Circle,
    Square,
    Up,
    Diamond,
    Down,
    Hexagon,
}

impl Shape {
    /// In the order in which they are given to groups; of more groups some share one.
    pub(crate) const ALL: [Self; 6] =
        [Self::Circle, Self::Square, Self::Up, Self::Diamond, Self::Down, Self::Hexagon];

    pub(crate) fn numbered(at: usize) -> Self {
        Self::ALL.get(at % Self::ALL.len()).copied().unwrap_or(Self::Circle)
    }

    /// Its corners around 0, for a size of 1; a circle has none.
    fn corners(self) -> &'static [(f64, f64)] {
        match self {
            Self::Circle => &[],
            Self::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Self::Up => &[(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
            Self::Diamond => &[(0.0, -1.25), (1.15, 0.0), (0.0, 1.25), (-1.15, 0.0)],
            Self::Down => &[(0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)],
            Self::Hexagon => {
                &[(-1.1, 0.0), (-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0)]
            }
        }
    }

    /// The mark around a place, of this half width. Its outline is dark, so that it stands out
    /// whatever it is filled with.
    pub(crate) fn drawn(self, (x, y): (f64, f64), half: f64, fill: &str) -> Element {
        let shape = if self == Self::Circle {
            element("circle").at("cx", x).at("cy", y).at("r", half)
        } else {
            let corner = |&(dx, dy): &(f64, f64)| {
                format!("{},{}", place(x + dx * half), place(y + dy * half))
            };
            let corners: Vec<String> = self.corners().iter().map(corner).collect();
            element("polygon").with("points", &corners.join(" "))
        };
        shape
            .with("class", "chart-point")
            .with("fill", fill)
            .with("stroke", colour::INK)
            .at("stroke-width", 1.5)
    }
}

/// Where labels are put beside their marks so that none lies on a mark or another label.
pub(crate) struct Labels {
    /// Left, top, right and bottom of what is taken.
    taken: Vec<(f64, f64, f64, f64)>,
    within: (f64, f64, f64, f64),
}

impl Labels {
    /// Labels around these marks, within left, top, right and bottom.
    pub(crate) fn around(marks: &[(f64, f64)], within: (f64, f64, f64, f64)) -> Self {
        let taken = |&(x, y): &(f64, f64)| (x - 5.0, y - 5.0, x + 5.0, y + 5.0);
        Self { taken: marks.iter().map(taken).collect(), within }
    }

    /// Keeps a line free of labels, across or down, from one of its ends to the other.
    pub(crate) fn keep(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        self.taken.push((left - 1.0, top - 1.0, right + 1.0, bottom + 1.0));
    }

    /// The label of the mark at this place, in the nearest room that is free.
    pub(crate) fn label(&mut self, (x, y): (f64, f64), says: &str) -> Element {
        let letters = u32::try_from(says.chars().count()).unwrap_or(u32::MAX);
        let (half, high) = (f64::from(letters) * 4.0 + 0.5, 5.5);
        let (side, over) = (half + 7.0, high + 7.0);
        let around = [
            (0.0, -over),
            (0.0, over),
            (side, 0.0),
            (-side, 0.0),
            (side - 2.0, -over + 2.0),
            (-side + 2.0, -over + 2.0),
            (side - 2.0, over - 2.0),
            (-side + 2.0, over - 2.0),
            (0.0, -over - 11.0),
            (0.0, over + 11.0),
        ];
        let spot = |&(dx, dy): &(f64, f64)| {
            let (x, y) = (x + dx, y + dy);
            (x - half, y - high, x + half, y + high)
        };
        let (left, top, right, bottom) = self.within;
        let free = |spot: &(f64, f64, f64, f64)| {
            let inside = spot.0 >= left && spot.1 >= top && spot.2 <= right && spot.3 <= bottom;
            let apart = |other: &(f64, f64, f64, f64)| {
                spot.2 <= other.0 || spot.0 >= other.2 || spot.3 <= other.1 || spot.1 >= other.3
            };
            inside && self.taken.iter().all(apart)
        };
        let found = around.iter().map(spot).find(free);
        let spot = found.unwrap_or((x - half, y - over - high, x + half, y - over + high));
        self.taken.push(spot);
        text(f64::midpoint(spot.0, spot.2), spot.3 - 1.5, "middle", says)
            .with("font-weight", "bold")
            .with("stroke", colour::HALO)
            .at("stroke-width", 3.0)
            .with("paint-order", "stroke")
    }
}

/// The letter by which the thing at this place is told: A to Z, then AA, AB and so on.
pub(crate) fn letter(at: usize) -> String {
    let one = |at: usize| u8::try_from(at % 26).map_or('?', |at| char::from(b'A' + at));
    match at.checked_sub(26) {
        None => one(at).to_string(),
        Some(after) => format!("{}{}", letter(after / 26), one(after)),
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_the_last() {
        let said = [0, 25, 26, 27, 52].map(letter);
        assert_eq!(said, ["A", "Z", "AA", "AB", "BA"]);
    }
}
