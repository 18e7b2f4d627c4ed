//! The plan over the queue: what a submission would do, and what it shall do about devices that exist.

mod lines;
#[cfg(test)]
mod tests;
mod view;

use std::ops::ControlFlow;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};

use super::check;
use crate::domain::{Existing, number};
use crate::provision::plan::{Part, Parts, Plan, RowPlan};
use crate::store::QueueRow;
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Question, Submission};
use crate::tui::screens::device;
use crate::tui::widgets::rows::Rows;
use crate::tui::widgets::table::moved;
use crate::tui::widgets::write::{counted, grouped};

pub(crate) use view::draw;

/// What is shown and chosen.
#[derive(Debug)]
pub struct PlanSheet {
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
    policy: Existing,
    require_secret: bool,
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

impl PlanSheet {
    /// The sheet before anything is known of its rows.
    pub(super) fn new(rows: Arc<[QueueRow]>, policy: Existing, require_secret: bool) -> Self {
        let keyless = rows.iter().filter(|row| row.draft.is_keyless());
        Self {
            keyless: keyless.count(),
            rows: rows.into(),
            ticket: 0,
            plan: None,
            parts: Parts::default(),
            noted: Vec::new(),
            policy,
            require_secret,
            again: false,
            scroll: 0,
        }
    }

    /// Asks EnOS, anew where it was asked before.
    pub(super) fn ask(&mut self, tickets: &mut u64) -> Vec<Effect> {
        *tickets += 1;
        self.ticket = *tickets;
        self.plan = None;
        self.parts = Parts::default();
        self.noted.clear();
        self.scroll = 0;
        vec![Effect::Plan {
            ticket: self.ticket,
            rows: self.rows.owner(),
            require_secret: self.require_secret,
            again: self.again,
        }]
    }

    fn take(&mut self, plan: Box<Plan>) {
        let noted = plan.rows.iter().enumerate();
        let rows = noted
            .filter(|(_, row)| !matches!(row, RowPlan::Create | RowPlan::Unchecked))
            .map(|(place, _)| Noted::Row(place));
        let repeats = plan.repeats.iter();
        let repeats = repeats.map(|repeat| Noted::Repeat(format!("Same key: {repeat}")));
        self.noted = repeats.chain(rows).collect();
        self.parts = plan.parts();
        self.plan = Some(plan);
    }

    /// Rows that would be submitted, as far as is known.
    fn sent(&self) -> usize {
        self.rows.len().saturating_sub(self.parts.of(Part::Made))
    }

    /// Rows that must not be sent, as far as is known.
    fn wrong(&self) -> usize {
        self.parts.wrong()
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
    let sheet = model.overlays.iter_mut().find_map(|overlay| match overlay {
        Overlay::Plan(sheet) if sheet.ticket == ticket => Some(sheet),
        _ => None,
    });
    if let Some(sheet) = sheet {
        sheet.take(plan);
    }
}

/// What a key does: goes on with the sheet open, or breaks it off.
pub(crate) fn key(
    model: &mut Model,
    sheet: &mut PlanSheet,
    key: KeyEvent,
) -> ControlFlow<Vec<Effect>, Vec<Effect>> {
    match key.code {
        KeyCode::Enter | KeyCode::Char('y') => return confirm(model, sheet),
        KeyCode::Esc | KeyCode::Char('n' | 'q') => return ControlFlow::Break(Vec::new()),
        KeyCode::Char(' ') => {
            sheet.require_secret = !sheet.require_secret;
            return ControlFlow::Continue(sheet.ask(&mut model.queue.tickets));
        }
        KeyCode::Char('a') => {
            sheet.again = !sheet.again;
            return ControlFlow::Continue(sheet.ask(&mut model.queue.tickets));
        }
        KeyCode::Char('e') => {
            sheet.policy = match sheet.policy {
                Existing::Fail => Existing::Skip,
                Existing::Skip => Existing::Adopt,
                Existing::Adopt => Existing::Fail,
            }
        }
        code => {
            let most = view::most_scroll(model, sheet);
            if let Some(to) = moved(code, sheet.scroll.min(most), most + 1, model.page()) {
                sheet.scroll = to;
            }
        }
    }
    model.queue.policy = sheet.policy;
    ControlFlow::Continue(Vec::new())
}

fn confirm(model: &mut Model, sheet: &mut PlanSheet) -> ControlFlow<Vec<Effect>, Vec<Effect>> {
    let wrong = sheet.wrong();
    if wrong > 0 {
        model.warn(format!(
            "{} not right; put that right in the queue first (Esc).",
            counted(wrong, "device")
        ));
        return ControlFlow::Continue(Vec::new());
    }
    if sheet.sent() == 0 {
        model.warn("All of it was created already; a creates it again.");
        return ControlFlow::Continue(Vec::new());
    }
    let submission = Submission {
        rows: sheet.rows.owner(),
        require_secret: sheet.require_secret,
        existing: sheet.policy,
        again: sheet.again,
        plan: sheet.plan.take(),
    };
    let Some(place) = unsaved(model) else {
        return ControlFlow::Break(submit(model, submission));
    };
    model.overlays.push(Overlay::Ask(Question {
        scroll: 0,
        title: format!("Row {} is changed and not saved", grouped(number(place))),
        lines: vec![
            "It is open on the form, and what is typed there is not saved.".to_owned(),
            "Go on, and the device is created as the queue has it, without the change. To save it \
             first: Esc, 2, Ctrl-S."
                .to_owned(),
        ],
        yes: "submit without the change",
        then: Confirmed::Submit(Box::new(submission)),
    }));
    ControlFlow::Break(Vec::new())
}

/// Where the queue has the row that is changed on the form, if it is submitted too.
fn unsaved(model: &Model) -> Option<usize> {
    let place = super::place(model, device::unsaved_waiting(model)?)?;
    model.queue.is_ready(place).then_some(place)
}

/// Has a submission written down and sent.
pub(crate) fn submit(model: &mut Model, submission: Submission) -> Vec<Effect> {
    model.say("Writing the run to the journal.");
    vec![Effect::Submit(submission)]
}
