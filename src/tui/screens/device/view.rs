//! The device screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use super::edited::EditedDevice;
use super::standing::Standing;
use crate::domain::{Product, number};
use crate::said::{Label, Said, label, pair, say};
use crate::tui::shared::{Load, Origin, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::split;
use crate::tui::widgets::write::{Pen, Words, grouped};
use crate::words::{PROBLEMS, WARNINGS};

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let Some(edited) = &state.edited else {
        draw_empty(state, shared, area, buf);
        return Drawn::default();
    };
    let [line, rest] = split(area, 1);
    draw_head(state, shared, edited, line, buf);
    edited.form.form.draw(rest, buf, shared.theme, &shared.keys)
}

fn draw_head(state: &State, shared: &Shared, edited: &EditedDevice, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let product_key = state.product_key().unwrap_or_default();
    let mut pen = Pen::new(area, buf);
    if let Standing::Gone(where_to) = state.standing(shared) {
        let where_to = where_to.to(theme.lang);
        let mut letters = where_to.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let said: String = first.into_iter().chain(letters).collect();
        pen.write(&format!(" {said}  "), theme.bad());
    } else {
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
        pen.write(&format!(" {}  ", what.to(theme.lang)), theme.strong());
    }
    let product = shared.catalogue.product(&product_key);
    if let Some(product) = product {
        pen.write(product.product_name.in_locale("en_US"), Style::new());
        pen.write(" · ", theme.dim());
    }
    pen.write(&product_key, theme.dim());
    let unknown = unchecked(shared, product);
    let (errors, warnings) = edited.form.form.problem_counts();
    let (said, style) = if errors > 0 {
        (PROBLEMS.count(errors), theme.bad())
    } else if let Some(unknown) = unknown {
        (unknown.into(), theme.doubt())
    } else if warnings > 0 {
        (WARNINGS.count(warnings), theme.doubt())
    } else {
        return;
    };
    pen.write_right(&format!("{} ", said.to(theme.lang)), style);
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
    let mut words = Words::new(area, buf);
    words.blank();
    let mut tell = |said: Said| {
        words.wrapped(&format!("  {}", said.to(theme.lang)), theme.dim());
    };
    let (products, begin) = (shared.key("go.products"), shared.key("products.use"));
    tell(say!(
        "The form is empty. Choose a product ({products}) and press {begin}.",
        "表单为空。选择产品（{products}）并按 {begin}。"
    ));
    if state.binned.is_some() {
        let key = shared.key("device.clear");
        tell(say!(
            "{key} brings back what was last emptied.",
            "按 {key} 恢复上次清空的内容。"
        ));
    }
}
