//! The HTTP statuses a gateway answers with when EnOS itself says nothing.

use super::{BUSY, Code, DOUBTED, RIGHTS, ROW, SIZE, STRANGE, TOKEN, entry};

/// In ascending order. Source: the gateway exceptions of *Getting Started*; 404, 408, 502 and 504
/// as HTTP defines them.
pub(super) static STATUSES: [Code; 11] = [
    entry(
        400,
        ROW,
        "Cannot process request body",
        "The gateway could not read the request.",
        "Send smaller batches; if it lasts, check that the address is EnOS's API gateway.",
    ),
    entry(
        401,
        TOKEN,
        "Invalid authentication credentials",
        "The gateway did not accept key, token or signature.",
        "Check access key, secret key and this machine's clock.",
    ),
    entry(
        403,
        RIGHTS,
        "Your IP address is not allowed",
        "The gateway does not serve this network address or this application.",
        "Connect through the network that is allowed, or ask the EnOS administrator to allow this one.",
    ),
    entry(
        404,
        STRANGE,
        "Not found",
        "Nothing answers at this path.",
        "Check that the address is EnOS's API gateway (console: Help > Environment Information) and that EnOS is 2.4 CU1 or later.",
    ),
    entry(
        408,
        DOUBTED,
        "Request timeout",
        "The gateway did not get the whole request in time.",
        "Check the connection, send smaller batches, and verify the rows before sending them again.",
    ),
    entry(
        413,
        SIZE,
        "Request size limit exceeded",
        "The request is larger than the gateway allows; nothing was created.",
        "Send smaller batches.",
    ),
    entry(
        429,
        BUSY,
        "API rate limit exceeded",
        "Too many requests were made; nothing was created.",
        "Wait as long as the gateway says, then go on; other programs with the same access count too.",
    ),
    entry(
        500,
        DOUBTED,
        "An unexpected error occurred",
        "The gateway had an internal fault; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again.",
    ),
    entry(
        502,
        DOUBTED,
        "Bad gateway",
        "The gateway got no proper answer from EnOS; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again.",
    ),
    entry(
        503,
        DOUBTED,
        "Service unavailable",
        "The service is down or not allowed for this application.",
        "Wait a minute and verify the rows before sending them again; if it lasts, ask the EnOS administrator.",
    ),
    entry(
        504,
        DOUBTED,
        "Gateway timeout",
        "EnOS did not answer the gateway in time; what was asked may have been done all the same.",
        "Wait a minute and verify the rows before sending them again, in smaller batches.",
    ),
];
