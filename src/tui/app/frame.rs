//! The frame round every screen: where one is writing, the message line, what can be done now.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Model, registry};
use crate::said::{Label, Said, label, say};
use crate::tui::contract::{Notice, Overlay, Spec};
use crate::tui::shared::{Load, Place, Reach, ScreenId, Waits};
use crate::tui::widgets::hit::{Click, Hit};
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::Pen;
use crate::words::{ago, lasting};

/// What the tabs need when only the present one is written out.
const TABS_AT_LEAST: usize = 25;

/// Draws the line at the top; gives where the screens are called.
pub(super) fn draw_header(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = model.shared.theme;
    let lang = theme.lang;
    let mut pen = Pen::new(area, buf);
    pen.write(" enroll  ", theme.strong());
    let label = &model.shared.link.label;
    match &model.shared.link.reach {
        Reach::Up => {
            pen.write(&format!(" {label} "), theme.selected());
            let org_id = model
                .shared
                .about()
                .map_or("", |about| about.site.org_id.as_str());
            // Where all cannot be shown, the screens go first: Connect shows the organisation too.
            if usize::from(pen.room()) > width(org_id) + TABS_AT_LEAST {
                pen.write(&format!(" {org_id}  "), theme.dim());
            }
        }
        Reach::Trying => {
            let trying = say!("{label}: connecting", "{label}：连接中");
            pen.write(&trying.to(lang), theme.hint());
            pen.write("  ", theme.hint());
        }
        Reach::Down(_) => {
            let down = say!("{label}: not connected", "{label}：未连接");
            pen.write(&down.to(lang), theme.bad());
            pen.write("  ", theme.bad());
        }
    }
    let tabs = TABS.map(|(screen, go, name)| {
        let key = model.shared.key(go);
        (screen, go, key, tab(model, screen, key, name))
    });
    let wide: usize = tabs.iter().map(|(.., tab)| width(tab) + 2).sum();
    let short = wide > usize::from(pen.room());
    let shown = tabs.each_ref().map(|(screen, _, key, tab)| {
        let named = !short || *screen == model.shared.screen;
        if named { tab } else { *key }
    });
    pen.skip_to_right(width(&shown.join("  ")));
    let mut hits = Vec::new();
    for (nth, ((screen, go, ..), text)) in tabs.iter().zip(shown).enumerate() {
        if nth > 0 {
            pen.write("  ", Style::new());
        }
        let here = *screen == model.shared.screen;
        let area = pen.write(text, if here { theme.strong() } else { theme.dim() });
        let click = Click::Command(go);
        hits.push(Hit { area, click });
    }
    hits
}

/// The screens that the top line names, with the commands that go there.
const TABS: [(ScreenId, &str, Label); 5] = [
    (
        ScreenId::Products,
        "go.products",
        label!("Products", "产品"),
    ),
    (ScreenId::Device, "go.device", label!("Device", "设备")),
    (ScreenId::Queue, "go.queue", label!("Queue", "队列")),
    (ScreenId::Results, "go.results", label!("Results", "结果")),
    (ScreenId::Connect, "go.connect", label!("Connect", "连接")),
];

/// A screen by its key and name, with what the last word on it is.
fn tab(model: &Model, screen: ScreenId, key: &str, name: Label) -> String {
    let lang = model.shared.theme.lang;
    let name = name.to(lang);
    match (screen, model.shared.queue.len(), &model.shared.runs.running) {
        (ScreenId::Queue, waiting @ 1.., _) => format!("{key} {name} {waiting}"),
        (ScreenId::Results, _, Some(running)) => {
            format!("{key} {name} {}", running.word().to(lang))
        }
        _ => format!("{key} {name}"),
    }
}

