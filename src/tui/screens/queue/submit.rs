//! From the queue into a run: what will happen is stated first.

use std::collections::HashMap;

use super::check;
use crate::store::QueueRow;
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Question};
use crate::tui::widgets::write::{counted, grouped};

/// States what will happen, where, and asks.
pub(crate) fn ask_submit(model: &mut Model) -> Vec<Effect> {
    let Some(about) = model.about().cloned() else {
        return Vec::new();
    };
    let rows: Vec<QueueRow> = model
        .queue
        .queue
        .rows()
        .enumerate()
        .filter(|(place, _)| model.queue.is_ready(*place))
        .map(|(_, (id, draft))| QueueRow {
            id,
            draft: draft.clone(),
        })
        .collect();
    let requests = rows
        .len()
        .div_ceil(usize::from(about.bounds.batch_size.max(1)));
    let mut per_product: HashMap<&str, usize> = HashMap::new();
    for row in &rows {
        *per_product.entry(&row.draft.product_key).or_default() += 1;
    }
    let mut lines = vec![
        format!(
            "{} will be created on {} in {}.",
            counted(rows.len(), "device"),
            about.label,
            counted(requests, "request")
        ),
        format!("{}   organisation {}", about.gateway, about.org_id),
        String::new(),
    ];
    let mut products: Vec<_> = per_product.into_iter().collect();
    products.sort_unstable();
    for (key, count) in products.iter().take(5) {
        let name = model
            .catalogue
            .product(key)
            .map_or("", |product| product.product_name.in_locale("en_US"));
        lines.push(format!("{:>7}  {key}  {name}", grouped(*count)));
    }
    if products.len() > 5 {
        lines.push(format!("         and {} more products", products.len() - 5));
    }
    let left = model.queue.len() - rows.len();
    if left > 0 {
        lines.push(String::new());
        lines.push(format!(
            "{} not ready and stays in the queue.",
            counted(left, "device")
        ));
    }
    model.overlays.push(Overlay::Ask(Question {
        title: format!("Submit to {}", about.label),
        lines,
        switch: Some((
            "ask EnOS for the device secrets (needs an RSA key pair)".to_owned(),
            about.require_secret,
        )),
        yes: "submit",
        then: Confirmed::Submit(rows),
    }));
    Vec::new()
}

/// Submits, once confirmed.
pub(crate) fn submit(model: &mut Model, rows: Vec<QueueRow>, require_secret: bool) -> Vec<Effect> {
    model.say("Writing the run to the journal.");
    vec![Effect::Submit {
        rows,
        require_secret,
    }]
}

/// Rows have left the queue for a run: nothing before that can be undone any more.
pub(crate) fn left(model: &mut Model, ids: &[i64]) {
    model.queue.queue.hand_over(ids);
    check(model);
}
