//! Every command of every screen, with its key and its screen: found by typing, done from anywhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::answer::Which;
use super::box_keys::{finder_keys, key};
use super::{Model, finder, registry};
use crate::said::{Label, Said, label, say};
use crate::tui::contract::Spec;
use crate::tui::shared::{Place, Reason, ScreenId};
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::table::{Cell, Column, Table};
use crate::tui::widgets::text::{put, width};
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{clear, strip};
use crate::tui::widgets::{pane, popup};

/// Rows for what is told of the selected command, so that nothing jumps.
const TOLD: u16 = 4;
/// The longest list shown at once.
const ROWS: u16 = 14;

/// The commands that match what is typed, the best first.
pub(super) fn entries(model: &Model) -> Vec<(Which, &'static Spec)> {
    let here = model.place_below();
    let finder = &model.finder;
    let kept = |spec: &Spec| {
        let of_screens = spec.places.iter().any(|place| is_of_screens(*place));
        of_screens && (!finder.only_here || spec.applies(here))
    };
    let every: Vec<_> = registry::rows(model)
        .filter(|(_, spec)| kept(spec))
        .collect();
    let specs: Vec<_> = every.iter().map(|(_, spec)| *spec).collect();
    let mut found = finder::found(&finder.query.text(), &specs);
    if !finder.is_looking() {
        // What can be done here comes first, the screen's own before all else.
        let screen = Some(model.shared.screen);
        found.sort_by_key(|nth| match every.get(*nth) {
            Some((which, spec)) if spec.applies(here) => u8::from(which.owner != screen),
            _ => 2,
        });
    }
    let found = found.into_iter();
    found.filter_map(|nth| every.get(nth).copied()).collect()
}

fn is_of_screens(place: Place) -> bool {
    Place::SCREENS.contains(&place) || place == Place::Plan
}

/// Whether a command's screen is another one than that in view. The plan has no way in but the queue.
pub(super) fn is_elsewhere(model: &Model, owner: ScreenId) -> bool {
    model.shared.screen != owner && owner != ScreenId::Plan
}

/// The reason against a command from here, its screen being gone to first.
pub(super) fn against(model: &Model, which: Which, spec: &'static Spec) -> Option<Reason> {
    let place = match which.owner {
        Some(ScreenId::Plan) => (model.shared.screen == ScreenId::Plan).then_some(Place::Plan),
        Some(owner) => Some(model.screens.get(owner).place()),
        None => Some(model.place_below()),
    };
    if !place.is_some_and(|place| spec.applies(place)) {
        let mut places = spec.places.iter().filter(|place| is_of_screens(**place));
        let place = places
            .next()
            .map_or(label!("a list", "列表"), |place| called(*place));
        let place = Said::from(place);
        return Some(say!("it is for {place} only", "仅用于{place}", place));
    }
    registry::against(model, which)
}

/// A place, as it is called in a sentence.
const fn called(place: Place) -> Label {
    match place {
        Place::Find => label!("the search for products", "产品查找"),
        Place::Device => label!("forms", "表单"),
        Place::NoDevice => label!("the device screen without a device", "无设备时的设备界面"),
        Place::ProfileForm => label!("the form of a profile", "连接配置表单"),
        Place::Plan => label!("the plan", "计划"),
        _ => label!("lists", "列表"),
    }
}

/// Where a command belongs.
fn home(which: Which, spec: &Spec) -> Label {
    match which.owner {
        Some(ScreenId::Products) => label!("Products", "产品"),
        Some(ScreenId::Device) => label!("Device", "设备"),
        Some(ScreenId::Queue) => label!("Queue", "队列"),
        Some(ScreenId::Results) => label!("Results", "结果"),
        Some(ScreenId::Runs) => label!("Runs", "任务列表"),
        Some(ScreenId::Connect) => label!("Connect", "连接"),
        Some(ScreenId::Plan) => label!("Plan", "计划"),
        None => match [Place::Products, Place::Device].map(|place| spec.applies(place)) {
            [true, true] => label!("all", "全部"),
            [false, true] => label!("forms", "表单"),
            _ => label!("lists", "列表"),
        },
    }
}

/// The key of a command where it belongs, where it works here: here.
pub(super) fn key_of(model: &Model, spec: &'static Spec) -> String {
    let here = model.place_below();
    let places = spec.places.iter().copied();
    let place = if spec.applies(here) {
        Some(here)
    } else {
        places.into_iter().find(|place| is_of_screens(*place))
    };
    let chord = place.and_then(|place| spec.shown(place));
    chord.map_or_else(String::new, |chord| chord.to_string())
}

