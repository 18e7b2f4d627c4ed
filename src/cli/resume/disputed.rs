//! Unknown rows that only a person can settle, without a key or with a disputed one: which devices may be
//! theirs, and a person's word on it.

use std::collections::BTreeSet;

use super::ResumeArgs;
use super::flags::{Named, SendAgain};
use crate::cli::again::FLAGS;
use crate::cli::exit::Stop;
use crate::cli::{reach, tell};
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Created, Existing, FoundDevice, Outcome, RowIndex, RunId, Timestamp};
use crate::provision::existing::existing;
use crate::said::{Said, say};
use crate::store::{RunSummary, Store};
use crate::submit::{CandidateSearch, Candidates, Unsettled};
use crate::words;

/// Takes a person's word on the rows that the flags speak of; on all of them, or on none where one flag cannot be
/// followed.
pub(super) async fn take_word(
    connection: &Connection,
    store: &Store,
    run: &RunSummary,
    args: &ResumeArgs,
) -> Result<(), Stop> {
    if named(args).next().is_none() {
        return Ok(());
    }
    let mut search = CandidateSearch::read(store, run.id)?;
    can_be_said(args, &search)?;
    search
        .rows
        .retain(|unsettled| named(args).any(|row| row == unsettled.index));
    let candidates = ask(connection, &search, run.terms.require_secret).await?;
    for row in &search.rows {
        if let Some(again) = again(args, row) {
            none_of_it(row, again, &candidates)?;
        }
    }
    let taken = args.take.iter();
    let taken = taken.map(|named| take(named, &search, &candidates));
    let taken: Vec<_> = taken.collect::<Result<_, _>>()?;
    let mut devices = BTreeSet::new();
    if let Some((_, twice)) = taken
        .iter()
        .find(|(_, made)| !devices.insert(&made.asset_id))
    {
        return Err(Stop::input(say!(
            "device {key} is given to two rows; nothing was changed",
            "设备 {key} 指定给了两行；未做任何改动",
            key = twice.device_key
        )));
    }
    let others = args.not_mine.iter();
    let others = others.map(|named| not_mine(named, &search, &candidates));
    let others: Vec<_> = others.collect::<Result<_, _>>()?;
    let taken = taken
        .into_iter()
        .map(|(row, created)| (row, Outcome::Created(created)));
    let said: Vec<(RowIndex, Outcome)> = taken.chain(others).collect();
    let again: Vec<RowIndex> = args.send_again.iter().map(|again| again.row).collect();
    store.rows_settled(run.id, &said, clock::now())?;
    Ok(store.rows_put_back(run.id, &again)?)
}

/// Whether the flags speak of rows that a person may settle, each once and in a way that it can be settled in.
fn can_be_said(args: &ResumeArgs, search: &CandidateSearch) -> Result<(), Stop> {
    let mut seen = BTreeSet::new();
    if let Some(row) = named(args).find(|row| !seen.insert(*row)) {
        return Err(Stop::input(say!(
            "row {row} is named twice; nothing was changed",
            "第 {row} 行指定了两次；未做任何改动"
        )));
    }
    for row in named(args) {
        if search.rows.iter().all(|unsettled| unsettled.index != row) {
            return Err(Stop::input(say!(
                "row {row} is not unknown, or can be looked up without your decision; nothing was changed",
                "第 {row} 行不是未知，或无需由你认定、可直接查询；未做任何改动"
            )));
        }
    }
    let keyed = |row: &&Unsettled| row.device_key.is_some() && again(args, row).is_some();
    if let Some(keyed) = search.rows.iter().find(keyed) {
        return Err(Stop::input(say!(
            "row {row} is not sent again: EnOS has a device with its key; --not-mine gives the key up; nothing was changed",
            "第 {row} 行不会重新发送：EnOS 中已有使用该 deviceKey 的设备；--not-mine 放弃该 deviceKey；未做任何改动",
            row = keyed.index
        )));
    }
    Ok(())
}

fn again<'a>(args: &'a ResumeArgs, row: &Unsettled) -> Option<&'a SendAgain> {
    args.send_again.iter().find(|again| again.row == row.index)
}

/// Tells which devices may be those of the rows that are unknown and only a person can settle.
pub(super) async fn list(connection: &Connection, store: &Store, run: RunId) -> Result<(), Stop> {
    let search = CandidateSearch::read(store, run)?;
    if search.rows.is_empty() {
        return Ok(());
    }
    let candidates = match ask(connection, &search, false).await {
        Ok(candidates) => candidates,
        // The results are out already; what they say holds.
        Err(stop) => {
            tell::line(&say!(
                "warning: {message}",
                "警告：{message}",
                message = stop.message
            ));
            return Ok(());
        }
    };
    tell::line(&say!(
        "Only you can say what happened to these rows. Type ({flags}):",
        "这些行的结果只能由你认定。输入（{flags}）：",
        flags = FLAGS
    ));
    for row in &search.rows {
        tell_row(row, &candidates, run);
    }
    Ok(())
}

