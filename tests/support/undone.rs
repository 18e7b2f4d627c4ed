//! What an undo said of the rows of a run, compared with what the sandbox holds.

use std::ops::AddAssign;

use enroll::sandbox::{Life, Truth};
use serde_json::Value;

/// What the undo says of a created row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The asset id that the run was given.
    pub asset_id: String,
    pub result: UndoneAs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoneAs {
    /// EnOS said so, to this undo.
    Deleted,
    /// Gone already, and not by this undo.
    Gone,
    /// For a reason.
    Kept,
    /// Not dealt with, or not to the end.
    Open,
}

/// How an undo went, and how often what was said is not so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfUndo {
    pub deleted: usize,
    pub gone: usize,
    pub kept: usize,
    pub open: usize,
    /// Devices that were deleted although they were somebody else's, or somebody had touched them.
    pub not_ours: usize,
    /// Rows called deleted, or gone, without that, or kept or left open with it.
    pub misreported: usize,
    /// Devices that were there to be deleted, and still are.
    pub left: usize,
}

impl OfUndo {
    /// Compares; the run has created the devices of these asset ids, and `foreign` is the name of what others
    /// had made before.
    pub fn judge(created: &[String], said: &[Undone], truth: &[Truth], foreign: &str) -> Self {
        let lives: Vec<&Life> = truth.iter().flat_map(|truth| &truth.lives).collect();
        let others = truth.iter().filter(|device| device.name == foreign);
        let mut verdict = Self {
            not_ours: lives.iter().filter(|life| life.is_wronged()).count()
                + others.filter(|device| device.deleted > 0).count(),
            // Every device of the run is spoken of.
            misreported: created
                .iter()
                .filter(|created| !said.iter().any(|said| said.asset_id == **created))
                .count(),
            ..Self::default()
        };
        for Undone { asset_id, result } in said {
            let life = lives.iter().find(|life| life.asset_id == *asset_id);
            let life = life.unwrap_or_else(|| panic!("no device {asset_id}"));
            let deleted = life.ended.as_ref().filter(|end| !end.foreign);
            let answered = deleted.is_some_and(|end| end.answered);
            match result {
                UndoneAs::Deleted => {
                    verdict.deleted += 1;
                    verdict.misreported += usize::from(!answered);
                }
                UndoneAs::Gone => {
                    verdict.gone += 1;
                    verdict.misreported += usize::from(life.ended.is_none());
                }
                UndoneAs::Kept | UndoneAs::Open => {
                    verdict.kept += usize::from(*result == UndoneAs::Kept);
                    verdict.open += usize::from(*result == UndoneAs::Open);
                    verdict.misreported += usize::from(answered);
                    let to_delete = life.ended.is_none() && life.touched.is_empty();
                    verdict.left += usize::from(to_delete);
                }
            }
        }
        verdict
    }
}

impl AddAssign<&Self> for OfUndo {
    fn add_assign(&mut self, other: &Self) {
        self.deleted += other.deleted;
        self.gone += other.gone;
        self.kept += other.kept;
        self.open += other.open;
        self.not_ours += other.not_ours;
        self.misreported += other.misreported;
        self.left += other.left;
    }
}

/// Whether something is open that could be deleted. What is gone without a word of EnOS's stays open until its
/// making lies long enough in the past.
pub fn is_unfinished(said: &[Undone], truth: &[Truth]) -> bool {
    let mut lives = truth.iter().flat_map(|truth| &truth.lives);
    lives.any(|life| {
        let open = |row: &Undone| row.result == UndoneAs::Open && row.asset_id == life.asset_id;
        life.ended.is_none() && life.touched.is_empty() && said.iter().any(open)
    })
}

/// The rows of the object that `enroll undo` or `enroll resume` prints, as far as devices were made of them.
pub fn read(report: &Value) -> Vec<Undone> {
    let rows = report["rows"].as_array().unwrap().iter();
    let undone = rows.filter_map(|row| {
        let result = match row["outcome"].as_str().unwrap() {
            "deleted" => UndoneAs::Deleted,
            "gone" => UndoneAs::Gone,
            "kept" => UndoneAs::Kept,
            "open" | "deletable" | "created" => UndoneAs::Open,
            _ => return None,
        };
        let asset_id = row["assetId"].as_str().unwrap().to_owned();
        Some(Undone { asset_id, result })
    });
    undone.collect()
}
