//! Why a call failed, within its kind: data, which `words/` tells. The texts in it are of the system, of a library or
//! of whoever answered, and are quoted.

use serde::{Deserialize, Serialize};
use strum::VariantNames;

use crate::domain::{BadAddress, Words};

/// Why the connection's settings cannot work.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum BadSettings {
    /// There is no organisation id.
    NoOrgId,
    /// There is no access key.
    NoAccessKey,
    /// There is no secret key.
    NoSecretKey,
    /// The gateway's address is none.
    Address(BadAddress),
    /// The HTTP library does not take the proxy.
    Proxy(String),
    /// The HTTP library cannot work here.
    NoClient(String),
    /// The HTTP library does not take the request.
    Request(String),
    /// This machine lets the program open nothing more.
    OpenFiles(String),
}

/// Why a request cannot be put into words that EnOS reads.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum NotSendable {
    /// It is no JSON.
    NotJson(String),
    /// EnOS does not say how this value of this field is written in a search.
    NotSearchable {
        /// The field.
        name: String,
        /// Its value.
        value: String,
    },
}

/// Why a connection did not come about, or did not last; the numbers are the system's.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum Broken {
    /// Nobody was heard for so long, ms.
    Silent(u64),
    /// The name is not known to the system.
    NoName(String),
    /// Nobody listens there.
    Refused(i32),
    /// The other side broke it off.
    Reset(i32),
    /// The other side reads no more.
    Pipe(i32),
    /// The system broke it off.
    Aborted(i32),
    /// The other side stopped answering.
    TimedOut(i32),
    /// The network cannot be reached.
    NoNetwork(i32),
    /// The network is down.
    NetworkDown(i32),
    /// The machine cannot be reached.
    NoRoute(i32),
    /// The other side closed it before its reply.
    Closed,
    /// The other side closed it within its reply.
    Cut,
    /// Something else.
    Words(String),
}

/// Why a certificate is not accepted.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum BadCertificate {
    /// None is shown.
    None,
    /// Nobody has signed it whom this machine trusts.
    UnknownIssuer,
    /// It was valid until some time ago.
    Expired,
    /// It will be valid.
    NotYetValid,
    /// It is for other names than this.
    OtherNames(String),
    /// Its issuer has taken it back.
    Revoked,
    /// It is for something else than servers.
    NotForServers,
    /// Its signature is wrong.
    BadSignature,
    /// It cannot be read.
    Unreadable,
    /// It is the one of an authority.
    OfAuthority,
    /// It is of an old version.
    OldVersion,
    /// It is signed in a way that is not trusted any more.
    OldSignature(String),
    /// Something else.
    Words(String),
}

/// Why there is no TLS with who answers.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum NoTls {
    /// It takes connections and says nothing for so long, ms.
    Silent(u64),
    /// It closed the connection.
    Closed,
    /// It speaks something else.
    OtherProtocol,
    /// It knows old versions alone.
    OldVersions,
    /// It wants a certificate of the client.
    WantsCertificate,
    /// It broke off with this alert.
    Alert(String),
}

/// Why a proxy gives no way.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum Barred {
    /// It is not reached, or breaks off.
    Broken(Broken),
    /// It gave no connection in time.
    Silent {
        /// To where, `host:port`.
        target: String,
        /// How long was waited, ms.
        ms: u64,
    },
    /// It does not let through.
    Closed {
        /// To where, `host:port`.
        target: String,
        /// What it said, if it could be asked.
        said: Option<ProxySaid>,
    },
    /// It does not accept user and password; it could not be asked for its words.
    Password407,
    /// It does not accept user and password.
    Password(ProxySaid),
    /// It wants a user and a password, and none is set.
    NoPassword {
        /// The variable of the environment that names the proxy.
        variable: String,
        /// What it said.
        said: ProxySaid,
    },
    /// It wants to be signed in to in another way.
    OtherSignIn {
        /// In which ways.
        ways: Vec<String>,
        /// What it said.
        said: ProxySaid,
    },
}

/// What a proxy says to who wants through.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ProxySaid {
    /// The status.
    pub status: u16,
    /// The words beside the status.
    pub reason: String,
    /// What it said beyond.
    pub words: Option<Words>,
}

/// In which encoding a reply came.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Compressed in this way.
    Compressed(String),
    /// In this set of characters.
    Charset(String),
    /// In one that it does not name.
    Unnamed,
}

/// Why a reply cannot be understood.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
pub enum BadReply {
    /// It is none of EnOS's.
    Body(Words),
    /// It has more than so many KiB.
    TooLarge(usize),
    /// Its access token cannot be sent.
    OddToken,
    /// It grants no token.
    NoToken,
    /// It has no data.
    NoData,
    /// It has no list of data.
    NoList,
    /// Its product has no key.
    NoProductKey,
    /// Its device has no name of its own.
    NoDeviceKey,
    /// It answers none of the devices.
    NoItem,
    /// An item of it, counted from 1, has no code.
    ItemWithoutCode(usize),
    /// An item of it, counted from 1, names a device as none can be.
    ItemOfNoDevice(usize),
    /// An entry of it, counted from 1, is no device or does not say which.
    NoDevice(usize),
}
