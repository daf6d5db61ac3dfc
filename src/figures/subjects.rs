//! What a quantity counts or measures: the noun phrase after it, the one that it is of, or the subject of its clause.

use super::lexicon::Roles;
use super::numbers::Form;
use super::phrases;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::FigureKind;

/// Nouns that say little without the "of" behind them: "cases of measles", "members of staff".
const CONTAINERS: &[&str] = &[
    "cases", "case", "victims", "acts", "incidents", "instances", "allegations", "reports", "complaints",
    "offences", "members", "types", "kinds", "pieces", "pairs", "sets", "counts", "rounds", "doses", "cans",
    "bottles", "boxes", "packs", "sheets", "copies", "examples", "forms", "breaches", "survivors",
    "perpetrators", "rates", "rate", "level", "levels", "cost", "costs", "value", "price", "amount",
    "volume", "supply", "supplies", "items", "loss", "sorts", "categories", "groups", "species", "kilos",
    "barrels", "applications", "attempts", "counts",
];

/// Nouns that only announce what is counted: "the number of prisoners".
const ANNOUNCERS: &[&str] =
    &["number", "numbers", "total", "proportion", "share", "percentage", "majority", "sum"];

/// Verbs that tie a level or a change to the subject of their clause.
const TYING: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "stood", "stands", "stand", "standing", "reached", "reaches",
    "reach", "hit", "hits", "totalled", "totals", "totaled", "cost", "costs", "costing", "exceeded",
    "exceeds", "averaged", "averages", "remains", "remained", "became", "doubled", "halved", "trebled",
    "tripled", "quadrupled", "equals", "equalled", "passed", "topped", "tops", "fluctuated", "peaked",
    "accounted", "amounts", "amounted",
];

/// Verbs that follow a share without a noun: "32% call themselves", "40% want more".
const OPINIONS: &[&str] = &[
    "call", "think", "want", "favour", "favor", "feel", "agree", "disagree", "live", "use", "own", "need",
    "like", "prefer", "plan", "expect", "oppose", "back", "trust", "approve", "disapprove", "vote", "voted",
    "explicitly",
];

/// Words that tie an amount to the noun right before them.
const PARTICIPLES: &[&str] =
    &["totalling", "totaling", "worth", "costing", "valued", "averaging", "exceeding", "numbering"];

/// Words between the subject and the verb that ties it.
const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "will", "would", "could", "may", "might", "should", "can", "is", "are", "was",
    "were", "be", "been", "also", "now", "then", "already", "currently", "still", "has", "not", "to",
    "expected", "set", "projected", "forecast", "estimated", "likely", "since", "more", "than", "almost",
    "nearly", "about", "just",
];

/// Pronouns that name nothing by themselves.
const PRONOUNS: &[&str] = &[
    "it", "he", "she", "they", "we", "i", "you", "this", "that", "these", "those", "there", "which", "who",
    "what",
];

type Phrase = (usize, usize);

/// The quantity with what it counts and of what whole. No token before `floor` belongs to its clause.
pub(super) fn apply(tokens: &Tokens<'_>, mut quantity: Quantity, floor: usize) -> Quantity {
    if quantity.kind == FigureKind::Change || is_difference(tokens, &quantity) {
        quantity.subject = quantity.subject.or_else(|| changed(tokens, &quantity, floor));
        return quantity;
    }
    match quantity.kind {
        FigureKind::Percent | FigureKind::Ratio => share(tokens, quantity, floor),
        FigureKind::Count => {
            quantity.subject = quantity
                .subject
                .or_else(|| counted(tokens, &quantity))
                .or_else(|| clause_subject(tokens, &quantity, floor));
            quantity
        }
        FigureKind::Money => {
            quantity.subject = quantity
                .subject
                .or_else(|| priced(tokens, &quantity))
                .or_else(|| clause_subject(tokens, &quantity, floor));
            quantity
        }
        FigureKind::Rate => {
            quantity.subject = quantity.subject.or_else(|| clause_subject(tokens, &quantity, floor));
            quantity
        }
        FigureKind::Duration | FigureKind::Measure | FigureKind::Rank => {
            quantity.subject = quantity.subject.or_else(|| phrases::after(tokens, quantity.end));
            quantity
        }
        FigureKind::Age | FigureKind::Change => quantity,
    }
}

/// Whether it is the size of a change and not a level that a change led to.
pub(super) fn is_difference(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    let level = tokens.is_any(quantity.first.wrapping_sub(1), &["to", "at"]);
    quantity.kind == FigureKind::Change || quantity.direction.is_some() && !level
}

