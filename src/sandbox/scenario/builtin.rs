//! The scenarios that come with the program; their files are examples for one's own, too.

/// Name, one line about it, and the scenario itself.
pub(super) const BUILTINS: &[(&str, &str, &str)] = &[
    (
        "flaky",
        "a bad link: lost replies, resets, 429, 503 and delays, by chance",
        include_str!("../../../assets/scenarios/flaky.toml"),
    ),
    (
        "lost-replies",
        "every third batch is made, and its reply lost",
        include_str!("../../../assets/scenarios/lost-replies.toml"),
    ),
    (
        "rate-limited",
        "every third request is answered by 429, now and then with Retry-After",
        include_str!("../../../assets/scenarios/rate-limited.toml"),
    ),
    (
        "outage",
        "after three batches the gateway hangs up on the next five calls",
        include_str!("../../../assets/scenarios/outage.toml"),
    ),
    (
        "small-batches",
        "at most 100 devices in a batch (99400), as an administrator may have set it",
        include_str!("../../../assets/scenarios/small-batches.toml"),
    ),
    (
        "bad-row",
        "a device key that contains BAD has its whole batch refused (99400)",
        include_str!("../../../assets/scenarios/bad-row.toml"),
    ),
    (
        "stale-search",
        "every second reply is lost, and the next three searches do not see the devices",
        include_str!("../../../assets/scenarios/stale-search.toml"),
    ),
    (
        "token-thief",
        "another program renews the token before every third call",
        include_str!("../../../assets/scenarios/token-thief.toml"),
    ),
    (
        "slow",
        "50 ms more for every request",
        include_str!("../../../assets/scenarios/slow.toml"),
    ),
];

/// The text of a built-in scenario.
pub(super) fn find(name: &str) -> Option<&'static str> {
    BUILTINS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(.., text)| *text)
}
