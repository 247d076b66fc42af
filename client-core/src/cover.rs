//! Areas of a picture that are covered in the copy for others, because they show personal data.

/// Smaller than this, in parts of the picture's side, it was a tap and not an area.
const SMALLEST: f64 = 0.01;

/// A rectangle in parts of the picture: 0 is its left or upper edge, 1 its right or lower one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// From the left edge to the right one.
    pub width: f64,
    /// From the upper edge to the lower one.
    pub height: f64,
}

/// How far from the left and from the top.
pub type Point = (f64, f64);

impl Area {
    /// Where a button puts it at first.
    pub const MIDDLE: Self = Self { x: 0.375, y: 0.4, width: 0.25, height: 0.2 };

    /// Between two corners.
    pub fn between(a: Point, b: Point) -> Self {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        Self { x, y, width: (a.0 - b.0).abs(), height: (a.1 - b.1).abs() }
    }

    /// Large enough for one.
    pub fn is_area(&self) -> bool {
        self.width >= SMALLEST && self.height >= SMALLEST
    }

    /// Moved and stretched, but always inside of the picture.
    pub fn changed(self, (dx, dy): Point, (dw, dh): Point) -> Self {
        let width = (self.width + dw).clamp(2.0 * SMALLEST, 1.0);
        let height = (self.height + dh).clamp(2.0 * SMALLEST, 1.0);
        let x = (self.x + dx).clamp(0.0, 1.0 - width);
        let y = (self.y + dy).clamp(0.0, 1.0 - height);
        Self { x, y, width, height }
    }
}

/// The areas in pixels: left, top, width, height of each; rounded outwards.
pub fn in_pixels(areas: &[Area], (width, height): (u32, u32)) -> Vec<f64> {
    let (width, height) = (f64::from(width), f64::from(height));
    let one = |area: &Area| {
        let (left, top) = ((area.x * width).floor(), (area.y * height).floor());
        let right = ((area.x + area.width) * width).ceil().min(width);
        let bottom = ((area.y + area.height) * height).ceil().min(height);
        [left, top, right - left, bottom - top]
    };
    areas.iter().flat_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_stays_inside_of_the_picture() {
        let area = Area::between((0.9, 0.8), (0.5, 0.2));
        assert!(area.is_area());
        let far = area.changed((7.0, -7.0), (0.0, 0.0));
        assert!((far.x + far.width - 1.0).abs() < 1e-9 && far.y == 0.0);
        assert!(!Area::between((0.1, 0.1), (0.1, 0.9)).is_area());
    }

    #[test]
    fn pixels_cover_the_whole_area() {
        let area = Area { x: 0.1004, y: 0.0, width: 0.2, height: 1.0 };
        assert_eq!(in_pixels(&[area], (100, 50)), [10.0, 0.0, 21.0, 50.0]);
    }
}
