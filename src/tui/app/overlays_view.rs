//! Overlays, drawn: one kind of box for what is asked, typed, chosen and read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::box_keys::{both, key, picker_keys};
use super::layout::inside;
use super::{Model, help, palette};
use crate::enos::Opened;
use crate::said::{Said, label};
use crate::tui::contract::{Body, Overlay, Prompt, Question, Reading};
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::popup::{self, Key};
use crate::tui::widgets::strip;
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::Words;
use crate::words;

/// No box has fewer cells of text, where the screen has them.
const LEAST: u16 = 44;

/// Where an overlay goes: the body of the frame, and the row of it that stays visible.
type Place = (Rect, Option<u16>);

/// Draws the overlay at this place among them; gives its caret and what of it can be clicked.
pub(super) fn draw(model: &Model, nth: usize, (body, row): Place, buf: &mut Buffer) -> Drawn {
    let shared = &model.shared;
    let screen = inside(body);
    let place = (screen, row);
    match model.overlays.get(nth) {
        Some(Overlay::Pick(picker)) => {
            let keys = picker_keys(shared);
            picker.draw(place, &keys, buf, shared.theme)
        }
        Some(Overlay::Prompt(prompt)) => draw_prompt(shared, prompt, place, buf),
        Some(Overlay::Ask(question)) => draw_question(shared, question, place, buf),
        Some(Overlay::Text(reading)) => draw_reading(shared, reading, place, buf),
        Some(Overlay::Help) => help::draw(model, body, buf),
        Some(Overlay::Palette) => palette::draw(model, screen, buf),
        None => Drawn::default(),
    }
}

/// What a box is to hold.
struct Content<'a> {
    title: (&'a Said, Style),
    /// What is told, scrolled where not all of it fits.
    lines: Lines<'a>,
    scroll: usize,
    /// Rows under it that stay, and the cells they take.
    fixed: u16,
    wide: usize,
    keys: Vec<Key>,
    /// The key that is added where some of it is out of sight.
    more: Key,
}

/// Draws a box; gives what can be clicked, and where the rows that stay are.
fn draw_box(
    theme: Theme,
    content: Content<'_>,
    (screen, row): Place,
    buf: &mut Buffer,
) -> (Drawn, Rect) {
    let Content {
        title: (title, style),
        mut lines,
        scroll,
        fixed,
        wide: least,
        mut keys,
        more,
    } = content;
    let mut title = title.to(theme.lang).into_owned();
    let room = popup::room(screen);
    if width(&title) + 2 > usize::from(room) {
        // What does not fit onto the frame is told in the box.
        lines.first(&title, style);
        title.clear();
    }
    let keys_wide = popup::keys_width(&keys);
    let wanted = [lines.widest(), width(&title) + 2, keys_wide, least];
    let wide = wanted.into_iter().max().unwrap_or(0);
    let wide = u16::try_from(wide).unwrap_or(u16::MAX).max(LEAST).min(room);
    // Where the rest stays has a blank line before it.
    let gap = u16::from(fixed > 0 && lines.tall() > 0);
    let tall = lines.tall().saturating_add(fixed + gap);
    let popup = popup::over(screen, row, (wide, tall), (&title, style), buf, theme);
    let inner = popup.inner;
    let gap = if inner.height >= tall { gap } else { 0 };
    let text = strip(inner, 0, inner.height.saturating_sub(fixed + gap));
    let lowest = lines.draw(scroll, text, buf);
    if lowest > 0 {
        keys.insert(keys.len().saturating_sub(1), more);
    }
    let hits = popup.keys(theme, &keys, buf);
    let drawn = Drawn {
        hits,
        lowest,
        ..Drawn::default()
    };
    (drawn, strip(inner, text.height + gap, fixed))
}

fn more(shared: &Shared) -> Key {
    both(shared, ["list.up", "list.down"], label!("more", "更多"))
}

fn told<'a>(theme: Theme, lines: &[Said], screen: Rect) -> Lines<'a> {
    let mut told = Lines::new(theme, popup::room(screen));
    for line in lines {
        told.told(line, Style::new());
    }
    told
}

fn draw_question(
    shared: &Shared,
    question: &Question<super::answer::Answer>,
    place: Place,
    buf: &mut Buffer,
) -> Drawn {
    let theme = shared.theme;
    let keys = vec![
        key(shared, "question.yes", &question.yes),
        key(shared, "question.back", &label!("back", "返回").into()),
    ];
    let content = Content {
        title: (&question.title, title_style(theme, question.deletes)),
        lines: told(theme, &question.lines, place.0),
        scroll: question.scroll,
        fixed: 0,
        wide: 0,
        keys,
        more: more(shared),
    };
    draw_box(theme, content, place, buf).0
}

