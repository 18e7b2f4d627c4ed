//! `enroll codes`: EnOS's codes, what each means and what to do.

use std::io::{self, Write};

use super::exit::{Exit, Stop};
use super::print;
use super::tell::LANG;
use crate::provision::text::quoted;
use crate::said::{pair, say};
use crate::words::codes::{self, Explanation};

pub(super) const HELP: &str = "\
Without CODE all are listed. A number is looked up among EnOS's codes and among the HTTP statuses
that come without one; HTTP404 means the status alone.

Examples:
  enroll codes
  enroll codes 11702
  enroll codes 99206 -1 HTTP504

Exit codes:
  0  every code is known
  1  some are in none of EnOS's public documents
  2  something given is no code: nothing was looked up
";

/// Arguments of `codes`.
#[derive(Debug, clap::Args)]
pub(super) struct CodesArgs {
    /// Only these: EnOS's codes, as in results and messages, or HTTP statuses
    #[arg(value_name = "CODE", allow_negative_numbers = true)]
    pub codes: Vec<String>,
}

/// Prints the catalogue, or what was asked for of it.
pub(super) fn run(args: &CodesArgs) -> Result<Exit, Stop> {
    if args.codes.is_empty() {
        return print::results(all).map(|()| Exit::Done);
    }
    let asked = args.codes.iter().map(|text| Asked::read(text));
    let asked = asked.collect::<Result<Vec<_>, _>>()?;
    print::results(|to| asked.iter().try_for_each(|asked| asked.print(to)))?;
    Ok(if asked.iter().all(Asked::is_known) {
        Exit::Done
    } else {
        Exit::SomeFailed
    })
}

fn all(to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "{}\n", say!("EnOS's codes", =).to(LANG))?;
    codes::all().try_for_each(|(code, means)| entry(to, "", code, means))?;
    let statuses = say!("HTTP statuses that come without one", =);
    writeln!(to, "{}\n", statuses.to(LANG))?;
    codes::all_http().try_for_each(|(code, means)| entry(to, "", code, means))
}

fn entry(to: &mut dyn Write, before: &str, code: i64, means: &Explanation) -> io::Result<()> {
    let Explanation {
        title,
        meaning,
        remedy,
    } = means;
    writeln!(to, "{before}{code:>5}  {}", title.to(LANG))?;
    writeln!(
        to,
        "       {}\n       {}\n",
        meaning.to(LANG),
        remedy.to(LANG)
    )
}

/// A number that somebody has met.
struct Asked {
    number: i64,
    /// As one of EnOS's codes.
    code: Option<&'static Explanation>,
    /// As an HTTP status.
    status: Option<&'static Explanation>,
    is_status: bool,
}

impl Asked {
    fn read(text: &str) -> Result<Self, Stop> {
        let bare = text.trim();
        let head = bare
            .get(..4)
            .filter(|head| head.eq_ignore_ascii_case("http"));
        let digits = bare.get(head.map_or(0, str::len)..).unwrap_or_default();
        let is_status = head.is_some();
        let number: i64 = digits.trim_start().parse().map_err(|_| {
            Stop::input(say!(
                "{text} is no code: give a number as EnOS sends it, such as 11702, or an HTTP status, such as HTTP404", =,
                text = quoted(text)
            ))
        })?;
        Ok(Self {
            number,
            code: codes::code(number).filter(|_| !is_status),
            status: u16::try_from(number).ok().and_then(codes::http),
            is_status,
        })
    }

    fn is_known(&self) -> bool {
        self.code.or(self.status).is_some()
    }

    fn print(&self, to: &mut dyn Write) -> io::Result<()> {
        if let Some(code) = self.code {
            entry(to, "", self.number, code)?;
        }
        if let Some(status) = self.status {
            entry(to, "HTTP", self.number, status)?;
        }
        if self.is_known() {
            return Ok(());
        }
        let what = if self.is_status { "HTTP" } else { "" };
        let unknown = Explanation {
            title: pair!("Unknown", =),
            meaning: pair!(
                "EnOS's public documentation does not list this code, so what it says of a \
                 device is looked up, never believed.", =
            ),
            remedy: pair!(
                "Read EnOS's words; if they do not help, give EnOS support the code and the request id.", =
            ),
        };
        entry(to, what, self.number, &unknown)
    }
}
