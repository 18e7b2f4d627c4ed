//! What one key press costs: update and draw, with many rows and few.

use criterion::{Criterion, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use enroll::connect::Target;
use enroll::domain::{Counts, Draft, Existing, RowState, StringI18n};
use enroll::store::{QueueRow, RunRecord, RunRow, RunSummary};
use enroll::tui::app::{Model, Msg, Screen, Session, draw, update};
use enroll::tui::runtime::Input;
use enroll::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const AREA: Rect = Rect::new(0, 0, 120, 40);

fn record(rows: u32) -> RunRecord {
    let row = |index: u32| RunRow {
        index,
        state: if index.is_multiple_of(20) {
            RowState::Failed
        } else {
            RowState::Created
        },
        product_key: "2zp6A70r".to_owned(),
        device_key: Some(format!("INV-{index:06}")),
        name: format!("逆变器 {index}"),
        asset_id: Some("Uvmm5AXU".to_owned()),
        code: index.is_multiple_of(20).then_some(11702),
        msg: "DeviceKey existed".to_owned(),
        request_id: Some("fd79d0f5-69c5-4fa8-add4-69f5ca1b635f".to_owned()),
        has_secret: false,
        corrected: false,
        automatic: false,
        adopted: false,
        undo: false,
        attempts: 1,
    };
    let rows: Vec<RunRow> = (0..rows).map(row).collect();
    let failed = rows
        .iter()
        .filter(|row| row.state == RowState::Failed)
        .count();
    RunRecord {
        summary: RunSummary {
            id: 1,
            gateway: "https://gateway.example".to_owned(),
            org_id: "o12345678901234".to_owned(),
            scope: "bench".to_owned(),
            require_secret: false,
            existing: Existing::Fail,
            started_at: 0,
            ended_at: Some(1),
            end: None,
            counts: Counts {
                failed,
                created: rows.len() - failed,
                ..Counts::default()
            },
        },
        rows,
    }
}

/// A device for the queue; every twentieth has a problem.
fn waiting(id: i64) -> QueueRow {
    let mut device_name = StringI18n::plain(format!("Inverter {id}"));
    device_name
        .i18n_value
        .insert("zh_CN".to_owned(), format!("逆变器 {id}"));
    QueueRow {
        id,
        draft: Draft {
            product_key: "2zp6A70r".to_owned(),
            device_name,
            timezone: if id % 20 == 0 { "" } else { "Asia/Shanghai" }.to_owned(),
            device_key: Some(format!("INV-{id:06}")),
            ..Draft::default()
        },
    }
}

fn empty() -> Model {
    let mut model = Model::new(Theme::default(), Target::SANDBOX.into());
    model.size = (AREA.width, AREA.height);
    model
}

fn results(rows: u32) -> Model {
    let mut model = empty();
    model.screen = Screen::Results;
    model.results.show(record(rows));
    model
}

fn queue(rows: u32) -> Model {
    let mut model = empty();
    let session = Session {
        queue: (1..=i64::from(rows)).map(waiting).collect(),
        ..Session::default()
    };
    update(
        &mut model,
        Input::Reply(Msg::Opened(Ok(Box::new(session)))),
        0,
    );
    model.screen = Screen::Queue;
    model
}

/// The time from these key presses to the frame that shows what they did.
fn presses(c: &mut Criterion, name: &str, model: &mut Model, keys: &[KeyCode]) {
    let mut buf = Buffer::empty(AREA);
    c.bench_function(name, |bench| {
        bench.iter(|| {
            for key in keys {
                let key = KeyEvent::new(*key, KeyModifiers::NONE);
                update(model, Input::Key(key), 0);
            }
            buf.reset();
            draw(model, AREA, &mut buf)
        });
    });
}

fn screens(c: &mut Criterion) {
    for rows in [1_000, 100_000] {
        let moving = [KeyCode::Down];
        let name = |screen: &str| format!("{screen}: key press and draw, {rows} rows");
        presses(c, &name("results"), &mut results(rows), &moving);
        presses(c, &name("queue"), &mut queue(rows), &moving);
        let changing = [KeyCode::Char('d'), KeyCode::Char('u')];
        let name = format!("queue: duplicate, undo and draw, {rows} rows");
        presses(c, &name, &mut queue(rows), &changing);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = screens
}
criterion_main!(benches);
