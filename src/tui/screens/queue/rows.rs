//! The rows of the queue that are in view: how each stands, and what stands in which column.

use ratatui::style::Style;

use crate::domain::{Attribute, DataType, Draft, QueueId, number};
use crate::provision::Problem;
use crate::said::{Label, grouped, label};
use crate::tui::shared::{Shared, errors};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::table::{Cell, Column, window};
use crate::tui::widgets::text::width;
use crate::words;

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its last change is on the way to the disk.
    Saving,
    /// It is open on the form, and what is typed there is not saved.
    Unsaved,
    Wrong,
    /// It can be submitted; EnOS may refuse it.
    Doubtful,
    Ready,
}

impl Standing {
    /// How the row with this id and these problems stands.
    pub(super) fn of(shared: &Shared, id: QueueId, problems: &[Problem]) -> Self {
        if shared.queue.is_saving(id) {
            Self::Saving
        } else if shared.unsaved_waiting() == Some(id) {
            Self::Unsaved
        } else if errors(problems) > 0 {
            Self::Wrong
        } else if problems.is_empty() {
            Self::Ready
        } else {
            Self::Doubtful
        }
    }

    /// Its sign.
    pub(super) fn sign(self, theme: Theme) -> (&'static str, Style) {
        match self {
            Self::Saving => (theme.sign(Sign::Sending), theme.busy()),
            Self::Unsaved => (theme.sign(Sign::Unsaved), theme.bad()),
            Self::Wrong => (theme.sign(Sign::Bad), theme.bad()),
            Self::Doubtful => (theme.sign(Sign::Doubt), theme.doubt()),
            Self::Ready => (theme.sign(Sign::Ready), theme.ok()),
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Number,
    Sign,
    Key,
    Name,
    Chinese,
    Product,
    Zone,
    Serial,
    Tags,
    Problem,
}

/// A row in view.
struct Row {
    draft: Draft,
    standing: Standing,
    problems: Vec<Problem>,
}

/// The rows in view, opened once for all that is drawn of them, and the columns in which they differ.
pub(super) struct InView<'a> {
    theme: Theme,
    first: usize,
    rows: Vec<Row>,
    /// The attribute that has a column.
    serial: Option<&'a Attribute>,
    holds: Vec<Holds>,
    columns: Vec<Column>,
}

impl<'a> InView<'a> {
    /// What fits into `height` around the selected row.
    pub(super) fn new(shared: &'a Shared, selected: usize, height: u16) -> Self {
        let queue = &shared.queue;
        let places = window(queue.len(), selected, height.into());
        let first = places.start;
        let rows = places.filter_map(|place| {
            let (id, draft) = queue.at(place)?;
            let problems = queue.problems(place);
            Some(Row {
                draft: draft.open(),
                standing: Standing::of(shared, id, &problems),
                problems,
            })
        });
        let mut seen = Self {
            theme: shared.theme,
            first,
            rows: rows.collect(),
            serial: serial(shared),
            holds: Vec::new(),
            columns: Vec::new(),
        };
        seen.choose(shared);
        seen
    }

    /// Leaves no column out, as all of them fit.
    pub(super) fn keep_all(&mut self) {
        for column in &mut self.columns {
            column.from = 0;
        }
    }

    /// The columns.
    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of an attribute, and what that is called.
    pub(super) fn named(&self) -> Option<(usize, &'a str)> {
        let place = self
            .holds
            .iter()
            .position(|holds| *holds == Holds::Serial)?;
        Some((place, self.serial?.identifier.as_str()))
    }

    /// The cells of the row at this place of the queue.
    pub(super) fn cells(&self, place: usize) -> Vec<Cell> {
        let nth = place.checked_sub(self.first);
        let row = nth.and_then(|nth| self.rows.get(nth));
        row.map_or_else(Vec::new, |row| {
            let cells = self.holds.iter();
            cells.map(|holds| self.cell(place, row, *holds)).collect()
        })
    }

