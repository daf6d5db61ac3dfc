//! The words of one sentence that mean a person, before anybody asks whom.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::{self, Class, Gender, noun};
use crate::document::BlockKind;
use crate::phrase::{Phrases, TokenKind};
use crate::reading::Reading;
use crate::span::Span;

/// Words that mean a person.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "four independent marks of a mention")]
pub(super) struct Raw<'a> {
    pub(super) span: Span,
    /// Where the words begin with the titles before a name.
    from: usize,
    pub(super) form: RawForm<'a>,
    pub(super) gender: Option<Gender>,
    /// "Raymond Tulk, 58," and "the 58-year-old".
    pub(super) age: Option<u32>,
    /// The title or noun before a name.
    pub(super) role: Option<Span>,
    /// What the title before a name says.
    pub(super) class: Option<Class>,
    /// Whether the words mean the same person as the words before: an apposition.
    pub(super) apposed: bool,
    /// Behind a preposition, so that the sentence is hardly about them.
    pub(super) oblique: bool,
    /// Inside quotation marks that open in this sentence.
    pub(super) quoted: bool,
    /// Whether the mention is the first of its sentence.
    pub(super) leads: bool,
}

/// How the words mean a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawForm<'a> {
    Name,
    Noun {
        head: &'a str,
        class: Class,
        which: Which,
    },
    Pronoun(Case),
    /// "who", right behind a mention.
    Relative,
}

/// How a description is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// "the driver", "this man"
    Definite,
    /// "a driver", "one driver", "another man"
    Indefinite,
    /// "his wife", "Tulk’s wife"
    Owned,
    /// "Bus driver", in a headline and before a name
    Bare,
}

/// What a pronoun is in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// A description has at most so many words before its head.
const LONGEST_BEFORE: usize = 6;

/// The mentions of a sentence, in text order; `named` are the names of people in it, `first_names` those of people named
/// in full before.
pub(super) fn in_sentence<'a>(
    reading: &Reading<'a>,
    sentence: usize,
    named: &[Span],
    first_names: &HashMap<&str, usize>,
) -> Vec<Raw<'a>> {
    let block = reading.block(sentence);
    if matches!(block.kind, BlockKind::Table | BlockKind::Furniture | BlockKind::Byline) {
        return Vec::new();
    }
    let headline = matches!(block.kind, BlockKind::Title | BlockKind::Heading);
    let phrases = &reading.phrases[sentence];
    let text = reading.text();
    let mut found: Vec<Raw<'a>> = named.iter().filter_map(|span| name(text, phrases, *span)).collect();
    let occupied: Vec<Span> = found.iter().map(|raw| raw.span).collect();
    let (mut next_name, mut open) = (0, 0_usize);
    for index in 0..phrases.tokens().len() {
        let token = phrases.tokens()[index];
        match token.kind {
            TokenKind::Open => open += 1,
            TokenKind::Close => open = open.saturating_sub(1),
            _ => {}
        }
        while next_name < occupied.len() && occupied[next_name].end <= token.span.start {
            next_name += 1;
        }
        let inside = occupied.get(next_name).is_some_and(|name| name.overlaps(token.span));
        if inside || token.kind != TokenKind::Word {
            continue;
        }
        let before_name = occupied.get(next_name).is_some_and(|name| name.start == token.span.end + 1);
        let last_name = next_name.checked_sub(1).map(|last| occupied[last]);
        // "Ruairi Lavelle KC": letters behind a name describe nobody, and no description reaches over a name.
        let clear = |raw: &Raw<'_>| {
            let owned = matches!(raw.form, RawForm::Noun { which: Which::Owned, .. });
            owned
                || last_name
                    .is_none_or(|name| name.end <= raw.span.start && !is_letters(text, name, raw.span))
        };
        let raw = pronoun(phrases, index)
            .or_else(|| first_name(phrases, index, first_names))
            .or_else(|| description(phrases, index, headline, before_name).filter(clear));
        found.extend(raw.map(|raw| Raw { quoted: open > 0, ..raw }));
    }
    found.sort_by_key(|raw| (raw.span.start, std::cmp::Reverse(raw.span.end)));
    // "his" is a mention inside "his wife"; a name inside a description ("Tulk’s lover") is one too.
    mark(text, phrases, &mut found);
    if !headline {
        drop_listed(phrases, &mut found);
    }
    found
}

