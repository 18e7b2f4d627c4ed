//! A run from its confirmation to its end, as the results screen follows it.

use crate::domain::{Existing, QueueId, RunId, RunRow};
use crate::provision::plan::{Parts, Plan};
use crate::provision::run::{Change, Paused};
use crate::said::Lang;
use crate::store::RunRecord;
use crate::submit::Event;
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Question, Reason, Screen};
use crate::tui::screens::{ask, device, or_warn, queue};
use crate::tui::widgets::write::{counted, grouped};
use crate::words;

use super::{Running, Work};

/// The run is in the journal, its rows have left the queue, and sending begins.
pub(crate) fn begun(model: &mut Model, ids: &[QueueId], outcome: Result<Box<RunRecord>, Reason>) {
    if let Some(record) = or_warn(model, "nothing was sent: ", outcome) {
        queue::left(model, ids);
        model.screen = Screen::Results;
        model.notice = None;
        if !model.results.remember(&record.summary) {
            model.results.runs.insert(0, record.summary.clone());
        }
        model.results.show(*record);
        started(model);
    }
}

/// Marks the run in view as being sent.
fn started(model: &mut Model) {
    if let Some(shown) = &model.results.shown {
        let counts = shown.summary.counts;
        let open = counts.queued + counts.unknown;
        let running = Running::new(shown.summary.id, Work::Sending, open, model.now);
        model.results.running = Some(running);
        model.results.halted = None;
    }
}

/// Something happened to a run.
pub(crate) fn progress(model: &mut Model, run: RunId, event: Event) {
    let progress = match event {
        Event::Sent { rows, progress, .. } => {
            let rows = rows.into_iter().map(|row| (row, ()));
            model.results.change(run, rows, |row, ()| row.leave());
            progress
        }
        Event::Settled { change, progress } => {
            apply(model, run, &change);
            if let Some(disorder) = change.disorder {
                model.warn(words::disorder(&disorder).to(Lang::En));
            }
            progress
        }
        Event::Turned { progress } => progress,
    };
    let now = model.now;
    let running = model.results.running.as_mut();
    if let Some(running) = running.filter(|running| running.run == run) {
        let was = running.paused.take();
        let counts = progress.counts;
        let settled = counts.total().saturating_sub(counts.open());
        running.set_progress(settled, progress.pace, progress.paused, now);
        let by_itself = matches!(running.paused, Some(Paused::Because(_)));
        if by_itself && running.paused != was {
            let (doing, _) = running.doing(now);
            model.warn(format!("Run {run}: {doing}."));
        }
    }
}

fn apply(model: &mut Model, run: RunId, change: &Change) {
    let put_back = change.put_back.iter().map(|row| (*row, ()));
    model.results.change(run, put_back, |row, ()| row.queue());
    let settled = change.settled.iter().map(|(row, outcome)| (*row, outcome));
    model.results.change(run, settled, RunRow::settle);
}

/// Every row has an outcome that the run could find: says how many which, and shows the first trouble.
fn say_outcome(model: &mut Model, run: RunId) {
    let counts = model.results.counts();
    let left_alone = match counts.skipped {
        0 => String::new(),
        rows => format!(", {} skipped", grouped(rows)),
    };
    if counts.failed + counts.unknown == 0 {
        let created = counted(counts.created, "device");
        model.say(format!(
            "Run {run}: {created} created{left_alone}, none failed."
        ));
        return;
    }
    if let Some(place) = model.results.first_trouble() {
        model.results.selected = place;
    }
    let next = match (counts.failed, model.results.tally().by_eye > 0) {
        (1.., _) => "Enter corrects the selected one.",
        (0, true) => "Enter settles an unknown one by eye.",
        (0, false) => "s asks EnOS again.",
    };
    let counts = [counts.created, counts.failed, counts.unknown];
    let [created, failed, unknown] = counts.map(grouped);
    model.warn(format!(
        "Run {run}: {created} created{left_alone}, {failed} failed, {unknown} unknown. {next}"
    ));
}

/// The run is over: by itself, stopped by somebody, or by a failure that stops everything.
pub(crate) fn over(model: &mut Model, run: RunId, outcome: Result<Option<Reason>, Reason>) {
    say_end(model, run, outcome);
    // Read again: what the journal holds is what counts.
    model.want(Effect::LoadRun(run));
}

