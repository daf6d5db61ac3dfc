//! Who does what a policy says: the subject of its verb, and the body or person that the subject stands for.

use super::Found;
use super::clause::{self, SAYING, is_one_of};
use super::passive;
use crate::document::{Attribution, Period, Scope, Source, SourceKind};
use crate::names::{Names, body_of, is_own_words};
use crate::phrase::{Phrases, TokenKind};
use crate::reading::Reading;
use crate::span::Span;

/// Bodies that a capital makes no name of.
const GENERIC: &[&str] = &[
    "government", "department", "ministry", "council", "association", "trust", "agency", "authority",
    "board", "commission", "committee", "service", "force", "police", "union", "charity", "company",
    "university", "school", "hospital", "regulator", "minister", "secretary", "mp", "bill", "act", "office",
    "group", "party", "fund",
];

/// Whether a word, singular or plural, is a kind of body or office.
pub(super) fn is_generic(word: &str) -> bool {
    let plural = |noun: &str| word.strip_suffix('s').is_some_and(|word| word == noun);
    GENERIC.iter().any(|noun| word == *noun || plural(noun)) || word == "authorities" || word == "ministries"
}

/// The actor of the verb at the byte `verb`, where the text names one, and the name.
pub(super) fn of(
    reading: &Reading<'_>,
    sentence: usize,
    found: &Found<'_>,
    periods: &[&Period],
    verb: usize,
) -> (Option<Span>, Option<String>) {
    let (text, phrases) = (reading.text(), &reading.phrases[sentence]);
    let found_actor = match passive::participle(phrases, verb) {
        Some(participle) => passive::agent(phrases, periods, participle),
        None => subject(phrases, periods, verb),
    };
    let actor = found_actor
        .and_then(|actor| bare(phrases, actor))
        .and_then(|actor| last_clause(phrases, actor))
        .map(|actor| whole_list(phrases, actor))
        // "and will close": a conjunction is nobody; "a scheme, aimed to ensure more": nor is a participle.
        .filter(|actor| !is_small(actor.of(text)) && !opens_with_participle(phrases, *actor));
    let Some(actor) = actor else { return (None, None) };
    if is_dummy(phrases, text, actor) {
        return (None, None);
    }
    // In an answer "the department" is the one that answers, and no other that it names.
    let own = own_side(reading, found, actor);
    let answered = found.voices.owner(actor).is_some() && is_own_words(actor.of(text));
    // "The council said it": the name where that has one, else whom "it" means.
    let speaker = speaker_meant(phrases, text, actor);
    let full = |span: &Span| without_article(span.of(text)).starts_with(char::is_uppercase);
    let named = speaker.filter(full).unwrap_or(actor);
    let name = own.or_else(|| if answered { None } else { name_of(text, found.names, named) });
    let actor = speaker.unwrap_or(actor);
    // "this", "those", "it": whoever that is, unless the text says so.
    (Some(actor).filter(|actor| name.is_some() || !is_pointing(actor.of(text))), name)
}

/// The subject of the verb at the byte `verb`, without who says so and without a time that opens the clause.
pub(super) fn subject(phrases: &Phrases<'_>, periods: &[&Period], verb: usize) -> Option<Span> {
    let opens = |span: Span| {
        periods.iter().any(|period| period.span.start <= span.start && period.span.overlaps(span))
    };
    clause::subject(phrases, before_marks(phrases, verb))
        .map(|subject| behind_saying(phrases, subject))
        .filter(|subject| !opens(*subject))
        .or_else(|| after_period(phrases, periods, verb))
}

/// Where the subject of a verb ends: before a quotation mark that opens and a bracket that closes right before it.
fn before_marks(phrases: &Phrases<'_>, verb: usize) -> usize {
    let mut at = phrases.at(verb);
    while at > 0 && phrases.tokens()[at - 1].kind == TokenKind::Open {
        at -= 1;
    }
    if at > 0 && phrases.word(at - 1) == ")" {
        at = (0..at).rev().find(|index| phrases.word(*index) == "(").unwrap_or(at);
    }
    phrases.tokens().get(at).map_or(verb, |token| token.span.start)
}

