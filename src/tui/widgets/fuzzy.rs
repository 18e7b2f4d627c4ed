//! Fuzzy ranking: which texts match what was typed, the best first.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

/// Indices of the texts that match `query`, best first; equals keep their order. An empty query
/// matches all.
#[must_use]
pub fn rank(query: &str, texts: &[Utf32String]) -> Vec<usize> {
    if query.trim().is_empty() {
        return (0..texts.len()).collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut scored: Vec<(u32, usize)> = texts
        .iter()
        .enumerate()
        .filter_map(|(index, text)| Some((pattern.score(text.slice(..), &mut matcher)?, index)))
        .collect();
    scored.sort_by_key(|(score, index)| (Reverse(*score), *index));
    scored.into_iter().map(|(_, index)| index).collect()
}
