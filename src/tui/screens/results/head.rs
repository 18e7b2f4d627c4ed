//! The head of the results screen: which run it is, how many of its rows stand where, and what is told of it as a whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::causes;
use super::face::face;
use crate::domain::{Counts, RowState};
use crate::said::{Said, grouped, say};
use crate::tui::shared::{Runs, Shared, Shown, Sum};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::lines::{Line, Lines};
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text::width;
use crate::tui::widgets::{bar, indent, split};
use crate::words::{DEVICES, REQUESTS, ROWS, lasting};

/// The states that are counted, and whether also where no row has them.
const COUNTED: [(RowState, bool); 7] = [
    (RowState::Created, true),
    (RowState::Failed, true),
    (RowState::Unknown, true),
    (RowState::InFlight, false),
    (RowState::Queued, false),
    (RowState::Skipped, false),
    (RowState::Deleted, false),
];

/// Rows that list and detail need below the head.
const BELOW: u16 = 6;
/// From this height on the causes stand in the head of a run that has ended.
const TALL: u16 = 20;
/// A bar of fewer cells says nothing.
const BAR: usize = 12;

/// Draws the head of a run that is not worked on; gives what is left, and whether there was room for what is told.
pub(super) fn draw(shared: &Shared, shown: &Shown, area: Rect, buf: &mut Buffer) -> (Rect, bool) {
    let theme = shared.theme;
    let whole = Pane::whole(area);
    title(shared, shown, "", whole, buf);
    let [counts, rest] = split(whole.inner, 1);
    let mut lines = Lines::new(theme, area.width);
    lines.line(counts_and_bar(theme, &shown.summary.counts, area.width));
    lines.draw(0, counts, buf);
    let mut notes = Lines::new(theme, area.width.saturating_sub(4));
    told(shared, &mut notes);
    if area.height >= TALL && shown.causes.len() > 1 {
        causes::add_few(theme, shown, &mut notes);
    }
    if notes.tall() > rest.height.saturating_sub(BELOW) {
        return (rest, false);
    }
    let [head, rest] = split(rest, notes.tall());
    notes.draw(0, indent(head, 2), buf);
    (rest, true)
}

/// Names the run on the rule: as much of it as there is room for.
pub(super) fn title(shared: &Shared, shown: &Shown, right: &str, pane: Pane, buf: &mut Buffer) {
    let theme = shared.theme;
    let summary = &shown.summary;
    let run = summary.id;
    let mut pieces = vec![say!("Run {run}", "任务 {run}")];
    if shared.runs.live().is_some() {
        pieces.push(DEVICES.count(summary.counts.total()));
        pieces.extend(shared.product_of(summary));
    } else {
        pieces.push(shared.when(summary.started_at));
        let ended = summary.ended_at;
        pieces.extend(ended.map(|at| lasting(at.since(summary.started_at))));
        let requests = (summary.batches > 0).then(|| REQUESTS.count(summary.batches));
        pieces.extend(requests);
        pieces.extend(shared.product_of(summary));
    }
    pieces.retain(|piece| !piece.is_empty());
    let room = usize::from(pane.rule.width).saturating_sub(width(right) + 8);
    let mut left = String::new();
    for piece in &pieces {
        let piece = piece.to(theme.lang);
        let longer = if left.is_empty() {
            piece.into_owned()
        } else {
            format!("{left} · {piece}")
        };
        if !left.is_empty() && width(&longer) > room {
            break;
        }
        left = longer;
    }
    pane.title(theme, buf, &left, right);
}

/// The counts, and behind them a bar, where there is room for one that says something.
fn counts_and_bar(theme: Theme, counts: &Counts, wide: u16) -> Line {
    let mut line = pieces(theme, counts, wide);
    let used: usize = line.iter().map(|(text, _)| width(text)).sum();
    let room = usize::from(wide).saturating_sub(used + 4).min(60);
    if room >= BAR {
        line.push(("  ".to_owned(), Style::new()));
        line.extend(bar_of(theme, counts, room));
    }
    line
}