fn tell_row(row: &Unsettled, candidates: &Candidates, run: RunId) {
    let number = row.index;
    tell::line(&say!(
        "row {number}: {name}, product {product}",
        "第 {number} 行：{name}，产品 {product}",
        name = row.name(),
        product = row.product_key
    ));
    for device in candidates.of(row) {
        let (key, asset) = (&device.device_key, &device.asset_id);
        let made = device.create_time.and_then(Timestamp::calendar);
        let made = made.map_or_else(Said::default, |made| {
            say!(", created {made}", "，创建于 {made}")
        });
        tell::line(&say!(
            "  if it is {key} (asset {asset}{made}): enroll resume {run} --take {number}={key}",
            "  如果是 {key}（资产 {asset}{made}）：enroll resume {run} --take {number}={key}",
            made
        ));
    }
    if candidates.are_cut(row) {
        tell::line(&say!(
            "  EnOS lists more devices of this product than were checked: it may be one of those",
            "  该产品在 EnOS 中还有未查看的设备：也可能是其中之一"
        ));
    }
    if let Some(key) = &row.device_key {
        tell::line(&say!(
            "  if it is somebody else's: enroll resume {run} --not-mine {number}={key}",
            "  如果属于他人：enroll resume {run} --not-mine {number}={key}"
        ));
    } else {
        let others: Vec<&str> = candidates
            .of(row)
            .map(|device| device.device_key.as_str())
            .collect();
        let others = if others.is_empty() {
            String::new()
        } else {
            format!("={}", others.join(","))
        };
        tell::line(&say!(
            "  if there is none: enroll resume {run} --send-again {number}{others}",
            "  如果没有对应的设备：enroll resume {run} --send-again {number}{others}"
        ));
    }
}

async fn ask(
    connection: &Connection,
    search: &CandidateSearch,
    require_secret: bool,
) -> Result<Candidates, Stop> {
    let (api, bounds) = (connection.api.as_ref(), &connection.about.bounds);
    let clock = clock::shared();
    let found = search.ask(api, require_secret, bounds, &clock).await;
    found.map_err(|error| reach::failed(connection, &words::call(&error)))
}

/// Every row that the flags name.
fn named(args: &ResumeArgs) -> impl Iterator<Item = RowIndex> {
    let named = args.take.iter().chain(&args.not_mine);
    let named = named.map(|named| named.row);
    named.chain(args.send_again.iter().map(|again| again.row))
}

/// The device that the user says is the row's: it must be one of those that may be its own.
fn take(
    taken: &Named,
    search: &CandidateSearch,
    candidates: &Candidates,
) -> Result<(RowIndex, Created), Stop> {
    let Named { row, device_key } = taken;
    let unsettled = search
        .rows
        .iter()
        .filter(|unsettled| unsettled.index == *row);
    let mut fit = unsettled.flat_map(|unsettled| candidates.of(unsettled));
    let Some(device) = fit.find(|device| device.device_key == *device_key) else {
        return Err(Stop::input(say!(
            "--take {row}={device_key}: neither the row's own key nor that of a device that EnOS shows with the row's product and name, created since the row was sent and not another row's in this run; nothing was changed",
            "--take {row}={device_key}：既不是该行自己的 deviceKey，也不是 EnOS 中符合条件的设备（产品和名称与该行相同，在该行发送之后创建，且不属于本任务的其他行）；未做任何改动"
        )));
    };
    Ok((*row, Created::adopted(device)))
}

/// Every device that EnOS shows and that may be the row's has to be named: it would be made a second time.
fn none_of_it(row: &Unsettled, again: &SendAgain, candidates: &Candidates) -> Result<(), Stop> {
    let unnamed = candidates
        .of(row)
        .find(|device| !again.others.contains(&device.device_key));
    let Some(FoundDevice {
        device_key: key, ..
    }) = unnamed
    else {
        return Ok(());
    };
    let number = row.index;
    Err(Stop::input(say!(
        "row {number} ({name}) is not sent again: device {key} may be its device, which would be created a second time. --take {number}={key} takes it; --send-again {number}={key} says it is another; nothing was changed",
        "第 {number} 行（{name}）不会重新发送：设备 {key} 可能就是它创建的，重新发送会重复创建。--take {number}={key} 认定是它；--send-again {number}={key} 表明是另一台；未做任何改动",
        name = row.name()
    )))
}

/// The row fails: the device of its key is somebody else's.
fn not_mine(
    named: &Named,
    search: &CandidateSearch,
    candidates: &Candidates,
) -> Result<(RowIndex, Outcome), Stop> {
    let Named { row, device_key } = named;
    let mut keyed = search.rows.iter().filter(|unsettled| {
        unsettled.index == *row && unsettled.device_key.as_ref() == Some(device_key)
    });
    let device = keyed.find_map(|keyed| Some((keyed, candidates.of(keyed).next()?)));
    let Some((keyed, device)) = device else {
        return Err(Stop::input(say!(
            "--not-mine {row}={device_key}: that is not the row's key, or EnOS shows no device with it; nothing was changed",
            "--not-mine {row}={device_key}：不是该行的 deviceKey，或 EnOS 中查不到使用它的设备；未做任何改动"
        )));
    };
    Ok((*row, existing(&keyed.draft, device, None, Existing::Fail)))
}
