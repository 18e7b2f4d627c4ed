//! Counts how many rows are looked at, in the tests only: what a key or a frame costs, without a clock.

#[cfg(test)]
thread_local! {
    static VISITS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// So many rows were looked at.
#[inline]
pub(crate) fn note(rows: usize) {
    #[cfg(test)]
    VISITS.with(|visits| visits.set(visits.get() + rows));
    #[cfg(not(test))]
    let _ = rows;
}

/// What `work` gives, and how many rows it looked at.
#[cfg(test)]
pub(crate) fn counted<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = VISITS.with(std::cell::Cell::get);
    let done = work();
    (done, VISITS.with(std::cell::Cell::get) - before)
}
