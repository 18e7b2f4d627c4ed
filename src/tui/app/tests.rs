//! Inputs in, effects out: what a key or a reply makes the program ask of the world.

use super::*;
use crate::connect::Target;
use crate::domain::{
    Cause, Counts, Draft, End, Existing, QueueId, RowIndex, RowState, RunId, RunRow, Site,
    StringI18n, Terms, ThingModel, Timestamp,
};
use crate::enos::ProductList;
use crate::provision::run::{Control, Paused, Progress};
use crate::said::say;
use crate::store::{Fetched, QueueRow, RunRecord, RunSummary};
use crate::submit::Event;
use crate::tui::runtime::{Input, Signal, keys};
use crate::tui::shared::{About, GatewayReply, NoProducts, Reach, ScreenId, Workspace};
use crate::tui::theme::Theme;

mod ends;
mod lists;
mod visits;

fn connected(queue: Vec<QueueRow>, run: Option<RunRecord>) -> Model {
    let mut model = Model::new(Theme::default(), Target::SANDBOX.into());
    reply(&mut model, Msg::Opened(Ok(Box::default())));
    let workspace = Workspace {
        queue,
        run,
        ..Workspace::default()
    };
    let read = Msg::Workspace("sandbox".to_owned(), Ok(Box::new(workspace)));
    reply(&mut model, read);
    let about = About {
        label: "SANDBOX".to_owned(),
        site: Site {
            scope: "sandbox".to_owned(),
            ..Site::default()
        },
        ..About::default()
    };
    reply(&mut model, Msg::Connected(0, Ok(about)));
    reply(
        &mut model,
        Msg::Gateway(0, GatewayReply::Products(Ok(ProductList::default()))),
    );
    model
}

#[test]
fn what_others_can_read_is_said_where_notices_stand() {
    let mut model = connected(vec![], None);
    let warned = About {
        warnings: vec![say!("other users can read it", "其他用户可读取")],
        ..model.shared.about().unwrap().clone()
    };
    assert_eq!(model.notice, None);
    let generation = model.shared.generation;
    reply(&mut model, Msg::Connected(generation, Ok(warned)));
    let notice = model.notice.unwrap();
    assert_eq!(
        (notice.text.en(), notice.bad),
        ("other users can read it", true)
    );
}

fn reply(model: &mut Model, msg: Msg) -> Vec<Effect> {
    update(model, Input::Reply(msg), Timestamp(1_000))
}

/// What the keys have done, apart from reading what the selected row says.
fn press(model: &mut Model, script: &str) -> Vec<Effect> {
    let keys = keys::script(script).unwrap();
    keys.into_iter()
        .flat_map(|key| update(model, Input::Key(key), Timestamp(1_000)))
        .filter(|effect| !matches!(effect, Effect::LoadSent(..)))
        .collect()
}

fn waiting(id: i64) -> QueueRow {
    QueueRow {
        id: QueueId(id),
        draft: Draft {
            product_key: "P".to_owned(),
            device_name: StringI18n::plain(format!("D {id}")),
            device_key: Some(format!("KEY-{id}")),
            timezone: "+08:00".to_owned(),
            ..Draft::default()
        }
        .into(),
    }
}

fn run_of(state: RowState) -> RunRecord {
    let mut counts = Counts::default();
    *counts.of(state) += 1;
    RunRecord {
        summary: RunSummary {
            id: RunId(7),
            site: Site {
                scope: "sandbox".to_owned(),
                ..Site::default()
            },
            terms: Terms {
                require_secret: false,
                existing: Existing::Fail,
            },
            ended_at: Some(Timestamp(1)),
            counts,
            ..RunSummary::default()
        },
        rows: vec![RunRow {
            index: RowIndex(0),
            state,
            product_key: "P".to_owned(),
            device_key: Some("KEY-1".to_owned()),
            name: "D 1".to_owned(),
            attempts: 1,
            ..RunRow::default()
        }],
    }
}

