//! What the end of a call means for a run, in the rules' own terms.

use crate::domain::{Draft, Failure};
use crate::enos::{Acted, BatchReply, Error, Fault, ItemReply};
use crate::provision::matching::{Answer, SentRow, match_reply};
use crate::provision::run::{Blame, Input};

/// `requireSecret` without a registered key pair (Batch Create Devices V2.4, return codes): true of
/// every batch alike, so no reason to call a row failed.
const NO_PUBLIC_KEY: i64 = 11858;

/// A call's end as an input of the run.
pub(super) struct Heard {
    pub(super) input: Input,
    /// Why the reply's order could not be trusted, if so.
    pub(super) doubt: Option<String>,
}

/// Reads what came of sending `batch`.
pub(super) fn read(batch: &[(u32, Draft)], reply: Result<BatchReply, Error>) -> Heard {
    let rows: Vec<u32> = batch.iter().map(|(row, _)| *row).collect();
    match reply {
        Ok(reply) => {
            let sent: Vec<SentRow> = batch.iter().map(sent_row).collect();
            let answers: Vec<Answer> = reply.items.into_iter().map(answer).collect();
            let matched = match_reply(&sent, &answers, reply.request_id.as_deref());
            Heard {
                input: Input::Answered {
                    rows,
                    outcomes: matched.outcomes,
                },
                doubt: matched.doubt,
            }
        }
        Err(error) => Heard {
            input: fault(rows, error),
            doubt: None,
        },
    }
}

/// The input of a call that ended without an answer for any item.
fn fault(rows: Vec<u32>, error: Error) -> Input {
    let (code, msg) = match &error.fault {
        Fault::Refused { code, msg } => (Some(*code), msg.clone()),
        Fault::Credentials { code, .. } | Fault::Denied { code, .. } => {
            (*code, error.fault.to_string())
        }
        other => (None, other.to_string()),
    };
    let failure = Failure {
        code,
        msg,
        request_id: error.request_id,
    };
    match (error.acted, error.fault) {
        (Acted::Perhaps, _) => Input::Lost { rows, failure },
        (Acted::No, Fault::Refused { code, .. }) if code != NO_PUBLIC_KEY => Input::Refused {
            rows,
            failure,
            blame: Blame::Rows,
        },
        (Acted::No, _) => Input::Refused {
            rows,
            failure,
            blame: Blame::Connection,
        },
    }
}

fn sent_row((row, draft): &(u32, Draft)) -> SentRow {
    SentRow {
        row: *row,
        product_key: draft.product_key.clone(),
        device_key: draft.device_key.clone(),
    }
}

fn answer(item: ItemReply) -> Answer {
    Answer {
        code: item.code,
        msg: item.msg,
        product_key: item.product_key,
        device_key: item.device_key,
        asset_id: item.asset_id,
        sealed: item.sealed,
    }
}
