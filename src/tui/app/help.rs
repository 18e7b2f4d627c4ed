//! Help: a page to read about the screen in view, in groups by purpose, from which a command can be done.

mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use strum::VariantArray as _;

use super::answer::Which;
use super::{Model, finder, palette, registry};
use crate::said::{Said, label, say};
use crate::tui::contract::Spec;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::lines::{Line, Lines};
use crate::tui::widgets::pane::{self, Pane};
use crate::tui::widgets::table::{select, window};
use crate::tui::widgets::text::{pad, width};
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{clear, indent, strip};
use words::{Meaning, Purpose, about, purpose, signs};

/// Rows for what is told of the selected command, so that nothing jumps.
const TOLD: u16 = 4;

/// What stands in a group.
#[derive(Clone, Copy)]
enum Item {
    Command(Which, &'static Spec),
    Sign(Meaning),
}

/// A group with its items, and the place of each among all that can be selected.
struct Group {
    purpose: Purpose,
    items: Vec<(usize, Item)>,
}

/// The groups that are shown, with what matches what is typed.
fn groups(model: &Model) -> Vec<Group> {
    let place = model.place_below();
    let here: Vec<_> = registry::rows(model)
        .filter(|(_, spec)| spec.applies(place))
        .collect();
    let specs: Vec<_> = here.iter().map(|(_, spec)| *spec).collect();
    let looking = model.finder.is_looking();
    let found = finder::found(&model.finder.query.text(), &specs);
    // The page itself is the first that is selected, while nothing is looked for.
    let mut next = usize::from(!looking);
    let mut groups = Vec::new();
    for of in Purpose::VARIANTS {
        let mut items = Vec::new();
        for (nth, (which, spec)) in here.iter().enumerate() {
            if purpose(spec) == *of && found.contains(&nth) {
                items.push(Item::Command(*which, spec));
            }
        }
        if *of == Purpose::Signs && !looking {
            let signs = signs(model.shared.theme, model.shared.screen, place);
            items.extend(signs.into_iter().map(Item::Sign));
        }
        if !items.is_empty() {
            let items: Vec<_> = (next..).zip(items).collect();
            next += items.len();
            groups.push(Group {
                purpose: *of,
                items,
            });
        }
    }
    groups
}

/// How many things can be selected.
pub(super) fn len(model: &Model) -> usize {
    let items = groups(model)
        .iter()
        .map(|group| group.items.len())
        .sum::<usize>();
    items + usize::from(!model.finder.is_looking())
}

/// The place of what matches best.
pub(super) fn best(model: &Model) -> usize {
    let place = model.place_below();
    let here = registry::rows(model).filter(|(_, spec)| spec.applies(place));
    let specs: Vec<_> = here.map(|(_, spec)| spec).collect();
    let found = finder::found(&model.finder.query.text(), &specs);
    let best = found.first().and_then(|nth| specs.get(*nth));
    let groups = groups(model);
    let mut items = groups.iter().flat_map(|group| &group.items);
    let place = items.find(|(_, item)| match item {
        Item::Command(_, spec) => best.is_some_and(|best| best.id == spec.id),
        Item::Sign(_) => false,
    });
    place
        .filter(|_| model.finder.is_looking())
        .map_or(0, |(place, _)| *place)
}

/// The selected command.
pub(super) fn chosen(model: &Model) -> Option<Which> {
    match selected(model)? {
        Item::Command(which, _) => Some(which),
        Item::Sign(_) => None,
    }
}

fn selected(model: &Model) -> Option<Item> {
    let groups = groups(model);
    let mut items = groups.iter().flat_map(|group| &group.items);
    let found = items.find(|(place, _)| *place == model.finder.selected);
    found.map(|(_, item)| *item)
}

/// Draws the page over `body`, whose first row is a rule.
pub(super) fn draw(model: &Model, body: Rect, buf: &mut Buffer) -> Drawn {
    let theme = model.shared.theme;
    let whole = Pane::whole(body);
    let below = Rect::new(body.x, body.bottom(), body.width, 1);
    for area in [body, below] {
        clear(area, buf);
        buf.set_style(area.intersection(buf.area), theme.text());
    }
    // Both rules of the frame anew: the panes of the screen below have no part in them.
    for rule in [whole.rule, below] {
        super::frame::draw_rule(&model.shared, rule, buf);
    }
    let caret = draw_title(model, whole, buf);
    let told = told(model, whole.inner.width.saturating_sub(2));
    let rows = match selected(model) {
        // The page has all of the room while one reads it.
        None => 0,
        Some(_) if whole.inner.height < 14 => told.tall(),
        Some(_) => told.tall().max(TOLD),
    };
    let rows = rows.min(whole.inner.height.saturating_sub(1));
    let rule = u16::from(rows > 0 && whole.inner.height >= 14);
    let page = strip(whole.inner, 0, whole.inner.height - rows - rule);
    let hits = draw_page(model, page, buf);
    let line = strip(whole.inner, page.height, rule);
    pane::rule(theme, line, buf);
    let foot = strip(whole.inner, page.height + rule, rows);
    told.draw(0, indent(foot, 1), buf);
    let drawn = Drawn {
        caret,
        hits,
        ..Drawn::default()
    };
    drawn.in_row(model.finder.selected, len(model))
}

/// Names the page, and shows what is typed; gives where the caret is.
fn draw_title(model: &Model, pane: Pane, buf: &mut Buffer) -> Option<Position> {
    let theme = model.shared.theme;
    let screen = about(model.shared.screen, model.place_below()).0;
    let title = say!(
        "Help · {screen}",
        "帮助 · {screen}",
        screen = Said::from(screen)
    );
    let title = title.to(theme.lang);
    pane.title(theme, buf, &title, "");
    let x = u16::try_from(width(&title) + 4).unwrap_or(0);
    let field = indent(pane.rule, x);
    let mut pen = Pen::new(field, buf);
    pen.write(" / ", theme.accent());
    let field = Rect {
        width: field.width.saturating_sub(5).min(30),
        ..indent(field, 3)
    };
    let hint = label!("type to find", "输入以查找").to(theme.lang);
    model.finder.query.draw(field, buf, theme, true, &hint)
}

/// What is told of the selected command.
fn told<'a>(model: &Model, wide: u16) -> Lines<'a> {
    let theme = model.shared.theme;
    let mut lines = Lines::new(theme, wide);
    if let Some(Item::Command(which, spec)) = selected(model) {
        let place = model.place_below();
        let keys = spec.chords().filter(|chord| spec.answers(place, *chord));
        let keys: Vec<_> = keys.map(|chord| chord.to_string()).collect();
        let title = registry::called(model, which);
        let lead = [(&*keys.join(" "), theme.accent()), ("  ", Style::new())];
        lines.behind(&lead, &title.to(theme.lang), theme.strong());
        lines.told(&spec.help.into(), Style::new());
        palette::not_now(&mut lines, model, registry::against(model, which));
    }
    lines
}

/// Where a column begins, and how wide it is.
type Span = (u16, u16);

/// One row of a column: what stands there, and its place where it can be selected.
type Row = (Line, Option<usize>);

fn draw_page(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = model.shared.theme;
    let groups = groups(model);
    let columns: Vec<Vec<Row>> = groups.iter().map(|group| column(model, group)).collect();
    let (count, widths) = arranged(&columns, area.width);
    let lead = lead(model, area.width);
    // All rows of the page: first what is told of the screen, then the groups, some beside each other.
    let mut rows: Vec<Vec<(Span, &Row)>> = Vec::new();
    for beside in columns.chunks(count.max(1)) {
        let tall = beside.iter().map(Vec::len).max().unwrap_or(0);
        for y in 0..tall {
            let mut x = 0;
            let mut row = Vec::new();
            for (column, wide) in beside.iter().zip(&widths) {
                row.extend(column.get(y).map(|cell| ((x, *wide), cell)));
                x += wide + GAP;
            }
            rows.push(row);
        }
    }
    let selected = model.finder.selected;
    let above = usize::from(lead.tall());
    let is_selected =
        |row: &Vec<(Span, &Row)>| row.iter().any(|(_, (_, at))| *at == Some(selected));
    let all = above + rows.len();
    let at = rows
        .iter()
        .position(is_selected)
        .map_or(0, |row| above + row);
    let shown = window(all, at, area.height.into());
    lead.draw(
        shown.start,
        strip(
            area,
            0,
            u16::try_from(above.saturating_sub(shown.start)).unwrap_or(0),
        ),
        buf,
    );
    let mut hits = Vec::new();
    for (place, nth) in area.rows().zip(shown) {
        let Some(row) = nth.checked_sub(above).and_then(|nth| rows.get(nth)) else {
            continue;
        };
        for ((x, wide), (line, at)) in row {
            let cell = Rect {
                width: (*wide).min(area.width.saturating_sub(*x)),
                ..indent(place, *x)
            };
            draw_cell(theme, line, (*at, selected), cell, buf);
            hits.extend(at.map(|at| Hit {
                area: cell,
                click: Click::Row(at),
            }));
        }
    }
    hits
}

fn draw_cell(
    theme: Theme,
    line: &Line,
    (at, selected): (Option<usize>, usize),
    cell: Rect,
    buf: &mut Buffer,
) {
    let mut pen = Pen::new(indent(cell, 1), buf);
    for (text, style) in line {
        pen.write(text, *style);
    }
    if at == Some(selected) {
        select(theme, true, cell, buf);
    }
}

/// What the focused field and the screen are for.
fn lead<'a>(model: &Model, wide: u16) -> Lines<'a> {
    let theme = model.shared.theme;
    let mut lines = Lines::new(theme, wide.saturating_sub(1));
    if model.finder.is_looking() {
        return lines;
    }
    let lead = [(" ", Style::new())];
    let screen = model.screens.get(model.shared.screen);
    if let Some(field) = screen.focus_help(&model.shared) {
        lines.behind(&lead, &field.to(theme.lang), theme.strong());
    }
    let about = about(model.shared.screen, model.place_below()).1;
    lines.behind(&lead, &about.to(theme.lang), Style::new());
    lines.blank();
    lines
}

/// Cells between two columns.
const GAP: u16 = 2;

/// A group as a column.
fn column(model: &Model, group: &Group) -> Vec<Row> {
    let theme = model.shared.theme;
    let key = |item: &Item| match item {
        Item::Command(_, spec) => palette::key_of(model, spec),
        Item::Sign((sign, ..)) => (*sign).to_owned(),
    };
    let keys: Vec<_> = group.items.iter().map(|(_, item)| key(item)).collect();
    let cells = keys.iter().map(|key| width(key)).max().unwrap_or(0);
    let title = group.purpose.title().to(theme.lang).into_owned();
    let mut rows = vec![(vec![(title, theme.strong())], None)];
    for ((at, item), key) in group.items.iter().zip(keys) {
        let (key_style, title, title_style) = match item {
            Item::Command(which, spec) => {
                let title = spec.title.to(theme.lang);
                if registry::against(model, *which).is_some() {
                    // What is not possible now has a sign, for dim is none.
                    let title = format!("{title} {}", theme.sign(Sign::None));
                    (theme.muted(), title, theme.muted())
                } else {
                    (theme.accent(), title.into_owned(), Style::new())
                }
            }
            Item::Sign((_, style, word)) => {
                (*style, word.to(theme.lang).into_owned(), Style::new())
            }
        };
        let line = vec![
            (format!("{} ", pad(&key, cells)), key_style),
            (title, title_style),
        ];
        rows.push((line, Some(*at)));
    }
    rows.push((Vec::new(), None));
    rows
}

/// How many columns stand beside each other so that none is cut, and how wide each is.
fn arranged(columns: &[Vec<Row>], room: u16) -> (usize, Vec<u16>) {
    let wide = |column: &Vec<Row>| {
        let line = |(line, _): &Row| line.iter().map(|(text, _)| width(text)).sum::<usize>() + 2;
        column.iter().map(line).max().unwrap_or(0)
    };
    for count in [3, 2] {
        let mut widths = vec![0; count];
        for row in columns.chunks(count) {
            for (most, column) in widths.iter_mut().zip(row) {
                *most = wide(column).max(*most);
            }
        }
        let all = widths.iter().sum::<usize>() + (count - 1) * usize::from(GAP);
        if all <= usize::from(room) {
            // What is left over stands between them, as far as that reads well.
            let more = ((usize::from(room) - all) / count).min(8);
            let widths = widths.into_iter().map(|wide| wide + more);
            let widths = widths.map(|wide| u16::try_from(wide).unwrap_or(room));
            return (count, widths.collect());
        }
    }
    (1, vec![room])
}