#[test]
fn one_submit_for_all_ready_rows_and_only_after_the_plan() {
    let mut model = connected((1..=40).map(waiting).collect(), None);
    let effects = press(&mut model, "3 s");
    assert!(matches!(effects.as_slice(), [Effect::Plan { rows, .. }] if rows.len() == 40));
    let effects = press(&mut model, "enter");
    let [Effect::Submit(submission)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(submission.rows.len(), 40);
    assert!(model.overlays.is_empty());
}

#[test]
fn what_may_exist_already_is_never_sent_again_without_asking() {
    for state in [RowState::Unknown, RowState::Created, RowState::InFlight] {
        let mut model = connected(Vec::new(), Some(run_of(state)));
        for keys in ["4 t", "enter"] {
            let effects = press(&mut model, keys);
            assert!(effects.is_empty(), "{state:?} {keys}: {effects:?}");
            assert!(model.overlays.is_empty());
            assert!(model.notice.as_ref().unwrap().bad, "the reason is said");
        }
        let effects = press(&mut model, "s enter");
        let goes_on = |effect: &Effect| matches!(effect, Effect::GoOn(RunId(7)));
        let asks = effects.iter().any(goes_on);
        assert_eq!(asks, state == RowState::Unknown, "{state:?}: {effects:?}");
    }
}

/// A run of one unknown row that goes on, as the journal and the gateway would tell it.
fn going_on() -> Model {
    let mut model = connected(Vec::new(), Some(run_of(RowState::Unknown)));
    press(&mut model, "4 s enter");
    model
}

fn turned(paused: Option<Paused>) -> Msg {
    let progress = Progress {
        paused,
        ..Progress::default()
    };
    Msg::Progress(RunId(7), Event::Turned { progress })
}

#[test]
fn pause_resume_and_stop_are_wishes_for_what_is_under_way() {
    let mut model = going_on();
    let controls = |model: &mut Model, keys: &str| match press(model, keys).as_slice() {
        [Effect::Control(control)] => Some(*control),
        _ => None,
    };
    assert_eq!(controls(&mut model, "p"), Some(Control::Pause));
    reply(&mut model, turned(Some(Paused::Asked)));
    assert_eq!(controls(&mut model, "p"), Some(Control::Go));
    reply(&mut model, turned(None));
    assert_eq!(controls(&mut model, "x"), Some(Control::Cancel));
    for keys in ["x", "p"] {
        assert_eq!(controls(&mut model, keys), None);
        let said = model.notice.take().unwrap().text;
        assert!(said.en().contains("it is already stopping"), "{said:?}");
    }
    reply(&mut model, Msg::RunOver(RunId(7), Ok(End::Finished.into())));
    assert_eq!(controls(&mut model, "p"), None);
}

#[test]
fn where_nothing_can_be_shown_only_leaving_works() {
    let mut model = going_on();
    let resize = |model: &mut Model, columns, rows| {
        update(model, Input::Resize(columns, rows), Timestamp(1_000));
    };
    for (columns, rows) in [(39, 12), (40, 11)] {
        resize(&mut model, columns, rows);
        model.say(say!("unread", "未读"));
        assert!(press(&mut model, "p x s U t enter y 1 ctrl-s ?").is_empty());
        assert!(update(&mut model, Input::Paste("q".to_owned()), Timestamp(1_000)).is_empty());
        assert!(model.overlays.is_empty() && model.notice.is_some());
        assert_eq!(model.shared.screen, ScreenId::Results);
    }
    assert!(press(&mut model, "q x p esc").is_empty());
    assert!(model.overlays.is_empty() && model.leaving.is_none());
    let effects = press(&mut model, "ctrl-c enter");
    assert!(matches!(
        effects.as_slice(),
        [Effect::Control(Control::Cancel)]
    ));
    reply(&mut model, Msg::RunOver(RunId(7), Ok(End::Finished.into())));
    assert_eq!(model.leaving, Some((0, None)));
}

#[test]
fn a_question_that_cannot_be_seen_is_not_answered() {
    let mut model = connected((1..=2).map(waiting).collect(), None);
    press(&mut model, "3 s");
    update(&mut model, Input::Resize(39, 11), Timestamp(1_000));
    assert!(press(&mut model, "enter y esc").is_empty());
    assert_eq!(model.shared.screen, ScreenId::Plan);
    update(&mut model, Input::Resize(80, 24), Timestamp(1_000));
    let effects = press(&mut model, "enter");
    assert!(matches!(effects.as_slice(), [Effect::Submit(_)]));
}

#[test]
fn a_pause_that_nobody_asked_for_is_said_once_wherever_one_is() {
    let mut model = going_on();
    press(&mut model, "1");
    let paused = Paused::Because(Cause::TooManyFailed {
        failed: 30,
        answered: 40,
    });
    reply(&mut model, turned(Some(paused.clone())));
    let said = model.notice.take().unwrap();
    assert!(said.bad && said.text.en().contains("30 of 40"), "{said:?}");
    reply(&mut model, turned(Some(paused)));
    assert_eq!(model.notice, None);
}

#[test]
fn nothing_animates_without_a_run_that_moves() {
    let mut screens = going_on();
    let animating = |screens: &Model| runtime::App::animating(screens);
    assert!(animating(&screens));
    reply(&mut screens, turned(Some(Paused::Asked)));
    assert!(!animating(&screens));
    reply(&mut screens, turned(None));
    assert!(animating(&screens));
    reply(
        &mut screens,
        Msg::RunOver(RunId(7), Ok(End::Finished.into())),
    );
    assert!(!animating(&screens));
}

#[test]
fn a_key_made_by_the_program_is_made_anew_for_a_corrected_row() {
    let mut record = run_of(RowState::Failed);
    record.rows[0].automatic = true;
    let mut model = connected(Vec::new(), Some(record));
    press(&mut model, "4 enter");
    let sent = waiting(1).draft.open();
    let row = Msg::Row(RunId(7), RowIndex(0), Ok(Box::new(sent)));
    reply(&mut model, row);
    let effects = press(&mut model, "x ctrl-s");
    let corrected = effects.iter().find_map(|effect| match effect {
        Effect::Requeue(RunId(7), rows) => rows[0].1.clone(),
        _ => None,
    });
    assert_eq!(corrected.unwrap().device_key, None);
}

#[test]
fn a_failed_row_is_queued_again_by_one_effect() {
    let mut model = connected(Vec::new(), Some(run_of(RowState::Failed)));
    let effects = press(&mut model, "4 t");
    let [Effect::Requeue(RunId(7), rows)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(rows.as_slice(), [(RowIndex(0), None)]);
}

#[test]
fn what_the_selected_row_says_is_read_once_and_where_it_can_be_seen() {
    let mut model = connected(Vec::new(), Some(run_of(RowState::Failed)));
    let key = |model: &mut Model, key| {
        let keys = keys::script(key).unwrap();
        let effects = keys
            .into_iter()
            .flat_map(|key| update(model, Input::Key(key), Timestamp(1_000)));
        effects.collect::<Vec<_>>()
    };
    assert!(key(&mut model, "1").is_empty());
    let read = key(&mut model, "4");
    assert!(matches!(
        read.as_slice(),
        [Effect::LoadSent(RunId(7), RowIndex(0))]
    ));
    assert!(key(&mut model, "down up").is_empty());
}

#[test]
fn replies_of_an_earlier_connection_are_dropped() {
    let mut model = connected(Vec::new(), None);
    press(&mut model, "5 enter");
    assert_eq!(model.shared.generation, 1);
    let late = GatewayReply::Count("P".to_owned(), Ok(5));
    reply(&mut model, Msg::Gateway(0, late));
    assert!(model.shared.loading.counts.is_empty());
    assert!(reply(&mut model, Msg::Connected(0, Ok(About::default()))).is_empty());
    assert_eq!(model.shared.link.reach, Reach::Trying);
}

#[test]
fn a_device_that_is_not_right_is_kept_and_not_queued() {
    let mut model = connected(Vec::new(), None);
    press(&mut model, "t P enter");
    assert_eq!(model.shared.screen, ScreenId::Device);
    let effects = press(&mut model, "x ctrl-s");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Queue(_)))
    );
    assert!(matches!(effects.last(), Some(Effect::SaveForm(_, Some(_)))));
}

#[test]
fn a_save_empties_the_form_only_when_it_is_committed() {
    let mut model = connected(Vec::new(), None);
    press(&mut model, "t P enter x");
    press(&mut model, "down down down down + 0 8 : 0 0");
    let effects = press(&mut model, "ctrl-s");
    let change = effects.iter().find_map(|effect| match effect {
        Effect::Queue(change) => Some(change.echo()),
        _ => None,
    });
    let change = change.unwrap();
    reply(
        &mut model,
        Msg::Queued(change.clone(), Err(say!("disk full", "磁盘已满"))),
    );
    assert!(model.screens.device.open(), "nothing typed is lost");
    press(&mut model, "ctrl-s");
    reply(&mut model, Msg::Queued(change, Ok(())));
    assert!(!model.screens.device.open());
}

#[test]
fn signals_leave_with_the_code_that_shells_expect() {
    for (signal, code) in [
        (Signal::Interrupt, 130),
        (Signal::Terminate, 143),
        (Signal::Hangup, 129),
    ] {
        let mut model = connected(Vec::new(), None);
        update(&mut model, Input::Signal(signal), Timestamp(0));
        assert_eq!(model.leaving.map(|(code, _)| code), Some(code));
    }
}
