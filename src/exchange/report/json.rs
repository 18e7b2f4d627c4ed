//! A report as JSON.

use serde::ser::{SerializeMap as _, SerializeStruct as _};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Report, ReportRow, word};
use crate::domain::{Cause, Counts, RunRow, number};
use crate::words;

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { run, counts, rows } = self;
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("run", run)?;
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

impl Serialize for ReportRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            index: place,
            run,
            row,
            device_secret,
        } = self;
        // The name is for people: the shape of JSON is fixed.
        let RunRow {
            index,
            state,
            product_key,
            device_key,
            asset_id,
            cause,
            request_id,
            automatic,
            adopted,
            ..
        } = row;
        let cause = cause.as_deref();
        let mut fields = serializer.serialize_struct("ReportRow", 14)?;
        fields.serialize_field("index", index)?;
        fields.serialize_field("row", &number(*place))?;
        fields.serialize_field("outcome", word(*state))?;
        fields.serialize_field("productKey", product_key)?;
        fields.serialize_field("deviceKey", device_key)?;
        fields.serialize_field("assetId", asset_id)?;
        fields.serialize_field("code", &cause.and_then(Cause::code))?;
        fields.serialize_field("msg", &words::row(row))?;
        fields.serialize_field("cause", &cause.map(cause_json))?;
        fields.serialize_field("requestId", request_id)?;
        fields.serialize_field("automatic", automatic)?;
        fields.serialize_field("adopted", adopted)?;
        fields.serialize_field("run", run)?;
        match device_secret {
            Some(secret) => fields.serialize_field("deviceSecret", secret.expose())?,
            None => fields.skip_field("deviceSecret")?,
        }
        fields.end()
    }
}

/// `kind`, `code` and `field`, which every cause has, and whatever else it says.
#[must_use]
pub fn cause_json(cause: &Cause) -> Value {
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), cause.kind().into());
    fields.insert("code".to_owned(), cause.code().into());
    let field = cause.field().map(|field| field.to_string());
    fields.insert("field".to_owned(), field.into());
    // A cause is plain data; there is nothing in it that JSON could not hold.
    if let Ok(Value::Object(more)) = serde_json::to_value(cause) {
        for (name, value) in more {
            fields.entry(name).or_insert(value);
        }
    }
    Value::Object(fields)
}
