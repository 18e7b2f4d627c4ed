//! Notes what was cut because its place is too small, in the tests only: no sentence may be.

#[cfg(any(test, feature = "testing"))]
thread_local! {
    static CUT: std::cell::RefCell<Vec<String>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// `text` did not fit.
#[inline]
pub(super) fn note(text: &str) {
    #[cfg(any(test, feature = "testing"))]
    CUT.with_borrow_mut(|cut| cut.push(text.to_owned()));
    #[cfg(not(any(test, feature = "testing")))]
    let _ = text;
}

/// What was cut since this was asked last.
#[cfg(any(test, feature = "testing"))]
#[must_use]
pub fn taken() -> Vec<String> {
    CUT.take()
}