/// The noun phrase at `at` with the "of" that its head needs.
fn with_of(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    let (first, end) = phrases::after(tokens, at)
        .or_else(|| after_participle(tokens, at))
        // "29 of 213" does not say of what.
        .filter(|(first, end)| (*first..*end).any(|word| tokens.is_word(word)))?;
    let (first, end) = over_and(tokens, first, end);
    let head = tokens.lower(end - 1);
    if tokens.is(end, "of") && CONTAINERS.contains(&head) {
        let inner =
            end + 1 + usize::from(tokens.is_any(end + 1, &["the", "their", "its", "this", "these", "a"]));
        if let Some((_, end)) = phrases::noun_phrase(tokens, inner) {
            return Some((first, end));
        }
    }
    Some((first, end))
}

/// "of their working time": a participle that no noun phrase starts with, and the nouns behind it.
fn after_participle(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    let of = at + usize::from(tokens.is(at, "of"));
    let first =
        of + usize::from(of > at && tokens.is_any(of, &["the", "their", "its", "all", "his", "her", "our"]));
    let participle = tokens.lower(first).ends_with("ing")
        || tokens.lower(first).ends_with("ed")
        || tokens.is_any(first, &["likely", "elderly", "daily", "weekly", "monthly", "yearly", "early"]);
    (first > at && participle)
        .then(|| phrases::noun_phrase(tokens, first + 1))
        .flatten()
        .map(|(_, end)| (first, end))
}

/// "General and Acute beds", "three and four-year-olds": one noun for two adjectives.
fn over_and(tokens: &Tokens<'_>, first: usize, end: usize) -> Phrase {
    let single = end == first + 1 && tokens.is_any(end, &["and", "or"]) && !phrases::is_plural(tokens, first);
    let adjective = tokens.capital(first) == tokens.capital(end + 1) && tokens.is_word(end + 2);
    match phrases::noun_phrase(tokens, end + 1) {
        Some((_, last)) if single && adjective && last > end + 2 && phrases::is_plural(tokens, last - 1) => {
            (first, last)
        }
        _ => (first, end),
    }
}

/// "17 of the officers", "5 cases of measles", "12-bed", "30 more assaults".
fn counted(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    let mut at = quantity.end;
    at += usize::from(tokens.joins(at) && super::veto::is_capacity(tokens, at + 1));
    at += usize::from(
        tokens.is_any(at, &["more", "fewer", "additional", "extra", "further", "other"])
            && tokens.is_word(at + 1),
    );
    with_of(tokens, at)
}

/// "£3bn budget", "spending of £3bn", "£3bn in funding".
fn priced(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    const MONEY: &[&str] = &[
        "funding", "grants", "aid", "savings", "costs", "cuts", "taxes", "damages", "fines", "loans", "fees",
        "debt", "benefits", "compensation", "investment", "revenue", "rent", "profits", "losses",
        "subsidies", "support", "expenses", "cash", "today's", "additional", "extra", "new", "unpaid",
        "wages", "sales", "exports", "damage",
    ];
    let after = tokens.over_hyphen(quantity.end);
    let inside = tokens.is(after, "in") && tokens.is_any(after + 1, MONEY);
    if tokens.is(after, "available") {
        return None;
    }
    let found = if inside { phrases::noun_phrase(tokens, after + 1) } else { with_of(tokens, after) };
    found.or_else(|| {
        let of = quantity.first.checked_sub(1).filter(|of| tokens.is(*of, "of"))?;
        noun_phrase_before(tokens, of)
    })
}

/// The run of nouns and adjectives that ends before the token `end`.
fn noun_phrase_before(tokens: &Tokens<'_>, end: usize) -> Option<Phrase> {
    const LONGEST: usize = 4;
    let noun = |at: &usize| {
        tokens.is_word(*at) && !tokens.word(*at).is(Roles::BREAK) && !tokens.lower(*at).ends_with("ly")
    };
    let count = (end.saturating_sub(LONGEST)..end).rev().take_while(noun).count();
    // "will receive payments", "they accepted payments": the verb is no part of it.
    let auxiliary = tokens.is_any(
        (end - count).wrapping_sub(1),
        &[
            "will", "would", "to", "can", "could", "may", "should", "must", "they", "he", "she", "we", "it",
            "who",
        ],
    );
    let count = count - usize::from(auxiliary && count > 0);
    (count > 0).then_some((end - count, end))
}

