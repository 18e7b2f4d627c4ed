//! What survives: the journal, the configuration and the cache.
//!
//! [`Store`] is one `SQLite` file that one instance of the program owns at a time. Its calls block; each
//! is one transaction, and is on the disk when it returns `Ok`. After an `Err` nothing of the call was
//! written, so a caller that was about to send has sent nothing.

mod backup;
mod begin;
pub mod config;
mod database;
mod error;
mod files;
mod ground;
pub mod guard;
mod header;
mod identity;
mod journal;
mod kept;
mod lock;
mod mark;
mod opening;
mod paths;
mod proof;
mod prune;
mod queue;
mod record;
mod recovery;
mod reports;
mod rows;
mod runs;
mod schema;
mod sent;
mod shapes;
mod space;
mod statements;
#[cfg(test)]
mod tests;
mod texts;
mod undo;
mod users;

pub use config::{Config, Glyphs, Profile, SecretError, SecretSource, ThemeName, gateway_problem};
pub use database::Store;
pub use error::{Denial, Doing, Exposure, Loss, Other, StoreError, Wanted};
pub use files::{new_file, private_log};
pub use kept::{Fetched, Keep};
pub use paths::Paths;
pub use proof::MadeDevice;
pub use prune::Held;
pub use record::{NewRow, NewRun, QueueChange, QueueRow, Queued, RunRecord, RunSummary, Waiting};
pub use shapes::ReplyShape;
pub use users::User;
