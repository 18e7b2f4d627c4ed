//! A run against a scripted gateway and a real journal.

mod gateway;

use std::sync::Arc;
use std::time::Duration;

use gateway::{Bench, Gateway, all_created, block_outcomes, error, states};
use tokio::sync::mpsc;

use super::*;
use crate::domain::RowState::{self, Created, Failed, InFlight, Queued, Unknown};
use crate::domain::{Counts, Outcome};
use crate::enos::{Acted, Fault, ItemReply};
use crate::provision::run::End;
use crate::store::Store;

#[tokio::test]
async fn a_batch_is_journalled_before_it_leaves_and_its_outcome_before_it_is_told() {
    let bench = Bench::new(3);
    let (store, run) = (bench.store.clone(), bench.run);
    let gateway = Gateway::default()
        .then({
            let store = store.clone();
            move |devices| {
                assert_eq!(states(&store, run), [InFlight, InFlight, Queued]);
                Ok(all_created(devices))
            }
        })
        .then(move |devices| {
            assert_eq!(states(&store, run), [Created, Created, InFlight]);
            Ok(all_created(devices))
        });
    let (ended, log) = bench.drive(gateway).await;
    let summary = ended.unwrap();
    assert_eq!(summary.end, End::Finished);
    assert_eq!(
        summary.counts,
        Counts {
            created: 3,
            ..Counts::default()
        }
    );
    log.add("end");
    assert_eq!(
        log.lines(),
        [
            "journal",
            "sent [0, 1]",
            "call K0 K1",
            "journal",
            "settled [0, 1] unsent []",
            "journal",
            "sent [2]",
            "call K2",
            "journal",
            "settled [2] unsent []",
            "journal",
            "end",
        ]
    );
    let record = bench.store.run(bench.run).unwrap();
    assert_eq!(record.summary.ended_at, Some(7));
    assert_eq!(record.summary.end.as_deref(), Some("finished"));
}

#[tokio::test]
async fn a_failed_item_fails_its_row_and_no_other() {
    let bench = Bench::new(4);
    let gateway = Gateway::default().then(|devices| {
        let mut reply = all_created(devices);
        reply.code = 99206;
        reply.items[1] = ItemReply {
            code: -1,
            msg: "DeviceKey existed".to_owned(),
            ..ItemReply::default()
        };
        Ok(reply)
    });
    let (ended, _) = bench.drive(gateway).await;
    assert_eq!(ended.unwrap().end, End::Finished);
    assert_eq!(bench.states(), [Created, Failed, Created, Created]);
    let row = bench.store.run(bench.run).unwrap().rows.swap_remove(1);
    assert_eq!(
        (row.code, row.msg.as_str()),
        (Some(-1), "DeviceKey existed")
    );
    assert_eq!(row.request_id.as_deref(), Some("r-1"));
}

#[tokio::test]
async fn every_fault_leaves_the_rows_where_they_belong() {
    use Acted::{No, Perhaps};
    let words = || "words".to_owned();
    let refused = |code| Fault::Refused { code, msg: words() };
    let credentials = Fault::Credentials {
        code: Some(1003),
        msg: words(),
    };
    let denied = Fault::Denied {
        code: Some(99403),
        msg: words(),
    };
    let http = Fault::Http {
        status: 502,
        retry_after: None,
        excerpt: words(),
    };
    let timeout = Fault::Timeout(Duration::from_secs(60));
    let stopped = |what: &str| format!("stopped: {what}");
    let finished = || "finished".to_owned();
    for (fault, acted, first_batch, end) in [
        (refused(99400), No, Failed, finished()),
        (refused(11858), No, Queued, stopped("words (11858)")),
        (refused(99500), Perhaps, Unknown, stopped("words (99500)")),
        (
            credentials,
            No,
            Queued,
            stopped("the gateway refused the credentials: words (1003)"),
        ),
        (denied, No, Queued, stopped("not permitted: words (99403)")),
        (
            Fault::TooLarge,
            No,
            Queued,
            stopped("the request is too large for the gateway (413)"),
        ),
        (
            Fault::Unreachable(words()),
            No,
            Queued,
            stopped("the gateway cannot be reached: words"),
        ),
        (
            http,
            Perhaps,
            Unknown,
            stopped("the gateway answered HTTP 502: words"),
        ),
        (timeout, Perhaps, Unknown, stopped("no reply within 60 s")),
    ] {
        let bench = Bench::new(3);
        let what = format!("{fault:?}");
        let gateway = Gateway::default().then(move |_| Err(error(fault, acted)));
        let (ended, log) = bench.drive(gateway).await;
        assert_eq!(ended.unwrap().end.to_string(), end, "{what}");
        let second_batch = if first_batch == Failed {
            Created
        } else {
            Queued
        };
        assert_eq!(
            bench.states(),
            [first_batch, first_batch, second_batch],
            "{what}"
        );
        assert_eq!(
            log.count("call"),
            1 + usize::from(second_batch == Created),
            "{what}"
        );
        let row = bench.store.run(bench.run).unwrap().rows.swap_remove(0);
        let told = row.msg.contains("words") || row.msg.contains("60 s");
        assert_eq!(told, first_batch != Queued, "{what}");
    }
}

