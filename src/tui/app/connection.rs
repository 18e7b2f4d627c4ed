//! The gateway worked on: resumed, changed, and whether it answers.

use super::answer::Asked;
use super::{Model, workspace};
use crate::catalogue::Catalogue;
use crate::connect::Target;
use crate::domain::Whose;
use crate::tui::screens::connect;
use crate::tui::shared::{
    About, ConnectRequest, Effect, LinkState, Load, Loading, NoProducts, Reach, ScreenId, Session,
    Unopened, target,
};

/// The store is open: begins to work on the gateway worked on last, or on what the program was started for.
pub(super) fn resume(model: &mut Model, session: Session) {
    let shared = &mut model.shared;
    shared.config = session.config;
    shared.runs.known = session.runs;
    shared.queue.next_id = session.next_row;
    shared.screen = ScreenId::Products;
    let last = session.last.filter(|_| !model.chosen);
    let profile = last.and_then(|name| {
        let profile = shared.config.profiles.get(&name)?;
        Some(target(&name, profile))
    });
    if let Some(target) = profile {
        shared.request = ConnectRequest::from(target);
        shared.link = LinkState::to(shared.request.label());
    }
    if let Target::Profile { name, .. } = &shared.request.target {
        model.screens.connect.select(&shared.config, name);
    }
    let request = shared.request.clone();
    let effect = Effect::Connect(shared.generation, request);
    workspace::ask(model);
    model.want(effect);
}

/// Works on another gateway from now on, or reaches the one worked on once more.
pub(super) fn connect(model: &mut Model, request: ConnectRequest) {
    let shared = &mut model.shared;
    shared.generation += 1;
    shared.catalogue = Catalogue::default();
    shared.loading = Loading::default();
    shared.link = LinkState::to(request.label());
    let left = shared.scope();
    let effect = Effect::Connect(shared.generation, request.clone());
    let secret = None;
    shared.request = ConnectRequest { secret, ..request };
    if shared.screen == ScreenId::Connect {
        shared.screen = ScreenId::Products;
    }
    model.screens.products.clear();
    if model.shared.workspace == Load::Ready(()) && model.shared.scope() == left {
        model.shared.check_queue();
    } else {
        workspace::change(model, &left);
    }
    model.want(effect);
}

/// The gateway can be asked, or cannot.
pub(super) fn opened(model: &mut Model, outcome: Result<About, Unopened>) -> Asked {
    let why = match outcome {
        Ok(about) => {
            let label = about.label.clone();
            if let Some(warning) = about.warnings.first() {
                model.warn(warning.clone());
            }
            model.shared.link.label.clone_from(&label);
            model.shared.link.about = Some(about);
            return Asked::from(Effect::RememberGateway(label)).and(Effect::LoadProducts);
        }
        Err(why) => why,
    };
    let free = is_free(model);
    let asked = model.screens.connect.unopened(&model.shared, &why, free);
    let reason = match why {
        Unopened::SecretWanted => connect::not_entered(),
        Unopened::Because(reason) => reason,
    };
    model.shared.loading.products = Load::Failed(reason.clone());
    model.shared.link.reach = Reach::Down(reason);
    asked.widen()
}

/// The products were read, or not.
pub(super) fn proven(model: &mut Model, refused: Option<&NoProducts>) -> Asked {
    let first = model.shared.link.reach == Reach::Trying;
    // Who may not list products may create devices all the same.
    let refused = refused.filter(|no| no.whose != Whose::Rights);
    model.shared.link.reach = match refused {
        None => Reach::Up,
        Some(no) => Reach::Down(no.reason.clone()),
    };
    let free = is_free(model);
    let connect = &mut model.screens.connect;
    let asked = connect.answered_or_not(&model.shared, refused, first, free);
    asked.widen()
}

/// Whether nothing is typed or asked that another screen would take away.
pub(super) fn is_free(model: &Model) -> bool {
    let quiet = matches!(model.shared.screen, ScreenId::Products | ScreenId::Connect);
    quiet && !model.place().is_typing() && model.overlays.is_empty()
}
