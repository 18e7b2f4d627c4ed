//! Rows that a person settles.

use crate::support::fake::{Fake, Weather};
use crate::support::stage::Stage;

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
    stage.assert_shows("It was sent without a key: Enter");
    stage.assert_hides("by their keys");
    for (key, said) in [
        (
            "s",
            "resume: press Enter to say what happened to the rows sent without a key",
        ),
        ("t", "It was sent without a key: Enter"),
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
    stage.assert_shows("EnOS has a device with its key: Enter");
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
