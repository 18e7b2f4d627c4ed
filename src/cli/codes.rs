//! `enroll codes`: EnOS's codes, what each means and what to do.

use std::io::{self, Write};

use super::exit::{Exit, Stop};
use super::print;
use super::tell;
use crate::exchange::Reader;
use crate::provision::cells::wrapped;
use crate::provision::text::quoted;
use crate::said::{pair, say};
use crate::words::codes::{self, Explanation};

/// Arguments of `codes`.
#[derive(Debug, clap::Args)]
pub(super) struct CodesArgs {
    /// Only these codes: EnOS's, as in results and messages, or HTTP statuses
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
    writeln!(
        to,
        "{}\n",
        say!("EnOS's codes", "EnOS 错误码").to(tell::lang())
    )?;
    codes::all().try_for_each(|(code, means)| entry(to, "", code, means))?;
    let statuses = say!(
        "HTTP statuses that come without one",
        "不带错误码的 HTTP 状态码"
    );
    writeln!(to, "{}\n", statuses.to(tell::lang()))?;
    codes::all_http().try_for_each(|(code, means)| entry(to, "", code, means))
}

fn entry(to: &mut dyn Write, before: &str, code: i64, means: &Explanation) -> io::Result<()> {
    let Explanation {
        title,
        meaning,
        remedy,
    } = means;
    writeln!(to, "{before}{code:>5}  {}", title.to(tell::lang()))?;
    let Reader { lang, wide } = tell::reader();
    let room = wide.map_or(usize::MAX, |wide| {
        usize::from(wide).saturating_sub(7).max(20)
    });
    for said in [meaning, remedy] {
        for line in wrapped(&said.to(lang), room) {
            writeln!(to, "       {line}")?;
        }
    }
    writeln!(to)
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
            Stop::input(say!("{text} is not a code: give a number as EnOS sends it, such as 11702, or an HTTP status, such as HTTP404", "{text} 不是错误码：给出 EnOS 返回的数字（如 11702），或 HTTP 状态码（如 HTTP404）",
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
            title: pair!("Unknown", "未知"),
            meaning: pair!(
                "EnOS's public documentation does not list this code, so enroll never relies on what it says about a device: it looks the device up.",
                "EnOS 公开文档未列出此错误码，因此 enroll 从不凭它下结论，而是查询设备。"
            ),
            remedy: pair!(
                "Read EnOS's message; if it does not help, give EnOS support the code and the request id.",
                "查看 EnOS 的错误信息；若仍无法解决，将错误码和请求 ID 提供给 EnOS 技术支持。"
            ),
        };
        entry(to, what, self.number, &unknown)
    }
}
