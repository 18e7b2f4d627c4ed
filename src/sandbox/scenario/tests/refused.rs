//! Scenarios that make no sense: the line, what is wrong there, and what would be right.

use super::refused;

/// Text, line, and two parts of the message.
const CASES: &[(&str, usize, &str, &str)] = &[
    (
        "\nbatch_limits = 3",
        2,
        "a scenario has no key `batch_limits`",
        "did you mean `batch_limit`?",
    ),
    (
        "seed = -1",
        1,
        "`seed` must be",
        "a whole number of at least 0",
    ),
    ("lag = 5", 1, "`lag` must be a time", "\"200ms\""),
    (
        "clock_offset = '20'",
        1,
        "`clock_offset` must be a time",
        "\"-20m\"",
    ),
    (
        "switches = [\n'item-code=odd'\n]",
        2,
        "no value `odd`",
        "minus-one or real",
    ),
    ("rule = 3", 1, "`rule` must be tables", "[[rule]]"),
    (
        "[[rule]]",
        1,
        "`fault` is missing",
        "fault = \"drop-reply\"",
    ),
    (
        "[[rule]]\nfault = 'drop-replay'",
        2,
        "no fault `drop-replay`",
        "did you mean `drop-reply`?",
    ),
    (
        "[[rule]]\nfault = 'status'",
        1,
        "`status` is missing",
        "status = 503",
    ),
    (
        "[[rule]]\nfault = 'status'\nstatus = 200",
        3,
        "`status` must be",
        "from 400 to 599",
    ),
    (
        "[[rule]]\nfault = 'reset'\nacted = true",
        3,
        "the fault `reset` has no key `acted`",
        "it takes",
    ),
    (
        "[[rule]]\nfault = 'reset'\nkey = 'x'",
        3,
        "no key `key`",
        "did you mean `keys`?",
    ),
    (
        "[[rule]]\nfault = 'reset'\nprobability = 2",
        3,
        "`probability` must be",
        "from 0 to 1",
    ),
    (
        "[[rule]]\nfault = 'reset'\nprobability = nan",
        3,
        "`probability` must be",
        "from 0 to 1",
    ),
    (
        "[[rule]]\nfault = 'reset'\nevery = 0",
        3,
        "`every` must be",
        "of at least 1",
    ),
    (
        "[[rule]]\nfault = 'code'\ncode = 0",
        3,
        "`code` must be an EnOS code",
        "11714",
    ),
    (
        "[[rule]]\nfault = 'stale'\noperation = 'search-device'",
        3,
        "no operation `search-device`",
        "did you mean `search-devices`?",
    ),
    (
        "[[rule]]\nfault = 'stale'\noperation = 'get-token'",
        3,
        "`stale` has no operation `get-token`",
        "search-devices, get-device",
    ),
    (
        "[[rule]]\nfault = 'meddle'\nhow = 'tags'",
        3,
        "`how` must be one of tag, describe,",
        "remake",
    ),
    (
        "[[rule]]\nfault = 'meddle'\nhow = 'tag'\nwhen = 'now'",
        4,
        "`when` must be",
        "\"before\" or \"after\"",
    ),
    (
        "[[rule]]\nfault = 'reset'\noperation = []",
        3,
        "at least one operation",
        "operation",
    ),
    (
        "[[rule]]\nfault = 'status'\nstatus = 429\nretry_after = 1\nretry_at = 1",
        5,
        "two forms of the same header",
        "keep one",
    ),
    (
        "[[rule]]\nfault = 'reset'\nfault = 'reset'",
        3,
        "duplicate key",
        "",
    ),
];

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_would_be_right() {
    for (text, at, what, right) in CASES {
        let (line, message) = refused(text);
        assert_eq!(line, *at, "{text}: {message}");
        assert!(
            message.contains(what) && message.contains(right),
            "{text}: {message}"
        );
    }
}
