//! A plan for people and for scripts.

use std::io::{self, Write};

use serde::Serialize;

use super::columns;
use super::report::made_text;
use crate::domain::{Draft, Existing, FoundDevice, Outcome, RowState, Sent};
use crate::provision::compare::values;
use crate::provision::existing::existing;
use crate::provision::plan::{Headroom, Plan, PlanCounts, Repeat, RowPlan};
use crate::provision::text::counted;
use crate::provision::text::visible;

/// What would become of the rows of a file, and under which policy.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanReport {
    /// The policy for devices that exist: `fail`, `skip` or `adopt`.
    pub existing: &'static str,
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
    /// Rows that must not be sent.
    pub invalid: usize,
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
    /// Keys that several rows have.
    pub repeats: Vec<PlanRepeat>,
    /// What could not be checked and why.
    pub not_checked: Vec<String>,
    /// Every row.
    pub rows: Vec<PlanRow>,
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

/// A key that several rows have.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRepeat {
    /// The key.
    pub device_key: String,
    /// The products it is in.
    pub product_keys: Vec<String>,
    /// The rows that have it, from 0.
    pub rows: Vec<usize>,
    #[serde(skip)]
    words: String,
}

/// What would become of one row.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    /// Its place in the file, from 0. Tables count from 1.
    pub index: usize,
    /// `create`, `goesOn`, `made`, `identical`, `different`, `invalid`, `noRoom` or `unchecked`.
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
        let PlanCounts {
            create,
            goes_on,
            made,
            identical,
            different,
            invalid,
            no_room,
            unchecked,
        } = plan.counts();
        let rows: Vec<PlanRow> = drafts
            .iter()
            .zip(&plan.rows)
            .enumerate()
            .map(|(index, (draft, row))| self::row(index, draft, row, policy))
            .collect();
        Self {
            existing: policy.name(),
            create,
            goes_on,
            made,
            identical,
            different,
            invalid,
            no_room,
            unchecked,
            would_fail: rows.iter().filter(|row| row.outcome == FAILED).count(),
            calls: plan.calls,
            products: plan.products.iter().map(Into::into).collect(),
            repeats: plan.repeats.iter().map(Into::into).collect(),
            not_checked: plan.unchecked.clone(),
            rows,
        }
    }

    /// Writes one JSON object on one line.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn json(&self, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// Writes the counts, the products, and every row that is not a plain create with its reason,
    /// numbered from 1.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn table(&self, mut out: impl Write) -> io::Result<()> {
        writeln!(
            out,
            "{} to create, {} exist as they are, {} exist and differ, {} invalid, {} without room, {} not checked",
            self.create, self.identical, self.different, self.invalid, self.no_room, self.unchecked
        )?;
        if self.goes_on + self.made > 0 {
            writeln!(
                out,
                "{} in earlier runs, gone on with there, {} created already and left out",
                self.goes_on, self.made
            )?;
        }
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
        for PlanRepeat { words, .. } in &self.repeats {
            writeln!(out, "repeated key: {words}")?;
        }
        for gap in &self.not_checked {
            writeln!(out, "{}", visible(gap))?;
        }
        let rows = self.rows.iter().filter(|row| row.plan != CREATE);
        let mut rows = rows
            .map(|row| {
                [
                    (row.index + 1).to_string(),
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
        let header = ["row", "plan", "outcome", "productKey", "deviceKey", "why"];
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

const CREATE: &str = "create";
const CREATED: &str = "created";
const FAILED: &str = "failed";
const UNCHECKED: &str = "unchecked";

fn row(index: usize, draft: &Draft, row: &RowPlan, policy: Existing) -> PlanRow {
    let planned = |plan, outcome, reason| PlanRow {
        index,
        plan,
        outcome,
        product_key: draft.product_key.clone(),
        device_key: draft.device_key.clone(),
        asset_id: None,
        fields: Vec::new(),
        reason,
    };
    match row {
        RowPlan::Create => planned(CREATE, CREATED, String::new()),
        RowPlan::GoesOn(sent) => {
            let outcome = match sent.state {
                RowState::Created => CREATED,
                _ => UNCHECKED,
            };
            planned("goesOn", outcome, going_text(sent))
        }
        RowPlan::Made(sent) => PlanRow {
            device_key: sent.device_key.clone(),
            asset_id: sent.asset_id.clone(),
            ..planned("made", "skipped", made_text(sent))
        },
        RowPlan::Identical(found) => exists(planned, "identical", draft, found, policy),
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
            ..exists(planned, "different", draft, found, policy)
        },
        RowPlan::Invalid(problems) => {
            let problems = problems
                .iter()
                .map(|problem| format!("{}: {}", problem.field, problem.message));
            planned("invalid", FAILED, problems.collect::<Vec<_>>().join("; "))
        }
        RowPlan::NoRoom => {
            let reason = "its product has no place left for it";
            planned("noRoom", FAILED, reason.to_owned())
        }
        RowPlan::Unchecked => {
            let reason = "not known whether its device exists";
            planned(UNCHECKED, UNCHECKED, reason.to_owned())
        }
    }
}

/// Where the row is gone on with, and how far it has come.
fn going_text(sent: &Sent) -> String {
    let (row, run) = (sent.row.saturating_add(1), sent.run);
    match sent.state {
        RowState::Created => format!("created as row {row} of run {run}, which is gone on with"),
        state => format!("row {row} of run {run}, {state} there: it is gone on with"),
    }
}

/// The row of a device that exists, of which the policy decides.
fn exists(
    planned: impl FnOnce(&'static str, &'static str, String) -> PlanRow,
    plan: &'static str,
    draft: &Draft,
    found: &FoundDevice,
    policy: Existing,
) -> PlanRow {
    let (outcome, reason) = match existing(draft, found, policy) {
        Outcome::Created(_) => (CREATED, "the device is taken as this row's own".to_owned()),
        Outcome::Skipped(failure) => ("skipped", failure.msg),
        Outcome::Failed(failure) | Outcome::Unknown(failure) => (FAILED, failure.msg),
    };
    PlanRow {
        asset_id: Some(found.asset_id.clone()),
        ..planned(plan, outcome, reason)
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
