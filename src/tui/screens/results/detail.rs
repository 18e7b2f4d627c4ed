//! What is told of the selected row.

use ratatui::style::Style;

use super::face::{face, reason};
use super::{KEY_BY_ENOS, is_disputed};
use crate::domain::{Draft, RowState, RunRow};
use crate::said::{Label, Said, label, pair, say};
use crate::tui::shared::Shared;
use crate::tui::widgets::lines::Lines;
use crate::words;

/// Cells of the labels.
const LABEL: usize = 8;

/// Which row it is.
pub(super) fn title(row: &RunRow) -> Said {
    let (index, own) = (row.index, Said::from(KEY_BY_ENOS));
    match &row.device_key {
        Some(key) => say!("Row {index} · {key}", "第 {index} 行 · {key}"),
        None => say!("Row {index} · {own}", "第 {index} 行 · {own}", own),
    }
}

/// What is told of a row under its label; what matters less is muted.
struct Told {
    label: Label,
    said: Said,
    dim: bool,
}

const fn told(label: Label, said: Said) -> Told {
    Told {
        label,
        said,
        dim: false,
    }
}

const DO: Label = label!("Do", "处理");
const WHY: Label = label!("Why", "原因");
const ENOS: Label = label!("EnOS", "EnOS");
const MEANS: Label = label!("means", "含义");

/// Adds all that is known of a row.
pub(super) fn add(shared: &Shared, row: &RunRow, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let lang = theme.lang;
    let (glyph, word, style) = face(theme, row.state);
    let (title, story) = story(shared, row);
    let field = row.cause.as_ref().and_then(|cause| cause.field());
    let field = field.filter(|_| row.state == RowState::Failed);
    let state = format!("{glyph} {}", word.to(lang));
    let mut lead = vec![(state.as_str(), style)];
    let rest = [Some(title), field.map(Said::data)];
    let rest: Vec<_> = rest
        .into_iter()
        .flatten()
        .filter(|said| !said.is_empty())
        .collect();
    if !rest.is_empty() {
        lead.push(("  ", style));
    }
    let rest: Vec<_> = rest.iter().map(|said| said.to(lang)).collect();
    lines.behind(&lead, &rest.join(" · "), Style::new());
    for Told { label, said, dim } in story {
        let style = if dim { theme.muted() } else { Style::new() };
        lines.pair(&label.into(), LABEL, &said.to(lang), style);
    }
    sent(shared, row, lines);
    numbers(shared, row, lines);
}

/// What the row says, as far as it is read.
fn sent(shared: &Shared, row: &RunRow, lines: &mut Lines<'_>) {
    let here = shared.runs.sent.as_ref();
    let here = here.filter(|sent| Some(sent.row) == shared.runs.run().map(|run| (run, row.index)));
    let draft = here.and_then(|sent| sent.draft.as_deref());
    let mut pieces = vec![row.name.clone()];
    pieces.extend(draft.map(spelt).unwrap_or_default());
    pieces.push(shared.product_name(&row.product_key).to_owned());
    let label = match row.attempts {
        0 => pair!("row", "内容"),
        _ => pair!("sent", "已发送"),
    };
    lines.pair(&label, LABEL, &pieces.join(" · "), Style::new());
}

/// The rest of a device in the order of the form, in the names of the wire.
fn spelt(draft: &Draft) -> Vec<String> {
    let names = draft.device_name.i18n_value.iter();
    let mut pieces: Vec<_> = names
        .map(|(locale, name)| format!("{locale} {name}"))
        .collect();
    pieces.push(draft.timezone.clone());
    pieces.extend(draft.device_desc.clone());
    pieces.extend(draft.device_attributes.iter().map(|(id, value)| {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        format!("{id} {value}")
    }));
    let tags = draft.device_tags.iter();
    pieces.extend(tags.map(|(key, value)| format!("{key}={value}")));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn numbers(shared: &Shared, row: &RunRow, lines: &mut Lines<'_>) {
    let (lang, muted, plain) = (shared.theme.lang, shared.theme.muted(), Style::new());
    if row.automatic && row.device_key.is_some() {
        let own = label!("generated automatically", "自动生成");
        let label = pair!("key", "键");
        lines.pair(&label, LABEL, &own.to(lang), muted);
    }
    if let Some(asset) = &row.asset_id {
        lines.pair(&pair!("asset", "资产"), LABEL, asset, plain);
    }
    if row.has_secret {
        let key = shared.key("results.secret");
        let sealed = say!("sealed, {key} opens it", "已加密，按 {key} 显示");
        lines.pair(&pair!("secret", "密钥"), LABEL, &sealed.to(lang), plain);
    }
    if row.attempts > 0 {
        let tries = row.attempts.to_string();
        lines.pair(&pair!("tries", "尝试"), LABEL, &tries, muted);
    }
    if let Some(request) = &row.request_id {
        lines.pair(&pair!("request", "请求"), LABEL, request, muted);
    }
}

/// A heading for where the row stands, and lines on why and what to do.
fn story(shared: &Shared, row: &RunRow) -> (Said, Vec<Told>) {
    let own = |said| (said, Vec::new());
    match row.state {
        RowState::Failed => explained(row),
        RowState::Unknown => unknown(shared, row),
        RowState::Created if row.undo => own(say!(
            "to be deleted; {key} resumes deleting",
            "待删除；按 {key} 继续删除",
            key = shared.key("results.undo")
        )),
        RowState::Created | RowState::Skipped => own(words::row(row)),
        RowState::Deleted => own(say!(
            "created by this run, then deleted",
            "由本任务创建，之后已删除"
        )),
        RowState::Queued => own(reason(row)),
        RowState::InFlight => own(Said::default()),
    }
}

/// The code's meaning and remedy, and what EnOS said.
fn explained(row: &RunRow) -> (Said, Vec<Told>) {
    let Some(cause) = &row.cause else {
        return (Said::default(), Vec::new());
    };
    let explanation = words::explain(cause);
    let mut lines = vec![told(DO, explanation.remedy)];
    if cause.code().is_some() {
        // Without a request it is the program that says what it found, and it says much.
        let by_enos = row.request_id.is_some();
        let (label, place) = if by_enos { (ENOS, 0) } else { (WHY, 1) };
        lines.insert(place, told(label, reason(row)));
    }
    lines.push(Told {
        dim: true,
        ..told(MEANS, explanation.meaning)
    });
    (explanation.title, lines)
}

/// While EnOS is being asked that matters most; afterwards what the journal says of it.
fn unknown(shared: &Shared, row: &RunRow) -> (Said, Vec<Told>) {
    let (why, key) = (told(WHY, reason(row)), shared.key("results.open"));
    if row.needs_person() {
        let way = say!(
            "It was sent without a key: {key} shows which devices it may be.",
            "该行发送时未带 deviceKey：按 {key} 查看可能对应的设备。"
        );
        return (Said::default(), vec![why, told(DO, way)]);
    }
    match shared.runs.asked(row) {
        Some(running) => (running.asking(shared.now), vec![why]),
        None if is_disputed(row) => {
            let way = say!(
                "EnOS has a device with its key: {key} shows it, and you say whose it is.",
                "EnOS 中有一台使用该 deviceKey 的设备：按 {key} 查看，由你认定归属。"
            );
            (Said::default(), vec![why, told(DO, way)])
        }
        None => explained(row),
    }
}
