//! A report on a run that may be mailed: how the gateway's replies and secrets look, and nothing of what they say.

use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::{RowState, Sealed};
use crate::store::{ReplyShape, RunRecord};
use crate::words;

/// The report. It names no gateway, organisation, product, device or person.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bundle {
    program: Value,
    rows: BTreeMap<String, usize>,
    /// Of the rows that failed or are unknown, by EnOS's code; `none` without one.
    codes: BTreeMap<String, usize>,
    /// The most attempts that one row took.
    attempts: u16,
    replies: Vec<ReplyShape>,
    sealed: Lengths,
    /// How many secrets each suite opened.
    opened: BTreeMap<String, usize>,
    /// Why others did not open.
    closed: BTreeMap<String, usize>,
}

/// Lengths of the sealed fields and how often each came: characters, and bytes where it is Base64.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Lengths {
    device_secret: BTreeMap<String, usize>,
    session_key: BTreeMap<String, usize>,
}

impl Bundle {
    /// The report on a run and the shapes of its replies.
    #[must_use]
    pub fn new(run: &RunRecord, replies: Vec<ReplyShape>) -> Self {
        let mut rows = BTreeMap::new();
        let mut codes = BTreeMap::new();
        for row in &run.rows {
            *rows
                .entry(words::state(row.state).en().to_owned())
                .or_default() += 1;
            if matches!(row.state, RowState::Failed | RowState::Unknown) {
                let code = row.cause.as_ref().and_then(|cause| cause.code());
                let code = code.map_or("none".to_owned(), |code| code.to_string());
                *codes.entry(code).or_default() += 1;
            }
        }
        Self {
            program: json!({
                "version": env!("CARGO_PKG_VERSION"),
                "os": std::env::consts::OS,
                "arch": std::env::consts::ARCH,
            }),
            rows,
            codes,
            attempts: run.rows.iter().map(|row| row.attempts).max().unwrap_or(0),
            replies,
            sealed: Lengths::default(),
            opened: BTreeMap::new(),
            closed: BTreeMap::new(),
        }
    }

    /// Adds a sealed secret, and what opened it or why nothing did; none where it was not tried.
    pub fn add(&mut self, sealed: &Sealed, opened: Option<Result<String, String>>) {
        let Lengths {
            device_secret,
            session_key,
        } = &mut self.sealed;
        *device_secret
            .entry(length(&sealed.device_secret))
            .or_default() += 1;
        *session_key.entry(length(&sealed.session_key)).or_default() += 1;
        match opened {
            Some(Ok(suite)) => *self.opened.entry(suite).or_default() += 1,
            Some(Err(why)) => *self.closed.entry(why).or_default() += 1,
            None => {}
        }
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// The writer's.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }
}

fn length(text: &str) -> String {
    let characters = text.chars().count();
    match BASE64_STANDARD.decode(text) {
        Ok(bytes) => format!("{characters} characters, {} bytes as Base64", bytes.len()),
        Err(_) => format!("{characters} characters, not Base64"),
    }
}