/// The subject without the saying before it, where no "that" parts them: "The ministry said *the fee* will".
fn behind_saying(phrases: &Phrases<'_>, actor: Span) -> Span {
    let (first, end) = (phrases.at(actor.start), phrases.at(actor.end));
    let Some(said) = (first..end).rev().find(|index| is_one_of(phrases, *index, SAYING)) else {
        return actor;
    };
    // "guidance *published by* the trust": what is said, and nobody who says.
    let told_of = said + 1 < end
        && is_one_of(
            phrases,
            said + 1,
            &["by", "in", "on", "at", "to", "for", "from", "under", "with", "as"],
        );
    if told_of && !is_one_of(phrases, said, &["told", "said", "says", "say"]) {
        return actor;
    }
    // "told reporters in Northmoor the council": whom they told stands between.
    let told = is_one_of(phrases, said, &["told"]);
    let article =
        || (said + 1..end).rev().find(|index| is_one_of(phrases, *index, &["the", "a", "an", "its"]));
    let start = if told { article() } else { Some(said + 1) };
    let token = start.filter(|start| *start < end).and_then(|start| phrases.tokens().get(start));
    token.map_or(actor, |token| Span::new(token.span.start, actor.end))
}

/// The subject without the marks and adverbs around it: "*The think tank* nevertheless".
fn bare(phrases: &Phrases<'_>, actor: Span) -> Option<Span> {
    const ADVERBS: &[&str] = &[
        "nevertheless", "nonetheless", "therefore", "however", "instead", "thus", "either", "neither",
        "alone", "again", "together", "each", "meanwhile", "in", "turn",
    ];
    /// What ends in "ly" and is no adverb.
    const NOUNS: &[&str] =
        &["assembly", "monopoly", "anomaly", "butterfly", "elderly", "quarterly", "monthly", "weekly"];
    let manner = |index: usize| {
        let word = phrases.word(index);
        word.len() > 6
            && word.ends_with("ly")
            && word.starts_with(char::is_lowercase)
            && !is_one_of(phrases, index, NOUNS)
    };
    let adverb = |index: usize| is_one_of(phrases, index, ADVERBS) || manner(index);
    let words: Vec<usize> = (phrases.at(actor.start)..phrases.at(actor.end))
        .skip_while(|index| phrases.tokens()[*index].kind == TokenKind::Mark)
        .collect();
    let first = *words.first()?;
    let last = words.iter().rev().find(|index| **index == first || !adverb(**index))?;
    let span = phrases.tokens()[first].span;
    Some(if *last == words[words.len() - 1] {
        Span::new(span.start, actor.end.max(span.end))
    } else {
        span.join(phrases.tokens()[*last].span)
    })
}

/// Verbs that no subject holds.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would", "can", "cannot",
    "must", "could", "should", "shall", "may", "might",
];

/// The subject behind a clause that was read into it: "Skippers should wait and *the guild*". `None` where such a clause
/// has no end.
fn last_clause(phrases: &Phrases<'_>, actor: Span) -> Option<Span> {
    let (first, end) = (phrases.at(actor.start), phrases.at(actor.end));
    let verb = |index: &usize| is_one_of(phrases, *index, FINITE) && phrases.word(*index) != "May";
    let relative = |at: usize| {
        (first..at).any(|index| is_one_of(phrases, index, &["who", "which", "that", "whose", "where"]))
    };
    let Some(at) = (first..end).rev().find(verb).filter(|at| !relative(*at)) else { return Some(actor) };
    // "We are, however,": the verb itself begins there.
    let aside = |index: usize| {
        phrases.tokens()[index].kind != TokenKind::Word
            || is_one_of(phrases, index, &["however", "therefore", "also"])
    };
    if at > first && (at + 1..end).all(aside) {
        return Some(Span::new(actor.start, phrases.tokens()[at - 1].span.end));
    }
    let joined = (at + 1..end).rev().find(|index| is_one_of(phrases, *index, &["and", "but", "or"]))?;
    let then = joined + 1 < end && is_one_of(phrases, joined + 1, &["then", "also", "now", "therefore"]);
    let next = phrases.tokens().get(joined + 1 + usize::from(then));
    next.filter(|token| token.span.start < actor.end).map(|token| Span::new(token.span.start, actor.end))
}

