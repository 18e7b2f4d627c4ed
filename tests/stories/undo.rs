//! Deleting what a run created.

use crate::support::stage::Stage;

use crate::stage;

/// A run that created three devices, of which one is in use since.
async fn three_created() -> Stage {
    let mut stage = stage().await;
    stage.queue("one", "INV-200").await;
    stage.copies(2).await;
    stage.submit().await;
    stage.assert_shows("Run 1: 3 devices created, none failed.");
    stage.fake.activate("INV-201");
    stage
}

#[tokio::test]
async fn what_nobody_touched_is_deleted_after_its_number_is_typed() {
    let mut stage = three_created().await;
    stage.press("X").await;
    stage.assert_shows("2 devices on SANDBOX never used and unchanged");
    stage.assert_shows("1 device kept:");
    stage.assert_shows("INV-201: ");
    stage.type_text("3").await;
    stage.press("enter").await;
    stage.assert_shows("type 2 to delete 2 devices; Esc deletes nothing");
    assert_eq!(stage.fake.keys().len(), 4, "nothing is deleted yet");
    stage.press("backspace").await;
    stage.type_text("2").await;
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 devices deleted, ");
    stage.assert_shows("2 × deleted");
    let left = ["INV-001", "INV-201"].map(str::to_owned);
    assert_eq!(stage.fake.keys(), left.into());
    stage.press("X").await;
    stage.assert_shows("0 devices on SANDBOX never used and unchanged");
}

#[tokio::test]
async fn what_cannot_be_seen_can_be_read_on_a_small_screen_before_the_number_is_typed() {
    let mut stage = three_created().await;
    stage.program.resize(40, 12);
    stage.press("X").await;
    stage.assert_shows("Up/Down more Esc back");
    let mut read = String::new();
    for _ in 0..40 {
        read.push_str(&stage.program.screen());
        stage.press("down").await;
    }
    for words in [
        "never used",
        "1 device kept:",
        "INV-201",
        "There is a round trip between",
        "is still safe.",
        "for good",
    ] {
        assert!(read.contains(words), "{words} in {read}");
    }
    // It is not scrolled past its end.
    stage.press("up").await;
    stage.assert_hides("is still safe.");
    stage.type_text("2").await;
    stage.press("enter").await;
    assert_eq!(stage.fake.keys().len(), 2, "deleted all the same");
}

#[tokio::test]
async fn a_deletion_that_was_stopped_is_offered_again_and_goes_on() {
    let mut stage = three_created().await;
    stage.press("X").await;
    stage.type_text("2").await;
    stage.press("enter x").await;
    stage.assert_shows("Deleting stopped: you stopped it; X resumes deleting");
    stage.assert_shows("to be deleted");
    let mut stage = stage.reopen().await;
    stage
        .assert_shows("Deleting what run 1 created was interrupted: 2 devices left. X resumes it.");
    stage.press("4 n").await;
    stage.assert_hides("was interrupted");
    stage.program.resize(80, 24);
    stage.assert_shows("stopped: 2 devices still to be deleted; X resumes");
    stage.assert_shows(" X resume deleting ");
    stage.press("X").await;
    stage.assert_shows("2 devices on SANDBOX still to be deleted");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 devices deleted, ");
    stage.assert_hides("still to be deleted");
    stage.assert_hides("resume deleting");
    assert_eq!(stage.fake.keys().len(), 2);
}
