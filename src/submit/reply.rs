//! What the end of a call means for a run, in the rules' own terms.

use crate::domain::{
    Acted, Cause, Draft, Failure, Fault, Follows, KEY_EXISTED, Outcome, Refusal, RowIndex, Whose,
};
use crate::enos::{BatchReply, Error, codes};
use crate::provision::matching::match_reply;
use crate::provision::run::{Answer, Input, RefusalScope};
use crate::provision::step::Ticket;
use crate::store::StoreError;
use crate::words;

/// What exists already by the family of codes behind `EnOS`'s envelope, as [`KEY_EXISTED`] is by the page.
const ALREADY_EXISTS: i64 = 99_409;

/// Reads what came of sending `drafts`.
pub(super) fn read(
    batch: Ticket,
    drafts: &[(RowIndex, Draft)],
    reply: Result<BatchReply, Error>,
) -> Input {
    match reply {
        Ok(reply) => {
            let (outcomes, disorder) =
                match_reply(drafts, &reply.items, reply.request_id.as_deref());
            let answers = outcomes.into_iter();
            let answers = answers.map(|(row, outcome)| (row, answer(outcome)));
            Input::Answered {
                batch,
                answers: answers.collect(),
                disorder,
            }
        }
        Err(error) => fault(batch, drafts, error),
    }
}

/// What an item's outcome means beyond itself.
fn answer(outcome: Outcome) -> Answer {
    let Outcome::Failed(failure) = outcome else {
        return Answer::Became(outcome);
    };
    let failure = match key_exists(failure) {
        Ok(existed) => return Answer::Existed(existed),
        Err(failure) => failure,
    };
    let code = failure.cause.meaning();
    let Some(follows) = code.map(codes::of_item) else {
        return Answer::Became(Outcome::Failed(failure));
    };
    match (follows.acted, RefusalScope::of(follows, None)) {
        _ if code.is_some_and(codes::is_odd_of_item) => Answer::Odd(failure),
        (Acted::Perhaps, _) => Answer::Became(Outcome::Unknown(failure)),
        (Acted::No, RefusalScope::Moment { .. }) => Answer::Again(failure),
        (Acted::No, RefusalScope::Connection) => Answer::Stopped(failure),
        (Acted::No, _) => Answer::Became(Outcome::Failed(failure)),
    }
}

/// The failure as one of a key that exists.
///
/// # Errors
/// Any other, handed back.
fn key_exists(failure: Failure) -> Result<Failure, Failure> {
    match failure.cause {
        Cause::Refused(refusal)
            if matches!(refusal.meaning(), Some(KEY_EXISTED | ALREADY_EXISTS)) =>
        {
            let words = refusal.words;
            Ok(Failure {
                cause: Cause::KeyExists { words },
                ..failure
            })
        }
        _ => Err(failure),
    }
}

/// The input of a call that ended without an answer for any item.
fn fault(batch: Ticket, drafts: &[(RowIndex, Draft)], error: Error) -> Input {
    let Follows { acted, whose, .. } = error.follows();
    let retry_after = error.retry_after;
    if acted == Acted::Perhaps {
        return Input::Lost {
            batch,
            refused: matches!(error.fault, Fault::Refused(Refusal { code: Some(code), .. }) if codes::is_odd(code))
                || whose == Whose::Size,
            failure: error.failure(),
            retry_after,
        };
    }
    let scope = refusal_scope(&error);
    let mut failure = error.failure();
    // Refused alone and for its key, a row is as if its item had said so.
    if let [(row, _)] = drafts {
        failure = match key_exists(failure) {
            Ok(existed) => {
                return Input::Answered {
                    batch,
                    answers: vec![(*row, Answer::Existed(existed))],
                    disorder: None,
                };
            }
            Err(failure) => failure,
        };
    }
    Input::Refused {
        batch,
        scope,
        failure,
    }
}

/// Whom the end of a call without an answer concerns.
pub(super) fn refusal_scope(error: &Error) -> RefusalScope {
    RefusalScope::of(error.follows(), error.retry_after)
}

/// What it means that the journal could not be asked or written: nothing left, and it may be tried again.
pub(super) fn not_journalled(error: &StoreError) -> (Failure, RefusalScope) {
    let why = words::journal(error);
    let cause = Cause::NotAccepted(Fault::Journal { why });
    (cause.into(), RefusalScope::Moment { retry_after: None })
}
