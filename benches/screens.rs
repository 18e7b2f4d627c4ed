//! What one key press costs: update and draw, with many rows and few, in alternating rounds; what one change of the
//! queue does, and what a long one holds.
//!
//! The run in view has rows of every kind that a frame says something of: failed ones with the detail pane
//! open, rows to be settled by eye, and devices marked to be deleted.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "support/device.rs"]
#[expect(
    dead_code,
    reason = "what EnOS says of a device is for the journal's bench"
)]
mod device;
#[path = "support/figures.rs"]
mod figures;

use std::error::Error;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use enroll::connect::Target;
use enroll::domain::{
    Cause, Counts, Draft, Existing, QueueId, RowIndex, RowState, RunId, RunRow, Site, StringI18n,
    Terms, Timestamp, Words,
};
use enroll::provision::plan::{Plan, RowPlan};
use enroll::store::{QueueRow, RunRecord, RunSummary};
use enroll::tui::app::{Model, draw, update};
use enroll::tui::contract::Screen as _;
use enroll::tui::runtime::Input;
use enroll::tui::shared::{About, Effect, GatewayReply, Msg, Reach, ScreenId, Workspace};
use enroll::tui::theme::Theme;
use figures::{Figures, memory, ms, told};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
/// A key costs the same with many rows as with few; so much is noise.
const BAR: f64 = 1.2;
/// One change and its frames, whatever the queue's length.
const CHANGE_BAR: Duration = Duration::from_millis(5);
/// 150 MB in MiB.
const HELD_BAR: f64 = 143.0;
/// Has this bench only tell what it holds.
const HELD: &str = "--held";

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
            batches: 100,
            product_key: Some("2zp6A70r".to_owned()),
            products: 1,
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
        }
        .into(),
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
    with_queue((1..=i64::from(rows)).map(waiting).collect())
}

fn with_queue(queue: Vec<QueueRow>) -> Model {
    let mut model = empty();
    let workspace = Workspace {
        queue,
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
        _ => RowPlan::Identical(Arc::default()),
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
    struck(model, KeyEvent::new(key, KeyModifiers::NONE))
}

fn struck(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    update(model, Input::Key(key), Timestamp(0))
}

/// What one change of the queue takes from the key press until its row is on the disk and shown so: update and draw,
/// twice, without the disk.
fn change(model: &mut Model, buf: &mut Buffer, key: KeyEvent) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let effects = struck(model, key);
    buf.reset();
    draw(model, AREA, buf);
    let mut took = begun.elapsed();
    let changes = effects.into_iter().filter_map(|effect| match effect {
        Effect::Queue(change) => Some(change.echo()),
        _ => None,
    });
    let changes: Vec<_> = changes.collect();
    let [echo] = <[_; 1]>::try_from(changes).map_err(|_| "not one change of the queue")?;
    let begun = Instant::now();
    update(model, Input::Reply(Msg::Queued(echo, Ok(()))), Timestamp(0));
    buf.reset();
    draw(model, AREA, buf);
    took += begun.elapsed();
    Ok(took)
}

/// Every kind of change, of the first row and of one in the middle.
fn changes(rows: u32) -> Result<[(&'static str, Figures); 4], Failure> {
    let mut model = queue(rows);
    let [mut add, mut undo, mut remove, mut edit] = [(); 4].map(|()| Figures::default());
    let plain = |key: char| KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
    let save = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL);
    let mut buf = Buffer::empty(AREA);
    // Rows that have no problem: others cannot be saved.
    let middle = rows as usize / 2;
    for place in (middle..middle + 400).step_by(20) {
        for place in [0, place] {
            for (key, figures) in [('d', &mut add), ('x', &mut remove)] {
                for (key, figures) in [(key, figures), ('u', &mut undo)] {
                    _ = model.screens.queue.select(&model.shared, place);
                    figures.add(change(&mut model, &mut buf, plain(key))?);
                }
            }
            _ = model.screens.queue.select(&model.shared, place);
            press(&mut model, KeyCode::Enter);
            press(&mut model, KeyCode::Char('x'));
            edit.add(change(&mut model, &mut buf, save)?);
        }
    }
    Ok([
        ("add", add),
        ("undo", undo),
        ("remove", remove),
        ("edit", edit),
    ])
}

fn changing() -> Result<(), Failure> {
    let [few, many] = [changes(FEW)?, changes(MANY)?];
    println!("queue: one change and its frames, {MANY} rows");
    for (kind, figures) in &many {
        println!("  {kind}  {figures}");
    }
    let slowest = |kinds: &[(&str, Figures); 4]| {
        let medians = kinds.iter().map(|(_, figures)| figures.median());
        medians.max().unwrap_or_default()
    };
    let (few, many) = (slowest(&few), slowest(&many));
    told(
        "one change of a queue of 100,000 rows, the slowest of add, edit, remove and undo",
        &ms(many),
        &format!("1,000 rows: {}", ms(few)),
        Some(("5 ms", many <= CHANGE_BAR)),
    );
    Ok(())
}

/// What this process holds with a queue of devices that have all that people give them.
fn held() -> Result<(), Failure> {
    let rows = (1..=MANY).map(|id| QueueRow {
        id: QueueId(id.into()),
        draft: device::draft(id).into(),
    });
    let model = with_queue(rows.collect());
    let mib = memory("self", "VmRSS").ok_or("the system does not say")?;
    println!("{mib} {}", model.shared.queue.len());
    Ok(())
}

/// Asks a fresh process, in which nothing is left of what was measured before.
fn holding() -> Result<(), Failure> {
    let program = std::env::current_exe()?;
    let said = Command::new(program).arg(HELD).output()?;
    let said = String::from_utf8(said.stdout)?;
    let Some((mib, _)) = said.split_once(' ') else {
        // Not on this system.
        return Ok(());
    };
    let mib: f64 = mib.parse()?;
    told(
        "memory of the screens with 100,000 devices in the queue",
        &format!("{mib:.0} MiB"),
        "",
        Some(("150 MB", mib <= HELD_BAR)),
    );
    Ok(())
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
        Some(("1.2 ×", ratio <= BAR)),
    );
}

fn main() -> Result<(), Failure> {
    if std::env::args().any(|arg| arg == HELD) {
        return held();
    }
    moving("results", &mut results(FEW), &mut results(MANY));
    moving("queue", &mut queue(FEW), &mut queue(MANY));
    moving("plan", &mut plan(FEW)?, &mut plan(MANY)?);
    changing()?;
    holding()
}
