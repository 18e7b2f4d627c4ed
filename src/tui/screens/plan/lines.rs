//! What a plan says, line by line.

use ratatui::style::Style;

use super::{Noted, State, unsaved};
use crate::domain::{Difference, number};
use crate::provision::plan::{Part, Plan, RowPlan};
use crate::said::{Said, grouped, say};
use crate::tui::shared::{About, Shared};
use crate::tui::theme::Theme;
use crate::words::{self, DEVICES, REQUESTS};

/// A line and its look; it may have to be wrapped.
pub(super) type Line = (Said, Style);

/// What is said of all rows together.
pub(super) fn head(state: &State, shared: &Shared, about: &About) -> Vec<Line> {
    let theme = shared.theme;
    let mut lines = Vec::new();
    match &state.plan {
        None => {
            let rows = DEVICES.count(state.rows.len());
            let asking = say!(
                "Looking up {rows} in EnOS…",
                "正在向 EnOS 查询 {rows}是否已存在…",
                rows
            );
            let meanwhile = say!(
                "{key} submits without waiting: nothing is checked beforehand, and devices that already exist are found only while sending.",
                "按 {key} 不等待直接提交：事先不作检查，发送时才会发现哪些设备已存在。",
                key = shared.key("plan.submit")
            );
            lines.push((asking, theme.strong()));
            lines.push((meanwhile, theme.dim()));
            lines.extend(left_out(theme, not_ready(state, shared)));
        }
        Some(plan) => lines.extend(known(state, shared, plan, about)),
    }
    if state.again {
        let again = say!(
            "Devices already created without a key will be created again ({key} turns this off).",
            "之前已创建且未填 deviceKey 的设备将再次创建（按 {key} 取消）。",
            key = shared.key("plan.again")
        );
        lines.push((again, theme.doubt()));
    }
    if about.site.gateway != about.label {
        lines.push((words::site(&about.site), theme.dim()));
    }
    if let Some(place) = unsaved(shared) {
        let row = grouped(number(place));
        let changed = say!(
            "Row {row} is open on the form with unsaved changes: it would be created as it is in the queue.",
            "第 {row} 行在表单中有未保存的改动：将按队列中的内容创建。"
        );
        lines.push((changed, theme.bad()));
    }
    if let Some(name) = &shared.editing.half_typed {
        let half = say!(
            "A new device ({name}) is half typed on the form and not in the queue: it stays on the form.",
            "新设备（{name}）在表单中只填了一部分，未入队：仍留在表单中。",
            name
        );
        lines.push((half, theme.doubt()));
    }
    if about.keys_by_server && state.keyless > 0 {
        let keyless = say!(
            "EnOS generates the key of {devices}: if the reply for such a device is lost, it cannot be looked up, and you have to say what happened to it.",
            "{devices}的 deviceKey 由 EnOS 生成：若这类设备的响应丢失，则无法查询，需由你认定其结果。",
            devices = DEVICES.count(state.keyless)
        );
        lines.push((keyless, theme.doubt()));
    }
    lines
}

fn known(state: &State, shared: &Shared, plan: &Plan, about: &About) -> Vec<Line> {
    let theme = shared.theme;
    let (parts, left) = (&state.parts, not_ready(state, shared));
    let label = &about.label;
    let title = say!(
        "{devices} in the queue, {calls} to {label}:",
        "队列中有 {devices}，向 {label} 发送 {calls}：",
        devices = DEVICES.count(parts.total() + left),
        calls = REQUESTS.count(plan.calls)
    );
    let mut lines = vec![(title, theme.strong())];
    for (part, rows) in parts.iter() {
        let becomes = words::part(part, state.terms.existing);
        let becomes = match part {
            Part::Made => say!(
                "{becomes} ({key} creates them again)",
                "{becomes}（按 {key} 再次创建）",
                becomes,
                key = shared.key("plan.again")
            ),
            _ => becomes,
        };
        let rows = grouped(rows);
        lines.push((
            say!("{rows:>7}  {becomes}", "{rows:>7}  {becomes}", becomes),
            look(theme, part),
        ));
    }
    lines.extend(left_out(theme, left));
    for product in &plan.not_shown {
        let key = &product.product_key;
        let why = words::not_shown(product);
        lines.push((say!("{key}: {why}", "{key}：{why}", why), theme.bad()));
    }
    for product in &plan.products {
        let key = &product.product_key;
        let known = shared.catalogue.product(key);
        let name = known.map_or("", |known| known.product_name.in_locale("en_US"));
        let style = match product.too_many() {
            0 => Style::new(),
            _ => theme.bad(),
        };
        let room = words::headroom(product);
        lines.push((
            say!("{key}  {name}: {room}", "{key}  {name}：{room}", room),
            style,
        ));
    }
    let unchecked = plan.unchecked.iter();
    lines.extend(unchecked.map(|what| {
        (
            say!("! {what}", "! {what}", what = words::gap(what)),
            theme.doubt(),
        )
    }));
    lines
}

