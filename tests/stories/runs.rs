//! Runs: planned, sent, paused, cut short, gone on with.

use crate::stage;
use crate::support::fake::{Fake, Weather};
use crate::support::stage::{NOW, Stage};
use enroll::domain::{Draft, Existing, RowIndex, Site, StringI18n, Terms, Timestamp};
use enroll::store::{NewRow, NewRun};
use enroll::tui::app::Model;

#[tokio::test]
async fn a_refused_key_is_corrected_at_its_field_and_only_that_row_goes_again() {
    let mut stage = stage().await;
    stage.queue("fine", "INV-200").await;
    stage.queue("taken", "INV-001").await;
    stage.submit().await;
    stage.assert_shows("Run 1: 1 created, 1 failed, 0 unknown.");
    stage.assert_shows("the key belongs to");
    stage.assert_shows("give the row another key");
    stage.program.resize(80, 24);
    stage.press("s").await;
    stage.assert_shows("resume: all rows are settled; Enter corrects a failed");
    stage.program.resize(120, 40);
    stage.press("enter").await;
    assert!(stage.line_of_cursor().contains("Device key"));
    stage.assert_shows("EnOS: the key belongs to");
    stage.press("backspace").await;
    stage.type_text("9").await;
    stage.assert_hides("EnOS: the key belongs to");
    stage.press("ctrl-s").await;
    stage.assert_shows("Corrected; s resumes run 1.");
    stage.press("s").await;
    stage.assert_shows("Resume run 1");
    stage.assert_shows("1  will be created");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 devices created, none failed.");
    assert!(stage.fake.keys().contains("INV-009"));
    assert_eq!(stage.fake.sent(), 2, "what exists is not sent");
}

#[tokio::test]
async fn a_lost_reply_is_settled_by_asking_and_nothing_is_sent_again() {
    let mut stage = stage().await;
    stage.fake.set(Weather::LostReply);
    stage.queue("perhaps", "INV-300").await;
    stage.submit().await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    assert_eq!(stage.fake.batches(), 1);
}

#[tokio::test]
async fn an_unreachable_gateway_stops_the_run_and_its_rows_go_later() {
    let mut stage = stage().await;
    stage.queue("later", "INV-400").await;
    stage.fake.set(Weather::Down);
    stage.press("s enter").await;
    stage.assert_shows("Run 1 stopped: the gateway cannot be reached: connection refused");
    stage.fake.set(Weather::Fine);
    let mut stage = stage.reopen().await;
    stage.press("4 s").await;
    stage.assert_shows("Resume run 1");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    assert!(stage.fake.keys().contains("INV-400"));
}

#[tokio::test]
async fn a_stop_right_after_the_start_is_heard() {
    let mut stage = stage().await;
    stage.queue("not yet", "INV-450").await;
    stage.fake.set(Weather::Down);
    stage.press("s enter").await;
    stage.fake.set(Weather::Fine);
    stage.press("s enter x").await;
    stage.assert_shows("Run 1 stopped: you stopped it; s resumes it");
    assert!(!stage.fake.keys().contains("INV-450"));
}

#[tokio::test]
async fn leaving_while_a_run_is_under_way_waits_for_its_reply() {
    let mut stage = stage().await;
    stage.queue("slow", "INV-500").await;
    stage.fake.set(Weather::Slow);
    stage.program.press("s enter");
    let sent = |screens: &enroll::tui::app::Model| screens.shared.runs.counts().in_flight == 1;
    stage.program.until(sent).await;
    stage.program.press("q");
    stage.assert_shows("Run 1 is still being sent");
    stage.program.press("esc q enter");
    assert_eq!(stage.program.exit_code(), None, "the reply is awaited");
    stage.fake.set(Weather::Fine);
    stage.program.until_idle().await;
    assert_eq!(stage.program.exit_code(), Some(0));
    let mut stage = stage.reopen().await;
    stage.press("4").await;
    stage.assert_shows("1 ✓ created");
    assert_eq!(stage.fake.batches(), 1);
}

