//! The runs, drawn.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Note, State, here, note};
use crate::domain::Counts;
use crate::said::{Label, Said, grouped, label, pair, say};
use crate::store::RunSummary;
use crate::tui::shared::Shared;
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::indent;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::{Pane, divide};
use crate::tui::widgets::table::{Cell, Column, Table};
use crate::tui::widgets::text::width;
use crate::words::{self, DEVICES, PRODUCTS, REQUESTS, RUNS, lasting};

/// Cells of the labels.
const LABEL: usize = 9;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let runs = here(shared);
    let title = say!(
        "Runs on {name}",
        "{name} 上的任务",
        name = shared.name_of(&shared.scope())
    );
    let title = title.to(theme.lang);
    if runs.is_empty() {
        let whole = Pane::whole(area);
        whole.title(theme, buf, &title, "");
        empty(shared, whole.inner.width).draw(0, whole.inner, buf);
        return Drawn::default();
    }
    let selected = state.place_of(shared, &runs);
    let columns = columns(shared, &runs);
    let table = |height| {
        Table::new(
            theme,
            &columns,
            (runs.len(), Some(selected)),
            height,
            |place| {
                runs.get(place)
                    .map_or_else(Vec::new, |run| cells(shared, run))
            },
        )
    };
    let told = |wide: u16| {
        let mut lines = Lines::new(theme, wide);
        if let Some(run) = runs.get(selected) {
            detail(shared, run, &mut lines);
        }
        elsewhere(shared, &mut lines);
        lines
    };
    let tall = || told(area.width.saturating_sub(1)).tall();
    let wide = || table(area.height).wide();
    let panes = divide(theme, shared.panes, area, (wide, tall), buf);
    panes.list.title(theme, buf, &title, "");
    let hits = table(panes.list.inner.height)
        .focused(!shared.panes.detail)
        .draw(panes.list.inner, buf);
    let named = runs.get(selected).map(|run| {
        let (id, when) = (run.id, shared.when(run.started_at));
        say!("Run {id} · {when}", "任务 {id} · {when}", when)
    });
    let named = named.unwrap_or_default();
    panes.detail.title(theme, buf, &named.to(theme.lang), "");
    let inner = indent(panes.detail.inner, 1);
    let mut drawn = Drawn::of(hits);
    drawn.lowest = told(inner.width).draw(shared.panes.scroll, inner, buf);
    drawn.in_row(selected, runs.len())
}

fn columns(shared: &Shared, runs: &[&RunSummary]) -> [Column; 8] {
    // As wide as the largest number.
    let column = |sign, count: fn(&Counts) -> usize| {
        let most = runs.iter().map(|run| count(&run.counts)).max();
        let wide = width(&grouped(most.unwrap_or(0))).max(4);
        let title = Label::data(shared.theme.sign(sign));
        Column::cells(title, u16::try_from(wide).unwrap_or(u16::MAX)).right()
    };
    [
        Column::cells(label!("run", "任务"), 5).right(),
        Column::cells(label!("when", "时间"), 16),
        Column::share(label!("product", "产品"), 4).from(64),
        Column::cells(label!("devices", "设备"), 7).right().from(50),
        column(Sign::Ok, |counts| counts.created),
        column(Sign::Bad, |counts| counts.failed),
        column(Sign::Unknown, |counts| counts.unknown),
        Column::cells(label!("note", "备注"), 11).from(60),
    ]
}

fn cells(shared: &Shared, run: &RunSummary) -> Vec<Cell> {
    let theme = shared.theme;
    let (lang, plain, counts) = (theme.lang, Style::new(), run.counts);
    let count = |rows: usize, style| {
        let style = if rows == 0 { theme.muted() } else { style };
        (grouped(rows), style)
    };
    let product = shared.product_of(run).unwrap_or_default();
    let (word, style) = note(shared, run).map_or_else(
        || (Said::default(), plain),
        |note| {
            (
                word(note),
                if note == Note::Deleted {
                    theme.muted()
                } else {
                    theme.doubt()
                },
            )
        },
    );
    vec![
        (run.id.to_string(), theme.muted()),
        (shared.when(run.started_at).to(lang).into_owned(), plain),
        (product.to(lang).into_owned(), plain),
        (grouped(counts.total()), plain),
        count(counts.created, theme.ok()),
        count(counts.failed, theme.bad()),
        count(counts.unknown, theme.doubt()),
        (word.to(lang).into_owned(), style),
    ]
}

fn word(note: Note) -> Said {
    match note {
        Note::UnderWay => pair!("under way", "进行中"),
        Note::Interrupted => pair!("interrupted", "中断"),
        Note::Stopped => pair!("stopped", "已停止"),
        Note::Deleted => pair!("deleted", "已删除"),
        Note::Unsettled => pair!("unsettled", "未核实"),
    }
}

