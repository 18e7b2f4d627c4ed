//! The form for one device: built from a draft and a thing model, and giving a draft back.

mod attribute;
mod clashes;
mod drafts;
mod groups;
mod keep;
mod key;
mod places;
mod rows;
mod words;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;

use self::drafts::Numbers;
use self::keep::Snapshot;
pub use self::key::Key;
use super::{ChoiceOption, Editor, Form, FormEvent, FormState, Notice, Row, Step};
use crate::domain::{Draft, Field, ThingModel};
use crate::provision::{Flaw, Problem};
use crate::said::Said;
use crate::tui::picker::PickItem;
use crate::tui::text_field::PasteNote;

/// The form for one device; what is half typed is brought back in another process by what it is serialized to,
/// without secrets and under the model that it has.
#[derive(Debug, Deserialize)]
#[serde(from = "Snapshot")]
pub struct DeviceForm {
    product_key: String,
    model: Option<ThingModel>,
    /// Its rows.
    pub form: Form<Key>,
    numbers: Numbers,
    left_out: Vec<Key>,
}

impl DeviceForm {
    /// A form holding `draft`, with the attributes of `model` where one is known.
    #[must_use]
    pub fn new(draft: &Draft, model: Option<&ThingModel>) -> Self {
        let mut numbers = Numbers::default();
        let entries = drafts::entries(draft, model, &mut numbers);
        let state = FormState {
            texts: entries,
            ..Form::new(Vec::new()).state()
        };
        Self {
            form: build(&state, model),
            product_key: draft.product_key.clone(),
            model: model.cloned(),
            numbers,
            left_out: Vec::new(),
        }
    }

    /// What is typed, as a device to create. Text that does not fit its type stays text.
    ///
    /// Of two rows with one name the first counts, and a value without a name is left out:
    /// clashes tells.
    #[must_use]
    pub fn draft(&self) -> Draft {
        drafts::compose(&self.product_key, &self.form, self.model.as_ref())
    }

    /// Takes a key press or repeat. Rows are added and taken away in here; what is left for the
    /// caller is to check the draft again, and to show a list on [`FormEvent::Pick`].
    pub fn key(&mut self, key: KeyEvent) -> FormEvent<Key> {
        let action = self.form.current().is_some_and(Row::is_action);
        let typed = matches!(key.code, KeyCode::Char(_))
            && !key
                .modifiers
                .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if action && typed {
            // Who types on `+ tag` means the tag that is not there yet.
            self.step(Step::Enter);
        }
        let event = self.form.key(key);
        self.follow(event)
    }

    /// Does what a command says; see [`key`](Self::key).
    pub fn step(&mut self, step: Step) -> FormEvent<Key> {
        let event = self.form.step(step);
        self.follow(event)
    }

    /// Takes a click on the row at this place; see [`key`](Self::key).
    pub fn click(&mut self, place: usize) -> FormEvent<Key> {
        let event = self.form.click(place);
        self.follow(event)
    }

    fn follow(&mut self, event: FormEvent<Key>) -> FormEvent<Key> {
        let event = match event {
            FormEvent::Add(action) => groups::add(&mut self.form, &action, &mut self.numbers),
            event => event,
        };
        if !matches!(event, FormEvent::None | FormEvent::Unhandled) {
            groups::number_elements(&mut self.form);
        }
        event
    }

    /// Inserts pasted text where the focus is. Where names and values are expected, pasted pairs
    /// (`site=jiuquan`, `site: jiuquan`, a JSON object) become rows.
    pub fn paste(&mut self, pasted: &str) -> (FormEvent<Key>, PasteNote) {
        match groups::paste_pairs(&mut self.form, pasted, &mut self.numbers) {
            Some(key) => (FormEvent::Changed(key), PasteNote::default()),
            None => self.form.paste(pasted),
        }
    }