/// "40 per cent of prisoners", "the proportion of prisoners was 40 per cent", "unemployment was 4 per cent".
fn share(tokens: &Tokens<'_>, mut quantity: Quantity, floor: usize) -> Quantity {
    let end = past_brackets(tokens, quantity.end);
    // "four in 10 want one"
    let noun = |found: &Phrase| {
        let first = tokens.lower(found.0);
        !OPINIONS.contains(&first) && !first.ends_with("ing")
    };
    quantity.denominator = quantity.denominator.filter(noun);
    quantity.subject = quantity.subject.filter(noun);
    if quantity.denominator.is_none() {
        let whole = &["the", "its", "their", "all", "our", "his", "her", "these", "those"];
        if tokens.is(end, "of") || tokens.word(end).is(Roles::PERSON) {
            quantity.denominator = with_of(tokens, end);
        } else if tokens.is_any(end, whole) && quantity.form == Form::Fraction {
            quantity.denominator = phrases::noun_phrase(tokens, end + 1);
        } else if quantity.kind == FigureKind::Ratio && quantity.form != Form::Fraction {
            quantity.denominator = with_of(tokens, end).filter(noun);
        }
        quantity.subject = quantity.subject.or(quantity.denominator);
    }
    if quantity.subject.is_none() && quantity.kind == FigureKind::Percent {
        quantity.subject =
            phrases::noun_phrase(tokens, end).filter(|(first, _)| !OPINIONS.contains(&tokens.lower(*first)));
    }
    if quantity.subject.is_none()
        && let Some((announced, subject)) = subject_before_verb(tokens, &quantity, floor)
    {
        quantity.subject = Some(subject);
        quantity.denominator = quantity.denominator.or(announced.then_some(subject));
    }
    quantity
}

/// The index after brackets at `at`, when "of" follows them: "50% (20 out of 38) of areas".
fn past_brackets(tokens: &Tokens<'_>, at: usize) -> usize {
    const LONGEST: usize = 10;
    let close = (at..at + LONGEST).find(|index| tokens.symbol(*index) == ')');
    match close {
        Some(close) if tokens.symbol(at) == '(' && tokens.is(close + 1, "of") => close + 1,
        _ => at,
    }
}

/// "thefts rose by 15%", "a 15% rise in thefts", "a fall in thefts of 15%", "15% more thefts".
fn changed(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    const REACH: usize = 3;
    let end = tokens.over_hyphen(quantity.end);
    for at in end..end + REACH {
        let more = tokens.is_any(at, &["more", "fewer", "less"]) && !tokens.is(at + 1, "than");
        if more && let Some(found) = with_of(tokens, at + 1) {
            return Some(found);
        }
        if tokens.word(at).trend.is_some() && tokens.is(at + 1, "in") {
            return announced(tokens, at + 2).map(|(_, found)| found);
        }
    }
    if quantity.kind == FigureKind::Count
        && let Some(found) = counted(tokens, quantity)
    {
        return Some(found);
    }
    let verb = (quantity.first..quantity.end).find(|at| tokens.word(*at).factor.is_some());
    let verb =
        verb.filter(|at| !tokens.is(*at, "twice") && !tokens.is_any(*at + 1, &["the", "that", "what"]));
    if let Some(verb) = verb {
        return subject_of(tokens, verb, floor).map(|(_, found)| found);
    }
    change_of(tokens, quantity, floor).or_else(|| clause_subject(tokens, quantity, floor))
}

/// "a fall in thefts of 15%", "an increase of 15% in thefts", "a fall of 15% in thefts".
fn change_of(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    const REACH: usize = 10;
    let link = quantity.first.checked_sub(1)?;
    if tokens.is(quantity.end, "in")
        && let Some((_, found)) = announced(tokens, quantity.end + 1)
        && !is_time(tokens, found.0)
    {
        return Some(found);
    }
    if !tokens.is(link, "of") {
        return None;
    }
    let start = link.saturating_sub(REACH).max(floor);
    let noun = (start..link).rev().find(|at| tokens.word(*at).trend.is_some() && tokens.is(at + 1, "in"))?;
    announced(tokens, noun + 2).map(|(_, found)| found)
}

fn is_time(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at).month.is_some() || tokens.word(at).is(Roles::TIME) || tokens.numeral(at).is_some()
}

