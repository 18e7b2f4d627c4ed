//! What a plan says, line by line.

use ratatui::style::Style;

use super::{Noted, PlanSheet, unsaved};
use crate::domain::Difference;
use crate::domain::number;
use crate::provision::compare::difference;
use crate::provision::plan::{Part, Plan, RowPlan};
use crate::tui::app::{About, Model};
use crate::tui::screens::device;
use crate::tui::theme::Theme;
use crate::tui::widgets::write::{counted, grouped};

/// A line and its look; it may have to be wrapped.
pub(super) type Line = (String, Style);

/// What is said of all rows together.
pub(super) fn head(model: &Model, sheet: &PlanSheet, about: &About) -> Vec<Line> {
    let theme = model.theme;
    let mut lines = Vec::new();
    match &sheet.plan {
        None => {
            let rows = counted(sheet.rows.len(), "device");
            lines.extend([
                (
                    format!("Asking EnOS which of {rows} exist already…"),
                    theme.strong(),
                ),
                (
                    "Enter submits without waiting: then nothing is checked beforehand, and what \
                     exists is found out while sending."
                        .to_owned(),
                    theme.dim(),
                ),
            ]);
            lines.extend(left_out(theme, not_ready(model, sheet)));
        }
        Some(plan) => lines.extend(known(model, sheet, plan, about)),
    }
    if sheet.again {
        lines.push((
            "What was created already without a key is created once more (a takes that back)."
                .to_owned(),
            theme.doubt(),
        ));
    }
    if about.site.gateway != about.label {
        lines.push((about.site.to_string(), theme.dim()));
    }
    if let Some(place) = unsaved(model) {
        lines.push((
            format!(
                "Row {} is open on the form and changed there, and not saved: it would be created as \
                 the queue has it.",
                grouped(number(place))
            ),
            theme.bad(),
        ));
    }
    if let Some(name) = device::half_typed(model) {
        lines.push((
            format!("A new device ({name}) is half typed on the form and not in the queue: it stays there."),
            theme.doubt(),
        ));
    }
    let keyless = sheet.keyless;
    if about.keys_by_server && keyless > 0 {
        lines.push((
            format!(
                "EnOS makes the key of {}: if the reply to such a device is lost, nothing can look \
                 it up, and you have to say what became of it.",
                counted(keyless, "device")
            ),
            theme.doubt(),
        ));
    }
    lines
}

fn known(model: &Model, sheet: &PlanSheet, plan: &Plan, about: &About) -> Vec<Line> {
    let theme = model.theme;
    let (parts, left) = (&sheet.parts, not_ready(model, sheet));
    let mut lines = vec![(
        format!(
            "{} in the queue, {} to {}:",
            counted(parts.total() + left, "device"),
            counted(plan.calls, "request"),
            about.label
        ),
        theme.strong(),
    )];
    for (part, rows) in parts.iter() {
        let mut words = part.words(sheet.policy).to_owned();
        if part == Part::Made {
            words.push_str(" (a creates them again)");
        }
        lines.push((format!("{:>7}  {words}", grouped(rows)), look(theme, part)));
    }
    lines.extend(left_out(theme, left));
    for product in &plan.not_shown {
        let key = &product.product_key;
        lines.push((format!("{key}: {product}"), theme.bad()));
    }
    for product in &plan.products {
        let name = model
            .catalogue
            .product(&product.product_key)
            .map_or("", |known| known.product_name.in_locale("en_US"));
        let style = if product.too_many() > 0 {
            theme.bad()
        } else {
            Style::new()
        };
        lines.push((format!("{}  {name}: {product}", product.product_key), style));
    }
    let unchecked = plan.unchecked.iter();
    lines.extend(unchecked.map(|what| (format!("! {what}"), theme.doubt())));
    lines
}

/// Rows of the queue that the sheet leaves out.
fn not_ready(model: &Model, sheet: &PlanSheet) -> usize {
    model.queue.len().saturating_sub(sheet.rows.len())
}

fn left_out(theme: Theme, left: usize) -> Option<Line> {
    let words = "not ready, invalid or not saved yet: stays in the queue";
    (left > 0).then(|| (format!("{:>7}  {words}", grouped(left)), theme.doubt()))
}

fn look(theme: Theme, part: Part) -> Style {
    match part {
        Part::Create => Style::new(),
        Part::Settled => theme.dim(),
        Part::GoesOn
        | Part::Made
        | Part::Identical
        | Part::Unchecked
        | Part::Sought
        | Part::Found
        | Part::ByEye => theme.doubt(),
        Part::Different | Part::Repeated | Part::Invalid | Part::NoProduct | Part::NoRoom => {
            theme.bad()
        }
    }
}

/// What is said of the `nth` thing that is listed of its own.
pub(super) fn row(model: &Model, sheet: &PlanSheet, nth: usize) -> Option<Line> {
    let theme = model.theme;
    let place = match sheet.noted.get(nth)? {
        Noted::Row(place) => *place,
        Noted::Repeat(words) => return Some((words.clone(), theme.doubt())),
    };
    let draft = &sheet.rows.get(place)?.draft;
    let (words, style) = match sheet.plan.as_ref()?.rows.get(place)? {
        RowPlan::Create | RowPlan::Unchecked => return None,
        RowPlan::GoesOn(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let words = format!("row {row} of run {run}, {} there", sent.state);
            (words, theme.doubt())
        }
        RowPlan::Made(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let key = sent.device_key.as_deref().unwrap_or_default();
            let words = format!("created already: row {row} of run {run}, {key}");
            (words, theme.doubt())
        }
        RowPlan::Identical(_) => ("exists, identical".to_owned(), theme.doubt()),
        RowPlan::Different { found, fields } => {
            let fields = fields.iter().map(|field| {
                let Difference {
                    field,
                    wanted,
                    found,
                } = difference(field.clone(), draft, found);
                format!("{field} {found:?}, here {wanted:?}")
            });
            let fields: Vec<String> = fields.collect();
            (format!("differs: {}", fields.join("; ")), theme.bad())
        }
        RowPlan::Repeated(problems) | RowPlan::Invalid(problems) => {
            (problems.first()?.to_string(), theme.bad())
        }
        RowPlan::NoProduct(_) => ("its product is not there".to_owned(), theme.bad()),
        RowPlan::NoRoom => ("no room".to_owned(), theme.bad()),
    };
    let key = draft.device_key.as_deref().unwrap_or("(automatic)");
    Some((
        format!("{:>7}  {key}  {words}", grouped(number(place))),
        style,
    ))
}
