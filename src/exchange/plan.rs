//! A plan for people and for scripts.

use std::io::{self, Write};

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::columns::{self, Reader};
use super::report::made_already;
use super::told::told;
use crate::domain::number::as_number;
use crate::domain::{Difference, Draft, Existing, Outcome, RowState, Sent, number};
use crate::provision::Problem;
use crate::provision::existing::Likeness;
use crate::provision::plan::{Part, Parts, Plan, RowPlan};
use crate::provision::text::visible;
use crate::said::{Said, noun, pair, say};
use crate::words::{self, ROWS};

/// What would become of the rows of a file, and under which policy.
#[derive(Clone, Debug)]
pub struct PlanReport<'a> {
    plan: &'a Plan,
    existing: Existing,
    parts: Parts,
    rows: Vec<PlanRow>,
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
    pub fields: Vec<Difference>,
    /// Why it is not a plain create; else empty.
    pub reason: Said,
}

impl<'a> PlanReport<'a> {
    /// The report on `plan`, which was made of `drafts`, under `policy`.
    #[must_use]
    pub fn new(drafts: &[Draft], plan: &'a Plan, policy: Existing) -> Self {
        let rows = drafts.iter().zip(&plan.rows).enumerate();
        Self {
            plan,
            existing: policy,
            parts: plan.parts(),
            rows: rows
                .map(|(index, (draft, row))| self::row(index, draft, row, policy))
                .collect(),
        }
    }

    /// Whether rows must be put right before anything is sent.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.parts.wrong() > 0
    }

    /// Rows that would fail, by the policy, as far as was checked.
    #[must_use]
    pub fn would_fail(&self) -> usize {
        self.rows.iter().filter(|row| row.outcome == FAILED).count()
    }

    /// Writes the counts, the products, and every row that is not a plain create with its reason.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn table(&self, mut out: impl Write, reader: impl Into<Reader>) -> io::Result<()> {
        let reader = reader.into();
        let lang = reader.lang;
        if self.is_wrong() {
            let wrong = ROWS.count(self.parts.wrong());
            let wrong = say!(
                "{wrong} to correct before anything is sent",
                "发送前须修正 {wrong}",
                wrong
            );
            writeln!(out, "{}", wrong.to(lang))?;
        }
        for line in self.lines() {
            writeln!(out, "{}", visible(&line.to(lang)))?;
        }
        let rows = self
            .rows
            .iter()
            .filter(|row| row.plan != Part::Create.name());
        let mut rows = rows
            .map(|row| {
                let unknown = row.outcome == UNCHECKED;
                [
                    number(row.index).to_string(),
                    told(row.plan).to(lang).into_owned(),
                    told(if unknown { "?" } else { row.outcome })
                        .to(lang)
                        .into_owned(),
                    row.product_key.clone(),
                    row.device_key.clone().unwrap_or_default(),
                    row.reason.to(lang).into_owned(),
                ]
            })
            .peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let why = pair!("why", "原因");
        let why = why.to(lang);
        let [plan, outcome] = [pair!("plan", "计划"), pair!("outcome", "结果")];
        let [plan, outcome] = [plan.to(lang), outcome.to(lang)];
        let header = ["#", &*plan, &*outcome, "productKey", "deviceKey", &why];
        columns::write(out, header, 1, reader, rows)
    }

    /// The sums, the products, the keys that repeat, and what was not checked.
    fn lines(&self) -> Vec<Said> {
        let plan = self.plan;
        let mut lines = vec![
            words::parts(&self.parts, self.existing),
            say!(
                "{requests}; existing devices: {policy}; {failing}",
                "{requests}；设备已存在时：{policy}；{failing}",
                requests = noun!("batch request", "batch requests", "个批量请求").count(plan.calls),
                policy = self.existing.name(),
                failing = self.failing()
            ),
        ];
        let product =
            |key: &String, told| say!("product {key}: {told}", "产品 {key}：{told}", told);
        let sizes = plan.products.iter();
        lines.extend(sizes.map(|one| product(&one.product_key, words::headroom(one))));
        let hidden = plan.not_shown.iter();
        lines.extend(hidden.map(|one| product(&one.product_key, words::not_shown(one))));
        let repeats = plan.repeats.iter().map(words::repeat);
        lines.extend(
            repeats
                .map(|repeat| say!("repeated key: {repeat}", "deviceKey 重复：{repeat}", repeat)),
        );
        lines.extend(plan.unchecked.iter().map(words::gap));
        lines
    }

    /// How many rows would fail, and for how many that is not known.
    fn failing(&self) -> Said {
        let (unchecked, rows) = (self.parts.of(Part::Unchecked), self.rows.len());
        let fail = ROWS.count(self.would_fail());
        match unchecked {
            0 if self.plan.unchecked.is_empty() => say!("{fail} would fail", "{fail}会失败", fail),
            0 => say!(
                "{fail} would fail, judging by what was checked",
                "{fail}会失败（仅就已检查的内容而言）",
                fail
            ),
            _ if unchecked == rows => {
                say!(
                    "not known which rows would fail: none was checked",
                    "无法确定哪些行会失败：一行都未检查"
                )
            }
            _ => say!(
                "{fail} would fail; not known for {unchecked} more",
                "{fail}会失败，另有 {unchecked} 行无法确定",
                fail
            ),
        }
    }
}

