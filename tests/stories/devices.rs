//! Filling, queueing, correcting and keeping devices.

use crate::stage;

#[tokio::test]
async fn two_devices_from_nothing_with_keys_only() {
    let mut stage = stage().await;
    stage.press("enter").await;
    stage.fill("逆变器 一", "INV-100").await;
    stage.press("ctrl-d").await;
    stage.assert_shows("INV-101");
    stage.go_to("serial");
    stage.assert_shows("SN-2");
    stage.press("ctrl-s").await;
    stage.assert_shows("3 Queue 2 ›");
    stage.press("s").await;
    stage.assert_shows("2  ✓  will be created");
    assert_eq!(stage.fake.batches(), 0, "nothing is sent before the answer");
    stage.press("enter").await;
    stage.assert_shows("Run 1: 2 devices created, none failed.");
    stage.assert_shows("A0000002");
    assert!(
        stage
            .fake
            .keys()
            .is_superset(&["INV-100".to_owned(), "INV-101".to_owned()].into())
    );
    stage.press("3").await;
    stage.assert_hides("INV-100");
}

#[tokio::test]
async fn every_change_of_the_queue_survives_a_reopen() {
    let mut stage = stage().await;
    stage.queue("first", "INV-001").await;
    stage.press("d").await;
    stage.press("D").await;
    stage.type_text("3").await;
    stage.press("enter").await;
    let mut stage = stage.reopen().await;
    stage.press("3").await;
    stage.assert_shows("3 Queue 5 ›");
    stage.assert_shows("INV-005");

    stage.press("home e").await;
    stage.go_to("Name");
    stage.type_text(" edited").await;
    stage.press("ctrl-s").await;
    stage.press("end x").await;
    let mut stage = stage.reopen().await;
    stage.press("3").await;
    stage.assert_shows("first edited");
    stage.assert_hides("INV-005");
    stage.assert_shows("3 Queue 4 ›");

    stage.press("u").await;
    stage.assert_shows("undo: nothing to undo");
    stage.press("home x x").await;
    stage.press("u").await;
    stage.press("u").await;
    stage.press("U").await;
    let mut stage = stage.reopen().await;
    stage.press("3").await;
    stage.assert_shows("3 Queue 3 ›");
    stage.assert_hides("first edited");
    stage.assert_shows("INV-002");
}

#[tokio::test]
async fn a_half_typed_form_survives_a_reopen_with_its_place() {
    let mut stage = stage().await;
    stage.press("enter").await;
    stage.type_text("half").await;
    stage.go_to("serial");
    stage.type_text("SN-").await;
    let before = stage.program.cursor();
    let mut stage = stage.reopen().await;
    stage.assert_shows("half");
    assert!(
        stage.line_of_cursor().contains("serial"),
        "{}",
        stage.line_of_cursor()
    );
    assert_eq!(stage.program.cursor(), before);
    stage.type_text("7").await;
    stage.assert_shows("SN-7");
}

#[tokio::test]
async fn a_key_that_does_nothing_now_says_why() {
    let mut stage = stage().await;
    for (keys, reason) in [
        ("3 s", "submit: the queue is empty; a adds a device"),
        ("u", "undo: nothing to undo"),
        ("4 x", "stop: nothing is under way"),
        ("E", "export: there is no run yet"),
        ("5 e", "edit: the sandbox is built in; a adds a profile"),
        (
            "2 ctrl-s",
            "save: there is no device on the form; choose a product first (1)",
        ),
    ] {
        stage.press(keys).await;
        stage.assert_shows(reason);
    }
}

#[tokio::test]
async fn a_device_that_is_not_right_is_not_queued() {
    let mut stage = stage().await;
    stage.press("enter").await;
    stage.type_text("no serial").await;
    stage.press("ctrl-s").await;
    stage.assert_shows("before it can be sent");
    stage.press("alt-3").await;
    stage.assert_shows("The queue is empty.");
    stage.assert_shows("go on with no serial, which is half typed");
}

#[tokio::test]
async fn a_second_program_on_the_same_files_leaves_with_the_reason() {
    let stage = stage().await;
    let mut second = stage.second();
    second.until_idle().await;
    assert_eq!(second.exit_code(), Some(2));
    let (_, farewell) = second.app().leaving.clone().unwrap();
    let farewell = farewell.unwrap();
    assert!(
        farewell.en().contains("another enroll (process"),
        "{farewell:?}"
    );
    assert_eq!(stage.program.exit_code(), None);
}
