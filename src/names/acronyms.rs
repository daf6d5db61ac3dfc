//! Short forms: those that the text introduces, those that are a body's initials, and those that every reader knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Mention;
use crate::span::Span;

/// Short form, tab, long form: bodies and records of British public life.
static KNOWN: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| include_str!("acronyms.txt").lines().filter_map(|line| line.split_once('\t')).collect());

/// The long form of a short one that every reader knows.
#[must_use]
pub(super) fn known(short: &str) -> Option<&'static str> {
    KNOWN.get(short).copied()
}

/// The capitals of a name, small words aside: "ROB" of "Regional Orchard Board".
pub(super) fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next().filter(char::is_ascii_uppercase)).collect()
}

/// `Office for National Statistics (ONS)`: the short form right after the long one, with its initials.
pub(super) fn introduced(text: &str, mention: Mention) -> Option<(&str, Span)> {
    let rest = &text[mention.span.end..];
    let bracketed = rest.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    let (short, _) = bracketed.or_else(|| rest.strip_prefix(", or ")?.split_once(','))?;
    let capitals = |words: &str| words.chars().filter(char::is_ascii_uppercase).collect::<String>();
    let initials = capitals(mention.span.of(text));
    let fits = (2..=8).contains(&short.len())
        && short.chars().all(char::is_alphanumeric)
        && initials.starts_with(|initial| short.starts_with(initial))
        && capitals(short).chars().all(|c| initials.contains(c));
    fits.then_some((short, mention.span))
}
