//! What the end of a call means for a run, in the rules' own terms.

use super::lookup::{SYSTEM_ERROR, failure};
use crate::domain::{Draft, Failure, Outcome};
use crate::enos::{Acted, BatchReply, Error, Fault, ItemReply, meant_code};
use crate::provision::existing::KEY_EXISTED;
use crate::provision::matching::{self, SentRow, match_reply};
use crate::provision::run::{Answer, Blame, Input, Ticket};

// The codes are those of Batch Create Devices V2.4 and of the pages about products.

/// `EnOS` could not make a key just now.
const NO_KEY_MADE: i64 = 11_714;
/// The product holds as many devices as it may.
const PRODUCT_FULL: i64 = 11_739;
/// `requireSecret` without a registered key pair: true of every batch alike.
const NO_PUBLIC_KEY: i64 = 11_858;
/// More devices than the organisation's limit, or a bad argument.
const BAD_ARGUMENT: i64 = 99_400;
/// The product does not exist.
const NO_PRODUCT: [i64; 2] = [99_404, 11_611];

/// A call's end as an input of the run.
pub(super) struct Heard {
    pub(super) input: Input,
    /// Why the reply's order could not be trusted, if so.
    pub(super) doubt: Option<String>,
}

/// Reads what came of sending `drafts`.
pub(super) fn read(
    batch: Ticket,
    drafts: &[(u32, Draft)],
    reply: Result<BatchReply, Error>,
) -> Heard {
    match reply {
        Ok(reply) => {
            let sent: Vec<SentRow> = drafts.iter().map(sent_row).collect();
            let items: Vec<matching::Answer> = reply.items.into_iter().map(item).collect();
            let matched = match_reply(&sent, &items, reply.request_id.as_deref());
            let answers = matched.outcomes.into_iter();
            Heard {
                input: Input::Answered {
                    batch,
                    answers: answers
                        .map(|(row, outcome)| (row, answer(outcome)))
                        .collect(),
                },
                doubt: matched.doubt,
            }
        }
        Err(error) => Heard {
            input: fault(batch, error),
            doubt: None,
        },
    }
}

/// What an item's outcome means beyond itself.
fn answer(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Failed(failure) => match meant_code(&failure) {
            Some(KEY_EXISTED) => Answer::Existed(Failure {
                code: Some(KEY_EXISTED),
                ..failure
            }),
            Some(NO_KEY_MADE) => Answer::Again(failure),
            Some(SYSTEM_ERROR) => Answer::Became(Outcome::Unknown(failure)),
            _ => Answer::Became(Outcome::Failed(failure)),
        },
        outcome => Answer::Became(outcome),
    }
}

/// The input of a call that ended without an answer for any item.
fn fault(batch: Ticket, error: Error) -> Input {
    if error.acted == Acted::Perhaps {
        let retry_after = error.fault.retry_after();
        let failure = failure(error);
        return Input::Lost {
            batch,
            failure,
            retry_after,
        };
    }
    let blame = blame(&error);
    Input::Refused {
        batch,
        blame,
        failure: failure(error),
    }
}

/// Whom a refusal concerns that came before any action.
pub(super) fn blame(error: &Error) -> Blame {
    match &error.fault {
        Fault::TooLarge => Blame::Size,
        Fault::Refused { code, .. } => match *code {
            NO_PUBLIC_KEY => Blame::Connection,
            BAD_ARGUMENT => Blame::SizeOrRow,
            PRODUCT_FULL => Blame::Product,
            code if NO_PRODUCT.contains(&code) => Blame::Product,
            _ => Blame::Row,
        },
        // The token service knows key and secret: what it refuses stays refused. A signed call may have
        // met a token that somebody else had renewed in the meantime.
        Fault::Credentials {
            code: Some(1001..=1005 | 1202 | 1204),
            ..
        }
        | Fault::Denied { .. }
        | Fault::Tls(_)
        | Fault::Settings(_) => Blame::Connection,
        // The gateway could not read the body: one row of it may be why.
        Fault::Http { status: 400, .. } => Blame::Row,
        fault => Blame::Moment {
            retry_after: fault.retry_after(),
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

fn item(item: ItemReply) -> matching::Answer {
    matching::Answer {
        code: item.code,
        msg: item.msg,
        product_key: item.product_key,
        device_key: item.device_key,
        asset_id: item.asset_id,
        sealed: item.sealed,
    }
}
