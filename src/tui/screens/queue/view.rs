//! The queue screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::rows::InView;
use super::{State, detail};
use crate::domain::number;
use crate::said::{Label, Said, grouped, label, pair, say};
use crate::tui::shared::Shared;
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::{Pane, divide};
use crate::tui::widgets::table::Table;
use crate::tui::widgets::text::width;
use crate::tui::widgets::{indent, split};
use crate::words::DEVICES;

const TITLE: Label = label!("Queue", "队列");

/// The fewest rows of the table that what stands above it leaves, with the headings.
const LEAST: u16 = 5;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let whole = Pane::whole(area);
    if shared.queue.is_empty() {
        whole.title(theme, buf, &TITLE.to(theme.lang), "");
        let [apart, close] = [true, false].map(|apart| empty(shared, whole.inner.width, apart));
        let fits = apart.tall() <= whole.inner.height;
        if fits { apart } else { close }.draw(0, whole.inner, buf);
        return Drawn::default();
    }
    let mut seen = InView::new(shared, state.selected, whole.inner.height);
    let notes = notes(shared);
    let same = same(shared).map(|same| same.to(theme.lang).into_owned());
    let wide = table(state, shared, &seen, whole.inner.height).wide();
    let tall = || detail::lines(shared, state.selected, area.width, &[]).tall();
    let titled = same.as_deref().map_or(0, width) + 4;
    let list = u16::try_from(titled).unwrap_or(0).max(wide);
    let panes = divide(theme, shared.panes, area, (|| list, tall), buf);
    if wide < panes.list.inner.width {
        seen.keep_all();
    }
    let list = panes.list.inner;
    let (told, top) = above(shared, (&notes, same.as_deref()), list);
    let [head, rest] = split(list, top.tall());
    panes
        .list
        .title(theme, buf, &TITLE.to(theme.lang), &counts(shared));
    top.draw(0, indent(head, 2), buf);
    let table = table(state, shared, &seen, rest.height).focused(!panes.detail.focused);
    let hits: Vec<Hit> = table.draw(rest, buf);
    let title = detail::title(shared, state.selected);
    panes.detail.title(theme, buf, &title.to(theme.lang), "");
    let inner = indent(panes.detail.inner, 1);
    let notes = if told { &[] } else { notes.as_slice() };
    let lines = detail::lines(shared, state.selected, inner.width, notes);
    let lowest = lines.draw(shared.panes.scroll, inner, buf);
    Drawn {
        lowest,
        ..Drawn::of(hits)
    }
    .in_row(state.selected, shared.queue.len())
}

fn table<'a>(state: &State, shared: &Shared, seen: &'a InView<'a>, height: u16) -> Table<'a> {
    let rows = (shared.queue.len(), Some(state.selected));
    let cells = |place| seen.cells(place);
    Table::new(shared.theme, seen.columns(), rows, height, cells).named(seen.named())
}

/// How many rows there are, and how many of them are not ready.
fn counts(shared: &Shared) -> String {
    let (all, ready) = (shared.queue.len(), shared.queue.ready());
    let all_said = grouped(all);
    match all - ready {
        0 => all_said,
        wrong => {
            let sign = shared.theme.sign(Sign::Bad);
            format!("{all_said} · {} {sign}", grouped(wrong))
        }
    }
}

/// What stands above the table, as far as that leaves rows: the notes, of which is given whether they do, and what is
/// the same in all rows.
fn above<'a>(
    shared: &Shared,
    (notes, same): (&[Said], Option<&str>),
    list: Rect,
) -> (bool, Lines<'a>) {
    let theme = shared.theme;
    let room = list.height.saturating_sub(LEAST);
    let mut lines = Lines::new(theme, list.width.saturating_sub(3));
    for note in notes {
        let lead = [
            (theme.sign(Sign::Unsaved), theme.doubt()),
            (" ", Style::new()),
        ];
        lines.behind(&lead, &note.to(theme.lang), Style::new());
    }
    let told = lines.tall() <= room;
    if !told {
        lines = Lines::new(theme, list.width.saturating_sub(3));
    }
    let rest = usize::from(room.saturating_sub(lines.tall())) * lines.wide();
    if let Some(same) = same.filter(|same| width(same) < rest) {
        lines.text(same, theme.muted());
    }
    (told, lines)
}

/// What is the same in all rows.
fn same(shared: &Shared) -> Option<Said> {
    let mut products = shared.queue.products();
    let product = products.next().filter(|_| products.next().is_none());
    let product = product.map(|key| match shared.catalogue.product(key) {
        Some(known) => {
            let name = known.product_name.in_locale(shared.theme.lang.locale());
            format!("{name} {key}")
        }
        None => key.to_owned(),
    });
    let zone = shared.queue.timezone().map(str::to_owned);
    let same: Vec<_> = product.into_iter().chain(zone).collect();
    let same = same.join(" · ");
    match shared.queue.len() {
        _ if same.is_empty() => None,
        1 => Some(Said::data(same)),
        _ => Some(say!("all rows: {same}", "所有行：{same}")),
    }
}

/// What of the form concerns the queue.
fn notes(shared: &Shared) -> Vec<Said> {
    let form = shared.key("go.device");
    let open = shared
        .unsaved_waiting()
        .and_then(|id| shared.queue.place(id));
    let open = open.map(|place| {
        let row = grouped(number(place));
        say!(
            "row {row} changed, not saved ({form})",
            "第 {row} 行有改动，未保存（{form}）"
        )
    });
    let half = shared.editing.half_typed.is_some().then(|| {
        say!(
            "1 half-typed, not queued ({form})",
            "1 台未填完，未入队（{form}）"
        )
    });
    open.into_iter().chain(half).collect()
}

/// The ways out of an empty queue, with blank lines where they stand apart.
fn empty(shared: &Shared, wide: u16, apart: bool) -> Lines<'_> {
    let mut lines = Lines::new(shared.theme, wide.saturating_sub(1));
    if apart {
        lines.blank();
    }
    let none = label!("The queue is empty.", "队列为空。");
    let lead = ("   ", Style::new());
    lines.behind(&[lead], &none.to(shared.theme.lang), shared.theme.strong());
    if apart {
        lines.blank();
    }
    let mut way = |id, does: &Said| _ = lines.way(shared.key(id), does);
    if let Some(name) = &shared.editing.half_typed {
        let half = say!(
            "go on with {name}, which is half typed",
            "继续填写未填完的 {name}",
            name
        );
        way("go.device", &half);
    }
    way("queue.add", &pair!("fill in a form", "填写表单"));
    way(
        "go.products",
        &pair!("choose its product first", "先选择产品"),
    );
    let others = shared.waiting_elsewhere().filter(|other| other.queued > 0);
    let others = others.map(|other| {
        say!(
            "{name} {devices}",
            "{name} {devices}",
            name = shared.name_of(&other.scope),
            devices = DEVICES.count(other.queued)
        )
    });
    let others = Said::list(others);
    if !others.is_empty() {
        let take = say!(
            "take over what is waiting at another gateway: {others}",
            "转入其他 API 网关上等待的设备：{others}",
            others
        );
        way("queue.take", &take);
    }
    if shared.queue.can_undo() {
        way(
            "queue.undo",
            &pair!("take back the last change", "撤销上一次改动"),
        );
    }
    lines
}
