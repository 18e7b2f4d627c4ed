//! How large the screen is taken to be.

use ratatui::layout::Size;

/// What a terminal has that knows no size.
const USUAL: Size = Size::new(80, 24);
/// No screen is drawn larger than this, whatever a terminal says of itself: every cell costs memory.
const MOST: Size = Size::new(1_000, 500);

/// The size of a screen whose terminal says that it has so many columns and rows. A serial console says 0:
/// then `COLUMNS` and `LINES` count, which `var` looks up, else 80x24.
pub(super) fn of(columns: u16, rows: u16, var: impl Fn(&str) -> Option<String>) -> Size {
    let known = |said: u16, name: &str, usual: u16| {
        let told = || var(name)?.trim().parse().ok().filter(|told| *told > 0);
        match said {
            0 => told().unwrap_or(usual),
            said => said,
        }
    };
    Size {
        width: known(columns, "COLUMNS", USUAL.width).min(MOST.width),
        height: known(rows, "LINES", USUAL.height).min(MOST.height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_there_in_any_case_and_never_too_large() {
        let said = |columns, rows, vars: &[(&str, &str)]| {
            let size = of(columns, rows, |name| {
                let known = vars.iter().find(|(known, _)| *known == name)?;
                Some(known.1.to_owned())
            });
            (size.width, size.height)
        };
        let told = [("COLUMNS", "132"), ("LINES", "43")];
        assert_eq!(said(100, 30, &told), (100, 30));
        assert_eq!(said(0, 0, &told), (132, 43));
        assert_eq!(said(0, 30, &told[1..]), (80, 30));
        assert_eq!(said(0, 0, &[]), (80, 24));
        for odd in ["", "0", "-1", "wide", "99999999"] {
            assert_eq!(
                said(0, 0, &[("COLUMNS", odd), ("LINES", odd)]),
                (80, 24),
                "{odd}"
            );
        }
        assert_eq!(said(u16::MAX, u16::MAX, &[]), (1_000, 500));
        assert_eq!(said(0, 0, &[("COLUMNS", "65535")]), (1_000, 24));
        assert_eq!(said(1, 1, &told), (1, 1));
    }
}
