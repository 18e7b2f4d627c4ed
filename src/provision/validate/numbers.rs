//! The rules for numeric attribute values: INT, FLOAT, DOUBLE and TIMESTAMP.

use serde_json::Value;

use super::super::flaw::Misfit;
use crate::domain::DataType;

/// The largest whole number up to which a decimal is sure to name a single one: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Read as milliseconds, a smaller number is in 1970 to 1973; read as seconds, after that.
const SECONDS_BELOW: u64 = 100_000_000_000;
/// Read as milliseconds, a larger number is after the year 5138.
const MICROS_ABOVE: u64 = 100_000_000_000_000;

/// INT and TIMESTAMP: a whole number, the latter Unix milliseconds.
pub(super) fn judge_whole(data_type: &DataType, value: &Value) -> Option<Misfit> {
    let Some(number) = value.as_i64() else {
        let too_large = value.is_u64();
        return Some(if too_large {
            Misfit::Beyond64
        } else {
            Misfit::NotWhole
        });
    };
    if *data_type == DataType::Timestamp {
        return match number.unsigned_abs() {
            1..SECONDS_BELOW => Some(Misfit::Seconds { ms: number * 1000 }),
            0 | SECONDS_BELOW..=MICROS_ABOVE => None,
            _ => Some(Misfit::TooLate),
        };
    }
    // Whether INT has 32 or 64 bits is not documented.
    i32::try_from(number).is_err().then_some(Misfit::Beyond32)
}

/// FLOAT: a number of 32 bits by its name; the range is not documented.
pub(super) fn judge_float(value: &Value) -> Option<Misfit> {
    let beyond = value.as_f64()?.abs() > f64::from(f32::MAX);
    beyond.then_some(Misfit::BeyondFloat)
}

/// The whole number that `value` writes as a decimal.
pub(super) fn whole(value: &Value) -> Option<Value> {
    let number = value.as_f64()?;
    let exact = number.fract() == 0.0 && number.abs() < EXACT;
    let whole = exact.then(|| format!("{number:.0}").parse::<i64>().ok());
    whole.flatten().map(Value::from)
}
