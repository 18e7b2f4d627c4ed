//! Key patterns.

use proptest::prelude::*;

use super::{Fault, Rule};

fn fits(pattern: &str, key: &str) -> bool {
    let rule = Rule {
        keys: Some(pattern.to_owned()),
        ..Rule::new(Fault::Reset)
    };
    rule.fits(key)
}

#[test]
fn stars_and_question_marks_stand_for_characters() {
    for (pattern, key) in [
        ("INV-0*", "INV-0"),
        ("INV-0*", "INV-017"),
        ("*7", "a77"),
        ("a?c", "a描c"),
        ("*BAD*", "xBADy"),
        ("*a*b", "ab-aab"),
        ("**", ""),
        ("", ""),
    ] {
        assert!(fits(pattern, key), "{pattern} {key}");
    }
    for (pattern, key) in [
        ("INV-0*", "INV-1"),
        ("INV", "INV-1"),
        ("a?c", "ac"),
        ("*ab", "ab-"),
        ("a*a", "a"),
        ("", "a"),
        ("?", ""),
    ] {
        assert!(!fits(pattern, key), "{pattern} {key}");
    }
    assert!(Rule::new(Fault::Reset).fits("anything"));
}

/// The plain definition, too slow for long keys.
fn by_definition(pattern: &[u8], key: &[u8]) -> bool {
    match (pattern, key) {
        ([], key) => key.is_empty(),
        ([b'*', rest @ ..], key) => (0..=key.len()).any(|skip| by_definition(rest, &key[skip..])),
        ([b'?', pattern @ ..], [_, key @ ..]) => by_definition(pattern, key),
        ([wild, pattern @ ..], [letter, key @ ..]) => wild == letter && by_definition(pattern, key),
        (_, []) => false,
    }
}

proptest! {
    #[test]
    fn every_pattern_means_what_it_is_defined_to(pattern in "[ab*?]{0,7}", key in "[ab]{0,8}") {
        prop_assert_eq!(fits(&pattern, &key), by_definition(pattern.as_bytes(), key.as_bytes()));
    }
}
