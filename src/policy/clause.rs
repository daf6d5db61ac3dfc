//! Which of several policy verbs in a sentence is its main one, and how far the clause of that verb reaches.

use crate::document::Modality;
use crate::phrase::{Phrases, TokenKind};
use crate::reading::{Reading, label};
use crate::rules::{Hit, Tag};
use crate::span::Span;

/// Words that open a clause which tells something beside the policy.
pub(super) const SUBORDINATORS: &[&str] = &[
    "which", "who", "whose", "where", "if", "when", "unless", "because", "although", "though", "while",
    "whilst", "whereas", "after", "before", "since", "until", "whether", "once",
];

/// Where the clause of a policy ends at the latest.
const BREAKS: &[&str] = &[
    "which", "who", "whose", "where", "because", "although", "though", "while", "whilst", "whereas", "after",
    "despite", "following", "compared", "than", "amid", "but", "against",
];

/// Verbs before "that", whose content is the policy and not the saying of it.
pub(super) const SAYING: &[&str] = &[
    "said", "says", "say", "tell", "tells", "announced", "announces", "confirmed", "confirms", "added",
    "insisted", "told", "stated", "states", "revealed", "published", "pledged", "promised", "agreed",
    "warned", "understands", "indicated", "assured", "explained", "noted", "stressed",
];

/// A rule that frames the sentence as a plan says more than its verb: "Under plans …, councils must".
const FRAMES: [&str; 4] = ["under plans", "under proposals", "under the proposals", "under the plans"];

