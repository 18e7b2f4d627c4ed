//! What to do when the connection test fails, where nothing has been submitted yet.

use crate::enos::{Fault, codes};

/// One sentence about the next step.
pub(super) fn advice(fault: &Fault) -> &'static str {
    let of_code = |code: &Option<i64>| codes::code((*code)?);
    let known = match fault {
        Fault::Credentials { code, .. } => of_code(code).or_else(|| codes::http(401)),
        Fault::Denied { code, .. } => of_code(code).or_else(|| codes::http(403)),
        Fault::Refused { code, .. } => codes::code(*code),
        Fault::Http { status, .. } if *status < 500 => codes::http(*status),
        _ => None,
    };
    if let Some(known) = known {
        return known.remedy;
    }
    match fault {
        Fault::Settings(_) => "Correct the settings of the connection.",
        Fault::Tls(_) => {
            "Check the gateway address, this machine's date and its CA certificates (package ca-certificates)."
        }
        Fault::Malformed(_) => {
            "Check that the address is EnOS's API gateway and that no login page stands between."
        }
        Fault::Unreachable(_) | Fault::Timeout(_) | Fault::Lost(_) => {
            "Check the network and the gateway address (console: Help > Environment Information), then test again."
        }
        _ => "Wait a minute and test again; if it lasts, show these words to EnOS support.",
    }
}
