//! The failures that come with neither a code of EnOS nor an HTTP status: what each means and what follows.

use super::{RIGHTS, TOKEN};
use crate::domain::{Again, Follows, Whose};

/// A failure in the program's own words.
#[derive(Debug)]
pub(in crate::enos) struct Own {
    /// What follows from it, for whoever asked.
    pub follows: Follows,
    /// A short name.
    pub title: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What to do next when rows were sent, in one sentence.
    pub remedy: &'static str,
    /// What to do next when nothing was, in one sentence.
    pub advice: &'static str,
}

const LOOK_UP: &str = "Look the devices up in EnOS by their keys before anything is sent again.";
const CHECK_NETWORK: &str = "Check the network and the gateway address (console: Help > Environment Information), then test again.";
const CHECK_TRUST: &str = "Check the gateway address and this machine's date; if your site has a CA of its own, give its certificate in the profile's ca_file or with --ca-file.";
const CHECK_PORT: &str = "Check the gateway address and its port: the console shows it under Help > Environment Information.";
const CHECK_PROXY: &str = "Check the proxy that the environment variable names, or name the gateway in NO_PROXY if it can be reached without.";
const CHECK_KEYS: &str = "Check access key, secret key and this machine's clock.";
const ASK_FOR_RIGHT: &str =
    "Ask the EnOS administrator to grant the application the right, or to allow this address.";

pub(in crate::enos) static SETTINGS: Own = Own {
    follows: Follows::refused(Whose::Connection),
    title: "Settings unusable",
    meaning: "The connection's settings cannot work; nothing was sent.",
    remedy: "Correct the settings of the connection, then send again.",
    advice: "Correct the settings of the connection.",
};

pub(in crate::enos) static UNSENDABLE: Own = Own {
    follows: Follows::refused(Whose::Row),
    title: "Not sent",
    meaning: "The request cannot be put into words that EnOS reads; nothing was sent.",
    remedy: "Correct the value that is named, then send again.",
    advice: "Correct the value that is named.",
};

pub(in crate::enos) static UNREACHABLE: Own = Own {
    follows: Follows::passing(Again::Later, Whose::Network),
    title: "Not reached",
    meaning: "No connection to the gateway came about; nothing was sent.",
    remedy: "Check the network and the gateway address, then send again.",
    advice: CHECK_NETWORK,
};

pub(in crate::enos) static TLS: Own = Own {
    follows: Follows::refused(Whose::Connection),
    title: "Certificate refused",
    meaning: "The gateway could not prove who it is; nothing was sent.",
    remedy: CHECK_TRUST,
    advice: CHECK_TRUST,
};

pub(in crate::enos) static NO_TLS: Own = Own {
    follows: Follows::refused(Whose::Connection),
    title: "No TLS",
    meaning: "What answers at the gateway's address does not speak TLS as EnOS does; nothing was sent.",
    remedy: CHECK_PORT,
    advice: CHECK_PORT,
};

pub(in crate::enos) static PROXY_LOST: Own = Own {
    follows: Follows::passing(Again::Later, Whose::Network),
    title: "Proxy not passed",
    meaning: "The proxy could not be reached, or did not reach the gateway; nothing was sent.",
    remedy: CHECK_PROXY,
    advice: CHECK_PROXY,
};

pub(in crate::enos) static PROXY_REFUSED: Own = Own {
    follows: Follows::refused(Whose::Network),
    title: "Refused by the proxy",
    meaning: "The proxy does not let this program through to the gateway; nothing was sent.",
    remedy: CHECK_PROXY,
    advice: CHECK_PROXY,
};

pub(in crate::enos) static TIMEOUT: Own = Own {
    follows: Follows::doubt(Whose::Network),
    title: "No reply",
    meaning: "The request was sent and no reply came in time; it may have been carried out.",
    remedy: LOOK_UP,
    advice: CHECK_NETWORK,
};

pub(in crate::enos) static LOST: Own = Own {
    follows: Follows::doubt(Whose::Network),
    title: "Connection lost",
    meaning: "The connection broke before the reply was complete; the request may have been carried out.",
    remedy: LOOK_UP,
    advice: CHECK_NETWORK,
};

pub(in crate::enos) static MALFORMED: Own = Own {
    follows: Follows::doubt(Whose::Answerer),
    title: "Reply unreadable",
    meaning: "Something answered that is not readable as EnOS's reply; the request may have been carried out.",
    remedy: "Check that the address is EnOS's API gateway and that no login page stands between, then verify the rows.",
    advice: "Check that the address is EnOS's API gateway and that no login page stands between.",
};

pub(in crate::enos) static REDIRECT: Own = Own {
    follows: Follows::doubt(Whose::Answerer),
    title: "Sent elsewhere",
    meaning: "What answers at the gateway's address sends every request to another one.",
    remedy: "If the other address is EnOS's API gateway, put it into the profile; if it is a login page, sign in to this network first.",
    advice: "If the other address is EnOS's API gateway, put it into the profile; if it is a login page, sign in to this network first.",
};

pub(in crate::enos) static PAGE: Own = Own {
    follows: Follows::doubt(Whose::Answerer),
    title: "A web page answered",
    meaning: "A page for people came instead of EnOS's reply: of a network that wants a login, a proxy or another server.",
    remedy: "Sign in to this network in a browser, or check that the address is EnOS's API gateway, then verify the rows.",
    advice: "Sign in to this network in a browser, or check that the address is EnOS's API gateway.",
};

pub(in crate::enos) static ENCODED: Own = Own {
    follows: Follows::doubt(Whose::Answerer),
    title: "Reply in another encoding",
    meaning: "The reply came compressed or in another encoding than EnOS's; the request may have been carried out.",
    remedy: "Have whoever runs the gateway or the proxy between turn that off, then verify the rows.",
    advice: "Have whoever runs the gateway or the proxy between turn that off.",
};

pub(in crate::enos) static CREDENTIALS: Own = Own {
    follows: TOKEN,
    title: "Credentials refused",
    meaning: "The gateway did not accept key, token or signature; nothing was done.",
    remedy: CHECK_KEYS,
    advice: CHECK_KEYS,
};

pub(in crate::enos) static DENIED: Own = Own {
    follows: RIGHTS,
    title: "Not permitted",
    meaning: "The application or this network address lacks the right; nothing was done.",
    remedy: ASK_FOR_RIGHT,
    advice: ASK_FOR_RIGHT,
};

pub(in crate::enos) static HTTP: Own = Own {
    follows: Follows::doubt(Whose::Answerer),
    title: "Gateway trouble",
    meaning: "The gateway answered with an error of its own; the request may have been carried out.",
    remedy: "Wait a minute and verify the rows before sending them again.",
    advice: "Wait a minute and test again; if it lasts, show these words to EnOS support.",
};
