//! A plan for people and for scripts.

use std::io::{self, Write};

use serde::Serialize;

use super::columns;
use crate::domain::number::{as_number, as_numbers, number};
use crate::domain::{Cause, Draft, Existing, FoundDevice, Maker, Outcome, RowState, Sent};
use crate::provision::Problem;
use crate::provision::compare::values;
use crate::provision::existing::existing;
use crate::provision::not_shown;
use crate::provision::plan::{Headroom, NotShown, Part, Plan, Repeat, RowPlan};
use crate::provision::text::{counted, visible};

/// What would become of the rows of a file, and under which policy.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanReport {
    /// The policy for devices that exist: `fail`, `skip` or `adopt`.
    pub existing: &'static str,
    /// All rows: the sum of the next ten.
    pub devices: usize,
    /// Rows whose device would be created.
    pub create: usize,
    /// Rows of runs that are not settled, which are gone on with.
    pub goes_on: usize,
    /// Rows without a key that were created already and would be left out.
    pub made: usize,
    /// Rows whose device exists and is what they say.
    pub identical: usize,
    /// Rows whose device exists and differs.
    pub different: usize,
    /// Rows whose product and key an earlier row has.
    pub repeated: usize,
    /// Rows that must not be sent.
    pub invalid: usize,
    /// Rows of products that `EnOS` does not show.
    pub no_product: usize,
    /// Rows that their product has no place for.
    pub no_room: usize,
    /// Rows of which it could not be asked whether their device exists.
    pub unchecked: usize,
    /// Rows that would fail, by the policy, as far as was checked.
    pub would_fail: usize,
    /// Batch Create requests.
    pub calls: usize,
    /// How much room the products have.
    pub products: Vec<PlanProduct>,
    /// Products of rows that `EnOS` does not show.
    pub not_shown: Vec<PlanNotShown>,
    /// Keys that several rows have.
    pub repeats: Vec<PlanRepeat>,
    /// What could not be checked and why.
    pub not_checked: Vec<String>,
    /// Every row.
    pub rows: Vec<PlanRow>,
    #[serde(skip)]
    words: String,
}

/// How much room a product has.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanProduct {
    /// Its key.
    pub product_key: String,
    /// Its devices, where known.
    pub used: Option<u64>,
    /// How many it may have, unless an administrator raised that.
    pub limit: u64,
    /// Rows that want a place.
    pub wanted: usize,
    /// Rows that get none, as far as is known.
    pub too_many: u64,
    #[serde(skip)]
    words: String,
}

/// A product that `EnOS` does not show.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanNotShown {
    /// Its key.
    pub product_key: String,
    /// What `EnOS` said.
    pub why: String,
    /// Rows that are not created for that.
    pub rows: usize,
    #[serde(skip)]
    words: String,
}

/// A key that several rows have.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRepeat {
    /// The key.
    pub device_key: String,
    /// The products it is in.
    pub product_keys: Vec<String>,
    /// The rows that have it, from 0; told from 1.
    #[serde(serialize_with = "as_numbers")]
    pub rows: Vec<usize>,
    #[serde(skip)]
    words: String,
}

/// What would become of one row.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    /// Its place in the file, from 0; told from 1.
    #[serde(serialize_with = "as_number")]
    pub index: usize,
    /// `create`, `goesOn`, `made`, `identical`, `different`, `repeated`, `invalid`, `noProduct`, `noRoom` or
    /// `unchecked`.
    pub plan: &'static str,
    /// `created`, `failed` or `skipped`, or `unchecked` where that cannot be told.
    pub outcome: &'static str,
    /// Its product.
    pub product_key: String,
    /// Its key, if it has one.
    pub device_key: Option<String>,
    /// The asset id of the device that exists, or that was made already.
    pub asset_id: Option<String>,
    /// Where the device that exists differs.
    pub fields: Vec<PlanField>,
    /// Why it is not a plain create; else empty.
    pub reason: String,
}

/// A field in which the device that exists is not what the row says.
#[derive(Clone, Debug, Serialize)]
pub struct PlanField {
    /// The field's path in the request.
    pub field: String,
    /// What the row says.
    pub wanted: String,
    /// What the device has.
    pub found: String,
}

