//! A report as JSON.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Report, ReportRow, word};
use crate::domain::{Cause, Counts, number};
use crate::words;

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            run,
            end,
            counts,
            rows,
        } = self;
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("run", run)?;
        fields.serialize_entry("end", end)?;
        for (name, count) in counted(counts) {
            fields.serialize_entry(name, &count)?;
        }
        fields.serialize_entry("rows", rows)?;
        fields.end()
    }
}

/// The counts of a report, each with its name in JSON.
#[must_use]
pub fn counted(counts: &Counts) -> [(&'static str, usize); 6] {
    let Counts {
        queued,
        in_flight,
        created,
        failed,
        unknown,
        skipped,
        deleted,
    } = *counts;
    [
        ("created", created),
        ("failed", failed),
        ("unknown", unknown + in_flight),
        ("skipped", skipped),
        ("deleted", deleted),
        ("unsent", queued),
    ]
}

impl ReportRow {
    /// All that is told of the row but its secret, by the names that it has in JSON and in CSV.
    pub(super) fn values(&self) -> Value {
        let (row, cause) = (&self.row, self.row.cause.as_deref());
        // The name is for people: the shape of JSON is fixed.
        json!({
            "index": row.index,
            "row": number(self.index),
            "outcome": word(row.state),
            "productKey": row.product_key,
            "deviceKey": row.device_key,
            "assetId": row.asset_id,
            "code": cause.and_then(Cause::code),
            "msg": words::row(row),
            "cause": cause.map(cause_json),
            "requestId": row.request_id,
            "automatic": row.automatic,
            "adopted": row.adopted,
            "run": self.run,
        })
    }
}

impl Serialize for ReportRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.values();
        let mut fields = serializer.serialize_map(None)?;
        for (name, value) in values.as_object().into_iter().flatten() {
            fields.serialize_entry(name, value)?;
        }
        if let Some(secret) = &self.device_secret {
            fields.serialize_entry("deviceSecret", secret.expose())?;
        }
        fields.end()
    }
}

/// `kind`, `code` and `field`, which every cause has, and whatever else it says.
#[must_use]
pub fn cause_json(cause: &Cause) -> Value {
    let field = cause.field().map(|field| field.to_string());
    let mut all = json!({"kind": cause.kind(), "code": cause.code(), "field": field});
    // A cause is plain data; there is nothing in it that JSON could not hold.
    if let (Value::Object(all), Ok(Value::Object(more))) = (&mut all, serde_json::to_value(cause)) {
        for (name, value) in more {
            // Some causes are about a field that is none of a draft.
            if all.get(&name).is_none_or(Value::is_null) {
                all.insert(name, value);
            }
        }
    }
    all
}
