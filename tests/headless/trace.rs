//! `--trace` and `enroll report`: what is told of a gateway, and that nothing of its secrets is.

use std::fs;

use enroll::domain::{RowIndex, RunId};
use enroll::store::Store;
use serde_json::Value;

use crate::program::{Bench, Sandbox, code, json, stderr};
use crate::{EASY, request};

/// A sandbox whose first token is lost in the middle and whose second batch is answered with trouble.
fn sandbox(bench: &Bench) -> Sandbox {
    let scenario = "[[rule]]\nfault = \"token-expired\"\nnth = 1\n\
                    [[rule]]\nfault = \"status\"\nstatus = 503\nretry_after = 1\nnth = 2\n";
    let scenario = bench.file("scenario.toml", scenario);
    Sandbox::start(&["--lag", "0s", "--scenario", &scenario])
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_trace_and_a_report_tell_how_a_gateway_answers_and_hold_no_secret() {
    let bench = Bench::new();
    let sandbox = sandbox(&bench);
    let gateway = &sandbox.gateway;
    let mut body: Value = serde_json::from_str(&request(EASY, &["KEY-1", "KEY-2"])).unwrap();
    body["requireSecret"] = true.into();
    let file = bench.file("devices.json", &body.to_string());
    let trace = bench.path().join("trace.jsonl");
    let trace_arg = trace.display().to_string();
    let key = sandbox.private_key.clone();
    let args = [
        "apply",
        "--format",
        "json",
        "--reveal-secrets",
        "--private-key",
        &key,
        "--trace",
        &trace_arg,
        &file,
    ];
    let applied = bench.run_at(gateway, &args);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    let report = json(&applied);
    let run = report["run"].to_string();
    let bundle = bench.path().join("bundle.json");
    let bundle_arg = bundle.display().to_string();
    let args = ["report", &run, &bundle_arg, "--private-key", &key];
    let reported = bench.run_at(gateway, &args);
    assert_eq!(code(&reported), 0, "{}", stderr(&reported));

    let traced = fs::read_to_string(&trace).unwrap();
    let told = fs::read_to_string(&bundle).unwrap();
    let rows = report["rows"].as_array().unwrap();
    let mut secrets: Vec<String> = rows
        .iter()
        .map(|row| row["deviceSecret"].as_str().unwrap().to_owned())
        .collect();
    secrets.extend([gateway.secret_key.clone(), gateway.access_key.clone()]);
    let store = Store::open(&bench.state()).unwrap();
    for index in 0..2 {
        let sealed = store.row_sealed(RunId(report["run"].as_i64().unwrap()), RowIndex(index));
        let sealed = sealed.unwrap().unwrap();
        secrets.extend([sealed.device_secret, sealed.session_key]);
    }
    drop(store);
    assert!(secrets.len() > 5 && secrets.iter().all(|secret| secret.len() > 5));
    secrets.extend(["KEY-1", "KEY-2"].map(str::to_owned));
    for secret in &secrets {
        assert!(!traced.contains(secret.as_str()), "{secret}");
        assert!(!told.contains(secret.as_str()), "{secret}");
    }
    for word in [EASY, gateway.org_id.as_str(), "127.0.0.1"] {
        assert!(!told.contains(word), "{word}");
    }

    let lines: Vec<Value> = traced
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |call: &'static str| lines.iter().filter(move |line| line["call"] == call);
    let creates: Vec<&Value> = of("Batch Create Devices").collect();
    // Refused for its token, sent again with a new one, which meets the 503, and once more.
    assert_eq!(creates[0]["fault"], "credentials");
    assert_eq!(creates[1]["attempt"], 2);
    assert!(
        creates
            .iter()
            .any(|line| line["status"] == 503 && line["retryAfterSeconds"] == 1)
    );
    let last = creates.last().unwrap();
    assert_eq!((&last["status"], &last["code"]), (&200.into(), &0.into()));
    assert!(last["requestId"].is_string() && last["ms"].is_u64());
    assert!(last["sentBytes"].as_u64() > Some(100) && last["receivedBytes"].as_u64() > Some(100));
    let shape = last["shape"].as_str().unwrap();
    assert!(shape.contains("deviceSecret:string"), "{shape}");
    assert!(of("Get Access Token").count() >= 2);

    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["rows"]["created"], 2);
    assert!(told["replies"].as_array().unwrap().len() > 3);
    let opened = told["opened"].as_object().unwrap();
    assert_eq!(opened.values().next(), Some(&2.into()), "{told}");
    assert_eq!(told["sealed"]["deviceSecret"].as_object().unwrap().len(), 1);
    #[cfg(unix)]
    for file in [&trace, &bundle] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    // What is there already is not written over.
    assert_eq!(
        code(&bench.run_at(gateway, &["report", &run, &bundle_arg])),
        2
    );
    let refused = bench.run(&["--trace", &trace_arg, "codes"]);
    assert_eq!(code(&refused), 2);
}
