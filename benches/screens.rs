//! What one key press costs: update and draw, with many rows and few.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use enroll::connect::Target;
use enroll::store::{Counts, RowState, RunRecord, RunRow, RunSummary};
use enroll::tui::app::{Effect, Model, Screen, draw, update};
use enroll::tui::runtime::Input;
use enroll::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn record(rows: u32) -> RunRecord {
    let row = |index: u32| RunRow {
        index,
        state: if index % 20 == 0 {
            RowState::Failed
        } else {
            RowState::Created
        },
        product_key: "2zp6A70r".to_owned(),
        device_key: Some(format!("INV-{index:06}")),
        name: format!("逆变器 {index}"),
        asset_id: Some("Uvmm5AXU".to_owned()),
        code: (index % 20 == 0).then_some(11702),
        msg: "DeviceKey existed".to_owned(),
        request_id: Some("fd79d0f5-69c5-4fa8-add4-69f5ca1b635f".to_owned()),
        has_secret: false,
        corrected: false,
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

fn model(rows: u32) -> Model {
    let mut model = Model::new(Theme::default(), Target::Sandbox.into());
    model.screen = Screen::Results;
    model.results.show(record(rows));
    model
}

fn key_press(c: &mut Criterion) {
    let area = Rect::new(0, 0, 120, 40);
    let down = || Input::Key(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE));
    for rows in [1_000, 100_000] {
        let mut model = model(rows);
        let mut buf = Buffer::empty(area);
        c.bench_function(&format!("key press and draw, {rows} rows"), |bench| {
            bench.iter_batched(
                down,
                |input| {
                    let effects: Vec<Effect> = update(&mut model, input, 0);
                    buf.reset();
                    draw(&model, area, &mut buf);
                    effects
                },
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, key_press);
criterion_main!(benches);
