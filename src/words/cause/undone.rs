//! Why a device was not deleted again, or how it is known to be gone.

use super::{cause, coded, fields, sign};
use crate::domain::{Cause, Sign, UndoStep};
use crate::said::{Said, pair, say};

pub(super) fn kept(of: &Cause) -> Said {
    match of {
        Cause::Gone {
            deletion_lost: true,
        } => say!("gone; a deletion was sent, and its reply was lost", =),
        Cause::Gone { .. } => say!("gone already, not by this undo", =),
        Cause::OtherAsset { found, made } => say!(
            "the device with its key is asset {found:?}, and the run made {made:?}", =
        ),
        Cause::AssetUnknown => say!("the journal does not know its assetId", =),
        Cause::Connected { status } => say!(
            "its status is {status:?}: only devices that never connected are deleted", =
        ),
        Cause::Used { field, at } => say!("its {field} is {at}: it was in use", =, at = sign(at)),
        Cause::Edited {
            fields: edited,
            model_unknown,
        } => {
            let said = say!("it was changed since: {told}", =, told = fields(edited));
            if *model_unknown {
                say!(
                    "{said} (or EnOS filled it in: the thing model that would say so cannot be read)", =, said
                )
            } else {
                said
            }
        }
        Cause::Updated { field, at, made } => {
            let made = made.map_or(pair!("an unknown time", =), |at| sign(&Sign::At(at)));
            say!("its {field} is {at}, and it was made at {made}", =, at = sign(at), made)
        }
        Cause::NotDeletable { step, after } => {
            let after = coded(after);
            match step {
                UndoStep::Search => say!("cannot be searched for: {after}", =, after),
                UndoStep::Look => say!("EnOS does not show it: {after}", =, after),
                UndoStep::Delete => say!("EnOS does not delete it: {after}", =, after),
            }
        }
        Cause::NotDeleted { attempts, after } => say!(
            "{attempts} attempts did not delete it: {after}", =,
            after = after.as_deref().map_or_else(Said::default, cause)
        ),
        Cause::ShownNoMore => {
            say!("EnOS showed it, and shows it no more or not by every way", =)
        }
        // The others are told elsewhere.
        _ => say!(
            "EnOS does not show it, which does not prove that it is gone: it may have been made too short a \
             time ago, or the right to see it is missing", =
        ),
    }
}
