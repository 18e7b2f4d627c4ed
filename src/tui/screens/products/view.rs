//! The products screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::domain::{DataType, ItemType, Product, ProductType};
use crate::provision::text::ago;
use crate::store::Fetched;
use crate::tui::app::{Load, Model};
use crate::tui::widgets::table::{self, Column};
use crate::tui::widgets::write::{Pen, Words, counted, grouped};

const WIDE: u16 = 100;
/// Devices a product may have unless an administrator raised it (reference §4).
const PRODUCT_LIMIT: usize = 10_000;

/// Draws the screen; returns where the caret is.
pub(crate) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let [search, body] = split_top(area, 2);
    let caret = draw_search(model, search, buf);
    if model.catalogue.products().is_empty() {
        draw_empty(model, body, buf);
        return caret;
    }
    let (list, detail) = if area.width >= WIDE {
        let left = area.width * 6 / 10;
        (
            Rect::new(body.x, body.y, left, body.height),
            Rect::new(
                body.x + left + 2,
                body.y,
                area.width - left - 2,
                body.height,
            ),
        )
    } else if body.height >= 15 {
        let low = 8;
        (
            Rect::new(body.x, body.y, body.width, body.height - low),
            Rect::new(body.x + 1, body.bottom() - low + 1, body.width - 1, low - 1),
        )
    } else {
        (body, Rect::ZERO)
    };
    if model.products.matches.is_empty() {
        Words::new(list, buf).wrapped("  No product matches. Esc shows all.", model.theme.dim());
        return caret;
    }
    draw_list(model, list, buf);
    if let Some(product) = super::selected(model) {
        draw_detail(model, product, detail, buf);
    }
    caret
}

fn split_top(area: Rect, height: u16) -> [Rect; 2] {
    let height = height.min(area.height);
    [
        Rect::new(area.x, area.y, area.width, height),
        Rect::new(area.x, area.y + height, area.width, area.height - height),
    ]
}

fn draw_search(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let theme = model.theme;
    let state = &model.products;
    let shown = format!(
        "{} of {}",
        grouped(state.matches.len()),
        grouped(model.catalogue.products().len())
    );
    let mut pen = Pen::new(area, buf);
    pen.write("  / ", theme.hint());
    let left = u16::try_from(shown.len()).unwrap_or(0) + 8;
    let field = Rect::new(
        area.x + 4,
        area.y,
        area.width.saturating_sub(left).max(1),
        area.height.min(1),
    );
    let caret = state.find.draw(
        field,
        buf,
        theme,
        state.finding,
        "find by name, key or model",
    );
    Pen::new(area, buf).write_right(&shown, theme.dim());
    if model.catalogue.more {
        let below = Rect::new(
            area.x,
            area.y + 1,
            area.width,
            area.height.saturating_sub(1),
        );
        let listed = counted(model.catalogue.products().len(), "product");
        let more = format!("  ! the gateway lists more than {listed}; these are the first");
        Pen::new(below, buf).write(&more, theme.doubt());
    }
    caret
}

fn draw_list(model: &Model, area: Rect, buf: &mut Buffer) {
    let columns = [
        Column::share("name", 5),
        Column::share("中文", 3),
        Column::cells("key", 15),
        Column::cells("type", 8).from(60),
    ];
    let theme = model.theme;
    table::draw(
        area,
        buf,
        theme,
        &columns,
        model.products.matches.len(),
        Some(model.products.selected),
        |row| {
            let product = model
                .products
                .matches
                .get(row)
                .and_then(|index| super::at(model, *index));
            product.map_or_else(Vec::new, |product| {
                let name = &product.product_name;
                let chinese = name.i18n_value.get("zh_CN").cloned().unwrap_or_default();
                vec![
                    (name.in_locale("en_US").to_owned(), Style::new()),
                    (chinese, Style::new()),
                    (product.product_key.clone(), theme.dim()),
                    (kind(product).to_owned(), Style::new()),
                ]
            })
        },
    );
}

fn kind(product: &Product) -> &'static str {
    match product.product_type {
        ProductType::Device => "Device",
        ProductType::Gateway => "Gateway",
    }
}

fn draw_detail(model: &Model, product: &Product, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let mut words = Words::new(area, buf);
    words.line(&[(
        &product.product_name.texts().collect::<Vec<_>>().join("   "),
        theme.strong(),
    )]);
    let count = match model.loading.counts.get(&product.product_key) {
        Some(Load::Ready(count)) => format!(
            "{} of {} devices",
            grouped(usize::try_from(*count).unwrap_or(usize::MAX)),
            grouped(PRODUCT_LIMIT)
        ),
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
    match model.loading.model(&model.catalogue, &product.model_id) {
        Some(Ok(Fetched { thing, kept_at })) => {
            words.skip_if_room(8);
            let age = kept_at.map(|at| format!("   from {}", ago(at, model.now)));
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
                words.columns(&[
                    (if attribute.required { "*" } else { "" }, 1, theme.hint()),
                    (&attribute.identifier, 20, Style::new()),
                    (
                        &type_name(&attribute.data_type, attribute.unit.as_deref()),
                        20,
                        theme.dim(),
                    ),
                ]);
            }
        }
        Some(Err(reason)) => words.wrapped(
            &format!("Its attributes are not known: {reason}"),
            theme.doubt(),
        ),
        _ => words.line(&[("reading the model", theme.dim())]),
    }
}

/// A type as the model page names it, with its bound and unit.
pub(crate) fn type_name(data_type: &DataType, unit: Option<&str>) -> String {
    let name = match data_type {
        DataType::Array(item) => {
            let item = match item {
                ItemType::Int => "INT",
                ItemType::Float => "FLOAT",
                ItemType::Double => "DOUBLE",
                ItemType::String => "STRING",
            };
            format!("ARRAY of {item}")
        }
        DataType::Bool { .. } => "BOOL".to_owned(),
        DataType::Date => "DATE".to_owned(),
        DataType::Enum(values) => format!("ENUM of {}", values.len()),
        DataType::Int => "INT".to_owned(),
        DataType::Float => "FLOAT".to_owned(),
        DataType::Double => "DOUBLE".to_owned(),
        DataType::Struct(items) => format!("STRUCT of {}", items.len()),
        DataType::String {
            max_length: Some(max),
        } => format!("STRING to {max}"),
        DataType::String { max_length: None } => "STRING".to_owned(),
        DataType::Timestamp => "TIMESTAMP".to_owned(),
        DataType::File => "FILE".to_owned(),
        DataType::Other(name) => name.clone(),
    };
    match unit {
        Some(unit) => format!("{name} {unit}"),
        None => name,
    }
}

fn draw_empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let mut words = Words::new(area, buf);
    words.blank();
    match &model.loading.products {
        Load::Failed(reason) => {
            words.wrapped(
                &format!("The products could not be read: {reason}"),
                theme.bad(),
            );
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
