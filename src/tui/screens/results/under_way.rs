//! A run under way, told as it happens: how far it is, how fast it goes, what came of the last requests, why rows fail.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::face::face;
use super::{State, causes, head};
use crate::domain::RunRow;
use crate::said::{Label, Said, grouped, label, pair, say};
use crate::tui::shared::{Mood, Running, Shared, Shown, Tone, Work};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::lines::{Line, Lines};
use crate::tui::widgets::pane::rule;
use crate::tui::widgets::pane::{Pane, divide};
use crate::tui::widgets::table::{Column, Table};
use crate::tui::widgets::text::width;
use crate::tui::widgets::{bar, indent, split};
use crate::words::{DEVICES, lasting};

/// Where the screen is lower, what the run is doing has one line.
const LOW: u16 = 12;
/// From this width on there is room for how the rate was lately.
const ROOMY: u16 = 70;
/// From this size on the rows that failed stand beside the causes.
const LARGE: (u16, u16) = (140, 30);
/// From this width on causes and requests stand side by side.
const WIDE: u16 = 110;

/// A run and the work on it.
type UnderWay<'a> = (&'a Shown, &'a Running);

/// Draws it.
pub(super) fn draw(
    state: &State,
    shared: &Shared,
    of: UnderWay<'_>,
    area: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let theme = shared.theme;
    let (shown, running) = of;
    let (body, all_told) = if shared.panes.zoomed {
        (area, false)
    } else {
        let (body, all_told) = head(shared, of, false, area, buf);
        rule(theme, body, buf);
        (body, all_told)
    };
    let (why, log) = if shared.panes.zoomed || area.width >= WIDE {
        let panes = divide(theme, shared.panes, body, (|| 0, || 0), buf);
        (panes.list, panes.detail)
    } else {
        stacked(shared, shown, body, buf)
    };
    let large = area.width >= LARGE.0 && area.height >= LARGE.1;
    let why = if large && !shared.panes.zoomed {
        last_rows(shared, shown, why, buf)
    } else {
        why
    };
    draw_causes(state, shared, shown, why, buf);
    let title = label!("Requests", "请求").to(theme.lang);
    log.title(theme, buf, &title, "");
    let inner = indent(log.inner, 2);
    let mut lines = Lines::new(theme, inner.width.saturating_sub(1));
    if !all_told {
        doing(shared, running, &mut lines);
    }
    happened(shared, running, &mut lines);
    Drawn {
        lowest: lines.draw(shared.panes.scroll, inner, buf),
        ..Drawn::default()
    }
}

/// The requests above, the causes below where there are any and room is left.
fn stacked(shared: &Shared, shown: &Shown, body: Rect, buf: &mut Buffer) -> (Pane, Pane) {
    let causes = u16::try_from(shown.causes.len()).unwrap_or(u16::MAX);
    let wanted = match causes {
        0 => 0,
        _ if body.height < 8 => 0,
        causes => causes.saturating_add(1).clamp(2, body.height / 2),
    };
    let [above, below] = split(body, body.height - wanted);
    let mut why = Pane::default();
    if wanted > 0 {
        rule(shared.theme, below, buf);
        why = Pane::whole(below);
    }
    let mut log = Pane::whole(above);
    log.focused = shared.panes.detail;
    (why, log)
}

/// Draws counts, bar and pace above the story or the `rows`; gives what is left, and whether all was told.
pub(super) fn head(
    shared: &Shared,
    (shown, running): UnderWay<'_>,
    rows: bool,
    area: Rect,
    buf: &mut Buffer,
) -> (Rect, bool) {
    let theme = shared.theme;
    let whole = Pane::whole(area);
    let times = running.times(shared.now).to(theme.lang).into_owned();
    head::title(shared, shown, &times, whole, buf);
    let mut lines = Lines::new(theme, area.width.saturating_sub(3));
    lines.line(head::pieces(theme, &shown.summary.counts, area.width));
    lines.line(whole_bar(theme, shown, area.width));
    let mut told = Lines::new(theme, area.width.saturating_sub(4));
    doing(shared, running, &mut told);
    let low = area.height < LOW;
    let fits = told.tall() <= if low { 1 } else { 3 };
    // On a low screen one line is left for it, and none where the rows are looked at.
    if !low || (!rows && (told.tall() == 0 || !fits)) {
        lines.line(pace(theme, running, shared, area.width));
    }
    let [top, rest] = split(whole.inner, lines.tall());
    lines.draw(0, top, buf);
    if !fits || (low && rows) {
        return (rest, false);
    }
    let [line, rest] = split(rest, told.tall());
    told.draw(0, indent(line, 2), buf);
    (rest, true)
}

