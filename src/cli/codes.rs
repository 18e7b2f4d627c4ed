//! `enroll codes`: EnOS's codes, what each means and what to do.

use std::io::{self, Write};

use super::exit::{Exit, Stop};
use crate::enos::codes::{self, Code};

/// Prints the catalogue.
pub fn run() -> Result<Exit, Stop> {
    match print(&mut io::stdout().lock()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::input(error)),
        _ => Ok(Exit::Done),
    }
}

fn print(to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "EnOS's codes\n")?;
    section(to, codes::all())?;
    writeln!(to, "HTTP statuses that come without one\n")?;
    section(to, codes::all_http())
}

fn section(to: &mut impl Write, codes: impl IntoIterator<Item = &'static Code>) -> io::Result<()> {
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
