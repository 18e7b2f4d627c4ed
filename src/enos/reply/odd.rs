//! Bodies that are no JSON: what each is, in words that lead somewhere.

use std::borrow::Cow;

use crate::domain::Encoding;
use crate::enos::Fault;
use crate::enos::transport::RawReply;

/// Network authentication required (RFC 6585).
const LOGIN_WANTED: u16 = 511;
/// How much of a page's title is shown, characters.
const TITLE: usize = 80;
/// How far into a body words are looked for, bytes.
const HEAD: usize = 16 * 1024;

/// The body without a byte order mark.
pub(super) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// What is known of a reply that no JSON came with, where that says more than its status.
pub(super) fn fault(raw: &RawReply) -> Option<Fault> {
    let status = raw.status;
    if (300..400).contains(&status) && status != 304 {
        let to = raw.location.clone();
        return Some(Fault::Redirect { status, to });
    }
    if let Some(what) = encoded(raw) {
        return Some(Fault::Encoded { what });
    }
    // Under another status that one says more.
    let page = (200..300).contains(&status) && is_page(raw);
    (page || status == LOGIN_WANTED).then(|| Fault::Page {
        status,
        title: title(&raw.body),
    })
}

/// The title of a reply that is a page for people; empty where it has none.
pub(super) fn page(raw: &RawReply) -> Option<String> {
    is_page(raw).then(|| title(&raw.body))
}

/// How a body is encoded that nobody can read here.
fn encoded(raw: &RawReply) -> Option<Encoding> {
    let named = raw.encoding.as_deref();
    let named = named.filter(|encoding| !encoding.eq_ignore_ascii_case("identity"));
    let gzip = || raw.body.starts_with(b"\x1f\x8b").then_some("gzip");
    if let Some(encoding) = named.or_else(gzip) {
        return Some(Encoding::Compressed(encoding.to_owned()));
    }
    if std::str::from_utf8(&raw.body).is_ok() {
        return None;
    }
    let kind = kind(raw);
    let charset = kind.split("charset=").nth(1);
    let charset = charset.map(|charset| charset.trim_matches(['"', ' ', ';']));
    Some(match charset {
        Some(charset) if !charset.contains("utf-8") => Encoding::Charset(charset.to_owned()),
        _ => Encoding::Unnamed,
    })
}

/// What the body is said to be.
fn kind(raw: &RawReply) -> String {
    let kind = raw.content_type.as_deref().unwrap_or_default();
    kind.to_ascii_lowercase()
}

fn is_page(raw: &RawReply) -> bool {
    let said = kind(raw).contains("html");
    let body = without_mark(&raw.body).trim_ascii_start();
    let begins = |tag: &[u8]| {
        body.get(..tag.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    begins(b"<!doctype html") || begins(b"<html") || (said && body.starts_with(b"<"))
}

/// What a page is called, on one line: its title, else the words in it.
fn title(body: &[u8]) -> String {
    let head = head(without_mark(body));
    let lower = head.to_ascii_lowercase();
    let begin = lower
        .find("<title")
        .and_then(|at| Some(at + lower.get(at..)?.find('>')? + 1));
    let title = begin.and_then(|begin| {
        let end = begin + lower.get(begin..)?.find("</title")?;
        head.get(begin..end)
    });
    let text = title.map_or_else(|| without_tags(&head), str::to_owned);
    on_one_line(&text).chars().take(TITLE).collect()
}

/// The beginning of a body.
pub(super) fn head(body: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(body.get(..HEAD).unwrap_or(body))
}

/// The words of a text, without control characters.
pub(super) fn on_one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn without_tags(page: &str) -> String {
    let pieces = page
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    let mut text: Vec<&str> = pieces.collect();
    // What stands before the first tag is text.
    if let Some((first, _)) = page.split_once('<') {
        text.insert(0, first);
    } else {
        text.push(page);
    }
    text.join(" ")
}

#[cfg(test)]
mod tests;