/// The whole list of which the subject is the end: "*Pupils in Reception,* Year 1 and Year 2 must".
fn whole_list(phrases: &Phrases<'_>, actor: Span) -> Span {
    const LONGEST: usize = 12;
    let (first, end) = (phrases.at(actor.start), phrases.at(actor.end));
    let joined = (first + 1..end).any(|index| is_one_of(phrases, index, &["and", "or"]));
    let comma = first.checked_sub(1).filter(|before| joined && phrases.word(*before) == ",");
    let Some(comma) = comma.filter(|comma| (1..=LONGEST).contains(comma)) else { return actor };
    let opens = phrases.word(0).to_lowercase();
    let listed = (0..comma).all(|index| {
        let plain = phrases.tokens()[index].kind == TokenKind::Word || phrases.word(index) == ",";
        let clause = is_one_of(phrases, index, FINITE) || is_one_of(phrases, index, clause::SUBORDINATORS);
        plain && !clause && !is_one_of(phrases, index, &["that", "to"])
    });
    // "In Leeds, the council and the trust": what leads in is no part of the list.
    let leads = opens.ends_with("ing") || opens.ends_with("ly") || opens.ends_with("ed") || is_lead(&opens);
    if listed && !leads { Span::new(phrases.tokens()[0].span.start, actor.end) } else { actor }
}

/// Words with which a sentence leads in to its subject.
fn is_lead(word: &str) -> bool {
    const LEADS: &[&str] = &[
        "in", "on", "at", "by", "for", "with", "from", "to", "of", "during", "under", "over", "between",
        "among", "across", "through", "within", "without", "since", "after", "before", "until", "as",
        "despite", "following", "given", "however", "therefore", "also", "but", "and", "or", "so", "yet",
        "last", "next", "this", "today", "yesterday", "more", "further", "instead", "like", "unlike",
        "where", "when", "while", "alongside", "beyond", "once", "if", "because", "although", "though",
        "meanwhile", "yes", "no", "indeed", "overall", "together", "subject", "due", "rather", "per", "via",
        "upon",
    ];
    LEADS.contains(&word)
}

/// Whether the words begin with a participle that goes on from a noun before: "aimed to ensure more people".
fn opens_with_participle(phrases: &Phrases<'_>, actor: Span) -> bool {
    let first = phrases.at(actor.start);
    let word = phrases.word(first);
    let next = first + 1 < phrases.tokens().len()
        && is_one_of(phrases, first + 1, &["to", "by", "at", "the", "for"]);
    next && word.starts_with(char::is_lowercase) && (word.ends_with("ed") || word.ends_with("ing"))
}

/// Who "it" is in what somebody says: "*The council* said it would".
fn speaker_meant(phrases: &Phrases<'_>, text: &str, actor: Span) -> Option<Span> {
    if !actor.of(text).eq_ignore_ascii_case("it") {
        return None;
    }
    let at = phrases.at(actor.start);
    let that = at.checked_sub(1).filter(|before| is_one_of(phrases, *before, &["that"]));
    let said = that.unwrap_or(at).checked_sub(1)?;
    if !is_one_of(phrases, said, SAYING) {
        return None;
    }
    let speaker = clause::subject(phrases, phrases.tokens()[said].span.start)?;
    let person = is_pointing(speaker.of(text)) || is_small(speaker.of(text));
    (!person).then_some(speaker)
}

/// Whether "it" stands for nobody: "It is vital that", "It is for schools to".
fn is_dummy(phrases: &Phrases<'_>, text: &str, actor: Span) -> bool {
    const DOES: &[&str] =
        &["to", "committed", "expected", "required", "due", "set", "also", "now", "responsible"];
    let next = phrases.at(actor.end);
    let is = next + 1 < phrases.tokens().len() && is_one_of(phrases, next, &["is", "was", "has"]);
    let acts = |index: usize| phrases.word(index).ends_with("ing") || is_one_of(phrases, index, DOES);
    let has = is && is_one_of(phrases, next, &["has"]) && !is_one_of(phrases, next + 1, &["been"]);
    actor.of(text).eq_ignore_ascii_case("it") && is && !has && !acts(next + 1)
}

