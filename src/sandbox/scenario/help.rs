//! The help text about scenarios.

use std::fmt::Write as _;

use super::builtin::BUILTINS;
use super::{Fault, Scenario};
use crate::said::{Lang, label};
use crate::sandbox::Operation;

impl Scenario {
    /// The built-in scenarios, and everything a scenario can say, as text for a terminal. `file` is what there is to
    /// say of a scenario's file.
    #[must_use]
    pub fn help(file: &str, lang: Lang) -> String {
        let title = label!("Scenarios:\nBuilt in:\n", "场景：\n内置：\n");
        let mut text = title.to(lang).into_owned();
        // Writing to a String cannot fail. Names are as wide as they are long.
        for (name, about, _) in BUILTINS {
            let _ = writeln!(text, "  {name:<14} {}", about.to(lang));
        }
        let operations: Vec<&str> = Operation::ALL.iter().map(|known| known.name()).collect();
        let _ = writeln!(
            text,
            "\n{file}\n{}{}\n\n{}",
            label!("Operations: ", "操作：").to(lang),
            operations.join(", "),
            label!(
                "Faults (\"acts\": the request is carried out, and only the reply suffers):",
                "故障（“照常执行”：请求已执行，只有响应受影响）："
            )
            .to(lang)
        );
        for kind in Fault::KINDS {
            let _ = writeln!(text, "  {:<19} {}", kind.name, kind.about.to(lang));
            if let Some(keys) = kind.keys {
                let title = label!("keys: ", "键：");
                let _ = writeln!(text, "  {:<19} {}{}", "", title.to(lang), keys.to(lang));
            }
        }
        text
    }
}
