//! What a plan says, line by line.

use ratatui::style::Style;

use super::{Noted, State, unsaved};
use crate::domain::number;
use crate::provision::compare::difference;
use crate::provision::plan::{Part, Plan, RowPlan};
use crate::said::Lang;
use crate::tui::shared::{About, Shared};
use crate::tui::theme::Theme;
use crate::tui::widgets::write::{counted, grouped};
use crate::words;

/// A line and its look; it may have to be wrapped.
pub(super) type Line = (String, Style);

/// What is said of all rows together.
pub(super) fn head(state: &State, shared: &Shared, about: &About) -> Vec<Line> {
    let theme = shared.theme;
    let mut lines = Vec::new();
    match &state.plan {
        None => {
            let rows = counted(state.rows.len(), "device");
            let asking = format!("Asking EnOS which of {rows} exist already…");
            let meanwhile = "Enter submits without waiting: then nothing is checked beforehand, and what \
                             exists is found out while sending.";
            lines.push((asking, theme.strong()));
            lines.push((meanwhile.to_owned(), theme.dim()));
            lines.extend(left_out(theme, not_ready(state, shared)));
        }
        Some(plan) => lines.extend(known(state, shared, plan, about)),
    }
    if state.again {
        let again =
            "What was created already without a key is created once more (a takes that back).";
        lines.push((again.to_owned(), theme.doubt()));
    }
    if about.site.gateway != about.label {
        lines.push((about.site.to_string(), theme.dim()));
    }
    if let Some(place) = unsaved(shared) {
        let row = grouped(number(place));
        let changed = format!(
            "Row {row} is open on the form and changed there, and not saved: it would be created as the \
             queue has it."
        );
        lines.push((changed, theme.bad()));
    }
    if let Some(name) = &shared.editing.half_typed {
        let half = format!(
            "A new device ({name}) is half typed on the form and not in the queue: it stays there."
        );
        lines.push((half, theme.doubt()));
    }
    if about.keys_by_server && state.keyless > 0 {
        let devices = counted(state.keyless, "device");
        let keyless = format!(
            "EnOS makes the key of {devices}: if the reply to such a device is lost, nothing can look it \
             up, and you have to say what became of it."
        );
        lines.push((keyless, theme.doubt()));
    }
    lines
}

fn known(state: &State, shared: &Shared, plan: &Plan, about: &About) -> Vec<Line> {
    let theme = shared.theme;
    let (parts, left) = (&state.parts, not_ready(state, shared));
    let devices = counted(parts.total() + left, "device");
    let (calls, label) = (counted(plan.calls, "request"), &about.label);
    let title = format!("{devices} in the queue, {calls} to {label}:");
    let mut lines = vec![(title, theme.strong())];
    for (part, rows) in parts.iter() {
        let words = words::part(part, state.terms.existing);
        let mut words = words.to(Lang::En).into_owned();
        if part == Part::Made {
            words.push_str(" (a creates them again)");
        }
        lines.push((format!("{:>7}  {words}", grouped(rows)), look(theme, part)));
    }
    lines.extend(left_out(theme, left));
    for product in &plan.not_shown {
        let key = &product.product_key;
        lines.push((
            format!("{key}: {}", words::not_shown(product).to(Lang::En)),
            theme.bad(),
        ));
    }
    for product in &plan.products {
        let key = &product.product_key;
        let known = shared.catalogue.product(key);
        let name = known.map_or("", |known| known.product_name.in_locale("en_US"));
        let style = match product.too_many() {
            0 => Style::new(),
            _ => theme.bad(),
        };
        lines.push((
            format!("{key}  {name}: {}", words::headroom(product).to(Lang::En)),
            style,
        ));
    }
    let unchecked = plan.unchecked.iter();
    lines.extend(unchecked.map(|what| {
        let what = words::gap(what);
        (format!("! {}", what.to(Lang::En)), theme.doubt())
    }));
    lines
}

/// Rows of the queue that the dialog leaves out.
fn not_ready(state: &State, shared: &Shared) -> usize {
    shared.queue.len().saturating_sub(state.rows.len())
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
pub(super) fn row(state: &State, shared: &Shared, nth: usize) -> Option<Line> {
    let theme = shared.theme;
    let place = match state.noted.get(nth)? {
        Noted::Row(place) => *place,
        Noted::Repeat(words) => return Some((words.clone(), theme.doubt())),
    };
    let draft = &state.rows.get(place)?.draft;
    let (words, style) = match state.plan.as_ref()?.rows.get(place)? {
        RowPlan::Create | RowPlan::Unchecked => return None,
        RowPlan::GoesOn(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let words = format!(
                "row {row} of run {run}, {} there",
                words::state(sent.state).to(Lang::En)
            );
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
            let draft = draft.open();
            let fields = fields.iter().map(|field| {
                let differs = difference(field.clone(), &draft, found);
                let (field, wanted, found) = (differs.field, differs.wanted, differs.found);
                format!("{field} {found:?}, here {wanted:?}")
            });
            let fields: Vec<String> = fields.collect();
            (format!("differs: {}", fields.join("; ")), theme.bad())
        }
        RowPlan::Repeated(problems) | RowPlan::Invalid(problems) => {
            let problem = words::problem(problems.first()?);
            (problem.to(Lang::En).into_owned(), theme.bad())
        }
        RowPlan::NoProduct(_) => ("its product is not there".to_owned(), theme.bad()),
        RowPlan::NoRoom => ("no room".to_owned(), theme.bad()),
    };
    let number = grouped(number(place));
    let key = draft.device_key().unwrap_or("(automatic)");
    Some((format!("{number:>7}  {key}  {words}"), style))
}
