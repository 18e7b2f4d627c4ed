//! The HTTP statuses a gateway answers with when EnOS itself says nothing.

use super::{BUSY, Code, DOUBTED, RIGHTS, ROW, SIZE, STRANGE, TOKEN, entry};

/// In ascending order. Source: the gateway exceptions of *Getting Started*; 404, 408, 502 and 504
/// as HTTP defines them.
pub(super) static STATUSES: [Code; 11] = [
    entry(400, ROW),
    entry(401, TOKEN),
    entry(403, RIGHTS),
    entry(404, STRANGE),
    entry(408, DOUBTED),
    entry(413, SIZE),
    entry(429, BUSY),
    entry(500, DOUBTED),
    entry(502, DOUBTED),
    entry(503, DOUBTED),
    entry(504, DOUBTED),
];
