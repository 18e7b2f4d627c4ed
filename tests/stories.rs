//! The whole program with a gateway in memory: what its user does with keys, from start to end.

#[cfg(test)]
mod support;

#[cfg(test)]
mod tests {
    use crate::support::fake::Weather;
    use crate::support::stage::Stage;

    async fn stage() -> Stage {
        Stage::new(120, 30).await
    }

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
        stage.assert_shows("2 devices   2 ready");
        stage.press("s").await;
        stage.assert_shows("2 devices will be created on SANDBOX in 1 request.");
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
    async fn a_refused_key_is_corrected_at_its_field_and_only_that_row_goes_again() {
        let mut stage = stage().await;
        stage.queue("fine", "INV-200").await;
        stage.queue("taken", "INV-001").await;
        stage.press("s enter").await;
        stage.assert_shows("Run 1: 1 created, 1 failed, 0 unknown.");
        stage.assert_shows("the key belongs to");
        stage.assert_shows("give the row another key");
        stage.press("enter").await;
        assert!(stage.line_of_cursor().contains("Device key"));
        stage.assert_shows("EnOS: the key belongs to");
        stage.press("backspace").await;
        stage.type_text("9").await;
        stage.assert_hides("EnOS: the key belongs to");
        stage.press("ctrl-s").await;
        stage.assert_shows("Corrected; s goes on with run 1.");
        stage.press("s").await;
        stage.assert_shows("Go on with run 1");
        stage.assert_shows("1 device will be created on SANDBOX.");
        stage.press("enter").await;
        stage.assert_shows("Run 1: 2 devices created, none failed.");
        assert!(stage.fake.keys().contains("INV-009"));
        assert_eq!(stage.fake.batches(), 2);
    }

    #[tokio::test]
    async fn a_lost_reply_is_unknown_and_never_sent_again_by_itself() {
        let mut stage = stage().await;
        stage.fake.set(Weather::LostReply);
        stage.queue("perhaps", "INV-300").await;
        stage.press("s enter").await;
        stage.assert_shows("0 created, 0 failed, 1 unknown");
        stage.fake.set(Weather::Fine);
        let mut stage = stage.reopen().await;
        stage.press("4").await;
        stage.assert_shows("? unknown");
        stage.press("s").await;
        stage.assert_shows("submit the rest: no row of this run waits to be sent");
        for key in ["t", "enter"] {
            stage.press(key).await;
            stage.assert_shows("EnOS may have created it");
        }
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
        stage.assert_shows("Go on with run 1");
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
        stage.assert_shows("Run 1 stopped: you stopped it; s goes on");
        assert!(!stage.fake.keys().contains("INV-450"));
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
        stage.assert_shows("5 devices");
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
        stage.assert_shows("4 devices");

        stage.press("u").await;
        stage.assert_shows("undo: nothing to undo");
        stage.press("home x x").await;
        stage.press("u").await;
        stage.press("u").await;
        stage.press("U").await;
        let mut stage = stage.reopen().await;
        stage.press("3").await;
        stage.assert_shows("3 devices");
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
            ("4 x", "stop: nothing is being sent"),
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
        stage.assert_shows("to put right before this device can be sent");
        stage.press("alt-3").await;
        stage.assert_hides("no serial");
    }

    #[tokio::test]
    async fn leaving_while_a_run_is_under_way_waits_for_its_reply() {
        let mut stage = stage().await;
        stage.queue("slow", "INV-500").await;
        stage.fake.set(Weather::Slow);
        stage.program.press("s enter");
        let sent =
            |screens: &enroll::tui::app::Screens| screens.model.results.counts().in_flight == 1;
        stage.program.until(sent).await;
        stage.program.press("q");
        stage.assert_shows("Run 1 is still being sent");
        stage.program.press("esc q enter");
        assert_eq!(stage.program.exit_code(), None, "the reply is awaited");
        stage.fake.set(Weather::Fine);
        stage.program.settle().await;
        assert_eq!(stage.program.exit_code(), Some(0));
        let mut stage = stage.reopen().await;
        stage.press("4").await;
        stage.assert_shows("1 ✓ created");
        assert_eq!(stage.fake.batches(), 1);
    }

    #[tokio::test]
    async fn a_second_program_on_the_same_files_leaves_with_the_reason() {
        let stage = stage().await;
        let mut second = stage.second();
        second.settle().await;
        assert_eq!(second.exit_code(), Some(2));
        let (_, farewell) = second.app().model.leaving.clone().unwrap();
        let farewell = farewell.unwrap();
        assert!(farewell.contains("another enroll (process"), "{farewell}");
        assert_eq!(stage.program.exit_code(), None);
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
}
