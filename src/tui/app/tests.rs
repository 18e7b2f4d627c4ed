//! Inputs in, effects out: what a key or a reply makes the program ask of the world.

use super::*;
use crate::connect::Target;
use crate::domain::{Counts, Draft, Existing, RowState, StringI18n};
use crate::store::{QueueRow, RunRecord, RunRow, RunSummary};
use crate::tui::runtime::{Input, Signal, keys};

fn connected(queue: Vec<QueueRow>, latest: Option<RunRecord>) -> Model {
    let mut model = Model::new(Theme::default(), Target::Sandbox.into());
    let session = Session {
        queue,
        latest,
        ..Session::default()
    };
    reply(&mut model, Msg::Opened(Ok(Box::new(session))));
    let about = About {
        label: "SANDBOX".to_owned(),
        scope: "sandbox".to_owned(),
        bounds: crate::domain::Bounds::default(),
        keys_by_server: false,
        ..About::default()
    };
    reply(&mut model, Msg::Connected(0, Ok(about)));
    model
}

fn reply(model: &mut Model, msg: Msg) -> Vec<Effect> {
    update(model, Input::Reply(msg), 1_000)
}

fn press(model: &mut Model, script: &str) -> Vec<Effect> {
    let keys = keys::script(script).unwrap();
    keys.into_iter()
        .flat_map(|key| update(model, Input::Key(key), 1_000))
        .collect()
}

fn waiting(id: i64) -> QueueRow {
    QueueRow {
        id,
        draft: Draft {
            product_key: "P".to_owned(),
            device_name: StringI18n::plain(format!("D {id}")),
            device_key: Some(format!("KEY-{id}")),
            timezone: "+08:00".to_owned(),
            ..Draft::default()
        },
    }
}

fn run_of(state: RowState) -> RunRecord {
    let mut counts = Counts::default();
    *counts.of(state) += 1;
    RunRecord {
        summary: RunSummary {
            id: 7,
            gateway: String::new(),
            org_id: String::new(),
            scope: "sandbox".to_owned(),
            require_secret: false,
            existing: Existing::Fail,
            started_at: 0,
            ended_at: Some(1),
            end: None,
            counts,
        },
        rows: vec![RunRow {
            index: 0,
            state,
            product_key: "P".to_owned(),
            device_key: Some("KEY-1".to_owned()),
            name: "D 1".to_owned(),
            asset_id: None,
            code: None,
            msg: String::new(),
            request_id: None,
            has_secret: false,
            corrected: false,
            automatic: false,
            adopted: false,
            undo: false,
            attempts: 1,
        }],
    }
}

#[test]
fn one_submit_for_all_ready_rows_and_only_after_the_question() {
    let mut model = connected((1..=40).map(waiting).collect(), None);
    assert!(press(&mut model, "3 s").is_empty());
    let effects = press(&mut model, "space enter");
    let [
        Effect::Submit {
            rows,
            require_secret: true,
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(rows.len(), 40);
}

#[test]
fn what_may_exist_already_is_never_sent_again() {
    for state in [RowState::Unknown, RowState::Created, RowState::InFlight] {
        let mut model = connected(Vec::new(), Some(run_of(state)));
        for keys in ["4 t", "enter", "s", "R"] {
            let effects = press(&mut model, keys);
            assert!(effects.is_empty(), "{state:?} {keys}: {effects:?}");
            assert!(model.overlays.is_empty());
            assert!(model.notice.as_ref().unwrap().bad, "the reason is said");
        }
    }
}

#[test]
fn a_failed_row_is_queued_again_by_one_effect() {
    let mut model = connected(Vec::new(), Some(run_of(RowState::Failed)));
    let effects = press(&mut model, "4 t");
    let [Effect::Requeue(7, rows)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(rows.as_slice(), [(0, None)]);
}

#[test]
fn replies_of_an_earlier_connection_are_dropped() {
    let mut model = connected(Vec::new(), None);
    press(&mut model, "5 enter");
    assert_eq!(model.generation, 1);
    let late = Heard::Count("P".to_owned(), Ok(5));
    reply(&mut model, Msg::Gateway(0, late));
    assert!(model.catalogue.counts.is_empty());
    assert!(reply(&mut model, Msg::Connected(0, Ok(About::default()))).is_empty());
    assert!(matches!(model.link, Link::Connecting(_)));
}

#[test]
fn a_device_that_is_not_right_is_kept_and_not_queued() {
    let mut model = connected(Vec::new(), None);
    press(&mut model, "t P enter");
    assert_eq!(model.screen, Screen::Device);
    let effects = press(&mut model, "x ctrl-s");
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Queue(_)))
    );
    assert!(matches!(effects.last(), Some(Effect::SaveForm(Some(_)))));
}

#[test]
fn a_save_empties_the_form_only_when_it_is_committed() {
    let mut model = connected(Vec::new(), None);
    press(&mut model, "t P enter x");
    press(&mut model, "down down down down + 0 8 : 0 0");
    let effects = press(&mut model, "ctrl-s");
    let change = effects.iter().find_map(|effect| match effect {
        Effect::Queue(change) => Some(change.clone()),
        _ => None,
    });
    let change = change.unwrap();
    reply(
        &mut model,
        Msg::Queued(change.clone(), Err("disk full".to_owned())),
    );
    assert!(model.device.open(), "nothing typed is lost");
    press(&mut model, "ctrl-s");
    reply(&mut model, Msg::Queued(change, Ok(())));
    assert!(!model.device.open());
}

#[test]
fn signals_leave_with_the_code_that_shells_expect() {
    for (signal, code) in [
        (Signal::Interrupt, 130),
        (Signal::Terminate, 143),
        (Signal::Hangup, 129),
    ] {
        let mut model = connected(Vec::new(), None);
        update(&mut model, Input::Signal(signal), 0);
        assert_eq!(model.leaving.map(|(code, _)| code), Some(code));
    }
}
