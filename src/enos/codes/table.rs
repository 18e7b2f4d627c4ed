//! The codes of EnOS's public documentation that the calls of this program can meet.

use super::{
    BUSY, CONNECTION, CREDENTIALS, Code, DONE, DOUBT, PRODUCT, RIGHTS, ROW, SIZE, TOKEN, entry,
};
use crate::domain::{Again, Follows, Whose};

/// In ascending order. Sources: the error tables of *Batch Create Devices* V2.4 and of the other connection pages for
/// products, models and devices, *Invoking API with Access Token*, the API overview, and the predefined errors of
/// `enos-commons-api-pojo` 0.1.8, which the connection service is built on. Any other code is a doubt.
pub(super) static CODES: [Code; 41] = [
    entry(-1, ROW),
    entry(0, DONE),
    entry(1001, Follows::passing(Again::Now, Whose::Credentials)),
    entry(1002, CREDENTIALS),
    entry(1003, CREDENTIALS),
    entry(1004, CREDENTIALS),
    entry(1005, Follows::passing(Again::Later, Whose::Credentials)),
    entry(1202, CREDENTIALS),
    entry(1203, TOKEN),
    entry(1204, TOKEN),
    entry(4011, TOKEN),
    entry(4012, TOKEN),
    entry(11_404, ROW),
    entry(11_611, PRODUCT),
    entry(11_702, ROW),
    entry(11_705, ROW),
    entry(11_714, BUSY),
    entry(11_739, PRODUCT),
    entry(11_858, CONNECTION),
    entry(12_958, ROW),
    // The family behind EnOS's envelope: 99 before a number that reads like an HTTP status.
    entry(99_206, DONE),
    entry(99_400, Follows::refused(Whose::RowOrSize)),
    entry(99_401, TOKEN),
    entry(99_403, RIGHTS),
    entry(99_404, PRODUCT),
    entry(99_405, CONNECTION),
    entry(99_409, ROW),
    entry(99_413, SIZE),
    entry(99_415, ROW),
    entry(99_429, BUSY),
    entry(99_430, Follows::doubt(Whose::Size)),
    entry(99_497, CREDENTIALS),
    entry(99_498, RIGHTS),
    entry(99_499, ROW),
    entry(99_500, DOUBT),
    entry(99_501, CONNECTION),
    entry(99_503, DOUBT),
    entry(99_504, DOUBT),
    entry(99_601, ROW),
    entry(99_701, DOUBT),
    entry(99_702, DOUBT),
];