/// Rows of the queue that the dialog leaves out.
fn not_ready(state: &State, shared: &Shared) -> usize {
    shared.queue.len().saturating_sub(state.rows.len())
}

fn left_out(theme: Theme, left: usize) -> Option<Line> {
    (left > 0).then(|| {
        let rows = grouped(left);
        let line = say!(
            "{rows:>7}  not ready, invalid or not saved yet: stays in the queue",
            "{rows:>7}  未就绪、无效或尚未保存：留在队列中"
        );
        (line, theme.doubt())
    })
}

fn look(theme: Theme, part: Part) -> Style {
    match part {
        Part::Create => Style::new(),
        Part::Settled => theme.dim(),
        Part::GoesOn
        | Part::Made
        | Part::Identical
        | Part::Unchecked
        | Part::Sought
        | Part::Found
        | Part::ByEye => theme.doubt(),
        Part::Different | Part::Repeated | Part::Invalid | Part::NoProduct | Part::NoRoom => {
            theme.bad()
        }
    }
}

/// What is said of the `nth` thing that is listed of its own.
pub(super) fn row(state: &State, shared: &Shared, nth: usize) -> Option<Line> {
    let theme = shared.theme;
    let place = match state.noted.get(nth)? {
        Noted::Row(place) => *place,
        Noted::Repeat(words) => return Some((words.clone(), theme.doubt())),
    };
    let draft = &state.rows.get(place)?.draft;
    let (words, style) = match state.plan.as_ref()?.rows.get(place)? {
        RowPlan::Create | RowPlan::Unchecked => return None,
        RowPlan::GoesOn(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let state = words::state(sent.state);
            let words = say!(
                "row {row} of run {run}, {state} there",
                "任务 {run} 第 {row} 行，在该任务中的状态：{state}",
                state
            );
            (words, theme.doubt())
        }
        RowPlan::Made(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let key = sent.device_key.as_deref().unwrap_or_default();
            let words = say!(
                "already created: row {row} of run {run}, {key}",
                "已创建：任务 {run} 第 {row} 行，{key}"
            );
            (words, theme.doubt())
        }
        RowPlan::Identical(_) => (say!("exists, identical", "已存在，内容一致"), theme.doubt()),
        RowPlan::Different(device) => (different(&device.differs), theme.bad()),
        RowPlan::Repeated(problems) | RowPlan::Invalid(problems) => {
            (words::problem(problems.first()?), theme.bad())
        }
        RowPlan::NoProduct(_) => (
            say!("its product was not found", "未找到其产品"),
            theme.bad(),
        ),
        RowPlan::NoRoom => (say!("no room", "超出产品的设备上限"), theme.bad()),
    };
    let number = grouped(number(place));
    let key = draft.device_key();
    let key = key.map_or_else(|| say!("(generated)", "（自动生成）"), Said::data);
    Some((
        say!(
            "{number:>7}  {key}  {words}",
            "{number:>7}  {key}  {words}",
            key,
            words
        ),
        style,
    ))
}

fn different(differs: &[Difference]) -> Said {
    let fields = differs.iter().map(|differs| {
        let (field, wanted, found) = (&differs.field, &differs.wanted, &differs.found);
        say!(
            "{field} {found:?}, here {wanted:?}",
            "{field} 在 EnOS 中为 {found:?}，此处为 {wanted:?}"
        )
    });
    let fields =
        fields.reduce(|before, next| say!("{before}; {next}", "{before}；{next}", before, next));
    say!(
        "differs: {fields}",
        "不一致：{fields}",
        fields = fields.unwrap_or_default()
    )
}
