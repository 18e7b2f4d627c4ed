//! What an HTTP status means that came without one of EnOS's codes.

use super::{Explanation, entry};
use crate::said::pair;

/// In ascending order; the sources stand in `enos/codes/http.rs`.
pub(super) static STATUSES: [(i64, Explanation); 11] = [
    entry(
        400,
        pair!("Cannot process request body", =),
        pair!("The gateway could not read the request.", =),
        pair!("Send smaller batches; if it lasts, check that the address is EnOS's API gateway.", =),
    ),
    entry(
        401,
        pair!("Invalid authentication credentials", =),
        pair!("The gateway did not accept key, token or signature.", =),
        pair!("Check access key, secret key and this machine's clock.", =),
    ),
    entry(
        403,
        pair!("Your IP address is not allowed", =),
        pair!("The gateway does not serve this network address or this application.", =),
        pair!("Connect through the network that is allowed, or ask the EnOS administrator to allow this one.", =),
    ),
    entry(
        404,
        pair!("Not found", =),
        pair!("Nothing answers at this path.", =),
        pair!("Check that the address is EnOS's API gateway (console: Help > Environment Information) and that EnOS is 2.4 CU1 or later.", =),
    ),
    entry(
        408,
        pair!("Request timeout", =),
        pair!("The gateway did not get the whole request in time.", =),
        pair!("Check the connection, send smaller batches, and verify the rows before sending them again.", =),
    ),
    entry(
        413,
        pair!("Request size limit exceeded", =),
        pair!("The request is larger than the gateway allows; nothing was created.", =),
        pair!("Send smaller batches.", =),
    ),
    entry(
        429,
        pair!("API rate limit exceeded", =),
        pair!("Too many requests were made; nothing was created.", =),
        pair!("Wait as long as the gateway says, then go on; other programs with the same access count too.", =),
    ),
    entry(
        500,
        pair!("An unexpected error occurred", =),
        pair!("The gateway had an internal fault; what was asked may have been done all the same.", =),
        pair!("Wait a minute and verify the rows before sending them again.", =),
    ),
    entry(
        502,
        pair!("Bad gateway", =),
        pair!("The gateway got no proper answer from EnOS; what was asked may have been done all the same.", =),
        pair!("Wait a minute and verify the rows before sending them again.", =),
    ),
    entry(
        503,
        pair!("Service unavailable", =),
        pair!("The service is down or not allowed for this application.", =),
        pair!("Wait a minute and verify the rows before sending them again; if it lasts, ask the EnOS administrator.", =),
    ),
    entry(
        504,
        pair!("Gateway timeout", =),
        pair!("EnOS did not answer the gateway in time; what was asked may have been done all the same.", =),
        pair!("Wait a minute and verify the rows before sending them again, in smaller batches.", =),
    ),
];
