//! What the code of a single item makes of its row and of the run.

use std::sync::Arc;

use super::gateway::{Bench, Gateway, all_created, error, found};
use crate::domain::End;
use crate::domain::RowState::{self, Created, Failed, Queued};
use crate::enos::{Acted, Fault, ItemReply, refusal};
use crate::words;

/// Three rows in batches of two, the first item answered with `code` and acted upon if `made`; gives the
/// states at the end, how the run ended, and what was asked of the gateway.
async fn first_item(code: i64, made: bool) -> (Vec<RowState>, String, Vec<String>) {
    let bench = Bench::new(3);
    let gateway = Gateway::default();
    let shown = Arc::clone(&gateway.made);
    let gateway = gateway.then(move |devices| {
        if made {
            shown.lock().unwrap().push(found(devices[0]));
        }
        let mut reply = all_created(devices);
        reply.items[0] = ItemReply {
            refusal: Some(refusal(Some(code), "words")),
            ..ItemReply::default()
        };
        Ok(reply)
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

#[tokio::test]
async fn an_item_that_was_perhaps_made_is_looked_up() {
    for code in [99_500, 99_503, 99_504, 99_701, 99_702] {
        let (states, end, mut asked) = first_item(code, true).await;
        assert_eq!((states, end.as_str()), (vec![Created; 3], "finished"));
        asked.sort();
        assert_eq!(asked, ["call K0 K1", "call K2", "look K0"], "{code}");
    }
}

#[tokio::test]
async fn an_item_with_a_code_that_nobody_knows_is_looked_up_and_not_sent_again() {
    for code in [1, -2, 12_345, 99_408, 99_600, 99_999] {
        let (states, _, mut asked) = first_item(code, true).await;
        assert_eq!(states, [Created; 3], "{code}");
        asked.sort();
        assert_eq!(asked, ["call K0 K1", "call K2", "look K0"], "{code}");

        let (states, _, asked) = first_item(code, false).await;
        assert_eq!(states, [Failed, Created, Created], "{code}");
        let calls = asked.iter().filter(|line| line.starts_with("call")).count();
        assert_eq!(calls, 2, "{code}: {asked:?}");
    }
}

#[tokio::test]
async fn an_item_that_waits_is_sent_again_and_one_that_is_refused_is_not() {
    for code in [11_714, 99_401, 99_429] {
        let (states, _, asked) = first_item(code, false).await;
        assert_eq!(states, [Created; 3], "{code}");
        assert!(asked.contains(&"call K0".to_owned()), "{code}: {asked:?}");
    }
    for code in [-1, 11_739, 99_400, 99_404, 99_415, 99_499, 99_601] {
        let (states, _, asked) = first_item(code, false).await;
        assert_eq!(states, [Failed, Created, Created], "{code}");
        assert_eq!(asked, ["call K0 K1", "call K2"], "{code}");
    }
}

#[tokio::test]
async fn an_item_that_blames_the_connection_stops_the_run_and_burns_no_row() {
    for code in [11_858, 99_403, 99_405, 99_497, 99_498, 99_501] {
        let (states, end, asked) = first_item(code, false).await;
        assert_eq!(states, [Queued, Created, Queued], "{code}");
        assert_eq!(end, format!("stopped: words ({code})"));
        assert_eq!(asked, ["call K0 K1"], "{code}");
    }
}

#[tokio::test]
async fn a_key_that_exists_is_looked_up_however_that_is_said() {
    let (states, _, asked) = first_item(99_409, true).await;
    assert_eq!(
        states,
        [Failed, Created, Created],
        "made before it was sent"
    );
    assert!(asked.contains(&"look K0".to_owned()), "{asked:?}");

    // The whole request refused, with one row in it, after a lost reply.
    for code in [11_702, 99_409] {
        let bench = Bench::new(1);
        let gateway = Gateway::default();
        let shown = Arc::clone(&gateway.made);
        let gateway = gateway
            .then(|_| {
                let fault = Fault::Timeout { ms: 60000 };
                Err(error(fault, Acted::Perhaps))
            })
            .then(move |devices| {
                // The first request arrives late.
                shown.lock().unwrap().push(found(devices[0]));
                let msg = "it exists".to_owned();
                Err(error(Fault::Refused(refusal(Some(code), msg)), Acted::No))
            });
        let (ended, _) = bench.drive(gateway).await;
        assert_eq!(ended.unwrap().end, End::Finished);
        assert_eq!(bench.states(), [Created], "{code}");
    }
}
