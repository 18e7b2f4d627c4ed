//! The journal taken away while the screens are open.

use std::fs;

use crate::stage;
use crate::support::fake::Weather;
use crate::support::stage::Stage;

fn take_away(stage: &Stage) {
    fs::remove_file(stage.path("enroll.sqlite")).unwrap();
}

#[tokio::test]
async fn what_a_reply_said_is_shown_when_no_journal_can_take_it() {
    let mut stage = stage().await;
    stage.queue("made", "INV-700").await;
    stage.fake.set(Weather::Slow);
    stage.program.press("s enter");
    let sent = |screens: &enroll::tui::app::Model| screens.shared.runs.counts().in_flight == 1;
    stage.program.until(sent).await;
    take_away(&stage);
    stage.fake.set(Weather::Fine);
    stage.program.until_idle().await;
    stage.assert_shows("1 ✓ created");
    stage.assert_shows("was interrupted: the gateway answered for 1 row,");
    assert_eq!(stage.fake.batches(), 1);
}

#[tokio::test]
async fn no_run_begins_and_nothing_is_called_queued_without_its_journal() {
    let mut stage = stage().await;
    stage.queue("first", "INV-710").await;
    take_away(&stage);
    stage.press("alt-1 enter").await;
    stage.fill("second", "INV-711").await;
    stage.press("ctrl-s").await;
    stage.assert_shows("was removed or moved away");
    stage.assert_hides("Queued.");
    stage.submit().await;
    stage.assert_shows("was removed or moved away");
    assert_eq!(stage.fake.batches(), 0);
}
