//! Which item of a batch reply belongs to which row, and what it proves about it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Cause, Created, DeviceId, Disorder, Draft, Failure, ItemReply, Outcome, RowIndex,
};

/// Gives every sent row the outcome that `answers` prove, and [`Outcome::Unknown`] where they prove none.
///
/// The documented sample answers in the order of the request, but no page promises it (Batch Create
/// Devices V2.4, response; reference §2.4). So the order counts as long as there is one answer for
/// each row and every success says whose it is; otherwise only an answer that names the row's own
/// product and device key counts. What is given beside is why the order did not count, if so.
#[must_use]
pub fn match_reply(
    sent: &[(RowIndex, Draft)],
    answers: &[ItemReply],
    request_id: Option<&str>,
) -> (Vec<(RowIndex, Outcome)>, Option<Disorder>) {
    let doubt = doubt_in_order(sent, answers);
    let pairs: Vec<Option<&ItemReply>> = if doubt.is_none() {
        answers.iter().map(Some).collect()
    } else {
        let by_key = by_key(sent, answers);
        sent.iter()
            .map(|(row, _)| by_key.get(row).copied())
            .collect()
    };
    let assets = own_assets(answers);
    let outcomes = sent
        .iter()
        .zip(pairs)
        .map(|((row, draft), answer)| {
            let outcome = match answer {
                Some(answer) => outcome(draft, answer, &assets, request_id),
                None => Outcome::Unknown(Failure {
                    cause: Cause::NoItem {
                        why: doubt.unwrap_or(Disorder::Silence),
                    },
                    request_id: request_id.map(str::to_owned),
                }),
            };
            (*row, outcome)
        })
        .collect();
    (outcomes, doubt)
}

/// Why the order of the answers cannot be trusted; `None` when it can.
fn doubt_in_order(sent: &[(RowIndex, Draft)], answers: &[ItemReply]) -> Option<Disorder> {
    if sent.len() != answers.len() {
        let (items, rows) = (answers.len(), sent.len());
        return Some(Disorder::Count { items, rows });
    }
    let mut pairs = sent.iter().zip(answers);
    if pairs.any(|((_, draft), answer)| contradicts(draft, answer)) {
        return Some(Disorder::Order);
    }
    let mut made = BTreeSet::new();
    for answer in answers.iter().filter(|answer| answer.refusal.is_none()) {
        let Some(id) = id(answer) else {
            return Some(Disorder::Nameless);
        };
        if !made.insert(id) {
            return Some(Disorder::Twice);
        }
    }
    None
}

/// A part of an identity, unless it is blank.
fn given(part: Option<&String>) -> Option<&str> {
    part.map(String::as_str)
        .filter(|part| !part.trim().is_empty())
}

/// The device that the answer names.
fn id(answer: &ItemReply) -> Option<DeviceId<&str>> {
    Some(DeviceId {
        product_key: given(answer.product_key.as_ref())?,
        device_key: given(answer.device_key.as_ref())?,
    })
}

/// The asset ids that the reply gives to one device only; any other is no proof of one.
fn own_assets(answers: &[ItemReply]) -> BTreeSet<&str> {
    let mut own = BTreeMap::new();
    for answer in answers.iter().filter(|answer| answer.refusal.is_none()) {
        if let Some(asset) = given(answer.asset_id.as_ref()) {
            *own.entry(asset).or_insert(0_usize) += 1;
        }
    }
    own.retain(|_, times| *times == 1);
    own.into_keys().collect()
}

/// Whether the answer carries an identity that is not the row's.
fn contradicts(row: &Draft, answer: &ItemReply) -> bool {
    let differs = |ours: Option<&str>, theirs: Option<&str>| matches!((ours, theirs), (Some(ours), Some(theirs)) if ours != theirs);
    differs(Some(&row.product_key), given(answer.product_key.as_ref()))
        || differs(row.device_key.as_deref(), given(answer.device_key.as_ref()))
}

/// Row → its answer, where exactly one row and exactly one answer carry the same identity.
///
/// An answer without a product key, or a row without a device key, identifies nothing.
fn by_key<'a>(
    sent: &[(RowIndex, Draft)],
    answers: &'a [ItemReply],
) -> BTreeMap<RowIndex, &'a ItemReply> {
    let mut rows: BTreeMap<DeviceId<&str>, Vec<RowIndex>> = BTreeMap::new();
    for (row, draft) in sent {
        if let Some(id) = draft.id() {
            rows.entry(id).or_default().push(*row);
        }
    }
    let mut named: BTreeMap<DeviceId<&str>, Vec<&ItemReply>> = BTreeMap::new();
    for answer in answers {
        if let Some(id) = id(answer) {
            named.entry(id).or_default().push(answer);
        }
    }
    rows.into_iter()
        .filter_map(
            |(id, rows)| match (rows.as_slice(), named.get(&id)?.as_slice()) {
                ([row], [answer]) => Some((*row, *answer)),
                _ => None,
            },
        )
        .collect()
}

/// What its own answer says about a row.
fn outcome(
    row: &Draft,
    answer: &ItemReply,
    assets: &BTreeSet<&str>,
    request_id: Option<&str>,
) -> Outcome {
    let request_id = request_id.map(str::to_owned);
    if let Some(refusal) = &answer.refusal {
        return Outcome::Failed(Failure {
            cause: Cause::refused(refusal.clone()),
            request_id,
        });
    }
    let asset_id = given(answer.asset_id.as_ref()).filter(|asset| assets.contains(asset));
    match (given(answer.device_key.as_ref()), asset_id) {
        (Some(device_key), Some(asset_id)) => Outcome::Created(Created {
            product_key: row.product_key.clone(),
            device_key: device_key.to_owned(),
            asset_id: asset_id.to_owned(),
            request_id,
            sealed: answer.sealed.clone(),
            adopted: false,
        }),
        // Made, but under which name? Calling it created would promise an identity that nobody has;
        // sending it again would make it twice.
        _ => Outcome::Unknown(Failure {
            cause: Cause::NoAssetId { shown: false },
            request_id,
        }),
    }
}

#[cfg(test)]
mod tests;
