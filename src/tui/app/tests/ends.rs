//! What is said as the program begins and ends: of runs that are not settled, and of what would be lost.

use super::*;
use crate::said::Said;
use crate::tui::contract::Overlay;
use crate::tui::shared::Halt;

#[test]
fn a_run_that_was_cut_short_or_stopped_is_shown_and_said() {
    for (end, said) in [
        (
            None,
            "Run 7 was interrupted: 0 unknown, 1 not sent. s resumes it.",
        ),
        (
            Some(End::Cancelled),
            "Run 7 was stopped: 0 unknown, 1 not sent. s resumes it.",
        ),
    ] {
        let mut record = run_of(RowState::Queued);
        record.summary.ended_at = end.as_ref().map(|_| Timestamp(1));
        record.summary.end = end;
        let mut model = Model::new(Theme::default(), Target::SANDBOX.into());
        reply(&mut model, Msg::Opened(Ok(Box::default())));
        let workspace = Workspace {
            run: Some(record),
            ..Workspace::default()
        };
        let read = Msg::Workspace("sandbox".to_owned(), Ok(Box::new(workspace)));
        reply(&mut model, read);
        assert_eq!(model.shared.screen, ScreenId::Results);
        assert_eq!(model.notice.unwrap().text, said);
    }
}

#[test]
fn of_a_settled_run_one_is_told_which_other_is_not() {
    let mut model = connected(vec![], Some(run_of(RowState::Created)));
    let mut other = run_of(RowState::Queued).summary;
    other.id = RunId(3);
    model.shared.runs.known = vec![other];
    press(&mut model, "4 s");
    let said = model.notice.unwrap().text;
    assert_eq!(said, "resume: this run is settled, but run 3 is not (g)");
}

#[test]
fn all_that_leaving_would_lose_is_asked_at_once() {
    let mut model = connected(vec![], None);
    press(&mut model, "5 a x esc");
    reply(
        &mut model,
        Msg::FormSaved(Err(say!("the disk is full", "磁盘已满"))),
    );
    press(&mut model, "q");
    let Some(Overlay::Ask(question)) = model.overlays.last() else {
        panic!("nothing is asked");
    };
    assert_eq!(question.title, "The form could not be saved");
    let lines: Vec<_> = question.lines.iter().map(Said::en).collect();
    assert!(lines.contains(&"A profile has not been saved"), "{lines:?}");
    assert!(lines.contains(&"It is called x."), "{lines:?}");
    press(&mut model, "enter");
    assert_eq!(model.leaving, Some((0, None)));
}

#[test]
fn a_signal_leaves_with_nothing_more_sent() {
    for mut model in [going_on(), connected(vec![], None)] {
        let hangup = Input::Signal(Signal::Hangup);
        let effects = update(&mut model, hangup, Timestamp(1_000));
        // Also where no run is known: one may be beginning.
        assert!(matches!(
            effects.as_slice(),
            [Effect::Control(Control::Cancel)]
        ));
        assert!(model.leaving.is_some());
    }
}

#[test]
fn the_question_before_leaving_goes_with_the_run_that_it_is_about() {
    let over = || Msg::RunOver(RunId(7), Ok(Halt::from(End::Finished)));
    let mut model = going_on();
    press(&mut model, "q");
    assert_eq!(model.overlays.len(), 1);
    reply(&mut model, over());
    assert!(model.overlays.is_empty(), "there is nothing to stop");
    assert_eq!(model.leaving, None, "nobody has said yes");

    let mut model = going_on();
    press(&mut model, "5 a x esc q");
    reply(&mut model, over());
    let Some(Overlay::Ask(question)) = model.overlays.last() else {
        panic!("the profile is still to be lost");
    };
    assert_eq!(question.title, "A profile has not been saved");
    assert_eq!(question.yes, "quit anyway");
}
