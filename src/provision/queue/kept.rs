//! What a queue keeps of its rows together, as they come and go: where keys and names are, how many rows a product has,
//! which rows are repetitions.

use std::collections::BTreeMap;
use std::mem;

use super::index::{Index, Stretches};
use super::rows::{Own, Row, Rows};
use super::{Product, Queue};
use crate::domain::{DeviceId, PackedDraft, QueueId};

impl Queue {
    /// Takes rows out and puts others in, all in their order.
    pub(super) fn turn_over(&mut self, leaving: &[QueueId], coming: Vec<Row>) {
        // Of many rows all is found anew sooner than bit by bit.
        if leaving.len() + coming.len() > 64 + self.len() / 8 {
            let mut rows = mem::take(&mut self.rows);
            let mut old = rows.take(leaving);
            old.extend(rows.put(coming));
            for row in old {
                self.flawed.remove(&row.id);
            }
            return self.fill(rows);
        }
        let new: Vec<(QueueId, PackedDraft)> = coming
            .iter()
            .map(|row| (row.id, row.draft.clone()))
            .collect();
        // The first rows of keys may be so no more.
        let keys = new.iter().filter_map(|(_, draft)| draft.id());
        let mut touched: Vec<QueueId> = keys.filter_map(|id| self.first(id)).collect();
        let ids = leaving.iter().chain(new.iter().map(|(id, _)| id));
        let ready = ids.filter(|id| self.rows.get(**id).is_some_and(|row| self.counts(row)));
        self.ready -= ready.count();
        let mut old = self.rows.take(leaving);
        old.extend(self.rows.put(coming));
        for row in &old {
            self.flawed.remove(&row.id);
            self.index.remove(row.id, &row.draft);
            if let Some(rows) = self.zones.get_mut(row.draft.timezone()) {
                *rows -= 1;
                if *rows == 0 {
                    self.zones.remove(row.draft.timezone());
                }
            }
            let key = row.draft.product_key();
            if let Some(product) = self.products.get_mut(key) {
                product.rows -= 1;
                if product.rows == 0 {
                    self.products.remove(key);
                }
            }
        }
        for (id, draft) in &new {
            count(&mut self.products, draft);
            count_zone(&mut self.zones, draft);
            self.index.add(*id, draft);
            if let Some(id) = draft.id() {
                self.stretches.add(id);
            }
            self.unchecked.push(*id);
            touched.push(*id);
        }
        for id in old.iter().filter_map(|row| row.draft.id()) {
            match self.first(id) {
                Some(first) => touched.push(first),
                None => self.stretches.remove(id),
            }
        }
        for id in touched {
            let repeats = self.rows.get(id).is_some_and(|row| self.repeats(row));
            self.turn(id, |row| row.repeats = repeats);
        }
    }

    /// Sets the rows, and finds out what is kept of them together. What is wrong with each by itself stays.
    pub(super) fn fill(&mut self, rows: Rows) {
        self.rows = rows;
        let drafts = || self.rows.iter().map(|row| (row.id, &row.draft));
        self.index = Index::new(drafts());
        let (mut stretches, mut products) = (Stretches::default(), BTreeMap::new());
        let mut zones = BTreeMap::new();
        for (_, draft) in drafts() {
            count(&mut products, draft);
            count_zone(&mut zones, draft);
            if let Some(id) = draft.id() {
                stretches.add(id);
            }
        }
        for (key, product) in &mut products {
            product.known = self.products.get(key).and_then(|product| product.known);
        }
        (self.stretches, self.products, self.zones) = (stretches, products, zones);
        let repeats = self.rows.iter().map(|row| self.repeats(row));
        let repeats: Vec<bool> = repeats.collect();
        self.rows.set_repeats(&repeats);
        let unchecked = self.rows.iter().filter(|row| row.own == Own::Unchecked);
        self.unchecked = unchecked.map(|row| row.id).collect();
        self.count_ready();
    }

    pub(super) fn count_ready(&mut self) {
        self.ready = self.rows.iter().filter(|row| self.counts(row)).count();
    }

    /// The first row with this product and key.
    pub(super) fn first(&self, id: DeviceId<&str>) -> Option<QueueId> {
        let is = |row: &QueueId| self.get(*row).is_some_and(|draft| draft.id() == Some(id));
        self.index.of_id(id).find(is)
    }

    /// Whether an earlier row has its product and key.
    fn repeats(&self, row: &Row) -> bool {
        let first = row.draft.id().and_then(|id| self.first(id));
        first.is_some_and(|first| first != row.id)
    }

    /// How many keys of a series are taken by rows, without one that is free between them, from this one on: none where
    /// it is free itself.
    #[must_use]
    pub fn taken(&self, id: DeviceId<&str>) -> u64 {
        self.first(id).map_or(0, |_| self.stretches.from(id))
    }
}

fn count(products: &mut BTreeMap<String, Product>, draft: &PackedDraft) {
    let key = draft.product_key();
    // Nearly always it is there: then no key is copied.
    if !products.contains_key(key) {
        products.insert(key.to_owned(), Product::default());
    }
    if let Some(product) = products.get_mut(key) {
        product.rows += 1;
    }
}

fn count_zone(zones: &mut BTreeMap<String, usize>, draft: &PackedDraft) {
    let zone = draft.timezone();
    match zones.get_mut(zone) {
        Some(rows) => *rows += 1,
        None => _ = zones.insert(zone.to_owned(), 1),
    }
}
