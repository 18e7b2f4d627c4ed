//! `enroll codes`: EnOS's codes, what each means and what to do.

use std::io::{self, Write};

use super::exit::{Exit, Stop};
use super::print;
use crate::enos::codes::{self, Code};

/// Prints the catalogue.
pub fn run() -> Result<Exit, Stop> {
    print::results(print).map(|()| Exit::Done)
}

fn print(to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "EnOS's codes\n")?;
    section(to, codes::all())?;
    writeln!(to, "HTTP statuses that come without one\n")?;
    section(to, codes::all_http())
}

fn section(to: &mut dyn Write, codes: impl IntoIterator<Item = &'static Code>) -> io::Result<()> {
    for Code {
        code,
        title,
        meaning,
        remedy,
        ..
    } in codes
    {
        writeln!(
            to,
            "{code:>5}  {title}\n       {meaning}\n       {remedy}\n"
        )?;
    }
    Ok(())
}
