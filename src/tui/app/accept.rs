//! The topmost overlay answered: chosen from, said yes to, typed into.

use super::answer::{Answer, Which};
use super::{Model, finding, quit, requests};
use crate::tui::contract::Overlay;
use crate::tui::shared::Reason;

/// Takes what is chosen, answered with yes, or typed; gives the command that is to be run for it.
pub(super) fn accept(model: &mut Model) -> Option<Which> {
    if let Overlay::Pick(picker) = model.overlays.last()?
        && picker.selected().is_none()
    {
        return None;
    }
    if let Overlay::Help | Overlay::Palette = model.overlays.last()? {
        return finding::chosen(model);
    }
    match model.overlays.pop()? {
        Overlay::Pick(picker) => given(model, picker.choose()?),
        Overlay::Ask(question) => given(model, question.then),
        Overlay::Prompt(prompt) => {
            if let Err(reason) = typed(model, &prompt.then, prompt.entry.line().trim()) {
                model.warn(reason);
                model.overlays.push(Overlay::Prompt(prompt));
            }
        }
        overlay @ (Overlay::Text(_) | Overlay::Help | Overlay::Palette) => {
            model.overlays.push(overlay);
        }
    }
    None
}

fn given(model: &mut Model, answer: Answer) {
    match answer {
        Answer::Screen(answer) => {
            let asked = model.screens.answered(&model.shared, answer);
            requests::carry_out(model, asked);
        }
        Answer::StopAndQuit => quit::stop(model),
    }
}

fn typed(model: &mut Model, answer: &Answer, line: &str) -> Result<(), Reason> {
    if let Answer::Screen(answer) = answer {
        let asked = model.screens.typed(&model.shared, answer, line)?;
        requests::carry_out(model, asked);
    }
    Ok(())
}
