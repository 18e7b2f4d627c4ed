//! A run against a scripted gateway and a real journal.

mod faults;
pub(super) mod gateway;
mod ground;
mod items;
mod whose;

use std::sync::Arc;

use gateway::{BEGAN, Bench, Gateway, all_created, block, found, job, states};
use tokio::sync::{mpsc, watch};

use super::*;
use crate::domain::RowState::{self, Created, Failed, InFlight, Queued, Unknown};
use crate::domain::{Cause, Counts, End, Outcome, RowIndex, Timestamp};
use crate::enos::{ItemReply, refusal};
use crate::provision::run::Control;
use crate::store::Store;
use crate::words;

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
    assert_eq!(record.summary.ended_at, Some(Timestamp(BEGAN + 6)));
    assert_eq!(record.summary.end, Some(End::Finished));
}

#[tokio::test]
async fn a_failed_item_fails_its_row_and_no_other() {
    let bench = Bench::new(4);
    let gateway = Gateway::default().then(|devices| {
        let mut reply = all_created(devices);
        reply.items[1] = ItemReply {
            refusal: Some(refusal(Some(-1), "no")),
            ..ItemReply::default()
        };
        Ok(reply)
    });
    let (ended, _) = bench.drive(gateway).await;
    assert_eq!(ended.unwrap().end, End::Finished);
    assert_eq!(bench.states(), [Created, Failed, Created, Created]);
    let row = bench.store.run(bench.run).unwrap().rows.swap_remove(1);
    assert_eq!(words::cause(&row.cause.unwrap()), "no");
    assert_eq!(row.request_id.as_deref(), Some("r-1"));
}

#[tokio::test]
async fn an_existing_key_is_told_apart_by_whose_device_it_is() {
    let bench = Bench::new(2);
    let gateway = Gateway::default();
    let shown = Arc::clone(&gateway.made);
    let gateway = gateway.then(move |devices| {
        let mut other = found(devices[0]);
        other.device_name = crate::domain::StringI18n::plain("a meter");
        shown.lock().unwrap().push(other);
        let mut reply = all_created(devices);
        reply.items[0] = ItemReply {
            refusal: Some(refusal(Some(-1), "DeviceKey existed")),
            ..ItemReply::default()
        };
        Ok(reply)
    });
    let (ended, log) = bench.drive(gateway).await;
    assert_eq!(ended.unwrap().end, End::Finished);
    assert_eq!(bench.states(), [Failed, Created]);
    assert_eq!(log.count("look K0"), 1);
    let row = bench.store.run(bench.run).unwrap().rows.swap_remove(0);
    let Some(Cause::KeyTaken { by }) = row.cause.as_deref() else {
        panic!("{row:?}");
    };
    assert_eq!(by.device_name, "a meter");
}

#[tokio::test]
async fn a_run_that_pauses_goes_on_when_it_is_told_to() {
    let bench = Bench::new(4);
    let (events, mut heard) = mpsc::unbounded_channel();
    bench.controls.send_replace(Control::Pause);
    let (store, controls) = (bench.store.clone(), bench.controls.subscribe());
    let gateway = Arc::new(Gateway::default());
    let log = gateway.log.clone();
    let driving = drive(
        gateway,
        store,
        job(bench.run),
        Arc::new(|| Timestamp(7)),
        events,
        controls,
    );
    let going_on = async {
        let first = heard.recv().await;
        let Some(Event::Turned { progress }) = first else {
            panic!("{first:?}");
        };
        assert_eq!((progress.counts.queued, log.count("call")), (4, 0));
        bench.controls.send_replace(Control::Go);
    };
    let (ended, ()) = tokio::join!(driving, going_on);
    assert_eq!(ended.unwrap().counts.created, 4);
}

#[tokio::test]
async fn a_pause_that_nobody_can_end_ends_the_run() {
    let bench = Bench::new(4);
    let (control, controls) = watch::channel(Control::Pause);
    drop(control);
    let gateway = Gateway::default();
    let ended = bench.drive_unread(gateway, job(bench.run), controls).await;
    assert_eq!(ended.unwrap().end, End::Cancelled);
    assert_eq!(bench.states(), [Queued; 4]);
}

