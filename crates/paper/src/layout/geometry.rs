//! Points, boxes and the matrices that move them. Down is more, as a reader goes.

/// A point on a page, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// An upright box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    /// The smallest box around these points.
    pub(crate) fn around(points: &[Point]) -> Self {
        let mut area = Self {
            left: f64::INFINITY,
            top: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::NEG_INFINITY,
        };
        for point in points {
            area.left = area.left.min(point.x);
            area.right = area.right.max(point.x);
            area.top = area.top.min(point.y);
            area.bottom = area.bottom.max(point.y);
        }
        area
    }

    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn holds(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// A matrix as PDF writes one: where a stroke along and a stroke up go, and how far all moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(crate) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this one, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        let [along_x, along_y, up_x, up_y, far_x, far_y] = self.0;
        let (along, up) = (next.turn(along_x, along_y), next.turn(up_x, up_y));
        let far = next.move_point(far_x, far_y);
        Self([along.x, along.y, up.x, up.y, far.x, far.y])
    }

    pub(crate) fn move_point(self, x: f64, y: f64) -> Point {
        let [.., far_x, far_y] = self.0;
        let Point { x, y } = self.turn(x, y);
        Point { x: x + far_x, y: y + far_y }
    }

    fn turn(self, x: f64, y: f64) -> Point {
        let [along_x, along_y, up_x, up_y, _, _] = self.0;
        Point { x: along_x * x + up_x * y, y: along_y * x + up_y * y }
    }

    /// How much longer an upright stroke becomes.
    pub(crate) fn upright(self) -> f64 {
        let [_, _, up_x, up_y, _, _] = self.0;
        up_x.hypot(up_y)
    }

    /// Whether an upright box stays upright, or lies on its side.
    pub(crate) fn keeps_boxes(self) -> bool {
        let [along_x, along_y, up_x, up_y, _, _] = self.0;
        let none = |one: f64, other: f64| one.abs().max(other.abs()) < 1e-3;
        none(along_y, up_x) || none(along_x, up_y)
    }
}
