//! What is known of the selected row, under the list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::face::{face, reason};
use super::{KEY_BY_ENOS, is_disputed};

use crate::domain::{RowState, RunRow};
use crate::said::{Said, label, say};
use crate::tui::shared::Shared;
use crate::tui::widgets::write::Words;
use crate::words;

pub(super) fn draw(shared: &Shared, row: &RunRow, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let lang = theme.lang;
    let mut words = Words::new(area, buf);
    let rule = theme.glyph("─", "-").repeat(usize::from(area.width));
    words.line(&[(&rule, theme.dim())]);
    let (glyph, word, style) = face(theme, row.state);
    let (title, lines) = story(shared, row);
    let by_enos = KEY_BY_ENOS.to(lang);
    let made = match row.device_key {
        Some(_) if row.automatic => {
            format!(
                "  {}",
                label!("key generated automatically", "deviceKey 自动生成").to(lang)
            )
        }
        _ => String::new(),
    };
    words.line(&[
        (&format!("{glyph} {}  ", word.to(lang)), style),
        (
            row.device_key.as_deref().unwrap_or(&by_enos),
            theme.strong(),
        ),
        (&made, theme.dim()),
        ("  ", Style::new()),
        (&title.to(lang), style),
    ]);
    for (line, dim) in &lines {
        let style = if *dim { theme.dim() } else { Style::new() };
        words.wrapped(&line.to(lang), style);
    }
    if let Some(asset) = &row.asset_id {
        let secret = if row.has_secret {
            let key = shared.key("results.secret");
            format!(
                "   {}",
                say!(
                    "secret sealed, {key} opens it",
                    "设备密钥已加密，按 {key} 显示"
                )
                .to(lang)
            )
        } else {
            String::new()
        };
        words.line(&[
            (&label!("asset id", "资产 ID").to(lang), theme.dim()),
            (" ", theme.dim()),
            (asset, Style::new()),
            (&secret, theme.hint()),
        ]);
    }
    if let Some(request) = &row.request_id {
        words.line(&[
            (&label!("request", "请求").to(lang), theme.dim()),
            (" ", theme.dim()),
            (request, theme.dim()),
        ]);
    }
}

/// A heading for where the row stands, and lines on why and what to do; dim ones matter less.
fn story(shared: &Shared, row: &RunRow) -> (Said, Vec<(Said, bool)>) {
    let own = |said| (Said::default(), vec![(said, false)]);
    match row.state {
        RowState::Failed => explained(row),
        RowState::Unknown => unknown(shared, row),
        RowState::Created if row.undo => own(say!(
            "To be deleted; {key} resumes deleting.",
            "待删除；按 {key} 继续删除。",
            key = shared.key("results.undo")
        )),
        RowState::Created | RowState::Skipped => own(words::row(row)),
        RowState::Deleted => own(say!(
            "Created by this run, then deleted.",
            "由本任务创建，之后已删除。"
        )),
        RowState::Queued | RowState::InFlight => own(Said::default()),
    }
}

/// The code's meaning and remedy, and what EnOS said.
fn explained(row: &RunRow) -> (Said, Vec<(Said, bool)>) {
    let Some(cause) = &row.cause else {
        return (Said::default(), Vec::new());
    };
    let explanation = words::explain(cause);
    let mut lines = vec![(explanation.remedy, false), (explanation.meaning, true)];
    if cause.code().is_some() {
        // Without a request it is the program that says what it found.
        let said = match &row.request_id {
            Some(_) => say!(
                "EnOS said: {words}",
                "EnOS 返回：{words}",
                words = reason(row)
            ),
            None => why(row),
        };
        lines.push((said, true));
    }
    (explanation.title, lines)
}

fn why(row: &RunRow) -> Said {
    say!("Why: {why}", "原因：{why}", why = reason(row))
}

/// While EnOS is being asked that matters most; afterwards what the journal says of it.
fn unknown(shared: &Shared, row: &RunRow) -> (Said, Vec<(Said, bool)>) {
    let (why, key) = ((why(row), true), shared.key("results.open"));
    if row.needs_person() {
        let way = say!(
            "It was sent without a key: {key} shows which devices it may be.",
            "该行发送时未带 deviceKey：按 {key} 查看可能对应的设备。"
        );
        return (Said::default(), vec![(way, false), why]);
    }
    match shared.runs.asked(row) {
        Some(running) => (running.asking(shared.now), vec![why]),
        None if is_disputed(row) => {
            let way = say!(
                "EnOS has a device with its key: {key} shows it, and you say whose it is.",
                "EnOS 中有一台使用该 deviceKey 的设备：按 {key} 查看，由你认定归属。"
            );
            (Said::default(), vec![(way, false), why])
        }
        None => explained(row),
    }
}
