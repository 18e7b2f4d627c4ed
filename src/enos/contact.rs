//! What is heard of a gateway at present: whether it answers, and what is waited for.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::{Asked, Error};
use crate::domain::Whose;

/// A call under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What is asked.
    pub asked: Asked,
    /// When it left.
    pub since: Instant,
    /// How long it is waited for.
    pub at_most: Duration,
}

/// What is heard of a gateway at present.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Whether the last call found a gateway that knows this application, or why not; none before the first,
    /// and what says nothing of that (a row refused, a busy gateway) changes nothing.
    pub link: Option<Result<(), Error>>,
    calls: BTreeMap<u64, Waiting>,
    begun: u64,
}

impl Contact {
    /// The call that has been waited for longest.
    #[must_use]
    pub fn waits(&self) -> Option<Waiting> {
        self.calls.values().next().copied()
    }
}

/// A call counts as under way until this is dropped.
pub(super) struct UnderWay<'a> {
    contact: &'a watch::Sender<Contact>,
    number: u64,
}

impl<'a> UnderWay<'a> {
    pub(super) fn begin(
        contact: &'a watch::Sender<Contact>,
        asked: Asked,
        at_most: Duration,
    ) -> Self {
        let mut number = 0;
        contact.send_modify(|contact| {
            contact.begun += 1;
            number = contact.begun;
            let since = Instant::now();
            let waiting = Waiting {
                asked,
                since,
                at_most,
            };
            contact.calls.insert(number, waiting);
        });
        Self { contact, number }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.contact.send_modify(|contact| {
            contact.calls.remove(&self.number);
        });
    }
}

/// Takes note of how a call ended.
pub(super) fn note<T>(contact: &watch::Sender<Contact>, ended: &Result<T, Error>) {
    let link = match ended {
        Ok(_) => Ok(()),
        Err(error) => match error.follows().whose {
            Whose::Network | Whose::Connection | Whose::Credentials | Whose::Answerer => {
                // One reason is the same whichever request it is of.
                Err(Error {
                    request_id: None,
                    ..error.clone()
                })
            }
            Whose::Row
            | Whose::RowOrSize
            | Whose::Size
            | Whose::Product
            | Whose::Rights
            | Whose::Gateway => return,
        },
    };
    contact.send_if_modified(|contact| {
        let changed = contact.link.as_ref() != Some(&link);
        contact.link = Some(link);
        changed
    });
}