/// Words that point at somebody without a name.
fn is_pointing(words: &str) -> bool {
    const POINTING: &[&str] = &["this", "these", "that", "those", "here", "there", "it", "he", "she", "one"];
    POINTING.iter().any(|word| word.eq_ignore_ascii_case(words.trim()))
}

/// The body that speaks of itself as "we", "our officers" or, in an answer, "the department".
fn own_side(reading: &Reading<'_>, found: &Found<'_>, actor: Span) -> Option<String> {
    let words = actor.of(reading.text());
    let we = words.eq_ignore_ascii_case("we");
    let owner = found.voices.owner(actor);
    if is_own_people(words) && found.voices.near(actor).is_none() {
        return owner.map(str::to_owned);
    }
    if !is_own_words(words) {
        return None;
    }
    // "In the White Paper, we": a record says it, and who wrote that speaks over the document.
    let record = |source: &&Source| matches!(source.kind, SourceKind::Dataset | SourceKind::Document);
    match found.voices.near(actor).filter(|source| !record(source)) {
        Some(source) if we => speaking_body(reading.text(), found.names, source),
        _ => owner.map(str::to_owned),
    }
}

/// Whether these are a body's own people: "our officers". What else is "ours" does nothing by itself.
fn is_own_people(words: &str) -> bool {
    const PEOPLE: [&str; 8] =
        ["officers", "officials", "staff", "teams", "inspectors", "ministers", "board", "department"];
    let lower = words.to_lowercase();
    let noun = lower.strip_prefix("our ").and_then(|rest| rest.rsplit(' ').next());
    noun.is_some_and(|noun| PEOPLE.contains(&noun))
}

/// The body that speaks, itself or by a spokesman: "a *Home Office* spokesman".
fn speaking_body(text: &str, names: &Names<'_>, source: &Source) -> Option<String> {
    if source.kind != SourceKind::Organisation {
        return None;
    }
    let body = source.span.and_then(|span| names.bodies_in(span).next());
    let stands_for =
        |words: &str| words.contains("spokes") || words.ends_with(" said") || words.starts_with("a ");
    let own = source.name.clone().filter(|name| !stands_for(name));
    own.or_else(|| name_of(text, names, body?).filter(|name| !stands_for(name)))
}

/// Who speaks where: those whom a sentence names, and whoever speaks over the document.
#[derive(Debug, Default)]
pub struct Voices<'a> {
    /// Of the attributions within a sentence, what they attribute and to whom, in text order.
    stated: Vec<(&'a Attribution, Span)>,
    /// The body on whose behalf each stretch of an answer or an official paper speaks, in text order.
    owners: Vec<(Span, String)>,
}

impl<'a> Voices<'a> {
    /// Sorts the attributions of a document with this `text`. Who gives an answer speaks for `answering_body`, where it is
    /// known, else for the body of the office that is asked.
    #[must_use]
    pub fn new(text: &str, attributions: &'a [Attribution], answering_body: Option<&str>) -> Self {
        let mut voices = Self::default();
        for attribution in attributions {
            let spans = attribution.content.iter().copied();
            if attribution.scope != Scope::Document {
                voices.stated.extend(spans.map(|span| (attribution, span)));
            } else if let Some(body) = answering_body.map(str::to_owned).or_else(|| body(text, attribution)) {
                voices.owners.extend(spans.map(|span| (span, body.clone())));
            }
        }
        voices.stated.sort_by_key(|(_, span)| *span);
        voices.owners.sort();
        voices
    }

