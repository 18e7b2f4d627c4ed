//! The commands of what lies over a screen.

use super::{Act, Own, own};
use crate::said::label;
use crate::tui::shared::Place;
use crate::tui::widgets::table::Move;

pub(super) const ROWS: &[Own] = &[
    own(
        "picker.up",
        [label!("up", =), label!("One item up.", =)],
        &["up", "ctrl-p"],
        &[Place::Picker],
        Act::Move(Move::Up),
    ),
    own(
        "picker.down",
        [label!("down", =), label!("One item down.", =)],
        &["down", "ctrl-n"],
        &[Place::Picker],
        Act::Move(Move::Down),
    ),
    own(
        "picker.choose",
        [label!("choose", =), label!("Take the selected item.", =)],
        &["enter"],
        &[Place::Picker],
        Act::Accept,
    ),
    own(
        "picker.back",
        [label!("back", =), label!("Choose nothing.", =)],
        &["esc"],
        &[Place::Picker],
        Act::Close,
    ),
    own(
        "question.yes",
        [label!("yes", =), label!("Do what is asked.", =)],
        &["enter", "y"],
        &[Place::Question],
        Act::Accept,
    ),
    own(
        "question.back",
        [label!("back", =), label!("Do nothing.", =)],
        &["esc", "n", "q"],
        &[Place::Question],
        Act::Close,
    ),
    own(
        "prompt.accept",
        [label!("go on", =), label!("Go on with what is typed.", =)],
        &["enter"],
        &[Place::Prompt],
        Act::Accept,
    ),
    own(
        "prompt.back",
        [label!("back", =), label!("Type nothing.", =)],
        &["esc"],
        &[Place::Prompt],
        Act::Close,
    ),
    own(
        "reading.close",
        [
            label!("close", =),
            label!("Any other key closes what is to be read.", =),
        ],
        &["esc", "enter", "q"],
        &[Place::Reading],
        Act::Close,
    ),
];
