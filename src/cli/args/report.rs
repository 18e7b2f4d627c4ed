//! The arguments of `report`.

use std::path::PathBuf;

use super::run_id;
use crate::connect::ConnectArgs;
use crate::domain::RunId;

pub(super) const REPORT_HELP: &str = "\
What EnOS's documents leave open shows in its replies. The report tells the fields and types of
those that came during the run, EnOS's codes, the lengths of the sealed secrets, and which suite
opened them where a private key is at hand. It holds no secret, key, token, name, product or
device, and neither gateway nor organisation. Read it before you mail it all the same.

What `--trace FILE` writes, with the screens and every command that talks to EnOS, is of that kind: a line of
JSON for each request, with time, call, attempt, status, code, requestId, sizes, duration and shape.

Examples:
  enroll report 12
  enroll report 12 run-12.json --profile site-7

Exit codes:
  0  the report is written
  2  no such run, FILE exists, or the disk does not take it
";

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// The run's number
    #[arg(value_name = "RUN", value_parser = run_id())]
    pub run: RunId,
    /// The file to write, which must not exist [default: standard output]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub connection: ConnectArgs,
}
