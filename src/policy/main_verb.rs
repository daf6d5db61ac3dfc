//! What the main verb of a sentence says of a policy where no rule knows the sentence.

use super::clause::{SAYING, SUBORDINATORS, is_one_of};
use super::verbs::{Form, finite, is_base};
use crate::document::Modality;
use crate::phrase::{Phrases, TokenKind};
use crate::span::Span;

/// The verb that a sentence turns on.
#[derive(Clone, Copy, Debug)]
pub(super) struct MainVerb {
    /// Its first word.
    pub(super) span: Span,
    /// How firmly it states a policy.
    pub(super) modality: Modality,
    /// Whether it tells what somebody did ("rejected", "was"), which is a policy only of an authority.
    pub(super) past: bool,
}

/// The main verb of a sentence, that of the content where somebody only says it.
pub(super) fn main_verb(phrases: &Phrases<'_>) -> Option<MainVerb> {
    let mut pending = 0_usize;
    let mut said: Option<(usize, Form, &str)> = None;
    let mut reported = false;
    let mut index = 0;
    while index < phrases.tokens().len() {
        let at = index;
        index += 1;
        if opens_clause(phrases, at) {
            // "said that it", "told MPs that it": the content is what counts.
            let content = reported && is_one_of(phrases, at, &["that"]) && pending == 0;
            pending += usize::from(!content);
            continue;
        }
        let Some((form, base)) = finite(phrases, at) else { continue };
        index = past_group(phrases, at, form);
        if pending > 0 {
            pending -= 1;
        } else if is_saying(phrases, at, form) {
            reported = true;
            said.get_or_insert((at, form, base));
        } else {
            return Some(read(phrases, at, form, base, reported));
        }
    }
    said.map(|(at, form, base)| read(phrases, at, form, base, false)).or_else(|| infinitive(phrases))
}

/// A headline or list item without a finite verb: "Council *to close* two depots".
fn infinitive(phrases: &Phrases<'_>) -> Option<MainVerb> {
    let last = phrases.tokens().len().checked_sub(1)?;
    let to = (1..last).find(|index| {
        is_one_of(phrases, *index, &["to"])
            && phrases.tokens()[*index - 1].kind == TokenKind::Word
            && (is_one_of(phrases, *index + 1, &["be"]) || is_base(phrases.word(*index + 1)))
    })?;
    Some(MainVerb { span: phrases.tokens()[to].span, modality: Modality::Commitment, past: false })
}

/// Participles by which a measure is told as taken: "was *introduced*".
const TAKEN: &[&str] = &[
    "introduced", "launched", "set", "established", "banned", "abolished", "scrapped", "created", "approved",
    "awarded", "allocated", "funded", "published", "extended", "increased", "reduced", "cut", "raised",
    "announced", "adopted", "agreed", "appointed", "commissioned", "brought", "amended", "repealed", "ended",
    "suspended", "uplifted", "frozen", "replaced", "given", "rolled", "put", "made",
];

/// Whether a clause beside the main one opens here, with a verb of its own.
fn opens_clause(phrases: &Phrases<'_>, at: usize) -> bool {
    if phrases.tokens()[at].kind != TokenKind::Word {
        return false;
    }
    let that = is_one_of(phrases, at, &["that"]) && at > 0 && phrases.tokens().get(at + 1).is_some();
    // "after the vote", "since May", "before 2020": a time and no clause, unless a subject and a verb follow.
    let time = is_one_of(phrases, at, &["after", "before", "since", "until", "once"]);
    let verb_follows = || {
        const NEAR: usize = 7;
        let end = (at + 1 + NEAR).min(phrases.tokens().len());
        (at + 1..end)
            .take_while(|index| phrases.tokens()[*index].kind == TokenKind::Word)
            .any(|index| finite(phrases, index).is_some())
    };
    // "As set out", "where possible": nobody acts.
    let bare = is_one_of(phrases, at, &["as", "where", "when", "if", "unless"]) && !verb_follows();
    (that || is_one_of(phrases, at, SUBORDINATORS) || is_one_of(phrases, at, &["as", "what", "how", "why"]))
        && !(time && !(at == 0 || verb_follows()))
        && !(time && at == 0 && !comma_verb(phrases, at))
        && !bare
}

