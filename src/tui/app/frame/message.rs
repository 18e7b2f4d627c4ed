//! The rule above the keys: what was said last, and where in its list one is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::said::{Said, say};
use crate::tui::app::Model;
use crate::tui::contract::Notice;
use crate::tui::shared::{LinkState, Load, Place, Reach, ScreenId, Waits};
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::Hit;
use crate::tui::widgets::text::{truncate, width};
use crate::tui::widgets::write::Pen;
use crate::words::{PRODUCTS, ago, lasting};

/// A message as it is shown: its sign and how that looks, the sentence.
type Message = (&'static str, Style, Said);

/// Writes the message onto the rule, `position` at the right. Where the sentence is too long the key follows that
/// shows it whole; gives where that is.
pub(in crate::tui::app) fn draw(
    model: &Model,
    position: &Said,
    rule: Rect,
    buf: &mut Buffer,
) -> Vec<Hit> {
    let theme = model.shared.theme;
    let mut wide = rule.width;
    let position = position.to(theme.lang);
    let tail = u16::try_from(width(&position)).unwrap_or(0) + 4;
    if !position.is_empty() && tail < wide {
        let mut pen = Pen::new(rule, buf);
        pen.skip_to_right(usize::from(tail) - 1);
        pen.write(&format!(" {position} "), theme.muted());
        wide -= tail;
    }
    let Some((sign, style, text)) = message(model) else {
        return Vec::new();
    };
    let line = Rect {
        x: rule.x + 1.min(rule.width),
        width: wide.saturating_sub(2),
        ..rule
    };
    let text = text.to(theme.lang);
    let lead = if sign.is_empty() { 1 } else { 3 };
    let mut pen = Pen::new(line, buf);
    let write = |pen: &mut Pen<'_>, text: &str, look| {
        pen.write(" ", Style::new());
        if !sign.is_empty() {
            pen.write(&format!("{sign} "), style);
        }
        pen.write(text, look);
        pen.write(" ", Style::new());
    };
    let look = if sign.is_empty() { style } else { theme.text() };
    if width(&text) + lead < usize::from(line.width) {
        write(&mut pen, &text, look);
        return Vec::new();
    }
    let key = model.key_below("messages");
    let more = say!("{key} more", "{key} 更多").to(theme.lang).into_owned();
    let room = usize::from(line.width).saturating_sub(lead + width(&more) + 2);
    write(&mut pen, &truncate(&text, room), look);
    let area = pen.write(&more, theme.accent());
    pen.write(" ", Style::new());
    vec![Hit::command(area, "messages")]
}

fn message(model: &Model) -> Option<Message> {
    let theme = model.shared.theme;
    if let Some(Notice { text, bad }) = &model.notice {
        let (sign, style) = if *bad {
            (theme.sign(Sign::Bad), theme.bad())
        } else {
            (theme.sign(Sign::Ok), theme.ok())
        };
        return Some((sign, style, text.clone()));
    }
    standing(model)
}

/// What is true for as long as nothing else is said: the most urgent first.
pub(in crate::tui::app) fn standing(model: &Model) -> Option<Message> {
    let shared = &model.shared;
    let theme = shared.theme;
    let doubt = |text| Some((theme.sign(Sign::Doubt), theme.doubt(), text));
    let hint = |text| Some(("", theme.muted(), text));
    if model.place_below() == Place::Find {
        let [begin, all] = ["products.use-found", "products.all"].map(|id| model.key_below(id));
        if !model.screens.products.found_some() {
            return hint(say!("{all} shows all products.", "{all} 显示全部产品。"));
        }
        return hint(say!(
            "{begin} starts a device of the selected product, {all} shows all.",
            "{begin} 用所选产品新建设备，{all} 显示全部。"
        ));
    }
    let LinkState {
        label,
        reach,
        waits,
        ..
    } = &shared.link;
    if let Some(waits) = waits {
        return doubt(waiting(label, waits));
    }
    match (reach, &shared.loading.products, shared.catalogue.kept_at) {
        (Reach::Down(reason), ..) => {
            let down = say!("not connected: {reason}", "未连接：{reason}", reason);
            Some((theme.sign(Sign::Bad), theme.bad(), down))
        }
        (_, Load::Failed(reason), Some(kept_at)) => {
            let ago = ago(kept_at, shared.now);
            doubt(say!(
                "Products from {ago}: {reason}",
                "产品列表是 {ago}的：{reason}",
                ago,
                reason
            ))
        }
        _ if shared.catalogue.more && shared.screen == ScreenId::Products => doubt(say!(
            "the gateway lists more than {listed}; these are the first",
            "API 网关上不止 {listed}，这里只列出最前面的",
            listed = PRODUCTS.count(shared.catalogue.products().len())
        )),
        (Reach::Up, ..) if !shared.is_live() && shared.queue.is_empty() => {
            let key = model.key_below("go.connect");
            hint(say!(
                "Built-in sandbox: nothing leaves this machine. {key} connects to EnOS.",
                "内置沙箱：数据不会离开本机。按 {key} 连接真实的 EnOS。"
            ))
        }
        _ => None,
    }
}

fn waiting(label: &str, waits: &Waits) -> Said {
    let Waits {
        call,
        so_far,
        at_most,
    } = waits;
    let [so_far, at_most] = [so_far, at_most].map(|time| lasting(*time));
    say!(
        "Waiting for {label}: {call}, {so_far} so far, at most {at_most}.",
        "等待 {label}：{call}，已等 {so_far}，最多 {at_most}。",
        call,
        so_far,
        at_most
    )
}