/// The noun phrase at `at`, past "the number of"; and whether it was announced as a whole so.
fn announced(tokens: &Tokens<'_>, at: usize) -> Option<(bool, Phrase)> {
    const SENTENCE_ADVERBS: &[&str] =
        &["hence", "thus", "therefore", "overall", "meanwhile", "now", "then", "however", "and", "today"];
    let at = at + usize::from(SENTENCE_ADVERBS.contains(&tokens.lower(at)));
    let first =
        at + usize::from(tokens.is_any(at, &["the", "a", "an", "its", "their", "this", "his", "her", "our"]));
    if tokens.is(first, "of") {
        return None;
    }
    let adjective = usize::from(
        tokens.is_any(first, &["total", "overall", "average", "annual"]) && !tokens.is(first + 1, "of"),
    );
    let noun = first + adjective;
    if ANNOUNCERS.contains(&tokens.lower(noun)) && tokens.is(noun + 1, "of") {
        let inner = noun
            + 2
            + usize::from(tokens.is_any(noun + 2, &["the", "these", "all", "those", "its", "their"]));
        let whole = tokens.is_any(noun, &["proportion", "share", "percentage"]);
        return with_of(tokens, inner).map(|found| (whole, found));
    }
    let (_, end) = with_of(tokens, noun)?;
    Some((false, (at, end)))
}

/// "Prisoner numbers stood at 88,000", "the scheme costs £2bn", "the number of prisoners rose to 88,000".
fn clause_subject(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    subject_before_verb(tokens, quantity, floor).map(|(_, found)| found)
}

