//! The nouns everybody shares, in EnOS's own terms: data only, no rules, no I/O.

mod bounds;
mod cause;
mod content;
mod device;
mod end;
mod fault;
mod field;
mod follows;
mod gateway;
mod i18n;
mod ids;
pub mod number;
mod outcome;
mod packed;
mod product;
mod reply;
mod row;
mod row_state;
mod secret;
mod sent;
mod site;
mod thing_model;
mod timestamp;
mod words;

pub use bounds::{Bounds, Existing};
pub use cause::{Cause, Difference, Disorder, Holder, KEY_EXISTED, PRODUCT_FULL, UndoStep};
pub use content::Content;
pub use device::{Draft, FoundDevice, Sign};
pub use end::End;
pub use fault::{
    BadCertificate, BadReply, BadSettings, Barred, Broken, Encoding, Fault, NoTls, NotSendable,
    ProxySaid, Refusal,
};
pub use field::Field;
pub use follows::{Acted, Again, Follows, Whose};
pub use gateway::{BadAddress, gateway_url};
pub use i18n::StringI18n;
pub use ids::{DeviceId, QueueId, RowIndex, RunId};
pub use number::number;
pub use outcome::{Created, Failure, Outcome, Sealed, Undone};
pub use packed::{DraftRef, PackedDraft};
pub use product::{Product, ProductType};
pub use reply::ItemReply;
pub use row::{OpenRow, RunRow};
pub use row_state::{Counts, RowState};
pub use secret::Secret;
pub use sent::{Maker, Sent};
pub use site::{Site, Terms, is_this_machine};
pub use thing_model::{Attribute, DataType, EnumValue, ItemType, StructItem, ThingModel};
pub use timestamp::{Timestamp, millis};
pub use words::{Unshown, Words};
