//! What one key press costs: update and draw, with many rows and few, in alternating rounds.
//!
//! The run in view has rows of every kind that a frame says something of: failed ones with the detail pane
//! open, rows to be settled by eye, and devices marked to be deleted.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "support/figures.rs"]
mod figures;

use std::error::Error;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use enroll::connect::Target;
use enroll::domain::{
    Cause, Counts, Draft, Existing, QueueId, RowIndex, RowState, RunId, RunRow, Site, StringI18n,
    Terms, Timestamp, Words,
};
use enroll::provision::plan::{Plan, RowPlan};
use enroll::store::{QueueRow, RunRecord, RunSummary};
use enroll::tui::app::{Model, draw, update};
use enroll::tui::runtime::Input;
use enroll::tui::shared::{About, Effect, GatewayReply, Msg, Reach, ScreenId, Workspace};
use enroll::tui::theme::Theme;
use figures::{Figures, ms, told};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
/// A key costs the same with many rows as with few; so much is noise.
const BAR: f64 = 1.5;

type Failure = Box<dyn Error>;

const AREA: Rect = Rect::new(0, 0, 120, 40);

/// Every twentieth row, beside the failed ones, left without a key.
fn by_eye(index: u32) -> bool {
    index % 20 == 1
}

fn record(rows: u32) -> RunRecord {
    let row = |index: u32| RunRow {
        index: RowIndex(index),
        state: match index {
            _ if index.is_multiple_of(20) => RowState::Failed,
            _ if by_eye(index) => RowState::Unknown,
            _ => RowState::Created,
        },
        product_key: "2zp6A70r".to_owned(),
        device_key: (!by_eye(index)).then(|| format!("INV-{index:06}")),
        name: format!("逆变器 {index}"),
        asset_id: Some("Uvmm5AXU".to_owned()),
        cause: Some(Box::new(Cause::KeyExists {
            words: Words::new("DeviceKey existed"),
        })),
        request_id: Some("fd79d0f5-69c5-4fa8-add4-69f5ca1b635f".to_owned()),
        undo: index % 20 == 2,
        attempts: 1,
        ..RunRow::default()
    };
    let rows: Vec<RunRow> = (0..rows).map(row).collect();
    let mut counts = Counts::default();
    for row in &rows {
        *counts.of(row.state) += 1;
    }
    RunRecord {
        summary: RunSummary {
            id: RunId(1),
            site: Site {
                gateway: "https://gateway.example".to_owned(),
                org_id: "o12345678901234".to_owned(),
                scope: "bench".to_owned(),
            },
            terms: Terms {
                require_secret: false,
                existing: Existing::Fail,
            },
            started_at: Timestamp(0),
            ended_at: Some(Timestamp(1)),
            end: None,
            counts,
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
        id: QueueId(id),
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
    model.shared.size = (AREA.width, AREA.height);
    model
}

fn results(rows: u32) -> Model {
    let mut model = empty();
    model.shared.screen = ScreenId::Results;
    model.shared.runs.show(record(rows));
    model
}

fn queue(rows: u32) -> Model {
    let mut model = empty();
    let workspace = Workspace {
        queue: (1..=i64::from(rows)).map(waiting).collect(),
        ..Workspace::default()
    };
    for msg in [
        Msg::Opened(Ok(Box::default())),
        Msg::Workspace(model.shared.scope(), Ok(Box::new(workspace))),
    ] {
        update(&mut model, Input::Reply(msg), Timestamp(0));
    }
    model.shared.screen = ScreenId::Queue;
    model
}

/// The plan of a queue of which every other device exists already.
fn plan(rows: u32) -> Result<Model, Failure> {
    let mut model = queue(rows);
    let about = About::default();
    update(
        &mut model,
        Input::Reply(Msg::Connected(0, Ok(about))),
        Timestamp(0),
    );
    // The products are the proof of a link.
    model.shared.link.reach = Reach::Up;
    let effects = press(&mut model, KeyCode::Char('s'));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::Plan { ticket, rows, .. } => Some((*ticket, rows.len())),
        _ => None,
    });
    let (ticket, ready) = asked.ok_or("no plan was asked for")?;
    let row = |row: usize| match row % 2 {
        0 => RowPlan::Create,
        _ => RowPlan::Identical(Box::default()),
    };
    let plan = Plan {
        rows: (0..ready).map(row).collect(),
        ..Plan::default()
    };
    let reply = GatewayReply::Planned(ticket, Box::new(plan));
    update(
        &mut model,
        Input::Reply(Msg::Gateway(0, reply)),
        Timestamp(0),
    );
    Ok(model)
}

fn press(model: &mut Model, key: KeyCode) -> Vec<Effect> {
    let key = KeyEvent::new(key, KeyModifiers::NONE);
    update(model, Input::Key(key), Timestamp(0))
}

/// The time from these key presses to the frame that shows what they did, with few rows and with many.
fn beside(models: [&mut Model; 2], keys: &[KeyCode], rounds: usize) -> [Figures; 2] {
    let mut buf = Buffer::empty(AREA);
    let mut figures = [(); 2].map(|()| Figures::default());
    let [few, many] = models;
    let [of_few, of_many] = &mut figures;
    for _ in 0..rounds {
        for (model, figures) in [(&mut *few, &mut *of_few), (&mut *many, &mut *of_many)] {
            figures.time(|| {
                for key in keys {
                    press(model, *key);
                }
                buf.reset();
                draw(model, AREA, &mut buf)
            });
        }
    }
    figures
}

/// Moving through `screen`, which costs the same however many rows there are.
fn moving(screen: &str, few: &mut Model, many: &mut Model) {
    let [few, many] = beside([few, many], &[KeyCode::Down], 500);
    println!("{screen}: key press and draw, medians (least to most)");
    println!("  {FEW} rows    {few}\n  {MANY} rows  {many}");
    let ratio = many.ratio(&few);
    told(
        &format!("a key press and its frame, {screen} with 100,000 rows"),
        &format!("{ratio:.1} × ({})", ms(many.median())),
        &format!("1,000 rows: {}", ms(few.median())),
        Some(("1.5 ×", ratio <= BAR)),
    );
}

fn main() -> Result<(), Failure> {
    moving("results", &mut results(FEW), &mut results(MANY));
    moving("queue", &mut queue(FEW), &mut queue(MANY));
    moving("plan", &mut plan(FEW)?, &mut plan(MANY)?);
    let keys = [KeyCode::Char('d'), KeyCode::Char('u')];
    let [few, many] = beside([&mut queue(FEW), &mut queue(MANY)], &keys, 10);
    println!("queue: duplicate, undo and draw\n  {FEW} rows    {few}\n  {MANY} rows  {many}");
    told(
        "two changes of a queue of 100,000 rows: every row is checked again",
        &ms(many.median()),
        &format!("1,000 rows: {}", ms(few.median())),
        None,
    );
    Ok(())
}
