//! The faults there are, one row each: what it is called, what it does, how its settings are written and read.

use std::time::Duration;

use strum::EnumString;

use super::error::{closest, question};
use super::table::{Found, Located, Table};
use super::{How, Meddle, When};
use crate::said::{Label, Said, label, pair, say};
use crate::sandbox::Operation;

/// A `Retry-After` header, in seconds from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// Written as a number.
    Seconds(u32),
    /// Written as an HTTP date, by the gateway's clock.
    Date(u32),
}

/// Which items of a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pick {
    /// All.
    All,
    /// Each with this probability, 0 to 1.
    Share(f64),
    /// Those from the middle of the batch on.
    LatterHalf,
}

/// How the rows of a search have moved between two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum Shift {
    /// A newer row has come: one row is seen twice.
    Inserted,
    /// A newer row is gone: one row is never seen.
    Deleted,
}

/// One kind of fault, described.
#[derive(Debug)]
pub struct Kind {
    /// Its name in a scenario.
    pub name: &'static str,
    /// What it does.
    pub about: Label,
    /// The keys that belong to it, with their meaning, if it has any.
    pub keys: Option<Label>,
    /// Keys of a rule by which the fault can be seen at work; the fault matrix plays it.
    pub example: &'static str,
    /// The operations it can work on.
    operations: &'static [Operation],
    /// Whether the reply arrives that was to be given, however late or strange its form.
    replies: bool,
    /// Takes its settings from the table of a rule.
    pub(super) read: fn(&mut Table<'_>) -> Result<Fault, Located>,
}

type Read = fn(&mut Table<'_>) -> Result<Fault, Located>;

/// A kind without settings that works on every operation and lets the reply arrive.
const fn kind(name: &'static str, about: Label, read: Read) -> Kind {
    Kind {
        name,
        about,
        keys: None,
        example: "",
        operations: Operation::ALL,
        replies: true,
        read,
    }
}

/// What works on the entries of a batch's reply.
const BATCHES: &[Operation] = &[Operation::BatchCreateDevices];
/// Where devices are looked at.
const LOOKUPS: &[Operation] = &[Operation::SearchDevices, Operation::GetDevice];
/// Where an undo names a device.
const NAMING: &[Operation] = &[
    Operation::SearchDevices,
    Operation::GetDevice,
    Operation::DeleteDevice,
];
const SEARCHES: &[Operation] = &[Operation::SearchDevices, Operation::SearchProducts];

/// Makes, from one table, the enum of the faults and the descriptions of their kinds.
///
/// A row is the fault, its name, its words, how it is read when it has settings, and what else it does not share
/// with most.
macro_rules! faults {
    ($(
        $(#[doc = $doc:literal])+
        $fault:ident $(($setting:ty))? $({ $($(#[doc = $about:literal])+ $field:ident: $type:ty,)+ })?
            => $name:literal, $what:literal $what_zh:literal
                $(, |$table:ident| $read:expr)?
                $(, $further:ident = $value:expr)*;
    )+) => {
        /// What goes wrong with one request.
        ///
        /// Those of the link and of the reply's form work on every operation. "Acted" means: what was asked for
        /// is done, and only then the reply suffers.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Fault {
            $(
                $(#[doc = $doc])+
                $fault $(($setting))? $({ $($(#[doc = $about])+ $field: $type,)+ })?,
            )+
        }

        impl Fault {
            /// Every kind of fault, in the order of the help text.
            pub const KINDS: &[Kind] = &[$(
                Kind {
                    $($further: $value,)*
                    ..kind($name, Label::new($what, $what_zh), faults!(@read $fault $(|$table| $read)?))
                },
            )+];

            /// Its row.
            fn kind(&self) -> &'static Kind {
                match self {
                    $(Self::$fault { .. } => const {
                        &Kind {
                            $($further: $value,)*
                            ..kind($name, Label::new($what, $what_zh), faults!(@read $fault $(|$table| $read)?))
                        }
                    },)+
                }
            }
        }
    };
    (@read $fault:ident) => { |_| Ok(Fault::$fault) };
    (@read $fault:ident |$table:ident| $read:expr) => { |$table| $read };
}

impl Fault {
    /// Its kind's name in a scenario.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind().name
    }

    /// The operations it can work on.
    #[must_use]
    pub fn operations(&self) -> &'static [Operation] {
        self.kind().operations
    }

    /// Whether the reply arrives that was to be given, however late or strange its form.
    pub(in crate::sandbox) fn replies(&self) -> bool {
        self.kind().replies
    }
}

faults! {
    /// Acted at once; the reply comes this much later.
    Delay(Duration) => "delay", "acts; the reply comes later" "照常执行，响应延迟",
        |table| time(table).map(Fault::Delay),
        keys = Some(Label::data("time = \"200ms\"")), example = "time = \"100ms\"";
    /// Acted only after this time, even when the client has given up by then.
    ActLate(Duration) => "act-late", "acts only later, even if the client has given up by then"
        "推迟执行，即使客户端届时已放弃",
        |table| time(table).map(Fault::ActLate),
        keys = Some(Label::data("time = \"200ms\"")), example = "time = \"100ms\"";
    /// Acted; the reply's body comes in small pieces over this time.
    SlowBody(Duration) => "slow-body", "acts; the reply comes in small pieces" "照常执行，响应分小块到达",
        |table| time(table).map(Fault::SlowBody),
        keys = Some(Label::data("time = \"200ms\"")), example = "time = \"100ms\"";
    /// The connection is broken off before the body is read; not acted.
    Refuse => "refuse", "closes the connection without reading the request" "不读取请求就断开连接",
        replies = false;
    /// The connection is reset once the whole request is read; not acted.
    Reset => "reset", "reads the request, does nothing, resets the connection"
        "读取请求，不执行，重置连接", replies = false;
    /// Acted; the connection is reset before the first byte of the reply.
    DropReply => "drop-reply", "acts; resets the connection instead of replying" "照常执行，不响应而重置连接",
        replies = false;
    /// Acted; half of the promised body arrives, then the connection ends.
    CutReply => "cut-reply", "acts; ends the connection after half of the reply" "照常执行，响应发出一半后断开连接",
        replies = false;
    /// Acted; the body is not JSON, by one character.
    MalformedJson => "malformed-json", "acts; the reply fails to be JSON by one character"
        "照常执行，响应因一个字符之差不是 JSON", replies = false;
    /// Acted; the body is half of the JSON, under its own right length.
    TruncatedJson => "truncated-json", "acts; the reply is half of the JSON, with a matching length"
        "照常执行，响应只有一半 JSON，长度与之相符", replies = false;
    /// Acted; the body is right and says that it is `text/plain`.
    WrongContentType => "wrong-content-type", "acts; the reply says text/plain" "照常执行，响应声明为 text/plain";
    /// An error page in HTML instead of the reply.
    HtmlPage {
        /// The HTTP status, 200 to 599.
        status: u16,
        /// Whether the request was acted upon.
        acted: bool,
    } => "html-page", "an HTML page instead of the reply" "以 HTML 页面代替响应",
        |table| Ok(Fault::HtmlPage {
            status: table.or("status", 200, |status| status.number(200, 599))?,
            acted: acted(table)?,
        }),
        keys = Some(Label::data("status = 200, acted = false")),
        replies = false;
    /// The gateway in front answers with an HTTP error.
    Status {
        /// The HTTP status, 400 to 599.
        status: u16,
        /// Whether the request was acted upon.
        acted: bool,
        /// The `Retry-After` header, if there is one.
        retry_after: Option<RetryAfter>,
    } => "status", "an HTTP error from the gateway in front" "前置网关返回 HTTP 错误",
        |table| Ok(Fault::Status {
            status: table.need("status", "503")?.number(400, 599)?,
            acted: acted(table)?,
            retry_after: retry_after(table)?,
        }),
        keys = Some(label!(
            "status = 503, acted = false, retry_after = 2 (seconds) or retry_at = 2 (the same, as a date)",
            "status = 503, acted = false, retry_after = 2（秒）或 retry_at = 2（同上，写成日期）"
        )),
        example = "status = 503",
        replies = false;
    /// The token expires before the request is looked at.
    TokenExpired => "token-expired", "the token expires; the request is refused" "Access Token 过期，请求被拒绝";
    /// Another program gets a new token before the request is looked at; a client that asks is given that one.
    TokenRenewed => "token-renewed", "another program renews the token; the request is refused"
        "其他程序刷新 Access Token，请求被拒绝";
    /// The whole request is answered with a code of EnOS, and with no data.
    Code {
        /// The code, for instance 99504.
        code: i64,
        /// Whether the request was acted upon.
        acted: bool,
    } => "code", "the whole request is answered with an EnOS code" "整个请求返回 EnOS 错误码",
        |table| Ok(Fault::Code { code: code(table, "99504")?, acted: acted(table)? }),
        keys = Some(Label::data("code = 99504, acted = false")), example = "code = 99504",
        operations = Operation::SIGNED,
        replies = false;
    /// Batch Create: some items are answered with a code of EnOS.
    FailItems {
        /// The code, for instance 11714.
        code: i64,
        /// Whether they were made all the same.
        acted: bool,
        /// Which items. A rule with a key pattern takes only those that match, too.
        pick: Pick,
    } => "fail-items", "some items of a batch are answered with an EnOS code" "批次中的部分条目返回 EnOS 错误码",
        |table| Ok(Fault::FailItems {
            code: code(table, "11714")?,
            acted: acted(table)?,
            pick: pick(table)?,
        }),
        keys = Some(label!(
            "code = 11714, acted = false, share = 0.5 or latter_half = true (neither: all)",
            "code = 11714, acted = false, share = 0.5 或 latter_half = true（都没有：全部）"
        )),
        example = "code = 11714, share = 0.5",
        operations = BATCHES;
    /// Batch Create: acted; the entries come in another order.
    ShuffleItems => "shuffle-items", "acts; the entries of the reply come in another order"
        "照常执行，响应中的条目顺序改变", operations = BATCHES;
    /// Batch Create: acted; the entry in the middle is left out.
    MissingItem => "missing-item", "acts; an entry of the reply is left out" "照常执行，响应缺少一个条目",
        operations = BATCHES;
    /// Batch Create: acted; in the middle stands an entry for a device nobody asked for.
    ExtraItem => "extra-item", "acts; the reply has an entry nobody asked for" "照常执行，响应中有一个未请求的条目",
        operations = BATCHES;
    /// Batch Create: acted; `successSize` and `totalSize` do not fit the entries.
    WrongCounts => "wrong-counts", "acts; successSize and totalSize do not match the entries"
        "照常执行，successSize 和 totalSize 与条目不符", operations = BATCHES;
    /// Search Devices and Get Device: no device that was made through the API is seen.
    Stale => "stale", "searches and Get Device do not show what was created through the API"
        "搜索设备和获取设备查不到通过 API 创建的设备",
        example = "from_batch = 2, times = 2",
        operations = LOOKUPS;
    /// Searches: on every page but the first the rows have moved since the page before.
    ShiftPages(Shift) => "shift-pages", "rows move between the pages of a search" "搜索翻页之间，数据行移位",
        |table| shift(table).map(Fault::ShiftPages),
        keys = Some(label!("by = \"inserted\" or \"deleted\"", "by = \"inserted\" 或 \"deleted\"")),
        example = "by = \"inserted\", from_batch = 2",
        operations = SEARCHES;
    /// Acted; somebody else does something to the devices that the request names. Such a rule is followed
    /// besides another.
    Meddle(Meddle) => "meddle", "acts; somebody else does something to the devices it names: tag, describe, \
        locale, rename, attribute, activate, online, offline, measure, event, feature, attribute-time, update, \
        delete or remake"
        "照常执行；他人对请求中的设备执行以下之一：tag、describe、locale、rename、attribute、activate、online、\
        offline、measure、event、feature、attribute-time、update、delete、remake",
        |table| meddle(table).map(Fault::Meddle),
        keys = Some(label!(
            "how = \"tag\", when = \"before\" or \"after\" the act, share = 1.0",
            "how = \"tag\", when = \"before\" 或 \"after\"（执行之前或之后）, share = 1.0"
        )),
        example = "how = \"tag\", operation = \"get-device\", keys = \"*3\"",
        operations = NAMING;
}

/// Reads the fault of a rule, and the settings that belong to its kind.
pub(super) fn read(table: &mut Table<'_>) -> Result<Fault, Located> {
    let found = table.need("fault", "\"drop-reply\"")?;
    let name = found.text(&pair!(
        "the name of a fault such as \"drop-reply\"",
        "故障名称，例如 \"drop-reply\""
    ))?;
    if let Some(kind) = Fault::KINDS.iter().find(|kind| kind.name == name) {
        return (kind.read)(table);
    }
    let names: Vec<&str> = Fault::KINDS.iter().map(|kind| kind.name).collect();
    let message = say!(
        "there is no fault `{name}`; the faults are {names}{question}",
        "没有名为 `{name}` 的故障；可用的有 {names}{question}",
        name,
        names = Said::list(names.iter().map(Said::data)),
        question = question(closest(name, &names))
    );
    Err(Located::new(found.at, message))
}

fn time(table: &mut Table<'_>) -> Result<Duration, Located> {
    table.need("time", "\"200ms\"")?.time()
}

fn acted(table: &mut Table<'_>) -> Result<bool, Located> {
    table.or("acted", false, Found::truth)
}

fn code(table: &mut Table<'_>, like: &str) -> Result<i64, Located> {
    let found = table.need("code", like)?;
    let code = found.integer().filter(|code| *code != 0);
    code.ok_or_else(|| {
        found.wrong(&pair!(
            "an EnOS code such as 11714",
            "EnOS 的错误码，例如 11714"
        ))
    })
}

fn retry_after(table: &mut Table<'_>) -> Result<Option<RetryAfter>, Located> {
    let seconds = |found: Found<'_>| found.number(0, u32::MAX.into());
    match table.either(
        "retry_after",
        "retry_at",
        &pair!("are two forms of the same header", "是同一响应头的两种写法"),
    )? {
        (Some(after), _) => seconds(after).map(RetryAfter::Seconds).map(Some),
        (None, Some(at)) => seconds(at).map(RetryAfter::Date).map(Some),
        (None, None) => Ok(None),
    }
}

fn pick(table: &mut Table<'_>) -> Result<Pick, Located> {
    match table.either(
        "share",
        "latter_half",
        &pair!("both choose items", "都用来选择条目"),
    )? {
        (Some(share), _) => share.share().map(Pick::Share),
        (None, Some(half)) if half.truth()? => Ok(Pick::LatterHalf),
        (None, _) => Ok(Pick::All),
    }
}

fn shift(table: &mut Table<'_>) -> Result<Shift, Located> {
    let found = table.need("by", "\"inserted\"")?;
    found.choice(&pair!(
        "\"inserted\" or \"deleted\"",
        "\"inserted\" 或 \"deleted\""
    ))
}

fn meddle(table: &mut Table<'_>) -> Result<Meddle, Located> {
    let names: Vec<&str> = How::ALL.iter().map(|how| how.name()).collect();
    let names = Said::list(names.iter().map(Said::data));
    let like = say!("one of {names}", "以下之一：{names}", names);
    Ok(Meddle {
        how: table.need("how", "\"tag\"")?.choice(&like)?,
        when: table.or("when", When::Before, |when| {
            when.choice(&pair!("\"before\" or \"after\"", "\"before\" 或 \"after\""))
        })?,
        share: table.or("share", 1.0, Found::share)?,
    })
}
