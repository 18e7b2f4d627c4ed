//! No key that moves or asks and no frame looks at all rows, however many there are. Counted, not timed.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::domain::{Cause, Draft, FoundDevice, Product, ProductType, RowIndex, RunId, StringI18n};
use crate::enos::ProductList;
use crate::provision::existing::Likeness;
use crate::provision::plan::{Plan, Repeat, RowPlan};
use crate::provision::visits::counted;

const AREA: Rect = Rect::new(0, 0, 120, 40);
/// Far fewer than rows there are, and enough for those in view.
const MOST: usize = 300;
const MANY: u32 = 5_000;

/// The frame of `model`, or what `keys` do and their frames; each within the bound.
fn frugal(what: &str, model: &mut Model, keys: &str) {
    model.shared.size = (AREA.width, AREA.height);
    let mut buf = Buffer::empty(AREA);
    let ((), frame) = counted(|| _ = draw(model, AREA, &mut buf));
    assert!(frame <= MOST, "{what}: {frame} rows for a frame");
    for key in keys.split_whitespace() {
        let (_, pressed) = counted(|| press(model, key));
        assert!(pressed <= MOST, "{what}: {pressed} rows for {key}");
        buf.reset();
        let ((), frame) = counted(|| _ = draw(model, AREA, &mut buf));
        assert!(
            frame <= MOST,
            "{what}: {frame} rows for the frame after {key}"
        );
    }
}

/// A run of which every row counts for something, what a search for the first would find last at its end.
fn long_run(last: impl Fn(&mut RunRow)) -> RunRecord {
    let mut record = run_of(RowState::Failed);
    let row = record.rows[0].clone();
    record.rows = (0..MANY)
        .map(|index| RunRow {
            index: RowIndex(index),
            state: if index % 20 == 0 {
                RowState::Failed
            } else {
                RowState::Skipped
            },
            cause: Some(Box::new(Cause::said("DeviceKey existed"))),
            ..row.clone()
        })
        .collect();
    last(record.rows.last_mut().unwrap());
    let mut counts = Counts::default();
    for row in &record.rows {
        *counts.of(row.state) += 1;
    }
    record.summary.counts = counts;
    record
}

