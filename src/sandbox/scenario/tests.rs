//! Scenarios as written: what is read, what is refused and where, and that all that is built in can be had.

use std::time::Duration;

use super::builtin::BUILTINS;
use super::{
    Fault, How, Meddle, Pick, RetryAfter, Rule, Scenario, ScenarioError, Settings, Shift, When,
};
use crate::said::Lang;
use crate::sandbox::Operation;
use crate::sandbox::examples::examples;

mod refused;

fn rule(text: &str) -> Rule {
    let mut scenario = Scenario::parse(&format!("[[rule]]\n{text}")).unwrap();
    scenario.rules.remove(0)
}

/// The line and the message of a scenario that makes no sense. It is said in the form, or the TOML library says it.
fn refused(text: &str) -> (usize, String) {
    match Scenario::parse(text).unwrap_err() {
        ScenarioError::Invalid { line, message, .. } => {
            let marked = message.to(Lang::Marked);
            let is_form = marked.starts_with('⟦') && marked.ends_with('⟧');
            assert!(is_form || text.parse::<toml::Table>().is_err(), "{marked}");
            (line, message.en().to_owned())
        }
        other => panic!("{other}"),
    }
}

#[test]
fn everything_a_scenario_can_say_is_read() {
    let text = r#"
        seed = 7
        batch_limit = 100
        product_limit = 500
        body_limit = 65536
        lag = "500ms"
        clock_offset = "-20m"
        switches = ["item-code=real", "item-data=echo"]

        [[rule]]
        fault = "status"
        status = 503
        acted = true
        retry_after = 2
        operation = ["get-token", "search-devices"]
        keys = "INV-0*"
        from_batch = 3
        nth = "3..5"
        every = 2
        probability = 0.25
        times = 9

        [[rule]]
        fault = "reset"
    "#;
    let settings = Settings {
        batch_limit: Some(100),
        product_limit: Some(500),
        body_limit: Some(65536),
        lag: Some(Duration::from_millis(500)),
        clock_offset: -20 * 60_000,
        switches: vec!["item-code=real".into(), "item-data=echo".into()],
    };
    let busy = Rule {
        operations: vec![Operation::GetToken, Operation::SearchDevices],
        keys: Some("INV-0*".into()),
        from_batch: 3,
        nth: 3..=5,
        every: 2,
        probability: 0.25,
        times: 9,
        fault: Fault::Status {
            status: 503,
            acted: true,
            retry_after: Some(RetryAfter::Seconds(2)),
        },
    };
    let expected = Scenario {
        seed: Some(7),
        settings,
        rules: vec![busy, Rule::new(Fault::Reset)],
    };
    assert_eq!(Scenario::parse(text).unwrap(), expected);
    assert_eq!(Scenario::parse("").unwrap(), Scenario::default());
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_kind_of_fault_can_be_written() {
    let written = [
        (
            "fault = 'delay'\ntime = '2s'",
            Fault::Delay(Duration::from_secs(2)),
        ),
        (
            "fault = 'act-late'\ntime = '1m'",
            Fault::ActLate(Duration::from_secs(60)),
        ),
        (
            "fault = 'slow-body'\ntime = '5ms'",
            Fault::SlowBody(Duration::from_millis(5)),
        ),
        ("fault = 'refuse'", Fault::Refuse),
        ("fault = 'reset'", Fault::Reset),
        ("fault = 'drop-reply'", Fault::DropReply),
        ("fault = 'cut-reply'", Fault::CutReply),
        ("fault = 'malformed-json'", Fault::MalformedJson),
        ("fault = 'truncated-json'", Fault::TruncatedJson),
        ("fault = 'wrong-content-type'", Fault::WrongContentType),
        (
            "fault = 'html-page'",
            Fault::HtmlPage {
                status: 200,
                acted: false,
            },
        ),
        (
            "fault = 'status'\nstatus = 429\nretry_at = 3",
            Fault::Status {
                status: 429,
                acted: false,
                retry_after: Some(RetryAfter::Date(3)),
            },
        ),
        ("fault = 'token-expired'", Fault::TokenExpired),
        ("fault = 'token-renewed'", Fault::TokenRenewed),
        (
            "fault = 'code'\ncode = 99400",
            Fault::Code {
                code: 99400,
                acted: false,
            },
        ),
        (
            "fault = 'code'\ncode = 99504\nacted = true",
            Fault::Code {
                code: 99504,
                acted: true,
            },
        ),
        (
            "fault = 'fail-items'\ncode = 11714\nshare = 0.5",
            Fault::FailItems {
                code: 11714,
                acted: false,
                pick: Pick::Share(0.5),
            },
        ),
        (
            "fault = 'fail-items'\ncode = 11739\nacted = true\nlatter_half = true",
            Fault::FailItems {
                code: 11739,
                acted: true,
                pick: Pick::LatterHalf,
            },
        ),
        ("fault = 'shuffle-items'", Fault::ShuffleItems),
        ("fault = 'missing-item'", Fault::MissingItem),
        ("fault = 'extra-item'", Fault::ExtraItem),
        ("fault = 'wrong-counts'", Fault::WrongCounts),
        ("fault = 'stale'", Fault::Stale),
        (
            "fault = 'shift-pages'\nby = 'deleted'",
            Fault::ShiftPages(Shift::Deleted),
        ),
    ];
    for (text, fault) in &written {
        assert_eq!(rule(text).fault, *fault, "{text}");
    }
    // That one has a test of its own.
    for kind in Fault::KINDS.iter().filter(|kind| kind.name != "meddle") {
        assert!(
            written.iter().any(|(_, fault)| fault.name() == kind.name),
            "{}",
            kind.name
        );
    }
}

#[test]
fn somebody_else_can_be_written() {
    let written = [
        (
            "fault = 'meddle'\nhow = 'remake'\nwhen = 'after'\nshare = 0.5",
            Fault::Meddle(Meddle {
                how: How::Remake,
                when: When::After,
                share: 0.5,
            }),
        ),
        (
            "fault = 'meddle'\nhow = 'tag'",
            Fault::Meddle(Meddle {
                how: How::Tag,
                when: When::Before,
                share: 1.0,
            }),
        ),
    ];
    for (text, fault) in &written {
        assert_eq!(rule(text).fault, *fault, "{text}");
    }
    let one = rule("fault = 'meddle'\nhow = 'tag'\noperation = 'all'");
    assert_eq!(one.operations, one.fault.operations());
}

#[test]
fn without_an_operation_a_fault_works_where_it_belongs() {
    assert_eq!(
        rule("fault = 'reset'").operations,
        [Operation::BatchCreateDevices]
    );
    assert_eq!(
        rule("fault = 'stale'").operations,
        [Operation::SearchDevices]
    );
    assert_eq!(
        rule("fault = 'reset'\noperation = 'all'").operations,
        Operation::ALL
    );
    let code = rule("fault = 'code'\ncode = 99500\noperation = 'all'");
    assert_eq!(code.operations, Operation::SIGNED);
}

#[test]
fn counts_are_numbers_or_ranges_with_both_ends() {
    for (text, range) in [("2", 2..=2), ("'3..5'", 3..=5), ("'3..'", 3..=u64::MAX)] {
        assert_eq!(rule(&format!("fault = 'reset'\nnth = {text}")).nth, range);
    }
    for text in ["0", "-1", "'5..3'", "'..3'", "'a..b'", "2.5", "'0..2'"] {
        let (line, message) = refused(&format!("[[rule]]\nfault = 'reset'\nnth = {text}"));
        assert_eq!(line, 3, "{text}");
        assert!(
            message.starts_with("`nth` must be a number of at least 1"),
            "{message}"
        );
    }
}

#[test]
fn built_in_ones_can_be_had_by_name() {
    for (name, about, _) in BUILTINS {
        let scenario = Scenario::open(name).unwrap();
        assert_ne!(scenario, Scenario::default(), "{name}");
        for lang in [Lang::En, Lang::Zh] {
            let about = about.to(lang);
            assert!(!about.is_empty() && Scenario::help("", lang).contains(&*about));
        }
    }
    let error = Scenario::open("flakey").unwrap_err().to_string();
    assert!(
        error.starts_with("there is no scenario `flakey`: no such file"),
        "{error}"
    );
    assert!(
        error.contains("lost-replies") && error.ends_with("did you mean `flaky`?"),
        "{error}"
    );
}

#[test]
fn a_file_is_named_when_it_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mine.toml");
    let name = path.to_str().unwrap();
    std::fs::write(&path, "batch_limit = 5").unwrap();
    assert_eq!(Scenario::open(name).unwrap().settings.batch_limit, Some(5));
    std::fs::write(&path, "\n\nbatch_limit = 'x'").unwrap();
    let error = Scenario::open(name).unwrap_err().to_string();
    assert!(
        error.contains("mine.toml, line 3: `batch_limit` must be"),
        "{error}"
    );
    let error = Scenario::open(dir.path().to_str().unwrap()).unwrap_err();
    assert!(matches!(error, ScenarioError::File { .. }), "{error}");
}

#[test]
fn the_help_explains_everything() {
    for lang in [Lang::En, Lang::Zh] {
        let help = Scenario::help("", lang);
        for kind in Fault::KINDS {
            assert!(help.contains(kind.name) && help.contains(&*kind.about.to(lang)));
            let keys = kind.keys.map(|keys| keys.to(lang));
            assert!(keys.is_none_or(|keys| help.contains(&*keys)));
        }
    }
    let help = Scenario::help("", Lang::En);
    for way in How::ALL {
        assert!(help.contains(way.name()) && way.name().parse() == Ok(*way));
    }
    for operation in Operation::ALL {
        assert!(help.contains(operation.name()));
    }
}

#[test]
fn there_is_an_example_for_every_kind() {
    let examples = examples();
    let mut names: Vec<_> = examples.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), examples.len(), "names are unique");
    for kind in Fault::KINDS {
        let shows = |scenario: &Scenario| {
            let mut rules = scenario.rules.iter();
            rules.any(|rule| rule.fault.name() == kind.name)
        };
        assert!(
            examples.iter().any(|(_, scenario)| shows(scenario)),
            "{}",
            kind.name
        );
    }
}