impl Serialize for PlanReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            plan,
            existing,
            parts,
            rows,
        } = self;
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("existing", existing.name())?;
        fields.serialize_entry("devices", &parts.total())?;
        for part in Part::of_plans() {
            fields.serialize_entry(part.name(), &parts.of(part))?;
        }
        fields.serialize_entry("wouldFail", &self.would_fail())?;
        fields.serialize_entry("calls", &plan.calls)?;
        let products = plan.products.iter().map(|product| {
            json!({
                "productKey": product.product_key,
                "used": product.used,
                "limit": product.limit,
                "wanted": product.wanted,
                "tooMany": product.too_many(),
            })
        });
        fields.serialize_entry("products", &products.collect::<Vec<_>>())?;
        let not_shown = plan.not_shown.iter().map(|product| {
            json!({
                "productKey": product.product_key,
                "why": product.why,
                "rows": product.rows,
            })
        });
        fields.serialize_entry("notShown", &not_shown.collect::<Vec<_>>())?;
        let repeats = plan.repeats.iter().map(|repeat| {
            let rows = repeat.rows.iter().map(|row| number(*row));
            json!({
                "deviceKey": repeat.device_key,
                "productKeys": repeat.product_keys,
                "rows": rows.collect::<Vec<_>>(),
            })
        });
        fields.serialize_entry("repeats", &repeats.collect::<Vec<_>>())?;
        let gaps = plan.unchecked.iter().map(words::gap);
        fields.serialize_entry("notChecked", &gaps.collect::<Vec<_>>())?;
        fields.serialize_entry("rows", rows)?;
        fields.end()
    }
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
        RowPlan::Create => planned(CREATED, Said::default()),
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
            ..planned("skipped", words::cause(&made_already(sent)))
        },
        RowPlan::Identical(device) | RowPlan::Different(device) => {
            exists(planned, draft, device, policy)
        }
        RowPlan::Repeated(problems) | RowPlan::Invalid(problems) => {
            let told = problems.iter().map(words::problem);
            let told = told
                .reduce(|before, next| say!("{before}; {next}", "{before}；{next}", before, next));
            planned(FAILED, told.unwrap_or_default())
        }
        RowPlan::NoProduct(why) => planned(FAILED, words::problem(&Problem::not_shown(why))),
        RowPlan::NoRoom => planned(
            FAILED,
            say!("its product has no room left", "产品的设备数已达上限"),
        ),
        RowPlan::Unchecked => planned(
            UNCHECKED,
            say!(
                "not known whether its device exists",
                "无法确定设备是否已存在"
            ),
        ),
    }
}

/// Where the row is gone on with, and how far it has come.
fn going_text(sent: &Sent) -> Said {
    let (row, run) = (sent.row, sent.run);
    match sent.state {
        RowState::Created => {
            say!(
                "created as row {row} of run {run}, which is resumed",
                "已创建，是任务 {run} 的第 {row} 行；该任务会继续"
            )
        }
        state => say!(
            "row {row} of run {run}, {state} there: resumed there",
            "任务 {run} 第 {row} 行，状态：{state}；在该任务中继续",
            state = words::state(state)
        ),
    }
}

/// The row of a device that exists, of which the policy decides.
fn exists(
    planned: impl FnOnce(&'static str, Said) -> PlanRow,
    draft: &Draft,
    device: &Likeness,
    policy: Existing,
) -> PlanRow {
    let (outcome, reason) = match device.settled(draft.into(), policy) {
        Outcome::Created(_) => (
            CREATED,
            say!(
                "the device is adopted for this row",
                "接管该设备，作为本行的设备"
            ),
        ),
        Outcome::Skipped(failure) => ("skipped", words::cause(&failure.cause)),
        Outcome::Failed(failure) | Outcome::Unknown(failure) => {
            (FAILED, words::cause(&failure.cause))
        }
    };
    PlanRow {
        asset_id: Some(device.asset_id.as_ref().to_owned()),
        fields: device.differs.to_vec(),
        ..planned(outcome, reason)
    }
}