/// The counts with their words, or without where the line is too short for them.
pub(super) fn pieces(theme: Theme, counts: &Counts, wide: u16) -> Line {
    let lang = theme.lang;
    let all = say!("of {rows}", "共 {rows} 行", rows = grouped(counts.total()));
    let line = |words: bool| {
        let mut line = vec![("  ".to_owned(), Style::new())];
        for (state, always) in COUNTED {
            let (glyph, word, style) = face(theme, state);
            let count = of(counts, state);
            if !always && count == 0 {
                continue;
            }
            let style = if count == 0 { theme.muted() } else { style };
            let word = if words {
                format!(" {}", word.to(lang))
            } else {
                String::new()
            };
            line.push((format!("{} {glyph}{word}", grouped(count)), style));
            line.push(("   ".to_owned(), Style::new()));
        }
        line.push((all.to(lang).into_owned(), theme.muted()));
        line
    };
    let whole = line(true);
    let needs: usize = whole.iter().map(|(text, _)| width(text)).sum();
    if needs <= usize::from(wide) {
        whole
    } else {
        line(false)
    }
}

/// The rows as a bar of so many cells.
pub(super) fn bar_of(theme: Theme, counts: &Counts, cells: usize) -> Line {
    let other = counts.skipped + counts.deleted;
    bar::pieces(
        theme,
        cells,
        counts.total(),
        &[
            (counts.created, bar::Part::Full, theme.ok()),
            (other, bar::Part::Full, theme.muted()),
            (counts.failed, bar::Part::Wrong, theme.bad()),
            (counts.unknown, bar::Part::Half, theme.doubt()),
        ],
    )
}

/// What is told of the run as a whole: why it is not finished, and what became of lost replies.
pub(super) fn told(shared: &Shared, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let runs = &shared.runs;
    let mut add = |sign, style, told: &Said| {
        let lead = format!("{} ", theme.sign(sign));
        lines.behind(&[(&lead, style)], &told.to(theme.lang), Style::new());
    };
    if let Some(reason) = &runs.halted {
        let told = say!("stopped: {reason}", "已停止：{reason}", reason);
        add(Sign::Bad, theme.bad(), &told);
    } else if let marked @ 1.. = runs.tally().marked {
        let told = say!(
            "stopped: {left} still to be deleted; {key} resumes",
            "已停止：还有 {left}待删除；按 {key} 继续",
            left = DEVICES.count(marked),
            key = shared.key("results.undo")
        );
        add(Sign::Doubt, theme.doubt(), &told);
    } else if let Some(told) = unsettled(shared, runs) {
        add(Sign::Doubt, theme.doubt(), &told);
    }
    if let Some(told) = runs.told().and_then(replies) {
        add(Sign::Ok, theme.ok(), &told);
    }
}

/// Rows that wait for somebody to go on with the run.
fn unsettled(shared: &Shared, runs: &Runs) -> Option<Said> {
    let rows = runs.counts().queued + runs.askable();
    (rows > 0).then(|| {
        say!(
            "not settled: {rows}; {key} resumes the run",
            "未核实：{rows}；按 {key} 继续任务",
            rows = ROWS.count(rows),
            key = shared.key("results.go-on")
        )
    })
}

/// What became of the rows whose replies were lost.
fn replies(sum: Sum) -> Option<Said> {
    let Sum {
        lost,
        looked_up,
        again,
    } = sum;
    if looked_up == 0 {
        return None;
    }
    let rows = ROWS.count(looked_up);
    let looked_up = match again {
        0 => say!(
            "looked up {rows}, none was sent twice",
            "查询了 {rows}，没有重复发送",
            rows
        ),
        again => say!(
            "looked up {rows}, sent {again} again that EnOS did not have",
            "查询了 {rows}，其中 EnOS 没有的 {again} 行已重新发送",
            rows,
            again = grouped(again)
        ),
    };
    Some(match lost {
        0 => looked_up,
        1 => say!(
            "1 reply was lost; {looked_up}",
            "丢失 1 个响应；{looked_up}",
            looked_up
        ),
        lost => say!(
            "{lost} replies were lost; {looked_up}",
            "丢失 {lost} 个响应；{looked_up}",
            lost = grouped(lost),
            looked_up
        ),
    })
}

fn of(counts: &Counts, state: RowState) -> usize {
    let mut counts = *counts;
    *counts.of(state)
}
