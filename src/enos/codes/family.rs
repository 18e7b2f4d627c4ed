//! The codes of the family behind EnOS's envelope: 99 before a number that reads like an HTTP status.

use super::{
    BUSY, CONNECTION, CREDENTIALS, Code, DONE, DOUBT, PRODUCT, RIGHTS, ROW, SIZE, TOKEN, entry,
};
use crate::domain::{Follows, Whose};

/// In ascending order. Sources: the API overview, the error table of *Batch Create Devices* V2.4, and the
/// predefined errors of `enos-commons-api-pojo` 0.1.8, which the connection service is built on.
pub(super) static FAMILY: [Code; 21] = [
    entry(
        99_206,
        DONE,
        "Partial Content Success",
        "Some items of the batch succeeded and some failed.",
        "Look at each row: the created ones are done, the failed ones say why.",
    ),
    entry(
        99_400,
        Follows::refused(Whose::RowOrSize),
        "Invalid arguments",
        "EnOS did not accept an argument, or the batch has more devices than the organisation may send at once, by default 1,000; nothing was created.",
        "Correct the field EnOS names; if it names none, send smaller batches.",
    ),
    entry(
        99401,
        TOKEN,
        "Unauthenticated",
        "The access token was not accepted, also after it had been renewed; nothing was done.",
        "Check access key, secret key and this machine's clock, and whether another program uses the same access key.",
    ),
    entry(
        99_403,
        RIGHTS,
        "Denied resource",
        "The application has no right to this operation or this organisation.",
        "Check the organisation id; then have an administrator grant the application Device Management Service: Full Access (2.4) or API permission in the Developer Console (3.0).",
    ),
    entry(
        99_404,
        PRODUCT,
        "Not found",
        "What the request names does not exist, most likely the product.",
        "Choose the product from the list, and check that the organisation id is the right one.",
    ),
    entry(
        99405,
        CONNECTION,
        "Method not allowed",
        "EnOS does not offer this operation here; nothing was done.",
        "Check that the address is EnOS's API gateway and that EnOS is 2.4 CU1 or later.",
    ),
    entry(
        99409,
        ROW,
        "Already exists",
        "What was to be made exists already; nothing was created.",
        "Look at the existing device: if it is the one you mean, leave this row out; otherwise give the row another key.",
    ),
    entry(
        99413,
        SIZE,
        "Request body too large",
        "The request is larger than EnOS allows; nothing was created.",
        "Send smaller batches.",
    ),
    entry(
        99415,
        ROW,
        "Parameter out of range",
        "A value lies outside what EnOS allows; nothing was created.",
        "Correct the value EnOS names.",
    ),
    entry(
        99429,
        BUSY,
        "Resource exhausted",
        "Too much was asked of EnOS at once; nothing was done.",
        "Wait a while, then go on; other programs with the same access count too.",
    ),
    entry(
        99430,
        Follows::doubt(Whose::Size),
        "Result size too large",
        "The answer would be larger than EnOS allows; what was asked may have been done all the same.",
        "Ask for less at once.",
    ),
    entry(
        99497,
        CREDENTIALS,
        "Timestamp or signature refused",
        "EnOS did not accept the request's time stamp or its signature; nothing was done.",
        "Check this machine's clock, then the secret key.",
    ),
    entry(
        99498,
        RIGHTS,
        "Permission denied to the application",
        "The application lacks the right to this resource or this API; nothing was done.",
        "Have an administrator grant the application the right: Device Management Service: Full Access (2.4) or API permission in the Developer Console (3.0).",
    ),
    entry(
        99499,
        ROW,
        "Client error",
        "EnOS did not accept the request and says no more than that; nothing was done.",
        "Read EnOS's words; if they do not help, give EnOS support the code and the request id.",
    ),
    entry(
        99_500,
        DOUBT,
        "Internal Server Error",
        "EnOS had an internal fault; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again.",
    ),
    entry(
        99501,
        CONNECTION,
        "Not implemented",
        "This EnOS cannot do what was asked; nothing was done.",
        "Check that EnOS is 2.4 CU1 or later, and that the address is EnOS's API gateway.",
    ),
    entry(
        99503,
        DOUBT,
        "Service unavailable",
        "A service of EnOS was out of reach; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again.",
    ),
    entry(
        99504,
        DOUBT,
        "Service timeout",
        "A service of EnOS did not answer in time; what was asked may well have been done.",
        "Wait a minute and verify the rows before sending them again, in smaller batches.",
    ),
    entry(
        99601,
        ROW,
        "Unsupported operation",
        "EnOS cannot do this with this particular resource; nothing was done.",
        "Read EnOS's words: they usually name the resource.",
    ),
    entry(
        99701,
        DOUBT,
        "Data service failed",
        "EnOS's data service had a fault; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again.",
    ),
    entry(
        99702,
        DOUBT,
        "Data service failed",
        "EnOS's data service had a fault; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again.",
    ),
];