#[tokio::test]
async fn results_are_written_once_and_never_over_a_file() {
    let mut stage = stage().await;
    stage.queue("one", "INV-600").await;
    stage.press("s enter").await;
    let path = stage.path("results.csv");
    for said in ["Written to ", "not written: "] {
        stage.press("E ctrl-u").await;
        stage.type_text(path.to_str().unwrap()).await;
        stage.press("enter").await;
        stage.assert_shows(said);
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(written.matches("INV-600").count(), 1, "{written}");
}

#[tokio::test]
async fn earlier_runs_are_listed_opened_and_gone_on_with() {
    let mut stage = stage().await;
    stage.press("4 g").await;
    stage.assert_shows("No run here yet.");
    stage.press("esc").await;
    stage.assert_shows("Nothing has been submitted here yet.");
    stage.queue("later", "INV-400").await;
    stage.fake.set(Weather::Down);
    stage.press("alt-3 s enter").await;
    stage.fake.set(Weather::Fine);
    stage.queue("taken", "INV-001").await;
    stage.queue("fine", "INV-402").await;
    stage.submit().await;
    stage.press("g").await;
    stage.assert_shows("4 Results › Runs");
    stage.assert_shows("Runs on SANDBOX");
    stage.assert_shows("2 devices: 1 created, 1 failed");
    stage.press("s").await;
    stage.assert_shows("resume: all rows of run 2 are settled");
    stage.press("down").await;
    stage.assert_shows("stopped");
    stage.assert_shows("not settled; s resumes it");
    stage.press("enter").await;
    stage.assert_shows("Run 1 · today 12:00");
    stage.assert_shows("INV-400");
    stage.press("g down up down s").await;
    stage.assert_shows("Resume run 1");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    assert!(stage.fake.keys().contains("INV-400"));
}

#[tokio::test]
async fn of_a_row_all_is_told_also_what_was_sent() {
    let mut stage = stage().await;
    stage.queue("taken", "INV-001").await;
    stage.submit().await;
    stage.program.resize(120, 40);
    for said in [
        "✗ failed  DeviceKey existed · deviceKey",
        "Do       Look at the existing device",
        "+05:30",
        "serial",
    ] {
        stage.assert_shows(said);
    }
    stage.program.resize(40, 12);
    stage.press("tab z").await;
    let mut read = String::new();
    for _ in 0..20 {
        read.push_str(&stage.program.screen());
        stage.press("down").await;
    }
    for said in ["which differs", "another key", "+05:30"] {
        assert!(read.contains(said), "{said} in {read}");
    }
}

#[tokio::test]
async fn a_run_under_way_shows_what_happens_or_its_rows() {
    let mut stage = stage().await;
    stage.queue("slow", "INV-500").await;
    stage.fake.set(Weather::Slow);
    stage.program.press("s enter");
    let sent = |screens: &Model| screens.shared.runs.counts().in_flight == 1;
    stage.program.until(sent).await;
    stage.assert_shows("under way  batch 1 (");
    stage.assert_shows("1 of 1 request under way");
    stage.program.press("enter");
    stage.assert_shows("Row 1 · INV-500");
    stage.program.press("f");
    stage.assert_hides("Row 1 · INV-500");
    stage.fake.set(Weather::Fine);
    stage.program.until_idle().await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    stage.assert_shows("Row 1 · INV-500");
}

/// What [`Stage::queue`] makes of this name and key.
fn inverter(name: &str, key: &str) -> Draft {
    let attributes = [("serial".to_owned(), "SN-1".into())];
    Draft {
        product_key: "2zp6A70r".to_owned(),
        device_name: StringI18n::plain(name),
        timezone: "+05:30".to_owned(),
        device_attributes: attributes.into_iter().collect(),
        device_key: Some(key.to_owned()),
        ..Draft::default()
    }
}

#[tokio::test]
async fn the_plan_tells_what_exists_and_its_user_what_becomes_of_it() {
    let fake = Fake::new();
    fake.exists(&inverter("twin", "INV-002"));
    let mut stage = Stage::on(fake).await;
    stage.queue("fine", "INV-200").await;
    stage.queue("taken", "INV-001").await;
    stage.queue("twin", "INV-002").await;
    stage.press("s").await;
    for said in [
        "1  ✓  will be created",
        "1  =  already there, same as the row: will fail",
        "1  ✗  already there, but different: will fail",
        "2 of 10,000 used, 1 wanted",
        "2  INV-001  name ",
        "somebody's ",
        "create 1 on SANDBOX",
        "3  INV-002  exists, identical",
    ] {
        stage.assert_shows(said);
    }
    stage.press("e").await;
    stage.assert_shows("but different: will be skipped");
    stage.press("e").await;
    stage.assert_shows("same as the row: will count as created");
    stage.press("esc s").await;
    stage.assert_shows("will count as created");
    assert_eq!(stage.fake.batches(), 0, "nothing is sent before the answer");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 created, 1 failed, 0 unknown.");
    stage.assert_shows("adopted, as you said");
    assert_eq!(stage.fake.sent(), 1, "what exists is not sent");
}

#[tokio::test]
async fn the_plan_is_not_waited_for_and_says_what_it_could_not_check() {
    let mut stage = stage().await;
    stage.queue("taken", "INV-001").await;
    stage.program.press("s");
    stage.assert_shows("Looking up 1 device in EnOS");
    stage.program.press("enter");
    stage.program.until_idle().await;
    stage.assert_shows("Run 1: 0 created, 1 failed, 0 unknown.");

    stage.queue("offline", "INV-201").await;
    stage.fake.set(Weather::Down);
    stage.press("s").await;
    stage.assert_shows("1  ?  not checked: will be sent without a look-up");
    stage.assert_shows("not checked whether 1 device");
    stage.press("esc").await;
    stage.assert_shows("INV-201");
}

/// Submits on a gateway that keeps its replies, and waits until a batch is under way.
async fn under_way(stage: &mut Stage) {
    stage.fake.set(Weather::Slow);
    stage.press("s").await;
    stage.program.press("enter");
    let sent = |screens: &Model| screens.shared.runs.counts().in_flight > 0;
    stage.program.until(sent).await;
}

fn stands_still(screens: &Model) -> bool {
    let running = screens.shared.runs.running.as_ref();
    running.is_some_and(|running| !running.moves())
}

#[tokio::test]
async fn a_paused_run_stands_still_until_it_is_let_go_on() {
    let fake = Fake::new();
    fake.batches_of(1);
    let mut stage = Stage::on(fake).await;
    stage.queue("one", "INV-200").await;
    stage.copies(4).await;
    under_way(&mut stage).await;
    stage.program.press("p");
    stage.assert_shows("Pausing");
    stage.fake.set(Weather::Fine);
    stage.program.until(stands_still).await;
    stage.assert_shows("PAUSED (p resumes, x stops): nothing is sent");
    stage.assert_shows("4 Results paused");
    let frames = stage.program.frames();
    stage.program.advance(60_000);
    assert_eq!(stage.program.frames(), frames, "nothing moves");
    assert!(stage.fake.batches() < 5);
    stage.program.press("p");
    stage.program.until_idle().await;
    stage.assert_shows("Run 1: 5 devices created, none failed.");
    assert_eq!(stage.fake.batches(), 5);
}

#[tokio::test]
async fn too_many_failures_pause_a_run_loudly() {
    let fake = Fake::new();
    fake.batches_of(10);
    let mut stage = Stage::on(fake).await;
    stage.queue("one", "INV-200").await;
    stage.copies(99).await;
    stage.fake.set(Weather::Refusing);
    stage.press("s").await;
    stage.program.press("enter");
    stage.program.until(stands_still).await;
    stage.assert_shows("AUTO-PAUSED (p resumes, x stops)");
    stage.program.press("x");
    stage.program.until_idle().await;
    stage.assert_shows("Run 1 stopped: you stopped it; s resumes it");
    stage.assert_shows("· queued");
}

/// A journal in which a run of two rows was cut short: the first had been sent, the second not.
async fn cut_short(fake: Fake) -> Stage {
    let rows = ["INV-700", "INV-701"].map(|key| NewRow {
        draft: inverter(key, key),
        automatic: false,
    });
    let run = NewRun {
        site: Site {
            gateway: String::new(),
            org_id: String::new(),
            scope: "sandbox".to_owned(),
        },
        terms: Terms {
            require_secret: false,
            existing: Existing::Fail,
        },
        started_at: Timestamp(NOW),
    };
    Stage::after(fake, |store| {
        let run = store.run_begin(&run, rows.to_vec(), &[]).unwrap();
        store
            .batch_sent(run, &[RowIndex(0)], Timestamp(NOW))
            .unwrap();
    })
    .await
}

#[tokio::test]
async fn a_run_that_was_cut_short_is_offered_and_goes_on() {
    let fake = Fake::new();
    let mut stage = cut_short(fake).await;
    stage.assert_shows("Run 1 was interrupted: 1 unknown, 1 not sent. s resumes it.");
    stage.press("s").await;
    stage.assert_shows("1  will be created");
    stage.assert_shows("1  unknown: will be looked up once more, and created if not there");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 devices created, none failed.");
    assert!(stage.fake.keys().contains("INV-700"));
}
