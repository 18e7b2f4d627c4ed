//! How a row looks: glyph, word, colour, and why it is where it is.

use ratatui::style::Style;

use crate::domain::{RowState, RunRow};
use crate::said::Lang;
use crate::tui::theme::Theme;
use crate::words;

/// Why a row is where it is, short.
pub(super) fn reason(row: &RunRow) -> String {
    match row.state {
        RowState::InFlight | RowState::Deleted => String::new(),
        RowState::Created if row.undo => "to be deleted".to_owned(),
        RowState::Queued if row.corrected => "corrected".to_owned(),
        RowState::Queued if row.attempts > 0 => "to be sent again".to_owned(),
        RowState::Queued => "not sent".to_owned(),
        RowState::Created | RowState::Skipped => words::row(row).to(Lang::En).into_owned(),
        RowState::Failed | RowState::Unknown => {
            let cause = row.cause.as_deref();
            cause.map_or_else(String::new, |cause| {
                words::coded(cause).to(Lang::En).into_owned()
            })
        }
    }
}

/// A row state's glyph, word and look.
pub(super) fn face(theme: Theme, state: RowState) -> (&'static str, &'static str, Style) {
    match state {
        RowState::Queued => (theme.glyph("·", "."), "queued", theme.dim()),
        RowState::InFlight => (theme.glyph("…", "~"), "sending", theme.hint()),
        RowState::Created => (theme.glyph("✓", "+"), "created", theme.ok()),
        RowState::Failed => (theme.glyph("✗", "x"), "failed", theme.bad()),
        RowState::Unknown => ("?", "unknown", theme.doubt()),
        RowState::Skipped => (theme.glyph("–", "-"), "skipped", theme.dim()),
        RowState::Deleted => (theme.glyph("×", "D"), "deleted", theme.dim()),
    }
}
