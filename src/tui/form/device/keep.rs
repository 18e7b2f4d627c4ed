//! What of the device form outlives the program.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize, Serializer};

use super::drafts::Numbers;
use super::{DeviceForm, Key, build};
use crate::domain::ThingModel;
use crate::tui::form::{FormState, Row};

/// Of a model with more attributes than this only those are kept that hold something: each letter typed is kept, and
/// the rest of the model comes from where it came from.
const MOST: usize = 200;

/// What brings a half-typed device back.
#[derive(Deserialize)]
pub(super) struct Snapshot {
    product_key: String,
    model: Option<ThingModel>,
    form: FormState<Key>,
}

/// The same, to be written down.
#[derive(Serialize)]
struct Kept<'a> {
    product_key: &'a str,
    model: Option<Cow<'a, ThingModel>>,
    form: FormState<Key>,
}

impl Serialize for DeviceForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let model = self.model.as_ref();
        let large = model.is_some_and(|model| model.attributes.len() > MOST);
        let form = if large {
            let focused = self.form.focused();
            self.form
                .state_of(|row| holds(row) || Some(&row.id) == focused)
        } else {
            self.form.state()
        };
        let model = model.map(|model| {
            if large {
                Cow::Owned(part(model, &form))
            } else {
                Cow::Borrowed(model)
            }
        });
        let product_key = &self.product_key;
        Kept {
            product_key,
            model,
            form,
        }
        .serialize(serializer)
    }
}

/// Whether the row is one that the model alone would not bring back as it is.
fn holds(row: &Row<Key>) -> bool {
    row.removable || !row.is_empty()
}

/// The model with the attributes alone that the form has rows for.
fn part(model: &ThingModel, form: &FormState<Key>) -> ThingModel {
    let keys = form.texts.iter().map(|(key, _)| key).chain(&form.focus);
    let ids: HashSet<_> = keys.filter_map(Key::attribute).collect();
    let attributes = model.attributes.iter();
    let attributes = attributes.filter(|attribute| ids.contains(&*attribute.identifier));
    ThingModel {
        model_id: model.model_id.clone(),
        name: model.name.clone(),
        attributes: attributes.cloned().collect(),
    }
}

impl From<Snapshot> for DeviceForm {
    fn from(snapshot: Snapshot) -> Self {
        let texts = &snapshot.form.texts;
        let used = texts.iter().filter_map(|(key, _)| key.number()).max();
        Self {
            form: build(&snapshot.form, snapshot.model.as_ref()),
            product_key: snapshot.product_key,
            model: snapshot.model,
            numbers: Numbers(used.unwrap_or(0)),
            left_out: Vec::new(),
        }
    }
}
