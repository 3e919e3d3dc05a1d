//! The frame of a page: how it lies, and what it takes from those it belongs to.

use lopdf::{Document, Object, ObjectId};

use super::font::float;
use crate::layout::{Area, Matrix, Point};

/// How far up a page looks for what it does not say itself.
const DEEPEST: usize = 48;

/// The matrix from the page's own measure to ours, and how high the page is.
pub(crate) fn frame(document: &Document, id: ObjectId) -> (Matrix, f64) {
    let area = ["CropBox", "MediaBox"].iter().find_map(|key| {
        let found = inherited(document, id, key.as_bytes())?.as_array().ok()?;
        let sides: Vec<f64> = found.iter().filter_map(|side| float(side, document)).collect();
        let &[a, b, c, d] = sides.as_slice() else { return None };
        let area = Area::around(&[Point { x: a, y: b }, Point { x: c, y: d }]);
        (area.width() > 1.0 && area.height() > 1.0).then_some(area)
    });
    let area = area.unwrap_or(Area { left: 0.0, top: 0.0, right: 595.0, bottom: 842.0 });
    let (width, height) = (area.width(), area.height());
    let turn = inherited(document, id, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let to_corner = Matrix::shift(-area.left, -area.top);
    let (turned, height) = match turn.rem_euclid(360) {
        90 => (Matrix([0.0, 1.0, 1.0, 0.0, 0.0, 0.0]), width),
        180 => (Matrix([-1.0, 0.0, 0.0, 1.0, width, 0.0]), height),
        270 => (Matrix([0.0, -1.0, -1.0, 0.0, height, width]), width),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, 0.0, height]), height),
    };
    (to_corner.then(turned), height)
}

/// What a page says itself, or one of those it belongs to.
pub(crate) fn inherited<'a>(
    document: &'a Document,
    id: ObjectId,
    key: &[u8],
) -> Option<&'a Object> {
    let mut page = document.get_dictionary(id).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(found) = page.get_deref(key, document) {
            return Some(found);
        }
        page = page.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}
