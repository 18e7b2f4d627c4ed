//! What a panic does: on the UI thread the terminal comes back first; elsewhere the screen stays whole.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    io::{self, Write},
    panic::{self, PanicHookInfo},
    path::{Path, PathBuf},
    thread,
};

use super::guard;

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// Our panic hook, for as long as this lives.
///
/// Panic messages may carry anything the program held, a secret too, so only the place is told.
pub(super) struct PanicHook {
    before: Option<Hook>,
}

impl PanicHook {
    /// The calling thread becomes the UI thread. Panics of others go to `crashed` as a place in the source.
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing foreign is told of a panic"
    )]
    pub(super) fn install(state: &Path, crashed: impl Fn(String) + Send + Sync + 'static) -> Self {
        let ui = thread::current().id();
        let state: PathBuf = state.to_owned();
        let before = Some(panic::take_hook());
        panic::set_hook(Box::new(move |info| {
            let place = info
                .location()
                .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
            if thread::current().id() == ui {
                let restored = guard::restore();
                // Standard error may be gone with the terminal.
                let _ = report(
                    &mut io::stderr(),
                    &place,
                    &state,
                    restored,
                    &Backtrace::capture(),
                );
            } else {
                crashed(place);
            }
        }));
        Self { before }
    }
}

impl Drop for PanicHook {
    fn drop(&mut self) {
        // A panicking thread must not change the hook (that would abort); the process ends anyway.
        let before = self.before.take().filter(|_| !thread::panicking());
        if let Some(before) = before {
            panic::set_hook(before);
        }
    }
}

fn report(
    out: &mut impl Write,
    place: &str,
    state: &Path,
    restored: io::Result<()>,
    backtrace: &Backtrace,
) -> io::Result<()> {
    writeln!(out, "enroll stopped: an internal error at {place}.")?;
    writeln!(
        out,
        "What was recorded up to now is safe in {}; start enroll again to go on from there.",
        state.display()
    )?;
    if let Err(error) = restored {
        writeln!(
            out,
            "The terminal could not be restored ({error}); `reset` brings it back."
        )?;
    }
    if backtrace.status() == BacktraceStatus::Captured {
        writeln!(out, "{backtrace}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_where_the_state_is_and_what_to_do_about_the_terminal() {
        let mut out = Vec::new();
        let restored = Err(io::Error::other("gone"));
        let state = Path::new("/home/x/enroll");
        report(
            &mut out,
            "src/a.rs:1:2",
            state,
            restored,
            &Backtrace::disabled(),
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();
        for part in ["src/a.rs:1:2", "/home/x/enroll", "gone", "`reset`"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text.lines().count(), 3);
    }
}
