//! The gateway worked on: chosen, asked for its secret key, reached, tested, and what is known of it.

use crate::catalogue::Catalogue;
use crate::connect::Target;
use crate::domain::Whose;
use crate::enos::{ProductList, Secret, Verdict};
use crate::store::Profile;
use crate::tui::app::{
    About, Body, ConnectRequest, Effect, LinkState, Load, Loading, Model, NoProducts, Overlay,
    Prompted, Reach, Reading, Reason, Screen, Unopened, Waits, ask_workspace, change_workspace,
};
use crate::tui::screens::{prompt, queue, show};

/// Begins to work on the gateway worked on last, or on what the program was started for.
pub(crate) fn resume(model: &mut Model, last: Option<String>) {
    let last = last.filter(|_| !model.chosen);
    let profile = last.and_then(|name| {
        let profile = model.config.profiles.get(&name)?;
        Some(target(&name, profile))
    });
    if let Some(target) = profile {
        model.request = ConnectRequest::from(target);
        model.link = LinkState::to(model.request.label());
    }
    if let Target::Profile { name, .. } = &model.request.target {
        super::select(model, &name.clone());
    }
    ask_workspace(model);
    model.want(reach(model));
}

/// Works on the selected gateway from now on, or only tries it.
pub(crate) fn use_selected(model: &mut Model, test: bool) {
    let target = super::selected_profile(model)
        .map_or(Target::SANDBOX, |(name, profile)| target(&name, &profile));
    go(model, ConnectRequest::from(target), test);
}

/// Reaches the gateway worked on once more.
pub(crate) fn again(model: &mut Model) {
    let request = model.request.clone();
    go(model, request, false);
}

/// The secret key was typed.
pub(crate) fn with_secret(
    model: &mut Model,
    request: &ConnectRequest,
    typed: &str,
    test: bool,
) -> Result<(), Reason> {
    if typed.is_empty() {
        return Err("a secret key is needed".to_owned());
    }
    let secret = Secret::from(typed.to_owned());
    let typed = &mut model.connect.typed;
    typed.insert(request.label().to_owned(), secret);
    go(model, request.clone(), test);
    Ok(())
}

pub(super) fn target(name: &str, profile: &Profile) -> Target {
    Target::Profile {
        name: name.to_owned(),
        profile: Box::new(profile.clone()),
    }
}

fn go(model: &mut Model, request: ConnectRequest, test: bool) {
    if test {
        await_verdicts(model, request.label());
        return model.want(Effect::Test(known_of(model, request)));
    }
    model.generation += 1;
    model.catalogue = Catalogue::default();
    model.loading = Loading::default();
    model.products.matches.clear();
    model.link = LinkState::to(request.label());
    model.connect.by_hand = true;
    let left = model.scope();
    model.request = request;
    if model.screen == Screen::Connect {
        model.screen = Screen::Products;
    }
    if model.workspace == Load::Ready(()) && model.scope() == left {
        queue::check_products(model);
    } else {
        change_workspace(model, &left);
    }
    model.want(reach(model));
}

fn reach(model: &Model) -> Effect {
    Effect::Connect(model.generation, known_of(model, model.request.clone()))
}

/// The request, with the secret key where it was typed before.
fn known_of(model: &Model, request: ConnectRequest) -> ConnectRequest {
    let secret = model.connect.typed.get(request.label()).cloned();
    ConnectRequest { secret, ..request }
}

/// The gateway can be asked, or cannot.
pub(crate) fn opened(model: &mut Model, outcome: Result<About, Unopened>) {
    let reason = match outcome {
        Ok(about) => {
            let label = about.label.clone();
            if let Some(warning) = about.warnings.first() {
                model.warn(warning);
            }
            model.link.label.clone_from(&label);
            model.link.about = Some(about);
            model.want(Effect::RememberGateway(label));
            return model.want(Effect::LoadProducts);
        }
        Err(Unopened::SecretWanted) => {
            ask_secret(model, model.request.clone(), false);
            "its secret key is not typed yet".to_owned()
        }
        Err(Unopened::Because(reason)) => {
            if is_free(model) {
                model.screen = Screen::Connect;
            }
            reason
        }
    };
    model.loading.products = Load::Failed(reason.clone());
    model.link.reach = Reach::Down(reason);
}

fn ask_secret(model: &mut Model, request: ConnectRequest, test: bool) {
    let title = format!("Secret key for {}", request.label());
    let hint = "It is kept in memory only, until the program ends.";
    let request = Box::new(request);
    let then = Prompted::SecretKey { request, test };
    prompt(model, &title, Vec::new(), hint, then);
}

/// The products were read or not, which is the proof of a link. Where there is none, it is looked into.
pub(crate) fn answered(model: &mut Model, outcome: Result<&ProductList, &NoProducts>) {
    let by_hand = std::mem::take(&mut model.connect.by_hand);
    // Who may not list products may create devices all the same.
    let refused = outcome.err().filter(|no| no.whose != Whose::Rights);
    let Some(no) = refused else {
        model.link.reach = Reach::Up;
        return;
    };
    let first = model.link.reach == Reach::Trying;
    model.link.reach = Reach::Down(no.reason.clone());
    if no.whose == Whose::Credentials {
        model.connect.typed.remove(&model.link.label);
    }
    if !first || !is_free(model) || !(by_hand || no.kept.is_empty()) {
        return;
    }
    model.screen = Screen::Connect;
    let label = model.link.label.clone();
    await_verdicts(model, &label);
    model.want(Effect::Examine);
}

/// Whether nothing is typed or asked that another screen would take away.
fn is_free(model: &Model) -> bool {
    let quiet = matches!(model.screen, Screen::Products | Screen::Connect);
    quiet && model.overlays.is_empty() && !model.typing()
}

/// News of whether it answers, and of what takes long.
pub(crate) fn contact(model: &mut Model, link: Option<Result<(), Reason>>, waits: Option<Waits>) {
    model.link.waits = waits;
    // The first word is that of the products.
    if model.link.reach == Reach::Trying {
        return;
    }
    match link {
        Some(Ok(())) => model.link.reach = Reach::Up,
        Some(Err(reason)) => model.link.reach = Reach::Down(reason),
        None => {}
    }
}

fn await_verdicts(model: &mut Model, label: &str) {
    let title = format!("Connection to {label}");
    show(model, title, Body::Verdicts(Vec::new()));
}

/// A connection was tested, or could not be.
pub(crate) fn tested(
    model: &mut Model,
    request: ConnectRequest,
    outcome: Result<Vec<Verdict>, Unopened>,
) {
    match outcome {
        Ok(verdicts) => fill(model, Body::Verdicts(verdicts)),
        Err(Unopened::Because(reason)) => fill(model, Body::Lines(vec![reason])),
        Err(Unopened::SecretWanted) => {
            if let Some(place) = model.overlays.iter().position(awaits_verdicts) {
                model.overlays.remove(place);
                ask_secret(model, request, true);
            }
        }
    }
}

/// Goes into the overlay that waits for it; if that was closed, nobody wants it.
pub(crate) fn fill(model: &mut Model, body: Body) {
    let mut overlays = model.overlays.iter_mut();
    let waiting = overlays.find(|overlay| awaits_verdicts(overlay));
    if let Some(Overlay::Text(reading)) = waiting {
        reading.body = body;
    }
}

fn awaits_verdicts(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Text(Reading { body: Body::Verdicts(verdicts), .. }) if verdicts.is_empty())
}