    /// Replaces all problems by these and the form's own clashes.
    ///
    /// Gives back those that no row can show, such as the product's: show them elsewhere.
    #[must_use = "problems without a row must be shown elsewhere"]
    pub fn set_problems(&mut self, problems: &[Problem]) -> Vec<Problem> {
        let mut notices = clashes::clashes(&self.form);
        self.left_out = notices.iter().map(|notice| notice.id.clone()).collect();
        let mut homeless = Vec::new();
        let places = places::Places::of(&self.form);
        for problem in problems {
            match places.row_of(&problem.field) {
                Some(id) => {
                    let message = crate::words::flaw(&problem.flaw);
                    notices.push(Notice {
                        refused: matches!(problem.flaw, Flaw::Sent { .. }),
                        missing: matches!(problem.flaw, Flaw::Missing { .. }),
                        ..Notice::new(id, problem.severity, message)
                    });
                }
                None => homeless.push(problem.clone()),
            }
        }
        self.form.set_problems(notices);
        homeless
    }

    /// The product that the device is one of.
    #[must_use]
    pub fn product_key(&self) -> &str {
        &self.product_key
    }

    /// Rows with a value that no draft can say: its name is missing, or given already.
    #[must_use]
    pub fn left_out(&self) -> &[Key] {
        &self.left_out
    }

    /// Follows a newly known model, or none; what is typed stays, and the focus with it.
    ///
    /// An attribute that the model lacks becomes a row of its own that can be taken away. Rows taken
    /// away before cannot be brought back after this.
    pub fn set_model(&mut self, model: Option<&ThingModel>) {
        let mut state = self.form.state();
        state.texts = drafts::retype(&state.texts, self.model.as_ref(), model, &mut self.numbers);
        self.form = build(&state, model);
        self.model = model.cloned();
    }

    /// The device is to be one of another product. The rows stay as they are until
    /// [`set_model`](Self::set_model) brings that product's model.
    pub fn product_changed(&mut self, product_key: &str) {
        product_key.clone_into(&mut self.product_key);
    }

    /// Whether the form holds `draft` and nothing besides: not even text that no draft can say yet.
    #[must_use]
    pub fn holds(&self, draft: &Draft) -> bool {
        let model = self.model.as_ref();
        let entries = drafts::entries(draft, model, &mut Numbers::default());
        let texts = entries.iter().flat_map(|(_, texts)| texts.clone());
        let mut texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        texts.sort_unstable();
        self.typed() == texts && self.draft() == drafts::said(&draft.product_key, &entries, model)
    }

    /// Every text of the rows, in no order that says anything.
    fn typed(&self) -> Vec<String> {
        let rows = self.form.rows.iter().filter(|row| !row.is_empty());
        let texts = rows.flat_map(Row::texts);
        let mut texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        texts.sort_unstable();
        texts
    }

    /// The field that the row called `key` holds.
    #[must_use]
    pub fn field_of(&self, key: &Key) -> Field {
        places::field_of(&self.form, key)
    }

    /// What the row called `key` is called on the form; an element of an array by that.
    #[must_use]
    pub fn label_of(&self, key: &Key) -> Said {
        match (key, key.attribute()) {
            (Key::Part(id, part), _) => Said::data(format_args!("{id}.{part}")),
            (_, Some(id)) => Said::data(id),
            (_, None) => {
                let row = self.form.row(key);
                row.map_or_else(Said::default, |row| row.label.clone())
            }
        }
    }

    /// The row that shows `field`, if there is one.
    #[must_use]
    pub fn row_of(&self, field: &Field) -> Option<Key> {
        places::row_of(&self.form, field)
    }

    /// What the list for the row called `key` offers, the value being the text to set; empty where
    /// the form does not know, as for time zones.
    #[must_use]
    pub fn options(&self, key: &Key) -> Vec<PickItem<String>> {
        let options = match self.form.row(key).map(|row| &row.editor) {
            Some(Editor::Choice(choice)) => choice.options(),
            _ => &[],
        };
        let item = |option: &ChoiceOption| PickItem {
            value: option.text.clone(),
            label: option.label.clone(),
            detail: Said::default(),
            search: String::new(),
        };
        options.iter().map(item).collect()
    }
}

/// The form with the rows of `model` and the texts, the focus and the problems shown of `state`.
fn build(state: &FormState<Key>, model: Option<&ThingModel>) -> Form<Key> {
    let mut form = Form::new(rows::rows(&state.texts, model));
    form.restore(state);
    groups::number_elements(&mut form);
    form
}

#[cfg(test)]
mod tests;
