//! Why a row, or its device, is as it is, in one line.

use std::fmt;

use crate::domain::{Cause, Difference, Disorder, End, Field, Holder, Sign, Timestamp, UndoStep};
use crate::provision::text::{grouped, lasting, quoted};

const ASK_LATER: &str = "go on with the run later to ask again";

impl fmt::Display for Cause {
    #[expect(clippy::too_many_lines, reason = "one arm a cause")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) | Self::ProductFull(refusal) if refusal.not_sent => {
                let words = &refusal.words;
                write!(f, "not sent, for the product refuses more: {words}")
            }
            Self::Refused(refusal) | Self::ProductFull(refusal) => refusal.words.fmt(f),
            Self::NotAccepted(fault) | Self::NoReply(fault) => fault.fmt(f),
            Self::TooManyFailed { failed, answered } => {
                let (failed, answered) = (grouped(failed), grouped(answered));
                write!(f, "{failed} of {answered} answered rows failed")
            }
            Self::AskedToWait { seconds, after } => {
                let asked = lasting(std::time::Duration::from_secs(*seconds));
                write!(
                    f,
                    "{after}; it asks to wait {asked}, which is longer than longest_asked_pause"
                )
            }
            Self::NotFound {
                attempts,
                after,
                perhaps_made,
            } => not_found(f, *attempts, after.as_deref(), *perhaps_made),
            Self::KeyExists { words } => words.fmt(f),
            Self::KeyHidden { perhaps_own } => {
                f.write_str(
                    "EnOS says that the deviceKey exists, and its searches do not show the device",
                )?;
                if *perhaps_own {
                    write!(f, "; it may be this row's own: {ASK_LATER}")?;
                }
                Ok(())
            }
            Self::KeyTaken { by } => taken(f, by),
            Self::KeyDisputed { by, since } => {
                let why = if *since {
                    "it was made since this run began"
                } else {
                    "EnOS's times do not say whether it was there before"
                };
                let (name, like) = (quoted(&by.device_name), like(by));
                write!(
                    f,
                    "the key belongs to {name}, which {like}, and {why}: this run may have made it; look at it \
                     in the console, and say whether it is this row's own"
                )
            }
            Self::AssetTaken { asset_id } => write!(
                f,
                "EnOS gives it the assetId {asset_id:?}, which another row has"
            ),
            Self::NoAssetId { shown: true } => {
                write!(f, "EnOS shows the device without its assetId; {ASK_LATER}")
            }
            Self::NoAssetId { shown: false } => f.write_str(
                "EnOS says that it created the device but gives it no assetId of its own",
            ),
            Self::NoItem {
                why: Disorder::Silence,
            } => Disorder::Silence.fmt(f),
            Self::NoItem { why } => write!(
                f,
                "no item of the reply is provably this row's ({why}); look in EnOS whether the device exists \
                 before sending it again"
            ),
            Self::CutShort => f.write_str("the program stopped before the reply arrived"),
            Self::UnderWay => f.write_str("under way: no reply yet"),
            // Rows are queued after the end all the same: they were put back.
            Self::NotSent {
                end: None | Some(End::Finished),
            } => f.write_str("not sent: still queued"),
            Self::NotSent { end: Some(end) } => write!(f, "not sent: {end}"),
            Self::MadeAlready { by } => write!(
                f,
                "created already, as row {} of run {}; --again creates another",
                by.row, by.run
            ),
            _ => kept(self, f),
        }
    }
}

/// The sentence, and EnOS's code behind it, where there is one.
#[must_use]
pub fn coded(cause: &Cause) -> String {
    let code = cause.code().map(|code| format!(" ({code})"));
    cause.to_string() + &code.unwrap_or_default()
}

fn not_found(
    f: &mut fmt::Formatter<'_>,
    attempts: Option<u16>,
    after: Option<&Cause>,
    perhaps_made: bool,
) -> fmt::Result {
    match (attempts, after) {
        (Some(attempts), Some(after)) if !perhaps_made => {
            write!(
                f,
                "refused {attempts} times, and EnOS does not have it: {after}"
            )
        }
        (None, Some(after)) => write!(f, "{after}; EnOS does not have it"),
        (attempts, after) => {
            let attempts = attempts.unwrap_or(1);
            write!(f, "sent {attempts} times without a clear answer")?;
            if let Some(after) = after {
                write!(f, " (the last: {after})")?;
            }
            write!(f, ", and EnOS does not show it; {ASK_LATER}")
        }
    }
}