/// "KC" right behind a name.
fn is_letters(text: &str, name: Span, span: Span) -> bool {
    span.start <= name.end + 1 && span.of(text).chars().all(char::is_uppercase)
}

/// Leaves out the nouns behind a mark that describe nobody: "civil, *criminal* and family courts".
fn drop_listed(phrases: &Phrases<'_>, found: &mut Vec<Raw<'_>>) {
    let describes = |index: usize| {
        let this = &found[index];
        let bare = matches!(this.form, RawForm::Noun { which: Which::Bare, .. });
        let introduces = || {
            found
                .get(index + 1)
                .is_some_and(|next| next.apposed && next.from <= this.span.end.saturating_add(1))
        };
        !bare || this.apposed || phrases.at(this.span.start) == 0 || introduces()
    };
    let kept: Vec<bool> = (0..found.len()).map(describes).collect();
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
}

/// A name without the title before it.
fn name<'a>(text: &'a str, phrases: &Phrases<'a>, span: Span) -> Option<Raw<'a>> {
    let (first, mut end) = (phrases.at(span.start), phrases.at(span.end));
    // A model may tag a part of a word.
    if first >= end || phrases.tokens()[first].span.start != span.start {
        return Some(raw(span, RawForm::Name, None));
    }
    let mut start = first;
    let mut gender = None;
    let mut class = None;
    let role_from =
        (0..first).rev().take(3).take_while(|index| lexicon::is_title(phrases.word(*index))).last();
    while start + 1 < end && leads_in(phrases.word(start)) {
        start += 1;
    }
    // "Employment Judge Anil Prakash", "Prosecuting counsel Ruairi Lavelle".
    if let Some(office) = (start..end.saturating_sub(1)).rev().find(|index| is_office(phrases.word(*index))) {
        start = office + 1;
    }
    for index in role_from.unwrap_or(first)..start {
        gender = gender.or_else(|| lexicon::title(phrases.word(index)));
        class =
            noun(phrases.word(index)).map(|(class, _)| class).or(class).or_else(|| rank(phrases.word(index)));
    }
    let role = (role_from.unwrap_or(first)..start)
        .map(|index| phrases.tokens()[index].span)
        .filter(|span| lexicon::title(span.of(text)).is_none())
        .reduce(Span::join);
    while end > start + 2
        && matches!(phrases.word(end - 1), "KC" | "QC" | "MP" | "MSP" | "MBE" | "OBE" | "CBE" | "KBE")
    {
        end -= 1;
    }
    let span =
        Span::new(phrases.tokens().get(start)?.span.start, phrases.tokens()[end - 1].span.end.min(span.end));
    let from = phrases.tokens()[role_from.unwrap_or(first)].span.start;
    let words = span.of(text);
    let marks = words.contains([':', ';', '!', '?', '“', '"'])
        && ![" \"", " “", " ‘"].iter().any(|mark| words.contains(mark));
    if marks || words.split_whitespace().any(is_small) {
        return None;
    }
    // "Obama’s Initial Briefing", in the capitals of a headline.
    if let Some(owner) = words.find("’s ").or_else(|| words.find("'s ")) {
        return Some(Raw {
            from,
            role,
            class,
            ..raw(Span::new(span.start, span.start + owner), RawForm::Name, gender)
        });
    }
    let first_name = words.split_whitespace().next().unwrap_or(words);
    let gender = gender.or_else(|| lexicon::first_name(first_name).filter(|_| words.contains(' ')));
    let age = age_after(&text[span.end..]);
    Some(Raw { from, age, role, class, ..raw(span, RawForm::Name, gender) })
}

