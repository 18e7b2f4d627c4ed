//! The problems of a form's rows: which may be shown, and how to get to them.

use super::notice::Notice;
use super::sheet::Form;
use crate::provision::Severity;

impl<K: Clone + Eq> Form<K> {
    /// Replaces all problems; those of rows not yet left stay hidden.
    pub fn set_problems(&mut self, notices: Vec<Notice<K>>) {
        self.notices = notices;
    }

    /// The problems of the row called `id` that may be shown, the worst first.
    pub fn visible_problems(&self, id: &K) -> Vec<&Notice<K>> {
        if !self.touched.contains(id) {
            return Vec::new();
        }
        let notices = self.notices.iter();
        let mut found: Vec<_> = notices.filter(|notice| notice.id == *id).collect();
        found.sort_by_key(|notice| std::cmp::Reverse(notice.severity));
        found
    }

    /// How many problems may be shown: errors and warnings.
    #[must_use]
    pub fn problem_counts(&self) -> (usize, usize) {
        let notices = self.notices.iter();
        let shown = notices.filter(|notice| self.touched.contains(&notice.id));
        let (errors, warnings): (Vec<_>, Vec<_>) =
            shown.partition(|notice| notice.severity == Severity::Error);
        (errors.len(), warnings.len())
    }

    /// Lets every problem be shown: for a submit.
    pub fn touch_all(&mut self) {
        self.touched = self.rows.iter().map(|row| row.id.clone()).collect();
    }

    /// Lets the problems of the row called `id` be shown.
    pub fn touch(&mut self, id: &K) {
        if !self.touched.contains(id) {
            self.touched.push(id.clone());
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
