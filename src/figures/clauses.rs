//! The grammatical subject of the clause that a quantity stands in, without a parser.

use super::lexicon::Roles;
use super::phrases;
use super::quantity::Quantity;
use super::subjects::{ANNOUNCERS, Phrase, announced, is_time, noun_phrase_before};
use super::token::Tokens;
use crate::document::FigureKind;

/// Verbs that tie a level or a change to the subject of their clause.
const TYING: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "stood", "stands", "stand", "standing", "reached", "reaches",
    "reach", "hit", "hits", "totalled", "totals", "totaled", "cost", "costs", "costing", "exceeded",
    "exceeds", "averaged", "averages", "remains", "remained", "became", "doubled", "halved", "trebled",
    "tripled", "quadrupled", "equals", "equalled", "passed", "topped", "tops", "fluctuated", "peaked",
    "accounted", "amounts", "amounted", "average", "take", "takes", "took", "last", "lasts", "lasted",
    "earn", "earns", "earned", "widened", "widens", "narrowed", "narrows", "weigh", "weighs", "weighed",
    "measures", "measured", "spans", "spanned", "seats", "am", "earning", "widen", "managed", "received",
    "receives", "went", "goes", "lose", "loses", "lost", "improved", "worsened", "save", "saves", "spend",
    "spends", "spent", "opened", "raised",
];

/// Participles that tie an amount to whom it is paid or asked: "was fined £90m".
const PAID: &[&str] = &["fined", "charged", "paid", "awarded", "handed", "given", "ordered"];

/// Verbs that can have somebody between themselves and the amount: "cost the council £2m".
const COSTING: &[&str] = &["cost", "costs", "costing", "saves", "saved", "earned"];

/// Words that tie an amount to the noun right before them.
const PARTICIPLES: &[&str] = &[
    "totalling", "totaling", "worth", "costing", "valued", "averaging", "exceeding", "numbering", "lasting",
    "weighing", "measuring",
];

/// Words between the subject and the verb that ties it.
const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "will", "would", "could", "may", "might", "should", "can", "is", "are", "was",
    "were", "be", "been", "also", "now", "then", "already", "currently", "still", "has", "not", "to",
    "expected", "set", "projected", "forecast", "estimated", "likely", "since", "more", "than", "almost",
    "nearly", "about", "just",
];

/// Pronouns that name nothing by themselves.
const PRONOUNS: &[&str] =
    &["it", "we", "you", "this", "that", "these", "those", "there", "which", "who", "what"];

/// Pronouns that name somebody, who has a height or an age but is no count.
const PERSONAL: &[&str] = &["he", "she", "they", "i"];

/// "Prisoner numbers stood at 88,000", "the scheme costs £2bn", "the number of prisoners rose to 88,000".
pub(super) fn subject(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    subject_before_verb(tokens, quantity, floor).map(|(_, found)| found)
}

/// The subject of the verb that ties the quantity to its clause, and whether it is announced as a whole.
pub(super) fn subject_before_verb(
    tokens: &Tokens<'_>,
    quantity: &Quantity,
    floor: usize,
) -> Option<(bool, Phrase)> {
    let found = subject_of(tokens, tying_verb(tokens, quantity.first, floor)?, floor);
    let people = !matches!(quantity.kind, FigureKind::Count | FigureKind::Percent | FigureKind::Ratio);
    found.filter(|(_, (first, end))| people || *end > first + 1 || !PERSONAL.contains(&tokens.lower(*first)))
}

