//! What each fault makes of a batch, and what is asked of the gateway because of it.

use std::sync::Arc;

use super::gateway::{Bench, Gateway, error, found, job};
use crate::domain::RowState::{self, Created, Queued};
use crate::domain::{BadReply, Broken, Words};
use crate::enos::{Acted, Fault, refusal};
use crate::words;

/// Sends three rows in batches of two, the first batch meeting `fault`; gives the states at the end, how
/// the run ended, and what was asked of the gateway.
async fn meets(fault: Fault, acted: Acted, made: bool) -> (Vec<RowState>, String, Vec<String>) {
    let bench = Bench::new(3);
    let gateway = Gateway::default();
    let shown = Arc::clone(&gateway.made);
    let gateway = gateway.then(move |devices| {
        if made {
            let devices = devices.iter().map(|draft| found(draft));
            shown.lock().unwrap().extend(devices);
        }
        Err(error(fault, acted))
    });
    let (ended, log) = bench.drive(gateway).await;
    let asked = log.lines().into_iter();
    let asked = asked.filter(|line| line.starts_with("call") || line.starts_with("look"));
    (
        bench.states(),
        words::end(&ended.unwrap().end).en().to_owned(),
        asked.collect(),
    )
}

fn refused(code: i64) -> Fault {
    Fault::Refused(refusal(Some(code), words()))
}

fn words() -> String {
    "words".to_owned()
}

#[tokio::test]
async fn a_batch_that_may_have_been_acted_upon_is_looked_up_before_anything_else() {
    for fault in [
        Fault::Timeout { ms: 60000 },
        Fault::Lost {
            why: Broken::Closed,
        },
        Fault::Malformed {
            why: BadReply::NoData,
        },
        Fault::Http {
            status: 502,
            excerpt: Words::new(words()),
        },
        refused(99_500),
        refused(99_503),
        refused(99_504),
        refused(99_701),
    ] {
        let (states, end, mut asked) = meets(fault.clone(), Acted::Perhaps, true).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        asked.sort();
        assert_eq!(asked, ["call K0 K1", "call K2", "look K0 K1"], "{fault:?}");

        let (states, end, mut asked) = meets(fault.clone(), Acted::Perhaps, false).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        asked.sort();
        let looks = ["look K0 K1"; 3];
        let calls = ["call K0 K1", "call K0 K1", "call K2"];
        assert_eq!(asked, [calls, looks].concat(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_fault_of_the_moment_is_waited_out() {
    for fault in [
        Fault::Unreachable {
            why: Broken::Refused(111),
        },
        Fault::RateLimited { code: None },
        Fault::Credentials(refusal(None, words())),
    ] {
        let (states, end, asked) = meets(fault.clone(), Acted::No, false).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        assert_eq!(asked, ["call K0 K1", "call K0 K1", "call K2"], "{fault:?}");
    }
}

#[tokio::test]
async fn a_refused_batch_is_halved_until_the_row_is_found() {
    for fault in [
        Fault::TooLarge { code: None },
        refused(99_400),
        refused(11_739),
        refused(99_415),
        Fault::Http {
            status: 400,
            excerpt: Words::new(words()),
        },
    ] {
        let (states, end, asked) = meets(fault.clone(), Acted::No, false).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        assert_eq!(
            asked[..3],
            ["call K0 K1", "call K0", "call K1"],
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_that_nobody_knows_is_a_doubt_and_the_row_is_found_all_the_same() {
    for code in [12_345, 99_599, -1] {
        let (states, end, mut asked) = meets(refused(code), Acted::Perhaps, true).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        asked.sort();
        assert_eq!(asked, ["call K0 K1", "call K2", "look K0 K1"], "{code}");

        let (states, end, mut asked) = meets(refused(code), Acted::Perhaps, false).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        asked.sort();
        let calls = ["call K0", "call K0 K1", "call K1", "call K2"];
        assert_eq!(asked[..4], calls, "{code}");
    }
}

#[tokio::test]
async fn what_is_true_of_every_request_stops_the_run_and_burns_no_row() {
    for (fault, end) in [
        (refused(11_858), "stopped: words (11858)"),
        (
            Fault::Credentials(refusal(Some(1003), words())),
            "stopped: the gateway refused the credentials: words (1003)",
        ),
        (
            Fault::Denied(refusal(Some(99403), words())),
            "stopped: not permitted: words (99403)",
        ),
        (
            Fault::Credentials(refusal(Some(99_497), words())),
            "stopped: the gateway refused the credentials: words (99497)",
        ),
        (
            Fault::Denied(refusal(Some(99_498), words())),
            "stopped: not permitted: words (99498)",
        ),
        (refused(99_501), "stopped: words (99501)"),
    ] {
        let (states, ended, asked) = meets(fault, Acted::No, false).await;
        assert_eq!((states, ended.as_str()), (vec![Queued; 3], end));
        assert_eq!(asked, ["call K0 K1"]);
    }
}

#[tokio::test]
async fn a_learned_size_is_kept_for_the_next_run_and_learned_anew_when_the_configured_one_changes()
{
    let bench = Bench::new(3);
    let gateway =
        Gateway::default().then(|_| Err(error(Fault::TooLarge { code: None }, Acted::No)));
    bench.drive(gateway).await.0.unwrap();
    let learned = bench.store.setting("sandbox", "batch_size").unwrap();
    assert_eq!(learned.as_deref(), Some("1 of 2"));

    for (configured, calls) in [(2, 3), (3, 1)] {
        let again = Bench::new(3);
        again
            .store
            .setting_put("sandbox", "batch_size", "1 of 2")
            .unwrap();
        let mut job = job(again.run);
        job.bounds.batch_size = configured;
        let gateway = Gateway::default();
        let log = gateway.log.clone();
        let controls = again.controls.subscribe();
        let ended = again.drive_unread(gateway, job, controls).await;
        ended.unwrap();
        assert_eq!(log.count("call"), calls, "{configured}");
    }
}
