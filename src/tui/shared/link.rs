//! The gateway worked on, and how it is reached.

use super::msg::{Reason, Waits};
use crate::connect::About;

/// The gateway worked on, and how it is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkState {
    /// What it is called.
    pub label: String,
    /// What is known of it, once it can be asked at all.
    pub about: Option<About>,
    /// Whether it answers.
    pub reach: Reach,
    /// The call that takes long, if one does.
    pub waits: Option<Waits>,
}

/// Whether a gateway answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// It has not answered yet.
    #[default]
    Trying,
    /// It does, and knows this application.
    Up,
    /// Not when it was asked last, for this reason.
    Down(Reason),
}

impl LinkState {
    /// A gateway of which nothing is known yet.
    #[must_use]
    pub fn to(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            ..Self::default()
        }
    }

    /// News of whether it answers, and of what takes long.
    pub fn contact(&mut self, answers: Option<Result<(), Reason>>, waits: Option<Waits>) {
        self.waits = waits;
        // The first word is that of the products.
        if self.reach == Reach::Trying {
            return;
        }
        match answers {
            Some(Ok(())) => self.reach = Reach::Up,
            Some(Err(reason)) => self.reach = Reach::Down(reason),
            None => {}
        }
    }
}
