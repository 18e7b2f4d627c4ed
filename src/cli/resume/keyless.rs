//! Unknown rows that left without a key: which devices may be theirs, and a person's word on it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::cli::again::FLAGS;
use crate::cli::args::{ResumeArgs, Row, Taken};
use crate::cli::exit::Stop;
use crate::cli::tell;
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Created, FoundDevice, Outcome};
use crate::store::{RunId, RunSummary, Store};
use crate::submit::{Candidates, Keyless, Lookout};

/// Settles the rows that the flags speak of; all of them, or none where one flag cannot be followed.
pub fn settle(
    runtime: &Runtime,
    connection: &Connection,
    store: &Store,
    run: &RunSummary,
    args: &ResumeArgs,
) -> Result<(), Stop> {
    if args.take.is_empty() && args.send_again.is_empty() {
        return Ok(());
    }
    let mut lookout = Lookout::read(store, run.id).map_err(Stop::input)?;
    named_once(args)?;
    for row in named(args) {
        if lookout.rows.iter().all(|keyless| keyless.index != row.0) {
            return Err(Stop::input(format!(
                "row {} is not unknown, or it has a key and is looked up without your word; nothing was changed",
                row.0.saturating_add(1)
            )));
        }
    }
    lookout
        .rows
        .retain(|keyless| args.take.iter().any(|taken| taken.row.0 == keyless.index));
    let candidates = ask(runtime, connection, &lookout, run.require_secret)?;
    let taken = args
        .take
        .iter()
        .map(|taken| take(taken, &lookout, &candidates))
        .collect::<Result<Vec<_>, _>>()?;
    let mut devices = BTreeSet::new();
    for (_, created) in &taken {
        if !devices.insert(&created.asset_id) {
            return Err(Stop::input(format!(
                "device {} is given to two rows; nothing was changed",
                created.device_key
            )));
        }
    }
    let taken: Vec<(u32, Outcome)> = taken
        .into_iter()
        .map(|(row, created)| (row, Outcome::Created(created)))
        .collect();
    let again: Vec<u32> = args.send_again.iter().map(|row| row.0).collect();
    store
        .rows_settled(run.id, &taken, clock::now())
        .and_then(|()| store.rows_unsent(run.id, &again))
        .map_err(Stop::input)
}

/// Tells which devices may be those of the rows that are unknown and have no key.
pub fn list(
    runtime: &Runtime,
    connection: &Connection,
    store: &Store,
    run: RunId,
) -> Result<(), Stop> {
    let lookout = Lookout::read(store, run).map_err(Stop::input)?;
    if lookout.rows.is_empty() {
        return Ok(());
    }
    let candidates = match ask(runtime, connection, &lookout, false) {
        Ok(candidates) => candidates,
        // The results are out already; what they say holds.
        Err(stop) => {
            tell::line(format_args!("warning: {}", stop.message));
            return Ok(());
        }
    };
    tell::line(format_args!(
        "These rows left without a key, and only you can say what became of them. Type ({FLAGS}):"
    ));
    for row in &lookout.rows {
        tell_row(row, &candidates, run);
    }
    Ok(())
}

fn tell_row(row: &Keyless, candidates: &Candidates, run: RunId) {
    let number = row.index.saturating_add(1);
    tell::line(format_args!(
        "row {number}: {}, product {}",
        row.name(),
        row.product_key
    ));
    for FoundDevice {
        device_key,
        asset_id,
        create_time,
        ..
    } in candidates.of(row)
    {
        let made = create_time.and_then(|ms| Timestamp::from_millisecond(ms).ok());
        let made = made.map_or_else(String::new, |made| format!(", made {made}"));
        tell::line(format_args!(
            "  if it is {device_key} (asset {asset_id}{made}): enroll resume {run} --take {number}={device_key}"
        ));
    }
    tell::line(format_args!(
        "  if it is none: enroll resume {run} --send-again {number}"
    ));
}

fn ask(
    runtime: &Runtime,
    connection: &Connection,
    lookout: &Lookout,
    require_secret: bool,
) -> Result<Candidates, Stop> {
    runtime
        .block_on(lookout.ask(connection.api.as_ref(), require_secret))
        .map_err(|error| Stop::gateway(format!("{}: {error}", connection.label)))
}

/// Every row that the flags name.
fn named(args: &ResumeArgs) -> impl Iterator<Item = Row> {
    let taken = args.take.iter().map(|taken| taken.row);
    taken.chain(args.send_again.iter().copied())
}

fn named_once(args: &ResumeArgs) -> Result<(), Stop> {
    let mut seen = BTreeSet::new();
    for row in named(args) {
        if !seen.insert(row) {
            return Err(Stop::input(format!(
                "row {} is named twice; nothing was changed",
                row.0.saturating_add(1)
            )));
        }
    }
    Ok(())
}

/// The device that the user says is the row's: it must be one of those that may be its own.
fn take(taken: &Taken, lookout: &Lookout, candidates: &Candidates) -> Result<(u32, Created), Stop> {
    let Taken { row, device_key } = taken;
    let keyless = lookout.rows.iter().find(|keyless| keyless.index == row.0);
    let mut fit = keyless
        .into_iter()
        .flat_map(|keyless| candidates.of(keyless));
    let Some(device) = fit.find(|device| device.device_key == *device_key) else {
        return Err(Stop::input(format!(
            "--take {}={device_key}: EnOS shows no such device of the row's product and name, made since the \
             row left, that no other row of the run has; nothing was changed",
            row.0.saturating_add(1)
        )));
    };
    Ok((row.0, Created::adopted(device)))
}
