//! The plan over the queue: what a submission would do, and what it shall do about devices that exist.

mod lines;
#[cfg(test)]
mod tests;
mod view;

use std::ops::ControlFlow;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};

use super::check;
use crate::domain::{Existing, Terms, number};
use crate::provision::plan::{Part, Parts, Plan, RowPlan};
use crate::said::Lang;
use crate::store::QueueRow;
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Submission};
use crate::tui::screens::{ask, device};
use crate::tui::widgets::rows::Rows;
use crate::tui::widgets::table::moved;
use crate::tui::widgets::write::{counted, grouped};
use crate::words;

pub(crate) use view::draw;

/// What is shown and chosen.
#[derive(Debug, Default)]
pub struct PlanDialog {
    /// The rows that are ready.
    rows: Rows<Arc<[QueueRow]>>,
    /// How many of them have no key.
    keyless: usize,
    /// Which answer is awaited.
    ticket: u64,
    /// What would become of the rows, once EnOS has said.
    plan: Option<Box<Plan>>,
    /// How many rows of each part it has.
    parts: Parts,
    /// What is listed one by one.
    noted: Vec<Noted>,
    terms: Terms,
    /// Whether rows without a key are created once more that were created already.
    again: bool,
    /// The first line in view.
    scroll: usize,
}

/// Something that is listed of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Noted {
    /// A key that several rows have.
    Repeat(String),
    /// The row at this place, which would not simply be created.
    Row(usize),
}

impl PlanDialog {
    /// The dialog before anything is known of its rows.
    pub(super) fn new(rows: Arc<[QueueRow]>, terms: Terms) -> Self {
        let keyless = rows.iter().filter(|row| row.draft.is_keyless());
        Self {
            keyless: keyless.count(),
            rows: rows.into(),
            terms,
            ..Self::default()
        }
    }

    /// Asks EnOS, anew where it was asked before.
    pub(super) fn ask(&mut self, model: &mut Model) {
        model.queue.tickets += 1;
        self.ticket = model.queue.tickets;
        self.plan = None;
        self.parts = Parts::default();
        self.noted.clear();
        self.scroll = 0;
        model.want(Effect::Plan {
            ticket: self.ticket,
            rows: self.rows.owner(),
            require_secret: self.terms.require_secret,
            again: self.again,
        });
    }

    fn take(&mut self, plan: Box<Plan>) {
        let noted = plan.rows.iter().enumerate();
        let rows = noted
            .filter(|(_, row)| !matches!(row, RowPlan::Create | RowPlan::Unchecked))
            .map(|(place, _)| Noted::Row(place));
        let repeats = plan.repeats.iter();
        let repeats = repeats.map(|repeat| {
            Noted::Repeat(format!("Same key: {}", words::repeat(repeat).to(Lang::En)))
        });
        self.noted = repeats.chain(rows).collect();
        self.parts = plan.parts();
        self.plan = Some(plan);
    }

    /// Rows that would be submitted, as far as is known.
    fn sent(&self) -> usize {
        self.rows.len().saturating_sub(self.parts.of(Part::Made))
    }
}

/// The answer to a plan that was asked for; an older one than the newest is dropped.
pub(crate) fn planned(model: &mut Model, ticket: u64, plan: Box<Plan>) {
    for product in &plan.not_shown {
        let (key, why) = (product.product_key.clone(), product.why.clone());
        model.catalogue.hidden.insert(key, why);
    }
    if !plan.not_shown.is_empty() {
        check(model);
    }
    for overlay in &mut model.overlays {
        if let Overlay::Plan(dialog) = overlay
            && dialog.ticket == ticket
        {
            return dialog.take(plan);
        }
    }
}

/// What a key does: goes on with the dialog open, or breaks it off.
pub(crate) fn key(model: &mut Model, dialog: &mut PlanDialog, key: KeyEvent) -> ControlFlow<()> {
    match key.code {
        KeyCode::Enter | KeyCode::Char('y') => return confirm(model, dialog),
        KeyCode::Esc | KeyCode::Char('n' | 'q') => return ControlFlow::Break(()),
        KeyCode::Char(' ') => {
            dialog.terms.require_secret = !dialog.terms.require_secret;
            dialog.ask(model);
        }
        KeyCode::Char('a') => {
            dialog.again = !dialog.again;
            dialog.ask(model);
        }
        KeyCode::Char('e') => {
            dialog.terms.existing = match dialog.terms.existing {
                Existing::Fail => Existing::Skip,
                Existing::Skip => Existing::Adopt,
                Existing::Adopt => Existing::Fail,
            }
        }
        code => {
            let most = view::most_scroll(model, dialog);
            if let Some(to) = moved(code, dialog.scroll.min(most), most + 1, model.page()) {
                dialog.scroll = to;
            }
        }
    }
    model.queue.policy = dialog.terms.existing;
    ControlFlow::Continue(())
}

fn confirm(model: &mut Model, dialog: &mut PlanDialog) -> ControlFlow<()> {
    let wrong = dialog.parts.wrong();
    if wrong > 0 {
        let wrong = counted(wrong, "device");
        model.warn(format!(
            "{wrong} not right; put that right in the queue first (Esc)."
        ));
        return ControlFlow::Continue(());
    }
    if dialog.sent() == 0 {
        model.warn("All of it was created already; a creates it again.");
        return ControlFlow::Continue(());
    }
    let submission = Submission {
        rows: dialog.rows.owner(),
        terms: dialog.terms,
        again: dialog.again,
        plan: dialog.plan.take(),
    };
    let Some(place) = unsaved(model) else {
        submit(model, submission);
        return ControlFlow::Break(());
    };
    let title = format!("Row {} is changed and not saved", grouped(number(place)));
    let lines = [
        "It is open on the form, and what is typed there is not saved.",
        "Go on, and the device is created as the queue has it, without the change. To save it \
         first: Esc, 2, Ctrl-S.",
    ];
    let then = Confirmed::Submit(Box::new(submission));
    ask(model, &title, &lines, "submit without the change", then);
    ControlFlow::Break(())
}

/// Where the queue has the row that is changed on the form, if it is submitted too.
fn unsaved(model: &Model) -> Option<usize> {
    let place = super::place(model, device::unsaved_waiting(model)?)?;
    model.queue.is_ready(place).then_some(place)
}

/// Has a submission written down and sent.
pub(crate) fn submit(model: &mut Model, submission: Submission) {
    model.say("Writing the run to the journal.");
    model.want(Effect::Submit(submission));
}
