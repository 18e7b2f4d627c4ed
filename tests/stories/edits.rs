//! A row that is opened in the form: looked at, changed, and gone on without it.

use enroll::tui::app::Model;

use crate::stage;
use crate::support::fake::Weather;
use crate::support::stage::Stage;

const LEFT: &str = "its row is no longer in the queue";

/// Adds a letter to the name of the selected row and leaves the form without saving.
async fn change_and_leave(stage: &mut Stage) {
    stage.press("enter").await;
    stage.go_to("Name");
    stage.type_text("x").await;
    stage.press("esc").await;
}

#[tokio::test]
async fn a_look_at_a_queued_row_makes_no_second_device() {
    let mut stage = stage().await;
    stage.queue("only one", "").await;
    stage.press("enter").await;
    stage.assert_shows("Queue row 1, being edited");
    stage.press("esc").await;
    stage.assert_shows("Nothing was changed.");
    stage.submit().await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    stage.press("2").await;
    stage.assert_shows("The form is empty.");
    stage.press("ctrl-s").await;
    stage.press("alt-3").await;
    stage.press("s").await;
    stage.press("enter").await;
    stage.assert_shows("The queue is empty.");
    assert_eq!(stage.fake.sent(), 1);
}

#[tokio::test]
async fn a_look_leaves_no_edit_behind_whichever_way_it_is_left() {
    for way in ["esc", "alt-1", "alt-3", "alt-4", "alt-5"] {
        let mut stage = stage().await;
        stage.queue("looked at", "INV-200").await;
        stage.press("enter").await;
        stage.press(way).await;
        stage.press("2").await;
        stage.assert_shows("The form is empty.");
    }
    // The program is ended while the row is on the form.
    let mut stage = stage().await;
    stage.queue("looked at", "INV-200").await;
    stage.press("enter").await;
    let mut stage = stage.reopen().await;
    stage.press("2").await;
    stage.assert_shows("The form is empty.");
}

#[tokio::test]
async fn a_new_device_that_is_half_typed_outlives_a_look_and_a_restart() {
    let mut stage = stage().await;
    stage.queue("looked at", "INV-200").await;
    stage.press("alt-1 enter").await;
    stage.type_text("half").await;
    stage.press("alt-3 enter").await;
    let mut stage = stage.reopen().await;
    stage.assert_shows("half");
    stage.press("alt-3").await;
    stage.assert_shows("1 half-typed, not queued (2)");
    stage.press("enter").await;
    stage.press("esc").await;
    stage.press("2").await;
    stage.assert_shows("half");

    change_and_leave_first(&mut stage).await;
    let mut stage = stage.reopen().await;
    stage.assert_shows("looked atx");
    stage.press("ctrl-s").await;
    stage.assert_shows("looked atx");
    stage.press("2").await;
    stage.assert_shows("half");
}

async fn change_and_leave_first(stage: &mut Stage) {
    stage.press("alt-3 home").await;
    change_and_leave(stage).await;
}

#[tokio::test]
async fn half_typed_is_said_by_the_plan_and_does_not_hold_it_up() {
    let mut stage = stage().await;
    stage.queue("whole", "INV-200").await;
    stage.press("alt-1 enter").await;
    stage.type_text("half").await;
    stage.press("alt-3 s").await;
    stage.assert_shows("A new device (half) is half typed on the form and not in the queue");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    stage.press("2").await;
    stage.assert_shows("half");
}

