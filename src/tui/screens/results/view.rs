//! The results screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::face::{face, reason};
use super::{Filter, KEY_BY_ENOS, State, detail, head, under_way};
use crate::domain::{RowIndex, RunRow};
use crate::said::{Label, Said, grouped, label, pair, say};
use crate::tui::shared::{Runs, Shared, Shown};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::indent;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::rule;
use crate::tui::widgets::pane::{Pane, divide};
use crate::tui::widgets::table::{Cell, Column, Table};

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let Some(shown) = &shared.runs.shown else {
        return draw_empty(shared, area, buf);
    };
    match state.story(shared) {
        Some(running) => under_way::draw(state, shared, (shown, running), area, buf),
        None => draw_rows(state, shared, shown, area, buf),
    }
}

fn draw_rows(state: &State, shared: &Shared, shown: &Shown, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let (body, all_told) = match shared.runs.live() {
        _ if shared.panes.zoomed => (area, false),
        Some(running) => under_way::head(shared, (shown, running), true, area, buf),
        None => head::draw(shared, shown, area, buf),
    };
    if !shared.panes.zoomed {
        rule(theme, body, buf);
    }
    let row = state.selected_row(shared);
    let told = |wide: u16| told(shared, row, all_told, wide);
    let columns = columns();
    let runs = &shared.runs;
    let (rows, selected) = (state.listed(runs), Some(state.selected));
    let edited = runs
        .run()
        .and_then(|run| shared.editing.unsaved_of_run(run));
    let table = |height| {
        Table::new(theme, &columns, (rows, selected), height, |place| {
            let row = state.row(runs, place);
            row.map_or_else(Vec::new, |row| cells(theme, runs, row, edited))
        })
    };
    let wide = || table(body.height).wide().min(area.width * 11 / 20);
    let tall = || told(area.width.saturating_sub(1)).tall();
    let panes = divide(theme, shared.panes, body, (wide, tall), buf);
    list_title(state, shared, shown, panes.list, buf);
    let hits = if rows == 0 {
        none_listed(shared, state, panes.list, buf)
    } else {
        let table = table(panes.list.inner.height).focused(!shared.panes.detail);
        table.draw(panes.list.inner, buf)
    };
    let mut drawn = Drawn::of(hits);
    let named = row.map(|row| detail::title(row).to(theme.lang).into_owned());
    panes
        .detail
        .title(theme, buf, &named.unwrap_or_default(), "");
    let inner = indent(panes.detail.inner, 1);
    drawn.lowest = told(inner.width).draw(shared.panes.scroll, inner, buf);
    drawn.in_row(state.selected, rows)
}

/// All of the selected row; before it what of the run there was no room for, where one can scroll.
fn told<'a>(shared: &'a Shared, row: Option<&RunRow>, all_told: bool, wide: u16) -> Lines<'a> {
    let mut lines = Lines::new(shared.theme, wide);
    match shared.runs.live() {
        _ if all_told => {}
        Some(running) => under_way::doing(shared, running, &mut lines),
        None => head::told(shared, &mut lines),
    }
    if let Some(row) = row {
        detail::add(shared, row, &mut lines);
    }
    lines
}

/// Names what is listed, and how many that are, where some rows are left out.
fn list_title(state: &State, shared: &Shared, shown: &Shown, pane: Pane, buf: &mut Buffer) {
    let theme = shared.theme;
    let rows = state.listed(&shared.runs);
    let (title, of) = match state.filter {
        Filter::All => (label!("Rows", "各行"), Said::default()),
        Filter::Troubled => (
            label!("Failed and unknown", "失败和未知"),
            say!(
                "{rows} of {all}",
                "{rows} / {all}",
                rows = grouped(rows),
                all = grouped(shown.len())
            ),
        ),
    };
    pane.title(theme, buf, &title.to(theme.lang), &of.to(theme.lang));
}

fn none_listed(shared: &Shared, state: &State, pane: Pane, buf: &mut Buffer) -> Vec<Hit> {
    if state.filter == Filter::Troubled {
        let none = say!(
            "Nothing failed, nothing is unknown. {key} shows all rows.",
            "没有失败或未知的行。按 {key} 显示所有行。",
            key = shared.key("results.filter")
        );
        let inner = indent(pane.inner, 2);
        let mut lines = Lines::new(shared.theme, inner.width.saturating_sub(1));
        lines.told(&none, Style::new());
        lines.draw(0, inner, buf);
    }
    Vec::new()
}

fn columns() -> [Column; 6] {
    [
        Column::cells(Label::data(""), 1),
        Column::cells(Label::data("#"), 6).right(),
        Column::share(label!("device key", "deviceKey"), 3),
        Column::share(label!("name", "名称"), 3).from(44),
        Column::cells(label!("product", "产品"), 15).from(100),
        Column::share(label!("reason", "原因"), 5),
    ]
}

fn cells(theme: Theme, runs: &Runs, row: &RunRow, edited: Option<RowIndex>) -> Vec<Cell> {
    let lang = theme.lang;
    let plain = Style::new();
    let (glyph, _, style) = face(theme, row.state);
    let why = if edited == Some(row.index) {
        Said::beside("! ", &say!("changed, not saved", "有改动，未保存"))
    } else if runs.asked(row).is_some() {
        say!("asking EnOS", "正在向 EnOS 查询")
    } else {
        reason(row)
    };
    vec![
        (glyph.to_owned(), style),
        (row.index.to_string(), theme.muted()),
        match &row.device_key {
            Some(key) if row.automatic => (key.clone(), theme.muted()),
            Some(key) => (key.clone(), plain),
            None => (KEY_BY_ENOS.to(lang).into_owned(), theme.muted()),
        },
        (row.name.clone(), plain),
        (row.product_key.clone(), theme.muted()),
        (why.to(lang).into_owned(), plain),
    ]
}

fn draw_empty(shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let whole = Pane::whole(area);
    let title = label!("Results", "结果").to(theme.lang);
    whole.title(theme, buf, &title, "");
    let mut lines = Lines::new(theme, area.width.saturating_sub(3));
    lines.blank();
    let none = pair!(
        "Nothing has been submitted here yet.",
        "这里还没有提交过设备。"
    );
    lines.behind(&[("   ", Style::new())], &none.to(theme.lang), Style::new());
    lines.blank();
    let ways = [
        ("go.queue", pair!("the queue", "队列")),
        (
            "queue.submit",
            pair!("submit it, once there", "在队列中提交"),
        ),
        ("results.run", pair!("earlier runs", "较早的任务")),
    ];
    for (id, does) in ways {
        lines.way(shared.key(id), &does);
    }
    lines.draw(0, whole.inner, buf);
    Drawn::default()
}
