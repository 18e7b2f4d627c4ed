//! The queue screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::State;
use crate::domain::{PackedDraft, number};
use crate::provision::Problem;
use crate::said::{Label, Lang, Said, grouped, label, say};
use crate::tui::form::sign;
use crate::tui::shared::{Shared, errors};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::table::{self, Cell, Column};
use crate::tui::widgets::write::{Pen, Words};
use crate::tui::widgets::{indent, split};
use crate::words::{self, DEVICES};

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    if shared.queue.is_empty() {
        draw_empty(shared, area, buf);
        return Drawn::default();
    }
    let low = if area.height >= 14 { 4 } else { 2 };
    let [list, foot] = split(area, area.height - low);
    let hits = draw_rows(state, shared, list, buf);
    draw_selected(state, shared, indent(foot, 1), buf);
    Drawn::of(hits)
}

fn draw_rows(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let columns = [
        Column::cells(Label::data("#"), 6).right().from(60),
        Column::share(label!("device key", "deviceKey"), 4),
        Column::share(label!("name", "名称"), 5).from(60),
        Column::share(Label::data("中文"), 4).from(100),
        Column::cells(label!("product", "产品"), 15).from(100),
        Column::share(label!("time zone", "时区"), 4).from(80),
        Column::share(label!("state", "状态"), 6),
    ];
    let queue = &shared.queue;
    let selected = Some(state.selected);
    let edited = shared.unsaved_waiting();
    let theme = shared.theme;
    table::draw(area, buf, theme, &columns, queue.len(), selected, |place| {
        let Some((id, draft)) = queue.at(place) else {
            return Vec::new();
        };
        let last = if queue.is_saving(id) {
            (
                marked(theme.glyph("…", "~"), &say!("saving", "保存中"), theme.lang),
                theme.hint(),
            )
        } else if edited == Some(id) {
            // The row is open on the form, and what is typed there is not saved.
            (
                marked(
                    "!",
                    &say!("changed, not saved", "有改动，未保存"),
                    theme.lang,
                ),
                theme.bad(),
            )
        } else {
            state_of(theme, &queue.problems(place))
        };
        cells(theme, place, draft, last)
    })
}

fn cells(theme: Theme, place: usize, draft: &PackedDraft, state: Cell) -> Vec<Cell> {
    let plain = Style::new();
    vec![
        (number(place).to_string(), theme.dim()),
        match draft.device_key() {
            Some(key) => (key.to_owned(), plain),
            None => (
                label!("(generated)", "（自动生成）")
                    .to(theme.lang)
                    .into_owned(),
                theme.dim(),
            ),
        },
        (draft.name().to_owned(), plain),
        (draft.names().remove("zh_CN").unwrap_or_default(), plain),
        (draft.product_key().to_owned(), theme.dim()),
        (draft.timezone().to_owned(), plain),
        state,
    ]
}

/// A word behind its glyph.
fn marked(glyph: &str, said: &Said, lang: Lang) -> String {
    format!("{glyph} {}", said.to(lang))
}

/// A row's state: glyph, word, and the first thing that is wrong.
fn state_of(theme: Theme, problems: &[Problem]) -> Cell {
    let errors = errors(problems);
    let mut listed = problems.iter();
    let first = listed.find(|problem| errors == 0 || problem.is_error());
    let ready = theme.glyph("·", ".");
    let Some(first) = first else {
        return (
            marked(ready, &say!("ready", "就绪"), theme.lang),
            Style::new(),
        );
    };
    let more = match problems.len() {
        1 => String::new(),
        all => format!(" (+{})", all - 1),
    };
    let (field, flaw) = (&first.field, words::flaw(&first.flaw));
    let short = say!("{field}{more}: {flaw}", "{field}{more}：{flaw}", flaw);
    if errors > 0 {
        (marked("!", &short, theme.lang), theme.bad())
    } else {
        (
            marked(
                ready,
                &say!("ready, {short}", "就绪，{short}", short),
                theme.lang,
            ),
            theme.doubt(),
        )
    }
}

fn draw_selected(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) {
    let (theme, queue) = (shared.theme, &shared.queue);
    let ready = queue.ready();
    let open = shared.unsaved_waiting().and_then(|id| queue.place(id));
    let mut counts = vec![
        (DEVICES.count(queue.len()), theme.strong()),
        (
            say!("{ready} ready", "{ready} 台就绪", ready = grouped(ready)),
            theme.ok(),
        ),
    ];
    if queue.len() > ready {
        let rest = grouped(queue.len() - ready);
        counts.push((say!("{rest} not ready", "{rest} 台未就绪"), theme.bad()));
    }
    let form = shared.key("go.device");
    if let Some(place) = open {
        let row = grouped(number(place));
        counts.push((
            say!(
                "row {row} changed, not saved ({form})",
                "第 {row} 行有改动，未保存（{form}）"
            ),
            theme.bad(),
        ));
    }
    if shared.editing.half_typed.is_some() {
        counts.push((
            say!(
                "1 half-typed, not queued ({form})",
                "1 台未填完，未入队（{form}）"
            ),
            theme.doubt(),
        ));
    }
    let [line, below] = split(area, 1);
    let mut pen = Pen::new(line, buf);
    for (place, (count, style)) in counts.iter().enumerate() {
        let gap = if place > 0 { "   " } else { "" };
        pen.write(gap, *style);
        pen.write(&count.to(theme.lang), *style);
    }
    let mut words = Words::new(below, buf);
    for problem in queue.problems(state.selected) {
        let (_, style) = sign(problem.severity, theme);
        words.wrapped(&words::problem(&problem).to(theme.lang), style);
    }
}

fn draw_empty(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let mut words = Words::new(area.inner(Margin::new(2, 0)), buf);
    words.blank();
    let empty = label!("The queue is empty.", "队列为空。");
    words.wrapped(&empty.to(theme.lang), theme.strong());
    let elsewhere: usize = shared.waiting_elsewhere().map(|other| other.queued).sum();
    if elsewhere > 0 {
        let line = say!(
            "At other gateways: {devices} waiting ({connect}). {take} takes them over.",
            "其他 API 网关上有 {devices}在等待（{connect}）。按 {take} 转入。",
            devices = DEVICES.count(elsewhere),
            connect = shared.key("go.connect"),
            take = shared.key("queue.take")
        );
        words.wrapped(&line.to(theme.lang), theme.doubt());
    }
    words.blank();
    let way = say!(
        "Choose a product ({products}), fill in the form and save it with {save}: the device waits here, saved on disk, until {submit} submits the queue. {copy} duplicates a device, counting its numbers up; {series} makes as many copies as you ask for.",
        "选择产品（{products}），填写表单，按 {save} 保存：设备存盘并在此等待，直到按 {submit} 提交队列。按 {copy} 复制一台设备并递增编号，按 {series} 可指定数量批量复制。",
        products = shared.key("go.products"),
        save = shared.key("device.save"),
        submit = shared.key("queue.submit"),
        copy = shared.key("queue.duplicate"),
        series = shared.key("queue.series")
    );
    words.wrapped(&way.to(theme.lang), theme.dim());
}
