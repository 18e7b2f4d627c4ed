//! The device screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::standing::{Standing, standing};
use super::{EditedDevice, Origin};
use crate::domain::{Product, number};
use crate::tui::app::{Load, Model};
use crate::tui::screens::queue;
use crate::tui::widgets::split;
use crate::tui::widgets::write::{Pen, Words, counted, grouped};

/// Draws the screen; returns where the caret is.
pub(crate) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let Some(edited) = &model.device.edited else {
        draw_empty(model, area, buf);
        return None;
    };
    let [line, rest] = split(area, 1);
    draw_head(model, edited, line, buf);
    edited.form.form.draw(rest, buf, model.theme)
}

fn draw_head(model: &Model, edited: &EditedDevice, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let product_key = model.device.product_key().unwrap_or_default();
    let mut pen = Pen::new(area, buf);
    if let Standing::Gone(where_to) = standing(model) {
        let mut letters = where_to.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let said: String = first.into_iter().chain(letters).collect();
        pen.write(&format!(" {said}  "), theme.bad());
    } else {
        let what = match &edited.origin {
            Origin::New => " New device  ".to_owned(),
            Origin::Queue(id) => match queue::place(model, *id) {
                Some(place) => format!(" Queue row {}, being edited  ", grouped(number(place))),
                None => " Queue row, being edited  ".to_owned(),
            },
            Origin::Run { run, index, .. } => {
                format!(" Row {index} of run {run}, to correct  ")
            }
        };
        pen.write(&what, theme.strong());
    }
    let product = model.catalogue.product(&product_key);
    if let Some(product) = product {
        pen.write(product.product_name.in_locale("en_US"), Style::new());
        pen.write(" · ", theme.dim());
    }
    pen.write(&product_key, theme.dim());
    let unknown = unchecked(model, product);
    let (errors, warnings) = edited.form.form.problem_counts();
    if errors > 0 {
        pen.write_right(&format!("{} ", counted(errors, "problem")), theme.bad());
    } else if let Some(unknown) = unknown {
        pen.write_right(&format!("{unknown} "), theme.doubt());
    } else if warnings > 0 {
        pen.write_right(&format!("{} ", counted(warnings, "warning")), theme.doubt());
    }
}

/// Why the attributes cannot be checked just now, if so.
fn unchecked(model: &Model, product: Option<&Product>) -> Option<&'static str> {
    let read = |product: &Product| model.loading.model(&model.catalogue, &product.model_id);
    match product.map(read) {
        _ if model.about().is_none() => Some("attributes not checked: not connected"),
        Some(Some(Ok(_))) => None,
        Some(Some(Err(_))) => Some("attributes not checked: model not to be had"),
        None if model.loading.products == Load::Ready(()) => {
            Some("attributes not checked: product not known")
        }
        _ => Some("reading the model"),
    }
}

fn draw_empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    words.blank();
    words.wrapped(
        "  No device is being filled. Choose a product (1) and press Enter.",
        model.theme.dim(),
    );
    if model.device.binned.is_some() {
        words.wrapped("  F8 brings back what was emptied last.", model.theme.dim());
    }
}