/// The bar over the full width, with how much is done.
fn whole_bar(theme: Theme, shown: &Shown, wide: u16) -> Line {
    let counts = &shown.summary.counts;
    let done = counts.total().saturating_sub(counts.open());
    let percent = format!("  {:>3} % ", done * 100 / counts.total().max(1));
    let cells = usize::from(wide).saturating_sub(width(&percent) + 2);
    let mut line = vec![("  ".to_owned(), Style::new())];
    line.extend(head::bar_of(theme, counts, cells));
    line.push((percent, Style::new()));
    line
}

/// Rate and requests under way; what does not fit is left out.
fn pace(theme: Theme, running: &Running, shared: &Shared, wide: u16) -> Line {
    let lang = theme.lang;
    let pace = &running.pace;
    let mut parts: Vec<Line> = Vec::new();
    if let Some(rate) = running.rate(shared.now) {
        let mut part = vec![(rate.to(lang).into_owned(), theme.strong())];
        if wide >= ROOMY {
            let spark = bar::spark(theme, &running.lately(shared.now));
            part.push((format!(" {spark}"), theme.busy()));
        }
        parts.push(part);
    }
    let mut add = |said: Said| parts.push(vec![(said.to(lang).into_owned(), Style::new())]);
    let calls = grouped(pace.under_way);
    match (running.work, pace.at_once) {
        (Work::Undoing, _) => add(pair!(
            "one by one, each looked up first",
            "逐台删除，删除前先查询"
        )),
        (Work::Sending, 0) => add(pair!("starting", "正在启动")),
        (Work::Sending, 1) => add(say!(
            "{calls} of 1 request under way",
            "{calls} / 1 个请求进行中"
        )),
        (Work::Sending, at_once) => add(say!(
            "{calls} of {at_once} requests under way",
            "{calls} / {at_once} 个请求进行中",
            at_once = grouped(at_once)
        )),
    }
    if pace.batch_size > 0 && running.work == Work::Sending {
        let devices = DEVICES.count(pace.batch_size);
        add(say!("{devices} each", "每批 {devices}", devices));
    }
    let mut line: Line = vec![("  ".to_owned(), Style::new())];
    let mut used = 2;
    for part in parts {
        let wants: usize = part.iter().map(|(text, _)| width(text)).sum::<usize>() + 3;
        if used + wants > usize::from(wide) {
            continue;
        }
        used += wants;
        line.extend(part);
        line.push(("   ".to_owned(), Style::new()));
    }
    line
}

/// What it waits for, and why it is not faster, if there is something of that kind.
pub(super) fn doing(shared: &Shared, running: &Running, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let (doing, tone) = running.doing(shared.now, &shared.keys);
    let (sign, style) = match tone {
        Tone::Calm if running.pace.slowed.is_none() => return,
        Tone::Calm | Tone::Waiting => (theme.sign(Sign::Doubt), theme.doubt()),
        Tone::Loud => (theme.sign(Sign::Doubt), theme.bad()),
    };
    let text = if tone == Tone::Loud {
        theme.strong()
    } else {
        Style::new()
    };
    lines.behind(&[(sign, style), (" ", style)], &doing.to(theme.lang), text);
}

