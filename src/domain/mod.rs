//! The nouns everybody shares, in EnOS's own terms: data only, no rules, no I/O.

mod bounds;
mod cause;
mod content;
mod device;
mod end;
mod fault;
mod field;
mod follows;
mod i18n;
pub mod number;
mod outcome;
mod product;
mod reply;
mod row;
mod row_state;
mod sent;
mod thing_model;
mod words;

pub use bounds::{Bounds, Existing};
pub use cause::{Cause, Difference, Disorder, Holder, KEY_EXISTED, PRODUCT_FULL, UndoStep};
pub use content::Content;
pub use device::{Draft, FoundDevice, Sign};
pub use end::End;
pub use fault::{Fault, Refusal};
pub use field::Field;
pub use follows::{Acted, Again, Follows, Whose};
pub use i18n::StringI18n;
pub use number::number;
pub use outcome::{Created, Failure, Outcome, Sealed, Undone};
pub use product::{Product, ProductType};
pub use reply::ItemReply;
pub use row::RunRow;
pub use row_state::{Counts, RowState};
pub use sent::{Maker, Sent};
pub use thing_model::{Attribute, DataType, EnumValue, ItemType, StructItem, ThingModel};
pub use words::Words;
