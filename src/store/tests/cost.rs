//! What a batch costs; printed, not judged.

use std::time::Instant;

use super::*;

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = work();
    println!("{what:<26}{:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    value
}

/// `cargo test --lib store::tests::cost -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn of_a_batch_of_a_thousand() {
    let (dir, store) = fresh();
    let drafts = drafts(1_000);
    for _ in 0..99 {
        store.run_begin(&new_run(), &drafts, &[]).unwrap();
    }
    let rows: Vec<u32> = (0..1_000).collect();
    let outcomes: Vec<_> = rows
        .iter()
        .map(|row| (*row, created(&row.to_string(), Some(sealed("x")))))
        .collect();
    let run = timed("run_begin", || begin(&store, 1_000));
    timed("batch_sent", || store.batch_sent(run, &rows, 1).unwrap());
    timed("rows_settled", || {
        store.rows_settled(run, &outcomes, 2).unwrap();
    });
    timed("run", || store.run(run).unwrap());
    let state = RowState::Created;
    timed("row_drafts", || store.row_drafts(run, state).unwrap());
    timed("runs, 100 of them", || store.runs().unwrap());
    timed("run_ended", || store.run_ended(run, 3, "done").unwrap());
    drop(store);
    timed("open, 100,000 rows", || Store::open(dir.path()).unwrap());
}