/// What became of its rows, in numbers.
fn outcome(counts: &Counts) -> Said {
    let some = |rows: usize, told: fn(String) -> Said| (rows > 0).then(|| told(grouped(rows)));
    let all = [
        Some(say!(
            "{created} created",
            "已创建 {created}",
            created = grouped(counts.created)
        )),
        Some(say!(
            "{failed} failed",
            "失败 {failed}",
            failed = grouped(counts.failed)
        )),
        some(counts.unknown, |rows| say!("{rows} unknown", "未知 {rows}")),
        some(counts.queued + counts.in_flight, |rows| {
            say!("{rows} not sent", "未发送 {rows}")
        }),
        some(counts.skipped, |rows| {
            say!("{rows} skipped", "已跳过 {rows}")
        }),
        some(counts.deleted, |rows| {
            say!("{rows} deleted", "已删除 {rows}")
        }),
    ];
    let told = Said::list(all.into_iter().flatten());
    let devices = DEVICES.count(counts.total());
    say!("{devices}: {told}", "{devices}：{told}", devices, told)
}

/// What is told of a run.
fn detail(shared: &Shared, run: &RunSummary, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let (lang, plain, counts) = (theme.lang, Style::new(), run.counts);
    lines.told(&outcome(&counts), plain);
    if let Some(note) = note(shared, run).filter(|note| *note != Note::Deleted) {
        let (sign, doubt) = (theme.sign(Sign::Doubt), theme.doubt());
        let told = standing(shared, run, note);
        lines.behind(&[(sign, doubt), (" ", doubt)], &told.to(lang), plain);
    }
    if let Some(name) = run
        .product_key
        .as_deref()
        .map(|key| shared.product_name(key))
    {
        let more = run.products.saturating_sub(1);
        let told = match more {
            0 => Said::data(name),
            more => say!(
                "{name}, and {others} more",
                "{name}，另有 {others}",
                others = PRODUCTS.count(more)
            ),
        };
        lines.pair(&pair!("product", "产品"), LABEL, &told.to(lang), plain);
        if counts.total() > RunSummary::LOOKED_AT {
            let first = grouped(RunSummary::LOOKED_AT);
            let told = say!(
                "as far as its first {first} rows say",
                "仅按前 {first} 行统计"
            );
            lines.pair(&Said::default(), LABEL, &told.to(lang), theme.muted());
        }
    }
    let took = run.ended_at.map(|at| {
        say!(
            "ended {time} after it began",
            "开始后 {time}结束",
            time = lasting(at.since(run.started_at))
        )
    });
    let requests = (run.batches > 0).then(|| REQUESTS.count(run.batches));
    let took = Said::list([requests, took].into_iter().flatten());
    if !took.is_empty() {
        lines.pair(&pair!("sent in", "发送"), LABEL, &took.to(lang), plain);
    }
    lines.pair(
        &pair!("site", "位置"),
        LABEL,
        &words::site(&run.site).to(lang),
        theme.muted(),
    );
}

/// How the run stands, and what can be done.
fn standing(shared: &Shared, run: &RunSummary, note: Note) -> Said {
    let rows = words::ROWS.count(run.counts.open());
    let key = shared.key("runs.go-on");
    match (note, &run.end) {
        (Note::UnderWay, _) => say!(
            "under way; {key} shows it",
            "进行中；按 {key} 查看",
            key = shared.key("runs.open")
        ),
        (Note::Interrupted, _) => say!(
            "interrupted with {rows} not settled; {key} resumes it",
            "中断，{rows}未核实；按 {key} 继续",
            rows
        ),
        (_, Some(end)) => say!(
            "{end}; {rows} not settled; {key} resumes it",
            "{end}；{rows}未核实；按 {key} 继续",
            end = words::end(end),
            rows
        ),
        _ => say!(
            "{rows} not settled; {key} resumes it",
            "{rows}未核实；按 {key} 继续",
            rows
        ),
    }
}

/// The runs on other gateways: how many, and where.
fn elsewhere(shared: &Shared, lines: &mut Lines<'_>) {
    let scope = shared.scope();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for run in shared.runs.known.iter().filter(|run| !run.is_of(&scope)) {
        *others.entry(&run.site.scope).or_default() += 1;
    }
    if others.is_empty() {
        return;
    }
    let all = others.iter().map(|(scope, runs)| {
        let (runs, name) = (RUNS.count(runs), shared.name_of(scope));
        say!("{runs} on {name}", "{name} 上 {runs}", runs, name)
    });
    let told = say!(
        "Elsewhere: {all} ({key})",
        "其他位置：{all}（{key}）",
        all = Said::list(all),
        key = shared.key("go.connect")
    );
    lines.told(&told, shared.theme.muted());
}

/// What is said where there is no run.
fn empty(shared: &Shared, wide: u16) -> Lines<'_> {
    let theme = shared.theme;
    let mut lines = Lines::new(theme, wide.saturating_sub(3));
    lines.blank();
    let none = pair!("No run here yet.", "这里还没有任务。");
    lines.behind(&[("   ", Style::new())], &none.to(theme.lang), Style::new());
    lines.blank();
    for (id, does) in [
        ("go.queue", pair!("the queue", "队列")),
        (
            "queue.submit",
            pair!("submit it, once there", "在队列中提交"),
        ),
        ("runs.back", pair!("back to the results", "返回结果")),
    ] {
        lines.way(shared.key(id), &does);
    }
    let mut others = Lines::new(theme, wide.saturating_sub(3));
    elsewhere(shared, &mut others);
    if others.tall() > 0 {
        lines.blank();
        elsewhere(shared, &mut lines);
    }
    lines
}