/// The subject of the verb that ties the quantity to its clause, and whether it is announced as a whole.
fn subject_before_verb(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<(bool, Phrase)> {
    subject_of(tokens, tying_verb(tokens, quantity.first, floor)?, floor)
}

/// The subject of the verb at `verb`.
fn subject_of(tokens: &Tokens<'_>, verb: usize, floor: usize) -> Option<(bool, Phrase)> {
    // "loans totalling", "contracts worth"
    if PARTICIPLES.contains(&tokens.lower(verb)) {
        return noun_phrase_before(tokens, verb)
            .filter(|(first, _)| *first >= floor)
            .map(|found| (false, found));
    }
    let verb = over_auxiliaries(tokens, verb, floor);
    let start = announcer(tokens, verb, floor).unwrap_or_else(|| clause_start(tokens, verb, floor));
    let whole = announced(tokens, start).map(|(whole, (first, end))| (whole, (first, end.min(verb))));
    let whole = whole
        .filter(|(_, (first, end))| first < end)
        .map(|(whole, found)| (whole, both(tokens, found, verb)));
    let found = whole.filter(|(_, found)| leads_to(tokens, *found, verb));
    let (whole, (first, end)) = found.or_else(|| Some((false, before_verb(tokens, verb)?)))?;
    let pronoun = end == first + 1 && PRONOUNS.contains(&tokens.lower(first));
    (first >= floor && !pronoun && !is_time(tokens, first)).then_some((whole, (first, end)))
}

/// "Thefts and robberies": two noun phrases up to the verb.
fn both(tokens: &Tokens<'_>, (first, end): Phrase, verb: usize) -> Phrase {
    let second = tokens.is_any(end, &["and", "or"]).then(|| phrases::noun_phrase(tokens, end + 1)).flatten();
    match second {
        Some((_, last)) if last >= verb && end < verb => (first, verb),
        _ => (first, end),
    }
}

/// The noun phrase right before the verb, when it hangs on no other.
fn before_verb(tokens: &Tokens<'_>, verb: usize) -> Option<Phrase> {
    const HANGS: &[&str] = &[
        "of", "in", "for", "on", "at", "by", "with", "from", "to", "and", "or", "between", "than", "as",
        "under", "over", "the", "across", "per", "into", "about",
    ];
    let (first, end) = noun_phrase_before(tokens, verb)?;
    if tokens.word(end - 1).is(Roles::TIME) {
        return None;
    }
    let before = first.wrapping_sub(1);
    let article = usize::from(tokens.is_any(before, &["the", "a", "an", "its", "their", "this", "total"]));
    let governor = before.wrapping_sub(article);
    let hangs = tokens.is_any(governor, HANGS) || article > 0 && tokens.lower(governor).ends_with("ing");
    (!hangs).then_some((if tokens.is(before, "total") { first } else { first - article }, end))
}

/// "the proportion of" and the like before the verb, in its clause.
fn announcer(tokens: &Tokens<'_>, verb: usize, floor: usize) -> Option<usize> {
    const REACH: usize = 20;
    let nearest = verb.saturating_sub(REACH).max(floor);
    (nearest..verb)
        .rev()
        .take_while(|at| !matches!(tokens.symbol(*at), ';' | ':' | ','))
        .find(|at| tokens.is_any(*at, ANNOUNCERS) && tokens.is(at + 1, "of"))
}

/// Whether nothing but phrases that hang on the noun phrase stands between it and the verb.
fn leads_to(tokens: &Tokens<'_>, (_, end): Phrase, verb: usize) -> bool {
    const HANGING: &[&str] = &[
        "of", "in", "for", "on", "at", "by", "with", "from", "to", "among", "who", "across", "within",
        "aged", "between", "under", "over", "per", "against", "without", "since",
    ];
    let participle = tokens.lower(end).len() > 4
        && (tokens.lower(end).ends_with("ing") || tokens.lower(end).ends_with("ed"));
    end == verb || end < verb && (participle || tokens.is_any(end, HANGING) || tokens.symbol(end) == '(')
}

/// The verb before `figure` that says what stands at, reaches, costs or changes by it.
fn tying_verb(tokens: &Tokens<'_>, figure: usize, floor: usize) -> Option<usize> {
    const REACH: usize = 7;
    const LINKS: &[&str] = &[
        "to", "at", "by", "from", "an", "a", "about", "around", "some", "just", "only", "over", "under",
        "of", "up", "down", "for", "nearly", "almost", "more", "than", "less", "fewer", "estimated", "the",
        "as", "in", "further", "average", "total", "record", "still", "now", "currently", "approximately",
        "roughly", "least", "another",
    ];
    let mut verb = None;
    for at in (figure.saturating_sub(REACH).max(floor)..figure).rev() {
        let ties = TYING.contains(&tokens.lower(at))
            || PARTICIPLES.contains(&tokens.lower(at))
            || tokens.word(at).is(Roles::TREND_VERB) && !tokens.is_any(at, &["up", "down", "cut", "cuts"]);
        if ties {
            verb = Some(at);
            break;
        }
        let adverb = tokens.lower(at).len() > 4 && tokens.lower(at).ends_with("ly");
        let sign = matches!(tokens.symbol(at), '£' | '$' | '€');
        if !(adverb || sign || LINKS.contains(&tokens.lower(at))) {
            return None;
        }
    }
    verb
}

/// "has risen sharply", "is expected to rise": the index of the first word that belongs to the verb.
fn over_auxiliaries(tokens: &Tokens<'_>, mut verb: usize, floor: usize) -> usize {
    while verb > floor
        && (AUXILIARIES.contains(&tokens.lower(verb - 1))
            || tokens.lower(verb - 1).len() > 4 && tokens.lower(verb - 1).ends_with("ly"))
    {
        verb -= 1;
    }
    verb
}

/// The first token of the clause that the verb belongs to, over a fronted time or place.
fn clause_start(tokens: &Tokens<'_>, verb: usize, floor: usize) -> usize {
    const REACH: usize = 20;
    const OPENERS: &[&str] = &[
        "that", "which", "who", "but", "when", "while", "if", "because", "as", "said", "says", "where",
        "although", "though", "whereas", "so", "since", "after", "before", "found", "shows", "showed",
        "show",
    ];
    let nearest = verb.saturating_sub(REACH).max(floor);
    let mut start = nearest;
    let mut brackets = false;
    for at in (nearest..verb).rev() {
        brackets = (brackets || tokens.symbol(at) == ')') && tokens.symbol(at) != '(';
        if brackets || tokens.symbol(at) == '(' {
            continue;
        }
        let sign = matches!(
            tokens.symbol(at),
            ',' | ';'
                | ':'
                | '('
                | ')'
                | '"'
                | '\u{201C}'
                | '\u{201D}'
                | '\u{2014}'
                | '\u{2013}'
                | '.'
                | '\u{2018}'
        );
        let joins = tokens.is(at, "and") && has_verb(tokens, nearest, at);
        if sign || joins || OPENERS.contains(&tokens.lower(at)) {
            start = at + 1;
            break;
        }
    }
    start
}

/// Whether a finite verb of the closed classes stands between the two tokens.
fn has_verb(tokens: &Tokens<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        TYING.contains(&tokens.lower(at))
            || tokens.is_any(at, &["has", "have", "had", "will", "said", "did", "do", "does"])
            || tokens.word(at).is(Roles::TREND_VERB)
    })
}
