//! What the end of a call means for a run, in the rules' own terms.

use super::lookup::failure;
use crate::domain::{Acted, Draft, Failure, Follows, Outcome, Whose};
use crate::enos::{BatchReply, Error, Fault, ItemReply, codes, meant_code};
use crate::provision::existing::KEY_EXISTED;
use crate::provision::matching::{self, SentRow, match_reply};
use crate::provision::run::{Answer, Blame, Input, Ticket};

/// What exists already by the family of codes behind `EnOS`'s envelope, as [`KEY_EXISTED`] is by the page.
const ALREADY_EXISTS: i64 = 99_409;

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
            input: fault(batch, drafts, error),
            doubt: None,
        },
    }
}

/// What an item's outcome means beyond itself.
fn answer(outcome: Outcome) -> Answer {
    let Outcome::Failed(failure) = outcome else {
        return Answer::Became(outcome);
    };
    let code = meant_code(&failure);
    if matches!(code, Some(KEY_EXISTED | ALREADY_EXISTS)) {
        return Answer::Existed(Failure {
            code: Some(KEY_EXISTED),
            ..failure
        });
    }
    let Some(follows) = code.map(codes::of_item) else {
        return Answer::Became(Outcome::Failed(failure));
    };
    match (follows.acted, Blame::of(follows, None)) {
        _ if code.is_some_and(codes::is_odd_of_item) => Answer::Odd(failure),
        (Acted::Perhaps, _) => Answer::Became(Outcome::Unknown(failure)),
        (Acted::No, Blame::Moment { .. }) => Answer::Again(failure),
        (Acted::No, Blame::Connection) => Answer::Stopped(failure),
        (Acted::No, _) => Answer::Became(Outcome::Failed(failure)),
    }
}

/// The input of a call that ended without an answer for any item.
fn fault(batch: Ticket, drafts: &[(u32, Draft)], error: Error) -> Input {
    let Follows { acted, whose, .. } = error.follows();
    let retry_after = error.retry_after;
    if acted == Acted::Perhaps {
        return Input::Lost {
            batch,
            refused: matches!(error.fault, Fault::Refused { code, .. } if codes::is_odd(code))
                || whose == Whose::Size,
            failure: failure(error),
            retry_after,
        };
    }
    let blame = blame(&error);
    let failure = failure(error);
    // Refused alone and for its key, a row is as if its item had said so.
    if let ([(row, _)], Some(KEY_EXISTED | ALREADY_EXISTS)) = (drafts, failure.code) {
        let answer = answer(Outcome::Failed(failure));
        return Input::Answered {
            batch,
            answers: vec![(*row, answer)],
        };
    }
    Input::Refused {
        batch,
        blame,
        failure,
    }
}

/// Whom the end of a call without an answer concerns.
#[must_use]
pub fn blame(error: &Error) -> Blame {
    Blame::of(error.follows(), error.retry_after)
}

/// Whether `EnOS` answered and refuses this very question: others may be answered.
pub(super) fn is_refusal(error: &Error) -> bool {
    !matches!(blame(error), Blame::Moment { .. } | Blame::Connection)
}

/// `EnOS`'s words when it answered that it will not show something.
///
/// # Errors
/// Any other failure, handed back.
pub fn refusal(error: Error) -> Result<String, Error> {
    if !is_refusal(&error) {
        return Err(error);
    }
    Ok(match error.fault {
        Fault::Refused { code, msg } => format!("{msg} ({code})"),
        fault => fault.to_string(),
    })
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
