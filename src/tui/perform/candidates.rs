//! Rows that only a person can settle: finds what they may have become, and writes down what is said.

use super::journal_writer::with;
use super::{Link, Shared};
use crate::domain::{Created, Existing, FoundDevice, Outcome, RowIndex, RunId};
use crate::provision::existing::existing;
use crate::said::say;
use crate::submit::CandidateSearch;
use crate::tui::runtime::Replies;
use crate::tui::shared::{Candidate, Candidates, Judgement, Msg, Reason};
use crate::words;

/// Finds the devices that the row may have become.
pub(super) async fn find(
    shared: &Shared,
    link: &Link,
    run: RunId,
    index: RowIndex,
) -> Result<Candidates, Reason> {
    let (mut search, require_secret) = shared
        .journal
        .fetch(move |store| {
            let secrets = store.run_summary(run)?.terms.require_secret;
            Ok((CandidateSearch::read(store, run)?, secrets))
        })
        .await?;
    search.rows.retain(|row| row.index == index);
    let row = search.rows.first().cloned();
    let row = row.ok_or_else(|| say!("this row is no longer unknown", "此行已不是未知状态"))?;
    let (bounds, clock) = (&link.about.bounds, &shared.context.clock);
    let found = search.ask(&*link.api, require_secret, bounds, clock);
    let found = found.await;
    let found = found.map_err(|error| words::call(&error))?;
    let candidate = |device: &FoundDevice| Candidate {
        device: device.clone(),
        after_ms: device
            .create_time
            .zip(row.sent_at)
            .map(|(made, sent)| made.ahead_of(sent)),
    };
    Ok(Candidates {
        devices: found.of(&row).map(candidate).collect(),
        cut: found.are_cut(&row),
    })
}

/// Writes down what a person says of a row.
pub(super) fn judge(
    shared: &Shared,
    run: RunId,
    index: RowIndex,
    judgement: Judgement,
    replies: Replies<Msg>,
) {
    let now = shared.now();
    shared.journal.ask(replies, move |store| {
        let written = with(store, |store| match &judgement {
            Judgement::Made(device) => {
                let outcome = Outcome::Created(Created::adopted(device));
                store.rows_settled(run, &[(index, outcome)], now)
            }
            Judgement::NotMade => store.rows_put_back(run, &[index]),
            Judgement::NotMine(device) => {
                let draft = store.row_draft(run, index)?;
                let outcome = existing(&draft, device, None, Existing::Fail);
                store.rows_settled(run, &[(index, outcome)], now)
            }
        });
        Msg::Judged(run, index, written.map(|()| judgement))
    });
}