/// "Kofi", of whom the text has said Kofi Lamptey-Orr.
fn first_name<'a>(phrases: &Phrases<'a>, index: usize, known: &HashMap<&str, usize>) -> Option<Raw<'a>> {
    let whole = phrases.word(index);
    let word = whole.strip_suffix("’s").or_else(|| whole.strip_suffix("'s")).unwrap_or(whole);
    let start = phrases.tokens()[index].span.start;
    known
        .get(word)
        .map(|_| raw(Span::new(start, start + word.len()), RawForm::Name, lexicon::first_name(word)))
}

/// A word before a name that is no part of it: a title, "Ten-year-old", "Mum-of-four", "Take".
fn leads_in(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "take", "meet", "poor", "plucky", "brave", "tragic", "cap", "gran", "love", "drunk", "killer", "ex-",
    ];
    let lower = word.to_lowercase();
    lexicon::is_title(word)
        || age_of(word).is_some()
        || lower.contains("-of-")
        || OPENERS.contains(&lower.as_str())
}

/// "Judge", "counsel": an office that stands before a name and in none.
fn is_office(word: &str) -> bool {
    const NAMES: &[&str] =
        &["baker", "mason", "marshal", "bishop", "abbot", "prior", "pope", "king", "prince", "major"];
    const OFFICES: &[&str] = &[
        "mayor", "ambassador", "alderman", "councillor", "senator", "governor", "minister", "president",
        "secretary", "captain", "colonel", "professor", "director", "coach", "chairman", "superintendent",
        "commissioner",
    ];
    let lower = word.to_lowercase();
    if OFFICES.contains(&lower.as_str()) {
        return true;
    }
    let office = matches!(noun(&lower), Some((Class::Law | Class::Police, _)))
        || lower == word && matches!(noun(&lower), Some((Class::Role, _)));
    office && !NAMES.contains(&lower.as_str()) && !matches!(lower.as_str(), "kc" | "qc")
}

/// Words that stand in no name, however a headline writes them.
fn is_small(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "you", "you're", "you’re", "we", "i", "he", "she", "they", "it", "and", "is", "are", "was", "my",
        "our",
    ];
    SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
}

/// "Pc", "DI": police ranks that are no nouns of a dictionary.
fn rank(word: &str) -> Option<Class> {
    const RANKS: &[&str] = &["pc", "dc", "ds", "di", "dci", "dsi", "det", "supt", "insp", "detective"];
    RANKS.iter().any(|rank| rank.eq_ignore_ascii_case(word)).then_some(Class::Police)
}

fn raw(span: Span, form: RawForm<'_>, gender: Option<Gender>) -> Raw<'_> {
    let (apposed, oblique, quoted, leads) = (false, false, false, false);
    Raw {
        span,
        from: span.start,
        form,
        gender,
        age: None,
        role: None,
        class: None,
        apposed,
        oblique,
        quoted,
        leads,
    }
}

/// ", 58," · " (58)" · ", aged 58" behind a name.
fn age_after(rest: &str) -> Option<u32> {
    static AGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[’']s)?(?:, (?:now |then |who (?:is|was) )?(?:aged )?| \((?:aged )?)(\d{1,3})(?:[,.;:)]| (?:and|of|from|who|was|is|has|at)\b|$)")
            .expect("a valid pattern")
    });
    AGE.captures(rest)?.get(1)?.as_str().parse().ok().filter(|age| *age < 120)
}

