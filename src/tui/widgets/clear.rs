//! Makes room for an overlay without leaving half a wide glyph beside it.

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget as _};

/// Blanks `area`, and the cell left of it where a two-cell glyph would reach in.
///
/// ratatui's own `Clear` keeps that glyph, and the terminal then draws it over the overlay's edge
/// (ratatui issue 2526). The part of `area` outside the buffer is ignored.
pub fn clear(area: Rect, buf: &mut Buffer) {
    if let Some(x) = area.x.checked_sub(1) {
        for y in area.top()..area.bottom() {
            if let Some(cell) = buf.cell_mut((x, y))
                && cell.cell_width() > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buf);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_glyph_at_the_left_edge_goes_too() {
        let mut buf = Buffer::with_lines(["中文中文", "abcdefgh"]);
        clear(Rect::new(3, 0, 3, 2), &mut buf);
        assert_eq!(buf, Buffer::with_lines(["中    文", "abc   gh"]));
    }

    #[test]
    fn an_area_beyond_the_buffer_is_cut() {
        let mut buf = Buffer::with_lines(["abc"]);
        clear(Rect::new(1, 0, 900, 900), &mut buf);
        assert_eq!(buf, Buffer::with_lines(["a  "]));
    }
}
