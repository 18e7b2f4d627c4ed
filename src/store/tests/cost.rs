//! What a batch costs; printed, not judged.

use std::time::Instant;

use super::*;

/// `cargo test --lib store::tests::cost -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn of_a_batch_of_a_thousand() {
    let (dir, store) = fresh();
    let rows: Vec<u32> = (0..1_000).collect();
    let outcomes: Vec<_> = rows
        .iter()
        .map(|row| (*row, created(&row.to_string(), Some(sealed("x")))))
        .collect();
    let drafts = drafts(1_000);
    let timed = |what: &str, work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        println!("{what:<32}{:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    };
    for runs in 1..=100 {
        let mut run = 0;
        let timed = |what: &str, work: &mut dyn FnMut()| {
            if runs % 50 == 1 {
                timed(what, work)
            } else {
                work()
            }
        };
        timed("run_begin, 1,000 rows", &mut || {
            run = store.run_begin(&new_run(), &drafts, &[]).unwrap()
        });
        timed("batch_sent, 1,000 rows", &mut || {
            assert_eq!(store.batch_sent(run, &rows, 1).unwrap(), 1)
        });
        timed("rows_settled, 1,000 rows", &mut || {
            store.rows_settled(run, &outcomes, 2).unwrap()
        });
        timed("run, 1,000 rows", &mut || drop(store.run(run).unwrap()));
        timed("row_drafts, 1,000 rows", &mut || {
            drop(store.row_drafts(run, RowState::Created).unwrap())
        });
    }
    timed("runs, 100 of 1,000 rows", &mut || {
        drop(store.runs().unwrap())
    });
    timed("run_ended", &mut || store.run_ended(1, 3, "done").unwrap());
    drop(store);
    timed("open with 100,000 rows", &mut || {
        drop(Store::open(dir.path()).unwrap())
    });
}