fn pronoun<'a>(phrases: &Phrases<'a>, index: usize) -> Option<Raw<'a>> {
    let word = phrases.word(index);
    if !(2..=7).contains(&word.len()) {
        return None;
    }
    let lower = word.to_lowercase();
    let (gender, case) = match lower.as_str() {
        "he" | "he’s" | "he'd" | "he’d" | "he's" => (Some(Gender::Male), Case::Subject),
        "she" | "she’s" | "she'd" | "she’d" | "she's" => (Some(Gender::Female), Case::Subject),
        "him" => (Some(Gender::Male), Case::Object),
        "his" => (Some(Gender::Male), Case::Possessive),
        "her" if opens_noun(phrases, index + 1) => (Some(Gender::Female), Case::Possessive),
        "her" => (Some(Gender::Female), Case::Object),
        "hers" => (Some(Gender::Female), Case::Possessive),
        "himself" => (Some(Gender::Male), Case::Reflexive),
        "herself" => (Some(Gender::Female), Case::Reflexive),
        "who" | "whose" | "whom" => return Some(raw(phrases.tokens()[index].span, RawForm::Relative, None)),
        _ => return None,
    };
    let span = phrases.tokens()[index].span;
    let length = if lower.starts_with("she") && case == Case::Subject {
        3
    } else if case == Case::Subject {
        2
    } else {
        span.len()
    };
    Some(raw(Span::new(span.start, span.start + length), RawForm::Pronoun(case), gender))
}

/// Whether a noun phrase goes on at `index`: "her *brother*", not "told her *that*".
fn opens_noun(phrases: &Phrases<'_>, index: usize) -> bool {
    const CLOSED: &[&str] = &[
        "to", "that", "and", "but", "in", "on", "at", "by", "for", "with", "from", "of", "as", "when",
        "while", "after", "before", "because", "if", "he", "she", "they", "it", "was", "is", "the", "a",
        "an", "about", "into", "over", "up", "down", "out", "off", "away", "again", "until", "since",
        "during", "through", "what", "how", "why",
    ];
    phrases.tokens().get(index).is_some_and(|token| token.kind == TokenKind::Word)
        && !CLOSED.iter().any(|word| word.eq_ignore_ascii_case(phrases.word(index)))
}

/// The description whose head stands at `index`.
fn description<'a>(
    phrases: &Phrases<'a>,
    index: usize,
    headline: bool,
    before_name: bool,
) -> Option<Raw<'a>> {
    let whole = phrases.word(index);
    let head = whole.strip_suffix("’s").or_else(|| whole.strip_suffix("'s")).unwrap_or(whole);
    let owner = head.len() < whole.len();
    let age = age_of(head);
    let one = if age.is_some() { Some((Class::Generic, None)) } else { noun(head) };
    let (class, gender) = one.or_else(|| lexicon::plural(head).map(|(class, _)| (class, None)))?;
    if !owner && !before_name && !ends_phrase(phrases, index) {
        return None;
    }
    let (first, which) = start_of(phrases, index, headline || one.is_some(), before_name)?;
    if one.is_none() && !counts(phrases, first, index) {
        return None;
    }
    let end = phrases.tokens()[index].span.start + head.len();
    let span = Span::new(phrases.tokens()[first].span.start, end);
    let age = age
        .or_else(|| (first..index).find_map(|index| age_of(phrases.word(index))))
        .or_else(|| aged(phrases, index + 1));
    Some(Raw { age, ..raw(span, RawForm::Noun { head, class, which }, gender) })
}

/// "a boy *of 16*", "a woman *aged 58*"
fn aged(phrases: &Phrases<'_>, index: usize) -> Option<u32> {
    let small = phrases.tokens().get(index).map(|_| phrases.word(index))?;
    let years = phrases.tokens().get(index + 1).map(|_| phrases.word(index + 1))?;
    let age = years.parse().ok().filter(|age| (1..110).contains(age))?;
    matches!(small, "of" | "aged").then_some(age)
}

/// "*two* men", "*both* brothers", "the *three* guards": several who can be told from others.
fn counts(phrases: &Phrases<'_>, first: usize, head: usize) -> bool {
    const NUMBERS: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both"];
    (first..head).any(|index| NUMBERS.iter().any(|word| word.eq_ignore_ascii_case(phrases.word(index))))
}

/// "58" of "58-year-old".
fn age_of(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    lower.strip_suffix("-year-old").or_else(|| lower.strip_suffix("-year-olds"))?.parse().ok()
}

