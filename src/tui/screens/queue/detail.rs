//! The selected row of the queue, whole: how it stands with what to do, then its data.

use ratatui::style::Style;
use serde_json::Value;

use super::rows::Standing;
use crate::domain::{Draft, ThingModel, number};
use crate::provision::Problem;
use crate::said::{Said, grouped, label, pair, say};
use crate::tui::form::sign;
use crate::tui::shared::Shared;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::text::{pad, width};
use crate::words;

/// Cells of the labels.
const LABEL: usize = 14;

/// What is told of the row at this place, for a pane of `wide` cells; `notes` come last where the list has no room for
/// them.
pub(super) fn lines<'a>(shared: &Shared, place: usize, wide: u16, notes: &[Said]) -> Lines<'a> {
    let theme = shared.theme;
    let mut lines = Lines::new(theme, wide);
    let Some((id, draft)) = shared.queue.open_at(place) else {
        return lines;
    };
    let problems = shared.queue.problems(place);
    standing(
        shared,
        Standing::of(shared, id, &problems),
        &problems,
        &mut lines,
    );
    data(shared, &draft, &mut lines);
    for note in notes {
        lines.told(note, theme.doubt());
    }
    lines
}

/// The title of what is told.
pub(super) fn title(shared: &Shared, place: usize) -> Said {
    let row = grouped(number(place));
    let key = shared
        .queue
        .at(place)
        .and_then(|(_, draft)| draft.device_key());
    match key {
        Some(key) => say!("Row {row} · {key}", "第 {row} 行 · {key}"),
        None => say!("Row {row}", "第 {row} 行"),
    }
}

fn standing(shared: &Shared, standing: Standing, problems: &[Problem], lines: &mut Lines<'_>) {
    let (theme, plain) = (shared.theme, Style::new());
    let said = match standing {
        Standing::Saving => Some(say!("being saved to the disk", "正在存盘")),
        Standing::Unsaved => {
            let form = shared.key("go.device");
            Some(say!(
                "changed on the form, not saved ({form})",
                "在表单中有改动，未保存（{form}）"
            ))
        }
        Standing::Ready => Some(say!("ready to submit", "就绪，可提交")),
        Standing::Doubtful => Some(say!(
            "ready to submit; EnOS may object to this:",
            "就绪，可提交；但 EnOS 可能不接受："
        )),
        Standing::Wrong => None,
    };
    if let Some(said) = said {
        let (sign, look) = match standing {
            Standing::Doubtful => Standing::Ready.sign(theme),
            _ => standing.sign(theme),
        };
        lines.behind(&[(sign, look), (" ", plain)], &said.to(theme.lang), plain);
    }
    for problem in problems {
        let (sign, look) = sign(problem.severity, theme);
        let said = words::problem(problem);
        lines.behind(&[(sign, look), (" ", plain)], &said.to(theme.lang), plain);
    }
}

fn data(shared: &Shared, draft: &Draft, lines: &mut Lines<'_>) {
    let plain = Style::new();
    let lang = shared.theme.lang;
    let product = shared.catalogue.product(&draft.product_key);
    let product = match product {
        Some(known) => {
            let name = known.product_name.in_locale(lang.locale());
            format!("{name}  {}", draft.product_key)
        }
        None => draft.product_key.clone(),
    };
    let name = &draft.device_name;
    let mut pair = |label: Said, value: &str| {
        lines.pair(&label, LABEL, value, plain);
    };
    pair(pair!("product", "产品"), &product);
    let generated = label!("generated", "自动生成").to(lang);
    let key = draft.device_key.as_deref().unwrap_or(&generated);
    pair(pair!("device key", "deviceKey"), key);
    pair(pair!("name", "名称"), &name.default_value);
    for (locale, text) in &name.i18n_value {
        pair(Said::data(format!("  {locale}")), text);
    }
    pair(pair!("time zone", "时区"), &draft.timezone);
    if let Some(text) = draft.device_desc.as_deref().filter(|text| !text.is_empty()) {
        pair(pair!("description", "描述"), text);
    }
    let model = shared.catalogue.model_of(&draft.product_key);
    for (id, value) in &draft.device_attributes {
        named(lines, shared, id, &valued(model, id, value));
    }
    for (key, value) in &draft.device_tags {
        let tag = label!("tag", "标签").to(lang);
        named(lines, shared, &format!("{tag} {key}"), value);
    }
}

/// A value behind a name that is data, and never cut.
fn named(lines: &mut Lines<'_>, shared: &Shared, name: &str, value: &str) {
    let name = if width(name) < LABEL {
        pad(name, LABEL)
    } else {
        name.to_owned()
    };
    let muted = shared.theme.muted();
    lines.behind(&[(&name, muted), (" ", muted)], value, Style::new());
}

/// A value as people read it, with its unit.
fn valued(model: Option<&ThingModel>, id: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let unit = model.and_then(|model| model.attribute(id)?.unit.as_deref());
    match unit {
        Some(unit) => format!("{text} {unit}"),
        None => text,
    }
}
