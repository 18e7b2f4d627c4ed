//! The products screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use super::detail::detail;
use crate::domain::{Product, ProductType};
use crate::said::{Label, grouped, label, pair, say};
use crate::tui::shared::{Load, Shared};
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::indent;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::{Pane, divide};
use crate::tui::widgets::table::{Cell, Column, Table};
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::Pen;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let whole = Pane::whole(area);
    if shared.catalogue.products().is_empty() {
        whole.title(theme, buf, &TITLE.to(theme.lang), "");
        empty(shared, whole.inner.width).draw(0, whole.inner, buf);
        return Drawn::default();
    }
    let columns = columns();
    let selected = state.selected(shared);
    let rows = state.matches.len();
    let table = |height| {
        Table::new(
            theme,
            &columns,
            (rows, Some(state.selected)),
            height,
            |row| cells(state, shared, row),
        )
    };
    let wide = || table(whole.inner.height).wide();
    let tall = || selected.map_or(0, |product| detail(shared, product, area.width).tall());
    let panes = divide(theme, shared.panes, area, (wide, tall), buf);
    let found = title(state, shared, panes.list, buf);
    let hits = if rows == 0 {
        let key = shared.key("products.all");
        let none = say!(
            "No product matches. {key} shows all.",
            "没有匹配的产品。按 {key} 显示全部。"
        );
        let mut lines = Lines::new(theme, panes.list.inner.width.saturating_sub(3));
        lines.told(&none, Style::new());
        lines.draw(0, indent(panes.list.inner, 3), buf);
        Vec::new()
    } else {
        table(panes.list.inner.height)
            .focused(!panes.detail.focused)
            .draw(panes.list.inner, buf)
    };
    let mut drawn = found.with(hits);
    if let Some(product) = selected {
        let names: Vec<_> = product.product_name.texts().collect();
        panes.detail.title(theme, buf, &names.join(" · "), "");
        let inner = indent(panes.detail.inner, 1);
        let lines = detail(shared, product, inner.width);
        drawn.lowest = lines.draw(shared.panes.scroll, inner, buf);
    }
    drawn.in_row(state.selected, rows)
}

const TITLE: Label = label!("Products", "产品");

/// Names the list, and what of it is shown; gives where the filter is typed.
fn title(state: &State, shared: &Shared, pane: Pane, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let all = shared.catalogue.products().len();
    let shown = say!(
        "{matches} of {all}",
        "{matches} / {all}",
        matches = grouped(state.matches.len()),
        all = if shared.catalogue.more {
            // There are more at the gateway; these are the first.
            format!("{}+", grouped(all))
        } else {
            grouped(all)
        }
    );
    let shown = shown.to(theme.lang);
    pane.title(theme, buf, &TITLE.to(theme.lang), &shown);
    let left = u16::try_from(width(&TITLE.to(theme.lang)) + 6).unwrap_or(0);
    let right = u16::try_from(width(&shown) + 4).unwrap_or(0);
    let Some(wide) = pane
        .rule
        .width
        .checked_sub(left + right + 4)
        .filter(|wide| *wide > 8)
    else {
        return Drawn::default();
    };
    let x = pane.rule.x + left;
    let mut pen = Pen::new(
        Rect {
            x,
            width: wide + 3,
            ..pane.rule
        },
        buf,
    );
    pen.write(" / ", theme.accent());
    let field = Rect {
        x: x + 3,
        width: wide,
        ..pane.rule
    };
    let hint = label!(
        "find by name, key or model",
        "按名称、productKey 或模型查找"
    );
    let caret = state
        .find
        .draw(field, buf, theme, state.finding, &hint.to(theme.lang));
    let find = Hit::command(field, "products.find");
    Drawn {
        caret,
        hits: Some(find).filter(|_| !state.finding).into_iter().collect(),
        ..Drawn::default()
    }
}

fn columns() -> [Column; 5] {
    [
        Column::share(label!("name", "名称"), 5),
        Column::share(Label::data("中文"), 3),
        Column::cells(label!("key", "productKey"), 15),
        Column::cells(label!("type", "类型"), 8).from(90),
        Column::cells(label!("queued", "已入队"), 7)
            .right()
            .from(60),
    ]
}

fn cells(state: &State, shared: &Shared, row: usize) -> Vec<Cell> {
    let theme = shared.theme;
    let place = state.matches.get(row);
    let Some(product) = place.and_then(|place| super::at(shared, *place)) else {
        return Vec::new();
    };
    let name = &product.product_name;
    let chinese = name.i18n_value.get("zh_CN").cloned().unwrap_or_default();
    let queued = match shared.queue.of_product(&product.product_key) {
        0 => theme.sign(Sign::None).to_owned(),
        rows => grouped(rows),
    };
    vec![
        (name.in_locale("en_US").to_owned(), Style::new()),
        (chinese, Style::new()),
        (product.product_key.clone(), theme.muted()),
        (kind(product).to(theme.lang).into_owned(), Style::new()),
        (queued, Style::new()),
    ]
}

fn kind(product: &Product) -> Label {
    match product.product_type {
        ProductType::Device => label!("Device", "设备"),
        ProductType::Gateway => label!("Gateway", "网关"),
    }
}

/// What is said where there is no product.
fn empty(shared: &Shared, wide: u16) -> Lines<'_> {
    let theme = shared.theme;
    let plain = Style::new();
    let mut lines = Lines::new(theme, wide.saturating_sub(3));
    let lead = ("   ", plain);
    lines.blank();
    match &shared.loading.products {
        Load::Failed(reason) => {
            let line = say!(
                "The products could not be read: {reason}",
                "无法读取产品：{reason}",
                reason
            );
            let sign = (theme.sign(Sign::Bad), theme.bad());
            lines.behind(&[lead, sign, (" ", plain)], &line.to(theme.lang), plain);
            lines.blank();
            let [again, by_hand] = ["products.reload", "products.key"];
            lines.way(shared.key(again), &pair!("try again", "重试"));
            lines.way(
                shared.key(by_hand),
                &pair!(
                    "type a product key, where listing products is not permitted",
                    "手动输入 productKey（无权列出产品时）"
                ),
            );
        }
        Load::Idle | Load::Loading => {
            let reading = label!("Reading the products.", "正在读取产品。");
            lines.behind(&[lead], &reading.to(theme.lang), theme.muted());
        }
        Load::Ready(()) => {
            let none = label!(
                "This organisation has no products yet. Products are created in the EnOS console.",
                "该组织尚无产品。产品在 EnOS 控制台中创建。"
            );
            lines.behind(&[lead], &none.to(theme.lang), plain);
            lines.blank();
            lines.way(
                shared.key("products.reload"),
                &pair!("look again", "重新查看"),
            );
            lines.way(
                shared.key("go.connect"),
                &pair!("another gateway", "换一个 API 网关"),
            );
        }
    }
    lines
}