impl PlanReport {
    /// The report on `plan`, which was made of `drafts`, under `policy`.
    #[must_use]
    pub fn new(drafts: &[Draft], plan: &Plan, policy: Existing) -> Self {
        let parts = plan.parts();
        let rows: Vec<PlanRow> = drafts
            .iter()
            .zip(&plan.rows)
            .enumerate()
            .map(|(index, (draft, row))| self::row(index, draft, row, policy))
            .collect();
        Self {
            existing: policy.name(),
            devices: parts.total(),
            create: parts.of(Part::Create),
            goes_on: parts.of(Part::GoesOn),
            made: parts.of(Part::Made),
            identical: parts.of(Part::Identical),
            different: parts.of(Part::Different),
            repeated: parts.of(Part::Repeated),
            invalid: parts.of(Part::Invalid),
            no_product: parts.of(Part::NoProduct),
            no_room: parts.of(Part::NoRoom),
            unchecked: parts.of(Part::Unchecked),
            would_fail: rows.iter().filter(|row| row.outcome == FAILED).count(),
            calls: plan.calls,
            products: plan.products.iter().map(Into::into).collect(),
            not_shown: plan.not_shown.iter().map(Into::into).collect(),
            repeats: plan.repeats.iter().map(Into::into).collect(),
            not_checked: plan.unchecked.clone(),
            rows,
            words: parts.told(policy),
        }
    }

    /// Whether rows must be put right before anything is sent.
    #[must_use]
    pub const fn is_wrong(&self) -> bool {
        self.repeated + self.invalid + self.no_product > 0
    }

    /// Writes one JSON object on one line.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn json(&self, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// Writes the counts, the products, and every row that is not a plain create with its reason.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn table(&self, mut out: impl Write) -> io::Result<()> {
        if self.is_wrong() {
            let wrong = counted(self.repeated + self.invalid + self.no_product, "row");
            writeln!(out, "nothing is sent until this is put right: {wrong}")?;
        }
        writeln!(out, "{}", self.words)?;
        writeln!(
            out,
            "{}; rows that exist: {}; {}",
            counted(self.calls, "batch request"),
            self.existing,
            self.failing()
        )?;
        for PlanProduct {
            product_key, words, ..
        } in &self.products
        {
            writeln!(out, "product {}: {words}", visible(product_key))?;
        }
        for PlanNotShown {
            product_key, words, ..
        } in &self.not_shown
        {
            writeln!(out, "product {}: {}", visible(product_key), visible(words))?;
        }
        for PlanRepeat { words, .. } in &self.repeats {
            writeln!(out, "repeated key: {words}")?;
        }
        for gap in &self.not_checked {
            writeln!(out, "{}", visible(gap))?;
        }
        let rows = self
            .rows
            .iter()
            .filter(|row| row.plan != Part::Create.name());
        let mut rows = rows
            .map(|row| {
                [
                    number(row.index).to_string(),
                    row.plan.to_owned(),
                    outcome_text(row.outcome).to_owned(),
                    row.product_key.clone(),
                    row.device_key.clone().unwrap_or_default(),
                    row.reason.clone(),
                ]
            })
            .peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let header = ["#", "plan", "outcome", "productKey", "deviceKey", "why"];
        columns::write(out, header, rows)
    }

    /// How many rows would fail, and for how many that is not known.
    fn failing(&self) -> String {
        let (unchecked, rows) = (self.unchecked, self.rows.len());
        let fail = counted(self.would_fail, "row");
        match unchecked {
            0 if self.not_checked.is_empty() => format!("{fail} would fail"),
            0 => format!("{fail} would fail, as far as was checked"),
            _ if unchecked == rows => {
                "which rows would fail is not known: none was checked".to_owned()
            }
            _ => format!("{fail} would fail, and of {unchecked} it is not known"),
        }
    }
}

/// An outcome for people.
fn outcome_text(outcome: &str) -> &str {
    if outcome == UNCHECKED { "?" } else { outcome }
}

