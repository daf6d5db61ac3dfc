//! Items of a list that their opening sentence gives a subject and a verb: "We will: … *end* the sale of peat".

use super::clause::is_one_of;
use super::main_verb::{MainVerb, main_verb};
use super::verbs::is_base;
use crate::document::{BlockKind, Modality};
use crate::phrase::TokenKind;
use crate::reading::Reading;

/// A list has fewer items between its opening and the one that is asked for.
const LONGEST: usize = 60;

/// What the opening of a list says of each item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// The sentence that opens the list.
    pub(super) sentence: usize,
    /// The verb of that sentence.
    pub(super) verb: MainVerb,
}

/// The opening that the item in `sentence` goes on from, where the item begins with a bare verb and the opening ends with
/// what goes before one. `None` for an item that is a sentence of its own.
pub(super) fn opening(reading: &Reading<'_>, sentence: usize) -> Option<Opening> {
    if reading.block(sentence).kind != BlockKind::ListItem || !begins_with_verb(reading, sentence) {
        return None;
    }
    let opens = (sentence.saturating_sub(LONGEST)..sentence)
        .rev()
        .find(|before| reading.block(*before).kind != BlockKind::ListItem)?;
    let phrases = &reading.phrases[opens];
    let ends = reading.block(opens).kind.is_prose()
        && reading.sentence(opens).of(reading.text()).trim_end().ends_with(':');
    let last = (0..phrases.tokens().len())
        .rev()
        .find(|index| phrases.tokens()[*index].kind == TokenKind::Word)
        .filter(|_| ends)?;
    let awaits = |index: usize| {
        is_one_of(phrases, index, &["will", "shall", "would", "must", "should", "may", "can", "to", "cannot"])
    };
    let also = is_one_of(phrases, last, &["also", "therefore", "now", "then"]);
    let at = if also { last.checked_sub(1)? } else { last };
    if !awaits(at) {
        return None;
    }
    let verb = main_verb(phrases).unwrap_or(MainVerb {
        span: phrases.tokens()[at].span,
        modality: Modality::Commitment,
        past: false,
    });
    Some(Opening { sentence: opens, verb })
}

/// Whether the first word is the bare form of a verb: "end the sale of", "To end the sale of".
fn begins_with_verb(reading: &Reading<'_>, sentence: usize) -> bool {
    let phrases = &reading.phrases[sentence];
    let words = (0..phrases.tokens().len()).filter(|index| phrases.tokens()[*index].kind == TokenKind::Word);
    let first = words.take(2).find(|index| !is_one_of(phrases, *index, &["to", "also", "not"]));
    first.is_some_and(|index| is_base(&phrases.word(index).to_lowercase()))
}