#[tokio::test]
async fn cancelling_lets_the_batch_in_flight_land_and_keeps_the_rest() {
    let bench = Bench::new(5);
    let controls = bench.controls.clone();
    let gateway = Gateway::default().then(move |devices| {
        controls.send_replace(Control::Cancel);
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
    let job = job(bench.run);
    let (store, cancel) = (bench.store.clone(), bench.controls.subscribe());
    let gateway = Arc::new(Gateway::default());
    let ended = drive(
        gateway,
        store,
        job,
        Arc::new(|| Timestamp(7)),
        events,
        cancel,
    )
    .await;
    assert_eq!(ended.unwrap().counts.created, 1);
}

#[tokio::test]
async fn what_cannot_be_journalled_is_not_sent() {
    let bench = Bench::new(2);
    block(bench.dir.path(), "batches", true);
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
        block(&dir, "reports", true);
        Ok(all_created(devices))
    });
    let (ended, log) = bench.drive(gateway).await;
    let error = ended.unwrap_err();
    let Trouble::NotRecorded(change) = &error.trouble else {
        panic!("{error:?}");
    };
    let made = |(_, outcome): &(RowIndex, Outcome)| matches!(outcome, Outcome::Created(_));
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
    block(dir.path(), "reports", false);
    let reopened = Store::open(dir.path()).unwrap();
    assert_eq!(states(&reopened, run), [Unknown, Unknown, Queued]);
}

#[tokio::test]
async fn a_journal_that_recovers_takes_the_outcome_after_all() {
    let bench = Bench::new(1);
    let dir = bench.dir.path().to_owned();
    let (events, mut heard) = mpsc::unbounded_channel();
    let job = job(bench.run);
    let gateway = Gateway::default().then({
        let dir = dir.clone();
        move |devices| {
            block(&dir, "reports", true);
            Ok(all_created(devices))
        }
    });
    // The clock is read at the beginning and for every write: sent, outcome (blocked), outcome again.
    let reads = std::sync::atomic::AtomicUsize::new(0);
    let clock = Arc::new(move || {
        if reads.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 3 {
            block(&dir, "reports", false);
        }
        Timestamp(7)
    });
    let (store, cancel) = (bench.store.clone(), bench.controls.subscribe());
    let ended = drive(Arc::new(gateway), store, job, clock, events, cancel).await;
    assert_eq!(ended.unwrap().end, End::Finished);
    assert_eq!(bench.states(), [RowState::Created]);
    assert!(matches!(heard.try_recv(), Ok(Event::Sent { .. })));
    assert!(matches!(heard.try_recv(), Ok(Event::Settled { .. })));
}

#[tokio::test]
async fn a_run_leaves_no_task_behind_be_it_finished_or_dropped() {
    let alive = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    let bench = Bench::new(3);
    bench.drive(Gateway::default()).await.0.unwrap();
    assert_eq!(alive(), 0);

    let bench = Bench::new(2);
    let mut gateway = Gateway::default();
    gateway.hangs = true;
    let (events, mut heard) = mpsc::unbounded_channel();
    let (store, controls) = (bench.store.clone(), bench.controls.subscribe());
    let gateway = Arc::new(gateway);
    let driving = drive(
        gateway,
        store,
        job(bench.run),
        Arc::new(|| Timestamp(7)),
        events,
        controls,
    );
    tokio::select! {
        ended = driving => panic!("{ended:?}"),
        sent = heard.recv() => assert!(matches!(sent, Some(Event::Sent { .. }))),
    }
    // Aborted tasks end when they are next polled.
    while alive() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(bench.states(), [InFlight, InFlight]);
}

#[tokio::test]
async fn when_the_journal_fails_what_is_under_way_lands_and_is_handed_back() {
    let bench = Bench::new(8);
    let dir = bench.dir.path().to_owned();
    let mut job = job(bench.run);
    job.bounds.batches_at_once = 2;
    // The first answer widens the window: then two batches are under way when the journal fails.
    let gateway = Gateway::default()
        .then(|devices| Ok(all_created(devices)))
        .then(move |devices| {
            block(&dir, "reports", true);
            Ok(all_created(devices))
        });
    let controls = bench.controls.subscribe();
    let ended = bench.drive_unread(gateway, job, controls).await;
    let error = ended.unwrap_err();
    let Trouble::NotRecorded(change) = &error.trouble else {
        panic!("{error:?}");
    };
    let rows: std::collections::BTreeSet<RowIndex> =
        change.settled.iter().map(|(row, _)| *row).collect();
    let in_flight = bench.store.open_rows(bench.run).unwrap();
    let in_flight = in_flight.iter().filter(|row| row.state == InFlight);
    assert_eq!(rows, in_flight.map(|row| row.index).collect());
    assert!(rows.len() >= 2);
}
