//! One request and its reply: what is learned on the way of the gateway's clock, its shapes and its silence.

use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use reqwest::header::HeaderValue;
use reqwest::{Body, Request};

use super::Client;
use crate::domain::Timestamp;
use crate::enos::contact::UnderWay;
use crate::enos::reply::{self, Envelope};
use crate::enos::request::{Asked, Expected};
use crate::enos::shape::shape;
use crate::enos::trace::{self, Shapes};
use crate::enos::transport::RawReply;
use crate::enos::{Error, GatewayClock, Met};

/// The header of the access token.
pub(super) const TOKEN_HEADER: &str = "apim-accesstoken";

/// A reply that said what time it is at the gateway.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// Cut to the second.
    date: jiff::Timestamp,
    /// This machine's clock is so far ahead.
    skew: SignedDuration,
    /// It was said between these, by a clock that nobody sets.
    sent: Instant,
    heard: Instant,
}

impl Client {
    /// Sends what asks for this, for the `attempt`th time from 1, and reads the reply.
    pub(super) async fn exchange(
        &self,
        asked: Asked,
        attempt: u32,
        request: Request,
        expected: &Expected,
    ) -> Result<Envelope, Error> {
        let _under_way = UnderWay::begin(&self.contact, asked, self.settings.timeouts.total);
        let token = request.headers().get(TOKEN_HEADER).cloned();
        let size = request.body().and_then(Body::as_bytes);
        let size = size.map_or(0, <[u8]>::len);
        let (at, sent) = (self.stamps.now(), Instant::now());
        let (raw, ended) = match self.transport.send(request, expected.bytes).await {
            Ok(raw) => {
                self.note_date(&raw, sent);
                let read = reply::read(&raw, expected);
                (Some(raw), read)
            }
            Err(error) => (None, Err(error)),
        };
        let met = raw.as_ref().and_then(|raw| self.look(asked, raw, &ended));
        if let Some(trace) = &self.settings.trace {
            let when = (at, attempt, size, sent.elapsed());
            let shape = met.as_ref().map(|met| met.shape.as_str());
            // A gateway may say back what it was told.
            let told = [
                token.as_ref().map_or(&[][..], HeaderValue::as_bytes),
                self.settings.access_key.as_bytes(),
            ];
            let raw = raw.as_ref();
            trace.note(&trace::exchange(
                asked.into(),
                when,
                raw,
                &ended,
                shape,
                &told,
            ));
        }
        if let Some(met) = met {
            self.shapes().add(met);
        }
        ended
    }

    /// Notes that what a reply says cannot be understood.
    pub(super) fn unreadable(&self, asked: Asked, error: &Error) {
        if let Some(trace) = &self.settings.trace {
            let when = (self.stamps.now(), 1, 0, Duration::ZERO);
            // The line of the exchange itself has its id, where that holds no secret.
            let ended = Err(Error {
                request_id: None,
                ..error.clone()
            });
            trace.note(&trace::exchange(
                asked.into(),
                when,
                None,
                &ended,
                None,
                &[],
            ));
        }
    }

    /// The shape of a reply, where that is worth a look.
    fn look(&self, asked: Asked, raw: &RawReply, ended: &Result<Envelope, Error>) -> Option<Met> {
        let plain = ended.as_ref().is_ok_and(|reply| reply.code == 0);
        let wanted = self.shapes().want(raw, plain) || self.settings.trace.is_some();
        wanted.then(|| Met {
            call: asked.into(),
            status: raw.status,
            shape: shape(&raw.body).unwrap_or_default(),
        })
    }

    /// The shapes of the replies so far.
    pub(in crate::enos) fn shapes(&self) -> MutexGuard<'_, Shapes> {
        self.shapes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_date(&self, raw: &RawReply, sent: Instant) {
        let local = self.stamps.now().calendar();
        if let (Some(date), Some(local)) = (raw.date, local) {
            let dated = Dated {
                date,
                skew: local.duration_since(date),
                sent,
                heard: Instant::now(),
            };
            *self.dated.lock().unwrap_or_else(PoisonError::into_inner) = Some(dated);
        }
    }

    /// How far this machine's clock is ahead of the gateway's by the `Date` header of the last
    /// reply; to the second, negative when behind. None before the first reply that carried one.
    pub fn clock_skew(&self) -> Option<SignedDuration> {
        self.dated().map(|dated| dated.skew)
    }

    /// What the gateway's clock says now by the same header, however this machine's was set since.
    pub(in crate::enos) fn gateway_clock(&self) -> Option<GatewayClock> {
        let Dated {
            date, sent, heard, ..
        } = self.dated()?;
        let after = |since: Instant| Timestamp(date.as_millisecond()).after(since.elapsed());
        Some(GatewayClock {
            least: after(heard),
            most: after(sent).shifted(1_000),
        })
    }

    fn dated(&self) -> Option<Dated> {
        *self.dated.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
