//! What is told of a product.

use ratatui::style::Style;

use crate::domain::{Attribute, DataType, ItemType, Product, ThingModel};
use crate::said::{Said, grouped, label, pair, say};
use crate::store::Fetched;
use crate::tui::shared::{Load, Shared};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::bar;
use crate::tui::widgets::lines::{Line, Lines};
use crate::tui::widgets::text::{pad, truncate, width};
use crate::words::ago;

/// Devices a product may have unless an administrator raised it (reference §4).
const PRODUCT_LIMIT: usize = 10_000;

/// What is told of a product: its keys, the room it has, its attributes, the required ones first.
pub(super) fn detail<'a>(shared: &'a Shared, product: &'a Product, wide: u16) -> Lines<'a> {
    let theme = shared.theme;
    let plain = Style::new();
    let mut lines = Lines::new(theme, wide);
    let labels = [label!("key", "productKey"), label!("model", "模型")];
    let [key, model] = labels.map(|label| label.to(theme.lang));
    let pieces = [
        (format!("{key} "), theme.muted()),
        (product.product_key.clone(), plain),
        (format!("   {model} "), theme.muted()),
        (product.model_id.clone(), plain),
    ];
    if pieces.iter().map(|(text, _)| width(text)).sum::<usize>() <= wide.into() {
        lines.line(pieces);
    } else {
        lines.behind(
            &[(&pieces[0].0, theme.muted())],
            &product.product_key,
            plain,
        );
        lines.behind(
            &[(pieces[2].0.trim_start(), theme.muted())],
            &product.model_id,
            plain,
        );
    }
    room(shared, product, &mut lines);
    if !product.product_desc.is_empty() {
        lines.text(&product.product_desc, theme.muted());
    }
    match shared.loading.model(&shared.catalogue, &product.model_id) {
        Some(Ok(model)) => attributes(shared, model, &mut lines),
        Some(Err(reason)) => {
            let known = say!(
                "Its attributes are not known: {reason}",
                "属性未知：{reason}",
                reason
            );
            let sign = (theme.sign(Sign::Doubt), theme.doubt());
            lines.behind(&[sign, (" ", plain)], &known.to(theme.lang), plain);
        }
        None if shared.about().is_some() => {
            lines.told(&say!("reading the model", "正在读取模型"), theme.muted());
        }
        None => {}
    }
    lines
}

/// How many devices the product has, as a meter.
fn room(shared: &Shared, product: &Product, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let cells = lines.wide().saturating_sub(34).clamp(4, 20);
    let label = pair!("room", "余量").to(theme.lang).into_owned();
    let mut line = vec![(format!("{label} "), theme.muted())];
    match shared.loading.counts.get(&product.product_key) {
        Some(Load::Ready(count)) => {
            line.extend(bar::pieces(
                theme,
                cells,
                PRODUCT_LIMIT,
                &[(
                    usize::try_from(*count).unwrap_or(usize::MAX),
                    bar::Part::Full,
                    theme.muted(),
                )],
            ));
            let said = say!(
                "  {count} of {limit} devices",
                "  设备 {count} / {limit} 台",
                count = grouped(count),
                limit = grouped(PRODUCT_LIMIT)
            );
            line.push((said.to(theme.lang).into_owned(), Style::new()));
        }
        Some(Load::Failed(_)) => {
            let none = label!("device count unavailable", "设备数无法获取");
            line.push((none.to(theme.lang).into_owned(), theme.muted()));
        }
        Some(Load::Loading) => {
            let counting = label!("counting devices", "正在统计设备数");
            line.push((counting.to(theme.lang).into_owned(), theme.muted()));
        }
        Some(Load::Idle) | None => return,
    }
    lines.line(line);
}

fn attributes<'a>(shared: &'a Shared, model: &'a Fetched<ThingModel>, lines: &mut Lines<'a>) {
    let theme = shared.theme;
    let Fetched { thing, kept_at } = model;
    if let Some(at) = kept_at {
        let from = say!(
            "model from {ago}",
            "模型：{ago}读取",
            ago = ago(*at, shared.now)
        );
        lines.told(&from, theme.doubt());
    }
    let headings = [
        label!("attribute", "属性"),
        label!("type", "类型"),
        label!("unit", "单位"),
    ]
    .map(|heading| heading.to(theme.lang));
    let look = theme.muted().patch(theme.field());
    let cells = widths(lines.wide());
    let heading = headings.iter().zip(cells).filter(|(_, cells)| *cells > 0);
    let heading: Vec<_> = heading
        .map(|(text, cells)| (pad(text, cells), look))
        .collect();
    lines.blank().line(heading);
    let required = thing
        .attributes
        .iter()
        .filter(|attribute| attribute.required);
    let required = required.count();
    lines.many(thing.attributes.len(), move |nth| {
        let all = thing.attributes.iter();
        let found = if nth < required {
            all.filter(|attribute| attribute.required).nth(nth)
        } else {
            all.filter(|attribute| !attribute.required)
                .nth(nth - required)
        };
        found.map_or_else(Vec::new, |attribute| row(theme, attribute, cells))
    });
}

/// Cells of an attribute's identifier with its mark, of its type, of its unit; a narrow pane has no units.
fn widths(wide: usize) -> [usize; 3] {
    let unit = if wide >= 44 { 6 } else { 0 };
    let id = (wide * 2 / 5).clamp(14, 24);
    [id, wide.saturating_sub(id + unit).min(24), unit]
}

fn row(theme: Theme, attribute: &Attribute, [id, kind, unit]: [usize; 3]) -> Line {
    let plain = Style::new();
    let mark = if attribute.required { " *" } else { "" };
    let name = truncate(&attribute.identifier, id - 3);
    let blanks = id.saturating_sub(width(&name) + mark.len());
    let data_type = type_name(&attribute.data_type);
    let of = attribute.unit.clone().unwrap_or_default();
    vec![
        (name, plain),
        (mark.to_owned(), theme.accent()),
        (" ".repeat(blanks), plain),
        (pad(&data_type.to(theme.lang), kind), theme.muted()),
        (pad(&of, unit), plain),
    ]
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
