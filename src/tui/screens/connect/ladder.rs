//! A connection step by step: what it needs, or what a test has found.

use ratatui::style::Style;
use strum::VariantArray as _;

use super::link::Test;
use super::{State, needs};
use crate::connect::Target;
use crate::enos::{Check, Finding};
use crate::said::{Said, label, pair, say};
use crate::store::Profile;
use crate::tui::shared::{ConnectRequest, Shared};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::text::{pad, width};
use crate::words::{self, Verdict, ago};

/// Cells of the name of a step.
const NAME: usize = 13;
/// Where a pane is narrower, sentences begin under the name.
const NARROW: usize = 52;
/// What stands before them there.
const UNDER: &str = "    ";

/// When the gateway was tested, for the title.
pub(super) fn tested(state: &State, shared: &Shared, of: &ConnectRequest) -> Said {
    match state.tests.get(of.label()) {
        Some(Test::UnderWay) => pair!("testing", "正在测试"),
        Some(Test::Done(at, _)) => {
            let ago = ago(*at, shared.now);
            say!("tested {ago}", "{ago}测试", ago)
        }
        None => pair!("not tested yet", "尚未测试"),
    }
}

/// What is told of a gateway: what the last test found, else what a connection needs.
pub(super) fn lines<'a>(
    state: &State,
    shared: &Shared,
    of: &'a ConnectRequest,
    wide: u16,
) -> Lines<'a> {
    let theme = shared.theme;
    let plain = Style::new();
    let mut lines = Lines::new(theme, wide);
    let profile = match &of.target {
        Target::Sandbox { .. } => None,
        Target::Profile { profile, .. } | Target::Gateway(profile) => Some(&**profile),
    };
    match state.tests.get(of.label()) {
        Some(Test::UnderWay) => {
            let word = label!("Testing the connection.", "正在测试连接。");
            let sign = (theme.sign(Sign::Sending), theme.busy());
            lines.behind(&[sign, (" ", plain)], &word.to(theme.lang), plain);
            lines.blank();
            if profile.is_some() {
                wanted(theme, profile, &mut lines);
            }
        }
        Some(Test::Done(_, Ok(verdicts))) => rungs(theme, verdicts, &mut lines),
        Some(Test::Done(_, Err(reason))) => {
            let sign = (theme.sign(Sign::Bad), theme.bad());
            lines.behind(&[sign, (" ", plain)], &reason.to(theme.lang), plain);
            lines.blank();
            wanted(theme, profile, &mut lines);
        }
        None if profile.is_none() => sandbox(shared, &mut lines),
        None => wanted(theme, profile, &mut lines),
    }
    lines
}

/// The first use: what the sandbox is, and what a real EnOS needs.
fn sandbox(shared: &Shared, lines: &mut Lines<'_>) {
    let theme = shared.theme;
    let what = pair!(
        "The built-in gateway, for practice: nothing leaves this machine.",
        "内置的 API 网关，用于练习：数据不会离开本机。"
    );
    lines.told(&what, Style::new());
    lines.way(shared.key("connect.use"), &pair!("work here", "在此工作"));
    lines.way(
        shared.key("connect.test"),
        &pair!("test it, as a real one is tested", "像真实网关一样测试"),
    );
    lines.way(
        shared.key("connect.add"),
        &pair!("add a real EnOS", "添加真实的 EnOS"),
    );
    lines.blank();
    let needs = pair!("A real EnOS needs:", "真实的 EnOS 需要：");
    lines.told(&needs, theme.strong());
    wanted(theme, None, lines);
}

/// A step's number, sign and name, before what is told of it.
fn behind(
    lines: &mut Lines<'_>,
    theme: Theme,
    (nth, check): (usize, Check),
    (sign, style): (Sign, Style),
    (text, text_style): (&str, Style),
) {
    let plain = Style::new();
    let nth = format!("{nth} ");
    let name = words::check(check);
    let name = format!(" {}", pad(&name.to(theme.lang), NAME));
    let name_style = if sign == Sign::Bad {
        style
    } else {
        Style::new()
    };
    let lead = [
        (&*nth, theme.muted()),
        (theme.sign(sign), style),
        (&*name, name_style),
    ];
    if lines.wide() < NARROW && width(text) + NAME + 4 > lines.wide() {
        let lead = lead.map(|(text, style)| (text.to_owned(), style));
        lines.line(lead).behind(&[(UNDER, plain)], text, text_style);
    } else {
        lines.behind(&lead, text, text_style);
    }
}

/// What each step needs, with what the profile gives, and where it is found.
fn wanted(theme: Theme, profile: Option<&Profile>, lines: &mut Lines<'_>) {
    let steps = Check::VARIANTS.iter();
    let steps = steps.filter_map(|check| Some((*check, needs::of(*check)?)));
    for (nth, (check, need)) in steps.enumerate() {
        let step = (nth + 1, check);
        let ready = (Sign::Ready, theme.muted());
        let given = profile.map(|profile| needs::given(check, profile));
        let need = need.to(theme.lang);
        match given.filter(|given| !given.is_empty()) {
            None => behind(lines, theme, step, ready, (&need, theme.muted())),
            Some(given) => {
                behind(lines, theme, step, ready, (&given, Style::new()));
                let under = if lines.wide() < NARROW {
                    UNDER.to_owned()
                } else {
                    " ".repeat(NAME + 4)
                };
                lines.behind(&[(&under, Style::new())], &need, theme.muted());
            }
        }
    }
}

/// What the test has found. What waits for a broken step says for which.
fn rungs(theme: Theme, verdicts: &[Verdict], lines: &mut Lines<'_>) {
    let plain = Style::new();
    // What is not set, or not told, is no step here.
    let is_step = |verdict: &&Verdict| {
        let beside = matches!(verdict.check, Check::Proxy | Check::Clock);
        !(beside && matches!(verdict.result, Finding::Skipped(_)))
    };
    let steps: Vec<_> = verdicts.iter().filter(is_step).collect();
    let failed = |verdict: &&Verdict| matches!(verdict.result, Finding::Failed(_));
    let broken = steps.iter().position(failed).map(|nth| nth + 1);
    for (nth, verdict) in steps.iter().enumerate() {
        let (sign, text) = match &verdict.result {
            Finding::Passed(text) => ((Sign::Ok, theme.ok()), text),
            Finding::Warned(text) => ((Sign::Doubt, theme.doubt()), text),
            Finding::Failed(text) => ((Sign::Bad, theme.bad()), text),
            Finding::Skipped(text) => ((Sign::None, theme.muted()), text),
        };
        let step = (nth + 1, verdict.check);
        match broken.filter(|_| !verdict.tried) {
            None => behind(lines, theme, step, sign, (&text.to(theme.lang), plain)),
            Some(broken) => {
                let waits = match verdict.check {
                    Check::RsaPair => say!(
                        "waits for {broken}; needed for secrets only",
                        "等待第 {broken} 步；仅用于密钥"
                    ),
                    _ => say!("waits for {broken}", "等待第 {broken} 步"),
                };
                let waits = waits.to(theme.lang);
                behind(lines, theme, step, sign, (&waits, theme.muted()));
            }
        }
    }
}