fn taken(f: &mut fmt::Formatter<'_>, by: &Holder) -> fmt::Result {
    let since = by.since.and_then(Timestamp::calendar).map_or_else(
        || "an unknown time".to_owned(),
        |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
    );
    let (name, like) = (quoted(&by.device_name), like(by));
    write!(f, "the key belongs to {name} since {since}, which {like}")?;
    match &by.maker {
        Some(maker) => write!(f, "; {maker}"),
        None => Ok(()),
    }
}

/// How the device compares with the row: `is what this row says`, or `differs in …`.
fn like(by: &Holder) -> String {
    if by.differs.is_empty() {
        return "is what this row says".to_owned();
    }
    let told = by.differs.iter().map(|difference| {
        let Difference {
            field,
            wanted,
            found,
        } = difference;
        format!("{field} ({}, here {})", quoted(found), quoted(wanted))
    });
    let mut told: Vec<String> = told.collect();
    if by.more > 0 {
        told.push(format!("{} more", by.more));
    }
    format!("differs in {}", told.join(", "))
}

/// Why a device was not deleted again, or how it is known to be gone.
fn kept(cause: &Cause, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match cause {
        Cause::Gone { deletion_lost: true } => {
            f.write_str("gone; a deletion was sent, and its reply was lost")
        }
        Cause::Gone { .. } => f.write_str("gone already, not by this undo"),
        Cause::OtherAsset { found, made } => write!(
            f,
            "the device with its key is asset {found:?}, and the run made {made:?}"
        ),
        Cause::AssetUnknown => f.write_str("the journal does not know its assetId"),
        Cause::Connected { status } => write!(
            f,
            "its status is {status:?}: only devices that never connected are deleted"
        ),
        Cause::Used { field, at } => write!(f, "its {field} is {at}: it was in use"),
        Cause::Edited { fields, model_unknown } => {
            let told: Vec<String> = fields.iter().map(Field::to_string).collect();
            write!(f, "it was changed since: {}", told.join(", "))?;
            if *model_unknown {
                f.write_str(
                    " (or EnOS filled it in: the thing model that would say so cannot be read)",
                )?;
            }
            Ok(())
        }
        Cause::Updated { field, at, made } => {
            let made = made.map_or_else(|| "an unknown time".to_owned(), |at| Sign::At(at).to_string());
            write!(f, "its {field} is {at}, and it was made at {made}")
        }
        Cause::NotDeletable { step, after } => {
            let refused = match step {
                UndoStep::Search => "cannot be searched for",
                UndoStep::Look => "EnOS does not show it",
                UndoStep::Delete => "EnOS does not delete it",
            };
            write!(f, "{refused}: {}", coded(after))
        }
        Cause::NotDeleted { attempts, after } => {
            write!(f, "{attempts} attempts did not delete it: ")?;
            after.as_ref().map_or(Ok(()), |after| write!(f, "{after}"))
        }
        Cause::ShownNoMore => {
            f.write_str("EnOS showed it, and shows it no more or not by every way")
        }
        // The others are told above.
        _ => f.write_str(
            "EnOS does not show it, which does not prove that it is gone: it may have been made too short a \
             time ago, or the right to see it is missing",
        ),
    }
}

impl fmt::Display for Disorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { items, rows } => write!(f, "the reply has {items} items for {rows} rows"),
            Self::Order => f.write_str("the items of the reply are not in the order of the rows"),
            Self::Nameless => f.write_str("the reply does not say which devices it created"),
            Self::Twice => f.write_str("the reply names one device as created twice"),
            Self::Silence => f.write_str("the reply says nothing about this row"),
        }
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str("never"),
            Self::At(at) => match at.calendar() {
                Some(at) => at.strftime("%Y-%m-%d %H:%M:%S%.3f UTC").fmt(f),
                None => at.0.fmt(f),
            },
            Self::Odd(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for End {
    /// `finished`, `cancelled` or `stopped: <why> (<code>)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished => f.write_str("finished"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Stopped { cause } => {
                write!(f, "stopped: {}", coded(cause))
            }
        }
    }
}

#[cfg(test)]
mod tests;
