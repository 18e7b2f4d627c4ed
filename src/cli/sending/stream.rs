//! `--format jsonl`: one JSON object a line on standard output, while the run goes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::console::Console;
use crate::domain::{Outcome, RowIndex, RowState, RunId, RunRow, number};
use crate::exchange::report::{cause_json, counted};
use crate::exchange::{Report, ReportRow, json_line};
use crate::provision::run::{Paused, Progress};
use crate::said::Said;
use crate::submit::{Event, Portion};
use crate::words;

/// Where the lines go, and what is needed to name rows in full.
pub(super) struct Stream<W = Console<io::Stdout>> {
    out: W,
    rows: Vec<ReportRow>,
    /// The first line that could not be written; nothing is written after it.
    broken: Option<io::Error>,
}

#[derive(Serialize)]
struct RowLine<'a> {
    event: &'static str,
    #[serde(flatten)]
    row: &'a ReportRow,
}

impl<W: Write> Stream<W> {
    /// Begins with the newest run, and with the rows that are settled already.
    pub(super) fn begin(out: W, run: Option<RunId>, rows: Vec<ReportRow>, gateway: &str) -> Self {
        let mut stream = Self {
            out,
            rows: Vec::new(),
            broken: None,
        };
        stream.line(&json!({
            "event": "begun",
            "run": run,
            "gateway": gateway,
            "rows": rows.len(),
        }));
        for row in rows.iter().filter(|row| row.row.state != RowState::Queued) {
            stream.row(row);
        }
        Self { rows, ..stream }
    }

    /// Writes an event of a run: first a line for each row that has a new outcome, then one for the event.
    pub(super) fn hear(&mut self, part: &Portion, event: &Event) {
        // As `row` of their own lines.
        let numbers = |rows: &[RowIndex]| -> Vec<u64> {
            let places = rows.iter().filter_map(|row| part.place(*row));
            places.map(number).collect()
        };
        match event {
            Event::Sent {
                batch,
                rows,
                progress,
            } => {
                self.change(part, rows, RunRow::leave);
                self.line(&json!({
                    "event": "sent",
                    "run": part.run,
                    "batch": batch,
                    "rows": numbers(rows),
                    "progress": progress_json(progress),
                }));
            }
            Event::Settled { change, progress } => {
                self.change(part, &change.put_back, RunRow::queue);
                self.outcomes(part, &change.settled);
                self.line(&json!({
                    "event": "settled",
                    "settled": change.settled.len(),
                    "unsent": numbers(&change.put_back),
                    "doubt": change.disorder.as_ref().map(words::disorder),
                    "progress": progress_json(progress),
                }));
            }
            Event::Turned { progress } => self.line(&json!({
                "event": "turned",
                "progress": progress_json(progress),
            })),
        }
    }

    fn change(&mut self, part: &Portion, rows: &[RowIndex], change: fn(&mut RunRow)) {
        for place in rows.iter().filter_map(|row| part.place(*row)) {
            if let Some(row) = self.rows.get_mut(place) {
                change(&mut row.row);
            }
        }
    }

    /// Writes a line for each row that has an outcome.
    pub(super) fn outcomes(&mut self, part: &Portion, outcomes: &[(RowIndex, Outcome)]) {
        for (row, outcome) in outcomes {
            let Some(index) = part.place(*row) else {
                continue;
            };
            if let Some(row) = self.rows.get_mut(index) {
                row.row.settle(outcome);
                let row = row.clone();
                self.row(&row);
            }
        }
    }

    /// Writes a line for each row that was not sent, which says why, and the last one: how the run ended, none where
    /// the program could not go on, the same in words, and the counts of the whole run.
    ///
    /// # Errors
    /// What the first line that could not be written met.
    pub(super) fn end(mut self, report: &Report, msg: &Said) -> io::Result<()> {
        let unsent = report.rows.iter();
        for row in unsent.filter(|row| row.row.state == RowState::Queued) {
            self.row(row);
        }
        let mut line = json!({"event": "end", "run": report.run, "end": report.end, "msg": msg});
        if let Some(line) = line.as_object_mut() {
            let counts = counted(&report.counts).into_iter();
            line.extend(counts.map(|(name, count)| (name.to_owned(), count.into())));
        }
        self.line(&line);
        self.broken.map_or(Ok(()), Err)
    }

    fn row(&mut self, row: &ReportRow) {
        let line = serde_json::to_value(RowLine { event: "row", row });
        // A row is plain data; there is nothing in it that JSON could not hold.
        self.line(&line.unwrap_or_default());
    }

    fn line(&mut self, line: &Value) {
        if self.broken.is_none() {
            self.broken = json_line::write(&mut self.out, line)
                .and_then(|()| self.out.flush())
                .err();
        }
    }
}

fn progress_json(progress: &Progress) -> Value {
    let (counts, pace) = (&progress.counts, &progress.pace);
    let paused = progress.paused.as_ref().map(|paused| match paused {
        Paused::Asked => json!({"kind": "asked"}),
        Paused::Because(cause) => cause_json(cause),
    });
    json!({
        "queued": counts.queued,
        "inFlight": counts.in_flight,
        "created": counts.created,
        "failed": counts.failed,
        "unknown": counts.unknown,
        "skipped": counts.skipped,
        "deleted": counts.deleted,
        "underWay": pace.under_way,
        "atOnce": pace.at_once,
        "batchSize": pace.batch_size,
        "asking": pace.asking,
        "restingUntil": pace.resting_until,
        "slowed": pace.slowed.as_ref().map(words::cause),
        "paused": paused,
    })
}

#[cfg(test)]
mod tests;