const CREATED: &str = "created";
const FAILED: &str = "failed";
const UNCHECKED: &str = "unchecked";

fn row(index: usize, draft: &Draft, row: &RowPlan, policy: Existing) -> PlanRow {
    let planned = |outcome, reason| PlanRow {
        index,
        plan: Part::from(row).name(),
        outcome,
        product_key: draft.product_key.clone(),
        device_key: draft.device_key.clone(),
        asset_id: None,
        fields: Vec::new(),
        reason,
    };
    match row {
        RowPlan::Create => planned(CREATED, String::new()),
        RowPlan::GoesOn(sent) => {
            let outcome = match sent.state {
                RowState::Created => CREATED,
                _ => UNCHECKED,
            };
            planned(outcome, going_text(sent))
        }
        RowPlan::Made(sent) => PlanRow {
            device_key: sent.device_key.clone(),
            asset_id: sent.asset_id.clone(),
            ..planned("skipped", made_already(sent))
        },
        RowPlan::Identical(found) => exists(planned, draft, found, policy),
        RowPlan::Different { found, fields } => PlanRow {
            fields: fields
                .iter()
                .map(|field| {
                    let (wanted, there) = values(field, draft, found);
                    PlanField {
                        field: field.to_string(),
                        wanted,
                        found: there,
                    }
                })
                .collect(),
            ..exists(planned, draft, found, policy)
        },
        RowPlan::Repeated(problems) | RowPlan::Invalid(problems) => {
            let told: Vec<String> = problems.iter().map(told).collect();
            planned(FAILED, told.join("; "))
        }
        RowPlan::NoProduct(why) => planned(FAILED, told(&not_shown(why))),
        RowPlan::NoRoom => planned(FAILED, "its product has no place left for it".to_owned()),
        RowPlan::Unchecked => planned(UNCHECKED, "not known whether its device exists".to_owned()),
    }
}

/// Where the row is gone on with, and how far it has come.
fn going_text(sent: &Sent) -> String {
    let (row, run) = (number(sent.row), sent.run);
    match sent.state {
        RowState::Created => format!("created as row {row} of run {run}, which is gone on with"),
        state => format!("row {row} of run {run}, {state} there: it is gone on with"),
    }
}

fn told(problem: &Problem) -> String {
    format!("{}: {}", problem.field, problem.message)
}

fn made_already(sent: &Sent) -> String {
    let by = Maker {
        run: sent.run,
        row: sent.row,
    };
    Cause::MadeAlready { by }.to_string()
}

/// The row of a device that exists, of which the policy decides.
fn exists(
    planned: impl FnOnce(&'static str, String) -> PlanRow,
    draft: &Draft,
    found: &FoundDevice,
    policy: Existing,
) -> PlanRow {
    let (outcome, reason) = match existing(draft, found, None, policy) {
        Outcome::Created(_) => (CREATED, "the device is taken as this row's own".to_owned()),
        Outcome::Skipped(failure) => ("skipped", failure.cause.to_string()),
        Outcome::Failed(failure) | Outcome::Unknown(failure) => (FAILED, failure.cause.to_string()),
    };
    PlanRow {
        asset_id: Some(found.asset_id.clone()),
        ..planned(outcome, reason)
    }
}

impl From<&Headroom> for PlanProduct {
    fn from(headroom: &Headroom) -> Self {
        Self {
            product_key: headroom.product_key.clone(),
            used: headroom.used,
            limit: headroom.limit,
            wanted: headroom.wanted,
            too_many: headroom.too_many(),
            words: headroom.to_string(),
        }
    }
}

impl From<&NotShown> for PlanNotShown {
    fn from(product: &NotShown) -> Self {
        Self {
            product_key: product.product_key.clone(),
            why: product.why.clone(),
            rows: product.rows,
            words: product.to_string(),
        }
    }
}

impl From<&Repeat> for PlanRepeat {
    fn from(repeat: &Repeat) -> Self {
        Self {
            device_key: repeat.device_key.clone(),
            product_keys: repeat.product_keys.clone(),
            rows: repeat.rows.clone(),
            words: repeat.to_string(),
        }
    }
}
