//! What is done and by whom, where the verb is passive: "the levy *will be raised by the guild*".

use super::clause::{SUBORDINATORS, is_one_of};
use crate::document::Period;
use crate::phrase::{Phrases, TokenKind};
use crate::span::Span;

const BE: &[&str] =
    &["is", "are", "was", "were", "be", "been", "being", "isn’t", "aren’t", "isn't", "aren't"];

/// Words between the first auxiliary and the participle, adverbs in "-ly" aside.
const BETWEEN: &[&str] = &[
    "will", "would", "shall", "must", "should", "may", "can", "could", "has", "have", "had", "to", "not",
    "now", "also", "only", "then", "still", "already", "soon", "since", "therefore", "again", "further",
    "first", "next", "never", "due", "set", "going", "both", "all", "currently",
];

/// Participles that end in no "-ed".
const IRREGULAR: &[&str] = &[
    "made", "given", "built", "kept", "taken", "held", "paid", "spent", "put", "cut", "sent", "found",
    "brought", "drawn", "written", "shown", "begun", "sold", "led", "laid", "chosen", "frozen", "withdrawn",
    "driven", "undertaken", "overseen", "sought", "shut", "drafted", "left", "set",
];

/// Participles by which a subject is bound, free or of some kind, and nothing is done to it.
const OF_SUBJECT: &[&str] = &[
    "required", "obliged", "entitled", "allowed", "permitted", "expected", "committed", "supposed",
    "prohibited", "banned", "barred", "forbidden", "compelled", "determined", "pleased", "concerned",
    "engaged", "based", "located", "aimed", "focused", "focussed", "dedicated", "involved", "interested",
    "satisfied", "limited", "related", "opposed", "needed", "advised", "urged", "asked", "called",
    "encouraged", "exempted", "licensed", "prepared", "projected", "forecast", "scheduled", "planned",
    "intended", "designed",
];

/// The participle of the verb that begins at the byte `verb`, where it is passive.
pub(super) fn participle(phrases: &Phrases<'_>, verb: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let first = phrases.at(verb);
    let mut is = false;
    for index in first..phrases.tokens().len().min(first + LONGEST) {
        if phrases.tokens()[index].kind != TokenKind::Word {
            return None;
        }
        let word = phrases.word(index);
        if is_one_of(phrases, index, BE) {
            is = true;
        } else if is && (word.ends_with("ed") || is_one_of(phrases, index, IRREGULAR)) {
            let to = is_one_of(phrases, index, &["set"])
                && phrases.tokens().get(index + 1).is_some_and(|_| is_one_of(phrases, index + 1, &["to"]));
            return (!to && !is_one_of(phrases, index, OF_SUBJECT)).then_some(index);
        } else if !is_one_of(phrases, index, BETWEEN) && !word.ends_with("ly") {
            return None;
        }
    }
    None
}

/// Who does it: "will be paid *by the guild*".
pub(super) fn agent(phrases: &Phrases<'_>, periods: &[&Period], participle: usize) -> Option<Span> {
    const FARTHEST: usize = 12;
    let clause = (participle + 1..phrases.tokens().len().min(participle + FARTHEST))
        .take_while(|index| phrases.tokens()[*index].kind == TokenKind::Word);
    let mut ties = clause.filter(|index| is_one_of(phrases, *index, &["by"]));
    ties.find_map(|by| {
        let agent = phrases.phrase_after(phrases.tokens()[by].span.end)?;
        let word = phrases.word(phrases.at(agent.start));
        let time = periods.iter().any(|period| period.span.overlaps(agent));
        let amount = word.starts_with(|c: char| c.is_ascii_digit() || c == '£');
        (!time && !amount && !word.ends_with("ing")).then(|| alone(phrases, agent))
    })
}

/// The agent without what goes on behind it: "the council *once* it has met", "pilots *to* guide them", "the board *and*
/// is".
fn alone(phrases: &Phrases<'_>, agent: Span) -> Span {
    let (first, end) = (phrases.at(agent.start), phrases.at(agent.end));
    let ends = |index: &usize| {
        is_one_of(phrases, *index, SUBORDINATORS)
            || is_one_of(phrases, *index, &["to", "as", "in", "on", "that"])
            || *index + 1 == end && is_one_of(phrases, *index, &["and", "or", "but"])
    };
    let cut = (first + 1..end).find(ends);
    cut.map_or(agent, |cut| Span::new(agent.start, phrases.tokens()[cut - 1].span.end))
}
