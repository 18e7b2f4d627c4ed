//! Bars: how far something is, and how much room is left.

use ratatui::style::Style;

use super::lines::Line;
use crate::tui::theme::Theme;

/// What a part of a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Done, used.
    Full,
    /// Failed, or what does not fit.
    Wrong,
    /// Unknown, or what is added.
    Half,
    /// Still to come, free.
    Empty,
}

impl Part {
    const fn sign(self, theme: Theme) -> &'static str {
        match self {
            Self::Full => theme.glyph("█", "#"),
            Self::Wrong => theme.glyph("▓", "x"),
            Self::Half => theme.glyph("▒", "?"),
            Self::Empty => theme.glyph("░", "."),
        }
    }
}

/// A bar of `cells` cells, as pieces of a line: each part by its share of `total`, none that is there left out.
#[must_use]
pub fn pieces(theme: Theme, cells: usize, total: usize, parts: &[(usize, Part, Style)]) -> Line {
    let mut left = cells;
    let (mut done, mut drawn) = (0, 0);
    let mut pieces = Vec::new();
    for (amount, part, style) in parts {
        done += amount;
        let upto = done.saturating_mul(cells) / total.max(1);
        let wide = upto
            .saturating_sub(drawn)
            .max(usize::from(*amount > 0))
            .min(left);
        pieces.push((part.sign(theme).repeat(wide), *style));
        drawn += wide;
        left -= wide;
    }
    pieces.push((Part::Empty.sign(theme).repeat(left), theme.muted()));
    pieces
}

/// Numbers as columns of eight heights, the highest for the greatest.
#[must_use]
pub fn spark(theme: Theme, numbers: &[usize]) -> String {
    let levels = theme.glyph(" ▁▂▃▄▅▆▇", " .:-=+*#");
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let level = |number: &usize| {
        // Whatever is not nothing can be seen.
        let level = (number * 7 / most).max(usize::from(*number > 0));
        levels.chars().nth(level).unwrap_or(' ')
    };
    numbers.iter().map(level).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::widgets::text::width;

    proptest! {
        #[test]
        fn a_bar_is_as_long_as_its_room(amounts in prop::array::uniform4(0..5_000_usize), cells in 0..200_usize) {
            let parts = amounts.map(|amount| (amount, Part::Full, Style::new()));
            let total = amounts.iter().sum();
            let line = pieces(Theme::default(), cells, total, &parts);
            let wide: usize = line.iter().map(|(text, _)| width(text)).sum();
            prop_assert_eq!(wide, cells);
        }
    }

    #[test]
    fn what_is_not_nothing_is_seen_in_a_spark() {
        let theme = Theme::default();
        assert_eq!(spark(theme, &[0, 1, 50, 700, 350]), " ▁▁▇▃");
        let ascii = Theme {
            unicode: false,
            ..theme
        };
        assert_eq!(spark(ascii, &[0, 7, 3]), " #-");
        assert_eq!(spark(theme, &[]), "");
    }
}
