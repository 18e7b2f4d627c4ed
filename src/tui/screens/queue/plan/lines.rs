//! What a plan says, line by line.

use ratatui::style::Style;

use super::{Noted, PlanSheet, unsaved};
use crate::domain::Existing;
use crate::provision::compare::values;
use crate::provision::plan::{Plan, PlanCounts, RowPlan};
use crate::tui::app::{About, Model};
use crate::tui::screens::device;
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
    if about.gateway != about.label {
        let place = format!("{}   organisation {}", about.gateway, about.org_id);
        lines.push((place, theme.dim()));
    }
    if let Some(place) = unsaved(model) {
        lines.push((
            format!(
                "Row {} is open on the form and changed there, and not saved: it would be created as \
                 the queue has it.",
                grouped(place + 1)
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
    let left = model.queue.len() - sheet.rows.len();
    if left > 0 {
        let left = counted(left, "device");
        lines.push((
            format!("{left} not ready: invalid or not saved yet, and stays in the queue."),
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
    let PlanCounts {
        create,
        goes_on,
        made,
        identical,
        different,
        invalid,
        no_room,
        unchecked,
    } = sheet.counts;
    let sent = create + no_room + unchecked;
    let requests = counted(plan.calls, "request");
    let mut lines = vec![(
        format!(
            "{} will be created on {} in {requests}.",
            counted(sent, "device"),
            about.label
        ),
        theme.strong(),
    )];
    let (same, other) = match sheet.policy {
        Existing::Fail => ("to fail", "to fail"),
        Existing::Skip => ("to be skipped", "to be skipped"),
        Existing::Adopt => ("to count as created", "to fail"),
    };
    let kinds = [
        (
            goes_on,
            "in an earlier run that is not settled: gone on with there".to_owned(),
            theme.doubt(),
        ),
        (
            made,
            "without a key and created already: left out (a creates them again)".to_owned(),
            theme.doubt(),
        ),
        (
            identical,
            format!("already there, as the row says: {same}"),
            theme.doubt(),
        ),
        (
            different,
            format!("already there, but different: {other}"),
            theme.bad(),
        ),
        (
            invalid,
            "not right, and not to be sent".to_owned(),
            theme.bad(),
        ),
        (
            no_room,
            "without room in the product, will probably fail".to_owned(),
            theme.bad(),
        ),
        (
            unchecked,
            "to be sent without having been looked up".to_owned(),
            theme.doubt(),
        ),
    ];
    for (count, words, style) in kinds {
        if count > 0 {
            lines.push((format!("{:>7}  {words}", grouped(count)), style));
        }
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
            let (row, run) = (grouped(sent.row.saturating_add(1)), sent.run);
            let words = format!("row {row} of run {run}, {} there", sent.state);
            (words, theme.doubt())
        }
        RowPlan::Made(sent) => {
            let (row, run) = (grouped(sent.row.saturating_add(1)), sent.run);
            let key = sent.device_key.as_deref().unwrap_or_default();
            let words = format!("created already: row {row} of run {run}, {key}");
            (words, theme.doubt())
        }
        RowPlan::Identical(_) => ("exists, identical".to_owned(), theme.doubt()),
        RowPlan::Different { found, fields } => {
            let fields = fields.iter().map(|field| {
                let (wanted, found) = values(field, draft, found);
                format!("{field} {found:?}, here {wanted:?}")
            });
            let fields: Vec<String> = fields.collect();
            (format!("differs: {}", fields.join("; ")), theme.bad())
        }
        RowPlan::Invalid(problems) => {
            let problem = problems.first()?;
            (
                format!("{}: {}", problem.field, problem.message),
                theme.bad(),
            )
        }
        RowPlan::NoRoom => ("no room".to_owned(), theme.bad()),
    };
    let key = draft.device_key.as_deref().unwrap_or("(automatic)");
    Some((format!("{:>7}  {key}  {words}", grouped(place + 1)), style))
}