/// Whether a verb stands between the token and the next comma: "After the vote ended,".
fn comma_verb(phrases: &Phrases<'_>, at: usize) -> bool {
    let comma = (at..phrases.tokens().len()).find(|index| phrases.word(*index) == ",");
    comma.is_some_and(|comma| (at + 1..comma).any(|index| finite(phrases, index).is_some()))
}

/// The first token behind the words that belong to the verb at `at`.
fn past_group(phrases: &Phrases<'_>, at: usize, form: Form) -> usize {
    const INSIDE: &[&str] = &["not", "also", "now", "be", "been", "have", "had", "being", "to", "already"];
    let mut end = at + 1;
    while form == Form::Auxiliary && end < phrases.tokens().len() && is_one_of(phrases, end, INSIDE) {
        end += 1;
    }
    end
}

/// Whether the verb only says what a clause behind it states: "said", "has confirmed that".
fn is_saying(phrases: &Phrases<'_>, at: usize, form: Form) -> bool {
    let last = phrases.tokens().len();
    let verb = if form == Form::Auxiliary {
        (at + 1..last.min(at + 4)).find(|index| is_one_of(phrases, *index, SAYING))
    } else {
        is_one_of(phrases, at, SAYING).then_some(at)
    };
    let Some(verb) = verb else { return false };
    let plain = is_one_of(phrases, verb, &["said", "says", "say", "told", "insisted", "added", "warned"]);
    let to = verb + 1 < last && is_one_of(phrases, verb + 1, &["to"]);
    let that = (verb + 1..last.min(verb + 7)).any(|index| is_one_of(phrases, index, &["that"]));
    !to && (plain || that)
}

/// The words of a verb group.
struct Group<'p, 'a> {
    phrases: &'p Phrases<'a>,
    at: usize,
}

impl Group<'_, '_> {
    /// So many words behind the first belong to the group at most.
    const NEAR: usize = 4;

    /// Whether one of `words` is among the next of the group, before a mark.
    fn has(&self, words: &[&str]) -> bool {
        self.place(words).is_some()
    }

    fn place(&self, words: &[&str]) -> Option<usize> {
        let end = (self.at + 1 + Self::NEAR).min(self.phrases.tokens().len());
        (self.at + 1..end)
            .take_while(|index| self.phrases.tokens()[*index].kind == TokenKind::Word)
            .find(|index| is_one_of(self.phrases, *index, words))
    }

    /// Whether one of `words` is followed by "to".
    fn has_to(&self, words: &[&str]) -> bool {
        self.place(words).is_some_and(|index| {
            (index + 1..(index + 3).min(self.phrases.tokens().len()))
                .any(|index| is_one_of(self.phrases, index, &["to"]))
        })
    }

    /// "This is to give an overview", "Its aim is to": what it is for.
    fn is_of_purpose(&self) -> bool {
        const PURPOSES: &[&str] = &[
            "this", "that", "these", "which", "aim", "aims", "purpose", "objective", "objectives",
            "intention", "goal", "goals", "role", "ambition", "priority", "priorities", "task",
        ];
        self.at.checked_sub(1).is_some_and(|before| is_one_of(self.phrases, before, PURPOSES))
    }

    /// Whether the word behind the first is one of `words`.
    fn next(&self, words: &[&str]) -> bool {
        let next = self.at + 1;
        next < self.phrases.tokens().len() && is_one_of(self.phrases, next, words)
    }
}

fn read(phrases: &Phrases<'_>, at: usize, form: Form, base: &str, reported: bool) -> MainVerb {
    let group = Group { phrases, at };
    let modality = match form {
        Form::Auxiliary => of_auxiliary(&group, reported),
        Form::Present | Form::Past => of_verb(&group, base),
    };
    let was = is_one_of(phrases, at, &["was", "were"]);
    let past = modality == Modality::InForce && (form == Form::Past || was && !group.has(TAKEN));
    MainVerb { span: phrases.tokens()[at].span, modality, past }
}

