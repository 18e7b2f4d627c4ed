//! What is known of the selected row, under the list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::face::{face, reason};
use super::{KEY_BY_ENOS, is_disputed};

use crate::domain::{RowState, RunRow};
use crate::said::Lang;
use crate::tui::shared::Shared;
use crate::tui::widgets::write::Words;
use crate::words;

pub(super) fn draw(shared: &Shared, row: &RunRow, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    let rule = theme.glyph("─", "-").repeat(usize::from(area.width));
    words.line(&[(&rule, theme.dim())]);
    let (glyph, word, style) = face(theme, row.state);
    let (title, lines) = story(shared, row);
    let made = match row.device_key {
        Some(_) if row.automatic => "  key made automatically",
        _ => "",
    };
    words.line(&[
        (&format!("{glyph} {word}  "), style),
        (
            row.device_key.as_deref().unwrap_or(KEY_BY_ENOS),
            theme.strong(),
        ),
        (made, theme.dim()),
        ("  ", Style::new()),
        (&title, style),
    ]);
    for (line, dim) in &lines {
        words.wrapped(line, if *dim { theme.dim() } else { Style::new() });
    }
    if let Some(asset) = &row.asset_id {
        let secret = if row.has_secret {
            "   secret sealed, v opens it"
        } else {
            ""
        };
        words.line(&[
            ("asset id ", theme.dim()),
            (asset, Style::new()),
            (secret, theme.hint()),
        ]);
    }
    if let Some(request) = &row.request_id {
        words.line(&[("request ", theme.dim()), (request, theme.dim())]);
    }
}

/// A heading for where the row stands, and lines on why and what to do; dim ones matter less.
fn story(shared: &Shared, row: &RunRow) -> (String, Vec<(String, bool)>) {
    let own = |words: &str| (String::new(), vec![(words.to_owned(), false)]);
    match row.state {
        RowState::Failed => explained(row),
        RowState::Unknown => unknown(shared, row),
        RowState::Created if row.undo => own("To be deleted again; U goes on with that."),
        RowState::Created | RowState::Skipped => own(&words::row(row).to(Lang::En)),
        RowState::Deleted => own("Created by this run, and deleted again."),
        RowState::Queued | RowState::InFlight => own(""),
    }
}

/// The code's meaning and remedy, and what EnOS said.
fn explained(row: &RunRow) -> (String, Vec<(String, bool)>) {
    let Some(cause) = &row.cause else {
        return (String::new(), Vec::new());
    };
    let explanation = words::explain(cause);
    let [remedy, meaning] =
        [explanation.remedy, explanation.meaning].map(|said| said.to(Lang::En).into_owned());
    let mut lines = vec![(remedy, false), (meaning, true)];
    if cause.code().is_some() {
        // Without a request it is the program that says what it found.
        let who = row.request_id.as_ref().map_or("Why", |_| "EnOS said");
        lines.push((format!("{who}: {}", reason(row)), true));
    }
    (explanation.title.to(Lang::En).into_owned(), lines)
}

/// While EnOS is being asked that matters most; afterwards what the journal says of it.
fn unknown(shared: &Shared, row: &RunRow) -> (String, Vec<(String, bool)>) {
    let why = (format!("Why: {}", reason(row)), true);
    if row.needs_person() {
        let way = "It left without a key: Enter shows the devices it may have become.";
        return (String::new(), vec![(way.to_owned(), false), why]);
    }
    match shared.runs.asked(row) {
        Some(running) => (running.asking(shared.now), vec![why]),
        None if is_disputed(row) => {
            let way = "EnOS has a device with its key: Enter shows it, and you say whose it is.";
            (String::new(), vec![(way.to_owned(), false), why])
        }
        None => explained(row),
    }
}