/// Whether the phrase ends with the word at `index`: "the driver fled", not "the driver shortage".
fn ends_phrase(phrases: &Phrases<'_>, index: usize) -> bool {
    const VERBS: &[&str] = &[
        "is", "was", "has", "had", "will", "would", "can", "could", "may", "might", "must", "should", "did",
        "does", "who", "and", "or", "but", "that", "told", "said", "says", "fled", "ran", "left", "took",
        "drove", "died", "made", "came", "went", "got", "gave", "saw", "knew", "felt", "found", "fell",
        "hit", "held", "kept", "lost", "paid", "sent", "sold", "sat", "spent", "stood", "stole", "taught",
        "thought", "threw", "wept", "won", "wrote", "broke", "bought", "brought", "caught", "cut", "dealt",
        "fought", "hid", "hurt", "led", "let", "met", "put", "quit", "rang", "read", "rose", "set", "shot",
        "spoke", "swore", "wore", "also", "later", "then", "now", "never", "not", "once", "still", "only",
        "himself", "herself", "whose", "whom", "which", "there", "here", "too", "then", "became", "began",
    ];
    const SMALL: &[&str] = &[
        "in", "on", "at", "by", "for", "with", "from", "to", "of", "as", "than", "when", "while", "after",
        "before", "because", "if", "over", "into", "about", "during", "under", "against", "between",
        "through", "without", "near", "outside", "inside", "behind", "since", "until", "towards", "despite",
        "following", "he", "she", "they", "it", "we", "i", "you", "the", "a", "an", "his", "her", "their",
        "was", "were", "are", "this", "last", "yesterday", "today", "where", "how", "why", "what", "so",
        "yet", "aged", "accused", "convicted", "charged", "named",
    ];
    const GROUPS: &[&str] =
        &["gangs", "groups", "networks", "courts", "cases", "charges", "proceedings", "records", "offences"];
    let Some(next) = phrases.tokens().get(index + 1) else { return true };
    if next.kind != TokenKind::Word {
        return true;
    }
    let word = phrases.word(index + 1);
    let lower = word.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    // "the criminal gangs", "a police officer": the noun that follows is the head.
    if lexicon::plural(&lower).is_some() && lower.ends_with('s') || GROUPS.contains(&lower.as_str()) {
        return false;
    }
    let verb_like =
        lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("ly") || lower.ends_with('s');
    is(VERBS) || is(SMALL) || verb_like || word.starts_with(char::is_uppercase)
}

/// Where the description with its head at `index` begins, and how it is introduced.
fn start_of(phrases: &Phrases<'_>, head: usize, headline: bool, before_name: bool) -> Option<(usize, Which)> {
    let adjacent = |index: usize| {
        phrases.tokens()[index + 1].span.start - phrases.tokens()[index].span.end <= 1
            && phrases.tokens()[index].kind == TokenKind::Word
    };
    let mut first = head;
    for index in (0..head).rev().take(LONGEST_BEFORE) {
        if !adjacent(index) {
            break;
        }
        let word = phrases.word(index).to_lowercase();
        match word.as_str() {
            "the" | "this" | "that" => return Some((index, Which::Definite)),
            "a" | "an" | "one" | "another" | "two" | "three" | "four" | "five" | "six" | "seven"
            | "eight" | "nine" | "ten" | "both"
                if index == 0 || !phrases.word(index - 1).eq_ignore_ascii_case("the") =>
            {
                return Some((index, Which::Indefinite));
            }
            "his" | "her" | "their" | "my" | "our" | "its" => return Some((index, Which::Owned)),
            _ if word.ends_with("’s") || word.ends_with("'s") || word.ends_with("s’") => {
                return Some((first, Which::Owned));
            }
            _ if stops(&word) => break,
            _ => first = index,
        }
    }
    let opens = first == 0 || phrases.tokens()[first - 1].kind != TokenKind::Word;
    (before_name || opens && (headline || first > 0)).then_some((first, Which::Bare))
}