#[tokio::test]
async fn cancelling_lets_the_batch_in_flight_land_and_keeps_the_rest() {
    let bench = Bench::new(5);
    let cancel = bench.cancel.clone();
    let gateway = Gateway::default().then(move |devices| {
        cancel.send_replace(true);
        Ok(all_created(devices))
    });
    let (ended, log) = bench.drive(gateway).await;
    assert_eq!(ended.unwrap().end, End::Cancelled);
    assert_eq!(bench.states(), [Created, Created, Queued, Queued, Queued]);
    assert_eq!(log.count("call"), 1);
}

#[tokio::test]
async fn a_run_needs_no_listener() {
    let bench = Bench::new(1);
    let (events, heard) = mpsc::unbounded_channel();
    drop(heard);
    let job = Job {
        run: bench.run,
        rows: vec![0],
        require_secret: false,
        batch_size: 2,
    };
    let (store, cancel) = (bench.store.clone(), bench.cancel.subscribe());
    let gateway = Arc::new(Gateway::default());
    let ended = drive(gateway, store, job, Arc::new(|| 7), events, cancel).await;
    assert_eq!(ended.unwrap().counts.created, 1);
}

#[tokio::test]
async fn what_cannot_be_journalled_is_not_sent() {
    let mut bench = Bench::new(2);
    bench.run += 1;
    let (ended, log) = bench.drive(Gateway::default()).await;
    let error = ended.unwrap_err();
    assert_eq!(error.trouble, Trouble::NotSent);
    assert!(
        error.to_string().contains("nothing more was sent"),
        "{error}"
    );
    assert_eq!(
        error.counts,
        Counts {
            queued: 2,
            ..Counts::default()
        }
    );
    assert_eq!(log.count("call"), 0);
}

#[tokio::test]
async fn a_reply_that_cannot_be_journalled_is_handed_back() {
    let bench = Bench::new(3);
    let dir = bench.dir.path().to_owned();
    let gateway = Gateway::default().then(move |devices| {
        block_outcomes(&dir, true);
        Ok(all_created(devices))
    });
    let (ended, log) = bench.drive(gateway).await;
    let error = ended.unwrap_err();
    let Trouble::NotRecorded(change) = &error.trouble else {
        panic!("{error:?}");
    };
    let made = |(_, outcome): &(u32, Outcome)| matches!(outcome, Outcome::Created(_));
    assert!(
        change.settled.len() == 2 && change.settled.iter().all(made),
        "{change:?}"
    );
    assert_eq!(log.count("call"), 1, "nothing more is sent");
    assert_eq!(
        log.count("settled"),
        0,
        "nobody is told what is not journalled"
    );
    assert_eq!(bench.states(), [InFlight, InFlight, Queued]);

    let Bench {
        dir, store, run, ..
    } = bench;
    drop(store);
    block_outcomes(dir.path(), false);
    let reopened = Store::open(dir.path()).unwrap();
    assert_eq!(states(&reopened, run), [Unknown, Unknown, Queued]);
}

#[tokio::test]
async fn a_journal_that_recovers_takes_the_outcome_after_all() {
    let bench = Bench::new(1);
    let dir = bench.dir.path().to_owned();
    let (events, mut heard) = mpsc::unbounded_channel();
    let job = Job {
        run: bench.run,
        rows: vec![0],
        require_secret: false,
        batch_size: 2,
    };
    let gateway = Gateway::default().then({
        let dir = dir.clone();
        move |devices| {
            block_outcomes(&dir, true);
            Ok(all_created(devices))
        }
    });
    // The clock is read for every write: sent, outcome (blocked), outcome again.
    let writes = std::sync::atomic::AtomicUsize::new(0);
    let clock = Arc::new(move || {
        if writes.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 2 {
            block_outcomes(&dir, false);
        }
        7
    });
    let (store, cancel) = (bench.store.clone(), bench.cancel.subscribe());
    let ended = drive(Arc::new(gateway), store, job, clock, events, cancel).await;
    assert_eq!(ended.unwrap().end, End::Finished);
    assert_eq!(bench.states(), [RowState::Created]);
    assert!(matches!(heard.try_recv(), Ok(Event::Sent { .. })));
    assert!(matches!(heard.try_recv(), Ok(Event::Ended { .. })));
}