/// The batches under way, and what happened lately, the newest first.
fn happened(shared: &Shared, running: &Running, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let under_way: Vec<_> = running.story.under_way(shared.now).collect();
    if !under_way.is_empty() {
        let batches: Vec<_> = under_way
            .iter()
            .map(|(batch, time)| format!("{batch} ({})", lasting(*time).to(theme.lang)))
            .collect();
        let lead = label!("under way", "进行中").to(theme.lang).into_owned();
        let lead = [
            (theme.sign(Sign::Sending), theme.busy()),
            (" ", Style::new()),
            (&*lead, theme.muted()),
            ("  ", Style::new()),
        ];
        let batches = batches.join("  ");
        let batches = say!("batch {batches}", "批次 {batches}");
        lines.behind(&lead, &batches.to(theme.lang), Style::new());
    }
    for happened in running.story.log() {
        let (sign, style) = match happened.mood {
            Mood::Good => (Sign::Ok, theme.ok()),
            Mood::Bad => (Sign::Bad, theme.bad()),
            Mood::Doubt => (Sign::Unknown, theme.doubt()),
        };
        let time = clock(running.taken(happened.at));
        let sign = format!(" {} ", theme.sign(sign));
        lines.behind(
            &[(&time, theme.muted()), (&sign, style)],
            &happened.told.to(theme.lang),
            Style::new(),
        );
    }
    if lines.tall() == 0 {
        lines.told(&pair!("No reply yet.", "尚无响应。"), theme.muted());
    }
}

fn draw_causes(state: &State, shared: &Shared, shown: &Shown, pane: Pane, buf: &mut Buffer) {
    let theme = shared.theme;
    let title = label!("Failed so far, by cause", "目前的失败，按原因");
    pane.title(theme, buf, &title.to(theme.lang), "");
    let inner = indent(pane.inner, 1);
    let mut lines = Lines::new(theme, inner.width.saturating_sub(1));
    if shown.causes.is_empty() {
        let none = format!(" {}", label!("None.", "无。").to(theme.lang));
        lines.text(&none, theme.muted());
    }
    causes::add_all(theme, shown, &mut lines);
    lines.draw(state.causes, inner, buf);
}

/// Draws the last rows that failed or are unknown in the lower half; gives the upper one.
fn last_rows(shared: &Shared, shown: &Shown, pane: Pane, buf: &mut Buffer) -> Pane {
    let theme = shared.theme;
    if shown.troubled.is_empty() {
        return pane;
    }
    let whole = Rect {
        y: pane.rule.y,
        height: pane.inner.height + 1,
        ..pane.rule
    };
    let [above, below] = split(whole, whole.height / 2);
    rule(theme, below, buf);
    let under = Pane::whole(below);
    let title = label!(
        "Failed and unknown, the last rows",
        "失败和未知的行，最后几行"
    );
    under.title(theme, buf, &title.to(theme.lang), "");
    let columns = [
        Column::cells(Label::data(""), 1),
        Column::cells(Label::data("#"), 6).right(),
        Column::share(label!("device key", "deviceKey"), 3),
        Column::share(label!("name", "名称"), 4),
    ];
    let room = usize::from(under.inner.height.saturating_sub(1));
    let rows = shown.troubled.len().min(room);
    let table = Table::new(theme, &columns, (rows, None), under.inner.height, |nth| {
        let index = shown.troubled.iter().rev().nth(nth);
        let row = index.and_then(|index| shown.row(*index));
        row.map_or_else(Vec::new, |row| cells(theme, row))
    });
    table.draw(under.inner, buf);
    Pane {
        focused: pane.focused,
        ..Pane::whole(above)
    }
}

fn cells(theme: Theme, row: &RunRow) -> Vec<(String, Style)> {
    let (glyph, _, style) = face(theme, row.state);
    vec![
        (glyph.to_owned(), style),
        (row.index.to_string(), theme.muted()),
        (row.device_key.clone().unwrap_or_default(), Style::new()),
        (row.name.clone(), Style::new()),
    ]
}

/// `0:07`, `12:30`
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{:>2}:{:02}", seconds / 60, seconds % 60)
}
