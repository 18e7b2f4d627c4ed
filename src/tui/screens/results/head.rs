//! The head of the results screen: how many rows stand where, and how a run under way gets on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::face::face;
use super::{Filter, State};
use crate::domain::{Counts, RowState, RunId};
use crate::said::{Said, grouped, label, say};
use crate::tui::shared::{Running, Shared, Tone};
use crate::tui::theme::Theme;
use crate::tui::widgets::split;
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::{Pen, Words};
use crate::words::DEVICES;

/// The bar is no longer than this: it shall be read, not fill the screen.
const LONGEST: usize = 60;

/// The states that are counted in the head, and whether also where no row has them.
const COUNTED: [(RowState, bool); 7] = [
    (RowState::Created, true),
    (RowState::Failed, true),
    (RowState::Unknown, true),
    (RowState::InFlight, false),
    (RowState::Queued, false),
    (RowState::Skipped, false),
    (RowState::Deleted, false),
];

/// Lines of the head.
pub(super) fn height(shared: &Shared) -> u16 {
    if shared.runs.live().is_some() { 3 } else { 2 }
}

pub(super) fn draw(state: &State, shared: &Shared, run: RunId, area: Rect, buf: &mut Buffer) {
    let (theme, runs) = (shared.theme, &shared.runs);
    let counts = runs.counts();
    draw_counts(theme, run, &counts, area, buf);
    let below = split(area, 1)[1].inner(Margin::new(1, 0));
    let stopped = |reason: &Said, buf: &mut Buffer| {
        Words::new(below, buf).line(&[
            (&label!("stopped:", "已停止：").to(theme.lang), theme.bad()),
            (" ", theme.bad()),
            (&reason.to(theme.lang), Style::new()),
        ]);
    };
    if let Some(running) = runs.live() {
        draw_progress(shared, running, &counts, below, buf);
    } else if let Some(reason) = &runs.halted {
        stopped(reason, buf);
    } else if let marked @ 1.. = runs.tally().marked {
        let left = DEVICES.count(marked);
        let key = shared.key("results.undo");
        stopped(
            &say!(
                "{left} still to be deleted; {key} resumes",
                "还有 {left}待删除；按 {key} 继续",
                left
            ),
            buf,
        );
    } else if state.filter == Filter::Troubled {
        let key = shared.key("results.filter");
        let only = say!(
            "Only failed and unknown rows are listed; {key} lists all.",
            "仅列出失败和未知的行；按 {key} 列出全部。"
        );
        Words::new(below, buf).line(&[(&only.to(theme.lang), theme.hint())]);
    }
}

/// The counts with their words, or without where the line is too short for them.
fn draw_counts(theme: Theme, run: RunId, counts: &Counts, area: Rect, buf: &mut Buffer) {
    let lang = theme.lang;
    let title = say!("Run {run}", "任务 {run}");
    let all = say!("of {rows}", "共 {rows} 行", rows = grouped(counts.total()));
    let pieces = |words: bool| {
        let mut pieces = vec![(format!(" {}   ", title.to(lang)), theme.strong())];
        for (state, always) in COUNTED {
            let (glyph, word, style) = face(theme, state);
            let count = of(counts, state);
            let style = if count == 0 { theme.dim() } else { style };
            let word = if words {
                format!(" {} ", word.to(lang))
            } else {
                String::new()
            };
            if always || count > 0 {
                pieces.push((format!("{} {glyph}{word}  ", grouped(count)), style));
            }
        }
        pieces.push((all.to(lang).into_owned(), theme.dim()));
        pieces
    };
    let whole = pieces(true);
    let wide: usize = whole.iter().map(|(text, _)| width(text)).sum();
    let chosen = if wide <= usize::from(area.width) {
        whole
    } else {
        pieces(false)
    };
    let mut pen = Pen::new(area, buf);
    for (text, style) in &chosen {
        pen.write(text, *style);
    }
}

/// The bar with rate and times, and under it what the run is doing.
fn draw_progress(
    shared: &Shared,
    running: &Running,
    counts: &Counts,
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = shared.theme;
    let measures = format!(" {}", running.measures(shared.now).to(theme.lang));
    let room = usize::from(area.width).saturating_sub(width(&measures));
    let mut pen = Pen::new(area, buf);
    for (glyph, cells, style) in bar(theme, counts, room.min(LONGEST)) {
        pen.write(&glyph.repeat(cells), style);
    }
    pen.write(&measures, Style::new());
    let (doing, tone) = running.doing(shared.now, &shared.keys);
    let style = match tone {
        Tone::Calm => theme.dim(),
        Tone::Waiting => theme.doubt(),
        Tone::Loud => theme.bad().patch(theme.strong()),
    };
    Words::new(split(area, 1)[1], buf).line(&[(&doing.to(theme.lang), style)]);
}

/// The pieces of a bar of `wide` cells: glyph, cells, look. Told apart without colour too.
fn bar(theme: Theme, counts: &Counts, wide: usize) -> Vec<(&'static str, usize, Style)> {
    let total = counts.total().max(1);
    let other = counts.skipped + counts.deleted;
    let parts = [
        (theme.glyph("█", "#"), counts.created, theme.ok()),
        (theme.glyph("▓", "x"), counts.failed, theme.bad()),
        (theme.glyph("▒", "?"), counts.unknown, theme.doubt()),
        (theme.glyph("▄", "="), other, theme.dim()),
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