/// What the message line says, the most urgent first.
pub(super) fn notice(model: &Model) -> Option<(Said, Style)> {
    let theme = model.shared.theme;
    if let Some(Notice { text, bad }) = &model.notice {
        return Some(if *bad {
            (Said::beside("! ", text), theme.bad())
        } else {
            (text.clone(), theme.ok())
        });
    }
    if model.place_below() == Place::Find {
        let [begin, all] = ["products.use-found", "products.all"].map(|id| model.key_below(id));
        let keys = say!(
            "{begin} starts a device of the selected product, {all} shows all.",
            "按 {begin} 用所选产品新建设备，按 {all} 显示全部。"
        );
        return Some((keys, theme.dim()));
    }
    if let Some(waits) = &model.shared.link.waits {
        return Some((waiting(&model.shared.link.label, waits), theme.doubt()));
    }
    match (
        &model.shared.link.reach,
        &model.shared.loading.products,
        model.shared.catalogue.kept_at,
    ) {
        (Reach::Down(reason), ..) => {
            let down = say!("not connected: {reason}", "未连接：{reason}", reason);
            Some((Said::beside("! ", &down), theme.bad()))
        }
        (_, Load::Failed(reason), Some(kept_at)) => {
            let ago = ago(kept_at, model.shared.now);
            let text = say!(
                "Products from {ago}: {reason}",
                "产品为 {ago}读取：{reason}",
                ago,
                reason
            );
            Some((text, theme.doubt()))
        }
        (Reach::Up, ..) if model.shared.about().is_some_and(|about| about.sandbox) => {
            let key = model.key_below("go.connect");
            let text = say!(
                "Built-in sandbox: nothing leaves this machine. {key} connects to a real EnOS.",
                "内置沙箱：数据不会离开本机。按 {key} 连接真实的 EnOS。"
            );
            Some((text, theme.dim()))
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

/// Draws the line at the bottom; gives where the keys stand.
pub(super) fn draw_footer(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = model.shared.theme;
    let mut pen = Pen::new(area, buf);
    pen.write(" ", Style::new());
    let shared = &model.shared;
    let picker = |key: String, title: Label, id| Hint {
        key,
        title: title.to(theme.lang),
        id,
    };
    let own = |title, id| picker(shared.key(id).to_owned(), title, id);
    let hints = match model.overlays.last() {
        None => commands_here(model),
        Some(Overlay::Pick(_)) => vec![
            picker(
                shared.both("picker.up", "picker.down"),
                label!("move", "移动"),
                "picker.down",
            ),
            own(label!("choose", "选择"), "picker.choose"),
            own(label!("back", "返回"), "picker.back"),
        ],
        Some(Overlay::Plan | Overlay::Ask(_) | Overlay::Prompt(_) | Overlay::Text(_)) => Vec::new(),
    };
    // The last one, help, has its place however many others there are.
    let kept = hints.last().map_or(0, Hint::width);
    let mut pressed = Vec::new();
    for (nth, hint) in hints.iter().enumerate() {
        let after = if nth + 1 == hints.len() { 0 } else { kept };
        if usize::from(pen.room()) < hint.width() + after {
            continue;
        }
        let key = pen.write(&hint.key, theme.hint());
        let title = pen.write(&format!(" {}  ", hint.title), Style::new());
        // The two blanks behind belong to nobody.
        let width = (key.width + title.width).saturating_sub(2);
        pressed.push(Hit {
            area: Rect { width, ..key },
            click: Click::Command(hint.id),
        });
    }
    pressed
}

/// A key and what it does.
struct Hint {
    key: String,
    title: Cow<'static, str>,
    id: &'static str,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.key) + width(&self.title) + 3
    }
}

/// The commands that are possible here and now: going on with an undo first, help last.
fn commands_here(model: &Model) -> Vec<Hint> {
    let place = model.place();
    let undo_open = model.shared.runs.tally().marked > 0;
    let going_on = |spec: &Spec| undo_open && spec.id == "results.undo";
    let possible = registry::rows(model).filter(|(which, spec)| {
        spec.applies(place)
            && (spec.in_footer || going_on(spec))
            && registry::against(model, *which).is_none()
    });
    let mut possible: Vec<&Spec> = possible.map(|(_, spec)| spec).collect();
    possible.sort_by_key(|spec| match spec.id {
        "results.undo" => 0,
        "help" => 2,
        _ => 1,
    });
    let hint = |spec: &Spec| {
        let title = if going_on(spec) {
            label!("resume deleting", "继续删除")
        } else {
            spec.title
        };
        Some(Hint {
            key: spec.shown(place)?.to_string(),
            title: title.to(model.shared.theme.lang),
            id: spec.id,
        })
    };
    possible.into_iter().filter_map(hint).collect()
}
