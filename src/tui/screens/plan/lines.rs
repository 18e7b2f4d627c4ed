//! What a plan says of all rows together: the sum in which each stands once, the room, what is to be known besides.

use ratatui::style::Style;

use super::{State, unsaved};
use crate::domain::{Existing, number};
use crate::provision::plan::{Headroom, Part, Plan};
use crate::said::{Said, grouped, label, say};
use crate::tui::shared::{About, Shared};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::bar;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::text::{pad, pad_left, width};
use crate::words::{self, DEVICES, REQUESTS};

/// Cells of the numbers of the sum.
const NUMBER: usize = 7;
/// Cells of a product's name before its meter.
const NAME: usize = 24;
/// Cells of a meter.
const METER: usize = 18;
/// Where all of a product's room stands in one line.
const ONE_LINE: usize = 76;

/// What is said of all rows together, for a pane of `wide` cells; `site` where the title has no room for that.
pub(super) fn head<'a>(
    state: &State,
    shared: &Shared,
    (about, site): (&About, bool),
    wide: u16,
) -> Lines<'a> {
    let mut lines = Lines::new(shared.theme, wide);
    if site {
        lines.told(&words::site(&about.site), shared.theme.muted());
    }
    match &state.plan {
        None => asked(state, shared, &mut lines),
        Some(plan) => known(state, shared, (plan, about), &mut lines),
    }
    notes(state, shared, about, &mut lines);
    lines
}

/// A row of the sum.
fn summed(
    lines: &mut Lines<'_>,
    lang: crate::said::Lang,
    (rows, sign, look): (usize, &str, Style),
    said: &Said,
) {
    let rows = pad_left(&grouped(rows), NUMBER);
    let lead = [
        (rows.as_str(), look),
        ("  ", look),
        (sign, look),
        ("  ", look),
    ];
    lines.behind(&lead, &said.to(lang), Style::new());
}

/// A sentence behind its sign.
fn noted(lines: &mut Lines<'_>, theme: Theme, (sign, look): (Sign, Style), said: &Said) {
    let lead = [("  ", look), (theme.sign(sign), look), (" ", look)];
    lines.behind(&lead, &said.to(theme.lang), Style::new());
}

fn asked(state: &State, shared: &Shared, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let rows = DEVICES.count(state.rows.len());
    let asking = say!(
        "Looking up {rows} in EnOS…",
        "正在向 EnOS 查询 {rows}是否已存在…",
        rows
    );
    let lead = [
        ("  ", theme.busy()),
        (theme.sign(Sign::Sending), theme.busy()),
        (" ", theme.busy()),
    ];
    lines.behind(&lead, &asking.to(theme.lang), theme.strong());
    let meanwhile = say!(
        "{key} submits without waiting: nothing is checked beforehand, and devices that already exist are found only while sending.",
        "按 {key} 不等待直接提交：事先不作检查，发送时才会发现哪些设备已存在。",
        key = shared.key("plan.submit")
    );
    lines.behind(
        &[("    ", Style::new())],
        &meanwhile.to(theme.lang),
        Style::new(),
    );
    left_out(state, shared, lines);
}

fn known(state: &State, shared: &Shared, (plan, about): (&Plan, &About), lines: &mut Lines<'_>) {
    let theme = shared.theme;
    for (part, rows) in state.parts.iter() {
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
        let (sign, look) = look(theme, part, state.terms.existing);
        summed(lines, theme.lang, (rows, theme.sign(sign), look), &becomes);
    }
    let left = left_out(state, shared, lines);
    let all = say!(
        "in the queue; {calls} to {label}",
        "队列共计；向 {label} 发送 {calls}",
        calls = REQUESTS.count(plan.calls),
        label = about.label
    );
    let total = state.parts.total() + left;
    summed(lines, theme.lang, (total, " ", theme.strong()), &all);
    if !plan.not_shown.is_empty() || !plan.products.is_empty() {
        lines.blank();
    }
    for product in &plan.not_shown {
        let key = &product.product_key;
        let why = words::not_shown(product);
        let said = say!("{key}: {why}", "{key}：{why}", why);
        noted(lines, theme, (Sign::Bad, theme.bad()), &said);
    }
    for product in &plan.products {
        room(shared, product, lines);
    }
    for what in &plan.unchecked {
        noted(
            lines,
            theme,
            (Sign::Doubt, theme.doubt()),
            &words::gap(what),
        );
    }
}

