//! The plan over the queue: what a submission would do, and what it shall do about devices that exist.

mod lines;
#[cfg(test)]
mod tests;
mod view;

use std::ops::ControlFlow;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};

use crate::domain::Existing;
use crate::provision::plan::{Plan, RowPlan};
use crate::store::QueueRow;
use crate::tui::app::{Effect, Model, Overlay, Submission};
use crate::tui::widgets::table::moved;
use crate::tui::widgets::write::counted;

pub(crate) use view::draw;

/// What is shown and chosen.
#[derive(Debug)]
pub struct PlanSheet {
    /// The rows that are ready.
    rows: Arc<[QueueRow]>,
    /// Which answer is awaited.
    ticket: u64,
    /// What would become of the rows, once EnOS has said.
    plan: Option<Box<Plan>>,
    /// The rows that would not simply be created.
    noted: Vec<usize>,
    policy: Existing,
    require_secret: bool,
    /// Whether rows without a key are created once more that were created already.
    again: bool,
    /// The first line in view.
    scroll: usize,
}

impl PlanSheet {
    /// The sheet before anything is known of its rows.
    pub(super) fn new(rows: Arc<[QueueRow]>, policy: Existing, require_secret: bool) -> Self {
        Self {
            rows,
            ticket: 0,
            plan: None,
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
        self.noted.clear();
        self.scroll = 0;
        vec![Effect::Plan {
            ticket: self.ticket,
            rows: Arc::clone(&self.rows),
            require_secret: self.require_secret,
            again: self.again,
        }]
    }

    fn take(&mut self, plan: Box<Plan>) {
        let noted = plan.rows.iter().enumerate();
        self.noted = noted
            .filter(|(_, row)| !matches!(row, RowPlan::Create | RowPlan::Unchecked))
            .map(|(place, _)| place)
            .collect();
        self.plan = Some(plan);
    }

    /// Rows that would be submitted, as far as is known.
    fn sent(&self) -> usize {
        let made = self.plan.as_ref().map_or(0, |plan| plan.counts().made);
        self.rows.len() - made
    }

    /// Rows that must not be sent, as far as is known.
    fn invalid(&self) -> usize {
        self.plan.as_ref().map_or(0, |plan| plan.counts().invalid)
    }
}

/// The answer to a plan that was asked for; an older one than the newest is dropped.
pub(crate) fn planned(model: &mut Model, ticket: u64, plan: Box<Plan>) {
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
        KeyCode::Enter | KeyCode::Char('y') => return submit(model, sheet),
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

fn submit(model: &mut Model, sheet: &mut PlanSheet) -> ControlFlow<Vec<Effect>, Vec<Effect>> {
    let invalid = sheet.invalid();
    if invalid > 0 {
        model.warn(format!(
            "{} not right; put that right in the queue first (Esc).",
            counted(invalid, "device")
        ));
        return ControlFlow::Continue(Vec::new());
    }
    if sheet.sent() == 0 {
        model.warn("All of them were created already; a creates them again.");
        return ControlFlow::Continue(Vec::new());
    }
    model.say("Writing the run to the journal.");
    ControlFlow::Break(vec![Effect::Submit(Submission {
        rows: Arc::clone(&sheet.rows),
        require_secret: sheet.require_secret,
        existing: sheet.policy,
        again: sheet.again,
        plan: sheet.plan.take(),
    })])
}
