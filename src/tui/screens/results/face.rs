//! How a row looks: glyph, word, colour, and why it is where it is.

use ratatui::style::Style;

use crate::domain::{RowState, RunRow};
use crate::said::{Said, pair, say};
use crate::tui::theme::Theme;
use crate::words;

/// Why a row is where it is, short.
pub(super) fn reason(row: &RunRow) -> Said {
    match row.state {
        RowState::InFlight | RowState::Deleted => Said::default(),
        RowState::Created if row.undo => say!("to be deleted", "待删除"),
        RowState::Queued if row.corrected => say!("corrected", "已修正"),
        RowState::Queued if row.attempts > 0 => say!("to be sent again", "待重新发送"),
        RowState::Queued => say!("not sent", "未发送"),
        RowState::Created | RowState::Skipped => words::row(row),
        RowState::Failed | RowState::Unknown => {
            let cause = row.cause.as_deref();
            cause.map_or_else(Said::default, words::coded)
        }
    }
}

/// A row state's glyph, word and look.
pub(super) fn face(theme: Theme, state: RowState) -> (&'static str, Said, Style) {
    let (glyph, style) = match state {
        RowState::Queued => (theme.glyph("·", "."), theme.dim()),
        RowState::InFlight => (theme.glyph("…", "~"), theme.hint()),
        RowState::Created => (theme.glyph("✓", "+"), theme.ok()),
        RowState::Failed => (theme.glyph("✗", "x"), theme.bad()),
        RowState::Unknown => ("?", theme.doubt()),
        RowState::Skipped => (theme.glyph("–", "-"), theme.dim()),
        RowState::Deleted => (theme.glyph("×", "D"), theme.dim()),
    };
    let word = match state {
        // Somebody is looking on, and the column is narrow.
        RowState::InFlight => pair!("sending", "发送中"),
        _ => words::state(state),
    };
    (glyph, word, style)
}