    /// Chooses the columns: none that would say the same in all rows, or nothing.
    fn choose(&mut self, shared: &Shared) {
        let queue = &shared.queue;
        let any = |has: fn(&Draft) -> bool| self.rows.iter().any(|row| has(&row.draft));
        let digits = width(&grouped(queue.len())).max(3);
        let digits = u16::try_from(digits).unwrap_or(3);
        let all = [
            (
                Holds::Number,
                Column::cells(Label::data("#"), digits).right(),
                true,
            ),
            (Holds::Sign, Column::cells(Label::data(""), 1), true),
            (
                Holds::Key,
                Column::share(label!("device key", "deviceKey"), 4),
                true,
            ),
            (Holds::Name, Column::share(label!("name", "名称"), 5), true),
            (
                Holds::Chinese,
                Column::share(Label::data("中文"), 4).from(60),
                any(|draft| draft.device_name.i18n_value.contains_key("zh_CN")),
            ),
            (
                Holds::Product,
                Column::share(label!("product", "产品"), 3).from(60),
                queue.products().nth(1).is_some(),
            ),
            (
                Holds::Zone,
                Column::share(label!("time zone", "时区"), 3).from(70),
                queue.timezone().is_none(),
            ),
            (
                Holds::Serial,
                Column::share(Label::data(""), 4).from(70),
                self.serial.is_some(),
            ),
            (
                Holds::Tags,
                Column::share(label!("tags", "标签"), 3).from(76),
                any(|draft| !draft.device_tags.is_empty()),
            ),
            (
                Holds::Problem,
                Column::share(label!("problem", "问题"), 4).from(56),
                self.rows.iter().any(|row| row.standing != Standing::Ready),
            ),
        ];
        let chosen = all.into_iter().filter(|(.., shown)| *shown);
        (self.holds, self.columns) = chosen.map(|(holds, column, _)| (holds, column)).unzip();
    }

    fn cell(&self, place: usize, row: &Row, holds: Holds) -> Cell {
        let (theme, plain) = (self.theme, Style::new());
        let Row {
            draft, standing, ..
        } = row;
        match holds {
            Holds::Number => (grouped(number(place)), theme.muted()),
            Holds::Sign => {
                let (sign, look) = standing.sign(theme);
                (sign.to_owned(), look)
            }
            Holds::Key => match &draft.device_key {
                Some(key) => (key.clone(), plain),
                None => (open(theme, label!("generated", "自动生成")), theme.muted()),
            },
            Holds::Name => (draft.device_name.default_value.clone(), plain),
            Holds::Chinese => {
                let names = &draft.device_name.i18n_value;
                (names.get("zh_CN").cloned().unwrap_or_default(), plain)
            }
            Holds::Product => (draft.product_key.clone(), theme.muted()),
            Holds::Zone => (draft.timezone.clone(), plain),
            Holds::Serial => {
                let value = self
                    .serial
                    .and_then(|serial| draft.device_attributes.get(&serial.identifier));
                match value.and_then(|value| value.as_str()) {
                    Some(text) if !text.is_empty() => (text.to_owned(), plain),
                    _ => (open(theme, label!("missing", "缺失")), theme.bad()),
                }
            }
            Holds::Tags => {
                let tags = draft.device_tags.iter();
                let tags: Vec<_> = tags.map(|(key, value)| format!("{key}={value}")).collect();
                (tags.join(" "), plain)
            }
            Holds::Problem => self.problem(row),
        }
    }

    /// Where the first problem is, and how many more there are; the sentences stand in the detail.
    fn problem(&self, row: &Row) -> Cell {
        let (theme, plain) = (self.theme, Style::new());
        match row.standing {
            Standing::Saving => (
                label!("saving", "保存中").to(theme.lang).into_owned(),
                plain,
            ),
            Standing::Unsaved => {
                let changed = label!("changed, not saved", "有改动，未保存");
                (changed.to(theme.lang).into_owned(), plain)
            }
            Standing::Ready => (String::new(), plain),
            Standing::Wrong | Standing::Doubtful => {
                let wrong = row.standing == Standing::Wrong;
                let mut problems = row.problems.iter();
                let first = problems.find(|problem| problem.is_error() == wrong);
                let field = first.map(|problem| words::field(&problem.field));
                let field = field.unwrap_or_default();
                let field = field.to(theme.lang).into_owned();
                match row.problems.len() {
                    0 | 1 => (field, plain),
                    all => (format!("{field} +{}", all - 1), plain),
                }
            }
        }
    }
}

/// Something that is not typed.
fn open(theme: Theme, word: Label) -> String {
    let [from, to] = [theme.glyph("‹", "<"), theme.glyph("›", ">")];
    format!("{from}{}{to}", word.to(theme.lang))
}

/// The first text that the model of all rows requires: it is what tells them apart beside key and name.
fn serial(shared: &Shared) -> Option<&Attribute> {
    let mut products = shared.queue.products();
    let product = products.next().filter(|_| products.next().is_none())?;
    let attributes = &shared.catalogue.model_of(product)?.attributes;
    let is_text = |attribute: &&Attribute| {
        attribute.required && matches!(attribute.data_type, DataType::String { .. })
    };
    attributes.iter().find(is_text)
}
