//! Opens the connection of a command: with warnings of what others may read before, and words on what is waited for
//! when the gateway is slow.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::exit::{Exit, Stop};
use super::{console, tell};
use crate::connect::{
    ConnectArgs, ConnectError, Connection, SECRET_COMMAND, SECRET_KEY, Target, environment,
};
use crate::enos::{Api as _, Contact, Waiting};
use crate::said::{Said, say};
use crate::store::Paths;
use crate::words::{self, lasting};

/// After so long it is said what is waited for.
const SILENCE: Duration = Duration::from_secs(3);
/// Then once more as often as this.
const REMINDER: Duration = Duration::from_secs(30);

/// Opens the connection, once the warnings are told. To be called within the runtime.
pub(super) async fn open(
    flags: &ConnectArgs,
    target: Target,
    paths: &Paths,
) -> Result<Connection, Stop> {
    warn(&target, paths);
    let trace = flags.trace()?;
    let patience = target.patience();
    let opened = target.clone().open(paths, &environment, trace.clone());
    let connection = match told_of_command(patience, opened).await {
        Err(ConnectError::SecretWanted { profile }) if console::is_attended() => {
            let typed = tell::ask_secret(&say!(
                "Secret key for {profile} (not shown): ",
                "{profile} 的 SecretKey（不显示）："
            ));
            let typed = typed.map_err(|error| {
                Stop::input(say!("no secret key: {error}", "没有 SecretKey：{error}"))
            })?;
            let known = |name: &str| match name {
                SECRET_KEY => Some(typed.to_string()),
                name => environment(name),
            };
            target.open(paths, &known, trace).await
        }
        opened => opened,
    };
    let connection = connection?;
    if let Some(contact) = connection.api.contact() {
        tokio::spawn(tell_waits(connection.about.label.clone(), contact));
    }
    Ok(connection)
}

/// That the gateway is out of reach or refuses: why, and which it is.
pub(super) fn failed(connection: &Connection, why: &Said) -> Stop {
    let label = &connection.about.label;
    Stop::new(
        Exit::NoGateway,
        say!("{label}: {why}", "{label}：{why}", why),
    )
}

/// Says once that the secret's command is waited for, where that takes long.
async fn told_of_command<T>(at_most: Option<Duration>, opened: impl Future<Output = T>) -> T {
    tokio::pin!(opened);
    tokio::select! {
        opened = &mut opened => return opened,
        () = tokio::time::sleep(SILENCE), if at_most.is_some() => {}
    }
    let (so_far, at_most) = (lasting(SILENCE), lasting(at_most.unwrap_or_default()));
    tell::line(&say!(
        "waiting for {SECRET_COMMAND}, {so_far} so far, at most {at_most}",
        "正在等待 {SECRET_COMMAND}，已等 {so_far}，最多 {at_most}",
        so_far,
        at_most
    ));
    opened.await
}

/// Tells what others may read of the connection's secrets.
pub(super) fn warn(target: &Target, paths: &Paths) {
    for warning in target.warnings(paths) {
        tell::line(&say!("warning: {warning}", "警告：{warning}", warning));
    }
}

async fn tell_waits(label: String, mut contact: watch::Receiver<Contact>) {
    let mut told: Option<(Waiting, Duration)> = None;
    loop {
        let waits = contact.borrow_and_update().waits();
        let due = waits.map(|waits| {
            let last = told.filter(|(known, _)| *known == waits);
            last.map_or(SILENCE, |(_, last)| last + REMINDER)
        });
        let until = waits.zip(due).map(|(waits, due)| waits.since + due);
        tokio::select! {
            changed = contact.changed() => if changed.is_err() {
                return;
            },
            () = sleep_until(until.map_or_else(Instant::now, Instant::from_std)), if until.is_some() => {
                told = waits.zip(due);
                if let Some((Waiting { asked, at_most, .. }, so_far)) = told {
                    let (so_far, at_most) = (lasting(so_far), lasting(at_most));
                    tell::line(&say!("waiting for {label}: {call}, {so_far} so far, at most {at_most}", "正在等待 {label}：{call}，已等 {so_far}，最多 {at_most}",
                        call = words::asked(asked), so_far, at_most
                    ));
                }
            }
        }
    }
}