/// How full a product is, and how full it would be, as a meter where both are known.
fn room(shared: &Shared, product: &Headroom, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let key = &product.product_key;
    let known = shared.catalogue.product(key);
    let name = known.map_or(key.as_str(), |known| {
        known.product_name.in_locale(theme.lang.locale())
    });
    let over = usize::try_from(product.too_many()).unwrap_or(usize::MAX);
    let cells = lines.wide().saturating_sub(6).min(METER);
    let (sign, sign_look) = if over > 0 {
        (theme.sign(Sign::Bad), theme.bad())
    } else {
        (" ", Style::new())
    };
    let mut lead = vec![
        ("  ".to_owned(), sign_look),
        (format!("{sign} "), sign_look),
    ];
    if lines.wide() >= ONE_LINE && width(name) <= NAME {
        lead.push((format!("{} ", pad(name, NAME)), Style::new()));
    } else {
        let begins: Vec<_> = lead
            .iter()
            .map(|(text, look)| (text.as_str(), *look))
            .collect();
        lines.behind(&begins, name, Style::new());
        lead = vec![("    ".to_owned(), Style::new())];
    }
    let known = product.used.zip(product.room());
    if let Some((used, _)) = known {
        let [used, limit] =
            [used, product.limit].map(|of| usize::try_from(of).unwrap_or(usize::MAX));
        let fits = product.wanted.saturating_sub(over);
        let parts = [
            (used, bar::Part::Full, theme.muted()),
            (fits, bar::Part::Half, theme.accent()),
            (over, bar::Part::Wrong, theme.bad()),
        ];
        lead.extend(bar::pieces(
            theme,
            cells,
            limit.max(used + product.wanted),
            &parts,
        ));
        lead.push(("  ".to_owned(), Style::new()));
    }
    let lead: Vec<_> = lead
        .iter()
        .map(|(text, look)| (text.as_str(), *look))
        .collect();
    lines.behind(
        &lead,
        &words::headroom(product).to(theme.lang),
        Style::new(),
    );
}

fn notes(state: &State, shared: &Shared, about: &About, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let mut notes = Vec::new();
    if state.again {
        let again = say!(
            "Devices already created without a key will be created again ({key} turns this off).",
            "之前已创建且未填 deviceKey 的设备将再次创建（按 {key} 取消）。",
            key = shared.key("plan.again")
        );
        notes.push((Sign::Doubt, theme.doubt(), again));
    }
    if let Some(place) = unsaved(shared) {
        let row = grouped(number(place));
        let changed = say!(
            "Row {row} is open on the form with unsaved changes: it would be created as it is in the queue.",
            "第 {row} 行在表单中有未保存的改动：将按队列中的内容创建。"
        );
        notes.push((Sign::Unsaved, theme.bad(), changed));
    }
    if let Some(name) = &shared.editing.half_typed {
        let half = say!(
            "A new device ({name}) is half typed on the form and not in the queue: it stays on the form.",
            "新设备（{name}）在表单中只填了一部分，未入队：仍留在表单中。",
            name
        );
        notes.push((Sign::Unsaved, theme.doubt(), half));
    }
    if about.keys_by_server && state.keyless > 0 {
        let keyless = say!(
            "EnOS generates the key of {devices}: if the reply for such a device is lost, it cannot be looked up, and you have to say what happened to it.",
            "{devices}的 deviceKey 由 EnOS 生成：若这类设备的响应丢失，则无法查询，需由你认定其结果。",
            devices = DEVICES.count(state.keyless)
        );
        notes.push((Sign::Doubt, theme.doubt(), keyless));
    }
    if !notes.is_empty() {
        lines.blank();
    }
    for (sign, look, said) in notes {
        noted(lines, theme, (sign, look), &said);
    }
}

/// The rows of the queue that the plan leaves out, with what is wrong with the first; gives how many they are.
fn left_out(state: &State, shared: &Shared, lines: &mut Lines<'_>) -> usize {
    let (theme, queue) = (shared.theme, &shared.queue);
    let left = queue.len().saturating_sub(state.rows.len());
    if left == 0 {
        return 0;
    }
    let first = state.left_out.and_then(|id| queue.place(id));
    let problem = first.and_then(|place| {
        let problems = queue.problems(place);
        let wrong = problems.iter().find(|problem| problem.is_error())?;
        Some((grouped(number(place)), words::problem(wrong)))
    });
    let stays = label!(
        "not ready, invalid or not saved yet: stays in the queue",
        "未就绪、无效或尚未保存：留在队列中"
    );
    let said = match problem {
        Some((row, problem)) => say!(
            "{stays}; row {row}, {problem}",
            "{stays}；第 {row} 行，{problem}",
            stays = Said::from(stays),
            problem
        ),
        None => stays.into(),
    };
    let bad = (left, theme.sign(Sign::Bad), theme.bad());
    summed(lines, theme.lang, bad, &said);
    left
}

/// The sign of a part and how it looks, by what becomes of devices that exist.
fn look(theme: Theme, part: Part, policy: Existing) -> (Sign, Style) {
    match (part, policy) {
        (Part::Create, _) => (Sign::Ok, theme.ok()),
        (Part::GoesOn, _) => (Sign::Ready, theme.doubt()),
        (Part::Made | Part::Settled, _) | (Part::Different, Existing::Skip) => {
            (Sign::None, theme.doubt())
        }
        (Part::Identical, Existing::Fail) => (Sign::Alike, theme.bad()),
        (Part::Identical, Existing::Skip) => (Sign::Alike, theme.doubt()),
        (Part::Identical, Existing::Adopt) => (Sign::Alike, theme.ok()),
        (Part::Different | Part::Repeated | Part::Invalid | Part::NoProduct, _) => {
            (Sign::Bad, theme.bad())
        }
        (Part::NoRoom, _) => (Sign::Doubt, theme.bad()),
        (Part::Unchecked | Part::Sought | Part::Found | Part::ByEye, _) => {
            (Sign::Unknown, theme.doubt())
        }
    }
}