/// The subject of the verb at `verb`.
pub(super) fn subject_of(tokens: &Tokens<'_>, verb: usize, floor: usize) -> Option<(bool, Phrase)> {
    // "loans totalling", "contracts worth"
    if PARTICIPLES.contains(&tokens.lower(verb)) {
        let each = verb - usize::from(verb > floor && tokens.is(verb - 1, "each"));
        let apart = each < verb || tokens.is_any(verb, &["worth", "numbering"]);
        let comma = each - usize::from(apart && each > floor && tokens.symbol(each - 1) == ',');
        return noun_phrase_before(tokens, comma)
            .filter(|(first, _)| *first >= floor)
            .map(|found| (false, found));
    }
    let verb = over_auxiliaries(tokens, verb, floor);
    if verb > floor && PERSONAL.contains(&tokens.lower(verb - 1)) {
        return Some((false, (verb - 1, verb)));
    }
    let verb = over_aside(tokens, over_governor(tokens, verb, floor), floor);
    let start = announcer(tokens, verb, floor)
        .unwrap_or_else(|| past_fronted(tokens, clause_start(tokens, verb, floor), verb));
    // "Fixing a hole costs"
    if tokens.lower(start).ends_with("ing")
        && start + 1 < verb
        && verb <= start + 5
        && tokens.is_any(start + 1, &["a", "an", "the", "your", "their"])
        && (start + 1..verb).all(|at| tokens.is_word(at))
    {
        return Some((false, (start, verb)));
    }
    let whole = announced(tokens, start).map(|(whole, (first, end))| (whole, (first, end.min(verb))));
    let whole = whole
        .filter(|(_, (first, end))| first < end)
        .map(|(whole, found)| (whole, both(tokens, found, verb)));
    let found = whole.filter(|(_, found)| leads_to(tokens, *found, verb));
    let found = found.map(|(whole, found)| (whole, if whole { found } else { full(tokens, found, verb) }));
    let (whole, (first, end)) = found.or_else(|| Some((false, before_verb(tokens, verb)?)))?;
    let pronoun = end == first + 1 && PRONOUNS.contains(&tokens.lower(first));
    (first >= floor && !pronoun && !is_time(tokens, first)).then_some((whole, (first, end)))
}

/// The token after a time that the clause opens with: "In the same period thefts rose".
fn past_fronted(tokens: &Tokens<'_>, start: usize, verb: usize) -> usize {
    const LONGEST: usize = 6;
    if !tokens.is_any(start, &["in", "on", "at", "by", "during", "since", "over", "for"]) {
        return start;
    }
    let time = |at: &usize| {
        tokens.is_any(*at, &["period", "year", "month", "week", "quarter", "time", "decade", "day", "season"])
    };
    let last = (start + 1..(start + LONGEST).min(verb)).find(time);
    last.filter(|last| last + 1 < verb && !tokens.is(last + 1, "of")).map_or(start, |last| last + 1)
}

/// "aims to spend", "have combined to spend": the first verb of the two.
fn over_governor(tokens: &Tokens<'_>, verb: usize, floor: usize) -> usize {
    const GOVERNORS: &[&str] = &[
        "aims", "plans", "wants", "hopes", "intends", "agreed", "pledged", "promised", "vowed", "combined",
        "offered", "planned", "wanted", "hoped", "tried", "continues", "continued", "managed", "needs",
        "needed", "agrees", "promises", "seems", "appears", "appeared", "threatened", "promising",
        "planning", "hoping",
    ];
    if verb > floor && tokens.is(verb, "to") && tokens.is_any(verb - 1, GOVERNORS) {
        return over_auxiliaries(tokens, verb - 1, floor);
    }
    verb
}

/// Where the subject ends when an aside stands before the verb: "The record, set in 2001, is".
fn over_aside(tokens: &Tokens<'_>, verb: usize, floor: usize) -> usize {
    const LONGEST: usize = 14;
    if verb <= floor + 1 || tokens.symbol(verb - 1) != ',' {
        return verb;
    }
    let nearest = verb.saturating_sub(LONGEST).max(floor);
    let opening = (nearest..verb - 1).rev().find(|at| tokens.symbol(*at) == ',');
    opening.filter(|opening| *opening > floor).unwrap_or(verb)
}

/// The noun phrase with what hangs on it up to the verb, but for times: "Sales of beer to pubs last year fell".
pub(super) fn full(tokens: &Tokens<'_>, (first, end): Phrase, verb: usize) -> Phrase {
    const LONGEST: usize = 12;
    const LEADING: &[&str] =
        &["in", "on", "at", "for", "since", "by", "to", "from", "during", "between", "the"];
    if verb - end > LONGEST {
        return (first, end);
    }
    let stops = |at: &usize| !tokens.is_word(*at) && !is_inner(tokens, *at) || is_time(tokens, *at);
    let mut last = (end..verb).find(stops).unwrap_or(verb);
    while last > end
        && (LEADING.contains(&tokens.lower(last - 1))
            || tokens.is_any(last - 1, &["last", "this", "next", "past", "each", "all", "also"])
            || !tokens.is_word(last - 1) && tokens.symbol(last - 1) != '\u{201D}')
    {
        last -= 1;
    }
    (first, last.max(end))
}