/// What the last row is, and how it becomes so.
type Kind = (&'static str, fn(&mut RunRow));

#[test]
fn results() {
    let moving = "end n N home n N f n N f end pagedown up y ? esc E esc g esc";
    let last: [Kind; 5] = [
        ("failed", |row| row.state = RowState::Failed),
        ("created", |row| row.state = RowState::Created),
        ("by eye", |row| {
            row.state = RowState::Unknown;
            row.device_key = None;
        }),
        ("unknown", |row| row.state = RowState::Unknown),
        ("marked", |row| {
            row.state = RowState::Created;
            row.undo = true;
        }),
    ];
    for (what, last) in last {
        let mut model = connected(Vec::new(), Some(long_run(last)));
        press(&mut model, "4");
        frugal(what, &mut model, &format!("{moving} s esc X esc end enter"));
        // Elsewhere the frame is the same program's.
        frugal(what, &mut model, "1 2 3 5");
    }
}

#[test]
fn results_of_a_run_under_way() {
    let mut model = connected(
        Vec::new(),
        Some(long_run(|row| row.state = RowState::Unknown)),
    );
    press(&mut model, "4 s enter");
    assert!(model.shared.runs.running.is_some());
    frugal("under way", &mut model, "end up p n N f f x q esc");
    let rows: Vec<RowIndex> = (0..10).map(RowIndex).collect();
    let sent = Event::Sent {
        rows,
        batch: 1,
        progress: Progress::default(),
    };
    let (_, told) = counted(|| reply(&mut model, Msg::Progress(RunId(7), sent)));
    assert!(told <= MOST, "{told} rows for news of ten");
}

fn long_queue() -> Model {
    let mut model = connected((1..=i64::from(MANY)).map(waiting).collect(), None);
    press(&mut model, "3");
    model
}

#[test]
fn queue() {
    let mut model = long_queue();
    frugal(
        "queue",
        &mut model,
        "end home pagedown down ? esc D esc 1 3",
    );
    frugal(
        "its row",
        &mut model,
        "enter x esc 3 enter esc down enter esc a",
    );
}

#[test]
fn plan() {
    let mut model = long_queue();
    let effects = press(&mut model, "s");
    let [Effect::Plan { ticket, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    frugal("asked", &mut model, "down e");
    let same = Arc::<Likeness>::default();
    let draft = Draft {
        device_name: StringI18n::plain("Pump"),
        ..Draft::default()
    };
    let other = Arc::new(Likeness::of(&draft, &FoundDevice::default()));
    let kind = |row: u32| match row % 4 {
        0 => RowPlan::Create,
        1 => RowPlan::NoRoom,
        2 => RowPlan::Identical(Arc::clone(&same)),
        _ => RowPlan::Different(Arc::clone(&other)),
    };
    let repeat = |row: usize| Repeat {
        device_key: format!("KEY-{row}"),
        product_keys: vec!["P".to_owned(), "Q".to_owned()],
        rows: vec![row, row + 1],
    };
    let plan = Plan {
        rows: (0..MANY).map(kind).collect(),
        repeats: (0..MANY as usize).map(repeat).collect(),
        ..Plan::default()
    };
    let planned = GatewayReply::Planned(*ticket, Box::new(plan));
    reply(&mut model, Msg::Gateway(0, planned));
    frugal("planned", &mut model, "end up home pagedown e e enter");
    assert_eq!(model.shared.screen, ScreenId::Queue, "it is submitted");
}

#[test]
fn products_and_their_picker() {
    let mut model = connected(Vec::new(), None);
    let product = |number: u32| Product {
        product_key: format!("P{number}"),
        product_name: StringI18n::plain(format!("Product {number}")),
        product_desc: String::new(),
        product_type: ProductType::Device,
        model_id: "M".to_owned(),
        product_tags: std::collections::BTreeMap::default(),
        sealed: None,
    };
    let products = ProductList {
        products: (0..MANY).map(product).collect(),
        more: false,
    };
    reply(
        &mut model,
        Msg::Gateway(0, GatewayReply::Products(Ok(products))),
    );
    frugal(
        "products",
        &mut model,
        "end up home pagedown / esc end enter",
    );
    press(&mut model, "f4");
    frugal("picker", &mut model, "down pagedown up esc");
    frugal("device", &mut model, "x tab y f2 esc");
}

#[test]
fn runs_to_choose_from() {
    let mut model = connected(Vec::new(), Some(long_run(|_| {})));
    let run = run_of(RowState::Created).summary;
    model.shared.runs.known = (0..i64::from(MANY))
        .map(|id| RunSummary {
            id: RunId(id),
            ..run.clone()
        })
        .collect();
    press(&mut model, "4 g");
    assert_eq!(model.shared.screen, ScreenId::Runs);
    frugal("runs", &mut model, "down pagedown up end home tab z esc");
}

/// A model with very many attributes: neither a letter nor a frame looks at those that are empty and out of view.
#[test]
fn a_large_model_on_the_form() {
    use crate::domain::{Attribute, DataType, ThingModel};
    let mut model = connected(Vec::new(), None);
    let product = Product {
        product_key: "P".to_owned(),
        product_name: StringI18n::plain("Large"),
        product_desc: String::new(),
        product_type: ProductType::Device,
        model_id: "M".to_owned(),
        product_tags: std::collections::BTreeMap::default(),
        sealed: None,
    };
    let products = ProductList {
        products: vec![product],
        more: false,
    };
    let listed = GatewayReply::Products(Ok(products));
    reply(&mut model, Msg::Gateway(0, listed));
    let attribute = |nth: u32| Attribute {
        identifier: format!("attribute{nth}"),
        name: StringI18n::plain(format!("Attribute {nth}")),
        desc: String::new(),
        data_type: DataType::String { max_length: None },
        required: nth.is_multiple_of(2),
        default: None,
        unit: None,
    };
    let thing = ThingModel {
        model_id: "M".to_owned(),
        name: StringI18n::default(),
        attributes: (0..2 * MANY).map(attribute).collect(),
    };
    let read = crate::store::Fetched {
        thing,
        kept_at: None,
    };
    let known = GatewayReply::Model("M".to_owned(), Box::new(Ok(read)));
    reply(&mut model, Msg::Gateway(0, known));
    press(&mut model, "1 enter");
    let keys = "x y tab z down down f3 a b up f2 pagedown c ctrl-s d f2 backspace end home e f";
    frugal("large model", &mut model, keys);
}
