//! Rows of one queue that get into each other's way.

use std::collections::HashMap;

use super::super::Problem;
use super::super::flaw::Flaw;
use crate::domain::{DeviceId, Draft, Field, number};

/// The keys and names of the rows so far, each with the first row that has it.
#[derive(Default)]
pub(super) struct Seen<'a> {
    keys: HashMap<DeviceId<&'a str>, usize>,
    /// By key alone, with the product.
    anywhere: HashMap<&'a str, (usize, &'a str)>,
    names: HashMap<(&'a str, &'a str), usize>,
}

impl<'a> Seen<'a> {
    /// What is wrong with `draft`, the row at `index`, in view of the rows before it.
    pub(super) fn add(&mut self, index: usize, draft: &'a Draft) -> Vec<Problem> {
        let mut problems = Vec::new();
        let product = draft.product_key.as_str();
        let name = draft.device_name.default_value.as_str();
        if !name.trim().is_empty() {
            let first = *self.names.entry((product, name)).or_insert(index);
            if first != index {
                let flaw = Flaw::SameName { row: number(first) };
                problems.push(Problem::warning(Field::Name, flaw));
            }
        }
        if let Some(id) = draft.id() {
            problems.extend(self.add_key(index, id));
        }
        problems
    }

    fn add_key(&mut self, index: usize, id: DeviceId<&'a str>) -> Option<Problem> {
        let first = *self.keys.entry(id).or_insert(index);
        let here = (index, id.product_key);
        let (elsewhere, other) = *self.anywhere.entry(id.device_key).or_insert(here);
        if first != index {
            return Some(same_key(first));
        }
        (other != id.product_key).then(|| {
            let (row, product) = (number(elsewhere), Some(other.to_owned()));
            Problem::warning(Field::DeviceKey, Flaw::SameKey { row, product })
        })
    }
}

/// What is wrong with a row whose product and key the row at `first` has.
pub(in super::super) fn same_key(first: usize) -> Problem {
    let (row, product) = (number(first), None);
    Problem::error(Field::DeviceKey, Flaw::SameKey { row, product })
}
