//! What people read: every sentence in both languages, and no key that a keymap could make a lie.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails loudly, and this one tells where its table is"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use enroll::tui::app::Model;
use enroll::tui::shared::ConnectRequest;
use enroll::tui::theme::Theme;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, ItemMod, Lit, LitStr, Macro, Token};

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

/// The pairs of a file: both texts of every sentence, label and noun.
#[derive(Default)]
struct Pairs(Vec<(String, String)>);

impl<'ast> Visit<'ast> for Pairs {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_macro(&mut self, given: &'ast Macro) {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let arguments = parser.parse2(given.tokens.clone());
        let mut texts = Vec::new();
        for argument in arguments.iter().flatten() {
            match argument {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => texts.push(text.value()),
                other => self.visit_expr(other),
            }
        }
        let name = given
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string());
        let form = name.is_some_and(|name| ["say", "pair", "label", "noun"].contains(&&*name));
        if let (true, Some(zh)) = (form, texts.pop()) {
            self.0.push((texts.join(" / "), zh));
        }
    }
}

/// All that the program says, in one table: what a reader of Chinese goes through at a sitting.
#[test]
fn all_pairs_stand_in_one_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&src, &mut found);
    found.sort();
    let mut table = String::from("| English | 中文 |\n|---|---|\n");
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, text) in &found {
        let mut pairs = Pairs::default();
        pairs.visit_file(&syn::parse_file(text).unwrap());
        let name = path.strip_prefix(&src).unwrap().display();
        if !pairs.0.is_empty() {
            writeln!(table, "| **{name}** | |").unwrap();
        }
        for (en, zh) in &pairs.0 {
            count += 1;
            let cell = |text: &str| text.replace('\n', "⏎").replace('|', "\\|");
            writeln!(table, "| {} | {} |", cell(en), cell(zh)).unwrap();
            if !is_translated(en, zh) {
                wrong.push(format!("{name}: {en:?} {zh:?}"));
            }
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pairs.md");
    std::fs::write(&path, table).unwrap();
    println!("{count} pairs: {}", path.display());
    assert_eq!(wrong, [""; 0]);
    assert!(count > 1_500, "{count}");
}

/// What a Chinese reader is shown as it is: names of EnOS's, and those of flags.
const KEPT: &[&str] = &[
    "enroll",
    "EnOS",
    "deviceKey",
    "productKey",
    "AccessKey",
    "SecretKey",
    "JSON",
    "TLS",
    "RSA",
    "AES-",
    "ARRAY",
    "--gateway",
    "--trace",
    "--scenario",
];

/// Whether the Chinese text is Chinese, or nothing but arguments and what is kept.
fn is_translated(en: &str, zh: &str) -> bool {
    let mut inside = false;
    let mut outside = zh.replace(|c| is_within(c, &mut inside), " ");
    outside.retain(|c| c.is_ascii());
    let is_kept = |word: &str| !word.contains(char::is_alphabetic) || KEPT.contains(&word);
    let mut words = outside.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    // The command that switches to the other language calls it by its own name.
    zh.chars().any(is_chinese) || en.chars().any(is_chinese) || words.all(is_kept)
}

/// Whether this character belongs to a placeholder.
fn is_within(c: char, inside: &mut bool) -> bool {
    let was = *inside;
    *inside = (was || c == '{') && c != '}';
    was || *inside
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[test]
fn an_english_text_is_not_taken_for_a_chinese_one() {
    assert!(is_translated("{n} of {all}", "{n}/{all}"));
    assert!(is_translated("enroll: {why}", "enroll：{why}"));
    assert!(!is_translated("{n} left", "{n} left"));
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

    fn visit_macro(&mut self, given: &'ast Macro) {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        for argument in parser.parse2(given.tokens.clone()).into_iter().flatten() {
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
            let plain = text.replace("e.g.", "");
            let keys = keys_named(&plain);
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
