//! A rectangle of terminal cells, without the drawing library.

/// A rectangle of terminal cells: origin at the top left, sizes in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Width in columns.
    pub width: u16,
    /// Height in rows.
    pub height: u16,
}

impl Area {
    /// A rectangle at (`x`, `y`) of the given size in cells.
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    /// Whether the cell at (`x`, `y`) lies inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        x >= self.x && y >= self.y && x < self.right() && y < self.bottom()
    }

    /// The first column to the right of the rectangle.
    pub fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// The first row below the rectangle.
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }

    /// The rectangle without a border of `by` cells on each side; empty when too small.
    #[must_use]
    pub fn inset(self, by: u16) -> Self {
        let twice = by.saturating_mul(2);
        if self.width < twice || self.height < twice {
            return Self::new(self.x, self.y, 0, 0);
        }
        let (x, y) = (self.x.saturating_add(by), self.y.saturating_add(by));
        Self::new(x, y, self.width - twice, self.height - twice)
    }

    /// The rectangle without `by` columns at the left and at the right; empty when too narrow.
    #[must_use]
    pub fn pad(self, by: u16) -> Self {
        let width = self.width.saturating_sub(by.saturating_mul(2));
        Self { x: self.x.saturating_add(by.min(self.width)), width, ..self }
    }

    /// The first `rows` rows, and the rest.
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let top = rows.min(self.height);
        (
            Self { height: top, ..self },
            Self::new(self.x, self.y.saturating_add(top), self.width, self.height - top),
        )
    }

    /// All but the last `rows` rows, and those.
    pub fn split_bottom(self, rows: u16) -> (Self, Self) {
        let bottom = rows.min(self.height);
        self.split_top(self.height - bottom)
    }

    /// The first `columns` columns, and the rest.
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let left = columns.min(self.width);
        (
            Self { width: left, ..self },
            Self::new(self.x.saturating_add(left), self.y, self.width - left, self.height),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Area;

    #[test]
    fn splitting_loses_no_cell() {
        let area = Area::new(3, 2, 10, 5);
        let (top, rest) = area.split_top(2);
        assert_eq!((top.height, rest.height, rest.y), (2, 3, 4));
        let (left, right) = area.split_left(4);
        assert_eq!((left.width, right.width, right.x), (4, 6, 7));
        let (all, none) = area.split_top(9);
        assert_eq!((all.height, none.height), (5, 0));
    }

    #[test]
    fn padding_larger_than_the_area_leaves_nothing() {
        let area = Area::new(3, 2, 10, 5);
        assert_eq!(area.pad(1), Area::new(4, 2, 8, 5));
        assert_eq!(area.pad(6).width, 0);
    }

    #[test]
    fn an_inset_larger_than_the_area_is_empty() {
        assert_eq!(Area::new(0, 0, 1, 1).inset(1).width, 0);
    }
}
