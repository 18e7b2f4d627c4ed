//! Search expressions as the documents write them.

use std::collections::HashSet;

use proptest::prelude::*;

use super::parser::parse;
use super::{Expression, Operator};

const ALL: &[Operator] = &[
    Operator::Equals,
    Operator::Differs,
    Operator::In,
    Operator::Like,
    Operator::Exists,
];

fn everything(_: &str) -> &'static [Operator] {
    ALL
}

fn parsed(source: &str) -> Expression {
    parse(source, everything).unwrap()
}

fn is(field: &str, value: &str) -> Expression {
    Expression::Test(
        field.into(),
        Operator::Equals,
        HashSet::from([value.into()]),
    )
}

#[test]
fn and_binds_stronger_than_or() {
    assert_eq!(
        parsed("a='1' or b='2' and c='3'"),
        Expression::Or(vec![
            is("a", "1"),
            Expression::And(vec![is("b", "2"), is("c", "3")])
        ])
    );
    assert_eq!(
        parsed("(a='1' or b='2') and c='3'"),
        Expression::And(vec![
            Expression::Or(vec![is("a", "1"), is("b", "2")]),
            is("c", "3")
        ])
    );
}

#[test]
fn one_kind_of_quote_may_stand_within_the_other() {
    assert_eq!(parsed("a = \"it's\""), is("a", "it's"));
    assert_eq!(
        parsed("a = 'say \"x\" and (y)'"),
        is("a", "say \"x\" and (y)")
    );
}

#[test]
fn lists_and_existence_are_read() {
    let both = HashSet::from(["x".to_owned(), "y".to_owned()]);
    assert_eq!(
        parsed("a in ( 'x' ,\"y\")"),
        Expression::Test("a".into(), Operator::In, both)
    );
    assert_eq!(
        parsed("not exists(deviceTags.a)"),
        Expression::Test("deviceTags.a".into(), Operator::Missing, HashSet::new())
    );
    assert_eq!(parsed("  "), Expression::And(Vec::new()));
}

#[test]
fn what_cannot_be_read_is_explained() {
    for (source, text) in [
        ("a", "a needs an operator: = != in like"),
        ("a =", "a text in quotes is expected"),
        ("a = 1", "a text in quotes is expected, not 1"),
        ("a = 'x", "a text misses its closing '"),
        ("a = 'x' b", "b is not expected"),
        ("a = 'x' and", "it ends too early"),
        ("(a = 'x'", ") is expected"),
        ("a in ()", "a text in quotes is expected, not )"),
        ("a in 'x'", "( is expected"),
        ("not a = 'x'", "not is only for exists"),
        ("exists 'x'", "( is expected"),
        ("a ! 'x'", "! is not understood"),
        ("= 'x'", "a field is expected, not ="),
    ] {
        assert_eq!(parse(source, everything).unwrap_err(), text, "{source}");
    }
}

#[test]
fn a_field_takes_its_operators_only() {
    let keys = |field: &str| -> &'static [Operator] {
        if field == "key" {
            &[Operator::Equals]
        } else {
            &[]
        }
    };
    assert!(parse("key = 'x'", keys).is_ok());
    assert_eq!(
        parse("key like 'x'", keys).unwrap_err(),
        "key does not take this operator"
    );
    assert_eq!(
        parse("kye = 'x'", keys).unwrap_err(),
        "there is no field kye"
    );
}

#[test]
fn deep_nesting_is_refused_and_broad_is_not() {
    let nested = |depth: usize| format!("{}a='x'{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(64), everything).is_ok());
    assert!(parse(&nested(65), everything).is_err());
    assert!(parse(&nested(100_000), everything).is_err());
    let broad = vec!["(a='x')"; 1_000].join(" or ");
    assert!(parse(&broad, everything).is_ok());
}

proptest! {
    #[test]
    fn any_text_is_read_or_explained(source in "\\PC{0,60}") {
        let _ = parse(&source, everything);
    }

    #[test]
    fn any_words_are_read_or_explained(
        words in prop::collection::vec(
            prop::sample::select(vec!["a", "and", "or", "not", "exists", "in", "like", "(", ")", ",", "=", "!=", "'x'"]),
            0..16,
        )
    ) {
        if let Ok(expression) = parse(&words.join(" "), everything) {
            expression.matches(&|_: &str| Some("x"));
        }
    }
}
