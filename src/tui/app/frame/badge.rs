//! The badge: which gateway the next key writes to.

use crate::said::{Said, label, say};
use crate::tui::shared::{Reach, Shared};
use crate::tui::theme::Sign;
use crate::tui::widgets::text::{truncate, width};
use crate::tui::widgets::write::Pen;

/// A name is cut to this where the row is narrow: Connect has it whole.
const NAME: usize = 20;

/// What the steps and the way to Connect need at least.
const STEPS: usize = 26;

/// Draws the badge, and the organisation where all of the row has room for it.
pub(super) fn draw(shared: &Shared, pen: &mut Pen<'_>) {
    let theme = shared.theme;
    let room = usize::from(pen.room()).saturating_sub(STEPS);
    let name = truncate(&shared.link.label, NAME.min(room).max(8));
    let name = Said::data(name);
    match &shared.link.reach {
        Reach::Up if shared.is_live() => {
            let badge = say!(" LIVE {name} ", " 正式 {name} ", name);
            pen.write(&badge.to(theme.lang), theme.badge(theme.live()));
        }
        Reach::Up => {
            pen.write(
                &format!(" {} ", name.to(theme.lang)),
                theme.badge(theme.accent()),
            );
        }
        Reach::Trying => {
            let sign = theme.sign(Sign::Sending);
            let trying = say!("{sign} {name} connecting", "{sign} {name} 连接中", name);
            pen.write(&trying.to(theme.lang), theme.busy());
        }
        Reach::Down(_) => {
            let sign = theme.sign(Sign::Bad);
            let none = label!("no link", "未连接").to(theme.lang);
            let down = format!("{sign} {} {none}", name.to(theme.lang));
            pen.write(&down, theme.bad());
        }
    }
    pen.write("  ", theme.muted());
}

/// How wide the organisation is beside the badge; nothing before the gateway is known.
pub(super) fn organisation(shared: &Shared) -> Option<(&str, usize)> {
    let org_id = shared.about()?.site.org_id.as_str();
    (shared.link.reach == Reach::Up).then(|| (org_id, width(org_id) + 2))
}