/// Whether the sign stands inside a noun phrase.
fn is_inner(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.joins(at) || matches!(tokens.symbol(at), '\'' | '&' | '\u{201C}' | '\u{201D}')
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
    // "promising to spend" has its subject before the other verb.
    let lone = tokens.lower(first);
    let verbal = end == first + 1 && lone.len() > 4 && (lone.ends_with("ing") || lone.ends_with("ed"));
    if tokens.word(end - 1).is(Roles::TIME) || verbal && !tokens.capital(first) {
        return None;
    }
    let before = first.wrapping_sub(1);
    let article =
        usize::from(tokens.is_any(before, &["the", "a", "an", "its", "their", "this", "total", "other"]));
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
    let object = costed(tokens, figure, floor);
    let figure = object.unwrap_or(figure);
    for at in (figure.saturating_sub(REACH).max(floor)..figure).rev() {
        let ties = TYING.contains(&tokens.lower(at)) && !is_last_time(tokens, at)
            || PAID.contains(&tokens.lower(at))
                && tokens.is_any(at.wrapping_sub(1), &["was", "were", "been", "be", "is", "are"])
            || PARTICIPLES.contains(&tokens.lower(at))
            || tokens.word(at).is(Roles::TREND_VERB)
                && (!tokens.is_any(at, &["up", "down", "cut", "cuts"])
                    || is_headline_verb(tokens, at, figure));
        if ties && !is_trend_noun(tokens, at) {
            return Some(at);
        }
        let adverb = tokens.lower(at).len() > 4 && tokens.lower(at).ends_with("ly");
        let sign = matches!(tokens.symbol(at), '£' | '$' | '€')
            || tokens.symbol(at) == ',' && tokens.is_any(at + 1, &["by", "to", "from"]);
        if !(adverb || sign || LINKS.contains(&tokens.lower(at))) {
            return None;
        }
    }
    None
}

/// "a cumulative increase of": the noun, not the verb.
fn is_trend_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at + 1, "of")
        && (at.saturating_sub(2)..at).any(|before| tokens.is_any(before, &["a", "an", "the"]))
}

/// "Exports down £2bn": the figure stands right behind, and no verb before.
fn is_headline_verb(tokens: &Tokens<'_>, at: usize, figure: usize) -> bool {
    at + 1 == figure
        && tokens.is_any(at, &["up", "down"])
        && tokens.is_word(at.wrapping_sub(1))
        && !tokens.word(at - 1).is(Roles::BREAK)
        && !tokens.lower(at - 1).ends_with("ed")
        && !TYING.contains(&tokens.lower(at - 1))
        && !tokens.word(at - 1).is(Roles::TREND_VERB)
}

/// "last" of "last year" is no verb.
fn is_last_time(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, "last")
        && !tokens.is_any(at.wrapping_sub(1), &["will", "would", "to", "could", "can", "may"])
}

/// The index after the verb in "cost the council £2m": before whom it costs something.
fn costed(tokens: &Tokens<'_>, figure: usize, floor: usize) -> Option<usize> {
    const REACH: usize = 12;
    let verb = (figure.saturating_sub(REACH).max(floor)..figure)
        .rev()
        .take_while(|at| tokens.is_word(*at) || tokens.joins(*at))
        .find(|at| COSTING.contains(&tokens.lower(*at)))?;
    let pronoun = tokens.is_any(verb + 1, &["me", "us", "them", "him", "her", "you"]);
    let article = usize::from(
        tokens.is_any(verb + 1, &["the", "a", "an", "each", "every", "their", "his", "our", "its"]),
    );
    let whom = pronoun || phrases::noun_phrase(tokens, verb + 1 + article).is_some();
    (whom && verb + 1 < figure).then_some(verb + 1)
}

/// "has risen sharply", "is expected to rise": the index of the first word that belongs to the verb.
fn over_auxiliaries(tokens: &Tokens<'_>, mut verb: usize, floor: usize) -> usize {
    let reported = |at: usize| {
        tokens.is_any(at, &["thought", "said", "believed", "reported", "understood", "known", "supposed"])
            && tokens.is(at + 1, "to")
    };
    while verb > floor
        && (reported(verb - 1)
            || AUXILIARIES.contains(&tokens.lower(verb - 1))
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
        let joins =
            tokens.is(at, "and") && (has_verb(tokens, nearest, at) || is_time(tokens, at.wrapping_sub(1)));
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
