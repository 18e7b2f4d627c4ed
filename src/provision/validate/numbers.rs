//! The rules for numeric attribute values: INT, FLOAT, DOUBLE and TIMESTAMP.

use serde_json::Value;

use super::findings::Findings;
use super::values::{Place, misfit, shown};
use crate::domain::DataType;

/// The largest whole number up to which a decimal is sure to name a single one: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Read as milliseconds, a smaller number is in 1970 to 1973; read as seconds, after that.
const SECONDS_BELOW: u64 = 100_000_000_000;
/// Read as milliseconds, a larger number is after the year 5138.
const MICROS_ABOVE: u64 = 100_000_000_000_000;

/// INT: a whole number; whether of 32 or 64 bits is not documented.
pub(super) fn check_int(place: &Place<'_>, value: &Value, found: &mut Findings) {
    if let Some(number) = value.as_i64() {
        if i32::try_from(number).is_err() {
            found.warning(
                place.field(),
                format!("{number} is beyond 32 bits; EnOS does not say whether INT holds it"),
            );
        }
    } else if value.is_u64() {
        found.unsure(place.field(), format!("{value} is beyond 64 bits"));
    } else {
        found.unsure(place.field(), not_whole(&DataType::Int, value));
    }
}

fn not_whole(data_type: &DataType, value: &Value) -> String {
    match value.as_f64() {
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            format!("{value} is written as a decimal; write {number:.0}")
        }
        _ => misfit(data_type, value, "a whole number"),
    }
}

/// FLOAT: a number of 32 bits by its name; the range is not documented.
pub(super) fn check_float(place: &Place<'_>, value: &Value, found: &mut Findings) {
    match value.as_f64() {
        Some(number) if number.abs() > f64::from(f32::MAX) => found.warning(
            place.field(),
            format!("{} is beyond the range of FLOAT, 3.4e38", shown(value)),
        ),
        Some(_) => {}
        None => found.unsure(place.field(), misfit(&DataType::Float, value, "a number")),
    }
}

/// DOUBLE: a number.
pub(super) fn check_double(place: &Place<'_>, value: &Value, found: &mut Findings) {
    if !value.is_number() {
        found.unsure(place.field(), misfit(&DataType::Double, value, "a number"));
    }
}

/// TIMESTAMP: Unix milliseconds.
pub(super) fn check_timestamp(place: &Place<'_>, value: &Value, found: &mut Findings) {
    let Some(number) = value.as_i64() else {
        found.unsure(
            place.field(),
            match value {
                Value::Number(_) => not_whole(&DataType::Timestamp, value),
                _ => misfit(
                    &DataType::Timestamp,
                    value,
                    "a time; write Unix milliseconds or 2024-05-01T08:00:00+08:00",
                ),
            },
        );
        return;
    };
    let distance = number.unsigned_abs();
    if number != 0 && distance < SECONDS_BELOW {
        found.warning(
            place.field(),
            format!(
                "{number} looks like seconds; EnOS counts milliseconds: {}",
                number * 1000
            ),
        );
    } else if distance > MICROS_ABOVE {
        found.warning(
            place.field(),
            format!("{number} is after the year 5000; EnOS counts milliseconds"),
        );
    }
}
