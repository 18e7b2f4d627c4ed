//! The steps of the job in their order, each with what waits there.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::badge;
use crate::said::{Label, grouped, label};
use crate::tui::app::Model;
use crate::tui::shared::{ScreenId, Shared};
use crate::tui::theme::{Colors, Sign, Theme};
use crate::tui::widgets::hit::{Click, Hit};
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::Pen;

/// A step: its screen, the command that goes there, its name.
type Step = (ScreenId, &'static str, Label);

const STEPS: [Step; 4] = [
    (
        ScreenId::Products,
        "go.products",
        label!("Products", "产品"),
    ),
    (ScreenId::Device, "go.device", label!("Device", "设备")),
    (ScreenId::Queue, "go.queue", label!("Queue", "队列")),
    (ScreenId::Results, "go.results", label!("Results", "结果")),
];

const CONNECT: Step = (ScreenId::Connect, "go.connect", label!("Connect", "连接"));

/// How much of the row is written out: what is left out first comes last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// The keys of the steps, and the name of the present one.
    Keys,
    /// All names but that of Connect.
    Names,
    /// All names.
    Connect,
    /// The organisation, too.
    Organisation,
}

/// A piece of the row and how it looks.
type Piece = (String, Style);

/// Draws the steps behind what is written already, and Connect at the right. Gives where they are.
pub(super) fn draw(model: &Model, pen: &mut Pen<'_>) -> Vec<Hit> {
    let shared = &model.shared;
    let theme = shared.theme;
    let room = usize::from(pen.room());
    let fits = |detail: &Detail| {
        let steps = STEPS
            .iter()
            .map(|step| wide(&pieces(model, *step, *detail)));
        let steps = steps.sum::<usize>() + (STEPS.len() - 1) * between(*detail).len();
        let organisation = match (detail, badge::organisation(shared)) {
            (Detail::Organisation, Some((_, wide))) => wide,
            (Detail::Organisation, None) => return false,
            _ => 0,
        };
        organisation + steps + 2 + wide(&pieces(model, CONNECT, *detail)) <= room
    };
    let details = [Detail::Organisation, Detail::Connect, Detail::Names];
    let detail = details.into_iter().find(fits).unwrap_or(Detail::Keys);
    if let (Detail::Organisation, Some((org_id, _))) = (detail, badge::organisation(shared)) {
        pen.write(&format!("{org_id}  "), theme.muted());
    }
    let mut hits = Vec::new();
    for (nth, step) in STEPS.into_iter().enumerate() {
        if nth > 0 && detail == Detail::Keys {
            pen.write(" ", theme.muted());
        } else if nth > 0 {
            pen.write(&format!(" {} ", theme.sign(Sign::Next)), theme.muted());
        }
        hits.push(write(model, step, detail, pen));
    }
    pen.skip_to_right(wide(&pieces(model, CONNECT, detail)));
    hits.push(write(model, CONNECT, detail, pen));
    hits
}

/// What stands between two steps, by its width.
const fn between(detail: Detail) -> &'static str {
    match detail {
        Detail::Keys => " ",
        _ => "   ",
    }
}

fn wide(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| width(text)).sum()
}

fn write(model: &Model, step: Step, detail: Detail, pen: &mut Pen<'_>) -> Hit {
    let mut areas = pieces(model, step, detail)
        .into_iter()
        .map(|(text, style)| pen.write(&text, style))
        .collect::<Vec<_>>()
        .into_iter();
    let first = areas.next().unwrap_or_default();
    let area = areas.fold(first, Rect::union);
    let click = Click::Command(step.1);
    Hit { area, click }
}

/// A step as it stands in the row: key, name, what waits there.
fn pieces(model: &Model, (screen, go, name): Step, detail: Detail) -> Vec<Piece> {
    let shared = &model.shared;
    let theme = shared.theme;
    let within = within(shared.screen);
    let active = within.map_or(shared.screen == screen, |(owner, _)| owner == screen);
    let named = match screen {
        _ if active => true,
        ScreenId::Connect => detail >= Detail::Connect,
        _ => detail >= Detail::Names,
    };
    let base = if active {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    } else {
        theme.muted()
    };
    let brackets = active && theme.colors == Colors::None;
    let mut text = shared.key(go).to_owned();
    if named {
        text = format!("{text} {}", name.to(theme.lang));
    }
    if let (true, Some((_, part))) = (active, within) {
        let next = theme.sign(Sign::Next);
        text = format!("{text} {next} {}", part.to(theme.lang));
    }
    let mut pieces = vec![(text, base)];
    let gap = if named { " " } else { "·" };
    for (nth, (text, style)) in waiting(shared, screen).into_iter().enumerate() {
        let gap = if nth == 0 { gap } else { " " };
        let style = if active { base.patch(style) } else { style };
        pieces.push((gap.to_owned(), base));
        pieces.push((text, style));
    }
    if brackets {
        pieces.insert(0, ("[".to_owned(), base));
        pieces.push(("]".to_owned(), base));
    }
    pieces
}

/// The step that a screen belongs to which is none itself, and what it is called there.
const fn within(screen: ScreenId) -> Option<(ScreenId, Label)> {
    match screen {
        ScreenId::Plan => Some((ScreenId::Queue, label!("Plan", "计划"))),
        ScreenId::Runs => Some((ScreenId::Results, label!("Runs", "任务列表"))),
        _ => None,
    }
}

/// What waits at a step, with what is wrong there.
fn waiting(shared: &Shared, screen: ScreenId) -> Vec<Piece> {
    let theme = shared.theme;
    match screen {
        ScreenId::Device => {
            let typed = shared.editing.unsaved.is_some() || shared.editing.half_typed.is_some();
            let sign = (theme.sign(Sign::Unsaved).to_owned(), theme.doubt());
            Some(sign).filter(|_| typed).into_iter().collect()
        }
        ScreenId::Queue => {
            let all = shared.queue.len();
            let wrong = all - shared.queue.ready();
            let all = Some((grouped(all), Style::new())).filter(|_| all > 0);
            all.into_iter().chain(wrong_ones(theme, wrong)).collect()
        }
        ScreenId::Results => {
            if let Some(running) = &shared.runs.running {
                let word = running.word().to(theme.lang).into_owned();
                return vec![(word, theme.busy())];
            }
            let counts = shared.runs.counts();
            let unknown = format!("{}{}", theme.sign(Sign::Unknown), grouped(counts.unknown));
            let unknown = Some((unknown, theme.doubt())).filter(|_| counts.unknown > 0);
            wrong_ones(theme, counts.failed)
                .into_iter()
                .chain(unknown)
                .collect()
        }
        ScreenId::Products | ScreenId::Connect | ScreenId::Plan | ScreenId::Runs => Vec::new(),
    }
}

fn wrong_ones(theme: Theme, count: usize) -> Option<Piece> {
    let text = format!("{}{}", theme.sign(Sign::Bad), grouped(count));
    Some((text, theme.bad())).filter(|_| count > 0)
}
