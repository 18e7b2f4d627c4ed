//! The connect screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::State;
use crate::said::{Label, Said, label, pair, say};
use crate::store::Waiting;
use crate::tui::shared::{Reach, Shared};
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::table::{self, Column};
use crate::tui::widgets::write::Words;
use crate::tui::widgets::{indent, split};
use crate::words::DEVICES;

/// Draws the screen; returns where the caret is.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    if let Some(form) = &state.form {
        return form.form.draw(area, buf, shared.theme, &shared.keys);
    }
    let low = 9.min(area.height / 2);
    let [list, foot] = split(area, area.height - low);
    let hits = draw_list(state, shared, list, buf);
    draw_foot(shared, indent(foot.inner(Margin::new(1, 0)), 1), buf);
    Drawn::of(hits)
}

fn draw_list(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let columns = [
        Column::share(label!("name", "名称"), 3),
        Column::share(label!("gateway", "API 网关"), 6),
        Column::share(label!("organisation", "组织"), 3),
        Column::cells(Label::data(""), 10),
    ];
    let theme = shared.theme;
    let connected = shared.request.label();
    let profiles: Vec<_> = shared.config.profiles.iter().collect();
    let built_in = label!("built in, on this machine only", "内置，仅在本机").to(theme.lang);
    let selected = Some(state.selected);
    let rows = profiles.len() + 1;
    table::draw(area, buf, theme, &columns, rows, selected, |row| {
        let profile = row.checked_sub(1).and_then(|row| profiles.get(row));
        let (name, gateway, org_id) = match profile {
            Some((name, profile)) => (name.as_str(), profile.gateway.as_str(), &*profile.org_id),
            None => ("SANDBOX", &*built_in, ""),
        };
        let (mark, style) = match &shared.link.reach {
            _ if name != connected => (Label::data(""), Style::new()),
            Reach::Up => (label!("connected", "已连接"), theme.ok()),
            Reach::Trying => (label!("connecting", "连接中"), theme.hint()),
            Reach::Down(_) => (label!("no link", "未连接"), theme.bad()),
        };
        let mark = mark.to(theme.lang);
        let cells = [
            (name, Style::new()),
            (gateway, theme.dim()),
            (org_id, theme.dim()),
            (&*mark, style),
        ];
        cells.map(|(text, style)| (text.to_owned(), style)).into()
    })
}

fn draw_foot(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area, buf);
    let mut tell = |said: Said, style| words.wrapped(&said.to(theme.lang), style);
    let label = &shared.link.label;
    match (&shared.link.reach, &shared.link.about) {
        (Reach::Down(reason), _) => {
            tell(
                say!("{label}: {reason}", "{label}：{reason}", reason),
                theme.bad(),
            );
            let key = shared.key("connect.test");
            tell(
                say!(
                    "{key} tests the connection step by step.",
                    "按 {key} 逐步测试连接。"
                ),
                Style::new(),
            );
        }
        (Reach::Up, Some(about)) => {
            let (gateway, org_id) = (&about.site.gateway, &about.site.org_id);
            let line = say!(
                "Connected to {label} at {gateway}, organisation {org_id}.",
                "已连接 {label}（{gateway}），组织 {org_id}。"
            );
            tell(line, Style::new());
        }
        (Reach::Up | Reach::Trying, _) => {
            tell(
                say!("Connecting to {label}.", "正在连接 {label}。"),
                theme.dim(),
            );
        }
    }
    let elsewhere = shared.waiting_elsewhere();
    let elsewhere = elsewhere.map(|other| waiting(shared, other));
    let all =
        elsewhere.reduce(|before, next| say!("{before}; {next}", "{before}；{next}", before, next));
    if let Some(all) = all {
        tell(
            say!(
                "Waiting elsewhere: {all}.",
                "其他 API 网关上还有：{all}。",
                all
            ),
            theme.doubt(),
        );
    }
    words.blank();
    let line = say!(
        "{key} adds a real EnOS: its gateway address, your orgId, and the access key and secret key of an application with full access to Device Management Service. To open the sealed device secrets you also need the private key of the RSA key pair registered in EnOS.",
        "按 {key} 添加真实的 EnOS：需要 API 网关地址、orgId，以及对设备管理服务具有完全访问权限的应用的 AccessKey 和 SecretKey。若要解密设备密钥，还需要在 EnOS 中注册的 RSA 密钥对的私钥。",
        key = shared.key("connect.add")
    );
    words.wrapped(&line.to(theme.lang), theme.dim());
}

/// What waits at another gateway: `site-7: 12 devices and a half-typed form`
fn waiting(shared: &Shared, other: &Waiting) -> Said {
    let devices = DEVICES.count(other.queued);
    let what = match (other.queued, other.form) {
        (0, _) => pair!("a half-typed form", "一份未填完的表单"),
        (_, false) => devices,
        (_, true) => say!(
            "{devices} and a half-typed form",
            "{devices}和一份未填完的表单",
            devices
        ),
    };
    say!(
        "{name}: {what}",
        "{name}：{what}",
        name = shared.name_of(&other.scope),
        what
    )
}
