//! What the failures mean that come with neither a code of EnOS nor an HTTP status.

use super::Explanation;
use crate::domain::Fault;
use crate::said::{Said, pair};

const LOOK_UP: Said =
    pair!("Look the devices up in EnOS by their keys before anything is sent again.", =);
const CHECK_NETWORK: Said = pair!("Check the network and the gateway address (console: Help > Environment Information), then test again.", =);
const CHECK_TRUST: Said = pair!("Check the gateway address and this machine's date; if your site has a CA of its own, give its certificate in the profile's ca_file or with --ca-file.", =);
const CHECK_PORT: Said = pair!("Check the gateway address and its port: the console shows it under Help > Environment Information.", =);
const CHECK_PROXY: Said = pair!("Check the proxy that the environment variable names, or name the gateway in NO_PROXY if it can be reached without.", =);
const CHECK_KEYS: Said = pair!("Check access key, secret key and this machine's clock.", =);
const ASK_FOR_RIGHT: Said = pair!("Ask the EnOS administrator to grant the application the right, or to allow this address.", =);

/// A failure, and what to do about it.
struct Own {
    title: Said,
    meaning: Said,
    /// What to do next when rows were sent.
    remedy: Said,
    /// What to do next when nothing was.
    advice: Said,
}

/// What is known of a fault apart from codes.
pub(super) fn known(of: &Fault) -> Explanation {
    let Own {
        title,
        meaning,
        remedy,
        ..
    } = own(of);
    Explanation {
        title,
        meaning,
        remedy,
    }
}

/// What to do next where nothing has been sent yet.
pub(super) fn advice(of: &Fault) -> Said {
    own(of).advice
}

#[expect(clippy::too_many_lines, reason = "one arm a fault")]
fn own(of: &Fault) -> Own {
    match of {
        Fault::Settings { .. } => Own {
            title: pair!("Settings unusable", =),
            meaning: pair!("The connection's settings cannot work; nothing was sent.", =),
            remedy: pair!("Correct the settings of the connection, then send again.", =),
            advice: pair!("Correct the settings of the connection.", =),
        },
        Fault::Unsendable { .. } => Own {
            title: pair!("Not sent", =),
            meaning: pair!("The request cannot be put into words that EnOS reads; nothing was sent.", =),
            remedy: pair!("Correct the value that is named, then send again.", =),
            advice: pair!("Correct the value that is named.", =),
        },
        Fault::Unreachable { .. } => Own {
            title: pair!("Not reached", =),
            meaning: pair!("No connection to the gateway came about; nothing was sent.", =),
            remedy: pair!("Check the network and the gateway address, then send again.", =),
            advice: CHECK_NETWORK,
        },
        Fault::Certificate { .. } => Own {
            title: pair!("Certificate refused", =),
            meaning: pair!("The gateway could not prove who it is; nothing was sent.", =),
            remedy: CHECK_TRUST,
            advice: CHECK_TRUST,
        },
        Fault::NoTls { .. } => Own {
            title: pair!("No TLS", =),
            meaning: pair!("What answers at the gateway's address does not speak TLS as EnOS does; nothing was sent.", =),
            remedy: CHECK_PORT,
            advice: CHECK_PORT,
        },
        Fault::ProxyLost { .. } => Own {
            title: pair!("Proxy not passed", =),
            meaning: pair!("The proxy could not be reached, or did not reach the gateway; nothing was sent.", =),
            remedy: CHECK_PROXY,
            advice: CHECK_PROXY,
        },
        Fault::ProxyRefused { .. } => Own {
            title: pair!("Refused by the proxy", =),
            meaning: pair!("The proxy does not let this program through to the gateway; nothing was sent.", =),
            remedy: CHECK_PROXY,
            advice: CHECK_PROXY,
        },
        Fault::Timeout { .. } => Own {
            title: pair!("No reply", =),
            meaning: pair!("The request was sent and no reply came in time; it may have been carried out.", =),
            remedy: LOOK_UP,
            advice: CHECK_NETWORK,
        },
        Fault::Lost { .. } => Own {
            title: pair!("Connection lost", =),
            meaning: pair!("The connection broke before the reply was complete; the request may have been carried out.", =),
            remedy: LOOK_UP,
            advice: CHECK_NETWORK,
        },
        Fault::Redirect { .. } => Own {
            title: pair!("Sent elsewhere", =),
            meaning: pair!("What answers at the gateway's address sends every request to another one.", =),
            remedy: pair!("If the other address is EnOS's API gateway, put it into the profile; if it is a login page, sign in to this network first.", =),
            advice: pair!("If the other address is EnOS's API gateway, put it into the profile; if it is a login page, sign in to this network first.", =),
        },
        Fault::Page { .. } => Own {
            title: pair!("A web page answered", =),
            meaning: pair!("A page for people came instead of EnOS's reply: of a network that wants a login, a proxy or another server.", =),
            remedy: pair!("Sign in to this network in a browser, or check that the address is EnOS's API gateway, then verify the rows.", =),
            advice: pair!("Sign in to this network in a browser, or check that the address is EnOS's API gateway.", =),
        },
        Fault::Encoded { .. } => Own {
            title: pair!("Reply in another encoding", =),
            meaning: pair!("The reply came compressed or in another encoding than EnOS's; the request may have been carried out.", =),
            remedy: pair!("Have whoever runs the gateway or the proxy between turn that off, then verify the rows.", =),
            advice: pair!("Have whoever runs the gateway or the proxy between turn that off.", =),
        },
        Fault::Malformed { .. } => Own {
            title: pair!("Reply unreadable", =),
            meaning: pair!("Something answered that is not readable as EnOS's reply; the request may have been carried out.", =),
            remedy: pair!("Check that the address is EnOS's API gateway and that no login page stands between, then verify the rows.", =),
            advice: pair!("Check that the address is EnOS's API gateway and that no login page stands between.", =),
        },
        Fault::Credentials(_) => Own {
            title: pair!("Credentials refused", =),
            meaning: pair!("The gateway did not accept key, token or signature; nothing was done.", =),
            remedy: CHECK_KEYS,
            advice: CHECK_KEYS,
        },
        Fault::Denied(_) => Own {
            title: pair!("Not permitted", =),
            meaning: pair!("The application or this network address lacks the right; nothing was done.", =),
            remedy: ASK_FOR_RIGHT,
            advice: ASK_FOR_RIGHT,
        },
        Fault::RateLimited { .. }
        | Fault::TooLarge { .. }
        | Fault::Refused(_)
        | Fault::Organisation(_)
        | Fault::Http { .. }
        | Fault::Journal { .. } => Own {
            title: pair!("Gateway trouble", =),
            meaning: pair!("The gateway answered with an error of its own; the request may have been carried out.", =),
            remedy: pair!("Wait a minute and verify the rows before sending them again.", =),
            advice: pair!("Wait a minute and test again; if it lasts, show these words to EnOS support.", =),
        },
    }
}
