//! The device screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::edited::EditedDevice;
use super::standing::Standing;
use super::{State, side};
use crate::domain::{Product, number};
use crate::provision::{Flaw, Severity};
use crate::said::{Label, Said, label, pair, say};
use crate::tui::form::sign;
use crate::tui::shared::{Load, Origin, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::{BESIDE, Pane, Panes, divide};
use crate::tui::widgets::split;
use crate::tui::widgets::text::{truncate, width};
use crate::tui::widgets::write::grouped;
use crate::words;

/// The share of the width that the form has beside what is sent.
const FORM: u16 = 62;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let Some(edited) = &state.edited else {
        let whole = Pane::whole(area);
        let title = label!("Device", "设备");
        whole.title(theme, buf, &title.to(theme.lang), "");
        draw_empty(state, shared, whole.inner, buf);
        return Drawn::default();
    };
    let form = &edited.form.form;
    let (pane, side) = if area.width >= BESIDE {
        let wide = area.width * FORM / 100;
        let panes = divide(theme, Panes::default(), area, (|| wide, || 0), buf);
        (panes.list, Some(panes.detail))
    } else {
        (Pane::whole(area), None)
    };
    let (filled, all) = form.required();
    let name = title(shared, edited);
    let mut name = name.to(theme.lang).into_owned();
    let room = usize::from(pane.rule.width).saturating_sub(9);
    let mut required = say!("{filled} of {all} required", "必填 {filled}/{all}");
    if width(&name) + width(&required.to(theme.lang)) > room {
        required = say!("{filled} of {all}", "{filled} / {all}");
    }
    let mut required = required.to(theme.lang).into_owned();
    if all == 0 {
        required.clear();
    }
    name = truncate(&name, room.saturating_sub(width(&required)));
    pane.title(theme, buf, &name, &required);
    if let Some(side) = side {
        side::draw(state, shared, edited, side, buf);
    }
    let banner = banner(state, shared, edited, pane.inner.width);
    let tall = banner.tall().min(pane.inner.height.saturating_sub(2));
    let [above, rest] = split(pane.inner, tall);
    banner.draw(0, above, buf);
    let mut drawn = form.draw(rest, buf, theme, &shared.keys);
    if form.problem_counts().0 > 0 {
        let key = shared.key("device.problem");
        drawn.position = say!("{key} goes there", "{key} 转到");
    }
    drawn
}

/// What the form holds.
fn title(shared: &Shared, edited: &EditedDevice) -> Said {
    let what = match &edited.origin {
        Origin::New => pair!("New device", "新设备"),
        Origin::Queue(id) => match shared.queue.place(*id) {
            Some(place) => {
                say!(
                    "Queue row {place}, being edited",
                    "队列第 {place} 行，编辑中",
                    place = grouped(number(place))
                )
            }
            None => pair!("Queue row, being edited", "队列中的行，编辑中"),
        },
        Origin::Run { run, index, .. } => say!(
            "Row {index} of run {run}, to correct",
            "任务 {run} 第 {index} 行，待修正"
        ),
    };
    let key = edited.form.product_key();
    let product = match shared.catalogue.product(key) {
        Some(product) => {
            let [en, zh] = ["en_US", "zh_CN"].map(|lang| product.product_name.in_locale(lang));
            say!("{en}", "{zh}")
        }
        None => Said::data(key),
    };
    say!("{what} · {product}", "{what} · {product}", what, product)
}

/// What is to be known of the device as a whole, whole: that its row has gone on, what is wrong with no field of it,
/// that its attributes are not checked.
fn banner(state: &State, shared: &Shared, edited: &EditedDevice, wide: u16) -> Lines<'static> {
    let theme = shared.theme;
    let mut lines = Lines::new(theme, wide.saturating_sub(1));
    let mut tell = |(glyph, style): (&str, Style), said: &Said, look| {
        let lead = [(" ", style), (glyph, style), (" ", style)];
        lines.behind(&lead, &said.to(theme.lang), look);
    };
    if let Standing::Gone(where_to) = state.standing(shared) {
        let gone = say!(
            "cannot be saved: {where_to}",
            "无法保存：{where_to}",
            where_to
        );
        tell(sign(Severity::Error, theme), &gone, Style::new());
    }
    for problem in &edited.homeless {
        let refused = matches!(problem.flaw, Flaw::Sent { .. });
        let severity = if refused {
            Severity::Error
        } else {
            problem.severity
        };
        let (glyph, style) = sign(severity, theme);
        let look = if refused { style } else { Style::new() };
        tell((glyph, style), &words::flaw(&problem.flaw), look);
    }
    let product = shared.catalogue.product(edited.form.product_key());
    if let Some(unknown) = unchecked(shared, product) {
        let doubt = sign(Severity::Warning, theme);
        tell(doubt, &unknown.into(), Style::new());
    }
    lines
}

/// Why the attributes cannot be checked just now, if so.
fn unchecked(shared: &Shared, product: Option<&Product>) -> Option<Label> {
    let read = |product: &Product| shared.loading.model(&shared.catalogue, &product.model_id);
    match product.map(read) {
        _ if shared.about().is_none() => Some(label!(
            "attributes not checked: not connected",
            "属性未检查：未连接"
        )),
        Some(Some(Ok(_))) => None,
        Some(Some(Err(_))) => Some(label!(
            "attributes not checked: model unavailable",
            "属性未检查：模型无法获取"
        )),
        None if shared.loading.products == Load::Ready(()) => Some(label!(
            "attributes not checked: product not known",
            "属性未检查：产品未知"
        )),
        _ => Some(label!("reading the model", "正在读取模型")),
    }
}

fn draw_empty(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut lines = Lines::new(theme, area.width);
    let empty = pair!("The form is empty.", "表单为空。");
    lines.blank();
    lines.behind(
        &[("   ", Style::new())],
        &empty.to(theme.lang),
        Style::new(),
    );
    lines.blank();
    let products = pair!(
        "choose a product to start a device of",
        "选择产品以新建设备"
    );
    lines.way(shared.key("go.products"), &products);
    if state.binned.is_some() {
        let back = pair!("bring back what was last emptied", "恢复上次清空的内容");
        lines.way(shared.key("device.clear"), &back);
    }
    lines.draw(0, area, buf);
}
