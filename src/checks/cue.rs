//! Patterns over the lower-case words around figures, compiled at first use.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern over lower-case words.
#[derive(Debug)]
pub(super) struct Cue {
    pattern: &'static str,
    compiled: OnceLock<Regex>,
}

impl Cue {
    /// `pattern` in the syntax of [`regex`]; a test compiles all of them by using them.
    pub(super) const fn new(pattern: &'static str) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// Whether it matches somewhere in `words`.
    pub(super) fn is_in(&self, words: &str) -> bool {
        self.regex().is_match(words)
    }

    /// What it matches first in `words`.
    pub(super) fn match_in<'w>(&self, words: &'w str) -> Option<&'w str> {
        self.regex().find(words).map(|found| found.as_str())
    }

    /// Where it matches in `words`, in order.
    pub(super) fn starts_in(&self, words: &str) -> Vec<usize> {
        self.regex().find_iter(words).map(|found| found.start()).collect()
    }

    /// `words` with a dash for each match.
    pub(super) fn blanked<'w>(&self, words: &'w str) -> std::borrow::Cow<'w, str> {
        self.regex().replace_all(words, "–")
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(self.pattern).expect("a valid pattern"))
    }
}
