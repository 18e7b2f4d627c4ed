//! The arguments of `codes`.

pub(super) const CODES_HELP: &str = "\
Without CODE all are listed. A number is looked up among EnOS's codes and among the HTTP statuses
that come without one; HTTP404 means the status alone.

Examples:
  enroll codes
  enroll codes 11702
  enroll codes 99206 -1 HTTP504

Exit codes:
  0  every code is known
  1  some are in none of EnOS's public documents
  2  something given is no code: nothing was looked up
";

/// Arguments of `codes`.
#[derive(Debug, clap::Args)]
pub(crate) struct CodesArgs {
    /// Only these: EnOS's codes, as in results and messages, or HTTP statuses
    #[arg(value_name = "CODE", allow_negative_numbers = true)]
    pub codes: Vec<String>,
}