/// Draws it over `screen`.
pub(super) fn draw(model: &Model, screen: Rect, buf: &mut Buffer) -> Drawn {
    let shared = &model.shared;
    let theme = shared.theme;
    let entries = entries(model);
    let selected = model.finder.selected.min(entries.len().saturating_sub(1));
    let told = told(model, entries.get(selected), popup::room(screen));
    let rows = ROWS.min(screen.height.saturating_sub(6 + TOLD));
    let tall = 1 + 1 + rows + 1 + TOLD;
    let title = label!("Commands", "命令").to(theme.lang);
    let size = (popup::room(screen), tall);
    let popup = popup::over(screen, None, size, (&title, theme.strong()), buf, theme);
    let here = label!("only this screen", "仅本界面");
    let all = label!("all screens", "全部界面");
    let here = if model.finder.only_here { all } else { here };
    let keys = finder_keys(shared, vec![key(shared, "palette.here", &here.into())]);
    let mut hits = popup.keys(theme, &keys, buf);
    let inner = popup.inner;
    let below = strip(inner, 1, u16::MAX);
    let rows = told.tall().max(if below.height > 12 { TOLD } else { 1 });
    // The list keeps its heading and a row, or where that is too much the row.
    let rows = rows.min(below.height.saturating_sub(1));
    let rule = u16::from(below.height > rows + 3);
    let list = strip(below, 0, below.height - rows - rule);
    hits.extend(draw_list(model, (&entries, selected), list, buf));
    let caret = draw_filter(model, entries.len(), strip(inner, 0, 1), buf);
    let line = strip(below, list.height, rule);
    pane::rule(theme, line, buf);
    told.draw(0, strip(below, list.height + rule, rows), buf);
    Drawn {
        caret,
        hits,
        ..Drawn::default()
    }
}

/// Draws the commands. A list of one row has no room for its heading, which then is where the filter will be.
fn draw_list(
    model: &Model,
    (entries, selected): (&[(Which, &'static Spec)], usize),
    list: Rect,
    buf: &mut Buffer,
) -> Vec<Hit> {
    let theme = model.shared.theme;
    if entries.is_empty() {
        let none = label!("nothing matches", "无匹配项").to(theme.lang);
        put(buf, list, &none, theme.muted());
        return Vec::new();
    }
    let above = u16::from(list.height == 1);
    let area = Rect {
        y: list.y - above,
        height: list.height + above,
        ..list
    };
    let columns = columns(area.width);
    let len = (entries.len(), Some(selected));
    let table = Table::new(theme, &columns, len, area.height, |row| {
        cells(model, entries.get(row))
    });
    table.draw(area, buf)
}

/// Draws what is typed, and how many match; gives where the caret is.
fn draw_filter(
    model: &Model,
    found: usize,
    line: Rect,
    buf: &mut Buffer,
) -> Option<ratatui::layout::Position> {
    let theme = model.shared.theme;
    clear(line, buf);
    buf.set_style(line, theme.text());
    let count = say!("{found} found", "{found} 项")
        .to(theme.lang)
        .into_owned();
    let mut pen = Pen::new(line, buf);
    pen.skip_to_right(width(&count));
    pen.write(&count, theme.muted());
    let cells = usize::from(line.width).saturating_sub(width(&count) + 2);
    let field = Rect {
        width: u16::try_from(cells).unwrap_or(line.width),
        ..line
    };
    let hint = label!("type to find", "输入以查找").to(theme.lang);
    model.finder.query.draw(field, buf, theme, true, &hint)
}

/// The columns; what the others leave is the command's, whatever is found.
fn columns(wide: u16) -> [Column; 4] {
    let others = [
        Column::cells(label!("now", "现在"), 8).from(60),
        Column::cells(label!("screen", "界面"), 9).from(44),
        Column::cells(label!("key", "按键"), 10),
    ];
    let there = others.iter().filter(|column| column.from <= wide);
    let used: u16 = there.map(|column| column.cells + 1).sum();
    let command = wide.saturating_sub(used + 3);
    let [now, screen, key] = others;
    [
        Column::cells(label!("command", "命令"), command),
        now,
        screen,
        key,
    ]
}

fn cells(model: &Model, entry: Option<&(Which, &'static Spec)>) -> Vec<Cell> {
    let Some((which, spec)) = entry else {
        return Vec::new();
    };
    let theme = model.shared.theme;
    let against = against(model, *which, spec).is_some();
    let (now, style) = if against {
        (label!("not now", "不可用"), theme.muted())
    } else {
        (Label::data(""), Style::new())
    };
    let title = registry::called(model, *which);
    vec![
        (title.to(theme.lang).into_owned(), style),
        (now.to(theme.lang).into_owned(), theme.muted()),
        (home(*which, spec).to(theme.lang).into_owned(), Style::new()),
        (key_of(model, spec), theme.accent()),
    ]
}

/// What is told of a command: what it does, and in full why it is not possible now.
fn told<'a>(model: &Model, entry: Option<&(Which, &'static Spec)>, wide: u16) -> Lines<'a> {
    let theme = model.shared.theme;
    let mut lines = Lines::new(theme, wide);
    let Some((which, spec)) = entry else {
        return lines;
    };
    let title = registry::called(model, *which).to(theme.lang).into_owned();
    let [Column { cells, .. }, ..] = columns(wide);
    if width(&title) > usize::from(cells) {
        lines.text(&title, theme.strong());
    }
    // Where the screen is too small for both, the reason is what one cannot read elsewhere.
    not_now(&mut lines, model, against(model, *which, spec));
    lines.told(&spec.help.into(), Style::new());
    lines
}

/// Why something is not possible now.
pub(super) fn not_now(lines: &mut Lines<'_>, model: &Model, reason: Option<Reason>) {
    let theme = model.shared.theme;
    if let Some(reason) = reason {
        let not = say!("Not now: {reason}.", "当前不可用：{reason}。", reason);
        let sign = (theme.sign(Sign::None), theme.muted());
        lines.behind(
            &[sign, (" ", Style::new())],
            &not.to(theme.lang),
            Style::new(),
        );
    }
}
