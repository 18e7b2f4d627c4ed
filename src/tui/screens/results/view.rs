//! The results screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::face::{face, reason};
use super::{Filter, KEY_BY_ENOS, State, detail, head};
use crate::domain::{RowIndex, RunRow};
use crate::said::{Label, Said, label, say};
use crate::tui::shared::{Runs, Shared};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::split;
use crate::tui::widgets::table::{self, Cell, Column};
use crate::tui::widgets::write::Words;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let Some(shown) = &shared.runs.shown else {
        draw_empty(shared, area, buf);
        return Drawn::default();
    };
    let detail = match area.height {
        0..=11 => 2,
        12..=17 => 5,
        _ => 7,
    };
    let [head, below] = split(area, head::height(shared));
    let [list, low] = split(below, below.height.saturating_sub(detail));
    head::draw(state, shared, shown.summary.id, head, buf);
    let hits = draw_rows(state, shared, list, buf);
    if let Some(row) = state.selected_row(shared) {
        detail::draw(shared, row, low.inner(Margin::new(1, 0)), buf);
    }
    Drawn::of(hits)
}

fn draw_rows(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = shared.theme;
    let columns = [
        Column::cells(Label::data("#"), 6).right().from(60),
        Column::cells(label!("state", "状态"), 9),
        Column::share(label!("device key", "deviceKey"), 3),
        Column::share(label!("name", "名称"), 4).from(60),
        Column::cells(label!("product", "产品"), 15).from(110),
        Column::cells(label!("asset id", "资产 ID"), 10).from(110),
        Column::share(label!("reason", "原因"), 5),
    ];
    let runs = &shared.runs;
    let edited = runs
        .run()
        .and_then(|run| shared.editing.unsaved_of_run(run));
    if state.listed(runs) == 0 && state.filter == Filter::Troubled {
        let key = shared.key("results.filter");
        let none = say!(
            "Nothing failed, nothing is unknown. {key} shows all rows.",
            "没有失败或未知的行。按 {key} 显示所有行。"
        );
        let none = format!("  {}", none.to(theme.lang));
        Words::new(area, buf).wrapped(&none, theme.dim());
        return Vec::new();
    }
    let (rows, selected) = (state.listed(runs), Some(state.selected));
    table::draw(area, buf, theme, &columns, rows, selected, |place| {
        let row = state.row(runs, place);
        row.map_or_else(Vec::new, |row| cells(theme, runs, row, edited))
    })
}

fn cells(theme: Theme, runs: &Runs, row: &RunRow, edited: Option<RowIndex>) -> Vec<Cell> {
    let lang = theme.lang;
    let (glyph, word, style) = face(theme, row.state);
    let why = if edited == Some(row.index) {
        Said::beside("! ", &say!("changed, not saved", "有改动，未保存"))
    } else if runs.asked(row).is_some() {
        say!("asking EnOS", "正在向 EnOS 查询")
    } else {
        reason(row)
    };
    vec![
        (row.index.to_string(), theme.dim()),
        (format!("{glyph} {}", word.to(lang)), style),
        match &row.device_key {
            Some(key) if row.automatic => (key.clone(), theme.dim()),
            Some(key) => (key.clone(), Style::new()),
            None => (KEY_BY_ENOS.to(lang).into_owned(), theme.dim()),
        },
        (row.name.clone(), Style::new()),
        (row.product_key.clone(), theme.dim()),
        (row.asset_id.clone().unwrap_or_default(), theme.dim()),
        (why.to(lang).into_owned(), style),
    ]
}

fn draw_empty(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    words.blank();
    let (queue, submit) = (shared.key("go.queue"), shared.key("queue.submit"));
    let none = say!(
        "Nothing has been submitted yet. Fill the queue ({queue}) and press {submit} there.",
        "尚未提交任何设备。先将设备加入队列（{queue}），再在队列中按 {submit}。"
    );
    let none = format!("  {}", none.to(shared.theme.lang));
    words.wrapped(&none, shared.theme.dim());
}