/// How the title looks of a box that may be answered with deleting something in EnOS.
fn title_style(theme: Theme, deletes: bool) -> Style {
    if deletes { theme.bad() } else { theme.strong() }
}

fn draw_prompt(
    shared: &Shared,
    prompt: &Prompt<super::answer::Answer>,
    place: Place,
    buf: &mut Buffer,
) -> Drawn {
    let theme = shared.theme;
    let hint = std::slice::from_ref(&prompt.hint);
    let hint = told(theme, hint, place.0);
    let keys = vec![
        key(shared, "prompt.accept", &prompt.yes),
        key(shared, "prompt.back", &label!("back", "返回").into()),
    ];
    let content = Content {
        title: (&prompt.title, title_style(theme, prompt.deletes)),
        lines: told(theme, &prompt.lines, place.0),
        scroll: prompt.scroll,
        fixed: 1 + hint.tall(),
        wide: hint.widest(),
        keys,
        more: more(shared),
    };
    let (mut drawn, rest) = draw_box(theme, content, place, buf);
    let field = strip(rest, 0, 1);
    buf.set_style(field, theme.field());
    drawn.caret = prompt.entry.draw(field, buf, theme);
    hint.draw(0, strip(rest, 1, u16::MAX), buf);
    drawn
}

fn draw_reading(shared: &Shared, reading: &Reading, place: Place, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let plain = Style::new();
    let room = popup::room(place.0);
    let mut lines = Lines::new(theme, room);
    let (mut fixed, mut wide) = (0, 0);
    match &reading.body {
        Body::Lines(told) => {
            for line in told {
                lines.told(line, plain);
            }
        }
        Body::Meanwhile(asked, word) => {
            if let Some(asked) = asked {
                lines.told(asked, plain);
            }
            lines.text(&word.to(theme.lang), theme.muted());
        }
        Body::Secret(device, opened) => {
            fixed = secret_rows(theme, opened, room);
            wide = suite(theme, opened, room).widest();
            let label = label!("device key", "deviceKey").into();
            lines.pair(&label, LABEL, device, plain);
        }
    }
    let close = Key {
        key: String::new(),
        title: label!("any other key closes", "按其他键关闭")
            .to(theme.lang)
            .into_owned(),
        id: Some("reading.close"),
    };
    let content = Content {
        title: (&reading.title, theme.strong()),
        lines,
        scroll: reading.scroll,
        fixed,
        wide,
        keys: vec![close],
        more: both(shared, ["list.up", "list.down"], label!("scroll", "滚动")),
    };
    let (drawn, rest) = draw_box(theme, content, place, buf);
    if let Body::Secret(_, opened) = &reading.body {
        draw_secret(theme, opened, rest, buf);
    }
    drawn
}

/// Cells of the labels beside a secret.
const LABEL: usize = 15;

fn suite<'a>(theme: Theme, opened: &Opened, room: u16) -> Lines<'a> {
    let mut lines = Lines::new(theme, room);
    let suite = words::suite(&opened.suite);
    let label = label!("opened with", "解密方式").into();
    lines.pair(&label, LABEL, &suite.to(theme.lang), theme.muted());
    lines
}

fn secret_rows(theme: Theme, opened: &Opened, room: u16) -> u16 {
    let beside = LABEL + 1 + width(opened.secret.expose()) <= usize::from(room);
    suite(theme, opened, room).tall() + if beside { 1 } else { 2 }
}

/// The secret itself is drawn straight from the zeroized text.
fn draw_secret(theme: Theme, opened: &Opened, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    let label = label!("device secret", "设备密钥").to(theme.lang);
    let label = crate::tui::widgets::text::pad(&label, LABEL + 1);
    let secret = (opened.secret.expose(), theme.strong());
    let beside = LABEL + 1 + width(opened.secret.expose()) <= usize::from(area.width);
    let used = if beside {
        words.line(&[(&label, theme.muted()), secret]);
        1
    } else {
        words.line(&[(&label, theme.muted())]);
        words.line(&[("  ", theme.muted()), secret]);
        2
    };
    suite(theme, opened, area.width).draw(0, strip(area, used, u16::MAX), buf);
}
