//! How large batches are, how many are under way, and what a refused one is cut into.

use super::*;
use crate::domain::{RowIndex, Timestamp};

/// Plays a gateway that refuses batches whole, until the run is over; gives every batch sent and the
/// sizes learned.
fn play(
    run: &mut Run,
    refusal: impl Fn(&[RowIndex]) -> Option<RefusalScope>,
) -> (Vec<Vec<RowIndex>>, Vec<usize>) {
    let (mut batches, mut learned) = (Vec::new(), Vec::new());
    let mut now = 0;
    loop {
        match run.next(Timestamp(now)) {
            Step::Call(batch, Request::Send(rows)) => {
                let change = match refusal(&rows) {
                    Some(scope) => refuse(run, now, batch, scope),
                    None => all_created(run, now, batch, &rows),
                };
                learned.extend(change.learned);
                batches.push(rows);
            }
            Step::Wait { until: Some(until) } => now = until.0,
            Step::Done(End::Finished) => return (batches, learned),
            other => panic!("{other:?}"),
        }
    }
}

fn of_size(batch_size: u16, rows: u32) -> Run {
    let bounds = Bounds {
        batch_size,
        ..bounds()
    };
    run_with((0..rows).map(row), bounds)
}

#[test]
fn a_size_that_is_too_large_is_halved_and_learned() {
    for scope in [RefusalScope::Size, RefusalScope::SizeOrRow] {
        let mut run = of_size(8, 20);
        let (batches, learned) = play(&mut run, |rows| (rows.len() > 3).then_some(scope));
        let sizes: Vec<usize> = batches.iter().map(Vec::len).collect();
        assert_eq!(sizes[..6], [8, 4, 2, 2, 4, 2], "{scope:?}");
        assert!(
            sizes[7..].iter().all(|size| *size <= 2),
            "{scope:?} {sizes:?}"
        );
        assert_eq!(learned.last(), Some(&2), "{scope:?}");
        assert_eq!(run.counts().created, 20);
    }
}

#[test]
fn one_bad_row_is_found_and_the_rest_goes_through() {
    for scope in [RefusalScope::Row, RefusalScope::SizeOrRow] {
        let mut run = of_size(16, 40);
        let bad = |rows: &[RowIndex]| rows.contains(&RowIndex(5)).then_some(scope);
        let (batches, learned) = play(&mut run, bad);
        assert!(learned.is_empty(), "{scope:?}: the size was right");
        assert_eq!((run.counts().failed, run.counts().created), (1, 39));
        assert_eq!(
            batches.last().map(Vec::len),
            Some(8),
            "{scope:?}: as large as before"
        );
        assert!(
            batches.len() <= 3 + 2 * 4,
            "{scope:?}: {} requests",
            batches.len()
        );
    }
}

#[test]
fn a_full_product_fails_its_rows_after_a_few_requests() {
    let rows = (0..32).map(|index| OpenRow {
        product_key: (index % 2).to_string(),
        ..row(index)
    });
    let mut run = run_with(
        rows,
        Bounds {
            batch_size: 8,
            ..bounds()
        },
    );
    let full = |rows: &[RowIndex]| {
        rows.iter()
            .any(|row| row.0 % 2 == 1)
            .then_some(RefusalScope::Product)
    };
    let (batches, _) = play(&mut run, full);
    assert_eq!((run.counts().failed, run.counts().created), (16, 16));
    assert!(batches.len() < 12, "{batches:?}");
}

#[test]
fn a_row_that_is_too_large_by_itself_fails() {
    let mut run = of_size(4, 4);
    play(&mut run, |rows| {
        rows.contains(&RowIndex(2)).then_some(RefusalScope::Size)
    });
    assert_eq!(states(&run), "ccfc");
}

#[test]
fn more_batches_leave_at_once_while_answers_are_clean() {
    let bounds = Bounds {
        batch_size: 1,
        batches_at_once: 3,
        ..bounds()
    };
    let mut run = run_with((0..20).map(row), bounds);
    let mut widths = Vec::new();
    for _ in 0..4 {
        let mut batches = Vec::new();
        while let Step::Call(batch, Request::Send(rows)) = run.next(Timestamp(0)) {
            batches.push((batch, rows));
        }
        widths.push(batches.len());
        for (batch, rows) in batches {
            all_created(&mut run, 0, batch, &rows);
        }
    }
    assert_eq!(widths, [1, 2, 3, 3]);
}

#[test]
fn searches_are_of_one_product_and_no_larger_than_a_page() {
    let bounds = Bounds {
        batch_size: 200,
        ..bounds()
    };
    let rows = (0..130).map(|index| OpenRow {
        product_key: (index % 2).to_string(),
        ..row(index)
    });
    let mut run = run_with(rows, bounds);
    let (batch, _) = sent(&mut run, 0);
    lose(&mut run, 0, batch);
    let mut sizes = Vec::new();
    while let Step::Call(look, Request::Look(rows)) = run.next(Timestamp(100)) {
        assert!(rows.iter().all(|row| row.0 % 2 == rows[0].0 % 2));
        sizes.push(rows.len());
        see(
            &mut run,
            100,
            look,
            rows.iter().map(|row| (*row, created())).collect(),
        );
    }
    assert_eq!(sizes, [50, 15, 50, 15]);
}