fn say_end(model: &mut Model, run: RunId, outcome: Result<Option<Reason>, Reason>) {
    match &outcome {
        Ok(None) => say_outcome(model, run),
        Ok(Some(reason)) => model.warn(format!("Run {run} stopped: {reason}")),
        Err(reason) => model.warn(format!("Run {run} broke off: {reason}")),
    }
    ended(model, outcome.unwrap_or_else(Some));
}

/// The run broke off, and the only copy of its last outcomes is this one: they are shown, and not read again.
pub(crate) fn lost(model: &mut Model, run: RunId, change: &Change, reason: Reason) {
    apply(model, run, change);
    // Whoever wanted to leave afterwards has yet to see them.
    model.results.leave_after = false;
    say_end(model, run, Err(reason));
}

/// Nothing is under way any more.
pub(super) fn ended(model: &mut Model, halted: Option<Reason>) {
    model.results.running = None;
    model.results.halted = halted;
    if model.results.leave_after {
        model.leaving = Some((0, None));
    }
}

/// The line of the question that tells what would become of the rows.
const ASKING: usize = 1;
/// How it ends until that is known.
const ASKED: &str = "asking EnOS which are there…";

/// States what going on would do, and asks.
pub(crate) fn ask_go_on(model: &mut Model) {
    let (Some(shown), Some(about)) = (&model.results.shown, model.about()) else {
        return;
    };
    let summary = &shown.summary;
    let open = summary.counts.queued + model.results.askable();
    let (run, site) = (summary.id, about.site.to_string());
    let asking = format!("{} to go on with; {ASKED}", counted(open, "row"));
    let unsaved = device::unsaved_of_run(model, run).map(|index| {
        format!(
            "Row {index} is open on the form with a change that is not saved: the run goes on without it. \
             To save it first: Esc, 2, Ctrl-S."
        )
    });
    let existing = match summary.terms.existing {
        Existing::Fail => "A device that exists already makes its row fail.",
        Existing::Skip => "A device that exists already is skipped.",
        Existing::Adopt => {
            "A device that exists already counts as created if it is what the row says."
        }
    };
    let secrets = if summary.terms.require_secret {
        "Secrets are asked for, as before."
    } else {
        "Secrets are not asked for, as before."
    };
    let mut lines = vec![site.as_str(), &asking];
    lines.extend(unsaved.as_deref());
    lines.extend([existing, secrets]);
    let title = format!("Go on with run {run}");
    ask(model, &title, &lines, "go on", Confirmed::GoOn(run));
    model.want(Effect::PlanGoingOn(run));
}

/// What would become of the rows of the run is known: it stands in the question, if that is still asked.
pub(crate) fn going_on(model: &mut Model, run: RunId, outcome: Result<Box<(Plan, Parts)>, Reason>) {
    let Some(shown) = model.results.of_run(run) else {
        return;
    };
    let known = match outcome {
        Ok(known) => outlook(&known, shown.summary.terms.existing),
        Err(reason) => vec![format!("Not known what would become of the rows: {reason}")],
    };
    for overlay in &mut model.overlays {
        if let Overlay::Ask(Question { lines, then, .. }) = overlay
            && matches!(then, Confirmed::GoOn(of) if *of == run)
            && lines.get(ASKING).is_some_and(|line| line.ends_with(ASKED))
        {
            lines.splice(ASKING..=ASKING, known);
            return;
        }
    }
}

/// The sum of all rows, and what is wrong with products or was not checked.
fn outlook((plan, parts): &(Plan, Parts), existing: Existing) -> Vec<String> {
    let mut lines = vec![format!("{}:", counted(parts.total(), "row"))];
    for (part, rows) in parts.iter() {
        lines.push(format!(
            "{:>7}  {}",
            grouped(rows),
            words::part(part, existing).to(Lang::En)
        ));
    }
    for product in &plan.not_shown {
        let told = words::not_shown(product);
        lines.push(format!("{}: {}", product.product_key, told.to(Lang::En)));
    }
    for product in &plan.products {
        if product.too_many() > 0 {
            let told = words::headroom(product);
            lines.push(format!("{}: {}", product.product_key, told.to(Lang::En)));
        }
    }
    lines.extend(
        plan.unchecked
            .iter()
            .map(|gap| format!("! {}", words::gap(gap).to(Lang::En))),
    );
    lines
}

/// Goes on until every row of the run is settled, once confirmed.
pub(crate) fn go_on(model: &mut Model, run: RunId) {
    started(model);
    model.want(Effect::GoOn(run));
}
