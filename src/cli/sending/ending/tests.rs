//! What a finished run means for the exit code, case by case.

use super::*;
use crate::domain::{Counts, Failure};
use crate::provision::run::Change;
use crate::store::StoreError;

fn of(created: usize, failed: usize, unknown: usize) -> Report {
    Report {
        created,
        failed,
        unknown,
        ..Report::default()
    }
}

fn broken(trouble: Trouble, sent: usize) -> Result<Summary, SubmitError> {
    Err(SubmitError {
        trouble,
        counts: Counts {
            queued: 2,
            created: sent,
            ..Counts::default()
        },
        source: Box::new(StoreError::NoHome),
    })
}

#[test]
fn the_exit_code_says_the_worst_that_happened() {
    let ended = |end| {
        let counts = Counts::default();
        Ok(Summary { end, counts })
    };
    let finished = || ended(End::Finished);
    let cancelled = || ended(End::Cancelled);
    let stopped = || ended(End::Stopped(Failure::default()));
    let not_recorded = || broken(Trouble::NotRecorded(Change::default()), 0);
    for (report, ended, code) in [
        (of(2, 0, 0), finished(), Exit::Done),
        (of(1, 1, 0), finished(), Exit::SomeFailed),
        (of(0, 2, 0), finished(), Exit::SomeFailed),
        (of(1, 1, 1), finished(), Exit::SomeUnknown),
        (of(1, 1, 0), cancelled(), Exit::SomeFailed),
        (of(0, 2, 0), stopped(), Exit::NoGateway),
        (of(1, 1, 0), stopped(), Exit::SomeFailed),
        (of(0, 1, 1), stopped(), Exit::SomeUnknown),
        (of(2, 0, 0), not_recorded(), Exit::SomeUnknown),
        (of(0, 2, 0), broken(Trouble::NotSent, 0), Exit::BadInput),
        (of(1, 2, 0), broken(Trouble::NotSent, 1), Exit::SomeFailed),
        (of(2, 0, 0), broken(Trouble::NotEnded, 2), Exit::Done),
    ] {
        assert_eq!(exit(&report, Some(&ended)), code, "{report:?} {ended:?}");
    }
}
