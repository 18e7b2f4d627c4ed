//! The products screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use crate::domain::{DataType, ItemType, Product, ProductType, ThingModel};
use crate::said::{Label, Said, grouped, label, say};
use crate::store::Fetched;
use crate::tui::shared::{Load, Shared};
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::table::{self, Column};
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::{Pen, Words};
use crate::tui::widgets::{indent, split};
use crate::words::{PRODUCTS, ago};

const WIDE: u16 = 100;
/// Devices a product may have unless an administrator raised it (reference §4).
const PRODUCT_LIMIT: usize = 10_000;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let [search, body] = split(area, 2);
    let mut drawn = draw_search(state, shared, search, buf);
    if shared.catalogue.products().is_empty() {
        draw_empty(shared, body, buf);
        return drawn;
    }
    let (list, detail) = if area.width >= WIDE {
        let width = area.width * 6 / 10;
        (Rect { width, ..body }, indent(body, width + 2))
    } else if body.height >= 15 {
        let [list, detail] = split(body, body.height - 8);
        (list, indent(split(detail, 1)[1], 1))
    } else {
        (body, Rect::ZERO)
    };
    if state.matches.is_empty() {
        let key = shared.key("products.all");
        let none = say!(
            "No product matches. {key} shows all.",
            "没有匹配的产品。按 {key} 显示全部。"
        );
        let none = format!("  {}", none.to(shared.theme.lang));
        Words::new(list, buf).wrapped(&none, shared.theme.dim());
        return drawn;
    }
    drawn.hits.extend(draw_list(state, shared, list, buf));
    if let Some(product) = state.selected(shared) {
        draw_detail(shared, product, detail, buf);
    }
    drawn
}

fn draw_search(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let all = shared.catalogue.products().len();
    let shown = say!(
        "{matches} of {all}",
        "{matches}/{all}",
        matches = grouped(state.matches.len()),
        all = grouped(all)
    );
    let shown = shown.to(theme.lang);
    let mut pen = Pen::new(area, buf);
    pen.write("  / ", theme.hint());
    let left = u16::try_from(width(&shown)).unwrap_or(0) + 8;
    let [line, below] = split(area, 1);
    let field = Rect {
        x: area.x + 4,
        width: area.width.saturating_sub(left).max(1),
        ..line
    };
    let hint = label!(
        "find by name, key or model",
        "按名称、productKey 或模型查找"
    )
    .to(theme.lang);
    let caret = state.find.draw(field, buf, theme, state.finding, &hint);
    Pen::new(area, buf).write_right(&shown, theme.dim());
    if shared.catalogue.more {
        let more = say!(
            "the gateway lists more than {listed}; these are the first",
            "API 网关上不止 {listed}，这里只列出最前面的",
            listed = PRODUCTS.count(all)
        );
        let mut pen = Pen::new(below, buf);
        pen.write("  ! ", theme.doubt());
        pen.write(&more.to(theme.lang), theme.doubt());
    }
    let click = Click::Command("products.find");
    let find = Hit { area: field, click };
    let hits = Some(find).filter(|_| !state.finding).into_iter().collect();
    Drawn { caret, hits }
}

fn draw_list(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let columns = [
        Column::share(label!("name", "名称"), 5),
        Column::share(Label::data("中文"), 3),
        Column::cells(label!("key", "productKey"), 15),
        Column::cells(label!("type", "类型"), 8).from(60),
    ];
    let theme = shared.theme;
    let (rows, selected) = (state.matches.len(), Some(state.selected));
    table::draw(area, buf, theme, &columns, rows, selected, |row| {
        let place = state.matches.get(row);
        let Some(product) = place.and_then(|place| super::at(shared, *place)) else {
            return Vec::new();
        };
        let name = &product.product_name;
        let chinese = name.i18n_value.get("zh_CN").cloned().unwrap_or_default();
        vec![
            (name.in_locale("en_US").to_owned(), Style::new()),
            (chinese, Style::new()),
            (product.product_key.clone(), theme.dim()),
            (kind(product).to(theme.lang).into_owned(), Style::new()),
        ]
    })
}

fn kind(product: &Product) -> Label {
    match product.product_type {
        ProductType::Device => label!("Device", "设备"),
        ProductType::Gateway => label!("Gateway", "网关"),
    }
}

