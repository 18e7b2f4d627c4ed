//! What is told on standard error while a run is under way, and the outcomes gathered from it.

use std::collections::BTreeMap;

use tokio::sync::mpsc;

use super::tell;

use crate::domain::{Counts, Outcome};
use crate::provision::run::Change;
use crate::store::RunId;
use crate::submit::Event;

/// Tells that a run begins, and where it writes to.
pub fn begun(run: RunId, devices: usize, label: &str) {
    tell::line(format_args!(
        "run {run}: {} to {label}",
        devices_text(devices)
    ));
}

/// Tells every event, and gathers the outcomes, until the run is over.
pub async fn follow(mut events: mpsc::UnboundedReceiver<Event>) -> BTreeMap<u32, Outcome> {
    let mut outcomes = BTreeMap::new();
    while let Some(event) = events.recv().await {
        match event {
            Event::Sent { batch, rows, .. } => {
                tell::line(format_args!(
                    "batch {batch}: sent {}",
                    devices_text(rows.len())
                ));
            }
            Event::Settled {
                change: Change {
                    settled, unsent, ..
                },
                doubt,
                progress,
            } => {
                if let Some(doubt) = doubt {
                    tell::line(format_args!(
                        "warning: {doubt}; rows are matched by their keys"
                    ));
                }
                if !unsent.is_empty() {
                    tell::line(format_args!(
                        "refused; nothing came of {}",
                        devices_text(unsent.len())
                    ));
                }
                tell::line(format_args!("{}", counts_text(&progress.counts)));
                outcomes.extend(settled);
            }
            Event::Turned { .. } => {}
        }
    }
    outcomes
}

fn devices_text(count: usize) -> String {
    match count {
        1 => "1 device".to_owned(),
        count => format!("{count} devices"),
    }
}

fn counts_text(counts: &Counts) -> String {
    let Counts {
        queued,
        created,
        failed,
        unknown,
        ..
    } = counts;
    format!("{created} created, {failed} failed, {unknown} unknown, {queued} to send")
}
