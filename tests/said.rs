//! How much of what people read is still to be written in Chinese, and that nobody prints a language by himself.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails loudly, and this one tells a number"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use enroll::tui::app::Model;
use enroll::tui::shared::ConnectRequest;
use enroll::tui::theme::Theme;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ItemMod, LitStr, Macro, Token};

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_test = path.file_stem().is_some_and(|name| name == "tests");
        if path.is_dir() && !is_test {
            sources(&path, found);
        } else if !is_test && path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// How often `=` stands where a Chinese text belongs: behind the English one.
fn unwritten(text: &str) -> usize {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let bare: String = code
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect();
    ["\",=)", "\",=,"]
        .iter()
        .map(|mark| bare.matches(mark).count())
        .sum()
}

#[test]
fn the_texts_that_are_still_to_be_written_are_counted() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&src, &mut found);
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for (path, text) in &found {
        let folder = path
            .strip_prefix(&src)
            .unwrap()
            .components()
            .next()
            .unwrap();
        let folder = folder.as_os_str().to_string_lossy().into_owned();
        *left.entry(folder).or_default() += unwritten(text);
    }
    left.retain(|_, count| *count > 0);
    println!("in English only: {} {left:?}", left.values().sum::<usize>());
    assert_eq!(unwritten("say!(\"a\", =), say!(\n\"{b}\", =,\n b)"), 2);
    assert_eq!(unwritten("say!(\"a\", \"甲\"), x = \"a\", y == 1"), 0);
}

/// The commands speak one language, and it is picked in one place.
#[test]
fn the_language_of_the_commands_is_picked_once() {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut found = Vec::new();
    sources(&cli, &mut found);
    let code = found.iter().map(|(_, text)| {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        code.matches("Lang::En").count()
    });
    assert_eq!(code.sum::<usize>(), 1, "`tell::LANG` picks it");
}

/// The texts of a file, those in macros too.
#[derive(Default)]
struct Texts(Vec<String>);

impl<'ast> Visit<'ast> for Texts {
    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.0.push(text.value());
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    /// The arguments, the form's `=` among them taken away.
    fn visit_macro(&mut self, given: &'ast Macro) {
        let text = given.tokens.to_string().replace(", =", "");
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        for argument in parser.parse_str(&text).into_iter().flatten() {
            let mut inner = Self::default();
            inner.visit_expr(&argument);
            self.0.append(&mut inner.0);
        }
    }
}

/// The words of a text that name a key: a name of more letters, or a letter or digit that stands alone. An article and
/// a number that counts are not told from keys.
fn keys_named(text: &str) -> Vec<&str> {
    const NAMES: &str = "Enter Esc Tab Space Up Down PgUp PgDn Backspace Del Ctrl Alt";
    let words = text.split(|c: char| !(c.is_alphanumeric() || "{}'/-".contains(c)));
    let is_key = |word: &&str| {
        let letter = matches!(word.as_bytes(), [c] if c.is_ascii_alphabetic() && *c != b'o');
        let function = word
            .strip_prefix('F')
            .is_some_and(|n| n.parse::<u8>().is_ok());
        let name = word.split('-').next().unwrap_or_default();
        let named = NAMES.split(' ').any(|key| key == name);
        function || named || letter && !["a", "A"].contains(word)
    };
    let numbers = ["(1", "(2", "(3", "(4", "(5"];
    let numbers = numbers.into_iter().filter(|key| text.contains(key));
    words.filter(is_key).chain(numbers).collect()
}

/// The key that a sentence names is that of the registry, or a keymap would make it lie.
#[test]
fn no_text_of_the_screens_knows_a_key() {
    let mut found = Vec::new();
    let tui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    sources(&tui, &mut found);
    let model = Model::new(Theme::default(), ConnectRequest::default());
    let mut wrong = Vec::new();
    for (path, text) in &found {
        let mut texts = Texts::default();
        texts.visit_file(&syn::parse_file(text).unwrap());
        for text in texts.0 {
            let keys = keys_named(&text);
            if is_command(&text) && model.shared.key(&text).is_empty()
                || text.trim().contains(' ') && !keys.is_empty()
            {
                wrong.push(format!("{}: {text:?} {keys:?}", path.display()));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    let named = keys_named("Undone; U does it (5, F8 or Ctrl-S).");
    assert_eq!(named, ["U", "F8", "Ctrl-S", "(5"]);
}

/// Whether a text looks like the name of a command: `queue.undo`.
fn is_command(text: &str) -> bool {
    let word =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    text.split_once('.')
        .is_some_and(|(screen, name)| word(screen) && word(name))
}