/// Words that no description holds before its head.
fn stops(word: &str) -> bool {
    const STOPS: &[&str] = &[
        "and", "or", "but", "of", "in", "on", "at", "by", "for", "with", "from", "to", "as", "than", "when",
        "while", "after", "before", "because", "if", "over", "into", "about", "is", "was", "were", "are",
        "be", "been", "has", "had", "have", "said", "says", "told", "who", "which", "he", "she", "they",
        "it", "not", "no", "any", "every", "each", "some", "these", "those", "two", "three", "four", "five",
        "many", "several", "most", "all", "then", "also", "against", "between", "under", "became",
        "becoming", "being", "like", "whether", "where", "so", "what", "how", "killed", "shot", "stabbed",
        "named", "identified", "calling", "including", "alongside", "showed", "met", "trial", "called",
    ];
    STOPS.contains(&word)
}

/// Marks appositions, what stands behind a preposition, and the first mention.
fn mark(text: &str, phrases: &Phrases<'_>, found: &mut [Raw<'_>]) {
    const PREPOSITIONS: &[&str] = &[
        "of", "in", "on", "at", "by", "for", "with", "from", "to", "against", "about", "between", "near",
        "under", "alongside", "including", "like", "than", "and",
    ];
    for index in 0..found.len() {
        let start = found[index].span.start;
        let token = phrases.at(start);
        found[index].leads = index == 0;
        found[index].oblique =
            token > 0 && PREPOSITIONS.iter().any(|word| word.eq_ignore_ascii_case(phrases.word(token - 1)));
        // "his" inside "his wife" stands between no two mentions.
        let whole = |other: &usize| *other == 0 || found[*other].span.end > found[*other - 1].span.end;
        if let Some(before) = (0..index).rev().find(whole) {
            found[index].apposed = apposed(text, &found[before], &found[index]);
            if found[index].apposed {
                found[index].leads = found[before].leads;
                found[index].oblique = found[before].oblique;
            }
        }
    }
}

/// "Former paramedic | Luke Scrivens" · "the prosecutor, | Harriet Boyce," · "Raymond Tulk, 58, | a coach operator" ·
/// "the treasurer of the club, | Graham Oyston," · "Jane Doe, | who".
fn apposed(text: &str, before: &Raw<'_>, this: &Raw<'_>) -> bool {
    static AGED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:,? \(?(?:aged )?\d{1,3}\)?)?, (?:and |now |then )?$").expect("a valid pattern")
    });
    static OFFICE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ (?:of|at|for|from|in) [^,.;:“”]{2,60}, $").expect("a valid pattern"));
    static FROM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ (?:of|at|from|in|with|for) ").expect("a valid pattern"));
    if this.from < before.span.end {
        return this.span.start > before.span.end && matches!(before.form, RawForm::Noun { .. });
    }
    let gap = Span::new(before.span.end, this.from).of(text);
    let closes = || text[this.span.end..].chars().next().is_none_or(|next| ",.;:)—–”\n".contains(next));
    match (before.form, this.form) {
        (_, RawForm::Relative) => matches!(gap, " " | ", ") || AGED.is_match(gap),
        (RawForm::Noun { .. }, RawForm::Name) if gap == " " => true,
        // "A second man, 19-year-old Kyle Amberley".
        (RawForm::Noun { .. }, RawForm::Noun { which: Which::Bare, .. }) => gap == ", " && this.age.is_some(),
        (RawForm::Noun { which, .. }, RawForm::Name) => {
            which != Which::Bare && (gap == ", " || OFFICE.is_match(gap)) && (closes() || this.age.is_some())
        }
        (RawForm::Name, RawForm::Noun { which, class, .. }) => {
            // ", a chemist at the works," and ", a boy from Irving,".
            let office = FROM.is_match(&text[this.span.end..]);
            let kin_of_another = class == Class::Kin && which == Which::Owned;
            !kin_of_another && AGED.is_match(gap) && (closes() || office)
        }
        _ => false,
    }
}
