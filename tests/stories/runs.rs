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
    stage.assert_shows(
        "resume: all rows are settled; Enter corrects a failed row, t queues it again",
    );
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
        "1  will be created",
        "1  already there, same as the row: will fail",
        "1  already there, but different: will fail",
        "2 of 10,000 used, 1 wanted",
        "2  INV-001  differs: deviceName.defaultValue \"somebody's\", here \"taken\"",
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
    stage.assert_shows("1  not checked: will be sent without a look-up");
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

/// A row without a key whose reply is lost.
async fn keyless() -> Stage {
    let fake = Fake::new();
    fake.make_keys();
    let mut stage = Stage::on(fake).await;
    stage.queue("perhaps", "").await;
    stage.fake.set(Weather::LostReply);
    stage.press("s").await;
    stage.assert_shows("EnOS generates the key of 1 device");
    stage.press("enter").await;
    stage.fake.set(Weather::Fine);
    stage.assert_shows("1 unknown. Enter lets you settle an unknown one.");
    stage.assert_shows("(set by EnOS)");
    stage.assert_shows("Enter shows which devices it may be");
    stage.assert_hides("by their keys");
    for (key, said) in [
        (
            "s",
            "resume: press Enter to say what happened to the rows sent without a key",
        ),
        ("t", "Enter shows which devices it may be"),
    ] {
        stage.press(key).await;
        stage.assert_shows(said);
    }
    stage.press("enter").await;
    stage
}

#[tokio::test]
async fn a_row_without_a_key_is_settled_by_eye() {
    let mut stage = keyless().await;
    stage.assert_shows("Which of these is perhaps, row 1?");
    stage.assert_shows("made000002");
    stage.assert_shows("after it was sent");
    stage.press("enter").await;
    stage.assert_shows("Row 1 is made000002: created.");
    stage.assert_shows("1 ✓ created");
    assert_eq!(stage.fake.batches(), 1);
}

#[tokio::test]
async fn a_row_without_a_key_goes_again_only_on_a_persons_word() {
    let mut stage = keyless().await;
    stage.press("down enter").await;
    stage.assert_shows("If EnOS did create the device after all, there will be two.");
    stage.press("esc").await;
    assert!(!stage.program.screen().contains("queued"));
    stage.press("enter").await;
    stage.press("down enter").await;
    stage.press("enter").await;
    stage.assert_shows("Row 1 is queued; s sends it.");
    assert_eq!(stage.fake.batches(), 1);
    stage.press("s enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    assert_eq!(stage.fake.batches(), 2);
}

/// A row whose reply is lost on a gateway that does not say when devices were made.
async fn disputed() -> Stage {
    let fake = Fake::new();
    fake.forget_times();
    let mut stage = Stage::on(fake).await;
    stage.queue("perhaps", "INV-700").await;
    stage.fake.set(Weather::LostReply);
    stage.press("s enter").await;
    stage.fake.set(Weather::Fine);
    stage.assert_shows("1 unknown. s asks EnOS again.");
    stage.assert_shows("EnOS has a device with its key: Enter shows it, and you say whose it is.");
    stage.press("enter").await;
    stage.assert_shows("Is this perhaps, row 1?");
    stage.assert_shows("EnOS does not say when it was created");
    stage
}

#[tokio::test]
async fn a_device_of_the_rows_key_is_taken_when_a_person_says_so() {
    let mut stage = disputed().await;
    stage.press("enter").await;
    stage.assert_shows("Row 1 is INV-700: created.");
    stage.assert_shows("1 ✓ created");
    assert_eq!(stage.fake.batches(), 1);
}

#[tokio::test]
async fn a_device_of_the_rows_key_that_is_somebody_elses_fails_the_row() {
    let mut stage = disputed().await;
    stage.press("down enter").await;
    stage.assert_shows("Row 1 failed: its key is somebody else's.");
    stage.press("enter").await;
    stage.assert_shows("INV-700");
    assert_eq!(stage.fake.batches(), 1);
}
