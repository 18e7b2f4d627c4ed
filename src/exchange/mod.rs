//! Files in and out: devices to create, results and receipts.

mod bundle;
mod columns;
mod csv_file;
pub mod json_line;
pub mod plan;
pub mod report;
pub mod request;
mod told;
pub mod undo;

pub use bundle::Bundle;
pub use columns::Reader;
pub use report::{Report, ReportRow};
pub use request::{Fault, Location, Request};
