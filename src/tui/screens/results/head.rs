//! The head of the results screen: how many rows stand where, and how a run under way gets on.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::view::face;
use super::{Filter, Running, Tone};
use crate::domain::{Counts, RowState, RunId};
use crate::tui::app::Model;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::{Pen, Words, counted, grouped};

/// The bar is no longer than this: it shall be read, not fill the screen.
const LONGEST: usize = 60;

/// Lines of the head.
pub(super) fn height(model: &Model) -> u16 {
    if model.results.live().is_some() { 3 } else { 2 }
}

pub(super) fn draw(model: &Model, run: RunId, area: Rect, buf: &mut Buffer) {
    let (theme, state) = (model.theme, &model.results);
    let counts = state.counts();
    draw_counts(theme, run, &counts, area, buf);
    let below = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(1),
    };
    if let Some(running) = state.live() {
        draw_progress(model, running, &counts, below, buf);
    } else if let Some(reason) = &state.halted {
        Words::new(below, buf).line(&[("stopped: ", theme.bad()), (reason, Style::new())]);
    } else if let marked @ 1.. = state.marked() {
        let left = format!(
            "{} still to be deleted; U goes on",
            counted(marked, "device")
        );
        Words::new(below, buf).line(&[("stopped: ", theme.bad()), (&left, Style::new())]);
    } else if state.filter == Filter::Troubled {
        Words::new(below, buf).line(&[(
            "Only failed and unknown rows are listed; f lists all.",
            theme.hint(),
        )]);
    }
}

/// The counts with their words, or without where the line is too short for them.
fn draw_counts(theme: Theme, run: RunId, counts: &Counts, area: Rect, buf: &mut Buffer) {
    let always = [RowState::Created, RowState::Failed, RowState::Unknown];
    let shown = always.into_iter().chain(
        [
            RowState::InFlight,
            RowState::Queued,
            RowState::Skipped,
            RowState::Deleted,
        ]
        .into_iter()
        .filter(|state| of(counts, *state) > 0),
    );
    let pieces = |words: bool| {
        let mut pieces = vec![(format!(" Run {run}   "), theme.strong())];
        for state in shown.clone() {
            let count = of(counts, state);
            let (glyph, word, style) = face(theme, state);
            let style = if count == 0 { theme.dim() } else { style };
            let text = if words {
                format!("{} {glyph} {word}   ", grouped(count))
            } else {
                format!("{} {glyph}  ", grouped(count))
            };
            pieces.push((text, style));
        }
        pieces.push((format!("of {}", grouped(counts.total())), theme.dim()));
        pieces
    };
    let long = pieces(true);
    let wide: usize = long.iter().map(|(text, _)| width(text)).sum();
    let chosen = if wide <= usize::from(area.width) {
        long
    } else {
        pieces(false)
    };
    let mut pen = Pen::new(area, buf);
    for (text, style) in &chosen {
        pen.write(text, *style);
    }
}

/// The bar with rate and times, and under it what the run is doing.
fn draw_progress(model: &Model, running: &Running, counts: &Counts, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let measures = format!(" {}", running.measures(model.now));
    let room = usize::from(area.width).saturating_sub(width(&measures));
    let mut pen = Pen::new(area, buf);
    for (glyph, cells, style) in bar(theme, counts, room.min(LONGEST)) {
        pen.write(&glyph.repeat(cells), style);
    }
    pen.write(&measures, Style::new());
    let below = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let (doing, tone) = running.doing(model.now);
    let style = match tone {
        Tone::Calm => theme.dim(),
        Tone::Waiting => theme.doubt(),
        Tone::Loud => theme.bad().patch(theme.strong()),
    };
    Words::new(below, buf).line(&[(&doing, style)]);
}

/// The pieces of a bar of `wide` cells: glyph, cells, look. Told apart without colour too.
fn bar(theme: Theme, counts: &Counts, wide: usize) -> Vec<(&'static str, usize, Style)> {
    let total = counts.total().max(1);
    let parts = [
        (theme.glyph("█", "#"), counts.created, theme.ok()),
        (theme.glyph("▓", "x"), counts.failed, theme.bad()),
        (theme.glyph("▒", "?"), counts.unknown, theme.doubt()),
        (
            theme.glyph("▄", "="),
            counts.skipped + counts.deleted,
            theme.dim(),
        ),
    ];
    let (mut rows, mut cells) = (0, 0);
    let mut pieces: Vec<_> = parts
        .into_iter()
        .map(|(glyph, count, style)| {
            rows += count;
            let before = cells;
            // Rounded where a part ends, so that the parts never add up to more than the whole.
            cells = wide * rows / total;
            (glyph, cells - before, style)
        })
        .collect();
    pieces.push((theme.glyph("░", "."), wide - cells, theme.dim()));
    pieces
}

fn of(counts: &Counts, state: RowState) -> usize {
    let mut counts = *counts;
    *counts.of(state)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_bar_is_as_long_as_its_room(rows in prop::array::uniform7(0..5_000_usize), wide in 0..200_usize) {
            let mut counts = Counts::default();
            for (state, rows) in RowState::ALL.iter().copied().zip(rows) {
                *counts.of(state) = rows;
            }
            let cells: usize = bar(Theme::default(), &counts, wide).iter().map(|piece| piece.1).sum();
            prop_assert_eq!(cells, wide);
        }
    }
}
