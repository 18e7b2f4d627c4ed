//! The arrows of ARCHITECTURE.md: no folder uses another that it must not know.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::collections::{BTreeMap, BTreeSet};
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
    ("sandbox", &["said", "whole"]),
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

/// Inside `tui/`.
const IN_THE_SCREENS: [(&str, &[&str]); 10] = [
    ("runtime", &["theme"]),
    ("widgets", &["theme"]),
    ("text_field", &["theme", "widgets"]),
    ("picker", &["text_field", "theme", "widgets"]),
    (
        "form",
        &["keys", "picker", "text_field", "theme", "widgets"],
    ),
    ("shared", &["keys", "runtime", "theme", "widgets"]),
    (
        "contract",
        &["form", "picker", "shared", "text_field", "theme", "widgets"],
    ),
    (
        "screens",
        &[
            "contract",
            "form",
            "picker",
            "shared",
            "text_field",
            "theme",
            "widgets",
        ],
    ),
    (
        "app",
        &[
            "contract",
            "form",
            "keys",
            "picker",
            "runtime",
            "screens",
            "shared",
            "text_field",
            "theme",
            "widgets",
        ],
    ),
    ("perform", &["runtime", "shared"]),
];

/// What a screen is given to change beside its own: the cells that it draws.
const DRAWN_ON: [&str; 2] = ["Buffer", "Lines"];

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

/// Every file of `tui/` but tests, with its module and the modules that it names.
fn screens() -> Vec<(PathBuf, Vec<String>, BTreeSet<Vec<String>>)> {
    let mut all = Vec::new();
    let tui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    files(&tui, &["tui"], &mut all);
    all.retain(|(_, module)| !module.iter().any(|name| name == "tests"));
    let with_names = |(path, module): (PathBuf, Vec<String>)| {
        let here: Vec<&str> = module.iter().map(String::as_str).collect();
        let names = Uses::of(&here, &std::fs::read_to_string(&path).unwrap());
        (path, module, names)
    };
    all.into_iter().map(with_names).collect()
}

#[test]
fn no_screen_names_another() {
    for (path, module, names) in screens() {
        let [_, screens, own, ..] = module.as_slice() else {
            continue;
        };
        if screens != "screens" || own == "against" {
            continue;
        }
        for name in names {
            if let [tui, screens, other, _, ..] = name.as_slice()
                && (tui.as_str(), screens.as_str()) == ("tui", "screens")
            {
                assert!(
                    other == own || other == "against",
                    "{} names {}",
                    path.display(),
                    name.join("::")
                );
            }
        }
    }
}

/// What is asked to be changed in the signatures of a file, and the types that it defines.
#[derive(Default)]
struct Changed {
    asked: BTreeSet<String>,
    own: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Changed {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.own.insert(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.own.insert(item.ident.to_string());
    }

    fn visit_type_reference(&mut self, reference: &'ast syn::TypeReference) {
        if reference.mutability.is_some() {
            self.asked.insert(match &*reference.elem {
                syn::Type::Path(path) => path.path.segments.last().unwrap().ident.to_string(),
                _ => "something without a name".to_owned(),
            });
        }
        visit::visit_type_reference(self, reference);
    }
}

#[test]
fn a_screen_changes_itself_alone() {
    let mut rooms: BTreeMap<String, Changed> = BTreeMap::new();
    for (path, module, _) in screens() {
        if let [_, screens, room, ..] = module.as_slice()
            && screens == "screens"
        {
            let changed = rooms.entry(room.clone()).or_default();
            let source = std::fs::read_to_string(&path).unwrap();
            changed.visit_file(&syn::parse_file(&source).unwrap());
        }
    }
    assert!(rooms.len() > 5);
    for (room, Changed { asked, own }) in rooms {
        for name in asked {
            assert!(
                DRAWN_ON.contains(&&*name) || own.contains(&name),
                "{room} asks for {name}, to change it"
            );
        }
    }
}

#[test]
fn no_files_of_the_screens_stand_in_a_circle() {
    let all = screens();
    let modules: BTreeSet<&[String]> = all.iter().map(|(_, module, _)| &**module).collect();
    // A name stands in the file of the longest module that it begins with.
    let file_of = |name: &[String]| -> Option<Vec<String>> {
        let mut lengths = (1..=name.len()).rev();
        let length = lengths.find(|length| modules.contains(&name[..*length]))?;
        Some(name[..length].to_vec())
    };
    let mut uses: BTreeMap<&[String], BTreeSet<Vec<String>>> = BTreeMap::new();
    for (_, module, names) in &all {
        let others = names.iter().filter_map(|name| file_of(name));
        // A parent and its own children may know each other.
        let related = |other: &Vec<String>| other.starts_with(module) || module.starts_with(other);
        let others = others.filter(|other| !related(other)).collect();
        uses.insert(module, others);
    }
    // Files that use nothing that is left are taken away, until no more can be.
    loop {
        let free: Vec<Vec<String>> = uses
            .iter()
            .filter(|(_, others)| others.iter().all(|other| !uses.contains_key(&**other)))
            .map(|(module, _)| module.to_vec())
            .collect();
        if free.is_empty() {
            break;
        }
        uses.retain(|module, _| !free.iter().any(|gone| gone == module));
    }
    let circle: Vec<String> = uses.keys().map(|module| module.join("::")).collect();
    assert!(circle.is_empty(), "in or before a circle: {circle:#?}");
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