fn draw_detail(shared: &Shared, product: &Product, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    let names: Vec<_> = product.product_name.texts().collect();
    words.line(&[(&names.join("   "), theme.strong())]);
    let count = match shared.loading.counts.get(&product.product_key) {
        Some(Load::Ready(count)) => say!(
            "{count} of {limit} devices",
            "设备 {count}/{limit} 台",
            count = grouped(count),
            limit = grouped(PRODUCT_LIMIT)
        ),
        Some(Load::Failed(_)) => say!("device count unavailable", "设备数无法获取"),
        _ => say!("counting devices", "正在统计设备数"),
    };
    words.line(&[
        (&label!("key", "productKey").to(theme.lang), theme.dim()),
        (" ", theme.dim()),
        (&product.product_key, Style::new()),
        ("   ", Style::new()),
        (&count.to(theme.lang), Style::new()),
    ]);
    words.line(&[
        (&label!("model", "模型").to(theme.lang), theme.dim()),
        (" ", theme.dim()),
        (&product.model_id, Style::new()),
    ]);
    if !product.product_desc.is_empty() {
        words.wrapped(&product.product_desc, theme.dim());
    }
    match shared.loading.model(&shared.catalogue, &product.model_id) {
        Some(Ok(model)) => draw_model(shared, model, words),
        Some(Err(reason)) => {
            let line = say!(
                "Its attributes are not known: {reason}",
                "属性未知：{reason}",
                reason
            );
            words.wrapped(&line.to(theme.lang), theme.doubt());
        }
        _ => words.line(&[(
            &label!("reading the model", "正在读取模型").to(theme.lang),
            theme.dim(),
        )]),
    }
}

fn draw_model(shared: &Shared, model: &Fetched<ThingModel>, mut words: Words<'_>) {
    let theme = shared.theme;
    let Fetched { thing, kept_at } = model;
    words.skip_if_room(8);
    let age = kept_at.map_or_else(String::new, |at| {
        let from = say!("from {ago}", "{ago}读取", ago = ago(at, shared.now));
        format!("   {}", from.to(theme.lang))
    });
    words.line(&[
        (&label!("attributes", "属性").to(theme.lang), theme.dim()),
        ("   ", theme.dim()),
        ("*", theme.hint()),
        (" ", theme.dim()),
        (&label!("required", "必需").to(theme.lang), theme.dim()),
        (&age, theme.doubt()),
    ]);
    let mut attributes: Vec<_> = thing.attributes.iter().collect();
    attributes.sort_by_key(|attribute| !attribute.required);
    for attribute in attributes {
        let kind = type_name(&attribute.data_type);
        let kind = kind.to(theme.lang);
        let kind = match &attribute.unit {
            Some(unit) => format!("{kind} {unit}"),
            None => kind.into_owned(),
        };
        words.columns(&[
            (if attribute.required { "*" } else { "" }, 1, theme.hint()),
            (&attribute.identifier, 20, Style::new()),
            (&kind, 20, theme.dim()),
        ]);
    }
}

/// A type as the model page names it, with its bound.
fn type_name(data_type: &DataType) -> Said {
    let array = |of| say!("ARRAY of {of}", "ARRAY（{of}）");
    Said::data(match data_type {
        DataType::Array(ItemType::Int) => return array("INT"),
        DataType::Array(ItemType::Float) => return array("FLOAT"),
        DataType::Array(ItemType::Double) => return array("DOUBLE"),
        DataType::Array(ItemType::String) => return array("STRING"),
        DataType::Enum(values) => {
            return say!(
                "ENUM of {values}",
                "ENUM（{values} 个值）",
                values = values.len()
            );
        }
        DataType::Struct(items) => {
            return say!(
                "STRUCT of {items}",
                "STRUCT（{items} 个成员）",
                items = items.len()
            );
        }
        DataType::String {
            max_length: Some(most),
        } => return say!("STRING up to {most}", "STRING 最长 {most}"),
        DataType::String { max_length: None } => "STRING",
        DataType::Bool { .. } => "BOOL",
        DataType::Date => "DATE",
        DataType::Int => "INT",
        DataType::Float => "FLOAT",
        DataType::Double => "DOUBLE",
        DataType::Timestamp => "TIMESTAMP",
        DataType::File => "FILE",
        DataType::Other(name) => name,
    })
}

fn draw_empty(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    words.blank();
    match &shared.loading.products {
        Load::Failed(reason) => {
            let line = say!(
                "The products could not be read: {reason}",
                "无法读取产品：{reason}",
                reason
            );
            words.wrapped(&line.to(theme.lang), theme.bad());
            words.blank();
            let (again, by_hand) = (shared.key("products.reload"), shared.key("products.key"));
            let way = say!(
                "{again} tries again. If you are not permitted to list products, {by_hand} lets you type a product key.",
                "按 {again} 重试。若无权列出产品，按 {by_hand} 手动输入 productKey。"
            );
            words.wrapped(&way.to(theme.lang), Style::new());
        }
        Load::Idle | Load::Loading => {
            let reading = label!("Reading the products.", "正在读取产品。");
            words.wrapped(&reading.to(theme.lang), theme.dim());
        }
        Load::Ready(()) => {
            let none = label!(
                "This organisation has no products yet. Products are created in the EnOS console.",
                "该组织尚无产品。产品在 EnOS 控制台中创建。"
            );
            words.wrapped(&none.to(theme.lang), Style::new());
        }
    }
}