#[tokio::test]
async fn a_changed_row_is_shown_as_such_and_submitting_asks() {
    let mut stage = stage().await;
    stage.queue("first", "INV-200").await;
    stage.queue("second", "INV-201").await;
    change_and_leave(&mut stage).await;
    stage.assert_shows("✎ changed on the form, not saved (2)");
    stage.assert_shows("row 2 changed, not saved (2)");
    stage.press("s").await;
    stage.assert_shows("Row 2 is open on the form with unsaved changes");
    stage.press("enter").await;
    stage.assert_shows("Row 2 has unsaved changes");
    assert_eq!(stage.fake.batches(), 0, "it asks first");
    stage.press("esc").await;
    assert_eq!(stage.fake.batches(), 0);
    stage.press("2").await;
    stage.assert_shows("secondx");
    stage.press("ctrl-s").await;
    stage.assert_hides("not saved");
    stage.submit().await;
    stage.assert_shows("Run 1: 2 devices created, none failed.");
    stage.assert_shows("secondx");
}

#[tokio::test]
async fn the_form_of_a_row_that_was_submitted_says_so_and_makes_a_device_only_on_a_word() {
    let mut stage = stage().await;
    stage.queue("saved", "").await;
    change_and_leave(&mut stage).await;
    stage.submit().await;
    stage.press("enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    // Also after a restart, when a new row could come to stand where the old one stood.
    let mut stage = stage.reopen().await;
    stage.assert_shows(LEFT);
    stage.press("ctrl-s").await;
    stage.assert_shows("This would be another device");
    stage.press("esc").await;
    stage.press("alt-3").await;
    stage.assert_shows("The queue is empty.");
    stage.press("2").await;
    stage.assert_shows(LEFT);
    stage.press("ctrl-s").await;
    stage.press("enter").await;
    stage.assert_shows("3 Queue 1 ›");
    stage.assert_shows("savedx");
    assert_eq!(stage.fake.sent(), 1);
}

#[tokio::test]
async fn a_form_does_not_take_the_place_of_a_row_that_came_after_its_own() {
    let mut stage = stage().await;
    stage.queue("old", "INV-200").await;
    change_and_leave(&mut stage).await;
    stage.press("x").await;
    let mut stage = stage.reopen().await;
    stage.assert_shows(LEFT);
    stage.press("alt-1 enter").await;
    stage.assert_shows("An edit is still open");
    stage.press("enter").await;
    stage.fill("new", "INV-201").await;
    stage.press("ctrl-s").await;
    stage.press("2 f8").await;
    stage.assert_shows(LEFT);
    stage.press("ctrl-s").await;
    stage.press("enter").await;
    stage.assert_shows("3 Queue 2 ›");
    stage.assert_shows("INV-201");
    stage.assert_shows("oldx");
}

#[tokio::test]
async fn removed_undone_and_brought_back_the_form_follows_its_row() {
    let mut stage = stage().await;
    stage.queue("kept", "INV-200").await;
    stage.queue("row", "INV-201").await;
    change_and_leave(&mut stage).await;
    stage.press("x").await;
    stage.press("2").await;
    stage.assert_shows(LEFT);
    stage.press("alt-3 u").await;
    stage.press("2").await;
    stage.assert_shows("Queue row 2, being edited");
    // The addition of the row itself is undone.
    stage.press("alt-3 u").await;
    stage.press("2").await;
    stage.assert_shows(LEFT);
    stage.press("ctrl-s").await;
    stage.assert_shows("This would be another device");
    stage.press("esc alt-3 U").await;
    stage.press("2 ctrl-s").await;
    stage.assert_shows("3 Queue 2 ›");
    stage.assert_shows("rowx");
}

#[tokio::test]
async fn a_form_over_a_row_that_was_changed_meanwhile_asks() {
    let mut stage = stage().await;
    stage.queue("one", "INV-200").await;
    stage.press("enter").await;
    stage.go_to("Name");
    stage.type_text("two").await;
    stage.press("ctrl-s").await;
    change_and_leave(&mut stage).await;
    stage.press("u").await;
    stage.press("2 ctrl-s").await;
    stage.assert_shows("The row has changed in the meantime");
    stage.press("enter").await;
    stage.assert_shows("onetwox");
    stage.assert_shows("3 Queue 1 ›");
}

#[tokio::test]
async fn an_edit_is_not_left_for_another_row_without_a_word() {
    let mut stage = stage().await;
    stage.queue("first", "INV-200").await;
    stage.queue("second", "INV-201").await;
    change_and_leave(&mut stage).await;
    stage.press("enter").await;
    stage.assert_shows("secondx");
    stage.press("esc home enter").await;
    stage.assert_shows("An edit is still open");
    stage.press("esc 2").await;
    stage.assert_shows("secondx");
    stage.press("esc home enter").await;
    stage.press("enter").await;
    stage.assert_shows("Queue row 1, being edited");
    stage.press("f8").await;
    stage.assert_shows("secondx");
}

#[tokio::test]
async fn a_look_at_a_failed_row_makes_no_second_device() {
    let mut stage = stage().await;
    stage.queue("later", "").await;
    stage.fake.set(Weather::Refusing);
    stage.submit().await;
    stage.assert_shows("1 failed");
    stage.fake.set(Weather::Fine);
    stage.press("enter").await;
    stage.assert_shows("Row 1 of run 1, to correct");
    stage.press("esc t").await;
    stage.press("s enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    stage.press("2").await;
    stage.assert_shows("The form is empty.");
}

#[tokio::test]
async fn a_correction_whose_row_was_created_meanwhile_is_another_device_only_on_a_word() {
    let mut stage = stage().await;
    stage.queue("later", "").await;
    stage.fake.set(Weather::Refusing);
    stage.submit().await;
    stage.fake.set(Weather::Fine);
    change_and_leave(&mut stage).await;
    stage.assert_shows("! changed, not saved");
    stage.press("t").await;
    stage.assert_shows("Row 1 is being corrected");
    stage.press("enter").await;
    stage.press("s").await;
    stage.assert_shows("Row 1 is open on the form with an unsaved change: the run resumes without");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 1 device created, none failed.");
    let sent = stage.fake.sent();
    let mut stage = stage.reopen().await;
    stage.press("2").await;
    stage.assert_shows("row 1 of run 1 is now created");
    stage.press("ctrl-s").await;
    stage.assert_shows("This would be another device");
    stage.press("esc alt-3").await;
    stage.assert_shows("The queue is empty.");
    stage.press("2 ctrl-s").await;
    stage.press("enter").await;
    stage.assert_shows("3 Queue 1 ›");
    assert_eq!(stage.fake.sent(), sent);
}

#[tokio::test]
async fn a_correction_is_saved_whatever_screen_is_in_view_by_then() {
    let mut stage = stage().await;
    stage.queue("taken", "INV-001").await;
    stage.submit().await;
    stage.press("enter").await;
    stage.press("backspace").await;
    stage.type_text("9").await;
    stage.program.press("ctrl-s alt-3");
    stage.program.until_idle().await;
    stage.assert_shows("Corrected; s resumes run 1.");
    stage.assert_shows("The queue is empty.");
    let saved = |screens: &Model| !screens.screens.device.open();
    assert!(saved(stage.program.app()));
}

#[tokio::test]
async fn a_program_ended_while_it_saves_leaves_the_device_in_one_place_only() {
    let mut stage = stage().await;
    stage.press("alt-1 enter").await;
    stage.fill("once", "").await;
    // It has not heard yet that the journal has it.
    stage.program.press("ctrl-s");
    let mut stage = stage.reopen().await;
    stage.press("2").await;
    stage.assert_shows("The form is empty.");
    stage.press("alt-3").await;
    stage.assert_shows("3 Queue 1 ›");

    stage.press("enter").await;
    stage.go_to("Name");
    stage.type_text("x").await;
    // It has not heard yet that the journal has it.
    stage.program.press("ctrl-s");
    let mut stage = stage.reopen().await;
    stage.press("2").await;
    stage.assert_shows("The form is empty.");
    stage.press("alt-3").await;
    stage.assert_shows("oncex");
}
