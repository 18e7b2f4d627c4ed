//! The products screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use crate::domain::{DataType, ItemType, Product, ProductType};
use crate::said::Lang;
use crate::store::Fetched;
use crate::tui::shared::{Load, Shared};
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::table::{self, Column};
use crate::tui::widgets::write::{Pen, Words, counted, grouped};
use crate::tui::widgets::{indent, split};
use crate::words::ago;

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
        Words::new(list, buf).wrapped("  No product matches. Esc shows all.", shared.theme.dim());
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
    let shown = format!("{} of {}", grouped(state.matches.len()), grouped(all));
    let mut pen = Pen::new(area, buf);
    pen.write("  / ", theme.hint());
    let left = u16::try_from(shown.len()).unwrap_or(0) + 8;
    let [line, below] = split(area, 1);
    let field = Rect {
        x: area.x + 4,
        width: area.width.saturating_sub(left).max(1),
        ..line
    };
    let hint = "find by name, key or model";
    let caret = state.find.draw(field, buf, theme, state.finding, hint);
    Pen::new(area, buf).write_right(&shown, theme.dim());
    if shared.catalogue.more {
        let listed = counted(all, "product");
        let more = format!("  ! the gateway lists more than {listed}; these are the first");
        Pen::new(below, buf).write(&more, theme.doubt());
    }
    let click = Click::Command("products.find");
    let find = Hit { area: field, click };
    let hits = Some(find).filter(|_| !state.finding).into_iter().collect();
    Drawn { caret, hits }
}

fn draw_list(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let columns = [
        Column::share("name", 5),
        Column::share("中文", 3),
        Column::cells("key", 15),
        Column::cells("type", 8).from(60),
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
            (kind(product).to_owned(), Style::new()),
        ]
    })
}

fn kind(product: &Product) -> &'static str {
    match product.product_type {
        ProductType::Device => "Device",
        ProductType::Gateway => "Gateway",
    }
}

fn draw_detail(shared: &Shared, product: &Product, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    let names: Vec<_> = product.product_name.texts().collect();
    words.line(&[(&names.join("   "), theme.strong())]);
    let count = match shared.loading.counts.get(&product.product_key) {
        Some(Load::Ready(count)) => {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            format!("{} of {} devices", grouped(count), grouped(PRODUCT_LIMIT))
        }
        Some(Load::Failed(_)) => "device count not to be had".to_owned(),
        _ => "counting devices".to_owned(),
    };
    words.line(&[
        ("key ", theme.dim()),
        (&product.product_key, Style::new()),
        ("   ", Style::new()),
        (&count, Style::new()),
    ]);
    words.line(&[("model ", theme.dim()), (&product.model_id, Style::new())]);
    if !product.product_desc.is_empty() {
        words.wrapped(&product.product_desc, theme.dim());
    }
    match shared.loading.model(&shared.catalogue, &product.model_id) {
        Some(Ok(Fetched { thing, kept_at })) => {
            words.skip_if_room(8);
            let age = kept_at.map(|at| format!("   from {}", ago(at, shared.now).to(Lang::En)));
            let age = age.unwrap_or_default();
            words.line(&[
                ("attributes   ", theme.dim()),
                ("*", theme.hint()),
                (" required", theme.dim()),
                (&age, theme.doubt()),
            ]);
            let mut attributes: Vec<_> = thing.attributes.iter().collect();
            attributes.sort_by_key(|attribute| !attribute.required);
            for attribute in attributes {
                let kind = type_name(&attribute.data_type, attribute.unit.as_deref());
                words.columns(&[
                    (if attribute.required { "*" } else { "" }, 1, theme.hint()),
                    (&attribute.identifier, 20, Style::new()),
                    (&kind, 20, theme.dim()),
                ]);
            }
        }
        Some(Err(reason)) => {
            let line = format!("Its attributes are not known: {}", reason.to(Lang::En));
            words.wrapped(&line, theme.doubt());
        }
        _ => words.line(&[("reading the model", theme.dim())]),
    }
}

/// A type as the model page names it, with its bound and unit.
fn type_name(data_type: &DataType, unit: Option<&str>) -> String {
    let (name, bound) = match data_type {
        DataType::Array(ItemType::Int) => ("ARRAY of INT", None),
        DataType::Array(ItemType::Float) => ("ARRAY of FLOAT", None),
        DataType::Array(ItemType::Double) => ("ARRAY of DOUBLE", None),
        DataType::Array(ItemType::String) => ("ARRAY of STRING", None),
        DataType::Bool { .. } => ("BOOL", None),
        DataType::Date => ("DATE", None),
        DataType::Enum(values) => ("ENUM of", Some(values.len())),
        DataType::Int => ("INT", None),
        DataType::Float => ("FLOAT", None),
        DataType::Double => ("DOUBLE", None),
        DataType::Struct(items) => ("STRUCT of", Some(items.len())),
        DataType::String { max_length: None } => ("STRING", None),
        DataType::String { max_length } => ("STRING to", *max_length),
        DataType::Timestamp => ("TIMESTAMP", None),
        DataType::File => ("FILE", None),
        DataType::Other(name) => (name.as_str(), None),
    };
    let bound = bound.map(|bound| format!(" {bound}")).unwrap_or_default();
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    format!("{name}{bound}{unit}")
}

fn draw_empty(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    words.blank();
    match &shared.loading.products {
        Load::Failed(reason) => {
            let line = format!("The products could not be read: {reason}");
            words.wrapped(&line, theme.bad());
            words.blank();
            words.wrapped(
                "r tries again. If listing products is not permitted, t takes a product key by hand.",
                Style::new(),
            );
        }
        Load::Idle | Load::Loading => words.wrapped("Reading the products.", theme.dim()),
        Load::Ready(()) => words.wrapped(
            "This organisation has no products yet. Products are made in the EnOS console.",
            Style::new(),
        ),
    }
}
