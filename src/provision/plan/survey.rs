//! What `EnOS` answered about the devices and products of a plan, and why it did not answer the rest.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::{DraftRef, FoundDevice};
use crate::provision::existing::Likeness;
use crate::said::{Said, pair};

/// The answers to the questions of a plan. What was not asked, or got no answer, says why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    products: HashMap<String, Answers>,
    /// Why nothing is known of what has no answer of its own.
    silence: Option<Said>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Answers {
    /// Why `EnOS` does not show the product, if it said so.
    hidden: Option<Said>,
    /// How many devices the product has.
    used: Option<Result<u64, Said>>,
    /// Device key → how the device compares with the row, if there is one.
    devices: HashMap<Box<str>, Result<Option<Arc<Likeness>>, Said>>,
}

/// Of what the survey did not ask for.
static NOT_ASKED: Said = pair!("EnOS was not asked", "未向 EnOS 查询");

impl Survey {
    /// A survey without any answer; `why` completes "not checked …:".
    #[must_use]
    pub fn silent(why: Said) -> Self {
        Self {
            silence: Some(why),
            ..Self::default()
        }
    }

    /// Ends the survey: whatever has no answer by now never gets one.
    pub fn fall_silent(&mut self, why: Said) {
        self.silence = Some(why);
    }

    /// Why the survey ended before every question was answered, if so.
    #[must_use]
    pub fn silence(&self) -> Option<&Said> {
        self.silence.as_ref()
    }

    /// Takes note that `EnOS` does not show the product, and of its words.
    pub fn hides(&mut self, product_key: &str, why: Said) {
        self.answers(product_key).hidden = Some(why);
    }

    /// Why `EnOS` does not show the product, if it said so.
    #[must_use]
    pub fn hidden(&self, product_key: &str) -> Option<&Said> {
        self.products.get(product_key)?.hidden.as_ref()
    }

    /// Takes note of how many devices the product has.
    pub fn counted(&mut self, product_key: &str, used: Result<u64, Said>) {
        self.answers(product_key).used = Some(used);
    }

    /// Takes note of which devices there are among those of `drafts`, which are of this product, and of how they compare;
    /// no more is kept of them. Devices that were not asked for do not count.
    pub fn looked<'draft>(
        &mut self,
        product_key: &str,
        drafts: impl IntoIterator<Item = DraftRef<'draft>>,
        found: &Result<Vec<FoundDevice>, Said>,
    ) {
        let answers = self.answers(product_key);
        for draft in drafts {
            let Some(key) = draft.device_key() else {
                continue;
            };
            let is = |device: &&FoundDevice| {
                device.product_key == product_key && device.device_key == key
            };
            let device = match found {
                Ok(found) => Ok(found
                    .iter()
                    .rfind(is)
                    .map(|device| Arc::new(Likeness::of(&draft.open(), device)))),
                Err(why) => Err(why.clone()),
            };
            answers.devices.insert(key.into(), device);
        }
    }

    /// How many devices the product has.
    ///
    /// # Errors
    /// Why that is not known.
    pub fn used(&self, product_key: &str) -> Result<u64, &Said> {
        let answers = self.products.get(product_key);
        self.told(answers.and_then(|answers| answers.used.as_ref()))
            .copied()
    }

    /// How the device with this key compares with the row that asked for it, if there is one.
    ///
    /// # Errors
    /// Why that is not known.
    pub fn device(&self, product_key: &str, key: &str) -> Result<Option<&Arc<Likeness>>, &Said> {
        let answers = self.products.get(product_key);
        let device = self.told(answers.and_then(|answers| answers.devices.get(key)))?;
        Ok(device.as_ref())
    }

    /// An answer, or why there is none.
    fn told<'told, T>(
        &'told self,
        answer: Option<&'told Result<T, Said>>,
    ) -> Result<&'told T, &'told Said> {
        let none = || Err(self.silence().unwrap_or(&NOT_ASKED));
        answer.map_or_else(none, |answer| answer.as_ref())
    }

    fn answers(&mut self, product_key: &str) -> &mut Answers {
        self.products.entry(product_key.to_owned()).or_default()
    }
}
