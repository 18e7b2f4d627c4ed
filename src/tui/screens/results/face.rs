//! How a row looks: glyph, word, colour, and why it is where it is.

use ratatui::style::Style;

use crate::domain::{RowState, RunRow};
use crate::said::{Said, pair, say};
use crate::tui::theme::{Sign, Theme};
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
        RowState::Queued => (theme.sign(Sign::Ready), theme.muted()),
        RowState::InFlight => (theme.sign(Sign::Sending), theme.busy()),
        RowState::Created => (theme.sign(Sign::Ok), theme.ok()),
        RowState::Failed => (theme.sign(Sign::Bad), theme.bad()),
        RowState::Unknown => (theme.sign(Sign::Unknown), theme.doubt()),
        RowState::Skipped => (theme.sign(Sign::None), theme.muted()),
        RowState::Deleted => (theme.glyph("×", "D"), theme.muted()),
    };
    let word = match state {
        // Somebody is looking on, and the column is narrow.
        RowState::InFlight => pair!("sending", "发送中"),
        _ => words::state(state),
    };
    (glyph, word, style)
}