    /// The attributions that hold the byte `at`, the innermost first.
    pub(super) fn over(&self, at: usize) -> impl Iterator<Item = &'a Attribution> {
        /// Attributions nest no deeper.
        const DEEPEST: usize = 8;
        let end = self.stated.partition_point(|(_, span)| span.start <= at);
        let near = self.stated.iter().take(end).rev().take(DEEPEST);
        near.filter(move |(_, span)| at < span.end).map(|(attribution, _)| *attribution)
    }

    fn near(&self, actor: Span) -> Option<&'a Source> {
        self.over(actor.start).find_map(|attribution| attribution.source.as_ref())
    }

    /// The body on whose behalf the document speaks at `actor`.
    fn owner(&self, actor: Span) -> Option<&str> {
        let end = self.owners.partition_point(|(span, _)| span.start <= actor.start);
        let (span, body) = self.owners.get(end.checked_sub(1)?)?;
        span.contains(actor).then_some(body.as_str())
    }
}

/// The body that speaks over a document: itself, or by whoever holds its office.
fn body(text: &str, attribution: &Attribution) -> Option<String> {
    let source = attribution.source.as_ref()?;
    if source.kind == SourceKind::Organisation {
        return source.name.clone();
    }
    let office = source.span.map(|span| span.of(text));
    source.name.as_deref().and_then(body_of).or_else(|| office.and_then(body_of))
}

/// The subject behind a time that opens the clause without a comma: "From April 2026 *landlords* must".
fn after_period(phrases: &Phrases<'_>, periods: &[&Period], verb: usize) -> Option<Span> {
    const LONGEST: usize = 6;
    let opening = periods.iter().rfind(|period| period.span.end <= verb)?;
    let (first, end) = (phrases.at(opening.span.end), phrases.at(verb));
    let words = phrases.tokens().get(first..end)?;
    let plain = words.iter().all(|token| token.kind == TokenKind::Word);
    let (from, to) = (words.first()?.span, words.last()?.span);
    if is_one_of(phrases, first, &["we", "they", "it", "he", "she", "you"]) {
        return Some(from);
    }
    (plain && words.len() <= LONGEST).then(|| from.join(to))
}

/// Words that name nobody.
fn is_small(words: &str) -> bool {
    const SMALL: &[&str] =
        &["and", "or", "but", "which", "that", "who", "as", "so", "then", "there", "also", "how", "what"];
    SMALL.iter().any(|word| word.eq_ignore_ascii_case(words.trim()))
}

/// The full name of an actor: what "it", "he", "the council" or an acronym stand for, or the name itself. "They" may be
/// anybody, and "the Department" names none.
fn name_of(text: &str, names: &Names<'_>, actor: Span) -> Option<String> {
    if actor.of(text).eq_ignore_ascii_case("they") {
        return None;
    }
    // "Schools", "Hedges": a plural that opens its sentence is no short name.
    let words = actor.of(text);
    let plural = !words.contains(' ') && words.ends_with('s') && is_generic(&words.to_lowercase());
    // "Local government" is no body but all of them.
    let all = ["local government", "central government"].iter().any(|all| all.eq_ignore_ascii_case(words));
    if plural || all || is_common(names, text, actor) {
        return None;
    }
    let kind = match names.people_in(actor).next() {
        Some(_) => SourceKind::Person,
        None => SourceKind::Organisation,
    };
    if let Some(resolved) = names.resolve(actor, kind) {
        return Some(resolved.name);
    }
    let inside = names.bodies_in(actor).next()?;
    if GENERIC.iter().any(|noun| without_article(inside.of(text)).eq_ignore_ascii_case(noun)) {
        return None;
    }
    let article = text.get(actor.start..inside.start)?;
    let whole = article.trim().is_empty() || article.trim().eq_ignore_ascii_case("the");
    (whole && inside.end == actor.end).then(|| without_article(inside.of(text)).to_owned())
}

/// Whether a single word in the plural is no name that the text has: "Passes", "Hedges".
fn is_common(names: &Names<'_>, text: &str, actor: Span) -> bool {
    let words = actor.of(text);
    let ends = words.ends_with('s') && !words.ends_with("ss") && !words.ends_with("is");
    let capitals = words.chars().all(char::is_uppercase);
    ends && !words.contains(' ') && !capitals && !names.bodies_in(actor).any(|body| body == actor)
}

fn without_article(words: &str) -> &str {
    ["the ", "The "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}
