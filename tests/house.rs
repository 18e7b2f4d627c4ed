//! The arrows of ARCHITECTURE.md: no folder uses another that it must not know.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{ItemMod, ItemUse, Macro, UseTree};

const MAY_USE: [(&str, &[&str]); 11] = [
    ("domain", &["said"]),
    ("provision", &["domain", "said"]),
    ("enos", &["domain"]),
    ("store", &["domain", "said", "whole"]),
    ("catalogue", &["domain", "enos", "said", "store", "words"]),
    (
        "submit",
        &["domain", "provision", "enos", "said", "store", "words"],
    ),
    (
        "words",
        &["connect", "domain", "provision", "enos", "said", "store"],
    ),
    (
        "exchange",
        &["domain", "provision", "said", "store", "words"],
    ),
    ("sandbox", &["whole"]),
    (
        "connect",
        &["clock", "domain", "enos", "said", "sandbox", "store"],
    ),
    (
        "tui",
        &[
            "catalogue",
            "clock",
            "connect",
            "domain",
            "enos",
            "exchange",
            "provision",
            "said",
            "store",
            "submit",
            "words",
        ],
    ),
];

/// Inside `tui/`. Two circles are left: `app` and `screens`, and a picker among the widgets that holds a text field.
const IN_THE_SCREENS: [(&str, &[&str]); 6] = [
    ("runtime", &["theme"]),
    ("widgets", &["form", "theme"]),
    ("form", &["theme", "widgets"]),
    ("screens", &["app", "form", "theme", "widgets"]),
    ("app", &["form", "runtime", "screens", "theme", "widgets"]),
    ("perform", &["app", "runtime"]),
];

/// The names of the library that a file uses, each as its modules from the crate's root on.
struct Uses {
    /// The module that is looked at.
    here: Vec<String>,
    found: BTreeSet<Vec<String>>,
}

impl Uses {
    /// Those of the source of the module `here`.
    fn of(here: &[&str], source: &str) -> BTreeSet<Vec<String>> {
        let mut uses = Self {
            here: here.iter().map(ToString::to_string).collect(),
            found: BTreeSet::new(),
        };
        uses.visit_file(&syn::parse_file(source).unwrap());
        uses.found
    }

    /// Takes note of a path as it is written, if it begins at a module of the crate.
    fn note(&mut self, path: &[String]) {
        let mut module = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("self" | "super") => self.here.clone(),
            _ => return,
        };
        for name in path {
            match name.as_str() {
                "crate" | "self" => {}
                "super" => _ = module.pop(),
                name => module.push(name.to_owned()),
            }
        }
        self.found.insert(module);
    }

    fn tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) => self.note(&with(&name.ident)),
            UseTree::Rename(rename) => self.note(&with(&rename.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(before, tree);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter();
        let names: Vec<String> = names.map(|segment| segment.ident.to_string()).collect();
        self.note(&names);
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.here.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.here.pop();
    }

    /// What a macro is given is no syntax yet, but its paths from the root look the same.
    fn visit_macro(&mut self, given: &'ast Macro) {
        let text = given.tokens.to_string().replace(' ', "");
        for after in text.split("crate::").skip(1) {
            let end = after.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
            let path = after.get(..end.unwrap_or(after.len())).unwrap_or_default();
            let names = path.split("::").filter(|name| !name.is_empty());
            self.found.insert(names.map(str::to_owned).collect());
        }
        visit::visit_macro(self, given);
    }
}

/// Every file below `folder` with its module.
fn files(folder: &Path, module: &[&str], found: &mut Vec<(PathBuf, Vec<String>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inner = [module, &[name]].concat();
        if path.is_dir() {
            files(&path, &inner, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let module = if name == "mod" { module } else { &inner };
            let module = module.iter().map(ToString::to_string).collect();
            found.push((path.clone(), module));
        }
    }
}

/// Fails where a room below `house`, the root's module `within`, names another than it may.
fn holds(within: &[&str], rooms: &[(&str, &[&str])]) {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let house: PathBuf = within.iter().fold(src, |at, name| at.join(name));
    for (room, allowed) in rooms {
        let mut all = Vec::new();
        files(&house.join(room), &[within, &[*room]].concat(), &mut all);
        assert!(!all.is_empty(), "{room}");
        for (path, module) in all {
            let module: Vec<&str> = module.iter().map(String::as_str).collect();
            // Tests press keys, draw and read sentences wherever they stand.
            let tests = module.contains(&"tests");
            if within == ["tui"] && tests {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for name in Uses::of(&module, &source) {
                let name: Vec<&str> = name.iter().map(String::as_str).collect();
                let Some(other) = name
                    .strip_prefix(within)
                    .and_then(|name| name.first().copied())
                else {
                    continue;
                };
                assert!(
                    other == *room
                        || allowed.contains(&other)
                        || (tests && matches!(other, "said" | "words")),
                    "{} uses {}, which ARCHITECTURE.md does not allow",
                    path.display(),
                    name.join("::")
                );
            }
        }
    }
}

#[test]
fn arrows_point_one_way() {
    holds(&[], &MAY_USE);
    holds(&["tui"], &IN_THE_SCREENS);
}

#[test]
fn every_way_of_naming_a_module_is_seen() {
    let source = "
        use crate::{domain::Draft, store::{Store as S, StoreError}};
        use super::super::words::*;
        use std::fmt;
        mod inner { use super::neighbour::Thing; }
        fn f(of: &crate::enos::Api) -> self::own::Type {
            println!(\"{}\", crate::submit::drive(of));
        }";
    let found = Uses::of(&["tui", "app"], source);
    let found: Vec<String> = found.iter().map(|name| name.join("::")).collect();
    assert_eq!(
        found,
        [
            "domain::Draft",
            "enos::Api",
            "store::Store",
            "store::StoreError",
            "submit::drive",
            "tui::app::neighbour::Thing",
            "tui::app::own::Type",
            "words",
        ]
    );
}
