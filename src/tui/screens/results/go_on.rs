//! A run gone on with: what would become of its rows is stated first.

use super::{Answer, Requests};
use crate::domain::{Existing, RunId};
use crate::provision::plan::{Parts, Plan};
use crate::said::{Said, grouped, pair, say};
use crate::tui::contract::{Awaited, Overlay, Question, Request};
use crate::tui::shared::{Effect, Reason, Shared};
use crate::words::{self, ROWS};

/// States what going on would do, and asks.
pub(super) fn ask(shared: &Shared) -> Requests {
    let runs = &shared.runs;
    let Some(shown) = &runs.shown else {
        return Requests::none();
    };
    let counts = shown.summary.counts;
    let open = ROWS.count(counts.queued + runs.askable());
    let asking = say!(
        "{open} to resume; asking EnOS which devices exist…",
        "{open}待继续；正在向 EnOS 查询哪些设备已存在…",
        open
    );
    let run = shown.summary.id;
    let Some(question) = question(shared, run, vec![asking], true) else {
        return Requests::none();
    };
    Requests::from(question).and(Effect::PlanGoingOn(run))
}

/// What would become of the rows of the run is known: it stands in the question, if that is still asked.
pub fn outlook(
    shared: &Shared,
    run: RunId,
    outcome: Result<Box<(Plan, Parts)>, Reason>,
) -> Requests {
    let Some(shown) = shared.runs.of_run(run) else {
        return Requests::none();
    };
    let known = match outcome {
        Ok(known) => rows(&known, shown.summary.terms.existing),
        Err(reason) => {
            vec![say!(
                "What would happen to the rows is not known: {reason}",
                "无法预知各行的结果：{reason}",
                reason
            )]
        }
    };
    let question = question(shared, run, known, false);
    question.map_or_else(Requests::none, |question| {
        Request::Instead(Awaited::Outlook(run), Ok(question)).into()
    })
}

fn question(
    shared: &Shared,
    run: RunId,
    outlook: Vec<Said>,
    awaits: bool,
) -> Option<Overlay<Answer>> {
    let (summary, about) = (&shared.runs.of_run(run)?.summary, shared.about()?);
    let mut lines = vec![words::site(&about.site)];
    lines.extend(outlook);
    lines.extend(shared.editing.unsaved_of_run(run).map(|index| {
        say!("Row {index} is open on the form with an unsaved change: the run resumes without it. To save it first: {keys}.", "第 {index} 行在表单中有未保存的改动：任务将不含该改动继续。先保存改动：{keys}。", keys = shared.to_save_first("question.back")
        )
    }));
    let existing = match summary.terms.existing {
        Existing::Fail => say!(
            "If a device already exists, its row fails.",
            "如果设备已存在，该行会失败。"
        ),
        Existing::Skip => say!(
            "If a device already exists, its row is skipped.",
            "如果设备已存在，会跳过该行。"
        ),
        Existing::Adopt => say!(
            "If a device already exists and is what its row says, it counts as created.",
            "如果设备已存在且与该行一致，会计为已创建。"
        ),
    };
    let secrets = if summary.terms.require_secret {
        say!("Secrets are asked for, as before.", "照旧请求设备密钥。")
    } else {
        say!(
            "Secrets are not asked for, as before.",
            "照旧不请求设备密钥。"
        )
    };
    lines.extend([existing, secrets]);
    Some(Overlay::Ask(Question {
        title: say!("Resume run {run}", "继续任务 {run}"),
        lines,
        scroll: 0,
        yes: pair!("resume", "继续"),
        deletes: false,
        awaits: awaits.then_some(Awaited::Outlook(run)),
        then: Answer::GoOn(run),
    }))
}

/// The sum of all rows, and what is wrong with products or was not checked.
fn rows((plan, parts): &(Plan, Parts), existing: Existing) -> Vec<Said> {
    let mut lines = vec![say!(
        "{rows}:",
        "{rows}：",
        rows = ROWS.count(parts.total())
    )];
    for (part, rows) in parts.iter() {
        let (rows, becomes) = (grouped(rows), words::part(part, existing));
        lines.push(say!(
            "{rows:>7}  {becomes}",
            "{rows:>7}  {becomes}",
            becomes
        ));
    }
    for product in &plan.not_shown {
        let (key, why) = (&product.product_key, words::not_shown(product));
        lines.push(say!("{key}: {why}", "{key}：{why}", why));
    }
    for product in &plan.products {
        if product.too_many() > 0 {
            let (key, room) = (&product.product_key, words::headroom(product));
            lines.push(say!("{key}: {room}", "{key}：{room}", room));
        }
    }
    let unchecked = plan.unchecked.iter();
    lines.extend(unchecked.map(|gap| Said::beside("! ", &words::gap(gap))));
    lines
}
