//! What a gateway asks for, and how long is waited for it.

use std::time::{Duration, Instant};

use crate::program::{Bench, Sandbox, code, json, outcomes, stderr};
use crate::resume::profile;
use crate::{EASY, request};

/// Far longer than anything else here takes.
const LONG: Duration = Duration::from_secs(40);

#[test]
fn a_pause_that_nobody_would_bear_ends_the_run_at_once_and_it_can_be_gone_on_with() {
    for operation in ["batch-create-devices", "get-token", "search-devices"] {
        let bench = Bench::new();
        // The look-up of what was lost is asked to wait a day; of the others, the request itself.
        let lost = if operation == "search-devices" {
            "[[rule]]\nfault = \"drop-reply\"\nnth = 1\n"
        } else {
            ""
        };
        let nth = match operation {
            "search-devices" => 3,
            "get-token" => 2,
            _ => 1,
        };
        let scenario = format!(
            "{lost}[[rule]]\nfault = \"status\"\nstatus = 429\nretry_after = 86400\n\
             operation = \"{operation}\"\nnth = {nth}\n"
        );
        let scenario = bench.file("scenario.toml", &scenario);
        let sandbox = Sandbox::start(&["--lag", "0s", "--scenario", &scenario]);
        profile(&bench, &sandbox.gateway, "");
        let file = bench.file("devices.json", &request(EASY, &["KEY-1", "KEY-2"]));
        let since = Instant::now();
        let mut told = bench.run(&["apply", "--format", "json", &file]);
        if operation == "get-token" {
            // Its second token is asked for by the second command.
            let again = bench.file("more.json", &request(EASY, &["KEY-3"]));
            told = bench.run(&["apply", "--format", "json", &again]);
        }
        assert!(since.elapsed() < LONG, "{operation}");
        let words = stderr(&told);
        assert!(words.contains("to wait"), "{operation}: {words}");
        assert_ne!(code(&told), 0, "{operation}: {words}");
        let on = bench.run(&["resume", "--format", "json"]);
        let settled = code(&on) == 0
            && outcomes(&json(&on))
                .iter()
                .all(|outcome| *outcome == "created");
        assert!(
            settled || operation == "get-token",
            "{operation}: {}",
            stderr(&on)
        );
    }
}
