//! What each command does, after asking whether it may.

use super::command::{COMMANDS, Command, spec};
use super::effect::Effect;
use super::enabled::objection;
use super::model::{Model, Screen};
use super::overlay::{Overlay, Pick};
use crate::provision::run::Control;
use crate::tui::picker::{PickItem, Picker};
use crate::tui::screens::{connect, device, products, queue, results};

/// Runs a command, or says why it cannot be run now.
pub fn run(command: Command, model: &mut Model) {
    if let Some(reason) = objection(command, model) {
        let title = spec(command).map_or("", |spec| spec.title);
        model.warn(format!("{title}: {reason}"));
        return;
    }
    match command {
        Command::UseProduct => products::use_selected(model),
        Command::FindProduct => model.products.finding = true,
        Command::TypeProductKey => products::ask_key(model),
        Command::Reload => products::reload(model),
        Command::SaveDevice => device::save(model, false),
        Command::SaveAndAnother => device::save(model, true),
        Command::PreviewJson => device::preview(model),
        Command::NextProblem => device::next_problem(model),
        Command::ChangeProduct => products::change(model),
        Command::StartOver => device::start_over(model),
        Command::AddDevice => device::add(model),
        Command::EditDevice => queue::edit(model),
        Command::Duplicate => queue::duplicate(model, 1),
        Command::DuplicateMany => queue::ask_copies(model),
        Command::Remove => queue::remove(model),
        Command::Undo => queue::undo(model),
        Command::Redo => queue::redo(model),
        Command::TakeOver => queue::ask_take_over(model),
        Command::Submit => queue::ask_submit(model),
        Command::PauseRun => results::pause(model),
        Command::StopRun => results::control(model, Control::Cancel),
        Command::OpenRow => results::open(model),
        Command::SendAgain => results::send_again(model),
        Command::GoOn => results::ask_go_on(model),
        Command::UndoRun => results::ask_undo(model),
        Command::Filter => model.results.toggle_filter(),
        Command::NextFailure => results::jump(model, true),
        Command::PreviousFailure => results::jump(model, false),
        Command::ChooseRun => results::ask_run(model),
        Command::Reveal => results::reveal(model),
        Command::Copy => results::copy(model),
        Command::Export => results::ask_export(model),
        Command::UseProfile => connect::use_selected(model, false),
        Command::TestProfile => connect::use_selected(model, true),
        Command::AddProfile => connect::add(model),
        Command::EditProfile => connect::edit(model),
        Command::RemoveProfile => connect::ask_remove(model),
        Command::SaveProfile => connect::save(model),
        Command::GoProducts => go(model, Screen::Products),
        Command::GoDevice => go(model, Screen::Device),
        Command::GoQueue => go(model, Screen::Queue),
        Command::GoResults => go(model, Screen::Results),
        Command::GoConnect => go(model, Screen::Connect),
        Command::Back => back(model),
        Command::Suspend => model.want(Effect::Suspend),
        Command::Help => help(model),
        Command::Quit => results::quit(model),
    }
}

fn go(model: &mut Model, screen: Screen) {
    let left = model.screen == Screen::Device && screen != Screen::Device;
    model.screen = screen;
    if left {
        device::put_down(model);
    }
}

fn back(model: &mut Model) {
    match model.screen {
        Screen::Device => device::leave(model),
        Screen::Connect => connect::leave(model),
        Screen::Products | Screen::Queue | Screen::Results => {}
    }
}

/// Every command that applies here, under a word on the focused field.
fn help(model: &mut Model) {
    let place = model.place();
    let about = match model.screen {
        Screen::Device => device::focus_help(model),
        Screen::Connect => connect::focus_help(model),
        Screen::Products | Screen::Queue | Screen::Results => None,
    };
    let title = about.unwrap_or_else(|| "What can be done here".to_owned());
    let items = COMMANDS
        .iter()
        .filter(|spec| spec.applies(place))
        .map(|spec| {
            let keys: Vec<String> = spec.chords().map(|chord| chord.to_string()).collect();
            let detail = match objection(spec.command, model) {
                Some(reason) => format!("not now: {reason}"),
                None => spec.help.to_owned(),
            };
            PickItem {
                value: Pick::Command(spec.command),
                label: format!("{:<12} {}", keys.join(" "), spec.title),
                detail,
                search: spec.id.to_owned(),
            }
        });
    let picker = Picker::new(title, items.collect(), None);
    model.overlays.push(Overlay::Pick(picker));
}
