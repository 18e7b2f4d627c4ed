//! The device screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use super::edited::EditedDevice;
use super::standing::Standing;
use crate::domain::{Product, number};
use crate::tui::shared::{Load, Origin, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::split;
use crate::tui::widgets::write::{Pen, Words, counted, grouped};

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    let Some(edited) = &state.edited else {
        draw_empty(state, shared, area, buf);
        return Drawn::default();
    };
    let [line, rest] = split(area, 1);
    draw_head(state, shared, edited, line, buf);
    edited.form.form.draw(rest, buf, shared.theme)
}

fn draw_head(state: &State, shared: &Shared, edited: &EditedDevice, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let product_key = state.product_key().unwrap_or_default();
    let mut pen = Pen::new(area, buf);
    if let Standing::Gone(where_to) = state.standing(shared) {
        let mut letters = where_to.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let said: String = first.into_iter().chain(letters).collect();
        pen.write(&format!(" {said}  "), theme.bad());
    } else {
        let what = match &edited.origin {
            Origin::New => " New device  ".to_owned(),
            Origin::Queue(id) => match shared.queue.place(*id) {
                Some(place) => format!(" Queue row {}, being edited  ", grouped(number(place))),
                None => " Queue row, being edited  ".to_owned(),
            },
            Origin::Run { run, index, .. } => {
                format!(" Row {index} of run {run}, to correct  ")
            }
        };
        pen.write(&what, theme.strong());
    }
    let product = shared.catalogue.product(&product_key);
    if let Some(product) = product {
        pen.write(product.product_name.in_locale("en_US"), Style::new());
        pen.write(" · ", theme.dim());
    }
    pen.write(&product_key, theme.dim());
    let unknown = unchecked(shared, product);
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
fn unchecked(shared: &Shared, product: Option<&Product>) -> Option<&'static str> {
    let read = |product: &Product| shared.loading.model(&shared.catalogue, &product.model_id);
    match product.map(read) {
        _ if shared.about().is_none() => Some("attributes not checked: not connected"),
        Some(Some(Ok(_))) => None,
        Some(Some(Err(_))) => Some("attributes not checked: model not to be had"),
        None if shared.loading.products == Load::Ready(()) => {
            Some("attributes not checked: product not known")
        }
        _ => Some("reading the model"),
    }
}

fn draw_empty(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    words.blank();
    words.wrapped(
        "  No device is being filled. Choose a product (1) and press Enter.",
        shared.theme.dim(),
    );
    if state.binned.is_some() {
        words.wrapped(
            "  F8 brings back what was emptied last.",
            shared.theme.dim(),
        );
    }
}
