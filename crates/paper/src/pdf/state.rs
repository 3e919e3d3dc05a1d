//! How a page stands to draw: where, in which font, with which colour.

use std::rc::Rc;

use lopdf::Object;

use super::font::Font;
use crate::layout::Matrix;

/// Everything that `q` keeps and `Q` gives back.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) matrix: Matrix,
    pub(crate) font: Option<Rc<Font>>,
    pub(crate) size: f64,
    pub(crate) between_letters: f64,
    pub(crate) between_words: f64,
    pub(crate) stretch: f64,
    pub(crate) leading: f64,
    pub(crate) rise: f64,
    /// The fill colour, as "D9E2F3".
    pub(crate) colour: String,
    /// Where the text stands, and where its line began; only between `BT` and `ET`.
    pub(crate) text: Matrix,
    pub(crate) line: Matrix,
}

impl State {
    pub(crate) fn at(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            between_letters: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            colour: "000000".to_owned(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
        }
    }

    /// Takes in an operator that only sets how later ones draw; false if it is none of those.
    pub(crate) fn set(&mut self, operator: &str, operands: &[Object]) -> bool {
        let numbers = numbers(operands);
        let first = numbers.first().copied().unwrap_or(0.0);
        match (operator, numbers.as_slice()) {
            ("cm", numbers) => {
                if let Some(matrix) = matrix_of(numbers) {
                    self.matrix = matrix.then(self.matrix);
                }
            }
            ("BT", _) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            ("Tc", _) => self.between_letters = first,
            ("Tw", _) => self.between_words = first,
            ("Tz", _) => self.stretch = first / 100.0,
            ("TL", _) => self.leading = first,
            ("Ts", _) => self.rise = first,
            ("Td", &[x, y]) => self.next_line(x, y),
            ("TD", &[x, y]) => {
                self.leading = -y;
                self.next_line(x, y);
            }
            ("T*", _) => self.next_line(0.0, -self.leading),
            ("Tm", numbers) => {
                if let Some(matrix) = matrix_of(numbers) {
                    (self.line, self.text) = (matrix, matrix);
                }
            }
            ("g" | "rg" | "k" | "sc" | "scn", numbers) => {
                if let Some(colour) = colour(numbers) {
                    self.colour = colour;
                }
            }
            _ => return false,
        }
        true
    }

    pub(crate) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}

/// The operands that are numbers and finite.
pub(crate) fn numbers(operands: &[Object]) -> Vec<f64> {
    let number = |operand: &Object| operand.as_float().ok().map(f64::from);
    operands.iter().filter_map(number).filter(|number| number.is_finite()).collect()
}

/// The matrix that six numbers are.
pub(crate) fn matrix_of(numbers: &[f64]) -> Option<Matrix> {
    <[f64; 6]>::try_from(numbers).ok().map(Matrix)
}

/// A grey, a colour of light or a colour of ink, as "D9E2F3".
fn colour(numbers: &[f64]) -> Option<String> {
    let [red, green, blue] = match *numbers {
        [grey] => [grey, grey, grey],
        [red, green, blue] => [red, green, blue],
        [cyan, magenta, yellow, black] => {
            [cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black))
        }
        _ => return None,
    };
    let hex = |share: f64| (0..=255_u8).rev().find(|&byte| f64::from(byte) <= share * 255.0 + 0.5);
    let [red, green, blue] = [red, green, blue].map(|share| hex(share).unwrap_or(0));
    Some(format!("{red:02X}{green:02X}{blue:02X}"))
}
