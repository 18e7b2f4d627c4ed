//! Overlays, drawn.

use std::iter;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Model;
use super::answer::Answer;
use crate::enos::Finding;
use crate::said::{Label, label};
use crate::tui::contract::{Body, Overlay, Prompt, Question, Reading};
use crate::tui::screens::Room as _;
use crate::tui::shared::Shared;
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::text::{pad, width, wrapped};
use crate::tui::widgets::told::{self, readable};
use crate::tui::widgets::write::Words;
use crate::tui::widgets::{popup, strip};
use crate::words::{self, Verdict};

/// Rows below what a question tells, at the least.
pub(super) const QUESTION_FOOT: u16 = 1;

/// Rows below what a prompt tells, at the least: the field, the hint and the keys.
pub(super) const PROMPT_FOOT: u16 = 3;

/// Draws an overlay over `screen`; gives its caret and what of it can be clicked.
pub(super) fn draw(
    model: &Model,
    overlay: &Overlay<Answer>,
    screen: Rect,
    buf: &mut Buffer,
) -> Drawn {
    let theme = model.shared.theme;
    match overlay {
        Overlay::Pick(picker) => picker.draw(picker.place(screen), buf, theme),
        Overlay::Prompt(prompt) => draw_prompt(&model.shared, prompt, screen, buf),
        Overlay::Plan => model.screens.plan.draw(&model.shared, screen, buf),
        Overlay::Ask(question) => Drawn::of(draw_question(&model.shared, question, screen, buf)),
        Overlay::Text(reading) => Drawn::of(draw_reading(&model.shared, reading, screen, buf)),
    }
}

fn draw_question(
    shared: &Shared,
    question: &Question<Answer>,
    screen: Rect,
    buf: &mut Buffer,
) -> Vec<Hit> {
    let theme = shared.theme;
    let wide = readable(screen.width);
    let lines = told::tall(&question.lines, wide, theme.lang).saturating_add(3);
    let inner = popup::open(
        screen,
        (wide, lines),
        &question.title.to(theme.lang),
        buf,
        theme,
    );
    // What can be pressed is never cut off, and blank lines give way before words do.
    let gap = u16::from(inner.height >= lines);
    let foot = inner.height.min(QUESTION_FOOT);
    let text = strip(inner, gap, inner.height - foot - gap);
    let hidden = told::lowest(&question.lines, screen, QUESTION_FOOT, theme.lang);
    told::draw(
        &question.lines,
        question.scroll.min(hidden),
        text,
        buf,
        theme.lang,
    );
    let foot = strip(inner, inner.height - foot, foot);
    let ids = ["question.yes", "question.back"];
    draw_keys(shared, (question.yes, ids), hidden > 0, foot, buf)
}

fn draw_prompt(shared: &Shared, prompt: &Prompt<Answer>, screen: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let wide = readable(screen.width);
    let tall = told::tall(&prompt.lines, wide, theme.lang);
    let size = (wide, tall.saturating_add(PROMPT_FOOT + 2));
    let inner = popup::open(screen, size, &prompt.title.to(theme.lang), buf, theme);
    // The field and the keys are never cut off; blank lines give way first, then what was told before.
    let gap = u16::from(inner.height >= size.1);
    let foot = PROMPT_FOOT + 2 * gap;
    let text = strip(inner, 0, tall.min(inner.height.saturating_sub(foot)));
    let hidden = told::lowest(&prompt.lines, screen, PROMPT_FOOT, theme.lang);
    told::draw(
        &prompt.lines,
        prompt.scroll.min(hidden),
        text,
        buf,
        theme.lang,
    );
    let rest = strip(inner, text.height.saturating_add(gap), u16::MAX);
    let field = strip(rest, 0, 1);
    let caret = prompt.entry.draw(field, buf, theme);
    let below = strip(rest, 1 + gap, u16::MAX);
    Words::new(below, buf).line(&[(&prompt.hint.to(theme.lang), theme.dim())]);
    let keys = strip(below, 1, u16::MAX);
    let ids = ["prompt.accept", "prompt.back"];
    let hits = draw_keys(
        shared,
        (label!("accept", "继续"), ids),
        hidden > 0,
        keys,
        buf,
    );
    Drawn { caret, hits }
}

