//! The problems of a form's rows: which may be shown, and how to get to them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use super::notice::Notice;
use super::sheet::Form;
use crate::provision::Severity;

impl<K: Clone + Eq + Hash> Form<K> {
    /// Replaces all problems; those of rows not yet left stay hidden.
    pub fn set_problems(&mut self, notices: Vec<Notice<K>>) {
        let mut places_of: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, notice) in notices.iter().enumerate() {
            places_of.entry(notice.id.clone()).or_default().push(at);
        }
        for places in places_of.values_mut() {
            places.sort_by_key(|at| Reverse(notices.get(*at).map(|notice| notice.severity)));
        }
        self.noticed = places_of;
        self.notices = notices;
        self.recount();
        let wanted = self.rows.iter().filter(|row| row.required || row.done);
        self.required = wanted.fold((0, 0), |(filled, all), row| {
            let is_filled = row.done || !row.is_empty();
            (filled + usize::from(is_filled), all + 1)
        });
    }

    /// How many rows that must not stay empty are filled, and how many there are.
    #[must_use]
    pub const fn required(&self) -> (usize, usize) {
        self.required
    }

    /// Whether the problems of the row called `id` may be shown.
    pub fn shows(&self, id: &K) -> bool {
        self.touched.contains(id)
    }

    /// The problems of the row called `id`, shown or not, the worst first.
    pub fn problems(&self, id: &K) -> impl Iterator<Item = &Notice<K>> {
        let places = self.noticed.get(id).into_iter().flatten();
        places.filter_map(|at| self.notices.get(*at))
    }

    /// The problems of the row called `id` that may be shown, the worst first.
    pub fn visible_problems(&self, id: &K) -> Vec<&Notice<K>> {
        if !self.touched.contains(id) {
            return Vec::new();
        }
        self.problems(id).collect()
    }

    /// All problems, shown or not.
    #[must_use]
    pub fn notices(&self) -> &[Notice<K>] {
        &self.notices
    }

    /// All problems that may be shown, in the order given.
    pub fn shown(&self) -> impl Iterator<Item = &Notice<K>> + Clone {
        let notices = self.notices.iter();
        notices.filter(|notice| self.touched.contains(&notice.id))
    }

    /// How many problems may be shown: errors and warnings.
    #[must_use]
    pub const fn problem_counts(&self) -> (usize, usize) {
        self.counts
    }

    /// Counts them: every frame asks.
    pub(super) fn recount(&mut self) {
        let shown = self.shown();
        self.counts = shown.fold((0, 0), |(errors, warnings), notice| match notice.severity {
            Severity::Error => (errors + 1, warnings),
            Severity::Warning => (errors, warnings + 1),
        });
    }

    /// Lets every problem be shown: for a submit.
    pub fn touch_all(&mut self) {
        self.touched = self.rows.iter().map(|row| row.id.clone()).collect();
        self.recount();
    }

    /// Lets the problems of the row called `id` be shown.
    pub fn touch(&mut self, id: &K) {
        if self.touched.insert(id.clone()) && self.noticed.contains_key(id) {
            self.recount();
        }
    }

    /// Gives the focus to the first row with an error, else with a warning, that may be shown.
    pub fn first_problem(&mut self) -> Option<&K> {
        let row_with = |severity| {
            self.rows.iter().position(|row| {
                let problems = self.visible_problems(&row.id);
                problems.iter().any(|notice| notice.severity == severity)
            })
        };
        let at = row_with(Severity::Error).or_else(|| row_with(Severity::Warning))?;
        self.enter(at, true);
        self.focused()
    }

    /// Gives the focus to the next row below, and then from the top, with a problem to show.
    pub fn next_problem(&mut self) -> Option<&K> {
        let count = self.rows.len();
        let at = (1..=count)
            .filter_map(|step| (self.focus + step).checked_rem(count))
            .find(|at| {
                let row = self.rows.get(*at);
                row.is_some_and(|row| !self.visible_problems(&row.id).is_empty())
            })?;
        self.enter(at, true);
        self.focused()
    }
}
