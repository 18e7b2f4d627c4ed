//! The connect screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::store::Waiting;
use crate::tui::app::{Model, Reach};
use crate::tui::widgets::table::{self, Column};
use crate::tui::widgets::write::{Words, counted};

/// Draws the screen; returns where the caret is.
pub(crate) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if let Some(form) = &model.connect.form {
        return form.form().draw(area, buf, model.theme);
    }
    let low = 9.min(area.height / 2);
    let list = Rect {
        height: area.height - low,
        ..area
    };
    draw_list(model, list, buf);
    let foot = Rect {
        x: area.x + 2,
        y: list.bottom(),
        width: area.width.saturating_sub(3),
        height: low,
    };
    draw_foot(model, foot, buf);
    None
}

fn draw_list(model: &Model, area: Rect, buf: &mut Buffer) {
    let columns = [
        Column::share("name", 3),
        Column::share("gateway", 6),
        Column::share("organisation", 3),
        Column::cells("", 10),
    ];
    let theme = model.theme;
    let connected = model.request.label();
    let profiles: Vec<_> = model.config.profiles.iter().collect();
    let selected = Some(model.connect.selected);
    table::draw(
        area,
        buf,
        theme,
        &columns,
        profiles.len() + 1,
        selected,
        |row| {
            let (name, gateway, org_id) = match row.checked_sub(1).and_then(|row| profiles.get(row))
            {
                Some((name, profile)) => (
                    (*name).clone(),
                    profile.gateway.clone(),
                    profile.org_id.clone(),
                ),
                None => (
                    "SANDBOX".to_owned(),
                    "built in, on this machine only".to_owned(),
                    String::new(),
                ),
            };
            let (mark, style) = if name == connected {
                match &model.link.reach {
                    Reach::Up => ("connected", theme.ok()),
                    Reach::Trying => ("connecting", theme.hint()),
                    Reach::Down(_) => ("no link", theme.bad()),
                }
            } else {
                ("", Style::new())
            };
            vec![
                (name, Style::new()),
                (gateway, theme.dim()),
                (org_id, theme.dim()),
                (mark.to_owned(), style),
            ]
        },
    );
}

fn draw_foot(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let mut words = Words::new(area, buf);
    let label = &model.link.label;
    match (&model.link.reach, &model.link.about) {
        (Reach::Down(reason), _) => {
            words.wrapped(&format!("{label}: {reason}"), theme.bad());
            words.wrapped("t tries the connection step by step.", Style::new());
        }
        (Reach::Up, Some(about)) => words.wrapped(
            &format!(
                "Working on {label} at {}, organisation {}.",
                about.site.gateway, about.site.org_id
            ),
            Style::new(),
        ),
        (Reach::Up | Reach::Trying, _) => {
            words.wrapped(&format!("{label} is being reached."), theme.dim());
        }
    }
    let elsewhere: Vec<String> = model
        .waiting_elsewhere()
        .map(|other| told(model, other))
        .collect();
    if !elsewhere.is_empty() {
        words.wrapped(
            &format!("Waiting elsewhere: {}.", elsewhere.join("; ")),
            theme.doubt(),
        );
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
fn told(model: &Model, other: &Waiting) -> String {
    let what = match (other.queued, other.form) {
        (0, _) => "a half-typed form".to_owned(),
        (queued, false) => counted(queued, "device"),
        (queued, true) => format!("{} and a half-typed form", counted(queued, "device")),
    };
    format!("{}: {what}", super::name(model, &other.scope))
}