/// What can be pressed below what is told, with the commands of both keys; `hidden`, whether some of that is out of
/// sight.
fn draw_keys(
    shared: &Shared,
    (yes, [accept, back]): (Label, [&'static str; 2]),
    hidden: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Vec<Hit> {
    let theme = shared.theme;
    let (hint, plain) = (theme.hint(), Style::new());
    let key = |id| format!("{} ", shared.key(id));
    let (enter, esc) = (key(accept), key(back));
    let scrolls = format!("  {} ", shared.both("list.up", "list.down"));
    let [yes, back_word, more] =
        [yes, label!("back", "返回"), label!("more", "更多")].map(|word| word.to(theme.lang));
    // Where words are out of sight the screen is small.
    let apart = if hidden { "  " } else { "    " };
    let mut keys = vec![
        (&*enter, hint, Some(accept)),
        (&yes, theme.strong(), Some(accept)),
        (apart, hint, None),
        (&esc, hint, Some(back)),
        (&back_word, plain, Some(back)),
    ];
    if hidden {
        keys.extend([(&*scrolls, hint, None), (&*more, plain, None)]);
    }
    Words::new(area, buf).keys(&keys)
}

/// The lines of what is to be read, wrapped; a secret is not among them.
fn lines_of(theme: Theme, body: &Body, wide: u16) -> Vec<(String, Style)> {
    let plain = Style::new();
    match body {
        Body::Lines(lines) => told::rows(lines, wide, theme.lang)
            .into_iter()
            .map(|row| (row, plain))
            .collect(),
        Body::Meanwhile(asked, word) => {
            let asked = asked.iter();
            let asked = asked.map(|asked| (asked.to(theme.lang).into_owned(), plain));
            let word = (word.to(theme.lang).into_owned(), theme.dim());
            asked.chain([word]).collect()
        }
        Body::Verdicts(verdicts) => verdicts
            .iter()
            .flat_map(|verdict| verdict_lines(theme, verdict, wide))
            .collect(),
        Body::Secret(key, _) => vec![
            (String::new(), plain),
            (
                format!(
                    "{}     {key}",
                    label!("device key", "deviceKey").to(theme.lang)
                ),
                plain,
            ),
            // The secret itself is drawn below, straight from the zeroized text.
            (String::new(), plain),
        ],
    }
}

/// How far a reading can be scrolled over `screen`.
pub(super) fn lowest(theme: Theme, reading: &Reading, screen: Rect) -> usize {
    let lines = lines_of(theme, &reading.body, readable(screen.width)).len();
    // The frame takes two rows, the foot one.
    lines.saturating_sub(usize::from(screen.height.saturating_sub(3)))
}

fn draw_reading(shared: &Shared, reading: &Reading, screen: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = shared.theme;
    let lines = lines_of(theme, &reading.body, readable(screen.width));
    let widest = lines.iter().map(|(line, _)| width(line)).max().unwrap_or(0);
    let wide = u16::try_from(widest).unwrap_or(u16::MAX).max(44);
    let tall = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(3);
    let inner = popup::open(
        screen,
        (wide, tall),
        &reading.title.to(theme.lang),
        buf,
        theme,
    );
    let height = usize::from(inner.height.saturating_sub(1));
    let scroll = reading.scroll.min(lines.len().saturating_sub(height));
    let text = strip(inner, 0, inner.height.saturating_sub(1));
    let mut words = Words::new(text, buf);
    for (line, style) in lines.iter().skip(scroll) {
        words.line(&[(line, *style)]);
    }
    if let Body::Secret(_, opened) = &reading.body {
        let [secret, with] = [
            label!("device secret", "设备密钥    "),
            label!("opened with", "解密方式  "),
        ];
        words.line(&[
            (&secret.to(theme.lang), Style::new()),
            ("  ", Style::new()),
            (opened.secret.expose(), theme.strong()),
        ]);
        words.line(&[
            (&with.to(theme.lang), theme.dim()),
            ("    ", theme.dim()),
            (&words::suite(&opened.suite).to(theme.lang), theme.dim()),
        ]);
    }
    let foot = strip(inner, text.height, 1);
    let [scrolls, close] = [
        label!("scroll", "滚动"),
        label!("any other key closes", "按其他键关闭"),
    ];
    let more = if lines.len() > height {
        let keys = shared.both("list.up", "list.down");
        format!("{keys} {}    ", scrolls.to(theme.lang))
    } else {
        String::new()
    };
    let close = close.to(theme.lang);
    let close = (&*close, theme.dim(), Some("reading.close"));
    Words::new(foot, buf).keys(&[(&more, theme.dim(), None), close])
}

fn verdict_lines(theme: Theme, verdict: &Verdict, wide: u16) -> Vec<(String, Style)> {
    let (mark, text, style) = match &verdict.result {
        Finding::Passed(text) => (theme.glyph("✓", "+"), text, theme.ok()),
        Finding::Warned(text) => ("!", text, theme.doubt()),
        Finding::Failed(text) => (theme.glyph("✗", "x"), text, theme.bad()),
        Finding::Skipped(text) => (theme.glyph("·", "."), text, theme.dim()),
    };
    let head = format!("{mark} {} ", pad(&verdict.check.to(theme.lang), 12));
    let room = usize::from(wide).saturating_sub(width(&head)).max(10);
    let indent = " ".repeat(width(&head));
    let leads = iter::once(head).chain(iter::repeat(indent));
    leads
        .zip(wrapped(&text.to(theme.lang), room))
        .map(|(lead, part)| (lead + part, style))
        .collect()
}
