//! The JSON of the device line by line, with what is wrong in its place: what is missing too, and what is left out.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::domain::{Draft, Field};
use crate::provision::Severity;
use crate::said::{Said, pair, say};
use crate::tui::form::{DeviceForm, DeviceKey, Notice};
use crate::tui::theme::Theme;

/// A line of the JSON.
#[derive(Debug, Default, PartialEq)]
pub(super) struct SentLine {
    /// How far it is indented.
    pub(super) depth: usize,
    before: String,
    /// What is not there, and would have to be.
    blank: Option<Said>,
    after: String,
    /// The field that it says.
    pub(super) field: Option<Field>,
    /// What is wrong with it.
    pub(super) fault: Option<Fault>,
}

/// What is wrong with a line, and the row of the form where that can be put right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    pub(super) key: DeviceKey,
    pub(super) severity: Severity,
    pub(super) refused: bool,
    pub(super) message: Said,
}

impl From<&Notice<DeviceKey>> for Fault {
    fn from(notice: &Notice<DeviceKey>) -> Self {
        Self {
            key: notice.id.clone(),
            severity: notice.severity,
            refused: notice.refused,
            message: notice.message.clone(),
        }
    }
}

impl SentLine {
    fn new(depth: usize, before: impl Into<String>) -> Self {
        Self {
            depth,
            before: before.into(),
            ..Self::default()
        }
    }

    /// It as it reads, without its indent, and what is wrong behind it.
    pub(super) fn read(&self, theme: Theme) -> Said {
        let Self {
            before,
            blank,
            after,
            fault,
            ..
        } = self;
        let [open, close, arrow] =
            [("‹", "<"), ("›", ">"), ("←", "<-")].map(|(sign, ascii)| theme.glyph(sign, ascii));
        let line = match blank {
            Some(blank) => say!(
                "{before}{open}{blank}{close}{after}",
                "{before}{open}{blank}{close}{after}",
                blank
            ),
            None => Said::data(format_args!("{before}{after}")),
        };
        match fault {
            Some(Fault { message, .. }) => say!(
                "{line}  {arrow} {message}",
                "{line}  {arrow} {message}",
                line,
                message
            ),
            None => line,
        }
    }
}

/// The lines of `draft`, which is what the form holds.
pub(super) fn lines(form: &DeviceForm, draft: &Draft) -> Vec<SentLine> {
    let (faults, extra) = faults(form, draft);
    let Ok(Value::Object(mut top)) = serde_json::to_value(draft) else {
        return Vec::new();
    };
    for (group, _) in &extra {
        let group = top.entry(*group);
        group.or_insert_with(|| Value::Object(Map::new()));
    }
    let mut lines = vec![SentLine::new(0, "{")];
    let mut groups: HashMap<&str, Vec<SentLine>> = HashMap::new();
    for (group, line) in extra {
        groups.entry(group).or_default().push(line);
    }
    let last = top.len();
    for (nth, (key, value)) in top.iter().enumerate() {
        let more = groups.remove(&**key).unwrap_or_default();
        lines.extend(put(&[key], value, more, &faults));
        comma(lines.last_mut(), nth + 1 < last);
    }
    lines.push(SentLine::new(0, "}"));
    lines
}

/// The lines of the value at this path; of a group also those that the draft does not have.
fn put(
    path: &[&str],
    value: &Value,
    more: Vec<SentLine>,
    faults: &HashMap<Field, Fault>,
) -> Vec<SentLine> {
    let mut lines = Vec::new();
    let depth = path.len();
    let name = path.last().copied().unwrap_or_default();
    let label = Value::from(name);
    let group = !matches!(path, ["deviceAttributes" | "deviceTags", _]);
    if let (true, Value::Object(members)) = (group, value) {
        let open = if members.is_empty() && more.is_empty() {
            "{}"
        } else {
            "{"
        };
        lines.push(SentLine::new(depth, format!("{label}: {open}")));
        if open == "{}" {
            return lines;
        }
        let all = members.len() + more.len();
        for (nth, (key, value)) in members.iter().enumerate() {
            let inside: Vec<&str> = path.iter().copied().chain([&**key]).collect();
            lines.extend(put(&inside, value, Vec::new(), faults));
            comma(lines.last_mut(), nth + 1 < all);
        }
        for (nth, line) in more.into_iter().enumerate() {
            lines.push(line);
            comma(lines.last_mut(), members.len() + nth + 1 < all);
        }
        lines.push(SentLine::new(depth, "}"));
        return lines;
    }
    let field = match path {
        ["deviceAttributes", id] => Field::Attribute((*id).to_owned()),
        ["deviceTags", key] => Field::Tag((*key).to_owned()),
        ["deviceName", "i18nValue", locale] => Field::Locale((*locale).to_owned()),
        _ => Field::from(path.join(".")),
    };
    lines.push(SentLine {
        fault: faults.get(&field).cloned(),
        field: Some(field),
        ..SentLine::new(depth, format!("{label}: {value}"))
    });
    lines
}

