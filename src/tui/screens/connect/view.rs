//! The connect screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::State;
use crate::store::Waiting;
use crate::tui::shared::{Reach, Shared};
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::table::{self, Column};
use crate::tui::widgets::write::{Words, counted};
use crate::tui::widgets::{indent, split};

/// Draws the screen; returns where the caret is.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    if let Some(form) = &state.form {
        return form.form.draw(area, buf, shared.theme);
    }
    let low = 9.min(area.height / 2);
    let [list, foot] = split(area, area.height - low);
    let hits = draw_list(state, shared, list, buf);
    draw_foot(shared, indent(foot.inner(Margin::new(1, 0)), 1), buf);
    Drawn::of(hits)
}

fn draw_list(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let columns = [
        Column::share("name", 3),
        Column::share("gateway", 6),
        Column::share("organisation", 3),
        Column::cells("", 10),
    ];
    let theme = shared.theme;
    let connected = shared.request.label();
    let profiles: Vec<_> = shared.config.profiles.iter().collect();
    let selected = Some(state.selected);
    let rows = profiles.len() + 1;
    table::draw(area, buf, theme, &columns, rows, selected, |row| {
        let profile = row.checked_sub(1).and_then(|row| profiles.get(row));
        let (name, gateway, org_id) = match profile {
            Some((name, profile)) => (name.as_str(), profile.gateway.as_str(), &*profile.org_id),
            None => ("SANDBOX", "built in, on this machine only", ""),
        };
        let (mark, style) = match &shared.link.reach {
            _ if name != connected => ("", Style::new()),
            Reach::Up => ("connected", theme.ok()),
            Reach::Trying => ("connecting", theme.hint()),
            Reach::Down(_) => ("no link", theme.bad()),
        };
        let cells = [
            (name, Style::new()),
            (gateway, theme.dim()),
            (org_id, theme.dim()),
            (mark, style),
        ];
        cells.map(|(text, style)| (text.to_owned(), style)).into()
    })
}

fn draw_foot(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    let label = &shared.link.label;
    match (&shared.link.reach, &shared.link.about) {
        (Reach::Down(reason), _) => {
            words.wrapped(&format!("{label}: {reason}"), theme.bad());
            words.wrapped("t tries the connection step by step.", Style::new());
        }
        (Reach::Up, Some(about)) => {
            let (gateway, org_id) = (&about.site.gateway, &about.site.org_id);
            let line = format!("Working on {label} at {gateway}, organisation {org_id}.");
            words.wrapped(&line, Style::new());
        }
        (Reach::Up | Reach::Trying, _) => {
            words.wrapped(&format!("{label} is being reached."), theme.dim());
        }
    }
    let elsewhere = shared.waiting_elsewhere();
    let elsewhere: Vec<String> = elsewhere.map(|other| waiting(shared, other)).collect();
    if !elsewhere.is_empty() {
        let line = format!("Waiting elsewhere: {}.", elsewhere.join("; "));
        words.wrapped(&line, theme.doubt());
    }
    words.blank();
    words.wrapped(
        "a adds a real EnOS: its gateway address, your orgId, and the access key and secret key of an \
         application that may use Device Management Service with full access. To open device secrets \
         it also needs the private key of the RSA pair registered in EnOS.",
        theme.dim(),
    );
}

/// What waits at another gateway: `site-7: 12 devices and a half-typed form`
fn waiting(shared: &Shared, other: &Waiting) -> String {
    let what = match (other.queued, other.form) {
        (0, _) => "a half-typed form".to_owned(),
        (queued, false) => counted(queued, "device"),
        (queued, true) => format!("{} and a half-typed form", counted(queued, "device")),
    };
    format!("{}: {what}", shared.name_of(&other.scope))
}
