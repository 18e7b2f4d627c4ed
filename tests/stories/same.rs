//! The same work given twice: what was sent before is recognised in the plan, and not sent again.

use crate::stage;
use crate::support::fake::Weather;

#[tokio::test]
async fn a_device_without_a_key_is_made_once_unless_it_is_wanted_again() {
    let mut stage = stage().await;
    stage.queue("pump", "").await;
    stage.submit().await;
    stage.assert_shows("Run 1: 1 device created, none failed.");

    stage.queue("pump", "").await;
    stage.press("alt-3 s").await;
    stage.assert_shows("1  –  already created, without a key: left out");
    stage.assert_shows("already created: row 1 of run 1");
    stage.press("enter").await;
    stage.assert_shows("Everything here was already created; a creates it again.");
    assert_eq!(stage.fake.sent(), 1);
    stage.press("a").await;
    stage.assert_shows("Devices already created without a key will be created again");
    stage.assert_hides("left out");
    stage.press("a").await;
    stage.assert_shows("left out");
    stage.press("a enter").await;
    stage.assert_shows("Run 2: 1 device created, none failed.");
    assert_eq!((stage.fake.sent(), stage.fake.keys().len()), (2, 3));
}

#[tokio::test]
async fn equal_rows_are_counted_and_what_is_left_out_stays_in_the_queue() {
    let mut stage = stage().await;
    stage.queue("pump", "").await;
    stage.submit().await;
    for name in ["pump", "fan", "pump"] {
        stage.queue(name, "").await;
    }
    stage.press("alt-3 s").await;
    stage.assert_shows("2  ✓  will be created");
    stage.assert_shows("create 2 on SANDBOX");
    stage.press("enter").await;
    stage.assert_shows("Run 2: 2 devices created, none failed.");
    stage.press("alt-3").await;
    stage.assert_shows("pump");
    stage.assert_hides("fan");
    assert_eq!(stage.fake.sent(), 3);
}

#[tokio::test]
async fn rows_of_a_run_that_is_not_settled_are_gone_on_with_there() {
    let mut stage = stage().await;
    stage.queue("later", "INV-400").await;
    stage.queue("not again", "INV-401").await;
    stage.fake.set(Weather::Down);
    stage.press("alt-3 s enter").await;
    stage.assert_shows("Run 1 stopped");
    stage.fake.set(Weather::Fine);
    let mut stage = stage.reopen().await;
    stage.queue("new", "INV-402").await;
    stage.queue("later", "INV-400").await;
    stage.press("alt-3 s").await;
    stage.assert_shows("1  ✓  will be created");
    stage.assert_shows("1  ·  in an earlier run that is not settled: will be resumed there");
    stage.assert_shows("INV-400  row 1 of run 1, queued there");
    stage.press("enter").await;
    stage.assert_shows("Run 2: 1 device created, none failed.");
    let keys = stage.fake.keys();
    assert!(
        keys.contains("INV-400") && keys.contains("INV-402"),
        "{keys:?}"
    );
    assert!(!keys.contains("INV-401"), "nobody has asked for it again");
    stage.press("g").await;
    stage.press("down").await;
    // Its devices, and of them created, failed, unknown.
    stage.assert_shows("   2    1    0    0 unsettled ");
    for said in [
        "2 devices: 1 created, 0 failed, 1 not",
        "│ sent",
        "finished; 1 row not settled; s",
    ] {
        stage.assert_shows(said);
    }
}

#[tokio::test]
async fn what_stops_the_earlier_run_leaves_the_new_one_waiting() {
    let mut stage = stage().await;
    stage.queue("later", "INV-400").await;
    stage.fake.set(Weather::Down);
    stage.press("alt-3 s enter").await;
    stage.queue("later", "INV-400").await;
    stage.queue("new", "INV-402").await;
    stage.press("alt-3 s enter").await;
    stage.assert_shows(
        "Run 1 stopped: the gateway cannot be reached: connection refused; run 2 is waiting",
    );
    stage.fake.set(Weather::Fine);
    assert!(!stage.fake.keys().contains("INV-402"));
}
