//! The scenarios that come with the program; their files are examples for one's own, too.

/// Makes the table from the names of the files and one line about each.
macro_rules! builtins {
    ($($name:literal $about:literal)+) => {
        /// Name, one line about it, and the scenario itself.
        pub(super) const BUILTINS: &[(&str, &str, &str)] = &[$((
            $name,
            $about,
            include_str!(concat!("../../../assets/scenarios/", $name, ".toml")),
        ),)+];
    };
}

builtins! {
    "flaky" "a bad link: lost replies, resets, 429, 503 and delays, by chance"
    "lost-replies" "every third batch is made, and its reply lost"
    "rate-limited" "every third request is answered by 429, now and then with Retry-After"
    "outage" "after three batches the gateway hangs up on the next five calls"
    "small-batches" "at most 100 devices in a batch (99400), as an administrator may have set it"
    "bad-row" "a device key that contains BAD has its whole batch refused (99400)"
    "stale-search" "every second reply is lost, and the next three searches do not see the devices"
    "token-thief" "another program renews the token before every third call"
    "slow" "50 ms more for every request"
}
