//! A run gone on with: what would become of its rows is stated first.

use super::{Answer, Requests};
use crate::domain::{Existing, RunId};
use crate::provision::plan::{Parts, Plan};
use crate::said::{Said, grouped, label, say};
use crate::tui::contract::{Awaited, Overlay, Question, Request};
use crate::tui::shared::{Effect, Reason, Shared};
use crate::words::{self, ROWS};

/// States what going on would do, and asks.
pub(super) fn ask(shared: &Shared) -> Requests {
    let runs = &shared.runs;
    let Some(shown) = &runs.shown else {
        return Requests::none();
    };
    let counts = shown.summary.counts;
    let open = ROWS.count(counts.queued + runs.askable());
    let asking = say!("{open} to go on with; asking EnOS which are there…", =, open);
    let run = shown.summary.id;
    let Some(question) = question(shared, run, vec![asking], true) else {
        return Requests::none();
    };
    Requests::from(question).and(Effect::PlanGoingOn(run))
}

/// What would become of the rows of the run is known: it stands in the question, if that is still asked.
pub fn outlook(
    shared: &Shared,
    run: RunId,
    outcome: Result<Box<(Plan, Parts)>, Reason>,
) -> Requests {
    let Some(shown) = shared.runs.of_run(run) else {
        return Requests::none();
    };
    let known = match outcome {
        Ok(known) => rows(&known, shown.summary.terms.existing),
        Err(reason) => {
            vec![say!("Not known what would become of the rows: {reason}", =, reason)]
        }
    };
    let question = question(shared, run, known, false);
    question.map_or_else(Requests::none, |question| {
        Request::Instead(Awaited::Outlook(run), Ok(question)).into()
    })
}

fn question(
    shared: &Shared,
    run: RunId,
    outlook: Vec<Said>,
    awaits: bool,
) -> Option<Overlay<Answer>> {
    let (summary, about) = (&shared.runs.of_run(run)?.summary, shared.about()?);
    let mut lines = vec![words::site(&about.site)];
    lines.extend(outlook);
    lines.extend(shared.editing.unsaved_of_run(run).map(|index| {
        say!(
            "Row {index} is open on the form with a change that is not saved: the run goes on without it. \
             To save it first: {keys}.", =, keys = shared.to_save_first("question.back")
        )
    }));
    let existing = match summary.terms.existing {
        Existing::Fail => say!("A device that exists already makes its row fail.", =),
        Existing::Skip => say!("A device that exists already is skipped.", =),
        Existing::Adopt => say!(
            "A device that exists already counts as created if it is what the row says.", =
        ),
    };
    let secrets = if summary.terms.require_secret {
        say!("Secrets are asked for, as before.", =)
    } else {
        say!("Secrets are not asked for, as before.", =)
    };
    lines.extend([existing, secrets]);
    Some(Overlay::Ask(Question {
        title: say!("Go on with run {run}", =),
        lines,
        scroll: 0,
        yes: label!("go on", =),
        awaits: awaits.then_some(Awaited::Outlook(run)),
        then: Answer::GoOn(run),
    }))
}

/// The sum of all rows, and what is wrong with products or was not checked.
fn rows((plan, parts): &(Plan, Parts), existing: Existing) -> Vec<Said> {
    let mut lines = vec![say!("{rows}:", =, rows = ROWS.count(parts.total()))];
    for (part, rows) in parts.iter() {
        let (rows, becomes) = (grouped(rows), words::part(part, existing));
        lines.push(say!("{rows:>7}  {becomes}", =, becomes));
    }
    for product in &plan.not_shown {
        let (key, why) = (&product.product_key, words::not_shown(product));
        lines.push(say!("{key}: {why}", =, why));
    }
    for product in &plan.products {
        if product.too_many() > 0 {
            let (key, room) = (&product.product_key, words::headroom(product));
            lines.push(say!("{key}: {room}", =, room));
        }
    }
    let unchecked = plan.unchecked.iter();
    lines.extend(unchecked.map(|gap| Said::beside("! ", &words::gap(gap))));
    lines
}
