//! What is recognised, and as what.

use proptest::prelude::*;

use super::*;
use crate::domain::{Draft, RowIndex, RunId, StringI18n};

/// A device of this name; one in capitals has a key.
fn draft(name: char) -> Draft {
    Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain(name),
        timezone: "+08:00".to_owned(),
        device_key: name.is_uppercase().then(|| format!("KEY-{name}")),
        ..Draft::default()
    }
}

fn drafts(names: &str) -> Vec<Draft> {
    names.chars().map(draft).collect()
}

fn wanted(drafts: &[Draft]) -> Vec<Wanted> {
    let rows = drafts.iter().map(DraftRef::Open);
    rows.map(Wanted::from).collect()
}

/// The rows of a run: `a` created, `a?` not settled.
fn run(run: i64, told: bool, rows: &str) -> Vec<Sent> {
    let rows = rows.split(' ').filter(|row| !row.is_empty());
    (0..)
        .zip(rows)
        .map(|(row, written)| Sent {
            run: RunId(run),
            row: RowIndex(row),
            content: Content::of(&draft(written.chars().next().unwrap()), false),
            former: Vec::new(),
            state: if written.ends_with('?') {
                RowState::Unknown
            } else {
                RowState::Created
            },
            told,
            device_key: None,
            asset_id: None,
        })
        .collect()
}

/// `new`, `1.0 goes` or `1.0 made` for every row: where it was sent before, run and place.
fn seen(names: &str, sent: &[&[Sent]], again: bool) -> Vec<String> {
    let same = recognise(wanted(&drafts(names)), sent.concat(), again);
    let word = |same: &Same| match same {
        Same::New => "new".to_owned(),
        Same::Going(sent) => format!("{}.{} goes", sent.run, sent.row.0),
        Same::Made(sent) => format!("{}.{} made", sent.run, sent.row.0),
    };
    same.iter().map(word).collect()
}

#[test]
fn equal_rows_are_counted() {
    let sent = run(1, true, "a b");
    assert_eq!(
        seen("aba", &[&sent], false),
        ["1.0 made", "1.1 made", "new"]
    );
    assert_eq!(seen("a", &[&sent], false), ["1.0 made"]);
}

#[test]
fn what_is_not_settled_comes_before_what_is_created() {
    let sent = [run(1, true, "a"), run(2, true, "a?")].concat();
    assert_eq!(seen("a", &[&sent], false), ["2.0 goes"]);
    assert_eq!(
        seen("aaa", &[&sent], false),
        ["2.0 goes", "1.0 made", "new"]
    );
}

#[test]
fn a_key_that_exists_is_for_the_policy_to_decide() {
    assert_eq!(seen("A", &[&run(1, true, "A")], false), ["new"]);
}

#[test]
fn a_run_that_is_gone_on_with_has_what_it_created() {
    let half = run(1, true, "A B? c");
    assert_eq!(
        seen("ABc", &[&half], false),
        ["1.0 goes", "1.1 goes", "1.2 goes"]
    );
    // None of its open rows is among these: it is left alone.
    assert_eq!(seen("Ac", &[&half], false), ["new", "1.2 made"]);
    // Nobody was told how it ended, be it settled or not.
    let cut_short = run(1, false, "A c");
    assert_eq!(seen("Ac", &[&cut_short], false), ["1.0 goes", "1.1 goes"]);
}

#[test]
fn again_makes_created_rows_without_keys_anew_and_nothing_else() {
    let sent = [run(1, true, "a"), run(2, true, "b B?")].concat();
    let again = seen("aBb", &[&sent], true);
    assert_eq!(again, ["new", "2.1 goes", "2.0 goes"]);
    // What was made again is recognised when it is cut short.
    let twice = [run(1, true, "a"), run(2, false, "a")].concat();
    assert_eq!(seen("a", &[&twice], true), ["2.0 goes"]);
}

#[test]
fn a_corrected_row_stands_for_what_it_says_and_for_what_it_said_before() {
    let mut sent = run(1, true, "b c");
    sent[0].former = ["a", "d"]
        .map(|name| Content::of(&drafts(name)[0], false))
        .to_vec();
    assert_eq!(seen("a", &[&sent], false), ["1.0 made"]);
    assert_eq!(seen("b", &[&sent], false), ["1.0 made"]);
    // For one of the two only; what it says now comes first.
    assert_eq!(seen("ab", &[&sent], false), ["new", "1.0 made"]);
    assert_eq!(seen("da", &[&sent], false), ["1.0 made", "new"]);
}

proptest! {
    #[test]
    fn every_row_sent_before_stands_for_one_at_most(
        names in "[abAB]{0,12}",
        told in any::<[bool; 2]>(),
        rows in "([abAB]\\?? ){0,12}",
        more in "([abAB]\\?? ){0,12}",
        again in any::<bool>(),
    ) {
        let sent = [run(1, told[0], &rows), run(2, told[1], &more)].concat();
        let all = drafts(&names);
        let same = recognise(wanted(&all), sent.clone(), again);
        prop_assert_eq!(same.len(), all.len());
        let mut seen = BTreeSet::new();
        for (draft, is) in all.iter().zip(&same) {
            let content = Content::of(draft, false);
            let free = |wanted: &dyn Fn(&Sent) -> bool| {
                sent.iter().filter(|sent| sent.content == content && wanted(sent)).count()
            };
            match is {
                Same::Going(sent) | Same::Made(sent) => {
                    prop_assert_eq!(sent.content, content);
                    prop_assert!(seen.insert((sent.run, sent.row)));
                    let keyed = draft.device_key.is_some();
                    prop_assert!(!(matches!(is, Same::Made(_)) && (keyed || again)));
                }
                Same::New => {
                    // Everything not settled that says the same stands for another row.
                    let others = all.iter().zip(&same).filter(|(other, is)| {
                        Content::of(other, false) == content && **is != Same::New
                    });
                    let others = others.count();
                    prop_assert!(free(&|sent| sent.state != RowState::Created) <= others);
                    if draft.device_key.is_none() && !again {
                        prop_assert!(free(&|_| true) <= others);
                    }
                }
            }
        }
    }
}
