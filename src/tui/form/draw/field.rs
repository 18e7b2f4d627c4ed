//! Draws what a row holds: a text on its underline, a choice as its options where they fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::super::choice::Choice;
use super::super::row::Editor;
use crate::said::{Said, label, say};
use crate::tui::text_field::TextField;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{indent, text};

/// What is not typed, told apart from what is.
fn not_typed(text: &str, theme: Theme) -> String {
    let [open, close] = [("‹", "<"), ("›", ">")].map(|(sign, ascii)| theme.glyph(sign, ascii));
    format!("{open}{text}{close}")
}

/// What stands in a field that nothing is typed in.
pub(super) fn blank(placeholder: &Said, theme: Theme) -> String {
    let text = if placeholder.is_empty() {
        say!("not set", "未设置")
    } else {
        placeholder.clone()
    };
    not_typed(&text.to(theme.lang), theme)
}

impl Editor {
    pub(super) fn draw(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
        focused: bool,
        placeholder: &Said,
    ) -> Drawn {
        match self {
            Self::Text(field) => {
                Drawn::at(put_field(field, area, placeholder, focused, buf, theme))
            }
            Self::Pick { field, .. } => {
                let room = handle(area, buf, theme);
                Drawn::at(put_field(field, room, placeholder, focused, buf, theme))
            }
            Self::Secret(field) => {
                if !focused && field.text().is_empty() {
                    text::put(buf, area, &blank(placeholder, theme), theme.muted());
                    return Drawn::default();
                }
                let caret = field.draw(area, buf, theme, focused, "");
                buf.set_style(area, theme.field());
                Drawn::at(caret)
            }
            Self::Choice(choice) => put_choice(choice, area, buf, theme, focused, placeholder),
            Self::Pair { .. } | Self::Action => Drawn::default(),
        }
    }
}

/// Draws a text on an underline as long as its field; where nothing is typed, what that means.
pub(super) fn put_field(
    field: &TextField,
    area: Rect,
    placeholder: &Said,
    focused: bool,
    buf: &mut Buffer,
    theme: Theme,
) -> Option<Position> {
    let empty = field.is_empty();
    if empty && !focused {
        text::put(buf, area, &blank(placeholder, theme), theme.muted());
        return None;
    }
    let caret = field.draw(area, buf, theme, focused, "");
    if empty && !placeholder.is_empty() {
        // The caret stands before it.
        let shown = blank(placeholder, theme);
        text::put(buf, indent(area, 1), &shown, theme.muted());
    }
    buf.set_style(area.intersection(buf.area), theme.field());
    caret
}

/// The sign of a list at the end of a field; gives what is left of it.
fn handle(area: Rect, buf: &mut Buffer, theme: Theme) -> Rect {
    let room = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    text::put(
        buf,
        indent(area, room.width),
        theme.sign(Sign::Opens),
        theme.muted(),
    );
    room
}

/// All options with the chosen one marked, or that one alone where they do not fit.
fn put_choice(
    choice: &Choice,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
    focused: bool,
    placeholder: &Said,
) -> Drawn {
    let none = label!("not set", "未设置").to(theme.lang);
    let chosen = choice.chosen().map(|option| option.text.as_str());
    let mut options: Vec<_> = choice
        .options()
        .iter()
        .map(|option| (option.label.to(theme.lang), Some(option.text.as_str())))
        .collect();
    if choice.may_be_none() {
        options.push((none, None));
    }
    let cells: usize = options.iter().map(|(text, _)| text::width(text) + 7).sum();
    let arrows = 4;
    if !choice.is_long() && cells <= usize::from(area.width).saturating_sub(arrows) + 3 {
        let mut pen = Pen::new(area, buf);
        for (text, of) in options {
            let here = of == chosen;
            let mark = if here {
                theme.glyph("(•)", "(*)")
            } else {
                "( )"
            };
            let style = match (here, focused) {
                (true, true) => theme.accent(),
                (true, false) if of.is_some() => Style::new(),
                _ => theme.muted(),
            };
            pen.write(&format!("{mark} {text}"), style);
            pen.write("   ", Style::new());
        }
        return turning(pen, focused, theme);
    }
    let room = if choice.is_long() {
        handle(area, buf, theme)
    } else {
        area
    };
    let Some(option) = choice.chosen() else {
        let used = text::put(buf, room, &blank(placeholder, theme), theme.muted());
        let mut pen = Pen::new(indent(room, used), buf);
        pen.write("  ", Style::new());
        return turning(pen, focused && !choice.is_long(), theme);
    };
    let style = if focused {
        theme.accent()
    } else {
        Style::new()
    };
    let used = text::put(buf, room, &option.label.to(theme.lang), style);
    let mut pen = Pen::new(indent(room, used), buf);
    pen.write("  ", Style::new());
    let drawn = turning(pen, focused && !choice.is_long(), theme);
    buf.set_style(area.intersection(buf.area), theme.field());
    drawn
}

/// The keys that turn the options, where they mean something.
fn turning(mut pen: Pen<'_>, focused: bool, theme: Theme) -> Drawn {
    if !focused {
        return Drawn::default();
    }
    let back = pen.write(theme.glyph("←", "<"), theme.accent());
    pen.write(" ", theme.accent());
    let on = pen.write(theme.glyph("→", ">"), theme.accent());
    let hits = [(back, "form.option-before"), (on, "form.option")];
    Drawn::of(hits.map(|(area, id)| Hit::command(area, id)).into())
}
