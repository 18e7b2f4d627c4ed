//! The connect screen, drawn: the gateways, and the selected one step by step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::link::Test;
use super::profiles::{line, lines};
use super::{State, ladder};
use crate::connect::Target;
use crate::said::{Label, Said, grouped, label, pair, say};
use crate::store::Waiting;
use crate::tui::shared::{ConnectRequest, Reach, Shared};
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::{BESIDE, Pane, divide_short};
use crate::tui::widgets::table::{Cell, Column, Table};
use crate::tui::widgets::{indent, strip};
use crate::words::{DEVICES, ago};

const TITLE: Label = label!("Gateways", "API 网关");

/// Draws the screen; returns where the caret is.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    if let Some(form) = &state.form {
        let whole = Pane::whole(area);
        whole.title(theme, buf, &TITLE.to(theme.lang), "");
        return form.form.draw(whole.inner, buf, theme, &shared.keys);
    }
    let rows = lines(shared);
    let beside = area.width >= BESIDE;
    let columns = columns(beside);
    let table = |selected, height| {
        Table::new(theme, &columns, (rows, selected), height, |row| {
            cells(state, shared, beside, row)
        })
    };
    let wide = || table(None, area.height).wide();
    let tall = || {
        let under = elsewhere(shared, area.width.saturating_sub(2)).tall();
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        rows.saturating_add(1 + under)
    };
    let panes = divide_short(theme, shared.panes, area, (wide, tall), buf);
    panes
        .list
        .title(theme, buf, &TITLE.to(theme.lang), &grouped(rows));
    let table = table(Some(state.selected), panes.list.inner.height);
    let table = table.focused(!panes.detail.focused);
    let hits = draw_list(shared, table, panes.list.inner, buf);
    let of = line(shared, state.selected);
    let name = of.label();
    let title = say!("{name}, step by step", "{name}：逐步检查", name);
    let tested = ladder::tested(state, shared, &of);
    let [title, tested] = [title, tested].map(|said| said.to(theme.lang).into_owned());
    panes.detail.title(theme, buf, &title, &tested);
    let inner = indent(panes.detail.inner, 1);
    let told = ladder::lines(state, shared, &of, inner.width);
    let lowest = told.draw(shared.panes.scroll, inner, buf);
    let drawn = Drawn {
        hits,
        lowest,
        ..Drawn::default()
    };
    drawn.in_row(state.selected, rows)
}

/// The list, and under it what waits at other gateways.
fn draw_list(shared: &Shared, table: Table<'_>, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let under = elsewhere(shared, area.width.saturating_sub(2));
    // A heading and two rows stay.
    let below = under.tall().min(area.height.saturating_sub(3));
    let list = area.height - below;
    let hits = table.draw(strip(area, 0, list), buf);
    let end = hits.last().map_or(list, |hit| hit.area.bottom() - area.y);
    under.draw(0, indent(strip(area, end.min(list), below), 1), buf);
    hits
}

/// The columns. Where the steps stand beside the list, the first of them tells the address.
fn columns(beside: bool) -> Vec<Column> {
    let gateway = Column::share(label!("gateway", "API 网关"), 5).from(60);
    let mut columns = vec![
        Column::share(label!("name", "名称"), 3),
        Column::share(label!("organisation", "组织"), 3).from(if beside { 0 } else { 50 }),
        Column::cells(label!("queued", "已入队"), 7)
            .right()
            .from(if beside { 0 } else { 90 }),
        Column::share(label!("link", "连接"), 3),
    ];
    if !beside {
        columns.insert(1, gateway);
    }
    columns
}

fn cells(state: &State, shared: &Shared, beside: bool, row: usize) -> Vec<Cell> {
    let theme = shared.theme;
    let plain = Style::new();
    let of = line(shared, row);
    let (gateway, org_id) = match &of.target {
        Target::Sandbox { .. } => {
            let built_in = label!("built in, on this machine only", "内置，仅在本机");
            (built_in.to(theme.lang).into_owned(), "")
        }
        Target::Profile { profile, .. } | Target::Gateway(profile) => {
            let gateway = profile.gateway.trim_start_matches("https://");
            (gateway.to_owned(), profile.org_id.as_str())
        }
    };
    let scope = of.target.scope();
    let queued = if scope == shared.scope() {
        shared.queue.len()
    } else {
        let mut waiting = shared.waiting.iter();
        let found = waiting.find(|other| other.scope == scope);
        found.map_or(0, |other| other.queued)
    };
    let queued = if queued == 0 {
        theme.sign(Sign::None).to_owned()
    } else {
        grouped(queued)
    };
    let (sign, style, word) = link(state, shared, &of);
    let link = format!("{} {}", theme.sign(sign), word.to(theme.lang));
    let mut cells = vec![
        (of.label().to_owned(), plain),
        (org_id.to_owned(), plain),
        (queued, plain),
        (link, style),
    ];
    if !beside {
        cells.insert(1, (gateway, plain));
    }
    cells
}

/// How a gateway is reached: of the one worked on what the badge says, of the others what was tried.
fn link(state: &State, shared: &Shared, of: &ConnectRequest) -> (Sign, Style, Said) {
    let theme = shared.theme;
    let down = || (Sign::Bad, theme.bad(), pair!("no link", "未连接"));
    if of.target.scope() == shared.scope() && of.label() == shared.request.label() {
        return match &shared.link.reach {
            Reach::Up => (Sign::Ok, theme.ok(), pair!("connected", "已连接")),
            Reach::Trying => (Sign::Sending, theme.busy(), pair!("connecting", "连接中")),
            Reach::Down(_) => down(),
        };
    }
    match state.tests.get(of.label()) {
        Some(Test::UnderWay) => (Sign::Sending, theme.busy(), pair!("testing", "正在测试")),
        Some(test) if test.is_broken() => down(),
        Some(Test::Done(at, _)) => {
            let ago = ago(*at, shared.now);
            let tested = say!("tested {ago}", "{ago}测试", ago);
            (Sign::Ok, theme.ok(), tested)
        }
        None if matches!(of.target, Target::Sandbox { .. }) => {
            (Sign::Ready, Style::new(), pair!("ready", "就绪"))
        }
        None => (Sign::Ready, Style::new(), pair!("not tried", "未尝试")),
    }
}

/// What waits at other gateways: each is named.
fn elsewhere(shared: &Shared, wide: u16) -> Lines<'static> {
    let theme = shared.theme;
    let mut lines = Lines::new(theme, wide);
    let others = shared.waiting_elsewhere();
    let others = others.map(|other| waiting(shared, other));
    let all =
        others.reduce(|before, next| say!("{before}; {next}", "{before}；{next}", before, next));
    if let Some(all) = all {
        let told = say!(
            "Waiting elsewhere: {all}.",
            "其他 API 网关上还有：{all}。",
            all
        );
        let sign = (theme.sign(Sign::Doubt), theme.doubt());
        let lead = [sign, (" ", Style::new())];
        lines.behind(&lead, &told.to(theme.lang), Style::new());
    }
    lines
}

/// What waits at another gateway: `site-7: 12 devices and a half-typed form`
fn waiting(shared: &Shared, other: &Waiting) -> Said {
    let devices = DEVICES.count(other.queued);
    let what = match (other.queued, other.form) {
        (0, _) => pair!("a half-typed form", "一份未填完的表单"),
        (_, false) => devices,
        (_, true) => say!(
            "{devices} and a half-typed form",
            "{devices}和一份未填完的表单",
            devices
        ),
    };
    say!(
        "{name}: {what}",
        "{name}：{what}",
        name = shared.name_of(&other.scope),
        what
    )
}
