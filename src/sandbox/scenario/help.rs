//! The help text about scenarios.

use std::fmt::Write as _;

use super::builtin::BUILTINS;
use super::{Fault, Scenario};
use crate::sandbox::Operation;

const FILE: &str = r#"
A scenario file is TOML; everything in it may be left out:

seed = 1                        the same seed gives the same faults
batch_limit = 100               devices in a batch; more are 99400
product_limit = 500             devices of a product; more are 11739
body_limit = 65536              bytes of a request; more are HTTP 413
lag = "2s"                      how long searches do not see a new device
clock_offset = "-20m"           how far the gateway's clock is off
switches = ["item-code=real"]   as --switch

[[rule]]                        the first rule that matches is followed
fault = "status"                what happens: one of the faults below, with its own keys
status = 503
operation = "search-devices"    one, a list, or "all"; without it batch-create-devices, or what
                                the fault belongs to
keys = "INV-0*"                 one of the request's device keys is like this
from_batch = 3                  nothing before the third batch counts
nth = 2                         the second such request; "3..5" is 3 to 5, "3.." all from 3
every = 4                       every fourth such request
probability = 0.1               by chance
times = 3                       at most three times
"#;

impl Scenario {
    /// The built-in scenarios, and everything a scenario can say, as text for a terminal.
    #[must_use]
    pub fn help() -> String {
        let mut text = String::from("Built in:\n");
        // Writing to a String cannot fail.
        for (name, about, _) in BUILTINS {
            let _ = writeln!(text, "  {name:<14} {about}");
        }
        text.push_str(FILE);
        let operations: Vec<&str> = Operation::ALL.iter().map(|known| known.name()).collect();
        let _ = writeln!(text, "\nOperations: {}", operations.join(", "));
        text.push_str(
            "\nFaults (\"acts\": what was asked for is done, and only the reply suffers):\n",
        );
        for kind in Fault::KINDS {
            let _ = writeln!(text, "  {:<19} {}", kind.name, kind.about);
            if !kind.keys.is_empty() {
                let _ = writeln!(text, "  {:<19} keys: {}", "", kind.keys);
            }
        }
        text
    }
}