/// The hit that says what the sentence does: the first verb of a main clause, else the first of all.
pub(super) fn main_hit<'r>(reading: &'r Reading<'_>, sentence: usize) -> Option<(&'r Hit<'r>, Modality)> {
    let phrases = &reading.phrases[sentence];
    let hits: Vec<(&Hit<'_>, Modality)> = reading
        .tagged(sentence, Tag::Policy)
        .filter_map(|hit| Some((hit, label(&hit.rule.label)?)))
        .collect();
    let first = hits.first().copied()?;
    // "plans to" is a proposal of anybody's and the commitment of an authority.
    let firm =
        |hit: &(&Hit<'_>, Modality)| hit.0.span.start == first.0.span.start && hit.1 == Modality::Commitment;
    let first = hits.iter().copied().find(firm).unwrap_or(first);
    if is_frame(first.0.span.of(reading.text())) {
        return Some(first);
    }
    let mut main = None;
    // Each subordinator takes one verb: "Landlords *who must register* will be fined".
    let mut taken = 0;
    for (index, hit) in hits.iter().enumerate().skip_while(|(_, hit)| hit.0.rule.id != first.0.rule.id) {
        let at = phrases.at(hit.0.span.start);
        let subordinator = subordinator_before(phrases, at).filter(|word| *word >= taken);
        if let Some(word) = subordinator {
            taken = word + 1;
        } else if !is_saying(phrases, hit.0.span) || index + 1 == hits.len() {
            main = Some(*hit);
            break;
        }
    }
    Some(main.unwrap_or(first))
}

fn is_frame(words: &str) -> bool {
    FRAMES.iter().any(|frame| words.trim().eq_ignore_ascii_case(frame))
}

/// The last subordinator before the verb at token `at` in the stretch between marks that it stands in.
fn subordinator_before(phrases: &Phrases<'_>, at: usize) -> Option<usize> {
    let stretch = (0..at).rev().take_while(|index| phrases.tokens()[*index].kind == TokenKind::Word);
    stretch.into_iter().find(|index| {
        is_one_of(phrases, *index, SUBORDINATORS)
            || is_one_of(phrases, *index, &["that"])
                && index.checked_sub(1).is_some_and(|before| {
                    let noun = phrases.tokens()[before].kind == TokenKind::Word;
                    noun && !is_one_of(phrases, before, SAYING) && !names_somebody(phrases, before)
                })
    })
}

/// "told the BBC that", "told ministers that": the word before "that" is whom somebody told.
fn names_somebody(phrases: &Phrases<'_>, index: usize) -> bool {
    (index.saturating_sub(4)..index).any(|word| is_one_of(phrases, word, &["told"]))
}

/// Whether "that" with the content of the saying follows: "has announced that fares will be frozen".
fn is_saying(phrases: &Phrases<'_>, hit: Span) -> bool {
    let next = phrases.at(hit.end);
    let says = next.checked_sub(1).is_some_and(|last| is_one_of(phrases, last, SAYING));
    says && next < phrases.tokens().len() && is_one_of(phrases, next, &["that"])
}

/// Subjects that a rule's words begin with: "the *law requires*".
const OWN_SUBJECTS: &[&str] = &[
    "policy", "law", "rule", "rules", "guidance", "act", "regulation", "regulations", "code", "legislation",
    "scheme", "ban", "cap", "limit", "duty", "order",
];

/// Where the verb of a hit starts, behind the subject that some rules match with it.
pub(super) fn verb(phrases: &Phrases<'_>, hit: Span) -> usize {
    let at = phrases.at(hit.start);
    let own = at + 1 < phrases.tokens().len() && is_one_of(phrases, at, OWN_SUBJECTS);
    if own { phrases.tokens()[at + 1].span.start } else { hit.start }
}

/// The subject of the verb at the byte `verb`, before a relative clause where one stands between: "*Landlords* who are
/// required to register will".
pub(super) fn subject(phrases: &Phrases<'_>, verb: usize) -> Option<Span> {
    let near = phrases.subject_before(verb)?;
    let relative = phrases.at(near.start).checked_sub(1);
    let relative = relative.filter(|index| {
        let that =
            *index > 0 && is_one_of(phrases, *index, &["that"]) && !is_one_of(phrases, *index - 1, SAYING);
        *index > 0 && (is_one_of(phrases, *index, &["who", "which"]) || that && has_verb(phrases, near))
    });
    let antecedent = relative.filter(|index| phrases.tokens()[*index - 1].kind == TokenKind::Word);
    let whole = match antecedent {
        Some(relative) => phrases.subject_before(phrases.tokens()[relative].span.start)?,
        None => near,
    };
    // "The council, which owns the land,": who, and not what is said of it.
    let (first, end) = (phrases.at(whole.start), phrases.at(whole.end));
    let comma = (first + 1..end).find(|index| phrases.word(*index) == ",");
    Some(comma.map_or(whole, |comma| Span::new(whole.start, phrases.tokens()[comma - 1].span.end)))
}

/// Whether a stretch holds a verb, as a relative clause does: "that *have* had no collection".
fn has_verb(phrases: &Phrases<'_>, span: Span) -> bool {
    (phrases.at(span.start)..phrases.at(span.end)).any(|index| {
        is_one_of(
            phrases,
            index,
            &[
                "is", "are", "was", "were", "has", "have", "had", "do", "does", "will", "would", "can",
                "must", "could", "should", "may",
            ],
        )
    })
}

/// The stretch that says what is done and when: from the hit to the end of its clause, of a sentence framed as a plan
/// ("Under plans …, councils must") behind the frame.
pub(super) fn span(phrases: &Phrases<'_>, text: &str, hit: Span) -> Span {
    let end = end(phrases, hit);
    let comma = || {
        let first = phrases.at(hit.end);
        (first..phrases.tokens().len()).find(|index| phrases.word(*index) == ",")
    };
    let frame = if is_frame(hit.of(text)) { comma() } else { None };
    Span::new(frame.map_or(hit.start, |comma| phrases.tokens()[comma].span.end).min(end), end)
}

/// The byte at which the clause of the verb at `hit` ends.
fn end(phrases: &Phrases<'_>, hit: Span) -> usize {
    let count = phrases.tokens().len();
    let first = phrases.at(hit.end);
    let ends = (first..count).find(|index| match phrases.tokens()[*index].kind {
        TokenKind::Word => is_one_of(phrases, *index, BREAKS),
        TokenKind::Mark => matches!(phrases.word(*index), ";" | "–" | "—" | ":"),
        TokenKind::Open | TokenKind::Close => false,
    });
    let last = count.checked_sub(1).map_or(hit.end, |last| phrases.tokens()[last].span.end);
    ends.map_or(last, |index| phrases.tokens()[index].span.start).max(hit.end)
}

/// Whether the token is one of `words`, case aside.
pub(super) fn is_one_of(phrases: &Phrases<'_>, index: usize, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(phrases.word(index)))
}
