//! What a finished run means for the exit code, case by case.

use super::*;
use crate::domain::{Cause, Counts, Outcome, RowIndex, RunId, RunRow};
use crate::provision::run::Change;

fn of(created: usize, failed: usize, unknown: usize) -> Report {
    Report {
        counts: Counts {
            created,
            failed,
            unknown,
            ..Counts::default()
        },
        ..Report::default()
    }
}

#[test]
fn the_exit_code_says_the_worst_that_happened() {
    use End::{Cancelled, Finished};
    let stopped = || End::Stopped {
        cause: Box::new(Cause::CutShort),
    };
    for (report, end, code) in [
        (of(2, 0, 0), Finished, Exit::Done),
        (of(1, 1, 0), Finished, Exit::SomeFailed),
        (of(0, 2, 0), Finished, Exit::SomeFailed),
        (of(1, 1, 1), Finished, Exit::SomeUnknown),
        (of(1, 1, 0), Cancelled, Exit::SomeFailed),
        (of(0, 2, 0), stopped(), Exit::NoGateway),
        (of(1, 1, 0), stopped(), Exit::SomeFailed),
        (of(0, 1, 1), stopped(), Exit::SomeUnknown),
    ] {
        let counts = Counts::default();
        let ended = Ok(Summary { end, counts });
        assert_eq!(
            exit(&report, Some(&ended), false),
            code,
            "{report:?} {ended:?}"
        );
    }
    assert_eq!(exit(&of(2, 0, 0), None, false), Exit::Done);
    let mut unsent = of(1, 0, 0);
    unsent.counts.queued = 1;
    assert_eq!(exit(&unsent, None, false), Exit::SomeFailed);
    assert_eq!(exit(&of(1, 1, 0), None, false), Exit::SomeFailed);
}

#[test]
fn the_exit_code_tells_how_far_a_journal_that_failed_had_come() {
    let lost = || Trouble::NotRecorded(Change::default());
    for (report, trouble, sent, code) in [
        (of(2, 0, 0), lost(), 0, Exit::SomeUnknown),
        (of(0, 2, 0), Trouble::NotSent, 0, Exit::BadInput),
        (of(1, 2, 0), Trouble::NotSent, 1, Exit::SomeFailed),
        (of(2, 0, 0), Trouble::NotEnded, 2, Exit::Done),
    ] {
        let counts = Counts {
            queued: 2,
            created: sent,
            ..Counts::default()
        };
        let ended = Err(SubmitError {
            trouble,
            counts,
            source: Box::new(StoreError::NoHome),
        });
        assert_eq!(
            exit(&report, Some(&ended), false),
            code,
            "{report:?} {ended:?}"
        );
    }
}

#[test]
fn with_its_journal_gone_no_run_is_done() {
    assert_eq!(exit(&of(2, 0, 0), None, true), Exit::SomeUnknown);
    for (trouble, sent, code) in [
        (Trouble::Lost, 2, Exit::SomeUnknown),
        (Trouble::NotSent, 1, Exit::SomeUnknown),
        (Trouble::NotSent, 0, Exit::BadInput),
    ] {
        let counts = Counts {
            queued: 2 - sent,
            created: sent,
            ..Counts::default()
        };
        let ended = Err(SubmitError {
            trouble,
            counts,
            source: Box::new(StoreError::NoHome),
        });
        assert_eq!(exit(&of(sent, 0, 0), Some(&ended), true), code, "{ended:?}");
    }
}

#[test]
fn going_on_promises_to_ask_only_about_rows_that_have_a_key() {
    let row = |state, key: Option<&str>| ReportRow {
        run: Some(RunId(1)),
        row: RunRow {
            state,
            device_key: key.map(str::to_owned),
            ..RunRow::default()
        },
        ..ReportRow::default()
    };
    let told = |rows| {
        let report = Report::new(Some(RunId(1)), None, rows);
        going_on(&report).pop()
    };
    let settled = || row(RowState::Failed, None);
    assert_eq!(
        told(vec![settled(), row(RowState::Created, Some("A"))]),
        None
    );

    let keyless = row(RowState::Unknown, None);
    let remedy = remedy(&keyless).unwrap();
    assert!(remedy.en().contains("--take or --send-again"), "{remedy:?}");
    let words = told(vec![settled(), keyless.clone()]).unwrap();
    assert!(!words.en().contains("asks EnOS"), "{words:?}");
    assert!(
        words.en().contains("belong to 1 row without a deviceKey"),
        "{words:?}"
    );

    let words = told(vec![
        keyless,
        row(RowState::Unknown, Some("A")),
        row(RowState::Queued, None),
    ]);
    let words = words.unwrap();
    assert!(
        words.en().starts_with("`enroll resume 1` (with this"),
        "{words:?}"
    );
    assert!(
        words
            .en()
            .contains("asks EnOS about 1 unknown row, sends 1 row, lists"),
        "{words:?}"
    );
}

#[test]
fn outcomes_that_the_journal_could_not_take_are_in_the_result() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let unrecorded = [(RowIndex(3), Outcome::Failed(Cause::said("no").into()))];
    // Not even the record can be read: there is no such run.
    let parts = [Portion::whole(RunId(7), Counts::default())];
    let report = result(&store, &parts, &[], Some((RunId(7), &unrecorded)));
    assert_eq!((report.run, report.counts.failed), (Some(RunId(7)), 1));
    let row = &report.rows[0];
    assert_eq!(row.index, 3);
    assert_eq!(row.row.cause, Some(Box::new(Cause::said("no"))));
}
