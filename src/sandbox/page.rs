//! Pages of a search: `pagination` in, the rows and `pagination` out.

use serde_json::{Value, json};

use super::call::Call;
use super::json::Members as _;
use super::reply::Refusal;

/// Which page is asked for.
pub(super) struct Page {
    number: usize,
    size: usize,
    /// Rows that have come since the page before; negative for rows that are gone.
    shift: isize,
}

impl Page {
    /// Reads `pagination`: by default the first page of 10 rows, at most 1,000 (search pages, V2.4).
    ///
    /// By a fault the rows of every page but the first have moved, as if newer ones had come or gone since the
    /// page before.
    pub(super) fn read(call: &Call) -> Result<Self, Refusal> {
        let pagination = call.json().member("pagination");
        let number = positive(pagination.member("pageNo"), "pagination.pageNo", 1)?;
        let size = positive(pagination.member("pageSize"), "pagination.pageSize", 10)?;
        if size > 1_000 {
            return Err(Refusal::must_be("pagination.pageSize", "at most 1000"));
        }
        Ok(Self {
            number,
            size,
            shift: if number > 1 { call.injected.shift() } else { 0 },
        })
    }

    /// Cuts the page out of all rows found; `beyond` counts rows that have no content.
    pub(super) fn reply<T>(
        &self,
        rows: Vec<T>,
        beyond: usize,
        show: impl FnMut(T) -> Result<Value, Refusal>,
    ) -> Result<Value, Refusal> {
        let total = rows.len().saturating_add(beyond);
        let total = total.saturating_add_signed(self.shift);
        let skipped = self.number.saturating_sub(1).saturating_mul(self.size);
        let skipped = skipped.saturating_add_signed(self.shift.saturating_neg());
        let data: Vec<Value> = rows
            .into_iter()
            .skip(skipped)
            .take(self.size)
            .map(show)
            .collect::<Result<_, _>>()?;
        let pagination = json!({
            "sortedBy": null, "pageNo": self.number, "pageSize": self.size, "totalSize": total,
        });
        Ok(json!({ "code": 0, "msg": "OK", "data": data, "pagination": pagination }))
    }
}

fn positive(value: &Value, field: &str, default: usize) -> Result<usize, Refusal> {
    if value.is_null() {
        return Ok(default);
    }
    value
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
        .filter(|number| *number > 0)
        .ok_or_else(|| Refusal::must_be(field, "a positive integer"))
}