fn comma(last: Option<&mut SentLine>, more: bool) {
    if let (true, Some(last)) = (more, last) {
        last.after.push(',');
    }
}

type Extra = Vec<(&'static str, SentLine)>;

/// What is wrong by the field whose line it stands at, and lines for what the draft does not have.
fn faults(form: &DeviceForm, draft: &Draft) -> (HashMap<Field, Fault>, Extra) {
    let mut faults: HashMap<Field, Fault> = HashMap::new();
    let mut extra = Vec::new();
    let left_out = form.left_out();
    for notice in form.form.notices() {
        let fault = Fault::from(notice);
        if left_out.contains(&notice.id) {
            extra.extend(unsaid(form, fault));
            continue;
        }
        let field = match form.field_of(&notice.id) {
            Field::AttributePart(id, _) => Field::Attribute(id),
            field => field,
        };
        match &field {
            Field::Attribute(id) if !draft.device_attributes.contains_key(id) => {
                let label = Value::from(id.as_str());
                let line = SentLine {
                    blank: Some(pair!("missing", "缺少")),
                    field: Some(field),
                    fault: Some(fault),
                    ..SentLine::new(2, format!("{label}: "))
                };
                extra.push(("deviceAttributes", line));
            }
            _ => {
                let known = faults.entry(field).or_insert_with(|| fault.clone());
                if known.severity < fault.severity {
                    *known = fault;
                }
            }
        }
    }
    (faults, extra)
}

/// The line of a row whose value no draft can say: it has no name, or one that is given already.
fn unsaid(form: &DeviceForm, fault: Fault) -> Option<(&'static str, SentLine)> {
    let (group, depth) = match fault.key {
        DeviceKey::OtherLocale(_) => ("deviceName", 2),
        DeviceKey::Free(_) => ("deviceAttributes", 2),
        DeviceKey::Tag(_) => ("deviceTags", 2),
        _ => return None,
    };
    let texts = form.form.row(&fault.key)?.texts();
    let [name, value] = texts.as_slice() else {
        return None;
    };
    let value = Value::from(value.as_str());
    let field = Some(form.field_of(&fault.key));
    let fault = Some(fault);
    let line = if name.is_empty() {
        SentLine {
            blank: Some(pair!("no key", "缺少键")),
            after: format!(": {value}"),
            field,
            fault,
            ..SentLine::new(depth, "")
        }
    } else {
        let name = Value::from(name.as_str());
        SentLine {
            field,
            fault,
            ..SentLine::new(depth, format!("{name}: {value}"))
        }
    };
    Some((group, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(form: &mut DeviceForm) -> Vec<String> {
        let _ = form.set_problems(&[]);
        let draft = form.draft();
        let lines = lines(form, &draft);
        let texts = lines.iter().map(|line| {
            let sign = if line.fault.is_some() { "x" } else { " " };
            let text = line.read(Theme::default());
            format!("{sign} {}{}", "  ".repeat(line.depth), text.en())
        });
        texts.collect()
    }

    #[test]
    fn without_faults_it_is_the_json_that_is_sent() {
        let draft: Draft = serde_json::from_value(serde_json::json!({
            "productKey": "P",
            "deviceName": {"defaultValue": "A \"b\"", "i18nValue": {"zh_CN": "一"}},
            "timezone": "+08:00",
            "deviceAttributes": {"list": [1, 2], "record": {"a": 1.5}},
            "deviceTags": {"site": "x"}
        }))
        .unwrap();
        let mut form = DeviceForm::new(&draft, None);
        let text = shown(&mut form).join("\n");
        let read: Draft = serde_json::from_str(&text).unwrap();
        assert_eq!(read, draft);
        assert!(text.contains(r#"    "list": [1,2],"#), "{text}");
    }

    #[test]
    fn a_tag_without_a_key_is_not_left_out_in_silence() {
        let mut form = DeviceForm::new(&Draft::default(), None);
        form.form.focus(&DeviceKey::AddTag);
        let (event, _) = form.paste("site=a\nsite=b");
        assert_ne!(event, crate::tui::form::FormEvent::Unhandled);
        let text = shown(&mut form).join("\n");
        assert!(
            text.contains(r#"x     "site": "b"  ← given twice"#),
            "{text}"
        );
        form.form.focus(&DeviceKey::AddTag);
        form.step(crate::tui::form::Step::Enter);
        form.step(crate::tui::form::Step::Value);
        form.form.paste("west");
        let text = shown(&mut form).join("\n");
        let wanted = r#"x     ‹no key›: "west"  ← this value needs a key"#;
        assert!(text.contains(wanted), "{text}");
    }
}
