//! The plan, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::options::Options;
use super::{State, lines, noted};
use crate::provision::plan::Part;
use crate::said::{Said, label, say};
use crate::tui::shared::{About, Shared};
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{indent, strip};
use crate::words::ROWS;

/// Fewer rows of a list are not worth a place of their own.
const LEAST: u16 = 4;

/// Draws the screen: the sum, what can be chosen, what is listed. Where these do not fit below each other, what can be
/// chosen stands at the bottom, and all else is scrolled.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let pane = Pane::whole(area);
    let Some(about) = shared.about() else {
        return Drawn::default();
    };
    let theme = shared.theme;
    let (title, whole) = title(state, shared, about, area.width);
    pane.title(theme, buf, &title.to(theme.lang), "");
    let inner = pane.inner;
    let text = indent(inner, 1);
    let site = !whole && !about.sandbox;
    let head = lines::head(state, shared, (about, site), text.width.saturating_sub(1));
    let options = Options::new(state, shared, inner.width);
    let mut listed = Listed {
        head: &head,
        state,
        shared,
        wide: text.width.saturating_sub(1),
    };
    let scroll = shared.panes.scroll;
    let above = head.tall().saturating_add(options.tall() + 2);
    let apart = inner.height.saturating_sub(above);
    if state.noted.is_empty() && apart > 0 || apart > LEAST {
        head.draw(0, text, buf);
        let foot = strip(inner, head.tall() + 1, options.tall());
        let hits = options.draw(foot, buf);
        let rest = strip(inner, above, u16::MAX);
        let below = list_title(state, shared, rest, buf);
        let none = Lines::new(theme, 0);
        listed.head = &none;
        let lowest = listed.draw(scroll, indent(below, 1), buf);
        return scrolled(shared, lowest, Drawn::of(hits));
    }
    let foot = inner.height.min(options.tall());
    let room = inner.height - foot;
    let lowest = listed.draw(scroll, strip(text, 0, room), buf);
    let hits = options.draw(strip(inner, room, foot), buf);
    scrolled(shared, lowest, Drawn::of(hits))
}

/// The same, with how far it can be scrolled, and by which key.
fn scrolled(shared: &Shared, lowest: usize, drawn: Drawn) -> Drawn {
    let key = match shared.panes.scroll {
        _ if lowest == 0 => None,
        now if now < lowest => Some("list.page-down"),
        _ => Some("list.page-up"),
    };
    let position = key.map(|id| {
        let key = shared.key(id);
        say!("{key} more", "{key} 更多")
    });
    Drawn {
        lowest,
        position: position.unwrap_or_default(),
        ..drawn
    }
}

/// What is submitted where; with the gateway and the organisation of a real one where there is room, or whether there
/// was.
fn title(state: &State, shared: &Shared, about: &About, wide: u16) -> (Said, bool) {
    let rows = ROWS.count(state.rows.len());
    let to = shared.written_to();
    let title = say!("Submit {rows} to {to}", "向 {to} 提交 {rows}", rows, to);
    let host = about.site.gateway.split("//").last().unwrap_or_default();
    let org_id = &about.site.org_id;
    let whole = say!(
        "{title} · {org_id} · {host}",
        "{title} · {org_id} · {host}",
        title
    );
    let fits = width(&whole.to(shared.theme.lang)) + 6 <= usize::from(wide);
    if about.sandbox || !fits {
        (title, false)
    } else {
        (whole, true)
    }
}

/// The rule above what is listed, with the names of its columns; gives what is below.
fn list_title(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Rect {
    let theme = shared.theme;
    let pane = Pane::whole(area);
    if state.noted.is_empty() || area.is_empty() {
        return Rect::default();
    }
    let rule = theme.sign(Sign::Rule).repeat(usize::from(area.width));
    Pen::new(pane.rule, buf).write(&rule, theme.muted());
    let title = label!("To look at", "需留意").to(theme.lang);
    pane.title(theme, buf, &title, "");
    let differ = state.parts.of(Part::Different) > 0;
    let columns = noted::columns(usize::from(area.width).saturating_sub(2));
    if let Some([subject, found, _]) = columns.filter(|_| differ) {
        let places = [
            (subject + 1, noted::in_enos()),
            (subject + found + 2, noted::here()),
        ];
        for (cells, name) in places {
            let from = indent(pane.rule, u16::try_from(cells).unwrap_or(u16::MAX));
            let mut pen = Pen::new(from, buf);
            pen.write(&format!(" {} ", name.to(theme.lang)), theme.muted());
        }
    }
    pane.inner
}

/// Lines, and below them what is listed one by one, each of which is as tall as its text: those in view are made.
struct Listed<'a> {
    head: &'a Lines<'a>,
    state: &'a State,
    shared: &'a Shared,
    wide: u16,
}

impl Listed<'_> {
    fn entry(&self, nth: usize) -> Lines<'_> {
        noted::entry(self.state, self.shared, nth, self.wide)
    }

    /// Draws from line or entry `scroll` on; gives the last that may be the first.
    fn draw(&self, scroll: usize, area: Rect, buf: &mut Buffer) -> usize {
        if area.is_empty() {
            return 0;
        }
        let head = usize::from(self.head.tall());
        let lowest = self.lowest(area.height);
        let scroll = scroll.min(lowest);
        let mut y = 0;
        if scroll < head {
            y = u16::try_from(head - scroll)
                .unwrap_or(u16::MAX)
                .min(area.height);
            self.head.draw(scroll, strip(area, 0, y), buf);
        }
        for nth in scroll.saturating_sub(head)..self.state.noted.len() {
            if y >= area.height {
                break;
            }
            let entry = self.entry(nth);
            entry.draw(0, strip(area, y, entry.tall()), buf);
            y = y.saturating_add(entry.tall());
        }
        lowest
    }

    fn lowest(&self, tall: u16) -> usize {
        let head = usize::from(self.head.tall());
        let mut room = usize::from(tall);
        for nth in (0..self.state.noted.len()).rev() {
            let entry = usize::from(self.entry(nth).tall());
            if entry > room {
                let last = self.state.noted.len() - 1;
                return head + (nth + 1).min(last);
            }
            room -= entry;
        }
        head.saturating_sub(room)
    }
}
