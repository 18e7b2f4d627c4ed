//! What the journal costs a batch of 1,000 devices, in a run of 10,000 and in one of 100,000.
//!
//! The base is the least that keeps nothing from being lost: the same drafts and outcomes as JSON lines,
//! appended to one file, which is synced as often as the journal commits: at the run's beginning, before
//! each batch and after it, and at the end. The rounds alternate, so that a busy disk hurts both.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "support/device.rs"]
mod device;
#[path = "support/figures.rs"]
mod figures;

use std::error::Error;
use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use enroll::domain::{Draft, End, Existing, Outcome, RowIndex, Site, Terms, Timestamp};
use enroll::store::{NewRow, NewRun, Store};
use figures::{Figures, memory, ms, told};
use tempfile::TempDir;

const BATCH: usize = 1_000;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let (batch, ratio) = measure(10_000, 15)?;
    let (late, _) = measure(100_000, 3)?;
    told(
        "the journal of a run, a batch of 1,000 devices",
        &format!(
            "{} ({} in a run of 100,000); {ratio:.1} ×",
            ms(batch),
            ms(late)
        ),
        "the same JSON appended to one file with as many syncs",
        None,
    );
    let peak = memory("self", "VmHWM").map_or("unknown".to_owned(), |mib| format!("{mib:.0} MiB"));
    println!("peak memory {peak}");
    Ok(())
}

/// What a batch takes, and the ratio to the base.
fn measure(devices: u32, rounds: usize) -> Result<(Duration, f64), Failure> {
    let rows: Vec<NewRow> = (0..devices)
        .map(|row| NewRow {
            draft: device::draft(row),
            automatic: false,
        })
        .collect();
    let outcomes: Vec<(RowIndex, Outcome)> = (0..devices)
        .map(|row| (RowIndex(row), device::created(row)))
        .collect();
    let mut journal: [Figures; 5] = Default::default();
    let (mut whole, mut base) = (Figures::default(), Figures::default());
    // One more round than counts: the first is for warming up.
    for round in 0..=rounds {
        let (parts, appended) = (
            journal_once(&rows, &outcomes)?,
            append_once(&rows, &outcomes)?,
        );
        if round > 0 {
            whole.add(parts.iter().sum());
            base.add(appended);
            for (figures, part) in journal.iter_mut().zip(parts) {
                figures.add(part);
            }
        }
    }
    let batches = u32::try_from(outcomes.len().div_ceil(BATCH))?;
    println!("{devices} devices in {batches} batches, {rounds} rounds each, medians (min to max)");
    println!("  journal            {whole}");
    println!("  appending (base)   {base}");
    println!("  ratio              {:.2}", whole.ratio(&base));
    let names = [
        "run_begin",
        "drafts",
        "batch_sent",
        "rows_settled",
        "run_ended",
    ];
    for (name, figures) in names.iter().zip(&journal) {
        println!("  {name:<18} {figures}");
    }
    let begin = journal.first().map(Figures::median).unwrap_or_default();
    let batch = whole.median().saturating_sub(begin) / batches;
    println!("  a batch            {}", ms(batch));
    Ok((batch, whole.ratio(&base)))
}

/// The calls of a run in which every device is made, and how long each kind of them took.
fn journal_once(
    rows: &[NewRow],
    outcomes: &[(RowIndex, Outcome)],
) -> Result<[Duration; 5], Failure> {
    let dir = TempDir::new()?;
    let store = Store::open(dir.path())?;
    let new = NewRun {
        site: Site {
            gateway: "http://localhost".to_owned(),
            org_id: "o1".to_owned(),
            scope: "bench".to_owned(),
        },
        terms: Terms {
            require_secret: false,
            existing: Existing::Fail,
        },
        started_at: Timestamp(0),
    };
    let [mut begin, mut drafts, mut sent, mut settled, mut ended] = [Duration::ZERO; 5];
    let rows = rows.to_vec();
    let run = timed(&mut begin, || store.run_begin(&new, rows, &[]))?;
    for outcomes in outcomes.chunks(BATCH) {
        let rows: Vec<RowIndex> = outcomes.iter().map(|(row, _)| *row).collect();
        timed(&mut drafts, || store.drafts(run, &rows))?;
        timed(&mut sent, || store.batch_sent(run, &rows, Timestamp(1)))?;
        timed(&mut settled, || {
            store.rows_settled(run, outcomes, Timestamp(2))
        })?;
    }
    timed(&mut ended, || {
        store.run_ended(run, Timestamp(3), &End::Finished)
    })?;
    Ok([begin, drafts, sent, settled, ended])
}

/// The same facts as lines of a file that is never read.
fn append_once(rows: &[NewRow], outcomes: &[(RowIndex, Outcome)]) -> Result<Duration, Failure> {
    let dir = TempDir::new()?;
    let mut file = File::create(dir.path().join("lines"))?;
    let drafts: Vec<&Draft> = rows.iter().map(|row| &row.draft).collect();
    let begun = Instant::now();
    append(&mut file, &serde_json::to_vec(&drafts)?)?;
    for outcomes in outcomes.chunks(BATCH) {
        let rows: Vec<RowIndex> = outcomes.iter().map(|(row, _)| *row).collect();
        append(&mut file, &serde_json::to_vec(&rows)?)?;
        append(&mut file, &serde_json::to_vec(outcomes)?)?;
    }
    append(&mut file, b"finished")?;
    Ok(begun.elapsed())
}

fn append(file: &mut File, line: &[u8]) -> Result<(), Failure> {
    file.write_all(line)?;
    Ok(file.sync_all()?)
}

fn timed<T>(sum: &mut Duration, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let value = work();
    *sum += begun.elapsed();
    value
}
