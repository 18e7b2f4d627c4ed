//! `enroll` without a command: the screens.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::exit::Stop;
use super::opened::configured;
use super::tell;
use crate::clock;
use crate::connect::{ConnectArgs, Target, environment};
use crate::said::say;
use crate::store::{Config, Glyphs};
use crate::tui::app::Model;
use crate::tui::perform::{Context, GatewayConnector, Performer};
use crate::tui::runtime::{self, color, is_interactive};
use crate::tui::theme::{Colors, Theme};

/// Opens the screens where there is a terminal to show them on.
pub(super) fn run(
    state_dir: Option<&Path>,
    connection: &ConnectArgs,
    no_mouse: bool,
) -> Result<ExitCode, Stop> {
    if !is_interactive() || color::is_dumb(environment) {
        return Err(Stop::input(say!(
            "no terminal that can show the screens; use `enroll apply FILE`, `enroll check FILE`, `enroll sandbox` or `enroll codes` instead (see `enroll --help`)",
            "没有能显示界面的终端；可改用 `enroll apply FILE`、`enroll check FILE`、`enroll sandbox` 或 `enroll codes`（见 `enroll --help`）"
        )));
    }
    let (paths, config) = configured(state_dir)?;
    let chosen = connection.given() || config.default_profile.is_some();
    let target = if chosen {
        connection.target(&config)?
    } else {
        Target::SANDBOX
    };
    let trace = connection.trace()?;
    let state = paths.state.clone();
    let performer = Performer::new(Context {
        connector: Arc::new(GatewayConnector::new(paths.clone(), trace)),
        paths,
        clock: clock::shared(),
    });
    let close = performer.closing();
    let theme = theme(&config);
    let mut screens = Model::new(theme, target.into());
    screens.shared.zone = Some(jiff::tz::TimeZone::system());
    screens.chosen = chosen;
    screens.mouse = !no_mouse && config.mouse.unwrap_or(true);
    screens.locale = color::locale(environment);
    let threads = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| {
            Stop::input(say!(
                "the program cannot start its threads: {error}",
                "程序无法启动线程：{error}"
            ))
        })?;
    let ended = threads.block_on(runtime::run(screens, performer, &state));
    close();
    // What is still under way is awaited by the runtime already, or may be dropped.
    threads.shutdown_background();
    let left = ended.map_err(|error| Stop::input(error.said()))?;
    if let Some((_, Some(farewell))) = &left.app.leaving
        && left.writable
    {
        tell::line(&say!("enroll: {farewell}", "enroll：{farewell}", farewell));
    }
    Ok(ExitCode::from(left.code))
}

/// What the terminal can show, and what the configuration chooses of it.
fn theme(config: &Config) -> Theme {
    let guessed = color::theme(environment);
    let chosen = config.theme.map(Colors::from);
    Theme {
        // Who wants no colours wants none of ours either.
        colors: match guessed.colors {
            Colors::None => Colors::None,
            colors => chosen.unwrap_or(colors),
        },
        unicode: config
            .glyphs
            .map_or(guessed.unicode, |glyphs| glyphs == Glyphs::Unicode),
        lang: tell::lang(),
    }
}
