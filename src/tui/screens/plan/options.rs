//! What can be chosen on the plan: one row for each option, broken where the screen is narrow.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Choice, State};
use crate::domain::Existing;
use crate::said::{Label, label};
use crate::tui::shared::Shared;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::hit::{Click, Hit};
use crate::tui::widgets::strip;
use crate::tui::widgets::text::{pad, width, wrapped};
use crate::tui::widgets::write::Pen;

/// Cells of the names of the options, with the mark before them.
const NAME: usize = 13;

/// Something to choose, as it is written, and what a click on it means.
type Piece = (String, Style, Click);

/// What an option is called, and whether it is chosen.
type Name = (String, bool);

/// The rows of all options; the first of each has its name.
pub(super) struct Options {
    theme: Theme,
    rows: Vec<(Option<Name>, Vec<Piece>)>,
}

impl Options {
    /// Those that there are, for `wide` cells.
    pub(super) fn new(state: &State, shared: &Shared, wide: u16) -> Self {
        let theme = shared.theme;
        let room = usize::from(wide).saturating_sub(NAME).max(1);
        let mut rows = Vec::new();
        for choice in state.choices() {
            let (name, pieces) = option(state, theme, choice);
            let mut name = Some((name.to(theme.lang).into_owned(), choice == state.chosen));
            for pieces in flowed(pieces, room) {
                rows.push((name.take(), pieces));
            }
        }
        Self { theme, rows }
    }

    /// How many rows they take.
    pub(super) fn tall(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
    }

    /// Draws them; gives what can be clicked.
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
        let theme = self.theme;
        let mut hits = Vec::new();
        for (y, (name, pieces)) in (0..area.height).zip(&self.rows) {
            let mut pen = Pen::new(strip(area, y, 1), buf);
            let (mark, text, look) = match name {
                Some((text, true)) => {
                    (theme.sign(Sign::SelectedRow), text.as_str(), theme.accent())
                }
                Some((text, false)) => (" ", text.as_str(), Style::new()),
                None => (" ", "", Style::new()),
            };
            pen.write(mark, theme.accent());
            pen.write(&format!(" {}", pad(text, NAME - 2)), look);
            for (nth, (text, look, click)) in pieces.iter().enumerate() {
                if nth > 0 {
                    pen.write("  ", Style::new());
                }
                let area = pen.write(text, *look);
                hits.push(Hit {
                    area,
                    click: *click,
                });
            }
        }
        hits.retain(|hit| !hit.area.is_empty());
        hits
    }
}

/// An option's name, and what there is to choose.
fn option(state: &State, theme: Theme, choice: Choice) -> (Label, Vec<Piece>) {
    match choice {
        Choice::Existing => {
            let policies = Existing::ALL.into_iter().enumerate();
            let pieces = policies.map(|(place, policy)| {
                let word = match policy {
                    Existing::Fail => label!("fails", "失败"),
                    Existing::Skip => label!("is skipped", "跳过"),
                    Existing::Adopt => label!("is adopted if alike", "一致则接管"),
                };
                let (mark, look) = if policy == state.terms.existing {
                    (theme.glyph("(•)", "(*)"), theme.strong())
                } else {
                    ("( )", Style::new())
                };
                let text = format!("{mark} {}", word.to(theme.lang));
                (text, look, Click::Row(place))
            });
            (label!("exists", "设备已存在"), pieces.collect())
        }
        Choice::Secrets => {
            let ask = label!(
                "ask EnOS for them (needs an RSA key pair)",
                "向 EnOS 请求（需要 RSA 密钥对）"
            );
            let piece = ticked(theme, state.terms.require_secret, ask, "plan.secrets");
            (label!("secrets", "设备密钥"), vec![piece])
        }
        Choice::Again => {
            let again = label!(
                "create again what was already created without a key",
                "再次创建先前已创建且未填 deviceKey 的设备"
            );
            let piece = ticked(theme, state.again, again, "plan.again");
            (label!("again", "再次创建"), vec![piece])
        }
    }
}

fn ticked(theme: Theme, on: bool, what: Label, command: &'static str) -> Piece {
    let mark = if on { "[x]" } else { "[ ]" };
    let text = format!("{mark} {}", what.to(theme.lang));
    (
        text,
        if on { theme.strong() } else { Style::new() },
        Click::Command(command),
    )
}

/// The pieces in rows of at most `room` cells.
fn flowed(pieces: Vec<Piece>, room: usize) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    let mut left = 0;
    for (text, look, click) in pieces {
        for part in wrapped(&text, room) {
            let wide = width(part) + 2;
            if wide > left + 2 || rows.is_empty() {
                rows.push(Vec::new());
                left = room;
            }
            left = left.saturating_sub(wide);
            if let Some(row) = rows.last_mut() {
                row.push((part.to_owned(), look, click));
            }
        }
    }
    rows
}