/// Participles with "to" that bind somebody, foresee something, promise or ask.
const BOUND: &[&str] = &[
    "required", "obliged", "compelled", "banned", "barred", "prohibited", "forbidden", "allowed", "expected",
];
const FORESEEN: &[&str] =
    &["expected", "due", "likely", "set", "scheduled", "forecast", "projected", "planned", "hoped"];
const PROMISED: &[&str] = &[
    "agreed", "pledged", "promised", "committed", "vowed", "undertaken", "going", "planning", "preparing",
    "aiming", "intending", "seeking", "minded",
];
const ASKED: &[&str] = &[
    "called", "urged", "proposed", "recommended", "calling", "urging", "proposing", "recommending",
    "demanding", "asking", "asked", "advised", "lobbying", "considering", "suggested", "encouraged",
    "invited", "demanded",
];

fn of_auxiliary(group: &Group<'_, '_>, reported: bool) -> Modality {
    let word = group.phrases.word(group.at).to_lowercase();
    let will = word.ends_with("ll") || matches!(word.as_str(), "will" | "shall" | "won’t" | "won't");
    let negated = group.next(&["not"]);
    match word.as_str() {
        _ if will && (group.has_to(&["have", "need", "required", "obliged"])) => Modality::Requirement,
        _ if will => Modality::Commitment,
        "would" | "wouldn’t" | "wouldn't" if reported => Modality::Commitment,
        "would" | "wouldn’t" | "wouldn't" | "should" | "shouldn’t" | "shouldn't" | "ought" => {
            Modality::Proposal
        }
        "could" | "might" => Modality::Prediction,
        "must" | "cannot" | "can’t" | "can't" => Modality::Requirement,
        "may" if negated => Modality::Requirement,
        "has" | "have" | "had" if group.next(&["to"]) => Modality::Requirement,
        "is" | "are" if group.next(&["to"]) && group.is_of_purpose() => Modality::InForce,
        "is" | "are" if group.next(&["to"]) => Modality::Commitment,
        _ if group.has_to(PROMISED) => Modality::Commitment,
        _ if group.has(ASKED) => Modality::Proposal,
        // "is being considered", unlike "is considered": only the first is under way.
        _ if group.has(&["being"]) && group.has(&["considered", "consulted"]) => Modality::Proposal,
        "is" | "are" | "has" | "have"
            if group.has_to(BOUND) && !group.has(&["expected"]) && !is_permission(group) =>
        {
            Modality::Requirement
        }
        "is" | "are" if group.has_to(FORESEEN) => Modality::Prediction,
        "is" | "are" if group.next(&["expected", "due", "scheduled"]) => Modality::Prediction,
        "is" | "are"
            if !group.next(&["no", "not"])
                && group.has(&["prohibited", "banned", "forbidden", "barred", "compulsory", "mandatory"]) =>
        {
            Modality::Requirement
        }
        _ => Modality::InForce,
    }
}

/// "are allowed to", unlike "are not allowed to".
fn is_permission(group: &Group<'_, '_>) -> bool {
    group.has(&["allowed"]) && !group.has(&["not"])
}

fn of_verb(group: &Group<'_, '_>, base: &str) -> Modality {
    let to = group.next(&["to"]);
    match base {
        "plan" | "intend" | "aim" | "pledge" | "promise" | "vow" | "commit" | "agree" | "seek" if to => {
            Modality::Commitment
        }
        "commit" | "pledge" | "promise" => Modality::Commitment,
        "need" if to => Modality::Requirement,
        "propose" | "recommend" | "urge" | "demand" | "advise" | "want" | "suggest" | "ask" | "favour" => {
            Modality::Proposal
        }
        "call" if group.next(&["for", "on"]) => Modality::Proposal,
        "expect" => Modality::Prediction,
        _ => Modality::InForce,
    }
}
